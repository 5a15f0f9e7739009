//! Several formats in one run, and the files they go to.

use std::{fs, process::Stdio};

use super::{Desk, desk};

fn names(desk: &Desk) -> Vec<String> {
    let entries = fs::read_dir(desk.path()).expect("it can be listed");
    let names = entries.map(|entry| entry.expect("it can be listed").file_name());
    let mut names: Vec<String> = names
        .map(|name| name.to_string_lossy().into_owned())
        .collect();
    names.sort();
    names
}

fn read(desk: &Desk, name: &str) -> String {
    fs::read_to_string(desk.path().join(name)).expect("the file is there")
}

#[test]
fn several_formats_say_what_each_would_say_alone() {
    let desk = desk();
    let alone = |format: &str| desk.check(&["--format", format, "reports"]).out;
    let arguments = [
        "--format=sarif=a.sarif",
        "--format=terminal",
        "--format=junit=b.xml",
        "--format=terminal=c.txt",
        "reports",
    ];
    let run = desk.check(&arguments).ends_with(2);
    assert_eq!(run.out, alone("terminal"));
    assert_eq!(read(&desk, "a.sarif"), alone("sarif"));
    assert_eq!(read(&desk, "b.xml"), alone("junit"));
    assert_eq!(read(&desk, "c.txt"), alone("terminal"));
    assert_eq!(
        names(&desk),
        ["a.sarif", "b.xml", "c.txt", "packs", "reports"]
    );
}

#[test]
fn output_is_the_file_of_the_format_without_one() {
    let desk = desk();
    let run = desk
        .check(&["-o", "out.json", "--format=json", "reports"])
        .ends_with(2);
    assert_eq!(run.out, "");
    assert!(
        run.err.contains("未能核对"),
        "the last line is still told: {}",
        run.err
    );
    assert_eq!(
        read(&desk, "out.json"),
        desk.check(&["--format=json", "reports"]).out
    );
    let both = [
        "--format=csv=a.csv",
        "--format=gitlab",
        "--output",
        "b.json",
        "reports",
    ];
    assert_eq!(desk.check(&both).ends_with(2).out, "");
    assert!(read(&desk, "b.json").starts_with('['));
    // Without a format, what a person would have seen.
    desk.check(&["--output=c.txt", "reports"]).ends_with(2);
    assert!(read(&desk, "c.txt").contains("permits-by-place"));
    let dash = desk
        .check(&["--output=-", "--format=json=-", "reports"])
        .ends_with(2);
    assert!(dash.out.starts_with("{\"schema\""));
}

#[test]
fn what_cannot_be_meant_is_told_before_anything_is_read() {
    let desk = desk();
    for (arguments, code, words) in [
        (
            &["--format=json", "--format=csv"][..],
            "formats_collide",
            "标准输出",
        ),
        (
            &["--format=json=a", "--format=csv=./a"][..],
            "formats_collide",
            "同一个文件",
        ),
        (
            &["--format=json=a", "--output=b"][..],
            "output_without_format",
            "--output",
        ),
        (
            &["--format=json", "--format=csv", "-o", "a"][..],
            "formats_collide",
            "--format sarif=",
        ),
        (
            &["--format=json=none/a.json"][..],
            "unwritable",
            "none/a.json",
        ),
        (&["--format=json=reports"][..], "unwritable", "写入权限"),
        (&["-o", "reports/"][..], "unwritable", "reports"),
    ] {
        let run = desk.check(&[arguments, &["reports"]].concat()).ends_with(2);
        assert_eq!(run.out, "", "{arguments:?}");
        let told = format!("gouji::cli::{code}");
        assert!(run.err.contains(&told), "{arguments:?}: {}", run.err);
        let err: String = run.err.split_whitespace().collect();
        assert!(
            err.contains(&words.replace(' ', "")),
            "{arguments:?}: {}",
            run.err
        );
        assert!(
            !run.err.contains("空.txt"),
            "no report was read: {}",
            run.err
        );
    }
    let english = desk
        .check(&["--lang=en", "-o", "none/a", "reports"])
        .ends_with(2);
    assert!(english.err.contains("cannot write"), "{}", english.err);
    assert_eq!(names(&desk), ["packs", "reports"], "nothing is left behind");
}

