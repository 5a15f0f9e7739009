//! Findings that may stay.

use std::sync::Arc;

use super::Paths;
use crate::finding::Finding;

/// Findings that may stay, and why: those for which all that is said here is true.
#[derive(Debug)]
pub struct Accept {
    /// Their fingerprint.
    pub fingerprint: Option<String>,
    /// Their place, the same for any figures.
    pub place: Option<String>,
    /// Their rule.
    pub rule: Option<String>,
    /// The reports they stand in.
    pub paths: Option<Paths>,
    /// Why.
    pub reason: Arc<str>,
}

impl Accept {
    /// Whether it speaks of the report `path`, relative to the configuration and with slashes.
    #[must_use]
    pub fn is_about(&self, path: &str) -> bool {
        self.paths.as_ref().is_none_or(|paths| paths.has(path))
    }

    /// Whether it accepts a finding of a report it [is about](Self::is_about).
    #[must_use]
    pub fn accepts(&self, finding: &Finding) -> bool {
        let is = |said: &Option<String>, own: &str| said.as_ref().is_none_or(|said| said == own);
        is(&self.fingerprint, &finding.fingerprint)
            && is(&self.place, &finding.place)
            && is(&self.rule, &finding.rule)
    }

    /// What it accepts, in its own words.
    #[must_use]
    pub fn named(&self) -> &str {
        let said = [&self.fingerprint, &self.place, &self.rule];
        let said = said.into_iter().flatten().next();
        said.map_or("", String::as_str)
    }
}
