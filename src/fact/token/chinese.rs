//! Chinese numerals among words: most are no numbers (一是, 统一, 十分, 三公), so only those
//! before a unit, in a date, or in 百分之 become tokens.
//!
//! Deliberately absent: 一 before anything but 件 and 宗, and 两 before 个, 种, 项 and their
//! like, which hardly ever count what an indicator counts.

use super::{NotQuantity, Place, Token, not};
use crate::quantity::{self, Family, Printed, Quantity, Unit, glance};

/// Units that make words with a Chinese numeral: 三部曲, 两单, 五分, 三本账.
const NO_UNITS: &str = "单分本只块元处级台张套字番批";
/// Units before which 两 and 一 say little.
const VAGUE: &str = "个种项类部家人位方面部分所户名年天";

impl Place<'_> {
    /// The token of the numeral at byte `at`, or where to go on if it is none.
    pub(super) fn chinese(&self, at: usize, c: char) -> Result<Token, usize> {
        let past = at + c.len_utf8();
        let next = glance::after(self.text, past);
        let starts = match c {
            '数' | '數' | '几' | '幾' => next.is_some_and(is_place),
            '上' => {
                next.is_some_and(is_place)
                    && glance::before(self.text, self.floor, at)
                        .is_none_or(|c| !"网线以".contains(c))
            }
            '百' | '千' => matches!(next, Some('余' | '多' | '餘' | '分')),
            // Nearly every 一 is part of a word.
            '一' => next.is_none_or(is_after_one),
            _ => matches!(c, '十' | '廿' | '卅') || quantity::is_chinese_digit(c),
        };
        if !starts {
            return Err(past);
        }
        let end = quantity::numeral_end(self.text, at).max(past);
        let next = glance::after(self.text, end);
        if next.is_some_and(|c| matches!(c, '年' | '月') || is_year_digit(c))
            && let Some(token) = self.chinese_date(at)
        {
            return Ok(token);
        }
        if glance::starts(self.text, end, "、") && self.is_list_start(at) && end - at <= 9 {
            return Ok(not(at, end + 3, NotQuantity::ListMark));
        }
        if c == '十' && self.is_congress_or_plan(at, end) {
            return Ok(not(at, self.past_congress(end), NotQuantity::Name));
        }
        if glance::starts(self.text, end, "分之") && !matches!(c, '百' | '千') {
            return Err(quantity::numeral_end(self.text, end + 6));
        }
        let is_said = self.says_count(c, end, next);
        let token = is_said.then(|| self.counted(at, c)).flatten();
        token.ok_or(end)
    }

    /// Whether what follows a numeral that ends at byte `end` may make a count of it; no is certain.
    ///
    /// Most are followed by words: 二是, 三公.
    fn says_count(&self, c: char, end: usize, next: Option<char>) -> bool {
        let is_plain = matches!(c, '十' | '廿' | '卅')
            || quantity::chinese_digit(c).is_some_and(|digit| digit > 0);
        !is_plain
            || next.is_some_and(|c| glance::is_blank(c) || "余餘多来來几幾".contains(c))
            || matches!(
                glance::before(self.text, self.floor, end),
                Some('万' | '萬' | '亿' | '億')
            )
            || Unit::read(self.text, end).is_some()
    }

    /// 十九大, 十三五.
    fn is_congress_or_plan(&self, at: usize, end: usize) -> bool {
        let is_plan = end - at == 9 && Quantity::read_after(self.text, self.floor, at).is_none();
        is_plan || end - at == 6 && self.past_congress(end) > end
    }

    /// The byte after 大 where that ends a congress's name; 十九大类 is a count.
    fn past_congress(&self, end: usize) -> usize {
        let next = glance::after(self.text, end + 3);
        let is_congress =
            glance::starts(self.text, end, "大") && next.is_none_or(|c| !"类類块项".contains(c));
        if is_congress { end + 3 } else { end }
    }

    /// A line or a sentence may start here, so that 一、 is a heading's mark.
    fn is_list_start(&self, at: usize) -> bool {
        let before = self.text.get(self.floor..at).unwrap_or_default();
        let last = before.chars().rev().find(|&c| !glance::is_blank(c));
        last.is_none_or(|c| "\n\r\t|。；;".contains(c))
    }

    /// A count, if a unit follows and the whole is no set phrase.
    fn counted(&self, at: usize, c: char) -> Option<Token> {
        let printed = Quantity::read_after(self.text, self.floor, at)?;
        let figure = printed.figure.of(self.text);
        let end = printed.extent.end as usize;
        let unit = printed.quantity.unit;
        match unit.family() {
            Family::None if self.is_zero(&printed) => {}
            Family::None if matches!(c, '数' | '數' | '上' | '几' | '百' | '千') => {}
            Family::None => return None,
            Family::Time => {
                return (figure != "一").then(|| not(at, end, NotQuantity::Time));
            }
            Family::Other if unit.symbol() == "届" => {
                return Some(not(at, end, NotQuantity::Ordinal));
            }
            _ => {}
        }
        let is_phrase = match figure {
            "一" => !self.is_one(at, unit.symbol(), end),
            "两" | "兩" => {
                let symbol = unit.symbol();
                NO_UNITS.contains(symbol) || VAGUE.contains(symbol)
            }
            _ if c == '零' => symbol_is_word(unit.symbol(), printed.extent.len()),
            _ => self.is_set_phrase(at, &printed),
        };
        let is_rank = glance::before(self.text, self.floor, at) == Some('前');
        if is_phrase || is_rank || at < self.name_end {
            return None;
        }
        Some(Token::Figure(self.clipped(printed)))
    }

    /// 一件 and 一宗 count where nothing makes a phrase of them: 任一件, 一件事.
    fn is_one(&self, at: usize, symbol: &str, end: usize) -> bool {
        let before = glance::before(self.text, self.floor, at);
        let next = glance::after(self.text, end);
        matches!(symbol, "件" | "宗")
            && before.is_none_or(|c| !"无每第任同某进唯这那统逐哪不单万之其".contains(c))
            && next.is_none_or(|c| !"事一不都了套".contains(c))
    }

    /// 三类内部事务信息, 五次会议, and numerals before units that make words.
    fn is_set_phrase(&self, at: usize, printed: &Printed) -> bool {
        let symbol = printed.quantity.unit.symbol();
        let is_plain = printed.extent.len() == printed.figure.len() + symbol.len();
        let before = glance::before(self.text, self.floor, at);
        let end = printed.extent.end as usize;
        match symbol {
            _ if is_plain && printed.figure.len() == 3 && NO_UNITS.contains(symbol) => true,
            "类" | "次" if before.is_some_and(|c| "于届大".contains(c)) => true,
            "次" => glance::starts(self.text, end, "全会"),
            "个" => {
                glance::starts(self.text, end, "代表") || glance::starts(self.text, end, "意识")
            }
            _ => false,
        }
    }

    /// 零 at the end of a clause: 均为零.
    fn is_zero(&self, printed: &Printed) -> bool {
        let end = printed.extent.end as usize;
        let before = glance::before(self.text, self.floor, printed.figure.start as usize);
        printed.quantity.value.is_zero()
            && before.is_some_and(|c| "为是均".contains(c))
            && glance::after(self.text, end).is_none_or(|c| "，,。；;、）)\n\r".contains(c))
    }

    /// 二〇一八年三月一日, 二0一八年, 三月一日.
    fn chinese_date(&self, at: usize) -> Option<Token> {
        let mut end = at;
        for _ in 0..4 {
            let Some(c) = glance::after(self.text, end).filter(|&c| is_year_digit(c)) else {
                break;
            };
            end += c.len_utf8();
        }
        let is_year =
            self.text.get(at..end)?.chars().count() == 4 && glance::starts(self.text, end, "年");
        let (from, mut end) = if is_year {
            let past = end + 3;
            (past, self.chinese_part(past, "月").unwrap_or(past))
        } else {
            (at, self.chinese_part(at, "月")?)
        };
        if !is_year && glance::before(self.text, self.floor, at) == Some('第') {
            return None;
        }
        if end == from {
            return Some(not(at, end, NotQuantity::Year));
        }
        end = self.chinese_part(end, "日").unwrap_or(end);
        Some(not(at, end, NotQuantity::Date))
    }

    /// The end of a Chinese numeral at byte `at` with `mark` behind it.
    fn chinese_part(&self, at: usize, mark: &str) -> Option<usize> {
        let at = glance::skip_blanks(self.text, at);
        let end = quantity::numeral_end(self.text, at);
        (end > at && end - at <= 9 && glance::starts(self.text, end, mark)).then_some(end + 3)
    }
}

/// What follows 一 where it may be a number, or the start of one.
fn is_after_one(c: char) -> bool {
    matches!(
        c,
        '件' | '宗'
            | '十'
            | '百'
            | '千'
            | '万'
            | '亿'
            | '萬'
            | '億'
            | '、'
            | '月'
            | '日'
            | '年'
            | '0'
    ) || quantity::is_chinese_digit(c)
}

/// 零件 and 零次 would be words if they were not counts; as counts they are printed in full.
fn symbol_is_word(symbol: &str, length: usize) -> bool {
    !matches!(
        symbol,
        "" | "件" | "条" | "次" | "宗" | "起" | "例" | "篇" | "人次"
    ) || length > 9
}

fn is_place(c: char) -> bool {
    matches!(c, '十' | '百' | '千' | '万' | '亿' | '萬' | '億')
}

fn is_year_digit(c: char) -> bool {
    matches!(c, '0' | '０' | 'O' | 'Ｏ' | 'o') || quantity::is_chinese_digit(c)
}
