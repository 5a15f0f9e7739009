//! Lines to blocks: where a table begins and ends, and what separates its cells.
//!
//! A line's separators choose among few readers, each of which looks at a run of
//! lines once: cells led by tabs, cells or rows with `|`, rows of tabs or wide
//! blanks, bare cells a line each. A run that makes no table is prose again, so no
//! line is lost and none is looked at twice by the same reader.
//!
//! Deliberately absent: the sense of rows and columns, which is worked out in
//! `grid`, and two tables side by side.

mod pipes;

use crate::{
    document::{Block, ListMark, Table},
    gap::{Gap, GapKind},
    quantity::Unit,
    span::Span,
};

use super::{
    chart,
    grid::{self, Kind, Rows, Token},
    line::{self, Line, MAX_ROW, Shape},
    prose::{self, Prose},
};

/// What parts the cells of a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Separator {
    Tab,
    /// Two blanks or more.
    Wide,
    /// Any blank, as copies of a page in print have it.
    Blank,
    /// The last blank, where one figure stands behind it.
    Last,
}

/// The fewest figures at the end of a line that make it a row by single blanks.
const TIGHT: usize = 3;

/// The fewest lines of words and one figure, single blanks between them, that make a table.
const PAIRS: usize = 8;

/// The most cells that are read in one report.
const MAX_CELLS: usize = 100_000;

/// How many lines may stand between a table and its caption.
const MAX_CAPTION_DISTANCE: usize = 4;

/// A part of a text whose tables may be known already.
#[derive(Debug)]
pub(super) enum Stretch {
    /// Lines whose shapes are all there is to tell tables by.
    Lines(std::ops::Range<usize>),
    /// A table that the format itself shows.
    Table(Table),
}

/// The blocks of `text`, whose lines are `lines`; what was left out goes to `gaps`.
pub(super) fn blocks(text: &str, lines: &[Line], gaps: &mut Vec<Gap>) -> Vec<Block> {
    let mut layout = Layout::new(text, gaps);
    layout.blocks.reserve(lines.len().min(64));
    layout.read(lines);
    layout.blocks
}

/// The blocks of the stretches of `text`, in order.
pub(super) fn stretches(text: &str, stretches: Vec<Stretch>, gaps: &mut Vec<Gap>) -> Vec<Block> {
    let lines = line::lines(text);
    let first_from = |at: usize| lines.partition_point(|line| line.span.range().start < at);
    let mut layout = Layout::new(text, gaps);
    for stretch in stretches {
        match stretch {
            Stretch::Lines(range) => {
                let range = first_from(range.start)..first_from(range.end);
                layout.read(lines.get(range).unwrap_or_default());
            }
            Stretch::Table(table) => layout.push_table(table),
        }
    }
    layout.blocks
}

/// The work on one report.
struct Layout<'a> {
    text: &'a str,
    lines: &'a [Line],
    blocks: Vec<Block>,
    prose: Prose,
    /// The tokens of the run in hand, kept for their memory.
    tokens: Vec<Token>,
    /// How many tokens were read in all.
    n_cells: usize,
    gaps: &'a mut Vec<Gap>,
}

impl<'a> Layout<'a> {
    fn new(text: &'a str, gaps: &'a mut Vec<Gap>) -> Self {
        Self {
            text,
            lines: &[],
            blocks: Vec::new(),
            prose: Prose::default(),
            tokens: Vec::new(),
            n_cells: 0,
            gaps,
        }
    }

    /// Reads lines of the text.
    fn read(&mut self, lines: &'a [Line]) {
        self.lines = lines;
        let mut at = 0;
        while let Some(line) = lines.get(at) {
            at = match line.shape {
                _ if self.is_exhausted() => self.release(at, at + 1),
                Shape::TabCell => self.tab_cells(at),
                Shape::Pipes => self.pipes(at),
                Shape::Tabs => self.chart(at).unwrap_or_else(|| self.short_lines(at)),
                Shape::Plain | Shape::Spaced => self.short_lines(at),
            };
        }
    }

    /// Reads cells led by a tab, one a line, from line `begin`; returns the line after them.
    fn tab_cells(&mut self, begin: usize) -> usize {
        self.tokens.clear();
        let mut at = begin;
        while let Some(&line) = self.lines.get(at) {
            let goes_on = match line.shape {
                Shape::TabCell => self.add(Token::new(self.text, line.span, line.is_apart)),
                Shape::Plain | Shape::Spaced => self.continue_label(&line),
                Shape::Tabs | Shape::Pipes => false,
            };
            if !goes_on {
                break;
            }
            at += 1;
        }
        // A run that the cap stopped at its first line must still move on.
        let end = at.max(begin + 1);
        self.finish(begin, end, Rows::Rhythm { least: 2 })
    }

