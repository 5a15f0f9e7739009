//! The file of a baseline: TOML, one `[[finding]]` for each.

use std::{fmt::Write, sync::Arc};

use toml::Value;

use super::Entry;
use crate::sections::{File, Located, Log, Section, Source, one_of};

/// The name and version of the shape.
const SCHEMA: &str = "gouji-baseline/1";

const HEAD: &str = "\
# Findings that are known already: `gouji check --baseline` with this file reports only others.
# Written by `gouji baseline`, which keeps every `reason`; say there why a finding may stay.
";

/// The entries of a file, or every mistake in it.
pub(super) fn read(path: &str, text: &str) -> Result<Vec<Entry>, Vec<Located>> {
    let log = Log::default();
    let source = Source {
        path: path.to_owned(),
        text: Arc::from(text),
    };
    let file = File::parse(&source, &log);
    let mut entries = Vec::new();
    if let Some(mut root) = file.root("the baseline".to_owned(), &log) {
        if let Some(schema) = root.required_text("schema") {
            one_of(schema, "schema", &[(SCHEMA, ())]);
        }
        for section in root.sections("finding") {
            entries.extend(entry(section));
        }
        root.finish();
    }
    log.into_result(entries)
}

fn entry(mut section: Section<'_>) -> Option<Entry> {
    let [path, rule, place, fingerprint] =
        ["path", "rule", "place", "fingerprint"].map(|key| section.required_text(key));
    let reason = section.text("reason");
    section.finish();
    Some(Entry {
        path: path?.value.to_owned(),
        rule: rule?.value.to_owned(),
        place: place?.value.to_owned(),
        fingerprint: fingerprint?.value.to_owned(),
        reason: reason.map(|reason| Arc::from(reason.value)),
    })
}

/// The text of a file with `entries`, in their order.
pub(super) fn write(entries: &[Entry]) -> String {
    let mut text = format!("{HEAD}schema = \"{SCHEMA}\"\n");
    for entry in entries {
        let keys = [
            ("path", Some(&*entry.path)),
            ("rule", Some(&entry.rule)),
            ("place", Some(&entry.place)),
            ("fingerprint", Some(&entry.fingerprint)),
            ("reason", entry.reason.as_deref()),
        ];
        text.push_str("\n[[finding]]\n");
        for (key, value) in keys {
            if let Some(value) = value {
                // Writing to a string does not fail.
                let _ = writeln!(text, "{key} = {}", Value::String(value.to_owned()));
            }
        }
    }
    text
}
