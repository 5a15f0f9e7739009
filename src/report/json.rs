//! The JSON format, `gouji/1`, described in `docs/json.md`.
//!
//! It has structs of its own: renaming a field of a [`Finding`] must never change
//! what other programs read. Reports are written as they come, so the list of
//! them is never held.

use std::io;

use serde::Serialize;

use super::{
    Failure, LineIndex, Printer, Summary, listed,
    locator::{JsonLocator, json_locator},
};
use crate::{
    audit::{Audit, Coverage},
    baseline::Entry,
    finding::{Cause, Edit, Finding, Mark, Softening, Suggestion, Unchecked, written},
    gap::Gap,
    severity::Severity,
    span::Span,
};

/// The name and version of the shape.
pub(super) const SCHEMA: &str = "gouji/1";

/// The JSON format.
#[derive(Debug)]
pub struct Json {
    least: Severity,
    n_written: usize,
    /// The report in hand; many small writes are cheaper here than through a `dyn Write`.
    buffer: Vec<u8>,
}

impl Json {
    /// Prints findings that are at least as severe as `least`.
    #[must_use]
    pub fn new(least: Severity) -> Self {
        Self {
            least,
            n_written: 0,
            buffer: Vec::new(),
        }
    }

    /// What stands before the next report, or before the end of the list.
    fn lead(&self) -> String {
        match self.n_written {
            0 => format!("{{\"schema\":\"{SCHEMA}\",\"reports\":["),
            _ => ",".to_owned(),
        }
    }
}

impl Printer for Json {
    fn tells_figures(&self) -> bool {
        false
    }

    fn report(&mut self, out: &mut dyn io::Write, path: &str, audit: &Audit) -> io::Result<()> {
        writeln!(out, "{}", self.lead())?;
        self.n_written += 1;
        self.buffer.clear();
        serde_json::to_writer(&mut self.buffer, &report(path, audit, self.least))?;
        out.write_all(&self.buffer)
    }

    fn finish(
        &mut self,
        out: &mut dyn io::Write,
        failures: &[Failure],
        summary: &Summary,
    ) -> io::Result<()> {
        if self.n_written == 0 {
            write!(out, "{}", self.lead())?;
        }
        write!(out, "\n],\"failed\":")?;
        let failed: Vec<_> = failures.iter().map(failed).collect();
        serde_json::to_writer(&mut *out, &failed)?;
        write!(out, ",\"summary\":")?;
        serde_json::to_writer(&mut *out, &totals(summary))?;
        writeln!(out, "}}")
    }
}

#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct JsonReport<'a> {
    path: &'a str,
    /// The files of the report in the order in which they were read, if there are several.
    parts: Vec<JsonPart<'a>>,
    status: &'static str,
    forms: Vec<JsonForm<'a>>,
    year: Option<u16>,
    findings: Vec<JsonFinding<'a>>,
    unchecked: Vec<JsonUnchecked<'a>>,
    coverage: JsonCoverage,
    gaps: Vec<JsonGap<'a>>,
}

/// One of several files of a report.
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct JsonPart<'a> {
    path: &'a str,
}

#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct JsonForm<'a> {
    pack: &'a str,
    why: &'a str,
}

#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct JsonFinding<'a> {
    rule: &'a str,
    severity: &'static str,
    message: &'a str,
    help: &'a str,
    fingerprint: &'a str,
    place: &'a str,
    indicator: Option<&'a str>,
    period: Option<&'a str>,
    scope: Option<&'a str>,
    gap: Option<String>,
    softened: Option<&'static str>,
    /// The other rules that the same cause breaks.
    covers: &'a [String],
    standing: &'static str,
    /// Why it was accepted.
    reason: Option<&'a str>,
    primary: JsonMark<'a>,
    related: Vec<JsonMark<'a>>,
    /// What would mend it, likeliest first.
    suggestions: Vec<JsonSuggestion<'a>>,
}

#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct JsonSuggestion<'a> {
    cause: &'static str,
    confidence: &'static str,
    edits: Vec<JsonEdit<'a>>,
    structural: Option<&'static str>,
    explains: &'a [String],
}

#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct JsonEdit<'a> {
    start: u32,
    end: u32,
    line: usize,
    column: usize,
    from: &'a str,
    to: &'a str,
    /// The file, if it is not the first of the report.
    path: Option<&'a str>,
}

