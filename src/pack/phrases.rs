//! `[[indicator.prose]]` of all packs: how prose names an indicator.
//!
//! The same pattern stands in many phrases, by name: `(?&asked)` is what some
//! pack's `[fragments]` call `asked`. A pattern that several phrases share is
//! one pattern, checked once and compiled once.

use std::{
    collections::{BTreeMap, HashMap},
    ops::Range,
    sync::Arc,
};

use super::{error::Mistake, value};
use crate::{
    quantity::Unit,
    sections::{Section, Text, did_you_mean},
    template::{IndicatorId, Pattern, PatternError, Phrase, PhraseKind},
};

/// The keys under which a phrase's words may stand, and where they then do.
const KINDS: [(&str, &[PhraseKind]); 5] = [
    ("before", &[PhraseKind::Before]),
    ("after", &[PhraseKind::After]),
    ("beside", &[PhraseKind::Before, PhraseKind::After]),
    ("none", &[PhraseKind::None]),
    ("all", &[PhraseKind::All]),
];

/// Reads phrases.
#[derive(Debug, Default)]
pub(super) struct Reader<'f> {
    /// The fragments of all packs by name.
    fragments: BTreeMap<&'f str, &'f str>,
    /// Patterns by their full text.
    patterns: HashMap<String, Arc<Pattern>>,
}

impl<'f> Reader<'f> {
    /// Adds the `[fragments]` of a pack; all of them come before the first phrase.
    pub(super) fn add_fragments(&mut self, section: Section<'f>) {
        for (name, fragment) in section.into_texts() {
            let name = name.value;
            if self.fragments.contains_key(name) {
                fragment.report(Mistake::DuplicateDefinition {
                    what: "fragment",
                    key: name.to_owned(),
                });
            } else if value::pattern(fragment).is_some() {
                self.fragments.insert(name, fragment.value);
            }
        }
    }

    /// One `[[indicator.prose]]`: a phrase for each place where its words may stand.
    pub(super) fn read(&mut self, mut section: Section<'f>, indicator: IndicatorId) -> Vec<Phrase> {
        let mut near = Vec::new();
        for (key, kinds) in KINDS {
            near.extend(section.texts(key).map(|words| (kinds, words)));
        }
        let mut pattern = |key| {
            let text = section.text(key);
            text.and_then(|text| self.pattern(text))
        };
        let (with, without, about) = (pattern("with"), pattern("without"), pattern("about"));
        let units = section.texts("units").unwrap_or_default();
        let units: Vec<Unit> = units.into_iter().filter_map(value::unit).collect();
        let is_weak = section.flag("weak");
        if near.len() != 1 {
            section.place.report(Mistake::NotExactlyOne {
                section: section.name.clone(),
                keys: "`before`, `after`, `beside`, `none` and `all`".to_owned(),
                found: near.len(),
            });
        }
        section.finish();
        let Some((kinds, words)) = near.into_iter().next() else {
            return Vec::new();
        };
        let phrase = |&kind: &PhraseKind| Phrase {
            indicator,
            kind,
            near: words.iter().map(|word| word.value.to_owned()).collect(),
            with: with.clone(),
            without: without.clone(),
            about: about.clone(),
            units: units.clone(),
            is_weak,
        };
        kinds.iter().map(phrase).collect()
    }

    /// The pattern that `text` is once its fragments are put in.
    fn pattern(&mut self, text: Text<'f>) -> Option<Arc<Pattern>> {
        let full = self.expanded(text)?;
        if let Some(known) = self.patterns.get(&full) {
            return Some(Arc::clone(known));
        }
        let pattern = if full == text.value {
            value::pattern(text)?
        } else {
            // What is wrong with the whole cannot be pointed at in what was written.
            let wrong = |error: PatternError| {
                let message = error.message;
                text.report(Mistake::BadPattern { message });
            };
            Pattern::new(&full).map_err(wrong).ok()?
        };
        let pattern = Arc::new(pattern);
        self.patterns.insert(full, Arc::clone(&pattern));
        Some(pattern)
    }

    /// `text` with its fragments put in; a mistake where one is not known.
    fn expanded(&self, text: Text<'f>) -> Option<String> {
        let mut full = String::with_capacity(text.value.len());
        let (mut copied, mut is_sound) = (0, true);
        for place in references(text.value) {
            let name = text.value.get(place.start + OPEN.len()..place.end - 1)?;
            full.push_str(text.value.get(copied..place.start)?);
            copied = place.end;
            if let Some(fragment) = self.fragments.get(name) {
                full.push_str("(?:");
                full.push_str(fragment);
                full.push(')');
                continue;
            }
            is_sound = false;
            let names: Vec<&str> = self.fragments.keys().copied().collect();
            let help = did_you_mean(name, &names);
            let name = name.to_owned();
            text.report_within(place, Mistake::UnknownFragment { name, help });
        }
        full.push_str(text.value.get(copied..)?);
        is_sound.then_some(full)
    }
}

/// How a fragment's name starts; the bracket behind it ends it.
const OPEN: &str = "(?&";

/// Where `text` refers to fragments.
fn references(text: &str) -> impl Iterator<Item = Range<usize>> {
    text.match_indices(OPEN).filter_map(|(start, _)| {
        let rest = text.get(start..)?;
        Some(start..start + rest.find(')')? + 1)
    })
}
