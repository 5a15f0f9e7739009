//! Printed numerals: digits, separators, decimals, 万 and 亿.
//!
//! Deliberately absent: what stands before or after the numeral.

use rust_decimal::Decimal;

use super::{chinese, glance, unit::Unit};

/// How a figure is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Notation {
    /// `1234`, `1,234`.
    Arabic,
    /// `１２３４`, wholly or in part.
    FullWidth,
    /// 一百零三.
    Chinese,
}

/// A numeral as read: `coefficient` × 10^`exponent`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Numeral {
    pub(super) coefficient: i64,
    /// The place of the last written digit: -1 in `74.1`, 3 in `12.3万`.
    pub(super) exponent: i8,
    /// The byte after the digits.
    pub(super) figure_end: usize,
    /// The byte after 万 and the like.
    pub(super) end: usize,
    pub(super) leading_zeros: bool,
    /// Whether 万 or 亿 scaled it, so that what is not written was rounded away.
    pub(super) is_scaled: bool,
    /// Whether it lost the tail a spreadsheet adds: `0.741000000000001`.
    pub(super) is_cleaned: bool,
    pub(super) notation: Notation,
}

/// More digits than this are an identifier, and would not add up exactly either.
const MAX_DIGITS: u32 = 15;
/// From this many decimals on, a run of zeros or nines is what binary arithmetic left.
const DEBRIS: u32 = 12;

impl Numeral {
    /// Reads the unsigned numeral that starts at byte `at`, without a multiplier.
    pub(super) fn read(text: &str, at: usize) -> Option<Self> {
        match glance::after(text, at)? {
            c if glance::digit(c).is_some() => arabic(text, at),
            _ => chinese::read(text, at),
        }
    }

    /// Takes in 十, 百, 千, 万, 亿 after Arabic digits, unless it starts a unit such as 万元.
    pub(super) fn scaled(mut self, text: &str) -> Self {
        while let Some(c) = glance::after(text, self.end) {
            let by = match c {
                '万' | '萬' => 4,
                '亿' | '億' => 8,
                '千' if self.notation != Notation::Chinese => 3,
                '百' if self.notation != Notation::Chinese => 2,
                _ => break,
            };
            if Unit::read(text, self.end).is_some() || self.exponent > 8 {
                break;
            }
            self.is_scaled |= by >= 4;
            self.exponent += by;
            self.end += c.len_utf8();
        }
        self
    }

    /// Its value; `None` if it has too many digits.
    pub(super) fn value(&self) -> Option<Decimal> {
        decimal(self.coefficient, self.exponent)
    }
}

/// `coefficient` × 10^`exponent`, keeping the written places; `None` past the limit of digits.
pub(super) fn decimal(coefficient: i64, exponent: i8) -> Option<Decimal> {
    const LIMIT: u64 = 10_u64.pow(18);
    let power = u32::from(exponent.unsigned_abs());
    let (integer, scale) = if exponent <= 0 {
        (coefficient, power)
    } else {
        (coefficient.checked_mul(10_i64.checked_pow(power)?)?, 0)
    };
    (integer.unsigned_abs() < LIMIT).then(|| Decimal::new(integer, scale))
}

/// Digits as they are read.
#[derive(Clone, Copy, Default)]
struct Digits {
    value: i64,
    n: u32,
    is_wide: bool,
    start: usize,
    end: usize,
}

/// The digits that start at byte `at`, possibly none.
fn digits(text: &str, at: usize) -> Option<Digits> {
    let mut digits = Digits {
        start: at,
        end: at,
        ..Digits::default()
    };
    while let Some(c) = glance::after(text, digits.end) {
        let Some(digit) = glance::digit(c) else { break };
        digits.n += 1;
        if digits.n > 2 * MAX_DIGITS {
            return None;
        }
        digits.is_wide |= !c.is_ascii();
        // Past the limit the value no longer matters; the run is refused by its length.
        digits.value = digits.value.wrapping_mul(10).wrapping_add(i64::from(digit));
        digits.end += c.len_utf8();
    }
    (digits.n > 0).then_some(digits)
}

