//! Packed files: the parts of a zip archive, unpacked one at a time and under limits.
//!
//! What an archive says of its parts is not believed: a part is read up to the limit,
//! however small it claims to be, and all that are read count together. Office programs
//! differ in the case of names and in the slash between folders, so that names are folded;
//! two parts of one name would be two reports in one, and are not read.
//!
//! Deliberately absent: what the parts hold.

use std::{
    collections::{BTreeMap, btree_map::Entry},
    io::{Cursor, Read},
};

use memchr::memmem;
use zip::{ZipArchive, result::ZipError};

use super::{Limit, Limits, Unread};

/// Parts up to this size may have any ratio: blank forms pack well.
const SMALL: usize = 1 << 20;

/// The parts of a packed file.
pub(super) struct Parts<'a> {
    archive: ZipArchive<Cursor<&'a [u8]>>,
    /// Where the part of each folded name is; none where several have it.
    index: BTreeMap<String, Option<usize>>,
    what: &'static str,
    limits: Limits,
    n_bytes: usize,
    n_unpacked: usize,
}

impl<'a> Parts<'a> {
    /// Opens the packed file `bytes`, which looks like `what`.
    ///
    /// # Errors
    ///
    /// If the list of its parts is damaged or too long.
    pub(super) fn open(
        bytes: &'a [u8],
        what: &'static str,
        limits: &Limits,
    ) -> Result<Self, Unread> {
        let most = limits.parts;
        if memmem::find_iter(bytes, b"PK\x01\x02").nth(most).is_some() {
            return Err(Unread::over(Limit::Parts, limits));
        }
        let archive = ZipArchive::new(Cursor::new(bytes));
        let archive = archive.map_err(|error| unread(&error, what))?;
        if archive.has_duplicate_names() {
            return Err(Unread::Damaged { what });
        }
        let mut index = BTreeMap::new();
        for (at, name) in archive.file_names_raw().enumerate() {
            match index.entry(folded(&String::from_utf8_lossy(name))) {
                Entry::Vacant(entry) => {
                    entry.insert(Some(at));
                }
                Entry::Occupied(mut entry) => {
                    entry.insert(None);
                }
            }
        }
        Ok(Self {
            archive,
            index,
            what,
            limits: *limits,
            n_bytes: bytes.len(),
            n_unpacked: 0,
        })
    }

    /// Unpacks the part `name`; none if there is no such part.
    ///
    /// # Errors
    ///
    /// If it is locked, damaged, there twice, or unpacks to more than the limits allow.
    pub(super) fn read(&mut self, name: &str) -> Result<Option<Vec<u8>>, Unread> {
        let damaged = Unread::Damaged { what: self.what };
        let Some(&at) = self.index.get(&folded(name)) else {
            return Ok(None);
        };
        let at = at.ok_or(damaged)?;
        let what = self.what;
        let of_zip = |error: ZipError| unread(&error, what);
        let entry = self.archive.by_index_data(at).map_err(of_zip)?;
        if entry.encrypted() {
            return Err(Unread::Encrypted);
        }
        let size = |size: u64| usize::try_from(size).unwrap_or(usize::MAX);
        let packed = size(entry.compressed_size()).min(self.n_bytes);
        let claimed = size(entry.size());
        let left = self.limits.unpacked - self.n_unpacked;
        let by_ratio = packed.saturating_mul(self.limits.ratio).max(SMALL);
        let most = left.min(by_ratio);
        let mut part = Vec::with_capacity(claimed.min(most).min(SMALL));
        let file = self.archive.by_index(at).map_err(of_zip)?;
        // One byte more than allowed is enough to know that there are too many.
        let take = u64::try_from(most).map_or(u64::MAX, |most| most.saturating_add(1));
        let read = file.take(take).read_to_end(&mut part);
        if part.len() > most {
            let limit = if left <= by_ratio {
                Limit::Unpacked
            } else {
                Limit::Ratio
            };
            return Err(Unread::over(limit, &self.limits));
        }
        read.map_err(|_| Unread::Damaged { what })?;
        self.n_unpacked += part.len();
        Ok(Some(part))
    }
}

