//! Workbooks: sheets of cells, as a person sees them.
//!
//! Each kind has a reader that tells sheets: cells with what is seen of them, merged cells,
//! hidden rows and columns. `layout` makes lines and tables of what is seen, `number_format`
//! and `dates` show numbers as programs do. A figure is what a sheet shows, since that is what
//! its readers add up; what stands behind it, or in hidden cells, is nobody's statement.
//!
//! A library would read the values of cells. Of most kinds it tells neither number formats nor
//! hidden rows, without which 0.741 is not 74.1%; and it gives a sheet as one dense range, which
//! two cells far apart make larger than any machine. Hence readers of our own over XML, zip
//! and compound files.
//!
//! Deliberately absent: calculation. A formula whose value is not in the file is a gap.

pub(super) mod delimited;

mod dates;
mod digits;
mod layout;
mod number_format;
mod ods;
mod sheet;
mod xls;
mod xlsx;

use crate::{
    document::Document,
    gap::{Gap, GapKind},
};

use super::{Limits, Unread, compound::Compound, draft::Draft, zip::Parts};
use dates::Epoch;
use digits::Digits;
use layout::Layout;
use number_format::NumberFormat;
use sheet::{Seen, Sheet, Shown};

/// What a workbook looks like.
const WORKBOOK: &str = "an Excel workbook";
/// What a workbook of `OpenDocument` looks like.
const OPEN_DOCUMENT: &str = "an OpenDocument spreadsheet";

/// How a workbook is packed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Packing {
    /// Excel 2007 and later: XML in a zip archive.
    Xlsx,
    /// `OpenDocument`: XML in a zip archive.
    Ods,
}

/// Reads a packed workbook.
///
/// # Errors
///
/// If it is damaged, locked, too large, or shows nothing.
pub(super) fn read(
    bytes: &[u8],
    packing: Packing,
    limits: &Limits,
) -> Result<(Document, Vec<Gap>), Unread> {
    let mut told = Told::new(limits);
    match packing {
        Packing::Xlsx => xlsx::read(&mut Parts::open(bytes, WORKBOOK, limits)?, &mut told)?,
        Packing::Ods => ods::read(&mut Parts::open(bytes, OPEN_DOCUMENT, limits)?, &mut told)?,
    }
    told.finish()
}

/// Reads a workbook of Excel 97 to 2003, or of old WPS.
///
/// # Errors
///
/// As [`read`].
pub(super) fn read_compound(
    file: &mut Compound<'_>,
    limits: &Limits,
) -> Result<(Document, Vec<Gap>), Unread> {
    let mut told = Told::new(limits);
    xls::read(file, &mut told)?;
    told.finish()
}

/// What has been told of a workbook.
struct Told {
    draft: Draft,
    budget: Budget,
}

/// How much of a workbook is still read.
///
/// Cells share words and repeat each other, so that a small file may show more than any machine holds.
struct Budget {
    cells: usize,
    bytes: usize,
    is_spent: bool,
}

impl Budget {
    /// Takes one cell; false once there are too many.
    fn take(&mut self, shown: &Shown) -> bool {
        match (
            self.cells.checked_sub(1),
            self.bytes.checked_sub(shown.words.len()),
        ) {
            (Some(cells), Some(bytes)) if !self.is_spent => {
                (self.cells, self.bytes) = (cells, bytes);
                true
            }
            _ => {
                self.is_spent = true;
                false
            }
        }
    }
}

impl Told {
    fn new(limits: &Limits) -> Self {
        Self {
            draft: Draft::new(*limits),
            budget: Budget {
                cells: limits.cells,
                bytes: limits.unpacked,
                is_spent: false,
            },
        }
    }

    fn finish(mut self) -> Result<(Document, Vec<Gap>), Unread> {
        if self.budget.is_spent {
            self.draft.gap(GapKind::TooManyCells);
        }
        self.draft.finish()
    }

    /// Tells a sheet, or that there is one that is not seen.
    fn sheet(&mut self, mut sheet: Sheet, is_visible: bool) {
        let (seen, has_hidden) = sheet.seen();
        if !is_visible {
            if has_hidden || !seen.is_empty() {
                self.draft.gap_in_sheet(&sheet.name, GapKind::HiddenSheet);
            }
            return;
        }
        if has_hidden {
            self.draft.gap_in_sheet(&sheet.name, GapKind::HiddenCells);
        }
        if seen.is_empty() {
            return;
        }
        tell(&mut self.draft, &sheet, seen);
    }

    /// Tells of a sheet that is a chart.
    fn chart_sheet(&mut self, name: &str) {
        self.draft.gap_in_sheet(name, GapKind::ChartSheet);
    }
}

/// Tells what is seen of a sheet.
fn tell(draft: &mut Draft, sheet: &Sheet, seen: Vec<Seen>) {
    let number = draft.sheet(&sheet.name);
    let mut layout = Layout {
        draft,
        sheet: number,
        hidden_rows: &sheet.hidden_rows,
        hidden_columns: &sheet.hidden_columns,
    };
    layout.tell(seen);
}

/// How the numbers of a sheet are shown.
#[derive(Debug, Clone, Copy, Default)]
struct NumberView {
    epoch: Epoch,
    /// Whether zeros are shown as blanks.
    hides_zeros: bool,
}

impl NumberView {
    /// What is seen of a number.
    #[expect(clippy::disallowed_types, reason = "workbooks store floats")]
    fn show(self, number: f64, format: Option<&NumberFormat>) -> String {
        let digits = Digits::of(number);
        match (digits, format) {
            (Some(digits), _) if self.hides_zeros && digits.is_zero() => String::new(),
            (Some(digits), None) => digits.plain(),
            (Some(digits), Some(format)) => format.show(&digits, self.epoch).trim().to_owned(),
            (None, _) => String::new(),
        }
    }
}
