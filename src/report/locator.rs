//! Places of a report in words: `表1第3行第2列`, `统计表!C7`, `页.html:12:88`.
//!
//! Deliberately absent: where a figure stands, which the document knows.

use std::fmt::Write;

use serde::Serialize;

use super::{LineIndex, path::name, plain, words::pick};
use crate::{
    document::{Place, Places, Spot},
    language::Language,
    span::Span,
};

/// Where `span` of the report at `path` stands, for people.
pub(super) fn address(path: &str, lines: &LineIndex<'_>, span: Span, language: Language) -> String {
    let path = plain(lines.path_or(path, span));
    match (place_words(lines, span, language), lines.has_lines(span)) {
        (Some(words), false) => match language {
            Language::Zh => format!("{path}（{words}）"),
            Language::En => format!("{path} ({words})"),
        },
        (words, _) => {
            let at = lines.position(span.range().start);
            let mut address = format!("{path}:{}:{}", at.line, at.column);
            if let Some(words) = words {
                let _ = match language {
                    Language::Zh => write!(address, "（{words}）"),
                    Language::En => write!(address, " ({words})"),
                };
            }
            address
        }
    }
}

/// Where `span` stands in one word, behind the name of its file if that is not the first of its report.
#[must_use]
pub fn point(lines: &LineIndex<'_>, span: Span, language: Language) -> String {
    let spot = spot(lines, span, language);
    match lines.path(span) {
        Some(path) => format!("{}:{spot}", plain(name(path))),
        None => spot,
    }
}

/// Where `span` stands in its file in one word: a place in files without lines, else line and column.
pub(super) fn spot(lines: &LineIndex<'_>, span: Span, language: Language) -> String {
    let words = (!lines.has_lines(span)).then(|| place_words(lines, span, language));
    words.flatten().unwrap_or_else(|| {
        let at = lines.position(span.range().start);
        format!("{}:{}", at.line, at.column)
    })
}

/// The place of `span` in words, where it has one but a line.
pub(super) fn place_words(lines: &LineIndex<'_>, span: Span, language: Language) -> Option<String> {
    let (place, places) = lines.place(span.start)?;
    Some(words(place, places, language))
}

fn words(place: Place, places: &Places, language: Language) -> String {
    let spot = match (place.spot, language) {
        (Spot::Sheet { sheet, row, column }, _) => {
            let sheet = plain(places.sheet(sheet).unwrap_or_default());
            format!("{sheet}!{}{row}", letters(column))
        }
        (Spot::Paragraph(n), Language::Zh) => format!("第{n}段"),
        (Spot::Paragraph(n), Language::En) => format!("paragraph {n}"),
        (Spot::Line(n), Language::Zh) => format!("第{n}行"),
        (Spot::Line(n), Language::En) => format!("line {n}"),
        (Spot::Cell { table, row, column }, Language::Zh) => {
            format!("表{table}第{row}行第{column}列")
        }
        (Spot::Cell { table, row, column }, Language::En) => {
            format!("table {table} row {row} column {column}")
        }
        (Spot::TextBox(n), Language::Zh) => format!("文本框{n}"),
        (Spot::TextBox(n), Language::En) => format!("text box {n}"),
        (Spot::Note(n), Language::Zh) => format!("脚注{n}"),
        (Spot::Note(n), Language::En) => format!("note {n}"),
        (Spot::Chart { chart, point }, Language::Zh) => format!("图{chart}第{point}点"),
        (Spot::Chart { chart, point }, Language::En) => format!("chart {chart} point {point}"),
    };
    match place.page {
        Some(page) => format!(
            "{}{page}{}{spot}",
            pick(language, "第", "page "),
            pick(language, "页", " ")
        ),
        None => spot,
    }
}

/// A place as machine formats tell it; what does not bear on it is left out.
#[derive(Debug, Default, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(super) struct JsonLocator<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    page: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    paragraph: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    line: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    table: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    row: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    column: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    sheet: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    cell: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    text_box: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    note: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    chart: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    point: Option<u32>,
}

/// The place of `span`, where it has one but a line.
pub(super) fn json_locator<'a>(lines: &LineIndex<'a>, span: Span) -> Option<JsonLocator<'a>> {
    let (place, places) = lines.place(span.start)?;
    let base = JsonLocator {
        page: place.page,
        ..JsonLocator::default()
    };
    Some(match place.spot {
        Spot::Paragraph(n) => JsonLocator {
            paragraph: Some(n),
            ..base
        },
        Spot::Line(n) => JsonLocator {
            line: Some(n),
            ..base
        },
        Spot::Cell { table, row, column } => JsonLocator {
            table: Some(table),
            row: Some(row),
            column: Some(column),
            ..base
        },
        Spot::Sheet { sheet, row, column } => JsonLocator {
            sheet: places.sheet(sheet),
            cell: Some(format!("{}{row}", letters(column))),
            row: Some(row),
            column: Some(column),
            ..base
        },
        Spot::TextBox(n) => JsonLocator {
            text_box: Some(n),
            ..base
        },
        Spot::Note(n) => JsonLocator {
            note: Some(n),
            ..base
        },
        Spot::Chart { chart, point } => JsonLocator {
            chart: Some(chart),
            point: Some(point),
            ..base
        },
    })
}

/// The letters of a column: A for 1, AA for 27.
fn letters(column: u32) -> String {
    let mut rest = column;
    let mut letters = Vec::new();
    while rest > 0 {
        rest -= 1;
        letters.push(char::from(b'A' + u8::try_from(rest % 26).unwrap_or(0)));
        rest /= 26;
    }
    letters.iter().rev().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_have_the_letters_of_spreadsheets() {
        let columns = [1, 3, 26, 27, 52, 703];
        let names = columns.map(letters);
        assert_eq!(names, ["A", "C", "Z", "AA", "AZ", "AAA"]);
    }

    #[test]
    fn places_read_as_people_say_them() {
        let mut places = Places::default();
        let sheet = places.push_sheet("统计表");
        let place = |page, spot| Place { page, spot };
        let zh = |place| words(place, &places, Language::Zh);
        let cell = Spot::Cell {
            table: 1,
            row: 3,
            column: 2,
        };
        assert_eq!(zh(place(Some(2), cell)), "第2页表1第3行第2列");
        let cell = Spot::Sheet {
            sheet,
            row: 7,
            column: 3,
        };
        assert_eq!(zh(place(None, cell)), "统计表!C7");
        let line = place(Some(2), Spot::Line(5));
        assert_eq!(words(line, &places, Language::En), "page 2 line 5");
    }
}
