//! Whose report it is, as far as its title tells: the level of government.
//!
//! In a town's report `全区` speaks of the district, not of the town.

use crate::{
    document::{Block, Document},
    span::Span,
    template::{ByChar, Lexicon, WordSet},
};

/// How many blocks from the start of a file the title is looked for in.
const REACH: usize = 12;
/// The longest title, in bytes.
const LONGEST: usize = 150;

/// What stands between the steps of the way to a page: `首页 > 政务公开 > 年报`.
const STEPS: [char; 6] = ['>', '＞', '›', '»', '→', '|'];

/// The title and the level that it names, the lowest of those it does.
pub(super) fn title(text: &str, document: &Document, levels: &Levels) -> Option<(Span, usize)> {
    document
        .blocks_by_file()
        .flat_map(|blocks| blocks.iter().take(REACH))
        .filter_map(|block| match block {
            Block::Heading { span, .. } | Block::Paragraph(span) => Some(*span),
            Block::Table(_) | Block::Chart { .. } => None,
        })
        .filter(|line| line.len() <= LONGEST)
        .find_map(|line| {
            let words = line.of(text);
            let is_title = levels.titles.is_in(words) && !words.contains(STEPS);
            Some((line, is_title.then(|| levels.lowest(words))??))
        })
}

/// The levels of government, as they are looked for.
#[derive(Debug)]
pub(super) struct Levels {
    /// Words by their first character, each with its level, 0 for the highest.
    words: ByChar<(String, usize)>,
    /// What the titles of reports hold.
    titles: WordSet,
}

impl Levels {
    pub(super) fn new(lexicon: &Lexicon) -> Self {
        let mut by_char = ByChar::default();
        for (level, words) in lexicon.levels.iter().enumerate() {
            for word in words {
                if let Some(first) = word.chars().next() {
                    by_char.push(first, (word.clone(), level));
                }
            }
        }
        Self {
            words: by_char,
            titles: lexicon.titles.iter().collect(),
        }
    }

    /// The lowest level that `words` name.
    pub(super) fn lowest(&self, words: &str) -> Option<usize> {
        let (mut lowest, mut at) = (None, 0);
        while let Some((start, end, known)) = self.words.next(words, at) {
            let rest = words.get(start..).unwrap_or_default();
            let named = known
                .iter()
                .filter(|(word, _)| rest.starts_with(word.as_str()));
            lowest = lowest.max(named.map(|&(_, level)| level).max());
            at = end;
        }
        lowest
    }
}
