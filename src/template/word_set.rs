//! Words looked for all at once.

use super::ByChar;
use crate::quantity::glance::{self, wide_code};

/// Words of which one or another may stand in a text.
///
/// A text is gone through once, however many words there are.
#[derive(Debug, Clone, Default)]
pub(crate) struct WordSet {
    /// By their first character.
    words: ByChar<String>,
}

impl WordSet {
    /// Adds a word; an empty one stands nowhere.
    pub(crate) fn add(&mut self, word: String) {
        if let Some(first) = word.chars().next() {
            self.words.push(first, word);
        }
    }

    /// Whether one of them stands in `text`.
    pub(crate) fn is_in(&self, text: &str) -> bool {
        self.find(text).is_some()
    }

    /// Where the first of them in `text` starts.
    pub(crate) fn find(&self, text: &str) -> Option<usize> {
        if self.words.is_empty() {
            return None;
        }
        let bytes = text.as_bytes();
        let mut at = 0;
        while let Some(&first) = bytes.get(at) {
            // Nearly all of it takes three bytes a character, and decoding those is all the work.
            let (c, length) = match first {
                0..0x80 => (char::from(first), 1),
                _ => match wide_code(bytes, at).and_then(|code| char::from_u32(code.into())) {
                    Some(c) => (c, 3),
                    None => {
                        let c = glance::after(text, at)?;
                        (c, c.len_utf8())
                    }
                },
            };
            let mut words = self.words.get(c).iter();
            if words.any(|word| bytes[at..].starts_with(word.as_bytes())) {
                return Some(at);
            }
            at += length;
        }
        None
    }
}

impl<'w> FromIterator<&'w String> for WordSet {
    fn from_iter<T: IntoIterator<Item = &'w String>>(words: T) -> Self {
        let mut set = Self::default();
        for word in words {
            set.add(word.clone());
        }
        set
    }
}
