//! Columns that number the rows of a table, told from figures by how they count.
//!
//! Where row ends are lost, the number of a row stands between the figure of the row above and the label
//! of its own, and would be taken for a figure.
//!
//! Deliberately absent: numbers behind the label, which keep their column; whoever reads columns leaves out
//! one that counts.

use super::{Kind, Token};
use crate::{
    document::{Cell, Table},
    span::Span,
};

/// The fewest rows that count up.
const ENOUGH: usize = 6;

/// The numbers of rows among `tokens`, and the tokens without them; nothing if rows are not numbered.
pub(super) fn split(text: &str, tokens: &[Token]) -> Option<(Vec<Span>, Vec<Token>)> {
    let pairs = tokens.iter().zip(tokens.iter().skip(1)).enumerate();
    let before_label =
        pairs.filter(|(_, (token, next))| token.kind == Kind::Number && next.kind == Kind::Label);
    let mut expected: Option<u16> = None;
    let (mut places, mut n_figures) = (Vec::new(), 0);
    for (at, (token, _)) in before_label {
        let number = number(token.span.of(text));
        let is_next = match (number, expected) {
            (Some(number), Some(expected)) => number == expected || number == expected + 1,
            (Some(number), None) => number <= 1,
            (None, _) => false,
        };
        if is_next {
            expected = number.map(|number| number + 1);
            places.push(at);
        } else {
            n_figures += 1;
        }
        // Most tables are not numbered, as their first rows tell.
        if n_figures > 2 + places.len() {
            return None;
        }
    }
    if places.len() < ENOUGH || n_figures * 8 > places.len() {
        return None;
    }
    let numbers = places.iter().filter_map(|&at| Some(tokens.get(at)?.span));
    let mut left = places.iter().peekable();
    let others = tokens.iter().enumerate();
    let others = others.filter(|(at, _)| left.next_if(|place| *place == at).is_none());
    Some((numbers.collect(), others.map(|(_, token)| *token).collect()))
}

/// Puts the numbers of rows in front of their rows, as a column of its own.
pub(super) fn put_back(table: &mut Table, numbers: &[Span]) {
    let mut numbers = numbers.iter().copied().peekable();
    let mut cells = Vec::with_capacity(table.cells.len() + numbers.len());
    for row in table.cells.chunk_by(|a, b| a.row == b.row) {
        let Some(first) = row.first() else {
            continue;
        };
        // Those above are of rows that are no part of the table.
        let mut number = None;
        while let Some(above) = numbers.next_if(|number| number.end <= first.span.start) {
            number = Some(above);
        }
        let span = number.unwrap_or(Span {
            start: first.span.start,
            end: first.span.start,
        });
        table.span.start = table.span.start.min(span.start);
        cells.push(Cell {
            column: 0,
            column_span: 1,
            span,
            ..*first
        });
        let moved = |cell: &Cell| Cell {
            column: cell.column + 1,
            ..*cell
        };
        cells.extend(row.iter().map(moved));
    }
    table.cells = cells;
    table.n_columns += 1;
}

fn number(printed: &str) -> Option<u16> {
    /// Of the digits of a number of rows.
    const MOST: usize = 3;
    (printed.len() <= MOST).then(|| printed.parse().ok())?
}
