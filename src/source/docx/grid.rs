//! The rows of a table to cells on a grid.
//!
//! A row tells its cells one after another, with how many columns each covers and whether it
//! goes on with the cell above. What is hidden or deleted is not told.
//!
//! Deliberately absent: what stands in the cells.

use crate::source::draft::DraftCell;

/// The most columns that a cell may cover: a program has 63 at most.
const MAX_SPAN: u32 = 64;

/// The most columns that a table may have.
const MAX_COLUMNS: usize = 256;

/// What a cell says of its place.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Extent {
    /// How many columns it covers, if it says.
    pub(super) columns: Option<u32>,
    /// Whether it goes on with the cell above.
    pub(super) goes_on_above: bool,
    /// Whether it goes on with the cell before.
    pub(super) goes_on_before: bool,
    /// Whether it was deleted.
    pub(super) is_deleted: bool,
}

/// A table on its way to a grid.
#[derive(Debug, Default)]
pub(super) struct Grid {
    cells: Vec<DraftCell>,
    /// How many rows are shown so far.
    n_rows: u32,
    /// Where the cells of the row in hand begin.
    row_from: usize,
    /// The next column of the row in hand.
    column: u32,
    /// Whether the row in hand is shown.
    is_shown: bool,
    /// The cell that stands above each column and may go on, by its place among the cells.
    above: Vec<Option<usize>>,
}

impl Grid {
    /// Begins a row.
    pub(super) fn row(&mut self) {
        self.row_from = self.cells.len();
        self.column = 0;
        self.is_shown = true;
    }

    /// Leaves the first columns of the row free.
    pub(super) fn skip_columns(&mut self, n: u32) {
        self.column += n.min(MAX_SPAN);
    }

    /// Does not show the row in hand, none of whose cells were told yet.
    pub(super) fn hide_row(&mut self) {
        self.is_shown = false;
    }

    /// Adds the next cell of the row, and returns its place among the cells if it is one of its own.
    pub(super) fn cell(&mut self, extent: Extent, words: String) -> Option<usize> {
        if !self.is_shown || extent.is_deleted {
            return None;
        }
        let column_span = extent.columns.unwrap_or(1).clamp(1, MAX_SPAN);
        if extent.goes_on_before
            && let Some(before) = self
                .cells
                .get_mut(self.row_from..)
                .and_then(<[_]>::last_mut)
        {
            before.column_span += column_span;
            self.column += column_span;
            return None;
        }
        let column = self.column;
        self.column += column_span;
        let at = usize::try_from(column).unwrap_or(MAX_COLUMNS);
        if at >= MAX_COLUMNS {
            return None;
        }
        if extent.goes_on_above
            && let Some(above) = self.above.get(at).copied().flatten()
            && let Some(cell) = self.cells.get_mut(above)
            && cell.row + cell.row_span == self.n_rows
        {
            // What stands in a cell that goes on is not shown.
            cell.row_span += 1;
            return None;
        }
        if self.above.len() <= at {
            self.above.resize(at + 1, None);
        }
        if let Some(above) = self.above.get_mut(at) {
            *above = Some(self.cells.len());
        }
        self.cells.push(DraftCell {
            row: self.n_rows,
            column,
            row_span: 1,
            column_span,
            words,
            ..DraftCell::default()
        });
        Some(self.cells.len() - 1)
    }

    /// Ends the row.
    pub(super) fn end_row(&mut self) {
        self.n_rows += u32::from(self.is_shown);
        self.is_shown = false;
    }

    /// The cells, in the order in which they were told.
    pub(super) fn finish(self) -> Vec<DraftCell> {
        self.cells
    }
}
