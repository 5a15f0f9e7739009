//! The rules a page speaks of, each explained on the page itself.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use maud::{Markup, html};

use super::escape::Shown;
use crate::{
    language::Language,
    pack::PackSet,
    report::{page::check_words, words::pick},
};

/// What the rules in force say of themselves, and which of them were spoken of.
#[derive(Debug)]
pub(super) struct RuleBook {
    language: Language,
    rules: BTreeMap<Arc<str>, Explained>,
    mentioned: BTreeSet<Arc<str>>,
}

#[derive(Debug)]
struct Explained {
    title: String,
    check: String,
    why: String,
    basis: Vec<String>,
    pack: String,
}

impl RuleBook {
    /// The book of `packs` in `language`.
    pub(super) fn new(packs: &PackSet, language: Language) -> Self {
        let explained = |rule: &crate::pack::rule::Rule| Explained {
            title: rule.title.get(language).to_owned(),
            check: check_words(&rule.check, &packs.template, language),
            why: rule.why.get(language).trim().to_owned(),
            basis: rule.basis.clone(),
            pack: packs.pack(rule.pack).title.get(language).to_owned(),
        };
        let rules = packs.rules();
        Self {
            language,
            rules: rules
                .map(|rule| (Arc::clone(&rule.id), explained(rule)))
                .collect(),
            mentioned: BTreeSet::new(),
        }
    }

    /// The title of a rule, its id where the book does not have it.
    pub(super) fn title<'a>(&'a self, id: &'a str) -> &'a str {
        self.rules.get(id).map_or(id, |rule| rule.title.as_str())
    }

    /// Takes note that the page speaks of a rule.
    pub(super) fn mention(&mut self, id: &str) {
        if !self.mentioned.contains(id)
            && let Some((id, _)) = self.rules.get_key_value(id)
        {
            self.mentioned.insert(Arc::clone(id));
        }
    }

    /// A link to a rule's explanation.
    pub(super) fn link(&mut self, id: &str) -> Markup {
        self.mention(id);
        html! { a.rule href=(Shown(&format!("#rule-{id}"))) { code { (Shown(id)) } } }
    }

    /// The explanations of all rules that were spoken of since the last time.
    pub(super) fn take_section(&mut self) -> Markup {
        let mentioned = std::mem::take(&mut self.mentioned);
        let pick = |zh, en| pick(self.language, zh, en);
        html! {
            @if !mentioned.is_empty() {
                section.rules aria-labelledby="rules" {
                    h2 #rules { (pick("规则说明", "The rules")) }
                    p.lead { (pick(
                        "本页提到的每一条规则：核对什么，为什么必须成立。",
                        "Every rule that this page speaks of: what it checks, and why it must hold.",
                    )) }
                    @for (id, rule) in mentioned.iter().filter_map(|id| self.rules.get_key_value(id)) {
                        details id=(Shown(&format!("rule-{id}"))) {
                            summary { span.name { (Shown(&rule.title)) } " " code { (Shown(id)) } }
                            dl {
                                (entry(pick("核对", "checks"), &rule.check))
                                (entry(pick("理由", "why"), &rule.why))
                                @for basis in &rule.basis { (entry(pick("依据", "basis"), basis)) }
                                (entry(pick("规则包", "pack"), &rule.pack))
                            }
                        }
                    }
                }
            }
        }
    }
}

fn entry(term: &str, words: &str) -> Markup {
    html! {
        @if !words.is_empty() {
            dt { (term) }
            dd { (Shown(words)) }
        }
    }
}
