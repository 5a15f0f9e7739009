//! Bytes to a [`Document`]: whatever kind of file a report is, told by its content.
//!
//! Reading has two ends only. Either there is text, and then whatever is odd
//! about it becomes a [`Gap`]; or there is none, and the report is [`Unread`].
//!
//! Deliberately absent: silence about what was lost, because a hole may hide a digit. What
//! a word or a number means is decided in later rooms.

mod chart;
#[cfg(any(feature = "doc", feature = "sheets"))]
mod compound;
mod decode;
#[cfg(feature = "doc")]
mod doc;
#[cfg(feature = "docx")]
mod docx;
#[cfg_attr(
    not(all(feature = "doc", feature = "docx", feature = "pdf", feature = "sheets")),
    allow(
        dead_code,
        reason = "each reader uses a part of it, and may be left out"
    )
)]
mod draft;
mod grid;
mod html;
mod kind;
mod layout;
mod limits;
mod line;
#[cfg(any(feature = "doc", feature = "docx"))]
mod numbering;
#[cfg(feature = "pdf")]
mod pdf;
mod prose;
#[cfg(feature = "sheets")]
mod sheets;
#[cfg(any(feature = "docx", feature = "sheets"))]
#[cfg_attr(
    not(all(feature = "docx", feature = "sheets")),
    allow(
        dead_code,
        reason = "each reader uses a part of it, and may be left out"
    )
)]
mod xml;
#[cfg(any(feature = "docx", feature = "sheets"))]
mod zip;

pub use encoding_rs::Encoding;
pub use kind::Remedy;
pub use limits::{Limit, Limits};
#[cfg(all(feature = "cli", feature = "pdf"))]
pub(crate) use pdf::THREAD as PDF_THREAD;

use miette::Diagnostic;
use thiserror::Error;

use kind::Kind;

use crate::{
    document::Document,
    gap::{Gap, GapKind},
    span::Span,
};

/// What a document of Word or WPS looks like.
const WORD: &str = "a Word document";

/// How many places of damage are told one by one.
const MAX_DAMAGE: usize = 64;

/// Bytes that gave nothing to read.
#[derive(Debug, Clone, PartialEq, Eq, Error, Diagnostic)]
pub enum Unread {
    /// There is nothing but blanks and separators.
    #[error("the report is empty")]
    #[diagnostic(
        code(gouji::source::empty),
        help("check that the right file was saved, and that it was not cut off")
    )]
    Empty,
    /// The file is of a kind that gouji does not read.
    #[error("the file looks like {looks_like}, which gouji does not read")]
    #[diagnostic(
        code(gouji::source::binary),
        help("{}", kind::remedy(looks_like).words())
    )]
    Binary {
        /// What the first bytes say.
        looks_like: &'static str,
    },
    /// The bytes are text in an encoding gouji does not read, or damaged text.
    #[error("byte {at} fits neither UTF-8 nor GB18030")]
    #[diagnostic(
        code(gouji::source::undecodable),
        help("save the report as UTF-8 text, or name its encoding with --encoding")
    )]
    Undecodable {
        /// How many bytes could be read before the first bad one.
        at: usize,
    },
    /// The bytes are not in the encoding that was asked for.
    #[error("byte {at} does not fit the encoding {encoding}")]
    #[diagnostic(
        code(gouji::source::misfit),
        help("leave --encoding out to have the encoding found, or name another")
    )]
    Misfit {
        /// The encoding's name.
        encoding: &'static str,
        /// How many bytes could be read before the first bad one.
        at: usize,
    },
    /// The file is locked with a password.
    #[error("the file is locked with a password")]
    #[diagnostic(
        code(gouji::source::encrypted),
        help("open it in its own program, take the password off, and save it again")
    )]
    Encrypted,
    /// The file is of a kind that gouji reads, but cut off or broken.
    #[error("the file looks like {what}, but is cut off or broken")]
    #[diagnostic(
        code(gouji::source::damaged),
        help("open it in its own program and save it again, or get it anew")
    )]
    Damaged {
        /// What it looks like.
        what: &'static str,
    },
    /// Reading on would take more than any report needs.
    #[error("the report exceeds the limit `{}` of {most}", limit.as_str())]
    #[diagnostic(
        code(gouji::source::limit),
        help("check that this is one report; if it is, raise the limit, as in --limit {}={}", limit.as_str(), most.saturating_mul(4))
    )]
    Limit {
        /// Which limit.
        limit: Limit,
        /// Its value.
        most: usize,
    },
    /// The pages are pictures, without words that anybody vouches for.
    #[error("the pages of the file are pictures, such as scans")]
    #[diagnostic(
        code(gouji::source::scanned),
        help(
            "get the document that was printed, or have its characters recognised and check them"
        )
    )]
    Scanned,
    /// The page only says which other pages are shown in it.
    #[error("the page holds nothing but other pages, in frames")]
    #[diagnostic(
        code(gouji::source::frames),
        help("open the page in the frame by itself, and save that")
    )]
    Frames,
    /// The page has more elements, or tables deeper in one another, than any report.
    #[error("the page has more elements than a report, or tables too deep in one another")]
    #[diagnostic(
        code(gouji::source::overgrown),
        help("save the report alone, or as text, and try again")
    )]
    Overgrown,
}

