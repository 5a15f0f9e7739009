//! What can be wrong with `gouji.toml`, besides what can be with any TOML.

use miette::Diagnostic;
use thiserror::Error;

use crate::sections::Mistaken;

/// What is wrong with a piece of the configuration.
#[derive(Debug, Clone, PartialEq, Eq, Error, Diagnostic)]
pub(super) enum Mistake {
    /// A name that no rule or pack has.
    #[error("no {what} is called `{name}`")]
    #[diagnostic(code(gouji::config::unknown_rule), help("{help}"))]
    UnknownRule {
        /// `rule`, or `rule or pack`.
        what: &'static str,
        /// The name.
        name: String,
        /// What it could be.
        help: String,
    },
    /// A pattern of paths that is none.
    #[error("this is no pattern of paths: {message}")]
    #[diagnostic(
        code(gouji::config::bad_paths),
        help(
            "`*` stands for a part of a name, `**` for folders, `{{甲,乙}}` for one of several; a backslash takes a sign as it is"
        )
    )]
    BadPaths {
        /// What is wrong with it.
        message: String,
    },
    /// A `join` that is no regular expression.
    #[error("this is not a usable pattern: {message}")]
    #[diagnostic(
        code(gouji::config::bad_join),
        help(
            "`join` is a regular expression of the regex crate for whole paths; literal strings '…' need no escapes"
        )
    )]
    BadJoin {
        /// What is wrong with it.
        message: String,
    },
    /// A `join` that does not say what the files of a report have in common.
    #[error("this pattern has no group `report`")]
    #[diagnostic(
        code(gouji::config::joins_nothing),
        help(
            "put what the paths of one report have in common into `(?<report>…)`, as in '(?<report>.+?)(-附件\\d*)?\\.\\w+'"
        )
    )]
    JoinsNothing,
    /// An `[[accept]]` that would accept anything.
    #[error("this does not say which findings are accepted")]
    #[diagnostic(
        code(gouji::config::accepts_anything),
        help(
            "name a `fingerprint`, a `place`, or a `rule` with `paths`, as JSON shows them; `ignore` switches a rule off"
        )
    )]
    AcceptsAnything,
    /// An override that changes nothing.
    #[error("this changes nothing for its `paths`")]
    #[diagnostic(
        code(gouji::config::idle_override),
        help("give it `select`, `ignore`, `fail-on` or a `[overrides.severity]`, or take it out")
    )]
    IdleOverride,
}

impl Mistaken for Mistake {
    fn label(&self) -> &'static str {
        match self {
            Self::UnknownRule { .. } => "no such name",
            Self::BadPaths { .. } | Self::BadJoin { .. } => "here",
            Self::JoinsNothing => "which files are one report?",
            Self::AcceptsAnything => "which ones?",
            Self::IdleOverride => "without effect",
        }
    }
}
