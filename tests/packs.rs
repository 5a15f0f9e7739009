//! Rule packs as their authors get to know them: what loads, and every mistake at once.

use std::fmt::Write as _;

use gouji::pack::{self, PackErrors, PackFile, PackSet, PackSource, rule::Check};
use miette::Diagnostic;
use regex::Regex;

#[path = "packs/rules.rs"]
mod rules;

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

/// Every mistake as `file [code] «offending text» message`.
fn mistakes(sources: Vec<PackSource>) -> String {
    told(&pack::read(sources).expect_err("the packs have mistakes"))
}

fn told(errors: &PackErrors) -> String {
    let mut told = String::new();
    for error in &errors.mistakes {
        let code = error.code().expect("every mistake has a code").to_string();
        let code = code
            .replace("gouji::pack::", "")
            .replace("gouji::toml::", "");
        let file = error.path().rsplit('/').next().unwrap_or_default();
        writeln!(told, "{file} [{code}] «{}» {error}", error.excerpt()).expect("strings grow");
        assert!(error.help().is_some(), "{error} says what to do");
    }
    told
}

#[test]
fn builtin_packs_load() {
    let packs = sound(pack::builtin());
    for id in ["disclosure-2014", "form", "prose"] {
        let pack = packs.packs.iter().find(|pack| pack.id == id);
        assert!(pack.is_some_and(|pack| !pack.rules.is_empty()), "{id}");
    }
}

