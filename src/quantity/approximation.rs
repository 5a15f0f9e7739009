//! What stands around a numeral and says how exact it is: 余, 约, 以上, `%`.
//!
//! Deliberately absent: fillers that leave the number as it is (共, 达, 为).

use rust_decimal::Decimal;

use super::{
    End, Exactness, Interval, Notation, Printed, Quantity, glance,
    numeral::{Numeral, decimal},
    phrase,
    unit::{Family, Unit},
};
use crate::span::Span;

/// How the words around a figure bend it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Bend {
    /// 余, 多: from the figure to the next step.
    Over,
    /// 来: about, and rather above.
    OverSoft,
    /// 近: up to, but not, the figure.
    Near,
    /// 约, 左右: one step to either side.
    About,
    /// 超过: above.
    Above,
    /// 以上, 至少: the figure or above.
    AtLeast,
    /// 不足: below.
    Below,
    /// 以下, 不超过: the figure or below.
    AtMost,
}

/// Words before a figure, a word before those that end like it.
const BEFORE: &[(&str, Bend)] = &[
    ("不少于", Bend::AtLeast),
    ("不低于", Bend::AtLeast),
    ("不超过", Bend::AtMost),
    ("不高于", Bend::AtMost),
    ("不多于", Bend::AtMost),
    ("至少", Bend::AtLeast),
    ("至多", Bend::AtMost),
    ("最多", Bend::AtMost),
    ("不足", Bend::Below),
    ("不到", Bend::Below),
    ("超过", Bend::Above),
    ("超過", Bend::Above),
    ("突破", Bend::Above),
    ("超出", Bend::Above),
    ("超", Bend::Above),
    ("逾", Bend::Above),
    ("大约", Bend::About),
    ("大概", Bend::About),
    ("约", Bend::About),
    ("約", Bend::About),
    ("将近", Bend::Near),
    ("將近", Bend::Near),
    ("接近", Bend::Near),
    ("近", Bend::Near),
];

/// Words after figure and unit, and what must not follow them.
const AFTER: &[(&str, Bend, &str)] = &[
    ("以上", Bend::AtLeast, "各所述级领"),
    ("以下", Bend::AtMost, "简几方问同内各是统称三四五"),
    ("以内", Bend::AtMost, ""),
    ("左右", Bend::About, ""),
    ("上下", Bend::About, "级联"),
];

/// Reads the printed quantity whose numeral starts at byte `at`, looking back to `floor` at most.
pub(super) fn read(text: &str, floor: usize, at: usize) -> Option<Printed> {
    if let Some(digits) = few_digits(text.as_bytes(), at)
        && let Some((unit, end)) = plain(text, floor, at, digits)
    {
        return Some(exact(digits, at, unit, end));
    }
    at_length(text, floor, at)
}

/// The unit of the count whose `digits` stand at byte `at`, and where it ends, if nothing stands around it.
///
/// Such a count is worth a look of its own: the long way round is ten times as far.
fn plain(text: &str, floor: usize, at: usize, digits: &[u8]) -> Option<(Unit, usize)> {
    let past = at + digits.len();
    if is_alone(text, at, past) {
        return Some((Unit::NONE, past));
    }
    counted(text, floor, at, past)
}

/// The same, whatever stands around it.
fn at_length(text: &str, floor: usize, at: usize) -> Option<Printed> {
    match glance::after(text, at)? {
        '百' | '千' if glance::starts(text, at + 3, "分之") => {
            return phrase::hundredths(text, floor, at);
        }
        '数' | '數' | '几' | '幾' | '上' => return phrase::several(text, at),
        _ => {}
    }
    let (sign, digits) = sign(text, at);
    let numeral = Numeral::read(text, digits)?;
    if let Some(printed) = phrase::range(text, floor, at, &numeral) {
        return Some(printed);
    }
    let mut reading = Reading::new(numeral, sign);
    reading.after_digits(text);
    let mut end = reading.read_unit(text);
    reading.after_unit(text, &mut end);
    let start = reading.before(text, floor, at);
    reading.printed(Span::new(start, end), at)
}

/// Whether the count from byte `at` to `past` has nothing beside it that could bend it, as most cells of tables
/// hold one.
fn is_alone(text: &str, at: usize, past: usize) -> bool {
    let bytes = text.as_bytes();
    let before = at.checked_sub(1).and_then(|before| bytes.get(before));
    let rest = bytes.get(past..).unwrap_or_default().iter();
    let past = rest.copied().find(|&byte| byte != b' ');
    let is_apart = |byte: Option<u8>| matches!(byte, None | Some(b'\t' | b'\n' | b'\r' | b'|'));
    is_apart(past) && (is_apart(before.copied()) || before.is_some_and(|&byte| byte == b' '))
}

