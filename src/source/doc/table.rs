//! Rows of cells with edges of their own to a grid.
//!
//! A Word table has no columns: each row says where its cells begin and end. Edges of
//! different rows that lie close together are one line of the grid.

use std::{collections::HashMap, rc::Rc};

use super::{super::draft::DraftCell, properties::Row};

/// A part of a cell.
#[derive(Debug)]
pub(super) enum Content {
    /// Paragraphs.
    Words(String),
    /// A table within the table.
    Rows(Vec<RowRead>),
}

/// A cell, as it was read.
pub(super) type CellRead = Vec<Content>;

/// A row, as it was read.
#[derive(Debug)]
pub(super) struct RowRead {
    /// Where its cells begin and end, if that is told.
    pub(super) shape: Option<Rc<Row>>,
    /// What is in them.
    pub(super) cells: Vec<CellRead>,
}

impl RowRead {
    /// The words of a cell in which no table stands.
    fn words(&self, at: usize) -> String {
        let parts = self.cells.get(at).into_iter().flatten();
        let words = parts.filter_map(|part| match part {
            Content::Words(words) => Some(words.trim()),
            Content::Rows(_) => None,
        });
        words.collect::<Vec<_>>().join("\n")
    }

    /// Its cells on a line.
    pub(super) fn line(&self) -> String {
        let words = (0..self.cells.len()).map(|at| self.words(at).replace(['\n', '\t'], " "));
        words.collect::<Vec<_>>().join("\t")
    }

    /// Whether a table stands in one of its cells.
    pub(super) fn holds_table(&self) -> bool {
        let mut parts = self.cells.iter().flatten();
        parts.any(|part| matches!(part, Content::Rows(_)))
    }

    /// Whether nothing is seen of it.
    pub(super) fn is_blank(&self) -> bool {
        !self.holds_table() && self.line().trim().is_empty()
    }
}

/// The cells of a table; none if the rows do not tell where they stand.
pub(super) fn cells(rows: &[RowRead]) -> Option<Vec<DraftCell>> {
    let shapes: Vec<&Row> = rows
        .iter()
        .map(|row| row.shape.as_deref().filter(|shape| fits(shape, row)))
        .collect::<Option<_>>()?;
    let lines = lines(&shapes);
    let mut cells: Vec<DraftCell> = Vec::new();
    // The last cell that begins in each column.
    let mut above: HashMap<u32, usize> = HashMap::new();
    for (row, number) in rows.iter().zip(0_u32..) {
        let shape = row.shape.as_deref()?;
        for set in sets(shape) {
            let column = column(&lines, *shape.edges.get(set.start)?)?;
            let end = self::column(&lines, *shape.edges.get(set.end)?)?;
            let words = row.words(set.start);
            let column_span = end.saturating_sub(column);
            if column_span == 0 {
                // A cell without width shows nothing.
                if words.is_empty() {
                    continue;
                }
                return None;
            }
            let goes_on = shape.merged.get(set.start).is_some_and(|cell| cell.goes_on);
            let upper = above.get(&column).and_then(|&at| cells.get_mut(at));
            let upper = upper.filter(|upper| {
                upper.column_span == column_span && upper.row + upper.row_span == number
            });
            if let Some(upper) = upper.filter(|_| goes_on) {
                upper.row_span += 1;
                continue;
            }
            above.insert(column, cells.len());
            cells.push(DraftCell {
                row: number,
                column,
                row_span: 1,
                column_span,
                words,
                ..DraftCell::default()
            });
        }
    }
    Some(cells)
}

/// Whether a row has the cells that its shape tells.
fn fits(shape: &Row, row: &RowRead) -> bool {
    let n = shape.merged.len();
    let is_ordered = shape.edges.windows(2).all(|edges| edges[0] <= edges[1]);
    is_ordered && shape.edges.len() == n + 1 && row.cells.len() == n
}

/// The cells of a row with those merged into them, as ranges.
fn sets(shape: &Row) -> Vec<std::ops::Range<usize>> {
    let mut sets: Vec<std::ops::Range<usize>> = Vec::with_capacity(shape.merged.len());
    // Two ways are in use to tell the first cell of a set from the others: what begins
    // a run of merged cells is a first one, and so is what looks like it.
    let mut first = 0;
    for (at, cell) in shape.merged.iter().enumerate() {
        let is_later = cell.across != 0 && first != 0 && cell.across != first;
        match sets.last_mut() {
            Some(set) if is_later => set.end = at + 1,
            _ => {
                sets.push(at..at + 1);
                first = cell.across;
            }
        }
    }
    sets
}

/// The lines of the grid, from left to right.
fn lines(shapes: &[&Row]) -> Vec<i32> {
    /// Half a millimetre is no column, and what a hand did not quite align may be apart by more.
    const LEAST: i32 = 30;
    const MOST: i32 = 150;
    let edges = |row: &&Row| row.edges.iter().map(|&edge| i32::from(edge)).collect();
    let rows: Vec<Vec<i32>> = shapes.iter().map(edges).collect();
    let widths = rows
        .iter()
        .flat_map(|edges| edges.windows(2).map(|pair| pair[1] - pair[0]));
    let narrowest = widths.filter(|width| *width > LEAST).min();
    // No row may have both edges of a cell on one line.
    let tolerance = narrowest.map_or(LEAST, |width| (width / 2).clamp(LEAST, MOST));
    let mut edges: Vec<i32> = rows.into_iter().flatten().collect();
    edges.sort_unstable();
    let mut lines: Vec<i32> = Vec::new();
    for edge in edges {
        if lines.last().is_none_or(|last| edge - last > tolerance) {
            lines.push(edge);
        }
    }
    lines
}

/// The column that begins at an edge.
fn column(lines: &[i32], edge: i16) -> Option<u32> {
    let after = lines.partition_point(|line| *line <= i32::from(edge));
    u32::try_from(after.checked_sub(1)?).ok()
}
