//! Findings that a baseline or a configuration has taken note of: kept and marked for
//! programs, not shown to people.

use gouji::{
    finding::Standing,
    language::Language,
    report::{Csv, GitHub, GitLab, Markdown, Sarif},
    severity::Severity,
};
use serde_json::{Value, json};

use super::{audited, junit, packs, printed_by, rows};

#[test]
fn sarif_marks_them_as_the_standard_has_it() {
    let packs = packs();
    let reason: std::sync::Arc<str> = "已核实".into();
    for (standing, state, justification) in [
        (Standing::New, json!("new"), Value::Null),
        (Standing::Known(None), json!("unchanged"), Value::Null),
        (Standing::Accepted(reason), Value::Null, json!("已核实")),
    ] {
        let is_settled = standing.is_settled();
        let mut audit = audited(&packs);
        audit.findings[0].standing = standing;
        let printer = Sarif::new(&packs, Severity::Note, Language::Zh);
        let log = printed_by(printer, "甲.txt", &audit, &[]);
        let log: Value = serde_json::from_str(&log).expect("it is JSON");
        let errors = super::sarif::schema();
        let mistakes: Vec<String> = errors.iter_errors(&log).map(|e| e.to_string()).collect();
        assert_eq!(mistakes, [""; 0]);
        let result = &log["runs"][0]["results"][0];
        assert_eq!(result["baselineState"], state);
        let suppression = &result["suppressions"][0];
        assert_eq!(suppression.is_object(), is_settled, "{result}");
        assert_eq!(suppression["justification"], justification);
    }
}

#[test]
fn people_and_forges_do_not_see_them() {
    let mut audit = audited(&packs());
    audit.findings[0].standing = Standing::Known(None);
    let (note, zh) = (Severity::Note, Language::Zh);
    let github = printed_by(GitHub::new(note, zh, true), "甲.txt", &audit, &[]);
    assert_eq!(github, "");
    let gitlab = printed_by(GitLab::new(note, zh), "甲.txt", &audit, &[]);
    assert_eq!(gitlab, "[]\n");
    let markdown = printed_by(Markdown::new(note, zh, true), "甲.txt", &audit, &[]);
    assert_eq!(markdown, "## gouji\n\n");
    let xml = printed_by(junit(), "甲.txt", &audit, &[]);
    assert!(xml.contains("tests=\"1\" failures=\"0\""), "{xml}");
    let rows = rows(&printed_by(Csv::new(note, zh), "甲.txt", &audit, &[]));
    let standing = rows[0].iter().position(|head| head == "standing");
    assert_eq!(rows[1][standing.expect("a column")], "known");
}
