//! What can be said on the command line.

use std::{
    ffi::OsString,
    path::{Path, PathBuf},
};

use clap::{Args, CommandFactory, Parser, Subcommand, ValueEnum};
use clap_complete::Shell;

use super::reading::{Reading, Threading};
use crate::{language::Language, severity::Severity};

/// Check the figures of Chinese government reports against each other (勾稽).
///
/// `gouji 报告.txt` is short for `gouji check 报告.txt`.
#[derive(Debug, Parser)]
#[command(
    name = "gouji",
    version,
    propagate_version = true,
    max_term_width = 100,
    after_help = "Exit codes: 0 nothing to report, 1 findings, 2 something could not be audited.\n\
                  Messages are in Chinese unless the locale or --lang asks for English."
)]
pub(super) struct Cli {
    #[command(subcommand)]
    pub(super) command: Command,
    #[command(flatten)]
    pub(super) common: Common,
}

/// What every command takes.
#[derive(Debug, Args)]
pub(super) struct Common {
    /// Rules to use as well: one pack, or a folder of packs
    ///
    /// A pack is a folder with `pack.toml` and one file per rule. It is added to
    /// the built-in packs and takes the place of a built-in one of the same name.
    /// May be given several times.
    #[arg(long, value_name = "DIR", global = true)]
    pub(super) rules: Vec<PathBuf>,
    /// Use this `gouji.toml` for every report
    ///
    /// Otherwise each report has the nearest one upwards from it, if there is one.
    #[arg(long, value_name = "FILE", global = true, conflicts_with = "isolated")]
    pub(super) config: Option<PathBuf>,
    /// Use no `gouji.toml`
    #[arg(long, global = true)]
    pub(super) isolated: bool,
    /// Language of messages: zh (中文) or en
    ///
    /// Otherwise `GOUJI_LANG`, `language` in `gouji.toml`, `LC_ALL`, `LC_MESSAGES`
    /// and `LANG` are asked, in this order; C, POSIX and none at all count as Chinese.
    #[arg(long, value_name = "LANG", global = true, hide_possible_values = true)]
    pub(super) lang: Option<Lang>,
    /// Colours: auto, always or never
    #[arg(
        long,
        value_name = "WHEN",
        global = true,
        default_value = "auto",
        hide_possible_values = true
    )]
    pub(super) color: When,
    /// Print findings only: no counts, no last line
    #[arg(long, short, global = true)]
    pub(super) quiet: bool,
    /// Cells in a row; asked of the terminal otherwise
    #[arg(long, value_name = "CELLS", global = true, hide = true)]
    pub(super) width: Option<usize>,
}

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Audit reports: files, folders, or - for standard input (the default) 核对报告
    Check(Check),
    /// List every number of a report and what became of it 列出全部数字
    Extract(Extract),
    /// Show what a rule checks, why, and its examples 解释规则
    Explain(Explain),
    /// List the rules, or try them on their examples 规则
    Rules(Rules),
    /// Write the findings there are as known ones 基线
    Baseline(Baseline),
    /// Write a gouji.toml to start from 新建配置
    Init(Init),
    /// Print the JSON Schema of a file that gouji reads or writes 格式定义
    Schema(Schema),
    /// Print completions for a shell 命令补全
    Completions(Completions),
    /// Print the man page of gouji or of a command 手册页
    Man(Man),
    /// Put faults into clean reports and count what is found 自测
    Bench(Bench),
}

