//! Judged bindings to findings in words.
//!
//! Every cause that was found for violated bindings becomes a finding: what is
//! wrong, where, how severe, and what would mend it. What was held against what is
//! noted for every figure.
//!
//! Deliberately absent: verdicts, which are the engine's, and printing.

mod advice;
mod cause;
mod copies;
mod derivation;
mod edit;
mod explained;
mod words;

pub(crate) use cause::cause_words;
pub(crate) use edit::printed;

use std::borrow::Cow;

use crate::{
    diagnose::Diagnoses,
    document::Document,
    engine::{Binding, Fault, Judged},
    fact::{FactId, Facts},
    finding::{Finding, Mark, Role, Standing, Unchecked, Verdict, Why},
    language::{Language, Words},
    span::Span,
    template::{IndicatorId, Template},
};

/// What the rules say of a report.
#[derive(Debug, Default)]
pub struct Outcome {
    /// What cannot be true, in the order of the text.
    pub findings: Vec<Finding>,
    /// What could not be judged.
    pub unchecked: Vec<Unchecked>,
}

/// How `rule` came out each time it was bound, step by step.
#[must_use]
pub fn derivations(
    context: Context<'_>,
    judged: &[Judged<'_>],
    diagnoses: &Diagnoses,
    rule: &str,
) -> Vec<String> {
    derivation::derivations(context, judged, diagnoses, rule)
}

/// What a report is told from.
#[derive(Debug, Clone, Copy)]
pub struct Context<'a> {
    /// The report.
    pub document: &'a Document,
    /// What it states.
    pub facts: &'a Facts,
    /// What its figures are called.
    pub template: &'a Template,
    /// In which language.
    pub language: Language,
}

/// Tells what came of every rule.
#[must_use]
pub fn outcome(context: Context<'_>, judged: &[Judged<'_>], diagnoses: &Diagnoses) -> Outcome {
    let mut composer = Composer {
        context,
        outcome: Outcome::default(),
        year: match context.facts.year {
            Some(year) => year.to_string(),
            None => "-".to_owned(),
        },
        support: vec![0; context.facts.facts.len()],
    };
    for judged in judged {
        composer.settle(judged);
    }
    for diagnosis in &diagnoses.0 {
        let finding = composer.finding(judged, diagnosis);
        composer.outcome.findings.extend(finding);
    }
    let mut outcome = composer.outcome;
    outcome.findings.sort_by(|a, b| {
        let key = |finding: &Finding| {
            (
                finding.primary.span,
                finding.related.first().map(|mark| mark.span),
            )
        };
        key(a).cmp(&key(b)).then_with(|| a.rule.cmp(&b.rule))
    });
    if !context.document.joined().is_empty() {
        copies::fold(context.document, &mut outcome.findings);
    }
    number_equals(&mut outcome.findings);
    outcome
}

struct Composer<'a> {
    context: Context<'a>,
    outcome: Outcome,
    /// The report year as identities have it.
    year: String,
    /// For each fact, how many more rules confirm it than deny it.
    support: Vec<i32>,
}

impl<'a> Composer<'a> {
    fn settle(&mut self, judged: &Judged<'_>) {
        match (&judged.binding, &judged.verdict) {
            (Binding::Fault(fault), _) => self.fault(fault),
            (Binding::Bound(bound), &Verdict::Unchecked(why)) => {
                self.refuse(judged, bound.subject, why);
            }
            (Binding::Unchecked { subject, why, .. }, _) => self.refuse(judged, *subject, *why),
            (Binding::Bound(_), _) if judged.is_decided() => {
                let weight = if judged.verdict.is_held() { 1 } else { -1 };
                let support = &mut self.support;
                judged
                    .facts()
                    .for_each(|fact| support[fact.index()] += weight);
            }
            (Binding::Bound(_), _) => {}
        }
    }

    fn refuse(&mut self, judged: &Judged<'_>, subject: Option<IndicatorId>, why: Why) {
        let unchecked = Unchecked {
            rule: judged.rule().id.as_ref().to_owned(),
            indicator: self.key(subject).map(str::to_owned),
            why,
            marks: judged
                .facts()
                .map(|fact| self.mark(fact, Role::Term))
                .collect(),
        };
        self.outcome.unchecked.push(unchecked);
    }

