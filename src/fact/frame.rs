//! What frames a report: the year its title names, the periods it states, the days that stand on
//! lines of their own, and the marks of its headings.
//!
//! Read off the dates and the lines that are known already; nothing is searched for twice.
//!
//! Deliberately absent: which of them are wrong.

mod day;

pub use day::Day;

use crate::{
    document::{Block, Document, ListMark},
    fact::{Facts, NotQuantity, period, script},
    span::Span,
    template::Lexicon,
};

/// How many blocks from the start the title is looked for in.
const REACH: usize = 12;
/// The longest title, in bytes.
const LONGEST_TITLE: usize = 150;
/// The longest line that is nothing but a date, in bytes.
const LONGEST_DATE: usize = 60;
/// What may stand between the two days of a period, in bytes.
const FARTHEST: usize = 72;

/// What frames a report.
#[derive(Debug, Default)]
pub struct Frame {
    /// The years that its titles name, one of each title.
    pub titles: Vec<(u16, Span)>,
    /// The periods from day to day that its prose states.
    pub periods: Vec<Period>,
    /// The days that stand on lines of their own: signatures, as a rule.
    pub days: Vec<(Day, Span)>,
    /// The marks at the starts of headings and paragraphs.
    pub marks: Vec<(ListMark, Span)>,
}

/// A period from day to day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Period {
    /// Its first day.
    pub first: Day,
    /// Its last day.
    pub last: Day,
    /// Where the first is printed.
    pub first_span: Span,
    /// Where the last is printed.
    pub last_span: Span,
}

/// Whether a note says that figures are rounded.
///
/// Only a sum that is off by little asks for it, and a search through all the text is worth waiting for that.
pub(crate) fn is_rounded(document: &Document, lexicon: &Lexicon) -> bool {
    let text = script::simplified(document.text());
    let mut words = lexicon.rounded.iter();
    words.any(|word| memchr::memmem::find(text.as_bytes(), word.as_bytes()).is_some())
}

/// Reads the frame of a report whose facts are known.
pub(super) fn read(text: &str, document: &Document, lexicon: &Lexicon, facts: &Facts) -> Frame {
    let mut frame = Frame {
        titles: titles(text, own_blocks(document), &lexicon.reports),
        ..Frame::default()
    };
    let mut blocks = document.blocks().iter().peekable();
    let mut before: Option<(Span, Option<Day>)> = None;
    for &(span, why) in &facts.not_quantities {
        if !matches!(why, NotQuantity::Date) {
            continue;
        }
        let of_before = before.and_then(|(_, day)| day);
        let day = Day::read(span.of(text), of_before.map(|day| day.year));
        if let (Some((first_span, Some(first))), Some(last)) = (before, day)
            && is_period(text, first_span, span)
        {
            frame.periods.push(Period {
                first,
                last,
                first_span,
                last_span: span,
            });
        }
        while blocks
            .next_if(|block| block.span().end < span.end)
            .is_some()
        {}
        if let (Some(day), Some(Block::Heading { span: line, .. } | Block::Paragraph(line))) =
            (day, blocks.peek())
            && line.contains(span)
            && is_all(text, *line, span)
        {
            frame.days.push((day, span));
        }
        before = Some((span, day));
    }
    frame.marks = document
        .blocks()
        .iter()
        .filter_map(|block| mark(text, block))
        .collect();
    frame
}

fn mark(text: &str, block: &Block) -> Option<(ListMark, Span)> {
    let (Block::Heading { span, .. } | Block::Paragraph(span)) = block else {
        return None;
    };
    let mark = ListMark::read(span.of(text)).filter(|mark| mark.number > 0)?;
    let start = span.start as usize;
    Some((mark, Span::new(start, start + mark.length)))
}

/// Whether the days at `first` and `last` are joined to a period: `自…起至…`, `…—…`.
fn is_period(text: &str, first: Span, last: Span) -> bool {
    let between = text
        .get(first.range().end..last.range().start)
        .filter(|between| between.len() <= FARTHEST);
    between.is_some_and(|between| {
        let joint = ['至', '到', '-', '－', '—', '–', '―', '~', '～'];
        between.contains(joint) && !between.contains(['。', '；', ';', '\n', '、', '?', '\u{fffd}'])
    })
}

