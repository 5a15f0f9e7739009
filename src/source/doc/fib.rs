//! The file information block: where in its streams a Word document keeps what.
//!
//! Deliberately absent: documents before Word 97, whose text is in a code page that they
//! do not tell for sure.

use super::{
    super::{Unread, kind::OLD_WORD},
    BROKEN,
    bytes::{part, place_at, u16_at, u32_at},
};

/// The file information block.
#[derive(Debug)]
pub(super) struct Fib {
    /// The stream that holds the tables.
    pub(super) table_stream: &'static str,
    /// How many characters each story has, in their order.
    lengths: [u32; N_STORIES],
    /// Where each table stands: its place and its length.
    tables: Vec<(usize, usize)>,
}

/// The stories of a document that are counted in its characters.
const N_STORIES: usize = 8;

/// A part of the text, by its number among the lengths.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Story {
    /// The running text.
    Main = 0,
    /// Footnotes.
    Footnotes = 1,
    /// Endnotes.
    Endnotes = 5,
    /// Text boxes of the running text.
    TextBoxes = 6,
}

/// A table, by its number in the block.
#[derive(Debug, Clone, Copy)]
pub(super) enum Part {
    /// Styles.
    Styles = 1,
    /// Where in their story footnotes begin.
    Footnotes = 3,
    /// Pages of character properties.
    Characters = 12,
    /// Pages of paragraph properties.
    Paragraphs = 13,
    /// Pieces of text.
    Pieces = 33,
    /// Shapes that stand in the running text.
    Shapes = 40,
    /// Where in their story endnotes begin.
    Endnotes = 47,
    /// Drawings.
    Drawings = 50,
    /// Where in their story text boxes begin.
    TextBoxes = 56,
    /// Lists.
    Lists = 73,
    /// Uses of lists.
    ListUses = 74,
}

impl Fib {
    /// Reads the block at the beginning of the main stream.
    ///
    /// # Errors
    ///
    /// If the document is older than Word 97, has a password, or is broken.
    pub(super) fn read(word: &[u8]) -> Result<Self, Unread> {
        /// What Word 6 and 95 write, and Word 97 and later.
        const OLD: u16 = 0xa5dc;
        const NEW: u16 = 0xa5ec;
        const FIRST_VERSION: u16 = 0xc0;
        let (Some(magic), Some(version)) = (u16_at(word, 0), u16_at(word, 2)) else {
            return Err(BROKEN);
        };
        if magic == OLD || (magic == NEW && version < FIRST_VERSION) {
            let looks_like = OLD_WORD;
            return Err(Unread::Binary { looks_like });
        }
        let flags = u16_at(word, 0x0a).filter(|_| magic == NEW).ok_or(BROKEN)?;
        if flags & 0x100 != 0 {
            return Err(Unread::Encrypted);
        }
        let table_stream = if flags & 0x200 == 0 {
            "0Table"
        } else {
            "1Table"
        };
        Self::lists(word, table_stream).ok_or(BROKEN)
    }

    /// Reads the three lists of numbers behind the fixed part.
    fn lists(word: &[u8], table_stream: &'static str) -> Option<Self> {
        let n_words = usize::from(u16_at(word, 0x20)?);
        let longs = 0x22 + 2 * n_words;
        let n_longs = usize::from(u16_at(word, longs)?);
        let first_length = longs + 2 + 4 * 3;
        let mut lengths = [0; N_STORIES];
        for (at, length) in lengths.iter_mut().enumerate() {
            *length = u32_at(word, first_length + 4 * at).filter(|n| i32::try_from(*n).is_ok())?;
        }
        let pairs = longs + 2 + 4 * n_longs;
        let n_pairs = usize::from(u16_at(word, pairs)?);
        let pair = |at: usize| {
            let at = pairs + 2 + 8 * at;
            Some((place_at(word, at)?, place_at(word, at + 4)?))
        };
        let tables = (0..n_pairs).map(pair).collect::<Option<_>>()?;
        Some(Self {
            table_stream,
            lengths,
            tables,
        })
    }

    /// Where in the text a story begins and ends, in characters.
    pub(super) fn story(&self, story: Story) -> Option<std::ops::Range<u32>> {
        let before = self.lengths.get(..story as usize)?;
        let begin = before
            .iter()
            .try_fold(0_u32, |sum, n| sum.checked_add(*n))?;
        let end = begin.checked_add(*self.lengths.get(story as usize)?)?;
        Some(begin..end)
    }

    /// Where a table stands in its stream: place and length, none if the document has none.
    pub(super) fn place(&self, table: Part) -> Option<(usize, usize)> {
        let place = self.tables.get(table as usize).copied();
        place.filter(|&(_, len)| len > 0)
    }

    /// The bytes of a table, none if the document has none or it is cut off.
    pub(super) fn table<'a>(&self, stream: &'a [u8], table: Part) -> Option<&'a [u8]> {
        let (at, len) = self.place(table)?;
        part(stream, at, len)
    }
}
