//! Cue words, found at the cost of one bit a character.
//!
//! Deliberately absent: the words themselves, which come from the packs.

use super::STOPS;
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
    /// One bit for each character of the Basic Multilingual Plane that a token may start with.
    marked: Box<[u64; 1024]>,
    /// The words by first character, the longest first.
    words: Vec<(char, Box<str>, u16)>,
    /// First characters by hash, with the start and the end of their words.
    groups: Vec<(char, u16, u16)>,
}

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
            marked: Box::new([0; 1024]),
            groups: vec![('\0', 0, 0); (words.len() * 2).next_power_of_two().max(64)],
            words: Vec::new(),
        };
        for (at, (first, ..)) in words.iter().enumerate() {
            let at = u16::try_from(at).expect("cue words are counted in hundreds");
            table.mark(*first);
            let slot = table.slot_of(*first);
            let start = if table.groups[slot].0 == *first {
                table.groups[slot].1
            } else {
                at
            };
            table.groups[slot] = (*first, start, at + 1);
        }
        table.words = words;
        STOPS.chars().for_each(|c| table.mark(c));
        table
    }

    /// The number of the longest word that starts at byte `at` of `text`, and the byte after it.
    #[must_use]
    pub fn longest(&self, text: &str, at: usize) -> Option<(u16, usize)> {
        self.longest_from(text, at, glance::after(text, at)?)
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

    /// Whether a token may start with the character of this code point.
    pub(super) fn is_marked(&self, code: u16) -> bool {
        self.marked[usize::from(code >> 6)] >> (code & 63) & 1 == 1
    }

    /// Makes the scanner stop at `c`.
    fn mark(&mut self, c: char) {
        if let Ok(code) = u16::try_from(u32::from(c)) {
            self.marked[usize::from(code >> 6)] |= 1 << (code & 63);
        }
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
