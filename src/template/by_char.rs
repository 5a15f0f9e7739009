//! Things looked up by a character.

/// Lists of things by a character.
///
/// Texts are searched character by character, and nearly every character has no list:
/// saying so takes a few instructions, where a hash map would take a hundred.
#[derive(Debug, Clone)]
pub(crate) struct ByChar<T> {
    /// The characters that have one.
    filter: CharFilter,
    /// By character.
    lists: Vec<(char, Vec<T>)>,
}

impl<T> Default for ByChar<T> {
    fn default() -> Self {
        Self {
            filter: CharFilter::default(),
            lists: Vec::new(),
        }
    }
}

impl<T> ByChar<T> {
    /// Adds `item` to the list of `c`.
    pub(crate) fn push(&mut self, c: char, item: T) {
        self.filter.add(c.into());
        match self.lists.binary_search_by_key(&c, |&(known, _)| known) {
            Ok(at) => self.lists[at].1.push(item),
            Err(at) => self.lists.insert(at, (c, vec![item])),
        }
    }

    /// The list of `c`.
    #[inline]
    pub(crate) fn get(&self, c: char) -> &[T] {
        if !self.filter.may_have(c.into()) {
            return &[];
        }
        self.found(c)
    }

    /// The list of `c`, which may have one.
    fn found(&self, c: char) -> &[T] {
        match self.lists.binary_search_by_key(&c, |&(known, _)| known) {
            Ok(at) => &self.lists[at].1,
            Err(_) => &[],
        }
    }

    /// Every list.
    pub(crate) fn lists_mut(&mut self) -> impl Iterator<Item = &mut Vec<T>> {
        self.lists.iter_mut().map(|(_, list)| list)
    }

    /// Whether nothing has a list.
    pub(crate) fn is_empty(&self) -> bool {
        self.lists.is_empty()
    }
}

/// A set of numbers that may seem to hold a few it was never given.
///
/// Asking costs a multiplication and a bit; a set of a few hundred is wrong about one in ten others.
#[derive(Debug, Clone)]
pub(crate) struct CharFilter([u64; 64]);

impl Default for CharFilter {
    fn default() -> Self {
        Self([0; 64])
    }
}

impl CharFilter {
    /// Adds the number `code`.
    pub(crate) fn add(&mut self, code: u32) {
        let (word, bit) = Self::place(code);
        self.0[word] |= bit;
    }

    /// Whether `code` may be in it; no is certain.
    pub(crate) fn may_have(&self, code: u32) -> bool {
        let (word, bit) = Self::place(code);
        self.0[word] & bit != 0
    }

    /// The word and the bit in it that stand for `code`.
    fn place(code: u32) -> (usize, u64) {
        let hash = code.wrapping_mul(0x9e37_79b1) >> 20;
        (hash as usize >> 6, 1 << (hash & 63))
    }
}

#[cfg(test)]
mod tests {
    use super::{ByChar, CharFilter};

    #[test]
    fn characters_are_told_apart() {
        let mut words = ByChar::default();
        words.push('一', 1);
        words.push('丁', 2);
        words.push('一', 3);
        assert_eq!(words.get('一'), [1, 3]);
        assert_eq!(words.get('丁'), [2]);
        assert!(words.get('\u{4f00}').is_empty());
        assert!(words.get('二').is_empty());
    }

    #[test]
    fn a_filter_forgets_nothing_and_is_seldom_wrong() {
        let mut filter = CharFilter::default();
        let given = || (0x4e00..0x9fff).step_by(97);
        given().for_each(|code| filter.add(code));
        assert!(given().all(|code| filter.may_have(code)));
        let wrong = (0x4e01..0x9fff).step_by(97).filter(|&code| filter.may_have(code));
        assert!(wrong.count() < 40);
    }
}
