//! The files of one pack, parsed, and which of them is what.

use std::{collections::HashMap, sync::Arc};

use toml::{
    Spanned,
    de::{DeTable, Error},
};

use super::{
    error::Mistake,
    indicators::Indicators,
    log::{Log, Source},
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
        self.file(stem).is_none_or(|file| file.table.is_some())
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

/// Where a mistake starts, and whether it only echoes another.
fn place(error: &Error) -> (bool, usize) {
    // A header that cannot be read makes the next one look like a duplicate.
    let is_echo = error.message() == "duplicate key";
    (is_echo, error.span().map_or(usize::MAX, |span| span.start))
}

impl<'f> File<'f> {
    fn parse(source: &'f Source, log: &Log) -> Self {
        let (table, errors) = DeTable::parse_recoverable(&source.text);
        // What cannot be read makes what follows look wrong: the first mistake is the one to mend.
        if let Some(error) = errors.iter().min_by_key(|error| place(error)) {
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
