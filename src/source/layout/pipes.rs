//! Cells and rows separated by `|`.
//!
//! Either each line is a row, or each line is a cell, its `|` at its end or on a
//! line of its own. A cell may be broken over lines in both.
//!
//! Deliberately absent: escaped `\|`, which reports do not have.

use crate::{document::MAX_COLUMNS, span::Span};

use super::{
    super::{
        grid::{Rows, Token},
        line::{self, Line, Shape},
    },
    Layout, is_cell, trim_pipes,
};

/// How many lines are looked at to tell rows from cells.
const N_SAMPLE: usize = 24;

/// How many lines without a `|` one cell may be broken over.
const MAX_BROKEN: usize = 3;

/// What the first lines say about the rest.
struct Sample {
    /// Whether the lines are rows: they hold several cells, and not those of many rows.
    is_rows: bool,
    /// The usual number of `|` on a line that is a row.
    n_pipes: usize,
}

impl Layout<'_> {
    /// Reads the table of `|` from line `begin`; returns the line after it.
    pub(super) fn pipes(&mut self, begin: usize) -> usize {
        self.tokens.clear();
        let sample = self.sample(begin);
        if sample.is_rows {
            let end = self.pipe_rows(begin, sample.n_pipes).max(begin + 1);
            self.finish(begin, end, Rows::Shown)
        } else {
            let end = self.pipe_cells(begin).max(begin + 1);
            self.finish(begin, end, Rows::Rhythm { least: 2 })
        }
    }

    fn sample(&self, begin: usize) -> Sample {
        let lines = self.lines.iter().skip(begin).take(N_SAMPLE);
        let (mut n_rows, mut n_cells, mut counts) = (0, 0, [0_usize; MAX_COLUMNS + 1]);
        for line in lines.filter(|line| line.shape == Shape::Pipes) {
            let mut pipes = self.pipes_on(line);
            let first = pipes.next();
            let n_pipes = usize::from(first.is_some()) + pipes.take(MAX_COLUMNS).count();
            let is_split = || first.is_some_and(|at| has_words_around(line, at));
            let is_row = n_pipes <= MAX_COLUMNS && (n_pipes > 1 || is_split());
            n_rows += usize::from(is_row);
            n_cells += usize::from(!is_row);
            if let Some(count) = counts.get_mut(n_pipes).filter(|_| is_row) {
                *count += 1;
            }
        }
        let most = counts.iter().enumerate().map(|(n, &count)| (count, n));
        Sample {
            is_rows: n_rows > n_cells || n_rows >= 3 && !self.has_figures_alone(begin),
            n_pipes: most.max().map_or(1, |(_, n_pipes)| n_pipes),
        }
    }

    /// Whether some of the first lines holds a figure and nothing else, as lines that are cells do.
    ///
    /// Where lines are rows, one that ends behind its `|` has lost a blank figure and not its label.
    fn has_figures_alone(&self, begin: usize) -> bool {
        let mut lines = self.lines.iter().skip(begin).take(N_SAMPLE);
        lines.any(|line| {
            let span = trim_pipes(self.text, line.span.start as usize, line.span.end as usize);
            self.is_figure(&Line { span, ..*line })
        })
    }

    /// The places of the `|` on a line.
    fn pipes_on(&self, line: &Line) -> impl Iterator<Item = usize> + use<'_> {
        let start = line.span.start as usize;
        let bytes = self.text.as_bytes().get(line.span.range());
        memchr::memchr_iter(b'|', bytes.unwrap_or_default()).map(move |at| start + at)
    }

    /// Reads one cell a line.
    fn pipe_cells(&mut self, begin: usize) -> usize {
        let mut open = None;
        let mut at = begin;
        while let Some(&line) = self.lines.get(at) {
            if line.shape != Shape::Pipes && !self.is_broken_cell(at) {
                break;
            }
            if !self.split_cells(&line, &mut open) {
                return at + 1;
            }
            at += 1;
        }
        if let Some(span) = open {
            self.add(Token::new(self.text, span, false));
        }
        at
    }

    /// Whether the line without a `|` is part of a cell that ends further down, or the last cell.
    fn is_broken_cell(&self, at: usize) -> bool {
        let mut below = self.lines.iter().skip(at);
        let is_words = |line: &Line| {
            matches!(line.shape, Shape::Plain | Shape::Spaced) && is_cell(self.text, line)
        };
        let Some(here) = below.next().filter(|line| is_words(line)) else {
            return false;
        };
        let goes_on = below
            .take(MAX_BROKEN)
            .find(|line| !is_words(line))
            .is_some_and(|line| line.shape == Shape::Pipes);
        goes_on || !here.is_apart && self.is_figure(here)
    }

    /// Adds the cells that end on a line; `open` is the one that has not ended yet.
    ///
    /// Where rows lost their line ends, blank cells are left out: whether one ends a row or begins the
    /// next, under a label that stands for several, is not known.
    fn split_cells(&mut self, line: &Line, open: &mut Option<Span>) -> bool {
        let is_crowded = |layout: &Self| layout.pipes_on(line).nth(MAX_COLUMNS).is_some();
        let bytes = self.text.as_bytes();
        let (mut from, end) = (line.span.start as usize, line.span.end as usize);
        // Most end with their only one.
        while from < end {
            let rest = bytes.get(from..end).unwrap_or_default();
            let Some(length) = memchr::memchr(b'|', rest) else {
                *open = Some(joined(open.take(), line::trim(bytes, from, end)));
                break;
            };
            let piece = line::trim(bytes, from, from + length);
            let span = joined(open.take(), piece);
            let is_left_out = span.is_empty() && is_crowded(self);
            if !is_left_out && !self.add(Token::new(self.text, span, false)) {
                return false;
            }
            from += length + 1;
        }
        true
    }

    /// Reads one row a line, unless it is broken.
    fn pipe_rows(&mut self, begin: usize, n_pipes: usize) -> usize {
        // How many `|` the row in hand has, and whether its last cell has ended.
        let (mut n_seen, mut is_closed) = (0, true);
        let mut at = begin;
        while let Some(&line) = self.lines.get(at) {
            let is_unbroken = n_seen == 0 || n_seen >= n_pipes;
            let words = line.span.of(self.text);
            let n_here = match line.shape {
                Shape::Pipes => self.pipes_on(&line).take(n_pipes + 1).count(),
                _ if is_unbroken || line.is_apart || !is_cell(self.text, &line) => break,
                _ => 0,
            };
            let continues = !is_unbroken
                && n_seen + n_here <= n_pipes
                && (!is_closed || !words.starts_with('|') && n_here > 0);
            if n_here == 0 && !continues {
                break;
            }
            if !self.split_pipe_row(&line, continues, is_closed) {
                return at + 1;
            }
            n_seen = if continues { n_seen + n_here } else { n_here };
            is_closed = words.ends_with('|');
            at += 1;
        }
        at
    }

    /// Adds the cells of a line; the first one goes on with the last above if that is open.
    fn split_pipe_row(&mut self, line: &Line, continues: bool, is_closed: bool) -> bool {
        let bytes = self.text.as_bytes();
        let (mut from, end) = (line.span.start as usize, line.span.end as usize);
        let begin = self.tokens.len();
        let mut is_first = true;
        if bytes.get(from) == Some(&b'|') && (!continues || is_closed) {
            from += 1;
        }
        while from < end {
            let rest = bytes.get(from..end).unwrap_or_default();
            let to = memchr::memchr(b'|', rest).map_or(end, |at| from + at);
            let span = line::trim(bytes, from, to);
            let starts_row = is_first && !continues;
            match self.tokens.last_mut() {
                Some(last) if is_first && continues && !is_closed => {
                    *last = Token {
                        starts_row: last.starts_row,
                        ..Token::new(self.text, joined(Some(last.span), span), false)
                    };
                }
                _ => {
                    if !self.add(Token::new(self.text, span, starts_row)) {
                        return false;
                    }
                }
            }
            is_first = false;
            from = to + 1;
        }
        self.drop_ruler(begin);
        true
    }

    /// Drops the cells from `begin` on if they only draw a line: `|---|:-:|`.
    fn drop_ruler(&mut self, begin: usize) {
        let cells = self.tokens.get(begin..).unwrap_or_default();
        let is_drawn = |token: &Token| {
            let cell = token.span.of(self.text);
            cell.len() >= 3
                && cell.contains("--")
                && cell.trim_matches(':').bytes().all(|b| b == b'-')
        };
        if !cells.is_empty() && cells.iter().all(is_drawn) {
            self.tokens.truncate(begin);
        }
    }
}

/// Whether the `|` at `at` of a line has words on both sides.
fn has_words_around(line: &Line, at: usize) -> bool {
    at > line.span.start as usize && at + 1 < line.span.end as usize
}

/// The span over both pieces of a cell, of which either may be blank.
fn joined(open: Option<Span>, piece: Span) -> Span {
    match open {
        Some(open) if piece.is_empty() => open,
        Some(open) if !open.is_empty() => open.to(piece),
        _ => piece,
    }
}
