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
    /// A compound file: an old Word, Excel or WPS document.
    #[cfg(any(feature = "doc", feature = "sheets"))]
    Compound,
    /// A workbook.
    #[cfg(feature = "sheets")]
    Workbook(super::sheets::Packing),
    /// A PDF document.
    #[cfg(feature = "pdf")]
    Pdf,
    /// A file that gouji does not read, by what it looks like.
    Other(&'static str),
}

/// Documents of office programs that gouji does not read, and the extensions of their files.
const OFFICE: [(&str, &str); 7] = [
    ("an old Word, Excel or WPS document", "doc"),
    (OLD_WORD, "doc"),
    (OLD_OFFICE, "wps"),
    ("an RTF document", "rtf"),
    ("an OpenDocument text", "odt"),
    ("a Word XML document", "xml"),
    ("a UOF document", "uot"),
];

/// What Word 6 and 95 have written.
pub(super) const OLD_WORD: &str = "a Word 6 or Word 95 document";

/// What an office program has written into a compound file that is in no format of Word or Excel.
pub(super) const OLD_OFFICE: &str = "a document of an old office program";

/// The extension of files that look like that, if they are documents of office programs.
pub(super) fn office_extension(looks_like: &str) -> Option<&'static str> {
    let kind = OFFICE.iter().find(|(name, _)| *name == looks_like);
    kind.map(|&(_, extension)| extension)
}

/// What to do with a file that looks like that.
pub(super) fn help(looks_like: &str) -> &'static str {
    match office_extension(looks_like) {
        Some(_) => {
            "open it in WPS or Word and save it as .docx; where LibreOffice is installed, \
             --converter soffice leaves that to it"
        }
        None => "open it in its own program and save it as UTF-8 text",
    }
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
    #[cfg(feature = "pdf")]
    if is_pdf(bytes) {
        return Kind::Pdf;
    }
    #[cfg(any(feature = "doc", feature = "sheets"))]
    if bytes.starts_with(super::compound::MAGIC) {
        return Kind::Compound;
    }
    if is_open_document(bytes, b"text") {
        return Kind::Other("an OpenDocument text");
    }
    if is_open_document(bytes, b"spreadsheet") {
        return open_spreadsheet();
    }
    if bytes.starts_with(b"PK\x03\x04") {
        return archive(bytes);
    }
    let magic = MAGIC.iter().find(|(magic, _)| bytes.starts_with(magic));
    match magic {
        Some(&(_, name)) => Kind::Other(name),
        None if is_web_archive(bytes) => Kind::Other("a web archive (MHT)"),
        None => office_xml(bytes).map_or(Kind::Text, Kind::Other),
    }
}

/// Whether the bytes are a packed `OpenDocument` file of a kind, which it begins with.
fn is_open_document(bytes: &[u8], kind: &[u8]) -> bool {
    const LEAD: &[u8] = b"mimetypeapplication/vnd.oasis.opendocument.";
    let name = bytes.get(30..).unwrap_or_default();
    let told = name.strip_prefix(LEAD);
    bytes.starts_with(b"PK\x03\x04") && told.is_some_and(|told| told.starts_with(kind))
}

#[cfg(feature = "sheets")]
fn open_spreadsheet() -> Kind {
    Kind::Workbook(super::sheets::Packing::Ods)
}

#[cfg(not(feature = "sheets"))]
fn open_spreadsheet() -> Kind {
    Kind::Other("an OpenDocument spreadsheet")
}

/// Tells documents apart that are one long text of elements.
fn office_xml(bytes: &[u8]) -> Option<&'static str> {
    const HEAD: usize = 1024;
    const MARKS: [(&[u8], &str); 5] = [
        (b"<w:wordDocument", "a Word XML document"),
        (b"progid=\"Word.Document\"", "a Word XML document"),
        (b"<pkg:package", "a Word XML document"),
        (b"<office:document", "an OpenDocument text"),
        (b"<uof:UOF", "a UOF document"),
    ];
    let text = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let head = text.get(..HEAD).unwrap_or(text);
    let is_xml = head.trim_ascii_start().starts_with(b"<?xml");
    let holds = |mark: &[u8]| memchr::memmem::find(head, mark).is_some();
    let mark = MARKS.iter().find(|(mark, _)| is_xml && holds(mark));
    mark.map(|&(_, name)| name)
}

/// Whether the bytes are a page with all its parts, as a mail has them.
fn is_web_archive(bytes: &[u8]) -> bool {
    const HEAD: usize = 512;
    const VERSION: &[u8] = b"MIME-Version:";
    let head = bytes.get(..HEAD).unwrap_or(bytes);
    let starts_line = |at: usize| at == 0 || head.get(at - 1) == Some(&b'\n');
    memmem::find_iter(head, VERSION).any(starts_line)
}

/// Tells the office formats among zip archives apart by the names of their parts.
fn archive(bytes: &[u8]) -> Kind {
    let listed: Vec<&[u8]> = listed(bytes).take(MAX_NAMES).collect();
    let starts = |name: &&[u8], folder: &str| {
        let start = name.get(..folder.len()).unwrap_or_default();
        start.eq_ignore_ascii_case(folder.as_bytes())
    };
    let holds = |folder: &str| {
        // A file that was cut off has lost its list.
        let is_cut = listed.is_empty() && memmem::find(bytes, folder.as_bytes()).is_some();
        is_cut || listed.iter().any(|name| starts(name, folder))
    };
    if holds("word/") || holds("word\\") {
        return word();
    }
    if holds("xl/") || holds("xl\\") {
        return workbook();
    }
    Kind::Other("a zip archive")
}

#[cfg(feature = "sheets")]
fn workbook() -> Kind {
    Kind::Workbook(super::sheets::Packing::Xlsx)
}

#[cfg(not(feature = "sheets"))]
fn workbook() -> Kind {
    Kind::Other("an Excel workbook")
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

/// Whether `bytes` are a PDF; programs that send files may put a few lines of their own before it.
#[cfg(feature = "pdf")]
fn is_pdf(bytes: &[u8]) -> bool {
    const HEAD: usize = 1024;
    let head = bytes.get(..HEAD).unwrap_or(bytes);
    let at = memchr::memmem::find(head, b"%PDF-");
    // Text may speak of the mark, but not at the start of a line with a version behind it.
    at.is_some_and(|at| {
        let before = head.get(..at).unwrap_or_default();
        let version = head.get(at + 5..at + 8).unwrap_or_default();
        let is_version = matches!(version, [b'1' | b'2', b'.', b'0'..=b'9']);
        is_version && (before.is_empty() || before.ends_with(b"\n") || before.ends_with(b"\r"))
    })
}
