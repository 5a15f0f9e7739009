//! Where pages go: a file, or a folder with a page for each report.

use std::fs;

use crate::desk::{Desk, report};

#[test]
fn a_page_is_written_into_a_file() {
    let desk = Desk::new();
    desk.write("坏.txt", report(13));
    desk.check(&["-q", "--format", "html=页.html", "坏.txt"])
        .ends_with(1);
    let page = fs::read_to_string(desk.path().join("页.html")).expect("it is there");
    assert!(page.starts_with("<!DOCTYPE html>") && page.ends_with("</html>\n"));
    assert!(page.contains("permits-by-place"));
    let out = desk
        .check(&["-q", "--format", "html", "坏.txt"])
        .ends_with(1)
        .out;
    assert_eq!(out, page);
}

#[test]
fn a_folder_gets_a_page_for_each_report_and_an_index() {
    let desk = Desk::new();
    desk.write("reports/坏.txt", report(13));
    desk.write("reports/好.txt", report(11));
    desk.write("reports/空.txt", "");
    let pages = || {
        let files = fs::read_dir(desk.path().join("reports/pages")).expect("the folder is there");
        let mut names: Vec<String> = files
            .map(|file| {
                file.expect("listed")
                    .file_name()
                    .to_string_lossy()
                    .into_owned()
            })
            .collect();
        names.sort();
        names
    };
    let run = || {
        desk.check(&["-q", "--format", "html=reports/pages/", "reports"])
            .ends_with(2)
    };
    run();
    let first = pages();
    assert_eq!(first.len(), 3, "{first:?}");
    assert_eq!(first[0], "index.html");
    // The pages are not audited when they lie among the reports.
    run();
    assert_eq!(pages(), first);
    let index = fs::read_to_string(desk.path().join("reports/pages/index.html")).expect("read");
    assert!(index.contains("核对报告 2 份"), "{index}");
    assert!(index.contains("reports/空.txt"));
    // An existing folder needs no slash.
    desk.check(&["-q", "--format", "html=reports/pages", "reports"])
        .ends_with(2);
    assert_eq!(pages(), first);
}

#[test]
fn a_folder_that_cannot_be_made_is_told_before_anything_is_read() {
    let desk = Desk::new();
    desk.write("坏.txt", report(13));
    desk.write("文件", "x");
    let run = desk
        .check(&["--format", "html=文件/页/", "坏.txt"])
        .ends_with(2);
    assert!(run.err.contains("无法写入“文件/页/”"), "{}", run.err);
}
