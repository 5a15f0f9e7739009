//! `gouji init`.

use std::{
    fs::{self, File},
    io::{self, Write},
    path::Path,
};

use miette::Diagnostic;
use thiserror::Error;

use super::{
    Outcome, Stop,
    args::Init,
    environment::{Environment, say},
};
use crate::{config, language::Language, report::plain};

/// Why there is no new configuration.
#[derive(Debug, Error, Diagnostic)]
pub(super) enum InitFailure {
    #[error("`{path}` is there already")]
    #[diagnostic(
        code(gouji::cli::config_exists),
        help("edit it, or write over it with --force")
    )]
    Exists { path: String },
    #[error("cannot write `{path}`: {error}")]
    #[diagnostic(
        code(gouji::cli::unwritable),
        help("check that its folder exists and that you may write there")
    )]
    Unwritable { path: String, error: io::Error },
}

pub(super) fn run(init: &Init, is_quiet: bool, environment: Environment) -> Result<Outcome, Stop> {
    let file = init.folder.join(config::FILE);
    let path = plain(&file.to_string_lossy());
    let text = match environment.language {
        Language::Zh => include_str!("init/zh.toml"),
        Language::En => include_str!("init/en.toml"),
    };
    write(&file, text, init.force).map_err(|error| match error.kind() {
        io::ErrorKind::AlreadyExists => InitFailure::Exists { path: path.clone() },
        _ => InitFailure::Unwritable {
            path: path.clone(),
            error,
        },
    })?;
    if !is_quiet {
        say(&match environment.language {
            Language::Zh => format!("gouji: 已写入 {path}"),
            Language::En => format!("gouji: wrote {path}"),
        });
    }
    Ok(Outcome::Clean)
}

fn write(file: &Path, text: &str, may_replace: bool) -> io::Result<()> {
    if may_replace {
        return fs::write(file, text);
    }
    File::create_new(file)?.write_all(text.as_bytes())
}

#[cfg(test)]
mod tests {
    use crate::config::{Config, Known};

    /// Every line that is a comment of one word and `=`, or of a table's name, as it is meant to be written.
    fn uncommented(text: &str) -> String {
        let is_toml = |line: &str| {
            let line = line.trim_start_matches("# ");
            let key = line.split('=').next().unwrap_or_default().trim();
            let is_word = |c: char| c.is_ascii_lowercase() || c == '-';
            line.starts_with('[') || line.contains('=') && key.chars().all(is_word)
        };
        let lines = text.lines().map(|line| match line.strip_prefix("# ") {
            Some(inside) if is_toml(line) => inside,
            _ => line,
        });
        lines.collect::<Vec<_>>().join("\n")
    }

    #[test]
    fn the_page_shows_what_can_be_written() {
        let page = include_str!("../../docs/config.md").replace("\r\n", "\n");
        let (_, rest) = page.split_once("```toml\n").expect("a block");
        let (block, _) = rest.split_once("```").expect("its end");
        let shown = Config::parse("gouji.toml", block, None);
        let shown = shown.unwrap_or_else(|e| panic!("{:?}", e.mistakes));
        assert_eq!((shown.overrides.len(), shown.accept.len()), (1, 1));
    }

    #[test]
    fn what_is_written_says_nothing_and_shows_everything() {
        let known = Known {
            rules: &["part-list", "share-list"],
            packs: &["form", "prose"],
        };
        for text in [include_str!("init/zh.toml"), include_str!("init/en.toml")] {
            let idle = Config::parse("gouji.toml", text, Some(known)).expect("it is sound");
            assert!(idle.rules.is_empty() && idle.choice.is_empty() && idle.overrides.is_empty());
            assert!(idle.join.is_none());
            let shown = uncommented(text);
            let all = Config::parse("gouji.toml", &shown, Some(known));
            let all = all.unwrap_or_else(|e| panic!("{:?}\n{shown}", e.mistakes));
            let join = all.join.as_ref().expect("it joins");
            for part in ["2016/甲.html", "2016/甲-附件1.xlsx", "2016/甲（附表）.xls"] {
                assert_eq!(join.report(part), Some("2016/甲"));
            }
            assert_eq!(join.report("2016.html"), Some("2016"));
            assert!(!all.rules.is_empty() && all.baseline.is_some() && all.language.is_some());
            assert!(all.choice.select.is_some() && !all.choice.ignore.is_empty());
            assert!(!all.choice.severity.is_empty() && all.fail_on.is_some());
            assert_eq!((all.overrides.len(), all.accept.len()), (1, 1));
        }
    }
}
