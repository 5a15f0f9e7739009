//! Rule packs from the binary and from folders, and which of their rules run.

use std::{
    collections::BTreeSet,
    fs, io,
    path::{Path, PathBuf},
};

use miette::Diagnostic;
use thiserror::Error;

use super::args::Selection;
use crate::pack::{self, PackErrors, PackFile, PackSet, PackSource};

/// Why there are no rules to run.
#[derive(Debug, Error, Diagnostic)]
pub(super) enum PackFailure {
    #[error("cannot read the rules in `{path}`: {error}")]
    #[diagnostic(
        code(gouji::cli::rules_unreadable),
        help("check the path given with --rules")
    )]
    Unreadable { path: String, error: io::Error },
    #[error("no rule pack in `{path}`")]
    #[diagnostic(
        code(gouji::cli::no_pack),
        help("a pack is a folder with `pack.toml` and one .toml file per rule")
    )]
    NoPack { path: String },
    #[error("no rule is called `{rule}`")]
    #[diagnostic(code(gouji::cli::unknown_rule))]
    UnknownRule {
        rule: String,
        #[help]
        help: String,
    },
    #[error(transparent)]
    #[diagnostic(transparent)]
    Broken(#[from] PackErrors),
}

/// The built-in packs and those in `folders`, which come first where names are equal.
pub(super) fn load(folders: &[PathBuf]) -> Result<PackSet, PackFailure> {
    let mut sources = pack::builtin();
    for folder in folders {
        for found in packs_in(folder)? {
            sources.retain(|source| source.name != found.name);
            sources.push(found);
        }
    }
    Ok(pack::read(sources)?)
}

/// The same, with only the examples of the packs in `folders`, if there are any.
///
/// A pack may build on what the built-in ones name, so these are there all the same.
pub(super) fn load_to_try(folders: &[PathBuf]) -> Result<PackSet, PackFailure> {
    let mut packs = load(folders)?;
    let mut own = Vec::new();
    for folder in folders {
        own.extend(packs_in(folder)?.into_iter().map(|pack| pack.name));
    }
    if !own.is_empty() {
        for pack in packs
            .packs
            .iter_mut()
            .filter(|pack| !own.contains(&pack.id))
        {
            for rule in &mut pack.rules {
                rule.examples.clear();
            }
        }
    }
    Ok(packs)
}

/// Takes out the rules that shall not run.
pub(super) fn narrow(packs: &mut PackSet, selection: &Selection) -> Result<(), PackFailure> {
    for rule in selection.select.iter().chain(&selection.ignore) {
        known(packs, rule)?;
    }
    let is_wanted = |id: &str| {
        let named = |list: &[String]| list.iter().any(|rule| rule.trim() == id);
        (selection.select.is_empty() || named(&selection.select)) && !named(&selection.ignore)
    };
    for pack in &mut packs.packs {
        pack.rules.retain(|rule| is_wanted(&rule.id));
    }
    Ok(())
}

/// Refuses a rule that no pack has, with the one that was probably meant.
pub(super) fn known(packs: &PackSet, rule: &str) -> Result<(), PackFailure> {
    let rule = rule.trim();
    if packs.rules().any(|known| &*known.id == rule) {
        return Ok(());
    }
    let nearest = packs
        .rules()
        .map(|known| (distance(rule, &known.id), &known.id))
        .min()
        .filter(|(distance, id)| *distance <= id.len() / 3 + 1);
    let help = match nearest {
        Some((_, id)) => format!("did you mean `{id}`? `gouji rules list` shows all of them"),
        None => "`gouji rules list` shows all of them".to_owned(),
    };
    Err(PackFailure::UnknownRule {
        rule: rule.to_owned(),
        help,
    })
}

/// The pack that `folder` is, or those in it.
fn packs_in(folder: &Path) -> Result<Vec<PackSource>, PackFailure> {
    let own = pack_at(folder)?;
    if !own.files.is_empty() {
        return Ok(vec![own]);
    }
    let mut packs = Vec::new();
    for inner in entries(folder)? {
        if inner.is_dir() {
            let found = pack_at(&inner)?;
            packs.extend((!found.files.is_empty()).then_some(found));
        }
    }
    if packs.is_empty() {
        let path = folder.display().to_string();
        return Err(PackFailure::NoPack { path });
    }
    Ok(packs)
}

/// The TOML files right in `folder`, as a pack of its name.
fn pack_at(folder: &Path) -> Result<PackSource, PackFailure> {
    let mut files = Vec::new();
    for path in entries(folder)? {
        if path
            .extension()
            .is_some_and(|extension| extension == "toml")
        {
            let text = fs::read_to_string(&path).map_err(|error| unreadable(&path, error))?;
            files.push(PackFile {
                // A slash on every system: what follows the last one is the file's name.
                path: format!("{}/{}", folder.display(), name_of(&path)),
                text,
            });
        }
    }
    // `--rules .` means the pack of the current folder's name.
    let full = fs::canonicalize(folder).unwrap_or_else(|_| folder.to_owned());
    Ok(PackSource {
        name: name_of(&full),
        files,
    })
}

/// What is in a folder, in the order of names, hidden entries aside.
fn entries(folder: &Path) -> Result<BTreeSet<PathBuf>, PackFailure> {
    let found = fs::read_dir(folder).map_err(|error| unreadable(folder, error))?;
    let paths = found.map(|entry| entry.map(|entry| entry.path()));
    let paths: Vec<PathBuf> = paths
        .collect::<Result<_, _>>()
        .map_err(|e| unreadable(folder, e))?;
    let is_visible = |path: &PathBuf| !name_of(path).starts_with('.');
    Ok(paths.into_iter().filter(is_visible).collect())
}

fn name_of(path: &Path) -> String {
    let name = path.file_name().unwrap_or_default();
    name.to_string_lossy().into_owned()
}

fn unreadable(path: &Path, error: io::Error) -> PackFailure {
    PackFailure::Unreadable {
        path: path.display().to_string(),
        error,
    }
}

/// How many characters have to be changed, added or dropped to get from one id to the other.
fn distance(from: &str, to: &str) -> usize {
    let to: Vec<char> = to.chars().collect();
    let mut row: Vec<usize> = (0..=to.len()).collect();
    for (i, a) in from.chars().enumerate() {
        let mut diagonal = std::mem::replace(&mut row[0], i + 1);
        for (j, b) in to.iter().enumerate() {
            let changed = diagonal + usize::from(a != *b);
            diagonal = row[j + 1];
            row[j + 1] = changed.min(diagonal + 1).min(row[j] + 1);
        }
    }
    row[to.len()]
}

#[cfg(test)]
mod tests {
    use super::distance;

    #[test]
    fn distance_counts_single_edits() {
        assert_eq!(distance("part-sum", "part-sum"), 0);
        assert_eq!(distance("part-sums", "part-sum"), 1);
        assert_eq!(distance("prat-sum", "part-sum"), 2);
        assert_eq!(distance("", "abc"), 3);
    }
}
