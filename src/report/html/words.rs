//! The words of the page alone, and how it counts.

use crate::{
    compose::cause_words,
    finding::{Cause, Confidence, Finding},
    language::Language,
    report::words::pick,
    severity::Severity,
};

/// The value of the page's `lang`.
pub(super) fn tag(language: Language) -> &'static str {
    pick(language, "zh-CN", "en")
}

/// How sure a suggestion is.
pub(super) fn confidence_words(confidence: Confidence, language: Language) -> &'static str {
    let (zh, en) = match confidence {
        Confidence::Possible => ("可能", "possible"),
        Confidence::Likely => ("很可能", "likely"),
        Confidence::Proven => ("几处相互印证", "several relations agree on it"),
    };
    pick(language, zh, en)
}

/// What went wrong if a suggestion is right.
pub(super) fn mending_words(cause: Cause, language: Language) -> &'static str {
    let (zh, en) = match cause {
        Cause::Copied => (
            "疑误抄另一个数",
            "it was probably copied from another figure",
        ),
        Cause::CountedTwice => ("疑重复计算一项", "a term was probably counted twice"),
        Cause::LeftOut => ("疑漏计一项", "a term was probably left out"),
        Cause::BookedElsewhere => (
            "疑归入了另一合计",
            "a term was probably counted under another total",
        ),
        other => return cause_words(other, language),
    };
    pick(language, zh, en)
}

/// How many findings that count are of which severity, the worst first.
pub(super) fn severity_counts<'f>(
    findings: impl Iterator<Item = &'f Finding>,
) -> [(Severity, usize); 3] {
    let mut counts = [Severity::Error, Severity::Warning, Severity::Note].map(|s| (s, 0));
    for finding in findings.filter(|finding| !finding.standing.is_settled()) {
        for (severity, n) in &mut counts {
            *n += usize::from(*severity == finding.severity);
        }
    }
    counts
}