#[test]
fn formats_that_are_none_are_told() {
    let desk = desk();
    let unknown = desk.check(&["--format=sarf", "reports"]).ends_with(2);
    assert!(
        unknown
            .err
            .contains("terminal, concise, json, ndjson, sarif"),
        "{}",
        unknown.err
    );
    let nameless = desk.check(&["--format=sarif=", "reports"]).ends_with(2);
    assert!(
        nameless.err.contains("a file name goes after `=`"),
        "{}",
        nameless.err
    );
}

#[test]
fn a_run_that_stops_leaves_the_old_file() {
    let desk = desk();
    desk.write("old.json", "old");
    desk.write("packs/demo/permits-by-place.toml", "id = 1");
    desk.check(&["-o", "old.json", "--format=json", "reports"])
        .ends_with(2);
    assert_eq!(read(&desk, "old.json"), "old");
    assert_eq!(names(&desk), ["old.json", "packs", "reports"]);
}

#[test]
fn what_an_earlier_run_wrote_is_no_report() {
    let desk = desk();
    let arguments = [
        "--format=markdown=reports/summary.md",
        "--format=json",
        "reports",
    ];
    let first = desk.check(&arguments).ends_with(2);
    let second = desk.check(&arguments).ends_with(2);
    assert!(desk.path().join("reports/summary.md").exists());
    assert_eq!(first.out, second.out);
    // Named itself, it is read as any file is.
    let named = desk.check(&["--format=json", "reports/summary.md"]);
    assert_eq!(named.json()["reports"][0]["path"], "reports/summary.md");
}

#[test]
fn a_closed_pipe_does_not_cost_the_files() {
    let desk = desk();
    for at in 0..200 {
        desk.write(&format!("many/{at}.txt"), super::report(13));
    }
    let rules = ["--rules", "packs/demo", "--select", "permits-by-place"];
    let arguments = [
        &rules[..],
        &["--format=json", "--format=ndjson=all.ndjson", "many"],
    ]
    .concat();
    let mut gouji = desk.command(&arguments);
    let mut child = gouji
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .expect("gouji runs");
    drop(child.stdout.take());
    let status = child.wait().expect("gouji ends");
    assert_eq!(status.code(), Some(1));
    assert_eq!(read(&desk, "all.ndjson").lines().count(), 201);
}

#[cfg(unix)]
#[test]
fn files_are_made_as_any_other_and_links_are_followed() {
    use std::os::unix::fs::{PermissionsExt, symlink};

    let desk = desk();
    desk.write("real/kept.json", "old").write("other", "");
    let path = |name: &str| desk.path().join(name);
    fs::set_permissions(path("real/kept.json"), fs::Permissions::from_mode(0o640)).expect("set");
    symlink(path("real/kept.json"), path("link.json")).expect("linked");
    let arguments = [
        "--format=json=link.json",
        "--format=csv=new.csv",
        "--format=junit=/dev/null",
    ];
    desk.check(&[&arguments[..], &["reports"]].concat())
        .ends_with(2);
    let mode = |name: &str| {
        fs::metadata(path(name))
            .expect("it is there")
            .permissions()
            .mode()
    };
    assert!(path("link.json").is_symlink());
    assert!(read(&desk, "real/kept.json").starts_with("{\"schema\""));
    assert_eq!(mode("real/kept.json") & 0o777, 0o640);
    assert_eq!(mode("new.csv"), mode("other"), "as the process makes files");
    assert!(!fs::metadata("/dev/null").expect("it is there").is_file());
}
