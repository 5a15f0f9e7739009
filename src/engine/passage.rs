//! What stands around a place in the text: its sentence, its paragraph, damage near it.
//!
//! A sentence is looked at a little way only, so that a text without full stops costs no more.
//!
//! Deliberately absent: what the words mean. Patterns of rules say that.

use regex::{Captures, Match};

use crate::{document::Block, engine::Context, quantity::glance, span::Span, template::Pattern};

/// How far a sentence is looked at on either side, in bytes.
const REACH: usize = 150;

/// A sentence, as far as it is looked at, around a place.
#[derive(Debug, Clone, Copy)]
pub(super) struct Passage<'t> {
    /// Its words.
    pub(super) words: &'t str,
    /// Where they start in the text.
    pub(super) start: usize,
}

impl<'t> Passage<'t> {
    /// The sentence around `span`.
    pub(super) fn around(text: &'t str, span: Span) -> Self {
        let before = sentence_before(text, span.start as usize);
        let start = span.start as usize - before.len();
        let end = sentence_end(text, span.end as usize);
        Self {
            words: text.get(start..end).unwrap_or_default(),
            start,
        }
    }

    /// Where it stands.
    pub(super) fn span(self) -> Span {
        Span::new(self.start, self.start + self.words.len())
    }

    /// The first match of `pattern` whose group `group` touches `span`.
    pub(super) fn group_at(
        self,
        pattern: &Pattern,
        group: &str,
        span: Span,
    ) -> Option<Captures<'t>> {
        let touches = |found: &Captures<'_>| {
            let place = found.name(group).map(|found| self.span_of(found));
            place.is_some_and(|place| place.start < span.end && span.start < place.end)
        };
        if !pattern.is_match(self.words) {
            return None;
        }
        pattern.captures_iter(self.words).find(touches)
    }

    /// Where a match in the words stands in the text.
    pub(super) fn span_of(self, found: Match<'_>) -> Span {
        Span::new(self.start + found.start(), self.start + found.end())
    }
}

/// What stands in the same sentence before byte `at`, as far as it is looked at.
pub(super) fn sentence_before(text: &str, at: usize) -> &str {
    let mut start = at.saturating_sub(REACH);
    while !text.is_char_boundary(start) {
        start += 1;
    }
    let before = text.get(start..at).unwrap_or_default();
    let mut left = before.as_bytes();
    let start = loop {
        left = match left {
            // Hardly any sign is among the Chinese characters, which end no sentence.
            [rest @ .., 0xe4..=0xe9, _, _] => rest,
            _ => match glance::before(before, 0, left.len()) {
                Some(c) if !ends_sentence(c) => &left[..left.len() - c.len_utf8()],
                _ => break left.len(),
            },
        };
    };
    before.get(start..).unwrap_or_default()
}

/// Where the sentence ends that goes on at byte `at`, as far as it is looked at.
fn sentence_end(text: &str, at: usize) -> usize {
    let behind = text.as_bytes().get(at..).unwrap_or_default();
    let mut rest = behind;
    loop {
        let end = at + behind.len() - rest.len();
        if end > at + REACH {
            return end;
        }
        rest = match rest {
            // Hardly any sign is among the Chinese characters, which end no sentence.
            [0xe4..=0xe9, _, _, rest @ ..] => rest,
            _ => match glance::after(text, end) {
                Some(c) if !ends_sentence(c) => &rest[c.len_utf8()..],
                _ => return end,
            },
        };
    }
}

fn ends_sentence(c: char) -> bool {
    matches!(c, '。' | '；' | ';' | '\n' | '\r')
}

/// The paragraph that a span stands in.
pub(super) fn paragraph(context: Context<'_>, span: Span) -> &str {
    let blocks = context.document.blocks();
    let at = blocks.partition_point(|block| block.span().end < span.end);
    blocks
        .get(at)
        .map_or("", |block: &Block| block.span().of(context.document.text()))
}

/// Whether digits were lost in the neighbourhood of a span.
pub(super) fn is_damaged(context: Context<'_>, span: Span) -> bool {
    const NEAR: u32 = 60;
    has_damage(
        context,
        Span {
            start: span.start.saturating_sub(NEAR),
            end: span.end.saturating_add(NEAR),
        },
    )
}

/// Whether digits were lost in a part of the text.
pub(super) fn has_damage(context: Context<'_>, part: Span) -> bool {
    // They stand in the order of the text.
    let unknown = &context.facts.unknown;
    let at = unknown.partition_point(|lost| lost.end <= part.start);
    unknown.get(at).is_some_and(|lost| lost.start < part.end)
}
