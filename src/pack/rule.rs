//! A validated rule: what it checks, in which words, with which examples.
//!
//! Deliberately absent: how a rule is bound to a report. That is the engine's.

mod form;

pub use form::{
    Attachment, Brackets, Citation, CitedDocument, FormCheck, NumberKind, Period, PeriodIs,
    ReportParts, Wording, WordingOver, Year,
};

use std::sync::Arc;

use crate::{
    language::Words,
    quantity::Decimal,
    severity::Severity,
    template::{IndicatorId, PackId, Pattern},
};

/// One check with its words and examples.
///
/// A clone shares the check: settings differ in severities, and reports are many.
#[derive(Debug, Clone)]
pub struct Rule {
    /// Kebab-case id, the file's name; never changes meaning.
    pub id: Arc<str>,
    /// The pack it belongs to.
    pub pack: PackId,
    /// What holds when it is not violated.
    pub title: Words,
    /// Why it must hold.
    pub why: Words,
    /// The ceiling of what it reports.
    pub severity: Severity,
    /// The version that brought it.
    pub since: String,
    /// Where the relation is laid down.
    pub basis: Vec<String>,
    /// Overrides the generated message; `{label}`, `{total}`, `{sum}`, `{gap}`, `{part}`, `{value}`
    /// are filled in.
    pub message: Option<Words>,
    /// Overrides the generated help.
    pub help: Option<Words>,
    /// What it checks.
    pub check: Arc<Check>,
    /// Texts on which it is tried.
    pub examples: Arc<[Example]>,
}

/// The check kinds; each is bound by one file of the engine.
#[derive(Debug)]
pub enum Check {
    /// Total = sum of parts.
    Footing(Sum),
    /// Each part <= total <= sum of parts.
    Cover(Sum),
    /// In every row of a table, the total is the sum of the other columns.
    CrossFooting(CrossFooting),
    /// Opening + new = handled + closing.
    CarryForward(CarryForward),
    /// Part <= whole.
    Subset(Subset),
    /// One indicator, stated in two places, has one value.
    TieOut(TieOut),
    /// A share or a growth rate follows from its operands.
    Recalculation(Recalculation),
    /// Any other linear relation.
    Equation(Box<Equation>),
    /// Words, dates or headings are as they should be.
    Form(Box<FormCheck>),
}

/// What a footing or a cover adds up.
#[derive(Debug)]
pub enum Sum {
    /// Indicators of a table.
    Indicators {
        /// The total.
        total: IndicatorId,
        /// What it is made of.
        parts: Parts,
        /// What a blank cell means.
        blank: Blank,
    },
    /// Every list of parts that the prose states.
    PartLists,
    /// Every list of shares that the prose states; they add up to 100.
    ShareLists,
    /// Every total row and total column of the tables that no form knows.
    TableTotals,
}

/// The parts of a total.
#[derive(Debug)]
pub enum Parts {
    /// These; the optional ones may be absent from the form.
    Named {
        /// Parts that the form has.
        required: Vec<IndicatorId>,
        /// Parts that local forms add.
        optional: Vec<IndicatorId>,
    },
    /// The rows right under the total, whatever their labels.
    Children,
}

/// What a blank cell means to a rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Blank {
    /// Nothing to count: a sum that fails for want of it is softened.
    Zero,
    /// Not known: the rule is unchecked.
    Unchecked,
}

/// The rows of tables by columns whose total is checked.
#[derive(Debug)]
pub struct CrossFooting {
    /// Rows that are left out.
    pub except: Vec<IndicatorId>,
}

/// What is carried from one year to the next.
#[derive(Debug)]
pub struct CarryForward {
    /// What last year left: its closing.
    pub opening: IndicatorId,
    /// What came in.
    pub new: IndicatorId,
    /// What was dealt with.
    pub handled: IndicatorId,
    /// What is left for next year.
    pub closing: IndicatorId,
}

