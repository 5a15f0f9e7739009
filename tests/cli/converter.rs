//! Files that another program turns into ones that gouji reads.

use std::{
    fs,
    os::unix::fs::PermissionsExt,
    time::{Duration, Instant},
};

use super::*;

const RICH: &str = "{\\rtf1\\ansi\\ansicpg936 20}";

/// A program of this script, which is given the arguments of LibreOffice.
fn program(desk: &Desk, script: &str) -> String {
    let path = desk.path().join("office");
    // It is called as `office -env:… … --convert-to docx --outdir FOLDER FILE`.
    let head = "#!/bin/sh\nset -e\nfor file; do folder=$before before=$file; done\n";
    fs::write(&path, format!("{head}{script}\n")).expect("the folder takes it");
    fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).expect("it is ours");
    "./office".to_owned()
}

#[test]
fn a_file_is_converted_only_if_that_is_asked_for() {
    let desk = Desk::new();
    desk.write("旧.rtf", RICH);
    desk.write("坏.txt", report(13));
    let run = desk.check(&["旧.rtf"]).ends_with(2);
    assert!(run.err.contains("--converter soffice"), "{}", run.err);
    // Says what it was given, beside the report it makes of that.
    let script = format!(
        "test \"$(cat \"$file\")\" = '{RICH}'\ncase $file in *.rtf) ;; *) exit 3;; esac\n\
         case $* in -env:UserInstallation=file:///*--headless*--convert-to*docx*) ;; *) exit 4;; esac\n\
         cp '{}' \"$folder/report.docx\"",
        desk.path().join("坏.txt").display(),
    );
    let program = program(&desk, &script);
    let arguments = ["--format", "concise", "--converter", &program];
    let run = desk
        .check(&[&arguments[..], &["旧.rtf"]].concat())
        .ends_with(1);
    assert!(
        run.out.starts_with("旧.rtf:8:2: error[permits-by-place]"),
        "{}",
        run.out
    );
}

#[test]
fn a_sheet_is_converted_to_a_workbook() {
    let desk = Desk::new();
    let sheet =
        "<?xml version=\"1.0\"?><Workbook xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\"/>";
    desk.write("表.xls", sheet);
    desk.write("坏.txt", report(13));
    let script = format!(
        "case $*+$file in *--convert-to*xlsx*+*.xls) ;; *) exit 4;; esac\ncp '{}' \"$folder/report.xlsx\"",
        desk.path().join("坏.txt").display(),
    );
    let program = program(&desk, &script);
    desk.check(&["--converter", &program, "表.xls"])
        .ends_with(1);
}

#[test]
fn a_folder_is_searched_for_what_can_be_converted() {
    let desk = Desk::new();
    desk.write("旧.rtf", RICH);
    desk.write("好.txt", report(11));
    let reports = |arguments: &[&str]| {
        let run = desk.check(&[&["--format", "json"], arguments, &["."]].concat());
        run.json()["summary"]["reports"].clone()
    };
    assert_eq!(reports(&[]), 1);
    let script = format!(
        "cp '{}' \"$folder/report.docx\"",
        desk.path().join("好.txt").display()
    );
    let program = program(&desk, &script);
    assert_eq!(reports(&["--converter", &program]), 2);
}

#[test]
fn a_converter_that_fails_is_told() {
    let desk = Desk::new();
    desk.write("旧.rtf", RICH);
    let run = desk
        .check(&["--converter", "./没有", "旧.rtf"])
        .ends_with(2);
    assert!(run.err.contains("无法运行转换程序"), "{}", run.err);
    let program = program(&desk, "echo 'no export filter' >&2; exit 1");
    let run = desk
        .check(&["--converter", &program, "旧.rtf"])
        .ends_with(2);
    assert!(run.err.contains("no export filter"), "{}", run.err);
    // What it makes may be unreadable as well.
    let program = self::program(&desk, "printf '\\211PNG' > \"$folder/report.docx\"");
    let run = desk
        .check(&["--lang", "en", "--converter", &program, "旧.rtf"])
        .ends_with(2);
    assert!(run.err.contains("an image"), "{}", run.err);
    // Or too large.
    let program = self::program(&desk, "head -c 5000 /dev/zero > \"$folder/report.docx\"");
    let limited = ["--limit", "bytes=4000", "--converter", &program, "旧.rtf"];
    let run = desk.check(&limited).ends_with(2);
    assert!(run.err.contains("bytes"), "{}", run.err);
}

#[test]
fn a_converter_has_its_time() {
    let desk = Desk::new();
    desk.write("旧.rtf", RICH);
    let started = desk.path().join("started");
    // What it starts is stopped with it.
    let script = format!(
        "(sleep 3; touch '{0}.late') & touch '{0}'; sleep 60",
        started.display()
    );
    let program = program(&desk, &script);
    let begin = Instant::now();
    let limited = [
        "--converter",
        &program,
        "--converter-timeout",
        "1",
        "旧.rtf",
    ];
    let run = desk.check(&limited).ends_with(2);
    assert!(begin.elapsed() < Duration::from_secs(30));
    assert!(run.err.contains("1 秒内没有完成"), "{}", run.err);
    assert!(started.exists());
    std::thread::sleep(Duration::from_secs(3));
    assert!(!desk.path().join("started.late").exists());
}
