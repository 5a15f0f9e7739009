//! Traps: what looks wrong in a report and is lawful, a test for each.
//!
//! A trap is a pair: the lawful text, on which gouji must keep silent, and beside it the same text
//! with a real slip, on which it must speak. Without the second, the first could pass because nothing was read.

#[path = "traps/bulletin.rs"]
mod bulletin;
#[path = "traps/form.rs"]
mod form;
#[path = "traps/lists.rs"]
mod lists;
#[path = "traps/number.rs"]
mod number;
#[path = "traps/own.rs"]
mod own;
#[path = "traps/prose.rs"]
mod prose;
#[path = "traps/quantity.rs"]
mod quantity;
#[path = "traps/requests.rs"]
mod requests;
#[path = "traps/scope.rs"]
mod scope;
#[path = "traps/sums.rs"]
mod sums;
#[path = "traps/table.rs"]
mod table;

use std::sync::LazyLock;

use gouji::{
    audit::{Audit, Auditor, Fate},
    finding::Finding,
    language::Language,
    pack::{self, PackSet},
    severity::Severity,
    source,
};

static PACKS: LazyLock<PackSet> =
    LazyLock::new(|| pack::read(pack::builtin()).expect("the packs that gouji brings are sound"));
static AUDITOR: LazyLock<Auditor<'_>> = LazyLock::new(|| Auditor::new(&PACKS, Language::Zh));

/// What gouji makes of `report`, the text of a report or of a part of one.
fn audit(report: &str) -> Audit {
    let (document, gaps) = source::read(report.as_bytes()).expect("it is text");
    AUDITOR.audit(document, gaps)
}

/// Holds that nothing is found in `report`: no error, no warning and no note.
#[track_caller]
fn silent(report: &str) {
    silent_above(None, report);
}

/// Holds that nothing worse than a note is found in `report`.
#[track_caller]
fn noted_at_most(report: &str) {
    silent_above(Some(Severity::Note), report);
}

#[track_caller]
fn silent_above(most: Option<Severity>, report: &str) {
    let audit = audit(report);
    let mut said = audit.findings.iter();
    if let Some(finding) = said.find(|finding| Some(finding.severity) > most) {
        panic!("{}\nin:\n{report}", told(finding));
    }
}

/// Holds that `rule` speaks in `report` with that severity, a mark on the words `at`, and that nothing
/// else is found.
#[track_caller]
fn found(severity: Severity, rule: &str, at: &str, report: &str) {
    let audit = audit(report);
    let start = report.find(at).expect("the words stand in the report");
    let stands = |finding: &Finding| {
        let mut marks = finding.related.iter().chain([&finding.primary]);
        marks.any(|mark| {
            let range = mark.span.range();
            range.start < start + at.len() && start < range.end
        })
    };
    match &*audit.findings {
        [one] if one.severity == severity && one.rule == rule && stands(one) => {}
        findings => {
            let told: Vec<_> = findings.iter().map(told).collect();
            panic!(
                "not one {severity} of {rule} at `{at}`, but {told:#?}\nin:\n{report}\nunchecked: {:#?}",
                audit.unchecked
            );
        }
    }
}

fn told(finding: &Finding) -> String {
    format!("{} {}: {}", finding.severity, finding.rule, finding.message)
}

/// Every number of `report` as printed, with the class it ends in: `quantity`, `unknown`, or what else it is.
fn classes(report: &str) -> Vec<(String, &'static str)> {
    let audit = audit(report);
    let figures = audit.figures.iter().map(|figure| {
        let class = match figure.fate {
            Fate::Checked(_) | Fate::Unchecked(_) => "quantity",
            Fate::NotQuantity(what) => what.as_str(),
            Fate::Unknown => "unknown",
        };
        (figure.span.of(&audit.text).to_owned(), class)
    });
    figures.collect()
}
