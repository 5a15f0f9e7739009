//! The run that `check`, `extract` and `explain` share: read, audit, print, count.

use std::{io, path::PathBuf};

use super::{
    Stop,
    environment::{Environment, say},
    files::{Found, Reader, Skipped},
    output::Outputs,
    reading::Reading,
};
use crate::{
    audit::Auditor, language::Language, pack::PackSet, report::Summary, severity::Severity,
};

/// What a run needs to know.
pub(super) struct Run<'a> {
    pub(super) paths: &'a [PathBuf],
    pub(super) packs: &'a PackSet,
    pub(super) environment: Environment,
    /// Findings below it are counted as not printed.
    pub(super) least: Severity,
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
    pub(super) fn print(&self, outputs: Outputs) -> Result<Summary, Stop> {
        let mut summary = Summary::default();
        match self.print_into(outputs, &mut summary) {
            Err(Stop::Write(error)) if error.kind() == io::ErrorKind::BrokenPipe => Ok(summary),
            Err(stop) => Err(stop),
            Ok(()) => Ok(summary),
        }
    }

    fn print_into(&self, mut outputs: Outputs, summary: &mut Summary) -> Result<(), Stop> {
        let mut failures = Vec::new();
        let mut auditor = Auditor::new(self.packs, self.environment.language);
        if let Some(rule) = self.explained {
            auditor = auditor.explaining(rule);
        }
        if !outputs.tell_figures() {
            auditor = auditor.only_counting();
        }
        let paths = with_default(self.paths);
        let mut reader = Reader::new(self.environment.language, self.reading.options());
        reader.written = outputs.files();
        reader.each(&paths, |found| match found {
            Found::Report {
                path,
                document,
                gaps,
            } => {
                let audit = auditor.audit(document, gaps);
                summary.add(&audit, self.least);
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
        outputs.finish(&failures, summary)?;
        self.tell_skipped(&reader.skipped);
        Ok(())
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
