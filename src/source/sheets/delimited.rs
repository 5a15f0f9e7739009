//! Delimited values: text whose lines are rows of a sheet, as spreadsheets export them.
//!
//! Cells are read as those of a sheet are, with its title, tables and notes, and each figure
//! leads back to where it stands in the file. A report as text may hold a comma or two as
//! well: unless its name says that it is a table, a file is one only if nothing else can be meant.
//!
//! Deliberately absent: comments, and escapes other than a doubled quote.

use csv_core::{ReadFieldResult, Reader, ReaderBuilder};

use super::{
    super::{Limits, Unread, draft::Draft},
    sheet::{Cell, Sheet, Shown},
    tell,
};
use crate::{
    document::Document,
    gap::{Gap, GapKind},
    span::Span,
};

/// So many rows are looked at to tell whether a text is delimited.
const N_TRIED: usize = 200;
/// The fewest rows of a table that is told by content alone.
const FEWEST_ROWS: usize = 4;
/// The fewest columns of one.
const FEWEST_COLUMNS: usize = 3;
/// A cell of more characters is prose.
const LONG_CELL: usize = 60;

/// The delimiter of `text`, if it is delimited; `is_named` if its name says so.
pub(in super::super) fn delimiter(text: &str, is_named: bool) -> Option<u8> {
    if let Some(delimiter) = announced(text) {
        return Some(delimiter);
    }
    let candidates: &[u8] = if is_named { b"\t;," } else { b";," };
    let fitting = candidates.iter().filter_map(|&delimiter| {
        let fitness = if is_named {
            loosely(text, delimiter)
        } else {
            strictly(text, delimiter)
        };
        Some((fitness?, delimiter))
    });
    let (_, delimiter) = fitting.max_by_key(|&(fitness, _)| fitness)?;
    Some(delimiter)
}

/// The delimiter that the first line names, in the manner of Excel: `sep=;`.
fn announced(text: &str) -> Option<u8> {
    let line = text.lines().next()?.trim_matches('"');
    match line.strip_prefix("sep=")?.as_bytes() {
        &[delimiter @ (b',' | b';' | b'\t' | b'|')] => Some(delimiter),
        _ => None,
    }
}

/// How many cells a delimiter makes of a text that is said to be delimited, if it divides most rows.
fn loosely(text: &str, delimiter: u8) -> Option<usize> {
    let widths: Vec<usize> = Rows::new(text, delimiter)
        .take(N_TRIED)
        .map(|row| row.fields.len())
        .collect();
    let n_divided = widths.iter().filter(|&&width| width > 1).count();
    (n_divided * 2 > widths.len()).then(|| widths.iter().sum())
}

/// How many cells a delimiter makes of a text that can be nothing else: all rows have as many cells, all are short,
/// none holds a sentence, and some are figures.
fn strictly(text: &str, delimiter: u8) -> Option<usize> {
    // A report's first lines end the matter: a title may stand above a table, and no more.
    let mut lines = text.lines().filter(|line| !line.trim().is_empty());
    let n_delimiters = |line: &str| memchr::memchr_iter(delimiter, line.as_bytes()).count();
    let is_wide = |line: &str| n_delimiters(line) + 1 >= FEWEST_COLUMNS;
    let is_cell =
        |words: &str| words.chars().nth(LONG_CELL).is_none() && !words.contains(['。', '；', '\n']);
    let mut head = lines.next()?;
    let has_title = !is_wide(head);
    if has_title && n_delimiters(head) == 0 {
        head = lines.next()?;
    }
    // Prose is passed over before a reader of cells is made ready.
    if !is_wide(head) || !head.split(char::from(delimiter)).all(is_cell) {
        return None;
    }
    let (mut n_rows, mut width, mut has_figure) = (0, None, false);
    let rows = Rows::new(text, delimiter).skip(usize::from(has_title));
    for row in rows.take(N_TRIED) {
        let is_wide = *width.get_or_insert(row.fields.len()) == row.fields.len();
        if !is_wide || !row.fields.iter().all(|(words, _)| is_cell(words)) {
            return None;
        }
        let is_figure = |(words, _): &(String, Span)| words.trim().parse::<u64>().is_ok();
        has_figure |= row.fields.iter().any(is_figure);
        n_rows += 1;
    }
    let is_table = has_figure && n_rows >= FEWEST_ROWS;
    width.filter(|_| is_table).map(|width| n_rows * width)
}

/// Reads delimited text.
///
/// # Errors
///
/// If it shows nothing.
pub(in super::super) fn read(
    text: String,
    delimiter: u8,
    limits: &Limits,
) -> Result<(Document, Vec<Gap>), Unread> {
    let mut draft = Draft::new(*limits);
    let mut sheet = Sheet::default();
    let rows = Rows::new(&text, delimiter).skip(usize::from(announced(&text).is_some()));
    'rows: for row in rows {
        for (column, (words, source)) in (0..).zip(row.fields) {
            if words.trim().is_empty() {
                continue;
            }
            if sheet.cells.len() == limits.cells {
                draft.gap(GapKind::TooManyCells);
                break 'rows;
            }
            sheet.cells.push(Cell {
                row: row.number,
                column,
                shown: Shown {
                    source: Some(source),
                    ..Shown::words(words)
                },
            });
        }
    }
    let (seen, _) = sheet.seen();
    tell(&mut draft, &sheet, seen);
    draft.finish_over(text)
}

