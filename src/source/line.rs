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
    /// Two or more blanks in a row between its words.
    Wide,
}

/// Lines longer than this, in bytes, are never looked at as rows of wide blanks.
pub(super) const MAX_ROW: usize = 400;

/// The lines of `text` that are not empty.
pub(super) fn lines(text: &str) -> Vec<Line> {
    let bytes = text.as_bytes();
    // Looking for one byte is cheaper than looking for two, line for line.
    if memchr::memchr(b'\r', bytes).is_some() {
        between(bytes, memchr::memchr2_iter(b'\n', b'\r', bytes))
    } else {
        between(bytes, memchr::memchr_iter(b'\n', bytes))
    }
}

/// The lines between `ends` that are not empty.
fn between(bytes: &[u8], ends: impl Iterator<Item = usize>) -> Vec<Line> {
    let mut lines = Vec::with_capacity(bytes.len() / 32 + 4);
    let (mut start, mut is_apart) = (0, false);
    for end in ends.chain([bytes.len()]) {
        let is_second_half = start == end && end > 0 && bytes.get(end - 1..=end) == Some(b"\r\n");
        if !is_second_half {
            match line(bytes, start, end) {
                Some(line) => {
                    lines.push(Line { is_apart, ..line });
                    is_apart = false;
                }
                None => is_apart = true,
            }
        }
        start = end + 1;
    }
    lines
}

fn line(bytes: &[u8], start: usize, end: usize) -> Option<Line> {
    let span = trim(bytes, start, end);
    let has_lead_tab = bytes.get(start..span.start as usize)?.contains(&b'\t');
    if span.is_empty() && !has_lead_tab {
        return None;
    }
    let inner = bytes.get(span.range())?;
    let signs = Signs::of(inner);
    let shape = match signs {
        _ if signs.has(Signs::PIPE) => Shape::Pipes,
        _ if signs.has(Signs::TAB) => Shape::Tabs,
        _ if bytes.get(start) == Some(&b'\t') => Shape::TabCell,
        _ if span.is_empty() => return None,
        _ if signs.has(Signs::BLANK) && inner.len() <= MAX_ROW && is_wide(inner) => Shape::Wide,
        _ => Shape::Plain,
    };
    Some(Line {
        span,
        is_apart: false,
        is_indented: span.start as usize > start,
        shape,
    })
}

/// Which bytes of interest a line has.
#[derive(Debug, Clone, Copy)]
struct Signs(u8);

impl Signs {
    const PIPE: u8 = 1;
    const TAB: u8 = 2;
    /// A space, or what a hard or a full-width one starts with.
    const BLANK: u8 = 4;

    fn of(inner: &[u8]) -> Self {
        /// Up to here going through the bytes is cheaper than three searches: most cells are short.
        const SHORT: usize = 48;
        if inner.len() <= SHORT {
            let bits = inner.iter().map(|&byte| SIGNS[usize::from(byte)]);
            return Self(bits.fold(0, |signs, bit| signs | bit));
        }
        let bit = |has: bool, bit: u8| if has { bit } else { 0 };
        let Some(first) = memchr::memchr2(b'|', b'\t', inner) else {
            return Self(Self::BLANK);
        };
        let rest = inner.get(first..).unwrap_or_default();
        Self(
            bit(memchr::memchr(b'|', rest).is_some(), Self::PIPE)
                | bit(memchr::memchr(b'\t', rest).is_some(), Self::TAB)
                | Self::BLANK,
        )
    }

    fn has(self, sign: u8) -> bool {
        self.0 & sign != 0
    }
}

/// What each byte adds to the signs of a line.
static SIGNS: [u8; 256] = {
    let mut signs = [0; 256];
    signs[b'|' as usize] = Signs::PIPE;
    signs[b'\t' as usize] = Signs::TAB;
    signs[b' ' as usize] = Signs::BLANK;
    signs[0xc2] = Signs::BLANK;
    signs[0xe3] = Signs::BLANK;
    signs
};

/// Whether two blanks stand side by side.
fn is_wide(inner: &[u8]) -> bool {
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
    loop {
        match blank_at_end(inner) {
            0 => break,
            width => inner = inner.get(..inner.len() - width).unwrap_or_default(),
        }
    }
    Span::new(start, start + inner.len())
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