#[derive(Debug, Args)]
pub(super) struct Check {
    /// Reports (text, pages, documents, workbooks, PDF), folders and archives of them, or - for standard input
    ///
    /// Without any, standard input if something is piped into it, else the
    /// current folder.
    #[arg(value_name = "PATH")]
    pub(super) paths: Vec<PathBuf>,
    /// How to print: terminal, concise (one line each), json, ndjson, sarif, github,
    /// gitlab, junit, markdown, csv, or html (a page, with =FOLDER/ a page for each report)
    ///
    /// With =FILE, into a file, which is there when the run is through. May be given
    /// several times: `--format terminal --format json=audit.json`. One format at
    /// most goes to standard output.
    #[arg(
        long,
        value_name = "FORMAT[=FILE]",
        default_value = "terminal",
        value_parser = format_to
    )]
    pub(super) format: Vec<FormatTo>,
    /// Write to this file what would go to standard output; - for standard output itself
    #[arg(long, short, value_name = "FILE")]
    pub(super) output: Option<PathBuf>,
    /// Exit with 1 from this severity on: error, warning or note
    ///
    /// Otherwise what `fail-on` in `gouji.toml` says, else warning.
    #[arg(long, value_name = "SEVERITY", hide_possible_values = true)]
    pub(super) fail_on: Option<Level>,
    /// Exit with 1 also if something of a report could not be read
    #[arg(long)]
    pub(super) fail_on_gap: bool,
    /// Print findings from this severity on; exit codes do not change
    #[arg(
        long,
        value_name = "SEVERITY",
        default_value = "note",
        hide_possible_values = true
    )]
    pub(super) severity: Level,
    #[command(flatten)]
    pub(super) selection: Selection,
    /// Report only what is not in this baseline
    ///
    /// Written by `gouji baseline`; what it knows is counted and marked, and entries
    /// that match nothing any more are told. Otherwise `baseline` in `gouji.toml`.
    #[arg(long, value_name = "FILE")]
    pub(super) baseline: Option<PathBuf>,
    /// Exit with 0 even if there are findings; what could not be audited still gives 2
    #[arg(long)]
    pub(super) exit_zero: bool,
    #[command(flatten)]
    pub(super) reading: Reading,
    #[command(flatten)]
    pub(super) threading: Threading,
}

/// Which rules run.
#[derive(Debug, Args, Default)]
pub(super) struct Selection {
    /// Run only these rules, by id or by pack, separated by commas
    #[arg(long, value_name = "RULES", value_delimiter = ',')]
    pub(super) select: Vec<String>,
    /// Do not run these rules
    #[arg(long, value_name = "RULES", value_delimiter = ',')]
    pub(super) ignore: Vec<String>,
}

#[derive(Debug, Args)]
pub(super) struct Baseline {
    /// Reports, folders and archives of them, or - for standard input
    #[arg(value_name = "PATH")]
    pub(super) paths: Vec<PathBuf>,
    /// Write to this file; reasons that stand in it are kept
    ///
    /// Paths in it are relative to its folder. Entries of reports that are still there
    /// and are not read this time stay. Without it, standard output.
    #[arg(long, short, value_name = "FILE")]
    pub(super) output: Option<PathBuf>,
    #[command(flatten)]
    pub(super) selection: Selection,
    #[command(flatten)]
    pub(super) reading: Reading,
    #[command(flatten)]
    pub(super) threading: Threading,
}

#[derive(Debug, Args)]
pub(super) struct Init {
    /// The folder
    #[arg(value_name = "FOLDER", default_value = ".")]
    pub(super) folder: PathBuf,
    /// Write over the gouji.toml that is there
    #[arg(long)]
    pub(super) force: bool,
}

#[derive(Debug, Args)]
pub(super) struct Schema {
    /// config (gouji.toml), rule, pack, indicators (files of a pack) or json (the output)
    #[arg(value_name = "NAME", hide_possible_values = true)]
    pub(super) name: SchemaName,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
pub(super) enum SchemaName {
    Config,
    Rule,
    Pack,
    Indicators,
    Json,
}

#[derive(Debug, Args)]
pub(super) struct Completions {
    /// bash, zsh, fish, powershell or elvish
    #[arg(value_name = "SHELL", hide_possible_values = true)]
    pub(super) shell: Shell,
}

#[derive(Debug, Args)]
pub(super) struct Man {
    /// The command; without one, the page of gouji itself
    #[arg(value_name = "COMMAND")]
    pub(super) command: Option<String>,
}

#[derive(Debug, Args)]
pub(super) struct Extract {
    /// Reports, folders and archives of them, or - for standard input
    #[arg(value_name = "PATH")]
    pub(super) paths: Vec<PathBuf>,
    /// How to print: table, json, csv, or text (the report as gouji reads it)
    #[arg(
        long,
        value_name = "FORMAT",
        default_value = "table",
        hide_possible_values = true
    )]
    pub(super) format: FigureFormat,
    #[command(flatten)]
    pub(super) reading: Reading,
    #[command(flatten)]
    pub(super) threading: Threading,
}

