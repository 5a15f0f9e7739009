//! What of a report a finding shows, as a source for miette.
//!
//! miette prints source lines whole and counts them upwards from the first. An
//! excerpt has rows of its own instead: windows of long lines, and table rows
//! put together where a figure stands alone on its line. Each row knows the line
//! of the report it shows; [`Excerpt::numbered`] puts that into the gutter.
//!
//! Deliberately absent: colours, messages, and which marks are worth showing.

use miette::{LabeledSpan, MietteError, MietteSpanContents, SourceCode, SourceSpan, SpanContents};

use super::{
    LineIndex,
    locator::address,
    plain::{plain, width},
    window::{self, HOOK, LineMark, Row, elided},
    words::{blank_word, role_word},
};
use crate::{
    finding::{Mark, Role},
    language::Language,
};

/// A line with no more than this beside the figure does not explain it.
const BARE: usize = 12;

/// How far from a figure its label may stand and still be seen to belong to it, in bytes.
const NEAR: usize = 45;

/// How far before and after a figure its label is looked for, in bytes.
const REACH: usize = 600;

/// How excerpts are drawn.
#[derive(Debug, Clone, Copy)]
pub(super) struct Style {
    /// The cells of the terminal.
    pub(super) width: usize,
    /// What stands for text left out.
    pub(super) ellipsis: &'static str,
    /// What stands between the cells of a table row.
    pub(super) bar: &'static str,
    /// The language of the words.
    pub(super) language: Language,
}

/// Rows of a report, each with the line it shows.
#[derive(Debug)]
pub(super) struct Excerpt {
    /// The head of each file's rows, and the first of these.
    titles: Vec<(usize, String)>,
    rows: Vec<(usize, Row)>,
    /// The rows, each with its line end, and where each starts.
    view: String,
    starts: Vec<usize>,
    /// The cells that line numbers take.
    digits: usize,
}

impl Excerpt {
    /// The excerpt of the report at `path` that shows `marks`, the first of which heads its file's.
    pub(super) fn new(
        path: &str,
        text: &str,
        lines: &LineIndex<'_>,
        marks: &[&Mark],
        style: Style,
    ) -> Self {
        let primary = marks.first().map(|mark| mark.span).unwrap_or_default();
        let mut marks = marks.to_vec();
        marks.sort_by_key(|mark| (mark.span, mark.role != Role::Total));
        marks.dedup_by_key(|mark| mark.span);
        let line_of = |mark: &Mark| lines.position(mark.span.range().start).line;
        let last = marks.iter().map(|mark| line_of(mark)).max().unwrap_or(1);
        // Room for the numbers that stand in for the real ones: there may be more rows than lines.
        let digits = digits(last).max(digits(marks.len() * 2 + 1));
        let budget = style.width.saturating_sub(digits + 4);
        let mut rows: Vec<(usize, Row)> = Vec::new();
        let mut titles: Vec<(usize, String)> = Vec::new();
        let mut file = None;
        // A page may have all of its text in one line of its source.
        let shown_line = |mark: &Mark| lines.line_around(mark.span.range().start);
        for on_line in marks.chunk_by(|a, b| shown_line(a) == shown_line(b)) {
            let Some(first) = on_line.first() else {
                continue;
            };
            if file != Some(lines.path(first.span)) {
                file = Some(lines.path(first.span));
                if !rows.is_empty() {
                    // miette puts two files apart only where something lies between them.
                    rows.push(<(usize, Row)>::default());
                }
                let is_own = lines.path(primary) == lines.path(first.span);
                let head = if is_own { primary } else { first.span };
                let title = plain(&address(path, lines, head, style.language));
                let title = elided_front(&title, budget.saturating_sub(4), style.ellipsis);
                titles.push((rows.len(), title));
            }
            let shown = Shown {
                text,
                line: lines.line_around(first.span.range().start),
                style,
                budget,
            };
            let number = line_of(first);
            rows.extend(shown.rows(on_line).into_iter().map(|row| (number, row)));
        }
        Self::from_rows(titles, rows, digits)
    }

    fn from_rows(titles: Vec<(usize, String)>, rows: Vec<(usize, Row)>, digits: usize) -> Self {
        let mut view = String::new();
        let mut starts = Vec::with_capacity(rows.len());
        for (_, row) in &rows {
            starts.push(view.len());
            view.push_str(&row.text);
            view.push('\n');
        }
        Self {
            titles,
            rows,
            view,
            starts,
            digits,
        }
    }

    /// The marks in the view, for miette.
    pub(super) fn labels(&self) -> impl Iterator<Item = LabeledSpan> {
        self.rows
            .iter()
            .zip(&self.starts)
            .flat_map(|((_, row), start)| {
                row.marks.iter().map(move |(range, words)| {
                    let words = (!words.is_empty()).then(|| words.clone());
                    LabeledSpan::new(words, start + range.start, range.len())
                })
            })
    }

