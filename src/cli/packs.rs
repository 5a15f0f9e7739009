//! Rule packs from the binary and from folders, and which of their rules run.

use std::{
    collections::BTreeSet,
    fs, io,
    path::{Path, PathBuf},
};

use miette::Diagnostic;
use thiserror::Error;

use super::args::Selection;
use crate::{
    config::Choice,
    pack::{self, PackErrors, PackFile, PackSet, PackSource},
    sections::nearest,
};

/// Why there are no rules to run.
#[derive(Debug, Error, Diagnostic)]
pub(super) enum PackFailure {
    #[error("cannot read the rules in `{path}`: {error}")]
    #[diagnostic(
        code(gouji::cli::rules_unreadable),
        help("check the path given with --rules, or under `rules` in `gouji.toml`")
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

/// Leaves only the examples of the packs in `folders`, if there are any.
///
/// A pack may build on what the built-in ones name, so these are there all the same.
pub(super) fn keep_to_try(packs: &mut PackSet, folders: &[PathBuf]) -> Result<(), PackFailure> {
    let mut own = Vec::new();
    for folder in folders {
        own.extend(packs_in(folder)?.into_iter().map(|pack| pack.name));
    }
    if !own.is_empty() {
        let others = packs
            .packs
            .iter_mut()
            .filter(|pack| !own.contains(&pack.id));
        for rule in others.flat_map(|pack| &mut pack.rules) {
            rule.examples = [].into();
        }
    }
    Ok(())
}

impl Selection {
    /// What the command line says of the rules; a mistake if it names one that no pack has.
    pub(super) fn checked(&self, packs: &PackSet) -> Result<Choice, PackFailure> {
        let trimmed = |names: &[String]| -> Vec<String> {
            names.iter().map(|name| name.trim().to_owned()).collect()
        };
        let (select, ignore) = (trimmed(&self.select), trimmed(&self.ignore));
        for name in select.iter().chain(&ignore) {
            if !packs.packs.iter().any(|pack| pack.id == *name) {
                known(packs, name)?;
            }
        }
        Ok(Choice {
            select: Some(select).filter(|names| !names.is_empty()),
            ignore,
            severity: Vec::new(),
        })
    }
}

/// Refuses a rule that no pack has, with the one that was probably meant.
pub(super) fn known(packs: &PackSet, rule: &str) -> Result<(), PackFailure> {
    let rule = rule.trim();
    if packs.rules().any(|known| &*known.id == rule) {
        return Ok(());
    }
    let ids = packs.packs.iter().map(|pack| pack.id.as_str());
    let mut names = packs.rules().map(|known| &*known.id).chain(ids);
    let help = match nearest(rule, &mut names) {
        Some(near) => format!("did you mean `{near}`? `gouji rules list` shows all of them"),
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
