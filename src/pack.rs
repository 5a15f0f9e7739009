//! Rule packs: TOML to a validated [`PackSet`].
//!
//! A pack is a folder with `pack.toml`, optionally `indicators.toml` and
//! `words.toml`, and one file a rule. All mistakes of all packs are reported at
//! once, each on its span; a pack with a mistake is never used.
//!
//! Deliberately absent: documents and facts, and finding files on a disk. Patterns
//! are only checked here, and compiled when they are first used.

mod check;
mod error;
mod expression;
mod folder;
mod grid;
mod indicators;
mod manifest;
mod names;
mod phrases;
pub mod rule;
mod rule_file;
#[cfg(test)]
mod shape;
mod value;
mod words;

use std::{collections::HashMap, sync::Arc};

use include_dir::{Dir, include_dir};

use self::{
    folder::{Folder, Parsed},
    indicators::Indicators,
    manifest::Manifest,
    rule::{Check, FormCheck, Rule, WordingOver},
    words::Wording,
};
use crate::{
    language::Words,
    sections::Log,
    template::{self, PackId, Template, WordSet},
};

pub use error::{Mistake, PackErrors};

/// The packs in force, with one template between them.
#[derive(Debug, Clone)]
pub struct PackSet {
    /// What the packs say of how reports are written.
    pub template: Arc<Template>,
    /// The packs, in the order of their sources.
    pub packs: Vec<Pack>,
    /// The words near which some rule looks for a wording in short lines.
    pub(crate) near: Arc<WordSet>,
}

/// A directory of rules for one report template.
#[derive(Debug, Clone)]
pub struct Pack {
    /// Kebab-case id, the folder's name.
    pub id: String,
    /// What it covers.
    pub title: Words,
    /// When its rules are in force.
    pub applies: Applies,
    /// Its rules, by id.
    pub rules: Vec<Rule>,
}

/// When a pack's rules are in force.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Applies {
    /// On every report.
    Always,
    /// On reports that have its form; without any table, on those of its report years.
    Form {
        /// The first report year, if the pack names years.
        first: u16,
        /// The last report year.
        last: u16,
    },
}

/// The files of one pack, as they were found.
#[derive(Debug, Clone)]
pub struct PackSource {
    /// The folder's name.
    pub name: String,
    /// Its TOML files.
    pub files: Vec<PackFile>,
}

/// One file of a pack.
#[derive(Debug, Clone)]
pub struct PackFile {
    /// The path to show in mistakes; what follows the last slash is the file's name.
    pub path: String,
    /// What it says.
    pub text: String,
}

impl PackSet {
    /// Every rule of every pack, in order of pack and id.
    pub fn rules(&self) -> impl Iterator<Item = &Rule> {
        self.packs.iter().flat_map(|pack| &pack.rules)
    }

    /// The pack behind `id`.
    #[must_use]
    pub fn pack(&self, id: PackId) -> &Pack {
        &self.packs[usize::from(id.0)]
    }
}

impl PackSource {
    fn into_folder(self) -> Folder {
        let files = self.files.into_iter();
        Folder::new(self.name, files.map(|file| (file.path, file.text)))
    }
}

/// The packs that gouji brings along, by name.
#[must_use]
pub fn builtin() -> Vec<PackSource> {
    static RULES: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/rules");
    let mut sources: Vec<_> = RULES.dirs().map(builtin_pack).collect();
    sources.sort_by(|a, b| a.name.cmp(&b.name));
    sources
}

fn builtin_pack(folder: &Dir<'_>) -> PackSource {
    let files = folder.files().filter_map(|file| {
        Some(PackFile {
            path: format!("rules/{}", file.path().display()),
            text: file.contents_utf8()?.to_owned(),
        })
    });
    PackSource {
        name: folder.path().display().to_string(),
        files: files.collect(),
    }
}

/// Reads packs; indicators and words are shared between them.
///
/// # Errors
///
/// Every mistake in any of the files.
///
/// # Examples
///
/// ```
/// let packs = gouji::pack::read(gouji::pack::builtin())?;
/// assert!(packs.packs.iter().any(|pack| pack.id == "prose"));
/// # Ok::<(), gouji::pack::PackErrors>(())
/// ```
pub fn read(sources: Vec<PackSource>) -> Result<PackSet, PackErrors> {
    let log = Log::default();
    let folders: Vec<_> = sources.into_iter().map(PackSource::into_folder).collect();
    let folders: Vec<_> = folders.iter().map(|folder| folder.parse(&log)).collect();
    for (at, folder) in folders.iter().enumerate() {
        if let Some(first) = folders[..at].iter().find(|f| f.name == folder.name) {
            folder.note_duplicate(first);
        }
    }
    let manifests: Vec<_> = folders.iter().map(Parsed::manifest).collect();
    let mut indicators = Indicators::read(folders.iter().map(|f| f.root("indicators")).collect());
    indicators.is_complete &= folders.iter().all(|f| f.is_sound("indicators"));
    let mut words = Wording::default();
    for root in folders.iter().filter_map(|f| f.root("words")) {
        words.add(root);
    }
    let mut packs = Vec::new();
    let mut first = HashMap::new();
    for (at, (folder, manifest)) in folders.iter().zip(&manifests).enumerate() {
        packs.push(Pack {
            id: folder.name.to_owned(),
            title: manifest.title.clone(),
            applies: applies(manifest),
            rules: folder.rules(pack_id(at), &indicators, &mut first),
        });
    }
    let names: Vec<_> = folders.iter().map(|folder| folder.name).collect();
    let (forms, columns) = grid::forms(manifests, &names, &mut indicators);
    let template = Template {
        indicators: indicators.all,
        cells: template::cells(&forms),
        forms,
        columns,
        phrases: indicators.phrases,
        lexicon: words.lexicon,
    };
    log.into_result(PackSet {
        template: Arc::new(template),
        near: Arc::new(near(&packs)),
        packs,
    })
    .map_err(|mistakes| PackErrors { mistakes })
}

/// The words near which some rule of `packs` looks for a wording in short lines.
fn near(packs: &[Pack]) -> WordSet {
    let mut all = WordSet::default();
    for rule in packs.iter().flat_map(|pack| &pack.rules) {
        if let Check::Form(form) = &*rule.check
            && let FormCheck::Wording(wording) = &**form
            && wording.over == WordingOver::Lines
            && let Some(near) = &wording.near
        {
            all.extend(near);
        }
    }
    all
}

fn applies(manifest: &Manifest<'_>) -> Applies {
    let (first, last) = manifest.years.unwrap_or((0, u16::MAX));
    if manifest.has_form {
        Applies::Form { first, last }
    } else {
        Applies::Always
    }
}

fn pack_id(at: usize) -> PackId {
    PackId(u16::try_from(at).unwrap_or(u16::MAX))
}
