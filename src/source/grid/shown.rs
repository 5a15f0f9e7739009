//! Tables whose row ends came through.
//!
//! Deliberately absent: rows merged over several lines of a group; a group label
//! stands in the first of them only, and the labels below it cover its column.

use crate::document::{ListMark, MAX_COLUMNS, Table};

use super::{
    Grid, Kind, MAX_LABELS, Token,
    columns::{Columns, Row, Tally},
    rhythm::MAX_PLAIN,
};

/// The tables that follow each other without anything between but a title row.
pub(super) fn sections<'a>(text: &str, tokens: &'a [Token]) -> impl Iterator<Item = &'a [Token]> {
    let is_title = |row: &[Token]| match row {
        [title, rest @ ..] => {
            title.kind == Kind::Label
                && n_filled(rest) == 0
                && ListMark::read(title.span.of(text)).is_none()
        }
        [] => false,
    };
    let is_header =
        |row: &[Token]| n_filled(row) > 1 && row.iter().all(|token| token.kind != Kind::Number);
    let mut begins = vec![0];
    let mut rows = tokens.chunk_by(|_, next| !next.starts_row).peekable();
    let mut at = 0;
    while let Some(row) = rows.next() {
        if is_title(row) && rows.peek().is_some_and(|next| is_header(next)) {
            begins.push(at);
        }
        at += row.len();
    }
    let ends: Vec<_> = begins
        .iter()
        .copied()
        .skip(1)
        .chain([tokens.len()])
        .collect();
    let ranges = begins.into_iter().zip(ends);
    ranges.filter_map(|(begin, end)| tokens.get(begin..end))
}

/// The table of rows that the layout shows.
pub(super) fn shown(text: &str, tokens: &[Token]) -> Option<Table> {
    let printed = || {
        tokens
            .chunk_by(|_, next| !next.starts_row)
            .filter(|row| n_filled(row) > 0)
    };
    let keeps_blanks = is_wide(printed());
    let filled = |row| {
        if keeps_blanks {
            row
        } else {
            without_blank_end(row)
        }
    };
    let rows = || printed().map(filled);
    let columns = columns_of(rows())?;
    // A row with a cell for every column has lost none, blank or not.
    let filled = |row| {
        if is_whole(columns, row) {
            row
        } else {
            filled(row)
        }
    };
    let rows = || printed().map(filled);
    let n_above = n_above(text, columns, rows());
    let width = width(columns, printed().skip(n_above));
    let n_columns = width.unwrap_or(columns.count());
    let mut grid = Grid::new(columns, n_columns, tokens.len() + n_columns);
    // Rows that are narrower than their header lost cells, even if they agree with each other.
    grid.is_ragged = width.is_none();
    let (mut n_wide, mut kept, mut is_below_header) = (0, None, false);
    for printed in printed().skip(n_above) {
        let tokens = filled(printed);
        let row = columns.read_shown(tokens);
        is_below_header |= row.is_good;
        if tokens.len() == n_columns && n_columns > columns.count() {
            grid.push_whole(tokens);
        } else if row.fits {
            grid.push(tokens, row);
        } else if let Some(whole) = printed.get(..n_columns)
            && tokens.len() <= n_columns
        {
            // The blanks at its end are cells, as the figures before them are of the first columns.
            grid.push_whole(whole);
        } else {
            grid.push_short(tokens);
            grid.is_ragged |= is_below_header;
        }
        let has_figures = tokens
            .iter()
            .any(|token| matches!(token.kind, Kind::Number | Kind::Short));
        if tokens.len() > 1 {
            n_wide += 1;
            if has_figures || columns.numbers == 0 || keeps_blanks && row.fits {
                kept = Some((grid.cells.len(), grid.is_ragged));
            }
        }
    }
    let (n_cells, is_ragged) = kept.filter(|_| n_wide > 1)?;
    grid.cells.truncate(n_cells);
    grid.is_ragged = is_ragged;
    grid.finish()
}

/// Whether rows have so many figures that blanks at their end are blank figures, and no rest of merged
/// cells.
fn is_wide<'a>(rows: impl Iterator<Item = &'a [Token]>) -> bool {
    let mut tally = Tally::default();
    for columns in rows.filter_map(Columns::of) {
        tally.add(columns.units, columns.numbers);
    }
    let columns = tally.columns(1);
    columns.is_some_and(|columns| columns.numbers > MAX_PLAIN)
}

/// Whether a row that words and figures stand in has a cell for every column.
fn is_whole(columns: Columns, row: &[Token]) -> bool {
    row.len() == columns.count() && n_filled(row) > 1
}

