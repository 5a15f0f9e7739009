//! Rules and facts to bindings, each with its verdict.
//!
//! Each check kind is one file that only *binds*: it finds the facts a rule
//! speaks of and puts them into [`Constraint`]s. [`judge`] alone says whether a
//! constraint can hold.
//!
//! Deliberately absent: how figures are found, why a constraint is violated, and
//! how that is told.

mod brackets;
mod carry_forward;
mod citation;
mod cover;
mod cross_footing;
mod equation;
mod footing;
mod frame;
mod heading;
pub mod judge;
mod operand;
mod parts;
mod passage;
mod recalculation;
mod subset;
mod tie_out;
mod wording;

use crate::{
    document::Document,
    fact::{FactId, Facts, Origin, is_rounded},
    finding::{Role, Softening, Verdict, Why},
    language::Words,
    pack::{
        Applies, Pack, PackSet,
        rule::{Check, FormCheck, Relation, Rule},
    },
    quantity::{Decimal, Exactness, Interval},
    severity::Severity,
    span::Span,
    template::{IndicatorId, Lexicon, PackId},
};

/// A summand of a constraint: `coefficient × fact [× times]`.
#[derive(Debug, Clone)]
pub struct Term {
    /// The fact.
    pub fact: FactId,
    /// What it is multiplied by.
    pub coefficient: Decimal,
    /// Another fact it is multiplied by: a share times its base.
    pub times: Option<FactId>,
    /// The true values it stands for under this reading, if not those it was read with.
    pub interval: Option<Interval>,
    /// What it does in the relation.
    pub role: Role,
}

impl Term {
    pub(crate) fn new(fact: FactId, coefficient: impl Into<Decimal>, role: Role) -> Self {
        Self {
            fact,
            coefficient: coefficient.into(),
            times: None,
            interval: None,
            role,
        }
    }

    /// Its fact, and the one it is multiplied by.
    fn facts(&self) -> impl Iterator<Item = FactId> + use<> {
        std::iter::once(self.fact).chain(self.times)
    }
}

/// `Σ terms + constant  relation  0`: what every check kind binds to.
#[derive(Debug, Clone)]
pub struct Constraint {
    /// The summands, total or statement first.
    pub terms: Vec<Term>,
    /// What is added to them.
    pub constant: Decimal,
    /// How the sum compares with zero.
    pub relation: Relation,
}

impl Constraint {
    /// Every fact in it, bases behind what they are multiplied with.
    pub(crate) fn facts(&self) -> impl Iterator<Item = FactId> {
        self.terms.iter().flat_map(Term::facts)
    }
}

/// A rule bound to facts, with its lawful readings.
#[derive(Debug)]
pub(crate) struct Bound<'r> {
    pub(crate) rule: &'r Rule,
    /// What it is about.
    pub(crate) subject: Option<IndicatorId>,
    /// What it says first of all.
    pub(crate) main: Constraint,
    /// The other lawful readings, those that a rule lists by name; violated only if all are.
    pub(crate) others: Vec<(Option<&'r Words>, Constraint)>,
    /// Further statements of the same wrong figure.
    pub(crate) also: Vec<FactId>,
    /// What a violation means, by its direction.
    pub(crate) caution: Caution,
    /// How it is told.
    pub(crate) story: Story,
}

/// How sure a violation is, by its direction.
#[derive(Debug, Clone, Default)]
pub(crate) struct Caution {
    /// The parts fall short: softened so.
    pub(crate) short: Option<Softening>,
    /// The parts exceed their total: softened so.
    pub(crate) long: Option<Softening>,
    /// Any violation: softened so.
    pub(crate) any: Option<Softening>,
    /// A violation is no finding but this.
    pub(crate) unless_holds: Option<Why>,
    /// If this holds, only the last digit is off.
    pub(crate) last_digit: Option<Constraint>,
}

/// How a violation is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Story {
    Footing,
    List,
    Cover,
    Subset,
    TieOut,
    Combined,
    ChartPoint,
    Share,
    Rate,
    ShareList,
    Growth,
    Change,
    Equation,
}

/// What came of binding a rule.
#[derive(Debug)]
pub(crate) enum Binding<'r> {
    Bound(Bound<'r>),
    /// It could not be judged on these facts.
    Unchecked {
        rule: &'r Rule,
        subject: Option<IndicatorId>,
        why: Why,
        facts: Vec<FactId>,
    },
    /// A fault of form.
    Fault(Fault<'r>),
}

/// A rule about form that a report breaks.
#[derive(Debug)]
pub(crate) struct Fault<'r> {
    pub(crate) rule: &'r Rule,
    /// What is wrong.
    pub(crate) span: Span,
    /// What it was held against.
    pub(crate) against: Option<Span>,
    /// What it should have been, or how many were found; `{value}` of the message.
    pub(crate) value: String,
}

impl<'r> Fault<'r> {
    fn new(rule: &'r Rule, span: Span) -> Self {
        Self {
            rule,
            span,
            against: None,
            value: String::new(),
        }
    }
}

