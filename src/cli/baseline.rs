//! `gouji baseline`.

use std::{cell::Cell, io, path::Path, rc::Rc};

use super::{
    Outcome, Stop,
    args::{Baseline as Arguments, Common},
    auditors::Wanted,
    audits::Run,
    configs::Configs,
    environment::{Environment, say},
    output::Outputs,
    root::Root,
    settle::{Kept, Settler},
};
use crate::{
    audit::Audit,
    baseline::{Baseline, Entry},
    language::Language,
    report::{Failure, Printer, Summary, plain},
    severity::Severity,
};

pub(super) fn run(
    arguments: &Arguments,
    common: &Common,
    environment: Environment,
) -> Result<Outcome, Stop> {
    let configs = Configs::find(&arguments.reading.places(&arguments.paths), common)?;
    let environment = environment.speaking(configs.first().config.language);
    let flags = arguments.selection.checked(configs.packs())?;
    let here = configs.here();
    let kept = match &arguments.output {
        Some(file) if file.exists() => Kept::read(file, here)?,
        Some(file) => Kept::empty(Root::of_file(file, here)),
        None => Kept::empty(Root::new(here, here)),
    };
    let counts = Rc::new(Cell::new(Counts::default()));
    let printer = Collected {
        kept,
        entries: Vec::new(),
        counts: Rc::clone(&counts),
    };
    let file = arguments.output.as_deref();
    let outputs = Outputs::to(file, Box::new(printer))?;
    let run = Run {
        paths: &arguments.paths,
        configs: &configs,
        wanted: Wanted::Chosen(flags),
        environment,
        least: Severity::Note,
        fail_on: None,
        is_quiet: common.quiet,
        reading: &arguments.reading,
        threads: arguments.threading.threads(),
        explained: None,
    };
    let summary = run.print(outputs, Settler::new(&configs))?;
    if let Some(file) = file.filter(|_| !common.quiet) {
        say(&counts.get().told(file, environment.language));
    }
    Ok(if summary.unread > 0 {
        Outcome::Failed
    } else {
        Outcome::Clean
    })
}

/// How many entries there are.
#[derive(Debug, Clone, Copy, Default)]
struct Counts {
    all: usize,
    with_reason: usize,
    dropped: usize,
}

impl Counts {
    fn told(self, file: &Path, language: Language) -> String {
        let Self {
            all,
            with_reason,
            dropped,
        } = self;
        let file = plain(&file.to_string_lossy());
        match language {
            Language::Zh => format!(
                "gouji: 基线“{file}”已写入 {all} 条，有说明的 {with_reason} 条；去掉不再存在的 {dropped} 条"
            ),
            Language::En => format!(
                "gouji: wrote {all} findings to `{file}`, {with_reason} with a reason; dropped {dropped} no longer there"
            ),
        }
    }
}

/// Findings on their way into a baseline.
struct Collected {
    /// The baseline as it was: reasons are kept.
    kept: Kept,
    entries: Vec<Entry>,
    counts: Rc<Cell<Counts>>,
}

impl Printer for Collected {
    fn report(&mut self, _: &mut dyn io::Write, path: &str, audit: &Audit) -> io::Result<()> {
        let mut findings = audit.findings.clone();
        self.kept.settle(path, &mut findings);
        self.entries.extend(self.kept.entries(path, &findings));
        Ok(())
    }

    fn finish(&mut self, out: &mut dyn io::Write, _: &[Failure], _: &Summary) -> io::Result<()> {
        let mut entries = std::mem::take(&mut self.entries);
        // A run over a part of the reports says nothing of the others.
        entries.extend(self.kept.untouched().cloned());
        self.counts.set(Counts {
            all: entries.len(),
            with_reason: entries.iter().filter(|one| one.reason.is_some()).count(),
            dropped: self.kept.stale().count(),
        });
        out.write_all(Baseline::to_text(entries).as_bytes())
    }
}
