//! What `docs/ci.md` tells others to run does run, and the pages for other programs are what they say.

#[path = "cli/desk.rs"]
#[allow(
    dead_code,
    reason = "the desk serves the tests of the command line, too"
)]
mod desk;

use std::{fs, path::Path};

use desk::{Desk, report};
use serde_json::Value;

fn page(name: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(name);
    fs::read_to_string(path).expect("it is there")
}

/// The commands of gouji in the fenced blocks of a page.
fn commands(page: &str) -> Vec<String> {
    let blocks = page.split("```").skip(1).step_by(2);
    let lines = blocks.flat_map(str::lines).filter_map(|line| {
        let (_, command) = line.split_once("gouji ")?;
        let is_command = command.starts_with("check") || command.starts_with("baseline");
        is_command.then(|| command.trim_end_matches('\'').to_owned())
    });
    lines.collect()
}

#[test]
fn the_recipes_run() {
    let commands = commands(&page("docs/ci.md"));
    assert!(commands.len() > 5, "{commands:?}");
    let desk = Desk::new();
    let list = "2017年，收到来信14件，其中：市级3件，区级4件，其他2件。\n";
    desk.write("reports/甲.txt", list)
        .write("reports/乙.txt", report(11));
    for command in commands {
        let arguments: Vec<&str> = command.split_whitespace().collect();
        let run = desk.run(&arguments);
        let expected = i32::from(
            arguments[0] == "check"
                && !command.contains("-baseline")
                && !command.contains("--exit-zero"),
        );
        assert_eq!(run.code, expected, "{command}\n{}", run.err);
        let files = arguments.iter().filter_map(|word| word.rsplit('=').next());
        for file in files.filter(|word| word.contains('.') && !word.starts_with('-')) {
            assert!(desk.path().join(file).is_file(), "{command} writes {file}");
        }
    }
}

#[cfg(unix)]
#[test]
fn the_action_checks_as_it_says() {
    let action = page("action.yml");
    let (_, rest) = action.split_once("run: |\n").expect("a script");
    let script: Vec<&str> = rest
        .lines()
        .take_while(|line| line.starts_with("        "))
        .collect();
    let desk = Desk::new();
    desk.write(
        "报告/甲.txt",
        "2017年，收到来信14件，其中：市级3件，区级4件，其他2件。\n",
    );
    desk.write("好.txt", report(11));
    let check = |paths: &str, baseline: &str, fail_on: &str| {
        let gouji = Path::new(env!("CARGO_BIN_EXE_gouji"))
            .parent()
            .expect("a folder");
        let path = std::env::join_paths([gouji, Path::new("/usr/bin"), Path::new("/bin")]);
        let output = std::process::Command::new("bash")
            .args(["-eu", "-c", &script.join("\n")])
            .current_dir(desk.path())
            .env_clear()
            .env("PATH", path.expect("paths"))
            .envs([
                ("PATHS", paths),
                ("BASELINE", baseline),
                ("FAIL_ON", fail_on),
            ])
            .env("SARIF", "out.sarif")
            .output();
        output.map(desk::Run::from).expect("bash runs")
    };
    if std::process::Command::new("bash")
        .arg("--version")
        .output()
        .is_err()
    {
        return;
    }
    let run = check("报告 好.txt", "", "").ends_with(1);
    assert!(run.out.contains("::error"), "{}", run.out);
    let sarif = fs::read_to_string(desk.path().join("out.sarif")).expect("written");
    assert!(sarif.contains("part-list"));
    check("好.txt", "", "note").ends_with(0);
    desk.run(&["baseline", "报告", "-o", "known.toml"])
        .ends_with(0);
    check("报告", "known.toml", "").ends_with(0);
}

#[test]
fn init_writes_a_file_once() {
    let desk = Desk::new();
    let run = desk.run(&["init"]).ends_with(0);
    assert!(run.err.contains("gouji.toml"), "{}", run.err);
    let file = desk.path().join("gouji.toml");
    let written = fs::read_to_string(&file).expect("written");
    assert!(written.contains("# [[accept]]"));
    desk.write("甲.txt", report(11));
    desk.run(&["甲.txt"]).ends_with(0);
    desk.write("gouji.toml", "language = \"en\"");
    let run = desk.run(&["init"]).ends_with(2);
    assert!(run.err.contains("gouji::cli::config_exists"), "{}", run.err);
    assert_eq!(
        fs::read_to_string(&file).expect("kept"),
        "language = \"en\""
    );
    let run = desk
        .run(&["init", "--force", "--quiet", "--lang=en", "."])
        .ends_with(0);
    assert_eq!(run.err, "");
    let english = fs::read_to_string(&file).expect("written");
    assert!(english != written && english.contains("# [[accept]]"));
    desk.run(&["init", "无"]).ends_with(2);
}

