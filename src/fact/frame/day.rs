//! A printed date to a day.
//!
//! Deliberately absent: dates that lost a digit or a 日, and days that no calendar has. Whatever is
//! not printed in full gives nothing.

use crate::{quantity, template::fold_char};

/// A day of the calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Day {
    /// The year in full.
    pub year: u16,
    /// 1 to 12.
    pub month: u8,
    /// 1 to 31.
    pub day: u8,
}

impl Day {
    /// The day that `printed` is; without a year of its own, that of `year`.
    ///
    /// `2017年1月1日`, `12月31日`, `2017-01-01`, `二〇一七年一月一日`.
    pub(super) fn read(printed: &str, year: Option<u16>) -> Option<Self> {
        let mut numbers = [0_u16; 3];
        let mut n = 0;
        let mut rest = printed.trim();
        let has_mark = rest.ends_with(['日', '号']);
        while !rest.is_empty() && n < 3 {
            let (value, after) = number(rest)?;
            numbers[n] = value;
            n += 1;
            rest = after.trim_start_matches(separates);
        }
        let is_joined = !printed.contains(['年', '月']);
        let (year, month, day) = match (n, year) {
            (3, _) if has_mark || is_joined => (numbers[0], numbers[1], numbers[2]),
            (2, Some(year)) if has_mark => (year, numbers[0], numbers[1]),
            _ => return None,
        };
        let (month, day) = (u8::try_from(month).ok()?, u8::try_from(day).ok()?);
        let is_day = rest.is_empty() && (2000..2100).contains(&year) && day >= 1;
        (is_day && day <= days_of(year, month)?).then_some(Self { year, month, day })
    }
}

/// Whether `c` may stand between the numbers of a date.
fn separates(c: char) -> bool {
    c.is_whitespace()
        || matches!(
            c,
            '年' | '月' | '日' | '号' | '-' | '.' | '．' | '/' | '－' | '—'
        )
}

fn days_of(year: u16, month: u8) -> Option<u8> {
    match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => Some(31),
        4 | 6 | 9 | 11 => Some(30),
        2 => Some(28 + u8::from(year.is_multiple_of(4))),
        _ => None,
    }
}

/// The number that `printed` starts with, digit by digit or with 十, and what follows it.
fn number(printed: &str) -> Option<(u16, &str)> {
    let (mut value, mut end, mut before) = (0_u16, 0, None);
    for c in printed.chars() {
        let folded = fold_char(c);
        value = match folded
            .to_digit(10)
            .and_then(|digit| u16::try_from(digit).ok())
        {
            Some(digit) => value.checked_mul(10)?.checked_add(digit)?,
            None if matches!(folded, 'o' | 'O') => value.checked_mul(10)?,
            // 二十一: the ten has been counted once what follows it comes.
            None if c == '十' => {
                if before.is_none() {
                    10
                } else {
                    value.checked_mul(10)?
                }
            }
            None => match quantity::chinese_digit(c).map(u16::from) {
                Some(digit) if before == Some('十') => value + digit,
                Some(digit) => value.checked_mul(10)?.checked_add(digit)?,
                None => break,
            },
        };
        end += c.len_utf8();
        before = Some(c);
    }
    (end > 0).then(|| (value, printed.get(end..).unwrap_or_default()))
}

#[cfg(test)]
mod tests {
    use super::Day;

    fn read(printed: &str) -> Option<(u16, u8, u8)> {
        Day::read(printed, Some(2015)).map(|day| (day.year, day.month, day.day))
    }

    #[test]
    fn dates_are_read_as_they_are_printed() {
        for printed in [
            "2017年12月31日",
            "2017 年 12 月 31 日",
            "２０１７年12月31日",
            "二〇一七年十二月三十一日",
            "二0一七年十二月三十一日",
            "2017-12-31",
            "2017.12.31",
        ] {
            assert_eq!(read(printed), Some((2017, 12, 31)), "{printed}");
        }
        assert_eq!(read("二〇一七年二月二十日"), Some((2017, 2, 20)));
        assert_eq!(read("1月1日"), Some((2015, 1, 1)));
        assert_eq!(read("2016年2月29日"), Some((2016, 2, 29)));
    }

    #[test]
    fn what_is_not_printed_in_full_is_no_day() {
        for printed in [
            "2017年12月31",
            "2017年12月",
            "2017年2月30日",
            "2017年2月   日",
            "2017年",
        ] {
            assert_eq!(read(printed), None, "{printed}");
        }
    }
}
