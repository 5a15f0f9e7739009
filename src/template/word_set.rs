//! Words looked for all at once.

use super::ByChar;

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
        let mut places = text.char_indices();
        let found = places.find(|&(at, c)| {
            let mut words = self.words.get(c).iter();
            let rest = text.as_bytes().get(at..).unwrap_or_default();
            words.any(|word| rest.starts_with(word.as_bytes()))
        });
        found.map(|(at, _)| at)
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
