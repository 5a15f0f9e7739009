//! Workflow commands, which GitHub shows beside the lines of a change.
//!
//! GitHub shows no more than some ten errors, warnings and notices of a step, the
//! first ones. So the counts come first, then what could not be read, then the
//! findings; all of them are held until the end, and so their number is bounded.

use std::{
    fmt::{self, Write},
    io,
};

use super::{
    Failure, LineIndex, Printer, Summary, gaps::gap_lines, locator::place_words, path::portable,
    plain, shown, summary_line,
};
use crate::{audit::Audit, finding::Finding, language::Language, severity::Severity};

/// Findings of one severity beyond this many are counted only; GitHub would not show them anyway.
const MOST: usize = 1000;

/// Annotations for a workflow of GitHub.
#[derive(Debug)]
pub struct GitHub {
    least: Severity,
    language: Language,
    is_quiet: bool,
    /// The commands for the findings so far, a line each.
    commands: String,
    /// How many findings there were of each severity.
    n_findings: [usize; 3],
    /// The commands for what could not be read whole, a line each, and how many these are.
    partial: String,
    n_partial: usize,
}

impl GitHub {
    /// Prints findings that are at least as severe as `least`, and first the counts unless `is_quiet`.
    #[must_use]
    pub fn new(least: Severity, language: Language, is_quiet: bool) -> Self {
        Self {
            least,
            language,
            is_quiet,
            commands: String::new(),
            n_findings: [0; 3],
            partial: String::new(),
            n_partial: 0,
        }
    }

    /// The command for one finding; in a file without lines its place is told in words.
    fn annotation(&self, path: &str, finding: &Finding, lines: &LineIndex<'_>) -> String {
        let command = match finding.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Note => "notice",
        };
        let span = finding.primary.span;
        let mut message = plain(&finding.message);
        let mut place = String::new();
        if lines.has_lines(span) {
            let (start, end) = lines.range(span);
            place = format!(
                ",line={},endLine={},col={},endColumn={}",
                start.line, end.line, start.column, end.column
            );
        } else if let Some(words) = place_words(lines, span, self.language) {
            message = format!("{words}: {message}");
        }
        let message = format!("{message}\n{}", paragraphs(&finding.help));
        format!(
            "::{command} file={}{place},title={}::{}\n",
            Property(&portable(lines.path_or(path, span))),
            Property(&finding.rule),
            Data(&message),
        )
    }
}

impl Printer for GitHub {
    fn tells_figures(&self) -> bool {
        false
    }

    fn report(&mut self, _: &mut dyn io::Write, path: &str, audit: &Audit) -> io::Result<()> {
        let mut findings = shown(audit, self.least).peekable();
        if findings.peek().is_none() && audit.gaps.is_empty() {
            return Ok(());
        }
        let lines = LineIndex::of(audit);
        if !audit.gaps.is_empty() && self.n_partial < MOST {
            self.n_partial += 1;
            let words = gap_lines(audit, &lines, self.language).join("\n");
            self.partial.push_str(&partial(path, &words));
        }
        for finding in findings {
            let n = &mut self.n_findings[finding.severity as usize];
            *n += 1;
            if *n <= MOST {
                self.commands
                    .push_str(&self.annotation(path, finding, &lines));
            }
        }
        Ok(())
    }

    fn finish(
        &mut self,
        out: &mut dyn io::Write,
        failures: &[Failure],
        summary: &Summary,
    ) -> io::Result<()> {
        if !self.is_quiet {
            let counts = summary_line(summary, self.language);
            writeln!(out, "::notice title=gouji::{}", Data(&counts))?;
        }
        let n_hidden: usize = self.n_findings.iter().map(|n| n.saturating_sub(MOST)).sum();
        if n_hidden > 0 {
            let words = match self.language {
                Language::Zh => format!("另有 {n_hidden} 个问题未标注，请改用其他格式查看"),
                Language::En => {
                    format!("{n_hidden} more findings are not annotated: any other format has them")
                }
            };
            writeln!(out, "::notice title=gouji::{words}")?;
        }
        for failure in failures.iter().take(MOST) {
            let help = failure.help.as_deref().unwrap_or_default();
            writeln!(
                out,
                "::error file={},title={}::{}",
                Property(&portable(&failure.path)),
                Property(&failure.code),
                Data(&format!("{}\n{help}", failure.message)),
            )?;
        }
        out.write_all(self.commands.as_bytes())?;
        out.write_all(self.partial.as_bytes())
    }
}

/// The command for what could not be read of a report that was read.
fn partial(path: &str, words: &str) -> String {
    format!(
        "::notice file={},title=partial::{}\n",
        Property(&portable(path)),
        Data(&paragraphs(words)),
    )
}

/// Text of several lines, each fit to be shown.
fn paragraphs(text: &str) -> String {
    text.lines().map(plain).collect::<Vec<_>>().join("\n")
}

/// What stands after the second pair of colons.
struct Data<'t>(&'t str);

/// A value among the properties, where colons and commas end it.
struct Property<'t>(&'t str);

impl fmt::Display for Data<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        escaped(f, self.0, &['%', '\r', '\n'])
    }
}

impl fmt::Display for Property<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        escaped(f, self.0, &['%', '\r', '\n', ':', ','])
    }
}

/// The text with `signs` by their numbers; what else a terminal would act on is replaced.
fn escaped(f: &mut fmt::Formatter<'_>, text: &str, signs: &[char]) -> fmt::Result {
    for c in text.chars() {
        match c {
            c if signs.contains(&c) => write!(f, "%{:02X}", u32::from(c))?,
            c if c.is_control() => f.write_char('\u{fffd}')?,
            c => f.write_char(c)?,
        }
    }
    Ok(())
}
