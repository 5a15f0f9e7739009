//! Files that are one report, as `join` in `gouji.toml` says: a page and its attachments.
//!
//! Files come in the order of their paths, and what belongs together may stand a little apart in
//! it; a bounded number is held before the first of them goes on.
//!
//! Deliberately absent: reading them.

use std::{
    collections::{HashMap, HashSet, VecDeque},
    path::Path,
};

use super::{
    configs::Configs,
    files::{HEAVY, Job},
    root::absolute,
};

/// No more files than this are one report: more tell that the pattern is wrong.
pub(super) const MOST_PARTS: usize = 16;

/// So many files may be held.
const MOST_HELD: usize = 4096;

/// The files of one report, at least one, the page before its attachments.
pub(super) struct Group {
    /// The first, whose path is the report's.
    pub(super) first: Job,
    /// The others in their order.
    pub(super) others: Vec<Job>,
}

impl Group {
    /// A file that is a report.
    pub(super) fn alone(first: Job) -> Self {
        let others = Vec::new();
        Self { first, others }
    }

    /// The files in the order in which they are read: the shortest name first, then by name.
    fn of(mut jobs: Vec<Job>) -> Option<Self> {
        jobs.sort_by_cached_key(|job| {
            let part = |part: Option<&std::ffi::OsStr>| {
                part.unwrap_or_default().to_string_lossy().into_owned()
            };
            let path = Path::new(&job.path);
            let stem = part(path.file_stem()).chars().count();
            (stem, part(path.file_name()))
        });
        let mut jobs = jobs.into_iter();
        let first = jobs.next()?;
        let others = jobs.collect();
        Some(Self { first, others })
    }

    /// How many files.
    pub(super) fn len(&self) -> usize {
        1 + self.others.len()
    }

    /// How many bytes it holds.
    pub(super) fn weight(&self) -> usize {
        self.first.weight() + self.others.iter().map(Job::weight).sum::<usize>()
    }
}

/// What the files of one report have in common.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
struct Key {
    config: usize,
    folder: String,
    report: String,
}

/// Files of one report so far, or, without a key, files that are reports by themselves.
struct Held {
    key: Option<Key>,
    jobs: VecDeque<Job>,
}

impl Held {
    fn alone(job: Job) -> Self {
        let jobs = VecDeque::from([job]);
        Self { key: None, jobs }
    }
}

/// Puts files together.
pub(super) struct Groups<'c> {
    configs: &'c Configs,
    /// In the order of the first file of each.
    held: VecDeque<Held>,
    /// How many were held before the first of them.
    n_gone: usize,
    /// Which of all that were held has the files of a report.
    by_key: HashMap<Key, usize>,
    n_jobs: usize,
    weight: usize,
    /// What has too many files: these are reports by themselves.
    crowded: HashSet<Key>,
}

impl<'c> Groups<'c> {
    /// Puts files together as the configurations say; nothing where none of them does.
    pub(super) fn new(configs: &'c Configs) -> Option<Self> {
        let mut all = configs.all().iter();
        let is_joining = all.any(|loaded| loaded.config.join.is_some());
        is_joining.then(|| Self {
            configs,
            held: VecDeque::new(),
            n_gone: 0,
            by_key: HashMap::new(),
            n_jobs: 0,
            weight: 0,
            crowded: HashSet::new(),
        })
    }

    /// Takes the next file; what they have in common that are too many, when that becomes known.
    pub(super) fn push(&mut self, job: Job) -> Option<String> {
        self.n_jobs += 1;
        self.weight += job.weight();
        let key = self.key(&job.path);
        let Some(key) = key.filter(|key| !self.crowded.contains(key)) else {
            self.held.push_back(Held::alone(job));
            return None;
        };
        let known = self.by_key.get(&key).map(|at| at - self.n_gone);
        let Some(held) = known.and_then(|at| self.held.get_mut(at)) else {
            let at = self.n_gone + self.held.len();
            self.by_key.insert(key.clone(), at);
            let jobs = VecDeque::from([job]);
            let key = Some(key);
            self.held.push_back(Held { key, jobs });
            return None;
        };
        let full = |path: &str| absolute(Path::new(path), self.configs.here());
        let own = full(&job.path);
        if held.jobs.iter().any(|known| full(&known.path) == own) {
            self.held.push_back(Held::alone(job));
            return None;
        }
        if held.jobs.len() < MOST_PARTS {
            held.jobs.push_back(job);
            return None;
        }
        held.key = None;
        self.by_key.remove(&key);
        self.held.push_back(Held::alone(job));
        let report = key.report.clone();
        self.crowded.insert(key);
        Some(report)
    }

