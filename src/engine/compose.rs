//! Verdicts on every binding, and findings from the violated ones.

use std::{collections::HashMap, sync::Arc};

use crate::{
    engine::{Binding, Bound, Constraint, Context, Outcome, Story, Term, judge::judge, words},
    fact::{FactId, Origin},
    finding::{Finding, Mark, Role, Softening, Unchecked, Verdict, Why},
    pack::rule::Rule,
    quantity::{Decimal, Exactness},
    severity::Severity,
    span::Span,
    template::IndicatorId,
};

/// Judges `bindings` and tells what is violated.
pub(super) fn outcome(context: Context<'_>, bindings: &[Binding<'_>]) -> Outcome {
    let mut composer = Composer {
        context,
        outcome: Outcome::default(),
        support: vec![0; context.facts.facts.len()],
    };
    // Statements that two places make are weighed last, by what the other rules confirm.
    let others = bindings.iter().filter(|binding| !is_tie(binding));
    let ties = bindings.iter().filter(|binding| is_tie(binding));
    for binding in others.chain(ties) {
        composer.settle(binding);
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
    number_places(&mut outcome.findings);
    outcome
}

fn is_tie(binding: &Binding<'_>) -> bool {
    matches!(binding, Binding::Bound(bound) if bound.story == Story::TieOut)
}

struct Composer<'a> {
    context: Context<'a>,
    outcome: Outcome,
    /// For each fact, how many more rules confirm it than deny it.
    support: Vec<i32>,
}

impl Composer<'_> {
    fn settle(&mut self, binding: &Binding<'_>) {
        match binding {
            Binding::Bound(bound) => self.judge(bound),
            Binding::Unchecked {
                rule,
                subject,
                why,
                facts,
            } => self.refuse(rule, *subject, *why, facts),
            Binding::Fault { rule, span } => self.fault(rule, *span),
        }
    }

    fn judge(&mut self, bound: &Bound<'_>) {
        let verdicts: Vec<Verdict> = bound
            .readings
            .iter()
            .map(|(_, constraint)| judge(constraint, self.context.facts))
            .collect();
        let held = verdicts.iter().position(Verdict::is_held);
        let at = held.unwrap_or(0);
        let (Some((_, constraint)), Some(verdict)) = (bound.readings.get(at), verdicts.get(at))
        else {
            return;
        };
        match verdict {
            Verdict::Holds | Verdict::HoldsWithinRounding { .. } => {
                self.confirm(bound, constraint, 1);
            }
            Verdict::Violated { gap } => {
                if let Some(why) = bound.caution.unless_holds {
                    self.refuse(bound.rule, bound.subject, why, &facts_of(constraint));
                } else {
                    self.confirm(bound, constraint, -1);
                    let finding = self.finding(bound, constraint, *gap);
                    self.outcome.findings.push(finding);
                }
            }
            Verdict::Unchecked(why) => {
                self.refuse(bound.rule, bound.subject, *why, &facts_of(constraint));
            }
            Verdict::NotApplicable => {}
        }
        self.outcome
            .verdicts
            .push((Arc::clone(&bound.rule.id), verdict.clone()));
    }

    fn confirm(&mut self, bound: &Bound<'_>, constraint: &Constraint, weight: i32) {
        let facts = facts_of(constraint);
        for &fact in facts.iter().chain(&bound.also) {
            self.support[fact.index()] += weight;
            self.outcome.judged.push((fact, Arc::clone(&bound.rule.id)));
        }
    }

    fn refuse(&mut self, rule: &Rule, subject: Option<IndicatorId>, why: Why, facts: &[FactId]) {
        self.outcome
            .doubted
            .extend(facts.iter().map(|&fact| (fact, why)));
        self.outcome.unchecked.push(Unchecked {
            rule: rule.id.to_string(),
            indicator: self.key(subject),
            why,
            marks: facts
                .iter()
                .map(|&fact| self.mark(fact, Role::Term))
                .collect(),
        });
        self.outcome
            .verdicts
            .push((Arc::clone(&rule.id), Verdict::Unchecked(why)));
    }

    fn key(&self, subject: Option<IndicatorId>) -> Option<String> {
        subject.map(|id| self.context.template.indicator(id).key.to_string())
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

    fn finding(&self, bound: &Bound<'_>, constraint: &Constraint, gap: Decimal) -> Finding {
        let context = self.context;
        let softened = self.softening(bound, constraint, gap);
        let severity = softened.map_or(bound.rule.severity, |softened| {
            bound.rule.severity.min(ceiling(softened))
        });
        let primary = self.primary(bound, constraint);
        let mut related: Vec<Mark> = Vec::new();
        for term in &constraint.terms {
            for (fact, role) in marks_of(term) {
                if fact != primary.0 {
                    related.push(self.mark(fact, role));
                }
            }
        }
        related.extend(
            bound
                .also
                .iter()
                .map(|&fact| self.mark(fact, Role::Statement)),
        );
        let help = words::help(context.language, bound);
        let shown_gap = shown_gap(bound.story, constraint, gap);
        let place = self.place(bound, constraint);
        let values = constraint
            .terms
            .iter()
            .filter_map(|term| context.facts.quantity(term.fact))
            .map(|quantity| quantity.value.normalize().to_string());
        let fingerprint = fingerprint(&place, values);
        Finding {
            rule: bound.rule.id.to_string(),
            severity,
            softened,
            message: words::message(context, bound, constraint, gap),
            help,
            indicator: self.key(bound.subject),
            period: context.facts.year.map(|year| year.to_string()),
            scope: None,
            gap: shown_gap,
            primary: self.mark(primary.0, primary.1),
            related,
            place,
            fingerprint,
        }
    }

    fn softening(
        &self,
        bound: &Bound<'_>,
        constraint: &Constraint,
        gap: Decimal,
    ) -> Option<Softening> {
        let is_soft = facts_of(constraint).iter().any(|&fact| {
            self.context
                .facts
                .quantity(fact)
                .is_some_and(|quantity| quantity.exactness == Exactness::Soft)
        });
        let is_last_digit = bound
            .caution
            .last_digit
            .as_ref()
            .is_some_and(|loose| judge(loose, self.context.facts).is_held());
        if is_soft {
            Some(Softening::SoftOperand)
        } else if is_last_digit {
            Some(Softening::LastDigit)
        } else if gap.is_sign_negative() && bound.caution.short.is_some() {
            bound.caution.short
        } else {
            bound.caution.any
        }
    }

    /// The figure that is most likely wrong: of two statements the one that fewer other rules confirm.
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

    fn fault(&mut self, rule: &Rule, span: Span) {
        let context = self.context;
        let printed: String = span
            .of(context.document.text())
            .split_whitespace()
            .collect();
        let language = context.language;
        let message = rule
            .message
            .as_ref()
            .unwrap_or(&rule.title)
            .get(language)
            .replace("{label}", &printed);
        let help = rule
            .help
            .as_ref()
            .unwrap_or(&rule.why)
            .get(language)
            .to_owned();
        let place = format!("{}/{printed}/{}", rule.id, self.year());
        self.outcome.findings.push(Finding {
            rule: rule.id.to_string(),
            severity: rule.severity,
            softened: None,
            message,
            help,
            indicator: None,
            period: context.facts.year.map(|year| year.to_string()),
            scope: None,
            gap: None,
            primary: Mark {
                span,
                label: printed.clone(),
                value: None,
                unit: String::new(),
                role: Role::Words,
            },
            related: Vec::new(),
            fingerprint: fingerprint(&place, std::iter::once(printed)),
            place,
        });
        self.outcome.verdicts.push((
            Arc::clone(&rule.id),
            Verdict::Violated { gap: Decimal::ZERO },
        ));
    }

    /// What identifies a finding without its values: rule, what it is about, report year.
    fn place(&self, bound: &Bound<'_>, constraint: &Constraint) -> String {
        let about = self.key(bound.subject).unwrap_or_else(|| {
            constraint
                .terms
                .first()
                .map(|term| words::label(self.context, term.fact))
                .unwrap_or_default()
        });
        let origins = constraint
            .terms
            .first()
            .map(|term| self.context.facts.get(term.fact).origin);
        let origin = match origins {
            Some(Origin::Table) | None => "table",
            Some(Origin::Prose | Origin::Statement) => "prose",
            Some(Origin::Chart) => "chart",
        };
        format!("{}/{about}/{origin}/{}", bound.rule.id, self.year())
    }

    fn year(&self) -> String {
        self.context
            .facts
            .year
            .map_or_else(|| "-".to_owned(), |year| year.to_string())
    }
}

