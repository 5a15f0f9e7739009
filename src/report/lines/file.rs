//! Where a byte offset stands in one file.

use std::{cell::OnceCell, ops::Range};

use memchr::{memchr, memrchr};

use super::Position;
use crate::{
    document::{Original, Places, Provenance},
    span::Span,
};

/// Lines and characters are counted up to every so many bytes, so that a column on a line
/// of megabytes costs no more than one on a short line.
const STRIDE: usize = 2 * SAFE;

/// The characters of a line are counted from its start if no more bytes than this stand before them.
const SHORT: usize = 1024;

/// How many bytes are counted in one byte, which so few cannot overflow.
const SAFE: usize = 240;

/// The line that goes on where a stretch of [`STRIDE`] bytes starts.
#[derive(Debug, Clone, Copy)]
struct Line {
    /// How many lines stand before it.
    n_before: usize,
    /// Where it starts.
    start: usize,
}

/// The line ends of one text, and what it was made from.
#[derive(Debug)]
pub(super) struct FileLines<'a> {
    text: &'a str,
    /// The line at each multiple of [`STRIDE`].
    lines: Vec<Line>,
    /// Characters before each multiple of [`STRIDE`]; counted for the first long line only.
    counted: OnceCell<Vec<usize>>,
    /// What the text was made from, with the line ends of that.
    original: Option<(&'a Original, Box<FileLines<'a>>)>,
    /// Where a person finds what stands in the text.
    pub(super) places: Option<&'a Places>,
    /// Whether lines are those of the file, rather than of a view of it.
    pub(super) has_lines: bool,
}

impl<'a> FileLines<'a> {
    /// The index of `text`, in one look for its line ends.
    pub(super) fn new(text: &'a str) -> Self {
        let mut line = Line {
            n_before: 0,
            start: 0,
        };
        let mut lines = Vec::with_capacity(text.len() / STRIDE + 1);
        lines.push(line);
        for (at, stretch) in text.as_bytes().chunks_exact(STRIDE).enumerate() {
            line = line.after(stretch, at * STRIDE);
            lines.push(line);
        }
        Self {
            text,
            lines,
            counted: OnceCell::new(),
            original: None,
            places: None,
            has_lines: true,
        }
    }

    /// The index of a file of which `text` is the view: positions are those in the file.
    pub(super) fn of(text: &'a str, provenance: &'a Provenance, places: &'a Places) -> Self {
        let original = match provenance {
            Provenance::Markup(original) => Some(original),
            Provenance::Text | Provenance::Parts => None,
        };
        Self {
            original: original.map(|from| (from, Box::new(Self::new(from.source())))),
            places: Some(places),
            has_lines: !matches!(provenance, Provenance::Parts),
            ..Self::new(text)
        }
    }

    /// Where in the decoded file `span` of the view stands.
    pub(super) fn span(&self, span: Span) -> Span {
        match &self.original {
            Some((original, _)) => original.span(span),
            None => span,
        }
    }

    /// What stands there: what a page shows is not what stands in its source.
    pub(super) fn printed(&self, span: Span) -> &'a str {
        match &self.original {
            Some((original, _)) => original.span(span).of(original.source()),
            None => span.of(self.text),
        }
    }

    /// The line and column of a byte offset; one past the end is the end.
    pub(super) fn position(&self, at: usize) -> Position {
        let at = at.min(self.text.len());
        if let Some((original, lines)) = &self.original {
            return lines.position(original.span(Span::new(at, at)).range().start);
        }
        let Line { n_before, start } = self.line_at(at);
        let before = if at - start <= SHORT {
            count_chars(self.text.as_bytes().get(start..at).unwrap_or_default())
        } else {
            self.chars_before(at) - self.chars_before(start)
        };
        Position {
            line: n_before + 1,
            column: before + 1,
        }
    }

    /// Where in the decoded file `span` of the view begins, and the place after its last character.
    pub(super) fn range(&self, span: Span) -> (Position, Position) {
        let within = self.span(span).range();
        let lines = match &self.original {
            Some((_, lines)) => lines,
            None => self,
        };
        (lines.position(within.start), lines.position(within.end))
    }

    /// The bytes of the view's line that holds a byte offset, its line end excluded.
    pub(super) fn line_around(&self, at: usize) -> Range<usize> {
        let bytes = self.text.as_bytes();
        let at = at.min(bytes.len());
        let start = self.line_at(at).start;
        // The first stretch that starts in a later line follows the one where this line ends.
        let n_stretches = self.lines.partition_point(|line| line.start <= at);
        let from = at.max((n_stretches - 1) * STRIDE);
        let rest = bytes.get(from..).unwrap_or_default();
        let next = memchr(b'\n', rest).map_or(bytes.len(), |end| from + end);
        let has_return = next > start && bytes.get(next - 1) == Some(&b'\r');
        start..next - usize::from(has_return)
    }

    /// The line that holds a byte offset.
    fn line_at(&self, at: usize) -> Line {
        // There is one for every whole stretch, and one more.
        let stretch = at / STRIDE;
        let rest = self.text.as_bytes().get(stretch * STRIDE..at);
        self.lines[stretch].after(rest.unwrap_or_default(), stretch * STRIDE)
    }

    fn chars_before(&self, at: usize) -> usize {
        let counted = self.counted.get_or_init(|| counted(self.text));
        let block = (at / STRIDE).min(counted.len().saturating_sub(1));
        let rest = self.text.as_bytes().get(block * STRIDE..at);
        counted.get(block).copied().unwrap_or(0) + count_chars(rest.unwrap_or_default())
    }
}

impl Line {
    /// The line that goes on behind `stretch`, at whose start byte `at` this one does.
    fn after(self, stretch: &[u8], at: usize) -> Self {
        match memrchr(b'\n', stretch) {
            Some(last) => Self {
                n_before: self.n_before + count(stretch, |byte| byte == b'\n'),
                start: at + last + 1,
            },
            None => self,
        }
    }
}

/// How many characters stand before each multiple of [`STRIDE`].
fn counted(text: &str) -> Vec<usize> {
    let mut n_chars = 0;
    let before = text.as_bytes().chunks(STRIDE).map(|block| {
        let before = n_chars;
        n_chars += count_chars(block);
        before
    });
    before.collect()
}

/// How many characters start in `bytes`.
fn count_chars(bytes: &[u8]) -> usize {
    count(bytes, |byte| byte & 0xc0 != 0x80)
}

/// How many of `bytes` are such.
///
/// Sums of one byte are what a processor adds sixteen at a time.
fn count(bytes: &[u8], is_such: impl Fn(u8) -> bool) -> usize {
    let of_few = |few: &[u8]| {
        let such = few.iter().map(|&byte| u8::from(is_such(byte)));
        usize::from(such.fold(0, u8::wrapping_add))
    };
    bytes.chunks(SAFE).map(of_few).sum()
}
