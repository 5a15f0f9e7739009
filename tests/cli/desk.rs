//! A folder with a small pack and small reports, and gouji to run in it.

use std::{
    fs,
    path::Path,
    process::{Command, Output, Stdio},
};

use serde_json::Value;
use tempfile::TempDir;

pub(crate) const MANIFEST: &str = r#"
id = "demo"
title = "示例"
applies = "form"
years = [2014, 2018]

[en]
title = "demo"

[form]
captions = ["许可办理情况表"]
value_headers = ["统计数"]
headers = ["统计指标", "单位"]
"#;

pub(crate) const INDICATORS: &str = r#"
[[indicator]]
key = "permit.received"
zh = "受理许可数"
en = "permits applied for"
unit = "件"

[[indicator]]
key = "permit.received.in_person"
zh = "窗口受理数"
en = "at the counter"
unit = "件"
parent = "permit.received"

[[indicator]]
key = "permit.received.online"
zh = "网上受理数"
en = "online"
unit = "件"
parent = "permit.received"
"#;

pub(crate) const RULE: &str = r#"
id = "permits-by-place"
title = "受理许可数等于各处受理数之和"
severity = "error"
since = "0.1.0"
why = "一件申请只在一处受理。"
basis = ["统计表，三（一）"]

[en]
title = "permits applied for equal the sum over places"
why = "A request is taken in one place."

[check.footing]
total = "受理许可数"
parts = ["窗口受理数", "网上受理数"]
blank = "zero"

[[example]]
name = "少两件"
expect = "violated"
at = "13"
report = """
许可办理情况表
	统计指标
	单位
	统计数
	（一）受理许可数
	件
	13
	1.窗口受理数
	件
	1
	2.网上受理数
	件
	10
"""

[[example]]
name = "相符"
expect = "holds"
report = """
许可办理情况表
	统计指标
	单位
	统计数
	（一）受理许可数
	件
	11
	1.窗口受理数
	件
	1
	2.网上受理数
	件
	10
"""

[[example]]
name = "没有这些数"
expect = "silent"
report = "今年没有变化。"
"#;

/// A folder with the pack `demo`, and gouji to run in it.
pub(crate) struct Desk {
    folder: TempDir,
}

impl Desk {
    pub(crate) fn new() -> Self {
        let desk = Self {
            folder: TempDir::new().expect("a folder for the test"),
        };
        desk.write("packs/demo/pack.toml", MANIFEST);
        desk.write("packs/demo/indicators.toml", INDICATORS);
        desk.write("packs/demo/permits-by-place.toml", RULE);
        desk
    }

    pub(crate) fn path(&self) -> &Path {
        self.folder.path()
    }

    pub(crate) fn write(&self, name: &str, bytes: impl AsRef<[u8]>) -> &Self {
        let path = self.path().join(name);
        fs::create_dir_all(path.parent().expect("it lies in the folder")).expect("made");
        fs::write(path, bytes).expect("written");
        self
    }

    pub(crate) fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_gouji"));
        command
            .args(arguments)
            .current_dir(self.path())
            .env_clear()
            .stdin(Stdio::null());
        command
    }

    /// Runs gouji with the rules of `demo` alone.
    pub(crate) fn check(&self, arguments: &[&str]) -> Run {
        let rules = ["--rules", "packs/demo", "--select", "permits-by-place"];
        self.run(&[&rules, arguments].concat())
    }

    pub(crate) fn run(&self, arguments: &[&str]) -> Run {
        Run::from(self.command(arguments).output().expect("gouji runs"))
    }
}

pub(crate) struct Run {
    pub(crate) code: i32,
    pub(crate) out: String,
    pub(crate) err: String,
}

impl From<Output> for Run {
    fn from(output: Output) -> Self {
        Self {
            code: output.status.code().expect("no signal ends it"),
            out: String::from_utf8(output.stdout).expect("it prints UTF-8"),
            err: String::from_utf8(output.stderr).expect("it prints UTF-8"),
        }
    }
}

impl Run {
    #[track_caller]
    pub(crate) fn ends_with(self, code: i32) -> Self {
        assert_eq!(
            self.code, code,
            "stdout:\n{}\nstderr:\n{}",
            self.out, self.err
        );
        self
    }

    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.out).expect("it prints JSON")
    }
}

/// A report whose table says `received` applications, 1 at the counter and 10 online.
pub(crate) fn report(received: u32) -> String {
    format!(
        "某市2017年度许可办理报告\n许可办理情况表\n\t统计指标\n\t单位\n\t统计数\n\
         \t（一）受理许可数\n\t件\n\t{received}\n\t1.窗口受理数\n\t件\n\t1\n\t2.网上受理数\n\t件\n\t10\n"
    )
}

pub(crate) fn gb18030(text: &str) -> Vec<u8> {
    let (bytes, _, has_lost) = encoding_rs::GB18030.encode(text);
    assert!(!has_lost);
    bytes.into_owned()
}
