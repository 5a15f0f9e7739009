//! Quantities that are put in words: 百分之九十, 数百, 上千, and ranges such as `2-3次`.
//!
//! Deliberately absent: 三分之一 and other fractions, which no indicator is stated in.

use super::{
    End, Exactness, Interval, Notation, Printed, Quantity,
    approximation::{Reading, over},
    glance,
    numeral::{Numeral, decimal},
    unit::Unit,
};
use crate::span::Span;

/// 百分之九十, 千分之三: the figure is the numeral behind, the unit stands before it.
pub(super) fn hundredths(text: &str, floor: usize, at: usize) -> Option<Printed> {
    const WORDS: [(&str, Unit); 2] = [("百分之", Unit::PERCENT), ("千分之", Unit::PERMILLE)];
    let (word, unit) = WORDS
        .into_iter()
        .find(|(word, _)| glance::starts(text, at, word))?;
    let digits = at + word.len();
    let mut reading = Reading::new(Numeral::read(text, digits)?, false);
    reading.unit = unit;
    let mut end = reading.numeral.end;
    if let Some((bend, length)) = over(text, end) {
        reading.bend = Some(bend);
        end += length;
    }
    reading.after_unit(text, &mut end);
    let start = reading.before(text, floor, at);
    reading.printed(Span::new(start, end), digits)
}

/// `2-3次`, `10至15份`: both ends belong to it, and the lower one is the value.
pub(super) fn range(text: &str, floor: usize, at: usize, first: &Numeral) -> Option<Printed> {
    let joint = glance::after(text, first.end)
        .filter(|&c| matches!(c, '-' | '－' | '—' | '–' | '~' | '～' | '至'))?;
    let second = Numeral::read(text, first.end + joint.len_utf8())?;
    if first.notation == Notation::Chinese || second.notation == Notation::Chinese {
        return None;
    }
    let mut reading = Reading::new(second, false);
    reading.after_digits(text);
    let mut end = reading.read_unit(text);
    if reading.unit == Unit::NONE || reading.bend.is_some() {
        return None;
    }
    reading.after_unit(text, &mut end);
    let start = reading.before(text, floor, at);
    let lowest = decimal(
        first.coefficient,
        first.exponent + reading.numeral.exponent - second.exponent,
    )?;
    let highest = reading.numeral.value()?;
    let is_soft = reading.bend.is_some();
    Some(Printed {
        quantity: Quantity {
            value: lowest,
            unit: reading.unit,
            interval: Interval::closed(lowest, highest)?,
            exactness: if is_soft {
                Exactness::Soft
            } else {
                Exactness::Bounded
            },
        },
        figure: Span::new(at, second.figure_end),
        extent: Span::new(start, end),
        leading_zeros: first.leading_zeros,
        notation: first.notation,
    })
}

/// 数百, 几十, 上千: a place without a digit, from twice to ten times it, 上千 from once.
pub(super) fn several(text: &str, at: usize) -> Option<Printed> {
    let first = glance::after(text, at)?;
    let lowest = match first {
        '数' | '數' | '几' | '幾' => 2,
        '上' => 1,
        _ => return None,
    };
    let place = at + first.len_utf8();
    let (exponent, mut end) = places(text, place)?;
    let figure = Span::new(at, end);
    let unit = match Unit::read(text, end) {
        Some((unit, past)) => {
            end = past;
            unit
        }
        None => Unit::NONE,
    };
    let lo = decimal(lowest, exponent)?;
    let hi = decimal(10, exponent)?;
    Some(Printed {
        quantity: Quantity {
            value: lo,
            unit,
            interval: Interval::new(Some(End::closed(lo)), Some(End::open(hi)))?,
            exactness: if lowest == 1 {
                Exactness::Soft
            } else {
                Exactness::Bounded
            },
        },
        figure,
        extent: Span::new(at, end),
        leading_zeros: false,
        notation: Notation::Chinese,
    })
}

/// 十, 百, 千, 万, 亿, 十万, 百万, 千万: the power of ten, and the byte after it.
fn places(text: &str, at: usize) -> Option<(i8, usize)> {
    let power = |at: usize| {
        let c = glance::after(text, at)?;
        let power = match c {
            '十' => 1,
            '百' => 2,
            '千' => 3,
            '万' | '萬' => 4,
            '亿' | '億' => 8,
            _ => return None,
        };
        // 万元 is a unit, and 上万元 is ten thousand of them all the same.
        Some((power, at + c.len_utf8()))
    };
    let (first, end) = power(at)?;
    match power(end) {
        Some((second, past)) if second > first && Unit::read(text, end).is_none() => {
            Some((first + second, past))
        }
        _ => Some((first, end)),
    }
}
