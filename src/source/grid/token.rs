//! What single cells look like.
//!
//! Deliberately absent: units and labels by name. A unit is short, a figure
//! begins with a digit, and all else is a label.

use crate::{source::prose::list_mark, span::Span};

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

/// What `cell`, without blanks around it, looks like.
pub(in crate::source) fn kind(cell: &str) -> Kind {
    if cell.is_empty() {
        return Kind::Blank;
    }
    if cell.len() > 60 {
        return Kind::Label;
    }
    let figure = cell.trim_start_matches(is_figure_part);
    let is_strokes = figure.is_empty() && !cell.contains(is_digit);
    let starts_with_figure = cell
        .trim_start_matches(['-', '－', '+'])
        .starts_with(is_digit);
    let is_unit_like = figure.chars().count() <= 3
        && figure.chars().all(char::is_alphanumeric)
        && (figure.is_empty() || !cell.trim_end_matches(figure).ends_with(['.', '．', '/']));
    if is_strokes || starts_with_figure && is_unit_like {
        Kind::Number
    } else if cell.chars().count() <= 3 && list_mark(cell).is_none() {
        Kind::Short
    } else {
        Kind::Label
    }
}

fn is_digit(c: char) -> bool {
    matches!(c, '0'..='9' | '０'..='９')
}

fn is_figure_part(c: char) -> bool {
    is_digit(c) || ".．,，%％‰/／-－—–+ \u{a0}\u{3000}".contains(c)
}
