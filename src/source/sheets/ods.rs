//! Workbooks of `OpenDocument`, as `LibreOffice` and the national office suites write them.
//!
//! Such a file holds what is seen of a cell beside its value, so that no number format has to
//! be followed.
//!
//! Deliberately absent: comments, drawings, and tables within cells.

use std::{borrow::Cow, collections::BTreeSet};

use super::{
    super::{
        Unread,
        xml::{self, Element, Event, Xml},
        zip::Parts,
    },
    Budget, NumberView, OPEN_DOCUMENT, Told,
    number_format::NumberFormat,
    sheet::{Cell, Region, Sheet, Shown},
};

/// The most rows and columns that a sheet has.
const MOST: (u32, u32) = (1 << 20, 1 << 14);

/// That the workbook is broken.
const DAMAGED: Unread = Unread::Damaged {
    what: OPEN_DOCUMENT,
};

/// Tells the sheets of the packed workbook one after the other.
///
/// # Errors
///
/// If it is damaged, locked or too large.
pub(super) fn read(parts: &mut Parts<'_>, told: &mut Told) -> Result<(), Unread> {
    let manifest = parts.read("META-INF/manifest.xml")?.unwrap_or_default();
    if memchr::memmem::find(&manifest, b"encryption-data").is_some() {
        return Err(Unread::Encrypted);
    }
    let content = parts.read("content.xml")?.ok_or(DAMAGED)?;
    let text = xml::decode(content).map_err(|_| DAMAGED)?;
    let mut reading = Reading::default();
    let mut xml = Xml::new(&text);
    while let Some(event) = xml.next().map_err(|_| DAMAGED)? {
        match event {
            Event::Start(element) => reading.open(&element, &mut told.budget),
            Event::End(end) => reading.close(end.name(), told),
            Event::Text(words) => reading.text(&words),
        }
    }
    Ok(())
}

/// The work on a workbook.
#[derive(Default)]
struct Reading {
    /// The styles of sheets that are not shown.
    hidden_styles: BTreeSet<String>,
    /// The style in hand.
    style: String,
    sheet: Option<Sheet>,
    is_hidden: bool,
    /// How many tables are open.
    depth: u32,
    row: Row,
    column: u32,
    cell: Option<RawCell>,
    /// How deep the reader is in something whose words are not seen in the cell.
    n_aside: u32,
    /// How many paragraphs are open.
    n_paragraphs: u32,
}

/// A row in hand.
#[derive(Default)]
struct Row {
    first: u32,
    repeats: u32,
    column: u32,
    cells: Vec<RawCell>,
}

/// A cell as it is written.
#[derive(Default)]
struct RawCell {
    column: u32,
    repeats: u32,
    n_rows: u32,
    n_columns: u32,
    is_covered: bool,
    kind: String,
    value: Option<String>,
    is_error: bool,
    has_formula: bool,
    /// What its paragraphs show, if it has any.
    words: Option<String>,
}

impl Reading {
    fn open(&mut self, element: &Element<'_>, budget: &mut Budget) {
        let name = element.name();
        if self.n_aside > 0 || self.depth > 1 {
            self.n_aside += u32::from(is_aside(name));
            self.depth += u32::from(name == "table");
            return;
        }
        match name {
            "style" => self.style = element.value("name").unwrap_or_default().into_owned(),
            "table-properties" => {
                if element.value("display").as_deref() == Some("false") {
                    self.hidden_styles.insert(self.style.clone());
                }
            }
            "table" => self.open_sheet(element),
            "table-column" => self.column(element),
            "table-row" => self.open_row(element),
            "table-cell" | "covered-table-cell" if !budget.is_spent => {
                self.open_cell(element, name == "covered-table-cell");
            }
            name if is_aside(name) => self.n_aside += 1,
            _ => self.open_words(element, name),
        }
    }

    fn open_sheet(&mut self, element: &Element<'_>) {
        self.depth += 1;
        if self.depth > 1 {
            return;
        }
        let style = element.value("style-name").unwrap_or_default();
        self.is_hidden = self.hidden_styles.contains(&*style);
        self.row = Row::default();
        self.column = 0;
        self.sheet = Some(Sheet {
            name: element.value("name").unwrap_or_default().into_owned(),
            ..Sheet::default()
        });
    }

    fn column(&mut self, element: &Element<'_>) {
        let end = self
            .column
            .saturating_add(repeats(element, "number-columns-repeated"));
        if let (true, Some(sheet)) = (is_hidden(element), &mut self.sheet) {
            sheet.hidden_columns.push(self.column, end - 1);
        }
        self.column = end;
    }

    fn open_row(&mut self, element: &Element<'_>) {
        let first = self.row.first.saturating_add(self.row.repeats);
        let repeats = repeats(element, "number-rows-repeated");
        self.row = Row {
            first,
            repeats,
            ..Row::default()
        };
        if let (true, Some(sheet)) = (is_hidden(element), &mut self.sheet) {
            sheet
                .hidden_rows
                .push(first, first.saturating_add(repeats) - 1);
        }
    }

