//! Rules tried on their own examples, and on those of their pack.
//!
//! An example is a small report. Its rule must come out as it says; any other
//! rule of the pack that speaks on it without being named there is a false alarm.

use crate::{
    audit::{Audit, Auditor},
    language::Language,
    pack::{
        Pack, PackSet,
        rule::{Example, Expect, Rule},
    },
    source,
};

/// An example that came out otherwise than its rule says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Failure {
    /// The rule's file within its folder of packs.
    pub path: String,
    /// The rule.
    pub rule: String,
    /// The example's name.
    pub example: String,
    /// How it should have come out.
    pub expected: String,
    /// How it came out.
    pub got: String,
}

/// Tries every rule of `packs` on every example of its pack.
#[must_use]
pub fn examples(packs: &PackSet) -> Vec<Failure> {
    let auditor = Auditor::new(packs, Language::En);
    let mut failures = Vec::new();
    for pack in &packs.packs {
        for rule in &pack.rules {
            for example in rule.examples.iter() {
                let Err((expected, got)) = try_one(&auditor, pack, rule, example) else {
                    continue;
                };
                failures.push(Failure {
                    path: format!("{}/{}.toml", pack.id, rule.id),
                    rule: rule.id.to_string(),
                    example: example.name.clone(),
                    expected,
                    got,
                });
            }
        }
    }
    failures
}

fn try_one(
    auditor: &Auditor<'_>,
    pack: &Pack,
    rule: &Rule,
    example: &Example,
) -> Result<(), (String, String)> {
    let audit = match source::read(example.report.as_bytes()) {
        Ok((document, gaps)) => auditor.audit(document, gaps),
        Err(unread) => return Err(("a text that can be read".to_owned(), unread.to_string())),
    };
    own(&audit, rule, example)?;
    let strangers: Vec<String> = audit
        .findings
        .iter()
        .filter(|finding| !finding.tells_of(&rule.id) && !example.also.contains(&finding.rule))
        .filter(|finding| pack.rules.iter().any(|other| *other.id == *finding.rule))
        .map(|finding| format!("`{}` says: {}", finding.rule, finding.message))
        .collect();
    if strangers.is_empty() {
        Ok(())
    } else {
        Err((
            "silence of all other rules".to_owned(),
            strangers.join("; "),
        ))
    }
}

/// How the example's own rule came out.
fn own(audit: &Audit, rule: &Rule, example: &Example) -> Result<(), (String, String)> {
    let mut spoken = audit
        .findings
        .iter()
        .filter(|finding| finding.tells_of(&rule.id))
        .peekable();
    let says = spoken
        .peek()
        .map(|finding| format!("it says: {}", finding.message));
    match example.expect {
        Expect::Violated => {
            let Some(says) = says else {
                return Err(("violated".to_owned(), came_out(audit, rule)));
            };
            let at = example.at.as_deref().unwrap_or_default();
            let stands = |start: usize, end: usize| {
                audit
                    .text
                    .match_indices(at)
                    .any(|(from, _)| from < end && start < from + at.len())
            };
            if spoken.any(|finding| {
                let mark = &finding.primary;
                stands(mark.span.range().start, mark.span.range().end)
            }) {
                Ok(())
            } else {
                Err((format!("the primary mark on `{at}`"), says))
            }
        }
        Expect::Holds | Expect::Silent if says.is_some() => {
            Err(("silence".to_owned(), says.unwrap_or_default()))
        }
        Expect::Holds => {
            let holds = audit
                .verdicts
                .iter()
                .any(|(id, verdict)| *id == rule.id && verdict.is_held());
            if holds {
                Ok(())
            } else {
                Err(("holds".to_owned(), came_out(audit, rule)))
            }
        }
        Expect::Silent => Ok(()),
    }
}

/// The verdicts of a rule that did not speak.
fn came_out(audit: &Audit, rule: &Rule) -> String {
    let verdicts: Vec<String> = audit
        .verdicts
        .iter()
        .filter(|(id, _)| *id == rule.id)
        .map(|(_, verdict)| format!("{verdict:?}"))
        .collect();
    if verdicts.is_empty() {
        "it bound no figure".to_owned()
    } else {
        verdicts.join(", ")
    }
}