/// A binding and how it came out.
#[derive(Debug)]
pub struct Judged<'r> {
    pub(crate) binding: Binding<'r>,
    /// Which of its readings the verdict is on: the first that holds, else the main one.
    pub(crate) reading: usize,
    pub(crate) verdict: Verdict,
    /// Why a violation is less severe than its rule allows.
    pub(crate) softened: Option<Softening>,
}

impl<'r> Judged<'r> {
    /// Gives the verdict on `binding`; violated only if every reading is.
    fn new(binding: Binding<'r>, context: Context<'_>) -> Self {
        let facts = context.facts;
        let (reading, verdict) = match &binding {
            Binding::Bound(bound) => bound.verdict(context),
            Binding::Unchecked { why, .. } => (0, Verdict::Unchecked(*why)),
            Binding::Fault { .. } => (0, Verdict::Violated { gap: Decimal::ZERO }),
        };
        let softened = match (&binding, &verdict) {
            (Binding::Bound(bound), &Verdict::Violated { gap }) => bound.softening(gap, facts),
            _ => None,
        };
        Self {
            binding,
            reading,
            verdict,
            softened,
        }
    }

    /// The rule that was bound.
    pub(crate) fn rule(&self) -> &'r Rule {
        match &self.binding {
            Binding::Bound(bound) => bound.rule,
            Binding::Unchecked { rule, .. } => rule,
            Binding::Fault(fault) => fault.rule,
        }
    }

    /// Whether its figures were found to agree or not to.
    pub(crate) fn is_decided(&self) -> bool {
        self.verdict.is_held() || matches!(self.verdict, Verdict::Violated { .. })
    }

    /// The figures that its verdict is on.
    pub(crate) fn facts(&self) -> impl Iterator<Item = FactId> {
        let (terms, others): (&[Term], &[FactId]) = match &self.binding {
            Binding::Bound(bound) => {
                let (_, constraint) = bound.reading(self.reading);
                let also = if self.is_decided() {
                    &bound.also[..]
                } else {
                    &[]
                };
                (&constraint.terms, also)
            }
            Binding::Unchecked { facts, .. } => (&[], facts),
            Binding::Fault(_) => (&[], &[]),
        };
        let of_terms = terms.iter().flat_map(Term::facts);
        of_terms.chain(others.iter().copied())
    }

    /// How severe a violation of `bound`, which this is, may be called.
    pub(crate) fn severity(&self, bound: &Bound<'_>) -> Severity {
        let ceiling = match self.softened {
            None => return bound.rule.severity,
            Some(Softening::BlankCouldHold | Softening::OpenList | Softening::LawfulReading) => {
                Severity::Warning
            }
            Some(Softening::LastDigit | Softening::SoftOperand) => Severity::Note,
        };
        bound.rule.severity.min(ceiling)
    }
}

impl<'r> Bound<'r> {
    /// A binding with one reading, of which a violation is told as it is.
    pub(crate) fn plain(
        rule: &'r Rule,
        subject: Option<IndicatorId>,
        main: Constraint,
        story: Story,
    ) -> Self {
        Self {
            rule,
            subject,
            main,
            others: Vec::new(),
            also: Vec::new(),
            caution: Caution::default(),
            story,
        }
    }

    /// The name and the relation of a reading, the main one being the first.
    pub(crate) fn reading(&self, at: usize) -> (Option<&'r Words>, &Constraint) {
        let other = at.checked_sub(1).and_then(|at| self.others.get(at));
        other.map_or((None, &self.main), |(name, reading)| (*name, reading))
    }
}

