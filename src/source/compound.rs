//! Compound files: the container of old Word, Excel and WPS documents, told apart by their streams.
//!
//! Deliberately absent: formats of their own that other programs keep in such a file (WPS
//! before 2003, Works, Publisher). They are told, never guessed.

use std::io::{Cursor, Read};

#[cfg(feature = "doc")]
use super::doc;
#[cfg(feature = "sheets")]
use super::sheets;
use super::{Limits, Unread, kind::OLD_OFFICE};
use crate::{document::Document, gap::Gap};

/// The first bytes of a compound file.
pub(super) const MAGIC: &[u8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1";

/// What a broken one is called.
const WHAT: &str = "an old office document";

/// A compound file of which streams are read.
pub(super) struct Compound<'a> {
    file: cfb::CompoundFile<Cursor<&'a [u8]>>,
    /// No stream is longer than the file.
    most: u64,
}

/// Reads the document that a compound file holds.
///
/// # Errors
///
/// If the file is broken, locked, or of a program that gouji does not read.
pub(super) fn read(bytes: &[u8], limits: &Limits) -> Result<(Document, Vec<Gap>), Unread> {
    let mut compound = Compound::open(bytes).ok_or(Unread::Damaged { what: WHAT })?;
    let holds = |names: &[&str]| names.iter().any(|name| compound.holds(name));
    if holds(&["EncryptedPackage", "EncryptionInfo"]) {
        return Err(Unread::Encrypted);
    }
    #[cfg(feature = "doc")]
    if holds(&["WordDocument"]) {
        return doc::read(&mut compound, limits);
    }
    #[cfg(feature = "sheets")]
    if holds(&["Workbook"]) {
        return sheets::read_compound(&mut compound, limits);
    }
    let looks_like = if holds(&["WordDocument"]) {
        "an old Word document"
    } else if holds(&["Workbook", "Book"]) {
        "an old Excel workbook"
    } else if holds(&["PowerPoint Document"]) {
        "an old PowerPoint document"
    } else {
        OLD_OFFICE
    };
    Err(Unread::Binary { looks_like })
}

impl<'a> Compound<'a> {
    /// Opens a compound file; none if it is broken.
    fn open(bytes: &'a [u8]) -> Option<Self> {
        if !has_sane_index(bytes)? {
            return None;
        }
        let file = cfb::CompoundFile::open(Cursor::new(bytes)).ok()?;
        let most = u64::try_from(bytes.len()).ok()?;
        Some(Self { file, most })
    }

    /// Whether a stream of that name stands at the top.
    pub(super) fn holds(&self, name: &str) -> bool {
        self.file.is_stream(name)
    }

    /// The bytes of a stream; none if it is missing or broken.
    pub(super) fn stream(&mut self, name: &str) -> Option<Vec<u8>> {
        let stream = self.file.open_stream(name).ok()?;
        let mut bytes = Vec::new();
        stream.take(self.most).read_to_end(&mut bytes).ok()?;
        Some(bytes)
    }
}

/// Whether the index of the file is no longer than its sectors need.
///
/// The library follows an index before it knows how long it may be, and one
/// that names the same sector over and over would fill the memory.
fn has_sane_index(bytes: &[u8]) -> Option<bool> {
    const IN_HEADER: usize = 109;
    let word = |at: usize| {
        let four = bytes.get(at..at.checked_add(4)?)?;
        Some(u32::from_le_bytes(four.try_into().ok()?))
    };
    let shift = match bytes.get(0x1e)? {
        shift @ (9 | 12) => *shift,
        _ => return Some(false),
    };
    let sector = 1_usize << shift;
    let n_entries = sector / 4;
    let n_sectors = bytes.len() / sector + 1;
    let n_tables = n_sectors.div_ceil(n_entries) + 1;
    // One more than needed, since some programs reserve some.
    let mut left = n_tables.saturating_sub(IN_HEADER).div_ceil(n_entries - 1) + 1;
    let mut next = word(0x44)?;
    while next < 0xffff_fffa {
        if left == 0 {
            return Some(false);
        }
        left -= 1;
        let begin = (usize::try_from(next).ok()?).checked_add(1)?;
        next = word(begin.checked_mul(sector)?.checked_add(sector - 4)?)?;
    }
    Some(true)
}
