//! The keys of `gouji.toml`.

use std::sync::Arc;

use super::{
    Accept, Choice, Config, Join, JoinError, Known, Level, Override, Paths, mistake::Mistake,
};
use crate::{
    language::Language,
    sections::{File, Located, Log, Section, Source, Text, did_you_mean, nearest, one_of},
    severity::Severity,
};

const SEVERITIES: [(&str, Severity); 3] = [
    ("error", Severity::Error),
    ("warning", Severity::Warning),
    ("note", Severity::Note),
];

const LEVELS: [(&str, Level); 4] = [
    ("error", Level::At(Severity::Error)),
    ("warning", Level::At(Severity::Warning)),
    ("note", Level::At(Severity::Note)),
    ("off", Level::Off),
];

/// What the file says, or every mistake in it.
pub(super) fn read(
    path: &str,
    text: &str,
    known: Option<Known<'_>>,
) -> Result<Config, Vec<Located>> {
    let log = Log::default();
    let source = Source {
        path: path.to_owned(),
        text: Arc::from(text),
    };
    let file = File::parse(&source, &log);
    let root = file.root("`gouji.toml`".to_owned(), &log);
    let config = root.map(|root| Reader { known }.config(root));
    log.into_result(config.unwrap_or_default())
}

/// The folders of rules that `text` names, whatever else is wrong with it.
///
/// Which names a configuration may use depends on the packs that it loads.
#[cfg(feature = "cli")]
pub(crate) fn folders(text: &str) -> Vec<String> {
    let log = Log::default();
    let source = Source {
        path: String::new(),
        text: Arc::from(text),
    };
    let file = File::parse(&source, &log);
    let rules = file
        .root(String::new(), &log)
        .and_then(|mut root| root.texts("rules"));
    owned(rules).unwrap_or_default()
}

struct Reader<'k> {
    known: Option<Known<'k>>,
}

impl Reader<'_> {
    fn config(&self, mut root: Section<'_>) -> Config {
        let config = Config {
            rules: owned(root.texts("rules")).unwrap_or_default(),
            choice: self.choice(&mut root),
            fail_on: fail_on(&mut root),
            language: root.text("language").and_then(|text| {
                let languages = [("zh", Language::Zh), ("en", Language::En)];
                one_of(text, "language", &languages)
            }),
            baseline: root.text("baseline").map(|text| text.value.to_owned()),
            join: root.text("join").and_then(join),
            overrides: root
                .sections("overrides")
                .into_iter()
                .filter_map(|section| self.overriding(section))
                .collect(),
            accept: root
                .sections("accept")
                .into_iter()
                .filter_map(|section| self.accept(section))
                .collect(),
        };
        root.finish();
        config
    }

    fn choice(&self, section: &mut Section<'_>) -> Choice {
        let select = section.texts("select");
        let ignore = section.texts("ignore");
        for &name in select.iter().flatten().chain(ignore.iter().flatten()) {
            self.check_name(name, true);
        }
        let severity = section.section("severity").map(|levels| {
            let levels = levels.into_texts().into_iter();
            let level = |(rule, level): (Text<'_>, Text<'_>)| {
                self.check_name(rule, false);
                Some((rule.value.to_owned(), one_of(level, rule.value, &LEVELS)?))
            };
            levels.filter_map(level).collect()
        });
        Choice {
            select: owned(select),
            ignore: owned(ignore).unwrap_or_default(),
            severity: severity.unwrap_or_default(),
        }
    }

    fn overriding(&self, mut section: Section<'_>) -> Option<Override> {
        let paths = section
            .required_texts("paths")
            .and_then(|texts| paths(&texts));
        let choice = self.choice(&mut section);
        let fail_on = fail_on(&mut section);
        let says = ["select", "ignore", "severity", "fail-on"].map(|key| section.has(key));
        if !says.contains(&true) {
            section.place.report(Mistake::IdleOverride);
        }
        section.finish();
        Some(Override {
            paths: paths?,
            choice,
            fail_on,
        })
    }

    fn accept(&self, mut section: Section<'_>) -> Option<Accept> {
        let fingerprint = section.text("fingerprint");
        let place = section.text("place");
        let rule = section.text("rule");
        if let Some(rule) = rule {
            self.check_name(rule, false);
        }
        let paths = section.texts("paths").and_then(|texts| paths(&texts));
        let [by_fingerprint, by_place, by_rule, by_paths] =
            ["fingerprint", "place", "rule", "paths"].map(|key| section.has(key));
        if !(by_fingerprint || by_place || by_rule && by_paths) {
            section.place.report(Mistake::AcceptsAnything);
        }
        let reason = section.required_text("reason");
        section.finish();
        let owned = |text: Option<Text<'_>>| text.map(|text| text.value.to_owned());
        Some(Accept {
            fingerprint: owned(fingerprint),
            place: owned(place),
            rule: owned(rule),
            paths,
            reason: Arc::from(reason?.value),
        })
    }

    /// Notes a name that no rule has, and no pack where one may be named.
    fn check_name(&self, name: Text<'_>, may_be_pack: bool) {
        let Some(known) = self.known else { return };
        let packs = if may_be_pack { known.packs } else { &[] };
        let mut names = known.rules.iter().chain(packs).copied();
        if names.clone().any(|known| known == name.value) {
            return;
        }
        let near = nearest(name.value, &mut names);
        let help = near.map_or_else(
            || "`gouji rules list` shows all of them".to_owned(),
            |near| did_you_mean(name.value, &[near]),
        );
        name.report(Mistake::UnknownRule {
            what: if may_be_pack { "rule or pack" } else { "rule" },
            name: name.value.to_owned(),
            help,
        });
    }
}

fn fail_on(section: &mut Section<'_>) -> Option<Severity> {
    let text = section.text("fail-on")?;
    one_of(text, "fail-on", &SEVERITIES)
}

/// The pattern of files that are one report; a mistake if it is none.
fn join(text: Text<'_>) -> Option<Join> {
    let (mistake, part) = match Join::new(text.value) {
        Ok(join) => return Some(join),
        Err(JoinError::NoGroup) => (Mistake::JoinsNothing, None),
        Err(JoinError::BadPattern { message, part }) => (Mistake::BadJoin { message }, part),
    };
    match part {
        Some(part) => text.report_within(part, mistake),
        None => text.report(mistake),
    }
    None
}

/// The paths that patterns stand for; a mistake on the one that is none.
fn paths(patterns: &[Text<'_>]) -> Option<Paths> {
    let values: Vec<_> = patterns.iter().map(|pattern| pattern.value).collect();
    match Paths::new(&values) {
        Ok(paths) => Some(paths),
        Err((at, message)) => {
            if let Some(pattern) = patterns.get(at) {
                pattern.report(Mistake::BadPaths { message });
            }
            None
        }
    }
}

fn owned(texts: Option<Vec<Text<'_>>>) -> Option<Vec<String>> {
    let texts = texts?.into_iter();
    Some(texts.map(|text| text.value.to_owned()).collect())
}