    /// Adds a line without a tab to the label above; false if it does not belong to one.
    fn continue_label(&mut self, line: &Line) -> bool {
        let text = self.text;
        match self.tokens.last_mut() {
            Some(label) if label.kind == Kind::Label && !line.is_apart && is_cell(text, line) => {
                label.span = label.span.to(line.span);
                true
            }
            _ => false,
        }
    }

    /// Reads a chart's line.
    fn chart(&mut self, at: usize) -> Option<usize> {
        let line = self.lines.get(at)?;
        let points = chart::points(self.text, line)?;
        self.prose.close();
        let span = line.span;
        self.blocks.push(Block::Chart { span, points });
        Some(at + 1)
    }

    /// Reads a run of short lines: rows with tabs or blanks between their cells, bare cells, or prose.
    fn short_lines(&mut self, begin: usize) -> usize {
        let (mut at, mut n_figures, mut n_rows, mut n_tight, mut n_pairs) = (begin, 0, 0, 0, 0);
        while let Some(line) = self.lines.get(at).filter(|line| is_cell(self.text, line)) {
            match line.shape {
                Shape::TabCell => break,
                Shape::Pipes => {
                    // The line above is a cell if a `|` alone is its separator.
                    let is_separator = line.span.len() == 1 && !line.is_apart;
                    if is_separator && at == begin + 1 {
                        return self.pipes(begin);
                    }
                    at -= usize::from(is_separator);
                    break;
                }
                // The first line is known to be none.
                Shape::Tabs if at > begin && chart::points(self.text, line).is_some() => break,
                Shape::Tabs => n_rows += 1,
                Shape::Spaced if self.is_wide(line) => n_rows += 1,
                Shape::Spaced if self.is_tight(line) => n_tight += 1,
                Shape::Spaced if self.is_pair(line) => n_pairs += 1,
                Shape::Plain | Shape::Spaced => n_figures += usize::from(self.is_figure(line)),
            }
            at += 1;
        }
        if at == begin {
            return self.release(begin, begin + 1);
        }
        if n_rows >= 3 && self.split_rows(begin, at, Separator::Wide) >= 3 {
            return self.finish(begin, at, Rows::Shown);
        }
        if n_tight >= 3 && self.split_rows(begin, at, Separator::Blank) >= 3 {
            return self.finish(begin, at, Rows::Shown);
        }
        let has_pairs = n_pairs >= PAIRS && n_figures < n_pairs && 2 * n_pairs >= at - begin;
        if has_pairs && !self.is_contents(begin, at) {
            self.split_rows(begin, at, Separator::Last);
            return self.finish(begin, at, Rows::Shown);
        }
        self.run(begin, at, n_figures)
    }

    /// Reads a run of short lines that holds so many bare figures.
    fn run(&mut self, begin: usize, end: usize, n_figures: usize) -> usize {
        if n_figures >= 4 {
            self.tokens.clear();
            for line in self.lines.get(begin..end).unwrap_or_default() {
                if !self.add(Token::new(self.text, line.span, false)) {
                    break;
                }
            }
            return self.finish(begin, end, Rows::Rhythm { least: 4 });
        }
        self.release(begin, end)
    }

    /// Whether two blanks in a row stand on a line.
    fn is_wide(&self, line: &Line) -> bool {
        let words = self.text.as_bytes().get(line.span.range());
        words.is_some_and(line::is_wide)
    }

    /// Whether a line holds nothing but a figure.
    fn is_figure(&self, line: &Line) -> bool {
        line.span.len() <= 24 && grid::kind(line.span.of(self.text)) == Kind::Number
    }

    /// Whether a line ends with several figures, or with a unit and its figure, and single blanks between them.
    fn is_tight(&self, line: &Line) -> bool {
        let words = line.span.of(self.text);
        if !words.ends_with(|c: char| c.is_ascii_digit()) {
            return false;
        }
        let is_number = |word: &str| grid::kind(word) == Kind::Number;
        let mut last = words.rsplit(' ');
        let n_figures = last.by_ref().take_while(|word| is_number(word)).count();
        n_figures >= TIGHT || n_figures == 1 && has_unit_and_label(words)
    }

    /// Whether a line ends with one short figure behind words, as a row does that lost its unit.
    fn is_pair(&self, line: &Line) -> bool {
        /// Those of more digits may be telephone numbers.
        const SHORT: usize = 6;
        pair(line.span.of(self.text)).is_some_and(|(label, figure)| {
            let n_digits = figure.bytes().filter(u8::is_ascii_digit).count();
            n_digits <= SHORT && grid::kind(label.trim_end()) == Kind::Label
        })
    }

