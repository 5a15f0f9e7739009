//! What an equation implies for one of its figures.
//!
//! Ranges are divided outwards and only propose values; whether a value mends an
//! equation is for the judge to say.

use crate::{
    diagnose::{repaired::Repaired, slip},
    engine::{
        Constraint, Term,
        judge::{Values, whole, whole_value},
    },
    fact::{FactId, Origin, Value},
    finding::Cause,
    pack::rule::Relation,
    quantity::{Decimal, Exactness, Interval},
};

/// The most values that are tried for one figure where an equation leaves it room.
const MOST: u64 = 8;
/// The finest place that a figure is completed to.
const FINEST: u32 = 6;

/// Adds the values of `fact` under which `constraint` may hold to `found`, as far as they can be told.
pub(super) fn values(
    constraint: &Constraint,
    fact: FactId,
    values: &Repaired<'_>,
    origin: Origin,
    found: &mut Vec<Decimal>,
) {
    let Some(figure) = Figure::of(values.value(fact), origin) else {
        return;
    };
    let Some((lo, hi)) = range(constraint, fact, values) else {
        return;
    };
    let may_be = |to: &Decimal| figure.may_be(*to);
    match (lo == hi, figure.is_rounded) {
        (true, true) => found.extend(figure.rounded(lo).into_iter().filter(may_be)),
        (true, false) => {
            found.extend(figure.completed(lo, constraint, values).filter(may_be));
        }
        (false, _) => found.extend(figure.within(lo, hi).into_iter().filter(may_be)),
    }
}

/// A figure as it may be changed.
struct Figure {
    printed: Option<Decimal>,
    /// A unit of its last written place.
    step: Decimal,
    is_rounded: bool,
}

impl Figure {
    /// Nothing for what is printed too loosely to be wrong.
    fn of(value: &Value, origin: Origin) -> Option<Self> {
        let quantity = match value {
            Value::Stated(quantity) => quantity,
            Value::Blank | Value::NotApplicable if origin == Origin::Table => {
                return Some(Self {
                    printed: None,
                    step: Decimal::ONE,
                    is_rounded: false,
                });
            }
            Value::Blank | Value::NotApplicable => return None,
        };
        let step = match quantity.exactness {
            Exactness::Exact => Decimal::try_new(1, quantity.value.scale()).ok()?,
            Exactness::Rounded => {
                let (lo, hi) = (quantity.interval.lo()?, quantity.interval.hi()?);
                let width = hi.at.checked_sub(lo.at).filter(|step| !step.is_zero())?;
                // The same number, with as many places as the figure.
                let place = Decimal::try_new(1, quantity.value.scale()).ok()?;
                if place == width { place } else { width }
            }
            Exactness::Bounded | Exactness::Soft => return None,
        };
        Some(Self {
            printed: Some(quantity.value),
            step,
            is_rounded: quantity.exactness == Exactness::Rounded,
        })
    }

    /// Whether it could have been printed so.
    fn may_be(&self, to: Decimal) -> bool {
        let is_signed = self
            .printed
            .is_some_and(|printed| printed.is_sign_negative());
        Some(to) != self.printed && (is_signed || !to.is_sign_negative() || to.is_zero())
    }

    /// `to` in its last written place, halves upwards; with a place more or less where a digit that
    /// was left out or written twice would explain it.
    fn rounded(&self, to: Decimal) -> Vec<Decimal> {
        let half_up = rust_decimal::RoundingStrategy::MidpointAwayFromZero;
        let in_units = |step: Decimal| {
            let units = to.checked_div(step)?;
            let units = units.round_dp_with_strategy(0, half_up);
            units.checked_mul(step)
        };
        let places = self.step.scale();
        let others = [places.checked_sub(1), Some(places + 1)].map(|places| {
            let step = Decimal::try_new(1, places?).ok()?;
            let to = in_units(step)?;
            let slip = slip::between((self.printed?, self.step), (to, step))?;
            let is_place = matches!(
                slip,
                Cause::DigitDropped | Cause::DigitDoubled | Cause::DigitAdded
            );
            (self.has_places() && is_place).then_some(to)
        });
        in_units(self.step)
            .into_iter()
            .chain(others.into_iter().flatten())
            .collect()
    }

    /// Whether it is printed with decimal places.
    fn has_places(&self) -> bool {
        self.step.scale() > 0 && self.step < Decimal::ONE
    }

