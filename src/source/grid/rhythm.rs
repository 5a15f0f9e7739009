//! Tables of which only the cells came through, in reading order.
//!
//! Deliberately absent: row ends, even where empty lines hint at them; they are
//! wrong too often.

use crate::document::{ListMark, MAX_COLUMNS, Table};

use super::{
    Grid, Kind, Token,
    columns::{Columns, Tally},
};

/// The columns that the cells between one label and the next speak for.
fn rhythm_of(tokens: &[Token]) -> Option<Columns> {
    let mut tally = Tally::default();
    let is_label = |token: &Token| token.kind == Kind::Label;
    let mut tails = tokens.split(is_label);
    // What stands before the first label has none.
    tails.next();
    for tail in tails.filter(|tail| tail.len() < MAX_COLUMNS) {
        let has_unit = tail.first().is_some_and(|token| token.kind == Kind::Short);
        let figures = tail.get(usize::from(has_unit)..).unwrap_or_default();
        let is_row = figures
            .iter()
            .all(|token| matches!(token.kind, Kind::Number | Kind::Blank));
        let has_figure = figures.iter().any(|token| token.kind == Kind::Number);
        if is_row && (has_figure || has_unit) {
            tally.add(usize::from(has_unit), figures.len());
        }
    }
    tally.columns(1)
}

/// The table in `tokens`, if at least `least` complete rows speak for it.
pub(super) fn rhythm(text: &str, tokens: &[Token], least: usize) -> Option<Table> {
    let columns = rhythm_of(tokens)?;
    let n_columns = columns.count();
    let is_good = |at: usize| {
        let rest = tokens.get(at..).unwrap_or_default();
        rest.first().is_some_and(|token| token.kind != Kind::Blank) && columns.read(rest).is_good
    };
    let first = (0..tokens.len()).find(|&at| is_good(at))?;
    let header = header(text, tokens, first, n_columns);
    let mut grid = Grid::new(columns, n_columns, tokens.len() + n_columns);
    let mut at = match header {
        Some(Header::Row(at)) => {
            grid.push(tokens.get(at..at + n_columns)?, columns.whole());
            at + n_columns
        }
        Some(Header::Merged { begin, end }) => {
            grid.push_short(tokens.get(begin..end)?);
            end
        }
        None => first_section(text, tokens, first),
    };
    let (mut n_good, mut kept) = (0, None);
    while let Some(rest) = tokens.get(at..).filter(|rest| !rest.is_empty()) {
        let row = columns.read(rest);
        if row.fits {
            grid.push(rest, row);
            n_good += usize::from(row.is_good);
            at += row.used;
            if row.used > 1 {
                kept = Some((grid.cells.len(), grid.is_ragged));
            }
        } else if let n_blanks @ 1.. = n_blanks_before_words(rest) {
            // They may be the last of the row above as well as the merged labels of the next.
            if let Some((n_cells, _)) = kept.as_mut().filter(|_| columns.numbers > 1) {
                grid.push_short(rest.get(..n_blanks)?);
                *n_cells = grid.cells.len();
            }
            at += n_blanks;
        } else {
            let n_words = rest.iter().skip(1);
            let used = 1 + n_words
                .take_while(|token| token.kind != Kind::Label)
                .count();
            grid.push_short(rest.get(..used)?);
            grid.is_ragged = true;
            at += used;
            // Figures go on with the row above: without them it would seem whole.
            if columns.numbers > 1 && matches!(rest[0].kind, Kind::Blank | Kind::Number) {
                kept = kept.map(|_| (grid.cells.len(), true));
            }
        }
    }
    // Whatever follows the last row of several cells is text below the table.
    let (n_cells, is_ragged) = kept?;
    grid.cells.truncate(n_cells);
    grid.is_ragged = is_ragged;
    if n_good < least {
        return None;
    }
    grid.finish()
}

/// How many blanks stand before the next words; none if figures follow, whose columns they then have.
fn n_blanks_before_words(tokens: &[Token]) -> usize {
    let blanks = tokens.iter().take_while(|token| token.kind == Kind::Blank);
    let n_blanks = blanks.count();
    match tokens.get(n_blanks) {
        Some(next) if next.kind == Kind::Number => 0,
        _ => n_blanks,
    }
}

/// What stands above the rows of figures.
enum Header {
    /// One cell a column, from this token on.
    Row(usize),
    /// More words than columns: merged cells whose columns are not known.
    Merged {
        /// The first of them.
        begin: usize,
        /// The token after the last.
        end: usize,
    },
}

/// The widest grid that is taken to have a header of one row, whatever stands above it.
pub(super) const MAX_PLAIN: usize = 4;

/// The header of a table whose first row of figures begins at `first`.
///
/// It is the nearest run of short words, one a column, none of them with a list mark.
fn header(text: &str, tokens: &[Token], first: usize, n_columns: usize) -> Option<Header> {
    let latest = first.checked_sub(n_columns)?;
    let earliest = latest.saturating_sub(4 * n_columns);
    let is_word = |token: &Token| {
        matches!(token.kind, Kind::Short | Kind::Label)
            && token.span.len() <= 40
            && ListMark::read(token.span.of(text)).is_none()
    };
    let at = (earliest..=latest).rev().find(|&at| {
        tokens
            .get(at..at + n_columns)
            .is_some_and(|cells| cells.iter().all(is_word))
    })?;
    let above = tokens.get(..at).unwrap_or_default().iter().rev();
    let n_above = above
        .take(2 * n_columns)
        .take_while(|token| is_word(token))
        .count();
    if n_above > 0 && n_columns > MAX_PLAIN {
        let begin = at - n_above;
        let end = at + n_columns;
        return Some(Header::Merged { begin, end });
    }
    Some(Header::Row(at))
}

/// Where the rows begin of a table without a header: at the marked labels just above.
fn first_section(text: &str, tokens: &[Token], first: usize) -> usize {
    let above = tokens.get(..first).unwrap_or_default();
    let mut begin = first;
    for (at, token) in above.iter().enumerate().rev() {
        match token.kind {
            Kind::Blank => {}
            Kind::Label if ListMark::read(token.span.of(text)).is_some() => begin = at,
            _ => break,
        }
    }
    begin
}
