//! What of a document's styles bears on text: numbering, indents, hidden words.

use std::collections::BTreeMap;

use crate::source::xml::{Broken, Element, Event, Xml};

/// How far a style may be based on others.
const MAX_BASES: usize = 32;

/// The list and level that a paragraph is numbered by, as far as they are named.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Numbered {
    /// The list; 0 for none.
    pub(super) list: Option<u32>,
    /// The level, from 0.
    pub(super) level: Option<u32>,
}

/// What paragraphs or words look like, as far as it is said.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Look {
    /// Their numbering.
    pub(super) numbered: Numbered,
    /// Whether the first line stands in, or the lines in the middle.
    pub(super) is_indented: Option<bool>,
    /// Whether they are not shown.
    pub(super) is_hidden: Option<bool>,
}

impl Look {
    /// Takes what `element`, a property of a paragraph or of words, says.
    pub(super) fn take(&mut self, element: &Element<'_>) {
        match element.name() {
            "ilvl" => self.numbered.level = element.number("val"),
            "numId" => self.numbered.list = element.number("val"),
            "vanish" => self.is_hidden = Some(element.is_on()),
            "ind" => {
                let by = |name| Some(element.value(name)?.trim().parse::<i32>().ok()? > 0);
                let is_indented = by("firstLineChars").or_else(|| by("firstLine"));
                self.is_indented = is_indented.or(self.is_indented);
            }
            "jc" if element.value("val").as_deref() == Some("center") => {
                self.is_indented = Some(true);
            }
            _ => {}
        }
    }

    /// This look, and what it does not say from `base`.
    fn over(self, base: Self) -> Self {
        Self {
            numbered: Numbered {
                list: self.numbered.list.or(base.numbered.list),
                level: self.numbered.level.or(base.numbered.level),
            },
            is_indented: self.is_indented.or(base.is_indented),
            is_hidden: self.is_hidden.or(base.is_hidden),
        }
    }
}

/// One style.
#[derive(Debug, Clone, Default)]
struct Style {
    name: String,
    based_on: Option<String>,
    look: Look,
}

/// The styles of a document.
#[derive(Debug, Default)]
pub(super) struct Styles {
    styles: BTreeMap<String, Style>,
    /// The style of paragraphs that name none.
    default: Option<String>,
}

impl Styles {
    /// Reads the part of styles.
    pub(super) fn read(text: &str) -> Result<Self, Broken> {
        let mut styles = Self::default();
        let mut xml = Xml::new(text);
        let mut open: Option<(String, Style)> = None;
        while let Some(event) = xml.next()? {
            let Event::Start(element) = event else {
                continue;
            };
            match (element.name(), &mut open) {
                ("style", _) => {
                    styles.add(open.take());
                    let id = element.value("styleId").unwrap_or_default().into_owned();
                    let is_paragraph = element.value("type").as_deref() == Some("paragraph");
                    let is_default = element.value("default");
                    if is_paragraph && matches!(is_default.as_deref(), Some("1" | "true" | "on")) {
                        styles.default = Some(id.clone());
                    }
                    open = Some((id, Style::default()));
                }
                ("name", Some((_, style))) => {
                    let name = element.value("val").unwrap_or_default();
                    style.name = name.to_ascii_lowercase();
                }
                ("basedOn", Some((_, style))) => {
                    style.based_on = element.value("val").map(Into::into);
                }
                // What a table shows in its first row or so is no matter of the style itself.
                ("tblStylePr", _) => {
                    xml.skip()?;
                }
                (_, Some((_, style))) => style.look.take(&element),
                _ => {}
            }
        }
        styles.add(open);
        Ok(styles)
    }

    fn add(&mut self, style: Option<(String, Style)>) {
        self.styles.extend(style);
    }

    /// The style `id` of a paragraph, or else the default one, and all that it is based on.
    fn chain<'a>(&'a self, id: Option<&'a str>) -> impl Iterator<Item = (&'a str, &'a Style)> {
        let id = id.or(self.default.as_deref());
        let first = id.and_then(|id| self.styles.get_key_value(id));
        let base = |(_, style): &(&'a String, &'a Style)| {
            self.styles.get_key_value(style.based_on.as_deref()?)
        };
        std::iter::successors(first, base)
            .take(MAX_BASES)
            .map(|(id, style)| (id.as_str(), style))
    }

    /// How a paragraph looks in the style `id`, with what it says itself.
    pub(super) fn look(&self, id: Option<&str>, own: Look) -> Look {
        self.chain(id)
            .fold(own, |look, (_, style)| look.over(style.look))
    }

    /// Whether words in the style `id` are not shown.
    pub(super) fn hides_words(&self, id: &str) -> bool {
        let mut chain = self.chain(Some(id));
        chain.find_map(|(_, style)| style.look.is_hidden) == Some(true)
    }

    /// Which of the styles that `id` is based on, itself included, gives the numbering.
    pub(super) fn numbering_style<'a>(&'a self, id: Option<&'a str>) -> Option<&'a str> {
        let mut chain = self.chain(id);
        let found = chain.find(|(_, style)| style.look.numbered.list.is_some());
        found.map(|(id, _)| id)
    }

    /// The list that the style `id` itself is numbered by.
    pub(super) fn list(&self, id: &str) -> Option<u32> {
        self.styles.get(id)?.look.numbered.list
    }

    /// Whether paragraphs in the style `id` are lines of a table of contents.
    pub(super) fn is_contents(&self, id: Option<&str>) -> bool {
        let mut chain = self.chain(id);
        chain.any(|(_, style)| style.name.starts_with("toc "))
    }
}
