//! Reports of several files: a page, and the attachment with its table.

#[path = "cli/desk.rs"]
#[allow(
    dead_code,
    reason = "the desk serves the tests of the command line, too"
)]
mod desk;
#[path = "joined/halves.rs"]
mod halves;

use std::io::{Cursor, Write};

use desk::{Desk, Run};
use serde_json::Value;
use zip::{ZipWriter, write::SimpleFileOptions};

const JOIN: &str = "join = '(?<report>.+?)(-附件\\d*)?\\.\\w+'\n";

/// A page whose prose says `received` requests, and which leads to its attachment.
fn page(received: u32) -> String {
    format!(
        "<html><body><h1>柳湾区2017年政府信息公开工作年度报告</h1>\n\
         <p>全年收到申请{received}件，全部按时办结。</p>\n\
         <p>附件：<a href=\"2018/tj.xls\">统计表</a></p></body></html>\n"
    )
}

/// The table of an attachment, as `year` has it.
fn table(year: u16) -> String {
    format!(
        "柳湾区政府信息公开情况统计表（{year}年度）\n\n\
         | 统计指标 | 单位 | 统计数 |\n| --- | --- | --- |\n\
         | （一）收到申请数 | 件 | 22 |\n| 1.当面申请数 | 件 | 6 |\n\
         | 2.传真申请数 | 件 | 0 |\n| 3.网络申请数 | 件 | 12 |\n| 4.信函申请数 | 件 | 4 |\n"
    )
}

/// A desk with a page that contradicts its attachment, and `config`.
fn desk(config: &str) -> Desk {
    let desk = Desk::new();
    desk.write("gouji.toml", config)
        .write("柳湾.html", page(23))
        .write("柳湾-附件.txt", table(2017));
    desk
}

fn check(desk: &Desk, arguments: &[&str]) -> Run {
    desk.run(&[&["check", "--quiet", "--exit-zero"], arguments].concat())
}

fn json(desk: &Desk, arguments: &[&str]) -> Value {
    check(desk, &[&["--format=json"], arguments].concat())
        .ends_with(0)
        .json()
}

fn list(value: &Value) -> &[Value] {
    value.as_array().expect("a list")
}

/// The paths of the reports.
fn paths(json: &Value) -> Vec<&str> {
    let reports = list(&json["reports"]).iter();
    reports
        .map(|report| report["path"].as_str().expect("a path"))
        .collect()
}

#[test]
fn a_page_and_its_attachment_are_one_report() {
    let json = json(&desk(JOIN), &["."]);
    assert_eq!(paths(&json), ["柳湾.html"]);
    assert_eq!(json["summary"]["reports"], 1);
    let report = &json["reports"][0];
    let parts: Vec<&Value> = list(&report["parts"]).iter().map(|p| &p["path"]).collect();
    assert_eq!(parts, ["柳湾.html", "柳湾-附件.txt"]);
    // The link leads to what was joined.
    assert_eq!(
        (&report["status"], list(&report["gaps"]).len()),
        (&"audited".into(), 0)
    );
    let [finding] = list(&report["findings"]) else {
        panic!("{report}");
    };
    assert_eq!(finding["rule"], "prose-against-table");
    let mark = |mark: &Value| {
        let keys = ["path", "line", "column", "text"];
        keys.map(|key| mark[key].to_string().replace('"', ""))
    };
    assert_eq!(mark(&finding["primary"]), ["null", "2", "10", "23"]);
    let [row] = list(&finding["related"]) else {
        panic!("{finding}");
    };
    assert_eq!(mark(row), ["柳湾-附件.txt", "5", "18", "22"]);
    let bytes = table(2017);
    let at = |key: &str| row[key].as_u64().and_then(|at| usize::try_from(at).ok());
    let (start, end) = (at("start").expect("a number"), at("end").expect("a number"));
    assert_eq!(bytes.get(start..end), Some("22"));
}

