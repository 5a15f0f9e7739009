//! Whose report it is, as far as its title tells: the level of government.
//!
//! In a town's report `全区` speaks of the district, not of the town.

use crate::{
    document::{Block, Document},
    span::Span,
    template::Lexicon,
};

/// How many blocks from the start the title is looked for in.
const REACH: usize = 12;
/// The longest title, in bytes.
const LONGEST: usize = 150;

/// The title and the level that it names, the lowest of those it does.
pub(super) fn title(text: &str, document: &Document, lexicon: &Lexicon) -> Option<(Span, usize)> {
    document
        .blocks()
        .iter()
        .take(REACH)
        .filter_map(|block| match block {
            Block::Heading { span, .. } | Block::Paragraph(span) => Some(*span),
            Block::Table(_) | Block::Chart { .. } => None,
        })
        .filter(|line| line.len() <= LONGEST)
        .find_map(|line| {
            let words = line.of(text);
            let is_title = lexicon
                .titles
                .iter()
                .any(|title| words.contains(title.as_str()));
            Some((line, is_title.then(|| lowest(words, lexicon))??))
        })
}

/// The lowest level that `words` name.
pub(super) fn lowest(words: &str, lexicon: &Lexicon) -> Option<usize> {
    lexicon
        .levels
        .iter()
        .rposition(|level| level.iter().any(|word| words.contains(word.as_str())))
}
