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

use super::{Failure, LineIndex, Printer, Summary, gaps::gap_lines, locator::address, shown};
use crate::{audit::Audit, finding::Finding, language::Language, severity::Severity};

/// Suites of test cases, as build servers show them.
#[derive(Debug)]
pub struct JUnit {
    least: Severity,
    threshold: Threshold,
    language: Language,
    is_begun: bool,
}

/// What fails a run.
#[derive(Debug, Clone, Copy)]
pub struct Threshold {
    /// Findings that are at least so severe.
    pub severity: Severity,
    /// Whether something that could not be read does, too.
    pub has_gaps: bool,
}

impl JUnit {
    /// Prints findings that are at least as severe as `least`; those over the `threshold` are failures.
    #[must_use]
    pub fn new(least: Severity, threshold: Threshold, language: Language) -> Self {
        Self {
            least,
            threshold,
            language,
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

    fn case(&self, path: &str, finding: &Finding, lines: &LineIndex<'_>) -> Case {
        let span = finding.primary.span;
        let words = format!(
            "{}: {}\n{}",
            address(path, lines, span, self.language),
            finding.message,
            finding.help
        );
        let is_failure = finding.severity >= self.threshold.severity;
        let kind = finding.severity.as_str();
        let line = if lines.has_lines(span) {
            format!(" line=\"{}\"", lines.range(span).0.line)
        } else {
            String::new()
        };
        let xml = format!(
            "    <testcase name=\"{}\" classname=\"{}\" file=\"{}\"{line}>{}</testcase>\n",
            Xml(&finding.place),
            Xml(&finding.rule),
            Xml(lines.path_or(path, span)),
            outcome(is_failure.then_some(kind), &finding.message, &words),
        );
        Case { xml, is_failure }
    }

    /// What of a report could not be read, as one case.
    fn gaps(&self, path: &str, audit: &Audit, lines: &LineIndex<'_>) -> Case {
        let words = gap_lines(audit, lines, self.language).join("\n");
        let is_failure = self.threshold.has_gaps;
        let xml = format!(
            "    <testcase name=\"gaps\" classname=\"gouji\" file=\"{}\">{}</testcase>\n",
            Xml(path),
            outcome(is_failure.then_some("gap"), &words, &words),
        );
        Case { xml, is_failure }
    }
}

/// A test case.
struct Case {
    xml: String,
    is_failure: bool,
}

/// What stands in a case: a failure of a kind, or words on something that passed.
fn outcome(failed_as: Option<&str>, message: &str, words: &str) -> String {
    let words = paragraphs(words);
    match failed_as {
        Some(kind) => format!(
            "<failure type=\"{kind}\" message=\"{}\">{words}</failure>",
            Xml(message)
        ),
        None => format!("<system-out>{words}</system-out>"),
    }
}

impl Printer for JUnit {
    fn tells_figures(&self) -> bool {
        false
    }

    fn report(&mut self, out: &mut dyn io::Write, path: &str, audit: &Audit) -> io::Result<()> {
        self.begin(out)?;
        let mut cases = Vec::new();
        let mut findings = shown(audit, self.least).peekable();
        if findings.peek().is_some() || !audit.gaps.is_empty() {
            let lines = LineIndex::of(audit);
            cases.extend(findings.map(|finding| self.case(path, finding, &lines)));
            if !audit.gaps.is_empty() {
                cases.push(self.gaps(path, audit, &lines));
            }
        } else {
            let file = Xml(path);
            cases.push(Case {
                xml: format!(
                    "    <testcase name=\"gouji\" classname=\"gouji\" file=\"{file}\"/>\n"
                ),
                is_failure: false,
            });
        }
        let n_failures = cases.iter().filter(|case| case.is_failure).count();
        writeln!(
            out,
            "  <testsuite name=\"{}\" tests=\"{}\" failures=\"{n_failures}\" errors=\"0\">",
            Xml(path),
            cases.len(),
        )?;
        for case in &cases {
            out.write_all(case.xml.as_bytes())?;
        }
        writeln!(out, "  </testsuite>")
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