/// The unit and the end of the count from byte `at` to `past` that has a unit and nothing that bends it, scales it
/// or goes on, as most figures of prose do; or of the number of a list mark, as many labels start with.
fn counted(text: &str, floor: usize, at: usize, past: usize) -> Option<(Unit, usize)> {
    let next = glance::after(text, past)?;
    if glance::before(text, floor, at).is_some_and(ends_a_word) {
        return None;
    }
    match next {
        '\u{4e00}'..='\u{9fff}' if !bends(next) => {}
        '、' => return Some((Unit::NONE, past)),
        '.' | '．' => {
            let after = glance::after(text, past + next.len_utf8());
            let is_mark = after.is_none_or(|c| glance::digit(c).is_none());
            return is_mark.then_some((Unit::NONE, past));
        }
        // Other signs, and blanks, may separate, join or continue a number.
        _ => return None,
    }
    let (unit, end) = Unit::read(text, past)?;
    let is_count = !matches!(
        unit.family(),
        Family::Percent | Family::Permille | Family::Point | Family::Multiple
    );
    let is_bent = matches!(
        glance::after(text, end),
        Some('以' | '左' | '上' | '余' | '餘')
    );
    (is_count && !is_bent).then_some((unit, end))
}

/// Whether a number goes on with `c`, or is another for it.
fn bends(c: char) -> bool {
    matches!(
        c,
        '至' | '余'
            | '餘'
            | '多'
            | '来'
            | '來'
            | '几'
            | '幾'
            | '万'
            | '萬'
            | '亿'
            | '億'
            | '千'
            | '百'
    )
}

/// The few ASCII digits at byte `at`, if some stand there.
fn few_digits(text: &[u8], at: usize) -> Option<&[u8]> {
    const MOST: usize = 9;
    let rest = text.get(at..)?;
    let n = rest.iter().take_while(|byte| byte.is_ascii_digit()).count();
    rest.get(..n).filter(|_| (1..=MOST).contains(&n))
}

/// The exact count of `unit` whose `digits` stand at byte `at`.
fn exact(digits: &[u8], at: usize, unit: Unit, end: usize) -> Printed {
    let values = digits.iter().map(|digit| i64::from(digit - b'0'));
    let value = values.fold(0, |value, digit| value * 10 + digit);
    Printed {
        quantity: Quantity::exact(Decimal::new(value, 0), unit),
        figure: Span::new(at, at + digits.len()),
        extent: Span::new(at, end),
        leading_zeros: digits.len() > 1 && digits.first() == Some(&b'0'),
        notation: Notation::Arabic,
    }
}

/// How many bytes of words of approximation `text` starts with.
pub(super) fn prefix_length(text: &str) -> usize {
    BEFORE
        .iter()
        .find(|(word, _)| text.starts_with(word))
        .map_or(0, |(word, _)| word.len())
}

/// A sign at byte `at`: whether it is a minus, and where the digits start.
fn sign(text: &str, at: usize) -> (bool, usize) {
    match glance::after(text, at) {
        Some(c @ ('-' | '－' | '−' | '负' | '負')) => (true, at + c.len_utf8()),
        Some(c @ ('+' | '＋')) => (false, at + c.len_utf8()),
        _ => (false, at),
    }
}

/// A numeral on its way to a quantity.
pub(super) struct Reading {
    pub(super) numeral: Numeral,
    is_negative: bool,
    pub(super) unit: Unit,
    pub(super) bend: Option<Bend>,
    /// Two words bend it: the result proves nothing.
    is_soft: bool,
}

impl Reading {
    pub(super) fn new(numeral: Numeral, is_negative: bool) -> Self {
        Self {
            numeral,
            is_negative,
            unit: Unit::NONE,
            bend: None,
            is_soft: false,
        }
    }

