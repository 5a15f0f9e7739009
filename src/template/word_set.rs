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
        let mut at = 0;
        loop {
            let (start, mut words) = self.next(text, at)?;
            if words.next().is_some() {
                return Some(start);
            }
            at = start + glance::after(text, start)?.len_utf8();
        }
    }

    /// Those that stand in `text`, in order and once each.
    pub(crate) fn all_in(&self, text: &str) -> Vec<&str> {
        let mut all = Vec::new();
        let mut at = 0;
        while let Some((start, words)) = self.next(text, at) {
            all.extend(words);
            at = start + glance::after(text, start).map_or(1, char::len_utf8);
        }
        all.sort_unstable();
        all.dedup();
        all
    }

    /// The next place from byte `at` on where one of them may start, and those that do.
    #[inline]
    fn next(&self, text: &str, at: usize) -> Option<(usize, impl Iterator<Item = &str>)> {
        if self.words.is_empty() {
            return None;
        }
        let filter = self.words.filter();
        let mut rest = text.as_bytes().get(at..)?;
        loop {
            // Nearly all of it takes three bytes a character, and next to none starts a word.
            while let [0xe0..0xf0, second, third, tail @ ..] = rest
                && !filter.may_have_wide(*second, *third)
            {
                rest = tail;
            }
            let at = text.len() - rest.len();
            let c = glance::after(text, at)?;
            let words = self.words.get(c);
            if !words.is_empty() {
                let words = words.iter().map(String::as_str);
                let starts = move |word: &&str| rest.starts_with(word.as_bytes());
                return Some((at, words.filter(starts)));
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
