//! `gouji extract`.

use super::{
    Outcome, Stop,
    args::{Common, Extract, FigureFormat},
    auditors::Wanted,
    audits::Run,
    configs::Configs,
    environment::Environment,
    output::Outputs,
    settle::Settler,
};
use crate::{
    config::Choice,
    report::{FigureCsv, FigureJson, FigureTable, Printer, Reading},
    severity::Severity,
};

pub(super) fn run(
    extract: &Extract,
    common: &Common,
    environment: Environment,
) -> Result<Outcome, Stop> {
    let configs = Configs::find(&extract.reading.places(&extract.paths), common)?;
    let environment = environment.speaking(configs.first().config.language);
    let printer: Box<dyn Printer> = match extract.format {
        FigureFormat::Table => Box::new(FigureTable::new(environment.language, common.quiet)),
        FigureFormat::Csv => Box::new(FigureCsv::default()),
        FigureFormat::Json => Box::new(FigureJson::default()),
        FigureFormat::Text => Box::new(Reading::new(environment.language)),
    };
    let run = Run {
        paths: &extract.paths,
        configs: &configs,
        wanted: Wanted::Chosen(Choice::default()),
        environment,
        least: Severity::Note,
        fail_on: None,
        is_quiet: common.quiet,
        reading: &extract.reading,
        threads: extract.threading.threads(),
        explained: None,
    };
    let summary = run.print(Outputs::stdout(printer), Settler::new(&configs))?;
    Ok(if summary.unread > 0 {
        Outcome::Failed
    } else {
        Outcome::Clean
    })
}
