//! Findings known from an earlier run: which of today's are among them, and which of them are gone.
//!
//! A baseline is kept by fingerprint, so that editing a report elsewhere, moving a
//! paragraph or renaming a file leaves its entries true, and changing a figure of a
//! finding makes it new. What is true of one report is not known of another: an
//! entry answers for a report of another path only if its own is gone.
//!
//! Deliberately absent: files. Paths are compared as they are handed in, with
//! slashes and relative to the baseline's folder; whether one is gone is asked.

mod text;

use std::{collections::HashMap, sync::Arc};

use miette::Diagnostic;
use thiserror::Error;

use crate::{
    finding::{Finding, Standing},
    sections::{Located, counted},
};

/// A baseline that cannot be used as written, with every mistake in it.
#[derive(Debug, Error, Diagnostic)]
#[error("the baseline has {}", counted(.mistakes.len(), "mistake"))]
#[diagnostic(
    code(gouji::baseline::unusable),
    help("mend it, or write it anew with `gouji baseline --output FILE`; no report was audited")
)]
pub struct BaselineErrors {
    /// The mistakes, by place.
    #[related]
    pub mistakes: Vec<Located>,
}

/// A finding that was accepted earlier.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Entry {
    /// The report's path, relative to the baseline's folder, with slashes.
    pub path: String,
    /// The rule's id.
    pub rule: String,
    /// The finding's place, for people.
    pub place: String,
    /// What it is known by.
    pub fingerprint: String,
    /// Why it may stay.
    pub reason: Option<Arc<str>>,
}

impl Entry {
    /// The finding of the report `path` as an entry.
    #[must_use]
    pub fn of(path: &str, finding: &Finding) -> Self {
        Self {
            path: path.to_owned(),
            rule: finding.rule.clone(),
            place: finding.place.clone(),
            fingerprint: finding.fingerprint.clone(),
            reason: None,
        }
    }
}

/// Known findings, and which of them a run has met.
#[derive(Debug, Default)]
pub struct Baseline {
    entries: Vec<Entry>,
    /// Entries that a finding of the run has been matched with.
    is_met: Vec<bool>,
    by_fingerprint: HashMap<String, Vec<usize>>,
    /// By path: its entries, and whether the run has audited it.
    reports: HashMap<String, Report>,
}

#[derive(Debug, Default)]
struct Report {
    entries: Vec<usize>,
    is_audited: bool,
}

impl Baseline {
    /// A baseline of `entries`.
    #[must_use]
    pub fn new(entries: Vec<Entry>) -> Self {
        let mut baseline = Self {
            is_met: vec![false; entries.len()],
            ..Self::default()
        };
        for (at, entry) in entries.iter().enumerate() {
            let equals = baseline.by_fingerprint.entry(entry.fingerprint.clone());
            equals.or_default().push(at);
            let report = baseline.reports.entry(entry.path.clone());
            report.or_default().entries.push(at);
        }
        baseline.entries = entries;
        baseline
    }

    /// Reads the text of the file that mistakes call `path`.
    ///
    /// # Errors
    ///
    /// Every mistake in it.
    pub fn parse(path: &str, text: &str) -> Result<Self, BaselineErrors> {
        text::read(path, text)
            .map(Self::new)
            .map_err(|mistakes| BaselineErrors { mistakes })
    }

    /// Its entries as the text of a file, in order and each once.
    #[must_use]
    pub fn to_text(mut entries: Vec<Entry>) -> String {
        entries.sort();
        entries.dedup();
        text::write(&entries)
    }

    /// Says of each finding of the report `path` whether it is known.
    ///
    /// `path` is `None` for what has no path of its own, such as standard input: any
    /// entry may be meant then. What is accepted already stays so.
    pub fn settle(
        &mut self,
        path: Option<&str>,
        findings: &mut [Finding],
        is_gone: impl Fn(&str) -> bool,
    ) {
        if let Some(report) = path.and_then(|path| self.reports.get_mut(path)) {
            report.is_audited = true;
            // A report that is named twice is settled alike both times.
            for &at in &report.entries {
                self.is_met[at] = false;
            }
        }
        let own = |entry: &Entry| path == Some(&*entry.path);
        let moved = |entry: &Entry| path.is_none() || is_gone(&entry.path);
        let matched: Vec<_> = findings.iter().map(|one| self.take(one, own)).collect();
        for (finding, matched) in findings.iter_mut().zip(matched) {
            let matched = matched.or_else(|| self.take(finding, moved));
            if !finding.standing.is_settled() {
                finding.standing = match matched {
                    Some(at) => Standing::Known(self.entries[at].reason.clone()),
                    None => Standing::New,
                };
            }
        }
    }

    /// The first free entry that knows `finding` and is the right one, which is met thereby.
    fn take(&mut self, finding: &Finding, is_right: impl Fn(&Entry) -> bool) -> Option<usize> {
        let equals = self.by_fingerprint.get(&finding.fingerprint)?;
        let found = equals.iter().copied().find(|&at| {
            let entry = &self.entries[at];
            !self.is_met[at] && entry.rule == finding.rule && is_right(entry)
        })?;
        self.is_met[found] = true;
        Some(found)
    }

    /// Entries that nothing in the run matched, though it audited their report.
    pub fn stale(&self) -> impl Iterator<Item = &Entry> {
        let entries = self.entries.iter().zip(&self.is_met);
        entries
            .filter(|(entry, is_met)| !**is_met && self.is_audited(&entry.path))
            .map(|(entry, _)| entry)
    }

    /// Entries that the run says nothing about: nothing matched them, and it did not audit their report.
    pub fn untouched(&self) -> impl Iterator<Item = &Entry> {
        let entries = self.entries.iter().zip(&self.is_met);
        entries
            .filter(|(entry, is_met)| !**is_met && !self.is_audited(&entry.path))
            .map(|(entry, _)| entry)
    }

    fn is_audited(&self, path: &str) -> bool {
        self.reports
            .get(path)
            .is_some_and(|report| report.is_audited)
    }
}
