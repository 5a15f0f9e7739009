//! What `gouji check` prints for other programs, read with the readers that others use.

#[path = "cli/desk.rs"]
mod desk;
#[path = "outputs/files.rs"]
mod files;
#[path = "outputs/hostile.rs"]
mod hostile;
#[path = "outputs/pages.rs"]
mod pages;
#[path = "outputs/places.rs"]
mod places;
#[path = "outputs/sarif.rs"]
mod sarif;
#[path = "outputs/settled.rs"]
mod settled;

use gouji::{
    audit::{Audit, Auditor},
    language::Language,
    pack::{self, PackSet},
    report::{Failure, JUnit, Printer, Summary, Threshold},
    severity::Severity,
    source,
};

use desk::{Desk, Run, gb18030, report};
use quick_junit::{NonSuccessKind, Report, TestCaseStatus, XmlString};
use serde_json::{Value, json};

/// A desk with a report that contradicts itself, one that does not, and one that cannot be read.
fn desk() -> Desk {
    let desk = Desk::new();
    desk.write("reports/坏 100%.txt", report(13));
    desk.write("reports/好.txt", report(11));
    desk.write("reports/空.txt", "");
    desk
}

/// What `--format` prints of the three.
fn printed(format: &str) -> Run {
    desk()
        .check(&["--format", format, "--lang", "en", "reports"])
        .ends_with(2)
}

fn packs() -> PackSet {
    pack::read(pack::builtin()).expect("the packs that gouji brings are sound")
}

/// An audit with one finding.
fn audited(packs: &PackSet) -> Audit {
    let text = "2017年度，主动公开政府信息13条，其中通过网站公开10条，通过其他方式公开1条。";
    let (document, gaps) = source::read(text.as_bytes()).expect("it is a report");
    let audit = Auditor::new(packs, Language::Zh).audit(document, gaps);
    assert_eq!(audit.findings.len(), 1, "{text}");
    audit
}

/// What a printer makes of one report, and of some that could not be read.
fn printed_by(
    mut printer: impl Printer,
    path: &str,
    audit: &Audit,
    failures: &[Failure],
) -> String {
    let mut summary = Summary::default();
    summary.add(audit, Severity::Note);
    let mut out = Vec::new();
    let done = printer.report(&mut out, path, audit);
    done.expect("a vector takes all");
    let done = printer.finish(&mut out, failures, &summary);
    done.expect("a vector takes all");
    String::from_utf8(out).expect("text is printed")
}

/// Every finding and every gap is a failure.
fn junit() -> JUnit {
    let threshold = Threshold {
        severity: Severity::Note,
        has_gaps: true,
    };
    JUnit::new(Severity::Note, threshold, Language::Zh)
}

fn rows(csv: &str) -> Vec<Vec<String>> {
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .from_reader(csv.as_bytes());
    let rows = reader
        .records()
        .map(|row| row.expect("every row is complete"));
    rows.map(|row| row.iter().map(str::to_owned).collect())
        .collect()
}

#[test]
fn ndjson_has_what_json_has_a_line_each() {
    let lines = printed("ndjson").out;
    let lines: Vec<Value> = lines
        .lines()
        .map(|line| serde_json::from_str(line).expect("every line is JSON"))
        .collect();
    let kinds: Vec<&str> = lines
        .iter()
        .filter_map(|line| line["type"].as_str())
        .collect();
    assert_eq!(kinds, ["report", "report", "failed", "summary"]);
    assert!(lines.iter().all(|line| line["schema"] == "gouji/1"));
    let json = printed("json").json();
    let bare = |line: &Value| {
        let mut line = line.clone();
        let keys = line.as_object_mut().expect("an object");
        keys.retain(|key, _| key != "type" && key != "schema");
        line
    };
    assert_eq!(bare(&lines[0]), json["reports"][0]);
    assert_eq!(bare(&lines[1]), json["reports"][1]);
    assert_eq!(bare(&lines[2]), json["failed"][0]);
    assert_eq!(bare(&lines[3]), json["summary"]);
}

