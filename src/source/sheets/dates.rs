//! Dates and times of a workbook: days since the last day of 1899, or since 1904.
//!
//! Deliberately absent: fractions of seconds, and calendars other than ours.

use super::digits::Digits;

/// The day that a workbook counts from.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum Epoch {
    /// Day 1 is the first of January 1900, and that year has a 29th of February.
    #[default]
    Y1900,
    /// Day 0 is the first of January 1904.
    Y1904,
}

/// A piece of a date's format as it is written.
pub(super) enum Letter<'a> {
    /// One character.
    Sign(char),
    /// Words that are shown as they are.
    Words(&'a str),
}

/// A part of a date as it is shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Part {
    Words(String),
    /// The year in two digits or in four.
    Year(usize),
    /// The month in so many digits, as a short name of three letters, or a long one of four.
    Month(usize),
    /// The day, likewise.
    Day(usize),
    /// The day of the week in Chinese, with or without 星期.
    Weekday(usize),
    Hour(usize),
    Minute(usize),
    Second(usize),
    /// Before or after noon, in Chinese or not.
    Noon {
        is_chinese: bool,
    },
}

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];
const DAYS: [&str; 7] = [
    "Monday",
    "Tuesday",
    "Wednesday",
    "Thursday",
    "Friday",
    "Saturday",
    "Sunday",
];

/// The parts of a date's format, unless something in it is not followed.
pub(super) fn parts<'a>(letters: impl Iterator<Item = Letter<'a>>) -> Option<Vec<Part>> {
    let mut parts: Vec<Part> = Vec::new();
    let mut letters = letters.peekable();
    while let Some(letter) = letters.next() {
        let sign = match letter {
            Letter::Words(words) => {
                parts.push(Part::Words(words.to_owned()));
                continue;
            }
            Letter::Sign(sign) => sign.to_ascii_lowercase(),
        };
        let is_noon = matches!(sign, 'a' | '上');
        let mut n = 1;
        let mut rest = String::new();
        while let Some(Letter::Sign(next)) = letters.peek() {
            let next = next.to_ascii_lowercase();
            if next == sign {
                n += 1;
            } else if is_noon && n == 1 && rest.len() < 12 && "m/p午下".contains(next) {
                rest.push(next);
                letters.next();
                if matches!(rest.as_str(), "m/pm" | "/p" | "午/下午") {
                    break;
                }
                continue;
            } else if !is_noon || rest.is_empty() || !"m/p午下".contains(next) {
                break;
            }
            letters.next();
        }
        parts.push(match (sign, rest.as_str()) {
            ('a', "m/pm" | "/p") => Part::Noon { is_chinese: false },
            ('上', "午/下午") => Part::Noon { is_chinese: true },
            ('a', "") if n >= 3 => Part::Weekday(n),
            ('y', "") => Part::Year(n),
            ('e', "") => Part::Year(4),
            ('m', "") => Part::Month(n),
            ('d', "") => Part::Day(n),
            ('h', "") => Part::Hour(n),
            ('s', "") => Part::Second(n),
            ('0' | '#' | '?' | '%' | '@' | 'g' | 'b', _) => return None,
            (_, "") => Part::Words(std::iter::repeat_n(sign, n).collect()),
            _ => return None,
        });
    }
    tell_minutes(&mut parts);
    Some(parts)
}

/// An `m` behind hours or before seconds is minutes.
fn tell_minutes(parts: &mut [Part]) {
    let mut behind_hours = false;
    let next_is_second: Vec<bool> = (0..parts.len())
        .map(|at| {
            let mut behind = parts.iter().skip(at + 1);
            let next = behind.find(|part| !matches!(part, Part::Words(_)));
            matches!(next, Some(Part::Second(_)))
        })
        .collect();
    for (part, before_seconds) in parts.iter_mut().zip(next_is_second) {
        match part {
            Part::Hour(_) => behind_hours = true,
            Part::Month(n) if behind_hours || before_seconds => {
                *part = Part::Minute(*n);
                behind_hours = false;
            }
            Part::Words(_) | Part::Noon { .. } => {}
            _ => behind_hours = false,
        }
    }
}

/// What is seen of a date; nothing of a number that is none.
pub(super) fn show(parts: &[Part], digits: &Digits, epoch: Epoch) -> Option<String> {
    let (mut days, mut seconds) = (digits.days()?, digits.seconds());
    if seconds >= 86_400 {
        (days, seconds) = (days + 1, 0);
    }
    let since_1970 = match epoch {
        Epoch::Y1904 => days - 24_107,
        // The workbook believes in a 29th of February 1900.
        Epoch::Y1900 if days < 60 => days - 25_568,
        Epoch::Y1900 => days - 25_569,
    };
    let (year, month, day) = civil(since_1970);
    if !(1899..=9999).contains(&year) {
        return None;
    }
    let weekday = usize::try_from((since_1970 + 3).rem_euclid(7)).ok()?;
    let has_noon = parts.iter().any(|part| matches!(part, Part::Noon { .. }));
    let hour = match seconds / 3600 {
        hour if has_noon => (hour + 11) % 12 + 1,
        hour => hour,
    };
    let number = |value: i64, n: usize| format!("{value:0n$}", n = n.min(2));
    let shown = parts.iter().map(|part| match *part {
        Part::Words(ref words) => words.clone(),
        Part::Year(n) if n < 3 => format!("{:02}", year % 100),
        Part::Year(_) => year.to_string(),
        Part::Month(n) if n < 3 => number(month, n),
        Part::Month(n) => name(&MONTHS, usize::try_from(month - 1).unwrap_or(0), n),
        Part::Day(n) if n < 3 => number(day, n),
        Part::Day(n) => name(&DAYS, weekday, n),
        Part::Weekday(n) => {
            let lead = if n > 3 { "星期" } else { "" };
            let names = ["一", "二", "三", "四", "五", "六", "日"];
            format!("{lead}{}", names.get(weekday).unwrap_or(&""))
        }
        Part::Hour(n) => number(hour, n),
        Part::Minute(n) => number(seconds / 60 % 60, n),
        Part::Second(n) => number(seconds % 60, n),
        Part::Noon { is_chinese } => match (is_chinese, seconds < 43_200) {
            (true, true) => "上午",
            (true, false) => "下午",
            (false, true) => "AM",
            (false, false) => "PM",
        }
        .to_owned(),
    });
    Some(shown.collect())
}

/// A name in so many letters: three or all, or the first alone.
fn name(names: &[&str], at: usize, n: usize) -> String {
    let name = names.get(at).copied().unwrap_or_default();
    let most = match n {
        3 => 3,
        5 => 1,
        _ => name.len(),
    };
    name.chars().take(most).collect()
}

/// Year, month and day of a day since 1970, after Howard Hinnant's `civil_from_days`.
fn civil(days: i64) -> (i64, i64, i64) {
    let days = days + 719_468;
    let era = days.div_euclid(146_097);
    let of_era = days.rem_euclid(146_097);
    let year = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year + year / 4 - year / 100);
    let shifted = (5 * of_year + 2) / 153;
    let day = of_year - (153 * shifted + 2) / 5 + 1;
    let month = if shifted < 10 {
        shifted + 3
    } else {
        shifted - 9
    };
    (year + era * 400 + i64::from(month <= 2), month, day)
}
