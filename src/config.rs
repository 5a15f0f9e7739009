//! The text of `gouji.toml`, validated: which rules run on which reports, how severe
//! they are, which findings are accepted, and which files are one report.
//!
//! Every mistake is told at once, each on its span; a configuration with a mistake is
//! never used. What was found is a [`Config`]; what holds for one report is its
//! [`Settings`].
//!
//! Deliberately absent: finding files, loading packs, and the command line. Folders and
//! files are named here as they are written, relative to the file.

mod accept;
mod choice;
mod join;
mod mistake;
mod paths;
mod read;
#[cfg(test)]
mod shape;

use miette::Diagnostic;
use thiserror::Error;

use crate::{
    language::Language,
    sections::{Located, counted},
    severity::Severity,
};

#[cfg(feature = "cli")]
pub(crate) use read::folders;

pub use accept::Accept;
pub use choice::{Choice, Level, severity_of};
pub use join::{Join, JoinError};
pub use paths::Paths;

/// The name of the file.
pub const FILE: &str = "gouji.toml";

/// A configuration that cannot be used as written, with every mistake in it.
#[derive(Debug, Error, Diagnostic)]
#[error("the configuration has {}", counted(.mistakes.len(), "mistake"))]
#[diagnostic(
    code(gouji::config::unusable),
    help("no report is audited until all of them are mended; `--isolated` runs without it")
)]
pub struct ConfigErrors {
    /// The mistakes, by place.
    #[related]
    pub mistakes: Vec<Located>,
}

/// What `gouji.toml` says.
#[derive(Debug, Default)]
pub struct Config {
    /// Folders of rules, relative to the file.
    pub rules: Vec<String>,
    /// The rules that run.
    pub choice: Choice,
    /// What differs for some reports, in order: later ones win.
    pub overrides: Vec<Override>,
    /// Findings that may stay.
    pub accept: Vec<Accept>,
    /// The severity from which on findings fail a run.
    pub fail_on: Option<Severity>,
    /// The language of messages.
    pub language: Option<Language>,
    /// The file of the baseline, relative to this one.
    pub baseline: Option<String>,
    /// Which files are one report.
    pub join: Option<Join>,
}

/// What differs for some reports.
#[derive(Debug)]
pub struct Override {
    /// The reports.
    pub paths: Paths,
    /// The rules that run on them.
    pub choice: Choice,
    /// The severity from which on their findings fail a run.
    pub fail_on: Option<Severity>,
}

/// The names that rules and packs have.
#[derive(Debug, Clone, Copy)]
pub struct Known<'a> {
    /// Ids of rules.
    pub rules: &'a [&'a str],
    /// Ids of packs.
    pub packs: &'a [&'a str],
}

/// What holds for one report.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct Settings {
    /// Which overrides hold for it, in order.
    pub overrides: Vec<usize>,
    /// The severity from which on its findings fail a run.
    pub fail_on: Option<Severity>,
}

impl Config {
    /// Reads the text of the file that mistakes call `path`.
    ///
    /// Without `known`, any name of a rule will do.
    ///
    /// # Errors
    ///
    /// Every mistake in it.
    pub fn parse(path: &str, text: &str, known: Option<Known<'_>>) -> Result<Self, ConfigErrors> {
        read::read(path, text, known).map_err(|mistakes| ConfigErrors { mistakes })
    }

    /// What holds for the report `path`, which is relative to the file, with slashes.
    #[must_use]
    pub fn settings(&self, path: &str) -> Settings {
        let holds = |at: &usize| self.overrides[*at].paths.has(path);
        let overrides: Vec<_> = (0..self.overrides.len()).filter(holds).collect();
        let mut last = overrides.iter().rev();
        let fail_on = last.find_map(|&at| self.overrides[at].fail_on);
        Settings {
            fail_on: fail_on.or(self.fail_on),
            overrides,
        }
    }

    /// The choices of rules for a report of these settings: later ones win.
    pub fn choices<'c>(&'c self, settings: &'c Settings) -> impl Iterator<Item = &'c Choice> {
        let overrides = settings.overrides.iter();
        std::iter::once(&self.choice).chain(overrides.map(|&at| &self.overrides[at].choice))
    }
}