/// A name without what programs differ in.
fn folded(name: &str) -> String {
    let name = name.replace('\\', "/").to_ascii_lowercase();
    name.trim_start_matches('/').to_owned()
}

/// Why a packed file that looks like `what` cannot be read.
fn unread(error: &ZipError, what: &'static str) -> Unread {
    match error {
        ZipError::InvalidPassword => Unread::Encrypted,
        ZipError::UnsupportedArchive(why) if *why == ZipError::PASSWORD_REQUIRED => {
            Unread::Encrypted
        }
        _ => Unread::Damaged { what },
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use zip::{ZipWriter, write::SimpleFileOptions};

    use super::*;

    const WHAT: &str = "a packed file";

    fn packed(parts: &[(&str, &[u8])]) -> Vec<u8> {
        let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
        for (name, part) in parts {
            let options = SimpleFileOptions::default();
            writer.start_file(*name, options).unwrap();
            writer.write_all(part).unwrap();
        }
        writer.finish().unwrap().into_inner()
    }

    fn read(bytes: &[u8], limits: &Limits, name: &str) -> Result<Option<Vec<u8>>, Unread> {
        Parts::open(bytes, WHAT, limits)?.read(name)
    }

    #[test]
    fn names_are_found_as_programs_write_them() {
        let bytes = packed(&[("Word\\Document.xml", b"one"), ("b", b"two")]);
        let limits = Limits::default();
        let part = read(&bytes, &limits, "/word/document.xml");
        assert_eq!(part, Ok(Some(b"one".to_vec())));
        assert_eq!(read(&bytes, &limits, "c"), Ok(None));
    }

    #[test]
    fn two_parts_of_one_name_are_not_read() {
        let bytes = packed(&[("a.xml", b"one"), ("A.xml", b"two"), ("b", b"")]);
        let limits = Limits::default();
        let damaged = Err(Unread::Damaged { what: WHAT });
        assert_eq!(read(&bytes, &limits, "a.xml"), damaged);
        assert_eq!(read(&bytes, &limits, "b"), Ok(Some(Vec::new())));
    }

    #[test]
    fn parts_count_together() {
        let part = vec![7; 1000];
        let bytes = packed(&[("a", &part), ("b", &part)]);
        let unpacked = |unpacked| Limits {
            unpacked,
            ..Limits::default()
        };
        let limits = unpacked(1999);
        let mut parts = Parts::open(&bytes, WHAT, &limits).unwrap();
        assert_eq!(parts.read("a"), Ok(Some(part.clone())));
        assert_eq!(parts.read("b"), Err(Unread::over(Limit::Unpacked, &limits)));
        let mut parts = Parts::open(&bytes, WHAT, &unpacked(2000)).unwrap();
        assert!(parts.read("a").is_ok() && parts.read("b").is_ok());
    }

    #[test]
    fn bombs_and_long_lists_are_refused() {
        let bytes = packed(&[("a", &vec![0; 4 << 20]), ("b", b"")]);
        let limits = Limits {
            ratio: 100,
            ..Limits::default()
        };
        let over = |limit, limits| Err(Unread::over(limit, limits));
        assert_eq!(read(&bytes, &limits, "a"), over(Limit::Ratio, &limits));
        let limits = Limits {
            parts: 1,
            ..Limits::default()
        };
        assert_eq!(read(&bytes, &limits, "b"), over(Limit::Parts, &limits));
    }

    #[test]
    fn damage_is_told_and_never_read_around() {
        let bytes = packed(&[("a", &[7; 1000])]);
        let limits = Limits::default();
        for end in 0..bytes.len() {
            let cut = read(&bytes[..end], &limits, "a");
            assert_eq!(cut, Err(Unread::Damaged { what: WHAT }), "cut at {end}");
        }
        // A flipped bit may hit a name or what is not read, but never changes what is.
        for at in 0..bytes.len() {
            let mut flipped = bytes.clone();
            flipped[at] ^= 0x10;
            if let Ok(Some(part)) = read(&flipped, &limits, "a") {
                assert_eq!(part, [7; 1000], "flipped at {at}");
            }
        }
    }
}
