//! The figures of a report as they would be after a repair.

use crate::{
    engine::judge::Values,
    fact::{FactId, Facts, Value},
    quantity::{Decimal, End, Exactness, Interval, Quantity, Unit},
};

/// The figures of a report with some of them changed.
#[derive(Debug, Clone)]
pub(crate) struct Repaired<'a> {
    facts: &'a Facts,
    edits: Vec<(FactId, Value)>,
}

impl<'a> Repaired<'a> {
    pub(crate) fn new(facts: &'a Facts) -> Self {
        Self {
            facts,
            edits: Vec::new(),
        }
    }

    /// The same with all of `edits`.
    pub(crate) fn with(facts: &'a Facts, edits: &[(FactId, Decimal)]) -> Self {
        let mut repaired = Self {
            facts,
            edits: Vec::with_capacity(edits.len()),
        };
        for &(fact, to) in edits {
            repaired.edit(fact, to);
        }
        repaired
    }

    pub(super) fn is_edited(&self, fact: FactId) -> bool {
        self.edits.iter().any(|(edited, _)| *edited == fact)
    }

    /// Changes a figure to `to`, as exact as it was printed.
    pub(super) fn edit(&mut self, fact: FactId, to: Decimal) {
        let quantity = match self.facts.quantity(fact) {
            Some(printed) => moved(printed, to),
            None => Quantity::exact(to, Unit::default()),
        };
        self.edits.push((fact, Value::Stated(quantity)));
    }

    pub(super) fn clear(&mut self) {
        self.edits.clear();
    }

    pub(super) fn undo(&mut self) {
        self.edits.pop();
    }

    /// What was changed, by figure.
    pub(super) fn edits(&self) -> Vec<(FactId, Decimal)> {
        let value = |(fact, value): &(FactId, Value)| match value {
            Value::Stated(quantity) => Some((*fact, quantity.value)),
            Value::Blank | Value::NotApplicable => None,
        };
        let mut edits: Vec<_> = self.edits.iter().filter_map(value).collect();
        edits.sort_by_key(|&(fact, _)| fact);
        edits
    }
}

impl Values for Repaired<'_> {
    fn value(&self, fact: FactId) -> &Value {
        let edited = self.edits.iter().find(|(edited, _)| *edited == fact);
        match edited {
            Some((_, value)) => value,
            None => &self.facts.get(fact).value,
        }
    }
}

/// What a number rounded to its last place may stand for.
fn rounded(to: Decimal) -> Option<Interval> {
    let half = Decimal::try_new(5, to.scale() + 1).ok()?;
    Interval::closed(to.checked_sub(half)?, to.checked_add(half)?)
}

/// `printed` with another value and an interval as wide.
fn moved(printed: &Quantity, to: Decimal) -> Quantity {
    let shift = |end: Option<End>| {
        end.and_then(|end| {
            let at = end.at.checked_sub(printed.value)?.checked_add(to)?;
            Some(End { at, ..end })
        })
    };
    let interval = match printed.exactness {
        Exactness::Exact => Interval::exact(to),
        // With other places it is rounded to those.
        Exactness::Rounded if to.scale() != printed.value.scale() => {
            rounded(to).unwrap_or_else(|| Interval::exact(to))
        }
        _ => Interval::new(shift(printed.interval.lo()), shift(printed.interval.hi()))
            .unwrap_or_else(|| Interval::exact(to)),
    };
    Quantity {
        value: to,
        interval,
        ..*printed
    }
}
