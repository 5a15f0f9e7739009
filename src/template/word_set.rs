//! Words looked for all at once, anywhere in a text or at its end.

use super::ByChar;
use crate::quantity::glance;

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
        let filter = self.words.filter();
        let mut rest = text.as_bytes();
        loop {
            // Nearly all of it takes three bytes a character, and next to none starts a word.
            while let [0xe0..0xf0, second, third, tail @ ..] = rest
                && !filter.may_have_wide(*second, *third)
            {
                rest = tail;
            }
            let at = text.len() - rest.len();
            let c = glance::after(text, at)?;
            let mut words = self.words.get(c).iter();
            if words.any(|word| rest.starts_with(word.as_bytes())) {
                return Some(at);
            }
            rest = rest.get(c.len_utf8()..)?;
        }
    }
}

/// Words of which one or another may end a text.
#[derive(Debug, Clone, Default)]
pub(crate) struct TailSet {
    /// By their last character.
    words: ByChar<String>,
}

impl TailSet {
    /// Adds a word; an empty one ends nothing.
    pub(crate) fn add(&mut self, word: String) {
        if let Some(last) = word.chars().next_back() {
            self.words.push(last, word);
        }
    }

    /// Whether `text` ends with one of them.
    pub(crate) fn ends(&self, text: &str) -> bool {
        let last = text.chars().next_back();
        last.is_some_and(|last| {
            let mut words = self.words.get(last).iter();
            words.any(|word| text.ends_with(word.as_str()))
        })
    }
}

impl<'w> FromIterator<&'w String> for TailSet {
    fn from_iter<T: IntoIterator<Item = &'w String>>(words: T) -> Self {
        let mut set = Self::default();
        for word in words {
            set.add(word.clone());
        }
        set
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