fn ceiling(softening: Softening) -> Severity {
    match softening {
        Softening::BlankCouldHold | Softening::OpenList | Softening::LawfulReading => {
            Severity::Warning
        }
        Softening::LastDigit | Softening::SoftOperand => Severity::Note,
    }
}

/// The distance in the figures' own unit; a share's is not one, being scaled by its base.
fn shown_gap(story: Story, constraint: &Constraint, gap: Decimal) -> Option<Decimal> {
    let is_scaled = constraint.terms.iter().any(|term| term.times.is_some());
    (!is_scaled && !matches!(story, Story::Growth | Story::Change)).then(|| gap.abs().normalize())
}

fn facts_of(constraint: &Constraint) -> Vec<FactId> {
    constraint
        .terms
        .iter()
        .flat_map(marks_of)
        .map(|(fact, _)| fact)
        .collect()
}

fn marks_of(term: &Term) -> impl Iterator<Item = (FactId, Role)> + use<> {
    let base = term.times.map(|base| (base, Role::Base));
    std::iter::once((term.fact, term.role)).chain(base)
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

/// Tells findings of one place apart by their order, so that no two share an identity.
fn number_places(findings: &mut [Finding]) {
    let mut seen: HashMap<String, u32> = HashMap::new();
    for finding in findings {
        let n = seen.entry(finding.place.clone()).or_default();
        *n += 1;
        if *n > 1 {
            finding.place = format!("{}#{n}", finding.place);
            finding.fingerprint =
                fingerprint(&finding.place, std::iter::once(finding.fingerprint.clone()));
        }
    }
}
