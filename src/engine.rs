//! Rules and facts to verdicts and findings.
//!
//! Each check kind is one file that only *binds*: it finds the facts a rule
//! speaks of and puts them into [`Constraint`]s. [`judge`] alone says whether a
//! constraint can hold, `compose` alone puts a violated one into words.
//!
//! Deliberately absent: how figures are found, and what is printed.

mod compose;
mod cover;
mod equation;
mod footing;
pub mod judge;
mod operand;
mod recalculation;
mod subset;
mod tie_out;
mod wording;
mod words;

use std::sync::Arc;

use crate::{
    document::Document,
    fact::{FactId, Facts},
    finding::{Finding, Role, Softening, Unchecked, Verdict, Why},
    language::{Language, Words},
    pack::{
        Applies, Pack, PackSet,
        rule::{Check, Relation, Rule},
    },
    quantity::{Decimal, Interval},
    span::Span,
    template::{IndicatorId, Template},
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

/// A rule bound to facts, with its lawful readings.
#[derive(Debug)]
pub(crate) struct Bound<'r> {
    rule: &'r Rule,
    /// What it is about.
    subject: Option<IndicatorId>,
    /// The main reading, then the others; violated only if all are.
    readings: Vec<(Option<&'r Words>, Constraint)>,
    /// Further statements of the same wrong figure.
    also: Vec<FactId>,
    /// What a violation means, by its direction.
    caution: Caution,
    /// How it is told.
    story: Story,
}

/// How sure a violation is, by its direction.
#[derive(Debug, Clone, Default)]
pub(crate) struct Caution {
    /// The parts fall short: softened so.
    short: Option<Softening>,
    /// Any violation: softened so.
    any: Option<Softening>,
    /// A violation is no finding but this.
    unless_holds: Option<Why>,
    /// If this holds, only the last digit is off.
    last_digit: Option<Constraint>,
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
    /// A wording that should not be there.
    Fault {
        rule: &'r Rule,
        span: Span,
    },
}

/// What the rules say of a report.
#[derive(Debug, Default)]
pub struct Outcome {
    /// What cannot be true, in the order of the text.
    pub findings: Vec<Finding>,
    /// What could not be judged.
    pub unchecked: Vec<Unchecked>,
    /// Which fact was judged by which rule.
    pub judged: Vec<(FactId, Arc<str>)>,
    /// Which fact a rule reached without judging it, and why.
    pub doubted: Vec<(FactId, Why)>,
    /// How each bound rule came out.
    pub verdicts: Vec<(Arc<str>, Verdict)>,
}

/// What every binder is given.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Context<'a> {
    pub(crate) document: &'a Document,
    pub(crate) facts: &'a Facts,
    pub(crate) template: &'a Template,
    pub(crate) language: Language,
}

/// Judges every rule in force on the facts of one report.
#[must_use]
pub fn evaluate(
    packs: &PackSet,
    document: &Document,
    facts: &Facts,
    language: Language,
) -> Outcome {
    let context = Context {
        document,
        facts,
        template: &packs.template,
        language,
    };
    let mut bindings = Vec::with_capacity(64);
    for (at, pack) in packs.packs.iter().enumerate() {
        if is_in_force(pack, at, facts) {
            for rule in &pack.rules {
                bind(context, rule, &mut bindings);
            }
        }
    }
    compose::outcome(context, &bindings)
}

fn is_in_force(pack: &Pack, at: usize, facts: &Facts) -> bool {
    match pack.applies {
        Applies::Always => true,
        Applies::Form { first, last } => {
            let has_form = facts
                .tables
                .iter()
                .any(|table| usize::from(table.pack.0) == at);
            let is_its_year = facts
                .year
                .is_some_and(|year| (first..=last).contains(&year));
            has_form || (facts.tables.is_empty() && is_its_year)
        }
    }
}

fn bind<'r>(context: Context<'_>, rule: &'r Rule, out: &mut Vec<Binding<'r>>) {
    match &rule.check {
        Check::Footing(sum) => footing::bind(context, rule, sum, out),
        Check::Cover(sum) => cover::bind(context, rule, sum, out),
        Check::Subset(subset) => subset::bind(context, rule, subset, out),
        Check::TieOut(tie_out) => tie_out::bind(context, rule, tie_out, out),
        Check::Recalculation(what) => recalculation::bind(context, rule, *what, out),
        Check::Equation(equation) => equation::bind(context, rule, equation, out),
        Check::Wording(wording) => wording::bind(context, rule, wording, out),
        Check::Attachment(attachment) => wording::bind_attachment(context, rule, attachment, out),
    }
}