#[test]
fn without_a_pattern_they_are_two() {
    let json = json(&desk(""), &["."]);
    assert_eq!(paths(&json), ["柳湾-附件.txt", "柳湾.html"]);
    let none = |report: &Value| list(&report["findings"]).is_empty();
    assert!(list(&json["reports"]).iter().all(none));
    let report = &json["reports"][1];
    assert_eq!(report["gaps"][0]["kind"], "linked-file");
    assert!(list(&report["parts"]).is_empty());
    // What is not among the files of a run is not looked for.
    let alone = check(&desk(JOIN), &["--format=json", "柳湾.html"]).json();
    assert_eq!(alone["reports"][0]["gaps"][0]["kind"], "linked-file");
}

#[test]
fn every_format_names_the_file_of_each_mark() {
    let desk = desk(JOIN);
    // The wrong figure stands in the attachment: the prose says it twice.
    let twice = page(22).replace("全部", "其中当面申请6件，网络申请12件，信函申请4件，全部");
    desk.write("柳湾.html", twice)
        .write("柳湾-附件.txt", table(2017).replace("| 6 |", "| 9 |"));
    let printed = |format: &str| check(&desk, &["--format", format, "--lang=en", "."]).out;
    let concise = printed("concise");
    assert!(
        concise.starts_with("柳湾-附件.txt:6:17: error["),
        "{concise}"
    );
    let github = printed("github");
    assert!(github.contains("file=柳湾-附件.txt,line=6,"), "{github}");
    let gitlab: Value = serde_json::from_str(&printed("gitlab")).expect("JSON");
    assert_eq!(gitlab[0]["location"]["path"], "柳湾-附件.txt");
    assert_eq!(gitlab[0]["location"]["lines"]["begin"], 6);
    let sarif: Value = serde_json::from_str(&printed("sarif")).expect("JSON");
    let result = &sarif["runs"][0]["results"][0];
    let physical = |location: &Value| {
        let place = &location["physicalLocation"];
        let uri = place["artifactLocation"]["uri"].as_str().expect("a URI");
        (uri.contains('-'), place["region"]["startLine"].clone())
    };
    assert_eq!(physical(&result["locations"][0]), (true, 6.into()));
    let related = list(&result["relatedLocations"]);
    assert!(related.iter().any(|one| physical(one) == (false, 2.into())));
    let csv = printed("csv");
    assert!(csv.contains("\n柳湾-附件.txt,6,17,"), "{csv}");
    let junit = printed("junit");
    assert!(junit.contains("testsuite name=\"柳湾.html\""), "{junit}");
    assert!(
        junit.contains("file=\"柳湾-附件.txt\" line=\"6\""),
        "{junit}"
    );
    let markdown = printed("markdown");
    assert!(markdown.contains("| 柳湾-附件.txt:6:17 |"), "{markdown}");
    let terminal = printed("terminal");
    let lines: Vec<&str> = terminal.lines().map(str::trim_start).collect();
    for (head, line) in [("[柳湾.html:2:", "2 |"), ("[柳湾-附件.txt:6:17]", "5 |")] {
        let at = lines.iter().position(|line| line.contains(head));
        let below = lines[at.unwrap_or_else(|| panic!("{head}: {terminal}")) + 1];
        assert!(below.starts_with(line), "{terminal}");
    }
}

#[test]
fn the_text_says_where_a_file_begins() {
    let desk = desk(JOIN);
    let text = desk.run(&["extract", "--format=text", "."]).out;
    let heads: Vec<&str> = text
        .lines()
        .filter(|line| line.starts_with("==>"))
        .collect();
    assert_eq!(heads, ["==> 柳湾.html <==", "==> 柳湾-附件.txt <=="]);
    let html = check(&desk, &["--format=html", "."]).out;
    let (before, after) = html
        .split_once("<p class=\"path\">柳湾-附件.txt</p>")
        .expect("it begins");
    assert!(
        before.contains("全年收到申请") && !before.contains("传真申请数"),
        "{before}"
    );
    assert!(after.contains("传真申请数"), "{after}");
}

