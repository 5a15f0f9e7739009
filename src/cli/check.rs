//! `gouji check`.

use super::{
    Outcome, Stop,
    args::{Check, Common, Format},
    audits::Run,
    environment::{Environment, say},
    packs,
};
use crate::report::{Concise, Json, Printer, Terminal, summary_line};

pub(super) fn run(
    check: &Check,
    common: &Common,
    environment: Environment,
) -> Result<Outcome, Stop> {
    let mut packs = packs::load(&common.rules)?;
    packs::narrow(&mut packs, &check.selection)?;
    let least = check.severity.into();
    let mut printer: Box<dyn Printer> = match check.format {
        Format::Terminal => Box::new(Terminal::new(environment.out, least, common.quiet)),
        Format::Concise => Box::new(Concise::new(least, environment.language)),
        Format::Json => Box::new(Json::new(least)),
    };
    let run = Run {
        paths: &check.paths,
        packs: &packs,
        environment,
        least,
        is_quiet: common.quiet,
        reading: &check.reading,
        explained: None,
    };
    let summary = run.print(&mut *printer)?;
    if !matches!(check.format, Format::Terminal) && !common.quiet {
        say(&summary_line(&summary, environment.language));
    }
    let is_failing =
        summary.at_least(check.fail_on.into()) > 0 || check.fail_on_gap && summary.partial > 0;
    Ok(if summary.unread > 0 {
        Outcome::Failed
    } else if is_failing && !check.exit_zero {
        Outcome::Findings
    } else {
        Outcome::Clean
    })
}
