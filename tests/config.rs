//! `gouji.toml`: which file holds for which report, what it can say, and how its mistakes are told.

#[path = "cli/desk.rs"]
#[allow(
    dead_code,
    reason = "the desk serves the tests of the command line, too"
)]
mod desk;

use desk::{Desk, RULE, Run, report};
use serde_json::Value;

/// Two wrong sums: one in the table that only the pack `demo` knows, one in the prose.
fn wrong() -> String {
    let list = "2017年，收到来信14件，其中：市级3件，区级4件，其他2件。";
    format!("{}\n{list}\n", report(13))
}

/// A desk with a report and a configuration that loads the pack `demo`.
fn desk(config: &str) -> Desk {
    let desk = Desk::new();
    desk.write("gouji.toml", format!("rules = [\"packs\"]\n{config}"));
    desk.write("甲.txt", wrong());
    desk
}

impl Run {
    /// Every finding as `path rule severity standing`.
    fn found(&self) -> Vec<String> {
        let json = self.json();
        let reports = json["reports"].as_array().expect("a list").iter();
        let found = reports.flat_map(|report| {
            let path = text(&report["path"]);
            let findings = report["findings"].as_array().expect("a list").iter();
            let told = findings.map(move |one| {
                let said = ["rule", "severity", "standing"].map(|key| text(&one[key]));
                format!("{path} {}", said.join(" "))
            });
            told.collect::<Vec<_>>()
        });
        found.collect()
    }

    /// Whether standard error tells of a mistake on these words.
    #[track_caller]
    fn tells(&self, words: &[&str]) {
        for word in words {
            assert!(self.err.contains(word), "{word}:\n{}", self.err);
        }
    }
}

fn text(value: &Value) -> String {
    value.as_str().expect("text").to_owned()
}

fn found(desk: &Desk, arguments: &[&str]) -> Vec<String> {
    desk.run(&[&["--format=json", "--exit-zero"], arguments].concat())
        .ends_with(0)
        .found()
}

const TABLE: &str = "甲.txt permits-by-place error open";
const PROSE: &str = "甲.txt part-list error open";

#[test]
fn rules_are_loaded_from_folders_beside_the_file() {
    let desk = desk("");
    assert_eq!(found(&desk, &["甲.txt"]), [TABLE, PROSE]);
    assert_eq!(found(&desk, &["--isolated", "甲.txt"]), [PROSE]);
    // Folders on the command line come in addition.
    desk.write("gouji.toml", "");
    assert_eq!(found(&desk, &["--rules=packs", "甲.txt"]), [TABLE, PROSE]);
}

#[test]
fn rules_and_packs_are_selected_and_ignored() {
    for (config, expected) in [
        ("select = [\"demo\"]", vec![TABLE]),
        ("select = [\"part-list\"]", vec![PROSE]),
        ("ignore = [\"prose\"]", vec![TABLE]),
        ("ignore = [\"permits-by-place\"]", vec![PROSE]),
        (
            "select = [\"demo\", \"prose\"]\nignore = [\"demo\"]",
            vec![PROSE],
        ),
        ("[severity]\npart-list = \"off\"", vec![TABLE]),
    ] {
        assert_eq!(found(&desk(config), &["甲.txt"]), expected, "{config}");
    }
}

#[test]
fn flags_win_over_the_file() {
    let desk = desk("select = [\"part-list\"]\nfail-on = \"error\"\nlanguage = \"en\"");
    assert_eq!(found(&desk, &["--select=demo", "甲.txt"]), [TABLE]);
    assert_eq!(found(&desk, &["--ignore=prose", "甲.txt"]), [""; 0]);
    let run = desk.run(&["甲.txt"]).ends_with(1);
    assert!(run.out.contains("1 read; figures"), "{}", run.out);
    let run = desk.run(&["--lang=zh", "甲.txt"]).ends_with(1);
    assert!(run.out.contains("报告 1 份"), "{}", run.out);
    let mut command = desk.command(&["甲.txt"]);
    let run = Run::from(
        command
            .env("GOUJI_LANG", "zh")
            .output()
            .expect("gouji runs"),
    );
    assert!(run.out.contains("报告 1 份"), "{}", run.out);
    let mut command = desk.command(&["甲.txt"]);
    let run = Run::from(
        command
            .env("LANG", "zh_CN.UTF-8")
            .output()
            .expect("gouji runs"),
    );
    assert!(run.out.contains("1 read; figures"), "{}", run.out);
}

