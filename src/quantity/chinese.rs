//! Chinese numerals: 一百零三, 二十九, 两千, 廿三, 二〇一七.
//!
//! Deliberately absent: 壹贰叁, which stand on invoices, and what makes a word of a
//! numeral (一是, 统一), which only its surroundings tell.

use super::numeral::{Notation, Numeral};

/// Reads the numeral that starts at byte `at`; 万 and 亿 at its end are left for the caller.
pub(super) fn read(text: &str, at: usize) -> Option<Numeral> {
    let end = run_end(text, at);
    let run = text.get(at..end).filter(|run| !run.is_empty())?;
    let (value, used) = if run.chars().all(|c| digit(c).is_some()) {
        (positional(run)?, run.len())
    } else {
        placed(run)?
    };
    (used > 0).then_some(Numeral {
        coefficient: value,
        exponent: 0,
        figure_end: at + used,
        end: at + used,
        leading_zeros: false,
        is_scaled: false,
        is_cleaned: false,
        notation: Notation::Chinese,
    })
}

/// The value of one Chinese digit.
pub(crate) fn digit(c: char) -> Option<u8> {
    Some(match c {
        '〇' | '零' | '○' => 0,
        '一' => 1,
        '二' | '两' | '兩' => 2,
        '三' => 3,
        '四' => 4,
        '五' => 5,
        '六' => 6,
        '七' => 7,
        '八' => 8,
        '九' => 9,
        _ => return None,
    })
}

/// Whether `c` is a Chinese digit.
pub(crate) fn is_digit(c: char) -> bool {
    digit(c).is_some()
}

/// What a place word multiplies by.
fn place(c: char) -> Option<i64> {
    Some(match c {
        '十' => 10,
        '百' => 100,
        '千' => 1000,
        _ => return None,
    })
}

/// The byte after the numeral characters that start at byte `at`, of any order and meaning.
pub(crate) fn run_end(text: &str, at: usize) -> usize {
    let rest = text.get(at..).unwrap_or_default();
    let is_part = |c: char| {
        digit(c).is_some()
            || place(c).is_some()
            || matches!(c, '廿' | '卅' | '万' | '萬' | '亿' | '億')
    };
    let mut end = at;
    for c in rest.chars().take_while(|&c| is_part(c)).take(24) {
        end += c.len_utf8();
    }
    end
}

/// 二〇一七: digits side by side. One digit alone is itself; two or more need a zero among
/// them to be a number, for 三四 and 一四二六 are words.
fn positional(run: &str) -> Option<i64> {
    let n = run.chars().count();
    let has_zero = run.chars().any(|c| digit(c) == Some(0));
    if n > 12 || n > 1 && !has_zero {
        return None;
    }
    run.chars()
        .try_fold(0_i64, |value, c| Some(value * 10 + i64::from(digit(c)?)))
}

/// 一百零三, 三千, 三万五千: the value and the bytes used, a final 万 or 亿 not among them.
fn placed(run: &str) -> Option<(i64, usize)> {
    let (mut total, mut section, mut last) = (0_i64, 0_i64, None);
    let mut limit = i64::MAX;
    let mut used = 0;
    for c in run.chars() {
        if let Some(digit) = digit(c) {
            if last.is_some_and(|last| last != 0) {
                return None;
            }
            last = Some(i64::from(digit));
        } else if matches!(c, '廿' | '卅') {
            section += if c == '廿' { 20 } else { 30 };
            limit = 10;
        } else if let Some(place) = place(c) {
            if place >= limit || last == Some(0) && place != 10 {
                return None;
            }
            section += last.filter(|&d| d > 0).unwrap_or(1) * place;
            (last, limit) = (None, place);
        } else {
            let by = if matches!(c, '万' | '萬') {
                10_000
            } else {
                100_000_000
            };
            if used + c.len_utf8() == run.len() {
                break;
            }
            total = (total + section + last.unwrap_or(0)).checked_mul(by)?;
            (section, last, limit) = (0, None, i64::MAX);
        }
        used += c.len_utf8();
    }
    Some((total.checked_add(section + last.unwrap_or(0))?, used))
}
