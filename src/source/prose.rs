//! Lines of words to headings and paragraphs.
//!
//! Deliberately absent: clauses and sentences, which belong to whoever reads
//! figures in them, and headings that run on into their paragraph.

use crate::{
    document::{Block, ListMark},
    quantity::glance,
    span::Span,
};

use super::line::Line;

/// The longest heading, in bytes: forty characters.
const MAX_HEADING: usize = 120;

/// The shortest line, in bytes, that may have been wrapped: twenty characters.
const MIN_WRAPPED: usize = 60;

/// The longest line, in bytes, that may have been wrapped: eighty characters.
const MAX_WRAPPED: usize = 240;

/// How many lines from the start a title may stand.
const N_TITLE_LINES: usize = 6;

/// Lines of words on their way to blocks.
#[derive(Debug, Default)]
pub(super) struct Prose {
    /// The paragraph that the next line may continue.
    open: Option<Open>,
    /// How many lines came so far, as far as titles care.
    n_lines: usize,
}

/// A paragraph that the next line may continue.
#[derive(Debug)]
struct Open {
    /// Where it stands among the blocks.
    block: usize,
    /// Its last line.
    last: Span,
    /// How wide its lines are, known once two were joined.
    width: Option<usize>,
}

impl Prose {
    /// Adds a line.
    pub(super) fn push(&mut self, text: &str, line: &Line, blocks: &mut Vec<Block>) {
        let words = line.span.of(text);
        let mark = ListMark::read(words);
        self.n_lines += 1;
        if self.continues(text, line, mark) {
            self.join(line.span, blocks);
            return;
        }
        if self.breaks_number(text, line) {
            self.extend(line.span, blocks);
            return;
        }
        let block = blocks.len();
        let span = line.span;
        let level = heading_level(words, mark, self.n_lines <= N_TITLE_LINES);
        blocks.push(
            level.map_or(Block::Paragraph(span), |level| Block::Heading {
                level,
                span,
            }),
        );
        if mark.is_some() && level.is_some() {
            self.n_lines = N_TITLE_LINES;
        }
        // What looks like a title may be the first line of a wrapped paragraph.
        self.open = (mark.is_none() || level.is_none()).then_some(Open {
            block,
            last: span,
            width: None,
        });
    }

    /// Ends the paragraph: something else stands between it and the next line.
    pub(super) fn close(&mut self) {
        self.open = None;
    }

    /// Whether the line goes on with the paragraph above because that was wrapped.
    fn continues(&self, text: &str, line: &Line, mark: Option<ListMark>) -> bool {
        let Some(open) = &self.open else {
            return false;
        };
        let may_be_wrapped = (MIN_WRAPPED..=MAX_WRAPPED).contains(&open.last.len());
        if line.is_apart || line.is_indented || mark.is_some() || !may_be_wrapped {
            return false;
        }
        let (above, here) = (open.last.len(), line.span.len());
        let closing = ['”', '’', '"', '）', ')', '》', '】'];
        let above_words = open.last.of(text).trim_end_matches(closing);
        // The lines of a wrapped paragraph are alike, but for the last, which ends a sentence.
        let is_alike = |width: usize| here.abs_diff(width) <= width / 8;
        let is_last = |width: usize| here < width && line.span.of(text).ends_with(ends_sentence);
        match open.width {
            None => {
                // Titles stand on some pages twice.
                let is_repeated = line.span.of(text) == open.last.of(text);
                let goes_on = !is_repeated && !above_words.ends_with(is_pause);
                goes_on && (is_alike(above) || is_last(above))
            }
            // Among lines known to be full, a clause may end with the line.
            Some(width) => {
                let is_full = above.abs_diff(width) <= width / 8;
                let goes_on = is_full && !above_words.ends_with(ends_sentence);
                goes_on && (is_alike(width) || is_last(width))
            }
        }
    }

    /// Whether the line above was broken within a number: it ends in digits that follow a word, and this
    /// line begins with digits that a word follows, `收到申请1` and `0件`. Dates begin lines of their own.
    fn breaks_number(&self, text: &str, line: &Line) -> bool {
        let Some(open) = self
            .open
            .as_ref()
            .filter(|_| !line.is_apart && !line.is_indented)
        else {
            return false;
        };
        let here = line.span.of(text);
        let rest = here.trim_start_matches(glance::is_digit);
        if rest.len() == here.len() {
            return false;
        }
        let above = open.last.of(text);
        let stem = above.trim_end_matches(glance::is_digit);
        let is_word = |c: char| c >= '\u{4e00}';
        stem.len() < above.len()
            && stem.ends_with(is_word)
            && rest.starts_with(|c| is_word(c) && !matches!(c, '年' | '月' | '日' | '号'))
    }

    fn join(&mut self, span: Span, blocks: &mut [Block]) {
        if let Some(open) = &mut self.open {
            open.width.get_or_insert(open.last.len());
        }
        self.extend(span, blocks);
    }

    fn extend(&mut self, span: Span, blocks: &mut [Block]) {
        let Some(open) = &mut self.open else { return };
        open.last = span;
        if let Some(block) = blocks.get_mut(open.block) {
            *block = Block::Paragraph(block.span().to(span));
        }
    }
}

/// The level of the heading that `words` are, if they are one.
fn heading_level(words: &str, mark: Option<ListMark>, may_be_title: bool) -> Option<u8> {
    if words.len() > MAX_HEADING || words.ends_with(is_pause) || ends_in_figure(words) {
        return None;
    }
    match mark {
        Some(mark) => {
            let rest = words.get(mark.length..).unwrap_or_default();
            (!rest.is_empty() && !rest.contains(ends_sentence)).then_some(mark.level)
        }
        None => (may_be_title && may_name(words)).then_some(0),
    }
}

/// Whether words may be a title, as far as their form tells.
pub(super) fn may_name(words: &str) -> bool {
    words.len() <= MAX_HEADING
        && words.chars().nth(2).is_some()
        && !ends_in_figure(words)
        && !words.starts_with(['(', '（'])
        && !words.contains(|c| is_pause(c) || matches!(c, '[' | ']' | '<' | '>' | '|' | '\t' | '@'))
}

/// Whether a figure stands at the end, perhaps with its unit: `63件`, `3月1日`.
fn ends_in_figure(words: &str) -> bool {
    words.chars().rev().take(3).any(|c| c.is_ascii_digit())
}

/// Whether a sentence ends with `c`.
pub(super) fn ends_sentence(c: char) -> bool {
    matches!(c, '。' | '！' | '？' | '；' | ';' | '!' | '?')
}

/// Whether a sentence or a clause ends with `c`.
fn is_pause(c: char) -> bool {
    ends_sentence(c) || matches!(c, '，' | ',' | '：' | ':' | '、' | '.')
}
