//! Which `gouji.toml` holds for which report, and the packs each of them loads.
//!
//! All of them are found and read before the first report is: upwards from each path
//! that was named, and below the folders among them. After that, telling which one
//! holds for a report touches no disk, however many reports there are.

use std::{
    collections::{HashMap, HashSet},
    fs, io,
    path::{Path, PathBuf},
};

use miette::Diagnostic;
use thiserror::Error;
use walkdir::WalkDir;

use super::{
    args::Common,
    audits::with_default,
    files::is_visible,
    packs::{self, PackFailure},
    root::{Root, absolute},
};
use crate::{
    config::{self, Config, ConfigErrors, Known},
    pack::PackSet,
    sections::Located,
};

/// No honest configuration is larger.
const MAX_BYTES: u64 = 4 << 20;

/// Why a configuration cannot be used.
#[derive(Debug, Error, Diagnostic)]
pub(super) enum ConfigFailure {
    #[error("cannot read the configuration `{path}`: {error}")]
    #[diagnostic(
        code(gouji::cli::config_unreadable),
        help("check the path given with --config, or run with --isolated")
    )]
    Unreadable { path: String, error: io::Error },
    #[error("the configuration `{path}` is larger than {MAX_BYTES} bytes")]
    #[diagnostic(
        code(gouji::cli::config_too_large),
        help("known findings belong into a baseline: `gouji baseline`")
    )]
    TooLarge { path: String },
    #[error(transparent)]
    #[diagnostic(transparent)]
    Broken(#[from] ConfigErrors),
    #[error(transparent)]
    #[diagnostic(transparent)]
    Pack(#[from] PackFailure),
}

/// The configurations of a run; the first one stands for there being none.
#[derive(Debug)]
pub(super) struct Configs {
    here: PathBuf,
    all: Vec<Loaded>,
    sets: Vec<PackSet>,
    /// The configuration of a folder that has one of its own.
    by_folder: HashMap<PathBuf, usize>,
    /// The one that holds for everything.
    only: Option<usize>,
    /// The one of the first path.
    first: usize,
}

/// A configuration that was read.
#[derive(Debug)]
pub(super) struct Loaded {
    /// The file, as people are told of it.
    pub(super) path: String,
    /// What its paths are relative to.
    pub(super) root: Root,
    /// What it says.
    pub(super) config: Config,
    set: usize,
}

impl Configs {
    /// Finds and reads the configurations for the reports under `paths`; without any, that of
    /// the current folder.
    pub(super) fn find(paths: &[PathBuf], common: &Common) -> Result<Self, ConfigFailure> {
        let here = std::env::current_dir().unwrap_or_default();
        let paths = &with_default(paths);
        let mut reader = Reader {
            here: &here,
            flags: &common.rules,
            folders: vec![Vec::new()],
            sets: vec![packs::load(&common.rules)?],
            broken: Vec::new(),
        };
        let mut all = vec![Loaded {
            path: String::new(),
            root: Root::new(&here, &here),
            config: Config::default(),
            set: 0,
        }];
        let mut by_folder = HashMap::new();
        let only = if common.isolated {
            Some(0)
        } else if let Some(file) = &common.config {
            all.push(reader.read(file)?);
            Some(1)
        } else {
            for file in found(paths, &here) {
                let folder = file.parent().map(Path::to_owned).unwrap_or_default();
                by_folder.insert(folder, all.len());
                all.push(reader.read(&file)?);
            }
            None
        };
        if !reader.broken.is_empty() {
            let mistakes = reader.broken;
            return Err(ConfigErrors { mistakes }.into());
        }
        let sets = reader.sets;
        let mut configs = Self {
            here,
            all,
            sets,
            by_folder,
            only,
            first: 0,
        };
        let first = paths.first().map_or(Path::new("."), PathBuf::as_path);
        configs.first = if first.is_dir() {
            configs.index_of(&first.join(config::FILE))
        } else {
            configs.index_of(first)
        };
        Ok(configs)
    }

    /// The current folder.
    pub(super) fn here(&self) -> &Path {
        &self.here
    }

    /// Every configuration, the one for there being none first.
    pub(super) fn all(&self) -> &[Loaded] {
        &self.all
    }

    /// The configuration of the first path: what is said once in a run is said there.
    pub(super) fn first(&self) -> &Loaded {
        &self.all[self.first]
    }

    /// The packs of the first path.
    pub(super) fn packs(&self) -> &PackSet {
        self.set(self.first())
    }

    /// The folders of rules of the first path, those of the command line last.
    pub(super) fn folders(&self, common: &Common) -> Vec<PathBuf> {
        let Loaded { root, config, .. } = self.first();
        let own = config.rules.iter().map(|folder| root.join(folder));
        own.chain(common.rules.iter().cloned()).collect()
    }

    /// The same, to be changed.
    pub(super) fn into_packs(mut self) -> PackSet {
        let set = self.first().set;
        self.sets.swap_remove(set)
    }

    /// The packs of a configuration.
    pub(super) fn set(&self, loaded: &Loaded) -> &PackSet {
        &self.sets[loaded.set]
    }

    /// The number of the configuration that holds for the report `path`.
    pub(super) fn index_of(&self, path: &Path) -> usize {
        if let Some(only) = self.only {
            return only;
        }
        if self.by_folder.is_empty() {
            return 0;
        }
        let full = absolute(path, &self.here);
        let nearest = full.ancestors().skip(1).find_map(|f| self.by_folder.get(f));
        nearest.copied().unwrap_or_default()
    }
}

/// Every configuration that may hold for a report under `paths`, in order.
fn found(paths: &[PathBuf], here: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut seen = HashSet::new();
    for path in paths {
        let is_folder = path.as_os_str() != "-" && path.is_dir();
        let full = absolute(path, here);
        let start = if is_folder {
            Some(&*full)
        } else {
            full.parent()
        };
        upwards(start, &mut seen, &mut found);
        if is_folder {
            let entries = WalkDir::new(&full).min_depth(2).into_iter();
            let entries = entries.filter_entry(is_visible).filter_map(Result::ok);
            let files = entries
                .filter(|entry| entry.file_name() == config::FILE && entry.file_type().is_file());
            found.extend(files.map(walkdir::DirEntry::into_path));
        }
    }
    if paths.is_empty() {
        upwards(Some(here), &mut seen, &mut found);
    }
    found.sort();
    found.dedup();
    found
}

/// The nearest configuration from `folder` on, where nobody has looked before.
fn upwards(folder: Option<&Path>, seen: &mut HashSet<PathBuf>, found: &mut Vec<PathBuf>) {
    for folder in folder.into_iter().flat_map(Path::ancestors) {
        if !seen.insert(folder.to_owned()) {
            return;
        }
        let file = folder.join(config::FILE);
        if file.is_file() {
            return found.push(file);
        }
    }
}

/// Reads configurations; those with equal folders of rules share their packs.
struct Reader<'a> {
    here: &'a Path,
    /// Folders of rules from the command line, which come last.
    flags: &'a [PathBuf],
    folders: Vec<Vec<PathBuf>>,
    sets: Vec<PackSet>,
    /// The mistakes so far.
    broken: Vec<Located>,
}

