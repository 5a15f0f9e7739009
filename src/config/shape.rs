//! The shape of `gouji.toml`, for editors: its JSON Schema is made of these types.
//!
//! Nothing reads into them. That the reader and they ask for the same keys and words is
//! held by the tests below.

#![expect(dead_code, reason = "only their shape matters")]

use std::collections::BTreeMap;

use schemars::JsonSchema;

/// Which rules run on which reports, how severe they are, and which findings are accepted.
#[derive(JsonSchema)]
#[schemars(title = "gouji.toml")]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct File {
    /// Folders with rules of your own, relative to this file: packs, or folders of packs.
    rules: Option<Vec<String>>,
    /// Run only these rules, by id, or all of a pack by the pack's.
    select: Option<Vec<String>>,
    /// Do not run these rules, or packs.
    ignore: Option<Vec<String>>,
    /// How severe single rules are, as the most severe that their findings can be.
    severity: Option<BTreeMap<String, Level>>,
    /// Findings from this severity on fail a run; `warning` unless said otherwise.
    fail_on: Option<Severity>,
    /// The language of messages.
    language: Option<Language>,
    /// The file of known findings, relative to this one; `gouji baseline` writes it.
    baseline: Option<String>,
    /// Files that are one report, such as a page and its attachments: a regular expression for whole paths
    /// relative to this file. Files of one folder whose group `report` is the same are read as one.
    join: Option<String>,
    /// What differs for some reports; later ones win.
    overrides: Option<Vec<Override>>,
    /// Findings that may stay.
    accept: Option<Vec<Accept>>,
}

#[derive(JsonSchema)]
#[serde(rename_all = "lowercase")]
enum Level {
    Error,
    Warning,
    Note,
    /// The rule does not run.
    Off,
}

#[derive(JsonSchema)]
#[serde(rename_all = "lowercase")]
enum Severity {
    Error,
    Warning,
    Note,
}

#[derive(JsonSchema)]
#[serde(rename_all = "lowercase")]
enum Language {
    Zh,
    En,
}

/// What differs for some reports.
#[derive(JsonSchema)]
#[schemars(title = "[[overrides]]")]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct Override {
    /// The reports: patterns of paths relative to this file. `*` stops at a slash and `**` does not; a folder
    /// means all below it; a pattern without a slash matches anywhere.
    paths: Vec<String>,
    /// Run only these rules on them.
    select: Option<Vec<String>>,
    /// Do not run these rules on them.
    ignore: Option<Vec<String>>,
    /// How severe single rules are on them.
    severity: Option<BTreeMap<String, Level>>,
    /// Their findings from this severity on fail a run.
    fail_on: Option<Severity>,
}

/// Findings that may stay: those for which all that is said here is true.
#[derive(JsonSchema)]
#[schemars(title = "[[accept]]")]
#[serde(deny_unknown_fields)]
#[schemars(extend("anyOf" = [
    {"required": ["fingerprint"]},
    {"required": ["place"]},
    {"required": ["rule", "paths"]}
]))]
struct Accept {
    /// The fingerprint, as JSON tells it: a changed figure is not accepted.
    fingerprint: Option<String>,
    /// The place, as JSON tells it: accepted whatever the figures are.
    place: Option<String>,
    /// The rule's id.
    rule: Option<String>,
    /// The reports, as in `[[overrides]]`.
    paths: Option<Vec<String>>,
    /// Why they may stay.
    reason: String,
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::File;
    use crate::{
        config::Config,
        sections::survey::{self, blessed, schema},
    };

    const ALL: &str = r#"
fail-on = "note"
language = "zh"
join = '(?<report>.+)\.txt'
[severity]
a = "off"
[[overrides]]
paths = ["a"]
ignore = ["b"]
[[accept]]
rule = "a"
paths = ["b"]
reason = "c"
"#;

    #[test]
    fn the_schema_asks_for_what_the_reader_does() {
        let (config, asked) = survey::during(|| Config::parse("gouji.toml", ALL, None));
        config.expect("it is sound");
        let asked = &asked["gouji.toml"];
        let told = survey::of(&schema::<File>());
        assert_eq!(told.keys, asked.keys);
        assert_eq!(told.words["fail-on"], asked.words["fail-on"]);
        assert_eq!(told.words["language"], asked.words["language"]);
        let levels = schema::<File>();
        let levels = serde_json::to_string(&levels.as_value()["$defs"]["Level"]).expect("JSON");
        for level in &asked.words["a"] {
            assert!(
                levels.contains(&format!("\"{level}\"")),
                "{level}: {levels}"
            );
        }
    }

    #[test]
    fn the_schema_takes_what_the_reader_takes() {
        let schema = serde_json::to_value(schema::<File>()).expect("JSON");
        let validator = jsonschema::validator_for(&schema).expect("a schema");
        let sound: serde_json::Value = toml::from_str(ALL).expect("TOML");
        assert!(validator.is_valid(&sound));
        for broken in [
            json!({"selct": []}),
            json!({"fail-on": "off"}),
            json!({"severity": {"a": "loud"}}),
            json!({"overrides": [{"ignore": ["a"]}]}),
            json!({"accept": [{"rule": "a", "reason": "b"}]}),
            json!({"accept": [{"fingerprint": "a"}]}),
        ] {
            assert!(!validator.is_valid(&broken), "{broken}");
        }
    }

    #[test]
    fn the_schema_is_published() {
        blessed("gouji-config", &schema::<File>());
    }
}
