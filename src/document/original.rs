//! Where a text view came from.
//!
//! What a person opens is the file, tags and all; what gouji reads is the text a
//! browser shows of it. An original leads from the second to the first, so that
//! findings point into the file.
//!
//! Deliberately absent: the way back.

use crate::span::Span;

/// The decoded source of a report with markup, and what each part of the text view shows of it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Original {
    source: String,
    pieces: Vec<Piece>,
}

/// A part of the text view with the part of the source that it shows.
///
/// Parts of one length are the same bytes; others are what a reference such as `&nbsp;` stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Piece {
    /// Where it stands in the text view.
    pub view: Span,
    /// Where it stands in the source.
    pub source: Span,
}

impl Original {
    /// The original of a text view whose `pieces`, in the order of the view, come from `source`.
    ///
    /// What lies between pieces is no part of the source: line ends, and separators of cells.
    #[must_use]
    pub fn new(source: String, pieces: Vec<Piece>) -> Self {
        Self { source, pieces }
    }

    /// The decoded source, byte order mark excluded.
    #[must_use]
    pub fn source(&self) -> &str {
        &self.source
    }

    /// The part of the source that `view` shows, from its first byte to its last.
    #[must_use]
    pub fn span(&self, view: Span) -> Span {
        let start = self.start(view.start);
        if view.is_empty() {
            return Span { start, end: start };
        }
        let end = self.end(view.end).max(start);
        Span { start, end }
    }

    /// Where in the source what begins at `at` begins.
    fn start(&self, at: u32) -> u32 {
        let next = self.pieces.partition_point(|piece| piece.view.end <= at);
        match self.pieces.get(next) {
            Some(piece) => piece.at(at, piece.source.start),
            None => self.pieces.last().map_or(0, |piece| piece.source.end),
        }
    }

    /// Where in the source what ends at `at` ends.
    fn end(&self, at: u32) -> u32 {
        let after = self.pieces.partition_point(|piece| piece.view.start < at);
        let piece = after.checked_sub(1).and_then(|last| self.pieces.get(last));
        piece.map_or(0, |piece| piece.at(at, piece.source.end))
    }
}

impl Piece {
    /// The place of `at` in the source; `whole` stands for any place in a reference.
    fn at(&self, at: u32, whole: u32) -> u32 {
        if self.view.len() == self.source.len() {
            let at = at.clamp(self.view.start, self.view.end);
            self.source.start + (at - self.view.start)
        } else {
            whole
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_lead_back_through_references_and_separators() {
        let piece = |view: (usize, usize), source: (usize, usize)| Piece {
            view: Span::new(view.0, view.1),
            source: Span::new(source.0, source.1),
        };
        // `<p>12&nbsp;3</p>45` reads `12 3`, a line end, `45`.
        let original = Original::new(
            "<p>12&nbsp;3</p>45".to_owned(),
            vec![
                piece((0, 2), (3, 5)),
                piece((2, 4), (5, 11)),
                piece((4, 5), (11, 12)),
                piece((6, 8), (16, 18)),
            ],
        );
        let span = |start, end| original.span(Span::new(start, end)).range();
        assert_eq!(span(0, 2), 3..5);
        assert_eq!(span(0, 5), 3..12);
        assert_eq!(span(1, 4), 4..11);
        assert_eq!(span(5, 8), 16..18);
        assert_eq!(span(7, 8), 17..18);
        assert_eq!(span(8, 8), 18..18);
    }
}
