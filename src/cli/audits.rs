//! The run that `check`, `extract` and `explain` share: read, audit, print, count.

use std::{io, path::PathBuf};

use super::{
    Stop,
    auditors::{Auditors, Shelf, Telling, Wanted},
    configs::Configs,
    environment::{Environment, say},
    files::{Finder, Found, HEAVY, Job, Opener, Skipped},
    groups::{Group, Groups, MOST_PARTS},
    joining::join,
    output::Outputs,
    progress::Progress,
    reading::Reading,
    settle::Settler,
    threads::{Threads, is_broken_off},
};
use crate::{
    audit::Audit,
    baseline::Entry,
    document::Document,
    language::Language,
    report::{Failure, Summary, plain},
    severity::Severity,
};

/// No more lines than this about what is no longer there.
const MOST_TOLD: usize = 50;

/// What a run needs to know.
pub(super) struct Run<'a> {
    pub(super) paths: &'a [PathBuf],
    pub(super) configs: &'a Configs,
    /// Which rules run.
    pub(super) wanted: Wanted,
    pub(super) environment: Environment,
    /// Findings below it are counted as not printed.
    pub(super) least: Severity,
    /// Findings from it on fail the run, whatever configurations say.
    pub(super) fail_on: Option<Severity>,
    pub(super) is_quiet: bool,
    pub(super) reading: &'a Reading,
    pub(super) threads: usize,
    /// The rule whose derivations are wanted.
    pub(super) explained: Option<&'a str>,
}

impl Run<'_> {
    /// Audits every report in turn, so that no more than one is held at a time.
    ///
    /// A reader who closes the pipe has seen enough: the run ends as if it were
    /// through, with what was counted so far.
    pub(super) fn print(&self, outputs: Outputs, settler: Settler<'_>) -> Result<Summary, Stop> {
        let mut summary = Summary::default();
        match self.print_into(outputs, settler, &mut summary) {
            Err(Stop::Write(error)) if error.kind() == io::ErrorKind::BrokenPipe => Ok(summary),
            Err(stop) => Err(stop),
            Ok(()) => Ok(summary),
        }
    }

    fn print_into(
        &self,
        outputs: Outputs,
        settler: Settler<'_>,
        summary: &mut Summary,
    ) -> Result<(), Stop> {
        let narrowed = Shelf::default();
        let auditors = Auditors::new(
            self.configs,
            &narrowed,
            self.wanted.clone(),
            Telling {
                language: self.environment.language,
                explained: self.explained,
                is_counting: !outputs.tell_figures(),
            },
        );
        let opener = self.reading.opener(self.environment.language);
        let mut finder = Finder::new(opener.clone());
        finder.written = outputs.files();
        let mut line = Line {
            run: self,
            opener,
            auditors,
            threads: Threads::new(self.threads),
            groups: Groups::new(self.configs),
            waiting: Vec::new(),
            done: Vec::new(),
            teller: Teller {
                run: self,
                progress: self.progress(&finder),
                outputs,
                settler,
                failures: Vec::new(),
                summary,
            },
        };
        let mut take = |job: Job| line.push(job);
        let found = self.reading.find(&mut finder, self.paths, &mut take);
        let is_broken_off = match found.and_then(|()| line.flush_all()) {
            Err(Stop::BrokenOff) => true,
            Err(stop) => return Err(stop),
            Ok(()) => false,
        };
        line.finish(!is_broken_off)?;
        self.tell_skipped(&finder.skipped);
        if is_broken_off {
            Err(Stop::BrokenOff)
        } else {
            Ok(())
        }
    }

    /// Progress on the terminal, if somebody watches it and reports are not printed there as they come.
    fn progress(&self, finder: &Finder) -> Progress {
        let is_watched = self.environment.is_watched && !self.is_quiet;
        if !is_watched || self.reading.files_from.is_some() {
            return Progress::unseen();
        }
        Progress::of(
            finder.count(&with_default(self.paths)),
            self.environment.language,
        )
    }

    /// Says that files which `join` takes for one report are too many to be.
    fn tell_crowded(&self, report: &str) {
        let report = plain(report);
        say(&match self.environment.language {
            Language::Zh => format!(
                "gouji: “{report}”的文件超过 {MOST_PARTS} 个，各作一份报告，不合读；请核对 gouji.toml 的 join"
            ),
            Language::En => format!(
                "gouji: `{report}` has more than {MOST_PARTS} files, each of which is read as a report: check `join` in gouji.toml"
            ),
        });
    }

    /// Says which entries of a baseline match nothing any more.
    fn tell_stale(&self, stale: &[Entry]) {
        for entry in stale.iter().take(MOST_TOLD) {
            let (path, rule, place) = (plain(&entry.path), plain(&entry.rule), plain(&entry.place));
            say(&match self.environment.language {
                Language::Zh => format!("gouji: 基线中的问题已不存在：{path} [{rule}] {place}"),
                Language::En => format!("gouji: in the baseline only: {path} [{rule}] {place}"),
            });
        }
        let n_more = stale.len().saturating_sub(MOST_TOLD);
        if n_more > 0 {
            say(&match self.environment.language {
                Language::Zh => {
                    format!("gouji: 基线中还有 {n_more} 条已不存在（用 `gouji baseline` 重写）")
                }
                Language::En => format!(
                    "gouji: {n_more} more in the baseline only (`gouji baseline` rewrites it)"
                ),
            });
        }
    }

    /// Says what a configuration accepts and is not there.
    fn tell_idle(&self, settler: &Settler<'_>) {
        for (config, named) in settler.idle().take(MOST_TOLD) {
            let (config, named) = (plain(config), plain(named));
            say(&match self.environment.language {
                Language::Zh => format!("gouji: {config}：认可的问题已不存在：{named}"),
                Language::En => format!("gouji: {config}: accepted and not there: {named}"),
            });
        }
    }

    /// Says how many files were left alone.
    fn tell_skipped(&self, skipped: &Skipped) {
        let n = skipped.total();
        if n == 0 || self.is_quiet {
            return;
        }
        let kinds = skipped.by_kind();
        let words = match self.environment.language {
            Language::Zh => format!("gouji: 跳过 {n} 个其他类型的文件（{kinds}）"),
            Language::En => format!("gouji: skipped {n} files of other kinds ({kinds})"),
        };
        say(&words);
    }
}

