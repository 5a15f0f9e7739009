//! Patterns walked as they were parsed, for those that look at too little text to be worth compiling.

use std::cmp::Reverse;

use memchr::memmem::Finder;
use regex_syntax::hir::{Class, ClassUnicode, Hir, HirKind, Literal, Look, Repetition};

use super::words;
use crate::{
    quantity::glance,
    template::{ByChar, WordSet},
};

/// Classes of more characters than this do not narrow down where a match may start.
const MAX_FIRSTS: usize = 64;

/// Sets of more words than this cost more to look for than they save: all years of a century.
const MAX_CHOICE: usize = 16;

/// A pattern that is looked for by following it from every place where it may start.
///
/// All places are followed at once, so that the time is bounded by their number times the parts
/// of the pattern, whatever the text.
#[derive(Debug, Clone)]
pub(super) struct Walk {
    hir: Hir,
    starts: Starts,
    /// The shortest text that has a match, in bytes.
    least: usize,
    /// Words without which there is no match.
    needed: Vec<Finder<'static>>,
    /// Sets of words without one of which there is none either, the longest first.
    needed_any: Vec<WordSet>,
}

/// Where a match may start.
#[derive(Debug, Clone)]
enum Starts {
    /// Where the text does, if it starts with one of these characters.
    Text(Option<ByChar<()>>),
    /// At one of these characters.
    Chars(ByChar<()>),
    /// At whatever stands right before one of these characters.
    Before(ByChar<()>),
    /// Anywhere.
    Any,
}

impl Walk {
    /// The way along `hir`, if all its parts are of the kinds that can be followed.
    pub(super) fn of(hir: &Hir) -> Option<Self> {
        if !can_follow(hir) {
            return None;
        }
        let parts = match hir.kind() {
            HirKind::Concat(parts) => parts.as_slice(),
            _ => std::slice::from_ref(hir),
        };
        let needed = parts.iter().filter_map(|part| match part.kind() {
            HirKind::Literal(literal) => Some(Finder::new(&literal.0).into_owned()),
            _ => None,
        });
        let choices = parts.iter().filter_map(words::choice);
        let mut needed_any: Vec<WordSet> = choices
            .filter(|set| set.iter().count() <= MAX_CHOICE)
            .collect();
        needed_any.sort_by_key(|set| Reverse(set.shortest()));
        Some(Self {
            hir: hir.clone(),
            starts: Starts::of(hir),
            least: hir.properties().minimum_len().unwrap_or_default(),
            needed: needed.collect(),
            needed_any,
        })
    }

    /// Whether `text` has all the words that a match needs.
    pub(super) fn may_match(&self, text: &str) -> bool {
        if text.len() < self.least {
            return false;
        }
        if let Starts::Text(Some(firsts)) = &self.starts
            && text.chars().next().is_none_or(|c| firsts.get(c).is_empty())
        {
            return false;
        }
        let mut needed = self.needed.iter();
        needed.all(|word| word.find(text.as_bytes()).is_some())
            && self.needed_any.iter().all(|any| any.is_in(text))
    }

    /// The words of which every match has one, as telling as the pattern has them.
    pub(super) fn gate(&self) -> Option<&WordSet> {
        self.needed_any.first()
    }

    /// Whether it matches somewhere in `text`.
    pub(super) fn is_match(&self, text: &str) -> bool {
        let starts = match &self.starts {
            Starts::Text(_) => vec![0],
            Starts::Any => text
                .char_indices()
                .map(|(at, _)| at)
                .chain([text.len()])
                .collect(),
            Starts::Chars(chars) => places(chars, text).collect(),
            Starts::Before(chars) => {
                let before = |at| Some(at - glance::before(text, 0, at)?.len_utf8());
                places(chars, text).filter_map(before).collect()
            }
        };
        !ends(&self.hir, text, starts).is_empty()
    }
}

impl Starts {
    fn of(hir: &Hir) -> Self {
        let parts = match hir.kind() {
            HirKind::Concat(parts) => parts.as_slice(),
            _ => std::slice::from_ref(hir),
        };
        let chars = firsts(parts);
        if hir.properties().look_set_prefix().contains(Look::Start) {
            return Self::Text(chars);
        }
        if let Some(chars) = chars {
            return Self::Chars(chars);
        }
        // `[^件条]、` may start nearly anywhere, and a comma stands in few places.
        match parts {
            [first, rest @ ..] if matches!(first.kind(), HirKind::Class(_)) => {
                firsts(rest).map_or(Self::Any, Self::Before)
            }
            _ => Self::Any,
        }
    }
}

