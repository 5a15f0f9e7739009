//! The cells of a sheet.

use super::{
    super::{
        super::{
            Unread,
            xml::{Element, Event, Xml},
        },
        Budget, NumberView,
        sheet::{Cell, Region, Sheet, Shown},
    },
    DAMAGED,
    parts::{Workbook, unescaped},
};

/// The most rows and columns that a sheet has.
const MOST: (u32, u32) = (1 << 20, 1 << 14);

/// Reads a sheet as far as the budget reaches.
pub(super) fn read(text: &str, workbook: &Workbook, budget: &mut Budget) -> Result<Sheet, Unread> {
    let mut reading = Reading {
        workbook,
        view: NumberView {
            epoch: workbook.epoch,
            hides_zeros: false,
        },
        budget,
        sheet: Sheet::default(),
        row: 0,
        column: 0,
        cell: None,
        slot: Slot::None,
    };
    let mut xml = Xml::new(text);
    while let Some(event) = xml.next().map_err(|_| DAMAGED)? {
        match event {
            Event::Start(element) => reading.open(&element),
            Event::End(end) => reading.close(end.name()),
            Event::Text(words) => reading.text(&words),
        }
        if reading.budget.is_spent {
            break;
        }
    }
    Ok(reading.sheet)
}

/// The work on a sheet.
struct Reading<'a> {
    workbook: &'a Workbook,
    view: NumberView,
    budget: &'a mut Budget,
    sheet: Sheet,
    /// The row in hand, from 0.
    row: u32,
    /// The column of the next cell that does not tell its own.
    column: u32,
    cell: Option<RawCell>,
    slot: Slot,
}

/// A cell as it is written.
#[derive(Default)]
struct RawCell {
    row: u32,
    column: u32,
    kind: String,
    style: usize,
    value: String,
    has_value: bool,
    inline: String,
    has_formula: bool,
}

/// Where text belongs to.
#[derive(PartialEq, Eq)]
enum Slot {
    None,
    Value,
    Inline,
    /// How the words are read aloud.
    Reading,
}

