//! Paths to jobs: folders are walked, lists of paths followed, archives taken apart.
//!
//! Nothing here is read but what archives hold: a job is a path, or bytes that have none, so
//! that reading and auditing can be shared among threads.

use std::{
    collections::{BTreeMap, HashSet},
    fs::File,
    io::{self, BufRead, BufReader, Read},
    path::{Path, PathBuf},
    sync::{Arc, Mutex, PoisonError},
};

use walkdir::{DirEntry, WalkDir};

use super::{
    archives::{self, Archive},
    converter::Converter,
    failure::ReadError,
    html::is_own_page,
};
use crate::{
    document::Document,
    gap::Gap,
    language::Language,
    report::{Failure, plain},
    source::{self, Hint, Options, Unread},
};

/// Room for most reports, in bytes.
const ROOM: usize = 64 << 10;

/// Files that are read when a folder is named; a file named itself is always read.
pub(super) const EXTENSIONS: &[&str] = &[
    "txt",
    "md",
    "html",
    "htm",
    #[cfg(feature = "pdf")]
    "pdf",
    #[cfg(feature = "doc")]
    "doc",
    #[cfg(feature = "docx")]
    "docx",
    #[cfg(feature = "docx")]
    "docm",
    #[cfg(any(feature = "doc", feature = "docx"))]
    "wps",
    #[cfg(feature = "sheets")]
    "xlsx",
    #[cfg(feature = "sheets")]
    "xlsm",
    #[cfg(feature = "sheets")]
    "xls",
    #[cfg(feature = "sheets")]
    "et",
    #[cfg(feature = "sheets")]
    "ods",
    #[cfg(feature = "sheets")]
    "csv",
    #[cfg(feature = "sheets")]
    "tsv",
];

/// So many bytes are held of reports in archives.
pub(super) const HEAVY: usize = 16 << 20;

/// Files that are read as well when there is a converter.
const CONVERTED: [&str; 6] = ["doc", "wps", "rtf", "odt", "uot", "uof"];

/// One report to be read.
pub(super) struct Job {
    /// The path as given or found; `-` for standard input.
    pub(super) path: String,
    /// Where its bytes are.
    pub(super) from: From,
}

/// Where the bytes of a report are.
pub(super) enum From {
    /// In this file.
    File(PathBuf),
    /// Here.
    Bytes(Vec<u8>),
    /// Nowhere.
    Nothing(Failure),
}

impl Job {
    /// How many bytes it holds.
    pub(super) fn weight(&self) -> usize {
        match &self.from {
            From::Bytes(bytes) => bytes.len(),
            From::File(_) | From::Nothing(_) => 0,
        }
    }
}

/// What a job held.
pub(super) enum Found {
    /// A document, with what of it could not be read.
    Report(Report),
    /// Nothing to audit.
    Failure(Failure),
}

/// A report that was read.
pub(super) struct Report {
    /// The path as given or found; `-` for standard input.
    pub(super) path: String,
    /// What was read.
    pub(super) document: Document,
    /// What could not be read of it.
    pub(super) gaps: Vec<Gap>,
    /// How many files it is.
    pub(super) n_files: usize,
}

/// Reads what jobs speak of.
#[derive(Debug, Clone)]
pub(super) struct Opener {
    /// The language in which failures are told.
    pub(super) language: Language,
    /// How files are read.
    pub(super) options: Options,
    /// What turns other files into ones that are read; one at a time.
    pub(super) converter: Option<Arc<Mutex<Converter>>>,
}

impl Opener {
    /// Reads a report; `buffer` is kept from one to the next for its memory.
    pub(super) fn open(&self, job: Job, buffer: &mut Vec<u8>) -> Found {
        let Job { path, from } = job;
        let outcome = match from {
            From::File(file) => self.read(&path, &file, buffer),
            From::Bytes(bytes) => self.understand(&path, &bytes),
            From::Nothing(failure) => return Found::Failure(failure),
        };
        match outcome {
            Ok((document, gaps)) => Found::Report(Report {
                path,
                document,
                gaps,
                n_files: 1,
            }),
            Err(error) => Found::Failure(error.at(path, self.language)),
        }
    }

    fn read(
        &self,
        path: &str,
        file: &Path,
        buffer: &mut Vec<u8>,
    ) -> Result<(Document, Vec<Gap>), ReadError> {
        let file = File::open(file).map_err(ReadError::from_io)?;
        let bytes = self.fill(file, buffer)?;
        self.understand(path, bytes)
    }

