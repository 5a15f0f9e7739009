//! The files of one pack, parsed, and which of them is what.

use std::{collections::HashMap, sync::Arc};

use toml::{Spanned, de::DeTable};

use super::{
    error::{Log, Mistake, Source},
    indicators::Indicators,
    manifest::Manifest,
    names::Names,
    raw::Section,
    rule::Rule,
    rule_file,
};
use crate::template::PackId;

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

#[derive(Debug)]
struct File<'f> {
    source: &'f Source,
    /// Nothing if the file is not TOML: what could be made out would only seem to lack the rest.
    table: Option<Spanned<DeTable<'f>>>,
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
    pub(super) fn manifest(&'f self) -> Manifest {
        if self.file("pack").is_none() {
            let file = Source {
                path: format!("{}/pack.toml", self.name),
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
        self.file(stem).is_none_or(|file| file.table.is_some())
    }

    /// Its rules, by id; `first` knows in which files the ids so far stand.
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
            let Some(mut root) = file.root("the rule".to_owned(), self.log) else {
                continue;
            };
            if let Some(id) = root.text("id")
                && let Some(first) = first.insert(id.value, &file.source.path)
            {
                id.report(Mistake::DuplicateId {
                    what: "rule",
                    id: id.value.to_owned(),
                    first: first.to_owned(),
                });
            }
            rules.extend(rule_file::read(root, pack, &names));
        }
        rules.sort_by(|a, b| a.id.cmp(&b.id));
        rules
    }

    /// Where the pack's mistakes are noted that belong to no line of it.
    pub(super) fn note_duplicate(&self, first: &Self) {
        let unnamed = Source {
            path: self.name.to_owned(),
            text: Arc::from(""),
        };
        let file = self.files.first().map_or(&unnamed, |file| file.source);
        let path = |parsed: &Self| parsed.files.first().map(|f| f.source.path.clone());
        let first = path(first).unwrap_or_else(|| first.name.to_owned());
        let id = self.name.to_owned();
        let what = "pack";
        self.log
            .note(file, None, Mistake::DuplicateId { what, id, first });
    }

    fn file(&self, stem: &str) -> Option<&File<'f>> {
        self.files.iter().find(|file| file.source.stem() == stem)
    }
}

impl<'f> File<'f> {
    fn parse(source: &'f Source, log: &Log) -> Self {
        let (table, errors) = DeTable::parse_recoverable(&source.text);
        for error in &errors {
            let end = source.text.len();
            let span = error.span().unwrap_or(end..end);
            let message = error.message().to_owned();
            log.note(source, Some(span), Mistake::Syntax { message });
        }
        Self {
            source,
            table: errors.is_empty().then_some(table),
        }
    }

    fn root(&'f self, name: String, log: &'f Log) -> Option<Section<'f>> {
        let table = self.table.as_ref()?;
        Some(Section::root(self.source, table.get_ref(), name, log))
    }
}