    /// Whether the figures that lines end with only ever rise, as page numbers do in a table of contents.
    fn is_contents(&self, begin: usize, end: usize) -> bool {
        let lines = self.lines.get(begin..end).unwrap_or_default();
        let pairs = lines
            .iter()
            .filter_map(|line| pair(line.span.of(self.text)));
        let mut pages = pairs.map(|(_, figure)| figure.parse::<u32>().ok());
        let Some(mut last) = pages.next() else {
            return true;
        };
        let first = last;
        pages.all(|page| std::mem::replace(&mut last, page) <= page) && first < last
    }

    /// Splits lines at tabs or blanks; returns how many of them look like rows of figures.
    fn split_rows(&mut self, begin: usize, end: usize, blanks: Separator) -> usize {
        self.tokens.clear();
        let mut n_rows = 0;
        for line in self.lines.get(begin..end).unwrap_or_default() {
            let from = self.tokens.len();
            let separator = match line.shape {
                Shape::Tabs => Separator::Tab,
                _ => blanks,
            };
            if !self.split_row(line.span, separator) {
                break;
            }
            let row = self.tokens.get(from..).unwrap_or_default();
            n_rows += usize::from(grid::is_row(row));
            if separator == Separator::Blank && !line.is_apart {
                self.join_label(from);
            }
        }
        n_rows
    }

    /// Puts the label of the row whose tokens start at `from` behind the line above, if that is nothing but
    /// the start of it: no mark of its own stands before the rest.
    fn join_label(&mut self, from: usize) {
        let (above, row) = self.tokens.split_at_mut(from);
        let ([.., above], [rest, figure, ..]) = (above, row) else {
            return;
        };
        let is_broken = above.starts_row
            && above.kind == Kind::Label
            && matches!(rest.kind, Kind::Label | Kind::Short)
            && figure.kind == Kind::Number
            && ListMark::read(rest.span.of(self.text)).is_none()
            && ListMark::read(above.span.of(self.text)).is_some();
        if is_broken {
            above.span = above.span.to(rest.span);
            self.tokens.remove(from);
        }
    }

    /// Splits one line; false if there is no room for its cells.
    fn split_row(&mut self, span: Span, separator: Separator) -> bool {
        let bytes = self.text.as_bytes();
        let end = span.end as usize;
        let (mut from, mut starts_row) = (span.start as usize, true);
        loop {
            let to = next_separator(bytes, from, end, separator);
            let cell = line::trim(bytes, from, to);
            if !self.add(Token::new(self.text, cell, starts_row)) {
                return false;
            }
            starts_row = false;
            if to >= end {
                return separator != Separator::Tab || self.add_blanks(end);
            }
            from = to + 1;
            if separator != Separator::Tab {
                from = line::trim(bytes, to, end).start as usize;
            }
        }
    }

    /// Adds the blank cells at the end of a row of tabs, of which its line is rid; false if there is no room for them.
    fn add_blanks(&mut self, end: usize) -> bool {
        let rest = self.text.as_bytes().get(end..).unwrap_or_default();
        let n_blanks = rest.iter().take_while(|byte| **byte == b'\t').count();
        let blank = Span::new(end, end);
        (0..n_blanks).all(|_| self.add(Token::new(self.text, blank, false)))
    }

    /// Adds a token; false if the report has too many.
    fn add(&mut self, token: Token) -> bool {
        if self.is_exhausted() {
            return false;
        }
        self.n_cells += 1;
        if self.is_exhausted() {
            self.gaps.push(Gap {
                kind: GapKind::TooManyCells,
                span: Some(token.span),
            });
        }
        self.tokens.push(token);
        true
    }

    fn is_exhausted(&self) -> bool {
        self.n_cells >= MAX_CELLS
    }

    /// Makes the tokens of lines `begin..end` tables and what stands around them prose.
    fn finish(&mut self, begin: usize, end: usize, rows: Rows) -> usize {
        let mut from = 0;
        for table in grid::tables(self.text, &self.tokens, rows) {
            let span = table.span;
            self.pieces(begin, end, from, span.start);
            self.push_table(table);
            from = span.end;
        }
        self.pieces(begin, end, from, u32::MAX);
        end
    }

    /// Makes lines `begin..end` prose.
    fn release(&mut self, begin: usize, end: usize) -> usize {
        self.pieces(begin, end, 0, u32::MAX);
        end
    }

