//! `gouji check`.

use super::{
    Outcome, Stop,
    args::{Check, Common, Format, FormatTo},
    audits::Run,
    environment::{Environment, say},
    output::{OutputFailure, Outputs},
    packs,
};
use crate::{
    pack::PackSet,
    report::{
        Concise, Csv, GitHub, GitLab, JUnit, Json, Markdown, NdJson, Printer, Sarif, Terminal,
        Threshold, summary_line,
    },
};

pub(super) fn run(
    check: &Check,
    common: &Common,
    environment: Environment,
) -> Result<Outcome, Stop> {
    let mut packs = packs::load(&common.rules)?;
    packs::narrow(&mut packs, &check.selection)?;
    let formats = formats(check)?;
    let outputs = Outputs::open(&formats, |to| {
        printer(to, check, common, environment, &packs)
    })?;
    let run = Run {
        paths: &check.paths,
        packs: &packs,
        environment,
        least: check.severity.into(),
        is_quiet: common.quiet,
        reading: &check.reading,
        explained: None,
    };
    let summary = run.print(outputs)?;
    let has_last_line = |to: &FormatTo| to.format == Format::Terminal && to.file.is_none();
    if !formats.iter().any(has_last_line) && !common.quiet {
        say(&summary_line(&summary, environment.language));
    }
    let is_failing =
        summary.at_least(check.fail_on.into()) > 0 || check.fail_on_gap && summary.partial > 0;
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

fn printer(
    to: &FormatTo,
    check: &Check,
    common: &Common,
    environment: Environment,
    packs: &PackSet,
) -> Box<dyn Printer> {
    let least = check.severity.into();
    let (language, is_quiet) = (environment.language, common.quiet);
    let look = match to.file {
        None => environment.out,
        Some(_) => environment.file,
    };
    match to.format {
        Format::Terminal => Box::new(Terminal::new(look, least, is_quiet)),
        Format::Concise => Box::new(Concise::new(least, language)),
        Format::Json => Box::new(Json::new(least)),
        Format::NdJson => Box::new(NdJson::new(least)),
        Format::Sarif => Box::new(Sarif::new(packs, least, language)),
        Format::GitHub => Box::new(GitHub::new(least, language, is_quiet)),
        Format::GitLab => Box::new(GitLab::new(least, language)),
        Format::JUnit => {
            let threshold = Threshold {
                severity: check.fail_on.into(),
                has_gaps: check.fail_on_gap,
            };
            Box::new(JUnit::new(least, threshold, language))
        }
        Format::Markdown => Box::new(Markdown::new(least, language, is_quiet)),
        Format::Csv => Box::new(Csv::new(least, language)),
    }
}