    /// The rendered excerpt with the lines of the report in the gutter.
    ///
    /// miette numbers the rows from [`Self::first_number`] on; each number has as
    /// many digits as the widest real one, so that nothing moves.
    pub(super) fn numbered(&self, rendered: &str, bar: char) -> String {
        let mut out = String::with_capacity(rendered.len());
        // What lies between two files is not drawn.
        let is_drawn = |(_, (_, row)): &(usize, &(usize, Row))| !row.text.is_empty();
        let mut rows = self.rows.iter().enumerate().filter(is_drawn).peekable();
        for line in rendered.lines() {
            let replaced = rows.peek().and_then(|(i, (number, _))| {
                let stand_in = format!(" {} {bar} ", self.first_number() + i);
                let rest = line.strip_prefix(&stand_in)?;
                Some(format!(
                    " {number:>width$} {bar} {rest}",
                    width = self.digits
                ))
            });
            if replaced.is_some() {
                rows.next();
            }
            out.push_str(replaced.as_deref().unwrap_or(line).trim_end());
            out.push('\n');
        }
        out
    }

    /// The number miette gives to the first row.
    fn first_number(&self) -> usize {
        let power = u32::try_from(self.digits - 1).unwrap_or(0);
        10_usize.saturating_pow(power)
    }

    fn row_at(&self, offset: usize) -> usize {
        self.starts
            .partition_point(|&start| start <= offset)
            .saturating_sub(1)
    }
}

impl SourceCode for Excerpt {
    fn read_span<'a>(
        &'a self,
        span: &SourceSpan,
        _lines_before: usize,
        _lines_after: usize,
    ) -> Result<Box<dyn SpanContents<'a> + 'a>, MietteError> {
        let first = self.row_at(span.offset());
        let last = self.row_at(span.offset() + span.len());
        let start = self.starts.get(first).ok_or(MietteError::OutOfBounds)?;
        let end = self.starts.get(last + 1).unwrap_or(&self.view.len()) - 1;
        let data = self.view.get(*start..end).ok_or(MietteError::OutOfBounds)?;
        let above = self.titles.partition_point(|&(row, _)| row <= first);
        let title = above.checked_sub(1).and_then(|at| self.titles.get(at));
        Ok(Box::new(MietteSpanContents::new_named(
            title.map(|(_, title)| title.clone()).unwrap_or_default(),
            data.as_bytes(),
            (*start, data.len()).into(),
            self.first_number() - 1 + first,
            0,
            last - first + 1,
        )))
    }
}

/// One line of the report and how it is shown.
struct Shown<'a> {
    text: &'a str,
    line: std::ops::Range<usize>,
    style: Style,
    budget: usize,
}

