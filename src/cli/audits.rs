//! The run that `check`, `extract` and `explain` share: read, audit, print, count.

use std::{io, path::PathBuf};

use super::{
    Stop,
    auditors::{Auditors, Shelf, Telling, Wanted},
    configs::Configs,
    environment::{Environment, say},
    files::{Found, Reader, Skipped},
    output::Outputs,
    reading::Reading,
    settle::Settler,
};
use crate::{
    baseline::Entry,
    language::Language,
    report::{Summary, plain},
    severity::Severity,
};

/// No more lines than this about what is no longer there.
const MOST_TOLD: usize = 50;

/// What a run needs to know.
pub(super) struct Run<'a> {
    pub(super) paths: &'a [PathBuf],
    pub(super) configs: &'a Configs,
    /// Which rules run.
    pub(super) wanted: Wanted,
    pub(super) environment: Environment,
    /// Findings below it are counted as not printed.
    pub(super) least: Severity,
    /// Findings from it on fail the run, whatever configurations say.
    pub(super) fail_on: Option<Severity>,
    pub(super) is_quiet: bool,
    pub(super) reading: &'a Reading,
    /// The rule whose derivations are wanted.
    pub(super) explained: Option<&'a str>,
}

impl Run<'_> {
    /// Audits every report in turn, so that no more than one is held at a time.
    ///
    /// A reader who closes the pipe has seen enough: the run ends as if it were
    /// through, with what was counted so far.
    pub(super) fn print(&self, outputs: Outputs, settler: Settler<'_>) -> Result<Summary, Stop> {
        let mut summary = Summary::default();
        match self.print_into(outputs, settler, &mut summary) {
            Err(Stop::Write(error)) if error.kind() == io::ErrorKind::BrokenPipe => Ok(summary),
            Err(stop) => Err(stop),
            Ok(()) => Ok(summary),
        }
    }

    fn print_into(
        &self,
        mut outputs: Outputs,
        mut settler: Settler<'_>,
        summary: &mut Summary,
    ) -> Result<(), Stop> {
        let mut failures = Vec::new();
        let narrowed = Shelf::default();
        let mut auditors = Auditors::new(
            self.configs,
            &narrowed,
            self.wanted.clone(),
            Telling {
                language: self.environment.language,
                explained: self.explained,
                is_counting: !outputs.tell_figures(),
            },
        );
        let paths = with_default(self.paths);
        let mut reader = Reader::new(self.environment.language, self.reading);
        reader.written = outputs.files();
        reader.each(&paths, |found| match found {
            Found::Report {
                path,
                document,
                gaps,
            } => {
                let holding = auditors.of(&path);
                let mut audit = holding.auditor.audit(document, gaps);
                settler.settle(&path, holding.config, &mut audit.findings);
                let fail_on = self.fail_on.or(holding.settings.fail_on);
                summary.add(&audit, self.least);
                summary.fail(&audit, fail_on.unwrap_or(Severity::Warning));
                outputs.report(&path, &audit)
            }
            Found::Failure(failure) => {
                summary.unread += 1;
                // In order with the findings when both streams go to one place.
                outputs.flush()?;
                say(&self.environment.failure(&failure));
                failures.push(failure);
                Ok(())
            }
        })?;
        summary.stale = settler.stale();
        outputs.finish(&failures, summary)?;
        if !self.is_quiet {
            self.tell_stale(&summary.stale);
            self.tell_idle(&settler);
        }
        self.tell_skipped(&reader.skipped);
        Ok(())
    }

    /// Says which entries of a baseline match nothing any more.
    fn tell_stale(&self, stale: &[Entry]) {
        for entry in stale.iter().take(MOST_TOLD) {
            let (path, rule, place) = (plain(&entry.path), plain(&entry.rule), plain(&entry.place));
            say(&match self.environment.language {
                Language::Zh => format!("gouji: 基线中的问题已不存在：{path} [{rule}] {place}"),
                Language::En => format!("gouji: in the baseline only: {path} [{rule}] {place}"),
            });
        }
        let n_more = stale.len().saturating_sub(MOST_TOLD);
        if n_more > 0 {
            say(&match self.environment.language {
                Language::Zh => {
                    format!("gouji: 基线中还有 {n_more} 条已不存在（用 `gouji baseline` 重写）")
                }
                Language::En => format!(
                    "gouji: {n_more} more in the baseline only (`gouji baseline` rewrites it)"
                ),
            });
        }
    }

    /// Says what a configuration accepts and is not there.
    fn tell_idle(&self, settler: &Settler<'_>) {
        for (config, named) in settler.idle().take(MOST_TOLD) {
            let (config, named) = (plain(config), plain(named));
            say(&match self.environment.language {
                Language::Zh => format!("gouji: {config}：认可的问题已不存在：{named}"),
                Language::En => format!("gouji: {config}: accepted and not there: {named}"),
            });
        }
    }

    /// Says how many files were left alone.
    fn tell_skipped(&self, skipped: &Skipped) {
        let n = skipped.total();
        if n == 0 || self.is_quiet {
            return;
        }
        let kinds = skipped.by_kind();
        let words = match self.environment.language {
            Language::Zh => format!("gouji: 跳过 {n} 个其他类型的文件（{kinds}）"),
            Language::En => format!("gouji: skipped {n} files of other kinds ({kinds})"),
        };
        say(&words);
    }
}

/// The paths, or where reports are looked for without any.
pub(super) fn with_default(paths: &[PathBuf]) -> Vec<PathBuf> {
    match paths {
        [] if Environment::is_piped_into() => vec![PathBuf::from("-")],
        [] => vec![PathBuf::from(".")],
        named => named.to_vec(),
    }
}
