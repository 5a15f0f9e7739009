//! Whose report it is, as far as its title tells: the level of government.
//!
//! In a town's report `全区` speaks of the district, not of the town.

use crate::{
    document::{Block, Document},
    template::Lexicon,
};

/// How many blocks from the start the title is looked for in.
const REACH: usize = 12;
/// The longest title, in bytes.
const LONGEST: usize = 150;

/// The level that the title names, the lowest of those it does.
pub(super) fn level(text: &str, document: &Document, lexicon: &Lexicon) -> Option<usize> {
    let lines = document
        .blocks()
        .iter()
        .take(REACH)
        .filter_map(|block| match block {
            Block::Heading { span, .. } | Block::Paragraph(span) => Some(span.of(text)),
            Block::Table(_) | Block::Chart { .. } => None,
        });
    lines
        .filter(|line| line.len() <= LONGEST)
        .filter(|line| {
            lexicon
                .titles
                .iter()
                .any(|title| line.contains(title.as_str()))
        })
        .find_map(|line| lowest(line, lexicon))
}

/// The lowest level that `words` name.
pub(super) fn lowest(words: &str, lexicon: &Lexicon) -> Option<usize> {
    lexicon
        .levels
        .iter()
        .rposition(|level| level.iter().any(|word| words.contains(word.as_str())))
}
