//! Reports without lines: their places are told in words, and never as lines of a file.

use gouji::{
    audit::Audit,
    document::{Place, Provenance, Spot},
    gap::{Gap, GapKind},
    language::Language,
    report::{Csv, GitHub, GitLab, Markdown, Sarif},
    severity::Severity,
};
use quick_junit::Report;
use serde_json::{Value, json};

use super::{audited, junit, packs, printed_by, rows};

/// A workbook whose first sheet has the wrong total in C7.
fn workbook() -> Audit {
    let mut audit = audited(&packs());
    audit.provenance = Provenance::Parts;
    let sheet = audit.places.push_sheet("统计|表");
    let place = Place {
        page: None,
        spot: Spot::Sheet {
            sheet,
            row: 7,
            column: 3,
        },
    };
    audit.places.push(0, place);
    audit
}

#[test]
fn sarif_has_logical_locations_and_no_regions() {
    let packs = packs();
    let printer = Sarif::new(&packs, Severity::Note, Language::Zh);
    let log: Value = serde_json::from_str(&printed_by(printer, "甲.xlsx", &workbook(), &[]))
        .expect("it is JSON");
    let location = &log["runs"][0]["results"][0]["locations"][0];
    assert_eq!(
        location["physicalLocation"],
        json!({"artifactLocation": {"uri": "%E7%94%B2.xlsx"}})
    );
    let wanted = json!([{"fullyQualifiedName": "统计|表!C7",
        "properties": {"sheet": "统计|表", "cell": "C7", "row": 7, "column": 3}}]);
    assert_eq!(location["logicalLocations"], wanted);
    let mistakes: Vec<String> = super::sarif::schema()
        .iter_errors(&log)
        .map(|error| error.to_string())
        .collect();
    assert_eq!(mistakes, [""; 0]);
}

#[test]
fn forges_are_told_the_place_in_words() {
    let audit = workbook();
    let github = printed_by(
        GitHub::new(Severity::Note, Language::Zh, true),
        "甲.xlsx",
        &audit,
        &[],
    );
    let lead = "::error file=甲.xlsx,title=part-list::统计|表!C7: ";
    assert!(github.starts_with(lead), "{github}");
    let gitlab = GitLab::new(Severity::Note, Language::Zh);
    let gitlab = printed_by(gitlab, "甲.xlsx", &audit, &[]);
    let issues: Value = serde_json::from_str(&gitlab).expect("it is JSON");
    let description = issues[0]["description"].as_str().expect("words");
    assert!(description.starts_with("统计|表!C7: "), "{description}");
    assert_eq!(issues[0]["location"]["lines"]["begin"], 1);
    let markdown = Markdown::new(Severity::Note, Language::Zh, true);
    let markdown = printed_by(markdown, "甲.xlsx", &audit, &[]);
    assert!(
        markdown.contains("\n| 统计\\|表\\!C7 | 错误 | "),
        "{markdown}"
    );
}

#[test]
fn csv_has_a_locator_instead_of_lines() {
    let csv = Csv::new(Severity::Note, Language::Zh);
    let rows = rows(&printed_by(csv, "甲.xlsx", &workbook(), &[]));
    assert_eq!(
        rows[0][1..6],
        ["line", "column", "end_line", "end_column", "locator"]
    );
    assert_eq!(rows[1][1..6], ["", "", "", "", "统计|表!C7"]);
}

#[test]
fn junit_tells_places_and_gaps() {
    let mut audit = workbook();
    audit.gaps.push(Gap {
        kind: GapKind::LinkedFile,
        span: None,
    });
    let xml = printed_by(junit(), "甲.xlsx", &audit, &[]);
    let report = Report::deserialize_from_str(&xml).expect("it is JUnit XML");
    let suite = &report.test_suites[0];
    assert_eq!((suite.tests, suite.failures), (2, 2));
    assert!(xml.contains("甲.xlsx（统计|表!C7）: "), "{xml}");
    assert!(!xml.contains(" line="), "{xml}");
    assert_eq!(suite.test_cases[1].name.as_str(), "gaps");
    assert!(
        xml.contains("type=\"gap\" message=\"链接的文件未读\""),
        "{xml}"
    );
}

#[test]
fn what_could_not_be_read_is_told_without_findings_as_well() {
    let packs = packs();
    let mut audit = workbook();
    audit.findings.clear();
    audit.gaps.push(Gap {
        kind: GapKind::HiddenSheet,
        span: None,
    });
    let sarif = Sarif::new(&packs, Severity::Note, Language::Zh);
    let log: Value =
        serde_json::from_str(&printed_by(sarif, "甲.xlsx", &audit, &[])).expect("it is JSON");
    let invocation = &log["runs"][0]["invocations"][0];
    let wanted = json!([{
        "descriptor": {"id": "partial"}, "level": "warning", "message": {"text": "隐藏的工作表未读"},
        "locations": [{"physicalLocation": {"artifactLocation": {"uri": "%E7%94%B2.xlsx"}}}],
    }]);
    assert_eq!(invocation["toolExecutionNotifications"], wanted);
    assert_eq!(invocation["executionSuccessful"], true);
    assert!(super::sarif::schema().is_valid(&log));
    let markdown = Markdown::new(Severity::Note, Language::Zh, true);
    assert_eq!(
        printed_by(markdown, "甲.xlsx", &audit, &[]),
        "## gouji\n\n### 未能读全\n\n- 甲.xlsx 隐藏的工作表未读\n\n"
    );
    let github = GitHub::new(Severity::Note, Language::Zh, true);
    assert_eq!(
        printed_by(github, "甲.xlsx", &audit, &[]),
        "::notice file=甲.xlsx,title=partial::隐藏的工作表未读\n"
    );
}
