//! The cells of several blocks as one run: words and figures in the order of the text.

use std::cmp::Ordering;

use crate::{
    document::Block,
    fact::{
        Value,
        form::{Mark, mark},
        table::value,
    },
    span::Span,
};

use super::senses::{Sense, Senses};

/// One cell.
#[derive(Debug)]
pub(super) struct Piece<'s> {
    /// Where it stands.
    pub(super) span: Span,
    /// What it holds.
    pub(super) content: Content<'s>,
    /// The row or line it stands in, counted through the region.
    row: u32,
}

/// What a cell holds.
#[derive(Debug)]
pub(super) enum Content<'s> {
    /// A figure, a blank, or a stroke in place of one.
    Figure(Value),
    /// Words, with what they may mean.
    Words {
        /// Every meaning that a form knows.
        senses: &'s [Sense],
        /// Whether they begin with a list mark.
        is_marked: bool,
    },
}

/// The cells of a region in the order of the text.
#[derive(Debug, Default)]
pub(super) struct Cells<'s> {
    /// The cells.
    pub(super) pieces: Vec<Piece<'s>>,
    n_rows: u32,
}

/// Words, then the figures that follow them: indices of the first of each, and of what comes next.
#[derive(Debug, Clone, Copy)]
pub(super) struct Record {
    /// The first cell of words.
    pub(super) begin: usize,
    /// The first figure.
    pub(super) run: usize,
    /// The cell after the last figure.
    pub(super) end: usize,
}

impl<'s> Cells<'s> {
    /// Adds the cells of a block.
    pub(super) fn add(&mut self, text: &str, block: &Block, senses: &'s Senses) {
        match block {
            Block::Table(table) => {
                for row in table.rows() {
                    self.n_rows += 1;
                    for cell in row {
                        self.push(text, cell.span, senses);
                    }
                }
            }
            Block::Heading { span, .. } | Block::Paragraph(span) => {
                self.n_rows += 1;
                for piece in pieces(text, *span) {
                    self.push(text, piece, senses);
                }
            }
            Block::Chart { .. } => {}
        }
    }

    fn push(&mut self, text: &str, span: Span, senses: &'s Senses) {
        let printed = span.of(text);
        let content = match value(text, span, None) {
            Some(value) => Content::Figure(value),
            None => Content::Words {
                senses: if span.len() <= super::LONGEST {
                    senses.of(printed)
                } else {
                    &[]
                },
                is_marked: mark(printed) != Mark::None,
            },
        };
        let row = self.n_rows;
        self.pieces.push(Piece { span, content, row });
    }

    /// The cells as words with the figures behind them.
    pub(super) fn records(&self) -> Vec<Record> {
        let mut records = Vec::new();
        let is_figure = |at: usize| matches!(self.pieces[at].content, Content::Figure(_));
        let mut at = 0;
        while at < self.pieces.len() {
            let begin = at;
            while at < self.pieces.len() && !is_figure(at) {
                at += 1;
            }
            let run = at;
            while at < self.pieces.len() && is_figure(at) {
                at += 1;
            }
            // Blanks before the label of the next row are no figures of this one.
            let next = self.pieces.get(at).map(|next| next.row);
            while begin < run
                && run < at
                && self.is_blank(at - 1)
                && next == Some(self.pieces[at - 1].row)
            {
                at -= 1;
            }
            records.push(Record {
                begin,
                run,
                end: at,
            });
        }
        records
    }

    /// What the words at `at` may mean.
    pub(super) fn senses(&self, at: usize) -> &'s [Sense] {
        match &self.pieces[at].content {
            Content::Words { senses, .. } => senses,
            Content::Figure(_) => &[],
        }
    }

    /// Whether the words at `at` begin with a list mark.
    pub(super) fn is_marked(&self, at: usize) -> bool {
        matches!(
            self.pieces[at].content,
            Content::Words {
                is_marked: true,
                ..
            }
        )
    }

    /// Whether the cell at `at` is blank.
    pub(super) fn is_blank(&self, at: usize) -> bool {
        matches!(self.pieces[at].content, Content::Figure(Value::Blank))
    }

    /// Where the `width` figures of a row stand in the run of `record`: blank cells before them are
    /// those of labels, blank cells behind them those of merged cells, or of the labels of the next row.
    /// Nothing if it cannot be told.
    ///
    /// Where there are such blanks, the total has to be there, which stands at `total` among them.
    pub(super) fn fit(
        &self,
        record: Record,
        width: usize,
        leads: Option<bool>,
        total: impl FnOnce() -> Option<usize>,
    ) -> Option<usize> {
        let n = record.end - record.run;
        let extra = n.checked_sub(width)?;
        let blanks =
            |run: &mut dyn Iterator<Item = usize>| run.take_while(|&at| self.is_blank(at)).count();
        let n_before = blanks(&mut (record.run..record.end));
        let n_behind = blanks(&mut (record.run..record.end).rev());
        let (least, most) = (extra.saturating_sub(n_behind), extra.min(n_before));
        let start = match (least.cmp(&most), leads) {
            // Nothing but blanks.
            (Ordering::Less, None) if n_before == n => return Some(record.run),
            (Ordering::Greater, _) | (Ordering::Less, None) => return None,
            (Ordering::Equal, _) if extra == 0 => return Some(record.run),
            (Ordering::Equal, _) | (_, Some(false)) => record.run + least,
            (_, Some(true)) => record.run + most,
        };
        total()
            .is_none_or(|total| !self.is_blank(start + total))
            .then_some(start)
    }
}

/// A line's cells: what stands between `|`, tabs, line ends and wide blanks. Nothing between two `|`
/// or tabs is a blank cell.
pub(in crate::fact) fn pieces(text: &str, span: Span) -> impl Iterator<Item = Span> {
    let mut from = span.start as usize;
    let end = span.end as usize;
    let mut is_done = from >= end;
    std::iter::from_fn(move || {
        while !is_done {
            let rest = text.get(from..end)?;
            let (length, separator, keeps_blank) = next_end(rest);
            let piece = rest.get(..length)?;
            let words = piece.trim();
            let start = from + (piece.len() - piece.trim_start().len());
            is_done = separator == 0;
            from += length + separator;
            if keeps_blank || !words.is_empty() {
                return Some(Span::new(start, start + words.len()));
            }
        }
        None
    })
}

/// Where the first cell of `rest` ends, how long its separator is, none at the end of it, and whether
/// nothing before it is a blank cell.
fn next_end(rest: &str) -> (usize, usize, bool) {
    let mut blank: Option<(usize, usize)> = None;
    for (at, c) in rest.char_indices() {
        match c {
            '|' | '\t' => return (at, 1, true),
            '\n' | '\r' => return (at, 1, false),
            c if c.is_whitespace() => {
                let (start, n) = blank.unwrap_or((at, 0));
                blank = Some((start, n + 1));
            }
            _ => match blank {
                Some((start, 2..)) => return (start, at - start, false),
                _ => blank = None,
            },
        }
    }
    (rest.len(), 0, false)
}
