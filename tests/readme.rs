//! The READMEs, the walk-through and the page of formats do what they say: every command in them runs, what they show is
//! what gouji prints, and the two say the same.
//!
//! A comment behind a command may name the code it exits with. A block of output
//! right after a block with one command is what that command prints.

#[path = "papers/settled.rs"]
mod settled;

use std::{
    fs::File,
    process::{Command, Stdio},
};

use settled::{path, read, settle};

const ENGLISH: &str = "README.md";
const CHINESE: &str = "README.zh-CN.md";

#[test]
fn the_english_page_is_true() {
    holds(ENGLISH);
}

#[test]
fn the_chinese_page_is_true() {
    holds(CHINESE);
}

#[test]
fn the_walk_through_a_new_template_is_true() {
    holds("docs/new-template.md");
}

#[test]
fn the_page_of_formats_is_true() {
    holds("docs/formats.md");
}

#[test]
fn the_two_pages_are_twins() {
    let commands = |name: &str| -> Vec<String> {
        let text = read(name);
        let lines = blocks(&text)
            .into_iter()
            .filter(|block| block.kind == "sh")
            .flat_map(|block| block.text.lines());
        lines
            .filter_map(Line::parse)
            .map(|line| format!("{} ({})", line.words.join(" "), line.code))
            .map(|line| line.replace("--lang zh", "--lang en"))
            .collect()
    };
    assert_eq!(commands(ENGLISH), commands(CHINESE));
    assert_eq!(headings(&read(ENGLISH)), headings(&read(CHINESE)));
}

#[test]
fn what_the_pages_link_to_is_there() {
    for page in [ENGLISH, CHINESE] {
        let text = read(page);
        let targets = text.split("](").skip(1).filter_map(|rest| {
            let (target, _) = rest.split_once(')')?;
            Some(target)
        });
        for target in targets.filter(|target| !target.starts_with("http")) {
            assert!(path(target).exists(), "{page} links to {target}");
        }
    }
}

/// Runs every command of a page and holds it to what they print.
fn holds(name: &str) {
    let text = read(name);
    let mut wanted = String::new();
    let mut done = 0;
    let mut last: Option<(usize, String)> = None;
    for block in blocks(&text) {
        if block.kind == "sh" {
            let outputs: Vec<String> = block
                .text
                .lines()
                .filter_map(Line::parse)
                .map(|line| line.run(name))
                .collect();
            last = (outputs.len() == 1).then(|| (block.end, outputs.concat()));
        } else if let Some((end, output)) = last.take()
            && text.get(end..block.start) == Some("```\n\n```text\n")
        {
            wanted.push_str(text.get(done..block.start).expect("blocks lie in order"));
            wanted.push_str(&output);
            done = block.end;
        }
    }
    wanted.push_str(text.get(done..).expect("blocks lie in order"));
    settle(name, &wanted);
}

/// What stands between two fences.
struct Block<'t> {
    kind: &'t str,
    text: &'t str,
    start: usize,
    end: usize,
}

fn blocks(page: &str) -> Vec<Block<'_>> {
    let mut blocks = Vec::new();
    let mut open: Option<(&str, usize)> = None;
    let mut at = 0;
    for line in page.split_inclusive('\n') {
        if let Some(kind) = line.trim_end().strip_prefix("```") {
            open = match open {
                Some((kind, start)) => {
                    let text = page.get(start..at).expect("lines lie in order");
                    blocks.push(Block {
                        kind,
                        text,
                        start,
                        end: at,
                    });
                    None
                }
                None => Some((kind, at + line.len())),
            };
        }
        at += line.len();
    }
    assert!(open.is_none(), "a block is not closed");
    blocks
}

/// How deep each heading is.
fn headings(page: &str) -> Vec<usize> {
    let mut is_code = false;
    let mut depths = Vec::new();
    for line in page.lines() {
        is_code ^= line.starts_with("```");
        let rest = line.trim_start_matches('#');
        if !is_code && rest.starts_with(' ') && rest.len() < line.len() {
            depths.push(line.len() - rest.len());
        }
    }
    depths
}

/// One command of a page.
struct Line<'t> {
    words: Vec<&'t str>,
    /// The code it exits with.
    code: i32,
}

impl<'t> Line<'t> {
    fn parse(line: &'t str) -> Option<Self> {
        let (command, comment) = line.split_once('#').unwrap_or((line, ""));
        let words: Vec<&str> = command.split_whitespace().collect();
        let code = comment.trim().chars().last();
        let is_named = comment.contains("exits with") || comment.contains("退出码");
        let code = code
            .and_then(|code| code.to_digit(10))
            .filter(|_| is_named)
            .map_or(0, |code| i32::try_from(code).expect("a digit is small"));
        (!words.is_empty()).then_some(Self { words, code })
    }

    /// Runs the command if it is gouji's, and gives what it printed.
    fn run(&self, page: &str) -> String {
        let line = self.words.join(" ");
        let arguments = match self.words.as_slice() {
            ["gouji", arguments @ ..] | ["cargo", "run", "--release", "--", arguments @ ..] => {
                arguments
            }
            ["cargo", "test", ..] => {
                let script = read(".ci/run");
                let is_run = script.lines().any(|of_script| of_script.trim() == line);
                assert!(is_run, "{page}: .ci/run does not run `{line}`");
                return String::new();
            }
            ["cargo", "install", "--locked", "--path", "."] => return String::new(),
            _ => panic!("{page}: what is `{line}`?"),
        };
        let mut command = Command::new(env!("CARGO_BIN_EXE_gouji"));
        command.env_clear().current_dir(path(""));
        command.stdin(Stdio::null());
        if let [arguments @ .., "<", input] = arguments {
            command.args(arguments);
            command.stdin(File::open(path(input)).expect("the input is there"));
        } else {
            command.args(arguments);
        }
        let output = command.output().expect("gouji runs");
        let told = String::from_utf8_lossy(&output.stderr);
        assert_eq!(
            output.status.code(),
            Some(self.code),
            "{page}: `{line}`\n{told}"
        );
        String::from_utf8(output.stdout).expect("gouji prints UTF-8")
    }
}