impl Bound<'_> {
    fn verdict(&self, context: Context<'_>) -> (usize, Verdict) {
        let main = judge::judge(&self.main, context.facts);
        if main.is_held() {
            return (0, main);
        }
        for (at, (_, constraint)) in (1..).zip(&self.others) {
            let verdict = judge::judge(constraint, context.facts);
            if verdict.is_held() {
                return (at, verdict);
            }
        }
        if let Verdict::Violated { gap } = main
            && self.may_be_rounding(gap, context.facts)
            && is_rounded(context.document, context.lexicon)
        {
            let slack = gap.abs();
            return (0, Verdict::HoldsWithinRounding { slack });
        }
        let damage = || self.is_damaged(context).then_some(Why::Damaged);
        if matches!(main, Verdict::Violated { .. })
            && let Some(why) = self.caution.unless_holds.or_else(damage)
        {
            return (0, Verdict::Unchecked(why));
        }
        (0, main)
    }

    /// Whether a gap is no more than half a last place of every figure that has decimals.
    fn may_be_rounding(&self, gap: Decimal, facts: &Facts) -> bool {
        let half = |term: &Term| -> Option<Decimal> {
            if term.times.is_some() {
                return None;
            }
            let value = facts.quantity(term.fact)?.value;
            let place = (value.scale() > 0).then(|| Decimal::new(5, value.scale() + 1))?;
            place.checked_mul(term.coefficient.abs())
        };
        let slack: Decimal = self.main.terms.iter().filter_map(half).sum();
        !slack.is_zero() && gap.abs() <= slack
    }

    /// Whether digits were lost in the sentences of prose that its figures stand in.
    fn is_damaged(&self, context: Context<'_>) -> bool {
        let facts = context.facts;
        let in_prose = |id| {
            let fact = facts.get(id);
            (fact.origin == Origin::Prose).then_some(fact.extent)
        };
        let extents: Option<Vec<Span>> = self.main.facts().map(in_prose).collect();
        let whole = extents.and_then(|extents| extents.into_iter().reduce(Span::to));
        whole.is_some_and(|whole| {
            let sentences = passage::Passage::around(context.document.text(), whole).span();
            passage::has_damage(context, sentences)
        })
    }

    fn softening(&self, gap: Decimal, facts: &Facts) -> Option<Softening> {
        let is_soft = |fact| {
            let quantity = facts.quantity(fact);
            quantity.is_some_and(|quantity| quantity.exactness == Exactness::Soft)
        };
        let loose = self.caution.last_digit.as_ref();
        if self.main.facts().any(is_soft) {
            Some(Softening::SoftOperand)
        } else if loose.is_some_and(|loose| judge::judge(loose, facts).is_held()) {
            Some(Softening::LastDigit)
        } else if gap.is_sign_negative() && self.caution.short.is_some() {
            self.caution.short
        } else if gap > Decimal::ZERO && self.caution.long.is_some() {
            self.caution.long
        } else {
            self.caution.any
        }
    }
}

/// What every binder is given.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Context<'a> {
    pub(crate) document: &'a Document,
    pub(crate) facts: &'a Facts,
    /// The words of the packs in force.
    pub(crate) lexicon: &'a Lexicon,
    /// The short lines that have a word near which some rule looks for a wording.
    near_lines: &'a [Span],
}

/// Judges every rule in force on the facts of one report.
#[must_use]
pub fn evaluate<'p>(packs: &'p PackSet, document: &Document, facts: &Facts) -> Vec<Judged<'p>> {
    let context = Context {
        document,
        facts,
        lexicon: &packs.template.lexicon,
        near_lines: &wording::near_lines(document, &packs.near),
    };
    let mut bindings = Vec::with_capacity(64);
    for (at, pack) in (0_u16..).zip(&packs.packs) {
        if is_in_force(pack, PackId(at), facts) {
            for rule in &pack.rules {
                bind(context, rule, &mut bindings);
            }
        }
    }
    bindings
        .into_iter()
        .map(|binding| Judged::new(binding, context))
        .collect()
}

fn is_in_force(pack: &Pack, pack_id: PackId, facts: &Facts) -> bool {
    match pack.applies {
        Applies::Always => true,
        Applies::Form { first, last } => {
            let has_form = facts
                .tables
                .iter()
                .any(|table| table.is_governed_by(pack_id));
            let is_its_year = facts
                .year
                .is_some_and(|year| (first..=last).contains(&year));
            has_form || (facts.tables.is_empty() && is_its_year)
        }
    }
}

fn bind<'r>(context: Context<'_>, rule: &'r Rule, out: &mut Vec<Binding<'r>>) {
    match &*rule.check {
        Check::Footing(sum) => footing::bind(context, rule, sum, out),
        Check::Cover(sum) => cover::bind(context, rule, sum, out),
        Check::CrossFooting(check) => cross_footing::bind(context, rule, check, out),
        Check::CarryForward(check) => carry_forward::bind(context, rule, check, out),
        Check::Subset(subset) => subset::bind(context, rule, subset, out),
        Check::TieOut(tie_out) => tie_out::bind(context, rule, tie_out, out),
        Check::Recalculation(what) => recalculation::bind(context, rule, *what, out),
        Check::Equation(equation) => equation::bind(context, rule, equation, out),
        Check::Form(check) => bind_form(context, rule, check, out),
    }
}

fn bind_form<'r>(
    context: Context<'_>,
    rule: &'r Rule,
    check: &FormCheck,
    out: &mut Vec<Binding<'r>>,
) {
    match check {
        FormCheck::Wording(wording) => wording::bind(context, rule, wording, out),
        FormCheck::Attachment(attachment) => {
            wording::bind_attachment(context, rule, attachment, out);
        }
        FormCheck::Period(period) => frame::bind_period(context, rule, period, out),
        FormCheck::Year(year) => frame::bind_year(context, rule, year, out),
        FormCheck::DateLine => frame::bind_date_line(context, rule, out),
        FormCheck::FormYear => wording::bind_form_year(context, rule, out),
        FormCheck::HeadingOrder => heading::bind(context, rule, out),
        FormCheck::Parts(parts) => parts::bind(context, rule, parts, out),
        FormCheck::Brackets(pair) => brackets::bind(context, rule, pair, out),
        FormCheck::Citation(citation) => citation::bind(context, rule, citation, out),
    }
}
