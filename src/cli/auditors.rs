//! The auditor for each report: its packs, less the rules that do not run on it.
//!
//! Reports of equal settings share one, which is made when the first of them comes.

use std::{cell::OnceCell, collections::HashMap, path::Path};

use super::configs::{Configs, Loaded};
use crate::{
    audit::Auditor,
    config::{Choice, Settings, severity_of},
    language::Language,
    pack::PackSet,
};

/// Values that stay where they are as long as the shelf does.
#[derive(Debug)]
pub(super) struct Shelf<T>(OnceCell<Box<(T, Shelf<T>)>>);

impl<T> Default for Shelf<T> {
    fn default() -> Self {
        Self(OnceCell::new())
    }
}

impl<T> Shelf<T> {
    fn put(&self, value: T) -> &T {
        let mut end = self;
        while let Some(slot) = end.0.get() {
            end = &slot.1;
        }
        &end.0.get_or_init(|| Box::new((value, Self::default()))).0
    }
}

/// Which rules run, beside what configurations say.
#[derive(Debug, Clone)]
pub(super) enum Wanted {
    /// All of them, whatever they say.
    All,
    /// What they say, and then the command line.
    Chosen(Choice),
}

/// What auditors are to tell.
#[derive(Debug, Clone, Copy)]
pub(super) struct Telling<'p> {
    /// The language of messages.
    pub(super) language: Language,
    /// The rule whose derivations are told.
    pub(super) explained: Option<&'p str>,
    /// Whether figures are but counted.
    pub(super) is_counting: bool,
}

/// The auditors of a run.
pub(super) struct Auditors<'p> {
    configs: &'p Configs,
    shelf: &'p Shelf<PackSet>,
    wanted: Wanted,
    telling: Telling<'p>,
    made: Vec<Holding<'p>>,
    by_settings: HashMap<(usize, Vec<usize>), usize>,
}

/// What holds for a report.
pub(super) struct Holding<'p> {
    /// What audits it.
    pub(super) auditor: Auditor<'p>,
    /// The number of its configuration.
    pub(super) config: usize,
    /// What that says of it.
    pub(super) settings: Settings,
}

impl<'p> Auditors<'p> {
    /// No auditor yet; they will tell what `telling` says.
    pub(super) fn new(
        configs: &'p Configs,
        shelf: &'p Shelf<PackSet>,
        wanted: Wanted,
        telling: Telling<'p>,
    ) -> Self {
        Self {
            configs,
            shelf,
            wanted,
            telling,
            made: Vec::new(),
            by_settings: HashMap::new(),
        }
    }

    /// The number of what holds for the report `path`.
    pub(super) fn index_of(&mut self, path: &str) -> usize {
        let path = Path::new(path);
        let config = self.configs.index_of(path);
        let loaded = &self.configs.all()[config];
        let settings = match loaded.config.overrides.as_slice() {
            [] => loaded.config.settings(""),
            _ => loaded.config.settings(&loaded.root.relative(path)),
        };
        let key = (config, settings.overrides.clone());
        let known = self.by_settings.get(&key).copied();
        known.unwrap_or_else(|| {
            self.made.push(Holding {
                auditor: self.make(loaded, &settings),
                config,
                settings,
            });
            self.by_settings.insert(key, self.made.len() - 1);
            self.made.len() - 1
        })
    }

    /// What holds for the reports so far, by number.
    pub(super) fn holdings(&self) -> &[Holding<'p>] {
        &self.made
    }

    fn make(&self, loaded: &'p Loaded, settings: &Settings) -> Auditor<'p> {
        let all = self.configs.set(loaded);
        let packs = match &self.wanted {
            Wanted::Chosen(flags) => {
                let choices = loaded.config.choices(settings);
                let layers: Vec<_> = choices.chain([flags]).collect();
                if layers.iter().all(|layer| layer.is_empty()) {
                    all
                } else {
                    self.shelf.put(narrowed(all, &layers))
                }
            }
            Wanted::All => all,
        };
        let Telling {
            language,
            explained,
            is_counting,
        } = self.telling;
        let mut auditor = Auditor::new(packs, language);
        if let Some(rule) = explained {
            auditor = auditor.explaining(rule);
        }
        if is_counting {
            auditor = auditor.only_counting();
        }
        auditor
    }
}

/// The packs with the rules that run under `layers`, as severe as these say.
fn narrowed(packs: &PackSet, layers: &[&Choice]) -> PackSet {
    let mut packs = packs.clone();
    for pack in &mut packs.packs {
        let id = &pack.id;
        pack.rules.retain_mut(|rule| {
            let severity = severity_of(layers.iter().copied(), id, &rule.id, rule.severity);
            rule.severity = severity.unwrap_or(rule.severity);
            severity.is_some()
        });
    }
    packs
}

#[cfg(test)]
mod tests {
    use super::Shelf;

    #[test]
    fn what_is_on_the_shelf_stays_there() {
        let shelf = Shelf::default();
        let first = shelf.put("甲".to_owned());
        let second = shelf.put("乙".to_owned());
        assert_eq!((first.as_str(), second.as_str()), ("甲", "乙"));
    }
}
