//! Tables of a report's own, which no form knows: which rows and columns say that they are the sum of
//! others, and what they may be the sum of.
//!
//! A table by township or by kind of information has a header, labels at the left, and a row or a
//! column called 合计. What it adds up is seldom said: subtotals come between, 其中 splits what stands
//! before it, a total leaves the issuer's own row out. So every total gets several readings, and
//! which of them the figures follow is for the rules to see.
//!
//! Deliberately absent: tables that lost cells, or have labels between their figures, since nothing
//! tells there what belongs to what.

mod grid;
mod reading;
mod words;

pub(super) use words::Words;

use crate::{document::Table, span::Span};

use self::grid::Grid;
use super::{FactId, Facts, token::CueTable};

/// The most cells of a table that is looked at.
const MOST_CELLS: usize = 20_000;

/// A table with a row or a column that says that it is the sum of others.
#[derive(Debug)]
pub struct OwnTable {
    /// The first fact that was read from it.
    pub(super) first: FactId,
    n_columns: usize,
    /// Its cells, row by row.
    cells: Vec<OwnCell>,
    /// What heads the column of each figure, in the order of the figures.
    headers: Vec<(FactId, Span)>,
    /// Its total rows and columns.
    pub totals: Vec<OwnTotal>,
    /// Its columns of shares.
    pub shares: Vec<OwnShares>,
    /// Whether words near it say that it lists other things than its totals count.
    pub is_noted: bool,
    /// Whether it may go on where the table before it ended.
    pub is_rest: bool,
}

/// What a place of such a table holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::fact) enum OwnCell {
    /// Nothing.
    Blank,
    /// A stroke in place of a figure.
    Stroke,
    /// A figure.
    Figure(FactId),
    /// Anything else; of what is merged over several places, each of them.
    Words,
}

/// Whether a line of a table is one of its rows or one of its columns.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Axis {
    /// A row.
    Row,
    /// A column.
    Column,
}

/// A row or column that says that it is the sum of others.
#[derive(Debug)]
pub struct OwnTotal {
    /// Which of the two it is.
    pub axis: Axis,
    /// Its number among them, from 0.
    pub at: usize,
    /// The lines across it whose figures may be added up.
    pub across: Vec<usize>,
    /// Which lines beside it it may be the sum of, the plainest first.
    pub readings: Vec<Vec<usize>>,
    /// Whether all that could stand in the way of the first reading is missing.
    pub is_plain: bool,
    /// Whether it is known that the figures of all lines across it may be added up.
    pub is_certain: bool,
    /// Whether one thing may be counted in several of its parts.
    pub may_overlap: bool,
}

/// A figure of a total with those that one reading has it add up.
#[derive(Debug, Clone)]
pub struct OwnSum {
    /// The total.
    pub total: FactId,
    /// What it adds up.
    pub parts: Vec<FactId>,
    /// Whether some of the parts were left blank.
    pub has_blanks: bool,
}

/// A column that tells what each row is of the total.
#[derive(Debug)]
pub struct OwnShares {
    /// The total.
    pub base: FactId,
    /// Each share with its part.
    pub shares: Vec<(FactId, FactId)>,
}

impl OwnTable {
    /// The sum that `total` makes of the lines of `reading` in a line across them; nothing if the total has
    /// no figure there, or some part has words.
    #[must_use]
    pub fn sum(&self, total: &OwnTotal, reading: &[usize], across: usize) -> Option<OwnSum> {
        let cell = |line| match total.axis {
            Axis::Row => self.cell(line, across),
            Axis::Column => self.cell(across, line),
        };
        let OwnCell::Figure(head) = cell(total.at) else {
            return None;
        };
        let (mut parts, mut has_blanks) = (Vec::with_capacity(reading.len()), false);
        for &line in reading {
            match cell(line) {
                OwnCell::Figure(part) => parts.push(part),
                OwnCell::Blank => has_blanks = true,
                OwnCell::Stroke => {}
                OwnCell::Words => return None,
            }
        }
        (!parts.is_empty()).then_some(OwnSum {
            total: head,
            parts,
            has_blanks,
        })
    }

    fn cell(&self, row: usize, column: usize) -> OwnCell {
        let cell = self.cells.get(row * self.n_columns + column);
        cell.copied().unwrap_or(OwnCell::Words)
    }

    /// What heads the column that `fact` stands in.
    pub(super) fn header(&self, fact: FactId) -> Option<Span> {
        let at = self.headers.binary_search_by_key(&fact, |&(fact, _)| fact);
        Some(self.headers.get(at.ok()?)?.1)
    }
}

/// Reads a table of no form, whose figures are the facts from `first` on, if it tells what its totals are.
pub(super) fn read(
    text: &str,
    table: &Table,
    words: &Words,
    cues: &CueTable,
    first: usize,
    facts: &mut Facts,
) -> Option<OwnTable> {
    let n_columns = table.n_columns as usize;
    let n_rows = table.cells.last().map_or(0, |cell| cell.row as usize + 1);
    if table.is_ragged || n_columns < 2 || n_rows.saturating_mul(n_columns) > MOST_CELLS {
        return None;
    }
    let grid = Grid::new(text, table, (words, cues), &facts.facts[first..], first)?;
    let totals = reading::totals(&grid);
    if totals.is_empty() {
        return None;
    }
    for (fact, label) in grid.labels() {
        facts.facts[fact.index()].label = label;
    }
    let shares = grid.shares(&mut facts.facts);
    Some(OwnTable {
        first: FactId(u32::try_from(first).ok()?),
        n_columns,
        shares,
        totals,
        is_noted: words.is_noted(text, table),
        is_rest: false,
        headers: grid.headers(),
        cells: grid.into_cells(),
    })
}
