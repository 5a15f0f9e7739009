//! Archives of reports, lists of paths, and threads.

use std::io::Cursor;

use flate2::{Compression, write::GzEncoder};
use zip::{ZipWriter, write::SimpleFileOptions};

use super::*;

fn zipped(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in files {
        let options = SimpleFileOptions::default();
        writer.start_file(*name, options).expect("it is written");
        writer.write_all(bytes).expect("it is written");
    }
    writer.finish().expect("it is written").into_inner()
}

fn taped(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut builder = tar::Builder::new(Vec::new());
    for (name, bytes) in files {
        let mut header = tar::Header::new_gnu();
        header.set_size(bytes.len() as u64);
        header.set_mode(0o644);
        header.set_cksum();
        builder
            .append_data(&mut header, name, *bytes)
            .expect("it is written");
    }
    builder.into_inner().expect("it is written")
}

fn gzipped(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(bytes).expect("it is written");
    encoder.finish().expect("it is written")
}

fn concise(desk: &Desk, arguments: &[&str]) -> Run {
    let all = [&["check", "--quiet", "--format", "concise"], arguments].concat();
    desk.check(&all)
}

#[test]
fn archives_are_read_in_place() {
    let desk = Desk::new();
    let (bad, good) = (report(13), report(11));
    let files: [(&str, &[u8]); 4] = [
        ("2017/坏.txt", bad.as_bytes()),
        ("2017/好.txt", good.as_bytes()),
        ("2017/照片.jpg", b"\xff\xd8\xff"),
        ("__MACOSX/2017/._坏.txt", b"x"),
    ];
    desk.write("a.zip", zipped(&files));
    desk.write("b.tar", taped(&files));
    desk.write("c.tgz", gzipped(&taped(&files)));
    desk.write("d.txt.gz", gzipped(bad.as_bytes()));
    for archive in ["a.zip", "b.tar", "c.tgz"] {
        let run = concise(&desk, &[archive]).ends_with(1);
        let start = format!("{archive}/2017/坏.txt:8:2: error[permits-by-place] ");
        assert!(run.out.starts_with(&start), "{}", run.out);
        assert_eq!(run.out.lines().count(), 1, "{}", run.out);
        assert_eq!(run.err, "");
    }
    let run = concise(&desk, &["d.txt.gz"]).ends_with(1);
    assert!(run.out.starts_with("d.txt.gz:8:2: "), "{}", run.out);
    // All of them, and archives in an archive, in a folder.
    let nested = zipped(&[
        ("里/a.zip", &zipped(&files)),
        ("里/c.tgz", &gzipped(&taped(&files))),
    ]);
    desk.write("夹/e.zip", nested);
    let run = concise(&desk, &["夹"]).ends_with(1);
    assert!(
        run.out.contains("夹/e.zip/里/a.zip/2017/坏.txt:8:2"),
        "{}",
        run.out
    );
    assert!(
        run.out.contains("夹/e.zip/里/c.tgz/2017/坏.txt:8:2"),
        "{}",
        run.out
    );
}

#[test]
fn names_of_chinese_windows_are_read() {
    let desk = Desk::new();
    let mut archive = zipped(&[("abcd.txt", report(13).as_bytes())]);
    // 报告 in GBK, of the same length.
    let (gbk, _, _) = encoding_rs::GBK.encode("报告");
    while let Some(at) = archive.windows(4).position(|four| four == b"abcd") {
        archive[at..at + 4].copy_from_slice(&gbk);
    }
    desk.write("a.zip", archive);
    let run = concise(&desk, &["a.zip"]).ends_with(1);
    assert!(run.out.starts_with("a.zip/报告.txt:8:2: "), "{}", run.out);
}

#[test]
fn hostile_archives_are_told_in_a_line_and_the_run_goes_on() {
    let desk = Desk::new();
    let zeros = vec![0; 40 << 20];
    desk.write("1-bomb.zip", zipped(&[("a.txt", &zeros)]));
    let mut quine = report(11).into_bytes();
    for _ in 0..12 {
        quine = zipped(&[("a.zip", &quine), ("b.txt", b"x")]);
    }
    desk.write("2-deep.zip", quine);
    let whole = zipped(&[("a.txt", report(11).as_bytes())]);
    desk.write("3-cut.zip", &whole[..whole.len() - 30]);
    desk.write("4-none.zip", zipped(&[("a.jpg", b"x")]));
    desk.write(
        "5-cut.tgz",
        &gzipped(&taped(&[("a.txt", &[b'x'; 4000])]))[..60],
    );
    desk.write("6-bad.txt", report(13));
    let run = concise(&desk, &["--limit", "bytes=1M", "--limit", "depth=4", "."]).ends_with(2);
    assert!(
        run.out.ends_with('\n') && run.out.contains("6-bad.txt:8:2"),
        "{}",
        run.out
    );
    for words in [
        "1-bomb.zip/a.txt",
        "--limit bytes=",
        "2-deep.zip/a.zip/a.zip/a.zip/a.zip",
        "--limit depth=16",
        "3-cut.zip",
        "4-none.zip",
        "5-cut.tgz",
    ] {
        assert!(run.err.contains(words), "{words}: {}", run.err);
    }
}