#[derive(Debug, Args)]
pub(super) struct Explain {
    /// The rule's id, as findings print it
    #[arg(value_name = "RULE")]
    pub(super) rule: String,
    /// Show how the rule came out on these reports
    #[arg(long = "in", value_name = "PATH")]
    pub(super) paths: Vec<PathBuf>,
    #[command(flatten)]
    pub(super) reading: Reading,
    #[command(flatten)]
    pub(super) threading: Threading,
}

#[derive(Debug, Args)]
pub(super) struct Bench {
    /// Clean reports, folders of them, or - for standard input
    #[arg(value_name = "PATH")]
    pub(super) paths: Vec<PathBuf>,
    /// Which faults are made; the same number makes the same ones
    #[arg(long, value_name = "N", default_value_t = 1)]
    pub(super) seed: u64,
    /// Faults of each class in each table and in the prose of a report
    #[arg(long, value_name = "N", default_value_t = 3)]
    pub(super) faults: usize,
    /// How to print: table or json
    #[arg(
        long,
        value_name = "FORMAT",
        default_value = "table",
        hide_possible_values = true
    )]
    pub(super) format: BenchFormat,
    /// List every fault that did not come out as it should
    #[arg(long)]
    pub(super) misses: bool,
    #[command(flatten)]
    pub(super) reading: Reading,
}

#[derive(Debug, Args)]
pub(super) struct Rules {
    #[command(subcommand)]
    pub(super) command: Option<RulesCommand>,
}

#[derive(Debug, Subcommand, Clone, Copy)]
pub(super) enum RulesCommand {
    /// The packs and rules in force (the default) 列出规则
    List,
    /// Try every rule on the examples of its pack 试跑例子
    Check,
}

/// A format, and the file it goes to if that is not standard output.
#[derive(Debug, Clone)]
pub(super) struct FormatTo {
    pub(super) format: Format,
    pub(super) file: Option<PathBuf>,
}

impl FormatTo {
    /// The folder it goes to, if it is written as one file a report.
    pub(super) fn folder(&self) -> Option<&Path> {
        let path = self.file.as_deref()?;
        let ends_in_slash = || path.to_string_lossy().ends_with(std::path::is_separator);
        (self.format == Format::Html && (path.is_dir() || ends_in_slash())).then_some(path)
    }
}

