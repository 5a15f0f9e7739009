//! Numbers joined by dashes, dots, slashes and colons: dates, telephones, index numbers.
//!
//! Deliberately absent: decimals and ranges with a unit (`3.5%`, `2-3次`), which are
//! figures; `None` leaves them to the reader of quantities.

use super::{NotQuantity, Place, Token, not, number::Run};
use crate::quantity::{Unit, glance};

/// How two numbers are joined.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Joint {
    Dash,
    /// 至, which may also be a word between two figures.
    To,
    Point,
    Slash,
    Colon,
    Times,
    Plus,
    Dot,
}

/// Up to five numbers side by side, and what joins them.
struct Chain {
    runs: [Run; 5],
    joints: [Joint; 4],
    n: usize,
}

impl Chain {
    fn runs(&self) -> &[Run] {
        &self.runs[..self.n]
    }

    fn joints(&self) -> &[Joint] {
        &self.joints[..self.n - 1]
    }

    fn last(&self) -> Run {
        self.runs[self.n - 1]
    }

    fn is_all(&self, joint: Joint) -> bool {
        self.joints().iter().all(|&other| other == joint)
    }

    /// Whether it is a year, a month and perhaps a day.
    fn is_date(&self) -> bool {
        match self.runs() {
            [year, month] => year.is_year() && month.is_month(),
            [year, month, day] => year.is_year() && month.is_month() && day.is_day(),
            _ => false,
        }
    }
}

fn joint(c: char) -> Option<Joint> {
    Some(match c {
        '-' | '－' | '—' | '–' | '―' | '−' | '~' | '～' => Joint::Dash,
        '至' => Joint::To,
        '.' | '．' => Joint::Point,
        '/' | '／' => Joint::Slash,
        ':' | '：' => Joint::Colon,
        '×' | '*' => Joint::Times,
        '+' => Joint::Plus,
        '•' | '·' | '‧' | '∙' => Joint::Dot,
        _ => return None,
    })
}