#[test]
fn severities_are_changed_and_decide_the_exit_code() {
    let desk = desk("[severity]\npart-list = \"note\"\npermits-by-place = \"warning\"");
    let expected = [
        "甲.txt permits-by-place warning open",
        "甲.txt part-list note open",
    ];
    assert_eq!(found(&desk, &["甲.txt"]), expected);
    desk.run(&["甲.txt"]).ends_with(1);
    desk.run(&["--fail-on=error", "甲.txt"]).ends_with(0);
    desk.run(&["--select=part-list", "甲.txt"]).ends_with(0);
    desk.run(&["--select=part-list", "--fail-on=note", "甲.txt"])
        .ends_with(1);
}

#[test]
fn the_threshold_of_a_file_holds_unless_a_flag_says_another() {
    let desk =
        desk("fail-on = \"error\"\n[severity]\npart-list = \"note\"\npermits-by-place = \"note\"");
    desk.run(&["甲.txt"]).ends_with(0);
    desk.run(&["--fail-on=note", "甲.txt"]).ends_with(1);
}

#[test]
fn overrides_hold_for_their_paths_and_later_ones_win() {
    let desk = desk(
        "[[overrides]]\npaths = [\"2016/**\", \"旧\"]\nignore = [\"prose\"]\n\
         [[overrides]]\npaths = [\"2016/乙.txt\"]\nfail-on = \"error\"\n\
         [overrides.severity]\npermits-by-place = \"note\"\n",
    );
    for path in ["2016/甲.txt", "2016/乙.txt", "旧/深/丙.txt"] {
        desk.write(path, wrong());
    }
    let expected = [
        "2016/乙.txt permits-by-place note open",
        "2016/甲.txt permits-by-place error open",
        "旧/深/丙.txt permits-by-place error open",
        TABLE,
        PROSE,
    ];
    let mut all = found(&desk, &["."]);
    all.sort();
    let mut wanted = expected.to_vec();
    wanted.sort_unstable();
    assert_eq!(all, wanted);
    // From wherever gouji is run.
    let mut command = desk.command(&["--format=json", "乙.txt"]);
    let run = command.current_dir(desk.path().join("2016")).output();
    let run = Run::from(run.expect("gouji runs")).ends_with(0);
    assert_eq!(run.found(), ["乙.txt permits-by-place note open"]);
    desk.run(&["2016/乙.txt"]).ends_with(0);
    desk.run(&["2016/甲.txt"]).ends_with(1);
}

#[test]
fn the_nearest_file_wins() {
    let desk = desk("ignore = [\"prose\"]");
    desk.write("里/gouji.toml", "fail-on = \"error\"")
        .write("里/深/甲.txt", wrong());
    let run = desk.run(&["--format=json", "里", "甲.txt"]).ends_with(1);
    let expected = ["里/深/甲.txt part-list error open", TABLE];
    assert_eq!(run.found(), expected);
    let mut all = found(&desk, &["."]);
    all.sort();
    assert_eq!(all, [expected[1], expected[0]]);
    let one = found(&desk, &["--config=gouji.toml", "里"]);
    assert_eq!(one, ["里/深/甲.txt permits-by-place error open"]);
    assert_eq!(
        found(&desk, &["--isolated", "里"]),
        ["里/深/甲.txt part-list error open"]
    );
    let run = desk.run(&["--isolated", "--config=gouji.toml", "甲.txt"]);
    assert_eq!(run.code, 2, "they exclude one another");
}

