//! From a diagnosis to one finding.

use std::{borrow::Cow, cmp::Reverse};

use crate::{
    compose::{Composer, advice, edit, fingerprint, words},
    diagnose::{Diagnosis, Repair},
    engine::{Binding, Bound, Constraint, Judged, Story, Term},
    fact::{FactId, Origin},
    finding::{Confidence, Finding, Mark, Role, Standing, Suggestion, Verdict, written},
    quantity::Decimal,
};

/// The most suggestions of a finding.
const MOST_SUGGESTIONS: usize = 16;
/// The most violated relations that a message spells out.
const MOST_TOLD: usize = 3;

/// A violated binding that a finding is about.
#[derive(Clone, Copy)]
pub(super) struct Broken<'a> {
    pub(super) judged: &'a Judged<'a>,
    pub(super) bound: &'a Bound<'a>,
    pub(super) main: &'a Constraint,
    pub(super) gap: Decimal,
}

impl<'a> Broken<'a> {
    pub(super) fn of(judged: &'a Judged<'a>) -> Option<Self> {
        let Binding::Bound(bound) = &judged.binding else {
            return None;
        };
        let Verdict::Violated { gap } = judged.verdict else {
            return None;
        };
        Some(Self {
            judged,
            bound,
            main: &bound.main,
            gap,
        })
    }
}

