//! One line a finding: `path:line:column: severity[rule] message`.
//!
//! In files without lines their place stands for line and column: `path:统计表!C7: …`.
//!
//! The severity is the stable English word, whatever the language of the
//! message, so that editors and `grep` can rely on it.

use std::io;

use super::{Failure, LineIndex, Printer, Summary, locator::spot, plain, shown};
use crate::{audit::Audit, language::Language, severity::Severity};

/// The concise format.
#[derive(Debug)]
pub struct Concise {
    least: Severity,
    language: Language,
}

impl Concise {
    /// Prints findings that are at least as severe as `least`, places in `language`.
    #[must_use]
    pub fn new(least: Severity, language: Language) -> Self {
        Self { least, language }
    }
}

impl Printer for Concise {
    fn tells_figures(&self) -> bool {
        false
    }

    fn report(&mut self, out: &mut dyn io::Write, path: &str, audit: &Audit) -> io::Result<()> {
        let mut findings = shown(audit, self.least).peekable();
        if findings.peek().is_none() {
            return Ok(());
        }
        let lines = LineIndex::of(audit);
        for finding in findings {
            writeln!(
                out,
                "{}:{}: {}[{}] {}",
                plain(lines.path_or(path, finding.primary.span)),
                spot(&lines, finding.primary.span, self.language),
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
