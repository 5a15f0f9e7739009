//! What a chart left in the text: labels that end in a figure, then the values
//! that were plotted, all on one line between tabs.
//!
//! Deliberately absent: comparing the two. Other forms of chart data, such as
//! label and value in turn, stay paragraphs.

use crate::{document::ChartPoint, span::Span};

use super::{
    grid::{Kind, kind},
    line::{self, Line},
};

/// Longer lines are not chart data.
const MAX_LINE: usize = 4096;

/// The points of a chart's line, if it is one.
pub(super) fn points(text: &str, line: &Line) -> Option<Vec<ChartPoint>> {
    let bytes = text.as_bytes();
    if line.span.len() > MAX_LINE || !bytes.get(line.span.range())?.last()?.is_ascii_digit() {
        return None;
    }
    let cells = cells(bytes, line.span);
    let is_number = |cell: &&Span| kind(cell.of(text)) == Kind::Number;
    let n_points = cells.iter().rev().take_while(is_number).count();
    let labels = cells.get(..cells.len() - n_points)?;
    let labels = match labels.len().checked_sub(n_points)? {
        0 => labels,
        1 if shown(text, *labels.first()?).is_none() => labels.get(1..)?,
        _ => return None,
    };
    if n_points < 2 {
        return None;
    }
    labels
        .iter()
        .zip(cells.get(cells.len() - n_points..)?)
        .map(|(&label, &plotted)| {
            Some(ChartPoint {
                label,
                shown: shown(text, label)?,
                plotted,
            })
        })
        .collect()
}

/// Whether a label may be one of a chart: words that end in a figure.
#[cfg(feature = "docx")]
pub(super) fn ends_in_figure(label: &str) -> bool {
    shown(label, Span::new(0, label.len())).is_some()
}

fn cells(bytes: &[u8], span: Span) -> Vec<Span> {
    let (start, end) = (span.start as usize, span.end as usize);
    let inner = bytes.get(span.range()).unwrap_or_default();
    let mut cells = Vec::new();
    let mut from = start;
    for to in memchr::memchr_iter(b'\t', inner)
        .map(|at| start + at)
        .chain([end])
    {
        let cell = line::trim(bytes, from, to);
        if !cell.is_empty() {
            cells.push(cell);
        }
        from = to + 1;
    }
    cells
}

/// The figure at the end of a label; none when there is nothing before it.
fn shown(text: &str, label: Span) -> Option<Span> {
    let words = label
        .of(text)
        .trim_end_matches(|c: char| c.is_ascii_digit() || ".,%".contains(c));
    let figure = Span::new(label.start as usize + words.len(), label.end as usize);
    let is_figure = figure.of(text).starts_with(|c: char| c.is_ascii_digit());
    (is_figure && !words.is_empty()).then_some(figure)
}
