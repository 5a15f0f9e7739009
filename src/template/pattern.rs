//! Regular expressions that are checked at once and compiled at first use.

use std::{ops::Deref, ops::Range, sync::OnceLock};

use regex::Regex;
use regex_syntax::hir::{Class, Hir, HirKind};

/// The most parts a pattern may have, repetitions written out.
///
/// Far above any honest pattern, and far below what the regex crate compiles
/// before it gives up: what passes here is sure to compile.
const MAX_PARTS: usize = 20_000;

/// A regular expression that is known to be sound.
///
/// Most patterns of the built-in packs never run on a given report, and compiling
/// one costs a hundred times what checking it does. So it is parsed when its pack
/// is loaded, which finds every mistake, and compiled when it is first used.
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
#[derive(Debug, Clone)]
pub struct Pattern {
    text: String,
    compiled: OnceLock<Regex>,
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
        Ok(Self {
            text: text.to_owned(),
            compiled: OnceLock::new(),
        })
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
