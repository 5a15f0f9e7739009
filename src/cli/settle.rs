//! Findings that somebody has taken note of: accepted in `gouji.toml`, or in a baseline.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use miette::Diagnostic;
use thiserror::Error;

use super::{
    configs::{Configs, Loaded},
    root::Root,
};
use crate::{
    baseline::{Baseline, BaselineErrors, Entry},
    finding::{Finding, Standing},
};

/// No honest baseline is larger.
const MAX_BYTES: u64 = 256 << 20;

/// Why a baseline cannot be used.
#[derive(Debug, Error, Diagnostic)]
pub(super) enum BaselineFailure {
    #[error("cannot read the baseline `{path}`: {error}")]
    #[diagnostic(
        code(gouji::cli::baseline_unreadable),
        help("check the path, or write one first: `gouji baseline --output FILE`")
    )]
    Unreadable { path: String, error: io::Error },
    #[error("the baseline `{path}` is larger than {MAX_BYTES} bytes")]
    #[diagnostic(
        code(gouji::cli::baseline_too_large),
        help("keep one baseline for each part of the archive, each named in a `gouji.toml`")
    )]
    TooLarge { path: String },
    #[error(transparent)]
    #[diagnostic(transparent)]
    Broken(#[from] BaselineErrors),
}

/// A baseline and what its paths are relative to.
#[derive(Debug)]
pub(super) struct Kept {
    root: Root,
    baseline: Baseline,
    file: PathBuf,
}

impl Kept {
    /// Reads the file `file`.
    pub(super) fn read(file: &Path, here: &Path) -> Result<Self, BaselineFailure> {
        let path = file.display().to_string();
        let text = text_of(file, &path)?;
        Ok(Self {
            root: Root::of_file(file, here),
            baseline: Baseline::parse(&path, &text)?,
            file: file.to_owned(),
        })
    }

    /// A baseline without entries, to be written to `file`.
    pub(super) fn empty(root: Root) -> Self {
        Self {
            root,
            baseline: Baseline::default(),
            file: PathBuf::new(),
        }
    }

    /// Says of each finding of a report whether it is known.
    pub(super) fn settle(&mut self, path: &str, findings: &mut [Finding]) {
        let named = self.named(path);
        let root = &self.root;
        let is_gone = |entry: &str| !is_there(&root.join(entry));
        self.baseline.settle(named.as_deref(), findings, is_gone);
    }

    /// The path of a report as entries name it; nothing for standard input.
    fn named(&self, path: &str) -> Option<String> {
        (path != "-").then(|| self.root.relative(Path::new(path)))
    }

    /// The entries of a report's findings that are not accepted otherwise.
    pub(super) fn entries(&self, path: &str, findings: &[Finding]) -> Vec<Entry> {
        let named = self.named(path).unwrap_or_else(|| path.to_owned());
        let entries = findings.iter().filter_map(|finding| {
            let reason = match &finding.standing {
                Standing::Open | Standing::New => None,
                Standing::Known(reason) => reason.clone(),
                Standing::Accepted(_) => return None,
            };
            Some(Entry {
                reason,
                ..Entry::of(&named, finding)
            })
        });
        entries.collect()
    }

    /// Entries that nothing matched, though their reports were audited.
    pub(super) fn stale(&self) -> impl Iterator<Item = &Entry> {
        self.baseline.stale()
    }

    /// Entries of reports that are still there and were not audited.
    pub(super) fn untouched(&self) -> impl Iterator<Item = &Entry> {
        let entries = self.baseline.untouched();
        entries.filter(|entry| is_there(&self.root.join(&entry.path)))
    }
}

/// Whether a report is there, or the archive that it was read from.
fn is_there(path: &Path) -> bool {
    path.exists() || path.ancestors().skip(1).any(Path::is_file)
}

/// The baselines of a run, and what its configurations accept.
#[derive(Debug)]
pub(super) struct Settler<'c> {
    configs: &'c Configs,
    kept: Vec<Kept>,
    /// The baseline that holds where a configuration does.
    by_config: Vec<Option<usize>>,
    /// For each `[[accept]]` of each configuration, whether it was met, or might have been.
    accepts: Vec<Vec<Use>>,
}

/// What a run made of an `[[accept]]`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Use {
    /// No report that it names has come.
    Waiting,
    /// A report that it names has come.
    Idle,
    /// It has accepted something.
    Met,
}

impl<'c> Settler<'c> {
    /// What the configurations accept; no baseline.
    pub(super) fn new(configs: &'c Configs) -> Self {
        let uses = |loaded: &Loaded| vec![Use::Waiting; loaded.config.accept.len()];
        Self {
            configs,
            kept: Vec::new(),
            by_config: vec![None; configs.all().len()],
            accepts: configs.all().iter().map(uses).collect(),
        }
    }

    /// The same with the baseline of the command line, or else with those that configurations name.
    pub(super) fn with_baselines(mut self, named: Option<&Path>) -> Result<Self, BaselineFailure> {
        let here = self.configs.here();
        if let Some(file) = named {
            self.kept.push(Kept::read(file, here)?);
            self.by_config.fill(Some(0));
            return Ok(self);
        }
        for (at, loaded) in self.configs.all().iter().enumerate() {
            let Some(name) = &loaded.config.baseline else {
                continue;
            };
            let file = loaded.root.join(name);
            let known = self.kept.iter().position(|kept| kept.file == file);
            if known.is_none() {
                self.kept.push(Kept::read(&file, here)?);
            }
            self.by_config[at] = known.or(Some(self.kept.len() - 1));
        }
        Ok(self)
    }

    /// Says of each finding of a report whether it is accepted or known.
    pub(super) fn settle(&mut self, path: &str, config: usize, findings: &mut [Finding]) {
        let loaded = &self.configs.all()[config];
        if !loaded.config.accept.is_empty() {
            let named = loaded.root.relative(Path::new(path));
            for (accept, used) in loaded.config.accept.iter().zip(&mut self.accepts[config]) {
                if !accept.is_about(&named) {
                    continue;
                }
                if *used == Use::Waiting && accept.paths.is_some() {
                    *used = Use::Idle;
                }
                for finding in findings.iter_mut().filter(|one| accept.accepts(one)) {
                    *used = Use::Met;
                    if !finding.standing.is_settled() {
                        finding.standing = Standing::Accepted(accept.reason.clone());
                    }
                }
            }
        }
        if let Some(at) = self.by_config[config] {
            self.kept[at].settle(path, findings);
        }
    }

    /// Baseline entries that nothing in the run matched, though it audited their reports.
    pub(super) fn stale(&self) -> Vec<Entry> {
        self.kept.iter().flat_map(Kept::stale).cloned().collect()
    }

    /// What was to be accepted in reports of this run and is not there: the configuration's path, and what.
    pub(super) fn idle(&self) -> impl Iterator<Item = (&str, &str)> {
        let configs = self.configs.all().iter().zip(&self.accepts);
        configs.flat_map(|(loaded, uses)| {
            let accepts = loaded.config.accept.iter().zip(uses);
            let idle = accepts.filter(|(_, used)| **used == Use::Idle);
            idle.map(|(accept, _)| (loaded.path.as_str(), accept.named()))
        })
    }
}

fn text_of(file: &Path, shown: &str) -> Result<String, BaselineFailure> {
    let unreadable = |error| BaselineFailure::Unreadable {
        path: shown.to_owned(),
        error,
    };
    let path = shown.to_owned();
    if fs::metadata(file).map_err(unreadable)?.len() > MAX_BYTES {
        return Err(BaselineFailure::TooLarge { path });
    }
    fs::read_to_string(file).map_err(unreadable)
}
