//! Baselines: what is known stays known while the report changes elsewhere, and not a moment longer.

#[path = "cli/desk.rs"]
#[allow(
    dead_code,
    reason = "the desk serves the tests of the command line, too"
)]
mod desk;

use desk::{Desk, Run, report};

/// A report whose two lists do not add up, with `first` and `second` as their totals.
fn lists(first: u32, second: u32) -> String {
    format!("{}\n\n{}\n", list(first), other_list(second))
}

fn list(total: u32) -> String {
    format!(
        "2017年，某市收到申请{total}件，其中：当面申请1件，网络申请10件，信函申请2件，传真申请0件。"
    )
}

fn other_list(total: u32) -> String {
    format!("全年举办培训{total}次，其中：市级培训3次，区级培训4次，其他培训2次。")
}

/// A desk with a report of two wrong lists and its baseline.
fn desk_with_baseline() -> Desk {
    let desk = Desk::new();
    desk.write("甲.txt", lists(14, 10));
    let run = desk.run(&["baseline", "甲.txt", "--output", "known.toml"]);
    let run = run.ends_with(0);
    assert!(run.err.contains("已写入 2 条"), "{}", run.err);
    desk
}

impl Desk {
    fn against(&self, arguments: &[&str]) -> Run {
        let baseline = ["check", "--baseline", "known.toml", "--format", "json"];
        self.run(&[&baseline, arguments].concat())
    }
}

impl Run {
    /// The standings of the findings of every report, in order.
    fn standings(&self) -> Vec<String> {
        let json = self.json();
        let reports = json["reports"].as_array().expect("a list");
        let findings = reports
            .iter()
            .flat_map(|report| report["findings"].as_array().expect("a list"));
        let standing = |finding: &serde_json::Value| finding["standing"].as_str().map(String::from);
        findings.map(|f| standing(f).expect("text")).collect()
    }

    fn counted(&self, key: &str) -> u64 {
        self.json()["summary"][key].as_u64().expect("a number")
    }

    fn stale(&self) -> Vec<String> {
        let json = self.json();
        let stale = json["summary"]["stale"].as_array().expect("a list");
        let told = |entry: &serde_json::Value| format!("{} {}", entry["path"], entry["rule"]);
        stale
            .iter()
            .map(|entry| told(entry).replace('"', ""))
            .collect()
    }
}

#[test]
fn without_a_baseline_findings_are_open() {
    let desk = Desk::new();
    desk.write("甲.txt", lists(14, 10));
    let run = desk.run(&["--format=json", "甲.txt"]).ends_with(1);
    assert_eq!(run.standings(), ["open", "open"]);
}

#[test]
fn what_is_in_the_baseline_is_known_and_fails_nothing() {
    let desk = desk_with_baseline();
    let run = desk.against(&["甲.txt"]).ends_with(0);
    assert_eq!(run.standings(), ["known", "known"]);
    assert_eq!((run.counted("known"), run.counted("errors")), (2, 0));
    assert_eq!(run.stale(), [""; 0]);
    let people = desk.run(&["--baseline=known.toml", "甲.txt"]).ends_with(0);
    assert!(!people.out.contains("part-list"), "{}", people.out);
    assert!(people.out.contains("基线已有 2 条"), "{}", people.out);
    let concise = desk.run(&["--baseline=known.toml", "--format=concise", "甲.txt"]);
    assert_eq!(concise.ends_with(0).out, "");
}

#[test]
fn editing_elsewhere_and_moving_paragraphs_changes_nothing() {
    let desk = desk_with_baseline();
    let moved = format!(
        "新加的一段话，没有数字。\n\n{}\n\n全年共召开会议3次。\n\n{}\n",
        other_list(10),
        list(14)
    );
    desk.write("甲.txt", moved);
    let run = desk.against(&["甲.txt"]).ends_with(0);
    assert_eq!(run.standings(), ["known", "known"]);
}

#[test]
fn mending_one_of_two_equal_findings_leaves_the_other_known() {
    let desk = Desk::new();
    let twice = |first, second| format!("{}\n\n{}\n", other_list(first), other_list(second));
    desk.write("甲.txt", twice(10, 10));
    desk.run(&["baseline", "甲.txt", "-o", "known.toml"])
        .ends_with(0);
    let run = desk.against(&["甲.txt"]).ends_with(0);
    assert_eq!(run.standings(), ["known", "known"]);
    assert_eq!(run.stale(), [""; 0]);
    desk.write("甲.txt", twice(9, 10));
    let run = desk.against(&["甲.txt"]).ends_with(0);
    assert_eq!(run.standings(), ["known"]);
    assert_eq!(run.stale(), ["甲.txt part-list"]);
    // A third one is one too many.
    desk.write("甲.txt", twice(10, 10) + &twice(9, 10));
    let run = desk.against(&["甲.txt"]).ends_with(1);
    assert_eq!(run.standings(), ["known", "known", "new"]);
}

