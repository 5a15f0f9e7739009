//! Patterns that are mere lists of words, searched for without the regex engine.
//!
//! Nearly all patterns of packs are of this kind: `收到|受理`, `(提交|提出)的?$`,
//! `申请[^诉热]*$`. Compiling one takes longer than reading a report.

use regex_syntax::hir::{Class, ClassUnicode, Hir, HirKind, Look};

use crate::template::{ByChar, TailSet, WordSet};

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
    before_run: Vec<(String, ByChar<()>)>,
}

/// A word on its way, and what may follow it.
#[derive(Debug, Clone)]
struct Word {
    text: String,
    follow: Follow,
}

#[derive(Debug, Clone)]
enum Follow {
    /// Anything.
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
        let start = Word {
            text: String::new(),
            follow: Follow::Any,
        };
        let Some(words) = followed(vec![start], pattern) else {
            return false;
        };
        if words.iter().any(|word| word.text.is_empty()) {
            return false;
        }
        for Word { text, follow } in words {
            match follow {
                Follow::Any | Follow::Run(_) => self.anywhere.add(text),
                Follow::End => self.at_end.add(text),
                Follow::RunToEnd(barred) => self.before_run.push((text, barred)),
            }
        }
        true
    }

    /// Whether one of them stands in `text` where it should.
    pub(super) fn is_match(&self, text: &str) -> bool {
        self.at_end.ends(text) || self.anywhere.is_in(text) || self.is_before_run(text)
    }

    fn is_before_run(&self, text: &str) -> bool {
        self.before_run.iter().any(|(word, barred)| {
            // What follows an earlier one holds all that follows the last.
            memchr::memmem::rfind(text.as_bytes(), word.as_bytes())
                .and_then(|at| text.get(at + word.len()..))
                .is_some_and(|rest| rest.chars().all(|c| barred.get(c).is_empty()))
        })
    }
}

/// The words of which a match has one where `part` stands, if it comes to nothing else.
pub(super) fn choice(part: &Hir) -> Option<WordSet> {
    let start = Word {
        text: String::new(),
        follow: Follow::Any,
    };
    let words = followed(vec![start], part)?;
    let mut set = WordSet::default();
    for word in words {
        let is_word = matches!(word.follow, Follow::Any) && !word.text.is_empty();
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
    /// With `text` behind it.
    fn then(mut self, text: &str) -> Option<Self> {
        self.text.push_str(text);
        matches!(self.follow, Follow::Any).then_some(self)
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

    const PLAIN: [&str; 8] = [
        "甲|乙丙|丙",
        "(甲|乙)(丙|丁)?的?$|丁丁",
        "甲[乙丙]?丁",
        "甲[^乙丙]*$",
        "(甲丙|乙)[^丁]*$|丁丁甲",
        "丁$|甲(、|和)?$",
        "甲(丙[^乙]*$|丁)",
        "(?i)a丙",
    ];

    #[test]
    fn other_patterns_are_left_alone() {
        for pattern in ["^甲", "甲{2}", "甲.乙", "甲?", "甲*乙", r"\d甲", "甲$乙"] {
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
