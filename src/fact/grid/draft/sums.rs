//! What the rows of a table add up to: where their total stands.

use std::cmp::Ordering;

use super::{
    super::cells::{Cells, Content},
    AxisDraft,
};
use crate::{fact::Value, quantity::Decimal};

/// How many rows it takes to tell by their sums where the total stands.
const ENOUGH_SUMS: usize = 2;
/// How many rows it takes to tell so against the header, with none that tells otherwise.
const CERTAIN_SUMS: usize = 3;

/// Where among the figures of its rows a table has their total.
#[derive(Debug, Clone, Copy)]
pub(super) enum Place {
    First,
    Last,
}

/// How many rows have the sum of their figures in the first and how many in the last place, and not in both.
pub(super) struct Sums {
    n_first: usize,
    n_last: usize,
}

impl Sums {
    pub(super) fn of(draft: &AxisDraft, cells: &Cells<'_>) -> Self {
        let (mut n_first, mut n_last) = (0, 0);
        let width = draft.width;
        for row in &draft.rows {
            let value = |at: usize| match &cells.pieces[at].content {
                Content::Figure(Value::Stated(quantity)) => Some(quantity.value),
                Content::Figure(Value::Blank | Value::NotApplicable) => Some(Decimal::ZERO),
                Content::Words { .. } => None,
            };
            let values: Option<Vec<_>> = (row.start..row.start + width).map(value).collect();
            let Some([first, between @ .., last]) = values.as_deref() else {
                continue;
            };
            let between = between
                .iter()
                .try_fold(Decimal::ZERO, |sum, &value| sum.checked_add(value));
            let Some(between) = between else { continue };
            let is_first = between.checked_add(*last) == Some(*first);
            let is_last = between.checked_add(*first) == Some(*last);
            n_first += usize::from(is_first && !is_last);
            n_last += usize::from(is_last && !is_first);
        }
        Self { n_first, n_last }
    }

    /// Where the total stands, where nothing else tells.
    pub(super) fn likely(&self) -> Option<Place> {
        match self.n_first.cmp(&self.n_last) {
            Ordering::Less => Some(Place::Last),
            Ordering::Greater if self.n_first >= ENOUGH_SUMS => Some(Place::First),
            Ordering::Equal | Ordering::Greater => None,
        }
    }

    /// Where the total stands, whatever the header says.
    pub(super) fn certain(&self) -> Option<Place> {
        match (self.n_first, self.n_last) {
            (0, CERTAIN_SUMS..) => Some(Place::Last),
            (CERTAIN_SUMS.., 0) => Some(Place::First),
            _ => None,
        }
    }
}
