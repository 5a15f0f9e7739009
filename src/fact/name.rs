//! Which indicator the words beside a figure name.
//!
//! The walk starts at the figure: fillers such as `共` or `为` are stepped over,
//! then the words that touch it are looked up by their last (or first) character.
//! The regexes of a phrase run only when its words are there.

use std::cell::OnceCell;

use crate::{
    quantity::{Family, Unit, glance},
    span::Span,
    template::{ByChar, Pattern, Phrase, PhraseKind, TailSet, Template},
};

/// The phrases of a template, by the character that touches the figure.
#[derive(Debug)]
pub(super) struct Names<'t> {
    before: ByChar<Entry<'t>>,
    after: ByChar<Entry<'t>>,
    /// By their last character, the longest first.
    fillers: ByChar<&'t str>,
    joins: TailSet,
}

#[derive(Debug, Clone, Copy)]
struct Entry<'t> {
    words: &'t str,
    /// Its bytes next to the figure, and which of the eight it has: they tell most apart.
    near: u64,
    mask: u64,
    /// What kind of thing its indicator counts.
    family: Family,
    phrase: &'t Phrase,
}

/// What the words beside a figure name.
#[derive(Debug, Clone, Copy)]
pub(super) struct Named<'t> {
    pub(super) phrase: &'t Phrase,
    /// The words of it that are there.
    pub(super) words: &'t str,
    /// They may name another quantity as well.
    pub(super) is_weak: bool,
}

/// The words around a figure, as spans of the text.
#[derive(Debug, Clone, Copy)]
pub(super) struct Beside {
    /// From the start of the clause, or the figure before, to the figure.
    pub(super) left: Span,
    /// What the clause says before that, around figures of its own.
    pub(super) head: Span,
    /// From the figure's unit to the next break or figure.
    pub(super) right: Span,
    /// What the section said before, up to the figure.
    pub(super) so_far: Span,
}

/// How much of a section counts as what it has been about, in bytes.
const MEMORY: usize = 900;

/// What the section that starts at `start` says up to `end`, as far as it is remembered.
pub(super) fn so_far(text: &str, start: u32, end: u32) -> Span {
    let mut from = (end as usize).saturating_sub(MEMORY).max(start as usize);
    while !text.is_char_boundary(from) {
        from += 1;
    }
    Span::new(from.min(end as usize), end as usize)
}

impl<'t> Names<'t> {
    pub(super) fn new(template: &'t Template) -> Self {
        let mut names = Self {
            before: ByChar::default(),
            after: ByChar::default(),
            fillers: ByChar::default(),
            joins: template.lexicon.joins.iter().collect(),
        };
        for word in &template.lexicon.fillers {
            if let Some(last) = word.chars().next_back() {
                names.fillers.push(last, word);
            }
        }
        for fillers in names.fillers.lists_mut() {
            fillers.sort_by_key(|word| std::cmp::Reverse(word.len()));
        }
        for phrase in &template.phrases {
            let usual = template.indicator(phrase.indicator).unit;
            for words in &phrase.near {
                let (map, key, near) = match phrase.kind {
                    PhraseKind::Before => {
                        let last = words.chars().next_back();
                        (&mut names.before, last, last_bytes(words))
                    }
                    PhraseKind::After => {
                        (&mut names.after, words.chars().next(), first_bytes(words))
                    }
                    PhraseKind::None | PhraseKind::All => continue,
                };
                if let Some(key) = key {
                    let entry = Entry {
                        words,
                        near,
                        mask: u64::MAX >> (64 - 8 * words.len().min(8)),
                        family: usual.map_or(Family::None, Unit::family),
                        phrase,
                    };
                    map.push(key, entry);
                }
            }
        }
        for entries in names.before.lists_mut().chain(names.after.lists_mut()) {
            entries
                .sort_by_key(|entry| (entry.phrase.is_weak, std::cmp::Reverse(entry.words.len())));
        }
        names
    }

