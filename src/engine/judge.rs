//! The one place that gives verdicts.
//!
//! A constraint holds if some choice of true values behind the printed figures
//! makes it hold. Each fact is taken once a constraint, so that its interval is
//! not widened by standing on both sides.

use crate::{
    engine::{Constraint, Term},
    fact::{Facts, Value},
    finding::{Verdict, Why},
    pack::rule::Relation,
    quantity::{Decimal, End, Interval},
};

/// Judges `constraint` on `facts`. A blank cell counts as nothing; whether it may
/// is for the binder to have said.
#[must_use]
pub fn judge(constraint: &Constraint, facts: &Facts) -> Verdict {
    let Some(sum) = left_side(constraint, facts) else {
        return Verdict::Unchecked(Why::OutOfRange);
    };
    let zero = Interval::exact(Decimal::ZERO);
    let end = Some(End::closed(Decimal::ZERO));
    let target = match constraint.relation {
        Relation::Equal => Some(zero),
        Relation::AtMost => Interval::new(None, end),
        Relation::AtLeast => Interval::new(end, None),
    };
    let target = target.unwrap_or(zero);
    let printed = printed_sum(constraint, facts).unwrap_or_default();
    if !sum.intersects(&target) {
        return Verdict::Violated { gap: printed };
    }
    if sum.is_point() || target.contains(printed) {
        Verdict::Holds
    } else {
        Verdict::HoldsWithinRounding {
            slack: printed.abs(),
        }
    }
}

/// The interval of the left side; nothing when exact numbers run out.
fn left_side(constraint: &Constraint, facts: &Facts) -> Option<Interval> {
    let start = Interval::exact(constraint.constant);
    constraint.terms.iter().try_fold(start, |sum, term| {
        sum.checked_add(&term_interval(term, facts)?)
    })
}

fn term_interval(term: &Term, facts: &Facts) -> Option<Interval> {
    let nothing = Interval::exact(Decimal::ZERO);
    let interval_of = |value: &Value| match value {
        Value::Stated(quantity) => quantity.interval,
        Value::Blank | Value::NotApplicable => nothing,
    };
    let own = term
        .interval
        .unwrap_or_else(|| interval_of(&facts.get(term.fact).value));
    let product = match term.times {
        Some(times) => own.checked_mul(&interval_of(&facts.get(times).value))?,
        None => own,
    };
    product.checked_scale(term.coefficient)
}

/// The left side with every figure taken as printed.
pub(crate) fn printed_sum(constraint: &Constraint, facts: &Facts) -> Option<Decimal> {
    let value = |fact| {
        facts
            .quantity(fact)
            .map_or(Decimal::ZERO, |quantity| quantity.value)
    };
    constraint
        .terms
        .iter()
        .try_fold(constraint.constant, |sum, term| {
            let times = term.times.map_or(Decimal::ONE, value);
            let product = value(term.fact)
                .checked_mul(times)?
                .checked_mul(term.coefficient)?;
            sum.checked_add(product)
        })
}