#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct JsonMark<'a> {
    start: u32,
    end: u32,
    line: usize,
    column: usize,
    text: &'a str,
    label: &'a str,
    value: Option<String>,
    unit: &'a str,
    role: &'static str,
    /// Where a person finds it, if not by its line.
    locator: Option<JsonLocator<'a>>,
    /// The file, if it is not the first of the report.
    path: Option<&'a str>,
}

#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct JsonUnchecked<'a> {
    rule: &'a str,
    indicator: Option<&'a str>,
    why: &'static str,
    marks: Vec<JsonMark<'a>>,
}

/// How many numbers ended in which class.
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(super) struct JsonCoverage {
    numbers: usize,
    checked: usize,
    unchecked: usize,
    not_quantities: usize,
    unknown: usize,
}

impl From<Coverage> for JsonCoverage {
    fn from(coverage: Coverage) -> Self {
        Self {
            numbers: coverage.numbers,
            checked: coverage.checked,
            unchecked: coverage.unchecked,
            not_quantities: coverage.not_quantities,
            unknown: coverage.unknown,
        }
    }
}

#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct JsonGap<'a> {
    kind: &'static str,
    start: Option<u32>,
    end: Option<u32>,
    line: Option<usize>,
    column: Option<usize>,
    locator: Option<JsonLocator<'a>>,
    /// The file, if it is not the first of the report.
    path: Option<&'a str>,
}

/// One report that could not be read, as every machine format lists it.
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(super) struct JsonFailure<'a> {
    path: &'a str,
    code: &'a str,
    message: &'a str,
    help: Option<&'a str>,
}

#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(super) struct JsonSummary<'a> {
    reports: usize,
    partial: usize,
    unread: usize,
    errors: usize,
    warnings: usize,
    notes: usize,
    unchecked: usize,
    known: usize,
    accepted: usize,
    stale: Vec<JsonEntry<'a>>,
}

/// An entry of the baseline that nothing matches.
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct JsonEntry<'a> {
    path: &'a str,
    rule: &'a str,
    place: &'a str,
    fingerprint: &'a str,
    reason: Option<&'a str>,
}

/// The whole, of which the reports are written as they come.
#[cfg(test)]
#[derive(schemars::JsonSchema)]
#[expect(dead_code, reason = "only its shape matters")]
struct JsonWhole<'a> {
    /// `gouji/1`: within a version keys are only added.
    schema: &'a str,
    reports: Vec<JsonReport<'a>>,
    failed: Vec<JsonFailure<'a>>,
    summary: JsonSummary<'a>,
}

/// The text with its lines, found when the first place is asked for.
struct Places<'a> {
    audit: &'a Audit,
    lines: std::cell::OnceCell<LineIndex<'a>>,
}

/// A span of the text, as it stands in the decoded file.
struct Place<'a> {
    span: Span,
    line: usize,
    column: usize,
    locator: Option<JsonLocator<'a>>,
    path: Option<&'a str>,
}

