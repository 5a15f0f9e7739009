//! The text of a Word document: pieces of a stream, in the order of its characters.

use super::{
    bytes::{part, place_at, plc, u8_at, u16_at, u32_at},
    fib::{Fib, Part},
};

/// The characters of a document, in UTF-16 units.
#[derive(Debug)]
pub(super) struct Text<'a> {
    word: &'a [u8],
    /// The pieces, in order and without a hole between them.
    pieces: Vec<Piece>,
    /// Modifiers that pieces name by number.
    modifiers: Vec<&'a [u8]>,
}

/// A run of characters that stand together in the stream.
#[derive(Debug, Clone, Copy)]
pub(super) struct Piece {
    /// Its first character.
    pub(super) begin: u32,
    /// The character after its last one.
    pub(super) end: u32,
    /// Where in the stream it stands.
    at: u32,
    /// One byte a character, of the western code page, rather than two.
    is_compressed: bool,
    /// What was changed when the document was saved in haste.
    prm: u16,
}

/// Modifiers of a piece.
#[derive(Debug, Clone, Copy)]
pub(super) enum Modified<'a> {
    /// A list of them.
    List(&'a [u8]),
    /// One, by its old code, with its value.
    One(u8, u8),
}

impl<'a> Text<'a> {
    /// Reads the pieces; none if they are broken or overlap.
    pub(super) fn read(word: &'a [u8], table: &'a [u8], fib: &Fib) -> Option<Self> {
        let (modifiers, plc_pieces) = parts(fib.table(table, Part::Pieces)?)?;
        let (places, data) = plc(plc_pieces, 8)?;
        let mut pieces = Vec::with_capacity(places.len());
        let mut n_bytes = 0_usize;
        for (at, bounds) in places.windows(2).enumerate() {
            let &[begin, end] = bounds else { continue };
            let place = u32_at(data, 8 * at + 2)?;
            let is_compressed = place & 0x4000_0000 != 0;
            let place = place & 0x3fff_ffff;
            let piece = Piece {
                begin,
                end,
                at: if is_compressed { place / 2 } else { place },
                is_compressed,
                prm: u16_at(data, 8 * at + 6)?,
            };
            let first = usize::try_from(piece.at).ok()?;
            let len = usize::try_from(end.checked_sub(begin)?).ok()? * piece.width();
            part(word, first, len)?;
            // Pieces that overlap would let a small file hold a text without end.
            n_bytes = n_bytes.checked_add(len).filter(|n| *n <= word.len())?;
            pieces.push(piece);
        }
        let begins_at_zero = pieces.first().is_none_or(|piece| piece.begin == 0);
        begins_at_zero.then_some(Self {
            word,
            pieces,
            modifiers,
        })
    }

    /// The piece that holds a character.
    pub(super) fn piece(&self, character: u32) -> Option<&Piece> {
        let after = self.pieces.partition_point(|piece| piece.end <= character);
        self.pieces.get(after)
    }

    /// The unit at a character.
    pub(super) fn unit(&self, piece: &Piece, character: u32) -> Option<u16> {
        let at = usize::try_from(piece.place(character)?).ok()?;
        if !piece.is_compressed {
            return u16_at(self.word, at);
        }
        let byte = u8_at(self.word, at)?;
        if byte.is_ascii() {
            return Some(byte.into());
        }
        let bytes = [byte];
        let (decoded, _) = encoding_rs::WINDOWS_1252.decode_without_bom_handling(&bytes);
        let unit = decoded.chars().next().map(u32::from);
        unit.and_then(|unit| u16::try_from(unit).ok())
    }

    /// What was changed in a piece without being written into its properties.
    pub(super) fn modified(&self, piece: &Piece) -> Option<Modified<'a>> {
        let [low, high] = piece.prm.to_le_bytes();
        if low & 1 == 0 {
            return (low > 0).then_some(Modified::One(low >> 1, high));
        }
        let list = self.modifiers.get(usize::from(piece.prm >> 1));
        list.copied().map(Modified::List)
    }
}

impl Piece {
    /// Where in the stream a character of the piece stands.
    pub(super) fn place(&self, character: u32) -> Option<u32> {
        let width = if self.is_compressed { 1 } else { 2 };
        let offset = character.checked_sub(self.begin)?.checked_mul(width)?;
        self.at.checked_add(offset)
    }

    /// The first character that stands at or behind a place of the stream.
    pub(super) fn character(&self, place: u32) -> u32 {
        let width = if self.is_compressed { 1 } else { 2 };
        let offset = place.saturating_sub(self.at).div_ceil(width);
        self.begin.saturating_add(offset)
    }

    fn width(&self) -> usize {
        if self.is_compressed { 1 } else { 2 }
    }
}

/// The modifiers and the pieces of the table of pieces.
fn parts(mut rest: &[u8]) -> Option<(Vec<&[u8]>, &[u8])> {
    const MODIFIERS: u8 = 1;
    const PIECES: u8 = 2;
    let mut modifiers = Vec::new();
    loop {
        match u8_at(rest, 0)? {
            MODIFIERS => {
                let len = usize::from(u16_at(rest, 1)?);
                modifiers.push(part(rest, 3, len)?);
                rest = rest.get(3 + len..)?;
            }
            PIECES => return Some((modifiers, part(rest, 5, place_at(rest, 1)?)?)),
            _ => return None,
        }
    }
}
