//! gouji measured on itself: faults put into clean reports, and what it says of them.
//!
//! A fault is one that a reader could detect: some relation that held in the clean
//! report no longer does. Which faults are made depends on the seed and the report
//! alone, so that two runs print the same.
//!
//! Deliberately absent: files, and any say in what counts as good. The bars are
//! held by the tests.

mod class;
mod fault;
mod print;
mod random;
mod slip;

use std::collections::BTreeMap;

pub use class::Class;
use fault::{Fault, Sound};
pub use print::{json, table};

use crate::{
    audit::{Audit, Auditor},
    document::Document,
    finding::{Finding, Suggestion},
    language::Language,
    pack::PackSet,
    quantity::Decimal,
    severity::Severity,
    source,
    span::Span,
};

/// Puts faults into reports and counts what is found.
#[derive(Debug)]
pub struct Bench<'p> {
    packs: &'p PackSet,
    auditor: Auditor<'p>,
    seed: u64,
    /// Faults of each class and place that are put into a report.
    n_each: usize,
}

/// What came of all reports.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Tallies {
    /// By where the fault was, `prose` or the form's pack, and its class.
    pub rows: BTreeMap<(String, Class), Tally>,
    /// Clean reports, into which faults were put.
    pub n_clean: usize,
    /// Reports left alone, for gouji finds something in them as they are.
    pub n_unclean: usize,
    /// Faults that did not come out as they should, in words.
    pub misses: Vec<String>,
}

/// What came of the faults of one class.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Tally {
    /// Faults put in.
    pub injected: usize,
    /// Those that something was said of.
    pub detected: usize,
    /// Those of which it was said once.
    pub one_finding: usize,
    /// Those with one smallest repair.
    pub unique: usize,
    /// Of these, the primary mark on the faulty figure.
    pub located: usize,
    /// Of these, the right value suggested first.
    pub value: usize,
    /// Those that break bounds only: something is wrong, and nothing says what it should be.
    pub bounds: usize,
    /// Those with several smallest repairs.
    pub ambiguous: usize,
    /// Of these, the right one among the suggestions.
    pub among: usize,
}

impl Tally {
    /// Both together.
    #[must_use]
    pub fn plus(self, other: Self) -> Self {
        Self {
            injected: self.injected + other.injected,
            detected: self.detected + other.detected,
            one_finding: self.one_finding + other.one_finding,
            unique: self.unique + other.unique,
            located: self.located + other.located,
            value: self.value + other.value,
            bounds: self.bounds + other.bounds,
            ambiguous: self.ambiguous + other.ambiguous,
            among: self.among + other.among,
        }
    }
}

impl Tallies {
    /// What came of every row that `wanted` wants, together.
    #[must_use]
    pub fn sum(&self, wanted: impl Fn(&str, Class) -> bool) -> Tally {
        let rows = self.rows.iter();
        rows.filter(|((place, class), _)| wanted(place, *class))
            .fold(Tally::default(), |sum, (_, &tally)| sum.plus(tally))
    }

    /// Adds what came of other reports.
    pub fn add(&mut self, other: Self) {
        for (key, tally) in other.rows {
            let row = self.rows.entry(key).or_default();
            *row = row.plus(tally);
        }
        self.n_clean += other.n_clean;
        self.n_unclean += other.n_unclean;
        self.misses.extend(other.misses);
    }
}

impl<'p> Bench<'p> {
    /// Prepares `packs` for measuring; `n_each` faults of every class go into each place of a report.
    #[must_use]
    pub fn new(packs: &'p PackSet, seed: u64, n_each: usize) -> Self {
        Self {
            packs,
            auditor: Auditor::new(packs, Language::Zh),
            seed,
            n_each,
        }
    }

    /// Measures on one report, named `path` in what is missed.
    #[must_use]
    pub fn report(&self, path: &str, document: &Document) -> Tallies {
        let mut tallies = Tallies::default();
        let text = document.text();
        let Some(clean) = self.audit(text) else {
            return tallies;
        };
        if clean.findings.iter().any(is_loud) {
            tallies.n_unclean = 1;
            return tallies;
        }
        tallies.n_clean = 1;
        let sound = Sound::new(self.packs, document);
        for fault in sound.faults(self.seed, self.n_each) {
            let tally = tallies
                .rows
                .entry((fault.place.clone(), fault.class))
                .or_default();
            let outcome = self.outcome(text, &clean, &fault);
            if !outcome.is_good(fault.is_bound) {
                tallies.misses.push(told(path, &fault, &outcome));
            }
            *tally = tally.plus(outcome.tally(fault.is_bound));
        }
        tallies
    }

    fn audit(&self, text: &str) -> Option<Audit> {
        let (document, gaps) = source::read(text.as_bytes()).ok()?;
        Some(self.auditor.audit(document, gaps))
    }

    /// What gouji says of a fault.
    fn outcome(&self, text: &str, clean: &Audit, fault: &Fault) -> Seen {
        let (wrong, moved) = applied(text, fault);
        let Some(audit) = self.audit(&wrong) else {
            return Seen::default();
        };
        let known: Vec<&str> = clean.findings.iter().map(|f| f.place.as_str()).collect();
        let findings = audit.findings.into_iter();
        let new: Vec<Finding> = findings
            .filter(|finding| !known.contains(&finding.place.as_str()))
            .collect();
        let truth: Vec<Truth> = fault
            .truth
            .iter()
            .map(|(span, to)| Truth {
                span: moved(*span),
                to: number(to),
            })
            .collect();
        Seen::new(new, &truth)
    }
}