impl Shown<'_> {
    /// The rows for the marks of this line.
    fn rows(&self, marks: &[&Mark]) -> Vec<Row> {
        let (bare, in_words): (Vec<&Mark>, Vec<&Mark>) =
            marks.iter().partition(|mark| self.is_bare(mark));
        let mut rows: Vec<Row> = bare.iter().map(|mark| self.table_row(mark)).collect();
        let in_words: Vec<LineMark> = in_words.iter().map(|mark| self.line_mark(mark)).collect();
        rows.extend(window::rows(
            self.text,
            self.line.clone(),
            &in_words,
            self.budget,
            self.style.ellipsis,
        ));
        for row in rows.iter_mut().filter(|row| row.text.is_empty()) {
            // A row without any text would not be drawn.
            blank_word(self.style.language).clone_into(&mut row.text);
            for (range, _) in &mut row.marks {
                *range = 0..row.text.len();
            }
        }
        rows
    }

    /// Whether the figure stands on a line that does not say what it counts.
    fn is_bare(&self, mark: &Mark) -> bool {
        if mark.label.trim().is_empty() || mark.role == Role::Words {
            return false;
        }
        let span = self.clamped(mark);
        let beside = |range| {
            let text: &str = self.text.get(range).unwrap_or_default();
            text.chars()
                .filter(|c| !c.is_whitespace())
                .take(BARE + 1)
                .count()
        };
        let n_beside = beside(self.line.start..span.start) + beside(span.end..self.line.end);
        n_beside <= BARE && self.label_at(mark).is_none()
    }

    /// The row as a reader of the table knows it.
    fn table_row(&self, mark: &Mark) -> Row {
        let printed = plain(mark.span.of(self.text));
        let printed = match printed.trim() {
            "" => blank_word(self.style.language).to_owned(),
            _ => printed,
        };
        let Style { bar, ellipsis, .. } = self.style;
        let gap = format!(" {bar} ");
        let unit = match elided(&mark.unit, self.budget / 4, ellipsis) {
            unit if unit.is_empty() => unit,
            unit => format!("{unit}{gap}"),
        };
        // Label, unit and figure are whole unless one of them alone is out of all measure.
        let room = self.budget.saturating_sub(width(&gap) + width(&unit));
        let printed = elided(&printed, room / 2, ellipsis);
        let hook = width(&printed) / 2 + HOOK;
        let role = elided(
            &self.words(mark, true),
            (room / 2).max(hook) - hook,
            ellipsis,
        );
        let taken = width(&printed).max(hook + width(&role));
        let label = elided(mark.label.trim(), room.saturating_sub(taken), ellipsis);
        let mut text = format!("{label}{gap}{unit}");
        let start = text.len();
        text.push_str(&printed);
        Row {
            marks: vec![(start..text.len(), role)],
            text,
        }
    }

    fn line_mark(&self, mark: &Mark) -> LineMark {
        let span = self.clamped(mark);
        let is_near = |label: &std::ops::Range<usize>| {
            label.end + NEAR >= span.start && label.start <= span.end + NEAR
        };
        // A label further off is told below the figure, where it is wanted.
        let label = self.label_at(mark).filter(is_near);
        let after = self.text.get(span.end..self.line.end).unwrap_or_default();
        let unit = if after.starts_with(&mark.unit) {
            mark.unit.len()
        } else {
            0
        };
        let (start, end) = label
            .clone()
            .map_or((span.start, span.end), |at| (at.start, at.end));
        LineMark {
            core: start.min(span.start)..end.max(span.end + unit),
            label: self.words(mark, label.is_some()),
            span,
        }
    }

    /// The words below the underline: the role, the label unless it is seen, the value unless it is.
    fn words(&self, mark: &Mark, is_labelled: bool) -> String {
        let label = plain(mark.label.trim());
        if mark.role == Role::Words {
            // Words that only repeat what is underlined say nothing.
            let is_seen = find_spaced(mark.span.of(self.text), &label, false).is_some();
            return if is_seen { String::new() } else { label };
        }
        let mut words = role_word(mark.role, self.style.language).to_owned();
        if !is_labelled && !label.is_empty() {
            words = format!("{words} {label}");
        }
        let printed = mark.span.of(self.text).trim();
        match mark.value.map(|value| value.to_string()) {
            Some(value) if !printed.starts_with(&value) && !printed.is_empty() => {
                format!("{words} = {value}")
            }
            _ => words,
        }
    }

    /// Where the mark's label stands on its line, next to the figure.
    fn label_at(&self, mark: &Mark) -> Option<std::ops::Range<usize>> {
        let span = self.clamped(mark);
        let label = mark.label.trim();
        if label.is_empty() {
            return None;
        }
        let from = floor(
            self.text,
            span.start.saturating_sub(REACH).max(self.line.start),
        );
        let to = floor(self.text, (span.end + REACH).min(self.line.end));
        let found = |range: std::ops::Range<usize>, is_last| {
            let at = find_spaced(self.text.get(range.clone())?, label, is_last)?;
            Some(range.start + at.start..range.start + at.end)
        };
        found(from..span.start, true).or_else(|| found(from..to, false))
    }

    /// The mark's span on its first line.
    fn clamped(&self, mark: &Mark) -> std::ops::Range<usize> {
        let range = mark.span.range();
        let start = range.start.clamp(self.line.start, self.line.end);
        start..range.end.clamp(start, self.line.end)
    }
}

/// Where `label` stands in `text`, blanks aside: reports space labels out as they like.
fn find_spaced(text: &str, label: &str, is_last: bool) -> Option<std::ops::Range<usize>> {
    let solid = |text: &str| -> Vec<(usize, char)> {
        let chars = text.char_indices();
        chars.filter(|(_, c)| !c.is_whitespace()).collect()
    };
    let (text, label) = (solid(text), solid(label));
    let is_here = |part: &&[(usize, char)]| part.iter().map(|p| p.1).eq(label.iter().map(|l| l.1));
    let mut parts = text.windows(label.len().max(1));
    let part = if is_last {
        parts.rfind(is_here)
    } else {
        parts.find(is_here)
    }?;
    let (first, last) = (part.first()?, part.last()?);
    Some(first.0..last.0 + last.1.len_utf8())
}

/// The last character boundary at or before `at`.
fn floor(text: &str, at: usize) -> usize {
    (0..=at.min(text.len()))
        .rev()
        .find(|&i| text.is_char_boundary(i))
        .unwrap_or(0)
}

/// How many digits a number has.
fn digits(number: usize) -> usize {
    number.checked_ilog10().map_or(1, |log| log as usize + 1)
}

/// A path keeps its end, which is what tells files apart.
fn elided_front(text: &str, cells: usize, ellipsis: &str) -> String {
    if width(text) <= cells {
        return text.to_owned();
    }
    let mut used = width(ellipsis);
    let kept = text.char_indices().rev().take_while(|(_, c)| {
        used += super::plain::char_width(*c);
        used <= cells
    });
    let start = kept.last().map_or(text.len(), |(at, _)| at);
    format!("{ellipsis}{}", text.get(start..).unwrap_or_default())
}
