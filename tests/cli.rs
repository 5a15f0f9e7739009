//! The command as its users meet it: what it reads, prints, and returns.

#[path = "cli/archives.rs"]
mod archives;
#[cfg(unix)]
#[path = "cli/converter.rs"]
mod converter;
#[path = "cli/desk.rs"]
mod desk;
#[path = "cli/reading.rs"]
mod reading;
#[path = "cli/rules.rs"]
mod rules;

use std::{
    io::{Read, Write},
    process::Stdio,
};

use desk::{Desk, RULE, Run, gb18030, report};
use serde_json::Value;

#[test]
fn a_contradiction_is_found_and_gives_1() {
    let desk = Desk::new();
    desk.write("坏.txt", report(13));
    let run = desk.check(&["坏.txt"]).ends_with(1);
    for words in [
        "错误[permits-by-place]",
        "坏.txt:8:2",
        "受理许可数",
        "13",
        "11",
        "合计",
        "分项",
    ] {
        assert!(run.out.contains(words), "{words}:\n{}", run.out);
    }
    assert!(
        run.out
            .trim_end()
            .lines()
            .last()
            .expect("a last line")
            .contains("未能核对")
    );
    assert_eq!(run.err, "");
}

#[test]
fn a_consistent_report_gives_0() {
    let desk = Desk::new();
    desk.write("好.txt", report(11));
    let run = desk.check(&["check", "好.txt"]).ends_with(0);
    assert!(run.out.starts_with("报告 1 份；"), "{}", run.out);
}

#[test]
fn concise_is_one_line_with_the_place_first() {
    let desk = Desk::new();
    desk.write("坏.txt", report(13));
    let run = desk.check(&["--format", "concise", "坏.txt"]).ends_with(1);
    assert!(
        run.out.starts_with("坏.txt:8:2: error[permits-by-place] "),
        "{}",
        run.out
    );
    assert_eq!(run.out.lines().count(), 1);
    assert!(
        run.err.contains("错误 1"),
        "the last line goes to stderr: {}",
        run.err
    );
    let quiet = desk
        .check(&["-q", "--format", "concise", "坏.txt"])
        .ends_with(1);
    assert_eq!((quiet.out, quiet.err.as_str()), (run.out, ""));
}

#[test]
fn json_has_its_shape() {
    let desk = Desk::new();
    desk.write("坏.txt", report(13)).write("好.txt", report(11));
    let run = desk
        .check(&["--format=json", "好.txt", "坏.txt", "无.txt"])
        .ends_with(2);
    let json = run.json();
    assert_eq!(json["schema"], "gouji/1");
    let reports = json["reports"].as_array().expect("a list");
    let paths: Vec<_> = reports.iter().map(|report| &report["path"]).collect();
    assert_eq!(paths, ["好.txt", "坏.txt"]);
    assert_eq!(reports[0]["status"], "audited");
    assert_eq!(reports[0]["findings"], Value::Array(Vec::new()));
    let finding = &reports[1]["findings"][0];
    assert_eq!(finding["rule"], "permits-by-place");
    assert_eq!(finding["severity"], "error");
    assert_eq!(finding["covers"], Value::Array(Vec::new()));
    let suggestions = finding["suggestions"].as_array().expect("a list");
    // One sum with a total and two parts: each could be the wrong one.
    assert_eq!(suggestions.len(), 3, "{suggestions:#?}");
    let text = report(13);
    let number = |value: &Value| usize::try_from(value.as_u64().expect("a number")).expect("small");
    for suggestion in suggestions {
        assert_eq!(suggestion["confidence"], "possible");
        assert_eq!(suggestion["structural"], Value::Null);
        assert_eq!(suggestion["explains"][0], "permits-by-place");
        let edit = &suggestion["edits"][0];
        let printed = text.get(number(&edit["start"])..number(&edit["end"]));
        assert_eq!(printed, edit["from"].as_str());
    }
    assert_eq!(suggestions[0]["edits"][0]["to"], "11");
    let primary = &finding["primary"];
    let at = |key: &str| number(&primary[key]);
    assert_eq!(text.get(at("start")..at("end")), Some("13"));
    assert_eq!((at("line"), at("column")), (8, 2));
    assert_eq!(primary["text"], "13");
    assert_eq!(primary["value"], "13");
    assert_eq!(primary["unit"], "件");
    assert_eq!(primary["role"], "total");
    assert!(
        primary["label"]
            .as_str()
            .expect("text")
            .contains("受理许可数")
    );
    assert_eq!(finding["related"].as_array().expect("a list").len(), 2);
    assert_eq!(json["failed"][0]["path"], "无.txt");
    assert_eq!(json["failed"][0]["code"], "gouji::cli::missing");
    assert_eq!(json["summary"]["reports"], 2);
    assert_eq!(json["summary"]["unread"], 1);
    assert_eq!(json["summary"]["errors"], 1);
}

