//! The façade: a report and the packs in, one [`Audit`] out.
//!
//! Deliberately absent: files, printing, exit codes.

use crate::{
    finding::{Finding, Unchecked},
    gap::Gap,
    language::Language,
    span::Span,
};

/// What came of one report.
#[derive(Debug)]
pub struct Audit {
    /// The text that every span points into.
    pub text: String,
    /// The forms that were recognised, by pack id, each with the reason.
    pub forms: Vec<(String, String)>,
    /// The report year, where the report says it.
    pub year: Option<u16>,
    /// What cannot be true, in the order of the text.
    pub findings: Vec<Finding>,
    /// What could not be judged.
    pub unchecked: Vec<Unchecked>,
    /// What could not be read.
    pub gaps: Vec<Gap>,
    /// Every number in the report and what became of it, in the order of the text.
    pub figures: Vec<Figure>,
}

/// A number in the report and what became of it.
#[derive(Debug, Clone)]
pub struct Figure {
    /// As printed.
    pub span: Span,
    /// The indicator's key, if it states one.
    pub indicator: Option<String>,
    /// The row's label or the clause's words.
    pub label: String,
    /// Its value with the interval it stands for, as text: `[74.05, 74.15]`.
    pub interval: String,
    /// Value, as a plain decimal.
    pub value: Option<String>,
    /// Unit as printed.
    pub unit: String,
    /// Where it stands: `table`, `prose`, `chart`.
    pub origin: &'static str,
    /// What became of it.
    pub fate: Fate,
}

/// What became of a number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fate {
    /// Checked, by these rules.
    Checked(Vec<String>),
    /// A quantity that no rule judged, and why.
    Unchecked(crate::finding::Why),
    /// No quantity: `date`, `document-number`, `phone`, …
    NotQuantity(&'static str),
    /// Not understood.
    Unknown,
}

/// How many numbers ended in which class.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Coverage {
    /// All of them.
    pub numbers: usize,
    /// Judged by some rule.
    pub checked: usize,
    /// Quantities that no rule judged.
    pub unchecked: usize,
    /// Dates, document numbers and the like.
    pub not_quantities: usize,
    /// Not understood.
    pub unknown: usize,
}

impl Audit {
    /// Counts the figures by what became of them.
    #[must_use]
    pub fn coverage(&self) -> Coverage {
        let mut coverage = Coverage {
            numbers: self.figures.len(),
            ..Coverage::default()
        };
        for figure in &self.figures {
            *match figure.fate {
                Fate::Checked(_) => &mut coverage.checked,
                Fate::Unchecked(_) => &mut coverage.unchecked,
                Fate::NotQuantity(_) => &mut coverage.not_quantities,
                Fate::Unknown => &mut coverage.unknown,
            } += 1;
        }
        coverage
    }
}

/// What the caller decides about an audit.
#[derive(Debug, Clone, Copy, Default)]
pub struct Options {
    /// The language of messages.
    pub language: Language,
}

// STUB from here to the end, to be replaced by the pipeline.

/// An example that came out otherwise than its rule says.
#[derive(Debug, Clone)]
pub struct ExampleFailure {
    /// The rule.
    pub rule: String,
    /// The example's name.
    pub example: String,
    /// How it should have come out.
    pub expected: String,
    /// How it came out.
    pub got: String,
    /// The rule's file.
    pub path: String,
}

/// Audits one report.
#[must_use]
pub fn audit(
    document: crate::document::Document,
    gaps: Vec<Gap>,
    _packs: &crate::pack::PackSet,
    _options: Options,
) -> Audit {
    Audit {
        text: document.text().to_owned(),
        forms: Vec::new(),
        year: None,
        findings: Vec::new(),
        unchecked: Vec::new(),
        gaps,
        figures: Vec::new(),
    }
}

/// Tries every rule on every example.
#[must_use]
pub fn try_examples(_packs: &crate::pack::PackSet) -> Vec<ExampleFailure> {
    Vec::new()
}
