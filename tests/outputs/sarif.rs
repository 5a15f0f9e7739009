//! SARIF: the schema of the standard, and what it cannot say.
//!
//! The schema is read where Cargo has put the crate that brings it.

use std::{fs, path::Path, process::Command};

use jsonschema::Validator;
use serde_json::{Value, json};
use serde_sarif::sarif::Sarif;

use super::{Desk, desk, printed};

/// What `cargo` answers, asking nobody.
fn cargo(arguments: &[&str]) -> String {
    let output = Command::new(env!("CARGO"))
        .args(arguments)
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .expect("cargo runs the tests, and so it is there");
    let told = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{arguments:?}: {told}");
    String::from_utf8(output.stdout).expect("cargo prints UTF-8")
}

pub(super) fn schema() -> Validator {
    let version = cargo(&["-vV"]);
    let host = version.lines().find_map(|line| line.strip_prefix("host: "));
    let metadata = cargo(&[
        "metadata",
        "--format-version=1",
        "--offline",
        "--filter-platform",
        host.expect("cargo knows where it is"),
    ]);
    let metadata: Value = serde_json::from_str(&metadata).expect("cargo prints JSON");
    let packages = metadata["packages"].as_array().expect("packages");
    let package = packages
        .iter()
        .find(|package| package["name"] == "serde-sarif");
    let manifest = package.expect("it is among the dependencies of the tests")["manifest_path"]
        .as_str()
        .expect("a path");
    let schema = Path::new(manifest).with_file_name("src/schema.json");
    let schema = fs::read_to_string(schema).expect("the crate has the schema");
    // One of its patterns has a bracket that some engines take for a mistake.
    let schema = schema.replace("[a-zA-Z]{2}]?$", r"[a-zA-Z]{2}\\]?$");
    let schema = serde_json::from_str(&schema).expect("a schema is JSON");
    jsonschema::validator_for(&schema).expect("a schema is a schema")
}

#[test]
fn it_is_as_the_schema_of_the_standard_wants_it() {
    let schema = schema();
    let log = printed("sarif").json();
    let mistakes: Vec<String> = schema.iter_errors(&log).map(|e| e.to_string()).collect();
    assert_eq!(mistakes, [""; 0]);
    let nothing = desk()
        .check(&["--format=sarif", "reports/好.txt"])
        .ends_with(0);
    assert!(schema.is_valid(&nothing.json()));

    let broken = |pointer: &str, value: Value| {
        let mut log = log.clone();
        *log.pointer_mut(pointer).expect(pointer) = value;
        log
    };
    let result = "/runs/0/results/0";
    for log in [
        broken(&format!("{result}/level"), json!("grave")),
        broken(&format!("{result}/message"), json!({})),
        broken(
            &format!("{result}/locations/0/physicalLocation/region/startLine"),
            json!(0),
        ),
        broken("/runs/0/tool/driver/rules/0", json!({"title": "no id"})),
        broken("/version", json!("2.0.0")),
    ] {
        assert!(!schema.is_valid(&log), "{log}");
    }
}

#[test]
fn another_reader_finds_the_same() {
    let run = printed("sarif");
    let log: Sarif = serde_json::from_str(&run.out).expect("it has the types of SARIF");
    let [run] = log.runs.as_slice() else {
        panic!("one run");
    };
    let rules = run
        .tool
        .driver
        .rules
        .as_deref()
        .expect("the rules that are named");
    assert_eq!(rules.len(), 1, "and no other");
    assert_eq!(rules[0].id, "permits-by-place");
    let [result] = run.results.as_deref().expect("results") else {
        panic!("one finding");
    };
    assert_eq!(
        (result.rule_id.as_deref(), result.rule_index),
        (Some("permits-by-place"), Some(0))
    );
    let marks = result.related_locations.as_deref().expect("the parts");
    assert_eq!(marks.len(), 2);
    let prints = result.partial_fingerprints.as_ref().expect("two of them");
    assert_eq!(prints.len(), 2);
    let [invocation] = run.invocations.as_deref().expect("how it went") else {
        panic!("one invocation");
    };
    assert!(!invocation.execution_successful);
    let unread = invocation
        .tool_execution_notifications
        .as_deref()
        .expect("one");
    assert_eq!(unread.len(), 1);
}

#[test]
fn files_have_uris() {
    let log = printed("sarif").json();
    let run = &log["runs"][0];
    let uri = |location: &Value| location["physicalLocation"]["artifactLocation"]["uri"].clone();
    assert_eq!(
        uri(&run["results"][0]["locations"][0]),
        "reports/%E5%9D%8F%20100%25.txt"
    );
    let unread = &run["invocations"][0]["toolExecutionNotifications"][0];
    assert_eq!(uri(&unread["locations"][0]), "reports/%E7%A9%BA.txt");
    assert_eq!(unread["descriptor"]["id"], "gouji::source::empty");
}

#[test]
fn rules_speak_the_language_of_the_run() {
    let desk = Desk::new();
    desk.write("坏.txt", super::report(13));
    let rule = |language: &str| {
        let log = desk
            .check(&["--lang", language, "--format=sarif", "坏.txt"])
            .json();
        log["runs"][0]["tool"]["driver"]["rules"][0].clone()
    };
    assert_eq!(
        rule("zh")["shortDescription"]["text"],
        "受理许可数等于各处受理数之和"
    );
    assert_eq!(
        rule("en")["shortDescription"]["text"],
        "permits applied for equal the sum over places"
    );
    assert_eq!(rule("en")["defaultConfiguration"]["level"], "error");
    let help = rule("zh")["help"]["text"].as_str().map(str::to_owned);
    assert_eq!(
        help.as_deref(),
        Some("一件申请只在一处受理。 统计表，三（一）")
    );
}

#[test]
fn a_page_has_the_regions_of_its_source() {
    let desk = Desk::new();
    let cell = |words: &str| format!("<td>{words}</td>");
    let row = |cells: [&str; 3]| format!("<tr>{}</tr>\n", cells.map(cell).concat());
    let page = [
        "<html><body><p>许可办理情况表</p><table>\n".to_owned(),
        row(["统计指标", "单位", "统计数"]),
        row(["（一）受理许可数", "件", "<b>1</b>3"]),
        row(["1.窗口受理数", "件", "1"]),
        row(["2.网上受理数", "件", "10"]),
        "</table></body></html>".to_owned(),
    ];
    desk.write("页.html", page.concat());
    let log = desk
        .check(&["--format=sarif", "页.html"])
        .ends_with(1)
        .json();
    let region = &log["runs"][0]["results"][0]["locations"][0]["physicalLocation"]["region"];
    let (before, _) = page[2].split_once("1</b>").expect("it stands there");
    let column = before.chars().count() + 1;
    let wanted = json!({"startLine": 3, "startColumn": column, "endLine": 3,
        "endColumn": column + "1</b>3".len(), "snippet": {"text": "1</b>3"}});
    assert_eq!(*region, wanted);
}