/// Reads `sarif` or `sarif=report.sarif`.
fn format_to(text: &str) -> Result<FormatTo, String> {
    let (name, file) = match text.split_once('=') {
        Some((_, "")) => return Err("a file name goes after `=`".to_owned()),
        Some((name, file)) => (name, Some(PathBuf::from(file))),
        None => (text, None),
    };
    let format = Format::from_str(name, false).map_err(|_| {
        let known = Format::value_variants().iter();
        let names =
            known.filter_map(|format| Some(format.to_possible_value()?.get_name().to_owned()));
        format!("known formats: {}", names.collect::<Vec<_>>().join(", "))
    })?;
    Ok(FormatTo {
        format,
        file: file.filter(|file| file.as_os_str() != "-"),
    })
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Format {
    Terminal,
    Concise,
    Json,
    #[value(name = "ndjson")]
    NdJson,
    Sarif,
    #[value(name = "github")]
    GitHub,
    #[value(name = "gitlab")]
    GitLab,
    #[value(name = "junit")]
    JUnit,
    Markdown,
    Csv,
    Html,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
pub(super) enum FigureFormat {
    Table,
    Json,
    Csv,
    Text,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
pub(super) enum BenchFormat {
    Table,
    Json,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
pub(super) enum Level {
    Error,
    Warning,
    Note,
}

impl From<Level> for Severity {
    fn from(level: Level) -> Self {
        match level {
            Level::Error => Self::Error,
            Level::Warning => Self::Warning,
            Level::Note => Self::Note,
        }
    }
}

#[derive(Debug, Clone, Copy, ValueEnum)]
pub(super) enum Lang {
    Zh,
    En,
}

impl From<Lang> for Language {
    fn from(lang: Lang) -> Self {
        match lang {
            Lang::Zh => Self::Zh,
            Lang::En => Self::En,
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum When {
    Auto,
    Always,
    Never,
}

/// The arguments with the verb in front, `check` if they name none.
///
/// So `gouji 报告.txt`, `gouji --format json 报告.txt` and `gouji --format json
/// check 报告.txt` all mean the same. Help and version stay what they are.
pub(super) fn with_verb(mut arguments: Vec<OsString>) -> Vec<OsString> {
    let root = Cli::command();
    let mut at = 1;
    let mut asks_for_help = false;
    while let Some(argument) = arguments.get(at) {
        let text = argument.to_string_lossy();
        if text == "--" {
            break;
        }
        if text == "-" || !text.starts_with('-') {
            if text == "help" || root.find_subcommand(&*text).is_some() {
                let verb = arguments.remove(at);
                arguments.insert(1, verb);
                return arguments;
            }
            break;
        }
        asks_for_help |= matches!(&*text, "-h" | "--help" | "-V" | "--version");
        at += 1 + usize::from(takes_next(&root, &text));
    }
    if !asks_for_help {
        arguments.insert(1.min(arguments.len()), "check".into());
    }
    arguments
}

/// Whether an option of the root or of `check` takes the next argument as its value.
fn takes_next(root: &clap::Command, option: &str) -> bool {
    let is_meant = |known: &clap::Arg| match option.strip_prefix("--") {
        Some(name) => known.get_long() == Some(name),
        None => known.get_short().map(|c| format!("-{c}")).as_deref() == Some(option),
    };
    let of_check = root
        .find_subcommand("check")
        .into_iter()
        .flat_map(clap::Command::get_arguments);
    root.get_arguments()
        .chain(of_check)
        .find(|known| is_meant(known))
        .is_some_and(|known| known.get_action().takes_values())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn verb(line: &str) -> Vec<String> {
        let arguments = line.split(' ').map(OsString::from).collect();
        let found = with_verb(arguments);
        found
            .iter()
            .map(|a| a.to_string_lossy().into_owned())
            .collect()
    }

    #[test]
    fn the_definitions_are_consistent() {
        Cli::command().debug_assert();
    }

    #[test]
    fn check_is_the_default_verb() {
        assert_eq!(verb("gouji a.txt"), ["gouji", "check", "a.txt"]);
        assert_eq!(verb("gouji -"), ["gouji", "check", "-"]);
        assert_eq!(verb("gouji"), ["gouji", "check"]);
        assert_eq!(verb("gouji -q a.txt"), ["gouji", "check", "-q", "a.txt"]);
        assert_eq!(verb("gouji -- rules"), ["gouji", "check", "--", "rules"]);
    }

    #[test]
    fn options_may_come_before_the_verb() {
        let all = ["gouji", "check", "--format", "json", "a.txt"];
        assert_eq!(verb("gouji --format json a.txt"), all);
        assert_eq!(verb("gouji --format json check a.txt"), all);
        assert_eq!(
            verb("gouji --format=json a.txt"),
            ["gouji", "check", "--format=json", "a.txt"]
        );
        assert_eq!(
            verb("gouji --lang en rules list"),
            ["gouji", "rules", "--lang", "en", "list"]
        );
        // A value that reads like a verb is a value.
        assert_eq!(
            verb("gouji -o rules a.txt"),
            ["gouji", "check", "-o", "rules", "a.txt"]
        );
        assert_eq!(
            verb("gouji --rules rules a.txt"),
            ["gouji", "check", "--rules", "rules", "a.txt"]
        );
    }

    #[test]
    fn help_is_that_of_the_whole_program() {
        assert_eq!(verb("gouji --help"), ["gouji", "--help"]);
        assert_eq!(verb("gouji help check"), ["gouji", "help", "check"]);
        assert_eq!(verb("gouji -V"), ["gouji", "-V"]);
    }
}
