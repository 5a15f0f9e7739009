//! What the labels of a table of no form say of their rows and columns.

use crate::{
    document::Table,
    fact::label,
    quantity::glance,
    template::{Lexicon, TailSet, WordSet},
};

/// The longest label of a total, in bytes.
const LONGEST: usize = 48;

/// How far from a table words about it may stand, in bytes.
const NEAR: usize = 400;

/// Words of the lexicon, made ready for looking up.
#[derive(Debug)]
pub(in crate::fact) struct Words {
    totals: WordSet,
    total_ends: TailSet,
    inner: WordSet,
    home: WordSet,
    apart: WordSet,
    shares: WordSet,
    notes: WordSet,
    /// What belongs to a set of parts that may overlap.
    overlapping: WordSet,
}

impl Words {
    pub(in crate::fact) fn new(lexicon: &Lexicon) -> Self {
        let table = &lexicon.table;
        let partitions = lexicon.partitions.iter();
        Self {
            totals: table.totals.iter().collect(),
            total_ends: table.total_ends.iter().collect(),
            inner: table.inner.iter().collect(),
            home: table.home.iter().collect(),
            apart: table.apart.iter().collect(),
            shares: table.shares.iter().collect(),
            notes: table.notes.iter().chain(&lexicon.overlap).collect(),
            overlapping: partitions
                .filter(|partition| partition.may_overlap)
                .flat_map(|partition| &partition.words)
                .collect(),
        }
    }

    /// Whether a line so called is the sum of others.
    pub(in crate::fact) fn is_total(&self, words: &label::Words) -> bool {
        let name = name(words);
        name.len() <= LONGEST && (self.totals.has(name) || self.total_ends.ends(name))
    }

    /// Whether a line is called a total and nothing else.
    pub(super) fn is_bare_total(&self, words: &label::Words) -> bool {
        self.totals.has(name(words))
    }

    /// Whether it is part of what stands before it.
    pub(super) fn is_inner(&self, printed: &str) -> bool {
        self.inner.starts(glance::trim(printed))
    }

    pub(super) fn is_home(&self, printed: &str) -> bool {
        self.home.is_in(printed)
    }

    /// Whether the figures of a column so called are not added up.
    pub(super) fn is_apart(&self, header: &str) -> bool {
        self.apart.is_in(header)
    }

    /// Whether a label is the name of such figures and nothing else.
    pub(super) fn names_apart(&self, words: &label::Words) -> bool {
        self.apart.has(name(words))
    }

    /// Whether a column so called tells shares of the total.
    pub(super) fn is_share(&self, words: &label::Words) -> bool {
        self.shares.has(name(words).trim_end_matches('%'))
    }

    pub(super) fn may_overlap(&self, printed: &str) -> bool {
        self.overlapping.is_in(printed)
    }

    /// Whether words that tell what a total leaves out stand in or near a table.
    pub(super) fn is_noted(&self, text: &str, table: &Table) -> bool {
        let (start, end) = (table.span.start as usize, table.span.end as usize);
        let from = (0..=start.saturating_sub(NEAR)).rev();
        let from = from.take(4).find(|&at| text.is_char_boundary(at));
        let to = (end + NEAR).min(text.len());
        let to = (to..text.len()).find(|&at| text.is_char_boundary(at));
        let near = from.unwrap_or(0)..to.unwrap_or(text.len());
        self.notes.is_in(text.get(near).unwrap_or_default())
    }
}

/// A label without brackets and the sign behind it.
fn name(words: &label::Words) -> &str {
    let name = words.bare.as_ref().unwrap_or(&words.folded);
    name.trim_end_matches([':', '*'])
}
