//! `words.toml` of all packs: the words that structure prose.

use super::{error::Mistake, value};
use crate::{
    sections::{Section, Text},
    template::{Lexicon, Partition},
};

/// What the packs have said so far.
#[derive(Debug, Default)]
pub(super) struct Wording<'f> {
    /// The words themselves.
    pub(super) lexicon: Lexicon,
    /// Where each partition was defined, in their order.
    defined: Vec<Text<'f>>,
}

impl<'f> Wording<'f> {
    /// Adds what one pack says.
    pub(super) fn add(&mut self, mut root: Section<'f>) {
        let lexicon = &mut self.lexicon;
        fill(&mut root, "cues", |section| {
            add(section, "none", &mut lexicon.none);
            add(section, "all", &mut lexicon.all);
            add(section, "fillers", &mut lexicon.fillers);
            add(section, "plain", &mut lexicon.plain);
            add(section, "measures", &mut lexicon.measures);
            add(section, "names", &mut lexicon.names);
        });
        fill(&mut root, "list", |section| {
            add(section, "closed", &mut lexicon.closed);
            add(section, "members", &mut lexicon.members);
            add(section, "open", &mut lexicon.open);
            add(section, "rest", &mut lexicon.rest);
            add(section, "before_rest", &mut lexicon.before_rest);
            add(section, "carried", &mut lexicon.carried);
            add(section, "inner", &mut lexicon.inner);
            add(section, "overlap", &mut lexicon.overlap);
            add(section, "incoming", &mut lexicon.incoming);
            add(section, "settled", &mut lexicon.settled);
            add(section, "sums", &mut lexicon.sums);
            add(section, "respective", &mut lexicon.respective);
            add(section, "joins", &mut lexicon.joins);
            add(section, "partial", &mut lexicon.partial);
            add(section, "leading", &mut lexicon.leading);
            add(section, "stages", &mut lexicon.stages);
            add(section, "traits", &mut lexicon.traits);
            add(section, "sent", &mut lexicon.sent);
            add(section, "due", &mut lexicon.due);
            add(section, "done", &mut lexicon.done);
            add(section, "remaining", &mut lexicon.remaining);
            add(section, "opposites", &mut lexicon.opposites);
            add(section, "unsettled", &mut lexicon.unsettled);
            add(section, "beside", &mut lexicon.beside);
        });
        fill(&mut root, "share", |section| {
            add(section, "words", &mut lexicon.share);
            add(section, "base", &mut lexicon.share_base);
            add(section, "collective", &mut lexicon.collective);
            add(section, "rounded", &mut lexicon.rounded);
        });
        fill(&mut root, "growth", |section| {
            add(section, "up", &mut lexicon.up);
            add(section, "down", &mut lexicon.down);
            add(section, "became", &mut lexicon.became);
            add(section, "rates", &mut lexicon.grown_rates);
        });
        fill(&mut root, "period", |section| {
            add(section, "other", &mut lexicon.other_period);
            add(section, "passing", &mut lexicon.passing);
            add(section, "own", &mut lexicon.own_period);
            add(section, "compared", &mut lexicon.compared);
            add(section, "carried_on", &mut lexicon.carried_on);
            add(section, "left_over", &mut lexicon.left_over);
            add(section, "reports", &mut lexicon.reports);
        });
        fill(&mut root, "scope", |section| {
            add(section, "part", &mut lexicon.part_scope);
            let n_parts = lexicon.part_scope.len();
            add(section, "away", &mut lexicon.part_scope);
            lexicon
                .away
                .extend_from_slice(&lexicon.part_scope[n_parts..]);
            add(section, "whole", &mut lexicon.whole_scope);
            add(section, "upper", &mut lexicon.upper_scope);
            add(section, "titles", &mut lexicon.titles);
            add(section, "bodies", &mut lexicon.bodies);
            add(section, "offices", &mut lexicon.offices);
            add(section, "everyone", &mut lexicon.everyone);
            add(section, "narrowing", &mut lexicon.narrowing);
            add(section, "verbs", &mut lexicon.verbs);
        });
        fill(&mut root, "table", |section| {
            let table = &mut lexicon.table;
            add(section, "totals", &mut table.totals);
            add(section, "total_ends", &mut table.total_ends);
            add(section, "inner", &mut table.inner);
            add(section, "home", &mut table.home);
            add(section, "apart", &mut table.apart);
            add(section, "shares", &mut table.shares);
            add(section, "notes", &mut table.notes);
        });
        for mut section in root.sections("level") {
            section.require("words");
            let mut words = Vec::new();
            add(&mut section, "words", &mut words);
            section.finish();
            lexicon.levels.push(words);
        }
        let n_before = self.defined.len();
        for section in root.sections("partition") {
            self.partition(section, n_before);
        }
        root.finish();
    }