    /// The phrase that names a figure with `unit`.
    pub(super) fn find(&self, text: &str, beside: Beside, unit: Unit) -> Option<Named<'t>> {
        let before = self.find_before(text, beside, unit);
        if before.is_some_and(|named| !named.is_weak) {
            return before;
        }
        self.find_after(text, beside, unit).or(before)
    }

    /// A label may itself end like a filler, as `维持具体行政行为` does, so it is looked for
    /// before each filler is stepped over.
    fn find_before(&self, text: &str, beside: Beside, unit: Unit) -> Option<Named<'t>> {
        let mut left = trim_end(beside.left.of(text));
        let family = unit.family();
        loop {
            let last = left.chars().next_back();
            let entries = last.map(|last| self.before.get(last)).unwrap_or_default();
            let near = last_bytes(left);
            let found = entries
                .iter()
                .filter(|entry| entry.may_be(near))
                .filter(|entry| entry.takes(unit, family))
                .filter_map(|entry| Some((entry, entry.strip(left)?)))
                .find(|(entry, rest)| {
                    is_met(
                        entry.phrase,
                        rest,
                        beside.head.of(text),
                        beside.right.of(text),
                        beside.so_far.of(text),
                    )
                });
            if let Some((entry, rest)) = found {
                return Some(Named {
                    phrase: entry.phrase,
                    words: entry.words,
                    is_weak: entry.phrase.is_weak || self.is_joined(rest),
                });
            }
            left = self.without_filler(left)?;
        }
    }

    /// Whether only fillers stand between byte `at` of `right` and a figure right behind that.
    fn leads_on(&self, text: &str, right: Span, at: usize) -> bool {
        let next = glance::after(text, right.range().end);
        next.is_some_and(glance::is_digit)
            && right
                .of(text)
                .get(at..)
                .is_some_and(|rest| self.without_fillers(rest).is_empty())
    }

    fn find_after(&self, text: &str, beside: Beside, unit: Unit) -> Option<Named<'t>> {
        let right = beside.right.of(text);
        let left = beside.left.of(text);
        let family = unit.family();
        let named_end = OnceCell::new();
        let mut from = 0;
        let mut candidates = std::iter::from_fn(|| {
            let (at, end, entries) = self.after.next(right, from)?;
            from = end;
            Some((at, entries))
        });
        candidates.find_map(|(at, entries)| {
            // Brackets comment on what was named: `无法提供3件（主要因信息不存在）`.
            let bracket = || right.find(['（', '(']).unwrap_or(right.len());
            if at >= *named_end.get_or_init(bracket) {
                return None;
            }
            let rest = right.get(at..)?;
            let near = first_bytes(rest);
            entries
                .iter()
                .filter(|entry| entry.may_be(near))
                .filter(|entry| at == 0 || !entry.phrase.is_weak)
                .filter(|entry| entry.takes(unit, family) && rest.starts_with(entry.words))
                // `19个乡镇收到申请13件`: they name the next figure.
                .filter(|entry| {
                    at == 0 || !self.leads_on(text, beside.right, at + entry.words.len())
                })
                .find(|entry| {
                    is_met(
                        entry.phrase,
                        left,
                        beside.head.of(text),
                        right,
                        beside.so_far.of(text),
                    )
                })
                .map(|entry| Named {
                    phrase: entry.phrase,
                    words: entry.words,
                    is_weak: entry.phrase.is_weak,
                })
        })
    }

    /// Whether another label is joined to the one behind `rest`: `行政复议和行政诉讼共8件`.
    fn is_joined(&self, rest: &str) -> bool {
        let words = self.joins.strip(rest);
        words.is_some_and(|words| !words.trim().is_empty())
    }

    /// Words to the left of a figure without what may stand between a label and its figure.
    pub(super) fn without_fillers<'s>(&self, left: &'s str) -> &'s str {
        let mut left = trim_end(left);
        while let Some(rest) = self.without_filler(left) {
            left = rest;
        }
        left
    }

    /// The words without the filler they end with, if they do.
    fn without_filler<'s>(&self, left: &'s str) -> Option<&'s str> {
        let fillers = self.fillers.get(left.chars().next_back()?);
        let rest = fillers.iter().find_map(|word| left.strip_suffix(word))?;
        Some(trim_end(rest))
    }
}

/// The last eight bytes of `words` in one number, the last of them the lowest; zeros where there are fewer.
fn last_bytes(words: &str) -> u64 {
    let bytes = words.as_bytes();
    match bytes.last_chunk() {
        Some(last) => u64::from_be_bytes(*last),
        None => bytes
            .iter()
            .fold(0, |all, &byte| all << 8 | u64::from(byte)),
    }
}

/// The first eight bytes of `words`, the first of them the lowest.
fn first_bytes(words: &str) -> u64 {
    let bytes = words.as_bytes();
    match bytes.first_chunk() {
        Some(first) => u64::from_le_bytes(*first),
        None => bytes
            .iter()
            .rfold(0, |all, &byte| all << 8 | u64::from(byte)),
    }
}

impl Entry<'_> {
    /// Whether it may be what has these bytes next to the figure; no is certain.
    fn may_be(&self, near: u64) -> bool {
        near & self.mask == self.near
    }

    /// `left` without its words at the end.
    ///
    /// Words that end alike start with different characters, mostly, whose last bytes tell them apart.
    fn strip<'s>(&self, left: &'s str) -> Option<&'s str> {
        let start = left.len().checked_sub(self.words.len())?;
        let (text, words) = (left.as_bytes(), self.words.as_bytes());
        let may_start = text.get(start + 2) == words.get(2);
        may_start.then(|| left.strip_suffix(self.words))?
    }

    /// Whether a figure with `unit`, which is of `family`, may be what it names.
    fn takes(&self, unit: Unit, family: Family) -> bool {
        let units = &self.phrase.units;
        if units.is_empty() {
            self.family == family && family != Family::None
        } else {
            units.contains(&unit)
        }
    }
}

/// Words without the blanks, quotes and colons that may stand before a figure.
fn trim_end(words: &str) -> &str {
    // Nearly all end with a Chinese character.
    if let [.., 0xe4..=0xe9, _, _] = words.as_bytes() {
        return words;
    }
    words.trim_end_matches(|c: char| c.is_whitespace() || matches!(c, '“' | '”' | '"' | '：' | ':'))
}

/// Whether the rest of the clause is as the phrase wants it.
///
/// What must be there has to stand with this figure; what must not be there may
/// not stand with the figures before it in the clause (`head`) either.
pub(super) fn is_met(phrase: &Phrase, left: &str, head: &str, right: &str, so_far: &str) -> bool {
    let matches = |pattern: &Pattern| pattern.is_match(left) || pattern.is_match(right);
    let matches_head = |pattern: &Pattern| !head.is_empty() && pattern.is_match(head);
    phrase.with.as_deref().is_none_or(matches)
        && !phrase
            .without
            .as_deref()
            .is_some_and(|without| matches(without) || matches_head(without))
        && phrase
            .about
            .as_deref()
            .is_none_or(|pattern| pattern.is_match(so_far))
}
