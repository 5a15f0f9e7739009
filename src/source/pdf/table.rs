//! Lattices and the glyphs in them to tables, and tables that run over pages to one.
//!
//! Deliberately absent: what a table says. Rows are put together only where the rules
//! or the words tell that they are one; figures of two rows never meet.

use crate::document::ListMark;

use super::{
    lattice::{Lattice, Room},
    line::{Line, lines},
    sheet::{Glyph, Length, POINT},
};

/// How far column edges of one table may differ from page to page.
const SAME: Length = 3 * POINT;

/// The most rows of a header that is looked for on the next page.
const MAX_HEADER: usize = 6;

/// A table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Table {
    columns: Vec<Length>,
    n_rows: usize,
    /// Its cells in row order.
    pub(super) cells: Vec<Cell>,
    /// From which row on it stands on which page.
    pub(super) pages: Vec<(usize, u32)>,
}

/// A cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Cell {
    /// The fields that it takes.
    pub(super) room: Room,
    /// What it says.
    pub(super) words: String,
}

impl Table {
    /// The table of a lattice on a page whose `rooms` hold `glyphs`.
    pub(super) fn new(lattice: &Lattice, rooms: &[Room], glyphs: Vec<Glyph>, page: u32) -> Self {
        let mut held: Vec<Vec<Glyph>> = vec![Vec::new(); rooms.len()];
        for glyph in glyphs {
            let cell = lattice.cell_of(&glyph).and_then(|cell| held.get_mut(cell));
            if let Some(cell) = cell {
                cell.push(glyph);
            }
        }
        let cell = |(room, glyphs): (&Room, Vec<Glyph>)| {
            let (left, right) = lattice.sides(room).unwrap_or_default();
            let words = in_cell(&lines(glyphs), right - left);
            Cell { room: *room, words }
        };
        Self {
            columns: lattice.columns.clone(),
            n_rows: lattice.rows.len().saturating_sub(1),
            cells: rooms.iter().zip(held).map(cell).collect(),
            pages: vec![(0, page)],
        }
    }

    /// Adds what may be the rest of this table, on the next page; gives it back if it is another.
    pub(super) fn join(&mut self, mut rest: Self) -> Result<(), Self> {
        if !share_columns(self, &mut rest) {
            return Err(rest);
        }
        let n_header = self.repeated_header(&rest);
        rest.drop_rows(n_header);
        let Some(&(_, page)) = rest.pages.first() else {
            return Ok(());
        };
        let is_broken = n_header < rest.n_rows + n_header && self.is_broken_by(&rest);
        let shift = self.n_rows - usize::from(is_broken);
        self.pages.push((self.n_rows, page));
        for mut cell in rest.cells {
            let is_first = cell.room.row == 0;
            cell.room.row += shift;
            let Some(above) = self.above(&cell, shift, is_first, is_broken) else {
                self.cells.push(cell);
                continue;
            };
            glue(&mut above.words, &cell.words);
            above.room.row_span = cell.room.row + cell.room.row_span - above.room.row;
        }
        self.n_rows = shift + rest.n_rows;
        self.cells
            .sort_by_key(|cell| (cell.room.row, cell.room.column));
        Ok(())
    }

    /// The cell that `cell`, the first of its column on the next page, goes on with.
    fn above(
        &mut self,
        cell: &Cell,
        n_above: usize,
        is_first: bool,
        is_broken: bool,
    ) -> Option<&mut Cell> {
        let n_rows = self.n_rows;
        let is_blank = cell.words.is_empty();
        let above = self.cells.iter_mut().rev().find(|above| {
            above.room.column == cell.room.column
                && above.room.column_span == cell.room.column_span
                && above.room.row + above.room.row_span == n_rows
        });
        let above = above.filter(|_| is_first)?;
        // A group's name is not said again on the page where the group goes on.
        let goes_on = is_blank && (above.room.row_span > 1 || cell.room.row_span > 1);
        (is_broken || goes_on && n_above >= n_rows && above.room.row < n_rows).then_some(above)
    }