    /// `to` if it has no more places than the figure, or than those it is added to.
    fn completed(
        &self,
        to: Decimal,
        constraint: &Constraint,
        values: &Repaired<'_>,
    ) -> Option<Decimal> {
        let to = to.normalize();
        if to.scale() == 0 {
            return Some(to);
        }
        let written = |term: &Term| match values.value(term.fact) {
            Value::Stated(quantity) if term.times.is_none() => quantity.value.scale(),
            _ => 0,
        };
        let has_products = constraint.terms.iter().any(|term| term.times.is_some());
        let finest = if has_products {
            0
        } else {
            constraint.terms.iter().map(written).max().unwrap_or(0)
        };
        (to.scale() <= finest.max(self.step.scale()).min(FINEST)).then_some(to)
    }

    /// The values of its last written place between `lo` and `hi`; where there are many, those that
    /// a slip would explain.
    fn within(&self, lo: Decimal, hi: Decimal) -> Vec<Decimal> {
        let half = if self.is_rounded {
            self.step.checked_div(Decimal::TWO).unwrap_or_default()
        } else {
            Decimal::ZERO
        };
        let ends = || {
            let lo = lo.checked_sub(half)?;
            let hi = hi.checked_add(half)?;
            let first = lo.checked_div(self.step)?.ceil();
            let last = hi.checked_div(self.step)?.floor();
            Some((lo, hi, first, last.checked_sub(first)?))
        };
        let Some((lo, hi, first, n)) = ends() else {
            return Vec::new();
        };
        let at = |n: u64| first.checked_add(n.into())?.checked_mul(self.step);
        if n < Decimal::ZERO {
            Vec::new()
        } else if n < MOST.into() {
            (0..MOST)
                .take_while(|&i| Decimal::from(i) <= n)
                .filter_map(at)
                .collect()
        } else {
            self.printed
                .map(|printed| slip::variants(printed, self.step))
                .unwrap_or_default()
                .into_iter()
                .filter(|&to| lo <= to && to <= hi)
                .collect()
        }
    }
}

/// The least and the greatest value of `fact` for which an equality may hold.
fn range(
    constraint: &Constraint,
    fact: FactId,
    values: &Repaired<'_>,
) -> Option<(Decimal, Decimal)> {
    if constraint.relation != Relation::Equal {
        return None;
    }
    if let Some(value) = whole_quotient(constraint, fact, values) {
        return Some((value, value));
    }
    let mut factor = Interval::exact(Decimal::ZERO);
    let mut rest = Interval::exact(constraint.constant);
    for term in &constraint.terms {
        let of = |id| interval(values.value(id));
        let (is_in, other) = match term.times {
            Some(base) if base == fact && term.fact == fact => return None,
            Some(base) if base == fact => (true, term.interval.unwrap_or_else(|| of(term.fact))),
            Some(base) if term.fact == fact => (true, of(base)),
            Some(base) => {
                let own = term.interval.unwrap_or_else(|| of(term.fact));
                (false, own.checked_mul(&of(base))?)
            }
            None if term.fact == fact => (true, Interval::exact(Decimal::ONE)),
            None => (false, term.interval.unwrap_or_else(|| of(term.fact))),
        };
        if term.fact == fact && term.interval.is_some() {
            return None;
        }
        let scaled = other.checked_scale(term.coefficient)?;
        if is_in {
            factor = factor.checked_add(&scaled)?;
        } else {
            rest = rest.checked_add(&scaled)?;
        }
    }
    if factor.contains(Decimal::ZERO) {
        return None;
    }
    let ends = |of: &Interval| Some([of.lo()?.at, of.hi()?.at]);
    let mut quotients = Vec::with_capacity(4);
    for above in ends(&rest.negated())? {
        for below in ends(&factor)? {
            quotients.push(above.checked_div(below)?);
        }
    }
    Some((
        quotients.iter().min().copied()?,
        quotients.iter().max().copied()?,
    ))
}

/// The value of `fact` if it follows from exact whole numbers, as nearly all are, and is one other than nought.
fn whole_quotient(constraint: &Constraint, fact: FactId, values: &Repaired<'_>) -> Option<Decimal> {
    let (mut factor, mut rest) = (0_i64, whole(constraint.constant)?);
    for term in &constraint.terms {
        if term.times.is_some() || term.interval.is_some() {
            return None;
        }
        let coefficient = whole(term.coefficient)?;
        if term.fact == fact {
            factor = factor.checked_add(coefficient)?;
        } else {
            let product = whole_value(values.value(term.fact))?.checked_mul(coefficient)?;
            rest = rest.checked_add(product)?;
        }
    }
    if rest == 0 || rest.checked_rem(factor)? != 0 {
        return None;
    }
    rest.checked_div(factor)?.checked_neg().map(Decimal::from)
}

fn interval(value: &Value) -> Interval {
    match value {
        Value::Stated(quantity) => quantity.interval,
        Value::Blank | Value::NotApplicable => Interval::exact(Decimal::ZERO),
    }
}
