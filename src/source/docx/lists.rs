//! The lists of a document: which of them numbers a paragraph, and at which level.
//!
//! Lists that share a definition go on counting one from another, unless one says where it starts.
//!
//! Deliberately absent: counting itself, which is the same in all formats.

use std::collections::{BTreeMap, BTreeSet};

use super::styles::{Numbered, Styles};
use crate::source::{
    numbering::{self, Counter, Format, MAX_LEVELS},
    xml::{Broken, Element, Event, Xml},
};

/// How often a definition may refer to another.
const MAX_LINKS: usize = 8;

/// The longest label, in characters, before numbers are put in.
const MAX_LABEL: usize = 64;

/// One level of a list.
#[derive(Debug, Clone)]
struct Level {
    counted: numbering::Level,
    /// The style of paragraphs that stand at this level.
    style: Option<String>,
    is_bullet: bool,
}

type Levels = BTreeMap<u8, Level>;

/// A definition that lists share.
#[derive(Debug, Default)]
struct Definition {
    levels: Levels,
    /// The style whose list has the levels instead.
    link: Option<String>,
}

/// A list of a document.
#[derive(Debug, Default)]
struct List {
    definition: u32,
    /// What it has instead of the levels of its definition.
    levels: Levels,
    starts: BTreeMap<u8, u32>,
}

/// The lists of a document, and how far each has counted.
#[derive(Debug, Default)]
pub(super) struct Lists {
    definitions: BTreeMap<u32, Definition>,
    of_id: BTreeMap<u32, List>,
    /// How far the lists of each definition have counted.
    counters: BTreeMap<u32, Counter>,
    /// The starts that were used up.
    started: BTreeSet<(u32, u8)>,
}

/// What is being defined.
enum Open {
    Definition(u32, Definition),
    List(u32, List),
}

impl Lists {
    /// Reads the part of lists.
    pub(super) fn read(text: &str) -> Result<Self, Broken> {
        let mut lists = Self::default();
        let mut xml = Xml::new(text);
        let (mut open, mut at) = (None, u8::MAX);
        while let Some(event) = xml.next()? {
            let Event::Start(element) = event else {
                continue;
            };
            let id = |name| element.value(name)?.trim().parse::<u32>().ok();
            match (element.name(), &mut open) {
                ("abstractNum", _) => {
                    lists.add(open.take());
                    open =
                        id("abstractNumId").map(|id| Open::Definition(id, Definition::default()));
                }
                ("num", _) => {
                    lists.add(open.take());
                    open = id("numId").map(|id| Open::List(id, List::default()));
                }
                ("numStyleLink", Some(Open::Definition(_, definition))) => {
                    definition.link = element.value("val").map(Into::into);
                }
                ("abstractNumId", Some(Open::List(_, list))) => {
                    list.definition = element.number("val").unwrap_or(u32::MAX);
                }
                ("startOverride", Some(Open::List(_, list))) => {
                    list.starts
                        .extend(element.number("val").map(|start| (at, start)));
                }
                ("lvlOverride", _) => at = level_number(id("ilvl")),
                ("lvl", Some(open)) => {
                    at = level_number(id("ilvl"));
                    if usize::from(at) < MAX_LEVELS {
                        open.levels().insert(at, Level::new(at));
                    }
                }
                (_, Some(open)) => {
                    if let Some(level) = open.levels().get_mut(&at) {
                        level.take(&element);
                    }
                }
                _ => {}
            }
        }
        lists.add(open);
        Ok(lists)
    }

