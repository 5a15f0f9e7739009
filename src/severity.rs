//! How sure a finding is.

use std::fmt;

/// How sure a finding is; a rule states a ceiling, softenings lower it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Form rather than arithmetic, a last digit, or arithmetic with several lawful readings.
    Note,
    /// Very likely wrong, yet one lawful reading exists.
    Warning,
    /// The figures cannot all be true.
    Error,
}

impl Severity {
    /// The stable lower-case name.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Note => "note",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }

    /// One step less sure; a note stays a note.
    #[must_use]
    pub fn lowered(self) -> Self {
        match self {
            Self::Error => Self::Warning,
            Self::Warning | Self::Note => Self::Note,
        }
    }
}

impl fmt::Display for Severity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
