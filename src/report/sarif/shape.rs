//! The objects of SARIF 2.1.0, as far as gouji writes them.

use serde::Serialize;

use crate::report::{json::JsonSummary, locator::JsonLocator};

#[derive(Serialize)]
pub(super) struct Tool<'a> {
    pub(super) driver: Driver<'a>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Driver<'a> {
    pub(super) name: &'static str,
    pub(super) version: &'static str,
    pub(super) semantic_version: &'static str,
    pub(super) language: &'static str,
    pub(super) rules: &'a [serde_json::Value],
}

/// A rule.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Descriptor<'a> {
    pub(super) id: &'a str,
    pub(super) short_description: Text,
    pub(super) full_description: Text,
    pub(super) help: Text,
    pub(super) default_configuration: Configuration,
    pub(super) properties: RuleProperties<'a>,
}

#[derive(Serialize)]
pub(super) struct Configuration {
    pub(super) level: &'static str,
}

#[derive(Serialize)]
pub(super) struct RuleProperties<'a> {
    /// The pack.
    pub(super) tags: Vec<&'a str>,
    pub(super) since: &'a str,
}

/// Text that is nothing else: a line break for a paragraph, no links.
#[derive(Serialize)]
pub(super) struct Text {
    text: String,
}

impl Text {
    pub(super) fn new(words: &str) -> Self {
        let text = words.split_whitespace().collect::<Vec<_>>().join(" ");
        Self { text }
    }
}

/// A message, in which `[words](target)` would be a link and `{0}` stand for something else.
#[derive(Serialize)]
pub(super) struct Message {
    text: String,
}

impl Message {
    /// The words, with a blank where a viewer would read more than words into them.
    pub(super) fn new(words: &str) -> Self {
        let text = words.replace("](", "] (").replace('{', "{ ");
        Self { text }
    }
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct SarifResult<'a> {
    pub(super) rule_id: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) rule_index: Option<usize>,
    pub(super) level: &'static str,
    pub(super) message: Message,
    pub(super) locations: Vec<Location<'a>>,
    pub(super) related_locations: Vec<Location<'a>>,
    pub(super) partial_fingerprints: Fingerprints<'a>,
    /// Only where there is a baseline.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) baseline_state: Option<&'static str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) suppressions: Vec<Suppression<'a>>,
    pub(super) properties: ResultProperties<'a>,
}

/// That somebody has taken note of it.
#[derive(Serialize)]
pub(super) struct Suppression<'a> {
    pub(super) kind: &'static str,
    pub(super) status: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) justification: Option<&'a str>,
}

#[derive(Serialize)]
pub(super) struct Fingerprints<'a> {
    #[serde(rename = "goujiFingerprint/v1")]
    pub(super) fingerprint: &'a str,
    #[serde(rename = "goujiPlace/v1")]
    pub(super) place: &'a str,
}

#[derive(Serialize)]
pub(super) struct ResultProperties<'a> {
    pub(super) indicator: Option<&'a str>,
    pub(super) gap: Option<String>,
    pub(super) softened: Option<&'static str>,
    pub(super) covers: &'a [String],
    pub(super) suggestions: Vec<Suggestion<'a>>,
}

#[derive(Serialize)]
pub(super) struct Suggestion<'a> {
    pub(super) cause: &'static str,
    pub(super) confidence: &'static str,
    pub(super) structural: Option<&'static str>,
    pub(super) edits: Vec<Edit<'a>>,
}

#[derive(Serialize)]
pub(super) struct Edit<'a> {
    /// The file, if it is not the first of the report.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) uri: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) region: Option<Region<'a>>,
    pub(super) from: &'a str,
    pub(super) to: &'a str,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Location<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) id: Option<usize>,
    #[serde(rename = "physicalLocation")]
    pub(super) physical: PhysicalLocation<'a>,
    #[serde(rename = "logicalLocations", skip_serializing_if = "Vec::is_empty")]
    pub(super) logical: Vec<LogicalLocation<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) message: Option<Message>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct PhysicalLocation<'a> {
    pub(super) artifact_location: ArtifactLocation<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) region: Option<Region<'a>>,
}

/// A place in a report that a person opens: `表1第3行第2列`, `统计表!C7`.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct LogicalLocation<'a> {
    pub(super) fully_qualified_name: String,
    pub(super) properties: JsonLocator<'a>,
}

#[derive(Serialize)]
pub(super) struct ArtifactLocation<'a> {
    pub(super) uri: std::borrow::Cow<'a, str>,
}

/// Lines and columns from 1, in characters; the end is the place after the last character.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Region<'a> {
    pub(super) start_line: usize,
    pub(super) start_column: usize,
    pub(super) end_line: usize,
    pub(super) end_column: usize,
    pub(super) snippet: Snippet<'a>,
}

#[derive(Serialize)]
pub(super) struct Snippet<'a> {
    pub(super) text: &'a str,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Invocation<'a> {
    /// Whether every report was read.
    pub(super) execution_successful: bool,
    pub(super) tool_execution_notifications: Vec<serde_json::Value>,
    pub(super) properties: JsonSummary<'a>,
}

/// A report that could not be read.
#[derive(Serialize)]
pub(super) struct Notification<'a> {
    pub(super) descriptor: DescriptorReference<'a>,
    pub(super) level: &'static str,
    pub(super) message: Message,
    pub(super) locations: Vec<Location<'a>>,
}

#[derive(Serialize)]
pub(super) struct DescriptorReference<'a> {
    pub(super) id: &'a str,
}
