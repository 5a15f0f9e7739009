//! Patterns that are mere lists of words, searched for without the regex engine.
//!
//! Nearly all patterns of packs are of this kind: `收到|受理`, `(提交|提出)的?$`,
//! `申请[^诉热]*$`. Compiling one takes longer than reading a report.

use regex_syntax::hir::{Class, ClassUnicode, Hir, HirKind, Look};

use crate::{
    quantity::glance,
    template::{ByChar, TailSet, WordSet, by_char::CharFilter},
};

/// More words than this, or classes of more characters, are left to the regex engine.
const MAX_WORDS: usize = 400;
const MAX_CHARS: usize = 16;

/// What a pattern comes to, written out.
#[derive(Debug, Clone, Default)]
pub(super) struct Words {
    /// Words that may stand anywhere.
    anywhere: WordSet,
    /// Words that the text must end with.
    at_end: TailSet,
    /// Words behind which some characters may not come up to the end.
    before_run: Vec<BeforeRun>,
}

/// Words behind which none of some characters may come up to the end.
#[derive(Debug, Clone, Default)]
struct BeforeRun {
    barred: ByChar<()>,
    /// Those that hold none of these themselves.
    words: WordSet,
    /// The characters `barred`, and those that one of these words starts with.
    stops: CharFilter,
    /// The others.
    odd: Vec<String>,
    /// Words that follow each other, with none of these behind the first.
    pairs: Vec<(String, String)>,
}

/// A word on its way, and what may follow it.
#[derive(Debug, Clone, Default)]
struct Word {
    /// A word before it, with any number of characters but these between the two.
    lead: Option<(String, ByChar<()>)>,
    text: String,
    follow: Follow,
}

#[derive(Debug, Clone, Default)]
enum Follow {
    /// Anything.
    #[default]
    Any,
    /// The end of the text.
    End,
    /// Any number of characters but these, then anything.
    Run(ByChar<()>),
    /// Any number of characters but these, then the end.
    RunToEnd(ByChar<()>),
}

impl Words {
    /// Adds the words that `pattern` comes to; false if it is not that plain.
    pub(super) fn add(&mut self, pattern: &Hir) -> bool {
        let Some(words) = followed(vec![Word::default()], pattern) else {
            return false;
        };
        if !words.iter().all(Word::is_plain) {
            return false;
        }
        for Word { lead, text, follow } in words {
            match follow {
                Follow::Any | Follow::Run(_) => self.anywhere.add(text),
                Follow::End => self.at_end.add(text),
                Follow::RunToEnd(barred) => {
                    let lead = lead.map(|(lead, _)| lead);
                    self.before(barred).add(lead, text);
                }
            }
        }
        true
    }

    /// The words before a run without the characters `barred`.
    fn before(&mut self, barred: ByChar<()>) -> &mut BeforeRun {
        let same = |run: &BeforeRun| run.barred.chars().eq(barred.chars());
        let at = self.before_run.iter().position(same);
        let at = at.unwrap_or_else(|| {
            let mut stops = CharFilter::default();
            barred.chars().for_each(|c| stops.add(c));
            self.before_run.push(BeforeRun {
                barred,
                stops,
                ..BeforeRun::default()
            });
            self.before_run.len() - 1
        });
        &mut self.before_run[at]
    }

    /// Every one of them, wherever it should stand.
    pub(super) fn all(&self) -> WordSet {
        let mut all = self.anywhere.clone();
        for word in self.at_end.iter() {
            all.add(word.to_owned());
        }
        for run in &self.before_run {
            all.extend(&run.words);
            let pairs = run.pairs.iter().map(|(_, word)| word);
            for word in run.odd.iter().chain(pairs) {
                all.add(word.clone());
            }
        }
        all
    }

    /// Whether one of them stands in `text` where it should.
    pub(super) fn is_match(&self, text: &str) -> bool {
        self.at_end.ends(text)
            || self.anywhere.is_in(text)
            || self.before_run.iter().any(|run| run.is_match(text))
    }
}