#[test]
fn a_renamed_or_moved_report_takes_its_entries_along() {
    let desk = desk_with_baseline();
    std::fs::create_dir(desk.path().join("旧")).expect("made");
    std::fs::rename(desk.path().join("甲.txt"), desk.path().join("旧/乙.txt")).expect("moved");
    let run = desk.against(&["旧/乙.txt"]).ends_with(0);
    assert_eq!(run.standings(), ["known", "known"]);
    assert_eq!(run.stale(), [""; 0]);
}

#[test]
fn a_copy_is_not_known() {
    let desk = desk_with_baseline();
    desk.write("乙.txt", lists(14, 10));
    let run = desk.against(&["乙.txt"]).ends_with(1);
    assert_eq!(run.standings(), ["new", "new"]);
    // And one that is gone cannot be two others.
    std::fs::remove_file(desk.path().join("甲.txt")).expect("gone");
    desk.write("丙.txt", lists(14, 10));
    let run = desk.against(&["丙.txt", "乙.txt"]).ends_with(1);
    assert_eq!(run.standings(), ["known", "known", "new", "new"]);
}

#[test]
fn a_changed_figure_is_new_and_its_entry_stale() {
    let desk = desk_with_baseline();
    desk.write("甲.txt", lists(15, 10));
    let run = desk.against(&["甲.txt"]).ends_with(1);
    assert_eq!(run.standings(), ["new", "known"]);
    assert_eq!(run.stale(), ["甲.txt part-list"]);
    assert!(
        run.err.contains("基线中的问题已不存在：甲.txt [part-list]"),
        "{}",
        run.err
    );
    // The same with the figure of a part.
    desk.write(
        "甲.txt",
        lists(14, 10).replace("网络申请10件", "网络申请20件"),
    );
    let run = desk.against(&["甲.txt"]).ends_with(1);
    assert_eq!(run.standings(), ["new", "known"]);
}

#[test]
fn entries_of_reports_outside_the_run_are_not_stale() {
    let desk = desk_with_baseline();
    desk.write("乙.txt", lists(13, 9));
    let run = desk.against(&["乙.txt"]).ends_with(0);
    assert_eq!(run.stale(), [""; 0]);
    desk.write("甲.txt", lists(13, 9));
    let run = desk.against(&["."]).ends_with(0);
    assert_eq!(run.stale(), ["甲.txt part-list", "甲.txt part-list"]);
    let quiet = desk
        .run(&["-q", "--baseline=known.toml", "甲.txt"])
        .ends_with(0);
    assert_eq!((quiet.out.as_str(), quiet.err.as_str()), ("", ""));
}

#[test]
fn a_report_named_twice_is_settled_alike() {
    let desk = desk_with_baseline();
    let run = desk.against(&["甲.txt", "./甲.txt"]).ends_with(0);
    assert_eq!(run.standings(), ["known"; 4]);
}

#[test]
fn standard_input_may_be_any_of_the_reports() {
    let desk = desk_with_baseline();
    let mut command = desk.command(&["check", "--baseline=known.toml", "--format=json", "-"]);
    let file = std::fs::File::open(desk.path().join("甲.txt")).expect("it is there");
    let run = Run::from(command.stdin(file).output().expect("gouji runs"));
    assert_eq!(run.ends_with(0).standings(), ["known", "known"]);
}

#[test]
fn paths_are_told_from_the_folder_of_the_baseline() {
    let desk = desk_with_baseline();
    desk.write("里/丙.txt", lists(14, 10));
    let mut command = desk.command(&["baseline", "-o", "../known.toml", "丙.txt"]);
    let run = Run::from(
        command
            .current_dir(desk.path().join("里"))
            .output()
            .expect("it runs"),
    );
    run.ends_with(0);
    let text = std::fs::read_to_string(desk.path().join("known.toml")).expect("written");
    // What was not read this time stays.
    assert_eq!(text.matches("path = \"甲.txt\"").count(), 2, "{text}");
    assert_eq!(text.matches("path = \"里/丙.txt\"").count(), 2, "{text}");
    desk.against(&["."]).ends_with(0);
}