/// The places of `chars` in `text`.
fn places(chars: &ByChar<()>, text: &str) -> impl Iterator<Item = usize> {
    let mut next = 0;
    std::iter::from_fn(move || {
        let (at, end, _) = chars.next(text, next)?;
        next = end;
        Some(at)
    })
}

/// The characters of which `parts` must start with one, if these are few.
fn firsts(parts: &[Hir]) -> Option<ByChar<()>> {
    let mut firsts = Vec::new();
    if all_may_be_empty_after(parts, &mut firsts)? {
        return None;
    }
    firsts.sort_unstable();
    firsts.dedup();
    let mut chars = ByChar::default();
    for c in firsts {
        chars.push(c, ());
    }
    Some(chars)
}

fn can_follow(hir: &Hir) -> bool {
    match hir.kind() {
        HirKind::Empty | HirKind::Literal(_) | HirKind::Class(Class::Unicode(_)) => true,
        HirKind::Look(look) => matches!(look, Look::Start | Look::End),
        HirKind::Class(Class::Bytes(_)) => false,
        HirKind::Repetition(repetition) => can_follow(&repetition.sub),
        HirKind::Capture(capture) => can_follow(&capture.sub),
        HirKind::Concat(parts) | HirKind::Alternation(parts) => parts.iter().all(can_follow),
    }
}

/// Adds the characters that `hir` may start with to `firsts`, and says whether it may match
/// nothing; `None` if there are too many of them.
fn may_be_empty_after(hir: &Hir, firsts: &mut Vec<char>) -> Option<bool> {
    match hir.kind() {
        HirKind::Empty | HirKind::Look(_) => Some(true),
        HirKind::Literal(literal) => {
            let text = std::str::from_utf8(&literal.0).ok()?;
            firsts.push(text.chars().next()?);
            Some(false)
        }
        HirKind::Class(Class::Unicode(class)) => {
            let chars = class.iter().flat_map(|range| range.start()..=range.end());
            firsts.extend(chars.take(MAX_FIRSTS + 1));
            (firsts.len() <= MAX_FIRSTS).then_some(false)
        }
        HirKind::Class(Class::Bytes(_)) => None,
        HirKind::Repetition(repetition) => {
            let inner = may_be_empty_after(&repetition.sub, firsts)?;
            Some(inner || repetition.min == 0)
        }
        HirKind::Capture(capture) => may_be_empty_after(&capture.sub, firsts),
        HirKind::Concat(parts) => all_may_be_empty_after(parts, firsts),
        HirKind::Alternation(choices) => choices.iter().try_fold(false, |is_empty, choice| {
            Some(may_be_empty_after(choice, firsts)? || is_empty)
        }),
    }
}

/// The same for parts that stand one behind the other.
fn all_may_be_empty_after(parts: &[Hir], firsts: &mut Vec<char>) -> Option<bool> {
    for part in parts {
        if !may_be_empty_after(part, firsts)? {
            return Some(false);
        }
    }
    Some(true)
}

/// Where `hir` may end if it starts at one of `starts`; both are in order and without doubles.
fn ends(hir: &Hir, text: &str, mut starts: Vec<usize>) -> Vec<usize> {
    let bytes = text.as_bytes();
    if starts.is_empty() {
        return starts;
    }
    match hir.kind() {
        HirKind::Empty => starts,
        HirKind::Look(look) => {
            let wanted = if *look == Look::Start { 0 } else { text.len() };
            starts.retain(|&at| at == wanted);
            starts
        }
        HirKind::Literal(literal) => {
            let past = |at| past(bytes, at, literal);
            starts.into_iter().filter_map(past).collect()
        }
        HirKind::Class(Class::Unicode(class)) => {
            let past = |at: usize| Some(at + one_of(class, text, at)?);
            starts.into_iter().filter_map(past).collect()
        }
        HirKind::Class(Class::Bytes(_)) => Vec::new(),
        HirKind::Repetition(repetition) => repeated(repetition, text, starts),
        HirKind::Capture(capture) => ends(&capture.sub, text, starts),
        HirKind::Concat(parts) => {
            let follow = |starts, part| ends(part, text, starts);
            parts.iter().fold(starts, follow)
        }
        HirKind::Alternation(choices) => {
            let mut all = Vec::new();
            for choice in choices {
                match choice.kind() {
                    HirKind::Literal(literal) => {
                        all.extend(starts.iter().filter_map(|&at| past(bytes, at, literal)));
                    }
                    _ => all.extend(ends(choice, text, starts.clone())),
                }
            }
            all.sort_unstable();
            all.dedup();
            all
        }
    }
}

