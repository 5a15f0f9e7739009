//! Cue words, found at the cost of one bit a character.
//!
//! Deliberately absent: the words themselves, which come from the packs.

use super::{Break, STOPS};
use crate::{
    quantity::glance::{self, wide_code},
    template::CharFilter,
};

/// Words to look for, and the characters the scanner stops at.
///
/// # Examples
///
/// ```
/// use gouji::fact::token::CueTable;
///
/// let cues = CueTable::new([("均", 1), ("均为", 2)].into_iter());
/// assert_eq!(cues.longest("件数均为零", 6), Some((2, 12)));
/// assert_eq!(cues.longest("件数均为零", 9), None);
/// ```
#[derive(Debug, Clone)]
pub struct CueTable {
    /// What the scanner may find where a character stands, by the lowest twelve bits of its code point:
    /// those of the last two bytes of a Chinese one.
    marks: Box<[Mark; 4096]>,
    /// One bit for each character of the Basic Multilingual Plane that a token other than a cue may
    /// start with.
    stops: Box<[u64; 1024]>,
    /// A bit for the hash of the first two characters of each word.
    pairs: Box<[u64; 1024]>,
    /// The first characters of words that have no second one.
    alone: CharFilter,
    /// The words by first character, the longest first.
    words: Vec<(char, Box<str>, u16)>,
    /// First characters by hash, with the start and the end of their words.
    groups: Vec<(char, u16, u16)>,
}

/// What may be found where a character stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Mark(u8);

impl Mark {
    /// Nothing.
    pub(super) const NONE: Self = Self(0);
    /// A cue word may start there.
    pub(super) const CUE: Self = Self(1);
    /// Some other token may.
    pub(super) const STOP: Self = Self(2);
    /// One of [`SIGNS`], this the first, or a character that is nothing.
    const SIGN: Self = Self(4);

    pub(super) fn has(self, mark: Self) -> bool {
        self.0 & mark.0 != 0
    }

    fn is_sign(self) -> bool {
        self.0 >= Self::SIGN.0
    }

    /// What the sign separates that it stands for.
    pub(super) fn sign(self) -> Option<Break> {
        let (_, kind) = self.only_sign()?;
        Some(kind)
    }

    /// The one sign that it may be, if it can be no other character.
    fn only_sign(self) -> Option<(char, Break)> {
        let at = self.0.checked_sub(Self::SIGN.0)?;
        SIGNS.get(usize::from(at)).copied()
    }
}

/// Signs that separate, whatever stands beside them.
const SIGNS: [(char, Break); 6] = [
    ('，', Break::Comma),
    ('、', Break::Pause),
    ('。', Break::Stop),
    ('；', Break::Semicolon),
    ('：', Break::Colon),
    ('）', Break::Close),
];

