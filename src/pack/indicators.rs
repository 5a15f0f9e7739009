//! `indicators.toml` of all packs: what is counted, how tables and prose name it.
//!
//! An indicator has one key in every pack that speaks of it. One of them names it
//! fully; the others add the labels of their own form and more phrases.

use std::collections::{BTreeMap, HashSet};

use super::{error::Mistake, phrases::Reader, value};
use crate::{
    language::Words,
    quantity::Unit,
    sections::{Section, Slip, Text, nearest},
    template::{Indicator, IndicatorId, Labels, Phrase, fold_label},
};

/// The indicators of all packs.
#[derive(Debug, Default)]
pub(super) struct Indicators<'f> {
    /// By id.
    pub(super) all: Vec<Indicator>,
    /// By key.
    pub(super) keys: BTreeMap<&'f str, IndicatorId>,
    /// The labels of each pack.
    pub(super) labels: Vec<Labels>,
    /// How prose names them.
    pub(super) phrases: Vec<Phrase>,
    /// Whether every entry could be read; otherwise an unknown name is no mistake of its rule.
    pub(super) is_complete: bool,
}

/// What one pack says of one indicator.
struct Entry<'f> {
    section: Section<'f>,
    pack: usize,
    key: Text<'f>,
    zh: Option<Text<'f>>,
    en: Option<Text<'f>>,
    unit: Option<(Text<'f>, Unit)>,
    parent: Option<Text<'f>>,
    labels: Vec<Text<'f>>,
}

/// What all packs together say of one indicator.
#[derive(Default)]
struct Merged<'f> {
    zh: Option<Text<'f>>,
    en: Option<Text<'f>>,
    unit: Option<(Text<'f>, Unit)>,
    parent: Option<Text<'f>>,
}

impl<'f> Indicators<'f> {
    /// Reads the files of all packs, in the order of packs; `None` where a pack has none.
    pub(super) fn read(roots: Vec<Option<Section<'f>>>) -> Self {
        let mut indicators = Self {
            labels: roots.iter().map(|_| Labels::default()).collect(),
            is_complete: true,
            ..Self::default()
        };
        let mut entries = Vec::new();
        let mut phrases = Reader::default();
        for (pack, root) in roots.into_iter().enumerate() {
            let Some(mut root) = root else { continue };
            if let Some(fragments) = root.section("fragments") {
                phrases.add_fragments(fragments);
            }
            let sections = root.sections("indicator");
            for section in sections {
                match Entry::read(section, pack) {
                    Some(entry) => entries.push(entry),
                    None => indicators.is_complete = false,
                }
            }
            root.finish();
        }
        indicators.merge(&entries);
        for entry in &mut entries {
            indicators.add_labels(entry);
            indicators.add_phrases(entry, &mut phrases);
        }
        for entry in entries {
            entry.section.finish();
        }
        indicators
    }

