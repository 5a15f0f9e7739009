//! Which known kinds of part a label names: the partitions of the lexicon, and `其他`.
//!
//! A label is scanned once, whatever the number of words.

use super::token::CueTable;
use crate::template::Lexicon;

/// The words of all partitions, each with the kinds it belongs to.
#[derive(Debug)]
pub(super) struct KindTable {
    words: CueTable,
    /// For each word, its kinds.
    kinds: Vec<Kinds>,
    /// Those of what came in.
    incoming: Kinds,
}

/// The kinds of part that a label names.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Kinds(u32);

/// The bit of a part that takes what is left; those below are partitions.
const REST: u32 = 31;

impl KindTable {
    /// A table of what `lexicon` knows; partitions past the 31st are not told apart.
    pub(super) fn new(lexicon: &Lexicon) -> Self {
        let mut words: Vec<(&str, Kinds)> = Vec::new();
        let bits = (0..REST).zip(&lexicon.partitions);
        let rest = lexicon.rest.iter().map(|word| (word.as_str(), REST));
        for (word, bit) in bits
            .flat_map(|(bit, partition)| {
                partition.words.iter().map(move |word| (word.as_str(), bit))
            })
            .chain(rest)
        {
            match words.iter_mut().find(|(known, _)| *known == word) {
                Some((_, kinds)) => kinds.0 |= 1 << bit,
                None => words.push((word, Kinds(1 << bit))),
            }
        }
        // Only the longest word at a place is found, so it must say what the shorter ones would.
        let kinds = words
            .iter()
            .map(|(word, _)| {
                let inner = words.iter().filter(|(other, _)| word.starts_with(other));
                Kinds(inner.fold(0, |bits, (_, kinds)| bits | kinds.0))
            })
            .collect();
        let bits = (0..REST).zip(&lexicon.partitions);
        let incoming = bits
            .filter(|(_, partition)| !partition.settles && !partition.may_overlap)
            .fold(0, |incoming, (bit, _)| incoming | 1 << bit);
        let numbered = (0_u16..).zip(&words).map(|(at, (word, _))| (*word, at));
        Self {
            words: CueTable::new(numbered),
            kinds,
            incoming: Kinds(incoming),
        }
    }

    /// Whether `kinds` are some of what came in, not of what became of it.
    pub(super) fn came_in(&self, kinds: Kinds) -> bool {
        kinds.shares(self.incoming)
    }

    /// What `label` names.
    pub(super) fn of(&self, label: &str) -> Kinds {
        let found = self.words.everywhere(label);
        Kinds(found.fold(0, |bits, word| bits | self.kinds[usize::from(word)].0))
    }
}

impl Kinds {
    /// Whether it is of no kind that is known.
    pub(super) fn is_none(self) -> bool {
        self.0 == 0
    }

    /// Whether it takes what is left.
    pub(super) fn is_rest(self) -> bool {
        self.0 & 1 << REST != 0
    }

    /// Whether it belongs to some partition.
    pub(super) fn is_known(self) -> bool {
        self.0 & !(1 << REST) != 0
    }

    /// Whether some partition has both.
    pub(super) fn shares(self, other: Self) -> bool {
        self.0 & other.0 & !(1 << REST) != 0
    }

    /// The first partition that every one of `parts` belongs to, two of them at least by name.
    pub(super) fn common(parts: &(impl Iterator<Item = Self> + Clone)) -> Option<usize> {
        let shared = parts.clone().fold(!(1 << REST), |shared, part| {
            let takes_any = part.is_rest() && !part.is_known();
            if takes_any { shared } else { shared & part.0 }
        });
        let mut left = shared;
        std::iter::from_fn(|| {
            let bit = left.trailing_zeros();
            left &= left.checked_sub(1)?;
            Some(bit)
        })
        .find(|bit| parts.clone().filter(|part| part.0 & 1 << bit != 0).count() >= 2)
        .map(|bit| bit as usize)
    }
}

#[cfg(test)]
mod tests {
    use super::{KindTable, Kinds};
    use crate::{
        language::Words,
        template::{Lexicon, Partition},
    };

    fn table() -> KindTable {
        let partition = |words: &[&str]| Partition {
            key: String::new(),
            name: Words::default(),
            words: words.iter().map(|&word| word.to_owned()).collect(),
            may_overlap: false,
            apart: Vec::new(),
            settles: false,
            is_long: false,
        };
        KindTable::new(&Lexicon {
            rest: vec!["其他".to_owned()],
            partitions: vec![
                partition(&["信函", "其他途径"]),
                partition(&["微博", "微博微信回应", "信函"]),
            ],
            ..Lexicon::default()
        })
    }

    #[test]
    fn parts_share_the_first_partition_that_names_two_of_them() {
        let table = table();
        let common = |labels: &[&str]| Kinds::common(&labels.iter().map(|label| table.of(label)));
        assert_eq!(common(&["信函申请", "其他途径办理"]), Some(0));
        assert_eq!(common(&["信函", "微博微信回应", "其他方式"]), Some(1));
        assert_eq!(
            common(&["信函", "其他方式"]),
            None,
            "one by name is not enough"
        );
        assert_eq!(common(&["信函", "来访"]), None);
    }

    #[test]
    fn a_long_word_says_what_it_starts_with() {
        assert!(table().of("微博微信回应").is_known());
        assert!(table().of("其他途径办理").is_known());
        assert!(table().of("其他").is_rest());
        assert!(!table().of("其他").is_known());
    }
}
