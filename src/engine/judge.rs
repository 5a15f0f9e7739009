//! The one place that gives verdicts.
//!
//! A constraint holds if some choice of true values behind the printed figures
//! makes it hold. Each fact is taken once a constraint, so that its interval is
//! not widened by standing on both sides.

use crate::{
    engine::{Constraint, Term},
    fact::{FactId, Facts, Value},
    finding::{Verdict, Why},
    pack::rule::Relation,
    quantity::{Decimal, End, Exactness, Interval},
};

/// Where the values behind facts are looked up: what is printed, or what it would be after a repair.
pub trait Values {
    /// What `fact` states.
    fn value(&self, fact: FactId) -> &Value;
}

impl Values for Facts {
    fn value(&self, fact: FactId) -> &Value {
        &self.get(fact).value
    }
}

/// Judges `constraint` on `facts`. A blank cell counts as nothing; whether it may
/// is for the binder to have said.
#[must_use]
pub fn judge(constraint: &Constraint, facts: &impl Values) -> Verdict {
    if let Some(sum) = whole_sum(constraint, facts) {
        return weighed(constraint.relation, sum);
    }
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

/// The left side if it is a sum of exact whole numbers, as nearly all are.
fn whole_sum(constraint: &Constraint, facts: &impl Values) -> Option<i64> {
    let start = whole(constraint.constant)?;
    constraint.terms.iter().try_fold(start, |sum, term| {
        if term.times.is_some() || term.interval.is_some() {
            return None;
        }
        let value = match facts.value(term.fact) {
            Value::Stated(quantity) if quantity.exactness == Exactness::Exact => {
                whole(quantity.value)?
            }
            Value::Stated(_) => return None,
            Value::Blank | Value::NotApplicable => 0,
        };
        sum.checked_add(value.checked_mul(whole(term.coefficient)?)?)
    })
}

/// A number that is written without places.
fn whole(value: Decimal) -> Option<i64> {
    let whole = i64::try_from(value.mantissa()).ok()?;
    (value.scale() == 0).then_some(whole)
}

/// The verdict on an exact sum.
fn weighed(relation: Relation, sum: i64) -> Verdict {
    let is_held = match relation {
        Relation::Equal => sum == 0,
        Relation::AtMost => sum <= 0,
        Relation::AtLeast => sum >= 0,
    };
    if is_held {
        Verdict::Holds
    } else {
        Verdict::Violated {
            gap: Decimal::from(sum),
        }
    }
}

/// The interval of the left side; nothing when exact numbers run out.
fn left_side(constraint: &Constraint, facts: &impl Values) -> Option<Interval> {
    let start = Interval::exact(constraint.constant);
    constraint.terms.iter().try_fold(start, |sum, term| {
        sum.checked_add(&term_interval(term, facts)?)
    })
}

fn term_interval(term: &Term, facts: &impl Values) -> Option<Interval> {
    let nothing = Interval::exact(Decimal::ZERO);
    let interval_of = |value: &Value| match value {
        Value::Stated(quantity) => quantity.interval,
        Value::Blank | Value::NotApplicable => nothing,
    };
    let own = term
        .interval
        .unwrap_or_else(|| interval_of(facts.value(term.fact)));
    let product = match term.times {
        Some(times) => own.checked_mul(&interval_of(facts.value(times)))?,
        None => own,
    };
    product.checked_scale(term.coefficient)
}

/// The left side with every figure taken as printed.
pub(crate) fn printed_sum(constraint: &Constraint, facts: &impl Values) -> Option<Decimal> {
    let value = |fact| match facts.value(fact) {
        Value::Stated(quantity) => quantity.value,
        Value::Blank | Value::NotApplicable => Decimal::ZERO,
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
