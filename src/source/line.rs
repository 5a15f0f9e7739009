//! Physical lines, their blanks trimmed, and what their bytes say of their shape.
//!
//! Deliberately absent: lines of nothing but blanks. They only leave a mark on
//! the line after them, so that a page of empty lines costs nothing.

use crate::{quantity::glance, span::Span};

/// A line without the blanks around it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Line {
    /// What stands on it; empty for a tab alone, which may be a blank cell.
    pub(super) span: Span,
    /// Whether an empty line stands above.
    pub(super) is_apart: bool,
    /// Whether blanks stand before the text.
    pub(super) is_indented: bool,
    /// How it may take part in a table.
    pub(super) shape: Shape,
}

/// How a line may take part in a table, as far as its separators tell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shape {
    /// No separators.
    Plain,
    /// Led by a tab and holding no other: one cell, perhaps blank.
    TabCell,
    /// Tabs between its words.
    Tabs,
    /// At least one `|`.
    Pipes,
    /// Blanks between its words, perhaps two or more in a row.
    Spaced,
}

/// Lines longer than this, in bytes, are never looked at as rows or cells.
pub(super) const MAX_ROW: usize = 400;

/// The lines of `text` that are not empty.
pub(super) fn lines(text: &str) -> Vec<Line> {
    let bytes = text.as_bytes();
    let mut lines = Vec::with_capacity(bytes.len() / 32 + 4);
    let (mut start, mut is_apart) = (0, false);
    while start < bytes.len() {
        let (line, end) = line(bytes, start);
        match line {
            Some(line) => {
                lines.push(Line { is_apart, ..line });
                is_apart = false;
            }
            None => is_apart = true,
        }
        let is_pair = matches!(bytes.get(end..), Some([b'\r', b'\n', ..]));
        start = end + if is_pair { 2 } else { 1 };
    }
    lines
}

/// The line that starts at byte `start`, unless it is empty, and where it ends.
fn line(bytes: &[u8], start: usize) -> (Option<Line>, usize) {
    let mut from = start;
    loop {
        let rest = bytes.get(from..).unwrap_or_default();
        match rest {
            [b'\n' | b'\r', ..] => break,
            _ => match blank_at_start(rest) {
                0 => break,
                width => from += width,
            },
        }
    }
    let (mut signs, end) = Signs::until_end(bytes, from);
    let inner = without_blank_end(bytes.get(from..end).unwrap_or_default());
    let past = from + inner.len();
    if past < end && signs.has(Signs::TAB) {
        // It may have been one of those that are no part of the line.
        (signs, _) = Signs::until_end(bytes.get(..past).unwrap_or_default(), from);
    }
    let shape = match signs {
        _ if signs.has(Signs::PIPE) => Shape::Pipes,
        _ if signs.has(Signs::TAB) => Shape::Tabs,
        _ if bytes.get(start) == Some(&b'\t') => Shape::TabCell,
        _ if inner.is_empty() => return (None, end),
        _ if signs.has(Signs::BLANK) => Shape::Spaced,
        _ => Shape::Plain,
    };
    let line = Line {
        span: Span::new(from, past),
        is_apart: false,
        is_indented: from > start,
        shape,
    };
    (Some(line), end)
}

/// Which bytes of interest a line has.
#[derive(Debug, Clone, Copy)]
struct Signs(u8);

impl Signs {
    const PIPE: u8 = 1;
    const TAB: u8 = 2;
    /// A space, or what a hard or a full-width one starts with.
    const BLANK: u8 = 4;
    /// The end of the line.
    const END: u8 = 8;

    /// The signs from byte `from` on up to the end of its line, and where that is.
    fn until_end(bytes: &[u8], from: usize) -> (Self, usize) {
        /// Up to here going through the characters is cheaper than searches: most cells are short.
        const SHORT: usize = 48;
        let (mut signs, mut at) = (0, from);
        while at < from + SHORT {
            let Some(&byte) = bytes.get(at) else {
                return (Self(signs), at);
            };
            let (sign, width) = BYTES[usize::from(byte)];
            if sign == Self::END {
                return (Self(signs), at);
            }
            signs |= sign;
            at += usize::from(width);
        }
        let rest = bytes.get(at..).unwrap_or_default();
        let length = memchr::memchr2(b'\n', b'\r', rest).unwrap_or(rest.len());
        let rest = rest.get(..length).unwrap_or_default();
        let bit = |sign: u8, byte: u8| match memchr::memchr(byte, rest) {
            Some(_) => sign,
            None => 0,
        };
        if memchr::memchr2(b'|', b'\t', rest).is_some() {
            signs |= bit(Self::PIPE, b'|') | bit(Self::TAB, b'\t');
        }
        (Self(signs | Self::BLANK), at + length)
    }