impl BeforeRun {
    fn add(&mut self, lead: Option<String>, word: String) {
        match lead {
            Some(lead) => self.pairs.push((lead, word)),
            None if holds(&self.barred, &word) => self.odd.push(word),
            None => {
                word.chars().take(1).for_each(|c| self.stops.add(c));
                self.words.add(word);
            }
        }
    }

    fn is_match(&self, text: &str) -> bool {
        let Some(run) = self.run_without_word(text) else {
            return true;
        };
        // A word may end where the run starts.
        let past = |word: &str, from: usize| {
            let rest = text.as_bytes().get(from..)?;
            Some(from + memchr::memmem::find(rest, word.as_bytes())? + word.len())
        };
        let first = |word: &str| past(word, run.saturating_sub(word.len()));
        self.odd.iter().any(|word| first(word).is_some())
            || self.pairs.iter().any(|(lead, word)| {
                let end = first(lead);
                end.is_some_and(|end| past(word, end).is_some())
            })
    }

    /// Where the run at the end of `text` starts; none if one of the words is in it.
    fn run_without_word(&self, text: &str) -> Option<usize> {
        let mut head = text.as_bytes();
        loop {
            while let [rest @ .., 0xe0..0xf0, second, third] = head
                && !self.stops.may_have_wide(*second, *third)
            {
                head = rest;
            }
            let end = head.len();
            match glance::before(text, 0, end) {
                Some(c) if self.barred.get(c).is_empty() => {
                    let at = end - c.len_utf8();
                    if self.words.is_at(text, at, c) {
                        return None;
                    }
                    head = head.get(..at)?;
                }
                _ => return Some(end),
            }
        }
    }
}

/// Whether `word` holds one of the characters `barred`.
fn holds(barred: &ByChar<()>, word: &str) -> bool {
    word.chars().any(|c| !barred.get(c).is_empty())
}

/// The words of which a match has one where `part` stands, if it comes to nothing else.
pub(super) fn choice(part: &Hir) -> Option<WordSet> {
    let words = followed(vec![Word::default()], part)?;
    let mut set = WordSet::default();
    for word in words {
        let is_word =
            matches!(word.follow, Follow::Any) && word.lead.is_none() && !word.text.is_empty();
        is_word.then(|| set.add(word.text))?;
    }
    Some(set)
}

/// `words`, each followed by whatever `next` comes to.
fn followed(words: Vec<Word>, next: &Hir) -> Option<Vec<Word>> {
    let each = |words: Vec<Word>, follow: &dyn Fn(Word) -> Option<Word>| -> Option<Vec<Word>> {
        words.into_iter().map(follow).collect()
    };
    let all = match next.kind() {
        HirKind::Empty => words,
        HirKind::Look(Look::End) => each(words, &|word| Some(word.up_to_end()))?,
        HirKind::Literal(literal) => {
            let text = std::str::from_utf8(&literal.0).ok()?;
            each(words, &|word| word.then(text))?
        }
        HirKind::Capture(capture) => followed(words, &capture.sub)?,
        HirKind::Concat(parts) => parts.iter().try_fold(words, followed)?,
        HirKind::Alternation(choices) => {
            let all = choices.iter().map(|choice| followed(words.clone(), choice));
            all.collect::<Option<Vec<_>>>()?.concat()
        }
        HirKind::Class(Class::Unicode(class)) => {
            let chars = chars_of(class)?.into_iter();
            let all = chars.map(|c| {
                let c = c.to_string();
                each(words.clone(), &|word| word.then(&c))
            });
            all.collect::<Option<Vec<_>>>()?.concat()
        }
        HirKind::Repetition(repetition) => {
            match (repetition.min, repetition.max, repetition.sub.kind()) {
                (0, Some(1), _) => {
                    let with = followed(words.clone(), &repetition.sub)?;
                    [words, with].concat()
                }
                (0, None, HirKind::Class(Class::Unicode(class))) => {
                    each(words, &|word| word.run(class))?
                }
                _ => return None,
            }
        }
        HirKind::Class(Class::Bytes(_)) | HirKind::Look(_) => return None,
    };
    (all.len() <= MAX_WORDS).then_some(all)
}

