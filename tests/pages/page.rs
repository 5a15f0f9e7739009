//! A page as a browser's tokenizer reads it.

use std::collections::{BTreeMap, BTreeSet};

use base64::{Engine, engine::general_purpose::STANDARD};
use html5gum::{DefaultEmitter, Token, Tokenizer};
use serde_json::Value;
use sha2::{Digest, Sha256};

/// Elements that have no end.
const VOID: [&str; 3] = ["meta", "input", "br"];

/// What a page is made of.
#[derive(Debug, Default)]
pub(crate) struct Page {
    pub(crate) title: String,
    pub(crate) language: String,
    /// All text that is shown.
    pub(crate) text: String,
    /// The text of the report.
    pub(crate) article: String,
    /// The numbers of the report: class and text.
    pub(crate) painted: Vec<(String, String)>,
    /// The marks in the report: for which findings, and the text.
    pub(crate) marked: Vec<(BTreeSet<String>, String)>,
    pub(crate) ids: Vec<String>,
    pub(crate) links: Vec<String>,
    /// Ids that other elements name.
    pub(crate) references: Vec<String>,
    /// The reports that wait until they are asked for.
    pub(crate) stored: Vec<String>,
    /// The rows of the overview.
    pub(crate) rows: Value,
    policy: String,
    /// What stands in `style` and in `script` elements that run.
    own: Vec<(String, String)>,
    elements: BTreeSet<String>,
    attributes: BTreeSet<String>,
}

type Attributes = BTreeMap<String, String>;

fn words(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).expect("a page is UTF-8")
}

impl Page {
    /// Reads a page, whose elements must all be closed in their order.
    pub(crate) fn read(html: &str) -> Self {
        let mut page = Self::default();
        page.tokens(html);
        for stored in page.stored.clone() {
            page.tokens(&stored);
        }
        page
    }

    fn tokens(&mut self, html: &str) {
        let mut open: Vec<(String, Attributes)> = Vec::new();
        let mut emitter: DefaultEmitter = DefaultEmitter::default();
        emitter.naively_switch_states(true);
        for token in Tokenizer::new_with_emitter(html, emitter) {
            match token.expect("a string can be read") {
                Token::StartTag(tag) => {
                    let name = words(&tag.name);
                    let attributes = tag.attributes.iter();
                    let attributes: Attributes = attributes
                        .map(|(key, value)| (words(key), words(value)))
                        .collect();
                    self.start(&name, &attributes, &open);
                    if !VOID.contains(&name.as_str()) {
                        open.push((name, attributes));
                    }
                }
                Token::EndTag(tag) => {
                    let (name, _) = open.pop().expect("what ends has begun");
                    assert_eq!(name, words(&tag.name), "elements end in their order");
                }
                Token::String(text) => self.characters(&words(&text), &open),
                Token::Comment(_) => panic!("a page has no comments"),
                Token::Doctype(_) => assert!(open.is_empty()),
                // Slashes of void elements and the like are none of ours.
                Token::Error(error) => panic!("{error:?}"),
            }
        }
        assert!(open.is_empty(), "{open:?}");
    }

    fn start(&mut self, name: &str, attributes: &Attributes, open: &[(String, Attributes)]) {
        self.elements.insert(name.to_owned());
        self.attributes.extend(attributes.keys().cloned());
        let get = |key: &str| attributes.get(key).cloned();
        self.ids.extend(get("id"));
        self.links.extend(get("href"));
        for key in ["aria-labelledby", "aria-controls"] {
            self.references.extend(get(key));
        }
        let class = get("class").unwrap_or_default();
        if name == "html" {
            self.language = get("lang").expect("a page has a language");
        }
        if get("http-equiv").is_some_and(|what| what == "Content-Security-Policy") {
            self.policy = get("content").expect("a policy says something");
        }
        if open.iter().any(|(name, _)| name == "article") {
            if class.starts_with("n ") {
                self.painted.push((class.clone(), String::new()));
            }
            if let Some(keys) = get("data-f") {
                let keys = keys.split_whitespace().map(str::to_owned).collect();
                self.marked.push((keys, String::new()));
            }
        }
        if get("type").is_some_and(|kind| kind == "text/html") {
            self.stored.push(String::new());
        }
        if matches!(name, "style" | "script") && get("type").is_none() {
            self.own.push((name.to_owned(), String::new()));
        }
    }

    fn characters(&mut self, text: &str, open: &[(String, Attributes)]) {
        let Some((last, attributes)) = open.last() else {
            assert_eq!(text.trim(), "", "text outside of the page");
            return;
        };
        let kind = attributes.get("type").map(String::as_str);
        match last.as_str() {
            "title" => self.title.push_str(text),
            "script" if kind == Some("text/html") => {
                self.stored.last_mut().expect("it has begun").push_str(text);
            }
            "script" if kind.is_some() => {
                self.rows = serde_json::from_str(text).expect("data are JSON");
            }
            "style" | "script" => {
                let own = self.own.last_mut().expect("it has begun");
                own.1.push_str(text);
            }
            _ => self.shown(text, open),
        }
    }

    fn shown(&mut self, text: &str, open: &[(String, Attributes)]) {
        self.text.push_str(text);
        if !open.iter().any(|(name, _)| name == "article") {
            return;
        }
        let is_in = |what: &str| open.iter().any(|(_, a)| a.contains_key(what));
        let is_of = |start: &str| {
            let mut classes = open.iter().filter_map(|(_, a)| a.get("class"));
            classes.any(|class| class.starts_with(start))
        };
        if is_of("hidden") {
            return;
        }
        self.article.push_str(text);
        if is_of("n ") {
            self.painted
                .last_mut()
                .expect("it has begun")
                .1
                .push_str(text);
        }
        if is_in("data-f") {
            self.marked
                .last_mut()
                .expect("it has begun")
                .1
                .push_str(text);
        }
    }

    /// Checks that the page loads nothing and runs nothing but what its policy names.
    pub(crate) fn is_sealed(&self) {
        assert!(
            self.policy.starts_with("default-src 'none'; "),
            "{}",
            self.policy
        );
        assert!(!self.policy.contains("unsafe") && !self.policy.contains('*'));
        assert_eq!(self.own.len(), 3, "one style and two scripts");
        for (kind, text) in &self.own {
            let hash = format!("'sha256-{}'", STANDARD.encode(Sha256::digest(text)));
            let directive = self
                .policy
                .split("; ")
                .find(|d| d.starts_with(&format!("{kind}-src ")));
            let directive = directive.expect("the policy speaks of it");
            assert!(directive.contains(&hash), "{kind} is not allowed");
            assert!(
                !text.contains("http") && !text.contains("innerHTML") && !text.contains("@import")
            );
        }
        for element in &self.elements {
            let foreign = [
                "img", "iframe", "object", "embed", "link", "base", "form", "svg",
            ];
            assert!(!foreign.contains(&element.as_str()), "{element}");
        }
        for attribute in &self.attributes {
            let foreign = ["src", "srcset", "style", "action", "formaction"];
            assert!(!foreign.contains(&attribute.as_str()), "{attribute}");
            assert!(!attribute.starts_with("on"), "{attribute}");
        }
        for link in &self.links {
            let is_index = link == "index.html";
            assert!(link.starts_with('#') || is_index, "{link}");
        }
    }
}
