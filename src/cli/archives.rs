//! Archives of reports: what a zip file or a tape archive holds, one entry at a time.
//!
//! Nothing is unpacked to disk. An archive may be larger than memory; an entry may not be larger
//! than a report, and all of them together not larger than honest archives unpack to.
//!
//! Deliberately absent: which entries are wanted, and archives in archives, which the finder
//! takes apart as it does the outermost one.

use std::{
    fs::{File, Metadata},
    io::{BufReader, Cursor, Read, Seek, SeekFrom},
};

use encoding_rs::GB18030;
use flate2::read::MultiGzDecoder;
use tar::EntryType;
use zip::{ZipArchive, result::ZipError};

use crate::source::{Limit, Limits, Unread};

/// Archives that are read in a folder.
pub(super) const EXTENSIONS: [&str; 4] = ["zip", "tar", "tgz", "gz"];

/// Deeper than this in one another archives are no filing but an attack.
pub(super) const DEEPEST: usize = 8;

/// What is told of a damaged one.
const WHAT: &str = "an archive";

/// A tape archive says so here.
const USTAR: std::ops::Range<usize> = 257..262;

/// A file or a part of one that can be read from any place.
trait Source: Read + Seek {}
impl<T: Read + Seek> Source for T {}

/// An archive.
pub(super) struct Archive<'a> {
    kind: Kind,
    from: Box<dyn Source + 'a>,
    size: usize,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Zip,
    Tape,
    /// A packed tape archive, or a single packed file.
    Gzip,
}

/// A file in an archive.
pub(super) struct Entry {
    /// Its path there, with slashes; empty for what was packed alone.
    pub(super) name: String,
    /// What it holds, or why that cannot be read.
    pub(super) bytes: Result<Vec<u8>, Unread>,
}

/// Takes entries; false ends the reading.
type Take<'t> = dyn FnMut(Entry) -> bool + 't;

/// The archive that a file is, if it is one.
pub(super) fn of_file(file: File) -> Option<Archive<'static>> {
    let size = file.metadata().ok().filter(Metadata::is_file)?.len();
    of(BufReader::new(file), usize::try_from(size).ok()?)
}

/// The archive that some bytes are, if they are one.
pub(super) fn of_bytes(bytes: &[u8]) -> Option<Archive<'_>> {
    of(Cursor::new(bytes), bytes.len())
}

fn of<'a>(mut from: impl Source + 'a, size: usize) -> Option<Archive<'a>> {
    let mut start = Vec::new();
    let reach = u64::try_from(USTAR.end).ok()?;
    from.by_ref().take(reach).read_to_end(&mut start).ok()?;
    from.seek(SeekFrom::Start(0)).ok()?;
    let kind = match start.as_slice() {
        [b'P', b'K', 3, 4, ..] if !is_document(&mut from) => Kind::Zip,
        [b'P', b'K', 5, 6, ..] => Kind::Zip,
        [0x1f, 0x8b, ..] => Kind::Gzip,
        start if start.get(USTAR) == Some(b"ustar") => Kind::Tape,
        _ => return None,
    };
    from.seek(SeekFrom::Start(0)).ok()?;
    let from = Box::new(from);
    Some(Archive { kind, from, size })
}

/// Whether a zip file is a document of an office program.
fn is_document(from: &mut dyn Source) -> bool {
    let Ok(archive) = ZipArchive::new(from) else {
        // Its reader has the better words for what is wrong with it.
        return true;
    };
    let mut names = archive.file_names_raw();
    let marks = ["[content_types].xml", "mimetype", "ofd.xml", "uof.xml"];
    names.any(|name| {
        marks
            .iter()
            .any(|mark| name.eq_ignore_ascii_case(mark.as_bytes()))
    })
}

impl Archive<'_> {
    /// Hands every file in it to `take`.
    ///
    /// # Errors
    ///
    /// If it is damaged, or unpacks to more than the limits allow.
    pub(super) fn each(self, limits: &Limits, take: &mut Take<'_>) -> Result<(), Unread> {
        let most = self.size.saturating_mul(limits.ratio).max(limits.unpacked);
        let mut budget = Budget {
            limits,
            most,
            left: most,
        };
        match self.kind {
            Kind::Zip => zip(self.from, &mut budget, take),
            Kind::Tape => tape(self.from, &mut budget, take),
            Kind::Gzip => gzip(self.from, &mut budget, take),
        }
    }
}

