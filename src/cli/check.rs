//! `gouji check`.

use super::{
    Outcome, Stop,
    args::{Check, Common, Format, FormatTo},
    auditors::Wanted,
    audits::Run,
    configs::Configs,
    environment::{Environment, say},
    html::pages_in,
    output::{OutputFailure, Outputs},
    settle::Settler,
};
use crate::{
    pack::PackSet,
    report::{
        Concise, Csv, GitHub, GitLab, Html, HtmlFolder, JUnit, Json, Markdown, NdJson, Printer,
        Sarif, Terminal, Threshold, summary_line,
    },
    severity::Severity,
};

pub(super) fn run(
    check: &Check,
    common: &Common,
    environment: Environment,
) -> Result<Outcome, Stop> {
    let configs = Configs::find(&check.reading.places(&check.paths), common)?;
    let first = &configs.first().config;
    let environment = environment.speaking(first.language);
    let flags = check.selection.checked(configs.packs())?;
    let settler = Settler::new(&configs).with_baselines(check.baseline.as_deref())?;
    let fail_on = check.fail_on.map(Severity::from);
    let formats = formats(check)?;
    let how = How {
        least: check.severity.into(),
        threshold: Threshold {
            severity: fail_on.or(first.fail_on).unwrap_or(Severity::Warning),
            has_gaps: check.fail_on_gap,
        },
        is_quiet: common.quiet,
        environment,
        packs: configs.packs(),
    };
    let outputs = Outputs::open(&formats, |to| how.printer(to))?;
    let run = Run {
        paths: &check.paths,
        configs: &configs,
        wanted: Wanted::Chosen(flags),
        environment,
        least: how.least,
        fail_on,
        is_quiet: common.quiet,
        reading: &check.reading,
        threads: check.threading.threads(),
        explained: None,
    };
    let summary = run.print(outputs, settler)?;
    let has_last_line = |to: &FormatTo| to.format == Format::Terminal && to.file.is_none();
    if !formats.iter().any(has_last_line) && !common.quiet {
        say(&summary_line(&summary, environment.language));
    }
    let is_failing = summary.failing > 0 || check.fail_on_gap && summary.partial > 0;
    Ok(if summary.unread > 0 {
        Outcome::Failed
    } else if is_failing && !check.exit_zero {
        Outcome::Findings
    } else {
        Outcome::Clean
    })
}

/// The formats with their files: `--output` is that of the one that names none.
fn formats(check: &Check) -> Result<Vec<FormatTo>, OutputFailure> {
    let mut formats = check.format.clone();
    if let Some(path) = &check.output {
        let mut without = formats.iter_mut().filter(|to| to.file.is_none());
        let (first, second) = (without.next(), without.next());
        match (first, second) {
            (None, _) => return Err(OutputFailure::Idle),
            (Some(only), None) => {
                only.file = Some(path.clone()).filter(|file| file.as_os_str() != "-");
            }
            (Some(_), Some(_)) => return Err(OutputFailure::Crowded),
        }
    }
    Ok(formats)
}

/// How findings are printed, in whatever format.
struct How<'a> {
    least: Severity,
    threshold: Threshold,
    is_quiet: bool,
    environment: Environment,
    packs: &'a PackSet,
}

impl How<'_> {
    fn printer(&self, to: &FormatTo) -> Box<dyn Printer> {
        let (least, is_quiet) = (self.least, self.is_quiet);
        let language = self.environment.language;
        let look = match to.file {
            None => self.environment.out,
            Some(_) => self.environment.file,
        };
        match to.format {
            Format::Terminal => {
                let terminal = Terminal::new(look, least, is_quiet);
                Box::new(terminal.with_closing_table(self.packs))
            }
            Format::Concise => Box::new(Concise::new(least, language)),
            Format::Json => Box::new(Json::new(least)),
            Format::NdJson => Box::new(NdJson::new(least)),
            Format::Sarif => Box::new(Sarif::new(self.packs, least, language)),
            Format::GitHub => Box::new(GitHub::new(least, language, is_quiet)),
            Format::GitLab => Box::new(GitLab::new(least, language)),
            Format::JUnit => Box::new(JUnit::new(least, self.threshold, language)),
            Format::Markdown => Box::new(Markdown::new(least, language, is_quiet)),
            Format::Csv => Box::new(Csv::new(least, language)),
            Format::Html => match to.folder() {
                Some(folder) => Box::new(HtmlFolder::new(
                    self.packs,
                    least,
                    language,
                    pages_in(folder),
                )),
                None => Box::new(Html::new(self.packs, least, language)),
            },
        }
    }
}
