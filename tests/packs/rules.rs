//! Mistakes in a rule's own file.

use gouji::pack;
use miette::Diagnostic;

use super::{INDICATORS, MANIFEST, RULE, demo, mistakes, mistakes_with, sound};

#[test]
fn names_of_indicators() {
    let with_total = |name: &str| {
        mistakes_with(
            "by-channel",
            &[("total = \"收到申请数\"", &format!("total = \"{name}\""))],
        )
    };
    let names = [
        "application.received",
        "申请总数",
        "依申请公开情况/收到申请数",
        "行政复议数量/其他情形数",
    ];
    for name in names {
        let rule = RULE.replace("total = \"收到申请数\"", &format!("total = \"{name}\""));
        let files = [
            ("pack", MANIFEST),
            ("indicators", INDICATORS),
            ("by-channel", &rule),
        ];
        assert_eq!(sound(vec![demo(&files)]).rules().count(), 1, "{name}");
    }
    assert_eq!(
        with_total("其他情形数"),
        "by-channel.toml [ambiguous_indicator] «\"其他情形数\"» \
         `其他情形数` may be any of `review.other`, `litigation.other`\n"
    );
    assert_eq!(
        with_total("举报投诉数量/其他情形数"),
        "by-channel.toml [unknown_indicator] «\"举报投诉数量/其他情形数\"» \
         no indicator is called `举报投诉数量/其他情形数`\n"
    );
    assert_eq!(
        with_total("依申请公开情况"),
        "by-channel.toml [group_without_figure] «\"依申请公开情况\"» \
         `application` is a group without a figure\n"
    );
}

#[test]
fn relations_are_labelled_inside_their_text() {
    let with = |holds: &str| {
        let equation = format!("[check.equation]\nholds = {holds}\nblank = \"zero\"\n");
        let footing = "[check.footing]\ntotal = \"收到申请数\"\n\
                       parts = [\"当面申请数\", \"信函申请数\"]\nblank = \"zero\"\n";
        mistakes_with("by-channel", &[(footing, &equation)])
    };
    assert_eq!(
        with("'收到申请数 = 当面申请数 ＋ 信涵申请数 + 其他情形数'"),
        "by-channel.toml [unknown_indicator] «信涵申请数» no indicator is called `信涵申请数`\n\
         by-channel.toml [ambiguous_indicator] «其他情形数» \
         `其他情形数` may be any of `review.other`, `litigation.other`\n"
    );
    assert_eq!(
        with("\"\"\"\n收到申请数 <= 2 × (当面申请数\n  + 信函申请数\"\"\""),
        "by-channel.toml [bad_relation] «(» this bracket is never closed\n"
    );
    assert_eq!(
        with("'收到申请数 ≥ 依申请公开情况'"),
        "by-channel.toml [group_without_figure] «依申请公开情况» \
         `application` is a group without a figure\n"
    );
    // Escapes shift what follows them: better the whole value than the wrong part of it.
    assert_eq!(
        with("\"\\u6536到申请数 = 当面申请数 +\""),
        "by-channel.toml [bad_relation] «\"\\u6536到申请数 = 当面申请数 +\"» \
         the relation ends where a name should stand\n"
    );
}

#[test]
fn a_rule_has_one_check() {
    let two = "[check.wording]\nfound = '日'\n\n[check.footing]";
    assert_eq!(
        mistakes_with("by-channel", &[("[check.footing]", two)]),
        "by-channel.toml [not_exactly_one] «check» \
         `[check]` needs exactly one of the check kinds, and has 2\n"
    );
}