#[test]
fn packed_documents_of_other_kinds_are_no_archives_of_reports() {
    let desk = Desk::new();
    let parts: [(&str, &[u8]); 2] = [("OFD.xml", b"<x/>"), ("Doc_0/Document.xml", b"<x/>")];
    desk.write("版式.ofd", zipped(&parts));
    let run = desk.check(&["版式.ofd"]).ends_with(2);
    assert!(run.err.contains("OFD 版式文件"), "{}", run.err);
    assert!(run.err.contains("打印为 .pdf"), "{}", run.err);
    desk.write("空.zip", zipped(&[]));
    let run = desk.check(&["空.zip"]).ends_with(2);
    assert!(run.err.contains("压缩包中没有可读的报告"), "{}", run.err);
    // What is cut off has lost its list of entries.
    let whole = zipped(&[("好.txt", report(11).as_bytes())]);
    desk.write("半.zip", &whole[..whole.len() / 2]);
    let run = desk.check(&["半.zip"]).ends_with(2);
    assert!(run.err.contains("不完整或已损坏"), "{}", run.err);
}

#[test]
fn a_link_to_nothing_stood_for_a_report() {
    let desk = Desk::new();
    desk.write("报告/好.txt", report(11));
    std::os::unix::fs::symlink("没有.txt", desk.path().join("报告/坏.txt")).expect("it is ours");
    std::os::unix::fs::symlink("..", desk.path().join("报告/圈")).expect("it is ours");
    let run = desk.check(&["报告"]).ends_with(2);
    assert!(
        run.err.contains("报告/坏.txt: 链接指向的文件不存在"),
        "{}",
        run.err
    );
    assert!(run.out.contains("报告 1 份"), "{}", run.out);
}

#[test]
fn a_run_that_is_broken_off_replaces_no_file_by_a_part() {
    let desk = Desk::new();
    desk.write("坏.txt", report(13));
    desk.write("旧.json", "whole");
    let rules = ["--rules", "packs/demo", "--select", "permits-by-place"];
    let formats = [
        "--format",
        "json=旧.json",
        "--format",
        "ndjson",
        "--files-from",
        "-",
    ];
    let mut command = desk.command(&[&["check"], &rules[..], &formats[..]].concat());
    let told = std::fs::File::create(desk.path().join("told")).expect("it is ours");
    command
        .stdin(std::process::Stdio::piped())
        .stdout(told)
        .stderr(std::process::Stdio::piped());
    let mut child = command.spawn().expect("gouji runs");
    let mut list = child.stdin.take().expect("it is piped");
    // It is at work once it has taken more than a pipe holds.
    let paths = format!("{}坏.txt\n", "./".repeat(500)).repeat(100);
    list.write_all(paths.as_bytes()).expect("it is read");
    let kill = std::process::Command::new("kill")
        .args(["-INT", &child.id().to_string()])
        .status();
    assert!(kill.expect("kill runs").success());
    drop(list);
    let run = Run::from(child.wait_with_output().expect("it ends")).ends_with(130);
    assert!(run.err.contains("已中断"), "{}", run.err);
    let out = std::fs::read_to_string(desk.path().join("told")).expect("it is there");
    let summary = out.lines().last().expect("something was printed");
    assert!(summary.contains("\"type\":\"summary\""), "{summary}");
    let kept = std::fs::read_to_string(desk.path().join("旧.json"));
    assert_eq!(kept.expect("it is there"), "whole");
}

#[test]
fn paths_may_come_from_a_list() {
    let desk = Desk::new();
    desk.write("a 甲.txt", report(13));
    desk.write("b.txt", report(11));
    desk.write("c.txt", report(13));
    desk.write("list", "c.txt\r\n\na 甲.txt\nfehlt.txt\n");
    let run = concise(&desk, &["--files-from", "list"]).ends_with(2);
    let paths: Vec<&str> = run
        .out
        .lines()
        .filter_map(|line| line.split(':').next())
        .collect();
    assert_eq!(paths, ["c.txt", "a 甲.txt"]);
    assert!(run.err.contains("fehlt.txt"), "{}", run.err);
    concise(&desk, &["--files-from", "kein"]).ends_with(2);
    concise(&desk, &["--files-from", "list", "b.txt"]).ends_with(2);
}

#[test]
fn the_output_is_the_same_for_any_number_of_threads() {
    let desk = Desk::new();
    for n in 0..90 {
        let report = match n % 4 {
            0 => report(11),
            1 => String::new(),
            _ => report(12 + n % 7),
        };
        desk.write(&format!("{:02}.txt", n * 37 % 90), report);
    }
    for format in ["json", "terminal", "sarif", "csv", "ndjson"] {
        let run = |jobs: &str| desk.check(&["check", "-j", jobs, "--format", format, "."]);
        let (one, three) = (run("1").ends_with(2), run("3").ends_with(2));
        assert_eq!(one.out, three.out, "{format}");
        assert_eq!(one.err, three.err, "{format}");
        assert!(one.out.len() > 1000);
    }
    desk.check(&["check", "-j", "0", "."]).ends_with(2);
}
