//! The numbers that a word processor counts: `一、`, `（一）`, `1.` before headings and items.
//!
//! They are no text of the document, yet a reader sees them. Lists that share a definition
//! go on counting one from another, unless one says where it starts.
//!
//! Deliberately absent: bullets, which count nothing.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    numeral,
    styles::{Numbered, Styles},
};
use crate::source::xml::{Broken, Element, Event, Xml};

/// How many levels a list has.
const N_LEVELS: usize = 9;

/// The longest label, in characters, before numbers are put in.
const MAX_LABEL: usize = 64;

/// How often a definition may refer to another.
const MAX_LINKS: usize = 8;

/// One level of a list.
#[derive(Debug, Clone)]
struct Level {
    start: u32,
    /// The name of the numerals.
    form: String,
    /// The label, with `%1` for the number of the first level.
    text: String,
    /// After which level, from 1, it starts anew; 0 for never.
    restart: Option<u32>,
    /// The style of paragraphs that stand at this level.
    style: Option<String>,
    /// Whether numbers of other levels are shown in Arabic numerals, too.
    is_legal: bool,
}

impl Default for Level {
    fn default() -> Self {
        Self {
            start: 1,
            form: "decimal".to_owned(),
            text: String::new(),
            restart: None,
            style: None,
            is_legal: false,
        }
    }
}

impl Level {
    fn take(&mut self, element: &Element<'_>) {
        let value = || element.value("val").unwrap_or_default().into_owned();
        match element.name() {
            "start" => self.start = element.number().unwrap_or(1),
            "numFmt" => self.form = value(),
            "lvlText" => self.text = value().chars().take(MAX_LABEL).collect(),
            "lvlRestart" => self.restart = element.number(),
            "pStyle" => self.style = Some(value()),
            "isLgl" => self.is_legal = element.is_on(),
            _ => {}
        }
    }
}

/// A definition that lists share.
#[derive(Debug, Clone, Default)]
struct Definition {
    levels: [Option<Level>; N_LEVELS],
    /// The style whose list has the levels instead.
    link: Option<String>,
}

/// A list of a document.
#[derive(Debug, Clone, Default)]
struct List {
    definition: u32,
    starts: [Option<u32>; N_LEVELS],
    levels: [Option<Level>; N_LEVELS],
}

/// The lists of a document, and how far each has counted.
#[derive(Debug, Default)]
pub(super) struct Numbering {
    definitions: BTreeMap<u32, Definition>,
    lists: BTreeMap<u32, List>,
    /// The last numbers of each definition.
    counted: BTreeMap<u32, [Option<u32>; N_LEVELS]>,
    /// The starts that were used up.
    started: BTreeSet<(u32, usize)>,
}

/// What is being defined.
enum Open {
    Definition(u32, Definition),
    List(u32, List),
}

impl Numbering {
    /// Reads the part of lists.
    pub(super) fn read(text: &str) -> Result<Self, Broken> {
        let mut numbering = Self::default();
        let mut xml = Xml::new(text);
        let (mut open, mut at) = (None, 0);
        while let Some(event) = xml.next()? {
            let Event::Start(element) = event else {
                continue;
            };
            let id = |name| element.value(name)?.trim().parse::<u32>().ok();
            match (element.name(), &mut open) {
                ("abstractNum", _) => {
                    numbering.add(open.take());
                    open =
                        id("abstractNumId").map(|id| Open::Definition(id, Definition::default()));
                }
                ("num", _) => {
                    numbering.add(open.take());
                    open = id("numId").map(|id| Open::List(id, List::default()));
                }
                ("numStyleLink", Some(Open::Definition(_, definition))) => {
                    definition.link = element.value("val").map(Into::into);
                }
                ("abstractNumId", Some(Open::List(_, list))) => {
                    list.definition = element.number().unwrap_or(u32::MAX);
                }
                ("startOverride", Some(Open::List(_, list))) => {
                    if let Some(start) = list.starts.get_mut(at) {
                        *start = element.number();
                    }
                }
                ("lvl" | "lvlOverride", Some(open)) => {
                    let level = id("ilvl").and_then(|level| usize::try_from(level).ok());
                    at = level.unwrap_or(N_LEVELS);
                    if element.name() == "lvl"
                        && let Some(level) = open.levels().get_mut(at)
                    {
                        *level = Some(Level::default());
                    }
                }
                (_, Some(open)) => {
                    if let Some(Some(level)) = open.levels().get_mut(at) {
                        level.take(&element);
                    }
                }
                _ => {}
            }
        }
        numbering.add(open);
        Ok(numbering)
    }