#[test]
fn figures_are_told_in_their_file() {
    let desk = desk(JOIN);
    let json = desk
        .run(&["extract", "--format=json", "."])
        .ends_with(0)
        .json();
    let figures = list(&json["reports"][0]["figures"]).iter();
    let attached = figures.filter(|figure| figure["path"] == "柳湾-附件.txt");
    assert_eq!(
        attached
            .filter(|figure| figure["fate"] == "checked")
            .count(),
        5
    );
    let csv = desk.run(&["extract", "--format=csv", "."]).out;
    assert!(csv.contains("\n柳湾-附件.txt,5,18,"), "{csv}");
}

#[test]
fn places_of_workbooks_stay_their_own() {
    let desk = desk(JOIN);
    let file = "tests/formats/luoqiao-district-2017.xlsx";
    let bytes = std::fs::read(file).expect("a workbook");
    let prose = "罗桥区2017年政府信息公开工作年度报告\n\n\n　　收到申请23件，均已答复。\n";
    desk.write("罗桥.txt", prose).write("罗桥-附件.xlsx", bytes);
    let json = json(&desk, &["罗桥.txt", "罗桥-附件.xlsx"]);
    let findings = list(&json["reports"][0]["findings"]).iter();
    let mut ours = findings.filter(|one| one["primary"]["text"] == "23");
    let finding = ours.next().expect("the page is wrong");
    assert_eq!(
        (&finding["primary"]["line"], &finding["primary"]["path"]),
        (&4.into(), &Value::Null)
    );
    let row = &finding["related"][0];
    assert_eq!(
        (&row["text"], &row["path"]),
        (&"22".into(), &"罗桥-附件.xlsx".into())
    );
    assert!(row["locator"]["cell"].is_string(), "{row}");
    assert!(ours.next().is_none());
}

#[test]
fn any_number_of_threads_prints_the_same() {
    let desk = Desk::new();
    desk.write("gouji.toml", JOIN);
    for n in 0..60 {
        desk.write(&format!("{n:02}.html"), page(20 + n % 5));
        desk.write(&format!("{n:02}-附件.txt"), table(2017));
        desk.write(
            &format!("{n:02}-附件2.txt"),
            if n % 7 == 0 { "" } else { "说明：无。" },
        );
    }
    let run = |jobs: &str| {
        let run = desk
            .run(&["check", "--format=json", jobs, "."])
            .ends_with(2);
        (run.out, run.err)
    };
    let one = run("-j1");
    assert_eq!(one, run("-j3"));
    let json: Value = serde_json::from_str(&one.0).expect("JSON");
    assert_eq!(json["summary"]["reports"], 60);
    assert_eq!(json["summary"]["errors"], 48);
    assert_eq!(json["summary"]["unread"], 9);
    assert_eq!(json["summary"]["partial"], 9);
}

#[test]
fn a_part_that_cannot_be_read_is_missing_and_told() {
    let desk = desk(JOIN);
    desk.write("柳湾-附件2.docx", "PK\u{3}\u{4}broken");
    let run = check(&desk, &["--format=json", "."]).ends_with(2).json();
    assert_eq!(run["failed"][0]["path"], "柳湾-附件2.docx");
    let report = &run["reports"][0];
    assert_eq!(list(&report["findings"]).len(), 1);
    assert_eq!(report["status"], "partial");
    let gap = |report: &Value| {
        let gap = list(&report["gaps"])[0].clone();
        (gap["kind"].clone(), gap["path"].clone())
    };
    assert_eq!(
        gap(report),
        ("unread-part".into(), "柳湾-附件2.docx".into())
    );
    assert_eq!(list(&report["parts"]).len(), 3);
    let told = desk.run(&["check", "--lang=en", "."]).out;
    assert!(
        told.contains("柳湾-附件2.docx:1:1 this file of the report"),
        "{told}"
    );
    // Without its page a report is still that page's, and keeps its path.
    desk.write("柳湾.html", "");
    let run = check(&desk, &["--format=json", "."]).ends_with(2).json();
    assert_eq!(paths(&run), ["柳湾.html"]);
    assert_eq!(list(&run["failed"]).len(), 2);
    assert_eq!(gap(&run["reports"][0]), ("unread-part".into(), Value::Null));
    assert_eq!(run["reports"][0]["year"], 2017);
    // Nothing of it can be read.
    desk.write("柳湾-附件.txt", "");
    let run = check(&desk, &["--format=json", "."]).ends_with(2).json();
    assert_eq!((paths(&run).len(), list(&run["failed"]).len()), (0, 3));
}

