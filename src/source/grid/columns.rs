//! How the columns of a table follow each other, and one row read by that.
//!
//! Deliberately absent: which column is which by its header.

use crate::span::Span;

use super::{Kind, MAX_COLUMNS, Token};

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

/// One row as read: cells with the columns they cover, or the tokens as they came.
pub(super) struct Row {
    /// How many tokens it took.
    pub(super) used: usize,
    /// The spans of its cells; only the first `n_cells` count.
    pub(super) cells: [Span; MAX_COLUMNS],
    /// How many cells it has.
    pub(super) n_cells: usize,
    /// How many columns the last label covers.
    pub(super) label_span: usize,
    /// Whether its cells stand in known columns.
    pub(super) fits: bool,
    /// Whether it has all that a row of figures has.
    pub(super) is_good: bool,
}

impl Columns {
    pub(super) fn count(self) -> usize {
        self.labels + self.units + self.numbers
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
        let mut row = Row::of(rest.get(..used).unwrap_or_default());
        if fits {
            row = self.place(rest, has_unit, n_numbers);
        }
        Row {
            used,
            fits,
            is_good: is_good && fits,
            ..row
        }
    }

    /// The row of `rest`'s label, its unit if it has one, and its figures; the rest is blank.
    fn place(self, rest: &[Token], has_unit: bool, n_numbers: usize) -> Row {
        let mut row = Row::of(rest.get(..1).unwrap_or_default());
        let mut taken = rest.iter().skip(1).map(|token| token.span);
        for column in 1..=self.units + self.numbers {
            let is_there = if column <= self.units {
                has_unit
            } else {
                column - self.units <= n_numbers
            };
            let blank = row.end();
            row.push(if is_there {
                taken.next().unwrap_or(blank)
            } else {
                blank
            });
        }
        row.label_span = self.labels;
        row
    }
}

impl Row {
    /// The tokens as they came, as far as they find room.
    pub(super) fn of(tokens: &[Token]) -> Self {
        let mut row = Self {
            used: tokens.len(),
            cells: [Span::default(); MAX_COLUMNS],
            n_cells: 0,
            label_span: 1,
            fits: false,
            is_good: false,
        };
        for token in tokens {
            row.push(token.span);
        }
        row
    }

    fn push(&mut self, span: Span) {
        if let Some(cell) = self.cells.get_mut(self.n_cells) {
            *cell = span;
            self.n_cells += 1;
        }
    }

    /// The empty span after the last cell.
    fn end(&self) -> Span {
        let last = self
            .n_cells
            .checked_sub(1)
            .and_then(|at| self.cells.get(at));
        let end = last.map_or(0, |span| span.end);
        Span { start: end, end }
    }
}

/// How often each width of figures came after a label, without and with a unit.
#[derive(Default)]
pub(super) struct Tally([[usize; MAX_COLUMNS]; 2]);

impl Tally {
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