/// The characters of `class`, if they are few.
fn chars_of(class: &ClassUnicode) -> Option<Vec<char>> {
    let chars = class.iter().flat_map(|range| range.start()..=range.end());
    let chars: Vec<char> = chars.take(MAX_CHARS + 1).collect();
    (chars.len() <= MAX_CHARS).then_some(chars)
}

impl Word {
    /// Whether it can be looked for as a word.
    fn is_plain(&self) -> bool {
        let has_lead = match (&self.lead, &self.follow) {
            (None, _) => true,
            (Some((lead, between)), Follow::RunToEnd(barred)) => {
                !lead.is_empty() && between.chars().eq(barred.chars()) && !holds(barred, &self.text)
            }
            (Some(_), _) => false,
        };
        has_lead && !self.text.is_empty()
    }

    /// With `text` behind it.
    fn then(mut self, text: &str) -> Option<Self> {
        match self.follow {
            Follow::Any => {
                self.text.push_str(text);
                Some(self)
            }
            Follow::Run(between) if self.lead.is_none() => Some(Self {
                lead: Some((self.text, between)),
                text: text.to_owned(),
                follow: Follow::Any,
            }),
            _ => None,
        }
    }

    /// With any number of characters of `class` behind it, which must be nearly all there are.
    fn run(self, class: &ClassUnicode) -> Option<Self> {
        let mut others = class.clone();
        others.negate();
        let mut barred = ByChar::default();
        for c in chars_of(&others)? {
            barred.push(c, ());
        }
        matches!(self.follow, Follow::Any).then_some(Self {
            follow: Follow::Run(barred),
            ..self
        })
    }

    /// With the end of the text behind it.
    fn up_to_end(self) -> Self {
        let follow = match self.follow {
            Follow::Any | Follow::End => Follow::End,
            Follow::Run(barred) | Follow::RunToEnd(barred) => Follow::RunToEnd(barred),
        };
        Self { follow, ..self }
    }
}

#[cfg(test)]
mod tests {
    use super::Words;
    use proptest::prelude::*;
    use regex::Regex;

    const PLAIN: [&str; 11] = [
        "甲|乙丙|丙",
        "(甲|乙)(丙|丁)?的?$|丁丁",
        "甲[乙丙]?丁",
        "甲[^乙丙]*$",
        "(甲丙|乙)[^丁]*$|丁丁甲",
        "丁$|甲(、|和)?$",
        "甲(丙[^乙]*$|丁)",
        "(?i)a丙",
        "甲[^乙]*丙[^乙]*$|丁丁[^乙]*$",
        "乙[^乙]*丙[^乙]*$|甲乙[^乙]*$|(甲|丁)[^甲]*$",
        "甲[^乙丙]*(丁|的)[^丙乙]*$",
    ];

    #[test]
    fn other_patterns_are_left_alone() {
        let others = ["^甲", "甲{2}", "甲.乙", "甲?", "甲*乙", r"\d甲", "甲$乙"];
        let runs = [
            "甲[^乙]*丙",
            "甲[^乙]*丙$",
            "甲[^乙]*丙[^丁]*$",
            "甲[^乙]*乙丙[^乙]*$",
        ];
        for pattern in others.into_iter().chain(runs) {
            let hir = regex_syntax::parse(pattern).unwrap();
            assert!(!Words::default().add(&hir), "{pattern}");
        }
    }

    proptest! {
        #[test]
        fn words_match_where_the_regex_does(text in "[甲乙丙丁的和、Aa]{0,8}") {
            for pattern in PLAIN {
                let mut words = Words::default();
                prop_assert!(words.add(&regex_syntax::parse(pattern).unwrap()), "{}", pattern);
                let regex = Regex::new(pattern).unwrap();
                prop_assert_eq!(words.is_match(&text), regex.is_match(&text), "{}", pattern);
            }
        }
    }
}