/// The way of reports from being found to being printed.
///
/// Reports are read and audited some at a time, on all threads, and told in the order in which
/// they were found, while the next are audited: the output is the same for any number of threads.
struct Line<'r, 'p> {
    run: &'r Run<'p>,
    opener: Opener,
    auditors: Auditors<'p>,
    threads: Threads,
    /// What puts files together, where they are to be.
    groups: Option<Groups<'r>>,
    /// What was found and is not audited yet.
    waiting: Vec<Group>,
    /// What was audited and is not told yet.
    done: Vec<Done>,
    teller: Teller<'r, 'p>,
}

/// Tells what came of reports, one after another.
struct Teller<'r, 'p> {
    run: &'r Run<'p>,
    progress: Progress,
    outputs: Outputs,
    settler: Settler<'p>,
    failures: Vec<Failure>,
    summary: &'r mut Summary,
}

/// A report on its way.
enum Done {
    Audit {
        path: String,
        audit: Box<Audit>,
        /// Whose findings are accepted.
        config: usize,
        /// From which severity on findings fail the run, as configurations say.
        fail_on: Option<Severity>,
        /// How many files were read for it.
        n_files: usize,
    },
    Failure(Failure),
    /// What came of files that were taken for one report.
    Several(Vec<Done>),
}

impl Line<'_, '_> {
    fn push(&mut self, job: Job) -> Result<(), Stop> {
        let Some(groups) = &mut self.groups else {
            return self.wait(Group::alone(job));
        };
        if let Some(report) = groups.push(job) {
            self.run.tell_crowded(&report);
        }
        while let Some(group) = self.groups.as_mut().and_then(Groups::next_full) {
            self.wait(group)?;
        }
        Ok(())
    }

