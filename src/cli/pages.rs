//! `gouji schema`, `gouji completions` and `gouji man`: what other programs are told of gouji.

use clap::CommandFactory;
use clap_complete::Shell;
use clap_mangen::Man;

use super::{
    Outcome, Stop,
    args::{Cli, SchemaName},
    environment::{Environment, print, say},
};
use crate::{language::Language, report::plain};

pub(super) fn schema(name: SchemaName) -> Result<Outcome, Stop> {
    print(match name {
        SchemaName::Config => include_str!("../../docs/schemas/gouji-config.schema.json"),
        SchemaName::Rule => include_str!("../../docs/schemas/gouji-rule.schema.json"),
        SchemaName::Pack => include_str!("../../docs/schemas/gouji-pack.schema.json"),
        SchemaName::Indicators => include_str!("../../docs/schemas/gouji-indicators.schema.json"),
        SchemaName::Json => include_str!("../../docs/schemas/gouji-json.schema.json"),
    })?;
    Ok(Outcome::Clean)
}

pub(super) fn completions(shell: Shell) -> Result<Outcome, Stop> {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Cli::command(), "gouji", &mut script);
    print(&String::from_utf8_lossy(&script))?;
    Ok(Outcome::Clean)
}

pub(super) fn man(command: Option<&str>, environment: Environment) -> Result<Outcome, Stop> {
    let mut root = Cli::command();
    root.build();
    let named = command.map_or(Some(&root), |name| root.find_subcommand(name));
    let version = root.get_version().unwrap_or_default();
    let source = format!("gouji {version}");
    let Some(page) = named.cloned() else {
        let name = plain(command.unwrap_or_default());
        say(&match environment.language {
            Language::Zh => format!("gouji: 没有命令“{name}”；`gouji help` 列出全部"),
            Language::En => {
                format!("gouji: no command is called `{name}`; `gouji help` lists them")
            }
        });
        return Ok(Outcome::Failed);
    };
    let mut roff = Vec::new();
    Man::new(page).source(source).render(&mut roff)?;
    print(&String::from_utf8_lossy(&roff))?;
    Ok(Outcome::Clean)
}

#[cfg(test)]
mod tests {
    use std::{
        collections::BTreeSet,
        fmt::Write,
        fs,
        path::{Path, PathBuf},
    };

    use clap::{Arg, Command, CommandFactory};

    use super::Cli;

    const HEAD: &str = "\
# The command line

Every command and flag, as `gouji help` tells them. A test writes this page (`GOUJI_BLESS=1 cargo test --lib`).

## Exit codes

| code | meaning |
|---|---|
| 0 | nothing at or above `--fail-on`, or `--exit-zero` |
| 1 | findings; with `--fail-on-gap`, also something of a report that could not be read |
| 2 | something could not be audited: no such file, one that cannot be read, a mistake in a rule pack, a configuration or a baseline; a wrong command line |
| 130 | broken off by Ctrl-C; what was printed until then is whole |
";

    fn path(name: &str) -> PathBuf {
        Path::new(env!("CARGO_MANIFEST_DIR")).join(name)
    }

    fn read(name: &str) -> String {
        let text = fs::read_to_string(path(name)).unwrap_or_default();
        text.replace("\r\n", "\n")
    }

    fn is_own(argument: &Arg) -> bool {
        !matches!(argument.get_id().as_str(), "help" | "version")
    }

    /// The arguments of a command that are its own.
    fn own(command: &Command) -> impl Iterator<Item = &Arg> {
        command
            .get_arguments()
            .filter(|one| is_own(one) && !one.is_global_set())
    }

    fn flag(argument: &Arg) -> String {
        let value = argument.get_value_names().unwrap_or_default().join(" ");
        let Some(long) = argument.get_long() else {
            return format!("`{value}`");
        };
        let short = argument
            .get_short()
            .map_or_else(String::new, |short| format!("`-{short}`, "));
        if argument.get_action().takes_values() {
            format!("{short}`--{long} {value}`")
        } else {
            format!("{short}`--{long}`")
        }
    }