    fn add(&mut self, open: Option<Open>) {
        match open {
            Some(Open::Definition(id, definition)) => {
                self.definitions.insert(id, definition);
            }
            Some(Open::List(id, list)) => {
                self.of_id.insert(id, list);
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
        let list = self.of_id.get(&id)?;
        let definition = self.definition(list.definition, styles)?;
        let of_definition = &self.definitions.get(&definition)?.levels;
        let level = |at| list.levels.get(&at).or_else(|| of_definition.get(&at));
        let deepest = list.levels.keys().chain(of_definition.keys()).max()?;
        let all = (0..=*deepest).map(|at| level(at).cloned().unwrap_or_else(|| Level::new(at)));
        let all: Vec<Level> = all.collect();
        let is_of_style = |level: &Level| style.is_some() && level.style.as_deref() == style;
        let at = match all.iter().position(is_of_style) {
            Some(at) => u8::try_from(at).ok()?,
            None => u8::try_from(numbered.level.unwrap_or(0)).ok()?,
        };
        let counter = self.counters.entry(definition).or_default();
        if let Some(&start) = list.starts.get(&at)
            && self.started.insert((id, at))
        {
            counter.set(at, start);
        }
        let levels: Vec<_> = all.into_iter().map(|level| level.counted).collect();
        Some(counter.next(&levels, at))
    }

    /// The definition behind `id`, which may be that of a style's list.
    fn definition(&self, id: u32, styles: &Styles) -> Option<u32> {
        let mut id = id;
        for _ in 0..MAX_LINKS {
            let Some(style) = &self.definitions.get(&id)?.link else {
                return Some(id);
            };
            let list = styles.list(style)?;
            id = self.of_id.get(&list)?.definition;
        }
        None
    }
}

impl Open {
    fn levels(&mut self) -> &mut Levels {
        match self {
            Self::Definition(_, definition) => &mut definition.levels,
            Self::List(_, list) => &mut list.levels,
        }
    }
}

impl Level {
    fn new(at: u8) -> Self {
        Self {
            counted: numbering::Level {
                start: 1,
                format: Format::Decimal,
                parts: Vec::new(),
                restarts_under: at,
                is_decimal: false,
            },
            style: None,
            is_bullet: false,
        }
    }

    fn take(&mut self, element: &Element<'_>) {
        let value = element.value("val").unwrap_or_default();
        let counted = &mut self.counted;
        match element.name() {
            "start" => counted.start = element.number("val").unwrap_or(1),
            "numFmt" => {
                counted.format = format(&value);
                self.is_bullet = value == "bullet";
            }
            // A bullet says nothing.
            "lvlText" if !self.is_bullet => counted.parts = parts(&value),
            "lvlRestart" => {
                let after = element.number("val").map(u8::try_from);
                counted.restarts_under = after.and_then(Result::ok).unwrap_or(0);
            }
            "pStyle" => self.style = Some(value.into_owned()),
            "isLgl" => counted.is_decimal = element.is_on(),
            _ => {}
        }
    }
}

/// The number of a level; one that no list has, if it is not told.
fn level_number(id: Option<u32>) -> u8 {
    id.and_then(|id| u8::try_from(id).ok()).unwrap_or(u8::MAX)
}

/// The words of a label and the places of numbers in it, which are told as `%1`.
fn parts(text: &str) -> Vec<numbering::Part> {
    let mut parts = Vec::new();
    let mut words = String::new();
    let mut chars = text.chars().take(MAX_LABEL).peekable();
    while let Some(c) = chars.next() {
        let digit = chars.peek().and_then(|digit| digit.to_digit(10));
        let level = digit.and_then(|digit| u8::try_from(digit.checked_sub(1)?).ok());
        match level.filter(|_| c == '%') {
            Some(level) => {
                chars.next();
                parts.push(numbering::Part::Words(std::mem::take(&mut words)));
                parts.push(numbering::Part::Number(level));
            }
            None => words.push(c),
        }
    }
    parts.push(numbering::Part::Words(words));
    parts
}

/// The numerals that a document calls `name`; those of other scripts are shown as Arabic ones.
fn format(name: &str) -> Format {
    match name {
        "none" | "bullet" => Format::Unseen,
        "decimalZero" => Format::PaddedDecimal,
        "decimalFullWidth" | "decimalFullWidth2" => Format::FullWidth,
        "upperRoman" => Format::UpperRoman,
        "lowerRoman" => Format::LowerRoman,
        "upperLetter" => Format::UpperLetter,
        "lowerLetter" => Format::LowerLetter,
        "decimalEnclosedCircle" | "decimalEnclosedCircleChinese" => Format::Circled,
        "decimalEnclosedParen" => Format::Bracketed,
        "decimalEnclosedFullstop" => Format::Stopped,
        "chineseCounting"
        | "chineseCountingThousand"
        | "japaneseCounting"
        | "taiwaneseCounting"
        | "taiwaneseCountingThousand" => Format::Chinese,
        "ideographDigital" | "taiwaneseDigital" | "japaneseDigitalTenThousand" => {
            Format::ChineseDigits
        }
        "chineseLegalSimplified" | "ideographLegalTraditional" => Format::ChineseLegal,
        "ideographTraditional" => Format::Stems,
        "ideographZodiac" => Format::Branches,
        _ => Format::Decimal,
    }
}