    /// Audits what was found last.
    fn flush_all(&mut self) -> Result<(), Stop> {
        while let Some(group) = self.groups.as_mut().and_then(Groups::next) {
            self.wait(group)?;
        }
        self.flush()
    }

    fn wait(&mut self, group: Group) -> Result<(), Stop> {
        self.waiting.push(group);
        let is_full = self.waiting.len() >= self.threads.at_once();
        if is_full || self.waiting.iter().map(Group::weight).sum::<usize>() >= HEAVY {
            self.flush()?;
        }
        Ok(())
    }

    /// Audits what waits, and tells what was audited before.
    fn flush(&mut self) -> Result<(), Stop> {
        if is_broken_off() {
            return Err(Stop::BrokenOff);
        }
        let groups = std::mem::take(&mut self.waiting);
        let held: Vec<(Group, usize)> = groups
            .into_iter()
            .map(|group| {
                let at = self.auditors.index_of(&group.first.path);
                (group, at)
            })
            .collect();
        let (opener, holdings) = (&self.opener, self.auditors.holdings());
        let audit = |buffer: &mut Vec<u8>, (group, at): (Group, usize)| {
            let holding = &holdings[at];
            let auditor = &holding.auditor;
            let done = |found: Found| match found {
                Found::Report(report) => Done::Audit {
                    n_files: report.n_files,
                    path: report.path,
                    config: holding.config,
                    fail_on: holding.settings.fail_on,
                    audit: Box::new(auditor.audit(report.document, report.gaps)),
                },
                Found::Failure(failure) => Done::Failure(failure),
            };
            if group.others.is_empty() {
                return done(opener.open(group.first, buffer));
            }
            let year = |document: &Document| auditor.title_year(document);
            let found = join(opener, group, buffer, year);
            Done::Several(found.into_iter().map(done).collect())
        };
        let done = std::mem::take(&mut self.done);
        let teller = &mut self.teller;
        let (done, told) = self.threads.each(held, audit, || teller.tell_all(done));
        self.done = done;
        told?;
        // There is nothing to do meanwhile: nobody should wait for what is known.
        if self.threads.is_one() {
            self.teller.tell_all(std::mem::take(&mut self.done))?;
        }
        Ok(())
    }

    fn finish(mut self, is_whole: bool) -> Result<(), Stop> {
        self.teller.tell_all(self.done)?;
        self.teller.finish(is_whole)
    }
}

impl Teller<'_, '_> {
    fn tell_all(&mut self, done: Vec<Done>) -> Result<(), Stop> {
        done.into_iter().try_for_each(|done| self.tell(done))
    }

    fn tell(&mut self, done: Done) -> Result<(), Stop> {
        match done {
            Done::Audit {
                path,
                mut audit,
                config,
                fail_on,
                n_files,
            } => {
                self.progress.step(n_files);
                self.settler.settle(&path, config, &mut audit.findings);
                let fail_on = self.run.fail_on.or(fail_on);
                self.summary.add(&audit, self.run.least);
                self.summary
                    .fail(&audit, fail_on.unwrap_or(Severity::Warning));
                self.outputs.report(&path, &audit)
            }
            Done::Failure(failure) => {
                self.progress.step(1);
                self.summary.unread += 1;
                // In order with the findings when both streams go to one place.
                self.outputs.flush()?;
                self.progress.clear();
                say(&self.run.environment.failure(&failure));
                self.failures.push(failure);
                Ok(())
            }
            Done::Several(all) => self.tell_all(all),
        }
    }

    fn finish(mut self, is_whole: bool) -> Result<(), Stop> {
        self.progress.clear();
        self.summary.stale = self.settler.stale();
        self.outputs
            .finish(&self.failures, self.summary, is_whole)?;
        if !self.run.is_quiet {
            self.run.tell_stale(&self.summary.stale);
            self.run.tell_idle(&self.settler);
        }
        Ok(())
    }
}

/// The paths, or where reports are looked for without any.
pub(super) fn with_default(paths: &[PathBuf]) -> Vec<PathBuf> {
    match paths {
        [] if Environment::is_piped_into() => vec![PathBuf::from("-")],
        [] => vec![PathBuf::from(".")],
        named => named.to_vec(),
    }
}
