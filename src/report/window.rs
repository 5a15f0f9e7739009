//! The part of a long line that is worth showing: windows around the marks.
//!
//! A paragraph of a Chinese report is one line of some four hundred characters,
//! eight hundred cells wide. What is shown of it is what surrounds the marks, as
//! much as fits, with an ellipsis for what is left out. Marks too far apart for
//! one row get several rows of the same line.

use std::ops::Range;

use super::plain::{char_width, plain_char, width};

/// How many cells beyond its label a mark's drawing takes: `╰── `.
pub(super) const HOOK: usize = 4;

/// Context on each side of a mark, in cells, widest first.
const CONTEXTS: [usize; 12] = [400, 160, 100, 70, 50, 40, 30, 22, 16, 11, 7, 4];

/// A mark on a line of the report.
#[derive(Debug, Clone)]
pub(super) struct LineMark {
    /// The bytes that are underlined.
    pub(super) span: Range<usize>,
    /// The bytes around it that belong with it: its label and its unit.
    pub(super) core: Range<usize>,
    /// The words below the underline.
    pub(super) label: String,
}

/// One row of an excerpt, ready to be drawn.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Row {
    /// The text, plain.
    pub(super) text: String,
    /// What is underlined: bytes of `text`, with the words below.
    pub(super) marks: Vec<(Range<usize>, String)>,
}

impl Row {
    /// The cells it takes, with the words below its underlines.
    pub(super) fn width(&self) -> usize {
        let hooks = self.marks.iter().map(|(range, label)| {
            let start = width(self.text.get(..range.start).unwrap_or_default());
            let inner = width(self.text.get(range.clone()).unwrap_or_default()).max(1);
            let words = if label.is_empty() {
                0
            } else {
                HOOK + width(label)
            };
            start + inner.max(inner / 2 + words)
        });
        hooks.max().unwrap_or(0).max(width(&self.text))
    }
}

/// Shows `marks`, sorted by start, of the line at `line` in rows of at most `budget` cells.
pub(super) fn rows(
    text: &str,
    line: Range<usize>,
    marks: &[LineMark],
    budget: usize,
    ellipsis: &str,
) -> Vec<Row> {
    // What is marked is shown, be it blank.
    let bare = trimmed(text, line);
    let start = marks
        .iter()
        .map(|mark| mark.span.start)
        .fold(bare.start, usize::min);
    let end = marks
        .iter()
        .map(|mark| mark.span.end)
        .fold(bare.end, usize::max);
    let line = start..end;
    let mut drawing = Drawing {
        text,
        from: line.start,
        line,
        budget,
        ellipsis,
    };
    let mut rows = Vec::new();
    let mut rest = marks;
    while !rest.is_empty() {
        let apart = n_disjoint(rest);
        let (n_taken, row) = (2..=apart)
            .rev()
            .find_map(|n| Some((n, drawing.fitting(rest.split_at_checked(n)?)?)))
            .unwrap_or_else(|| (1, drawing.alone(rest.split_at(1))));
        rows.push(row);
        let (taken, later) = rest.split_at(n_taken);
        drawing.from = taken.last().map_or(drawing.from, |mark| mark.core.end);
        rest = later;
    }
    rows
}

/// How many of the first marks do not overlap each other.
fn n_disjoint(marks: &[LineMark]) -> usize {
    let overlap = marks
        .windows(2)
        .position(|pair| pair[1].span.start < pair[0].span.end.max(pair[0].span.start + 1));
    overlap.map_or(marks.len(), |at| at + 1)
}

/// The first marks, which share a row, and those after them.
type Split<'m> = (&'m [LineMark], &'m [LineMark]);

/// What one line is drawn with.
struct Drawing<'a> {
    text: &'a str,
    line: Range<usize>,
    /// What stands before was shown in the rows above.
    from: usize,
    budget: usize,
    ellipsis: &'a str,
}