    /// Reads bytes up to one more than allowed, which is enough to know that there are too many.
    ///
    /// Whatever `buffer` holds makes room for them: nearly all reports take one reading, and one that finds
    /// their end.
    fn fill<'b>(
        &self,
        mut from: impl Read,
        buffer: &'b mut Vec<u8>,
    ) -> Result<&'b [u8], ReadError> {
        let most = self.options.limits.bytes.saturating_add(1);
        let mut n_read = 0;
        while n_read < most {
            if n_read == buffer.len() {
                buffer.resize(ROOM.max(n_read * 2).min(most), 0);
            }
            let end = buffer.len().min(most);
            match from.read(&mut buffer[n_read..end]) {
                Ok(0) => break,
                Ok(n_more) => n_read += n_more,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(ReadError::from_io(error)),
            }
        }
        Ok(&buffer[..n_read])
    }

    /// The document in the bytes of the file that is called `path`, or in what the converter makes of them.
    fn understand(&self, path: &str, bytes: &[u8]) -> Result<(Document, Vec<Gap>), ReadError> {
        let options = Options {
            hint: Hint::of(&extension(Path::new(path))),
            ..self.options.clone()
        };
        let unread = match source::read_with(bytes, &options) {
            Ok(read) => return Ok(read),
            Err(unread) => unread,
        };
        let (Some(converter), Some(extension)) = (&self.converter, unread.office_extension())
        else {
            return Err(ReadError::Unread(unread));
        };
        let most = u64::try_from(self.options.limits.bytes).map_or(u64::MAX, |most| most + 1);
        let mut converter = converter.lock().unwrap_or_else(PoisonError::into_inner);
        let outcome = converter.convert(bytes, extension, most);
        let bytes = outcome.map_err(ReadError::Unconverted)?;
        source::read_with(&bytes, &self.options).map_err(ReadError::Unread)
    }
}

/// Files that were left out, by extension.
#[derive(Debug, Default)]
pub(super) struct Skipped(BTreeMap<String, usize>);

