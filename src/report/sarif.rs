//! SARIF 2.1.0, for code scanning and for viewers of its kind.
//!
//! It has structs of its own, after the standard and no more of it than is used.
//! Results are written as they come; the rules that they name and what the run came to
//! follow them.
//!
//! Deliberately absent: fixes, since gouji never edits a report (a result's
//! properties tell what would mend it), and offsets in bytes or characters, which
//! would be those of the decoded text.

mod shape;

use std::{borrow::Cow, collections::HashMap, io, sync::Arc};

use serde_json::Value;

use self::shape::{
    ArtifactLocation, Configuration, Descriptor, DescriptorReference, Driver, Edit, Fingerprints,
    Invocation, Location, LogicalLocation, Message, Notification, PhysicalLocation, Region,
    ResultProperties, RuleProperties, SarifResult, Snippet, Suggestion, Suppression, Text, Tool,
};
use super::{
    Failure, LineIndex, Printer, Summary,
    gaps::gap_lines,
    json::totals,
    listed,
    locator::{json_locator, place_words},
    path::uri,
};
use crate::{
    audit::Audit,
    finding::{self, Cause, Finding, Mark, Softening, Standing},
    language::Language,
    pack::{PackSet, rule::Rule},
    severity::Severity,
    span::Span,
};

/// Where the schema of the standard is published.
const SCHEMA: &str =
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

/// Of so many reports it is told what could not be read of them; the counts have all.
const MOST_PARTIAL: usize = 10_000;

/// The SARIF format.
#[derive(Debug)]
pub struct Sarif {
    least: Severity,
    language: Language,
    /// What is told of the rules that no result has named so far.
    descriptors: HashMap<Arc<str>, Value>,
    /// The rules that results name, in the order of the first that does.
    rules: Vec<Value>,
    /// Where among them each rule stands.
    indices: HashMap<String, usize>,
    /// What could not be read of reports that were read, each as it is printed.
    partial: Vec<Value>,
    is_begun: bool,
    n_results: usize,
}

impl Sarif {
    /// Prints findings that are at least as severe as `least`, found by the rules of `packs`.
    #[must_use]
    pub fn new(packs: &PackSet, least: Severity, language: Language) -> Self {
        let described = packs.rules().filter_map(|rule| {
            let told = serde_json::to_value(descriptor(rule, packs, language));
            // Strings and numbers always become JSON.
            Some((Arc::clone(&rule.id), told.ok()?))
        });
        Self {
            least,
            language,
            descriptors: described.collect(),
            rules: Vec::new(),
            indices: HashMap::new(),
            partial: Vec::new(),
            is_begun: false,
            n_results: 0,
        }
    }

    fn begin(&mut self, out: &mut dyn io::Write) -> io::Result<()> {
        if self.is_begun {
            return Ok(());
        }
        self.is_begun = true;
        let tag = tag(self.language);
        write!(
            out,
            "{{\"$schema\":\"{SCHEMA}\",\"version\":\"2.1.0\",\"runs\":[{{\
             \"columnKind\":\"unicodeCodePoints\",\"language\":\"{tag}\",\"results\":["
        )
    }

    /// Where among the rules of the run `rule` stands; its first result puts it there.
    fn index(&mut self, rule: &str) -> Option<usize> {
        if let Some(&at) = self.indices.get(rule) {
            return Some(at);
        }
        let at = self.rules.len();
        self.rules.push(self.descriptors.remove(rule)?);
        self.indices.insert(rule.to_owned(), at);
        Some(at)
    }
}

impl Printer for Sarif {
    fn tells_figures(&self) -> bool {
        false
    }

    fn report(&mut self, out: &mut dyn io::Write, path: &str, audit: &Audit) -> io::Result<()> {
        self.begin(out)?;
        let mut findings = listed(audit, self.least).peekable();
        if findings.peek().is_none() && audit.gaps.is_empty() {
            return Ok(());
        }
        let places = Places {
            uri: uri(path),
            language: self.language,
            lines: LineIndex::of(audit),
        };
        if !audit.gaps.is_empty() && self.partial.len() < MOST_PARTIAL {
            let words = gap_lines(audit, &places.lines, self.language).join("\n");
            let told = notification("partial", "warning", &words, path);
            self.partial.push(serde_json::to_value(told)?);
        }
        for finding in findings {
            let index = self.index(&finding.rule);
            out.write_all(if self.n_results == 0 { b"\n" } else { b",\n" })?;
            self.n_results += 1;
            out.write_all(&serde_json::to_vec(&places.result(finding, index))?)?;
        }
        Ok(())
    }

    fn finish(
        &mut self,
        out: &mut dyn io::Write,
        failures: &[Failure],
        summary: &Summary,
    ) -> io::Result<()> {
        self.begin(out)?;
        let unread = failures
            .iter()
            .map(|failure| serde_json::to_value(failed(failure)));
        let mut notifications = unread.collect::<Result<Vec<Value>, _>>()?;
        notifications.append(&mut self.partial);
        let invocation = Invocation {
            execution_successful: failures.is_empty(),
            tool_execution_notifications: notifications,
            properties: totals(summary),
        };
        let tool = Tool {
            driver: Driver {
                name: "gouji",
                version: env!("CARGO_PKG_VERSION"),
                semantic_version: env!("CARGO_PKG_VERSION"),
                language: tag(self.language),
                rules: &self.rules,
            },
        };
        write!(out, "\n],\n\"tool\":")?;
        serde_json::to_writer(&mut *out, &tool)?;
        write!(out, ",\n\"invocations\":[")?;
        serde_json::to_writer(&mut *out, &invocation)?;
        writeln!(out, "]}}]}}")
    }
}

