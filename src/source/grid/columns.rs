//! How the columns of a table follow each other, and one row read by that.
//!
//! Deliberately absent: which column is which by its header.

use super::{Kind, Token};
use crate::document::MAX_COLUMNS;

/// How columns follow each other: labels, perhaps a unit, then figures.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Columns {
    /// Columns of words at the left, group labels first.
    pub(super) labels: usize,
    /// Columns of units: none or one.
    pub(super) units: usize,
    /// Columns of figures at the right.
    pub(super) numbers: usize,
}

/// How the tokens of one row go into columns: labels, the unit, figures.
///
/// What the row does not have is blank in the grid.
#[derive(Debug, Clone, Copy)]
pub(super) struct Row {
    /// How many tokens it takes.
    pub(super) used: usize,
    /// How many of them are labels; the last one covers all label columns left.
    pub(super) n_labels: usize,
    /// Whether one is a unit, or a blank in its place.
    pub(super) has_unit: bool,
    /// Whether its tokens stand in known columns.
    pub(super) fits: bool,
    /// Whether it has all that a row of figures has.
    pub(super) is_good: bool,
}

impl Columns {
    /// How many columns there are.
    pub(super) fn count(self) -> usize {
        self.labels + self.units + self.numbers
    }

    /// A row that has all its tokens.
    pub(super) fn whole(self) -> Row {
        Row {
            used: self.count(),
            n_labels: self.labels,
            has_unit: self.units == 1,
            fits: true,
            is_good: false,
        }
    }

    /// Reads one row from the start of `rest`, which is not empty.
    pub(super) fn read(self, rest: &[Token]) -> Row {
        let kind_at = |at: usize| rest.get(at).map(|token| token.kind);
        let has_unit = self.units == 1
            && match kind_at(1) {
                Some(Kind::Blank) => true,
                // A short label after a heading row that lost its blanks.
                Some(Kind::Short) => {
                    !(kind_at(2) == Some(Kind::Short) && kind_at(3) == Some(Kind::Number))
                }
                _ => false,
            };
        let from = 1 + usize::from(has_unit);
        let mut used = from;
        while used - from < self.numbers {
            match kind_at(used) {
                Some(Kind::Number | Kind::Blank) => used += 1,
                // Words in place of a figure: 无.
                Some(Kind::Short)
                    if has_unit && matches!(kind_at(used + 1), None | Some(Kind::Label)) =>
                {
                    used += 1;
                }
                _ => break,
            }
        }
        let n_numbers = used - from;
        let has_figure = rest
            .get(from..used)
            .is_some_and(|cells| cells.iter().any(|cell| cell.kind != Kind::Blank));
        let has_short_unit = has_unit && kind_at(1) == Some(Kind::Short);
        let is_full = n_numbers == self.numbers && (has_short_unit || self.units == 0);
        let is_good = is_full && (has_figure || has_short_unit);
        let fits = match kind_at(0) {
            Some(Kind::Label) => n_numbers == 0 || n_numbers == self.numbers,
            Some(Kind::Short | Kind::Blank) => is_good,
            _ => false,
        };
        Row {
            used,
            n_labels: 1,
            has_unit,
            fits,
            is_good: is_good && fits,
        }
    }
}

/// How often each width of figures came after a label, without and with a unit.
#[derive(Default)]
pub(super) struct Tally([[usize; MAX_COLUMNS]; 2]);

impl Tally {
    /// Counts one row.
    pub(super) fn add(&mut self, units: usize, numbers: usize) {
        let count = self.0.get_mut(units).and_then(|row| row.get_mut(numbers));
        if let Some(count) = count {
            *count += 1;
        }
    }

    /// The most frequent width; of equal ones, that with a unit, then the widest.
    pub(super) fn columns(&self, labels: usize) -> Option<Columns> {
        let (count, units, numbers) = self
            .0
            .iter()
            .enumerate()
            .flat_map(|(units, row)| {
                let row = row.iter().enumerate().skip(1);
                row.map(move |(numbers, &count)| (count, units, numbers))
            })
            .max()?;
        (count > 0).then_some(Columns {
            labels,
            units,
            numbers,
        })
    }
}
