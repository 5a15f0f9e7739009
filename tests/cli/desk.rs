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
captions = ["情况统计表"]
value_headers = ["统计数"]
headers = ["统计指标", "单位"]
"#;

pub(crate) const INDICATORS: &str = r#"
[[indicator]]
key = "application.received"
zh = "收到申请数"
en = "requests received"
unit = "件"

[[indicator]]
key = "application.received.in_person"
zh = "当面申请数"
en = "in person"
unit = "件"
parent = "application.received"

[[indicator]]
key = "application.received.online"
zh = "网络申请数"
en = "online"
unit = "件"
parent = "application.received"
"#;

pub(crate) const RULE: &str = r#"
id = "by-channel"
title = "收到申请数等于各渠道申请数之和"
severity = "error"
since = "0.1.0"
why = "一件申请只从一个渠道收到。"
basis = ["统计表，三（一）"]

[en]
title = "requests received equal the sum over channels"
why = "A request arrives through one channel."

[check.footing]
total = "收到申请数"
parts = ["当面申请数", "网络申请数"]
blank = "zero"

[[example]]
name = "少两件"
expect = "violated"
at = "13"
report = """
政府信息公开情况统计表
统计指标
	单位
	统计数
（一）收到申请数
	件
	13
1.当面申请数
	件
	1
2.网络申请数
	件
	10
"""

[[example]]
name = "相符"
expect = "holds"
report = """
政府信息公开情况统计表
统计指标
	单位
	统计数
（一）收到申请数
	件
	11
1.当面申请数
	件
	1
2.网络申请数
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
        desk.write("packs/demo/by-channel.toml", RULE);
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
        let rules = ["--rules", "packs/demo", "--select", "by-channel"];
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

/// A report whose table says `received` applications, 1 in person and 10 online.
pub(crate) fn report(received: u32) -> String {
    format!(
        "某市2017年度政府信息公开工作年度报告\n政府信息公开情况统计表\n统计指标\n\t单位\n\t统计数\n\
         （一）收到申请数\n\t件\n\t{received}\n1.当面申请数\n\t件\n\t1\n2.网络申请数\n\t件\n\t10\n"
    )
}

pub(crate) fn gb18030(text: &str) -> Vec<u8> {
    let (bytes, _, has_lost) = encoding_rs::GB18030.encode(text);
    assert!(!has_lost);
    bytes.into_owned()
}
