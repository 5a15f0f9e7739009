//! The pages under `docs/`: the list of rules is written from the packs, and the
//! examples of the others are those that gouji reads and prints.

#[path = "docs/coverage.rs"]
mod coverage;
#[path = "papers/settled.rs"]
mod settled;

use std::{
    fmt::Write,
    fs,
    process::{Command, Stdio},
};

use gouji::{
    language::Language,
    pack::{
        self, Applies, Pack,
        rule::{Check, Rule},
    },
};
use serde_json::Value;
use settled::{path, read, settle};

#[test]
fn the_list_of_rules_is_that_of_the_packs() {
    let packs = pack::read(pack::builtin()).expect("the built-in packs are sound");
    let mut page = String::from(
        "# The rules\n\n\
         <!-- Written by tests/docs.rs from the packs: GOUJI_BLESS=1 cargo test --test docs -->\n\n\
         The severity is a ceiling: what could still be lawful is told more softly. `gouji explain RULE` shows a rule with its\n\
         examples, and [adding-a-rule.md](adding-a-rule.md) says what the kinds mean.\n",
    );
    for pack in packs.packs.iter().filter(|pack| !pack.rules.is_empty()) {
        describe_pack(&mut page, pack);
    }
    settle("docs/rules.md", &page);
}

fn describe_pack(page: &mut String, pack: &Pack) {
    let Pack { id, title, .. } = pack;
    let (zh, en) = (title.get(Language::Zh), title.get(Language::En));
    let applies = match pack.applies {
        Applies::Always => "Any report.".to_owned(),
        Applies::Form { first, last } => format!("Report years {first} to {last}, by the form."),
    };
    let folder = format!("[rules/{id}](../rules/{id})");
    writeln!(page, "\n## {id}\n\n{zh} / {en}\n\n{applies} {folder}").expect("a string takes it");
    for rule in &pack.rules {
        describe_rule(page, pack, rule);
    }
}

fn describe_rule(page: &mut String, pack: &Pack, rule: &Rule) {
    let said = |words: &gouji::language::Words| {
        let both = [Language::Zh, Language::En];
        both.map(|language| {
            words
                .get(language)
                .split_whitespace()
                .collect::<Vec<_>>()
                .join(" ")
        })
    };
    let [title, en_title] = said(&rule.title);
    let [why, en_why] = said(&rule.why);
    let file = format!("../rules/{}/{}.toml", pack.id, rule.id);
    assert!(path("docs").join(&file).exists(), "{file}");
    let basis = match rule.basis.join("；") {
        none if none.is_empty() => none,
        basis => format!("- 依据 / basis: {basis}\n"),
    };
    write!(
        page,
        "\n### [{}]({file})\n\n\
         **{}** · {}\n\n\
         - {title}\n- {en_title}\n- 理由：{why}\n- Why: {en_why}\n{basis}",
        rule.id,
        rule.severity,
        kind(&rule.check),
    )
    .expect("a string takes it");
}

fn kind(check: &Check) -> &'static str {
    match check {
        Check::Footing(_) => "footing",
        Check::Cover(_) => "cover",
        Check::CrossFooting(_) => "cross-footing",
        Check::CarryForward(_) => "carry-forward",
        Check::Subset(_) => "subset",
        Check::TieOut(_) => "tie-out",
        Check::Recalculation(_) => "recalculation",
        Check::Equation(_) => "equation",
        Check::Form(check) => check.kind(),
    }
}

#[test]
fn the_walk_through_leads_to_the_rule_there_is() {
    let page = read("docs/adding-a-rule.md");
    let rule = read("rules/disclosure-2014/staff-by-employment.toml");
    let walk = page
        .split_once("## A pack")
        .expect("the walk comes first")
        .0;
    let blocks = fenced(walk, "toml");
    assert_eq!(blocks.len(), 2, "the examples and the check");
    for part in blocks.iter().flat_map(|block| block.split("\n\n")) {
        assert!(
            rule.contains(part.trim()),
            "staff-by-employment has no such part:\n{part}"
        );
    }
}

