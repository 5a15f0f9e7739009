//! A figure in a paragraph with what surrounds it.

use std::cell::OnceCell;

use crate::{
    fact::{
        FactId,
        kind::{KindTable, Kinds},
    },
    quantity::Unit,
    span::Span,
    template::Template,
};

/// What a cue word does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u16)]
pub(super) enum Cue {
    None,
    All,
    Closed,
    Member,
    Beside,
    Share,
    Up,
    Down,
    OtherPeriod,
    PartScope,
    WholeScope,
    Carried,
    UpperScope,
    Became,
}

impl Cue {
    pub(super) const EVERY: [Self; 14] = [
        Self::None,
        Self::All,
        Self::Closed,
        Self::Member,
        Self::Beside,
        Self::Share,
        Self::Up,
        Self::Down,
        Self::OtherPeriod,
        Self::PartScope,
        Self::WholeScope,
        Self::Carried,
        Self::UpperScope,
        Self::Became,
    ];

    pub(super) fn words(self, template: &Template) -> &[String] {
        let lexicon = &template.lexicon;
        match self {
            Self::None => &lexicon.none,
            Self::All => &lexicon.all,
            Self::Closed => &lexicon.closed,
            Self::Member => &lexicon.members,
            Self::Beside => &lexicon.beside,
            Self::Share => &lexicon.share,
            Self::Up => &lexicon.up,
            Self::Down => &lexicon.down,
            Self::OtherPeriod => &lexicon.other_period,
            Self::PartScope => &lexicon.part_scope,
            Self::WholeScope => &lexicon.whole_scope,
            Self::Carried => &lexicon.carried,
            Self::UpperScope => &lexicon.upper_scope,
            Self::Became => &lexicon.became,
        }
    }

    pub(super) fn from_id(id: u16) -> Option<Self> {
        Self::EVERY.get(usize::from(id)).copied()
    }
}

/// A set of cues.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Cues(u16);

impl Cues {
    pub(super) fn has(self, cue: Cue) -> bool {
        self.0 & (1 << cue as u16) != 0
    }

    pub(super) fn add(&mut self, cue: Cue) {
        self.0 |= 1 << cue as u16;
    }

    pub(super) fn remove(&mut self, cue: Cue) {
        self.0 &= !(1 << cue as u16);
    }
}

/// A figure in a paragraph, with what surrounds it.
#[derive(Debug)]
pub(super) struct Mention {
    pub(super) fact: FactId,
    pub(super) unit: Unit,
    /// The words that name it.
    pub(super) label: Span,
    /// The words before it, back to the break or figure before.
    pub(super) left: Span,
    /// The words after it, up to the next break or figure.
    pub(super) right: Span,
    /// How many brackets it stands in.
    pub(super) depth: u8,
    /// Which sentence of the paragraph, from 0.
    pub(super) sentence: u32,
    /// Which clause of the paragraph, from 0.
    pub(super) clause: u32,
    /// The cues since the figure before.
    pub(super) before: Cues,
    /// The punctuation since the figure before.
    pub(super) between: Between,
    /// Where its sentence ends.
    pub(super) sentence_end: u32,
    /// What its label names, once somebody has asked.
    pub(super) kinds: OnceCell<Kinds>,
}

impl Mention {
    /// What its label names.
    pub(super) fn kinds(&self, text: &str, table: &KindTable) -> Kinds {
        *self.kinds.get_or_init(|| table.of(self.label.of(text)))
    }

    /// Whether it says by how much something changed: `比上年增加35条`.
    pub(super) fn is_difference(&self) -> bool {
        self.before.has(Cue::Up) || self.before.has(Cue::Down)
    }
}

/// Punctuation between two figures.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Between {
    pub(super) colon: bool,
    pub(super) semicolon: bool,
}