impl Composer<'_> {
    /// The finding that tells of all that one cause broke.
    pub(super) fn finding(&self, judged: &[Judged<'_>], diagnosis: &Diagnosis) -> Option<Finding> {
        let context = self.context;
        let culprit = diagnosis.cause().and_then(Repair::culprit);
        let mut broken: Vec<Broken<'_>> = diagnosis
            .explains
            .iter()
            .filter_map(|&at| Broken::of(&judged[at]))
            .collect();
        broken.sort_by_key(|one| strength(one, culprit));
        let strongest = *broken.first()?;
        let Broken {
            bound, main, gap, ..
        } = strongest;
        let primary = match culprit {
            Some(fact) => (fact, role_in(&broken, fact)),
            None => self.primary(bound, main),
        };
        let place = self.place(bound, main);
        let mut relations: Vec<String> = broken.iter().map(|one| self.identity(one)).collect();
        // Which of them is the strongest may change when a paragraph moves; which there are does not.
        relations.sort_unstable();
        let fingerprint = fingerprint(&self.year, relations.into_iter());
        let rules = rules(&broken);
        let suggestions = self.suggestions(&broken, &rules, diagnosis);
        let mut covers = rules;
        covers.retain(|rule| **rule != *bound.rule.id);
        Some(Finding {
            rule: bound.rule.id.as_ref().to_owned(),
            severity: strongest.judged.severity(bound),
            softened: strongest.judged.softened,
            message: self.message(&broken),
            help: advice::help(context, bound, &broken, diagnosis, judged),
            indicator: self.key(bound.subject).map(str::to_owned),
            period: self.period(),
            scope: None,
            gap: shown_gap(bound.story, main, gap),
            primary: self.mark(primary.0, primary.1),
            related: self.related(&broken, primary.0),
            place,
            fingerprint,
            covers,
            suggestions,
            standing: Standing::Open,
        })
    }

    /// What is wrong, the strongest first.
    fn message(&self, broken: &[Broken<'_>]) -> String {
        let said = |one: &Broken<'_>| words::message(self.context, one.bound, one.main, one.gap);
        let mut told: Vec<String> = Vec::with_capacity(broken.len().min(MOST_TOLD));
        for one in broken.iter().take(MOST_TOLD) {
            let words = said(one);
            if !told.contains(&words) {
                told.push(words);
            }
        }
        advice::joined(
            self.context.language,
            &told,
            broken.len().saturating_sub(MOST_TOLD),
        )
    }

    /// Every other figure of the broken relations, once.
    fn related(&self, broken: &[Broken<'_>], primary: FactId) -> Vec<Mark> {
        let n_terms = broken.iter().map(|one| one.main.terms.len()).sum();
        let mut related = Vec::with_capacity(n_terms);
        let mut seen = Vec::with_capacity(n_terms + 1);
        seen.push(primary);
        for one in broken {
            let terms = one.main.terms.iter().flat_map(marks_of);
            let also = one.bound.also.iter().map(|&fact| (fact, Role::Statement));
            for (fact, role) in terms.chain(also) {
                if !seen.contains(&fact) {
                    seen.push(fact);
                    related.push(self.mark(fact, role));
                }
            }
        }
        related
    }

    fn suggestions(
        &self,
        broken: &[Broken<'_>],
        rules: &[String],
        diagnosis: &Diagnosis,
    ) -> Vec<Suggestion> {
        let n_edited = |repair: &&Repair| repair.booking.is_none();
        let is_only = diagnosis.repairs.iter().filter(n_edited).count() == 1;
        let is_clear = diagnosis.cause().is_some();
        let suggestion = |(at, repair): (usize, &Repair)| Suggestion {
            cause: repair.cause,
            confidence: match (at, is_clear) {
                (0, true) if is_only && broken.len() > 1 => Confidence::Proven,
                (0, true) => Confidence::Likely,
                _ => Confidence::Possible,
            },
            edits: repair
                .edits
                .iter()
                .map(|edit| edit::printed(self.context, edit.fact, edit.to))
                .collect(),
            structural: repair.booking.map(|booking| booking.kind),
            explains: rules.to_vec(),
        };
        let repairs = diagnosis.repairs.iter().take(MOST_SUGGESTIONS);
        repairs.enumerate().map(suggestion).collect()
    }

    /// The figure that is most likely wrong where nothing singles one out: of two statements the one
    /// that fewer other rules confirm.
    fn primary(&self, bound: &Bound<'_>, constraint: &Constraint) -> (FactId, Role) {
        let pick = |term: &Term| (term.fact, term.role);
        let first = constraint.terms.first().map(pick);
        let chosen = match bound.story {
            Story::TieOut => constraint
                .terms
                .iter()
                .min_by_key(|term| self.support[term.fact.index()])
                .map(pick),
            Story::Subset => constraint.terms.last().map(pick),
            _ => first,
        };
        chosen.or(first).unwrap_or((FactId(0), Role::Term))
    }

    /// What identifies a finding without its values: rule, what it is about, report year.
    /// A relation with the figures it was judged on, wherever these stand.
    fn identity(&self, one: &Broken<'_>) -> String {
        let printed = |fact: FactId| match self.context.facts.quantity(fact) {
            Some(quantity) => written(quantity.value.normalize()),
            None => "-".to_owned(),
        };
        let facts = one.main.facts().chain(one.bound.also.iter().copied());
        let mut values: Vec<String> = Vec::with_capacity(8);
        facts.for_each(|fact| values.push(printed(fact)));
        if one.bound.story == Story::TieOut {
            // Neither side comes first but in the text.
            values.sort_unstable();
        }
        let about = self.about(one.bound, one.main);
        let mut identity = String::with_capacity(96);
        for part in [&*one.bound.rule.id, "/", &about, "="] {
            identity.push_str(part);
        }
        for (at, value) in values.iter().enumerate() {
            if at > 0 {
                identity.push(' ');
            }
            identity.push_str(value);
        }
        identity
    }

    /// The indicator's key, or the label of the figure that comes first.
    fn about(&self, bound: &Bound<'_>, constraint: &Constraint) -> Cow<'_, str> {
        if let Some(key) = self.key(bound.subject) {
            return Cow::Borrowed(key);
        }
        let first = constraint.terms.first();
        let label = first.map(|term| words::label(self.context, term.fact));
        Cow::Owned(label.unwrap_or_default())
    }

    fn place(&self, bound: &Bound<'_>, constraint: &Constraint) -> String {
        let about = self.about(bound, constraint);
        let origins = constraint
            .terms
            .first()
            .map(|term| self.context.facts.get(term.fact).origin);
        let origin = match origins {
            Some(Origin::Table) | None => "table",
            Some(Origin::Prose | Origin::Statement) => "prose",
            Some(Origin::Chart) => "chart",
        };
        let parts = [&*bound.rule.id, "/", &about, "/", origin, "/", &self.year];
        parts.concat()
    }
}

/// The rules of the broken relations, once each.
fn rules(broken: &[Broken<'_>]) -> Vec<String> {
    let mut rules: Vec<String> = Vec::with_capacity(broken.len());
    for one in broken {
        let rule = &*one.bound.rule.id;
        if !rules.iter().any(|other| other == rule) {
            rules.push(rule.to_owned());
        }
    }
    rules
}

/// What a finding is named after: the most severe relation, the one that the culprit heads, in the order of the text.
fn strength(one: &Broken<'_>, culprit: Option<FactId>) -> impl Ord + use<> {
    let head = one.main.terms.first().map(|term| term.fact);
    let is_headed = culprit.is_some()
        && (head == culprit || one.bound.also.iter().any(|&also| Some(also) == culprit));
    (
        Reverse(one.judged.severity(one.bound)),
        !is_headed,
        one.judged.softened.is_some(),
    )
}

/// What a figure does in the first relation that has it.
fn role_in(broken: &[Broken<'_>], fact: FactId) -> Role {
    let mut marks = broken
        .iter()
        .flat_map(|one| one.main.terms.iter().flat_map(marks_of));
    marks
        .find(|(other, _)| *other == fact)
        .map_or(Role::Statement, |(_, role)| role)
}

/// The distance in the figures' own unit; a share's is not one, being scaled by its base.
pub(super) fn shown_gap(story: Story, constraint: &Constraint, gap: Decimal) -> Option<Decimal> {
    let is_scaled = constraint.terms.iter().any(|term| term.times.is_some());
    (!is_scaled && !matches!(story, Story::Growth | Story::Change)).then(|| gap.abs().normalize())
}

fn marks_of(term: &Term) -> impl Iterator<Item = (FactId, Role)> + use<> {
    let base = term.times.map(|base| (base, Role::Base));
    std::iter::once((term.fact, term.role)).chain(base)
}
