//! The run that `check`, `extract` and `explain` share: read, audit, print, count.

use std::{
    io::{self, BufWriter, Write},
    path::PathBuf,
};

use super::{
    environment::{Environment, say},
    files::{Found, Reader, Skipped},
};
use crate::{
    audit::Auditor,
    language::Language,
    pack::PackSet,
    report::{Printer, Summary},
    severity::Severity,
};

/// What a run needs to know.
pub(super) struct Run<'a> {
    pub(super) paths: &'a [PathBuf],
    pub(super) packs: &'a PackSet,
    pub(super) environment: Environment,
    /// Findings below it are counted as not printed.
    pub(super) least: Severity,
    pub(super) is_quiet: bool,
    /// The rule whose derivations are wanted.
    pub(super) explained: Option<&'a str>,
}

impl Run<'_> {
    /// Audits every report in turn, so that no more than one is held at a time.
    ///
    /// A reader who closes the pipe has seen enough: the run ends as if it were
    /// through, with what was counted so far.
    pub(super) fn print(&self, printer: &mut dyn Printer) -> io::Result<Summary> {
        let mut summary = Summary::default();
        let done = self.print_into(printer, &mut summary);
        match done {
            Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(summary),
            Err(error) => Err(error),
            Ok(()) => Ok(summary),
        }
    }

    fn print_into(&self, printer: &mut dyn Printer, summary: &mut Summary) -> io::Result<()> {
        let mut out = BufWriter::new(io::stdout().lock());
        let mut failures = Vec::new();
        let mut auditor = Auditor::new(self.packs, self.environment.language);
        if let Some(rule) = self.explained {
            auditor = auditor.explaining(rule);
        }
        if !printer.tells_figures() {
            auditor = auditor.only_counting();
        }
        let paths = with_default(self.paths);
        let mut reader = Reader {
            language: self.environment.language,
            skipped: Skipped::default(),
            bytes: Vec::new(),
        };
        reader.each(&paths, |found| match found {
            Found::Report {
                path,
                document,
                gaps,
            } => {
                let audit = auditor.audit(document, gaps);
                summary.add(&audit, self.least);
                printer.report(&mut out, &path, &audit)
            }
            Found::Failure(failure) => {
                summary.unread += 1;
                // In order with the findings when both streams go to one place.
                out.flush()?;
                say(&self.environment.failure(&failure));
                failures.push(failure);
                Ok(())
            }
        })?;
        printer.finish(&mut out, &failures, summary)?;
        out.flush()?;
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
