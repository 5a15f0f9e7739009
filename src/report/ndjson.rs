//! Newline-delimited JSON: what the JSON format has, one object a line.
//!
//! Every line has `schema` and `type`, so that it can be read wherever it ends up.

use std::io;

use serde::Serialize;

use super::{
    Failure, Printer, Summary,
    json::{SCHEMA, failed, report, totals},
};
use crate::{audit::Audit, severity::Severity};

/// The format of one object a line.
#[derive(Debug)]
pub struct NdJson {
    least: Severity,
    /// The line in hand; many small writes are cheaper here than through a `dyn Write`.
    buffer: Vec<u8>,
}

impl NdJson {
    /// Prints findings that are at least as severe as `least`.
    #[must_use]
    pub fn new(least: Severity) -> Self {
        Self {
            least,
            buffer: Vec::new(),
        }
    }

    fn line(
        &mut self,
        out: &mut dyn io::Write,
        kind: &'static str,
        what: impl Serialize,
    ) -> io::Result<()> {
        self.buffer.clear();
        let line = Line {
            schema: SCHEMA,
            kind,
            what,
        };
        serde_json::to_writer(&mut self.buffer, &line)?;
        self.buffer.push(b'\n');
        out.write_all(&self.buffer)
    }
}

#[derive(Serialize)]
struct Line<T> {
    schema: &'static str,
    #[serde(rename = "type")]
    kind: &'static str,
    #[serde(flatten)]
    what: T,
}

impl Printer for NdJson {
    fn tells_figures(&self) -> bool {
        false
    }

    fn report(&mut self, out: &mut dyn io::Write, path: &str, audit: &Audit) -> io::Result<()> {
        self.line(out, "report", report(path, audit, self.least))
    }

    fn finish(
        &mut self,
        out: &mut dyn io::Write,
        failures: &[Failure],
        summary: &Summary,
    ) -> io::Result<()> {
        for failure in failures {
            self.line(out, "failed", failed(failure))?;
        }
        self.line(out, "summary", totals(summary))
    }
}