    /// What an argument means, what it may be and what it is otherwise, each as a sentence.
    fn meaning(argument: &Arg) -> String {
        let help = argument.get_long_help().or(argument.get_help());
        let help = help.map(ToString::to_string).unwrap_or_default();
        let mut sentences: Vec<String> = help
            .split("\n\n")
            .map(|part| part.split_whitespace().collect::<Vec<_>>().join(" "))
            .collect();
        let quoted = |values: Vec<String>| {
            values
                .iter()
                .map(|one| format!("`{one}`"))
                .collect::<Vec<_>>()
                .join(", ")
        };
        let possible = argument.get_possible_values();
        let possible = possible
            .iter()
            .filter(|one| !one.is_hide_set())
            .map(|one| one.get_name().to_owned());
        let possible: Vec<String> = possible.collect();
        let takes_values = argument.get_action().takes_values();
        if takes_values && possible.iter().any(|value| !help.contains(value)) {
            sentences.push(format!("One of {}", quoted(possible)));
        }
        let default = argument.get_default_values().iter();
        let default: Vec<String> = default
            .map(|one| one.to_string_lossy().into_owned())
            .collect();
        if takes_values && !default.is_empty() {
            sentences.push(format!("Default: {}", quoted(default)));
        }
        let ended = sentences.iter().map(|one| one.trim_end_matches('.'));
        format!("{}.", ended.collect::<Vec<_>>().join(". ")).replace('|', "\\|")
    }

    fn table<'a>(arguments: impl Iterator<Item = &'a Arg>) -> String {
        let mut rows = String::new();
        for argument in arguments.filter(|one| !one.is_hide_set()) {
            writeln!(rows, "| {} | {} |", flag(argument), meaning(argument)).expect("strings grow");
        }
        match rows.as_str() {
            "" => rows,
            _ => format!("\n| flag or argument | meaning |\n|---|---|\n{rows}"),
        }
    }

    fn page(root: &Command) -> String {
        let globals = root
            .get_arguments()
            .filter(|one| one.is_global_set() && is_own(one));
        let mut page = format!("{HEAD}\n## Every command\n{}", table(globals));
        let commands = root.get_subcommands().filter(|c| c.get_name() != "help");
        for command in commands {
            let about = command
                .get_about()
                .map(ToString::to_string)
                .unwrap_or_default();
            let name = command.get_name();
            write!(
                page,
                "\n## `gouji {name}`\n\n{about}.\n{}",
                table(own(command))
            )
            .expect("strings grow");
            for inner in command.get_subcommands().filter(|c| c.get_name() != "help") {
                let about = inner
                    .get_about()
                    .map(ToString::to_string)
                    .unwrap_or_default();
                let inner = inner.get_name();
                write!(page, "\n`gouji {name} {inner}`: {about}.\n").expect("strings grow");
            }
        }
        page
    }

    fn built() -> Command {
        let mut root = Cli::command();
        root.build();
        root
    }

    /// Every long flag there is.
    fn flags(root: &Command) -> BTreeSet<String> {
        let all = root.get_subcommands().chain([root]);
        let arguments = all.flat_map(Command::get_arguments);
        arguments
            .filter_map(|one| Some(format!("--{}", one.get_long()?)))
            .collect()
    }

    #[test]
    fn the_page_tells_every_command_and_flag() {
        let root = Cli::command();
        let wanted = page(&root);
        if std::env::var_os("GOUJI_BLESS").is_some_and(|value| value == "1") {
            fs::write(path("docs/cli.md"), &wanted).expect("written");
        }
        assert!(
            read("docs/cli.md") == wanted,
            "stale: GOUJI_BLESS=1 cargo test --lib"
        );
        for flag in flags(&root) {
            let is_hidden = flag == "--width";
            assert!(is_hidden || wanted.contains(&format!("`{flag}")), "{flag}");
        }
    }

    #[test]
    fn every_flag_is_used_by_some_test() {
        let mut folders = vec![path("tests")];
        let mut sources = String::new();
        while let Some(folder) = folders.pop() {
            for entry in fs::read_dir(folder).expect("a folder") {
                let entry = entry.expect("an entry").path();
                if entry.is_dir() {
                    folders.push(entry);
                } else if entry.extension().is_some_and(|extension| extension == "rs") {
                    sources += &fs::read_to_string(entry).expect("text");
                }
            }
        }
        let uses = |flag: &str| {
            let ends = ["\"", "=", " ", ","];
            ends.iter()
                .any(|end| sources.contains(&format!("\"{flag}{end}")))
        };
        let idle: Vec<_> = flags(&built())
            .into_iter()
            .filter(|flag| !uses(flag))
            .collect();
        assert_eq!(idle, [""; 0], "no test has these");
    }

    #[test]
    fn recipes_name_flags_that_there_are() {
        let known = flags(&built());
        for name in ["docs/ci.md", "action.yml", ".pre-commit-hooks.yaml"] {
            let text = read(name);
            assert!(text.contains("gouji check"), "{name} is there");
            let lines = text.lines().filter(|line| line.contains("gouji "));
            for word in lines
                .flat_map(|line| line.split(|c: char| c.is_whitespace() || "=`'\"".contains(c)))
            {
                if word.starts_with("--") && word.len() > 2 {
                    assert!(known.contains(word), "{name}: {word}");
                }
            }
        }
    }
}
