//! The code quality report of GitLab: one array of issues, each with a fingerprint of its own.
//!
//! GitLab knows no other kind of entry: a report that could not be read is an issue, too.

use std::io;

use serde::Serialize;

use super::{
    Failure, LineIndex, Printer, Summary, locator::place_words, path::portable, plain, shown,
};
use crate::{audit::Audit, finding::Finding, language::Language, severity::Severity};

/// Issues for the code quality widget of GitLab.
#[derive(Debug)]
pub struct GitLab {
    least: Severity,
    language: Language,
    is_begun: bool,
}

impl GitLab {
    /// Prints findings that are at least as severe as `least`, places in `language`.
    #[must_use]
    pub fn new(least: Severity, language: Language) -> Self {
        Self {
            least,
            language,
            is_begun: false,
        }
    }

    /// What is wrong, after its place in words if the file has no lines.
    fn description(&self, finding: &Finding, lines: &LineIndex<'_>) -> String {
        let message = plain(&finding.message);
        let words = place_words(lines, finding.primary.span, self.language);
        match words.filter(|_| !lines.has_lines(finding.primary.span)) {
            Some(words) => format!("{words}: {message}"),
            None => message,
        }
    }

    fn issue(&mut self, out: &mut dyn io::Write, issue: &Issue<'_>) -> io::Result<()> {
        let lead = if self.is_begun { ",\n" } else { "[\n" };
        self.is_begun = true;
        out.write_all(lead.as_bytes())?;
        out.write_all(&serde_json::to_vec(issue)?)
    }
}

/// The lines of a finding; GitLab wants some also for a file that has none.
fn lines_of(finding: &Finding, lines: &LineIndex<'_>) -> Lines {
    if !lines.has_lines(finding.primary.span) {
        return Lines { begin: 1, end: 1 };
    }
    let (start, end) = lines.range(finding.primary.span);
    Lines {
        begin: start.line,
        end: end.line,
    }
}

#[derive(Serialize)]
struct Issue<'a> {
    description: String,
    check_name: &'a str,
    fingerprint: String,
    severity: &'static str,
    location: Location,
}

#[derive(Serialize)]
struct Location {
    path: String,
    lines: Lines,
}

#[derive(Serialize)]
struct Lines {
    begin: usize,
    end: usize,
}

impl Printer for GitLab {
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
            let file = lines.path_or(path, finding.primary.span);
            let issue = Issue {
                description: self.description(finding, &lines),
                check_name: &finding.rule,
                // A finding has the same fingerprint in every report.
                fingerprint: format!("{}:{}", portable(path), finding.fingerprint),
                severity: match finding.severity {
                    Severity::Error => "critical",
                    Severity::Warning => "major",
                    Severity::Note => "info",
                },
                location: Location {
                    path: portable(file),
                    lines: lines_of(finding, &lines),
                },
            };
            self.issue(out, &issue)?;
        }
        Ok(())
    }

    fn finish(
        &mut self,
        out: &mut dyn io::Write,
        failures: &[Failure],
        _: &Summary,
    ) -> io::Result<()> {
        for failure in failures {
            let path = portable(&failure.path);
            let issue = Issue {
                description: plain(&failure.message),
                check_name: &failure.code,
                fingerprint: format!("{path}:{}", failure.code),
                severity: "blocker",
                location: Location {
                    path,
                    lines: Lines { begin: 1, end: 1 },
                },
            };
            self.issue(out, &issue)?;
        }
        let end = if self.is_begun { "\n]" } else { "[]" };
        writeln!(out, "{end}")
    }
}