#[test]
fn reasons_survive_and_the_text_is_stable() {
    let desk = desk_with_baseline();
    let file = desk.path().join("known.toml");
    let first = std::fs::read_to_string(&file).expect("written");
    let reason = "reason = \"已与办公室核实，\\\"其中\\\"未列全\"";
    let reasoned = first.replacen("\n\n[[finding]]", &format!("\n{reason}\n\n[[finding]]"), 2);
    // The first place is before the first entry: only the second insertion is in one.
    let reasoned = reasoned.replacen(&format!("{reason}\n\n"), "\n", 1);
    desk.write("known.toml", &reasoned);
    let run = desk.against(&["甲.txt"]).ends_with(0);
    assert_eq!(
        run.json()["reports"][0]["findings"]
            .as_array()
            .expect("a list")
            .iter()
            .filter(|finding| finding["reason"] == "已与办公室核实，\"其中\"未列全")
            .count(),
        1
    );
    desk.run(&["baseline", "甲.txt", "-o", "known.toml"])
        .ends_with(0);
    let again = std::fs::read_to_string(&file).expect("written");
    let entries = |text: &str| text.matches("[[finding]]").count();
    assert_eq!(entries(&again), 2);
    assert_eq!(again.matches("未列全").count(), 1, "{again}");
    desk.run(&["baseline", "甲.txt", "-o", "known.toml"])
        .ends_with(0);
    assert_eq!(std::fs::read_to_string(&file).expect("written"), again);
    // A mended finding is dropped, reason and all.
    desk.write("甲.txt", lists(13, 9));
    let run = desk
        .run(&["baseline", "甲.txt", "-o", "known.toml"])
        .ends_with(0);
    assert!(run.err.contains("去掉不再存在的 2 条"), "{}", run.err);
}

#[test]
fn without_output_the_baseline_is_printed() {
    let desk = desk_with_baseline();
    let run = desk.run(&["baseline", "甲.txt"]).ends_with(0);
    let written = std::fs::read_to_string(desk.path().join("known.toml")).expect("written");
    assert_eq!(run.out, written);
}

#[test]
fn other_languages_know_the_same_findings() {
    let desk = desk_with_baseline();
    desk.write("表.txt", report(13));
    desk.run(&["--rules=packs", "baseline", ".", "-o", "known.toml"])
        .ends_with(0);
    let run = desk
        .against(&["--rules=packs", "--lang=en", "."])
        .ends_with(0);
    assert_eq!(run.counted("errors") + run.counted("warnings"), 0);
    assert!(run.counted("known") > 2);
}

#[test]
fn a_broken_baseline_is_told_before_any_report_is_read() {
    let desk = desk_with_baseline();
    let entry = "path = \"甲.txt\"\nrule = \"part-list\"\nplace = \"x\"\nfingerprint = \"00\"\n";
    let right = format!("schema = \"gouji-baseline/1\"\n[[finding]]\n{entry}");
    for (text, code, excerpt) in [
        (
            "{\"schema\": 1}".to_owned(),
            "gouji::toml::syntax",
            "schema",
        ),
        (String::new(), "gouji::toml::missing_key", "schema"),
        (
            right.replace("/1", "/9"),
            "gouji::toml::unknown_value",
            "gouji-baseline/9",
        ),
        (
            right.replace("rule =", "rul ="),
            "gouji::toml::unknown_key",
            "rul",
        ),
        (
            right.replace("\"00\"", "12"),
            "gouji::toml::wrong_type",
            "fingerprint",
        ),
        (
            right.replace("[[finding]]", "[[findings]]"),
            "gouji::toml::unknown_key",
            "findings",
        ),
        (
            format!("{right}reason = \"\""),
            "gouji::toml::empty",
            "reason",
        ),
        ("\0\u{feff}[".repeat(5000), "gouji::toml::syntax", ""),
        ("[".repeat(100_000), "gouji::toml::syntax", ""),
    ] {
        desk.write("known.toml", &text);
        let run = desk.against(&["甲.txt"]).ends_with(2);
        assert_eq!(run.out, "", "{text}");
        assert!(run.err.contains(code), "{code}:\n{}", run.err);
        assert!(run.err.contains("gouji::baseline::unusable"), "{}", run.err);
        assert!(run.err.contains(excerpt), "{excerpt}:\n{}", run.err);
        assert!(run.err.contains("known.toml"), "{}", run.err);
        // Nor is it written over.
        desk.run(&["baseline", "甲.txt", "-o", "known.toml"])
            .ends_with(2);
        let kept = std::fs::read_to_string(desk.path().join("known.toml")).expect("still there");
        assert_eq!(kept, text);
    }
}

