//! What kind of file some bytes are, told by content and never by name.
//!
//! Deliberately absent: whether text is a page, which is asked of the decoded text.

use memchr::memmem;

/// How many names of an archive are looked at.
const MAX_NAMES: usize = 4096;

/// The kinds that are told apart before anything is decoded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// Text, as far as the first bytes tell.
    Text,
    /// A document of Word or WPS.
    #[cfg(feature = "docx")]
    Word,
    /// A file that gouji does not read, by what it looks like.
    Other(&'static str),
}

/// The kind of `bytes`.
pub(super) fn kind(bytes: &[u8]) -> Kind {
    const MAGIC: [(&[u8], &str); 7] = [
        (b"%PDF-", "a PDF document"),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
            "an old Word, Excel or WPS document",
        ),
        (b"{\\rtf", "an RTF document"),
        (b"\x89PNG", "an image"),
        (b"\xff\xd8\xff", "an image"),
        (b"GIF8", "an image"),
        (b"\x1f\x8b", "a compressed file"),
    ];
    if bytes.starts_with(b"PK\x03\x04") {
        return archive(bytes);
    }
    let magic = MAGIC.iter().find(|(magic, _)| bytes.starts_with(magic));
    match magic {
        Some(&(_, name)) => Kind::Other(name),
        None => Kind::Text,
    }
}

/// Tells the office formats among zip archives apart by the names of their parts.
fn archive(bytes: &[u8]) -> Kind {
    let listed: Vec<&[u8]> = listed(bytes).take(MAX_NAMES).collect();
    let holds = |folder: &str| match listed.is_empty() {
        // A file that was cut off has lost its list.
        true => memmem::find(bytes, folder.as_bytes()).is_some(),
        false => listed.iter().any(|name| {
            let name = name.get(..folder.len()).unwrap_or_default();
            name.eq_ignore_ascii_case(folder.as_bytes())
        }),
    };
    if holds("word/") || holds("word\\") {
        return word();
    }
    Kind::Other(match holds("xl/") {
        true => "an Excel workbook",
        false => "a zip archive",
    })
}

#[cfg(feature = "docx")]
fn word() -> Kind {
    Kind::Word
}

#[cfg(not(feature = "docx"))]
fn word() -> Kind {
    Kind::Other(super::WORD)
}

/// The names in the list that ends a zip archive.
fn listed(bytes: &[u8]) -> impl Iterator<Item = &[u8]> {
    let number = |at: usize, n: usize| {
        let number = bytes.get(at..at.checked_add(n)?)?.iter().rev();
        Some(number.fold(0, |sum, &byte| sum << 8 | usize::from(byte)))
    };
    let end = memmem::rfind(bytes, b"PK\x05\x06");
    let size = end.and_then(|end| number(end + 12, 4));
    let mut at = end.zip(size).and_then(|(end, size)| end.checked_sub(size));
    std::iter::from_fn(move || {
        let entry = at.filter(|&at| {
            bytes
                .get(at..)
                .is_some_and(|at| at.starts_with(b"PK\x01\x02"))
        })?;
        let name = bytes.get(entry + 46..entry + 46 + number(entry + 28, 2)?)?;
        at = Some(
            entry + 46 + number(entry + 28, 2)? + number(entry + 30, 2)? + number(entry + 32, 2)?,
        );
        Some(name)
    })
}