/// Part <= whole, for each pair.
#[derive(Debug)]
pub struct Subset {
    /// Part and whole.
    pub pairs: Vec<(IndicatorId, IndicatorId)>,
}

/// Which statements are tied together.
#[derive(Debug)]
pub struct TieOut {
    /// Whose statements.
    pub over: TieOutOver,
    /// Other lawful values of the statement, each a sum over the table.
    pub readings: Vec<Reading>,
}

/// Whose statements a tie-out ties.
#[derive(Debug)]
pub enum TieOutOver {
    /// These indicators.
    Indicators(Vec<IndicatorId>),
    /// Every indicator but these.
    Every {
        /// Indicators with a rule of their own, or none.
        except: Vec<IndicatorId>,
    },
    /// What prose calls by the first name is the row of the second.
    Pairs(Vec<(IndicatorId, IndicatorId)>),
    /// The sum of several rows, stated as one figure by the prose.
    Combined {
        /// The indicator that prose states.
        whole: IndicatorId,
        /// The rows it stands for.
        parts: Vec<IndicatorId>,
    },
    /// Every point of a chart: its label and its plotted value.
    ChartPoints,
}

/// A lawful reading: the relation that would have to hold under it.
#[derive(Debug)]
pub struct Reading {
    /// What it is called in a message.
    pub name: Words,
    /// The relation.
    pub holds: Linear,
}

/// What is recomputed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Recalculation {
    /// Every share whose part and base the prose states.
    Shares,
    /// Every growth rate whose two figures the prose states.
    Growth,
    /// Every share that a table which no form knows gives of its total.
    TableShares,
    /// One indicator that is a share of two others: 整改率 = 整改数 ÷ 隐患数.
    Rate {
        /// The share, in percent.
        rate: IndicatorId,
        /// What has the quality in question.
        part: IndicatorId,
        /// What may have it.
        whole: IndicatorId,
    },
}

/// A linear relation with its lawful variants.
#[derive(Debug)]
pub struct Equation {
    /// The relation.
    pub holds: Linear,
    /// Variants under which the figures are lawful as well.
    pub readings: Vec<Reading>,
    /// What a blank cell means.
    pub blank: Blank,
    /// Whose reports it is for, if not everyone's.
    pub issuer: Option<Box<Issuer>>,
    /// The text of the relation as its author wrote it.
    pub text: String,
}

/// Whose reports a rule is for, by the line that names report and issuer.
#[derive(Debug)]
pub struct Issuer {
    /// The line has this in it.
    pub is: Pattern,
    /// And not this.
    pub unless: Option<Pattern>,
}

impl Issuer {
    /// Whether a report with this title is one of theirs.
    #[must_use]
    pub fn matches(&self, title: &str) -> bool {
        let unless = self.unless.as_ref();
        self.is.is_match(title) && !unless.is_some_and(|unless| unless.is_match(title))
    }
}

/// `Σ coefficient × indicator + constant  relation  0`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Linear {
    /// Coefficient and indicator, in the order written, right-hand side negated.
    pub terms: Vec<(Decimal, IndicatorId)>,
    /// What is added to them.
    pub constant: Decimal,
    /// How the sum compares with zero.
    pub relation: Relation,
}

/// How a sum compares with zero.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Relation {
    /// `= 0`.
    Equal,
    /// `<= 0`.
    AtMost,
    /// `>= 0`.
    AtLeast,
}

/// A text on which a rule is tried.
#[derive(Debug)]
pub struct Example {
    /// What it shows.
    pub name: String,
    /// How the rule must come out.
    pub expect: Expect,
    /// The text that the primary mark must stand on, when it is violated.
    pub at: Option<String>,
    /// Other rules that may speak on this example.
    pub also: Vec<String>,
    /// The text.
    pub report: String,
}

/// How a rule must come out on an example.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Expect {
    /// It speaks.
    Violated,
    /// It was checked and holds.
    Holds,
    /// It says nothing, be it that it holds, is unchecked or does not apply.
    Silent,
}