impl Drawing<'_> {
    /// One row for all of the first marks, with as much context as fits.
    fn fitting(&self, split: Split<'_>) -> Option<Row> {
        // With several marks, less context than this reads worse than two rows.
        let least = if split.0.len() > 1 { 7 } else { 0 };
        let contexts = CONTEXTS.iter().filter(|&&context| context >= least);
        contexts
            .map(|&context| self.row(split, context, true))
            .find(|row| row.width() <= self.budget)
    }

    /// One row for a mark that shares it with none.
    fn alone(&self, split: Split<'_>) -> Row {
        let bare = || {
            let rows = CONTEXTS.map(|context| self.row(split, context, false));
            rows.into_iter().find(|row| row.width() <= self.budget)
        };
        let clipped = || split.0.first().map(|mark| self.clipped(mark));
        self.fitting(split)
            .or_else(bare)
            .or_else(clipped)
            .unwrap_or_default()
    }

    /// The mark's own text and words as far as they fit.
    fn clipped(&self, mark: &LineMark) -> Row {
        let shown = self.text.get(mark.span.clone()).unwrap_or_default();
        let shown = elided(shown, self.budget, self.ellipsis);
        let words = self.budget.saturating_sub(width(&shown) / 2 + HOOK);
        Row {
            marks: vec![(0..shown.len(), elided(&mark.label, words, self.ellipsis))],
            text: shown,
        }
    }

    /// One row with `context` cells on each side of every mark.
    fn row(&self, split: Split<'_>, context: usize, with_core: bool) -> Row {
        let marks = split.0;
        let mut row = Row::default();
        let windows = self.windows(split, context, with_core);
        for (i, window) in windows.iter().enumerate() {
            if i > 0 || window.start > self.line.start {
                row.text.push_str(self.ellipsis);
            }
            let inside =
                |mark: &&LineMark| window.start <= mark.span.start && mark.span.start <= window.end;
            let mut at = window.start;
            for mark in marks.iter().filter(inside) {
                if mark.span.start < at {
                    continue;
                }
                self.push(&mut row, at..mark.span.start);
                let start = row.text.len();
                at = mark.span.end.min(window.end).max(mark.span.start);
                self.push(&mut row, mark.span.start..at);
                row.marks.push((start..row.text.len(), mark.label.clone()));
            }
            self.push(&mut row, at..window.end);
        }
        if windows.last().is_some_and(|w| w.end < self.line.end) {
            row.text.push_str(self.ellipsis);
        }
        row
    }

    fn push(&self, row: &mut Row, bytes: Range<usize>) {
        let text = self.text.get(bytes).unwrap_or_default();
        row.text.extend(text.chars().filter_map(plain_char));
    }

    /// The bytes to show, in order, apart from each other.
    ///
    /// What the rows above and below show is not shown here as well.
    fn windows(&self, split: Split<'_>, context: usize, with_core: bool) -> Vec<Range<usize>> {
        let mut windows: Vec<Range<usize>> = Vec::new();
        let to = split
            .1
            .first()
            .map_or(self.line.end, |next| next.core.start);
        for mark in split.0 {
            let kept = if with_core { &mark.core } else { &mark.span };
            let start = self
                .back(kept.start, context)
                .max(self.from.min(kept.start));
            let end = self.forth(kept.end, context).min(to.max(kept.end));
            let window = self.past_number(start, kept.start)..self.before_number(end, kept.end);
            match windows.last_mut() {
                // An ellipsis would take more room than what it stands for.
                Some(last) if window.start <= self.forth(last.end, width(self.ellipsis)) => {
                    last.end = last.end.max(window.end);
                }
                _ => windows.push(window),
            }
        }
        windows
    }

    /// Where to start so that no number is cut: half of one would be another number.
    fn past_number(&self, start: usize, kept: usize) -> usize {
        let before = self.text.get(self.line.start..start).unwrap_or_default();
        if !before.ends_with(is_of_number) {
            return start;
        }
        let shown = self.text.get(start..kept).unwrap_or_default();
        start + (shown.len() - shown.trim_start_matches(is_of_number).len())
    }

    /// Where to end so that no number is cut.
    fn before_number(&self, end: usize, kept: usize) -> usize {
        let after = self.text.get(end..self.line.end).unwrap_or_default();
        if !after.starts_with(is_of_number) {
            return end;
        }
        let shown = self.text.get(kept..end).unwrap_or_default();
        end - (shown.len() - shown.trim_end_matches(is_of_number).len())
    }

    /// The place `cells` before `at`, within the line.
    fn back(&self, at: usize, cells: usize) -> usize {
        let at = at.clamp(self.line.start, self.line.end);
        let before = self.text.get(self.line.start..at).unwrap_or_default();
        let steps = before.chars().rev().map(|c| (c, c.len_utf8()));
        at - within(steps, cells)
    }

    /// The place `cells` after `at`, within the line.
    fn forth(&self, at: usize, cells: usize) -> usize {
        let at = at.clamp(self.line.start, self.line.end);
        let after = self.text.get(at..self.line.end).unwrap_or_default();
        at + within(after.chars().map(|c| (c, c.len_utf8())), cells)
    }
}

