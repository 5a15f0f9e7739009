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
    /// A file that lacks what tells its kind.
    Damaged(&'static str),
}

/// What to do about a file of a kind that gouji does not read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Remedy {
    /// Save it as a document in an office program, or leave that to a converter.
    Document,
    /// Save it as a workbook in an office program, or leave that to a converter.
    Workbook,
    /// Save it as a page in a browser.
    Page,
    /// Take the report out of the mail.
    Mail,
    /// Have its characters recognised, or get what it is a picture of.
    Picture,
    /// Save it as a PDF or as a document in its reader.
    FixedLayout,
    /// Unpack it.
    Unpack,
    /// Save its words as text or as a document.
    Text,
}

/// Files that gouji does not read: what they look like, what to do about them, and the extension under which
/// office programs know those that they read.
const UNREAD: [(&str, Remedy, Option<&str>); 25] = [
    (OLD_COMPOUND, Remedy::Document, Some("doc")),
    (OLD_WORD, Remedy::Document, Some("doc")),
    (OLD_OFFICE, Remedy::Document, Some("wps")),
    ("an RTF document", Remedy::Document, Some("rtf")),
    ("an OpenDocument text", Remedy::Document, Some("odt")),
    ("a Word XML document", Remedy::Document, Some("xml")),
    (UOF, Remedy::Document, Some("uot")),
    (OLD_WORKBOOK, Remedy::Workbook, Some("xls")),
    (BINARY_WORKBOOK, Remedy::Workbook, Some("xlsb")),
    ("an Excel XML workbook", Remedy::Workbook, Some("xls")),
    (FLAT_WORKBOOK, Remedy::Workbook, Some("fods")),
    ("an Excel workbook", Remedy::Workbook, None),
    ("an old Excel workbook", Remedy::Workbook, None),
    ("an OpenDocument spreadsheet", Remedy::Workbook, None),
    ("an old PowerPoint document", Remedy::Text, None),
    (SLIDES, Remedy::Text, None),
    ("a web archive (MHT)", Remedy::Page, None),
    ("a mail", Remedy::Mail, None),
    (IMAGE, Remedy::Picture, None),
    (OFD, Remedy::FixedLayout, None),
    ("a PDF document", Remedy::FixedLayout, None),
    (ZIP, Remedy::Unpack, None),
    ("a RAR archive", Remedy::Unpack, None),
    ("a 7z archive", Remedy::Unpack, None),
    (PACKED, Remedy::Unpack, None),
];

const OLD_COMPOUND: &str = "an old Word, Excel or WPS document";

/// What Word 6 and 95 have written.
pub(super) const OLD_WORD: &str = "a Word 6 or Word 95 document";

/// What an office program has written into a compound file that is in no format of Word or Excel.
pub(super) const OLD_OFFICE: &str = "a document of an old office program";

/// What Excel 95 and its forerunners have written.
pub(in crate::source) const OLD_WORKBOOK: &str = "a workbook of Excel 95 or before";

/// What Excel writes to open it faster.
pub(in crate::source) const BINARY_WORKBOOK: &str = "a binary workbook (xlsb)";

const FLAT_WORKBOOK: &str = "an OpenDocument spreadsheet in one piece (fods)";
const UOF: &str = "a UOF document";
const OFD: &str = "an OFD document";
const SLIDES: &str = "a presentation";
const IMAGE: &str = "an image";
const ZIP: &str = "a zip archive";
const PACKED: &str = "a compressed file";

/// A zip archive without any entry.
const EMPTY_ZIP: &[u8] = b"PK\x05\x06";

/// What to do about a file that looks like that.
pub(super) fn remedy(looks_like: &str) -> Remedy {
    let kind = UNREAD.iter().find(|(name, ..)| *name == looks_like);
    kind.map_or(Remedy::Text, |&(_, remedy, _)| remedy)
}

/// The extension of files that look like that, if they are documents of office programs.
pub(super) fn office_extension(looks_like: &str) -> Option<&'static str> {
    let kind = UNREAD.iter().find(|(name, ..)| *name == looks_like);
    kind.and_then(|&(_, _, extension)| extension)
}

impl Remedy {
    /// What to do, in words.
    pub(super) fn words(self) -> &'static str {
        match self {
            Self::Document => {
                "open it in WPS or Word and save it as .docx; where LibreOffice is installed, \
                 --converter soffice leaves that to it"
            }
            Self::Workbook => {
                "open it in WPS or Excel and save it as .xlsx; where LibreOffice is installed, \
                 --converter soffice leaves that to it"
            }
            Self::Page => "open it in a browser and save it as .html",
            Self::Mail => {
                "save the report that is attached to it, or its text, as a file of its own"
            }
            Self::Picture => {
                "get the document that it is a picture of, or have its characters recognised and check them"
            }
            Self::FixedLayout => {
                "open it in its reader and save or print it as .pdf, or save it as .docx"
            }
            Self::Unpack => {
                "unpack it and name the folder; zip, tar, tar.gz and gz are read in place"
            }
            Self::Text => "open it in its own program and save it as .docx or as UTF-8 text",
        }
    }
}

