//! What single cells look like.
//!
//! Deliberately absent: units and labels by name. A unit is short, a figure
//! begins with a digit, and all else is a label.

use crate::{document::ListMark, quantity::glance, span::Span};

/// A piece of text that may become a cell.
#[derive(Debug, Clone, Copy)]
pub(in crate::source) struct Token {
    /// Its text without blanks around it.
    pub(in crate::source) span: Span,
    /// What it looks like.
    pub(in crate::source) kind: Kind,
    /// Whether the layout shows that a row begins here.
    pub(in crate::source) starts_row: bool,
}

impl Token {
    /// The token of `span`.
    pub(in crate::source) fn new(text: &str, span: Span, starts_row: bool) -> Self {
        Self {
            span,
            kind: kind(span.of(text)),
            starts_row,
        }
    }
}

/// What a cell looks like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::source) enum Kind {
    /// Nothing.
    Blank,
    /// A figure, perhaps with its unit, or a stroke in place of one.
    Number,
    /// Three characters at most: a unit, or a very short label.
    Short,
    /// Any other words.
    Label,
}

/// The longest figure or unit, in bytes.
const MAX_FIGURE: usize = 60;

/// What `cell`, without blanks around it, looks like.
pub(in crate::source) fn kind(cell: &str) -> Kind {
    let Some(&first) = cell.as_bytes().first() else {
        return Kind::Blank;
    };
    // Han characters lead with these bytes, and neither digits nor strokes do.
    let is_han = matches!(first, 0xe4..=0xe9);
    let is_digits = || cell.bytes().all(|byte| byte.is_ascii_digit());
    if first.is_ascii_digit() && cell.len() <= MAX_FIGURE && is_digits() {
        // Most cells are labels or a few digits.
        return Kind::Number;
    }
    if cell.len() > MAX_FIGURE || is_han && cell.len() > 12 {
        Kind::Label
    } else if !is_han && is_number(cell) {
        Kind::Number
    } else if cell.len() <= 12 && cell.chars().nth(3).is_none() && ListMark::read(cell).is_none() {
        Kind::Short
    } else {
        Kind::Label
    }
}

/// Whether a cell is a figure, perhaps with a short unit, or strokes in place of one.
fn is_number(cell: &str) -> bool {
    let unit = cell.trim_start_matches(is_figure_part);
    let figure = cell.get(..cell.len() - unit.len()).unwrap_or(cell);
    if figure.is_empty() {
        return false;
    }
    if unit.is_empty() && !figure.contains(glance::is_digit) {
        return true;
    }
    // A point before the unit would be that of a list mark: `1.总计`.
    let is_unit = || {
        !figure.ends_with(['.', '．', '/'])
            && unit.chars().nth(3).is_none()
            && unit.chars().all(char::is_alphanumeric)
    };
    let starts_with_digit = figure
        .trim_start_matches(['-', '－', '+'])
        .starts_with(glance::is_digit);
    starts_with_digit && (unit.is_empty() || is_unit())
}

fn is_figure_part(c: char) -> bool {
    glance::is_digit(c)
        || matches!(
            c,
            '.' | '．'
                | ','
                | '，'
                | '%'
                | '％'
                | '‰'
                | '/'
                | '／'
                | '-'
                | '－'
                | '—'
                | '–'
                | '+'
                | ' '
                | '\u{a0}'
                | '\u{3000}'
        )
}