/// The name of a language in the standard.
fn tag(language: Language) -> &'static str {
    match language {
        Language::Zh => "zh-CN",
        Language::En => "en-US",
    }
}

fn descriptor<'a>(rule: &'a Rule, packs: &'a PackSet, language: Language) -> Descriptor<'a> {
    let why = rule.why.get(language);
    let help = rule.help.as_ref().map(|words| words.get(language));
    let mut lines = vec![why];
    lines.extend(help);
    lines.extend(rule.basis.iter().map(String::as_str));
    Descriptor {
        id: &rule.id,
        short_description: Text::new(rule.title.get(language)),
        full_description: Text::new(why),
        help: Text::new(&lines.join("\n")),
        default_configuration: Configuration {
            level: rule.severity.as_str(),
        },
        properties: RuleProperties {
            tags: vec![&packs.pack(rule.pack).id],
            since: &rule.since,
        },
    }
}

/// One report, whose places become locations.
struct Places<'a> {
    uri: String,
    language: Language,
    lines: LineIndex<'a>,
}

impl<'a> Places<'a> {
    fn result(&'a self, finding: &'a Finding, rule_index: Option<usize>) -> SarifResult<'a> {
        let words = match &*finding.help {
            "" => finding.message.clone(),
            help => format!("{}\n{help}", finding.message),
        };
        let related = finding.related.iter().enumerate();
        SarifResult {
            rule_id: &finding.rule,
            rule_index,
            level: finding.severity.as_str(),
            message: Message::new(&words),
            locations: vec![self.location(&finding.primary, None)],
            related_locations: related
                .map(|(at, mark)| self.location(mark, Some(at + 1)))
                .collect(),
            partial_fingerprints: Fingerprints {
                fingerprint: &finding.fingerprint,
                place: &finding.place,
            },
            baseline_state: match finding.standing {
                Standing::Open | Standing::Accepted(_) => None,
                Standing::New => Some("new"),
                Standing::Known(_) => Some("unchanged"),
            },
            suppressions: suppressions(&finding.standing),
            properties: ResultProperties {
                indicator: finding.indicator.as_deref(),
                gap: finding.gap.map(|gap| gap.to_string()),
                softened: finding.softened.map(Softening::as_str),
                covers: &finding.covers,
                suggestions: finding
                    .suggestions
                    .iter()
                    .map(|s| self.suggestion(s))
                    .collect(),
            },
        }
    }

    /// Where a mark stands; related ones have an id.
    fn location(&'a self, mark: &'a Mark, id: Option<usize>) -> Location<'a> {
        Location {
            id,
            physical: PhysicalLocation {
                artifact_location: ArtifactLocation {
                    uri: match self.lines.path(mark.span) {
                        Some(path) => Cow::Owned(uri(path)),
                        None => Cow::Borrowed(&self.uri),
                    },
                },
                region: self.region(mark.span),
            },
            logical: self.logical(mark.span),
            message: Some(Message::new(&mark.label)),
        }
    }

    /// The page, table cell or paragraph that a person opens, where there is one but a line.
    fn logical(&self, span: Span) -> Vec<LogicalLocation<'a>> {
        let words = place_words(&self.lines, span, self.language);
        let locator = json_locator(&self.lines, span);
        let place = words.zip(locator).map(|(words, locator)| LogicalLocation {
            fully_qualified_name: words,
            properties: locator,
        });
        place.into_iter().collect()
    }

    /// The lines of a file that has lines.
    fn region(&self, span: Span) -> Option<Region<'a>> {
        if !self.lines.has_lines(span) {
            return None;
        }
        let (start, end) = self.lines.range(span);
        Some(Region {
            start_line: start.line,
            start_column: start.column,
            end_line: end.line,
            end_column: end.column,
            snippet: Snippet {
                text: self.lines.printed(span),
            },
        })
    }

    fn suggestion(&self, suggestion: &'a finding::Suggestion) -> Suggestion<'a> {
        let edit = |edit: &'a finding::Edit| Edit {
            uri: self.lines.path(edit.span).map(uri),
            region: self.region(edit.span),
            from: &edit.from,
            to: &edit.to,
        };
        Suggestion {
            cause: suggestion.cause.as_str(),
            confidence: suggestion.confidence.as_str(),
            structural: suggestion.structural.map(Cause::as_str),
            edits: suggestion.edits.iter().map(edit).collect(),
        }
    }
}

/// What is settled is noted outside the report, in a baseline or a configuration.
fn suppressions(standing: &Standing) -> Vec<Suppression<'_>> {
    let suppression = Suppression {
        kind: "external",
        status: "accepted",
        justification: standing.reason(),
    };
    let settled = standing.is_settled().then_some(suppression);
    settled.into_iter().collect()
}

fn failed(failure: &Failure) -> Notification<'_> {
    let help = failure.help.as_deref().unwrap_or_default();
    let words = format!("{}\n{help}", failure.message);
    notification(&failure.code, "error", &words, &failure.path)
}

/// Something about a whole report, which is no result of a rule.
fn notification<'a>(id: &'a str, level: &'static str, words: &str, path: &str) -> Notification<'a> {
    Notification {
        descriptor: DescriptorReference { id },
        level,
        message: Message::new(words.trim_end()),
        locations: vec![Location {
            id: None,
            physical: PhysicalLocation {
                artifact_location: ArtifactLocation {
                    uri: Cow::Owned(uri(path)),
                },
                region: None,
            },
            logical: Vec::new(),
            message: None,
        }],
    }
}