    fn key(&self, subject: Option<IndicatorId>) -> Option<&'a str> {
        let template = self.context.template;
        subject.map(|id| template.indicator(id).key.as_ref())
    }

    /// The report year, where the report says it.
    fn period(&self) -> Option<String> {
        self.context.facts.year.map(|_| self.year.clone())
    }

    fn mark(&self, id: FactId, role: Role) -> Mark {
        let fact = self.context.facts.get(id);
        let quantity = self.context.facts.quantity(id);
        // A blank cell has no figure to stand on: its label has.
        let span = if fact.span.is_empty() {
            fact.label
        } else {
            fact.span
        };
        Mark {
            span,
            label: words::label(self.context, id),
            value: quantity.map(|quantity| quantity.value.normalize()),
            unit: quantity
                .map(|quantity| quantity.unit.symbol().to_owned())
                .unwrap_or_default(),
            role,
        }
    }

    fn fault(&mut self, fault: &Fault<'_>) {
        let context = self.context;
        let rule = fault.rule;
        let text = context.document.text();
        let printed = |span: Span| words::squeezed(span.of(text));
        let mark = |span: Span, label: &str| Mark {
            span,
            label: label.to_owned(),
            value: None,
            unit: String::new(),
            role: Role::Words,
        };
        let (label, part) = (printed(fault.span), fault.against.map(printed));
        let told = |words: Option<&Words>, usual: &Words| {
            let words = words.unwrap_or(usual).get(context.language);
            words::filled(words, |name| match name {
                "label" => Some(Cow::Borrowed(&*label)),
                "part" => Some(Cow::Borrowed(part.as_deref().unwrap_or_default())),
                "value" => Some(Cow::Borrowed(&*fault.value)),
                _ => None,
            })
        };
        let place = [&*rule.id, "/", &label, "/", &self.year].concat();
        self.outcome.findings.push(Finding {
            rule: rule.id.as_ref().to_owned(),
            severity: rule.severity,
            softened: None,
            message: told(rule.message.as_ref(), &rule.title),
            help: told(rule.help.as_ref(), &rule.why),
            indicator: None,
            period: self.period(),
            scope: None,
            gap: None,
            primary: mark(fault.span, &label),
            related: fault
                .against
                .zip(part.as_deref())
                .map(|(span, part)| mark(span, part))
                .into_iter()
                .collect(),
            fingerprint: fingerprint(&place, std::iter::once(label)),
            covers: Vec::new(),
            suggestions: Vec::new(),
            standing: Standing::Open,
            place,
        });
    }
}

/// Sixteen hex digits over the place and the printed values (FNV-1a).
fn fingerprint(place: &str, values: impl Iterator<Item = String>) -> String {
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    let mut feed = |bytes: &[u8]| {
        for &byte in bytes.iter().chain(&[0]) {
            hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        }
    };
    feed(place.as_bytes());
    for value in values {
        feed(value.as_bytes());
    }
    format!("{hash:016x}")
}

/// Tells findings of one place apart by their order, and likewise those with one fingerprint,
/// so that no two share an identity.
///
/// A fingerprint takes no part of the order of places: what was mended or moved before it must
/// not change it.
fn number_equals(findings: &mut [Finding]) {
    let place = |finding: &mut Finding, n| finding.place = format!("{}#{n}", finding.place);
    number(findings, |finding| &finding.place, place);
    let print = |finding: &mut Finding, n: usize| {
        finding.fingerprint = fingerprint(&finding.fingerprint, std::iter::once(n.to_string()));
    };
    number(findings, |finding| &finding.fingerprint, print);
}

/// Has all but the first of the findings with one `key` changed by their number among them, from 2 on.
fn number(
    findings: &mut [Finding],
    key: impl Fn(&Finding) -> &String,
    change: impl Fn(&mut Finding, usize),
) {
    let mut order: Vec<usize> = (0..findings.len()).collect();
    order.sort_by(|&a, &b| key(&findings[a]).cmp(key(&findings[b])));
    let mut equals = &order[..];
    while let [first, others @ ..] = equals {
        let is_equal = |&&other: &&usize| key(&findings[other]) == key(&findings[*first]);
        let n_equal = others.iter().take_while(is_equal).count();
        let (same, rest) = others.split_at(n_equal);
        for (&other, n) in same.iter().zip(2..) {
            change(&mut findings[other], n);
        }
        equals = rest;
    }
}