    fn merge(&mut self, entries: &[Entry<'f>]) {
        let mut merged: Vec<(&Entry<'f>, Merged<'f>)> = Vec::new();
        let mut seen = HashSet::new();
        for entry in entries {
            let key = entry.key.value;
            if !seen.insert((entry.pack, key)) {
                entry.key.report(Mistake::DuplicateDefinition {
                    what: "indicator",
                    key: key.to_owned(),
                });
                continue;
            }
            let at = if let Some(id) = self.keys.get(key) {
                usize::from(id.0)
            } else {
                let Ok(id) = u16::try_from(merged.len()) else {
                    entry.key.report(Mistake::TooManyIndicators);
                    return;
                };
                self.keys.insert(key, IndicatorId(id));
                merged.push((entry, Merged::default()));
                merged.len() - 1
            };
            merged[at].1.add(entry);
        }
        for (first, indicator) in &merged {
            let indicator = self.finished(first, indicator);
            self.all.push(indicator);
        }
        self.check_parents(&merged);
    }

    fn finished(&self, first: &Entry<'f>, merged: &Merged<'f>) -> Indicator {
        let missing = [("zh", merged.zh.is_none()), ("en", merged.en.is_none())];
        for (key, _) in missing.into_iter().filter(|(_, is_missing)| *is_missing) {
            first.key.report(Slip::MissingKey {
                key,
                section: format!("indicator `{}`", first.key.value),
            });
        }
        let text = |text: Option<Text<'f>>| text.map_or_else(String::new, |t| t.value.to_owned());
        Indicator {
            key: first.key.value.into(),
            name: Words {
                zh: text(merged.zh),
                en: text(merged.en),
            },
            unit: merged.unit.map(|(_, unit)| unit),
            parent: merged.parent.and_then(|parent| self.parent(parent)),
        }
    }

    fn parent(&self, parent: Text<'f>) -> Option<IndicatorId> {
        let id = self.keys.get(parent.value).copied();
        if id.is_none() {
            let help = nearest(parent.value, self.keys.keys().copied()).map_or_else(
                || "a parent is named by its key; define it in an `indicators.toml`".to_owned(),
                |near| format!("did you mean `{near}`?"),
            );
            parent.report(Mistake::UnknownIndicator {
                name: parent.value.to_owned(),
                help,
            });
        }
        id
    }

    /// Notes indicators that stand under themselves, and cuts the circle.
    fn check_parents(&mut self, merged: &[(&Entry<'f>, Merged<'f>)]) {
        for (at, (_, said)) in merged.iter().enumerate() {
            let mut above = self.all[at].parent;
            let mut steps = 0;
            while let Some(id) = above {
                let id = usize::from(id.0);
                if id == at {
                    if let Some(parent) = said.parent {
                        let key = self.all[at].key.to_string();
                        parent.report(Mistake::CircularParent { key });
                    }
                    self.all[at].parent = None;
                    break;
                }
                // A circle further up is another indicator's mistake.
                steps += 1;
                above = self.all[id].parent.filter(|_| steps < merged.len());
            }
        }
    }

    fn add_labels(&mut self, entry: &Entry<'f>) {
        let Some(&id) = self.keys.get(entry.key.value) else {
            return;
        };
        let parent = self.all[usize::from(id.0)].parent;
        let labels = &mut self.labels[entry.pack];
        let mut add = |label: &str, place: Text<'f>| {
            let folded = fold_label(label).into_owned();
            let ids = labels.entry(folded.clone()).or_default();
            if ids.contains(&id) {
                return;
            }
            let other = ids
                .iter()
                .map(|other| &self.all[usize::from(other.0)])
                .find(|other| other.parent == parent);
            if let Some(other) = other {
                place.report(Mistake::DuplicateLabel {
                    label: folded,
                    first: other.key.to_string(),
                    second: entry.key.value.to_owned(),
                });
            }
            ids.push(id);
        };
        // A pack that has labels of its own for what another pack names does not use that name.
        let name = &self.all[usize::from(id.0)].name.zh;
        if !name.is_empty() && (entry.zh.is_some() || entry.labels.is_empty()) {
            add(name, entry.zh.unwrap_or(entry.key));
        }
        for label in &entry.labels {
            add(label.value, *label);
        }
    }

    fn add_phrases(&mut self, entry: &mut Entry<'f>, phrases: &mut Reader<'f>) {
        let Some(&id) = self.keys.get(entry.key.value) else {
            return;
        };
        for mut section in entry.section.sections("prose") {
            section.name = String::from("`[[indicator.prose]]`");
            self.phrases.extend(phrases.read(section, id));
        }
    }
}

impl<'f> Entry<'f> {
    fn read(mut section: Section<'f>, pack: usize) -> Option<Self> {
        let key = section.required_text("key");
        let zh = section.text("zh");
        let en = section.text("en");
        let unit = section.text("unit");
        let parent = section.text("parent");
        let labels = section.texts("labels").unwrap_or_default();
        let key = key?;
        if !is_key(key.value) {
            key.report(Mistake::BadKey {
                key: key.value.to_owned(),
            });
        }
        Some(Self {
            section,
            pack,
            key,
            zh,
            en,
            // A unit that nobody knows still says that there is a figure.
            unit: unit.map(|text| (text, value::unit(text).unwrap_or(Unit::NONE))),
            parent,
            labels,
        })
    }
}

impl<'f> Merged<'f> {
    fn add(&mut self, entry: &Entry<'f>) {
        let key = entry.key;
        agree(&mut self.zh, entry.zh, "zh", key, |a, b| a.value == b.value);
        agree(&mut self.en, entry.en, "en", key, |a, b| a.value == b.value);
        agree(&mut self.parent, entry.parent, "parent", key, |a, b| {
            a.value == b.value
        });
        match (self.unit, entry.unit) {
            (None, unit) => self.unit = unit,
            (Some((first, unit)), Some((text, other))) if unit != other => {
                conflict(first, text, "unit", key);
            }
            _ => {}
        }
    }
}

/// Takes what is said first, and notes what is said otherwise later.
fn agree<'f>(
    merged: &mut Option<Text<'f>>,
    said: Option<Text<'f>>,
    field: &'static str,
    key: Text<'f>,
    is_same: impl Fn(Text<'f>, Text<'f>) -> bool,
) {
    match (*merged, said) {
        (None, said) => *merged = said,
        (Some(first), Some(said)) if !is_same(first, said) => conflict(first, said, field, key),
        _ => {}
    }
}

fn conflict(first: Text<'_>, said: Text<'_>, field: &'static str, key: Text<'_>) {
    said.report(Mistake::ConflictingDefinition {
        key: key.value.to_owned(),
        field,
        first: first.place.file.path.clone(),
    });
}

fn is_key(key: &str) -> bool {
    key.split('.').all(|word| {
        word.starts_with(|c: char| c.is_ascii_lowercase())
            && word
                .chars()
                .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_')
    })
}
