//! Rule packs as their authors get to know them: what loads, and every mistake at once.

use std::fmt::Write as _;

use gouji::pack::{self, PackErrors, PackFile, PackSet, PackSource};
use miette::Diagnostic;

const MANIFEST: &str = r#"
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

const INDICATORS: &str = r#"
[[indicator]]
key = "application"
zh = "依申请公开情况"
en = "requests"

[[indicator]]
key = "application.received"
zh = "收到申请数"
en = "requests received"
unit = "件"
parent = "application"
labels = ["申请总数"]

[[indicator.prose]]
before = ["收到申请"]
without = '^其中'
units = ["件"]

[[indicator]]
key = "application.received.in_person"
zh = "当面申请数"
en = "in person"
unit = "件"
parent = "application.received"

[[indicator]]
key = "application.received.mail"
zh = "信函申请数"
en = "by mail"
unit = "件"
parent = "application.received"

[[indicator]]
key = "review"
zh = "行政复议数量"
en = "reviews"
unit = "件"

[[indicator]]
key = "review.other"
zh = "其他情形数"
en = "other outcomes"
unit = "件"
parent = "review"

[[indicator]]
key = "litigation"
zh = "行政诉讼数量"
en = "lawsuits"
unit = "件"

[[indicator]]
key = "litigation.other"
zh = "其他情形数"
en = "other outcomes"
unit = "件"
parent = "litigation"
"#;

const RULE: &str = r#"
id = "by-channel"
title = "各渠道相加等于收到数"
severity = "error"
since = "0.1.0"
why = "一件申请只从一个渠道收到。"
basis = ["统计表，三（一）"]

[en]
title = "requests received equal the sum over channels"
why = "A request arrives through one channel."

[check.footing]
total = "收到申请数"
parts = ["当面申请数", "信函申请数"]
blank = "zero"

[[example]]
name = "少一件"
expect = "violated"
at = "收到申请3件"
report = "收到申请3件：当面申请1件，信函申请1件。"

[[example]]
name = "相符"
expect = "holds"
report = "收到申请2件：当面申请1件，信函申请1件。"

[[example]]
name = "约数"
expect = "silent"
report = "收到申请约3件：当面申请1件，信函申请1件。"
"#;

/// A pack called `demo` of these files.
fn demo(files: &[(&str, &str)]) -> PackSource {
    pack("demo", files)
}

fn pack(name: &str, files: &[(&str, &str)]) -> PackSource {
    let files = files.iter().map(|(file, text)| PackFile {
        path: format!("{name}/{file}.toml"),
        text: (*text).to_owned(),
    });
    PackSource {
        name: name.to_owned(),
        files: files.collect(),
    }
}

fn sound(sources: Vec<PackSource>) -> PackSet {
    pack::read(sources).unwrap_or_else(|errors| panic!("{}", told(&errors)))
}

fn told(errors: &PackErrors) -> String {
    let mut told = String::new();
    for error in &errors.mistakes {
        let code = error.code().expect("every mistake has a code").to_string();
        let code = code.replace("gouji::pack::", "");
        let file = error.path().rsplit('/').next().unwrap_or_default();
        writeln!(told, "{file} [{code}] «{}» {error}", error.excerpt()).expect("strings grow");
        assert!(error.help().is_some(), "{error} says what to do");
    }
    told
}

#[test]
fn builtin_packs_load() {
    let packs = sound(pack::builtin());
    let ids: Vec<_> = packs.packs.iter().map(|pack| pack.id.as_str()).collect();
    assert_eq!(ids, ["disclosure-2014", "form", "prose"]);
}

#[test]
fn a_sound_pack_loads() {
    let packs = sound(vec![demo(&[
        ("pack", MANIFEST),
        ("indicators", INDICATORS),
        ("by-channel", RULE),
    ])]);
    assert_eq!(packs.rules().count(), 1);
    let form = &packs.template.forms[0];
    assert_eq!(form.headers, ["统计指标", "单位"]);
    assert_eq!(form.labels["申请总数"], form.labels["收到申请数"]);
    assert_eq!(form.labels["其他情形数"].len(), 2);
    assert_eq!(packs.template.phrases.len(), 1);
}
