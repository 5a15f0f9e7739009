//! Things looked up by a character.

/// Lists of things by a character.
///
/// Texts are searched character by character, and nearly every character has no list:
/// saying so takes a few instructions, where a hash map would take a hundred.
#[derive(Debug, Clone)]
pub(crate) struct ByChar<T> {
    /// A bit for each value of a character's lowest byte that some list has.
    bits: [u64; 4],
    /// By character.
    lists: Vec<(char, Vec<T>)>,
}

impl<T> Default for ByChar<T> {
    fn default() -> Self {
        Self {
            bits: [0; 4],
            lists: Vec::new(),
        }
    }
}

impl<T> ByChar<T> {
    /// Adds `item` to the list of `c`.
    pub(crate) fn push(&mut self, c: char, item: T) {
        let (word, bit) = place(c);
        self.bits[word] |= bit;
        match self.lists.binary_search_by_key(&c, |&(known, _)| known) {
            Ok(at) => self.lists[at].1.push(item),
            Err(at) => self.lists.insert(at, (c, vec![item])),
        }
    }

    /// The list of `c`.
    pub(crate) fn get(&self, c: char) -> &[T] {
        let (word, bit) = place(c);
        if self.bits[word] & bit == 0 {
            return &[];
        }
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

/// The word of [`ByChar::bits`] and the bit in it that stand for `c`.
fn place(c: char) -> (usize, u64) {
    let low = c as usize & 0xff;
    (low / 64, 1 << (low % 64))
}

#[cfg(test)]
mod tests {
    use super::ByChar;

    #[test]
    fn characters_with_like_bytes_are_told_apart() {
        let mut words = ByChar::default();
        words.push('一', 1);
        words.push('丁', 2);
        words.push('一', 3);
        // U+4F00 ends in the same byte as 一, U+4E00.
        assert_eq!(words.get('一'), [1, 3]);
        assert_eq!(words.get('丁'), [2]);
        assert!(words.get('\u{4f00}').is_empty());
        assert!(words.get('二').is_empty());
    }
}