    /// Reads one `[[partition]]`; those from `n_before` on are of the same pack.
    fn partition(&mut self, mut section: Section<'f>, n_before: usize) {
        let key = section.required_text("key");
        let said = Said {
            zh: section.text("zh"),
            en: section.text("en"),
            overlap: section
                .has("may_overlap")
                .then(|| section.flag("may_overlap")),
            settles: section.has("settles").then(|| section.flag("settles")),
            is_long: section.has("long").then(|| section.flag("long")),
        };
        section.require("words");
        let (mut words, mut apart) = (Vec::new(), Vec::new());
        add(&mut section, "words", &mut words);
        add(&mut section, "apart", &mut apart);
        let known = |key: Text<'f>| self.defined.iter().position(|k| k.value == key.value);
        match key.map(|key| (key, known(key))) {
            None => {}
            Some((key, Some(at))) if at >= n_before => key.report(Mistake::DuplicateDefinition {
                what: "partition",
                key: key.value.to_owned(),
            }),
            Some((key, Some(at))) => {
                let partition = &mut self.lexicon.partitions[at];
                said.compare(key, partition, self.defined[at]);
                words.retain(|word| !partition.words.contains(word));
                partition.words.extend(words);
                apart.retain(|unit| !partition.apart.contains(unit));
                partition.apart.extend(apart);
            }
            Some((key, None)) => {
                section.require("zh");
                section.require("en");
                self.defined.push(key);
                self.lexicon.partitions.push(Partition {
                    key: key.value.to_owned(),
                    name: value::words(said.zh, said.en),
                    words,
                    may_overlap: said.overlap.unwrap_or_default(),
                    apart,
                    settles: said.settles.unwrap_or_default(),
                    is_long: said.is_long.unwrap_or_default(),
                });
            }
        }
        section.finish();
    }
}

/// What a pack says of a partition besides its words.
struct Said<'f> {
    zh: Option<Text<'f>>,
    en: Option<Text<'f>>,
    overlap: Option<bool>,
    settles: Option<bool>,
    is_long: Option<bool>,
}

impl<'f> Said<'f> {
    /// Notes what differs from what the pack says that defined the partition at `first`.
    fn compare(&self, key: Text<'f>, partition: &Partition, first: Text<'f>) {
        let differs = |said: Option<Text<'f>>, known: &str| said.filter(|said| said.value != known);
        let overlaps = self
            .overlap
            .is_some_and(|said| said != partition.may_overlap);
        let settles = self.settles.is_some_and(|said| said != partition.settles);
        let is_long = self.is_long.is_some_and(|said| said != partition.is_long);
        let conflicts = [
            ("zh", differs(self.zh, &partition.name.zh)),
            ("en", differs(self.en, &partition.name.en)),
            ("may_overlap", overlaps.then_some(key)),
            ("settles", settles.then_some(key)),
            ("long", is_long.then_some(key)),
        ];
        for (field, said) in conflicts {
            if let Some(said) = said {
                said.report(Mistake::ConflictingDefinition {
                    key: key.value.to_owned(),
                    field,
                    first: first.place.file.path.clone(),
                });
            }
        }
    }
}

fn fill(root: &mut Section<'_>, key: &'static str, fill: impl FnOnce(&mut Section<'_>)) {
    if let Some(mut section) = root.section(key) {
        fill(&mut section);
        section.finish();
    }
}

fn add(section: &mut Section<'_>, key: &'static str, words: &mut Vec<String>) {
    for word in section.texts(key).unwrap_or_default() {
        if !words.iter().any(|known| known == word.value) {
            words.push(word.value.to_owned());
        }
    }
}
