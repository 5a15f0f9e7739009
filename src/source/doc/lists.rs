//! Lists of a Word document: the labels that it shows and does not store.
//!
//! Deliberately absent: lists of Word 6 and 95, which later versions convert.

use std::collections::HashMap;

use super::{
    super::numbering::{Counter, Format, Level, MAX_LEVELS, Part},
    bytes::{part, u8_at, u16_at, u32_at},
    fib::{self, Fib},
    properties::ListPlace,
};

/// A label that is longer is none.
const MAX_UNITS: usize = 64;

/// The lists of a document, and how far each was counted.
#[derive(Debug, Default)]
pub(super) struct Lists {
    lists: HashMap<u32, List>,
    uses: Vec<Use>,
}

#[derive(Debug, Default)]
struct List {
    levels: Vec<Level>,
    counter: Counter,
}

/// A use of a list, which may begin anew.
#[derive(Debug)]
struct Use {
    list: u32,
    /// Levels that begin at another number when this use begins, or have another form.
    changes: Vec<Change>,
    has_begun: bool,
}

#[derive(Debug)]
struct Change {
    level: u8,
    start: Option<u32>,
    form: Option<Level>,
}

impl Lists {
    /// Reads the lists, as far as they are sound.
    pub(super) fn read(table: &[u8], fib: &Fib) -> Self {
        let place = |part| fib.place(part).and_then(|(at, _)| table.get(at..));
        let lists = place(fib::Part::Lists).and_then(lists);
        let uses = place(fib::Part::ListUses).and_then(uses);
        Self {
            lists: lists.unwrap_or_default(),
            uses: uses.unwrap_or_default(),
        }
    }

    /// Counts a paragraph, and returns its label; an empty one if it has none.
    pub(super) fn label(&mut self, place: ListPlace) -> String {
        let number = place.used.unwrap_or(0);
        let used = usize::from(number)
            .checked_sub(1)
            .and_then(|at| self.uses.get_mut(at));
        let Some(used) = used else {
            return String::new();
        };
        let Some(list) = self.lists.get_mut(&used.list) else {
            return String::new();
        };
        let level = place.level.unwrap_or(0);
        if !std::mem::replace(&mut used.has_begun, true) {
            for change in &mut used.changes {
                if let Some(start) = change.start {
                    list.counter.set(change.level, start);
                }
                let at = usize::from(change.level);
                if let (Some(form), Some(level)) = (change.form.take(), list.levels.get_mut(at)) {
                    *level = form;
                }
            }
        }
        list.counter.next(&list.levels, level)
    }
}

/// The lists, by number; their levels stand behind all of them.
fn lists(bytes: &[u8]) -> Option<HashMap<u32, List>> {
    const HEAD: usize = 28;
    let n = usize::from(u16_at(bytes, 0)?);
    let heads = part(bytes, 2, HEAD * n)?;
    let mut rest = bytes.get(2 + HEAD * n..)?;
    let mut lists = HashMap::new();
    for head in heads.chunks_exact(HEAD) {
        let is_simple = u8_at(head, 26)? & 1 != 0;
        let n_levels = if is_simple { 1 } else { MAX_LEVELS };
        let mut levels = Vec::with_capacity(n_levels);
        for at in 0..n_levels {
            let Some((level, size)) = level(rest, at) else {
                return Some(lists);
            };
            levels.push(level);
            rest = rest.get(size..)?;
        }
        let counter = Counter::default();
        lists.insert(u32_at(head, 0)?, List { levels, counter });
    }
    Some(lists)
}

/// The uses of lists; what each changes stands behind all of them.
fn uses(bytes: &[u8]) -> Option<Vec<Use>> {
    const HEAD: usize = 16;
    let n = usize::try_from(u32_at(bytes, 0)?).ok()?;
    let heads = part(bytes, 4, HEAD.checked_mul(n)?)?;
    let mut rest = bytes.get(4 + HEAD * n..)?;
    let mut uses = Vec::with_capacity(n);
    for head in heads.chunks_exact(HEAD) {
        let (changes, size) = changes(rest, u8_at(head, 12)?).unwrap_or_default();
        rest = rest.get(size..)?;
        uses.push(Use {
            list: u32_at(head, 0)?,
            changes,
            has_begun: false,
        });
    }
    Some(uses)
}

/// What a use changes, and how many bytes tell it.
fn changes(bytes: &[u8], n: u8) -> Option<(Vec<Change>, usize)> {
    let mut at = 4;
    let mut changes = Vec::new();
    for _ in 0..n {
        let start = u32_at(bytes, at)?;
        let flags = u8_at(bytes, at + 4)?;
        at += 8;
        let number = flags & 0xf;
        let form = if flags & 0x20 == 0 {
            None
        } else {
            let (form, size) = level(bytes.get(at..)?, usize::from(number))?;
            at += size;
            Some(form)
        };
        changes.push(Change {
            level: number,
            start: (flags & 0x10 != 0).then_some(start),
            form,
        });
    }
    Some((changes, at))
}

/// The level at the beginning of `bytes`, and how many bytes it has.
fn level(bytes: &[u8], number: usize) -> Option<(Level, usize)> {
    const HEAD: usize = 28;
    let flags = u8_at(bytes, 5)?;
    let properties = usize::from(u8_at(bytes, 24)?) + usize::from(u8_at(bytes, 25)?);
    let words = HEAD + properties;
    let n_units = usize::from(u16_at(bytes, words)?);
    let text = part(bytes, words + 2, 2 * n_units)?;
    let units = (0..n_units).filter_map(|at| u16_at(text, 2 * at));
    let format = format(u8_at(bytes, 4)?);
    let parts = match format {
        Some(_) if n_units <= MAX_UNITS => parts(units),
        // A bullet is a picture from a font of its own.
        _ => Vec::new(),
    };
    let own = u8::try_from(number).unwrap_or(u8::MAX);
    let level = Level {
        start: u32_at(bytes, 0)?,
        format: format.unwrap_or(Format::Unseen),
        parts,
        restarts_under: if flags & 8 == 0 {
            own
        } else {
            u8_at(bytes, 26)?
        },
        is_decimal: flags & 4 != 0,
    };
    Some((level, words + 2 + 2 * n_units))
}

/// A label; a unit below nine stands for the number of that level.
fn parts(units: impl Iterator<Item = u16>) -> Vec<Part> {
    let mut parts = Vec::new();
    for c in char::decode_utf16(units) {
        let c = c.unwrap_or(char::REPLACEMENT_CHARACTER);
        match (u8::try_from(c), parts.last_mut()) {
            (Ok(level), _) if usize::from(level) < MAX_LEVELS => parts.push(Part::Number(level)),
            (_, Some(Part::Words(words))) => words.push(c),
            _ => parts.push(Part::Words(c.into())),
        }
    }
    parts
}

/// The format of a number by its code; none for a bullet.
fn format(code: u8) -> Option<Format> {
    Some(match code {
        1 => Format::UpperRoman,
        2 => Format::LowerRoman,
        3 => Format::UpperLetter,
        4 => Format::LowerLetter,
        10 | 36 | 40 => Format::ChineseDigits,
        14 | 19 => Format::FullWidth,
        18 | 28 => Format::Circled,
        11 | 16 | 33 | 35 | 37 | 39 => Format::Chinese,
        17 | 34 | 38 => Format::ChineseLegal,
        22 => Format::PaddedDecimal,
        23 => return None,
        26 => Format::Stopped,
        27 => Format::Bracketed,
        30 => Format::Stems,
        31 => Format::Branches,
        255 => Format::Unseen,
        _ => Format::Decimal,
    })
}
