//! Dates and times of day.
//!
//! A date that lost digits is damage, for nothing may be concluded from it; one whose
//! day was left blank is still a date, and a fault of form.
//!
//! Deliberately absent: whether a date makes sense in a report.

use super::{NotQuantity, Place, Token, damaged, not, number::Run};
use crate::quantity::{Unit, glance};

impl Place<'_> {
    /// The token of a number before 年, 月, 日 or 号, which stands at byte `at`.
    pub(super) fn dated(
        &self,
        run: Run,
        at: usize,
        mark: char,
        before: Option<char>,
    ) -> Option<Token> {
        let past = at + mark.len_utf8();
        match mark {
            '年' => Some(self.year(run, past)),
            '月' if run.is_month() => Some(self.month(run.start, past)),
            '月' => Some(damaged(run.start, past)),
            '日' => self.day(run, past),
            _ => Some(self.numbered(run, past, before)),
        }
    }

    /// A number before 年; `past` is the byte after it.
    fn year(&self, run: Run, past: usize) -> Token {
        if run.is_year() {
            return self.after_year(run.start, past);
        }
        let why = match run.n {
            5.. => return damaged(run.start, past),
            2 if run.has_leading_zero || run.value >= 80 => NotQuantity::Year,
            _ => NotQuantity::Time,
        };
        not(run.start, past, why)
    }

    /// What follows a year of four digits: month and day, 底, or nothing.
    fn after_year(&self, start: usize, past: usize) -> Token {
        let at = glance::skip_blanks(self.text, past);
        if let Some(run) = Run::read(self.text, at) {
            return self.month_of_year(start, past, run);
        }
        match glance::after(self.text, at) {
            Some('月') if at > past => self.month(start, at + 3),
            Some('底' | '末' | '初') if at == past => not(start, at + 3, NotQuantity::Date),
            _ => not(start, past, NotQuantity::Year),
        }
    }

    fn month_of_year(&self, start: usize, past: usize, run: Run) -> Token {
        let at = glance::skip_blanks(self.text, run.end);
        match glance::after(self.text, at) {
            Some('月') if run.is_month() => self.month(start, at + 3),
            // 2018年11日, 2018年1231日: the month is gone.
            Some('月' | '日') => damaged(start, at + 3),
            Some('-' | '－' | '—' | '–' | '至' | '~' | '～') => self
                .months(run)
                .map_or(not(start, past, NotQuantity::Year), |end| {
                    not(start, end, NotQuantity::Date)
                }),
            _ => not(start, past, NotQuantity::Year),
        }
    }

    /// The end of `1—6月` whose first number is `run`.
    fn months(&self, run: Run) -> Option<usize> {
        let mut at = run.end;
        while let Some(c @ ('-' | '－' | '—' | '–' | '至' | '~' | '～')) =
            glance::after(self.text, at)
        {
            at += c.len_utf8();
        }
        let second = Run::read(self.text, at).filter(Run::is_month)?;
        let is_month = run.is_month() && glance::starts(self.text, second.end, "月");
        is_month.then_some(second.end + 3)
    }

    /// What follows 月, which ends at byte `past`; the date starts at `start`.
    fn month(&self, start: usize, past: usize) -> Token {
        let at = glance::skip_blanks(self.text, past);
        let Some(run) = Run::read(self.text, at) else {
            return match glance::after(self.text, at) {
                // A day left blank, and a day that was lost.
                Some('日') if at > past => not(start, at + 3, NotQuantity::Date),
                Some('日') => damaged(start, at + 3),
                _ => not(start, past, NotQuantity::Date),
            };
        };
        let after_day = glance::skip_blanks(self.text, run.end);
        match glance::after(self.text, after_day) {
            Some('日' | '号') if run.is_day() => not(start, after_day + 3, NotQuantity::Date),
            Some('日') => damaged(start, after_day + 3),
            Some('止' | '起' | '至' | '前' | '-' | '—' | '–') if run.is_day() => {
                not(start, run.end, NotQuantity::Date)
            }
            _ => not(start, past, NotQuantity::Date),
        }
    }

    /// A number before 日 alone; `past` is the byte after it.
    fn day(&self, run: Run, past: usize) -> Option<Token> {
        let next = glance::after(self.text, past);
        let why = match run.n {
            4.. => return Some(damaged(run.start, past)),
            _ if Unit::read(self.text, run.end).is_none() => return None,
            _ if next.is_some_and(|c| "内以之".contains(c)) => NotQuantity::Time,
            _ if run.is_day() => NotQuantity::Date,
            _ => NotQuantity::Time,
        };
        Some(not(run.start, past, why))
    }

    /// A number before 号: a document, a house, or a day; `past` is the byte after 号.
    fn numbered(&self, run: Run, past: usize, before: Option<char>) -> Token {
        if run.n >= 5 && before.is_some_and(|c| "〔[【［（(".contains(c)) {
            return damaged(run.start, past);
        }
        let is_document = glance::after(self.text, past)
            .is_some_and(|c| "令文公通函建提议决".contains(c))
            || before.is_some_and(|c| "〕]】］)）令办发函字告案政规文".contains(c));
        let why = if is_document {
            NotQuantity::DocumentNumber
        } else {
            NotQuantity::Address
        };
        not(run.start, past, why)
    }

    /// A time of day before 时 or 点: `9时30分`; 24小时 is a span and read as a unit.
    pub(super) fn clock(&self, run: Run) -> Token {
        let past = run.end + 3;
        let minutes = Run::read(self.text, past).filter(|minutes| minutes.n <= 2);
        let end = minutes
            .filter(|minutes| glance::starts(self.text, minutes.end, "分"))
            .map_or(past, |minutes| minutes.end + 3);
        not(run.start, end, NotQuantity::Date)
    }

    /// A year that opens a line, its 年 forgotten: `2018，全镇……`.
    pub(super) fn opening_year(&self, run: Run) -> Option<Token> {
        let is_year = run.is_year() && self.is_line_start(run.start);
        is_year.then(|| not(run.start, run.end, NotQuantity::Year))
    }

    /// A year in a list whose last member says 年: `2016、2017年`.
    pub(super) fn listed_year(&self, run: Run, separator: char) -> Option<Token> {
        if !run.is_year() {
            return None;
        }
        let next = Run::read(self.text, run.end + separator.len_utf8()).filter(Run::is_year)?;
        let goes_on = matches!(
            glance::after(self.text, next.end),
            Some('年' | '、' | '和' | '及')
        );
        goes_on.then(|| not(run.start, run.end, NotQuantity::Year))
    }
}
