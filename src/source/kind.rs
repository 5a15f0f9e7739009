//! What kind of file some bytes are, told by content and never by name.
//!
//! Deliberately absent: whether text is a page, which is asked of the decoded text.

/// The kinds that are told apart before anything is decoded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// Text, as far as the first bytes tell.
    Text,
    /// A compound file: an old Word, Excel or WPS document.
    #[cfg(feature = "doc")]
    Compound,
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
    #[cfg(feature = "doc")]
    if bytes.starts_with(super::compound::MAGIC) {
        return Kind::Compound;
    }
    if bytes.starts_with(b"PK\x03\x04") {
        return Kind::Other(archive(bytes));
    }
    let magic = MAGIC.iter().find(|(magic, _)| bytes.starts_with(magic));
    match magic {
        Some(&(_, name)) => Kind::Other(name),
        None if is_web_archive(bytes) => Kind::Other("a web archive (MHT)"),
        None => Kind::Text,
    }
}

/// Whether the bytes are a page with all its parts, as a mail has them.
fn is_web_archive(bytes: &[u8]) -> bool {
    const HEAD: usize = 512;
    const VERSION: &[u8] = b"MIME-Version:";
    let head = bytes.get(..HEAD).unwrap_or(bytes);
    let mut lines = head.split(|&byte| byte == b'\n');
    lines.any(|line| line.starts_with(VERSION))
}

/// Tells the office formats among zip archives apart by the names of their parts.
fn archive(bytes: &[u8]) -> &'static str {
    let holds = |part: &str| memchr::memmem::find(bytes, part.as_bytes()).is_some();
    if holds("word/") {
        "a Word document"
    } else if holds("xl/") {
        "an Excel workbook"
    } else {
        "a zip archive"
    }
}
