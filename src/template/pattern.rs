//! Regular expressions that are checked at once and compiled at first use.

mod walk;
mod words;

use std::{
    ops::{Deref, Range},
    sync::{
        OnceLock,
        atomic::{AtomicUsize, Ordering},
    },
};

use memchr::memmem::Finder;
use regex::{Match, Regex};
use regex_syntax::hir::{Class, Hir, HirKind};

use super::WordSet;
use walk::Walk;
use words::Words;

/// The most parts a pattern may have, repetitions written out.
///
/// Far above any honest pattern, and far below what the regex crate compiles
/// before it gives up: what passes here is sure to compile.
const MAX_PARTS: usize = 20_000;

/// How many bytes are walked over before compiling the pattern pays, and at once.
const ENOUGH_WALKED: usize = 64 << 10;
const TOO_LONG: usize = 4 << 10;

/// A regular expression that is known to be sound.
///
/// Most patterns of the built-in packs never run on a given report, and compiling
/// one costs a hundred times what checking it does. So it is parsed when its pack
/// is loaded, which finds every mistake, and compiled when it is first used in earnest:
/// words are searched for as words, and what is left is first walked as it was parsed.
///
/// # Examples
///
/// ```
/// use gouji::template::Pattern;
///
/// let pattern = Pattern::new("第[0-9]+号")?;
/// assert!(pattern.is_match("国务院令第711号"));
/// assert!(Pattern::new("第(号").is_err());
/// # Ok::<(), gouji::template::PatternError>(())
/// ```
#[derive(Debug)]
pub struct Pattern {
    text: String,
    choices: Box<Choices>,
    /// How many bytes were walked over so far.
    n_walked: AtomicUsize,
    compiled: OnceLock<Regex>,
}

/// What a pattern chooses from.
#[derive(Debug)]
struct Choices {
    /// The shortest text that has a match, in bytes.
    least: usize,
    /// Those that are mere words.
    words: Words,
    /// The others; nothing if some of them cannot be walked.
    walks: Option<Vec<Walk>>,
    /// Where there are walks, words without one of which there is no match; nothing if that cannot be said.
    gate: Option<Gate>,
}

/// Why a text is not a usable pattern.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct PatternError {
    /// What is wrong.
    pub message: String,
    /// The part of the text that is wrong, where it can be told.
    pub part: Option<Range<usize>>,
}

impl Pattern {
    /// Checks a pattern.
    pub fn new(text: &str) -> Result<Self, PatternError> {
        let hir = regex_syntax::parse(text).map_err(|error| PatternError::from_syntax(&error))?;
        if n_parts(&hir) > MAX_PARTS {
            return Err(PatternError {
                message: "its repetitions come to too much".to_owned(),
                part: None,
            });
        }
        let choices = match hir.kind() {
            HirKind::Alternation(choices) => choices.as_slice(),
            _ => std::slice::from_ref(&hir),
        };
        let mut words = Words::default();
        let rest = choices.iter().filter(|choice| !words.add(choice));
        let walks: Option<Vec<Walk>> = rest.map(Walk::of).collect();
        let gate = walks.as_deref().and_then(|walks| gate(&words, walks));
        Ok(Self {
            text: text.to_owned(),
            choices: Box::new(Choices {
                least: hir.properties().minimum_len().unwrap_or_default(),
                words,
                walks,
                gate,
            }),
            n_walked: AtomicUsize::new(0),
            compiled: OnceLock::new(),
        })
    }

    /// Whether it matches somewhere in `text`.
    #[must_use]
    pub fn is_match(&self, text: &str) -> bool {
        let Choices {
            least,
            words,
            walks,
            gate,
        } = &*self.choices;
        // What stands behind most figures is nothing.
        if text.len() < *least {
            return false;
        }
        if gate.as_ref().is_some_and(|gate| !gate.is_in(text)) {
            return false;
        }
        words.is_match(text)
            || match walks {
                Some(walks) => self.is_walked(walks, text),
                None => Regex::is_match(self, text),
            }
    }

    /// The first match in `text`.
    #[must_use]
    pub fn find<'t>(&self, text: &'t str) -> Option<Match<'t>> {
        // Most texts have none, and saying so needs nothing compiled.
        self.is_match(text).then(|| Regex::find(self, text))?
    }

    fn is_walked(&self, walks: &[Walk], text: &str) -> bool {
        walks.iter().any(|walk| {
            walk.may_match(text)
                && if self.compiled.get().is_some() || self.is_worth_compiling(text) {
                    Regex::is_match(self, text)
                } else {
                    walk.is_match(text)
                }
        })
    }

    fn is_worth_compiling(&self, text: &str) -> bool {
        let n_walked = self.n_walked.fetch_add(text.len(), Ordering::Relaxed);
        text.len() > TOO_LONG || n_walked > ENOUGH_WALKED
    }

    /// The pattern as written.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }
}