#[test]
fn findings_are_accepted_with_a_reason() {
    let config = "[[accept]]\nrule = \"part-list\"\npaths = [\"甲.txt\"]\nreason = \"已核实\"\n";
    let desk = desk(config);
    let run = desk
        .run(&["--format=json", "--ignore=demo", "甲.txt"])
        .ends_with(0);
    assert_eq!(run.found(), ["甲.txt part-list error accepted"]);
    let finding = &run.json()["reports"][0]["findings"][0];
    assert_eq!(finding["reason"], "已核实");
    let (fingerprint, place) = (text(&finding["fingerprint"]), text(&finding["place"]));
    let people = desk.run(&["甲.txt"]).ends_with(1);
    assert!(people.out.contains("已认可 1 条"), "{}", people.out);
    assert!(!people.out.contains("part-list"), "{}", people.out);
    // It does not come into a baseline as well.
    let baseline = desk.run(&["baseline", "甲.txt"]).ends_with(0);
    assert!(!baseline.out.contains("part-list"), "{}", baseline.out);
    for by in [
        format!("fingerprint = \"{fingerprint}\""),
        format!("place = \"{place}\""),
    ] {
        desk.write(
            "gouji.toml",
            format!("[[accept]]\n{by}\nreason = \"已核实\"\n"),
        );
        assert_eq!(
            found(&desk, &["甲.txt"]),
            ["甲.txt part-list error accepted"]
        );
    }
    let all = format!("fingerprint = \"{fingerprint}\"\npaths = [\"乙.txt\"]");
    desk.write(
        "gouji.toml",
        format!("[[accept]]\n{all}\nreason = \"已核实\"\n"),
    );
    assert_eq!(found(&desk, &["甲.txt"]), [PROSE]);
}

#[test]
fn what_is_accepted_and_not_there_is_told() {
    let config = "[[accept]]\nrule = \"part-list\"\npaths = [\"好.txt\"]\nreason = \"已核实\"\n";
    let desk = desk(config);
    desk.write("好.txt", report(11));
    let run = desk.run(&["好.txt"]).ends_with(0);
    run.tells(&["gouji.toml", "part-list", "认可的问题已不存在"]);
    let run = desk.run(&["甲.txt"]);
    assert_eq!(run.err, "", "its paths were not read");
}

#[test]
fn a_baseline_is_named_relative_to_the_file() {
    let desk = desk("baseline = \"里/known.toml\"");
    let run = desk.run(&["甲.txt"]).ends_with(2);
    run.tells(&["gouji::cli::baseline_unreadable", "known.toml"]);
    desk.write("里/x", "");
    desk.run(&["baseline", ".", "-o", "里/known.toml"])
        .ends_with(0);
    let mut command = desk.command(&["--format=json", "../甲.txt"]);
    let run = command.current_dir(desk.path().join("packs")).output();
    let run = Run::from(run.expect("gouji runs")).ends_with(0);
    assert_eq!(run.found().len(), 2);
    assert!(run.found().iter().all(|one| one.ends_with("known")));
    desk.run(&["--isolated", "甲.txt"]).ends_with(1);
}

#[test]
fn every_mistake_is_told_at_once_and_no_report_is_read() {
    let desk = desk("");
    desk.write(
        "gouji.toml",
        "rules = [\"packs\"]\nselct = [\"prose\"]\nselect = [\"part-lst\", 3]\nfail-on = \"eror\"\nlanguage = \"fr\"\n\
         [severity]\npart-list = \"loud\"\npart-lists = \"off\"\n\
         [[overrides]]\npaths = [\"a[\"]\nignore = [\"demos\"]\n\
         [[overrides]]\npaths = [\"a\"]\n\
         [[accept]]\nrule = \"part-list\"\n\
         [[accept]]\nfingerprint = \"00\"\npath = \"甲.txt\"\nreason = \"x\"\n",
    );
    let run = desk.run(&["甲.txt"]).ends_with(2);
    assert_eq!(run.out, "");
    run.tells(&[
        "the configuration has 13 mistakes",
        "unknown key `selct`",
        "did you mean `select`?",
        "no rule or pack is called `part-lst`",
        "did you mean `part-list`?",
        "`select` must be a list of texts",
        "`fail-on` cannot be `eror`",
        "did you mean `error`?",
        "`language` cannot be `fr`",
        "`part-list` cannot be `loud`",
        "no rule is called `part-lists`",
        "this is no pattern of paths",
        "no rule or pack is called `demos`",
        "did you mean `demo`?",
        "this changes nothing for its `paths`",
        "this does not say which findings are accepted",
        "`reason`",
        "unknown key `path`",
        "did you mean `paths`?",
    ]);
    // Each stands on its place.
    run.tells(&[
        "gouji.toml:2:1",
        "gouji.toml:3:11",
        "gouji.toml:7:13",
        "gouji.toml:10:10",
    ]);
}