    /// The next report, if no more files can be held.
    pub(super) fn next_full(&mut self) -> Option<Group> {
        let is_full = self.n_jobs > MOST_HELD || self.weight >= HEAVY;
        is_full.then(|| self.next()).flatten()
    }

    /// The next report.
    pub(super) fn next(&mut self) -> Option<Group> {
        let held = self.held.front_mut()?;
        let group = match held.key.take() {
            Some(key) => {
                self.by_key.remove(&key);
                Group::of(std::mem::take(&mut held.jobs).into())?
            }
            None => Group::alone(held.jobs.pop_front()?),
        };
        if held.jobs.is_empty() {
            self.held.pop_front();
            self.n_gone += 1;
        }
        self.n_jobs -= group.len();
        self.weight -= group.weight();
        Some(group)
    }

    /// What the files of the report that the file `path` is a part of have in common.
    fn key(&self, path: &str) -> Option<Key> {
        let config = self.configs.index_of(Path::new(path));
        let loaded = &self.configs.all()[config];
        let join = loaded.config.join.as_ref().filter(|_| path != "-")?;
        let path = loaded.root.relative(Path::new(path));
        let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
        let report = join.report(&path)?;
        Some(Key {
            config,
            folder: folder.to_owned(),
            report: report.to_owned(),
        })
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use clap::Parser;

    use super::*;
    use crate::cli::{args::Common, files::From};

    #[derive(Parser)]
    struct Line {
        #[command(flatten)]
        common: Common,
    }

    /// What becomes of files that come one after another, each with so many bytes: the paths of
    /// each group, and the most bytes that were held.
    fn grouped(files: impl Iterator<Item = (String, usize)>) -> (Vec<Vec<String>>, usize) {
        let folder = tempfile::tempdir().expect("a folder");
        let config = r"join = '(?<report>.+?)(-附件)?\.txt'";
        fs::write(folder.path().join("gouji.toml"), config).expect("written");
        let file = folder.path().join("gouji.toml");
        let words = ["gouji".into(), "--config".into(), file.into_os_string()];
        let Line { common } = Line::parse_from(words);
        let configs = Configs::find(&[], &common).expect("it is sound");
        let mut groups = Groups::new(&configs).expect("they are joined");
        let (mut all, mut most) = (Vec::new(), 0);
        let paths = |group: Group| -> Vec<String> {
            let jobs = std::iter::once(group.first).chain(group.others);
            jobs.map(|job| job.path).collect()
        };
        for (path, n_bytes) in files {
            let from = From::Bytes(vec![0; n_bytes]);
            groups.push(Job { path, from });
            most = most.max(groups.weight);
            while let Some(group) = groups.next_full() {
                all.push(paths(group));
            }
        }
        while let Some(group) = groups.next() {
            all.push(paths(group));
        }
        assert_eq!(
            (groups.n_jobs, groups.weight, groups.by_key.len()),
            (0, 0, 0)
        );
        (all, most)
    }

    #[test]
    fn files_are_joined_as_far_as_they_are_held() {
        let n = MOST_HELD;
        let others = (0..n).map(|n| format!("其他{n}.txt"));
        let first = ["甲-附件.txt", "乙.txt"].map(str::to_owned);
        let last = ["乙-附件.txt", "甲.txt"].map(str::to_owned);
        let files = first.into_iter().chain(others).chain(last);
        let (groups, _) = grouped(files.map(|path| (path, 0)));
        assert_eq!(groups.len(), n + 4);
        // The first was gone when its other half came.
        assert_eq!(
            (&*groups[0], &*groups[1]),
            (&["甲-附件.txt".to_owned()][..], &["乙.txt".to_owned()][..])
        );
        let files = ["甲-附件.txt", "乙.txt", "丙.md", "甲.txt"];
        let (groups, _) = grouped(files.map(|path| (path.to_owned(), 0)).into_iter());
        assert_eq!(
            groups,
            [vec!["甲.txt", "甲-附件.txt"], vec!["乙.txt"], vec!["丙.md"]]
        );
    }

    #[test]
    fn few_bytes_are_held() {
        let size = HEAVY / 4;
        let files = (0..40).map(|n| (format!("{}.txt", n % 20), size));
        let (groups, most) = grouped(files);
        assert_eq!(groups.len(), 40);
        assert!(most <= HEAVY, "{most}");
    }
}
