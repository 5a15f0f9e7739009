//! Where a byte offset stands for a reader: line, and column in characters.
//!
//! A report may be several files; each has its own lines, and a span is told in the one it
//! stands in.
//!
//! Deliberately absent: columns of the terminal. Those depend on how wide a
//! character is drawn and belong to the excerpt.

mod file;

use std::ops::Range;

use self::file::FileLines;
use crate::{
    audit::Audit,
    document::{Place, Places, files},
    span::Span,
};

/// The line ends of the files of a report.
///
/// # Examples
///
/// ```
/// use gouji::report::LineIndex;
///
/// let text = "一、概述\n公开信息26187条";
/// let at = text.find("26187").unwrap();
/// let place = LineIndex::new(text).position(at);
/// assert_eq!((place.line, place.column), (2, 5));
/// ```
#[derive(Debug)]
pub struct LineIndex<'a> {
    first: FileLines<'a>,
    /// The others, in the order of the text.
    joined: Vec<Joined<'a>>,
}

/// The lines of a file behind the first.
#[derive(Debug)]
struct Joined<'a> {
    path: &'a str,
    /// Where its text begins in that of the report.
    start: u32,
    lines: FileLines<'a>,
}

/// A place for people: both count from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Position {
    /// Line.
    pub line: usize,
    /// Column, in characters.
    pub column: usize,
}

impl<'a> LineIndex<'a> {
    /// The index of `text`, in one look for its line ends.
    #[must_use]
    pub fn new(text: &'a str) -> Self {
        Self {
            first: FileLines::new(text),
            joined: Vec::new(),
        }
    }

    /// The index of a report: positions are those in its files, whatever text was made from them.
    #[must_use]
    pub fn of(audit: &'a Audit) -> Self {
        let mut views = files(&audit.text, &audit.joined).map(|file| file.of(&audit.text));
        let first = views.next().unwrap_or_default();
        let joined = audit.joined.iter().zip(views).map(|(file, view)| Joined {
            path: &file.path,
            start: file.start,
            lines: FileLines::of(view, &file.provenance, &file.places),
        });
        Self {
            first: FileLines::of(first, &audit.provenance, &audit.places),
            joined: joined.collect(),
        }
    }

    /// The path of the file that `span` stands in, unless that is the report's own, the first.
    #[must_use]
    pub fn path(&self, span: Span) -> Option<&'a str> {
        self.joined_at(span.start).map(|file| file.path)
    }

    /// The path of the file that `span` stands in, where `own` is the report's.
    pub(super) fn path_or<'p>(&self, own: &'p str, span: Span) -> &'p str
    where
        'a: 'p,
    {
        self.path(span).unwrap_or(own)
    }

    /// The place that a person opens to see what stands at `at`, as far as there is one but a line.
    pub(super) fn place(&self, at: u32) -> Option<(Place, &'a Places)> {
        let (file, start) = self.file_at(at);
        let places = file.places?;
        Some((places.at(at - start)?, places))
    }

    /// Whether lines and columns are those of the file that `span` stands in.
    pub(super) fn has_lines(&self, span: Span) -> bool {
        self.file_at(span.start).0.has_lines
    }

    /// Where in its decoded file `span` of the text stands.
    #[must_use]
    pub fn span(&self, span: Span) -> Span {
        let (file, span) = self.within(span);
        file.span(span)
    }

    /// What stands there: what a page shows is not what stands in its source.
    pub(super) fn printed(&self, span: Span) -> &'a str {
        let (file, span) = self.within(span);
        file.printed(span)
    }

    /// The line and column of a byte offset in its file; one past the end is the end.
    #[must_use]
    pub fn position(&self, at: usize) -> Position {
        let (file, start) = self.file_at(offset(at));
        file.position(at - start as usize)
    }

    /// Where in its decoded file `span` of the text begins, and the place after its last character.
    #[must_use]
    pub fn range(&self, span: Span) -> (Position, Position) {
        let (file, span) = self.within(span);
        file.range(span)
    }

    /// The bytes of the text's line that holds a byte offset, its line end excluded.
    #[must_use]
    pub fn line_around(&self, at: usize) -> Range<usize> {
        let (file, start) = self.file_at(offset(at));
        let start = start as usize;
        let line = file.line_around(at - start);
        start + line.start..start + line.end
    }

    fn joined_at(&self, at: u32) -> Option<&Joined<'a>> {
        let after = self.joined.partition_point(|file| file.start <= at);
        self.joined.get(after.checked_sub(1)?)
    }

    /// The file that `at` stands in, and where that begins.
    fn file_at(&self, at: u32) -> (&FileLines<'a>, u32) {
        self.joined_at(at)
            .map_or((&self.first, 0), |file| (&file.lines, file.start))
    }

    /// The file that `span` stands in, and where there.
    fn within(&self, span: Span) -> (&FileLines<'a>, Span) {
        let (file, start) = self.file_at(span.start);
        let Span { start: from, end } = span;
        let span = Span {
            start: from - start,
            end: end - start,
        };
        (file, span)
    }
}

/// A byte offset as spans have it.
fn offset(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}

#[cfg(test)]
#[expect(clippy::string_slice, reason = "the tests cut on known boundaries")]
mod tests {
    use super::*;

    #[test]
    fn columns_count_characters_across_blocks() {
        let text = format!("{}\r\n\n\t{}9", "数".repeat(700), "据".repeat(1000));
        let index = LineIndex::new(&text);
        let place = |at| {
            let p = index.position(at);
            (p.line, p.column)
        };
        assert_eq!(place(0), (1, 1));
        assert_eq!(place(699 * 3), (1, 700));
        assert_eq!(place(text.len() - 1), (3, 1002));
        assert_eq!(place(text.len()), (3, 1003));
        assert_eq!(place(usize::MAX), (3, 1003));
    }

    #[test]
    fn a_line_has_no_line_end() {
        let text = "甲\r\n\n乙";
        let index = LineIndex::new(text);
        assert_eq!(&text[index.line_around(1)], "甲");
        assert_eq!(&text[index.line_around(5)], "");
        assert_eq!(&text[index.line_around(text.len())], "乙");
        assert_eq!(LineIndex::new("").line_around(0), 0..0);
        assert_eq!(LineIndex::new("").position(0).column, 1);
    }

    #[test]
    fn every_offset_agrees_with_counting_by_hand() {
        let text = "甲a\n\n　乙\r\n丙".repeat(200);
        let index = LineIndex::new(&text);
        for (at, _) in text.char_indices() {
            let before = &text[..at];
            let line = before.matches('\n').count() + 1;
            let start = before.rfind('\n').map_or(0, |n| n + 1);
            let column = before[start..].chars().count() + 1;
            assert_eq!(index.position(at), Position { line, column });
        }
    }
}