impl Reading<'_> {
    fn open(&mut self, element: &Element<'_>) {
        match element.name() {
            "row" => self.open_row(element),
            "c" => self.open_cell(element),
            "f" => {
                if let Some(cell) = &mut self.cell {
                    cell.has_formula = true;
                }
            }
            "v" => {
                self.slot = Slot::Value;
            }
            "t" if self.cell.is_some() && self.slot != Slot::Reading => self.slot = Slot::Inline,
            "rPh" => self.slot = Slot::Reading,
            "col" => {
                let hidden = element.is_true("hidden") || is_flat(element, "width");
                let ends = element.number("min").zip(element.number("max"));
                if let (true, Some((min @ 1.., max))) = (hidden, ends) {
                    self.sheet.hidden_columns.push(min - 1, max.max(min) - 1);
                }
            }
            "mergeCell" => {
                let region = element.value("ref").and_then(|range| region(&range));
                self.sheet.merged.extend(region);
            }
            "sheetView" => {
                let zeros = element.value("showZeros");
                self.view.hides_zeros = matches!(zeros.as_deref(), Some("0" | "false"));
            }
            _ => {}
        }
    }

    fn open_row(&mut self, element: &Element<'_>) {
        if let Some(row @ 1..) = element.number("r") {
            self.row = row - 1;
        }
        self.column = 0;
        if element.is_true("hidden") || is_flat(element, "ht") {
            self.sheet.hidden_rows.push(self.row, self.row);
        }
    }

    fn open_cell(&mut self, element: &Element<'_>) {
        let place = element.value("r").and_then(|place| place_of(&place));
        let (row, column) = place.unwrap_or((self.row, self.column));
        self.column = column + 1;
        self.cell = Some(RawCell {
            row,
            column,
            kind: element.value("t").unwrap_or_default().into_owned(),
            style: element.number("s").map_or(0, |style| style as usize),
            ..RawCell::default()
        });
    }

    fn text(&mut self, words: &str) {
        let Some(cell) = &mut self.cell else { return };
        match self.slot {
            Slot::Value => {
                cell.value.push_str(words);
                cell.has_value |= !cell.value.is_empty();
            }
            Slot::Inline => cell.inline.push_str(words),
            Slot::None | Slot::Reading => {}
        }
    }

    fn close(&mut self, name: &str) {
        match name {
            "row" => self.row = self.row.saturating_add(1),
            "v" | "rPh" => self.slot = Slot::None,
            "t" if self.slot == Slot::Inline => self.slot = Slot::None,
            "c" => {
                if let Some(cell) = self.cell.take() {
                    self.keep(&cell);
                }
                self.slot = Slot::None;
            }
            _ => {}
        }
    }

    fn keep(&mut self, cell: &RawCell) {
        let shown = self.shown(cell);
        let is_within = cell.row < MOST.0 && cell.column < MOST.1;
        if is_within && !shown.words.is_empty() && self.budget.take(&shown) {
            self.sheet.cells.push(Cell {
                row: cell.row,
                column: cell.column,
                shown,
            });
        }
    }

    /// What is seen of a cell.
    fn shown(&self, cell: &RawCell) -> Shown {
        let value = cell.value.trim();
        match cell.kind.as_str() {
            "s" => {
                let at = value.parse::<usize>().ok();
                let words = at.and_then(|at| self.workbook.strings.get(at));
                Shown::words(words.cloned().unwrap_or_default())
            }
            "inlineStr" => Shown::words(unescaped(&cell.inline)),
            "str" => Shown::words(unescaped(&cell.value)),
            "d" => Shown::words(value),
            "e" => Shown::error(value),
            _ if !cell.has_value && cell.has_formula => Shown::uncalculated(),
            "b" if cell.has_value => Shown::truth(value == "1"),
            // Programs that do not calculate write 0 for what they do not know.
            _ if cell.has_formula && self.workbook.calculates_on_load && value == "0" => {
                Shown::uncalculated()
            }
            _ => Shown::words(self.number(value, cell.style)),
        }
    }

    #[expect(clippy::disallowed_types, reason = "workbooks store floats")]
    fn number(&self, value: &str, style: usize) -> String {
        match value.parse::<f64>() {
            Ok(number) => self.view.show(number, self.workbook.format(style)),
            Err(_) => value.to_owned(),
        }
    }
}

/// Whether a height or width is nothing.
fn is_flat(element: &Element<'_>, name: &str) -> bool {
    let size = element.value(name);
    size.is_some_and(|size| size.starts_with('0') && size.chars().all(|c| matches!(c, '0' | '.')))
}

/// Row and column of `C7`, from 0.
fn place_of(name: &str) -> Option<(u32, u32)> {
    let name = name.replace('$', "");
    let n_letters = name.bytes().take_while(u8::is_ascii_alphabetic).count();
    let (letters, digits) = name.split_at_checked(n_letters)?;
    if !(1..=3).contains(&n_letters) {
        return None;
    }
    let column = letters.bytes().fold(0, |column, letter| {
        column * 26 + u32::from(letter.to_ascii_uppercase() - b'A') + 1
    });
    let row: u32 = digits.parse().ok()?;
    Some((row.checked_sub(1)?, column - 1))
}

/// The cells of `B2:D4`.
fn region(range: &str) -> Option<Region> {
    let (first, last) = range.split_once(':').unwrap_or((range, range));
    let (first_row, first_column) = place_of(first)?;
    let (last_row, last_column) = place_of(last)?;
    (first_row <= last_row && first_column <= last_column).then_some(Region {
        first_row,
        first_column,
        last_row,
        last_column,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_read_as_spreadsheets_write_them() {
        assert_eq!(place_of("A1"), Some((0, 0)));
        assert_eq!(place_of("$AA$10"), Some((9, 26)));
        assert_eq!(place_of("XFD1048576"), Some((1_048_575, 16_383)));
        assert_eq!(place_of("A0"), None);
        assert_eq!(place_of("AAAAAAAA1"), None);
        assert_eq!(place_of("七7"), None);
        assert_eq!(region("D4:B2"), None);
    }
}