#[test]
fn keys_without_effect_are_mistakes() {
    let mistakes = |check: &str| {
        let (head, tail) = RULE.split_once("[check.footing]").expect("it has one");
        let (_, examples) = tail.split_once("[[example]]").expect("it has some");
        let rule = format!("{head}{check}\n[[example]]{examples}");
        let files = [
            ("pack", MANIFEST),
            ("indicators", INDICATORS),
            ("by-channel", &rule),
        ];
        super::mistakes(vec![demo(&files)])
    };
    assert_eq!(
        mistakes("[check.footing]\nover = \"part-lists\"\nblank = \"zero\"\n"),
        "by-channel.toml [misplaced_key] «blank» `blank` means nothing beside `over`\n"
    );
    assert_eq!(
        mistakes(
            "[check.footing]\ntotal = \"review\"\nparts = \"children\"\n\
             optional = [\"review.other\"]\nblank = \"zero\"\n"
        ),
        "by-channel.toml [misplaced_key] «optional» `optional` means nothing beside children\n"
    );
    assert_eq!(
        mistakes("[check.tie-out]\nof = [\"review\"]\nover = \"every\"\n"),
        "by-channel.toml [not_exactly_one] «[check.tie-out]» \
         `[check.tie-out]` needs exactly one of `of`, `pairs`, `over` and `whole`, and has 2\n"
    );
    assert_eq!(
        mistakes("[check.recalculation]\nover = \"shares\"\nrate = \"review\"\n"),
        "by-channel.toml [misplaced_key] «rate» `rate` means nothing beside `over`\n"
    );
    assert_eq!(
        mistakes("[check.recalculation]\nrate = \"review\"\npart = \"review\"\n"),
        "by-channel.toml [missing_key] «[check.recalculation]» \
         `[check.recalculation]` says nothing about `whole`\n\
         by-channel.toml [repeated_indicator] «\"review\"» `review` stands twice in this check\n"
    );
    assert_eq!(
        mistakes("[check.tie-out]\nover = \"chart-points\"\nexcept = [\"review\"]\n"),
        "by-channel.toml [misplaced_key] «except» \
         `except` means nothing without `over = \"every\"`\n"
    );
    assert_eq!(
        mistakes("[check.subset]\npairs = [[\"review.other\"], [\"review\", \"review\"]]\n"),
        "by-channel.toml [wrong_type] «[\"review.other\"]» \
         `pairs` must be a list of lists of two texts, and this is a list\n\
         by-channel.toml [repeated_indicator] «\"review\"» `review` stands twice in this check\n"
    );
    assert_eq!(
        mistakes("[check.cover]\nover = \"share-lists\"\n"),
        "by-channel.toml [missing_key] «[check.cover]» `[check.cover]` says nothing about `total`\n\
         by-channel.toml [missing_key] «[check.cover]» `[check.cover]` says nothing about `parts`\n\
         by-channel.toml [missing_key] «[check.cover]» `[check.cover]` says nothing about `blank`\n\
         by-channel.toml [unknown_key] «over» unknown key `over` in `[check.cover]`\n"
    );
    assert_eq!(
        mistakes(""),
        "by-channel.toml [missing_key] «id = \"by-channel\"» the rule says nothing about `check`\n"
    );
}

#[test]
fn every_rule_is_shown_at_work() {
    assert_eq!(
        mistakes_with(
            "by-channel",
            &[("expect = \"holds\"", "expect = \"silent\"")]
        ),
        "by-channel.toml [too_few_examples] «\"by-channel\"» \
         rule `by-channel` has no example on which it holds\n"
    );
    let (rule, _) = RULE.rsplit_once("[[example]]").expect("it has three");
    assert_eq!(
        mistakes(vec![demo(&[
            ("pack", MANIFEST),
            ("indicators", INDICATORS),
            ("by-channel", rule)
        ])]),
        "by-channel.toml [too_few_examples] «\"by-channel\"» \
         rule `by-channel` has 2 of the 3 examples it needs\n"
    );
    assert_eq!(
        mistakes_with(
            "by-channel",
            &[
                ("at = \"收到申请3件\"", "at = \"收到申请4件\""),
                (
                    "expect = \"holds\"",
                    "expect = \"holds\"\nat = \"收到申请2件\""
                ),
                ("name = \"约数\"", "name = \"相符\"")
            ]
        ),
        "by-channel.toml [at_not_in_report] «\"收到申请4件\"» \
         the example's report does not contain `收到申请4件`\n\
         by-channel.toml [misplaced_key] «at» \
         `at` means nothing on an example that is not violated\n\
         by-channel.toml [duplicate_example] «\"相符\"» two examples are called `相符`\n"
    );
}

#[test]
fn helps_name_what_was_probably_meant() {
    let help = |from: &str, to: &str| {
        let rule = RULE.replace(from, to);
        let files = [
            ("pack", MANIFEST),
            ("indicators", INDICATORS),
            ("by-channel", &rule),
        ];
        let errors = pack::read(vec![demo(&files)]).expect_err("the rule has a mistake");
        errors.mistakes[0].help().expect("it helps").to_string()
    };
    assert_eq!(
        help("severity = \"error\"", "severity = \"eror\""),
        "did you mean `error`?"
    );
    assert_eq!(help("basis", "bases"), "did you mean `basis`?");
    assert_eq!(
        help("\"信函申请数\"", "\"信涵申请数\""),
        "did you mean `信函申请数`?"
    );
    assert_eq!(
        help("\"信函申请数\"", "\"application.received.male\""),
        "did you mean `application.received.mail`?"
    );
    assert_eq!(
        help("expect = \"silent\"", "expect = \"nothing\""),
        "there are `violated`, `holds` and `silent`"
    );
}
