//! The files of one pack, parsed, and which of them is what.

use std::{collections::HashMap, sync::Arc};

use super::{
    error::Mistake, indicators::Indicators, manifest::Manifest, names::Names, rule::Rule, rule_file,
};
use crate::{
    sections::{File, Log, Section, Source},
    template::PackId,
};

/// Files that are no rules.
const OTHERS: [&str; 3] = ["pack", "indicators", "words"];

/// The files of a pack as text.
#[derive(Debug)]
pub(super) struct Folder {
    name: String,
    files: Vec<Source>,
}

/// The files of a pack as TOML.
#[derive(Debug)]
pub(super) struct Parsed<'f> {
    /// The folder's name.
    pub(super) name: &'f str,
    files: Vec<File<'f>>,
    log: &'f Log,
}

impl Folder {
    /// The files of the folder `name`, by path and text.
    pub(super) fn new(name: String, files: impl Iterator<Item = (String, String)>) -> Self {
        let mut files: Vec<_> = files
            .map(|(path, text)| Source {
                path,
                text: Arc::from(text),
            })
            .collect();
        files.sort_by(|a, b| a.path.cmp(&b.path));
        Self { name, files }
    }

    /// Parses every file.
    pub(super) fn parse<'f>(&'f self, log: &'f Log) -> Parsed<'f> {
        Parsed {
            name: &self.name,
            files: self
                .files
                .iter()
                .map(|file| File::parse(file, log))
                .collect(),
            log,
        }
    }
}

impl<'f> Parsed<'f> {
    /// What `pack.toml` says; a mistake if there is none.
    pub(super) fn manifest(&'f self) -> Manifest<'f> {
        if self.file("pack").is_none() {
            let file = Source {
                path: self.path_of("pack.toml"),
                text: Arc::from(""),
            };
            let pack = self.name.to_owned();
            self.log
                .note(&file, None, Mistake::MissingManifest { pack });
        }
        self.root("pack")
            .map(|root| Manifest::read(root, self.name))
            .unwrap_or_default()
    }

    /// The file called `<stem>.toml`, if there is one and it is TOML.
    pub(super) fn root(&'f self, stem: &str) -> Option<Section<'f>> {
        self.file(stem)?.root(format!("`{stem}.toml`"), self.log)
    }

    /// Whether the file called `<stem>.toml` is TOML, or not there at all.
    pub(super) fn is_sound(&self, stem: &str) -> bool {
        self.file(stem).is_none_or(File::is_toml)
    }

    /// Its rules, by id; `first` knows the files of those read so far.
    pub(super) fn rules(
        &'f self,
        pack: PackId,
        indicators: &Indicators<'_>,
        first: &mut HashMap<&'f str, &'f str>,
    ) -> Vec<Rule> {
        let names = Names::new(indicators, usize::from(pack.0));
        let mut rules = Vec::new();
        for file in &self.files {
            if OTHERS.contains(&file.source.stem()) {
                continue;
            }
            if let Some(root) = file.root("the rule".to_owned(), self.log) {
                rules.extend(rule_file::read(root, pack, &names, first));
            }
        }
        rules.sort_by(|a, b| a.id.cmp(&b.id));
        rules
    }

    /// Notes that another folder has the same name.
    pub(super) fn note_duplicate(&self, first: &Self) {
        let file = Source {
            path: self.path_of("pack.toml"),
            text: Arc::from(""),
        };
        let mistake = Mistake::DuplicateId {
            what: "pack",
            id: self.name.to_owned(),
            first: first.path_of("pack.toml"),
        };
        self.log.note(&file, None, mistake);
    }

    /// The path of a file that is not there, beside those that are.
    fn path_of(&self, name: &str) -> String {
        let beside = self.files.first().map(|file| file.source.path.as_str());
        let folder = beside.and_then(|path| Some(path.rsplit_once(['/', '\\'])?.0));
        format!("{}/{name}", folder.unwrap_or(self.name))
    }

    fn file(&self, stem: &str) -> Option<&File<'f>> {
        self.files.iter().find(|file| file.source.stem() == stem)
    }
}