impl CueTable {
    /// A table of `words`, each with the number its tokens will carry; empty words are left out.
    ///
    /// Of a word that is given twice the first number counts.
    ///
    /// # Panics
    ///
    /// If there are more than 65 535 words.
    pub fn new<'a>(words: impl Iterator<Item = (&'a str, u16)>) -> Self {
        let mut words: Vec<(char, Box<str>, u16)> = words
            .filter_map(|(word, cue)| Some((word.chars().next()?, word.into(), cue)))
            .collect();
        words.sort_by(|a, b| (a.0, b.1.len()).cmp(&(b.0, a.1.len())));
        let mut table = Self {
            marks: Box::new([Mark::NONE; 4096]),
            stops: Box::new([0; 1024]),
            pairs: Box::new([0; 1024]),
            alone: CharFilter::default(),
            groups: vec![('\0', 0, 0); (words.len() * 2).next_power_of_two().max(64)],
            words: Vec::new(),
        };
        for (at, (first, word, _)) in words.iter().enumerate() {
            let at = u16::try_from(at).expect("cue words are counted in hundreds");
            table.mark(*first, Mark::CUE);
            match wide_code(word.as_bytes(), first.len_utf8()) {
                Some(second) => set(&mut table.pairs, pair((*first).into(), second)),
                None => table.alone.add(*first),
            }
            let slot = table.slot_of(*first);
            let start = if table.groups[slot].0 == *first {
                table.groups[slot].1
            } else {
                at
            };
            table.groups[slot] = (*first, start, at + 1);
        }
        table.words = words;
        for (at, (sign, _)) in (0_u8..).zip(SIGNS) {
            table.mark(sign, Mark(Mark::SIGN.0 + at));
        }
        for c in STOPS.chars() {
            table.mark(c, Mark::STOP);
            if let Ok(code) = u16::try_from(u32::from(c)) {
                set(&mut table.stops, code);
            }
        }
        table
    }

    /// The number of the longest word that starts at byte `at` of `text`, and the byte after it.
    #[must_use]
    pub fn longest(&self, text: &str, at: usize) -> Option<(u16, usize)> {
        let first = glance::after(text, at)?;
        let next = wide_code(text.as_bytes(), at + first.len_utf8());
        self.may_start(first.into(), next)
            .then(|| self.longest_from(text, at, first))
            .flatten()
    }

    /// The number of the longest word that starts at each place of `text`, whether or not they overlap.
    pub(in crate::fact) fn everywhere(&self, text: &str) -> impl Iterator<Item = u16> {
        let bytes = text.as_bytes();
        let mut at = 0;
        std::iter::from_fn(move || {
            while let Some(&first) = bytes.get(at) {
                let start = at;
                at += match first {
                    0..0x80 => 1,
                    0x80..0xe0 => 2,
                    0xe0..0xf0 => 3,
                    0xf0.. => 4,
                };
                let may_start = match bytes.get(start..start + 3) {
                    Some(&[0xe0..0xf0, second, third]) => self.at(second, third).has(Mark::CUE),
                    _ => true,
                };
                if may_start && let Some((word, _)) = self.longest(text, start) {
                    return Some(word);
                }
            }
            None
        })
    }

    /// The same, for whoever knows that `first` starts there.
    pub(super) fn longest_from(&self, text: &str, at: usize, first: char) -> Option<(u16, usize)> {
        let (found, start, end) = self.groups[self.slot_of(first)];
        if found != first {
            return None;
        }
        self.words[usize::from(start)..usize::from(end)]
            .iter()
            .find(|(_, word, _)| has_word(text.as_bytes(), at, word.as_bytes()))
            .map(|(_, word, cue)| (*cue, at + word.len()))
    }

    /// `rest` from its first character on that takes other than three bytes or may start a token, and
    /// what that may be.
    ///
    /// Nearly all of a text takes three bytes a character, and few of these start anything.
    #[inline]
    pub(super) fn skip<'t>(&self, mut rest: &'t [u8]) -> (&'t [u8], Mark) {
        while let [first @ 0xe0..0xf0, second, third, tail @ ..] = rest {
            let mark = self.at(*second, *third);
            if mark != Mark::NONE {
                let mark = self.certain(mark, glance::code(*first, *second, *third), tail);
                if mark != Mark::NONE {
                    return (rest, mark);
                }
            }
            rest = tail;
        }
        (rest, Mark::NONE)
    }

    /// What is left of `mark` for the character of this code point, with `tail` behind it.
    #[inline]
    fn certain(&self, mark: Mark, code: u16, tail: &[u8]) -> Mark {
        if let Some((sign, _)) = mark.only_sign() {
            let is_sign = u32::from(sign) == u32::from(code);
            return if is_sign { mark } else { Mark::NONE };
        }
        let is_cue = mark.has(Mark::CUE) && self.may_start(code.into(), wide_code(tail, 0));
        let is_stop = mark.has(Mark::STOP) && has(&self.stops, code);
        Mark(u8::from(is_cue) * Mark::CUE.0 + u8::from(is_stop) * Mark::STOP.0)
    }

    /// What may be found where a character of three bytes stands, of which these are the last two.
    #[inline]
    fn at(&self, second: u8, third: u8) -> Mark {
        self.marks[usize::from(second & 63) << 6 | usize::from(third & 63)]
    }

    fn mark(&mut self, c: char, mark: Mark) {
        let slot = &mut self.marks[c as usize & 0xfff];
        // A sign that shares its place is looked at as any stop is.
        let plain = |mark: Mark| if mark.is_sign() { Mark::STOP } else { mark };
        *slot = match *slot {
            Mark::NONE => mark,
            other => Mark(plain(other).0 | plain(mark).0),
        };
    }

    /// Whether a word may start with the character of code point `first`, where `next` follows, if that
    /// takes three bytes.
    ///
    /// Most characters that some word starts with are followed by others than that word has.
    #[inline]
    fn may_start(&self, first: u32, next: Option<u16>) -> bool {
        next.is_some_and(|next| has(&self.pairs, pair(first, next)))
            || self.alone.may_have_code(first)
    }

    /// The slot that holds `c`, or the free one where it would be.
    fn slot_of(&self, c: char) -> usize {
        let mask = self.groups.len() - 1;
        let mut slot = (c as usize).wrapping_mul(0x9e37) >> 5 & mask;
        while self.groups[slot].0 != '\0' && self.groups[slot].0 != c {
            slot = (slot + 1) & mask;
        }
        slot
    }
}

/// Whether `word`, whose first character stands at byte `at`, goes on there; the last byte tells most apart.
fn has_word(text: &[u8], at: usize, word: &[u8]) -> bool {
    let end = at + word.len();
    end <= text.len() && text[end - 1] == word[word.len() - 1] && text[at..end] == *word
}

/// Whether the set has a bit for `code`.
fn has(set: &[u64; 1024], code: u16) -> bool {
    set[usize::from(code >> 6)] >> (code & 63) & 1 == 1
}

/// Sets the bit for `code`.
fn set(set: &mut [u64; 1024], code: u16) {
    set[usize::from(code >> 6)] |= 1 << (code & 63);
}

/// One number for two characters.
fn pair(first: u32, second: u16) -> u16 {
    let mixed = first.wrapping_mul(0x9e37_79b1) ^ u32::from(second).wrapping_mul(0x85eb_ca6b);
    (mixed >> 16) as u16
}