impl Deref for Pattern {
    type Target = Regex;

    fn deref(&self) -> &Regex {
        self.compiled
            .get_or_init(|| Regex::new(&self.text).expect("it was parsed and is not too large"))
    }
}

impl PatternError {
    fn from_syntax(error: &regex_syntax::Error) -> Self {
        let (message, span) = match error {
            regex_syntax::Error::Parse(error) => (error.kind().to_string(), Some(error.span())),
            regex_syntax::Error::Translate(error) => (error.kind().to_string(), Some(error.span())),
            other => (other.to_string(), None),
        };
        let part = span.map(|span| span.start.offset..span.end.offset);
        Self { message, part }
    }
}

/// Words of which every match has one, looked for before anything else is.
#[derive(Debug)]
enum Gate {
    /// Few enough to be searched for one by one.
    Few(Vec<Finder<'static>>),
    Many(Box<WordSet>),
}

impl Gate {
    fn is_in(&self, text: &str) -> bool {
        match self {
            Self::Few(words) => words
                .iter()
                .any(|word| word.find(text.as_bytes()).is_some()),
            Self::Many(words) => words.is_in(text),
        }
    }
}

/// The words of which every match of `words` or `walks` has one.
fn gate(words: &Words, walks: &[Walk]) -> Option<Gate> {
    const FEW: usize = 3;
    if walks.is_empty() {
        return None;
    }
    let mut all = words.all();
    for walk in walks {
        all.extend(walk.gate()?);
    }
    Some(if all.iter().count() <= FEW {
        let finders = all.iter().map(|word| Finder::new(word).into_owned());
        Gate::Few(finders.collect())
    } else {
        Gate::Many(Box::new(all))
    })
}

/// How many parts a pattern has, repetitions written out.
fn n_parts(hir: &Hir) -> usize {
    match hir.kind() {
        HirKind::Empty | HirKind::Look(_) => 1,
        HirKind::Literal(literal) => literal.0.len(),
        HirKind::Class(Class::Unicode(class)) => class.ranges().len(),
        HirKind::Class(Class::Bytes(class)) => class.ranges().len(),
        HirKind::Capture(capture) => n_parts(&capture.sub) + 2,
        HirKind::Repetition(repetition) => {
            let times = repetition.max.unwrap_or(repetition.min + 1).max(1);
            n_parts(&repetition.sub).saturating_mul(times as usize)
        }
        HirKind::Concat(all) | HirKind::Alternation(all) => all
            .iter()
            .map(n_parts)
            .fold(all.len(), usize::saturating_add),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn what_passes_compiles() {
        for text in [
            r"\w{20}",
            "(甲|乙){0,500}",
            r"[^。；]{0,300}",
            r"\p{Han}{1,60}",
        ] {
            let pattern = Pattern::new(text).unwrap();
            assert_eq!(Regex::as_str(&pattern), text);
        }
    }

    proptest! {
        #[test]
        fn a_pattern_matches_where_the_regex_does(text in "[甲乙丙丁的0-9 ]{0,12}") {
            let patterns = [
                "甲乙|丙.丁",
                "甲.{0,2}乙|丁$|丙的[^甲]*$",
                "(?:甲|乙丙)[0-9]{2}丁|的",
                "[甲乙]{2,3}丙|丁.丁|乙[^丁]*丙[^丁]*$",
                r"^\s*甲|丙丁.*乙",
                "20[0-9]{2}[^丁]?甲",
            ];
            for pattern in patterns {
                let regex = Regex::new(pattern).unwrap();
                let is_match = Pattern::new(pattern).unwrap().is_match(&text);
                prop_assert_eq!(is_match, regex.is_match(&text), "{}", pattern);
            }
        }
    }

    #[test]
    fn repetitions_have_an_end() {
        let error = Pattern::new(r"((\w{100}){100}){100}").unwrap_err();
        assert_eq!(error.message, "its repetitions come to too much");
    }

    #[test]
    fn mistakes_have_a_place() {
        let error = Pattern::new("甲(乙").unwrap_err();
        assert_eq!(error.part, Some(3..4));
    }
}