    /// How many rows at the start of `rest` say again what the header says.
    fn repeated_header(&self, rest: &Self) -> usize {
        let header = |table: &'_ Self, n: usize| -> Option<Vec<Cell>> {
            let cells = table.cells.iter().filter(|cell| cell.room.row < n);
            let is_closed = |cell: &&Cell| cell.room.row + cell.room.row_span <= n;
            let cells: Vec<&Cell> = cells.collect();
            let is_header =
                cells.iter().all(is_closed) && !cells.iter().any(|cell| is_figure(&cell.words));
            is_header.then(|| cells.into_iter().cloned().collect())
        };
        let most = self.n_rows.min(rest.n_rows).min(MAX_HEADER);
        let is_repeated = |&n: &usize| {
            let said = header(self, n);
            said.is_some_and(|said| {
                said.iter().any(|cell| !cell.words.is_empty()) && header(rest, n) == Some(said)
            })
        };
        (1..=most).rev().find(is_repeated).unwrap_or(0)
    }

    fn drop_rows(&mut self, n: usize) {
        self.cells.retain(|cell| cell.room.row >= n);
        for cell in &mut self.cells {
            cell.room.row -= n;
        }
        self.n_rows -= n;
    }

    /// Whether the first row of `rest` is the rest of this table's last row, cut by the end of the page.
    ///
    /// Then the figures are all in one of the two, and the other has but words, which go on or are gone on with.
    fn is_broken_by(&self, rest: &Self) -> bool {
        let here = rest.cells.iter().filter(|cell| cell.room.row == 0);
        let pairs: Option<Vec<(&Cell, &Cell)>> = here
            .map(|here| Some((self.ending_at(&here.room)?, here)))
            .collect();
        let Some(pairs) = pairs else { return false };
        // A group's name beside several rows says nothing of one of them.
        let of_row = pairs
            .iter()
            .filter(|(above, here)| above.room.row_span == 1 && here.room.row_span == 1);
        let row: Vec<(&str, &str)> = of_row
            .map(|(above, here)| (above.words.as_str(), here.words.as_str()))
            .collect();
        let mut of_groups = pairs
            .iter()
            .filter(|(above, here)| above.room.row_span > 1 || here.room.row_span > 1);
        if of_groups.any(|(_, here)| begins_row(&here.words)) {
            return false;
        }
        let n_above = row.iter().filter(|(above, _)| is_figure(above)).count();
        let n_here = row.iter().filter(|(_, here)| is_figure(here)).count();
        let Some((label, _)) = row.split_first() else {
            return false;
        };
        let figures_meet = row
            .iter()
            .any(|(a, b)| !a.is_empty() && !b.is_empty() && (is_figure(a) || is_figure(b)));
        if figures_meet {
            return false;
        }
        match (n_above, n_here) {
            // Words alone that go on with the label above; where rows are numbered, they begin none.
            (_, 0) => begins_row(label.0) && !label.1.is_empty() && !begins_row(label.1),
            // Figures alone, under a label without any.
            (0, 1..) => !label.0.is_empty() && label.1.is_empty(),
            _ => false,
        }
    }

    /// The cell in the columns of `room` with which the table ends.
    fn ending_at(&self, room: &Room) -> Option<&Cell> {
        self.cells.iter().rev().find(|above| {
            above.room.column == room.column
                && above.room.column_span == room.column_span
                && above.room.row + above.room.row_span == self.n_rows
        })
    }
}

/// Whether words begin a row of their own rather than go on with those of another.
fn begins_row(words: &str) -> bool {
    ListMark::read(words).is_some()
        || words.starts_with("其中")
        || words.starts_with(|c: char| c.is_ascii_digit())
}

fn is_figure(words: &str) -> bool {
    words.starts_with(|c: char| c.is_ascii_digit()) && !words.contains(char::is_alphabetic)
}

/// Puts two tables on the finer grid of the two; false if their columns do not agree.
fn share_columns(table: &mut Table, rest: &mut Table) -> bool {
    let is_near = |a: Option<&Length>, b: Option<&Length>| {
        a.zip(b).is_some_and(|(a, b)| (a - b).abs() <= SAME)
    };
    if !is_near(table.columns.first(), rest.columns.first())
        || !is_near(table.columns.last(), rest.columns.last())
    {
        return false;
    }
    if table.columns.len() >= rest.columns.len() {
        onto(rest, &table.columns)
    } else {
        onto(table, &rest.columns)
    }
}

/// Puts a table on a grid that has all of its edges; false if it has not.
fn onto(table: &mut Table, columns: &[Length]) -> bool {
    let nearest = |edge: &Length| {
        let at = columns
            .iter()
            .enumerate()
            .min_by_key(|(_, column)| (*column - edge).abs());
        at.filter(|(_, column)| (*column - edge).abs() <= SAME)
            .map(|(at, _)| at)
    };
    let Some(places) = table
        .columns
        .iter()
        .map(nearest)
        .collect::<Option<Vec<usize>>>()
    else {
        return false;
    };
    for cell in &mut table.cells {
        let room = &mut cell.room;
        let (begin, end) = (
            places.get(room.column),
            places.get(room.column + room.column_span),
        );
        let (Some(&begin), Some(&end)) = (begin, end) else {
            return false;
        };
        room.column = begin;
        room.column_span = end.saturating_sub(begin).max(1);
    }
    table.columns = columns.to_vec();
    true
}

/// What the lines of a cell of a width say together.
fn in_cell(lines: &[Line], width: Length) -> String {
    /// What cells keep free at both sides together.
    const PADDING: Length = 12 * POINT;
    let mut words = String::new();
    let mut above: Option<&Line> = None;
    for line in lines {
        if let Some(above) = above {
            let length = above.right - above.left;
            let is_full = length + line.first_word.min(line.size) > width - PADDING;
            let (last, first) = (words.chars().last(), line.words.chars().next());
            let is_ascii = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
            let is_digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
            // A number goes on where it fills its cell; two below each other are two.
            let is_number = is_digit(last) && is_digit(first) && is_full;
            let is_split = is_ascii(last) && is_ascii(first) && (!is_number || above.ends_blank);
            let is_ended = !is_full && (is_ascii(last) || is_ascii(first));
            if is_split || is_ended {
                words.push(' ');
            }
        }
        words.push_str(&line.words.replace('\t', " "));
        above = Some(line);
    }
    words
}

/// Adds words to those they go on with.
fn glue(words: &mut String, more: &str) {
    let last = words.chars().last().filter(char::is_ascii_alphanumeric);
    let first = more.chars().next().filter(char::is_ascii_alphanumeric);
    if last.is_some() && first.is_some() {
        words.push(' ');
    }
    words.push_str(more);
}