/// How many rows stand above the header, such as a title or who filled the form in.
fn n_above<'a>(text: &str, columns: Columns, rows: impl Iterator<Item = &'a [Token]>) -> usize {
    let is_aside = |row: &[Token]| {
        let mut cells = row.iter().map(|token| token.span.of(text));
        row.len() != columns.count() && cells.any(|cell| cell.contains([':', '：']))
    };
    let mut n_above = 0;
    for (at, row) in rows.enumerate() {
        let is_wide = columns.numbers > MAX_PLAIN;
        let has_figure = || row.iter().any(|token| token.kind == Kind::Number);
        if columns.read_shown(row).is_good || is_wide && has_figure() {
            break;
        }
        let is_section = at > n_above
            && row
                .first()
                .is_some_and(|token| ListMark::read(token.span.of(text)).is_some());
        if !is_section && (n_filled(row) < 2 || is_aside(row)) {
            n_above = at + 1;
        }
    }
    n_above
}

/// How many columns there are: a header may name some at the right that all rows leave blank.
///
/// Nothing if rows have no cells below it, blank or not.
fn width<'a>(columns: Columns, rows: impl Iterator<Item = &'a [Token]>) -> Option<usize> {
    let (mut width, mut is_below_header) = (columns.count(), false);
    for row in rows {
        let filled = without_blank_end(row);
        is_below_header |= columns.read_shown(filled).is_good;
        if !is_below_header {
            width = width.max(filled.len());
        } else if row.len() < width && width > columns.count() {
            return None;
        }
    }
    (width <= MAX_COLUMNS).then_some(width)
}

/// A row without the blank cells at its end: they come from merged cells.
pub(super) fn without_blank_end(row: &[Token]) -> &[Token] {
    let n_blank = row.iter().rev();
    let n_blank = n_blank
        .take_while(|token| token.kind == Kind::Blank)
        .count();
    row.get(..row.len() - n_blank).unwrap_or_default()
}

fn n_filled(row: &[Token]) -> usize {
    row.iter().filter(|token| token.kind != Kind::Blank).count()
}

/// The columns that shown rows speak for; without figures, as many labels as the widest has.
fn columns_of<'a>(rows: impl Iterator<Item = &'a [Token]> + Clone) -> Option<Columns> {
    let (mut tally, mut widest) = (Tally::default(), 0);
    for row in rows.clone() {
        widest = widest.max(row.len());
        if let Some(columns) = Columns::of(row) {
            tally.add(columns.units, columns.numbers);
        }
    }
    let Some(columns) = tally.columns(1) else {
        let is_grid = (2..=MAX_COLUMNS).contains(&widest);
        return is_grid.then_some(Columns {
            labels: widest,
            units: 0,
            numbers: 0,
        });
    };
    let labels = rows
        .filter_map(Columns::of)
        .filter(|row| (row.units, row.numbers) == (columns.units, columns.numbers))
        .map(|row| row.labels)
        .filter(|&labels| labels <= MAX_LABELS)
        .max()?;
    let columns = Columns { labels, ..columns };
    (columns.count() <= MAX_COLUMNS).then_some(columns)
}

impl Columns {
    /// The columns that one row by itself speaks for, if it has figures.
    pub(super) fn of(row: &[Token]) -> Option<Self> {
        if row.len() > MAX_COLUMNS {
            return None;
        }
        let last_label = row.iter().rposition(|token| token.kind == Kind::Label);
        let last_short = row.iter().rposition(|token| token.kind == Kind::Short);
        let (labels, units) = match (last_label, last_short) {
            (Some(label), Some(short)) if short > label + 1 => return None,
            (Some(label), Some(short)) if short > label => (label + 1, 1),
            (Some(label), _) => (label + 1, 0),
            (None, Some(short)) => (short + 1, 0),
            (None, None) => return None,
        };
        let numbers = row.len() - labels - units;
        (numbers > 0).then_some(Self {
            labels,
            units,
            numbers,
        })
    }

    /// Reads a row whose ends the layout shows; `row` is not empty.
    pub(super) fn read_shown(self, row: &[Token]) -> Row {
        let own = Self::of(row);
        let is_same = |own: Self| (own.units, own.numbers) == (self.units, self.numbers);
        if row.len() == self.count() {
            // All cells are there, whatever they hold.
            return Row {
                is_good: self.numbers == 0 || own.is_some_and(is_same),
                ..self.whole()
            };
        }
        if let Some(own) = own.filter(|&own| is_same(own) && own.labels < self.labels) {
            return Row {
                used: row.len(),
                n_labels: own.labels,
                is_good: true,
                ..self.whole()
            };
        }
        let as_read = self.read(row);
        Row {
            fits: as_read.fits && as_read.used == row.len(),
            is_good: as_read.is_good && as_read.used == row.len(),
            ..as_read
        }
    }
}
