//! Every rule that gouji brings along, over the examples of its pack.

use std::collections::BTreeSet;

use gouji::{
    audit::Auditor,
    language::Language,
    pack::{
        self, PackSet,
        rule::{Check, Expect},
    },
    source, trial,
};

fn packs() -> PackSet {
    pack::read(pack::builtin()).expect("the packs that gouji brings are sound")
}

#[test]
fn examples_come_out_as_they_say() {
    let packs = packs();
    let failures: Vec<_> = trial::examples(&packs)
        .into_iter()
        .map(|failure| {
            format!(
                "{}, {}: expected {}, got {}",
                failure.path, failure.example, failure.expected, failure.got
            )
        })
        .collect();
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

#[test]
fn every_rule_has_its_examples() {
    let packs = packs();
    assert!(packs.rules().count() >= 30);
    for rule in packs.rules() {
        let has = |expect: Expect| rule.examples.iter().any(|example| example.expect == expect);
        assert!(has(Expect::Violated), "{}: no example is violated", rule.id);
        assert!(
            has(Expect::Holds) || has(Expect::Silent),
            "{}: no example is in order",
            rule.id
        );
        assert!(
            rule.examples.len() >= 3,
            "{}: a near miss is missing",
            rule.id
        );
    }
}

/// A violated example shows that a rule binds; where a rule can hold, an example shows that too.
#[test]
fn every_rule_binds_figures_of_its_own_examples() {
    let packs = packs();
    let auditor = Auditor::new(&packs, Language::En);
    let mut silent = BTreeSet::new();
    for rule in packs.rules() {
        let binds = rule.examples.iter().any(|example| {
            let (document, gaps) = source::read(example.report.as_bytes()).expect("it is text");
            let audit = auditor.audit(document, gaps);
            audit.verdicts.iter().any(|(id, _)| *id == rule.id)
                || audit
                    .findings
                    .iter()
                    .any(|finding| *finding.rule == *rule.id)
        });
        if !binds {
            silent.insert(rule.id.clone());
        }
    }
    assert!(silent.is_empty(), "bound nothing: {silent:?}");
}

/// Whoever copies a rule's example needs to see its relation hold, not only be broken.
#[test]
fn every_relation_holds_in_some_example() {
    let packs = packs();
    for rule in packs
        .rules()
        .filter(|rule| !matches!(*rule.check, Check::Form(_)))
    {
        let mut examples = rule.examples.iter();
        assert!(
            examples.any(|example| example.expect == Expect::Holds),
            "{}: no example holds",
            rule.id
        );
    }
}
