//! What can be wrong with any TOML that is written by hand, each mistake on its span.

use std::{fmt, iter, ops::Range, sync::Arc};

use miette::{Diagnostic, LabeledSpan, NamedSource, SourceCode, SourceSpan};
use thiserror::Error;

/// A kind of mistake, whoever's file it stands in.
pub trait Mistaken: Diagnostic + Send + Sync + 'static {
    /// What the label on the offending text says.
    fn label(&self) -> &'static str;
}

/// One mistake and where it stands.
#[derive(Debug)]
pub struct Located {
    mistake: Box<dyn Mistaken>,
    file: NamedSource<Arc<str>>,
    at: Option<SourceSpan>,
}

impl Located {
    /// A mistake in the file `path`, which says `text`.
    pub(crate) fn new(
        mistake: impl Mistaken,
        path: &str,
        text: &Arc<str>,
        at: Option<Range<usize>>,
    ) -> Self {
        Self {
            mistake: Box::new(mistake),
            file: NamedSource::new(path, Arc::clone(text)).with_language("TOML"),
            at: at.map(SourceSpan::from),
        }
    }

    /// The path of the file, as it was handed in.
    #[must_use]
    pub fn path(&self) -> &str {
        self.file.name()
    }

    /// The byte range of the offending text; none where a whole file is missing.
    #[must_use]
    pub fn span(&self) -> Option<Range<usize>> {
        let at = self.at?;
        Some(at.offset()..at.offset() + at.len())
    }

    /// The offending text; empty where a whole file is missing.
    #[must_use]
    pub fn excerpt(&self) -> &str {
        self.span()
            .and_then(|span| self.file.inner().get(span))
            .unwrap_or_default()
    }
}

impl fmt::Display for Located {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.mistake.fmt(f)
    }
}

impl std::error::Error for Located {}

impl Diagnostic for Located {
    fn code<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        self.mistake.code()
    }

    fn help<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        self.mistake.help()
    }

    fn source_code(&self) -> Option<&dyn SourceCode> {
        self.at.map(|_| &self.file as &dyn SourceCode)
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        let label = self.mistake.label().to_owned();
        let labelled = LabeledSpan::new_with_span(Some(label), self.at?);
        Some(Box::new(iter::once(labelled)))
    }
}

/// What is wrong with the TOML itself, or with a key or the type of its value.
#[derive(Debug, Clone, PartialEq, Eq, Error, Diagnostic)]
pub(crate) enum Slip {
    /// The file is not TOML.
    #[error("this is not valid TOML: {message}")]
    #[diagnostic(
        code(gouji::toml::syntax),
        help("values of text stand in quotes, and a table's name in brackets: `[name]`")
    )]
    Syntax {
        /// What the parser says.
        message: String,
    },
    /// A key that means nothing here.
    #[error("unknown key `{key}` in {section}")]
    #[diagnostic(code(gouji::toml::unknown_key), help("{help}"))]
    UnknownKey {
        /// The key.
        key: String,
        /// Where it stands.
        section: String,
        /// The likeliest key that was meant, or all there are.
        help: String,
    },
    /// A key that must be there.
    #[error("{section} says nothing about `{key}`")]
    #[diagnostic(code(gouji::toml::missing_key), help("add `{key} = …`"))]
    MissingKey {
        /// The key.
        key: &'static str,
        /// Where it should stand.
        section: String,
    },
    /// A value of another type.
    #[error("`{key}` must be {expected}, and this is {found}")]
    #[diagnostic(code(gouji::toml::wrong_type), help("write {expected}"))]
    WrongType {
        /// The key.
        key: String,
        /// The type that is wanted.
        expected: &'static str,
        /// The type that is there.
        found: &'static str,
    },
    /// Nothing where something must be said.
    #[error("`{key}` is empty")]
    #[diagnostic(code(gouji::toml::empty), help("fill it in, or leave the key out"))]
    Empty {
        /// The key.
        key: String,
    },
    /// A word outside a fixed set.
    #[error("`{key}` cannot be `{value}`")]
    #[diagnostic(code(gouji::toml::unknown_value), help("{help}"))]
    UnknownValue {
        /// The key.
        key: String,
        /// The word.
        value: String,
        /// The words it may be.
        help: String,
    },
}

impl Mistaken for Slip {
    fn label(&self) -> &'static str {
        match self {
            Self::Syntax { .. } => "TOML ends here",
            Self::UnknownKey { .. } => "no such key",
            Self::MissingKey { .. } => "missing here",
            Self::WrongType { .. } => "wrong type",
            Self::Empty { .. } => "empty",
            Self::UnknownValue { .. } => "no such value",
        }
    }
}

/// `1 mistake`, `2 mistakes`.
pub(crate) fn counted(n: usize, noun: &str) -> String {
    let plural = if n == 1 { "" } else { "s" };
    format!("{n} {noun}{plural}")
}
