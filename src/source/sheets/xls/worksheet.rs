//! The cells of a sheet.

use super::{
    super::{
        super::Unread,
        Budget, NumberView,
        sheet::{Cell, Region, Sheet, Shown},
    },
    DAMAGED,
    globals::Globals,
    records::{self, Data, Record, Records},
    strings,
};

/// Set in a formula that programs calculate when they open the workbook.
const CALCULATE_ON_LOAD: u16 = 2;

/// Reads the sheet that begins at `start`, as far as the budget reaches.
pub(super) fn read(
    stream: &[u8],
    start: usize,
    globals: &Globals,
    budget: &mut Budget,
) -> Result<Sheet, Unread> {
    let mut reading = Reading {
        globals,
        view: NumberView {
            epoch: globals.epoch,
            hides_zeros: hides_zeros(Records::new(stream, start)),
        },
        sheet: Sheet::default(),
        awaited: None,
    };
    let records = Records::new(stream, start);
    let mut depth = 0_usize;
    for record in records {
        match record.kind {
            // A chart in a sheet is a stream in the stream.
            records::BOF => depth += 1,
            records::EOF if depth <= 1 => return Ok(reading.sheet),
            records::EOF => depth -= 1,
            _ if depth == 1 && !reading.take(record, budget) => return Ok(reading.sheet),
            _ => {}
        }
    }
    Err(DAMAGED)
}

/// Whether the sheet shows zeros as blanks, which stands behind its cells.
fn hides_zeros(records: Records<'_>) -> bool {
    const SHOWS_ZEROS: u16 = 0x0010;
    let mut records = records.take_while(|record| record.kind != records::EOF);
    let window = records.find(|record| record.kind == records::WINDOW);
    let flags = window.and_then(|record| record.data.u16(0));
    flags.is_some_and(|flags| flags & SHOWS_ZEROS == 0)
}

/// The work on a sheet.
struct Reading<'a> {
    globals: &'a Globals,
    view: NumberView,
    sheet: Sheet,
    /// The formula whose words come in the next record.
    awaited: Option<(u32, u32)>,
}

impl Reading<'_> {
    /// Takes a record; false once there are too many cells.
    fn take(&mut self, record: Record<'_>, budget: &mut Budget) -> bool {
        let data = record.data;
        match record.kind {
            records::COLUMN_INFO => self.column(data),
            records::ROW => self.row(data),
            records::MERGED_CELLS => self.merged(data),
            records::MULTIPLE_RK => return self.numbers(data, budget),
            records::STRING => {
                let words = strings::string(data.0, 2).unwrap_or_default();
                if let Some((row, column)) = self.awaited.take() {
                    return self.keep(row, column, Shown::words(words), budget);
                }
            }
            kind => {
                if let (Some(shown), Some(row), Some(column)) =
                    (self.cell(kind, data), data.u16(0), data.u16(2))
                {
                    return self.keep(u32::from(row), u32::from(column), shown, budget);
                }
            }
        }
        true
    }

    /// What is seen of a cell that has a record of its own.
    fn cell(&mut self, kind: u16, data: Data<'_>) -> Option<Shown> {
        let xf = data.u16(4)?;
        Some(match kind {
            records::LABEL_SHARED => {
                let at = usize::try_from(data.u32(6)?).ok()?;
                Shown::words(self.globals.strings.get(at).cloned().unwrap_or_default())
            }
            records::LABEL | records::RICH_STRING => {
                Shown::words(strings::string(data.from(6), 2).unwrap_or_default())
            }
            records::NUMBER => Shown::words(self.number(data.f64(6)?, xf)),
            records::RK => Shown::words(self.number(rk(data.u32(6)?), xf)),
            records::TRUTH_OR_ERROR => truth_or_error(data.u8(6)?, data.u8(7)? != 0),
            records::FORMULA => self.formula(data, xf)?,
            _ => return None,
        })
    }

    /// What is seen of the value that was kept of a formula.
    fn formula(&mut self, data: Data<'_>, xf: u16) -> Option<Shown> {
        const NO_NUMBER: u16 = 0xFFFF;
        let flags = data.u16(14)?;
        let is_unknown = flags & CALCULATE_ON_LOAD != 0;
        if data.u16(12)? != NO_NUMBER {
            let number = data.f64(6)?;
            // Programs that do not calculate write 0 for what they do not know.
            if is_unknown && number == 0.0 {
                return Some(Shown::uncalculated());
            }
            return Some(Shown::words(self.number(number, xf)));
        }
        Some(match data.u8(6)? {
            0 => {
                self.awaited = Some((u32::from(data.u16(0)?), u32::from(data.u16(2)?)));
                return None;
            }
            1 => truth_or_error(data.u8(8)?, false),
            2 => truth_or_error(data.u8(8)?, true),
            _ if is_unknown || !may_be_blank(data) => Shown::uncalculated(),
            _ => Shown::default(),
        })
    }

    /// A run of numbers in one row.
    fn numbers(&mut self, data: Data<'_>, budget: &mut Budget) -> bool {
        let (Some(row), Some(first)) = (data.u16(0), data.u16(2)) else {
            return true;
        };
        let cells = data.from(4).chunks_exact(6);
        for (column, cell) in (u32::from(first)..).zip(cells) {
            let cell = Data(cell);
            if let (Some(xf), Some(number)) = (cell.u16(0), cell.u32(2)) {
                let shown = Shown::words(self.number(rk(number), xf));
                if !self.keep(u32::from(row), column, shown, budget) {
                    return false;
                }
            }
        }
        true
    }

    #[expect(clippy::disallowed_types, reason = "workbooks store floats")]
    fn number(&self, number: f64, xf: u16) -> String {
        self.view.show(number, self.globals.format_of(xf))
    }

    fn keep(&mut self, row: u32, column: u32, shown: Shown, budget: &mut Budget) -> bool {
        if shown.words.is_empty() {
            return true;
        }
        let has_room = budget.take(&shown);
        if has_room {
            self.sheet.cells.push(Cell { row, column, shown });
        }
        has_room
    }

    fn column(&mut self, data: Data<'_>) {
        let ends = data.u16(0).zip(data.u16(2));
        let is_hidden = data.u16(8).is_some_and(|flags| flags & 1 != 0) || data.u16(4) == Some(0);
        if let (true, Some((first, last))) = (is_hidden, ends) {
            let (first, last) = (u32::from(first), u32::from(last));
            self.sheet.hidden_columns.push(first, last.max(first));
        }
    }

    fn row(&mut self, data: Data<'_>) {
        const HIDDEN: u16 = 0x0020;
        let is_hidden = data.u16(12).is_some_and(|flags| flags & HIDDEN != 0);
        if let (true, Some(row)) = (is_hidden, data.u16(0)) {
            self.sheet.hidden_rows.push(u32::from(row), u32::from(row));
        }
    }

    fn merged(&mut self, data: Data<'_>) {
        for region in data.from(2).chunks_exact(8) {
            let end = |at| Data(region).u16(at).map_or(0, u32::from);
            let region = Region {
                first_row: end(0),
                last_row: end(2),
                first_column: end(4),
                last_column: end(6),
            };
            if region.first_row <= region.last_row && region.first_column <= region.last_column {
                self.sheet.merged.push(region);
            }
        }
    }
}

