//! Cue words, found at the cost of one byte looked up a character.
//!
//! Deliberately absent: the words themselves, which come from the packs.

use super::{Break, STOPS};
use crate::quantity::glance;

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
    /// Whether something may be found where a character stands, by [`slot`]: what nearly every character is
    /// asked first.
    slots: Box<[bool; N_SLOTS]>,
    /// What that is, by code point.
    marks: Box<[Mark; 0x1_0000]>,
    /// A bit for the hash of the first character of each word with the third, or with the second if there
    /// is no third, by their bytes: 信息 is everywhere, and 信息中心 nearly nowhere.
    pairs: Box<[u64; 1024]>,
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
    /// Some token other than a cue may start there.
    const STOP: Self = Self(1);
    /// A cue word may that goes on for six bytes, which are two more characters of Chinese.
    const LONG: Self = Self(2);
    /// One may that goes on for three.
    const SHORT: Self = Self(4);
    /// One may that goes on for less.
    const ALONE: Self = Self(8);
    /// Any cue word may.
    const CUE: Self = Self(14);
    /// One of [`SIGNS`], and nothing else; twice this is the second of them, and so on.
    const SIGN: u8 = 16;

    #[inline]
    fn has(self, mark: Self) -> bool {
        self.0 & mark.0 != 0
    }

    /// Whether some token other than a cue may start there.
    #[inline]
    pub(super) fn is_stop(self) -> bool {
        self.has(Self::STOP)
    }

    /// Whether a cue word may start there.
    #[inline]
    pub(super) fn is_cue(self) -> bool {
        self.has(Self::CUE)
    }

    /// What the sign separates that it stands for.
    #[inline]
    pub(super) fn sign(self) -> Option<Break> {
        let at = (self.0 / Self::SIGN).checked_sub(1)?;
        SIGNS.get(usize::from(at)).map(|&(_, kind)| kind)
    }

    /// Both together; a sign that is something else as well is looked at as any stop is.
    fn and(self, other: Self) -> Self {
        let plain = |mark: Self| match mark.sign() {
            Some(_) => Self::STOP,
            None => mark,
        };
        match self {
            Self::NONE => other,
            _ => Self(plain(self).0 | plain(other).0),
        }
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
            slots: Box::new([false; N_SLOTS]),
            marks: vec![Mark::NONE; 0x1_0000].try_into().expect("as many"),
            pairs: Box::new([0; 1024]),
            groups: vec![('\0', 0, 0); (words.len() * 2).next_power_of_two().max(64)],
            words: Vec::new(),
        };
        for (at, (first, word, _)) in words.iter().enumerate() {
            let at = u16::try_from(at).expect("cue words are counted in hundreds");
            let tail = &word.as_bytes()[first.len_utf8()..];
            let (mark, other) = match *tail.as_chunks().0 {
                [_, third, ..] => (Mark::LONG, Some(third)),
                [second] => (Mark::SHORT, Some(second)),
                [] => (Mark::ALONE, None),
            };
            table.mark(*first, mark);
            if let Some(other) = other {
                set(&mut table.pairs, pair((*first).into(), other));
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
        for (nth, (sign, _)) in (1_u8..).zip(SIGNS) {
            table.mark(sign, Mark(Mark::SIGN * nth));
        }
        for c in STOPS.chars() {
            table.mark(c, Mark::STOP);
        }
        table
    }

    /// The number of the longest word that starts at byte `at` of `text`, and the byte after it.
    #[must_use]
    pub fn longest(&self, text: &str, at: usize) -> Option<(u16, usize)> {
        self.longest_of(text, at, glance::after(text, at)?)
    }

    /// The number of the longest word that starts at each place of `text`, whether or not they overlap.
    pub(in crate::fact) fn everywhere(&self, text: &str) -> impl Iterator<Item = u16> {
        let mut at = 0;
        std::iter::from_fn(move || {
            loop {
                let (n_skipped, mark) = self.skip(text.as_bytes().get(at..)?);
                let start = at + n_skipped;
                let first = glance::after(text, start)?;
                at = start + first.len_utf8();
                let word = match mark {
                    Mark::NONE => self.longest_of(text, start, first),
                    mark if mark.is_cue() => self.longest_from(text, start, first),
                    _ => None,
                };
                if let Some((word, _)) = word {
                    return Some(word);
                }
            }
        })
    }

    /// The longest word at byte `at`, where `first` stands.
    fn longest_of(&self, text: &str, at: usize, first: char) -> Option<(u16, usize)> {
        let tail = text.as_bytes().get(at + first.len_utf8()..)?;
        let may_start = match u16::try_from(u32::from(first)) {
            Ok(code) => self.mark_of(code, tail.as_chunks().0).is_cue(),
            Err(_) => true,
        };
        may_start.then(|| self.longest_from(text, at, first))?
    }

    /// The same, for whoever knows that one may start there.
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

    /// How many bytes of `rest` are characters of three bytes that start nothing, and what may be found behind
    /// them if another such character stands there.
    ///
    /// Nearly all of a text takes three bytes a character, and few of these start anything.
    #[inline]
    pub(super) fn skip(&self, rest: &[u8]) -> (usize, Mark) {
        let (chars, _) = rest.as_chunks();
        let (mut left, mut mark) = (chars, Mark::NONE);
        while let [[first @ 0xe0..0xf0, second, third], tail @ ..] = left {
            if self.slots[slot(*second, *third)] {
                mark = self.mark_of(glance::code(*first, *second, *third), tail);
                if mark != Mark::NONE {
                    break;
                }
            }
            left = tail;
        }
        (3 * (chars.len() - left.len()), mark)
    }

    /// What may be found where the character of that code point stands, with `tail` behind it.
    ///
    /// Most characters that some word starts with are followed by others than that word has.
    #[inline]
    fn mark_of(&self, code: u16, tail: &[[u8; 3]]) -> Mark {
        let mark = self.marks[usize::from(code)];
        let is_there = |other: &[u8; 3]| has(&self.pairs, pair(code.into(), *other));
        let is_cue = mark.has(Mark::LONG) && tail.get(1).is_some_and(is_there)
            || mark.has(Mark::SHORT) && tail.first().is_some_and(is_there)
            || mark.has(Mark::ALONE);
        if is_cue {
            mark
        } else {
            Mark(mark.0 & !Mark::CUE.0)
        }
    }

    fn mark(&mut self, c: char, mark: Mark) {
        let Ok(code) = u16::try_from(u32::from(c)) else {
            return;
        };
        let low = |bits: u16| (bits & 63) as u8;
        self.slots[slot(low(code >> 6), low(code))] = true;
        let known = &mut self.marks[usize::from(code)];
        *known = known.and(mark);
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

/// How many slots there are.
const N_SLOTS: usize = 0x4000;

/// The slot of a character of three bytes, of which these are the last two.
///
/// It is told by the twelve bits they have left, where both lie in one load: a quarter of the slots is used.
#[inline]
fn slot(second: u8, third: u8) -> usize {
    usize::from(u16::from_le_bytes([second, third]) & 0x3f3f)
}

/// Whether `word`, whose first character stands at byte `at`, goes on there; the last byte tells most apart.
fn has_word(text: &[u8], at: usize, word: &[u8]) -> bool {
    let end = at + word.len();
    end <= text.len() && text[end - 1] == word[word.len() - 1] && text[at..end] == *word
}

/// Whether the set has a bit for `code`.
#[inline]
fn has(set: &[u64; 1024], code: u16) -> bool {
    set[usize::from(code >> 6)] >> (code & 63) & 1 == 1
}

/// Sets the bit for `code`.
fn set(set: &mut [u64; 1024], code: u16) {
    set[usize::from(code >> 6)] |= 1 << (code & 63);
}

/// One number for a character and the last two bytes of another.
#[inline]
fn pair(first: u32, [_, second, third]: [u8; 3]) -> u16 {
    let other = u32::from(u16::from_le_bytes([second, third]));
    let mixed = first.wrapping_mul(0x9e37_79b1) ^ other.wrapping_mul(0x85eb_ca6b);
    (mixed >> 16) as u16
}