fn is_loud(finding: &Finding) -> bool {
    finding.severity >= Severity::Warning
}

/// The text with its fault, and where spans of the clean text are in it.
fn applied(text: &str, fault: &Fault) -> (String, impl Fn(Span) -> Span + use<>) {
    let mut edits = fault.edits.clone();
    edits.sort_by_key(|(span, _)| *span);
    let mut wrong = text.to_owned();
    for (span, to) in edits.iter().rev() {
        wrong.replace_range(span.range(), to);
    }
    let moved = move |span: Span| {
        let before = edits
            .iter()
            .filter(|(edit, _)| edit.end <= span.start && *edit != span);
        let (mut plus, mut minus) = (0, 0);
        for (edit, to) in before {
            plus += to.len();
            minus += edit.len();
        }
        let start = span.start as usize + plus - minus;
        let own = edits.iter().find(|(edit, _)| *edit == span);
        let length = own.map_or(span.len(), |(_, to)| to.len());
        Span::new(start, start + length)
    };
    (wrong, moved)
}

/// A figure as it should read, in the faulty text.
struct Truth {
    span: Span,
    to: Option<Decimal>,
}

impl Truth {
    fn is_in(&self, suggestion: &Suggestion) -> bool {
        let is_it = |edit: &crate::finding::Edit| {
            edit.span == self.span && self.to.is_some() && number(&edit.to) == self.to
        };
        suggestion.edits.iter().any(is_it)
    }
}

/// What a figure says, whatever separates its digits.
fn number(figure: &str) -> Option<Decimal> {
    let digits = figure.replace([',', '，'], "");
    let number: Decimal = digits.trim().parse().ok()?;
    Some(number.normalize())
}

/// What was said of a fault.
#[derive(Debug, Clone, Default)]
struct Seen {
    findings: Vec<Finding>,
    /// Whether there is one smallest repair.
    is_unique: bool,
    first: First,
    /// Whether the right repair is among the suggestions.
    is_among: bool,
}

/// What comes first in what was said.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum First {
    /// Another figure.
    #[default]
    Other,
    /// The figure that is wrong.
    Place,
    /// That figure with its right value.
    Value,
}

impl Seen {
    fn new(findings: Vec<Finding>, truth: &[Truth]) -> Self {
        let all = |is_met: &dyn Fn(&Truth, &Finding) -> bool| {
            let of_one = |one: &Truth| findings.iter().any(|finding| is_met(one, finding));
            !findings.is_empty() && truth.iter().all(of_one)
        };
        let is_placed = |one: &Truth, finding: &Finding| {
            let first = finding.suggestions.first();
            // One mark is primary; of several figures the others are in the suggestion.
            let is_edited =
                first.is_some_and(|first| first.edits.iter().any(|edit| edit.span == one.span));
            finding.primary.span == one.span || (truth.len() > 1 && is_edited)
        };
        let is_valued = |one: &Truth, finding: &Finding| {
            finding
                .suggestions
                .first()
                .is_some_and(|first| one.is_in(first))
        };
        Self {
            is_unique: !findings.is_empty() && findings.iter().all(has_one_repair),
            first: match (all(&is_placed), all(&is_valued)) {
                (true, true) => First::Value,
                (true, false) => First::Place,
                (false, _) => First::Other,
            },
            is_among: all(&|one, finding| finding.suggestions.iter().any(|s| one.is_in(s))),
            findings,
        }
    }

    fn is_good(&self, is_bound: bool) -> bool {
        let is_placed = if is_bound {
            true
        } else if self.is_unique {
            self.first == First::Value
        } else {
            self.is_among
        };
        self.findings.len() == 1 && is_placed
    }

    fn tally(&self, is_bound: bool) -> Tally {
        let is_detected = !self.findings.is_empty();
        let is_unique = self.is_unique && !is_bound;
        let is_ambiguous = is_detected && !is_unique && !is_bound;
        Tally {
            injected: 1,
            detected: is_detected.into(),
            one_finding: (self.findings.len() == 1).into(),
            unique: is_unique.into(),
            located: (is_unique && self.first != First::Other).into(),
            value: (is_unique && self.first == First::Value).into(),
            bounds: (is_detected && is_bound).into(),
            ambiguous: is_ambiguous.into(),
            among: (is_ambiguous && self.is_among).into(),
        }
    }
}

/// Whether a finding has one smallest repair of its figures.
fn has_one_repair(finding: &Finding) -> bool {
    let repairs = || {
        finding
            .suggestions
            .iter()
            .filter(|s| s.structural.is_none())
    };
    let fewest = repairs().map(|repair| repair.edits.len()).min();
    repairs().filter(|r| Some(r.edits.len()) == fewest).count() == 1
}

/// A fault that did not come out as it should, in a line.
fn told(path: &str, fault: &Fault, seen: &Seen) -> String {
    let kind = match (seen.findings.len(), seen.is_unique) {
        (0, _) => "missed".to_owned(),
        (1, true) => "misplaced".to_owned(),
        (1, false) => "not among".to_owned(),
        (n, _) => format!("{n} findings"),
    };
    let changes: Vec<&str> = fault.told.iter().map(String::as_str).collect();
    let rules: Vec<String> = seen
        .findings
        .iter()
        .map(|finding| format!("{} ({})", finding.rule, finding.message))
        .collect();
    format!(
        "{path}: {} {}: {kind}: {} | {}",
        fault.place,
        fault.class.as_str(),
        changes.join(", "),
        rules.join(" + ")
    )
}
