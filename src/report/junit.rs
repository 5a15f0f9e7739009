//! `JUnit` XML: a suite for each report, a case for each finding.
//!
//! What would fail the run is a failure, a finding below that a passed case with
//! words; a report without findings is one passed case, and one that could not be
//! read an error. Suites are written as they come, so the root has no counts.
//!
//! Deliberately absent: times. The same reports give the same bytes.

use std::{
    fmt::{self, Write},
    io,
};

use super::{Failure, LineIndex, Printer, Summary, shown};
use crate::{audit::Audit, finding::Finding, severity::Severity};

/// Suites of test cases, as build servers show them.
#[derive(Debug)]
pub struct JUnit {
    least: Severity,
    threshold: Severity,
    is_begun: bool,
}

impl JUnit {
    /// Prints findings that are at least as severe as `least`; those from `threshold` on are failures.
    #[must_use]
    pub fn new(least: Severity, threshold: Severity) -> Self {
        Self {
            least,
            threshold,
            is_begun: false,
        }
    }

    fn begin(&mut self, out: &mut dyn io::Write) -> io::Result<()> {
        if self.is_begun {
            return Ok(());
        }
        self.is_begun = true;
        writeln!(
            out,
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"gouji\">"
        )
    }

    fn case(&self, path: &str, finding: &Finding, lines: &LineIndex<'_>) -> String {
        let at = lines.range(finding.primary.span).0;
        let words = format!(
            "{path}:{}:{}: {}\n{}",
            at.line, at.column, finding.message, finding.help
        );
        let outcome = if finding.severity >= self.threshold {
            format!(
                "<failure type=\"{}\" message=\"{}\">{}</failure>",
                finding.severity,
                Xml(&finding.message),
                paragraphs(&words)
            )
        } else {
            format!("<system-out>{}</system-out>", paragraphs(&words))
        };
        format!(
            "    <testcase name=\"{}\" classname=\"{}\" file=\"{}\" line=\"{}\">{outcome}</testcase>\n",
            Xml(&finding.place),
            Xml(&finding.rule),
            Xml(path),
            at.line,
        )
    }
}

impl Printer for JUnit {
    fn tells_figures(&self) -> bool {
        false
    }

    fn report(&mut self, out: &mut dyn io::Write, path: &str, audit: &Audit) -> io::Result<()> {
        self.begin(out)?;
        let (mut cases, mut n_cases, mut n_failures) = (String::new(), 0, 0);
        let mut findings = shown(audit, self.least).peekable();
        if findings.peek().is_none() {
            n_cases = 1;
            cases = format!(
                "    <testcase name=\"gouji\" classname=\"gouji\" file=\"{}\"/>\n",
                Xml(path)
            );
        } else {
            let lines = LineIndex::of(audit);
            for finding in findings {
                n_cases += 1;
                n_failures += usize::from(finding.severity >= self.threshold);
                cases.push_str(&self.case(path, finding, &lines));
            }
        }
        write!(
            out,
            "  <testsuite name=\"{}\" tests=\"{n_cases}\" failures=\"{n_failures}\" errors=\"0\">\n{cases}  </testsuite>\n",
            Xml(path)
        )
    }

    fn finish(
        &mut self,
        out: &mut dyn io::Write,
        failures: &[Failure],
        _: &Summary,
    ) -> io::Result<()> {
        self.begin(out)?;
        for failure in failures {
            let path = Xml(&failure.path);
            let help = paragraphs(failure.help.as_deref().unwrap_or_default());
            let (code, message) = (Xml(&failure.code), Xml(&failure.message));
            let words = paragraphs(&failure.message);
            writeln!(
                out,
                "  <testsuite name=\"{path}\" tests=\"1\" failures=\"0\" errors=\"1\">\n    \
                 <testcase name=\"gouji\" classname=\"gouji\" file=\"{path}\">\
                 <error type=\"{code}\" message=\"{message}\">{words}\n{help}</error></testcase>\n  \
                 </testsuite>"
            )?;
        }
        writeln!(out, "</testsuites>")
    }
}

/// Text between tags, its line ends as they are.
fn paragraphs(text: &str) -> String {
    let text = Xml(text).to_string();
    text.replace("&#10;", "\n")
        .replace("&#9;", "\t")
        .replace("&#13;", "")
}

/// Text between tags or in an attribute; what XML cannot hold becomes `�`.
struct Xml<'t>(&'t str);

impl fmt::Display for Xml<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for c in self.0.chars() {
            match c {
                '&' => f.write_str("&amp;")?,
                '<' => f.write_str("&lt;")?,
                '>' => f.write_str("&gt;")?,
                '"' => f.write_str("&quot;")?,
                // By number, or an attribute would have a blank instead.
                '\t' | '\n' | '\r' => write!(f, "&#{};", u32::from(c))?,
                '\u{fffe}' | '\u{ffff}' => f.write_char('\u{fffd}')?,
                c if c.is_control() => f.write_char('\u{fffd}')?,
                c => f.write_char(c)?,
            }
        }
        Ok(())
    }
}