/// How much may still be unpacked.
struct Budget<'l> {
    limits: &'l Limits,
    most: usize,
    left: usize,
}

impl Budget<'_> {
    /// Reads one entry, up to one byte more than a report may have.
    ///
    /// # Errors
    ///
    /// The outer one ends the archive, the inner one only the entry.
    fn read(&mut self, from: &mut dyn Read) -> Result<Result<Vec<u8>, Unread>, Unread> {
        let of_entry = self.limits.bytes;
        let take = of_entry.min(self.left).saturating_add(1);
        let mut bytes = Vec::new();
        let read = from
            .take(u64::try_from(take).unwrap_or(u64::MAX))
            .read_to_end(&mut bytes);
        if bytes.len() > self.left {
            let (limit, most) = (Limit::Unpacked, self.most);
            return Err(Unread::Limit { limit, most });
        }
        self.left -= bytes.len();
        Ok(if bytes.len() > of_entry {
            let (limit, most) = (Limit::Bytes, of_entry);
            Err(Unread::Limit { limit, most })
        } else {
            read.map(|_| bytes)
                .map_err(|_| Unread::Damaged { what: WHAT })
        })
    }
}

fn zip(
    from: Box<dyn Source + '_>,
    budget: &mut Budget<'_>,
    take: &mut Take<'_>,
) -> Result<(), Unread> {
    let damaged = Unread::Damaged { what: WHAT };
    let mut archive = ZipArchive::new(from).map_err(|_| damaged.clone())?;
    let mut order: Vec<(String, usize)> = Vec::with_capacity(archive.len());
    for at in 0..archive.len() {
        let entry = archive.by_index_raw(at).map_err(|_| damaged.clone())?;
        if entry.is_file() {
            order.push((name_of(entry.name_raw()), at));
        }
    }
    order.sort();
    for (name, at) in order {
        let bytes = match archive.by_index(at) {
            Ok(mut entry) => budget.read(&mut entry)?,
            Err(ZipError::UnsupportedArchive(why)) if why == ZipError::PASSWORD_REQUIRED => {
                Err(Unread::Encrypted)
            }
            Err(_) => Err(damaged.clone()),
        };
        if !take(Entry { name, bytes }) {
            break;
        }
    }
    Ok(())
}

/// The files of a tape archive, in the order in which they stand there.
fn tape(from: impl Read, budget: &mut Budget<'_>, take: &mut Take<'_>) -> Result<(), Unread> {
    let damaged = || Unread::Damaged { what: WHAT };
    let mut archive = tar::Archive::new(from);
    for entry in archive.entries().map_err(|_| damaged())? {
        let mut entry = entry.map_err(|_| damaged())?;
        let kind = entry.header().entry_type();
        if !matches!(kind, EntryType::Regular | EntryType::Continuous) {
            continue;
        }
        let name = name_of(&entry.path_bytes());
        let bytes = budget.read(&mut entry)?;
        if !take(Entry { name, bytes }) {
            break;
        }
    }
    Ok(())
}

/// A packed tape archive, or a file that was packed alone.
fn gzip(
    from: Box<dyn Source + '_>,
    budget: &mut Budget<'_>,
    take: &mut Take<'_>,
) -> Result<(), Unread> {
    let mut unpacked = MultiGzDecoder::new(from);
    let mut start = Vec::new();
    let reach = u64::try_from(USTAR.end).unwrap_or(u64::MAX);
    let read = unpacked.by_ref().take(reach).read_to_end(&mut start);
    read.map_err(|_| Unread::Damaged { what: WHAT })?;
    let is_tape = start.get(USTAR) == Some(b"ustar");
    let mut whole = Cursor::new(start).chain(unpacked);
    if is_tape {
        // What skipping entries unpacks counts as well.
        let most = u64::try_from(budget.most).unwrap_or(u64::MAX);
        return tape(whole.take(most), budget, take);
    }
    let bytes = budget.read(&mut whole)?;
    let name = String::new();
    take(Entry { name, bytes });
    Ok(())
}

/// A name in an archive: those made on Chinese Windows are not in UTF-8.
fn name_of(raw: &[u8]) -> String {
    let name = match std::str::from_utf8(raw) {
        Ok(name) => name.to_owned(),
        Err(_) => GB18030.decode_without_bom_handling(raw).0.into_owned(),
    };
    let name = name.replace('\\', "/");
    name.trim_start_matches("./")
        .trim_start_matches('/')
        .to_owned()
}