/// The kind of `bytes`.
pub(super) fn kind(bytes: &[u8]) -> Kind {
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
    let told = by_magic(bytes).or_else(|| mail(bytes));
    let told = told.or_else(|| office_xml(bytes));
    told.map_or(Kind::Text, Kind::Other)
}

/// What the first bytes of a file say that no text begins with.
fn by_magic(bytes: &[u8]) -> Option<&'static str> {
    const MAGIC: [(usize, &[u8], &str); 19] = [
        (0, b"%PDF-", "a PDF document"),
        (0, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", OLD_COMPOUND),
        (0, b"{\\rtf", "an RTF document"),
        (0, EMPTY_ZIP, ZIP),
        (0, b"\x89PNG", IMAGE),
        (0, b"\xff\xd8\xff", IMAGE),
        (0, b"GIF8", IMAGE),
        (0, b"II*\0", IMAGE),
        (0, b"MM\0*", IMAGE),
        // The header of a bitmap is forty bytes long, or more.
        (14, b"\x28\0\0\0", IMAGE),
        (14, b"\x6c\0\0\0", IMAGE),
        (14, b"\x7c\0\0\0", IMAGE),
        (4, b"jP  ", IMAGE),
        (8, b"WEBP", IMAGE),
        (0, b"Rar!\x1a\x07", "a RAR archive"),
        (0, b"7z\xbc\xaf\x27\x1c", "a 7z archive"),
        (0, b"\xfd7zXZ\0", PACKED),
        (4, b"1AY&SY", PACKED),
        (0, b"\x1f\x8b", PACKED),
    ];
    let holds = |at: usize, magic: &[u8]| bytes.get(at..).is_some_and(|at| at.starts_with(magic));
    let magic = MAGIC.iter().find(|&&(at, magic, _)| holds(at, magic));
    magic.map(|&(.., name)| name)
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
    const HEAD: usize = 8192;
    const MARKS: [(&[u8], &str); 7] = [
        (b"<w:wordDocument", "a Word XML document"),
        (b"progid=\"Word.Document\"", "a Word XML document"),
        (b"<pkg:package", "a Word XML document"),
        (
            b"urn:schemas-microsoft-com:office:spreadsheet",
            "an Excel XML workbook",
        ),
        (b"vnd.oasis.opendocument.spreadsheet", FLAT_WORKBOOK),
        (b"<office:document", "an OpenDocument text"),
        (b"<uof:UOF", UOF),
    ];
    let text = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let text = text.trim_ascii_start();
    if !text.starts_with(b"<?xml") {
        return None;
    }
    let head = text.get(..HEAD).unwrap_or(text);
    // A page that Excel has saved names its elements as well.
    let is_page = memmem::find(head, b"<html").is_some();
    let holds = |mark: &[u8]| memmem::find(head, mark).is_some();
    let mark = MARKS.iter().find(|(mark, _)| !is_page && holds(mark));
    mark.map(|&(_, name)| name)
}

/// Whether the bytes are a mail, or a page with all its parts in the shape of one.
fn mail(bytes: &[u8]) -> Option<&'static str> {
    const HEAD: usize = 8192;
    let head = bytes.get(..HEAD).unwrap_or(bytes);
    // A mail begins with the name of a field, and hardly any report with a Latin letter.
    if !head
        .trim_ascii_start()
        .first()
        .is_some_and(u8::is_ascii_alphabetic)
    {
        return None;
    }
    let is_field = |name: &[u8]| {
        let mut lines = memmem::find_iter(head, name);
        lines.any(|at| at == 0 || head.get(at - 1) == Some(&b'\n'))
    };
    if !is_field(b"MIME-Version:") && !is_field(b"Mime-Version:") {
        return None;
    }
    // A mail with pictures has its parts in the same shape, and was sent to somebody.
    let is_page = memmem::find(head, b"multipart/related").is_some()
        && !is_field(b"To:")
        && !is_field(b"Received:");
    Some(if is_page {
        "a web archive (MHT)"
    } else {
        "a mail"
    })
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
    if listed.is_empty() {
        return Kind::Damaged(ZIP);
    }
    if holds("OFD.xml") {
        return Kind::Other(OFD);
    }
    if holds("ppt/") || is_open_document(bytes, b"presentation") {
        return Kind::Other(SLIDES);
    }
    if holds("uof.xml") {
        return Kind::Other(UOF);
    }
    if holds("mimetype") || holds("[Content_Types].xml") {
        return Kind::Other("a document of another program");
    }
    Kind::Other(ZIP)
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
