//! `gouji bench`.

use std::io::{self, IsTerminal, Write};

use super::{
    Outcome, Stop,
    args::{Bench as Arguments, BenchFormat, Common},
    configs::Configs,
    environment::{Environment, print, say},
    files::{Finder, Found, Report},
};
use crate::bench::{Bench, Tallies, json, table};

pub(super) fn run(
    arguments: &Arguments,
    common: &Common,
    environment: Environment,
) -> Result<Outcome, Stop> {
    let configs = Configs::find(&arguments.reading.places(&arguments.paths), common)?;
    let environment = environment.speaking(configs.first().config.language);
    let bench = Bench::new(configs.packs(), arguments.seed, arguments.faults);
    let opener = arguments.reading.opener(environment.language);
    let mut finder = Finder::new(opener.clone());
    let mut buffer = Vec::new();
    let mut tallies = Tallies::default();
    let mut outcome = Outcome::Clean;
    let is_watched = io::stderr().is_terminal() && !common.quiet;
    let reading = &arguments.reading;
    reading.find(&mut finder, &arguments.paths, &mut |job| {
        match opener.open(job, &mut buffer) {
            Found::Report(Report { path, document, .. }) => {
                tallies.add(bench.report(&path, &document));
                if is_watched {
                    let n_done = tallies.n_clean + tallies.n_unclean;
                    // Nobody is harmed if progress cannot be shown.
                    let _ = write!(io::stderr(), "\r{n_done}");
                }
            }
            Found::Failure(failure) => {
                outcome = Outcome::Failed;
                say(&environment.failure(&failure));
            }
        }
        Ok::<(), io::Error>(())
    })?;
    if is_watched {
        say("");
    }
    match arguments.format {
        BenchFormat::Json => print(&json(&tallies, arguments.seed).map_err(io::Error::from)?)?,
        BenchFormat::Table => {
            print(&table(&tallies, environment.language))?;
            if arguments.misses {
                print(&tallies.misses.join("\n"))?;
            }
        }
    }
    Ok(outcome)
}
