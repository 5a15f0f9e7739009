//! Rows of a `<table>` to a grid: which column each cell begins in.
//!
//! Deliberately absent: the words in the cells.

use crate::document::Cell;
use crate::span::Span;

use super::tree::{Kind, NodeId, Shown, Tree};

/// The most columns a table may have.
const MAX_COLUMNS: usize = 256;

/// A row's cells.
pub(super) type Row = Vec<NodeId>;

/// The rows of a table as far as they are shown, without those of tables in it.
pub(super) fn rows(tree: &Tree, table: NodeId) -> Vec<Row> {
    let is_shown = |&id: &NodeId| tree.node(id).traits.shown != Shown::No;
    let mut rows = Vec::new();
    let mut add = |id: NodeId| {
        if tree.node(id).kind == Kind::Row {
            let cells = tree.children(id).filter(is_shown);
            rows.push(
                cells
                    .filter(|&id| tree.node(id).kind == Kind::Cell)
                    .collect(),
            );
        }
    };
    for id in tree.children(table).filter(is_shown) {
        match tree.node(id).kind {
            Kind::Section => tree.children(id).filter(is_shown).for_each(&mut add),
            _ => add(id),
        }
    }
    rows
}

/// Finds the columns of cells, row by row.
#[derive(Debug, Default)]
pub(super) struct Columns {
    /// The row from which on each column is free.
    free_from: Vec<u32>,
    row: u32,
    /// Where the next cell of the row may begin.
    at: usize,
}

impl Columns {
    /// Begins the next row.
    pub(super) fn next_row(&mut self) {
        self.row += 1;
        self.at = 0;
    }

    /// The place of the row's next cell; nothing if the table is too wide.
    pub(super) fn place(&mut self, tree: &Tree, id: NodeId) -> Option<Cell> {
        let traits = tree.node(id).traits;
        while self.is_covered(self.at) {
            self.at += 1;
        }
        let begin = self.at;
        if begin >= MAX_COLUMNS {
            return None;
        }
        let rows = match traits.row_span {
            0 => u32::MAX - self.row,
            rows => rows,
        };
        let most = (begin + traits.column_span as usize).min(MAX_COLUMNS);
        while self.at < most && (self.at == begin || !self.is_covered(self.at)) {
            match self.free_from.get_mut(self.at) {
                Some(free_from) => *free_from = self.row + rows,
                None => self.free_from.push(self.row + rows),
            }
            self.at += 1;
        }
        let number = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        Some(Cell {
            row: self.row,
            column: number(begin),
            row_span: rows,
            column_span: number(self.at - begin),
            span: Span::default(),
        })
    }

    fn is_covered(&self, column: usize) -> bool {
        self.free_from
            .get(column)
            .is_some_and(|&free_from| free_from > self.row)
    }
}

/// Cuts cells that reach over the table's end, and returns how many columns it has: as many as
/// cells begin in.
pub(super) fn trim(cells: &mut [Cell]) -> u32 {
    let n_columns = cells.iter().map(|cell| cell.column + 1).max().unwrap_or(0);
    let n_rows = cells.iter().map(|cell| cell.row + 1).max().unwrap_or(0);
    for cell in cells {
        cell.column_span = cell.column_span.min(n_columns - cell.column);
        cell.row_span = cell.row_span.min(n_rows - cell.row);
    }
    n_columns
}
