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

    /// All of them.
    pub(crate) fn iter(&self) -> impl Iterator<Item = &str> {
        self.words.lists().flatten().map(String::as_str)
    }

    /// Adds all words of `others`.
    pub(crate) fn extend(&mut self, others: &Self) {
        for word in others.iter() {
            self.add(word.to_owned());
        }
    }

    /// How long the shortest of them is, in bytes.
    pub(crate) fn shortest(&self) -> usize {
        self.iter().map(str::len).min().unwrap_or_default()
    }

    /// Whether one of them stands in `text`.
    pub(crate) fn is_in(&self, text: &str) -> bool {
        self.find(text).is_some()
    }

    /// `text` without the longest of them that it starts with.
    pub(crate) fn strip_longest<'t>(&self, text: &'t str) -> Option<&'t str> {
        let words = self.words.get(text.chars().next()?).iter();
        words
            .filter_map(|word| text.strip_prefix(word.as_str()))
            .min_by_key(|rest| rest.len())
    }

    /// Whether `text` is one of them.
    pub(crate) fn has(&self, text: &str) -> bool {
        let first = text.chars().next();
        let words = first.map(|first| self.words.get(first)).unwrap_or_default();
        words.iter().any(|word| word == text)
    }

    /// Whether `text` starts with one of them.
    pub(crate) fn starts(&self, text: &str) -> bool {
        let first = text.chars().next();
        first.is_some_and(|first| self.is_at(text, 0, first))
    }

    /// Whether one of them stands at byte `at` of `text`, where `first` does.
    pub(crate) fn is_at(&self, text: &str, at: usize, first: char) -> bool {
        let mut words = self.words.get(first).iter();
        words.any(|word| glance::starts(text, at, word))
    }

    /// Where the first of them in `text` starts.
    pub(crate) fn find(&self, text: &str) -> Option<usize> {
        if self.words.is_empty() {
            return None;
        }
        let bytes = text.as_bytes();
        let mut at = 0;
        loop {
            let (start, end, words) = self.words.next(text, at)?;
            let rest = bytes.get(start..)?;
            let mut words = words.iter();
            if words.any(|word| rest.starts_with(word.as_bytes())) {
                return Some(start);
            }
            at = end;
        }
    }

    /// Those that stand in `text`, in order and once each.
    pub(crate) fn all_in(&self, text: &str) -> Vec<&str> {
        let mut all = Vec::new();
        let mut at = 0;
        while let Some((start, end, words)) = self.words.next(text, at) {
            let rest = text.get(start..).unwrap_or_default();
            let words = words.iter().map(String::as_str);
            all.extend(words.filter(|word| rest.starts_with(word)));
            at = end;
        }
        all.sort_unstable();
        all.dedup();
        all
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

    /// All of them.
    pub(crate) fn iter(&self) -> impl Iterator<Item = &str> {
        self.words.lists().flatten().map(String::as_str)
    }

    /// Whether `text` ends with one of them.
    pub(crate) fn ends(&self, text: &str) -> bool {
        self.strip(text).is_some()
    }

    /// `text` without the first given of those that it ends with.
    pub(crate) fn strip<'t>(&self, text: &'t str) -> Option<&'t str> {
        self.strips(text).next().map(|(_, rest)| rest)
    }

    /// Those that `text` ends with, each with what stands before it.
    pub(crate) fn strips<'s, 't>(
        &'s self,
        text: &'t str,
    ) -> impl Iterator<Item = (&'s str, &'t str)> {
        let last = text.chars().next_back();
        let words = last.map(|last| self.words.get(last)).unwrap_or_default();
        words
            .iter()
            .filter_map(move |word| Some((word.as_str(), text.strip_suffix(word.as_str())?)))
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
