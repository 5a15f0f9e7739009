//! The labels that a word processor counts: 一、 （二） 3. of list paragraphs.
//!
//! Deliberately absent: any format's way of saying which list a paragraph belongs to, and
//! bullets, which say nothing.

/// How a number of a label is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Format {
    /// 1, 2, 3
    Decimal,
    /// 01, 02, 03
    PaddedDecimal,
    /// １, ２, ３
    FullWidth,
    /// I, II, III
    UpperRoman,
    /// i, ii, iii
    LowerRoman,
    /// A, B, C
    UpperLetter,
    /// a, b, c
    LowerLetter,
    /// ①, ②, ③
    Circled,
    /// ⑴, ⑵, ⑶
    Bracketed,
    /// ⒈, ⒉, ⒊
    Stopped,
    /// 一, 二, 十一, 一百零一
    Chinese,
    /// 一, 二, 一一, 一〇一
    ChineseDigits,
    /// 壹, 贰, 壹拾壹
    ChineseLegal,
    /// 甲, 乙, 丙
    Stems,
    /// 子, 丑, 寅
    Branches,
    /// Nothing.
    Unseen,
}

/// A level of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Level {
    /// The first number.
    pub(super) start: u32,
    /// How its number is written.
    pub(super) format: Format,
    /// The label.
    pub(super) parts: Vec<Part>,
    /// Whether it begins anew behind a paragraph of a level above this one; none of them, if 0.
    pub(super) restarts_under: u8,
    /// Whether the numbers of all levels are decimals in its label.
    pub(super) is_decimal: bool,
}

/// A part of a label.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Part {
    /// These words.
    Words(String),
    /// The number of this level, from 0.
    Number(u8),
}

/// How many levels a list may have.
pub(super) const MAX_LEVELS: usize = 9;

/// How far a list has been counted.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Counter([Option<u32>; MAX_LEVELS]);

impl Counter {
    /// Lets the next paragraph of a level have this number.
    pub(super) fn set(&mut self, level: u8, next: u32) {
        if let Some(count) = self.0.get_mut(usize::from(level)) {
            *count = next.checked_sub(1);
        }
    }

    /// Counts a paragraph of `level`, and returns its label.
    pub(super) fn next(&mut self, levels: &[Level], level: u8) -> String {
        let at = usize::from(level);
        let Some(own) = levels.get(at) else {
            return String::new();
        };
        for (below, count) in self.0.iter_mut().enumerate().skip(at + 1) {
            let below = levels.get(below);
            if below.is_none_or(|below| level < below.restarts_under) {
                *count = None;
            }
        }
        for (level, count) in levels.iter().zip(&mut self.0).take(at) {
            count.get_or_insert(level.start);
        }
        if let Some(count) = self.0.get_mut(at) {
            *count = Some(count.map_or(own.start, |count| count.saturating_add(1)));
        }
        let part = |part: &Part| match part {
            Part::Words(words) => words.clone(),
            Part::Number(number) => self.number(levels, *number, own.is_decimal),
        };
        own.parts.iter().map(part).collect()
    }

    fn number(&self, levels: &[Level], level: u8, is_decimal: bool) -> String {
        let at = usize::from(level);
        let count = self.0.get(at).copied().flatten();
        let (Some(count), Some(level)) = (count, levels.get(at)) else {
            return String::new();
        };
        let format = match level.format {
            Format::Unseen => Format::Unseen,
            _ if is_decimal => Format::Decimal,
            format => format,
        };
        format.write(count)
    }
}

impl Format {
    /// A number as it is written.
    pub(super) fn write(self, n: u32) -> String {
        match self {
            Self::Decimal => n.to_string(),
            Self::PaddedDecimal => format!("{n:02}"),
            Self::FullWidth => shifted(&n.to_string(), '0', '０'),
            Self::UpperRoman => roman(n),
            Self::LowerRoman => roman(n).to_ascii_lowercase(),
            Self::UpperLetter => letters(n),
            Self::LowerLetter => letters(n).to_ascii_lowercase(),
            Self::Circled => sign(n, '①', 20),
            Self::Bracketed => sign(n, '⑴', 20),
            Self::Stopped => sign(n, '⒈', 20),
            Self::Chinese => chinese(n, &PLAIN),
            Self::ChineseDigits => digits(n),
            Self::ChineseLegal => chinese(n, &LEGAL),
            Self::Stems => nth(n, "甲乙丙丁戊己庚辛壬癸"),
            Self::Branches => nth(n, "子丑寅卯辰巳午未申酉戌亥"),
            Self::Unseen => String::new(),
        }
    }
}