#[test]
fn the_new_template_is_the_one_in_examples() {
    let page = read("docs/new-template.md");
    let files: Vec<String> = fs::read_dir(path("examples/work-safety"))
        .expect("the folder is there")
        .map(|file| file.expect("it can be listed").path())
        .filter(|path| {
            path.extension()
                .is_some_and(|extension| extension == "toml")
        })
        .map(|path| fs::read_to_string(path).expect("it is text"))
        .collect();
    let blocks = fenced(&page, "toml");
    assert!(blocks.len() >= 8, "the page shows the files");
    for block in blocks {
        assert!(
            files.iter().any(|file| file.contains(block)),
            "no file of the pack has this:\n{block}"
        );
    }
}

#[test]
fn every_key_of_the_word_lists_is_told() {
    let page = read("docs/adding-a-rule.md");
    let words = read("rules/prose/words.toml");
    let keys = words
        .lines()
        .filter(|line| line.starts_with(|first: char| first.is_ascii_lowercase()))
        .filter_map(|line| line.split_once(" ="));
    let sections = words.lines().filter(|line| line.starts_with("[["));
    for section in sections {
        assert!(page.contains(section), "docs/adding-a-rule.md: {section}");
    }
    for (key, _) in keys {
        let is_told = page.contains(&format!("`{key}`")) || page.contains(&format!("\n{key} ="));
        assert!(is_told, "docs/adding-a-rule.md does not tell `{key}`");
    }
}

#[test]
fn json_has_the_keys_that_its_page_lists() {
    let page = read("docs/json.md");
    let (check, extract) = page
        .split_once("# The JSON of `gouji extract")
        .expect("both shapes are described");
    let shape = fenced(check, "json");
    let shape: Value = serde_json::from_str(shape.first().expect("the shape is shown"))
        .expect("the shape is JSON");
    let report = |json: &Value| json["reports"][0].clone();
    let printed = json(&[
        "check",
        "--exit-zero",
        "--format=json",
        "samples/chengshui-2017.txt",
        "samples/none.txt",
    ]);
    assert_eq!(printed["schema"], shape["schema"]);
    same_keys(&printed, &shape);
    same_keys(&printed["failed"][0], &shape["failed"][0]);
    same_keys(&printed["summary"], &shape["summary"]);
    let (printed, shape) = (report(&printed), report(&shape));
    same_keys(&printed, &shape);
    same_keys(&printed["coverage"], &shape["coverage"]);
    for list in ["forms", "findings", "unchecked"] {
        same_keys(&printed[list][0], &shape[list][0]);
    }
    let (finding, shape) = (&printed["findings"][0], &shape["findings"][0]);
    same_keys(&finding["primary"], &shape["primary"]);
    same_keys(&finding["related"][0], &shape["related"][0]);
    let (suggestion, shape) = (&finding["suggestions"][0], &shape["suggestions"][0]);
    same_keys(suggestion, shape);
    same_keys(&suggestion["edits"][0], &shape["edits"][0]);
    tells(check, suggestion);
    tells(check, &suggestion["edits"][0]);
    same_keys(&printed["unchecked"][0]["marks"][0], &finding["primary"]);
    tells(check, &printed);
    tells(check, finding);
    tells(check, &finding["primary"]);

    let figures = json(&["extract", "--format=json", "samples/chengshui-2017.txt"]);
    assert!(extract.contains(figures["schema"].as_str().expect("text")));
    tells(extract, &report(&figures));
    tells(extract, &report(&figures)["figures"][0]);
}

/// Runs gouji and reads what it prints.
fn json(arguments: &[&str]) -> Value {
    let output = Command::new(env!("CARGO_BIN_EXE_gouji"))
        .args(arguments)
        .env_clear()
        .current_dir(path(""))
        .stdin(Stdio::null())
        .output()
        .expect("gouji runs");
    serde_json::from_slice(&output.stdout).expect("gouji prints JSON")
}

fn same_keys(printed: &Value, shape: &Value) {
    let keys = |value: &Value| -> Vec<String> {
        let object = value.as_object().expect("an object");
        object.keys().cloned().collect()
    };
    assert_eq!(keys(printed), keys(shape));
}

/// Whether the page names every key of an object.
fn tells(page: &str, object: &Value) {
    for key in object.as_object().expect("an object").keys() {
        assert!(page.contains(&format!("`{key}`")), "`{key}` is not told");
    }
}

/// What stands in the fenced blocks of a kind.
fn fenced<'p>(page: &'p str, kind: &str) -> Vec<&'p str> {
    let opening = format!("```{kind}\n");
    let blocks = page.split(opening.as_str()).skip(1);
    blocks
        .map(|rest| rest.split_once("\n```").expect("the block is closed").0)
        .collect()
}
