//! A table as a grid with merged cells resolved.

use crate::span::Span;

/// The most columns that separators may make: a line with more of them holds several rows that lost their line ends.
pub(crate) const MAX_COLUMNS: usize = 24;

/// A table as a grid.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Table {
    /// From the first cell to the last.
    pub span: Span,
    /// The line above that names the table, if there is one; it is a heading block of its own.
    pub caption: Option<Span>,
    /// How many columns the grid has.
    pub n_columns: u32,
    /// The cells in row order; blank ones are there with an empty span at their place.
    pub cells: Vec<Cell>,
    /// Whether some rows lost cells on the way, so that a cell's column is not known for them.
    ///
    /// Such a row is short: it has fewer cells than the grid has columns. So may be the rows of a
    /// header, which do not count here. All other rows are complete.
    pub is_ragged: bool,
}

/// One cell; a merged cell stands at its top left corner.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cell {
    /// Row, from 0.
    pub row: u32,
    /// Column, from 0.
    pub column: u32,
    /// How many rows it covers, at least 1.
    pub row_span: u32,
    /// How many columns it covers, at least 1.
    pub column_span: u32,
    /// Its text without surrounding blanks; may run over a line end.
    pub span: Span,
}

impl Table {
    /// Moves the table by so many bytes.
    pub(super) fn shift(&mut self, by: u32) {
        self.span = self.span.shifted(by);
        self.caption = self.caption.map(|caption| caption.shifted(by));
        for cell in &mut self.cells {
            cell.span = cell.span.shifted(by);
        }
    }

    /// The cells of each row in turn.
    ///
    /// Columns of a row with [`Table::is_complete`] are known; those of another are mere order.
    pub fn rows(&self) -> impl Iterator<Item = &[Cell]> {
        self.cells.chunk_by(|a, b| a.row == b.row)
    }

    /// Whether `row`, one of [`Table::rows`], has all its cells.
    #[must_use]
    pub fn is_complete(&self, row: &[Cell]) -> bool {
        row.iter().map(|cell| cell.column_span).sum::<u32>() == self.n_columns
    }
}
