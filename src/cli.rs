//! The command line: the only room that reads the environment and files, prints,
//! and says how it all came out.
//!
//! `main` in `main.rs` only calls [`main`] here.

use std::{ffi::OsString, io, process::ExitCode};

use clap::Parser;

mod archives;
mod args;
mod auditors;
mod audits;
mod baseline;
mod bench;
mod check;
mod configs;
mod converter;
mod environment;
mod explain;
mod extract;
mod failure;
mod files;
mod groups;
mod html;
mod init;
mod joining;
mod output;
mod packs;
mod pages;
mod progress;
mod reading;
mod root;
mod rules;
mod settle;
mod threads;

use args::{Cli, Command};
use configs::ConfigFailure;
use environment::{Environment, say};
use init::InitFailure;
use output::OutputFailure;
use packs::PackFailure;
use settle::BaselineFailure;

use crate::language::Language;

/// How a run ended; the numbers are the exit codes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Outcome {
    /// Nothing at or above the threshold.
    Clean = 0,
    /// Findings, or examples that came out wrong.
    Findings = 1,
    /// Something could not be audited.
    Failed = 2,
    /// Somebody broke the run off; the number is that of shells.
    BrokenOff = 130,
}

/// Why a run stopped before its end.
#[derive(Debug, thiserror::Error)]
enum Stop {
    #[error(transparent)]
    Pack(#[from] PackFailure),
    #[error(transparent)]
    Output(#[from] OutputFailure),
    #[error(transparent)]
    Config(#[from] ConfigFailure),
    #[error(transparent)]
    Init(#[from] InitFailure),
    #[error(transparent)]
    Baseline(#[from] BaselineFailure),
    #[error(transparent)]
    Write(#[from] io::Error),
    #[error("broken off")]
    BrokenOff,
}

/// Runs gouji on the arguments and in the environment of the process.
#[must_use]
pub fn main() -> ExitCode {
    #[cfg(feature = "pdf")]
    keep_quiet_about(crate::source::PDF_THREAD);
    let arguments: Vec<OsString> = std::env::args_os().collect();
    let cli = match Cli::try_parse_from(args::with_verb(arguments)) {
        Ok(cli) => cli,
        Err(shown) => {
            // Help on a closed pipe: nobody is left to be told.
            let _ = shown.print();
            return ExitCode::from(u8::try_from(shown.exit_code()).unwrap_or(2));
        }
    };
    let environment = Environment::of(&cli.common);
    threads::listen();
    let outcome = match run(&cli, environment) {
        Ok(outcome) => outcome,
        Err(stop) => {
            let outcome = match stop {
                Stop::BrokenOff => Outcome::BrokenOff,
                _ => Outcome::Failed,
            };
            match &stop {
                Stop::Pack(failure) => say(&environment.rendered(failure)),
                Stop::Output(failure) => {
                    say(&environment.rendered(&failure.told(environment.language)));
                }
                Stop::Init(failure) => say(&environment.rendered(failure)),
                Stop::Config(failure) => say(&environment.rendered(failure)),
                Stop::Baseline(failure) => say(&environment.rendered(failure)),
                Stop::Write(error) => say(&format!("gouji: cannot write: {error}")),
                Stop::BrokenOff => say(match environment.language {
                    Language::Zh => "gouji: 已中断，以上仅为部分结果；要写入的文件保持原样",
                    Language::En => {
                        "gouji: broken off: this is not all; files to be written are as they were"
                    }
                }),
            }
            outcome
        }
    };
    ExitCode::from(outcome as u8)
}

/// Keeps a panic of the thread `name` off the terminal: whoever started it tells what came of it.
#[cfg(feature = "pdf")]
fn keep_quiet_about(name: &'static str) {
    let tell = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        if std::thread::current().name() != Some(name) {
            tell(panic);
        }
    }));
}

fn run(cli: &Cli, environment: Environment) -> Result<Outcome, Stop> {
    match &cli.command {
        Command::Check(check) => check::run(check, &cli.common, environment),
        Command::Extract(extract) => extract::run(extract, &cli.common, environment),
        Command::Explain(explain) => explain::run(explain, &cli.common, environment),
        Command::Baseline(baseline) => baseline::run(baseline, &cli.common, environment),
        Command::Init(init) => init::run(init, cli.common.quiet, environment),
        Command::Schema(schema) => pages::schema(schema.name),
        Command::Completions(completions) => pages::completions(completions.shell),
        Command::Man(man) => pages::man(man.command.as_deref(), environment),
        Command::Bench(bench) => bench::run(bench, &cli.common, environment),
        Command::Rules(rules) => rules::run(rules, &cli.common, environment),
    }
}
