//! Rule packs: TOML to a validated [`PackSet`].
//!
//! A pack is a folder with `pack.toml`, optionally `indicators.toml` and
//! `words.toml`, and one file a rule. All mistakes of a pack are reported at once,
//! each on its span.
//!
//! Deliberately absent: documents and facts.

pub mod rule;

use crate::{
    language::Words,
    pack::rule::Rule,
    template::{PackId, Template},
};

/// The packs in force, with one template between them.
#[derive(Debug)]
pub struct PackSet {
    /// What the packs say of how reports are written.
    pub template: Template,
    /// The packs, by id.
    pub packs: Vec<Pack>,
}

/// A directory of rules for one report template.
#[derive(Debug)]
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

// STUB from here to the end, to be replaced by the pack room.

/// A pack as it was found.
#[derive(Debug, Clone)]
pub struct PackSource {
    /// Its folder's name.
    pub name: String,
    /// Its files.
    pub files: Vec<PackFile>,
}

/// A file of a pack.
#[derive(Debug, Clone)]
pub struct PackFile {
    /// Its path, for messages.
    pub path: String,
    /// Its text.
    pub text: String,
}

/// What is wrong with packs.
#[derive(Debug, thiserror::Error, miette::Diagnostic)]
#[error("the rule packs cannot be used")]
#[diagnostic(code(gouji::pack::broken))]
pub struct PackErrors;

/// Reads packs.
pub fn read(sources: Vec<PackSource>) -> Result<PackSet, PackErrors> {
    if sources
        .iter()
        .flat_map(|s| &s.files)
        .any(|f| f.text.contains("broken"))
    {
        return Err(PackErrors);
    }
    Ok(PackSet {
        template: Template::default(),
        packs: Vec::new(),
    })
}

/// The packs in the binary.
#[must_use]
pub fn builtin() -> Vec<PackSource> {
    Vec::new()
}
