//! An [`Audit`] to text, one file per format.
//!
//! Every format is a [`Printer`]: it is given one report after another and then
//! the end, so that nothing has to be kept for the next report. Line and column
//! numbers are worked out here, and only for reports with something to show.
//!
//! Deliberately absent: where the text goes to, colours of the environment, and
//! any judgement on a report.

use std::io;

use crate::{
    audit::{Audit, Coverage},
    baseline::Entry,
    finding::{Finding, Standing},
    severity::Severity,
};

mod concise;
mod csv;
mod excerpt;
mod figures;
mod gaps;
mod github;
mod gitlab;
mod html;
mod issuer;
mod json;
mod junit;
mod lines;
mod locator;
mod markdown;
mod ndjson;
mod page;
mod path;
mod plain;
mod reading;
mod sarif;
mod tally;
mod terminal;
mod window;
mod words;

pub use concise::Concise;
pub use csv::Csv;
pub use figures::{FigureCsv, FigureJson, FigureTable};
pub use gaps::gap_words;
pub use github::GitHub;
pub use gitlab::GitLab;
pub use html::{GENERATOR, Html, HtmlFolder};
pub use json::Json;
pub use junit::{JUnit, Threshold};
pub use lines::{LineIndex, Position};
pub use locator::point;
pub use markdown::Markdown;
pub use ndjson::NdJson;
pub use page::rule_page;
pub use plain::plain;
pub use reading::Reading;
pub use sarif::Sarif;
pub use terminal::{Look, Terminal};
pub use words::{severity_word, summary_line, why_words};

/// One output format.
pub trait Printer {
    /// Whether it tells what became of each number, and not only how many there are of which class.
    fn tells_figures(&self) -> bool {
        true
    }

    /// Prints what came of one report.
    fn report(&mut self, out: &mut dyn io::Write, path: &str, audit: &Audit) -> io::Result<()>;

    /// Prints what comes after the last report.
    fn finish(
        &mut self,
        out: &mut dyn io::Write,
        failures: &[Failure],
        summary: &Summary,
    ) -> io::Result<()>;
}

/// A report that could not be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Failure {
    /// The path as it was given or found.
    pub path: String,
    /// A stable code: `gouji::source::empty`.
    pub code: String,
    /// What is wrong.
    pub message: String,
    /// What to do about it.
    pub help: Option<String>,
}

/// What a whole run saw.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Summary {
    /// Reports that were audited.
    pub reports: usize,
    /// Those of them of which something could not be read.
    pub partial: usize,
    /// Reports that could not be read.
    pub unread: usize,
    /// Findings that are errors.
    pub errors: usize,
    /// Findings that are warnings.
    pub warnings: usize,
    /// Findings that are notes.
    pub notes: usize,
    /// Rules that could not be judged.
    pub unchecked: usize,
    /// Findings that the baseline has; they count as nothing else.
    pub known: usize,
    /// Findings that the configuration accepts; they count as nothing else.
    pub accepted: usize,
    /// Findings below the severity that is printed.
    pub hidden: usize,
    /// Findings that fail the run.
    pub failing: usize,
    /// Baseline entries that nothing matched, though their reports were audited.
    pub stale: Vec<Entry>,
    /// What became of the figures.
    pub coverage: Coverage,
}

impl Summary {
    /// Counts one report, of which findings below `least` are not printed.
    pub fn add(&mut self, audit: &Audit, least: Severity) {
        self.reports += 1;
        self.partial += usize::from(!audit.gaps.is_empty());
        for finding in &audit.findings {
            *match (&finding.standing, finding.severity) {
                (Standing::Known(_), _) => &mut self.known,
                (Standing::Accepted(_), _) => &mut self.accepted,
                (_, Severity::Error) => &mut self.errors,
                (_, Severity::Warning) => &mut self.warnings,
                (_, Severity::Note) => &mut self.notes,
            } += 1;
            self.hidden += usize::from(finding.severity < least && !finding.standing.is_settled());
        }
        self.unchecked += audit.unchecked.len();
        let coverage = audit.coverage;
        self.coverage.numbers += coverage.numbers;
        self.coverage.checked += coverage.checked;
        self.coverage.unchecked += coverage.unchecked;
        self.coverage.not_quantities += coverage.not_quantities;
        self.coverage.unknown += coverage.unknown;
    }

    /// Counts the findings of one report that fail the run: those from `threshold` on.
    pub fn fail(&mut self, audit: &Audit, threshold: Severity) {
        let open = shown(audit, threshold);
        self.failing += open.count();
    }
}

/// The findings that are at least as severe as `least`, in their order, for machines.
fn listed(audit: &Audit, least: Severity) -> impl Iterator<Item = &Finding> {
    audit.findings.iter().filter(move |f| f.severity >= least)
}

/// Those of them that a person is shown: what is settled only counts.
fn shown(audit: &Audit, least: Severity) -> impl Iterator<Item = &Finding> {
    listed(audit, least).filter(|f| !f.standing.is_settled())
}