    fn has(self, sign: u8) -> bool {
        self.0 & sign != 0
    }
}

/// What each byte adds to the signs of a line, and how many bytes the character takes that it leads.
static BYTES: [(u8, u8); 256] = {
    let mut bytes = [(0, 1); 256];
    let mut lead = 0xc0;
    while lead < bytes.len() {
        bytes[lead].1 = match lead {
            0xc0..0xe0 => 2,
            0xe0..0xf0 => 3,
            _ => 4,
        };
        lead += 1;
    }
    bytes[b'|' as usize].0 = Signs::PIPE;
    bytes[b'\t' as usize].0 = Signs::TAB;
    bytes[b' ' as usize].0 = Signs::BLANK;
    bytes[0xc2].0 = Signs::BLANK;
    bytes[0xe3].0 = Signs::BLANK;
    bytes[b'\n' as usize].0 = Signs::END;
    bytes[b'\r' as usize].0 = Signs::END;
    bytes
};

/// Whether two blanks stand side by side.
pub(super) fn is_wide(inner: &[u8]) -> bool {
    // The first bytes of a space, a hard space and a full-width one.
    memchr::memchr3_iter(b' ', 0xc2, 0xe3, inner).any(|at| {
        let width = match inner.get(at..).unwrap_or_default() {
            [b' ', ..] => 1,
            [0xc2, 0xa0, ..] => 2,
            [0xe3, 0x80, 0x80, ..] => 3,
            _ => return false,
        };
        let rest = inner.get(at + width..).unwrap_or_default();
        blank_at_start(rest) > 0
    })
}

/// The span of `start..end` without the blanks at either end.
///
/// Of nothing but blanks, the empty span at its end.
pub(super) fn trim(bytes: &[u8], start: usize, end: usize) -> Span {
    let mut inner = bytes.get(start..end).unwrap_or_default();
    if glance::is_bare(inner) {
        return Span::new(start, end);
    }
    loop {
        match blank_at_start(inner) {
            0 => break,
            width => inner = inner.get(width..).unwrap_or_default(),
        }
    }
    let start = end - inner.len();
    Span::new(start, start + without_blank_end(inner).len())
}

fn without_blank_end(mut inner: &[u8]) -> &[u8] {
    loop {
        match blank_at_end(inner) {
            0 => return inner,
            width => inner = inner.get(..inner.len() - width).unwrap_or_default(),
        }
    }
}

/// How many bytes the blank at the start takes, 0 if there is none.
pub(super) fn blank_at_start(bytes: &[u8]) -> usize {
    match bytes {
        [b' ' | b'\t'..=b'\r', ..] => 1,
        [0xc2, 0xa0 | 0x85, ..] => 2,
        [0xe3, 0x80, 0x80, ..]
        | [0xe2, 0x80, 0x80..=0x8b | 0xa8 | 0xa9 | 0xaf, ..]
        | [0xe2, 0x81, 0x9f, ..]
        | [0xef, 0xbb, 0xbf, ..] => 3,
        _ => 0,
    }
}

fn blank_at_end(bytes: &[u8]) -> usize {
    match bytes {
        [.., b' ' | b'\t'..=b'\r'] => 1,
        [.., 0xc2, 0xa0 | 0x85] => 2,
        [.., 0xe3, 0x80, 0x80]
        | [.., 0xe2, 0x80, 0x80..=0x8b | 0xa8 | 0xa9 | 0xaf]
        | [.., 0xe2, 0x81, 0x9f]
        | [.., 0xef, 0xbb, 0xbf] => 3,
        _ => 0,
    }
}
