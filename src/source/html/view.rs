//! The text view: words as a browser shows them, each with its way back to the source.
//!
//! Deliberately absent: which words are shown, and what lines mean.

use crate::{document::Piece, span::Span};

use super::{
    chrome,
    tree::{Chunk, Tree},
};

/// A text view that grows line by line.
#[derive(Debug)]
pub(super) struct View<'a> {
    source: &'a str,
    /// What references stand for.
    references: &'a str,
    /// The text so far.
    pub(super) text: String,
    /// Where it comes from.
    pub(super) pieces: Vec<Piece>,
    /// Where the line in hand begins.
    line: Mark,
    blank: Blank,
    /// Whether an empty line comes before the next words.
    is_apart: bool,
    /// Whether line ends are but blanks: within the cell of a table.
    pub(super) is_cell: bool,
    /// How many elements are open in which line ends of the source are shown.
    pub(super) n_pre: u32,
}

/// A place in a view that it can be cut back to.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Mark {
    /// How much text there is.
    pub(super) text: usize,
    pieces: usize,
}

/// What stands between the words so far and the next ones.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Blank {
    None,
    /// A blank.
    Space,
    /// A line end of the source, which is a blank where words need one.
    Wrap,
}

impl<'a> View<'a> {
    /// A view without words of `source`, whose tree is `tree`.
    pub(super) fn new(source: &'a str, tree: &'a Tree) -> Self {
        Self {
            source,
            references: &tree.references,
            text: String::with_capacity(source.len() / 4),
            pieces: Vec::new(),
            line: Mark::default(),
            blank: Blank::None,
            is_apart: false,
            is_cell: false,
            n_pre: 0,
        }
    }

    /// Adds a stretch of text.
    pub(super) fn add(&mut self, chunk: &Chunk) {
        let words = match chunk.reference {
            Some(reference) => reference.of(self.references),
            None => chunk.source.of(self.source),
        };
        for (at, c) in words.char_indices() {
            let source = if chunk.reference.is_some() {
                chunk.source
            } else {
                let start = chunk.source.range().start + at;
                Span::new(start, start + c.len_utf8())
            };
            match c {
                '\n' | '\r' if self.n_pre > 0 => self.end_line(),
                '\n' | '\r' => self.blank = self.blank.or(Blank::Wrap),
                ' ' | '\t' | '\u{c}' => self.blank = self.blank.or(Blank::Space),
                // Characters without width are not seen, and would split a figure.
                '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' => {}
                // What does not belong into a text would be taken for the end of one.
                c if c.is_control() => self.blank = Blank::Space,
                c => self.push(c, source),
            }
        }
    }

    /// Sets the next words off from those before.
    pub(super) fn space(&mut self) {
        self.blank = Blank::Space;
    }

    /// Ends the line.
    pub(super) fn end_line(&mut self) {
        self.blank = Blank::None;
        if self.is_cell {
            self.blank = Blank::Space;
            return;
        }
        let line = self.text.get(self.line.text..).unwrap_or_default();
        if line.is_empty() {
            return;
        }
        if chrome::is_site_line(line) {
            self.cut(self.line);
            return;
        }
        self.text.push('\n');
        self.line = self.mark();
    }

    /// Ends the line, and sets the next one off from it.
    pub(super) fn end_block(&mut self) {
        self.end_line();
        self.is_apart = !self.is_cell;
    }

    /// Ends a cell of a table; its words stand behind `mark`.
    pub(super) fn end_cell(&mut self, mark: Mark) -> Span {
        self.blank = Blank::None;
        let words = self.text.get(mark.text..).unwrap_or_default();
        let lead = words.len() - words.trim_start().len();
        let length = words.trim().len();
        Span::new(mark.text + lead, mark.text + lead + length)
    }

    /// Adds what separates cells or rows.
    pub(super) fn separate(&mut self, separator: char) {
        self.text.push(separator);
        self.line = self.mark();
        self.blank = Blank::None;
    }

    /// Begins a table: what comes next stands on a line of its own.
    pub(super) fn begin_table(&mut self) {
        self.end_block();
        if !self.text.is_empty() {
            self.separate('\n');
        }
        self.is_apart = false;
    }

    /// Where the text ends.
    pub(super) fn mark(&self) -> Mark {
        Mark {
            text: self.text.len(),
            pieces: self.pieces.len(),
        }
    }

    /// Takes back all behind `mark`.
    pub(super) fn cut(&mut self, mark: Mark) {
        self.text.truncate(mark.text);
        self.pieces.truncate(mark.pieces);
        // The last piece may have grown behind the mark.
        if let Some(last) = self.pieces.last_mut() {
            let beyond = last.view.range().end.saturating_sub(mark.text);
            if beyond > 0 {
                *last = Piece {
                    view: shorter(last.view, beyond),
                    source: shorter(last.source, beyond),
                };
            }
        }
        if self.line.text > mark.text {
            let start = self.text.rfind('\n').map_or(0, |end| end + 1);
            self.line = Mark {
                text: start,
                pieces: self
                    .pieces
                    .partition_point(|piece| piece.view.range().start < start),
            };
        }
        self.blank = Blank::None;
    }

    fn push(&mut self, c: char, source: Span) {
        let is_at_start = self.text.len() == self.line.text;
        if is_at_start {
            if self.is_apart && !self.text.is_empty() {
                self.text.push('\n');
                self.line = self.mark();
            }
            self.is_apart = false;
        } else if self.needs_blank(c) {
            self.text.push(' ');
        }
        self.blank = Blank::None;
        let start = self.text.len();
        self.text.push(c);
        let view = Span::new(start, self.text.len());
        match self.pieces.last_mut() {
            Some(last)
                if last.view.end == view.start
                    && last.source.end == source.start
                    && last.view.len() == last.source.len()
                    && view.len() == source.len()
                    && !is_at_start =>
            {
                last.view.end = view.end;
                last.source.end = source.end;
            }
            _ => self.pieces.push(Piece { view, source }),
        }
    }

    /// Whether a blank is shown before `c`: where a line of the source was wrapped between wide
    /// characters, there is none.
    fn needs_blank(&self, c: char) -> bool {
        match self.blank {
            Blank::None => false,
            Blank::Space => true,
            Blank::Wrap => !(is_wide(c) && self.text.chars().next_back().is_some_and(is_wide)),
        }
    }
}

impl Blank {
    /// Two blanks are one; with a line end among them they are a wrapped line.
    fn or(self, other: Self) -> Self {
        match (self, other) {
            (Self::Wrap, _) | (_, Self::Wrap) => Self::Wrap,
            _ => other,
        }
    }
}

fn shorter(span: Span, by: usize) -> Span {
    let Span { start, end } = span;
    let by = u32::try_from(by).unwrap_or(u32::MAX);
    let end = end.saturating_sub(by).max(start);
    Span { start, end }
}

/// Whether a character takes two cells: Chinese characters and their punctuation.
fn is_wide(c: char) -> bool {
    matches!(c, '\u{2e80}'..='\u{a4cf}' | '\u{f900}'..='\u{faff}' | '\u{fe30}'..='\u{fe4f}' | '\u{ff00}'..='\u{ff60}')
}