fn arabic(text: &str, at: usize) -> Option<Numeral> {
    let first = digits(text, at)?;
    let (whole, is_grouped) = grouped(text, first);
    let fraction = fraction(text, whole.end);
    let leading = glance::after(text, at).and_then(glance::digit) == Some(0);
    let mut numeral = Numeral {
        coefficient: whole.value,
        exponent: 0,
        figure_end: whole.end,
        end: whole.end,
        leading_zeros: leading && whole.n > 1 && !is_grouped,
        is_scaled: false,
        is_cleaned: false,
        notation: Notation::Arabic,
    };
    let mut is_wide = whole.is_wide;
    let mut n = whole.n;
    if let Some(fraction) = fraction {
        is_wide |= fraction.is_wide;
        numeral.figure_end = fraction.end;
        numeral.end = fraction.end;
        let (value, places) = match cleaned(text, &fraction) {
            Some(clean) => {
                numeral.is_cleaned = true;
                clean
            }
            None => (fraction.value, fraction.n),
        };
        n += places;
        if n <= MAX_DIGITS {
            // A run of nines carries into the next place, whose digits are all in `value`.
            numeral.coefficient = whole.value * 10_i64.pow(places) + value;
            numeral.exponent = -i8::try_from(places).ok()?;
        }
    }
    if is_wide {
        numeral.notation = Notation::FullWidth;
    }
    (n <= MAX_DIGITS).then_some(numeral)
}

/// Adds groups of three digits after separators: `1,234`, `1，234`, and `10 556条` where a unit follows.
fn grouped(text: &str, first: Digits) -> (Digits, bool) {
    let mut whole = first;
    let fits = first.n <= 3 && glance::after(text, first.start).and_then(glance::digit) != Some(0);
    let Some(separator) = glance::after(text, first.end).filter(|&c| fits && is_separator(c))
    else {
        return (first, false);
    };
    while let Some(group) = group(text, whole.end, separator) {
        if group.n != 3 || whole.n > MAX_DIGITS {
            return (first, false);
        }
        whole.value = whole.value * 1000 + group.value;
        whole.n += 3;
        whole.is_wide |= group.is_wide;
        whole.end = group.end;
    }
    let is_blank = glance::is_blank(separator);
    if whole.n == first.n || is_blank && !has_unit(text, whole.end) {
        return (first, false);
    }
    (whole, true)
}

fn group(text: &str, at: usize, separator: char) -> Option<Digits> {
    let is_next = glance::after(text, at) == Some(separator);
    is_next
        .then(|| digits(text, at + separator.len_utf8()))
        .flatten()
}

fn is_separator(c: char) -> bool {
    matches!(c, ',' | '，' | ' ' | '\u{a0}' | '\u{2009}' | '\u{202f}')
}

/// Whether a unit follows without a blank.
fn has_unit(text: &str, at: usize) -> bool {
    Unit::read(text, at).is_some()
}

fn fraction(text: &str, at: usize) -> Option<Digits> {
    let point = glance::after(text, at).filter(|&c| matches!(c, '.' | '．'))?;
    digits(text, at + point.len_utf8())
}

/// A fraction with the debris of binary arithmetic rounded off, and its places.
///
/// Five zeros or nines in a row are where the written places end.
fn cleaned(text: &str, fraction: &Digits) -> Option<(i64, u32)> {
    if fraction.n < DEBRIS {
        return None;
    }
    let printed = text.get(fraction.start..fraction.end)?;
    let (mut value, mut last, mut run) = (0_i64, 10, 0);
    for (n, digit) in (1_u32..=17).zip(printed.chars().filter_map(glance::digit)) {
        value = value * 10 + i64::from(digit);
        run = if digit == last { run + 1 } else { 1 };
        last = digit;
        if run == 5 && matches!(digit, 0 | 9) {
            return Some((value / 100_000 + i64::from(digit == 9), n - 5));
        }
    }
    None
}
