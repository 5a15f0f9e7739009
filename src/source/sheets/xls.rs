//! Workbooks of Excel 97 to 2003, and of the WPS of those days: records in a compound file.
//!
//! The stream of a workbook begins with what its sheets share, and then holds the sheets one
//! after the other. Every record tells its length, so that a reader passes over what it does not know.
//!
//! Deliberately absent: formulas, of which the values that were kept are read; workbooks of
//! Excel 95 and before; decryption.

mod globals;
mod records;
mod strings;
mod worksheet;

use super::{
    super::{Unread, compound::Compound},
    Told, WORKBOOK,
};
use globals::{Globals, SheetKind};

/// That the workbook is broken.
const DAMAGED: Unread = Unread::Damaged { what: WORKBOOK };

/// Tells the sheets of the workbook one after the other.
///
/// # Errors
///
/// If it is damaged, locked or too old.
pub(super) fn read(file: &mut Compound<'_>, told: &mut Told) -> Result<(), Unread> {
    let stream = file.stream("Workbook").ok_or(DAMAGED)?;
    let globals = Globals::read(&stream)?;
    for sheet in &globals.sheets {
        match sheet.kind {
            SheetKind::Cells => {
                let mut read = worksheet::read(&stream, sheet.start, &globals, &mut told.budget)?;
                read.name.clone_from(&sheet.name);
                told.sheet(read, sheet.is_visible);
            }
            SheetKind::Chart if sheet.is_visible => told.chart_sheet(),
            SheetKind::Chart | SheetKind::Other => {}
        }
    }
    Ok(())
}
