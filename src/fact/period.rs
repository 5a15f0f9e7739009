//! The report year, and which period a clause speaks of.

use crate::{
    quantity::{self, glance},
    span::Span,
    template::fold_char,
};

/// How far the year is looked for; titles and periods stand near the start.
const REACH: usize = 16 * 1024;

/// How many mentions the title's year is worth.
const TITLE: u32 = 3;

/// The year that the report is about: the one its first part names most, where
/// a year that begins or closes the reporting period counts more.
///
/// What `title` names counts as much as that.
pub(super) fn report_year(text: &str, title: &str) -> Option<u16> {
    let mut scores: Vec<(u16, u32)> = Vec::new();
    let start = text.as_bytes().get(..REACH).unwrap_or(text.as_bytes());
    for at in memchr::memmem::find_iter(start, b"20") {
        let Some((year, rest)) = year_at(text, at) else {
            continue;
        };
        let weight = match rest {
            rest if rest.starts_with("年度") => 3,
            rest if rest.starts_with("年1月1日") || rest.starts_with("年12月31日") => 3,
            rest if rest.starts_with('年') => 1,
            _ => continue,
        };
        match scores.iter_mut().find(|(known, _)| *known == year) {
            Some((_, score)) => *score += weight,
            None => scores.push((year, weight)),
        }
    }
    let of_title = memchr::memmem::find(title.as_bytes(), b"20").and_then(|at| year_at(title, at));
    let titled = |known: &&mut (u16, u32)| of_title.is_some_and(|(year, _)| year == known.0);
    if let Some((_, score)) = scores.iter_mut().find(titled) {
        *score += TITLE;
    }
    // Of two that are named as often the first named is the report's.
    let best = scores.iter().map(|&(_, score)| score).max()?;
    scores
        .iter()
        .find(|&&(_, score)| score == best)
        .map(|&(year, _)| year)
}

/// A year from 2000 to 2099 printed at `at`, with what follows it.
fn year_at(text: &str, at: usize) -> Option<(u16, &str)> {
    let before = at
        .checked_sub(1)
        .and_then(|before| text.as_bytes().get(before));
    if before.is_some_and(u8::is_ascii_digit) {
        return None;
    }
    let digits = text.as_bytes().get(at..at + 4)?;
    let digit = |year: u16, byte: &u8| {
        let digit = byte.is_ascii_digit().then(|| byte - b'0')?;
        Some(year * 10 + u16::from(digit))
    };
    let year = digits.iter().try_fold(0, digit)?;
    let rest = text.get(at + 4..)?;
    let rest = rest.trim_start_matches([' ', '\u{a0}']);
    (2000..2100).contains(&year).then_some((year, rest))
}

/// The year that a printed date or year starts with.
pub(crate) fn year_of(printed: &str) -> Option<u16> {
    let digit = |c: char| {
        let arabic = fold_char(c).to_digit(10);
        let value = arabic.or_else(|| quantity::chinese_digit(c).map(u32::from));
        let value = if c == 'Ｏ' { Some(0) } else { value };
        value.and_then(|value| u16::try_from(value).ok())
    };
    let mut digits = printed.chars().take(4);
    let year = digits.try_fold(0, |year, c| Some(year * 10 + digit(c)?))?;
    (2000..2100).contains(&year).then_some(year)
}

/// What a date says about the period of the figures behind it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Period {
    /// The report's own.
    Own,
    /// Another.
    Other,
    /// It says nothing of it.
    Unsaid,
}

/// What the printed date or year at `span` says, in a report about `year`.
pub(super) fn period_of(text: &str, span: Span, year: Option<u16>) -> Period {
    let printed = span.of(text);
    let Some(year) = year else {
        return Period::Unsaid;
    };
    let has_month = glance::find(printed, "月").is_some();
    match year_of(printed) {
        Some(named) if named != year => {
            // A new year's first days date the text, not the figures.
            if has_month {
                Period::Unsaid
            } else {
                Period::Other
            }
        }
        _ if has_month && !is_year_end(text, span) => Period::Other,
        Some(_) => Period::Own,
        None => Period::Unsaid,
    }
}

/// Whether a date closes the year, `12月31日`, or `12月` where a stretch of months ends with it; or
/// begins such a stretch, `1月至12月`.
fn is_year_end(text: &str, date: Span) -> bool {
    let printed = date.of(text);
    let end = ["12月31", "12月底", "12月末", "1月1日", "12月30"];
    if end.iter().any(|end| glance::find(printed, end).is_some()) {
        return true;
    }
    let before = text.get(..date.range().start).unwrap_or_default();
    let after = text.get(date.range().end..).unwrap_or_default();
    let is_first = printed
        .strip_suffix("1月")
        .is_some_and(|rest| !rest.ends_with(|c: char| c.is_ascii_digit()));
    if is_first && leads_to_year_end(after) {
        return true;
    }
    if !printed.ends_with("12月") {
        return false;
    }
    let is_stretch =
        printed.matches('月').count() > 1 || printed.contains(['-', '—', '－', '~', '至']);
    let is_end = before
        .trim_end()
        .ends_with(['至', '止', '到', '-', '—', '－', '~']);
    is_stretch || is_end || after.starts_with(['底', '末', '止'])
}

/// Whether what stands behind `1月` ends the stretch of months with the year's last.
fn leads_to_year_end(after: &str) -> bool {
    let to = after.strip_prefix(['至', '到', '-', '—', '－', '~']);
    to.is_some_and(|to| {
        let to = to.trim_start_matches('—');
        let year = to.trim_start_matches(|c: char| c.is_ascii_digit());
        let month = year.strip_prefix('年').unwrap_or(to);
        month.starts_with("12月")
    })
}