/// Whether a formula may give no words: it holds an empty string, or is told elsewhere.
///
/// Some programs that do not calculate write this value for any formula, and none of them writes what
/// would tell it from the value of `=IF(A1=0,"",A1)`.
fn may_be_blank(data: Data<'_>) -> bool {
    const SHARED: u8 = 0x01;
    const EMPTY_STRING: &[u8] = &[0x17, 0];
    let tokens = data.from(22);
    tokens.first() == Some(&SHARED) || memchr::memmem::find(tokens, EMPTY_STRING).is_some()
}

/// A number in four bytes: the upper half of a float or an integer, perhaps in hundredths.
#[expect(clippy::disallowed_types, reason = "workbooks store floats")]
#[expect(
    clippy::float_arithmetic,
    reason = "hundredths are stored as such, and shown in fifteen digits"
)]
fn rk(stored: u32) -> f64 {
    const HUNDREDTHS: u32 = 1;
    const INTEGER: u32 = 2;
    let number = if stored & INTEGER != 0 {
        f64::from(stored.cast_signed() >> 2)
    } else {
        f64::from_bits(u64::from(stored & !3) << 32)
    };
    if stored & HUNDREDTHS != 0 {
        number / 100.0
    } else {
        number
    }
}

fn truth_or_error(value: u8, is_error: bool) -> Shown {
    if !is_error {
        return Shown::truth(value != 0);
    }
    Shown::error(match value {
        0x00 => "#NULL!",
        0x07 => "#DIV/0!",
        0x0F => "#VALUE!",
        0x17 => "#REF!",
        0x1D => "#NAME?",
        0x24 => "#NUM!",
        _ => "#N/A",
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn packed_numbers_are_integers_or_floats_perhaps_in_hundredths() {
        let shown = |stored| NumberView::default().show(rk(stored), None);
        assert_eq!(shown(13 << 2 | 2), "13");
        assert_eq!(shown(7410 << 2 | 3), "74.1");
        assert_eq!(shown((-5_i32).cast_unsigned() << 2 | 2), "-5");
        assert_eq!(shown(0x3FF0_0000), "1");
    }
}
