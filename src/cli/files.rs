//! Paths to documents: folders are walked, files are read one at a time.

use std::{
    collections::BTreeMap,
    fs::File,
    io::{self, Read},
    path::{Path, PathBuf},
};

use miette::Diagnostic;
use thiserror::Error;
use walkdir::{DirEntry, WalkDir};

use crate::{
    document::Document,
    gap::Gap,
    report::Failure,
    source::{self, Unread},
};

/// Files that are read when a folder is named; a file named itself is always read.
const EXTENSIONS: [&str; 2] = ["txt", "md"];

/// More than any report has; `source` has the say below that.
const MOST_BYTES: u64 = 256 << 20;

/// Why a path gave no document.
#[derive(Debug, Error, Diagnostic)]
pub(super) enum ReadError {
    #[error("no such file or folder")]
    #[diagnostic(
        code(gouji::cli::missing),
        help("check the path; quote it if it holds blanks (路径有空格时请加引号)")
    )]
    Missing,
    #[error("cannot be opened: {0}")]
    #[diagnostic(
        code(gouji::cli::unreadable),
        help("check that you may read it and that no other program holds it")
    )]
    Unreadable(io::Error),
    #[error("no report in this folder")]
    #[diagnostic(
        code(gouji::cli::no_report),
        help(
            "folders are searched for *.txt and *.md; save reports as text, or name a file itself"
        )
    )]
    NoReport,
    #[error(transparent)]
    #[diagnostic(transparent)]
    Unread(Unread),
}

impl ReadError {
    fn from_io(error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::NotFound => Self::Missing,
            _ => Self::Unreadable(error),
        }
    }

    fn from_walk(error: walkdir::Error) -> Self {
        Self::from_io(error.into())
    }

    /// The failure of `path`, as every format tells it.
    fn at(&self, path: String) -> Failure {
        let code = self
            .code()
            .map_or_else(String::new, |code| code.to_string());
        Failure {
            path,
            code,
            message: self.to_string(),
            help: self.help().map(|help| help.to_string()),
        }
    }
}

/// What a path held.
pub(super) enum Found {
    /// A document, with what of it could not be read.
    Report {
        /// The path as given or found; `-` for standard input.
        path: String,
        /// What was read.
        document: Document,
        /// What could not be read of it.
        gaps: Vec<Gap>,
    },
    /// Nothing to audit.
    Failure(Failure),
}

/// Files that were left out, by extension.
#[derive(Debug, Default)]
pub(super) struct Skipped(BTreeMap<String, usize>);

impl Skipped {
    fn count(&mut self, path: &Path) {
        let extension = extension(path);
        *self.0.entry(extension).or_default() += 1;
    }

    /// How many, in all.
    pub(super) fn total(&self) -> usize {
        self.0.values().sum()
    }

    /// How many of which kind, the commonest first.
    pub(super) fn by_kind(&self) -> String {
        let mut kinds: Vec<_> = self.0.iter().collect();
        kinds.sort_by_key(|&(_, n)| std::cmp::Reverse(*n));
        let kinds = kinds
            .into_iter()
            .take(6)
            .map(|(kind, n)| match kind.as_str() {
                "" => format!("? {n}"),
                kind => format!("{} {n}", crate::report::plain(kind)),
            });
        kinds.collect::<Vec<_>>().join(", ")
    }
}

/// Reads everything under `paths`, one document at a time.
///
/// # Errors
///
/// Whatever `take` returns stops the walk; a path that cannot be read does not.
pub(super) fn each<E>(
    paths: &[PathBuf],
    mut take: impl FnMut(Found) -> Result<(), E>,
) -> Result<Skipped, E> {
    let mut skipped = Skipped::default();
    for path in paths {
        if path.as_os_str() == "-" {
            take(read("-".to_owned(), io::stdin().lock()))?;
        } else if path.is_dir() {
            walk(path, &mut skipped, &mut take)?;
        } else {
            take(open(path))?;
        }
    }
    Ok(skipped)
}

/// Reads the reports of a folder in the order of their names.
fn walk<E>(
    folder: &Path,
    skipped: &mut Skipped,
    take: &mut impl FnMut(Found) -> Result<(), E>,
) -> Result<(), E> {
    let is_visible = |entry: &DirEntry| {
        entry.depth() == 0 || !entry.file_name().to_string_lossy().starts_with('.')
    };
    let entries = WalkDir::new(folder).sort_by_file_name().into_iter();
    let mut n_found = 0;
    for entry in entries.filter_entry(is_visible) {
        match entry {
            Ok(entry) if entry.file_type().is_dir() => continue,
            Ok(entry) if EXTENSIONS.contains(&extension(entry.path()).as_str()) => {
                take(open(without_dot(entry.path())))?;
            }
            Ok(entry) => {
                skipped.count(entry.path());
                continue;
            }
            Err(error) => {
                let path = error
                    .path()
                    .unwrap_or(folder)
                    .to_string_lossy()
                    .into_owned();
                take(Found::Failure(ReadError::from_walk(error).at(path)))?;
            }
        }
        n_found += 1;
    }
    if n_found == 0 {
        let path = folder.to_string_lossy().into_owned();
        take(Found::Failure(ReadError::NoReport.at(path)))?;
    }
    Ok(())
}

/// `报告.txt` rather than `./报告.txt`.
fn without_dot(path: &Path) -> &Path {
    path.strip_prefix(".").unwrap_or(path)
}

fn open(path: &Path) -> Found {
    let name = path.to_string_lossy().into_owned();
    match File::open(path) {
        Ok(file) => read(name, file),
        Err(error) => Found::Failure(ReadError::from_io(error).at(name)),
    }
}

fn read(path: String, from: impl Read) -> Found {
    let mut bytes = Vec::new();
    let outcome = from
        .take(MOST_BYTES)
        .read_to_end(&mut bytes)
        .map_err(ReadError::from_io)
        .and_then(|_| source::read(&bytes).map_err(ReadError::Unread));
    match outcome {
        Ok((document, gaps)) => Found::Report {
            path,
            document,
            gaps,
        },
        Err(error) => Found::Failure(error.at(path)),
    }
}

fn extension(path: &Path) -> String {
    let extension = path.extension().unwrap_or_default();
    extension.to_string_lossy().to_ascii_lowercase()
}
