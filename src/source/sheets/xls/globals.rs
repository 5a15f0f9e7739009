//! What the sheets of a workbook share: their list, the words and the number formats.

use std::collections::BTreeMap;

use super::{
    super::{
        super::{Unread, kind::OLD_WORKBOOK},
        dates::Epoch,
        number_format::{self, NumberFormat},
    },
    DAMAGED,
    records::{self, Data, Records},
    strings,
};

/// The version that Excel 97 and all later ones write.
const VERSION: u16 = 0x0600;

/// What is known of a workbook before its sheets are read.
#[derive(Debug, Default)]
pub(super) struct Globals {
    pub(super) sheets: Vec<SheetStart>,
    /// The words that cells refer to by number.
    pub(super) strings: Vec<String>,
    formats: Vec<u16>,
    codes: BTreeMap<u16, NumberFormat>,
    pub(super) epoch: Epoch,
}

/// A sheet in the list of the workbook.
#[derive(Debug)]
pub(super) struct SheetStart {
    pub(super) name: String,
    /// Where in the stream it begins.
    pub(super) start: usize,
    pub(super) kind: SheetKind,
    pub(super) is_visible: bool,
}

/// What a sheet is.
#[derive(Debug, Clone, Copy)]
pub(super) enum SheetKind {
    Cells,
    Chart,
    /// Macros and dialogs, of which nothing is shown.
    Other,
}

impl Globals {
    pub(super) fn read(stream: &[u8]) -> Result<Self, Unread> {
        let mut globals = Self::default();
        let mut records = Records::new(stream, 0);
        let begin = records.next().filter(|record| record.kind == records::BOF);
        match begin.ok_or(DAMAGED)?.data.u16(0) {
            Some(VERSION) => {}
            _ => {
                return Err(Unread::Binary {
                    looks_like: OLD_WORKBOOK,
                });
            }
        }
        while let Some(record) = records.next() {
            match record.kind {
                records::EOF => {
                    globals.finish();
                    return Ok(globals);
                }
                records::FILE_PASS => return Err(Unread::Encrypted),
                records::DATE_MODE if record.data.u16(0) == Some(1) => globals.epoch = Epoch::Y1904,
                records::XF => globals.formats.push(record.data.u16(2).unwrap_or(0)),
                records::FORMAT => globals.format(record.data),
                records::BOUND_SHEET => globals.sheets.extend(sheet(record.data)),
                records::SHARED_STRINGS => {
                    let mut parts = vec![record.data.0];
                    parts.extend(records.continued());
                    globals.strings = strings::shared(&parts).ok_or(DAMAGED)?;
                }
                _ => {}
            }
        }
        Err(DAMAGED)
    }

    fn format(&mut self, data: Data<'_>) {
        let code = strings::string(data.from(2), 2);
        if let (Some(id), Some(code)) = (data.u16(0), code) {
            self.codes.insert(id, NumberFormat::new(&code));
        }
    }

    /// Adds the formats that are known by number alone.
    fn finish(&mut self) {
        for &id in &self.formats {
            let builtin = || NumberFormat::new(number_format::builtin(u32::from(id)));
            self.codes.entry(id).or_insert_with(builtin);
        }
    }

    /// The number format of a cell.
    pub(super) fn format_of(&self, xf: u16) -> Option<&NumberFormat> {
        self.codes.get(self.formats.get(usize::from(xf))?)
    }
}

fn sheet(data: Data<'_>) -> Option<SheetStart> {
    /// Hidden, and hidden even from the list of hidden ones.
    const HIDDEN: u8 = 3;
    Some(SheetStart {
        start: usize::try_from(data.u32(0)?).ok()?,
        is_visible: matches!(data.u8(4)? & HIDDEN, 0),
        kind: match data.u8(5)? {
            0 => SheetKind::Cells,
            2 => SheetKind::Chart,
            _ => SheetKind::Other,
        },
        name: strings::string(data.from(6), 1).unwrap_or_default(),
    })
}
