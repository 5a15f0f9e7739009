//! Things looked up by a character.

use crate::quantity::glance;

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
        self.filter.add(c);
        match self.lists.binary_search_by_key(&c, |&(known, _)| known) {
            Ok(at) => self.lists[at].1.push(item),
            Err(at) => self.lists.insert(at, (c, vec![item])),
        }
    }

    /// The list of `c`.
    #[inline]
    pub(crate) fn get(&self, c: char) -> &[T] {
        if !self.filter.may_have(c) {
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

    /// The characters that have a list, in order.
    pub(crate) fn chars(&self) -> impl Iterator<Item = char> {
        self.lists.iter().map(|&(c, _)| c)
    }

    /// The next character of `text` from byte `at` on that has a list: where it starts and ends, and the list.
    #[inline]
    pub(crate) fn next(&self, text: &str, at: usize) -> Option<(usize, usize, &[T])> {
        let mut rest = text.as_bytes().get(at..)?;
        loop {
            // Nearly all of it takes three bytes a character, and next to none has one.
            while let [first, second, third, ..] = *rest
                && matches!(first, 0xe0..0xf0)
                && !self.filter.may_have_wide(second, third)
            {
                rest = &rest[3..];
            }
            let width = match *rest.first()? {
                first @ 0..0x80 if !self.filter.may_have_code(first.into()) => {
                    rest = &rest[1..];
                    continue;
                }
                0..0x80 => 1,
                0x80..0xe0 => 2,
                0xe0..0xf0 => 3,
                0xf0.. => 4,
            };
            let at = text.len() - rest.len();
            let list = self.list_at(text, at);
            if !list.is_empty() {
                return Some((at, at + width, list));
            }
            rest = rest.get(width..)?;
        }
    }

    /// The list of the character at byte `at` of `text`, which may have one.
    ///
    /// By itself, so that going over those that have none takes few registers.
    #[inline(never)]
    fn list_at(&self, text: &str, at: usize) -> &[T] {
        glance::after(text, at).map_or(&[], |c| self.found(c))
    }

    /// Every list.
    pub(crate) fn lists(&self) -> impl Iterator<Item = &Vec<T>> {
        self.lists.iter().map(|(_, list)| list)
    }

    /// The same, to be changed.
    pub(crate) fn lists_mut(&mut self) -> impl Iterator<Item = &mut Vec<T>> {
        self.lists.iter_mut().map(|(_, list)| list)
    }

    /// Whether nothing has a list.
    pub(crate) fn is_empty(&self) -> bool {
        self.lists.is_empty()
    }
}

/// A set of characters that may seem to hold a few it was never given.
///
/// Asking costs a bit: characters are told apart by the lowest twelve bits of their code points, which
/// are those of the last two bytes of a Chinese one.
#[derive(Debug, Clone)]
pub(crate) struct CharFilter([u64; 64]);

impl Default for CharFilter {
    fn default() -> Self {
        Self([0; 64])
    }
}

impl CharFilter {
    /// Adds `c`.
    pub(crate) fn add(&mut self, c: char) {
        self.0[c as usize >> 6 & 63] |= 1 << (c as u32 & 63);
    }

    /// Whether `c` may be in it; no is certain.
    #[inline]
    pub(crate) fn may_have(&self, c: char) -> bool {
        self.may_have_code(c.into())
    }

    /// The same of the character of this code point.
    #[inline]
    pub(crate) fn may_have_code(&self, code: u32) -> bool {
        self.0[code as usize >> 6 & 63] >> (code & 63) & 1 == 1
    }

    /// The same of a character of three bytes, of which these are the last two.
    #[inline]
    pub(crate) fn may_have_wide(&self, second: u8, third: u8) -> bool {
        self.0[usize::from(second & 63)] >> (third & 63) & 1 == 1
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
    fn a_filter_forgets_nothing() {
        let mut filter = CharFilter::default();
        "申请，a\u{a0}😀".chars().for_each(|c| filter.add(c));
        assert!("申请，a\u{a0}😀".chars().all(|c| filter.may_have(c)));
        assert!(!"办理件数共2".chars().any(|c| filter.may_have(c)));
        let [_, second, third] = "请".as_bytes() else {
            panic!("three bytes");
        };
        assert!(filter.may_have_wide(*second, *third));
    }
}