/// Whether a character may stand within a number.
fn is_of_number(c: char) -> bool {
    matches!(c, '0'..='9' | '０'..='９' | '.' | '%' | '．' | '％')
}

/// How many bytes of the characters fit in `cells`.
fn within(chars: impl Iterator<Item = (char, usize)>, cells: usize) -> usize {
    // What has no width counts as well: a row shall not grow without end.
    chars
        .scan(0, |used, (c, n_bytes)| {
            *used += plain_char(c).map_or(1, char_width);
            (*used <= cells).then_some(n_bytes)
        })
        .sum()
}

/// Plain text in at most `cells`, its middle left out if need be.
///
/// The start of a label says under what it stands, the end what it counts.
pub(super) fn elided(text: &str, cells: usize, ellipsis: &str) -> String {
    let all: String = text.chars().filter_map(plain_char).collect();
    if width(&all) <= cells {
        return all;
    }
    let room = cells.saturating_sub(width(ellipsis));
    let head = within(all.chars().map(|c| (c, c.len_utf8())), room / 2);
    let tail = within(
        all.chars().rev().map(|c| (c, c.len_utf8())),
        room - room / 2,
    );
    let (head, tail) = (all.get(..head), all.get(all.len() - tail..));
    format!(
        "{}{ellipsis}{}",
        head.unwrap_or_default(),
        tail.unwrap_or_default()
    )
}

/// The line without the indent and the blanks at its end.
fn trimmed(text: &str, line: Range<usize>) -> Range<usize> {
    let shown = text.get(line.clone()).unwrap_or_default();
    let start = line.start + (shown.len() - shown.trim_start().len());
    let end = line.start + shown.trim_end().len();
    if start > end { line } else { start..end }
}

#[cfg(test)]
#[expect(clippy::string_slice, reason = "the tests cut on known boundaries")]
mod tests {
    use super::*;

    fn mark(text: &str, shown: &str, label: &str) -> LineMark {
        let start = text.find(shown).unwrap();
        LineMark {
            span: start..start + shown.len(),
            core: start..start + shown.len(),
            label: label.to_owned(),
        }
    }

    #[test]
    fn a_short_line_is_shown_whole_without_its_indent() {
        let text = "　　收到申请数13件。\r";
        let rows = rows(
            text,
            0..text.len() - 1,
            &[mark(text, "13", "合计")],
            60,
            "…",
        );
        assert_eq!(rows.len(), 1);
        assert_eq!(rows[0].text, "收到申请数13件。");
        assert_eq!(&rows[0].text[rows[0].marks[0].0.clone()], "13");
    }

    #[test]
    fn marks_too_far_apart_for_their_words_get_rows_of_their_own() {
        let text = format!("共{}11件，{}其中22件。", "前".repeat(90), "中".repeat(90));
        let marks = [
            mark(&text, "11", &"甲".repeat(9)),
            mark(&text, "22", &"乙".repeat(9)),
        ];
        for (budget, n_rows) in [(120, 1), (34, 2)] {
            let rows = rows(&text, 0..text.len(), &marks, budget, "…");
            assert_eq!(rows.len(), n_rows, "budget {budget}");
            assert!(rows.iter().all(|row| row.width() <= budget), "{rows:?}");
            let shown: Vec<_> = rows
                .iter()
                .flat_map(|row| row.marks.iter().map(|m| &row.text[m.0.clone()]))
                .collect();
            assert_eq!(shown, ["11", "22"]);
        }
    }

    #[test]
    fn overlapping_marks_are_drawn_on_rows_of_their_own() {
        let text = "附件：2017年统计表";
        let marks = [mark(text, "附件：2017年", ""), mark(text, "2017", "")];
        assert_eq!(rows(text, 0..text.len(), &marks, 60, "…").len(), 2);
    }

    #[test]
    fn a_mark_wider_than_the_terminal_is_cut() {
        let text = "数".repeat(300);
        let whole = mark(&text, &text, "合计");
        let rows = rows(&text, 0..text.len(), &[whole], 30, "..");
        assert!(rows[0].width() <= 30);
        assert!(rows[0].text.contains(".."));
    }

    #[test]
    fn elided_keeps_both_ends() {
        assert_eq!(
            elided("不是《条例》所指政府信息数", 26, "…"),
            "不是《条例》所指政府信息数"
        );
        assert_eq!(
            elided("不是《条例》所指政府信息数", 13, "…"),
            "不是《…信息数"
        );
        assert_eq!(elided("甲", 0, "…"), "…");
    }
}