impl Place<'_> {
    /// The token of the numbers joined to `run`, `None` if they are a figure or several.
    pub(super) fn joined(&self, run: Run) -> Option<Token> {
        let chain = self.chain(run)?;
        if self.is_mark_before(&chain) {
            let past = chain.runs[1].start;
            return Some(not(run.start, past, NotQuantity::ListMark));
        }
        let why = match chain.joints[0] {
            Joint::Slash => by_slash(&chain),
            Joint::Colon => self.by_colon(&chain)?,
            Joint::Times if matches!(run.n, 7 | 8) => NotQuantity::Phone,
            Joint::Times | Joint::Plus | Joint::Dot => NotQuantity::Name,
            Joint::Point => self.by_point(&chain)?,
            Joint::Dash | Joint::To => return self.by_dash(&chain),
        };
        Some(not(run.start, chain.last().end, why))
    }

    fn chain(&self, first: Run) -> Option<Chain> {
        // Most signs behind a number join nothing.
        let mut next = Some(self.next_of(first)?);
        let mut chain = Chain {
            runs: [first; 5],
            joints: [Joint::Dash; 4],
            n: 1,
        };
        while let Some((joint, run)) = next.filter(|_| chain.n < 5) {
            chain.joints[chain.n - 1] = joint;
            chain.runs[chain.n] = run;
            chain.n += 1;
            next = self.next_of(run);
        }
        Some(chain)
    }

    /// The number that is joined to `run`, and by what.
    fn next_of(&self, run: Run) -> Option<(Joint, Run)> {
        let c = glance::after(self.text, run.end)?;
        let joint = joint(c)?;
        let mut past = run.end + c.len_utf8();
        while joint == Joint::Dash && glance::after(self.text, past) == Some(c) {
            past += c.len_utf8();
        }
        Some((joint, Run::read(self.text, past)?))
    }

    /// `2.2022年`, `3.12345热线`: a list mark right before another number.
    fn is_mark_before(&self, chain: &Chain) -> bool {
        let (mark, next) = (chain.runs[0], chain.runs[1]);
        chain.joints[0] == Joint::Point
            && (mark.n <= 2 && mark.value > 0 && next.n >= 3)
            && self.is_item_start(mark.start)
            && !self.is_cell_start(mark.start)
            && (next.is_year() && glance::starts(self.text, next.end, "年")
                || chain.n == 2
                    && !self.ends_clause(next.end)
                    && !self.goes_on_as_quantity(next.end))
    }

    /// A time of day has two digits of minutes.
    fn by_colon(&self, chain: &Chain) -> Option<NotQuantity> {
        let [hour, minutes, ..] = *chain.runs() else {
            return None;
        };
        let is_time = hour.n <= 2 && hour.value <= 24 && minutes.n == 2 && minutes.value < 60;
        let has_unit = Unit::read(self.text, chain.last().end).is_some();
        (is_time && !has_unit).then_some(NotQuantity::Date)
    }

    fn by_point(&self, chain: &Chain) -> Option<NotQuantity> {
        if !chain.is_all(Joint::Point) {
            return None;
        }
        let (runs, end) = (chain.runs(), chain.last().end);
        let is_quantity = self.goes_on_as_quantity(end);
        match *runs {
            [_, _] if is_quantity => None,
            _ if chain.is_date() => Some(NotQuantity::Date),
            // 5.15 is a day to be remembered where one follows.
            [month, day] if month.is_month() && day.is_day() => {
                let is_day = self.is_before(end, &["日", "活动", "宣传"]);
                let is_mark = self.is_item_start(month.start)
                    && !self.ends_clause(end)
                    && runs[1].n == 1
                    && !self.is_cell_start(month.start);
                match (is_day, is_mark) {
                    (true, _) => Some(NotQuantity::Name),
                    (false, true) => Some(NotQuantity::ListMark),
                    _ if month.start < self.name_end => Some(NotQuantity::Name),
                    _ => None,
                }
            }
            [_, _] => None,
            [_, _, _] if self.is_item_start(runs[0].start) => Some(NotQuantity::ListMark),
            [_, _, _, _] => Some(NotQuantity::Electronic),
            _ => Some(NotQuantity::Name),
        }
    }

    fn by_dash(&self, chain: &Chain) -> Option<Token> {
        let (runs, end) = (chain.runs(), chain.last().end);
        let start = runs[0].start;
        let hit = |end, why| Some(not(start, end, why));
        let next = glance::after(self.text, end);
        if runs[..2].iter().all(Run::is_year) && runs.len() == 2 {
            let end = if next == Some('年') { end + 3 } else { end };
            return hit(end, NotQuantity::Date);
        }
        if let Some(c @ ('年' | '月' | '日' | '时' | '点')) = next {
            return hit(end + c.len_utf8(), NotQuantity::Date);
        }
        if self.goes_on_as_quantity(end) {
            let is_time = Unit::read(self.text, end)
                .filter(|(unit, _)| unit.family() == crate::quantity::Family::Time);
            return is_time.and_then(|(_, end)| hit(end, NotQuantity::Time));
        }
        if chain.joints()[0] == Joint::To {
            return None;
        }
        if chain.is_date() && chain.is_all(Joint::Dash) {
            return hit(end, NotQuantity::Date);
        }
        if is_phone(runs) {
            return hit(end, NotQuantity::Phone);
        }
        if runs.iter().any(|run| run.n >= 5) {
            return hit(end, NotQuantity::DocumentNumber);
        }
        if let Some(c @ ('号' | '楼' | '室' | '层' | '栋' | '幢')) = next {
            return hit(end + c.len_utf8(), NotQuantity::Address);
        }
        hit(end, NotQuantity::Name)
    }

    /// Whether a unit, a multiplier or 余 follows, so that the numbers before it count something.
    fn goes_on_as_quantity(&self, at: usize) -> bool {
        matches!(
            glance::after(self.text, at),
            Some('万' | '亿' | '余' | '多' | '千' | '萬' | '億')
        ) || Unit::read(self.text, at).is_some()
    }

    /// Whether a clause or a cell ends at byte `at`.
    fn ends_clause(&self, at: usize) -> bool {
        glance::after(self.text, at).is_none_or(|c| "\n\r\t|，,；;。、）)".contains(c))
    }
}

fn by_slash(chain: &Chain) -> NotQuantity {
    let runs = chain.runs();
    if chain.is_date() || runs.len() == 2 && runs.iter().all(Run::is_year) {
        NotQuantity::Date
    } else if runs.iter().any(|run| run.n >= 5) {
        NotQuantity::DocumentNumber
    } else {
        NotQuantity::Name
    }
}

/// An area code or 400 in front, or a local number with an extension.
fn is_phone(runs: &[Run]) -> bool {
    match *runs {
        [area, local, ..] if area.has_leading_zero && matches!(area.n, 3 | 4) => {
            matches!(local.n, 7 | 8)
        }
        [country, area, ..] if country.value == 86 => area.n >= 3,
        [head, middle, tail] => {
            matches!(head.value, 400 | 800) && middle.n + tail.n == 7
                || head.n == 3 && middle.n == 4 && tail.n == 4
        }
        [local, extension] => matches!(local.n, 7 | 8) && extension.n <= 6,
        _ => false,
    }
}