#[test]
fn a_link_is_settled_by_each_file_that_was_joined() {
    let desk = desk(JOIN);
    desk.write("柳湾.html", page(22));
    let strict = ["check", "--fail-on-gap", "."];
    desk.run(&strict).ends_with(0);
    let links = "<a href=\"a.xls\">附件1</a><a href=\"b.doc\">附件2</a>";
    desk.write(
        "柳湾.html",
        page(22).replace("</p></body>", &format!("{links}</p></body>")),
    );
    desk.run(&strict).ends_with(1);
    let json = json(&desk, &["."]);
    assert_eq!(list(&json["reports"][0]["gaps"]).len(), 2);
    desk.write("柳湾-附件1.txt", "说明")
        .write("柳湾-附件2.txt", "说明");
    desk.run(&strict).ends_with(0);
}

#[test]
fn a_slip_in_two_files_is_one_finding_in_both() {
    let desk = Desk::new();
    let wrong = table(2017).replace("| 22 |", "| 25 |");
    desk.write("gouji.toml", JOIN).write("柳湾.txt", &wrong);
    let alone = json(&desk, &["."]);
    let twice = wrong
        .replace("| 22 |", "| 25 |")
        .replacen('\n', "\n\n\n", 1);
    desk.write("柳湾-附件.md", twice);
    let both = json(&desk, &["."]);
    let only = |json: &Value| {
        let [finding] = list(&json["reports"][0]["findings"]) else {
            panic!("{json}");
        };
        finding.clone()
    };
    let (alone, both) = (only(&alone), only(&both));
    for key in ["place", "fingerprint", "message", "primary"] {
        assert_eq!(alone[key], both[key]);
    }
    let last = list(&both["related"]).last().expect("it stands there, too");
    let line = |mark: &Value| mark["line"].as_u64().expect("a number");
    assert_eq!(
        (&last["text"], &last["path"]),
        (&"25".into(), &"柳湾-附件.md".into())
    );
    assert_eq!(line(last), line(&both["primary"]) + 2);
    let edits = list(&both["suggestions"][0]["edits"]).iter();
    let edits: Vec<_> = edits.map(|edit| (&edit["to"], &edit["path"])).collect();
    let to = Value::from("22");
    assert_eq!(edits, [(&to, &Value::Null), (&to, &"柳湾-附件.md".into())]);
    // A table of another total is another matter.
    desk.write("柳湾-附件.md", wrong.replace("| 25 |", "| 26 |"));
    let other = json(&desk, &["."]);
    assert_eq!(list(&other["reports"][0]["findings"]).len(), 2);
}

#[test]
fn baselines_and_settings_are_those_of_the_first_file() {
    let desk = desk(JOIN);
    desk.run(&["check", "."]).ends_with(1);
    desk.run(&["baseline", "--output=known.toml", "."])
        .ends_with(0);
    let known = std::fs::read_to_string(desk.path().join("known.toml")).expect("written");
    assert!(
        known.contains("柳湾.html") && !known.contains("附件"),
        "{known}"
    );
    let run = desk
        .run(&["check", "--baseline=known.toml", "."])
        .ends_with(0);
    assert!(!run.err.contains("基线"), "{}", run.err);
    let ignoring = |path: &str| {
        let paths = format!("paths = [\"{path}\"]\nignore = [\"prose-against-table\"]\n");
        desk.write("gouji.toml", format!("{JOIN}[[overrides]]\n{paths}"));
        desk.run(&["check", "."])
    };
    ignoring("*.html").ends_with(0);
    ignoring("*.txt").ends_with(1);
}

