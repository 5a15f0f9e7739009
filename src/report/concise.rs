//! One line a finding: `path:line:column: severity[rule] message`.
//!
//! The severity is the stable English word, whatever the language of the
//! message, so that editors and `grep` can rely on it.

use std::io;

use super::{Failure, LineIndex, Printer, Summary, plain, shown};
use crate::{audit::Audit, severity::Severity};

/// The concise format.
#[derive(Debug)]
pub struct Concise {
    least: Severity,
}

impl Concise {
    /// Prints findings that are at least as severe as `least`.
    #[must_use]
    pub fn new(least: Severity) -> Self {
        Self { least }
    }
}

impl Printer for Concise {
    fn report(&mut self, out: &mut dyn io::Write, path: &str, audit: &Audit) -> io::Result<()> {
        let mut findings = shown(audit, self.least).peekable();
        if findings.peek().is_none() {
            return Ok(());
        }
        let lines = LineIndex::of(audit);
        for finding in findings {
            let at = lines.position(finding.primary.span.range().start);
            writeln!(
                out,
                "{}:{}:{}: {}[{}] {}",
                plain(path),
                at.line,
                at.column,
                finding.severity,
                finding.rule,
                plain(&finding.message),
            )?;
        }
        Ok(())
    }

    fn finish(&mut self, _: &mut dyn io::Write, _: &[Failure], _: &Summary) -> io::Result<()> {
        Ok(())
    }
}