#[test]
fn builtin_patterns_compile() {
    let packs = sound(pack::builtin());
    let phrases = packs.template.phrases.iter();
    let of_phrases = phrases.flat_map(|phrase| [&phrase.with, &phrase.without]);
    let of_rules = packs.rules().flat_map(|rule| match &*rule.check {
        Check::Form(check) => check.patterns(),
        _ => Vec::new(),
    });
    let patterns = of_phrases.filter_map(Option::as_deref).chain(of_rules);
    for pattern in patterns {
        assert_eq!(Regex::as_str(pattern), pattern.as_str());
    }
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

#[test]
fn fragments_stand_for_what_they_say() {
    let indicators = INDICATORS
        .replace("before = [\"收到申请\"]", "beside = [\"收到申请\"]")
        .replace("'^其中'", "'^其中|(?&elsewhere)'")
        + "\n[fragments]\nelsewhere = '咨询|留言'\n";
    let packs = sound(vec![demo(&[
        ("pack", MANIFEST),
        ("indicators", &indicators),
        ("by-channel", RULE),
    ])]);
    let [before, after] = &packs.template.phrases[..] else {
        panic!("words that may stand on either side are two phrases");
    };
    let (before, after) = (before.without.as_ref(), after.without.as_ref());
    let pattern = before.expect("the phrase has a pattern");
    assert!(pattern.is_match("网上咨询") && pattern.is_match("其中"));
    assert!(!pattern.is_match("收到"));
    assert!(after.is_some_and(|after| std::sync::Arc::ptr_eq(pattern, after)));
}

/// The mistakes of the sound pack with some of its text replaced.
fn mistakes_with(file: &str, edits: &[(&str, &str)]) -> String {
    let mut files = [
        ("pack", MANIFEST.to_owned()),
        ("indicators", INDICATORS.to_owned()),
        ("by-channel", RULE.to_owned()),
    ];
    let (_, text) = files
        .iter_mut()
        .find(|(name, _)| *name == file)
        .expect("the file is one of the three");
    for (from, to) in edits {
        assert!(text.contains(from), "`{from}` is in {file}.toml");
        *text = text.replacen(from, to, 1);
    }
    let files: Vec<_> = files
        .iter()
        .map(|(name, text)| (*name, text.as_str()))
        .collect();
    mistakes(vec![demo(&files)])
}

#[test]
fn every_mistake_of_a_pack_is_told_at_once() {
    let told = mistakes(vec![demo(&[
        (
            "pack",
            r#"
id = "Demo"
applies = "sometimes"
year = [2014]
[en]
title = ""
"#,
        ),
        (
            "indicators",
            r#"
[[indicator]]
key = "A-b"
zh = "甲"
en = "a"
unit = "颗"

[[indicator]]
key = "b"
zh = "乙"
unit = "件"
parent = "bb"
label = ["丁"]

[[indicator.prose]]
before = ["乙"]
after = ["乙"]
with = '乙(丙'
about = '(?&other)丁'
weak = "yes"

[fragments]
odd = '奇('
"#,
        ),
        (
            "words",
            r#"
[list]
closed = "分别为"
memebrs = ["其中"]

[[partition]]
key = "staff"
words = []
"#,
        ),
        (
            "one",
            r#"
id = "one"
title = "一"
severity = "fatal"
since = "1.0"
why = 7
message = "多 {diff} 件"

[en]
title = "one"
why = "one"

[check.footing]
total = "b"
parts = ["b", "c"]
blank = "null"

[check.foot]
"#,
        ),
    ])]);
    let expected = r#"
indicators.toml [bad_key] «"A-b"» `A-b` is not an indicator key
indicators.toml [unknown_unit] «"颗"» `颗` is not a unit that gouji knows
indicators.toml [missing_key] «"b"» indicator `b` says nothing about `en`
indicators.toml [unknown_indicator] «"bb"» no indicator is called `bb`
indicators.toml [unknown_key] «label» unknown key `label` in `[[indicator]]`
indicators.toml [not_exactly_one] «[[indicator.prose]]» `[[indicator.prose]]` needs exactly one of `before`, `after`, `beside`, `none` and `all`, and has 2
indicators.toml [bad_pattern] «(» this is not a usable pattern: unclosed group
indicators.toml [unknown_fragment] «(?&other)» no fragment is called `other`
indicators.toml [wrong_type] «"yes"» `weak` must be true or false, and this is a text
indicators.toml [bad_pattern] «(» this is not a usable pattern: unclosed group
one.toml [too_few_examples] «"one"» rule `one` has no examples
one.toml [unknown_value] «"fatal"» `severity` cannot be `fatal`
one.toml [bad_version] «"1.0"» `1.0` is not a version
one.toml [wrong_type] «7» `why` must be a text in quotes, and this is a number
one.toml [unknown_placeholder] «{diff}» `{diff}` is not filled in by anything
one.toml [missing_key] «[en]» `[en]` says nothing about `message`
one.toml [repeated_indicator] «"b"» `b` stands twice in this check
one.toml [unknown_indicator] «"c"» no indicator is called `c`
one.toml [unknown_value] «"null"» `blank` cannot be `null`
one.toml [unknown_key] «foot» unknown key `foot` in `[check]`
pack.toml [missing_key] «id = "Demo"» `pack.toml` says nothing about `title`
pack.toml [bad_id] «"Demo"» `Demo` is not a kebab-case id
pack.toml [unknown_value] «"sometimes"» `applies` cannot be `sometimes`
pack.toml [unknown_key] «year» unknown key `year` in `pack.toml`
pack.toml [empty] «""» `title` is empty
words.toml [wrong_type] «"分别为"» `closed` must be a list of texts, and this is a text
words.toml [unknown_key] «memebrs» unknown key `memebrs` in `[list]`
words.toml [missing_key] «[[partition]]» `[[partition]]` says nothing about `zh`
words.toml [missing_key] «[[partition]]» `[[partition]]` says nothing about `en`
words.toml [empty] «[]» `words` is empty
"#;
    assert_eq!(told, expected.trim_start());
}

#[test]
fn toml_that_is_none_is_told_without_guesses() {
    assert_eq!(
        mistakes_with(
            "indicators",
            &[("zh = \"行政复议数量\"", "zh = 行政复议数量")]
        ),
        "indicators.toml [syntax] «行政复议数量» this is not valid TOML: \
         string values must be quoted, expected literal string\n"
    );
    assert_eq!(
        mistakes_with("by-channel", &[("[check.footing]", "[check.footing")]),
        "by-channel.toml [syntax] «» this is not valid TOML: unclosed table, expected `]`\n"
    );
    // What follows a mistake is read with guesses: it is not told.
    assert_eq!(
        mistakes_with(
            "by-channel",
            &[
                ("[check.footing]", "[check.footing"),
                ("severity =", "severity =="),
                ("since =", "since"),
            ]
        ),
        "by-channel.toml [syntax] «=» this is not valid TOML: extra `=`, expected nothing\n"
    );
}

#[test]
fn an_unknown_unit_is_told_once() {
    assert_eq!(
        mistakes_with("indicators", &[("unit = \"件\"", "unit = \"箩\"")]),
        "indicators.toml [unknown_unit] «\"箩\"» `箩` is not a unit that gouji knows\n"
    );
}

#[test]
fn a_missing_manifest_hides_nothing() {
    let rule = RULE.replace("severity = \"error\"", "severity = \"eror\"");
    assert_eq!(
        mistakes(vec![demo(&[
            ("indicators", INDICATORS),
            ("by-channel", &rule)
        ])]),
        "by-channel.toml [unknown_value] «\"eror\"» `severity` cannot be `eror`\n\
         pack.toml [missing_manifest] «» pack `demo` has no `pack.toml`\n"
    );
}

#[test]
fn ids_are_unique_and_those_of_their_files() {
    let other = MANIFEST.replace("demo", "other");
    let files = [
        ("pack", MANIFEST),
        ("indicators", INDICATORS),
        ("by-channel", RULE),
    ];
    let told = mistakes(vec![
        demo(&files),
        pack(
            "other",
            &[
                ("pack", &other),
                ("indicators", INDICATORS),
                ("by-channel", RULE),
            ],
        ),
    ]);
    assert_eq!(
        told,
        "by-channel.toml [duplicate_id] «\"by-channel\"» \
         the rule `by-channel` is there already, in demo/by-channel.toml\n"
    );
    let told = mistakes(vec![demo(&files), demo(&[])]);
    assert_eq!(
        told,
        "pack.toml [duplicate_id] «» the pack `demo` is there already, in demo/pack.toml\n\
         pack.toml [missing_manifest] «» pack `demo` has no `pack.toml`\n"
    );
    assert_eq!(
        mistakes_with(
            "by-channel",
            &[("id = \"by-channel\"", "id = \"by-letter\"")]
        ),
        "by-channel.toml [id_mismatch] «\"by-letter\"» \
         the id `by-letter` differs from the name `by-channel` of its file\n"
    );
    assert_eq!(
        mistakes_with("pack", &[("id = \"demo\"", "id = \"other\"")]),
        "pack.toml [id_mismatch] «\"other\"» \
         the id `other` differs from the name `demo` of its folder\n"
    );
}

#[test]
fn packs_agree_on_what_they_share() {
    let other = MANIFEST.replace("demo", "other");
    let more = r#"
[[indicator]]
key = "review"
labels = ["行政复议案件"]

[[indicator]]
key = "review.other"
zh = "其他结果"
parent = "litigation"
unit = "人"
"#;
    let told = mistakes(vec![
        demo(&[("pack", MANIFEST), ("indicators", INDICATORS)]),
        pack("other", &[("pack", &other), ("indicators", more)]),
    ]);
    assert_eq!(
        told,
        "indicators.toml [conflicting_definition] «\"其他结果\"» \
         `zh` of `review.other` is not what demo/indicators.toml says\n\
         indicators.toml [conflicting_definition] «\"litigation\"» \
         `parent` of `review.other` is not what demo/indicators.toml says\n\
         indicators.toml [conflicting_definition] «\"人\"» \
         `unit` of `review.other` is not what demo/indicators.toml says\n"
    );
    let more = more
        .split_once("[[indicator]]\nkey = \"review.other\"")
        .expect("it is there")
        .0;
    let packs = sound(vec![
        demo(&[("pack", MANIFEST), ("indicators", INDICATORS)]),
        pack("other", &[("pack", &other), ("indicators", more)]),
    ]);
    let [first, second] = packs.template.forms.as_slice() else {
        panic!("both have a form")
    };
    assert_eq!(first.labels["行政复议数量"], second.labels["行政复议案件"]);
    assert!(!first.labels.contains_key("行政复议案件"));
    assert!(!second.labels.contains_key("行政复议数量"));
}

#[test]
fn indicators_form_a_tree() {
    assert_eq!(
        mistakes_with(
            "indicators",
            &[(
                "parent = \"application\"",
                "parent = \"application.received.mail\""
            )]
        ),
        "indicators.toml [circular_parent] «\"application.received.mail\"» \
         `application.received` stands under itself\n"
    );
    assert_eq!(
        mistakes_with(
            "indicators",
            &[("zh = \"信函申请数\"", "zh = \"（2）当面申请数\"")]
        ),
        "by-channel.toml [ambiguous_indicator] «\"当面申请数\"» \
         `当面申请数` may be any of `application.received.in_person`, `application.received.mail`\n\
         by-channel.toml [unknown_indicator] «\"信函申请数\"» no indicator is called `信函申请数`\n\
         indicators.toml [duplicate_label] «\"（2）当面申请数\"» \
         the label `当面申请数` stands for `application.received.in_person` and `application.received.mail` under one parent\n"
    );
    assert_eq!(
        mistakes_with(
            "indicators",
            &[("key = \"litigation\"", "key = \"review\"")]
        ),
        "indicators.toml [duplicate_definition] «\"review\"» \
         the indicator `review` is defined twice in this pack\n\
         indicators.toml [unknown_indicator] «\"litigation\"» no indicator is called `litigation`\n"
    );
}
