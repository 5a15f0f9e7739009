//! Styles: what a paragraph or a run is that says nothing itself.
//!
//! Deliberately absent: how anything looks, and styles of tables, which define no cells.

use super::{
    bytes::{part, u16_at},
    properties::{Characters, ListPlace, Paragraph, Switch},
};

/// The styles of a document, by number.
#[derive(Debug, Default)]
pub(super) struct Styles(Vec<Style>);

/// What bears on words.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Style {
    /// The list of its paragraphs.
    pub(super) list: ListPlace,
    /// Whether its characters are hidden.
    pub(super) is_hidden: bool,
    /// Whether the first line of its paragraphs is indented.
    pub(super) is_indented: bool,
    /// Whether its paragraphs are the table of contents.
    pub(super) is_contents: bool,
}

/// A style as it stands in the file.
#[derive(Debug, Clone, Copy, Default)]
struct Written {
    base: u16,
    list: ListPlace,
    hidden: Option<Switch>,
    is_indented: Option<bool>,
    is_contents: bool,
}

/// How many styles may stand upon each other.
const MAX_DEPTH: usize = 12;

impl Styles {
    /// Reads the style sheet, as far as it is sound.
    pub(super) fn read(sheet: &[u8]) -> Self {
        let written = written(sheet).unwrap_or_default();
        let resolve = |at| resolve(&written, at);
        Self((0..written.len()).map(resolve).collect())
    }

    /// A style; one without properties if there is none of that number.
    pub(super) fn get(&self, number: u16) -> Style {
        let style = self.0.get(usize::from(number));
        style.copied().unwrap_or_default()
    }
}

/// A style with what it has from those it stands upon.
fn resolve(written: &[Written], at: usize) -> Style {
    let bases = std::iter::successors(Some(at), |&at| {
        written.get(at).map(|style| usize::from(style.base))
    });
    let chain: Vec<&Written> = bases
        .take(MAX_DEPTH)
        .map_while(|at| written.get(at))
        .collect();
    let mut style = Style {
        is_contents: chain.first().is_some_and(|own| own.is_contents),
        ..Style::default()
    };
    for step in chain.into_iter().rev() {
        style.list.used = step.list.used.or(style.list.used);
        style.list.level = step.list.level.or(style.list.level);
        style.is_indented = step.is_indented.unwrap_or(style.is_indented);
        if let Some(hidden) = step.hidden {
            style.is_hidden = hidden.under(style.is_hidden);
        }
    }
    style
}

fn written(sheet: &[u8]) -> Option<Vec<Written>> {
    let head = usize::from(u16_at(sheet, 0)?);
    let n_styles = usize::from(u16_at(sheet, 2)?);
    let base_size = usize::from(u16_at(sheet, 4)?);
    let mut rest = sheet.get(2 + head..)?;
    let mut styles = Vec::new();
    for _ in 0..n_styles {
        let Some(size) = u16_at(rest, 0).map(usize::from) else {
            break;
        };
        let Some(style) = part(rest, 2, size) else {
            break;
        };
        styles.push(style_of(style, base_size).unwrap_or_default());
        rest = rest.get(2 + size..)?;
    }
    Some(styles)
}

/// Reads one style: its kind, its base, and lists of properties behind its name.
fn style_of(bytes: &[u8], base_size: usize) -> Option<Written> {
    const PARAGRAPH: u16 = 1;
    const CHARACTER: u16 = 2;
    /// The numbers that the program gives to its own styles of contents.
    const CONTENTS: std::ops::RangeInclusive<u16> = 19..=27;
    let kinds = u16_at(bytes, 2)?;
    let mut style = Written {
        base: kinds >> 4,
        is_contents: CONTENTS.contains(&(u16_at(bytes, 0)? & 0xfff)),
        ..Written::default()
    };
    let name_len = usize::from(u16_at(bytes, base_size)?);
    // The name ends with a zero; each list begins at an even place.
    let mut at = base_size + 2 + 2 * (name_len + 1);
    let mut next = || {
        let len = usize::from(u16_at(bytes, at)?);
        let list = part(bytes, at + 2, len)?;
        at += 2 + len + len % 2;
        Some(list)
    };
    match kinds & 0xf {
        PARAGRAPH => {
            let paragraph = Paragraph::read(next()?, &[]);
            style.list = paragraph.list;
            style.is_indented = paragraph.is_indented;
            style.hidden = next().and_then(|list| Characters::read(list).hidden);
        }
        CHARACTER => style.hidden = Characters::read(next()?).hidden,
        _ => {}
    }
    Some(style)
}