    fn open_cell(&mut self, element: &Element<'_>, is_covered: bool) {
        let repeats = repeats(element, "number-columns-repeated");
        let column = self.row.column;
        self.row.column = column.saturating_add(repeats);
        // The kind is told twice: of errors in `LibreOffice`'s own words.
        let is_error = element.has("value-type", "error");
        self.cell = Some(RawCell {
            column,
            repeats,
            n_rows: element.number("number-rows-spanned").unwrap_or(1),
            n_columns: element.number("number-columns-spanned").unwrap_or(1),
            is_covered,
            kind: element.value("value-type").unwrap_or_default().into_owned(),
            value: element.value("value").map(Cow::into_owned),
            is_error,
            has_formula: element.value("formula").is_some(),
            ..RawCell::default()
        });
    }

    /// What stands within the paragraphs of a cell.
    fn open_words(&mut self, element: &Element<'_>, name: &str) {
        let Some(cell) = &mut self.cell else { return };
        match name {
            "p" | "h" => {
                match &mut cell.words {
                    Some(words) => words.push('\n'),
                    none => *none = Some(String::new()),
                }
                self.n_paragraphs += 1;
            }
            "s" => {
                let n = element.number("c").unwrap_or(1).min(64);
                cell.push(&" ".repeat(n as usize));
            }
            "tab" => cell.push(" "),
            "line-break" => cell.push("\n"),
            _ => {}
        }
    }

    fn text(&mut self, words: &str) {
        if let (0, 1.., Some(cell)) = (self.n_aside, self.n_paragraphs, &mut self.cell) {
            cell.push(words);
        }
    }

    fn close(&mut self, name: &str, told: &mut Told) {
        if self.n_aside > 0 {
            self.n_aside -= u32::from(is_aside(name));
            self.depth -= u32::from(name == "table" && self.depth > 1);
            return;
        }
        match name {
            "table" => {
                self.depth = self.depth.saturating_sub(1);
                if self.depth == 0
                    && let Some(sheet) = self.sheet.take()
                {
                    told.sheet(sheet, !self.is_hidden);
                }
            }
            _ if self.depth > 1 => {}
            "table-row" => self.close_row(&mut told.budget),
            "table-cell" | "covered-table-cell" => self.row.cells.extend(self.cell.take()),
            "p" | "h" => self.n_paragraphs = self.n_paragraphs.saturating_sub(1),
            _ => {}
        }
    }

    /// Puts the cells of a row into the sheet, as often as they are repeated.
    fn close_row(&mut self, budget: &mut Budget) {
        let Some(sheet) = &mut self.sheet else { return };
        let first = self.row.first;
        let end = first.saturating_add(self.row.repeats).min(MOST.0);
        let cells = std::mem::take(&mut self.row.cells);
        let shown: Vec<(RawCell, Shown)> = cells
            .into_iter()
            .filter(|cell| !cell.is_covered)
            .map(|cell| {
                let shown = cell.shown();
                (cell, shown)
            })
            .filter(|(_, shown)| !shown.words.trim().is_empty())
            .collect();
        if shown.is_empty() {
            return;
        }
        for row in first..end {
            for (cell, shown) in &shown {
                let columns = cell.column..cell.column.saturating_add(cell.repeats).min(MOST.1);
                for column in columns {
                    if !budget.take(shown) {
                        return;
                    }
                    if cell.n_rows > 1 || cell.n_columns > 1 {
                        sheet.merged.push(Region {
                            first_row: row,
                            first_column: column,
                            last_row: row.saturating_add(cell.n_rows.max(1) - 1),
                            last_column: column.saturating_add(cell.n_columns.max(1) - 1),
                        });
                    }
                    sheet.cells.push(Cell {
                        row,
                        column,
                        shown: shown.clone(),
                    });
                }
            }
        }
    }
}

impl RawCell {
    fn push(&mut self, words: &str) {
        self.words.get_or_insert_default().push_str(words);
    }

    /// What is seen of it.
    fn shown(&self) -> Shown {
        match (&self.words, &self.value) {
            (words, _) if self.is_error => Shown::error(words.as_deref().unwrap_or("#N/A")),
            (Some(words), _) if words.starts_with("Err:") => Shown::error(words),
            (Some(words), _) => Shown::words(words.clone()),
            (None, Some(value)) => Shown::words(self.number(value)),
            (None, None) if self.has_formula && self.kind.is_empty() => Shown::uncalculated(),
            (None, None) => Shown::default(),
        }
    }

    /// What is seen of a value without words.
    #[expect(clippy::disallowed_types, reason = "workbooks store floats")]
    fn number(&self, value: &str) -> String {
        let percent = (self.kind == "percentage").then(|| NumberFormat::new("0.##%"));
        match value.parse::<f64>() {
            Ok(number) => NumberView::default().show(number, percent.as_ref()),
            Err(_) => value.to_owned(),
        }
    }
}

/// Whether the words in an element are not those of the cell.
fn is_aside(name: &str) -> bool {
    matches!(
        name,
        "annotation" | "shapes" | "frame" | "custom-shape" | "g" | "tracked-changes" | "ruby-text"
    )
}

fn repeats(element: &Element<'_>, name: &str) -> u32 {
    element.number(name).unwrap_or(1).max(1)
}

fn is_hidden(element: &Element<'_>) -> bool {
    matches!(
        element.value("visibility").as_deref(),
        Some("collapse" | "filter")
    )
}
