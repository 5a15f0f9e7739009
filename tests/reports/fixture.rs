//! The reports beside this file, each with what a careful auditor says of it.

use std::{fs, num::NonZero, path::PathBuf, sync::LazyLock, thread};

use gouji::{
    audit::{Audit, Auditor},
    document::{Block, Document, Table},
    language::Language,
    pack::{self, PackSet},
    severity::Severity,
    source,
    span::Span,
};
use serde::Deserialize;

/// A report and what is to be said of it.
pub(crate) struct Fixture {
    pub(crate) name: String,
    pub(crate) bytes: Vec<u8>,
    pub(crate) expected: Expected,
}

/// What the file beside a report says.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Expected {
    #[serde(rename = "what")]
    _what: String,
    pub(crate) layout: String,
    /// Nothing in it is wrong.
    pub(crate) consistent: bool,
    pub(crate) encoding: String,
    #[serde(default)]
    pub(crate) must: Vec<Must>,
    #[serde(default)]
    pub(crate) may: Vec<May>,
    #[serde(default)]
    pub(crate) must_not: Vec<MustNot>,
}

/// What has to be found: by one finding, with a mark on every text of `at`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Must {
    pub(crate) severity: Vec<Level>,
    pub(crate) at: Vec<String>,
    pub(crate) rule: Option<String>,
    pub(crate) why: String,
    /// Why it is missed as yet.
    pub(crate) fixme: Option<String>,
}

/// What may be found, up to this severity.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct May {
    pub(crate) severity: Level,
    pub(crate) at: String,
    #[serde(rename = "why")]
    _why: String,
}

/// What holds, though it may not look so.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct MustNot {
    pub(crate) at: String,
    pub(crate) why: String,
}

/// A severity as the files name it.
#[derive(Deserialize, Clone, Copy)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Level {
    Note,
    Warning,
    Error,
}

impl From<Level> for Severity {
    fn from(level: Level) -> Self {
        match level {
            Level::Note => Self::Note,
            Level::Warning => Self::Warning,
            Level::Error => Self::Error,
        }
    }
}

/// The rules that gouji brings along.
pub(crate) static PACKS: LazyLock<PackSet> =
    LazyLock::new(|| pack::read(pack::builtin()).expect("the packs that gouji brings are sound"));

/// Every fixture, by name.
pub(crate) fn all() -> Vec<Fixture> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/reports");
    let mut fixtures = Vec::new();
    for file in fs::read_dir(folder).expect("the folder is there") {
        let path = file.expect("it can be listed").path();
        let name = path.file_stem().expect("files have names");
        let name = name.to_string_lossy().into_owned();
        match path.extension().and_then(|extension| extension.to_str()) {
            Some("txt") => assert!(path.with_extension("toml").exists(), "{name} has no .toml"),
            Some("toml") => {
                let text = fs::read_to_string(&path).expect("it is text");
                fixtures.push(Fixture {
                    bytes: fs::read(path.with_extension("txt")).expect("it has its report"),
                    expected: toml::from_str(&text).unwrap_or_else(|err| panic!("{name}: {err}")),
                    name,
                });
            }
            _ => {}
        }
    }
    fixtures.sort_by(|a, b| a.name.cmp(&b.name));
    fixtures
}

/// What `work` makes of each of `items`, in order, on all processors.
pub(crate) fn on_all_processors<T: Sync, R: Send>(
    items: &[T],
    work: impl Fn(&T) -> R + Sync,
) -> Vec<R> {
    let n_threads = thread::available_parallelism().map_or(1, NonZero::get);
    let work = &work;
    let mut results: Vec<(usize, R)> = thread::scope(|scope| {
        let threads: Vec<_> = (0..n_threads)
            .map(|first| {
                let mine = items.iter().enumerate().skip(first).step_by(n_threads);
                scope.spawn(move || mine.map(|(at, item)| (at, work(item))).collect::<Vec<_>>())
            })
            .collect();
        let joined = threads.into_iter().map(thread::ScopedJoinHandle::join);
        joined
            .flat_map(|result| result.expect("the work does not panic"))
            .collect()
    });
    results.sort_by_key(|(at, _)| *at);
    results.into_iter().map(|(_, result)| result).collect()
}

/// One report under audit: the reader's model beside what the rules say.
pub(crate) struct Audited {
    pub(crate) document: Document,
    pub(crate) audit: Audit,
}

impl Audited {
    pub(crate) fn new(bytes: &[u8]) -> Self {
        let (document, gaps) = source::read(bytes).expect("fixtures are text");
        let audit = Auditor::new(&PACKS, Language::Zh).audit(document.clone(), gaps);
        Self { document, audit }
    }

    /// What a mark has to touch to stand on `at`: the words, and in a table the cells of their row.
    pub(crate) fn places(&self, at: &str) -> Vec<Span> {
        let text = self.document.text();
        let found: Vec<_> = text.match_indices(at).collect();
        assert_eq!(found.len(), 1, "`{at}` has to stand in the report once");
        let words = Span::new(found[0].0, found[0].0 + at.len());
        let tables = self
            .document
            .blocks()
            .iter()
            .filter_map(|block| match block {
                Block::Table(table) => Some(table),
                _ => None,
            });
        let mut rows = tables.flat_map(Table::rows);
        let row = rows.find(|row| row.iter().any(|cell| touches(cell.span, words)));
        let cells = row.into_iter().flatten().map(|cell| cell.span);
        cells.chain([words]).collect()
    }
}

/// Whether two spans share a byte, or one of them is empty and stands inside or at the edge of the other.
pub(crate) fn touches(a: Span, b: Span) -> bool {
    if a.is_empty() || b.is_empty() {
        a.start <= b.end && b.start <= a.end
    } else {
        a.start < b.end && b.start < a.end
    }
}
