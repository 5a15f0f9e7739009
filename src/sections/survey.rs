//! What a reader asks for while it reads, to hold the published schemas to it.

use std::{
    cell::RefCell,
    collections::{BTreeMap, BTreeSet},
    path::Path,
};

use schemars::{JsonSchema, Schema, generate::SchemaSettings};
use serde_json::Value;

/// What was asked for in one file.
#[derive(Debug, Clone, Default)]
pub(crate) struct Asked {
    /// The keys of each section, by its name.
    pub(crate) keys: BTreeMap<String, BTreeSet<String>>,
    /// The words that the value of a key may be, wherever it stands.
    pub(crate) words: BTreeMap<String, BTreeSet<String>>,
}

impl Asked {
    pub(crate) fn extend(&mut self, other: Self) {
        for (name, keys) in other.keys {
            self.keys.entry(name).or_default().extend(keys);
        }
        for (key, words) in other.words {
            self.words.entry(key).or_default().extend(words);
        }
    }
}

thread_local! {
    static SURVEY: RefCell<BTreeMap<String, Asked>> = const { RefCell::new(BTreeMap::new()) };
}

/// What `read` returns, and what it asked for, by file.
pub(crate) fn during<T>(read: impl FnOnce() -> T) -> (T, BTreeMap<String, Asked>) {
    SURVEY.take();
    let value = read();
    (value, SURVEY.take())
}

/// Notes the keys that a section was asked for.
pub(super) fn note_keys(file: &str, section: &str, keys: &[&str]) {
    SURVEY.with_borrow_mut(|survey| {
        let asked = survey.entry(file.to_owned()).or_default();
        let section = section.replace('`', "");
        let known = asked.keys.entry(section).or_default();
        known.extend(keys.iter().map(|&key| key.to_owned()));
    });
}

/// Notes the words that the value of a key may be.
pub(super) fn note_words(file: &str, key: &str, words: &[&str]) {
    SURVEY.with_borrow_mut(|survey| {
        let asked = survey.entry(file.to_owned()).or_default();
        let known = asked.words.entry(key.to_owned()).or_default();
        known.extend(words.iter().map(|&word| word.to_owned()));
    });
}

/// The schema of what is read into a type.
pub(crate) fn schema<T: JsonSchema>() -> Schema {
    SchemaSettings::draft2020_12()
        .into_generator()
        .into_root_schema_for::<T>()
}

/// What a schema asks for, its titles being the names of sections.
pub(crate) fn of(schema: &Schema) -> Asked {
    let root = schema.as_value();
    let mut asked = Asked::default();
    collect(root, root, &mut asked);
    asked
}

fn collect(root: &Value, value: &Value, asked: &mut Asked) {
    match value {
        Value::Array(items) => items.iter().for_each(|item| collect(root, item, asked)),
        Value::Object(object) => {
            let properties = object.get("properties").and_then(Value::as_object);
            if let Some(title) = object.get("title").and_then(Value::as_str) {
                assert_eq!(
                    object.get("additionalProperties"),
                    Some(&Value::Bool(false)),
                    "{title}"
                );
                let keys = properties.into_iter().flat_map(|p| p.keys().cloned());
                asked.keys.entry(title.to_owned()).or_default().extend(keys);
            }
            for (key, value) in properties.into_iter().flatten() {
                let mut words = BTreeSet::new();
                words_of(root, value, &mut words);
                if !words.is_empty() {
                    asked.words.entry(key.clone()).or_default().extend(words);
                }
            }
            object
                .values()
                .for_each(|inner| collect(root, inner, asked));
        }
        _ => {}
    }
}

/// The words that a value of this schema may be.
fn words_of(root: &Value, schema: &Value, words: &mut BTreeSet<String>) {
    if let Some(reference) = schema["$ref"].as_str() {
        let pointer = reference.trim_start_matches('#');
        let target = root.pointer(pointer).expect("it leads somewhere");
        if target.get("properties").is_none() {
            words_of(root, target, words);
        }
    }
    let constant = schema["const"].as_str().into_iter();
    let several = schema["enum"].as_array().into_iter().flatten();
    words.extend(constant.map(str::to_owned));
    words.extend(several.filter_map(Value::as_str).map(str::to_owned));
    for key in ["anyOf", "oneOf"] {
        for inner in schema[key].as_array().into_iter().flatten() {
            words_of(root, inner, words);
        }
    }
}

/// Holds that `docs/schemas/<name>.schema.json` is this schema, or writes it under `GOUJI_BLESS`.
pub(crate) fn blessed(name: &str, schema: &Schema) -> String {
    let file = format!("docs/schemas/{name}.schema.json");
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(&file);
    let text = serde_json::to_string_pretty(schema).expect("JSON") + "\n";
    if std::env::var_os("GOUJI_BLESS").is_some_and(|value| value == "1") {
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("made");
        std::fs::write(&path, &text).expect("written");
    }
    let published = std::fs::read_to_string(&path).unwrap_or_default();
    let published = published.replace("\r\n", "\n");
    assert!(
        published == text,
        "{file} is stale: GOUJI_BLESS=1 cargo test --lib"
    );
    file
}
