//! One slip that stands in several files of a report, as where a page is also given as a document.
//!
//! It is one finding, with a mark in each file, and what mends it is to be done in all of them.
//! It keeps the identity that it has in one file alone.

use std::collections::HashMap;

use crate::{
    document::Document,
    finding::{Finding, Suggestion},
};

/// Puts findings together that say the same of different files; `findings` are in the order of the text.
pub(super) fn fold(document: &Document, findings: &mut Vec<Finding>) {
    let mut kept: Vec<Finding> = Vec::with_capacity(findings.len());
    let mut known: HashMap<String, Vec<usize>> = HashMap::new();
    // Where a file says the same several times, its second meets the second of the others.
    let mut n_said: HashMap<(String, u32), usize> = HashMap::new();
    for finding in findings.drain(..) {
        let file = document.file_around(finding.primary.span.start).start;
        let n = n_said
            .entry((finding.fingerprint.clone(), file))
            .or_default();
        let same = known.entry(finding.fingerprint.clone()).or_default();
        let first = same.get(*n).and_then(|&at| kept.get_mut(at));
        *n += 1;
        if let Some(first) = first.filter(|first| is_copy(first, &finding)) {
            add(first, finding);
        } else {
            same.push(kept.len());
            kept.push(finding);
        }
    }
    *findings = kept;
}

/// Whether two findings of one fingerprint say the same.
fn is_copy(first: &Finding, other: &Finding) -> bool {
    first.message == other.message && first.severity == other.severity
}

/// Adds where the slip stands once more.
fn add(first: &mut Finding, copy: Finding) {
    for (suggestion, again) in first.suggestions.iter_mut().zip(copy.suggestions) {
        if is_same(suggestion, &again) {
            suggestion.edits.extend(again.edits);
        }
    }
    let mut marks = std::iter::once(&first.primary).chain(&first.related);
    if !marks.any(|mark| mark.span == copy.primary.span) {
        first.related.push(copy.primary);
    }
}

/// Whether two suggestions change the same figures; the first may have been found in several files.
fn is_same(one: &Suggestion, other: &Suggestion) -> bool {
    let edits = |suggestion: &Suggestion| -> Vec<(String, String)> {
        let edits = suggestion.edits.iter();
        edits
            .map(|edit| (edit.from.clone(), edit.to.clone()))
            .collect()
    };
    let (one_edits, other_edits) = (edits(one), edits(other));
    (one.cause, one.structural) == (other.cause, other.structural)
        && one_edits.starts_with(&other_edits)
}
