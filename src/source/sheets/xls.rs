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
            SheetKind::Chart if sheet.is_visible => told.chart_sheet(&sheet.name),
            SheetKind::Chart | SheetKind::Other => {}
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::io::{Cursor, Write};

    use super::super::super::{Limits, Unread, compound::read as read_compound};

    fn compound(name: &str, bytes: &[u8]) -> Vec<u8> {
        let mut file = cfb::CompoundFile::create(Cursor::new(Vec::new())).unwrap();
        file.create_stream(name).unwrap().write_all(bytes).unwrap();
        file.into_inner().into_inner()
    }

    fn record(kind: u16, data: &[u8]) -> Vec<u8> {
        let length = u16::try_from(data.len()).unwrap();
        [&kind.to_le_bytes(), &length.to_le_bytes(), data].concat()
    }

    #[test]
    fn locked_and_old_workbooks_are_told() {
        let limits = Limits::default();
        let read = |name: &str, bytes: &[u8]| {
            let read = read_compound(&compound(name, bytes), &limits);
            read.map(|_| ()).unwrap_err()
        };
        assert_eq!(read("/EncryptedPackage", b"x"), Unread::Encrypted);
        assert!(matches!(read("/Book", b"x"), Unread::Binary { .. }));
        assert!(matches!(read("/Workbook", b"x"), Unread::Damaged { .. }));
        let begin = record(0x0809, &[0, 6, 5, 0]);
        let locked = [begin.clone(), record(0x002F, &[1, 0])].concat();
        assert_eq!(read("/Workbook", &locked), Unread::Encrypted);
        let nothing = [begin, record(0x000A, &[])].concat();
        assert_eq!(read("/Workbook", &nothing), Unread::Empty);
        let old = record(0x0809, &[0, 5, 5, 0]);
        assert!(matches!(read("/Workbook", &old), Unread::Binary { .. }));
    }
}