/// A row of cells.
struct Row {
    /// Which row, from 0; blank lines count.
    number: u32,
    /// Words, and where in the text they stand without quotes and blanks around them.
    fields: Vec<(String, Span)>,
}

/// The rows of a text.
struct Rows<'a> {
    text: &'a str,
    delimiter: u8,
    at: usize,
    reader: Reader,
    number: u32,
}

impl<'a> Rows<'a> {
    fn new(text: &'a str, delimiter: u8) -> Self {
        Self {
            text,
            delimiter,
            at: 0,
            reader: ReaderBuilder::new().delimiter(delimiter).build(),
            number: 0,
        }
    }

    /// The next field as it stands in the text, its words, and whether the row ends with it.
    fn field(&mut self) -> Option<(&'a str, String, bool)> {
        let (start, mut words) = (self.at, Vec::new());
        let mut buffer = [0; 256];
        loop {
            let rest = self.text.as_bytes().get(self.at..)?;
            let (result, n_read, n_written) = self.reader.read_field(rest, &mut buffer);
            self.at += n_read;
            words.extend_from_slice(buffer.get(..n_written)?);
            let ReadFieldResult::Field { record_end } = result else {
                if matches!(result, ReadFieldResult::End) {
                    return None;
                }
                continue;
            };
            let raw = self.text.get(start..self.at)?;
            return Some((raw, String::from_utf8(words).ok()?, record_end));
        }
    }
}

impl Iterator for Rows<'_> {
    type Item = Row;

    fn next(&mut self) -> Option<Row> {
        let mut fields = Vec::new();
        loop {
            let start = self.at;
            let (raw, words, is_last) = self.field()?;
            if fields.is_empty() {
                self.number += n_blank(self.text, start, raw);
            }
            let source = bare(raw, start, char::from(self.delimiter), is_last);
            fields.push((words.trim().to_owned(), source));
            if is_last {
                let number = self.number;
                self.number += 1;
                return Some(Row { number, fields });
            }
        }
    }
}

/// How many blank lines stand before the row that begins with the field `raw` at `start`.
fn n_blank(text: &str, start: usize, raw: &str) -> u32 {
    let lead = raw.len() - raw.trim_start_matches(['\r', '\n']).len();
    let n_ends = raw.bytes().take(lead).filter(|&byte| byte == b'\n').count();
    // The second half of the line end before.
    let is_half =
        raw.starts_with('\n') && text.as_bytes().get(start.wrapping_sub(1)) == Some(&b'\r');
    u32::try_from(n_ends - usize::from(is_half)).unwrap_or(u32::MAX)
}

/// Where the words of a field stand, without its delimiter, blanks and quotes.
fn bare(raw: &str, start: usize, delimiter: char, is_last: bool) -> Span {
    let field = if is_last {
        raw
    } else {
        raw.strip_suffix(delimiter).unwrap_or(raw)
    };
    let n_lead = |words: &str| words.len() - words.trim_start().len();
    let (mut words, mut lead) = (field.trim(), n_lead(field));
    if let Some(inner) = words.strip_prefix('"') {
        let inner = inner.strip_suffix('"').unwrap_or(inner);
        lead += 1 + n_lead(inner);
        words = inner.trim();
    }
    Span::new(start + lead, start + lead + words.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(text: &str) -> Vec<(u32, Vec<(String, String)>)> {
        let field = |(words, source): (String, Span)| (words, source.of(text).to_owned());
        let rows = Rows::new(text, b',');
        rows.map(|row| (row.number, row.fields.into_iter().map(field).collect()))
            .collect()
    }

    #[test]
    fn fields_know_where_they_stand() {
        let same = |words: &str| (words.to_owned(), words.to_owned());
        let text = "甲, 12 ,\"1,234\"\r\n\r\n\r\n乙,\"他说\"\"好\"\"\",\n丙,,3";
        assert_eq!(
            rows(text),
            [
                (0, vec![same("甲"), same("12"), same("1,234")]),
                (
                    3,
                    vec![
                        same("乙"),
                        ("他说\"好\"".to_owned(), "他说\"\"好\"\"".to_owned()),
                        same("")
                    ]
                ),
                (4, vec![same("丙"), same(""), same("3")]),
            ]
        );
        assert_eq!(rows("甲,1\n\n乙,2\n")[1].0, 2);
        assert!(rows("").is_empty());
    }

    #[test]
    fn content_alone_must_leave_no_doubt() {
        let table = "指标,单位,数\n收到,件,13\n当面,件,3\n网络,件,10\n";
        assert_eq!(delimiter(table, false), Some(b','));
        assert_eq!(delimiter(&table.replace(',', ";"), false), Some(b';'));
        assert_eq!(delimiter(&table.replace(',', "\t"), false), None);
        assert_eq!(delimiter(&table.replace(',', "\t"), true), Some(b'\t'));
        assert_eq!(delimiter("sep=|\n甲|1", false), Some(b'|'));
        // A row more or less, or a sentence.
        assert_eq!(delimiter(&format!("{table}注,一\n"), false), None);
        assert_eq!(delimiter(&format!("{table}全年共,一,二。\n"), false), None);
        assert_eq!(
            delimiter("甲,乙,丙\n甲,乙,丙\n甲,乙,丙\n甲,乙,丙\n", false),
            None
        );
        assert_eq!(
            delimiter("一、概述\n全年13件,其中当面3件,网络10件\n", true),
            None
        );
    }
}