#[test]
fn schemas_are_printed() {
    let desk = Desk::new();
    for name in ["config", "rule", "pack", "indicators", "json"] {
        let schema = desk.run(&["schema", name]).ends_with(0).json();
        jsonschema::validator_for(&schema).expect("a schema");
        let published = page(&format!("docs/schemas/gouji-{name}.schema.json"));
        let published: Value = serde_json::from_str(&published).expect("JSON");
        assert_eq!(schema, published);
    }
    desk.run(&["schema", "toml"]).ends_with(2);
}

#[test]
fn the_schema_of_the_json_takes_what_is_printed() {
    let desk = Desk::new();
    let schema = desk.run(&["schema", "json"]).ends_with(0).json();
    let validator = jsonschema::validator_for(&schema).expect("a schema");
    let takes = |json: &Value| {
        let errors: Vec<_> = validator
            .iter_errors(json)
            .map(|error| error.to_string())
            .collect();
        assert!(errors.is_empty(), "{errors:?}");
    };
    desk.write("坏.txt", report(13))
        .write("好.txt", report(11))
        .write("空.txt", "");
    desk.write(
        "页.html",
        "<html><body><p>2017年，收到来信14件，其中：市级3件，区级4件，其他2件。</p>\
        <table><tr><td>a</td><td>1</td></tr></table><iframe src='b'></iframe></body></html>",
    );
    let rules = ["--rules", "packs", "--format=json"];
    desk.run(
        &[
            &["baseline", "-o", "known.toml"][..],
            &["--rules", "packs", "坏.txt"],
        ]
        .concat(),
    );
    desk.write("坏.txt", report(14));
    for arguments in [
        &["."][..],
        &["--baseline=known.toml", "."],
        &["无.txt"],
        &["--severity=error", "好.txt"],
    ] {
        let json = desk.run(&[&rules, arguments].concat()).json();
        takes(&json);
    }
    let mut json = desk.run(&[&rules[..], &["坏.txt"]].concat()).json();
    let finding = json["reports"][0]["findings"][0]
        .as_object_mut()
        .expect("a finding");
    finding.remove("standing").expect("it is there");
    assert!(!validator.is_valid(&json), "a key is missing");
}

#[test]
fn completions_know_the_flags() {
    let desk = Desk::new();
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let run = desk.run(&["completions", shell]).ends_with(0);
        for word in ["baseline", "exit-zero", "isolated"] {
            assert!(run.out.contains(word), "{shell}: {word}");
        }
    }
    desk.run(&["completions", "tcsh"]).ends_with(2);
}

#[test]
fn man_pages_are_printed() {
    let desk = Desk::new();
    let run = desk.run(&["man"]).ends_with(0);
    assert!(
        run.out.contains(".TH gouji") && run.out.contains("baseline"),
        "{}",
        run.out
    );
    let run = desk.run(&["man", "check"]).ends_with(0);
    assert!(run.out.contains("fail\\-on"), "{}", run.out);
    desk.run(&["man", "chekc"]).ends_with(2);
}

#[test]
fn the_bench_repeats_itself_by_its_seed() {
    let desk = Desk::new();
    desk.write("好.txt", report(11));
    let bench = |seed: &str| {
        let arguments = [
            "bench", "--rules", "packs", "--misses", "--seed", seed, "好.txt",
        ];
        desk.run(&arguments).ends_with(0).out
    };
    assert_eq!(bench("7"), bench("7"));
    let json = desk
        .run(&[
            "bench",
            "--rules=packs",
            "--format=json",
            "--seed=7",
            "--faults=1",
            "好.txt",
        ])
        .ends_with(0)
        .json();
    assert_eq!(json["seed"], 7);
}

#[test]
fn the_width_is_kept() {
    let desk = Desk::new();
    desk.write("坏.txt", report(13));
    for (width, most) in [("50", 50), ("100", 100)] {
        let run = desk.check(&["--width", width, "坏.txt"]).ends_with(1);
        let cells = |line: &str| unicode_width::UnicodeWidthStr::width(line);
        let widest = run.out.lines().map(cells).max().expect("lines");
        assert!(widest <= most, "{widest}:\n{}", run.out);
    }
}