#[test]
fn json_of_nothing_is_json() {
    let desk = Desk::new();
    let json = desk.check(&["--format=json", "无.txt"]).ends_with(2).json();
    assert_eq!(json["reports"], Value::Array(Vec::new()));
    assert_eq!(json["failed"].as_array().expect("a list").len(), 1);
}

#[test]
fn what_cannot_be_read_is_told_and_the_run_goes_on() {
    let desk = Desk::new();
    desk.write("空.txt", "")
        .write("图.txt", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\xff\0\xff");
    desk.write("坏.txt", report(13));
    let run = desk
        .check(&["无.txt", "空.txt", "图.txt", "坏.txt"])
        .ends_with(2);
    for (path, code, words) in [
        ("无.txt", "gouji::cli::missing", "没有这个文件"),
        ("空.txt", "gouji::source::empty", "报告是空的"),
        ("图.txt", "gouji::source::binary", "不读取这类文件"),
    ] {
        let told = run
            .err
            .lines()
            .find(|line| line.contains(path))
            .expect(path);
        assert!(told.contains(words), "{told}");
        assert!(run.err.contains(code), "{code}:\n{}", run.err);
    }
    assert_eq!(run.err.matches("建议：").count(), 3, "{}", run.err);
    assert!(
        run.out.contains("permits-by-place"),
        "the last one was audited:\n{}",
        run.out
    );
    assert!(run.out.contains("3 份未能读取"), "{}", run.out);
    let through = desk.check(&["坏.txt/里.txt"]).ends_with(2);
    assert!(through.err.contains("没有这个文件"), "{}", through.err);
    let english = desk.check(&["--lang", "en", "无.txt"]).ends_with(2);
    assert!(english.err.contains("no such file") && english.err.contains("help: "));
}

#[test]
fn exit_zero_masks_findings_only() {
    let desk = Desk::new();
    desk.write("坏.txt", report(13));
    let run = desk.check(&["--exit-zero", "坏.txt"]).ends_with(0);
    assert!(run.out.contains("permits-by-place"));
    desk.check(&["--exit-zero", "坏.txt", "无.txt"])
        .ends_with(2);
}

#[test]
fn severity_filters_and_fail_on_decides() {
    let desk = Desk::new();
    let warning = RULE.replace("severity = \"error\"", "severity = \"warning\"");
    desk.write("packs/demo/permits-by-place.toml", warning);
    desk.write("坏.txt", report(13));
    desk.check(&["坏.txt"]).ends_with(1);
    desk.check(&["--fail-on", "note", "坏.txt"]).ends_with(1);
    desk.check(&["--fail-on", "error", "坏.txt"]).ends_with(0);
    let hidden = desk.check(&["--severity", "error", "坏.txt"]).ends_with(1);
    assert!(!hidden.out.contains("permits-by-place"), "{}", hidden.out);
    assert!(
        hidden.out.contains("警告 1") && hidden.out.contains("未显示 1 条"),
        "{}",
        hidden.out
    );
}

#[test]
fn gb18030_and_standard_input_read_alike() {
    let desk = Desk::new();
    desk.write("国标.txt", gb18030(&report(13)));
    let run = desk
        .check(&["--format", "concise", "国标.txt"])
        .ends_with(1);
    let mut child = desk
        .command(&[
            "--rules",
            "packs",
            "--select",
            "permits-by-place",
            "--format",
            "concise",
            "-",
        ])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("gouji runs");
    let mut input = child.stdin.take().expect("it is piped");
    input.write_all(report(13).as_bytes()).expect("it is read");
    drop(input);
    let piped = Run::from(child.wait_with_output().expect("it ends")).ends_with(1);
    assert!(run.out.starts_with("国标.txt:8:2: "), "{}", run.out);
    assert_eq!(piped.out, run.out.replace("国标.txt", "-"));
}

#[test]
fn findings_in_a_page_point_into_its_source() {
    let desk = Desk::new();
    let page = "<!DOCTYPE html>\n<h1>某市2017年度许可办理报告</h1><p>许可办理情况表</p>\n\
        <table><tr><td>统计指标<td>单位<td>统计数\n\
        <tr><td>（一）受理许可数<td>件<td><b>1</b>3\n\
        <tr><td>1.窗口受理数<td>件<td>&#49;\n<tr><td>2.网上受理数<td>件<td>10</table>\n\
        <iframe src=a></iframe>";
    desk.write("页.htm", page);
    let run = desk.check(&["--format", "concise", "页.htm"]).ends_with(1);
    assert!(run.out.starts_with("页.htm:4:29: "), "{}", run.out);
    let run = desk.check(&["--format", "json", "页.htm"]).ends_with(1);
    assert!(run.out.contains("\"status\":\"partial\""), "{}", run.out);
    assert!(run.out.contains("\"kind\":\"frame\""), "{}", run.out);
    let at = page.find("1</b>3").expect("it is there");
    let start = format!("\"start\":{at},\"end\":{}", at + "1</b>3".len());
    assert!(run.out.contains(&start), "{start} in {}", run.out);
}

#[test]
fn a_folder_is_read_by_extension_and_in_order() {
    let desk = Desk::new();
    for name in [
        "报告/2.txt",
        "报告/10.md",
        "报告/3.html",
        "报告/子/1.TXT",
        "报告/.git/x.txt",
    ] {
        desk.write(name, report(13));
    }
    desk.write("报告/a.pptx", "PK")
        .write("报告/b.pptx", "PK")
        .write("报告/c.png", "\u{89}PNG");
    let run = desk.check(&["--format", "concise", "报告"]).ends_with(1);
    let paths: Vec<_> = run
        .out
        .lines()
        .map(|line| line.split_once(':').expect("a place").0)
        .collect();
    assert_eq!(
        paths,
        ["报告/10.md", "报告/2.txt", "报告/3.html", "报告/子/1.TXT"]
    );
    assert!(
        run.err.contains("跳过 3 个其他类型的文件（pptx 2, png 1）"),
        "{}",
        run.err
    );
    // A file that is named is read, whatever it is called.
    desk.write("报告/d.report", report(13));
    desk.check(&["报告/d.report"]).ends_with(1);
}

#[test]
fn many_reports_end_with_what_was_found_by_rule_and_by_agency() {
    let title = |agency: &str| format!("{agency}2017年政府信息公开工作年度报告");
    let desk = Desk::new();
    for (i, agency) in ["甲市", "乙县", "丙区", "丁镇", "戊乡"].iter().enumerate() {
        let received = if i < 2 { 13 } else { 11 };
        let name = format!("reports/{i}.txt");
        desk.write(
            &name,
            report(received).replace("某市2017年度许可办理报告", &title(agency)),
        );
    }
    let few = desk.check(&["reports/1.txt", "reports/2.txt"]).ends_with(1);
    assert!(!few.out.contains("机关"), "{}", few.out);
    desk.write(
        "reports/5.txt",
        report(14).replace("某市2017年度许可办理报告", &title("甲市")),
    );
    let run = desk.check(&["reports"]).ends_with(1);
    for row in [
        "错误  警告  提示  报告  规则\n   3     0     0     3  permits-by-place  受理许可数等于各处受理数之和\n",
        "   2     0     0     2  甲市\n   1     0     0     1  乙县\n\n报告 6 份；",
    ] {
        assert!(run.out.contains(row), "{row}\n{}", run.out);
    }
    let quiet = desk.check(&["--quiet", "reports"]).ends_with(1);
    assert!(!quiet.out.contains("机关"), "{}", quiet.out);
}

#[test]
fn a_folder_without_reports_is_not_a_clean_folder() {
    let desk = Desk::new();
    desk.write("文档/a.pptx", "PK");
    let run = desk.check(&["文档"]).ends_with(2);
    assert!(run.err.contains("gouji::cli::no_report"), "{}", run.err);
    // Without a path it is the current folder.
    desk.write("坏.txt", report(13));
    let run = desk.check(&["--format", "concise"]).ends_with(1);
    assert!(run.out.starts_with("坏.txt:8:2: "), "{}", run.out);
}

#[test]
fn extract_accounts_for_every_number() {
    let desk = Desk::new();
    desk.write("坏.txt", report(13));
    let table = desk
        .run(&["extract", "坏.txt", "--rules", "packs"])
        .ends_with(0);
    let row = table
        .out
        .lines()
        .find(|line| line.starts_with("8:2 "))
        .expect("the figure");
    assert!(
        row.contains("13") && row.contains("permits-by-place"),
        "{row}"
    );
    assert!(row.contains("表格") && row.contains("已核对"), "{row}");
    let english = desk
        .run(&["extract", "--lang=en", "坏.txt", "--rules", "packs"])
        .ends_with(0);
    for (out, shares) in [(&table.out, "数字 "), (&english.out, " numbers: ")] {
        let line = out.lines().rev().nth(1).expect("shares, then findings");
        assert!(line.contains(shares), "{line}");
        assert_eq!(line.matches('%').count(), 4, "{line}");
    }
    let csv = desk
        .run(&["extract", "--format=csv", "坏.txt", "--rules", "packs"])
        .ends_with(0);
    assert!(csv.out.starts_with("path,line,column,"), "{}", csv.out);
    assert!(csv.out.contains("\n坏.txt,8,2,"), "{}", csv.out);
    let json = desk
        .run(&["extract", "--format=json", "坏.txt", "--rules", "packs"])
        .json();
    let figures = json["reports"][0]["figures"].as_array().expect("a list");
    assert_eq!(json["reports"][0]["coverage"]["numbers"], figures.len());
    let figure = figures
        .iter()
        .find(|figure| figure["line"] == 8)
        .expect("the figure");
    assert_eq!(figure["fate"], "checked");
    assert_eq!(figure["rules"][0], "permits-by-place");
    assert_eq!(figure["indicator"], "permit.received");
}

#[test]
fn a_closed_pipe_ends_quietly() {
    let desk = Desk::new();
    let paths = vec!["坏.txt"; 400];
    desk.write("坏.txt", report(13));
    let mut child = desk
        .command(
            &[
                &["--rules", "packs", "--select", "permits-by-place"][..],
                &paths,
            ]
            .concat(),
        )
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("gouji runs");
    let mut first = [0; 64];
    let mut out = child.stdout.take().expect("it is piped");
    out.read_exact(&mut first).expect("something is printed");
    drop(out);
    let run = Run::from(child.wait_with_output().expect("it ends")).ends_with(1);
    assert_eq!(run.err, "");
    // Help as well.
    let mut child = desk
        .command(&["--help"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("gouji runs");
    drop(child.stdout.take());
    let run = Run::from(child.wait_with_output().expect("it ends")).ends_with(0);
    assert_eq!(run.err, "");
}

#[test]
fn the_language_comes_from_the_locale_unless_said() {
    let desk = Desk::new();
    desk.write("坏.txt", report(13));
    let arguments = ["--rules", "packs", "--select", "permits-by-place", "坏.txt"];
    let with = |name: &str, value: &str| {
        let mut command = desk.command(&arguments);
        Run::from(command.env(name, value).output().expect("gouji runs")).out
    };
    assert!(with("LANG", "en_US.UTF-8").contains("error[permits-by-place]"));
    assert!(with("LANG", "C").contains("错误[permits-by-place]"));
    assert!(with("GOUJI_LANG", "en").contains("error[permits-by-place]"));
}

#[test]
fn nothing_is_coloured_or_drawn_for_a_pipe_unless_asked() {
    let desk = Desk::new();
    desk.write("坏.txt", report(13));
    let plain = desk.check(&["坏.txt"]).out;
    assert!(!plain.contains(['\u{1b}', '│', '╭']), "{plain}");
    assert!(
        desk.check(&["--color=always", "坏.txt"])
            .out
            .contains("\u{1b}[")
    );
}

#[test]
fn wrong_arguments_give_2_and_help_gives_0() {
    let desk = Desk::new();
    desk.run(&["--no-such-flag"]).ends_with(2);
    desk.run(&["--fail-on", "fatal", "坏.txt"]).ends_with(2);
    for arguments in [&["--help"][..], &["check", "--help"], &["help", "rules"]] {
        let run = desk.run(arguments).ends_with(0);
        assert!(run.out.contains("Usage: gouji"), "{}", run.out);
        assert!(
            run.out.lines().all(|line| line.chars().count() <= 100),
            "{}",
            run.out
        );
    }
}