    fn add(&mut self, open: Option<Open>) {
        match open {
            Some(Open::Definition(id, definition)) => {
                self.definitions.insert(id, definition);
            }
            Some(Open::List(id, list)) => {
                self.lists.insert(id, list);
            }
            None => {}
        }
    }

    /// Counts a paragraph that is numbered in this way, and returns its label.
    ///
    /// `style` is the style that names the list, if the paragraph itself does not.
    pub(super) fn label(
        &mut self,
        numbered: Numbered,
        style: Option<&str>,
        styles: &Styles,
    ) -> Option<String> {
        let id = numbered.list.filter(|&id| id != 0)?;
        let list = self.lists.get(&id)?;
        let definition = self.definition(list.definition, styles)?;
        let levels = &self.definitions.get(&definition)?.levels;
        let level = |at: usize| {
            let own = list.levels.get(at).and_then(Option::as_ref);
            own.or_else(|| levels.get(at).and_then(Option::as_ref))
        };
        let of_style = |at: &usize| {
            let linked = level(*at).and_then(|level| level.style.as_deref());
            style.is_some() && linked == style
        };
        let named = numbered.level.and_then(|level| usize::try_from(level).ok());
        let at = (0..N_LEVELS).find(of_style).or(named).unwrap_or(0);
        let this = level(at)?;
        let counted = self.counted.entry(definition).or_default();
        for (lower, number) in counted.iter_mut().enumerate().take(at) {
            let start = level(lower).map_or(1, |level| level.start);
            number.get_or_insert(start);
        }
        for (deeper, number) in counted.iter_mut().enumerate().skip(at + 1) {
            let restart = level(deeper).and_then(|level| level.restart);
            if restart.is_none_or(|after| usize::try_from(after).is_ok_and(|after| at < after)) {
                *number = None;
            }
        }
        let number = counted.get_mut(at)?;
        let start = list.starts.get(at).copied().flatten();
        *number = match (*number, start) {
            (_, Some(start)) if self.started.insert((id, at)) => Some(start),
            (Some(number), _) => Some(number.saturating_add(1)),
            (None, start) => Some(start.unwrap_or(this.start)),
        };
        let shown = |of: usize| {
            let form = level(of).map_or("decimal", |level| &level.form);
            let form = if this.is_legal { "decimal" } else { form };
            let number = counted.get(of).copied().flatten();
            numeral::written(number.unwrap_or(1), form)
        };
        (this.form != "bullet").then(|| filled(&this.text, shown))
    }

    /// The definition behind `id`, which may be that of a style's list.
    fn definition(&self, id: u32, styles: &Styles) -> Option<u32> {
        let mut id = id;
        for _ in 0..MAX_LINKS {
            let Some(style) = &self.definitions.get(&id)?.link else {
                return Some(id);
            };
            let list = styles.list(style)?;
            id = self.lists.get(&list)?.definition;
        }
        None
    }
}

impl Open {
    fn levels(&mut self) -> &mut [Option<Level>; N_LEVELS] {
        match self {
            Self::Definition(_, definition) => &mut definition.levels,
            Self::List(_, list) => &mut list.levels,
        }
    }
}

/// The label `text` with the number of each level in its place.
fn filled(text: &str, shown: impl Fn(usize) -> String) -> String {
    let mut label = String::new();
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        let level = match (c, chars.peek()) {
            ('%', Some(digit)) => digit.to_digit(10).and_then(|digit| digit.checked_sub(1)),
            _ => None,
        };
        match level.and_then(|level| usize::try_from(level).ok()) {
            Some(level) => {
                chars.next();
                label.push_str(&shown(level));
            }
            None => label.push(c),
        }
    }
    label
}
