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
    let (mut start, mut is_apart, mut ahead) = (0, false, 0);
    while start < bytes.len() {
        let (line, end) = line(bytes, start, &mut ahead);
        match line {
            Some(line) => {
                lines.push(Line { is_apart, ..line });
                is_apart = false;
            }
            None => is_apart = true,
        }
        let is_pair = bytes.get(end) == Some(&b'\r') && bytes.get(end + 1) == Some(&b'\n');
        start = end + if is_pair { 2 } else { 1 };
    }
    lines
}

/// The line that starts at byte `start`, unless it is empty, and where it ends; `ahead` is as for [`Signs`].
fn line(bytes: &[u8], start: usize, ahead: &mut usize) -> (Option<Line>, usize) {
    let mut from = start;
    // Hardly any line starts with what may be a blank.
    while let Some(rest @ [first, ..]) = bytes.get(from..)
        && Signs::of(*first).has(Signs::LEAD)
    {
        match blank_at_start(rest) {
            0 => break,
            width => from += width,
        }
    }
    let (mut signs, end) = Signs::until_end(bytes, from, ahead);
    let whole = bytes.get(from..end).unwrap_or_default();
    let inner = match whole {
        // As most lines end.
        [.., b'!'..=b'~'] | [.., 0xe4..=0xe9, _, _] => whole,
        _ => without_blank_end(whole),
    };
    let past = from + inner.len();
    if past < end && signs.has(Signs::TAB) {
        // It may have been one of those that are no part of the line.
        signs = Signs::within(inner);
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
    /// What a blank starts with, the end of the line aside.
    const LEAD: u8 = 16;

    /// Up to here going through the characters is cheaper than searches: most cells are short.
    const SHORT: usize = 48;

    /// What a byte adds to the signs of a line.
    fn of(byte: u8) -> Self {
        Self(BYTES[usize::from(byte)].0)
    }

    /// The signs from byte `from` on up to the end of its line, and where that is; `ahead` is where the
    /// next `|` or tab stands, as far as it was looked for.
    fn until_end(bytes: &[u8], from: usize, ahead: &mut usize) -> (Self, usize) {
        let most = bytes.len().min(from + Self::SHORT);
        let (mut signs, mut at) = (0, from);
        while at < most {
            let (sign, width) = BYTES[usize::from(bytes[at])];
            if sign == Self::END {
                return (Self(signs), at);
            }
            signs |= sign;
            at += usize::from(width);
        }
        let rest = bytes.get(at..).unwrap_or_default();
        if rest.is_empty() {
            return (Self(signs), bytes.len());
        }
        if *ahead < at {
            *ahead = at + memchr::memchr2(b'|', b'\t', rest).unwrap_or(rest.len());
        }
        let length = memchr::memchr2(b'\n', b'\r', rest).unwrap_or(rest.len());
        if *ahead < at + length {
            signs |= Self::within(rest.get(..length).unwrap_or_default()).0;
        }
        (Self(signs | Self::BLANK), at + length)
    }

    /// The signs of a line or a part of one; blanks are not looked for in a long one.
    fn within(line: &[u8]) -> Self {
        if line.len() <= Self::SHORT {
            let signs = line.iter().map(|&byte| Self::of(byte).0);
            return Self(signs.fold(0, |all, one| all | one));
        }
        let bit = |sign: u8, byte: u8| match memchr::memchr(byte, line) {
            Some(_) => sign,
            None => 0,
        };
        Self(Self::BLANK | bit(Self::PIPE, b'|') | bit(Self::TAB, b'\t'))
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
    bytes[b'\t' as usize].0 = Signs::TAB | Signs::LEAD;
    bytes[0x0b].0 = Signs::LEAD;
    bytes[0x0c].0 = Signs::LEAD;
    bytes[b' ' as usize].0 = Signs::BLANK | Signs::LEAD;
    bytes[0xc2].0 = Signs::BLANK | Signs::LEAD;
    bytes[0xe2].0 = Signs::LEAD;
    bytes[0xe3].0 = Signs::BLANK | Signs::LEAD;
    bytes[0xef].0 = Signs::LEAD;
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
