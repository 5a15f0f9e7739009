//! Cells in reading order to a grid, by the rhythm of labels, units and figures.
//!
//! Layouts differ in what survives of a table: all cells, only the filled ones,
//! row ends or none. The rhythm survives in all of them: a label, perhaps a unit,
//! then always the same number of figures or blanks. It is counted first and then
//! read row by row, so that a lost cell costs one row and never shifts the next.
//!
//! Deliberately absent: what a header or a label says, and merged rows. A row
//! whose figures cannot be told apart by column is kept short and marks the table.

mod columns;
mod rhythm;
mod row_numbers;
mod shown;
mod token;

use crate::{
    document::{Cell, Table},
    span::Span,
};

use columns::{Columns, Row};

pub(super) use token::{Kind, Token, kind};

/// The most label columns, group labels included.
const MAX_LABELS: usize = 4;

/// How the layout gives its rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Rows {
    /// The layout shows where rows begin.
    Shown,
    /// Only the rhythm tells.
    Rhythm {
        /// How many complete rows it takes to believe that this is a table.
        least: usize,
    },
}

/// The tables that `tokens` make, in order.
///
/// Tokens outside of them belong to no table.
pub(super) fn tables(text: &str, tokens: &[Token], rows: Rows) -> Vec<Table> {
    match rows {
        Rows::Shown => shown::sections(text, tokens)
            .filter_map(|tokens| shown::shown(text, tokens))
            .collect(),
        Rows::Rhythm { least } => {
            let Some((numbers, tokens)) = row_numbers::split(text, tokens) else {
                return rhythm::rhythm(text, tokens, least).into_iter().collect();
            };
            let mut table = rhythm::rhythm(text, &tokens, least);
            if let Some(table) = &mut table {
                row_numbers::put_back(table, &numbers);
            }
            table.into_iter().collect()
        }
    }
}

/// Whether a row whose ends are shown reads like one of figures: words, then figures and perhaps blanks.
pub(super) fn is_row(row: &[Token]) -> bool {
    let row = shown::without_blank_end(row);
    row.last().is_some_and(|token| token.kind == Kind::Number) && Columns::of(row).is_some()
}

/// A grid that grows row by row.
struct Grid {
    columns: Columns,
    /// How many columns there are, with those that the header alone fills.
    n_columns: usize,
    cells: Vec<Cell>,
    n_rows: u32,
    is_ragged: bool,
}

impl Grid {
    fn new(columns: Columns, n_columns: usize, capacity: usize) -> Self {
        Self {
            columns,
            n_columns,
            cells: Vec::with_capacity(capacity),
            n_rows: 0,
            is_ragged: false,
        }
    }

    /// Adds a row whose tokens, the first of `tokens`, stand in known columns.
    fn push(&mut self, tokens: &[Token], row: Row) {
        let Columns {
            labels,
            units,
            numbers,
        } = self.columns;
        let mut tokens = tokens.iter().take(row.used);
        let mut end = 0;
        let mut next = |is_there: bool| {
            let token = if is_there { tokens.next() } else { None };
            let span = token.map_or(Span { start: end, end }, |token| token.span);
            end = span.end;
            span
        };
        for column in 1..row.n_labels {
            self.cell(column - 1, 1, next(true));
        }
        let last = row.n_labels - 1;
        self.cell(last, labels - last, next(true));
        if units == 1 {
            self.cell(labels, 1, next(row.has_unit));
        }
        for column in labels + units..labels + units + numbers {
            self.cell(column, 1, next(true));
        }
        for column in self.columns.count()..self.n_columns {
            self.cell(column, 1, next(false));
        }
        self.n_rows += 1;
    }

    /// Adds a row of tokens, one a column, whatever they hold.
    fn push_whole(&mut self, tokens: &[Token]) {
        for (column, token) in tokens.iter().enumerate() {
            self.cell(column, 1, token.span);
        }
        self.n_rows += 1;
    }

    /// Adds tokens whose columns are not known, in rows too short to be taken for complete ones.
    fn push_short(&mut self, tokens: &[Token]) {
        let width = self.n_columns.saturating_sub(1).max(1);
        for piece in tokens.chunks(width) {
            self.push_whole(piece);
        }
    }

    fn cell(&mut self, column: usize, column_span: usize, span: Span) {
        self.cells.push(Cell {
            row: self.n_rows,
            column: u32::try_from(column).unwrap_or(u32::MAX),
            row_span: 1,
            column_span: u32::try_from(column_span).unwrap_or(1),
            span,
        });
    }

    fn finish(mut self) -> Option<Table> {
        // They stand in the order of the text.
        let mut filled = self.cells.iter().map(|cell| cell.span);
        let first = filled.find(|span| !span.is_empty())?;
        let span = filled
            .rfind(|span| !span.is_empty())
            .map_or(first, |last| first.to(last));
        // Blank cells at either end stand where the separators were.
        for cell in self.cells.iter_mut().filter(|cell| cell.span.is_empty()) {
            let at = cell.span.start.clamp(span.start, span.end);
            cell.span = Span { start: at, end: at };
        }
        Some(Table {
            span,
            caption: None,
            n_columns: u32::try_from(self.n_columns).ok()?,
            cells: self.cells,
            is_ragged: self.is_ragged,
        })
    }
}