/// Whether a line is nothing but the date in it, brackets aside.
fn is_all(text: &str, line: Span, date: Span) -> bool {
    let is_frame = |c: char| c.is_whitespace() || "()（）[]【】。".contains(c);
    let around = [(line.start, date.start), (date.end, line.end)];
    line.len() <= LONGEST_DATE
        && around
            .iter()
            .all(|&(start, end)| Span { start, end }.of(text).chars().all(is_frame))
}

/// The blocks of the first file, whose title is the report's.
fn own_blocks(document: &Document) -> &[Block] {
    document.blocks_by_file().next().unwrap_or_default()
}

/// The one year that the titles of a file name, be it a report or a table of one, as far as they can
/// be told without its figures.
pub(crate) fn title_year(document: &Document, lexicon: &Lexicon) -> Option<u16> {
    let text = script::simplified(document.text());
    let names = [&*lexicon.reports, &*lexicon.titles].concat();
    let titles = titles(&text, own_blocks(document), &names);
    let &(year, _) = titles.first()?;
    titles
        .iter()
        .all(|&(other, _)| other == year)
        .then_some(year)
}

/// The years of the lines that name the report; a title may run over two lines.
fn titles(text: &str, blocks: &[Block], names: &[String]) -> Vec<(u16, Span)> {
    let mut titles = Vec::new();
    let mut above: Option<Span> = None;
    for line in blocks
        .iter()
        .take(REACH)
        .flat_map(|block| lines(text, block))
    {
        if line.len() > LONGEST_TITLE {
            above = None;
            continue;
        }
        let is_title = names
            .iter()
            .any(|name| line.of(text).contains(name.as_str()));
        if is_title {
            let year = only_year(text, line);
            titles.extend(year.or_else(|| only_year(text, above?)));
        }
        above = Some(line).filter(|_| !is_title);
    }
    titles
}

/// The lines of a block that may be titles; a short one may have been taken for the first of a paragraph.
fn lines<'t>(text: &'t str, block: &Block) -> impl Iterator<Item = Span> + use<'t> {
    let span = match block {
        Block::Heading { span, level: 0 } | Block::Paragraph(span) => *span,
        _ => Span::default(),
    };
    let mut rest = Some(span);
    let lines = std::iter::from_fn(move || {
        let block = rest?;
        let (start, end) = (block.range().start, block.range().end);
        let n = memchr::memchr(b'\n', block.of(text).as_bytes());
        rest = n.map(|n| Span::new(start + n + 1, end));
        Some(Span::new(start, n.map_or(end, |n| start + n)))
    });
    lines.take(2)
}

/// The one year that a title names; none if it is a trail of links or a sentence, or names several.
fn only_year(text: &str, line: Span) -> Option<(u16, Span)> {
    let words = line.of(text);
    if words.contains(['>', '»', '|', '：', ':', '。', '，', ',', '月']) || words.ends_with("通知")
    {
        return None;
    }
    let mut found: Option<(u16, Span)> = None;
    for (at, _) in words.char_indices().filter(|&(_, c)| c == '年') {
        let before = words.get(..at)?.trim_end();
        let start = before
            .char_indices()
            .rev()
            .nth(3)
            .map_or(0, |(start, _)| start);
        let is_run = before.get(..start)?.ends_with(|c: char| c.is_ascii_digit());
        let Some(year) = period::year_of(before.get(start..)?).filter(|_| !is_run) else {
            continue;
        };
        if found.is_some_and(|(other, _)| other != year) {
            return None;
        }
        let from = line.start as usize;
        found = found.or(Some((
            year,
            Span::new(from + start, from + at + '年'.len_utf8()),
        )));
    }
    // 2008—2012年
    let span = found?.1;
    let before = text.get(..span.range().start)?.trim_end();
    (!before.ends_with(['-', '－', '—', '–', '至', '~', '～'])).then_some(found?)
}
