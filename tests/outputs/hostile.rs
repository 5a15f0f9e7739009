//! What a report or a path says cannot become anything else than words.

use gouji::{
    audit::Audit,
    language::Language,
    pack::PackSet,
    report::{Csv, Failure, GitHub, GitLab, Markdown, NdJson, Printer, Sarif},
    severity::Severity,
};
use quick_junit::Report;
use serde_json::Value;

use super::{audited, junit, packs};

/// Words that would be more than words in one format or another.
const HOSTILE: &str = "=cmd|' /C calc'!A0\u{1b}[2J\0\u{202e}]]>-->\n::error::行\r\n<script>x</script>\
    <img src=x onerror=y>\"'&amp;|`|[点](http://a.example)@某人 #1 **粗** {0} %0A,：;\u{85}\u{fffe}\u{2028}";

/// An audit with one finding all of whose words are hostile.
fn audit(packs: &PackSet) -> Audit {
    let mut audit = audited(packs);
    let finding = &mut audit.findings[0];
    for words in [
        &mut finding.message,
        &mut finding.help,
        &mut finding.place,
        &mut finding.primary.label,
        &mut finding.related[0].label,
    ] {
        HOSTILE.clone_into(words);
    }
    audit
}

fn printed(printer: impl Printer, packs: &PackSet) -> String {
    let failure = Failure {
        path: HOSTILE.to_owned(),
        code: "gouji::cli::missing".to_owned(),
        message: HOSTILE.to_owned(),
        help: Some(HOSTILE.to_owned()),
    };
    super::printed_by(printer, HOSTILE, &audit(packs), &[failure])
}

fn bare(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).collect()
}

#[test]
fn github_takes_no_command_from_it() {
    let out = printed(GitHub::new(Severity::Note, Language::Zh, false), &packs());
    assert_eq!(out.lines().count(), 3, "{out}");
    assert!(out.lines().all(|line| line.starts_with("::")), "{out}");
    assert!(
        !out.contains(|c: char| c.is_control() && c != '\n'),
        "{out:?}"
    );
    for line in out.lines().skip(1) {
        // The properties end at the first pair of colons.
        let properties = line.split("::").nth(1).expect("a command");
        assert!(properties.contains(",title="), "{properties}");
        let (_, file) = properties.split_once("file=").expect("a file");
        let file = file.split(',').next().expect("a value");
        let file = file
            .replace("%0A", "\n")
            .replace("%0D", "\r")
            .replace("%3A", ":");
        let file = file.replace("%2C", ",").replace("%25", "%");
        assert_eq!(bare(&file), bare(HOSTILE));
    }
}

#[test]
fn json_of_all_kinds_is_whole() {
    let packs = packs();
    let ndjson = printed(NdJson::new(Severity::Note), &packs);
    let lines: Vec<Value> = ndjson
        .lines()
        .map(|line| serde_json::from_str(line).expect("JSON"))
        .collect();
    assert_eq!(lines.len(), 3);
    assert_eq!(lines[0]["findings"][0]["message"], HOSTILE);
    let issues: Vec<Value> =
        serde_json::from_str(&printed(GitLab::new(Severity::Note, Language::Zh), &packs))
            .expect("JSON");
    assert_eq!(issues.len(), 2);
    let description = issues[0]["description"].as_str().expect("words");
    assert!(!description.contains(char::is_control), "{description:?}");
}

#[test]
fn sarif_has_neither_links_nor_placeholders() {
    let packs = packs();
    let out = printed(Sarif::new(&packs, Severity::Note, Language::Zh), &packs);
    let log: Value = serde_json::from_str(&out).expect("JSON");
    let run = &log["runs"][0];
    let result = &run["results"][0];
    for message in [
        &result["message"]["text"],
        &result["locations"][0]["message"]["text"],
        &run["invocations"][0]["toolExecutionNotifications"][0]["message"]["text"],
    ] {
        let message = message.as_str().expect("words");
        assert!(!message.contains("]("), "{message}");
        assert!(!message.contains("{0"), "{message}");
    }
    let uri = &result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"];
    let uri = uri.as_str().expect("a path");
    let is_safe = |c: char| c.is_ascii_alphanumeric() || "-._~/%".contains(c);
    assert!(uri.chars().all(is_safe), "{uri}");
}

#[test]
fn junit_stays_xml() {
    let out = printed(junit(), &packs());
    let report = Report::deserialize_from_str(&out).expect("it is JUnit XML");
    assert_eq!(report.test_suites.len(), 2);
    let allowed = |c: char| matches!(c, '\n' | ' '..='\u{7e}' | '\u{a0}'..='\u{fffd}');
    assert!(out.chars().all(allowed), "{out:?}");
    for suite in &report.test_suites {
        assert_eq!(bare(suite.name.as_str()), bare(HOSTILE));
        assert_eq!(suite.test_cases.len(), 1);
    }
    assert_eq!(
        bare(report.test_suites[0].test_cases[0].name.as_str()),
        bare(HOSTILE)
    );
}

#[test]
fn markdown_stays_words() {
    let out = printed(Markdown::new(Severity::Note, Language::Zh, false), &packs());
    let mut left = String::new();
    let mut chars = out.chars();
    while let Some(c) = chars.next() {
        match c {
            '\\' => drop(chars.next()),
            c => left.push(c),
        }
    }
    for markup in [
        "<script", "<img", "](", "[点", "http://", "@某人", "**粗", "\u{1b}", "|`|",
    ] {
        assert!(!left.contains(markup), "{markup}\n{left}");
    }
    let rows: Vec<&str> = out.lines().filter(|line| line.starts_with('|')).collect();
    assert_eq!(rows.len(), 3, "{out}");
    for row in rows {
        let borders = row.replace("\\|", "").matches('|').count();
        assert_eq!(borders, 5, "{row}");
    }
}

#[test]
fn csv_has_no_formulas() {
    let out = printed(Csv::new(Severity::Note, Language::Zh), &packs());
    let rows = super::rows(&out);
    assert_eq!(rows.len(), 3);
    for row in &rows[1..] {
        assert_eq!(row.len(), rows[0].len());
        for cell in row.iter().filter(|cell| !cell.is_empty()) {
            let is_formula = cell.starts_with(['=', '+', '-', '@', '\t', '\r', '\n']);
            assert!(!is_formula, "{cell}");
        }
        assert_eq!(row[0], format!("'{HOSTILE}"));
    }
}