#[test]
fn a_pattern_that_joins_nothing_is_told_on_its_place() {
    let desk = desk("");
    for (join, words) in [
        (
            "'(.+)-附件\\d*\\.\\w+'",
            ["gouji::config::joins_nothing", "1:8"],
        ),
        ("'(?<report>.+'", ["gouji::config::bad_join", "1:9"]),
        (
            "\"(?<report>\\\\w{1000}{1000})\"",
            ["gouji::config::bad_join", "1:8"],
        ),
        ("3", ["`join` must be a text", "1:8"]),
        ("''", ["`join` is empty", "1:8"]),
    ] {
        desk.write("gouji.toml", format!("join = {join}"));
        let run = desk.run(&["甲.txt"]).ends_with(2);
        assert_eq!(run.out, "");
        run.tells(&words);
    }
}

#[test]
fn files_that_cannot_be_used_are_told() {
    let desk = desk("");
    for (config, words) in [
        ("select = [", "gouji::toml::syntax"),
        ("rules = [\"none\"]", "gouji::cli::rules_unreadable"),
        ("rules = [\"leer\"]", "gouji::cli::no_pack"),
    ] {
        desk.write("gouji.toml", config).write("leer/x", "");
        desk.run(&["甲.txt"]).ends_with(2).tells(&[words]);
    }
    desk.write("gouji.toml", b"language = \"\xff\"");
    desk.run(&["甲.txt"])
        .ends_with(2)
        .tells(&["gouji::cli::config_unreadable"]);
    desk.run(&["--config=none.toml", "甲.txt"])
        .ends_with(2)
        .tells(&["none.toml"]);
    desk.write("gouji.toml", "#".repeat(5 << 20));
    desk.run(&["甲.txt"])
        .ends_with(2)
        .tells(&["gouji::cli::config_too_large"]);
    desk.run(&["--isolated", "甲.txt"]).ends_with(1);
    // A broken file below a folder stops the run as well, before it begins.
    desk.write("gouji.toml", "")
        .write("里/gouji.toml", "x = 1")
        .write("里/甲.txt", wrong());
    let run = desk.run(&["."]).ends_with(2);
    assert_eq!(run.out, "");
    run.tells(&["里/gouji.toml:1:1"]);
}

#[test]
fn other_commands_use_its_rules_and_language() {
    let desk = desk("language = \"en\"");
    for arguments in [
        &["rules", "list"][..],
        &["explain", "permits-by-place"],
        &["explain", "permits-by-place", "--in", "甲.txt"],
        &["rules", "check"],
    ] {
        let run = desk.run(arguments).ends_with(0);
        let shown = run.out.contains("permits") || run.out.contains("1 rules, 3 examples");
        assert!(shown, "{arguments:?}:\n{}", run.out);
    }
    let run = desk
        .run(&["extract", "--format=json", "甲.txt"])
        .ends_with(0);
    assert!(run.out.contains("permit.received"), "{}", run.out);
    let run = desk.run(&["bench", "--faults=1", "--isolated", "甲.txt"]);
    assert_eq!(run.code, 0, "{}", run.err);
}

#[test]
fn a_rule_that_takes_the_place_of_a_built_in_one_is_configured_alike() {
    let desk = desk("[severity]\npermits-by-place = \"off\"");
    desk.write(
        "packs/demo/permits-by-place.toml",
        RULE.replace("\"error\"", "\"warning\""),
    );
    assert_eq!(found(&desk, &["甲.txt"]), [PROSE]);
}

#[test]
fn reports_of_a_list_have_their_nearest_file() {
    let desk = desk("ignore = [\"prose\"]");
    desk.write("里/gouji.toml", "").write("里/乙.txt", wrong());
    desk.write("单", "里/乙.txt\n甲.txt\n");
    let run = desk.run(&["--format=json", "--files-from=单"]).ends_with(1);
    assert_eq!(run.found(), ["里/乙.txt part-list error open", TABLE]);
    desk.write("里/gouji.toml", "x = 1");
    desk.run(&["--files-from=单"])
        .ends_with(2)
        .tells(&["里/gouji.toml:1:1"]);
    // A list that is not there is told by whoever reads it.
    desk.run(&["--files-from=无"]).ends_with(2);
}