    /// Makes the text from `from` to `to` prose, as far as it lies in lines `begin..end`.
    fn pieces(&mut self, begin: usize, end: usize, from: u32, to: u32) {
        let lines = self.lines.get(begin..end).unwrap_or_default();
        let first = lines.partition_point(|line| line.span.end <= from);
        let lines = lines.iter().skip(first);
        for line in lines.take_while(|line| line.span.start < to) {
            self.piece(line, line.span.start.max(from), line.span.end.min(to));
        }
    }

    /// Makes a part of a line prose, without separators at its ends.
    fn piece(&mut self, line: &Line, start: u32, end: u32) {
        if start >= end {
            return;
        }
        let span = match line.shape {
            Shape::Pipes => trim_pipes(self.text, start as usize, end as usize),
            _ => Span { start, end },
        };
        if !span.is_empty() {
            let line = Line { span, ..*line };
            self.prose.push(self.text, &line, &mut self.blocks);
        }
    }

    fn push_table(&mut self, mut table: Table) {
        self.prose.close();
        table.caption = self.caption();
        if table.is_ragged {
            self.gaps.push(Gap {
                kind: GapKind::RaggedTable,
                span: Some(table.span),
            });
        }
        self.blocks.push(Block::Table(table));
    }

    /// The name of a table that comes next; its block becomes a heading.
    ///
    /// Lines in brackets and lines with a colon, such as who filled the form in,
    /// may stand between.
    fn caption(&mut self) -> Option<Span> {
        let blocks = self.blocks.iter_mut().rev();
        for block in blocks.take(MAX_CAPTION_DISTANCE) {
            match block {
                Block::Heading { span, .. } => return Some(*span),
                Block::Paragraph(span) if prose::may_name(span.of(self.text)) => {
                    let span = *span;
                    *block = Block::Heading { level: 0, span };
                    return Some(span);
                }
                Block::Paragraph(span) if is_aside(span.of(self.text)) => {}
                _ => return None,
            }
        }
        None
    }
}

/// Whether a line may stand between a table and its caption.
fn is_aside(words: &str) -> bool {
    words.len() <= MAX_ROW
        && !words.ends_with(prose::ends_sentence)
        && (words.contains([':', '：']) || words.starts_with(['(', '（']))
}

/// Whether a line may be a cell or a row by its length and end.
fn is_cell(text: &str, line: &Line) -> bool {
    line.span.len() <= MAX_ROW && !line.span.of(text).ends_with(prose::ends_sentence)
}

/// The figure or stroke that ends a line, behind a blank, and the words before it.
fn pair(words: &str) -> Option<(&str, &str)> {
    let (label, figure) = words.rsplit_once([' ', '\u{a0}', '\u{3000}'])?;
    let unit = figure.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.');
    let is_figure = figure.starts_with(|c: char| c.is_ascii_digit())
        && (unit.is_empty() || unit != "年" && Unit::parse(unit).is_some());
    (is_figure || matches!(figure, "/" | "-" | "—" | "——")).then_some((label, figure))
}

/// Whether a unit stands before the last word of a line, and a label before that.
fn has_unit_and_label(words: &str) -> bool {
    let mut last = words.rsplit(' ').skip(1);
    last.next().is_some_and(|word| Unit::parse(word).is_some()) && last.next().is_some()
}

/// Where the cell that begins at `from` ends.
fn next_separator(bytes: &[u8], from: usize, end: usize, separator: Separator) -> usize {
    let rest = bytes.get(from..end).unwrap_or_default();
    if separator == Separator::Tab {
        return memchr::memchr(b'\t', rest).map_or(end, |at| from + at);
    }
    if separator == Separator::Last {
        let words = str::from_utf8(rest).unwrap_or_default();
        return pair(words).map_or(end, |(label, _)| from + label.len());
    }
    let mut at = 0;
    while let Some(tail) = rest.get(at..).filter(|tail| !tail.is_empty()) {
        let width = line::blank_at_start(tail);
        let next = tail.get(width..).unwrap_or_default();
        let is_enough = separator == Separator::Blank || line::blank_at_start(next) > 0;
        if width > 0 && is_enough {
            return from + at;
        }
        at += width.max(1);
    }
    end
}

/// The span of `start..end` without blanks and `|` at either end.
fn trim_pipes(text: &str, start: usize, end: usize) -> Span {
    let bytes = text.as_bytes();
    let mut span = line::trim(bytes, start, end);
    while let [b'|', ..] = bytes.get(span.range()).unwrap_or_default() {
        span = line::trim(bytes, span.start as usize + 1, span.end as usize);
    }
    while let [.., b'|'] = bytes.get(span.range()).unwrap_or_default() {
        span = line::trim(bytes, span.start as usize, span.end as usize - 1);
    }
    span
}
