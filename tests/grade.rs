//! The five real reports against what a careful auditor found in them.
//!
//! They are not part of the crate: where their folder does not stand beside it, there is nothing
//! to grade.

use std::{
    fs,
    io::Write,
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

/// The folder with the reports and their grader.
fn reports() -> Option<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let folders = ["../shared/reports", "../../shared/reports"].iter();
    let mut folders = folders.map(|folder| root.join(folder));
    folders.find(|folder| folder.exists())
}

#[test]
fn all_that_an_auditor_found_and_nothing_else() {
    let Some(folder) = reports() else { return };
    let files = fs::read_dir(&folder).expect("the folder can be listed");
    let mut texts: Vec<_> = files
        .map(|file| file.expect("it can be listed").path())
        .collect();
    texts.retain(|path| path.extension().is_some_and(|extension| extension == "txt"));
    texts.sort();
    assert_eq!(texts.len(), 5);
    let checked = Command::new(env!("CARGO_BIN_EXE_gouji"))
        .args(["check", "--format", "json", "--exit-zero"])
        .args(&texts)
        .output()
        .expect("gouji runs");
    assert_eq!(checked.status.code(), Some(0));

    let mut grader = Command::new("python3")
        .arg(folder.join("grade.py"))
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("the grader is a Python script");
    let mut stdin = grader.stdin.take().expect("it is piped");
    stdin
        .write_all(&checked.stdout)
        .expect("the grader reads all of it");
    drop(stdin);
    let output = grader.wait_with_output().expect("the grader ends");
    let verdict = String::from_utf8(output.stdout).expect("it prints text");
    assert!(
        verdict.starts_with("13 of 13 found, 0 false alarms"),
        "{verdict}"
    );
    assert!(output.status.success(), "{verdict}");
}