/// The words of Chinese numbers: digits, then ten, hundred and thousand.
struct Words {
    digits: &'static str,
    steps: [&'static str; 4],
    /// Whether eleven is 十一, not 一十一.
    drops_one: bool,
}

const PLAIN: Words = Words {
    digits: "零一二三四五六七八九",
    steps: ["", "十", "百", "千"],
    drops_one: true,
};

const LEGAL: Words = Words {
    digits: "零壹贰叁肆伍陆柒捌玖",
    steps: ["", "拾", "佰", "仟"],
    drops_one: false,
};

/// A number up to 9999 in words; greater ones have no label of their own in Chinese.
fn chinese(n: u32, words: &Words) -> String {
    if n == 0 || n > 9999 {
        return n.to_string();
    }
    if words.drops_one && (10..20).contains(&n) {
        return format!("{}{}", words.steps[1], nth(n - 10, "一二三四五六七八九"));
    }
    let mut written = String::new();
    let mut owes_zero = false;
    for (step, power) in words.steps.iter().zip([1, 10, 100, 1000]).rev() {
        let digit = n / power % 10;
        if digit == 0 {
            owes_zero = !written.is_empty();
            continue;
        }
        if std::mem::take(&mut owes_zero) {
            written.push('零');
        }
        written.push_str(&nth(digit + 1, words.digits));
        written.push_str(step);
    }
    written
}

/// 一〇二: digit after digit.
fn digits(n: u32) -> String {
    let digit = |c: char| nth(c.to_digit(10).unwrap_or(0) + 1, "〇一二三四五六七八九");
    n.to_string().chars().map(digit).collect()
}

/// The `n`th character, from 1; a decimal behind the last one.
fn nth(n: u32, of: &str) -> String {
    if n == 0 {
        return String::new();
    }
    let at = usize::try_from(n - 1).unwrap_or(usize::MAX);
    of.chars()
        .nth(at)
        .map_or_else(|| n.to_string(), String::from)
}

/// The sign of a number, of a row of signs that has `most`.
fn sign(n: u32, first: char, most: u32) -> String {
    let sign = (1..=most).contains(&n).then(|| u32::from(first) + n - 1);
    let sign = sign.and_then(char::from_u32);
    sign.map_or_else(|| n.to_string(), String::from)
}

/// Characters moved from one alphabet to another.
fn shifted(words: &str, from: char, to: char) -> String {
    let shift = u32::from(to) - u32::from(from);
    let moved = |c: char| char::from_u32(u32::from(c) + shift).unwrap_or(c);
    words.chars().map(moved).collect()
}

/// A, B, …, Z, AA, BB, …: the letter is doubled with every round.
fn letters(n: u32) -> String {
    const LETTERS: u32 = 26;
    const MOST: u32 = 20 * LETTERS;
    if n == 0 || n > MOST {
        return n.to_string();
    }
    let letter = nth((n - 1) % LETTERS + 1, "ABCDEFGHIJKLMNOPQRSTUVWXYZ");
    let n_times = (n - 1) / LETTERS + 1;
    letter.repeat(usize::try_from(n_times).unwrap_or(1))
}

fn roman(n: u32) -> String {
    const STEPS: [(u32, &str); 13] = [
        (1000, "M"),
        (900, "CM"),
        (500, "D"),
        (400, "CD"),
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    ];
    if n == 0 || n > 3999 {
        return n.to_string();
    }
    let mut rest = n;
    let mut written = String::new();
    for (step, letters) in STEPS {
        while rest >= step {
            written.push_str(letters);
            rest -= step;
        }
    }
    written
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_as_a_word_processor_does() {
        let cases = [
            (Format::Chinese, 10, "十"),
            (Format::Chinese, 11, "十一"),
            (Format::Chinese, 20, "二十"),
            (Format::Chinese, 105, "一百零五"),
            (Format::Chinese, 110, "一百一十"),
            (Format::Chinese, 1005, "一千零五"),
            (Format::ChineseLegal, 11, "壹拾壹"),
            (Format::ChineseDigits, 102, "一〇二"),
            (Format::Circled, 20, "⑳"),
            (Format::Circled, 21, "21"),
            (Format::Bracketed, 3, "⑶"),
            (Format::FullWidth, 12, "１２"),
            (Format::UpperLetter, 28, "BB"),
            (Format::LowerRoman, 49, "xlix"),
            (Format::Stems, 2, "乙"),
            (Format::PaddedDecimal, 7, "07"),
        ];
        for (format, n, written) in cases {
            assert_eq!(format.write(n), written);
        }
    }

    #[test]
    fn lower_levels_begin_anew() {
        let level = |start, format, parts: &[&str], number| Level {
            start,
            format,
            parts: vec![
                Part::Words(parts[0].to_owned()),
                Part::Number(number),
                Part::Words(parts[1].to_owned()),
            ],
            restarts_under: number,
            is_decimal: false,
        };
        let mut levels = vec![
            level(1, Format::Chinese, &["", "、"], 0),
            level(1, Format::Chinese, &["（", "）"], 1),
            level(3, Format::Decimal, &["", "."], 2),
        ];
        let mut counter = Counter::default();
        let mut next = |level| counter.next(&levels, level);
        let labels = [0, 1, 1, 2, 2, 1, 2, 0, 1].map(&mut next);
        let expected = [
            "一、",
            "（一）",
            "（二）",
            "3.",
            "4.",
            "（三）",
            "3.",
            "二、",
            "（一）",
        ];
        assert_eq!(labels, expected);
        // A list may begin below its first level, and a level may run on.
        levels[2].restarts_under = 0;
        levels[2].parts = vec![
            Part::Number(0),
            Part::Words(".".to_owned()),
            Part::Number(2),
        ];
        levels[2].is_decimal = true;
        let mut counter = Counter::default();
        let labels = [2, 0, 2].map(|level| counter.next(&levels, level));
        assert_eq!(labels, ["1.3", "二、", "2.4"]);
        counter.set(0, 7);
        assert_eq!(counter.next(&levels, 0), "七、");
    }
}