#[test]
fn github_gets_counts_then_what_is_unread_then_findings() {
    let run = printed("github");
    let lines: Vec<&str> = run.out.lines().collect();
    assert_eq!(lines.len(), 3, "{}", run.out);
    assert!(
        lines[0].starts_with("::notice title=gouji::2 read; "),
        "{}",
        run.out
    );
    assert!(
        lines[1].starts_with("::error file=reports/空.txt,title=gouji%3A%3Asource%3A%3Aempty::"),
        "{}",
        run.out
    );
    let place = "::error file=reports/坏 100%25.txt,line=8,endLine=8,col=2,endColumn=4,\
                 title=permits-by-place::";
    assert!(lines[2].starts_with(place), "{}", run.out);
    assert!(lines[2].contains("%0A"), "help is a line of its own");
    let quiet = desk().check(&["-q", "--format", "github", "reports/坏 100%.txt"]);
    assert_eq!(quiet.ends_with(1).out.lines().count(), 1);
}

#[test]
fn github_annotates_so_many_and_tells_of_the_rest() {
    let desk = desk();
    let paths = vec!["reports/坏 100%.txt"; 1003];
    let run = desk.check(&[&["--lang=en", "--format=github"], &*paths].concat());
    let (errors, notices): (Vec<&str>, Vec<&str>) = run
        .out
        .lines()
        .partition(|line| line.starts_with("::error "));
    assert_eq!((errors.len(), notices.len()), (1000, 2));
    assert!(notices[1].contains("3 more findings"), "{notices:?}");
}

#[test]
fn gitlab_gets_issues_with_fingerprints_of_their_own() {
    let desk = desk();
    desk.write("reports/另.txt", report(13));
    let run = desk.check(&["--format=gitlab", "./reports"]).ends_with(2);
    let issues: Vec<Value> = serde_json::from_str(&run.out).expect("an array");
    let paths: Vec<&Value> = issues.iter().map(|i| &i["location"]["path"]).collect();
    assert_eq!(
        paths,
        ["reports/另.txt", "reports/坏 100%.txt", "reports/空.txt"]
    );
    let lines: Vec<&Value> = issues
        .iter()
        .map(|i| &i["location"]["lines"]["begin"])
        .collect();
    assert_eq!(lines, [8, 8, 1]);
    let severities: Vec<&Value> = issues.iter().map(|i| &i["severity"]).collect();
    assert_eq!(severities, ["critical", "critical", "blocker"]);
    let mut fingerprints: Vec<&Value> = issues.iter().map(|i| &i["fingerprint"]).collect();
    fingerprints.dedup();
    assert_eq!(fingerprints.len(), 3);
    let keys = [
        "check_name",
        "description",
        "fingerprint",
        "location",
        "severity",
    ];
    for issue in &issues {
        let issue = issue.as_object().expect("an object");
        assert!(issue.keys().eq(keys.iter()), "{issue:?}");
    }
}

#[test]
fn gitlab_and_csv_of_nothing_are_whole() {
    let desk = desk();
    let run = |format: &str| desk.check(&[format, "reports/好.txt"]).ends_with(0).out;
    assert_eq!(
        serde_json::from_str::<Value>(&run("--format=gitlab")).ok(),
        Some(json!([]))
    );
    assert_eq!(rows(&run("--format=csv")).len(), 1);
    assert_eq!(run("--format=github").lines().count(), 1);
}

#[test]
fn junit_has_a_suite_for_each_report() {
    let run = printed("junit");
    let report = Report::deserialize_from_str(&run.out).expect("it is JUnit XML");
    let names: Vec<&str> = report.test_suites.iter().map(|s| s.name.as_str()).collect();
    assert_eq!(
        names,
        ["reports/坏 100%.txt", "reports/好.txt", "reports/空.txt"]
    );
    let counts = |at: usize| {
        let suite = &report.test_suites[at];
        (suite.tests, suite.failures, suite.errors)
    };
    assert_eq!(
        [counts(0), counts(1), counts(2)],
        [(1, 1, 0), (1, 0, 0), (1, 0, 1)]
    );
    let case = |at: usize| &report.test_suites[at].test_cases[0];
    assert_eq!(
        case(0).classname.as_ref().map(XmlString::as_str),
        Some("permits-by-place")
    );
    assert!(matches!(case(1).status, TestCaseStatus::Success { .. }));
    let TestCaseStatus::NonSuccess {
        kind,
        message,
        description,
        ..
    } = &case(0).status
    else {
        panic!("a finding is no success");
    };
    assert_eq!(*kind, NonSuccessKind::Failure);
    let message = message.as_ref().expect("what is wrong").as_str();
    assert!(message.contains("13"), "{message}");
    let words = description
        .as_ref()
        .expect("where and how to mend it")
        .as_str();
    assert!(words.starts_with("reports/坏 100%.txt:8:2: "), "{words}");
}