    /// Reads 余, 多, 来, 几 and 万, in either order.
    pub(super) fn after_digits(&mut self, text: &str) {
        let mut at = self.numeral.end;
        if !glance::after(text, at).is_some_and(bends) {
            return;
        }
        if let Some((bend, length)) = over(text, at) {
            self.bend = Some(bend);
            at += length;
        }
        let scaled = Numeral {
            end: at,
            ..self.numeral
        }
        .scaled(text);
        if scaled.end > at && self.bend.is_none() {
            if let Some((bend, length)) = over(text, scaled.end) {
                self.bend = Some(bend);
                at = scaled.end + length;
            } else {
                at = scaled.end;
            }
        } else {
            at = scaled.end;
        }
        self.numeral = Numeral { end: at, ..scaled };
    }

    /// Reads the unit, with blanks before it, and gives the byte after it.
    pub(super) fn read_unit(&mut self, text: &str) -> usize {
        let at = self.numeral.end;
        let found = Unit::read(text, at).or_else(|| {
            let past = glance::skip_blanks(text, at);
            (past > at).then(|| Unit::read(text, past)).flatten()
        });
        match found {
            Some((unit, end)) => {
                self.unit = unit;
                end
            }
            None => at,
        }
    }

    /// Reads 以上, 左右 and the like, and 余 behind the unit.
    pub(super) fn after_unit(&mut self, text: &str, end: &mut usize) {
        let may_follow = matches!(glance::after(text, *end), Some('以' | '左' | '上'));
        for &(word, bend, not_before) in AFTER.iter().filter(|_| may_follow) {
            let past = *end + word.len();
            if glance::starts(text, *end, word)
                && glance::after(text, past).is_none_or(|c| !not_before.contains(c))
            {
                self.bend(bend);
                *end = past;
                return;
            }
        }
        let is_over = self.bend.is_none() && self.unit != Unit::NONE;
        if is_over
            && let Some(c @ ('余' | '餘')) = glance::after(text, *end)
            && glance::after(text, *end + c.len_utf8()).is_none_or(|c| !"下额款人热量".contains(c))
        {
            self.bend = Some(Bend::Over);
            *end += c.len_utf8();
        }
    }

    /// Reads the word before the figure and gives the byte where the quantity starts.
    pub(super) fn before(&mut self, text: &str, floor: usize, at: usize) -> usize {
        if !glance::before(text, floor, at).is_some_and(ends_a_word) {
            return at;
        }
        for &(word, bend) in BEFORE {
            if glance::ends(text, floor, at, word) {
                let start = at - word.len();
                let is_word =
                    glance::before(text, floor, start).is_some_and(|c| is_word_with(c, word));
                if !is_word {
                    self.bend(bend);
                    return start;
                }
                break;
            }
        }
        at
    }

    fn bend(&mut self, bend: Bend) {
        match self.bend {
            None => self.bend = Some(bend),
            Some(_) => self.is_soft = true,
        }
    }

    pub(super) fn printed(&self, extent: Span, at: usize) -> Option<Printed> {
        Some(Printed {
            quantity: self.quantity()?,
            figure: Span::new(at, self.numeral.figure_end),
            extent,
            leading_zeros: self.numeral.leading_zeros,
            notation: self.numeral.notation,
        })
    }

    fn quantity(&self) -> Option<Quantity> {
        let value = self.numeral.value()?;
        let (interval, exactness) = match self.bend {
            None => self.unbent(value)?,
            Some(bend) => self.bent(value, bend)?,
        };
        let (value, interval) = if self.is_negative {
            (-value, interval.negated())
        } else {
            (value, interval)
        };
        let exactness = if self.is_soft {
            Exactness::Soft
        } else {
            exactness
        };
        Some(Quantity {
            value,
            unit: self.unit,
            interval,
            exactness,
        })
    }

    /// A count is exact; a share, a bare decimal and a multiple of 万 have been rounded.
    fn unbent(&self, value: Decimal) -> Option<(Interval, Exactness)> {
        let numeral = &self.numeral;
        let is_rounded = numeral.is_cleaned
            || match self.unit.family() {
                // `是上年155件的2倍` of 311 is rounded like a percentage.
                Family::Percent | Family::Permille | Family::Point | Family::Multiple => true,
                Family::Money => numeral.is_scaled && numeral.exponent > 0,
                _ => numeral.exponent < 0 || numeral.is_scaled && numeral.exponent > 0,
            };
        if !is_rounded {
            return Some((Interval::exact(value), Exactness::Exact));
        }
        let wide = numeral.coefficient * 10;
        let place = numeral.exponent - 1;
        let interval = Interval::closed(decimal(wide - 5, place)?, decimal(wide + 5, place)?)?;
        Some((interval, Exactness::Rounded))
    }

