//! Workbooks of Excel 2007 and later, of WPS and all that write what they write.
//!
//! Parts are found by the relations between them, as their names are free. A cell holds its
//! value and the number of its style; what is seen of it follows from both.
//!
//! Deliberately absent: formulas, of which the values that were kept are read; comments, text
//! boxes and charts.

mod parts;
mod worksheet;

use parts::Workbook;

use super::{
    super::{Unread, zip::Parts},
    Told, WORKBOOK,
};

/// Which sheets are read.
const WORKSHEET: &str = "worksheet";

/// Tells the sheets of the packed workbook one after the other.
///
/// # Errors
///
/// If it is damaged, locked or too large.
pub(super) fn read(parts: &mut Parts<'_>, told: &mut Told) -> Result<(), Unread> {
    let workbook = Workbook::read(parts)?;
    for sheet in &workbook.sheets {
        if !sheet.kind.eq_ignore_ascii_case(WORKSHEET) {
            if sheet.kind.eq_ignore_ascii_case("chartsheet") && sheet.is_visible {
                told.chart_sheet();
            }
            continue;
        }
        let Some(part) = parts.read(&sheet.part)? else {
            return Err(DAMAGED);
        };
        let text = super::xml::text(&part).ok_or(DAMAGED)?;
        let mut read = worksheet::read(&text, &workbook, &mut told.budget)?;
        read.name.clone_from(&sheet.name);
        told.sheet(read, sheet.is_visible);
    }
    Ok(())
}

/// That the workbook is broken.
const DAMAGED: Unread = Unread::Damaged { what: WORKBOOK };