#[test]
fn junit_fails_what_fails_the_run() {
    let failures = |fail_on: &str, code: i32| {
        let desk = desk();
        desk.write(
            "packs/demo/permits-by-place.toml",
            desk::RULE.replace("\"error\"", "\"note\""),
        );
        let run = desk.check(&[
            "--format=junit",
            "--fail-on",
            fail_on,
            "reports/坏 100%.txt",
        ]);
        let run = run.ends_with(code);
        let report = Report::deserialize_from_str(&run.out).expect("it is JUnit XML");
        report.test_suites[0].failures
    };
    assert_eq!(failures("note", 1), 1);
    assert_eq!(failures("warning", 0), 0);
}

#[test]
fn markdown_has_counts_tables_and_folds() {
    let run = printed("markdown");
    for words in [
        "## gouji\n\n2 read; ",
        "\n### could not be read\n\n- reports/空.txt `gouji::source::empty` ",
        "\n### reports/坏 100%.txt\n\n| place | severity | rule | finding |\n|---|---|---|---|\n\
         | 8:2 | error | `permits-by-place` | ",
        "<details><summary>",
        "</details>\n",
    ] {
        assert!(run.out.contains(words), "{words}\n---\n{}", run.out);
    }
    assert!(!run.out.contains("好.txt"), "nothing is to be said of it");
}

#[test]
fn markdown_stays_short_enough_for_a_comment() {
    let desk = desk();
    let paths = [
        vec!["reports/坏 100%.txt"; 300],
        vec!["reports/空.txt"; 300],
    ]
    .concat();
    let run = desk.check(&[&["--lang=en", "--format=markdown"], &*paths].concat());
    let n_chars = run.out.chars().count();
    assert!((40_000..65_536).contains(&n_chars), "{n_chars}");
    let n_shown = run.out.matches("### reports/坏").count();
    let rest = format!("\n{} more findings are left out here.\n", 300 - n_shown);
    assert!(run.out.ends_with(&rest), "{n_shown}");
    assert!(
        run.out.contains(" more\n\n### "),
        "not every failure is named"
    );
}

#[test]
fn csv_has_a_row_for_each_finding_and_each_failure() {
    let run = printed("csv");
    assert!(
        run.out.starts_with("\u{feff}path,line,"),
        "Excel wants the mark"
    );
    let rows = rows(&run.out);
    assert_eq!(rows.len(), 3);
    assert_eq!(rows[0][0], "path", "readers leave the mark out");
    let cell = |row: usize, name: &str| {
        let column = rows[0]
            .iter()
            .position(|head| head == name)
            .expect("a column");
        rows[row][column].as_str()
    };
    assert_eq!(cell(1, "path"), "reports/坏 100%.txt");
    assert_eq!(
        [cell(1, "line"), cell(1, "column"), cell(1, "end_column")],
        ["8", "2", "4"]
    );
    assert_eq!(
        [cell(1, "severity"), cell(1, "rule")],
        ["error", "permits-by-place"]
    );
    assert_eq!(
        [cell(1, "text"), cell(1, "gap"), cell(1, "unit")],
        ["13", "2", "件"]
    );
    assert_eq!(
        [cell(2, "path"), cell(2, "severity")],
        ["reports/空.txt", "unread"]
    );
    assert_eq!(cell(2, "rule"), "gouji::source::empty");
}

#[test]
fn places_are_those_of_the_decoded_file() {
    let desk = Desk::new();
    let returns = report(13).replace('\n', "\r\n");
    desk.write("国标.txt", gb18030(&report(13)));
    desk.write("回车.txt", &returns);
    desk.write("标记.txt", format!("\u{feff}{returns}"));
    let names = ["国标.txt", "回车.txt", "标记.txt"];
    let run = |format: &str| desk.check(&[&[format], &names[..]].concat()).ends_with(1);
    let place = [8, 2, 8, 4].map(|n| n.to_string());
    for row in &rows(&run("--format=csv").out)[1..] {
        assert_eq!(row[1..5], place);
    }
    let sarif = run("--format=sarif").json();
    for result in sarif["runs"][0]["results"].as_array().expect("results") {
        let region = &result["locations"][0]["physicalLocation"]["region"];
        let wanted = json!({"startLine": 8, "startColumn": 2, "endLine": 8, "endColumn": 4,
            "snippet": {"text": "13"}});
        assert_eq!(*region, wanted);
    }
    let github = run("--format=github").out;
    assert_eq!(
        github
            .matches("line=8,endLine=8,col=2,endColumn=4,")
            .count(),
        3
    );
}