    fn bent(&self, value: Decimal, bend: Bend) -> Option<(Interval, Exactness)> {
        let (significant, place) = self.significant();
        let step = |by: i64| decimal(significant + by, place);
        let (lo, hi, exactness) = match bend {
            Bend::Over | Bend::OverSoft => {
                let (next, is_round) = self.next_step()?;
                let is_hard = is_round && bend == Bend::Over;
                let exactness = if is_hard {
                    Exactness::Bounded
                } else {
                    Exactness::Soft
                };
                (Some(End::closed(value)), Some(End::open(next)), exactness)
            }
            Bend::Near => (
                Some(End::closed(step(-1)?)),
                Some(End::open(value)),
                Exactness::Soft,
            ),
            Bend::About => (
                Some(End::closed(step(-1)?)),
                Some(End::closed(step(1)?)),
                Exactness::Soft,
            ),
            Bend::Above => (Some(End::open(value)), None, Exactness::Bounded),
            Bend::AtLeast => (Some(End::closed(value)), None, Exactness::Bounded),
            Bend::Below => (None, Some(End::open(value)), Exactness::Bounded),
            Bend::AtMost => (None, Some(End::closed(value)), Exactness::Bounded),
        };
        Some((Interval::new(lo, hi)?, exactness))
    }

    /// The figure without its trailing zeros, and the place of its last digit then.
    fn significant(&self) -> (i64, i8) {
        let (mut coefficient, mut place) = (self.numeral.coefficient, self.numeral.exponent);
        while coefficient != 0 && coefficient % 10 == 0 {
            coefficient /= 10;
            place += 1;
        }
        (coefficient, place)
    }

    /// Where 余 ends, and whether the figure was round enough for it: `200余` is, `24余` is not.
    fn next_step(&self) -> Option<(Decimal, bool)> {
        let (significant, place) = self.significant();
        if place == 0 {
            // The next ten.
            return Some((decimal(significant / 10 + 1, 1)?, false));
        }
        Some((decimal(significant + 1, place)?, place > 0))
    }
}

/// Whether a word of [`BEFORE`] may end with `c`.
fn ends_a_word(c: char) -> bool {
    matches!(
        c,
        '于' | '少'
            | '多'
            | '足'
            | '到'
            | '过'
            | '過'
            | '破'
            | '出'
            | '超'
            | '逾'
            | '约'
            | '約'
            | '概'
            | '近'
    )
}

/// Whether `word` is the tail of another word after `c`: 大约, 预约, 最近, 附近, 节约.
fn is_word_with(c: char, word: &str) -> bool {
    match word {
        "约" | "約" => "节节预预合签条契制".contains(c),
        "近" => "最附靠亲邻".contains(c),
        "超" => "赶反".contains(c),
        "不到" => "收接得看听".contains(c),
        _ => false,
    }
}

/// 余, 多, 来, 几 at byte `at`: what it does, and its length.
pub(super) fn over(text: &str, at: usize) -> Option<(Bend, usize)> {
    let c = glance::after(text, at)?;
    let past = at + c.len_utf8();
    let next = glance::after(text, past);
    match c {
        '余' | '餘' if next.is_none_or(|c| !"额款热".contains(c)) => {
            Some((Bend::Over, past - at))
        }
        '多' if next.is_none_or(|c| !"层元样方角渠种于".contains(c) || is_unit(text, past)) => {
            Some((Bend::Over, past - at))
        }
        '来' | '來' if is_unit(text, past) || next.is_some_and(|c| "万亿".contains(c)) => {
            Some((Bend::OverSoft, past - at))
        }
        '几' | '幾' => Some((Bend::Over, past - at)),
        _ => None,
    }
}

fn is_unit(text: &str, at: usize) -> bool {
    Unit::read(text, at).is_some()
}

#[cfg(test)]
mod tests {
    use super::{at_length, exact, few_digits, plain};
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_look_reads_what_the_long_way_does(
            before in "[约近共前 ]{0,2}",
            digits in "[0-9]{1,10}",
            after in "[件条次个人元年天倍%余多万千至几，、.．１0上以左右下（次）\\t ]{0,4}",
        ) {
            let text = format!("{before}{digits}{after}");
            let at = before.len();
            if let Some(digits) = few_digits(text.as_bytes(), at)
                && let Some((unit, end)) = plain(&text, 0, at, digits)
            {
                let plain = exact(digits, at, unit, end);
                prop_assert_eq!(Some(plain), at_length(&text, 0, at), "{}", text);
            }
        }
    }
}
