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
    quantity::{Decimal, End, Exactness, Family, Interval, Quantity, Unit},
};

/// Where the values behind facts are looked up: what is printed, or what it would be after a repair.
pub trait Values {
    /// What `fact` states.
    fn value(&self, fact: FactId) -> &Value;

    /// The quantity that `fact` states, if it states one.
    fn quantity(&self, fact: FactId) -> Option<&Quantity> {
        match self.value(fact) {
            Value::Stated(quantity) => Some(quantity),
            Value::Blank | Value::NotApplicable => None,
        }
    }
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
    let mut sum = whole(constraint.constant)?;
    let mut unit = None;
    for term in &constraint.terms {
        if term.times.is_some() || term.interval.is_some() {
            return None;
        }
        let value = facts.value(term.fact);
        if let Value::Stated(quantity) = value
            && *unit.get_or_insert(quantity.unit) != quantity.unit
            && quantity.unit.family() == Family::Money
        {
            return None;
        }
        let product = whole_value(value)?.checked_mul(whole(term.coefficient)?)?;
        sum = sum.checked_add(product)?;
    }
    Some(sum)
}

/// What a figure states if it is an exact whole number; a blank counts as nothing.
#[inline]
pub(crate) fn whole_value(value: &Value) -> Option<i64> {
    match value {
        Value::Stated(quantity) if quantity.exactness == Exactness::Exact => whole(quantity.value),
        Value::Stated(_) => None,
        Value::Blank | Value::NotApplicable => Some(0),
    }
}

/// A number that is written without places.
#[inline]
pub(crate) fn whole(value: Decimal) -> Option<i64> {
    let parts = value.unpack();
    if parts.scale != 0 || parts.hi != 0 {
        return None;
    }
    let whole = i64::try_from(u64::from(parts.mid) << 32 | u64::from(parts.lo)).ok()?;
    Some(if parts.negative { -whole } else { whole })
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
    let money = Money::of(constraint, facts);
    let terms = &constraint.terms;
    terms.iter().enumerate().try_fold(start, |sum, (at, term)| {
        let is_same = |other: &&Term| {
            (other.fact, other.times, other.interval) == (term.fact, term.times, term.interval)
        };
        // A figure that stands in it twice has one true value, not two: its coefficients are added
        // before they widen anything.
        if terms[..at].iter().any(|other| is_same(&other)) {
            return Some(sum);
        }
        let same = terms[at..].iter().filter(is_same);
        let coefficient = same.map(|same| same.coefficient).sum();
        let one = term_interval(term, facts, money)?;
        sum.checked_add(&one.checked_scale(coefficient)?)
    })
}

/// The true values that one of a term's figure, or product of figures, stands for.
fn term_interval(term: &Term, facts: &impl Values, money: Option<Money>) -> Option<Interval> {
    let interval_of = |fact| match (facts.quantity(fact), money) {
        (Some(quantity), Some(money)) => money.interval(quantity),
        (Some(quantity), None) => Some(quantity.interval),
        (None, _) => Some(Interval::exact(Decimal::ZERO)),
    };
    let own = match term.interval {
        Some(interval) => interval,
        None => interval_of(term.fact)?,
    };
    match term.times {
        Some(times) => own.checked_mul(&interval_of(times)?),
        None => Some(own),
    }
}

/// The left side with every figure taken as printed.
pub(crate) fn printed_sum(constraint: &Constraint, facts: &impl Values) -> Option<Decimal> {
    let money = Money::of(constraint, facts);
    let value = |fact| match (facts.quantity(fact), money) {
        (Some(quantity), Some(money)) => money.value(quantity),
        (Some(quantity), None) => Some(quantity.value),
        (None, _) => Some(Decimal::ZERO),
    };
    constraint
        .terms
        .iter()
        .try_fold(constraint.constant, |sum, term| {
            let times = match term.times {
                Some(times) => value(times)?,
                None => Decimal::ONE,
            };
            let product = value(term.fact)?
                .checked_mul(times)?
                .checked_mul(term.coefficient)?;
            sum.checked_add(product)
        })
}

/// Money that is printed in several units, weighed in one.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Money {
    /// The unit of the first figure.
    unit: Unit,
    /// The scale of the smallest.
    finest: Decimal,
}

impl Money {
    /// Nothing if the money of `constraint` is all in one unit.
    pub(crate) fn of(constraint: &Constraint, facts: &impl Values) -> Option<Self> {
        let terms = constraint.terms.iter();
        let stated = terms
            .flat_map(|term| [Some(term.fact), term.times])
            .flatten();
        let mut units = stated
            .filter_map(|fact| Some(facts.quantity(fact)?.unit))
            .filter(|unit| unit.family() == Family::Money);
        let unit = units.next()?;
        let finest = units
            .clone()
            .map(Unit::scale)
            .fold(unit.scale(), Decimal::min);
        units
            .any(|other| other != unit)
            .then_some(Self { unit, finest })
    }

    /// The printed value, in the common unit.
    pub(crate) fn value(self, quantity: &Quantity) -> Option<Decimal> {
        quantity.value.checked_mul(self.factor(quantity)?)
    }

    /// What stands for more of the smallest unit has been rounded: 35.6万元 may be 356234元.
    fn interval(self, quantity: &Quantity) -> Option<Interval> {
        let mut interval = quantity.interval;
        if interval.is_point()
            && quantity.unit.family() == Family::Money
            && quantity.unit.scale() > self.finest
        {
            let half = Decimal::try_new(5, quantity.value.scale() + 1).ok()?;
            interval = Interval::closed(
                quantity.value.checked_sub(half)?,
                quantity.value.checked_add(half)?,
            )?;
        }
        interval.checked_scale(self.factor(quantity)?)
    }

    fn factor(self, quantity: &Quantity) -> Option<Decimal> {
        if quantity.unit.family() == Family::Money {
            quantity.unit.scale().checked_div(self.unit.scale())
        } else {
            Some(Decimal::ONE)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Values, judge};
    use crate::{
        engine::{Constraint, Term},
        fact::{FactId, Value},
        finding::{Role, Verdict},
        pack::rule::Relation,
        quantity::{Decimal, Quantity},
    };

    /// Figures by number.
    struct Figures(Vec<Value>);

    impl Values for Figures {
        fn value(&self, fact: FactId) -> &Value {
            &self.0[fact.index()]
        }
    }

    fn figures(printed: &[&str]) -> Figures {
        let read = |printed: &&str| Value::Stated(printed.parse::<Quantity>().unwrap());
        Figures(printed.iter().map(read).collect())
    }

    #[test]
    fn a_figure_that_stands_twice_widens_nothing() {
        let term = |fact, coefficient: i64| Term::new(FactId(fact), coefficient, Role::Term);
        let relation = |constant| Constraint {
            terms: vec![term(0, 1), term(1, 1), term(0, -1)],
            constant,
            relation: Relation::Equal,
        };
        // 74.1% + 20 - 74.1% is 20, whatever 74.1% was rounded from.
        let figures = figures(&["74.1%", "20"]);
        assert_eq!(
            judge(&relation(Decimal::from(-20)), &figures),
            Verdict::Holds
        );
        let off = relation(Decimal::new(-2005, 2));
        assert!(matches!(judge(&off, &figures), Verdict::Violated { .. }));
    }
}