#[test]
fn identities_are_the_same_in_whatever_order_files_come() {
    let desk = desk(JOIN);
    let there = json(&desk, &["柳湾.html", "柳湾-附件.txt"]);
    let back = json(&desk, &["柳湾-附件.txt", "柳湾.html"]);
    assert_eq!(there, back);
    desk.write("list", "柳湾-附件.txt\n柳湾.html\n");
    assert_eq!(there, json(&desk, &["--files-from=list"]));
    // A file that is named twice is not joined to itself.
    for again in ["柳湾.html", "./柳湾.html"] {
        let twice = json(&desk, &["柳湾.html", "柳湾-附件.txt", again]);
        assert_eq!(paths(&twice), ["柳湾.html", again]);
        assert!(list(&twice["reports"][1]["parts"]).is_empty());
    }
}

#[test]
fn files_stand_apart_in_other_folders_years_and_crowds() {
    let desk = desk(JOIN);
    desk.write("柳湾/柳湾-附件.txt", table(2017));
    assert_eq!(paths(&json(&desk, &["."])).len(), 2);
    // No pattern is believed to put two years together.
    let other = "柳湾区2016年政府信息公开工作年度报告\n\n全年收到申请9件。\n";
    let desk = self::desk("join = '(?<report>..).*'\n");
    desk.write("柳湾2016.txt", other);
    let json_ = json(&desk, &["."]);
    assert_eq!(paths(&json_), ["柳湾.html", "柳湾2016.txt"]);
    assert_eq!(list(&json_["reports"][0]["findings"]).len(), 1);
    assert!(list(&json_["reports"][1]["findings"]).is_empty());
    // The table of another year is none of this report's, either.
    desk.write("柳湾2016.txt", table(2016));
    assert_eq!(paths(&json(&desk, &["."])), ["柳湾.html", "柳湾2016.txt"]);
    // A whole folder is no report.
    for n in 0..20 {
        desk.write(&format!("柳湾{n}.txt"), "说明");
    }
    let run = check(&desk, &["--format=json", "--lang=en", "."]).ends_with(0);
    assert!(
        run.err.contains("`柳湾` has more than 16 files"),
        "{}",
        run.err
    );
    assert_eq!(run.err.matches("more than 16").count(), 1);
    let json_ = run.json();
    assert_eq!(paths(&json_).len(), 23);
    assert_eq!(json_["summary"]["errors"], 0);
}

#[test]
fn files_of_an_archive_are_joined_in_it() {
    let desk = Desk::new();
    desk.write("gouji.toml", JOIN);
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in [
        ("区/柳湾-附件.txt", table(2017)),
        ("区/别处.txt", "说明".to_owned()),
        ("区/柳湾.html", page(23)),
        ("柳湾.html", page(22)),
    ] {
        let options = SimpleFileOptions::default();
        writer.start_file(name, options).expect("it is written");
        writer.write_all(text.as_bytes()).expect("it is written");
    }
    let bytes = writer.finish().expect("it is written").into_inner();
    desk.write("档.zip", &bytes);
    let json = json(&desk, &["档.zip"]);
    let found = [
        "档.zip/区/别处.txt",
        "档.zip/区/柳湾.html",
        "档.zip/柳湾.html",
    ];
    assert_eq!(paths(&json), found);
    let row = &json["reports"][1]["findings"][0]["related"][0];
    assert_eq!(row["path"], "档.zip/区/柳湾-附件.txt");
}

#[test]
fn a_limit_on_bytes_holds_for_all_files_together() {
    let desk = desk(JOIN);
    let most = page(23).len().max(table(2017).len());
    let limit = format!("--limit=bytes={most}");
    let run = check(&desk, &["--format=json", &limit, "."]).ends_with(2);
    let json = run.json();
    assert_eq!(json["failed"][0]["path"], "柳湾-附件.txt");
    assert_eq!(json["failed"][0]["code"], "gouji::source::limit");
    assert_eq!(json["reports"][0]["gaps"][0]["kind"], "linked-file");
}