impl Skipped {
    pub(super) fn count(&mut self, path: &Path) {
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

/// Finds the reports under paths, in order.
pub(super) struct Finder {
    opener: Opener,
    /// What was left out so far.
    pub(super) skipped: Skipped,
    /// Files that this run writes: what an earlier run left there is no report.
    pub(super) written: Vec<PathBuf>,
}

/// Where jobs go to; an error ends the search.
pub(super) type Take<'a, E> = dyn FnMut(Job) -> Result<(), E> + 'a;

impl Finder {
    /// A finder of reports that `opener` will read.
    pub(super) fn new(opener: Opener) -> Self {
        Self {
            opener,
            skipped: Skipped::default(),
            written: Vec::new(),
        }
    }

    /// Finds everything under `paths`.
    ///
    /// # Errors
    ///
    /// Whatever `take` returns stops the walk; a path that cannot be read does not.
    pub(super) fn each<E>(&mut self, paths: &[PathBuf], take: &mut Take<'_, E>) -> Result<(), E> {
        paths.iter().try_for_each(|path| self.path(path, take))
    }

    /// How many files [`Self::each`] will find, archives counted as one.
    pub(super) fn count(&self, paths: &[PathBuf]) -> usize {
        let count = |path: &PathBuf| {
            let entries = WalkDir::new(path).into_iter().filter_entry(is_visible);
            let is_wanted = |entry: &DirEntry| entry.depth() == 0 || self.is_report(entry);
            let files = entries.filter_map(Result::ok).filter(is_wanted);
            files.filter(|entry| !entry.file_type().is_dir()).count()
        };
        paths.iter().map(count).sum()
    }

    /// Finds everything under the paths that `list` names, one a line or each ended by a zero byte.
    ///
    /// # Errors
    ///
    /// As [`Self::each`].
    pub(super) fn each_of<E>(&mut self, list: &Path, take: &mut Take<'_, E>) -> Result<(), E> {
        let lines: Box<dyn BufRead> = if list.as_os_str() == "-" {
            Box::new(io::stdin().lock())
        } else {
            match File::open(list) {
                Ok(file) => Box::new(BufReader::new(file)),
                Err(error) => return take(self.failed(list, &ReadError::from_io(error))),
            }
        };
        let mut lines = Paths { from: lines };
        loop {
            match lines.next() {
                Ok(None) => return Ok(()),
                Ok(Some(path)) => self.path(&path, take)?,
                Err(error) => return take(self.failed(list, &ReadError::from_io(error))),
            }
        }
    }

    /// The folders that the list `list` names, and one path of each folder that its reports stand in.
    ///
    /// Nothing if it cannot be read again, as standard input and pipes cannot; what is wrong with
    /// it is told when its reports are read.
    pub(super) fn places_of(list: &Path) -> Vec<PathBuf> {
        let mut places = Vec::new();
        let mut folders = HashSet::new();
        let file = File::open(list).ok().filter(|_| list.is_file());
        let Some(file) = file else { return places };
        let mut lines = Paths {
            from: Box::new(BufReader::new(file)),
        };
        while let Ok(Some(path)) = lines.next() {
            let folder = path.parent().unwrap_or(&path).to_owned();
            if path.is_dir() || folders.insert(folder) {
                places.push(path);
            }
        }
        places
    }

    fn path<E>(&mut self, path: &Path, take: &mut Take<'_, E>) -> Result<(), E> {
        if path.as_os_str() == "-" {
            self.standard_input(take)
        } else if path.is_dir() {
            self.walk(path, take)
        } else {
            self.file(path, take)
        }
    }

    fn standard_input<E>(&mut self, take: &mut Take<'_, E>) -> Result<(), E> {
        let path = "-".to_owned();
        let mut buffer = Vec::new();
        match self.opener.fill(io::stdin().lock(), &mut buffer) {
            Ok(bytes) => {
                let bytes = bytes.to_vec();
                self.entry(path, bytes, 0, take)
            }
            Err(error) => take(self.failed(Path::new(&path), &error)),
        }
    }

    /// Finds the reports of a folder in the order of their names.
    fn walk<E>(&mut self, folder: &Path, take: &mut Take<'_, E>) -> Result<(), E> {
        let mut is_empty = true;
        // Those of one folder differ in their names alone, which would have to be found first.
        let by_path = |a: &DirEntry, b: &DirEntry| {
            let (a, b) = (a.path().as_os_str(), b.path().as_os_str());
            a.cmp(b)
        };
        let entries = WalkDir::new(folder).sort_by(by_path).into_iter();
        for entry in entries.filter_entry(is_visible) {
            match entry {
                Ok(entry) if entry.file_type().is_dir() => continue,
                Ok(entry) if self.is_written(entry.path()) => continue,
                Ok(entry) if is_own_page(entry.path()) => continue,
                Ok(entry) if self.is_report(&entry) => {
                    self.file(without_dot(entry.path()), take)?;
                }
                // A link whose target is gone stood for a report.
                Ok(entry) if entry.path_is_symlink() && self.leads_nowhere(entry.path()) => {
                    take(self.failed(without_dot(entry.path()), &ReadError::LinkToNothing))?;
                }
                Ok(entry) => {
                    self.skipped.count(entry.path());
                    continue;
                }
                Err(error) => {
                    let path = error.path().unwrap_or(folder).to_owned();
                    take(self.failed(&path, &ReadError::from_io(error.into())))?;
                }
            }
            is_empty = false;
        }
        if is_empty {
            take(self.failed(folder, &ReadError::NoReport))?;
        }
        Ok(())
    }

    fn is_written(&self, path: &Path) -> bool {
        let name = path.file_name();
        let mut namesakes = self.written.iter().filter(|file| file.file_name() == name);
        namesakes.any(|file| path.canonicalize().is_ok_and(|path| path == *file))
    }

    /// A file, or what the archive that it is holds.
    fn file<E>(&mut self, path: &Path, take: &mut Take<'_, E>) -> Result<(), E> {
        let name = path.to_string_lossy().into_owned();
        // The name of a report is believed: looking into every file would open it twice.
        if !EXTENSIONS.contains(&extension(path).as_str())
            && let Some(archive) = File::open(path).ok().and_then(archives::of_file)
        {
            return self.archive(&name, archive, 0, take);
        }
        let from = From::File(path.to_owned());
        take(Job { path: name, from })
    }

    /// A file that came without one of its own: an entry of an archive, or standard input.
    fn entry<E>(
        &mut self,
        path: String,
        bytes: Vec<u8>,
        depth: usize,
        take: &mut Take<'_, E>,
    ) -> Result<(), E> {
        if let Some(archive) = archives::of_bytes(&bytes) {
            return self.archive(&path, archive, depth, take);
        }
        let from = From::Bytes(bytes);
        take(Job { path, from })
    }

    /// The reports in an archive, which itself stands in `depth` others.
    fn archive<E>(
        &mut self,
        path: &str,
        archive: Archive<'_>,
        depth: usize,
        take: &mut Take<'_, E>,
    ) -> Result<(), E> {
        let limits = self.opener.options.limits;
        let mut n_reports = 0;
        let mut ended = Ok(());
        let outcome = if depth >= limits.depth.min(archives::DEEPEST) {
            Err(Unread::Limit {
                limit: source::Limit::Depth,
                most: depth,
            })
        } else {
            archive.each(&limits, &mut |entry| {
                let is_alone = entry.name.is_empty();
                let path = if is_alone {
                    path.to_owned()
                } else {
                    format!("{path}/{}", entry.name)
                };
                if !is_alone && !self.is_wanted(&entry.name) {
                    self.skipped.count(Path::new(&entry.name));
                    return true;
                }
                n_reports += 1;
                ended = match entry.bytes {
                    Ok(bytes) => self.entry(path, bytes, depth + 1, take),
                    Err(unread) => take(self.failed(Path::new(&path), &ReadError::Unread(unread))),
                };
                ended.is_ok()
            })
        };
        ended?;
        match outcome {
            Err(unread) => take(self.failed(Path::new(path), &ReadError::Unread(unread))),
            Ok(()) if n_reports == 0 => take(self.failed(Path::new(path), &ReadError::NoReport)),
            Ok(()) => Ok(()),
        }
    }

    fn failed(&self, path: &Path, error: &ReadError) -> Job {
        let path = path.to_string_lossy().into_owned();
        let failure = error.at(path.clone(), self.opener.language);
        Job {
            path,
            from: From::Nothing(failure),
        }
    }

    /// Whether an entry of an archive is read: by its name, as in a folder.
    fn is_wanted(&self, name: &str) -> bool {
        let is_hidden = |part: &str| part.starts_with('.') || part == "__MACOSX";
        self.is_kind(Path::new(name)) && !name.split('/').any(is_hidden)
    }

    /// Whether a link that is named like a report leads to nothing.
    fn leads_nowhere(&self, link: &Path) -> bool {
        self.is_kind(link) && !link.exists()
    }

    /// Whether a file in a folder is read; a pipe of that name would never end.
    fn is_report(&self, entry: &DirEntry) -> bool {
        // Only a link must be followed to tell what it leads to.
        let is_file = || entry.file_type().is_file() || entry.path().is_file();
        self.is_kind(entry.path()) && is_file()
    }

    /// Whether files of this name are reports or archives of them.
    fn is_kind(&self, path: &Path) -> bool {
        let extension = extension(path);
        let converted: &[&str] = match self.opener.converter {
            Some(_) => &CONVERTED,
            None => &[],
        };
        let mut all = EXTENSIONS
            .iter()
            .chain(&archives::EXTENSIONS)
            .chain(converted);
        all.any(|kind| *kind == extension)
    }
}

/// The paths that a list names.
struct Paths {
    from: Box<dyn BufRead>,
}

impl Paths {
    /// The next one; blank lines name none.
    fn next(&mut self) -> io::Result<Option<PathBuf>> {
        /// No system has longer paths.
        const LONGEST: u64 = 64 << 10;
        loop {
            let mut line = Vec::new();
            let n_read = (&mut self.from)
                .take(LONGEST)
                .read_until(b'\n', &mut line)?;
            if n_read == 0 {
                return Ok(None);
            }
            while line
                .last()
                .is_some_and(|byte| matches!(byte, b'\n' | b'\r'))
            {
                line.pop();
            }
            if !line.is_empty() {
                return Ok(Some(path_of(&line)));
            }
        }
    }
}

#[cfg(unix)]
fn path_of(bytes: &[u8]) -> PathBuf {
    use std::os::unix::ffi::OsStrExt;
    PathBuf::from(std::ffi::OsStr::from_bytes(bytes))
}

#[cfg(not(unix))]
fn path_of(bytes: &[u8]) -> PathBuf {
    PathBuf::from(String::from_utf8_lossy(bytes).into_owned())
}

/// Whether an entry is looked at: what was named is, hidden files and folders are not.
pub(super) fn is_visible(entry: &DirEntry) -> bool {
    entry.depth() == 0 || !entry.file_name().to_string_lossy().starts_with('.')
}

/// `报告.txt` rather than `./报告.txt`.
fn without_dot(path: &Path) -> &Path {
    path.strip_prefix(".").unwrap_or(path)
}

/// The names of files that are read when a folder is named: `*.txt` and so on.
pub(super) fn searched(between: &str) -> String {
    let names = EXTENSIONS.iter().map(|extension| format!("*.{extension}"));
    names.collect::<Vec<_>>().join(between)
}

fn extension(path: &Path) -> String {
    let extension = path.extension().unwrap_or_default();
    extension.to_string_lossy().to_ascii_lowercase()
}
