//! Which rules run, what is wrong with a pack, and what rules say of themselves.

use super::desk::{Desk, MANIFEST, RULE, report};

#[test]
fn an_unknown_rule_is_refused_with_a_suggestion() {
    let desk = Desk::new();
    desk.write("坏.txt", report(13));
    for flag in ["--select", "--ignore"] {
        let run = desk
            .run(&["--rules", "packs", flag, "permits-by-plase", "坏.txt"])
            .ends_with(2);
        assert!(
            run.err.contains("no rule is called `permits-by-plase`"),
            "{}",
            run.err
        );
        assert!(
            run.err.contains("did you mean `permits-by-place`?"),
            "{}",
            run.err
        );
        assert_eq!(run.out, "");
    }
}

#[test]
fn an_ignored_rule_does_not_run() {
    let desk = Desk::new();
    desk.write("坏.txt", report(13));
    let run = desk.run(&["--rules", "packs", "--ignore", "permits-by-place", "坏.txt"]);
    assert!(!run.out.contains("permits-by-place"), "{}", run.out);
}

#[test]
fn a_broken_pack_stops_the_run_with_every_mistake_on_its_place() {
    let desk = Desk::new();
    desk.write("坏.txt", report(13));
    desk.write(
        "packs/demo/permits-by-place.toml",
        RULE.replace("网上受理数\"]", "网尚受理数\"]"),
    );
    desk.write("packs/demo/pack.toml", MANIFEST.replace("id =", "name ="));
    for arguments in [
        &["--rules", "packs", "坏.txt"][..],
        &["rules", "check", "--rules", "packs/demo"],
    ] {
        let run = desk.run(arguments).ends_with(2);
        assert_eq!(run.out, "");
        for words in [
            "packs/demo/permits-by-place.toml:15:",
            "网尚受理数",
            "packs/demo/pack.toml:2:",
            "name",
        ] {
            assert!(run.err.contains(words), "{words}:\n{}", run.err);
        }
    }
}

#[test]
fn rules_that_are_not_there_are_told() {
    let desk = Desk::new();
    let run = desk
        .run(&["rules", "check", "--rules", "nowhere"])
        .ends_with(2);
    assert!(
        run.err.contains("gouji::cli::rules_unreadable"),
        "{}",
        run.err
    );
    desk.write("leer/a.txt", "");
    let run = desk
        .run(&["rules", "check", "--rules", "leer"])
        .ends_with(2);
    assert!(run.err.contains("gouji::cli::no_pack"), "{}", run.err);
}

#[test]
fn rules_check_tries_the_examples() {
    let desk = Desk::new();
    let run = desk
        .run(&["rules", "check", "--rules", "packs/demo"])
        .ends_with(0);
    assert!(
        run.out.contains("规则 1 条，例子 3 个，不符 0 个"),
        "{}",
        run.out
    );
    let wrong = RULE.replace("\t11\n", "\t13\n");
    assert_ne!(wrong, RULE);
    desk.write("packs/demo/permits-by-place.toml", wrong);
    let run = desk
        .run(&["rules", "check", "--rules", "packs/demo"])
        .ends_with(1);
    assert!(
        run.out.contains("permits-by-place") && run.out.contains("相符"),
        "{}",
        run.out
    );
}

#[test]
fn a_rule_that_binds_no_figure_is_told() {
    let desk = Desk::new();
    // Its examples have no row that it speaks of any more.
    let idle = RULE.replace("受理许可数\n\t件", "受理总量\n\t件");
    assert_ne!(idle, RULE);
    desk.write("packs/demo/permits-by-place.toml", idle);
    let run = desk
        .run(&["rules", "check", "--rules", "packs/demo", "--lang", "en"])
        .ends_with(1);
    assert!(run.out.contains("it bound no figure"), "{}", run.out);
}

#[test]
fn a_rule_is_derived_step_by_step() {
    let desk = Desk::new();
    desk.write("坏.txt", report(13)).write("好.txt", report(11));
    let explain = [
        "explain",
        "permits-by-place",
        "--rules",
        "packs",
        "--lang=en",
        "--in",
    ];
    let run = desk.run(&[&explain[..], &["坏.txt"]].concat()).ends_with(0);
    for words in [
        "violated by 2: ",
        "13 件 = ",
        " + ",
        "    - ",
        "13 should read 11",
        "10 should read 12",
    ] {
        assert!(run.out.contains(words), "{words}:\n{}", run.out);
    }
    let run = desk.run(&[&explain[..], &["好.txt"]].concat()).ends_with(0);
    assert!(
        run.out.contains("holds: ") && !run.out.contains("should read"),
        "{}",
        run.out
    );
}

#[test]
fn rules_are_listed_and_explained() {
    let desk = Desk::new();
    let run = desk.run(&["rules", "--rules", "packs"]).ends_with(0);
    let line = run
        .out
        .lines()
        .find(|line| line.contains("permits-by-place"))
        .expect("it is listed");
    assert!(
        line.contains("错误") && line.contains("受理许可数等于"),
        "{line}"
    );
    let run = desk
        .run(&[
            "explain",
            "permits-by-place",
            "--rules",
            "packs",
            "--lang=en",
        ])
        .ends_with(0);
    for words in [
        "permits-by-place: permits applied for",
        "error",
        "one place",
        "统计表，三（一）",
        "at the counter + online",
    ] {
        assert!(run.out.contains(words), "{words}:\n{}", run.out);
    }
    desk.write("坏.txt", report(13));
    let run = desk
        .run(&[
            "explain",
            "permits-by-place",
            "--rules=packs",
            "--in",
            "坏.txt",
        ])
        .ends_with(0);
    assert!(
        run.out.contains("坏.txt: 核对数字 3 个，问题 1 条"),
        "{}",
        run.out
    );
    let run = desk
        .run(&["explain", "permits-by", "--rules=packs"])
        .ends_with(2);
    assert!(run.err.contains("no rule is called"), "{}", run.err);
}
