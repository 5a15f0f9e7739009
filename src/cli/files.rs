//! Paths to documents: folders are walked, files are read one at a time.

use std::{
    collections::BTreeMap,
    fs::File,
    io::{self, Read},
    path::{Path, PathBuf},
};

use walkdir::{DirEntry, WalkDir};

use super::{converter::Converter, failure::ReadError, reading::Reading};
use crate::{
    document::Document,
    gap::Gap,
    language::Language,
    report::{Failure, plain},
    source::{self, Options},
};

/// Files that are read when a folder is named; a file named itself is always read.
const EXTENSIONS: &[&str] = &[
    "txt",
    "md",
    "html",
    "htm",
    #[cfg(feature = "doc")]
    "doc",
    #[cfg(feature = "doc")]
    "wps",
];

/// Files that are read as well when there is a converter.
const CONVERTED: [&str; 6] = ["doc", "wps", "rtf", "odt", "uot", "uof"];

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
                kind => format!("{} {n}", plain(kind)),
            });
        kinds.collect::<Vec<_>>().join(", ")
    }
}

/// Reads paths, one document at a time.
pub(super) struct Reader {
    /// The language in which failures are told.
    language: Language,
    options: Options,
    /// What turns other files into ones that are read.
    converter: Option<Converter>,
    /// What was left out so far.
    pub(super) skipped: Skipped,
    /// Files that this run writes: what an earlier run left there is no report.
    pub(super) written: Vec<PathBuf>,
    /// The bytes in hand, kept for their memory.
    bytes: Vec<u8>,
}

impl Reader {
    /// A reader that tells failures in `language`.
    pub(super) fn new(language: Language, reading: &Reading) -> Self {
        Self {
            language,
            options: reading.options(),
            converter: reading.converter(),
            skipped: Skipped::default(),
            written: Vec::new(),
            bytes: Vec::new(),
        }
    }

    /// Reads everything under `paths`.
    ///
    /// # Errors
    ///
    /// Whatever `take` returns stops the walk; a path that cannot be read does not.
    pub(super) fn each<E>(
        &mut self,
        paths: &[PathBuf],
        mut take: impl FnMut(Found) -> Result<(), E>,
    ) -> Result<(), E> {
        for path in paths {
            if path.as_os_str() == "-" {
                take(self.read("-".to_owned(), io::stdin().lock()))?;
            } else if path.is_dir() {
                self.walk(path, &mut take)?;
            } else {
                take(self.open(path))?;
            }
        }
        Ok(())
    }

    /// Reads the reports of a folder in the order of their names.
    fn walk<E>(
        &mut self,
        folder: &Path,
        take: &mut impl FnMut(Found) -> Result<(), E>,
    ) -> Result<(), E> {
        let mut is_empty = true;
        let entries = WalkDir::new(folder).sort_by_file_name().into_iter();
        for entry in entries.filter_entry(is_visible) {
            match entry {
                Ok(entry) if entry.file_type().is_dir() => continue,
                Ok(entry) if self.is_written(entry.path()) => continue,
                Ok(entry) if self.is_report(&entry) => {
                    take(self.open(without_dot(entry.path())))?;
                }
                Ok(entry) => {
                    self.skipped.count(entry.path());
                    continue;
                }
                Err(error) => {
                    let path = error.path().unwrap_or(folder).to_owned();
                    take(self.failure(&path, &ReadError::from_io(error.into())))?;
                }
            }
            is_empty = false;
        }
        if is_empty {
            take(self.failure(folder, &ReadError::NoReport))?;
        }
        Ok(())
    }

    fn is_written(&self, path: &Path) -> bool {
        let name = path.file_name();
        let mut namesakes = self.written.iter().filter(|file| file.file_name() == name);
        namesakes.any(|file| path.canonicalize().is_ok_and(|path| path == *file))
    }

    fn open(&mut self, path: &Path) -> Found {
        match File::open(path) {
            Ok(file) => self.read(path.to_string_lossy().into_owned(), file),
            Err(error) => self.failure(path, &ReadError::from_io(error)),
        }
    }

    fn read(&mut self, path: String, from: impl Read) -> Found {
        self.bytes.clear();
        // One byte more than allowed is enough to know that there are too many.
        let most = u64::try_from(self.options.limits.bytes).map_or(u64::MAX, |most| most + 1);
        let outcome = from
            .take(most)
            .read_to_end(&mut self.bytes)
            .map_err(ReadError::from_io)
            .and_then(|_| self.document());
        match outcome {
            Ok((document, gaps)) => Found::Report {
                path,
                document,
                gaps,
            },
            Err(error) => Found::Failure(error.at(path, self.language)),
        }
    }

    /// The document in the bytes in hand, or in what the converter makes of them.
    fn document(&mut self) -> Result<(Document, Vec<Gap>), ReadError> {
        let unread = match source::read_with(&self.bytes, &self.options) {
            Ok(read) => return Ok(read),
            Err(unread) => unread,
        };
        let (Some(converter), Some(extension)) = (&mut self.converter, unread.office_extension())
        else {
            return Err(ReadError::Unread(unread));
        };
        let most = u64::try_from(self.options.limits.bytes).map_or(u64::MAX, |most| most + 1);
        let bytes = converter
            .convert(&self.bytes, extension, most)
            .map_err(ReadError::Unconverted)?;
        source::read_with(&bytes, &self.options).map_err(ReadError::Unread)
    }

    /// Whether a file in a folder is read; a pipe of that name would never end.
    fn is_report(&self, entry: &DirEntry) -> bool {
        let extension = extension(entry.path());
        let is_converted = self.converter.is_some() && CONVERTED.contains(&extension.as_str());
        // Only a link must be followed to tell what it leads to.
        let is_file = || entry.file_type().is_file() || entry.path().is_file();
        (is_converted || EXTENSIONS.contains(&extension.as_str())) && is_file()
    }

    fn failure(&self, path: &Path, error: &ReadError) -> Found {
        Found::Failure(error.at(path.to_string_lossy().into_owned(), self.language))
    }
}

/// Whether an entry is looked at: what was named is, hidden files and folders are not.
pub(super) fn is_visible(entry: &DirEntry) -> bool {
    entry.depth() == 0 || !entry.file_name().to_string_lossy().starts_with('.')
}

/// `报告.txt` rather than `./报告.txt`.
fn without_dot(path: &Path) -> &Path {
    path.strip_prefix(".").unwrap_or(path)
}

fn extension(path: &Path) -> String {
    let extension = path.extension().unwrap_or_default();
    extension.to_string_lossy().to_ascii_lowercase()
}
