//! Records: a type, a length, and so many bytes.
//!
//! Deliberately absent: what they hold. Nothing that stands in them is believed: whatever lies beyond
//! the end of a record reads as nothing.

/// A record of the stream.
#[derive(Debug, Clone, Copy)]
pub(super) struct Record<'a> {
    pub(super) kind: u16,
    pub(super) data: Data<'a>,
}

/// The bytes of a record.
#[derive(Debug, Clone, Copy)]
pub(super) struct Data<'a>(pub(super) &'a [u8]);

/// The records of a stream from a place on.
#[derive(Debug, Clone)]
pub(super) struct Records<'a> {
    rest: &'a [u8],
}

impl<'a> Records<'a> {
    pub(super) fn new(stream: &'a [u8], start: usize) -> Self {
        Self {
            rest: stream.get(start..).unwrap_or_default(),
        }
    }

    /// The records that continue the last one, if there are any.
    pub(super) fn continued(&mut self) -> Vec<&'a [u8]> {
        let mut parts = Vec::new();
        loop {
            let before = self.clone();
            match self.next() {
                Some(record) if record.kind == CONTINUE => parts.push(record.data.0),
                _ => {
                    *self = before;
                    return parts;
                }
            }
        }
    }
}

impl<'a> Iterator for Records<'a> {
    type Item = Record<'a>;

    fn next(&mut self) -> Option<Record<'a>> {
        let header = Data(self.rest);
        let (kind, length) = (header.u16(0)?, usize::from(header.u16(2)?));
        let data = Data(self.rest.get(4..4 + length)?);
        self.rest = self.rest.get(4 + length..)?;
        Some(Record { kind, data })
    }
}

impl<'a> Data<'a> {
    /// The bytes from `at` on.
    pub(super) fn from(self, at: usize) -> &'a [u8] {
        self.0.get(at..).unwrap_or_default()
    }

    pub(super) fn u8(self, at: usize) -> Option<u8> {
        self.0.get(at).copied()
    }

    pub(super) fn u16(self, at: usize) -> Option<u16> {
        Some(u16::from_le_bytes(self.array(at)?))
    }

    pub(super) fn u32(self, at: usize) -> Option<u32> {
        Some(u32::from_le_bytes(self.array(at)?))
    }

    #[expect(clippy::disallowed_types, reason = "workbooks store floats")]
    pub(super) fn f64(self, at: usize) -> Option<f64> {
        Some(f64::from_le_bytes(self.array(at)?))
    }

    fn array<const N: usize>(self, at: usize) -> Option<[u8; N]> {
        self.0.get(at..at.checked_add(N)?)?.try_into().ok()
    }
}

pub(super) const EOF: u16 = 0x000A;
pub(super) const DATE_MODE: u16 = 0x0022;
pub(super) const FILE_PASS: u16 = 0x002F;
pub(super) const CONTINUE: u16 = 0x003C;
pub(super) const COLUMN_INFO: u16 = 0x007D;
pub(super) const BOUND_SHEET: u16 = 0x0085;
pub(super) const MULTIPLE_RK: u16 = 0x00BD;
pub(super) const RICH_STRING: u16 = 0x00D6;
pub(super) const XF: u16 = 0x00E0;
pub(super) const MERGED_CELLS: u16 = 0x00E5;
pub(super) const SHARED_STRINGS: u16 = 0x00FC;
pub(super) const LABEL_SHARED: u16 = 0x00FD;
pub(super) const FORMULA: u16 = 0x0006;
pub(super) const NUMBER: u16 = 0x0203;
pub(super) const LABEL: u16 = 0x0204;
pub(super) const TRUTH_OR_ERROR: u16 = 0x0205;
pub(super) const STRING: u16 = 0x0207;
pub(super) const ROW: u16 = 0x0208;
pub(super) const WINDOW: u16 = 0x023E;
pub(super) const RK: u16 = 0x027E;
pub(super) const FORMAT: u16 = 0x041E;
pub(super) const BOF: u16 = 0x0809;