impl<'a> Places<'a> {
    fn of(&self, span: Span) -> Place<'a> {
        let lines = self.lines.get_or_init(|| LineIndex::of(self.audit));
        let at = lines.position(span.range().start);
        Place {
            span: lines.span(span),
            line: at.line,
            column: at.column,
            locator: json_locator(lines, span),
            path: lines.path(span),
        }
    }

    fn mark(&self, mark: &'a Mark) -> JsonMark<'a> {
        let place = self.of(mark.span);
        JsonMark {
            start: place.span.start,
            end: place.span.end,
            line: place.line,
            column: place.column,
            text: mark.span.of(&self.audit.text),
            label: &mark.label,
            value: mark.value.map(written),
            unit: &mark.unit,
            role: mark.role.as_str(),
            locator: place.locator,
            path: place.path,
        }
    }

    fn marks(&self, marks: &'a [Mark]) -> Vec<JsonMark<'a>> {
        marks.iter().map(|mark| self.mark(mark)).collect()
    }

    fn finding(&self, finding: &'a Finding) -> JsonFinding<'a> {
        JsonFinding {
            rule: &finding.rule,
            severity: finding.severity.as_str(),
            message: &finding.message,
            help: &finding.help,
            fingerprint: &finding.fingerprint,
            place: &finding.place,
            indicator: finding.indicator.as_deref(),
            period: finding.period.as_deref(),
            scope: finding.scope.as_deref(),
            gap: finding.gap.map(written),
            softened: finding.softened.map(Softening::as_str),
            covers: &finding.covers,
            standing: finding.standing.as_str(),
            reason: finding.standing.reason(),
            primary: self.mark(&finding.primary),
            related: self.marks(&finding.related),
            suggestions: finding
                .suggestions
                .iter()
                .map(|suggestion| self.suggestion(suggestion))
                .collect(),
        }
    }

    fn suggestion(&self, suggestion: &'a Suggestion) -> JsonSuggestion<'a> {
        let edit = |edit: &'a Edit| {
            let place = self.of(edit.span);
            JsonEdit {
                start: place.span.start,
                end: place.span.end,
                line: place.line,
                column: place.column,
                from: &edit.from,
                to: &edit.to,
                path: place.path,
            }
        };
        JsonSuggestion {
            cause: suggestion.cause.as_str(),
            confidence: suggestion.confidence.as_str(),
            edits: suggestion.edits.iter().map(edit).collect(),
            structural: suggestion.structural.map(Cause::as_str),
            explains: &suggestion.explains,
        }
    }

    fn unchecked(&self, unchecked: &'a Unchecked) -> JsonUnchecked<'a> {
        JsonUnchecked {
            rule: &unchecked.rule,
            indicator: unchecked.indicator.as_deref(),
            why: unchecked.why.as_str(),
            marks: self.marks(&unchecked.marks),
        }
    }

    fn gap(&self, gap: &Gap) -> JsonGap<'a> {
        let place = gap.span.map(|span| self.of(span));
        JsonGap {
            kind: gap.kind.as_str(),
            start: place.as_ref().map(|place| place.span.start),
            end: place.as_ref().map(|place| place.span.end),
            line: place.as_ref().map(|place| place.line),
            column: place.as_ref().map(|place| place.column),
            path: place.as_ref().and_then(|place| place.path),
            locator: place.and_then(|place| place.locator),
        }
    }
}

pub(super) fn report<'a>(
    path: &'a str,
    audit: &'a Audit,
    least: Severity,
) -> impl Serialize + use<'a> {
    let places = Places {
        audit,
        lines: std::cell::OnceCell::new(),
    };
    let form = |(pack, why): &'a (String, String)| JsonForm { pack, why };
    JsonReport {
        path,
        parts: parts(path, audit),
        status: if audit.gaps.is_empty() {
            "audited"
        } else {
            "partial"
        },
        forms: audit.forms.iter().map(form).collect(),
        year: audit.year,
        findings: listed(audit, least).map(|f| places.finding(f)).collect(),
        unchecked: audit
            .unchecked
            .iter()
            .map(|u| places.unchecked(u))
            .collect(),
        coverage: audit.coverage.into(),
        gaps: audit.gaps.iter().map(|gap| places.gap(gap)).collect(),
    }
}

/// The files of a report of several.
fn parts<'a>(path: &'a str, audit: &'a Audit) -> Vec<JsonPart<'a>> {
    let joined = audit.joined.iter().map(|file| file.path.as_str());
    let first = (!audit.joined.is_empty()).then_some(path);
    let paths = first.into_iter().chain(joined);
    paths.map(|path| JsonPart { path }).collect()
}

pub(super) fn failed(failure: &Failure) -> JsonFailure<'_> {
    JsonFailure {
        path: &failure.path,
        code: &failure.code,
        message: &failure.message,
        help: failure.help.as_deref(),
    }
}

pub(super) fn totals(summary: &Summary) -> JsonSummary<'_> {
    JsonSummary {
        reports: summary.reports,
        partial: summary.partial,
        unread: summary.unread,
        errors: summary.errors,
        warnings: summary.warnings,
        notes: summary.notes,
        unchecked: summary.unchecked,
        known: summary.known,
        accepted: summary.accepted,
        stale: summary.stale.iter().map(entry).collect(),
    }
}

fn entry(entry: &Entry) -> JsonEntry<'_> {
    JsonEntry {
        path: &entry.path,
        rule: &entry.rule,
        place: &entry.place,
        fingerprint: &entry.fingerprint,
        reason: entry.reason.as_deref(),
    }
}

#[cfg(test)]
mod tests {
    use schemars::generate::SchemaSettings;

    use super::JsonWhole;
    use crate::sections::survey::blessed;

    #[test]
    fn the_schema_is_published() {
        let settings = SchemaSettings::draft2020_12().for_serialize();
        let schema = settings
            .into_generator()
            .into_root_schema_for::<JsonWhole<'_>>();
        blessed("gouji-json", &schema);
    }
}