impl Reader<'_> {
    fn read(&mut self, file: &Path) -> Result<Loaded, ConfigFailure> {
        let full = absolute(file, self.here);
        let shown = Root::new(self.here, self.here).relative(&full);
        let text = text_of(&full, &shown)?;
        let root = Root::of_file(&full, self.here);
        let folders: Vec<_> = config::folders(&text)
            .iter()
            .map(|f| root.join(f))
            .collect();
        let set = self.set(folders);
        let known = set.as_ref().ok().map(|&set| &self.sets[set]);
        let rules: Vec<&str> = known
            .iter()
            .flat_map(|set| set.rules())
            .map(|r| &*r.id)
            .collect();
        let packs = known.iter().flat_map(|set| &set.packs);
        let packs: Vec<&str> = packs.map(|pack| pack.id.as_str()).collect();
        let names = known.map(|_| Known {
            rules: &rules,
            packs: &packs,
        });
        let config = Config::parse(&shown, &text, names).unwrap_or_else(|errors| {
            self.broken.extend(errors.mistakes);
            Config::default()
        });
        let set = match set {
            Ok(set) => set,
            // What the configuration itself gets wrong is told first.
            Err(_) if !self.broken.is_empty() => 0,
            Err(failure) => return Err(failure.into()),
        };
        Ok(Loaded {
            path: shown,
            root,
            config,
            set,
        })
    }

    /// The number of the packs that `folders` and the command line give.
    fn set(&mut self, folders: Vec<PathBuf>) -> Result<usize, PackFailure> {
        if let Some(set) = self.folders.iter().position(|known| *known == folders) {
            return Ok(set);
        }
        let all = [&folders, self.flags].concat();
        self.sets.push(packs::load(&all)?);
        self.folders.push(folders);
        Ok(self.sets.len() - 1)
    }
}

/// What the file says.
fn text_of(file: &Path, shown: &str) -> Result<String, ConfigFailure> {
    let unreadable = |error| ConfigFailure::Unreadable {
        path: shown.to_owned(),
        error,
    };
    let path = shown.to_owned();
    if fs::metadata(file).map_err(unreadable)?.len() > MAX_BYTES {
        return Err(ConfigFailure::TooLarge { path });
    }
    fs::read_to_string(file).map_err(unreadable)
}