#[test]
fn a_baseline_that_is_not_there_is_told() {
    let desk = desk_with_baseline();
    let run = desk.run(&["--baseline=none.toml", "甲.txt"]).ends_with(2);
    assert!(
        run.err.contains("gouji::cli::baseline_unreadable"),
        "{}",
        run.err
    );
    assert!(run.err.contains("gouji baseline --output"), "{}", run.err);
    let run = desk
        .run(&["baseline", "甲.txt", "-o", "无/known.toml"])
        .ends_with(2);
    assert!(run.err.contains("gouji::cli::unwritable"), "{}", run.err);
    desk.write("known.toml", b"schema = \"\xff\"");
    desk.against(&["甲.txt"]).ends_with(2);
}

#[test]
fn machine_formats_mark_what_is_known() {
    let desk = desk_with_baseline();
    desk.write("甲.txt", lists(15, 10));
    let sarif = desk
        .run(&["--baseline=known.toml", "--format=sarif", "甲.txt"])
        .ends_with(1);
    let results = sarif.json()["runs"][0]["results"].clone();
    assert_eq!(results[0]["baselineState"], "new");
    assert_eq!(results[0]["suppressions"], serde_json::Value::Null);
    assert_eq!(results[1]["baselineState"], "unchanged");
    assert_eq!(results[1]["suppressions"][0]["kind"], "external");
    let csv = desk
        .run(&["--baseline=known.toml", "--format=csv", "甲.txt"])
        .ends_with(1);
    let ends = |standing: &str| csv.out.matches(&format!(",{standing},\n")).count();
    assert_eq!((ends("new"), ends("known")), (1, 1), "{}", csv.out);
    for format in [
        "github", "gitlab", "junit", "markdown", "concise", "terminal",
    ] {
        let run = desk
            .run(&["--baseline=known.toml", "--format", format, "甲.txt"])
            .ends_with(1);
        assert!(run.out.contains("15"), "{format}:\n{}", run.out);
        assert!(!run.out.contains("培训10次"), "{format}:\n{}", run.out);
        assert!(!run.out.contains("市级培训"), "{format}:\n{}", run.out);
    }
}

#[test]
fn reports_in_an_archive_stay_known_and_answer_for_no_copy() {
    let desk = Desk::new();
    let mut archive = tar::Builder::new(Vec::new());
    let text = lists(14, 10);
    let mut header = tar::Header::new_gnu();
    header.set_size(text.len() as u64);
    header.set_mode(0o644);
    archive
        .append_data(&mut header, "旧/甲.txt", text.as_bytes())
        .expect("packed");
    desk.write("档.tar", archive.into_inner().expect("packed"));
    desk.run(&["baseline", "档.tar", "-o", "known.toml"])
        .ends_with(0);
    let run = desk.against(&["档.tar"]).ends_with(0);
    assert_eq!(run.standings(), ["known", "known"]);
    desk.write("乙.txt", lists(14, 10));
    let run = desk.against(&["乙.txt"]).ends_with(1);
    assert_eq!(run.standings(), ["new", "new"]);
    // Read without the archive, the baseline keeps its entries.
    desk.run(&["baseline", "乙.txt", "-o", "known.toml"])
        .ends_with(0);
    desk.against(&["."]).ends_with(0);
}

#[test]
fn known_is_known_on_any_number_of_threads() {
    let desk = Desk::new();
    for at in 0..12 {
        desk.write(&format!("报告/{at}.txt"), lists(14 + at % 3, 10));
    }
    desk.run(&["baseline", "报告", "-o", "known.toml"])
        .ends_with(0);
    std::fs::rename(
        desk.path().join("报告/3.txt"),
        desk.path().join("报告/移.txt"),
    )
    .expect("moved");
    desk.write("报告/5.txt", lists(19, 10));
    let one = desk.against(&["-j", "1", "报告"]).ends_with(1);
    let many = desk.against(&["--jobs=8", "报告"]).ends_with(1);
    assert_eq!(one.out, many.out);
    assert_eq!((one.counted("known"), one.stale().len()), (23, 1));
}
