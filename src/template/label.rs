//! Labels of table rows: how they are folded, and where folded ones are looked up.

use std::{
    borrow::Cow,
    collections::HashMap,
    hash::{BuildHasherDefault, Hasher},
};

use super::IndicatorId;
use crate::quantity::glance;

/// Folded labels, each with the indicators that may have it.
///
/// Every row of every table is looked up, and only packs put anything in, so that the
/// careful hash of the standard library would be paid for nothing.
pub type Labels = HashMap<String, Vec<IndicatorId>, BuildHasherDefault<LabelHasher>>;

/// A plain hash of a label's bytes, eight at a time.
#[derive(Debug, Clone, Copy, Default)]
pub struct LabelHasher(u64);

impl LabelHasher {
    fn mix(&mut self, word: u64) {
        self.0 = (self.0.rotate_left(5) ^ word).wrapping_mul(0x517c_c1b7_2722_0a95);
    }
}

impl Hasher for LabelHasher {
    fn write(&mut self, bytes: &[u8]) {
        let (words, rest) = bytes.as_chunks::<8>();
        for &word in words {
            self.mix(u64::from_le_bytes(word));
        }
        if !rest.is_empty() {
            self.mix(
                rest.iter()
                    .fold(0, |word, &byte| word << 8 | u64::from(byte)),
            );
        }
    }

    fn finish(&self) -> u64 {
        // The map takes the top bits as well as the lowest, which the product leaves poor.
        self.0 ^ (self.0 >> 32)
    }
}

/// A label as tables are searched for it: no blanks, no list mark, no leading `其中`, half-width.
///
/// # Examples
///
/// ```
/// use gouji::template::fold_label;
///
/// assert_eq!(fold_label("　　（一）收到 申请数"), "收到申请数");
/// assert_eq!(fold_label("其中：1.当面申请数"), "当面申请数");
/// ```
#[must_use]
pub fn fold_label(label: &str) -> Cow<'_, str> {
    match half_width(label) {
        Cow::Borrowed(folded) => {
            let bare = folded.get(marks_length(folded)..);
            Cow::Borrowed(bare.unwrap_or_default())
        }
        Cow::Owned(mut folded) => {
            folded.drain(..marks_length(&folded));
            Cow::Owned(folded)
        }
    }
}

/// A label without blanks, half-width; many are so already.
fn half_width(label: &str) -> Cow<'_, str> {
    let mut folded = String::new();
    // Most characters stay as they are: they are copied in runs.
    let mut kept = 0;
    let bytes = label.as_bytes();
    let mut next = 0;
    while let Some(&first) = bytes.get(next) {
        let at = next;
        // What is printed in ASCII and the Chinese characters that these bytes lead need no look.
        if matches!(first, 0xe4..=0xe9) {
            next += 3;
            continue;
        }
        if first.is_ascii_graphic() {
            next += 1;
            continue;
        }
        let Some(c) = glance::after(label, at) else {
            break;
        };
        next += c.len_utf8();
        let blank = c.is_whitespace();
        let half = fold_char(c);
        if blank || half != c {
            if kept == 0 {
                folded.reserve(label.len());
            }
            folded.push_str(label.get(kept..at).unwrap_or_default());
            kept = at + c.len_utf8();
            if !blank {
                folded.push(half);
            }
        }
    }
    if kept == 0 {
        return Cow::Borrowed(label);
    }
    folded.push_str(label.get(kept..).unwrap_or_default());
    Cow::Owned(folded)
}

/// How many bytes of a folded label's start are list marks and leading `其中`.
fn marks_length(folded: &str) -> usize {
    let mut bare = folded;
    while let Some(rest) = bare
        .get(mark_length(bare)..)
        .filter(|rest| rest.len() < bare.len())
    {
        bare = rest;
    }
    folded.len() - bare.len()
}

/// The half-width form of a full-width character, one to one.
#[must_use]
pub fn fold_char(c: char) -> char {
    match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(c as u32 - 0xfee0).unwrap_or(c),
        '\u{3000}' | '\u{a0}' => ' ',
        '“' | '”' | '〝' | '〞' => '"',
        '‘' | '’' => '\'',
        _ => c,
    }
}

/// How many bytes of a folded label's start are a list mark or a leading `其中`.
fn mark_length(folded: &str) -> usize {
    let is_numeral = |c: char| c.is_ascii_digit() || is_han_numeral(c);
    match folded.chars().next() {
        Some('其') => {
            let leads = ["其中:", "其中,", "其中"];
            let is_lead = |lead: &&str| folded.len() > lead.len() && folded.starts_with(lead);
            return leads.into_iter().find(is_lead).map_or(0, str::len);
        }
        Some(c @ '①'..='⒇') => return c.len_utf8(),
        Some(c) if c == '(' || is_numeral(c) => {}
        _ => return 0,
    }
    let inner = folded.strip_prefix('(').unwrap_or(folded);
    let after = inner.trim_start_matches(is_numeral);
    if after.len() == inner.len() {
        return 0;
    }
    let opened = inner.len() != folded.len();
    let closed = match after.chars().next() {
        Some(c @ ')') => c.len_utf8(),
        Some(c @ ('、' | '.' | ',' | '．')) if !opened => c.len_utf8(),
        _ => return 0,
    };
    folded.len() - after.len() + closed
}

/// Whether `c` is one of the numerals that list marks are made of.
#[must_use]
pub(crate) fn is_han_numeral(c: char) -> bool {
    matches!(
        c,
        '一' | '二' | '三' | '四' | '五' | '六' | '七' | '八' | '九' | '十'
    )
}
