//! A rule's file to its [`Rule`].

use std::{collections::HashMap, sync::Arc};

use super::{
    check,
    error::Mistake,
    names::Names,
    rule::{Check, Example, Expect, Rule},
    value::{check_id, words},
};
use crate::{
    language::Words,
    sections::{Section, Text, one_of},
    severity::Severity,
    template::PackId,
};

/// What may stand in braces in a message.
const PLACEHOLDERS: [&str; 6] = ["label", "total", "sum", "gap", "part", "value"];

/// Reads a rule; nothing if it has mistakes that leave no rule.
///
/// `first` knows the files of the rules read so far.
pub(super) fn read<'f>(
    mut root: Section<'f>,
    pack: PackId,
    names: &Names<'_>,
    first: &mut HashMap<&'f str, &'f str>,
) -> Option<Rule> {
    let id = root.required_text("id");
    if let Some(id) = id {
        check_id(id, id.place.file.stem(), "file");
        if let Some(first) = first.insert(id.value, &id.place.file.path) {
            id.report(Mistake::DuplicateId {
                what: "rule",
                id: id.value.to_owned(),
                first: first.to_owned(),
            });
        }
    }
    let severities = [Severity::Error, Severity::Warning, Severity::Note].map(|s| (s.as_str(), s));
    let severity = root
        .required_text("severity")
        .and_then(|text| one_of(text, "severity", &severities));
    let since = root.required_text("since");
    since.into_iter().for_each(check_version);
    let basis = root.texts("basis").unwrap_or_default();
    let said = Said::read(&mut root);
    let check = root
        .required_section("check")
        .and_then(|section| check::read(section, names));
    let examples = examples(&mut root, id, check.as_ref());
    root.finish();
    Some(Rule {
        id: Arc::from(id?.value),
        pack,
        title: said.title,
        why: said.why,
        severity: severity?,
        since: since?.value.to_owned(),
        basis: basis.iter().map(|text| text.value.to_owned()).collect(),
        message: said.message,
        help: said.help,
        check: Arc::new(check?),
        examples: examples.into(),
    })
}

/// The words of a rule, in both languages.
struct Said {
    title: Words,
    why: Words,
    message: Option<Words>,
    help: Option<Words>,
}

impl Said {
    fn read(root: &mut Section<'_>) -> Self {
        let title = root.required_text("title");
        let why = root.required_text("why");
        let message = root.text("message");
        let help = root.text("help");
        let mut en = root.required_section("en");
        let en_title = en.as_mut().and_then(|en| en.required_text("title"));
        let en_why = en.as_mut().and_then(|en| en.required_text("why"));
        let message = both("message", message, root, en.as_mut());
        let help = both("help", help, root, en.as_mut());
        if let Some(en) = en {
            en.finish();
        }
        Self {
            title: words(title, en_title),
            why: words(why, en_why),
            message,
            help,
        }
    }
}

/// Words that are there in both languages or in none.
fn both(
    key: &'static str,
    zh: Option<Text<'_>>,
    root: &mut Section<'_>,
    en: Option<&mut Section<'_>>,
) -> Option<Words> {
    let en = en?;
    let translated = en.text(key);
    if translated.is_some() && zh.is_none() {
        root.require(key);
    }
    if zh.is_some() && translated.is_none() {
        en.require(key);
    }
    zh.into_iter()
        .chain(translated)
        .for_each(check_placeholders);
    Some(words(Some(zh?), Some(translated?)))
}

fn check_placeholders(text: Text<'_>) {
    let mut rest = text.value;
    while let Some((before, inside)) = rest.split_once('{') {
        let start = text.value.len() - rest.len() + before.len();
        let (name, after) = inside.split_once('}').unwrap_or((inside, ""));
        if !PLACEHOLDERS.contains(&name) {
            let end = (start + name.len() + 2).min(text.value.len());
            let name = name.to_owned();
            text.report_within(start..end, Mistake::UnknownPlaceholder { name });
        }
        rest = after;
    }
}

fn check_version(version: Text<'_>) {
    let numbers: Vec<_> = version.value.split('.').map(str::parse::<u32>).collect();
    if numbers.len() != 3 || numbers.iter().any(Result::is_err) {
        version.report(Mistake::BadVersion {
            version: version.value.to_owned(),
        });
    }
}

fn examples(root: &mut Section<'_>, id: Option<Text<'_>>, check: Option<&Check>) -> Vec<Example> {
    let sections = root.sections("example");
    let found = sections.len();
    let mut names: Vec<&str> = Vec::new();
    let mut examples = Vec::new();
    for section in sections {
        let (name, example) = example(section);
        if let Some(name) = name {
            if names.contains(&name.value) {
                let name_text = name.value.to_owned();
                name.report(Mistake::DuplicateExample { name: name_text });
            }
            names.push(name.value);
        }
        examples.extend(example);
    }
    // What an example that could not be read would show is not known.
    if examples.len() == found
        && let Some(lack) = lack(&examples, check)
    {
        let rule = id.map_or(root.place.file.stem(), |id| id.value).to_owned();
        let place = id.map_or(root.place, |id| id.place);
        place.report(Mistake::TooFewExamples { rule, lack });
    }
    examples
}

/// What a rule's examples fail to show.
fn lack(examples: &[Example], check: Option<&Check>) -> Option<String> {
    if examples.is_empty() {
        return Some("has no examples".to_owned());
    }
    let shows = |expect| examples.iter().any(|example| example.expect == expect);
    // Words that are not there are no figures that agree.
    let is_of_words = matches!(check, Some(Check::Form(_)));
    let mut lacks = Vec::new();
    if examples.len() < 3 {
        lacks.push(format!("has {} of the 3 examples it needs", examples.len()));
    }
    if !shows(Expect::Violated) {
        lacks.push("has no example that violates it".to_owned());
    }
    if !shows(Expect::Holds) && !is_of_words {
        lacks.push("has no example on which it holds".to_owned());
    }
    (!lacks.is_empty()).then(|| lacks.join(", and "))
}

fn example(mut section: Section<'_>) -> (Option<Text<'_>>, Option<Example>) {
    let expectations = [
        ("violated", Expect::Violated),
        ("holds", Expect::Holds),
        ("silent", Expect::Silent),
    ];
    let name = section.required_text("name");
    let expect = section
        .required_text("expect")
        .and_then(|text| one_of(text, "expect", &expectations));
    let at = section.text("at");
    match expect {
        Some(Expect::Violated) => {
            section.require("at");
        }
        Some(_) if at.is_some() => section.key_place("at").report(Mistake::MisplacedKey {
            key: "at",
            without: "on an example that is not violated",
            mend: "write `expect = \"violated\"`",
        }),
        _ => {}
    }
    let also = section.texts("also").unwrap_or_default();
    let report = section.required_text("report");
    section.finish();
    if let (Some(at), Some(report)) = (at, report)
        && !report.value.contains(at.value)
    {
        at.report(Mistake::AtNotInReport {
            at: at.value.to_owned(),
        });
    }
    let example = name
        .zip(expect)
        .zip(report)
        .map(|((name, expect), report)| Example {
            name: name.value.to_owned(),
            expect,
            at: at.map(|at| at.value.to_owned()),
            also: also.iter().map(|id| id.value.to_owned()).collect(),
            report: report.value.to_owned(),
        });
    (name, example)
}
