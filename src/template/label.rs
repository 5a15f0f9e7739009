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

    fn write_u8(&mut self, byte: u8) {
        self.mix(byte.into());
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
    // Marks go first: behind them most labels are half-width already and need no copy.
    let mut folded = half_width(without_marks(glance::trim(label)));
    if let Cow::Owned(folded) = &mut folded {
        // What blanks have hidden so far.
        let bare = without_marks(folded);
        folded.drain(..folded.len() - bare.len());
    }
    folded
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

/// A label without the list marks, leading `其中` and blanks at its start.
fn without_marks(label: &str) -> &str {
    let mut bare = label;
    loop {
        match mark_length(bare) {
            0 => return bare,
            length => bare = bare.get(length..).unwrap_or_default().trim_start(),
        }
    }
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

/// How many bytes of a label's start are a list mark or a leading `其中`, in either width.
///
/// 0 if there is a blank in it, without which it may be one.
fn mark_length(label: &str) -> usize {
    let opened = match label.as_bytes() {
        [b'0'..=b'9', ..] => 0,
        [b'(', ..] => 1,
        // Chinese numerals, 其, and signs that are no ASCII.
        [0xe2 | 0xe4 | 0xe5 | 0xef, ..] => match glance::after(label, 0) {
            Some('其') => return lead_length(label),
            Some(c @ '①'..='⒇') => return c.len_utf8(),
            Some(c @ '（') => c.len_utf8(),
            Some(c) if is_numeral(c) => 0,
            _ => return 0,
        },
        _ => return 0,
    };
    let inner = label.get(opened..).unwrap_or_default();
    let after = inner.trim_start_matches(is_numeral);
    if after.len() == inner.len() {
        return 0;
    }
    match after.chars().next() {
        Some(c @ (')' | '）')) => label.len() - after.len() + c.len_utf8(),
        Some(c @ ('、' | '.' | '．' | ',' | '，')) if opened == 0 => {
            label.len() - after.len() + c.len_utf8()
        }
        _ => 0,
    }
}

/// How many bytes a leading `其中` takes with the sign behind it, if words follow.
fn lead_length(label: &str) -> usize {
    const LEAD: &str = "其中";
    let rest = label.strip_prefix(LEAD).unwrap_or_default();
    match rest.chars().next() {
        None => 0,
        Some(c) if c.is_whitespace() => 0,
        Some(c @ (':' | '：' | ',' | '，')) if rest.len() > c.len_utf8() => {
            LEAD.len() + c.len_utf8()
        }
        Some(_) => LEAD.len(),
    }
}

fn is_numeral(c: char) -> bool {
    glance::is_digit(c) || is_han_numeral(c)
}

/// Whether `c` is one of the numerals that list marks are made of.
#[must_use]
pub(crate) fn is_han_numeral(c: char) -> bool {
    matches!(
        c,
        '一' | '二' | '三' | '四' | '五' | '六' | '七' | '八' | '九' | '十'
    )
}