/// Reads a report's bytes into blocks over its decoded text, or over what a browser shows of a page.
///
/// # Examples
///
/// ```
/// use gouji::{document::Block, source};
///
/// let (document, gaps) = source::read("一、概述\n　　全年公开信息20条。\n".as_bytes())?;
/// assert!(matches!(document.blocks()[0], Block::Heading { level: 1, .. }));
/// assert!(matches!(document.blocks()[1], Block::Paragraph(_)));
/// assert!(gaps.is_empty());
/// # Ok::<(), source::Unread>(())
/// ```
pub fn read(bytes: &[u8]) -> Result<(Document, Vec<Gap>), Unread> {
    read_with(bytes, &Options::default())
}

/// How files are read.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// How much of them.
    pub limits: Limits,
    /// The encoding of text, if it is not to be found out.
    pub encoding: Option<&'static Encoding>,
    /// What the name of the file says of its content, where content alone cannot tell.
    pub hint: Option<Hint>,
}

/// What the name of a file says of its content.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Hint {
    /// Its lines are rows of a sheet: `.csv`, `.tsv`.
    Delimited,
}

impl Hint {
    /// What the ending of a name says, without its dot.
    #[must_use]
    pub fn of(extension: &str) -> Option<Self> {
        let is = |other: &str| extension.eq_ignore_ascii_case(other);
        (is("csv") || is("tsv") || is("tab")).then_some(Self::Delimited)
    }
}

/// Reads a report's bytes as [`read`] does, in the way that `options` ask for.
///
/// # Errors
///
/// As [`read`].
pub fn read_with(bytes: &[u8], options: &Options) -> Result<(Document, Vec<Gap>), Unread> {
    let limits = &options.limits;
    if bytes.len() > limits.bytes {
        return Err(Unread::over(Limit::Bytes, limits));
    }
    match kind::kind(bytes) {
        Kind::Text => read_text(decode::decode(bytes, options.encoding)?, options),
        #[cfg(feature = "docx")]
        Kind::Word => docx::read(bytes, limits),
        #[cfg(any(feature = "doc", feature = "sheets"))]
        Kind::Compound => compound::read(bytes, limits),
        #[cfg(feature = "sheets")]
        Kind::Workbook(packing) => sheets::read(bytes, packing, limits),
        #[cfg(feature = "pdf")]
        Kind::Pdf => pdf::read(bytes, limits),
        Kind::Other(looks_like) => Err(Unread::Binary { looks_like }),
        Kind::Damaged(what) => Err(Unread::Damaged { what }),
    }
}

impl Unread {
    /// The extension of files of this kind, if they are documents that gouji does not read
    /// and office programs do.
    #[must_use]
    pub fn office_extension(&self) -> Option<&'static str> {
        match self {
            Self::Binary { looks_like } => kind::office_extension(looks_like),
            _ => None,
        }
    }

    /// What to do about a file of a kind that gouji does not read.
    #[must_use]
    pub fn remedy(&self) -> Option<Remedy> {
        match self {
            Self::Binary { looks_like } => Some(kind::remedy(looks_like)),
            _ => None,
        }
    }

    /// That `limit` was hit.
    fn over(limit: Limit, limits: &Limits) -> Self {
        Self::Limit {
            limit,
            most: limits.of(limit),
        }
    }
}

/// Reads decoded text, a page, or delimited values.
#[cfg_attr(
    not(feature = "sheets"),
    expect(unused_variables, reason = "only text is read")
)]
fn read_text(text: String, options: &Options) -> Result<(Document, Vec<Gap>), Unread> {
    if html::is_page(&text) {
        return html::read(text);
    }
    #[cfg(feature = "sheets")]
    if let Some(delimiter) = sheets::delimited::delimiter(&text, options.hint.is_some()) {
        return sheets::delimited::read(text, delimiter, &options.limits);
    }
    let lines = line::lines(&text);
    let mut gaps = damage(&text);
    let blocks = layout::blocks(&text, &lines, &mut gaps);
    if blocks.is_empty() {
        return Err(Unread::Empty);
    }
    Ok((Document::new(text, blocks), gaps))
}

/// The places where something was lost before gouji saw the text.
fn damage(text: &str) -> Vec<Gap> {
    const LOST: &str = "\u{fffd}";
    let mut gaps: Vec<Gap> = Vec::new();
    for at in memchr::memmem::find_iter(text.as_bytes(), LOST) {
        let span = Span::new(at, at + LOST.len());
        let last = gaps.last_mut().and_then(|gap| gap.span.as_mut());
        if let Some(last) = last.filter(|last| last.end == span.start) {
            last.end = span.end;
        } else if gaps.len() < MAX_DAMAGE {
            gaps.push(Gap {
                kind: GapKind::DamagedText,
                span: Some(span),
            });
        } else {
            break;
        }
    }
    gaps
}