/// The end of `literal`, if it stands at byte `at`.
fn past(bytes: &[u8], at: usize, literal: &Literal) -> Option<usize> {
    let is_there = bytes.get(at..)?.starts_with(&literal.0);
    is_there.then(|| at + literal.0.len())
}

fn repeated(repetition: &Repetition, text: &str, starts: Vec<usize>) -> Vec<usize> {
    let sub = &repetition.sub;
    let once = |starts, _| ends(sub, text, starts);
    let starts = (0..repetition.min).fold(starts, once);
    let mut more = repetition.max.map(|max| max - repetition.min);
    if let HirKind::Class(Class::Unicode(class)) = sub.kind() {
        return run(class, text, &starts, more);
    }
    if more == Some(1) {
        let mut all = ends(sub, text, starts.clone());
        all.extend(starts);
        all.sort_unstable();
        all.dedup();
        return all;
    }
    let mut is_reached = vec![false; text.len() + 1];
    let mut all = Vec::new();
    let mut fresh = starts;
    loop {
        fresh.retain(|&at| !std::mem::replace(&mut is_reached[at], true));
        all.extend_from_slice(&fresh);
        if fresh.is_empty() || more == Some(0) {
            break;
        }
        fresh = ends(sub, text, fresh);
        more = more.map(|more| more - 1);
    }
    all.sort_unstable();
    all
}

/// The places that characters of `class`, no more than `most`, lead to from each of `starts`.
fn run(class: &ClassUnicode, text: &str, starts: &[usize], most: Option<u32>) -> Vec<usize> {
    let mut all: Vec<usize> = Vec::new();
    let mut nexts = starts.iter().skip(1);
    for &start in starts {
        // From the next start on it leads further than from here.
        let next = nexts.next();
        let (mut at, mut n) = (start, 0);
        while next != Some(&at) {
            all.push(at);
            let width = one_of(class, text, at).filter(|_| most != Some(n));
            let Some(width) = width else {
                break;
            };
            at += width;
            n += 1;
        }
    }
    all
}

/// The width of the character at `at`, if it is one of `class`.
fn one_of(class: &ClassUnicode, text: &str, at: usize) -> Option<usize> {
    let c = glance::after(text, at)?;
    has(class, c).then_some(c.len_utf8())
}

/// Whether `class` holds `c`.
pub(super) fn has(class: &ClassUnicode, c: char) -> bool {
    let ranges = class.ranges();
    let after = ranges.partition_point(|range| range.start() <= c);
    after.checked_sub(1).is_some_and(|at| c <= ranges[at].end())
}

#[cfg(test)]
mod tests {
    use super::Walk;
    use proptest::prelude::*;
    use regex::Regex;

    const PATTERNS: [&str; 14] = [
        "[^甲乙](丙|丁)?的",
        "[^甲](丙|丁)$",
        "甲[^乙]*丙[^乙丁]*$",
        "(甲|乙丙)(丁|的|甲乙)*$",
        r"^\s*(?:甲|乙)?[^丙]{0,2}丁+$",
        "甲.{1,3}乙",
        "[甲乙]丙?丁{2}",
        "(甲*)*乙$",
        "(甲|甲乙)(乙丙|丙)(丁|$)",
        "甲??乙{1,2}?$",
        "^(甲|乙)*$",
        "(?:甲{0,2}乙){2,3}丙",
        "",
        "(丙|)(甲|丁$)",
    ];

    #[test]
    fn other_looks_are_not_followed() {
        for pattern in [r"\b甲", "(?m)^甲", r"甲\B"] {
            let hir = regex_syntax::parse(pattern).unwrap();
            assert!(Walk::of(&hir).is_none(), "{pattern}");
        }
    }

    proptest! {
        #[test]
        fn a_walk_finds_what_the_regex_does(text in "[甲乙丙丁的 ]{0,9}") {
            for pattern in PATTERNS {
                let walk = Walk::of(&regex_syntax::parse(pattern).unwrap()).unwrap();
                let regex = Regex::new(pattern).unwrap();
                let is_match = walk.may_match(&text) && walk.is_match(&text);
                prop_assert_eq!(is_match, regex.is_match(&text), "{}", pattern);
            }
        }
    }
}
