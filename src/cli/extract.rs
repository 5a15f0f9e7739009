//! `gouji extract`.

use super::{
    Outcome, Stop,
    args::{Common, Extract, FigureFormat},
    audits::Run,
    environment::Environment,
    output::Outputs,
    packs,
};
use crate::{
    report::{FigureCsv, FigureJson, FigureTable, Printer, Reading},
    severity::Severity,
};

pub(super) fn run(
    extract: &Extract,
    common: &Common,
    environment: Environment,
) -> Result<Outcome, Stop> {
    let packs = packs::load(&common.rules)?;
    let printer: Box<dyn Printer> = match extract.format {
        FigureFormat::Table => Box::new(FigureTable::new(environment.language, common.quiet)),
        FigureFormat::Csv => Box::new(FigureCsv::default()),
        FigureFormat::Json => Box::new(FigureJson::default()),
        FigureFormat::Text => Box::new(Reading::new(environment.language)),
    };
    let run = Run {
        paths: &extract.paths,
        packs: &packs,
        environment,
        least: Severity::Note,
        is_quiet: common.quiet,
        reading: &extract.reading,
        explained: None,
    };
    let summary = run.print(Outputs::stdout(printer))?;
    Ok(if summary.unread > 0 {
        Outcome::Failed
    } else {
        Outcome::Clean
    })
}
