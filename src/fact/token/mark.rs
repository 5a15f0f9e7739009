//! Numbers that order things: 第N条, list marks, page numbers, and the brackets around years in document numbers.
//!
//! Deliberately absent: which heading or item they belong to.

use super::{NotQuantity, Place, Token, damaged, not, number::Run};
use crate::quantity::{self, Unit, glance};

impl Place<'_> {
    /// The token of 第 at byte `at` with its numeral, or where to go on if there is none.
    pub(super) fn ordinal(&self, at: usize) -> Result<Token, usize> {
        let past = at + '第'.len_utf8();
        let end = self.numeral_end(past).ok_or(past)?;
        let is_arabic = Run::read(self.text, glance::skip_blanks(self.text, past)).is_some();
        let end = self.range_end(end);
        let at_suffix = glance::skip_blanks(self.text, end);
        let suffix = glance::after(self.text, at_suffix);
        let hit = |why| Ok(not(at, at_suffix + suffix.map_or(0, char::len_utf8), why));
        match suffix {
            Some('条' | '條' | '款' | '项' | '項' | '章' | '节' | '编' | '目') => {
                hit(NotQuantity::Article)
            }
            Some('号' | '號') => hit(NotQuantity::DocumentNumber),
            Some('页' | '頁') => hit(NotQuantity::Page),
            Some(
                '届' | '屆' | '期' | '次' | '名' | '批' | '位' | '轮' | '版' | '卷' | '辑' | '季',
            ) => hit(NotQuantity::Ordinal),
            _ if is_arabic || suffix.is_none_or(|c| !c.is_alphabetic()) => {
                Ok(not(at, end, NotQuantity::Ordinal))
            }
            _ => Err(end),
        }
    }

    /// The end of a numeral at byte `at`: digits, Chinese, or either in brackets.
    fn numeral_end(&self, at: usize) -> Option<usize> {
        let at = glance::skip_blanks(self.text, at);
        if let Some(c @ ('(' | '（')) = glance::after(self.text, at) {
            let end = self.plain_end(at + c.len_utf8())?;
            let close = glance::after(self.text, end).filter(|&c| matches!(c, ')' | '）'))?;
            return Some(end + close.len_utf8());
        }
        self.plain_end(at)
    }

    fn plain_end(&self, at: usize) -> Option<usize> {
        if let Some(run) = Run::read(self.text, at) {
            return Some(run.end);
        }
        let end = quantity::numeral_end(self.text, at);
        (end > at).then_some(end)
    }

    /// The end of `9至12` where 条 or the like follows, else `end` again.
    fn range_end(&self, end: usize) -> usize {
        let Some(c @ ('至' | '到' | '、' | '-' | '—' | '–' | '~')) = glance::after(self.text, end)
        else {
            return end;
        };
        let mut past = end + c.len_utf8();
        if glance::starts(self.text, past, "第") {
            past += 3;
        }
        let second = self.numeral_end(past).filter(|&end| {
            matches!(
                glance::after(self.text, end),
                Some('条' | '條' | '款' | '项' | '期' | '号' | '届' | '批' | '部')
            )
        });
        second.unwrap_or(end)
    }

    /// A bracket with a year in front of a document's number, or with a list mark in it.
    pub(super) fn bracketed(&self, at: usize, open: char) -> Option<Token> {
        let is_round = matches!(open, '(' | '（');
        let inner = glance::skip_blanks(self.text, at + open.len_utf8());
        let Some(run) = Run::read(self.text, inner) else {
            return if is_round {
                self.chinese_mark(at, inner)
            } else {
                None
            };
        };
        let at_close = glance::skip_blanks(self.text, run.end);
        let next = glance::after(self.text, at_close);
        let Some(close) = next.filter(|&c| is_close(c)) else {
            // 〔20191号: a digit and a bracket are gone.
            let is_cut =
                run.n >= 5 && run.value.to_string().starts_with("20") && next == Some('号');
            return is_cut.then(|| damaged(at, at_close + 3));
        };
        let past = at_close + close.len_utf8();
        if run.n == 4 {
            return self.document_number(at, past, is_round);
        }
        let is_mark =
            is_round && run.n <= 2 && run.value > 0 && Unit::read(self.text, past).is_none();
        is_mark.then(|| not(at, past, NotQuantity::ListMark))
    }

    /// The number behind a bracketed year; round brackets need 号 to be one.
    fn document_number(&self, start: usize, past: usize, is_round: bool) -> Option<Token> {
        let mut at = glance::skip_blanks(self.text, past);
        if glance::starts(self.text, at, "第") {
            at = glance::skip_blanks(self.text, at + 3);
        }
        let number = Run::read(self.text, at);
        let end = number.map(|run| glance::skip_blanks(self.text, run.end));
        let hit = |end| Some(not(start, end, NotQuantity::DocumentNumber));
        match (number, end) {
            (_, Some(end)) if glance::starts(self.text, end, "号") => hit(end + 3),
            (Some(run), _) if !is_round => hit(run.end),
            (None, _) if !is_round => hit(past),
            _ => None,
        }
    }

    /// （一）: a list mark in Chinese.
    fn chinese_mark(&self, at: usize, inner: usize) -> Option<Token> {
        let end = quantity::numeral_end(self.text, inner);
        let close = glance::after(self.text, end).filter(|&c| end > inner && is_close(c))?;
        let is_short = end - inner <= 9;
        is_short.then(|| not(at, end + close.len_utf8(), NotQuantity::ListMark))
    }

    /// 闽政办2018〕43号: the opening bracket is gone, and what else nobody knows.
    pub(super) fn lost_bracket(&self, run: Run, close: char) -> Token {
        let past = run.end + close.len_utf8();
        if run.n != 4 {
            return not(run.start, run.end, NotQuantity::Name);
        }
        let number = Run::read(self.text, past);
        damaged(run.start, number.map_or(run.end, |number| number.end))
    }

    /// A number before a closing bracket.
    pub(super) fn before_close(
        &self,
        run: Run,
        close: char,
        before: Option<char>,
    ) -> Option<Token> {
        let is_alone = before.is_some_and(|c| matches!(c, '(' | '（'));
        if is_alone && run.is_year() {
            return Some(not(run.start, run.end, NotQuantity::Year));
        }
        let past = run.end + close.len_utf8();
        let local = Run::read(self.text, past);
        if is_alone && run.has_leading_zero && local.is_some_and(|local| matches!(local.n, 7 | 8)) {
            return Some(not(run.start, run.end, NotQuantity::Phone));
        }
        let is_mark = !is_alone && run.n <= 2 && run.value > 0 && self.is_item_start(run.start);
        is_mark.then(|| not(run.start, past, NotQuantity::ListMark))
    }

    /// `1.` or `1、` at the start of an item; `next` is the mark's second half.
    pub(super) fn list_mark(&self, run: Run, next: char) -> Option<Token> {
        if run.n > 2 || run.value == 0 || run.has_leading_zero && run.n == 1 {
            return None;
        }
        let past = run.end + next.len_utf8();
        let following = glance::after(self.text, past);
        let is_mark = match next {
            '.' | '．' => {
                following.is_some_and(|c| !matches!(c, '\n' | '\r') && glance::digit(c).is_none())
                    && (self.is_item_start(run.start) || self.is_first_item(run))
            }
            '、' => {
                following.is_some_and(|c| glance::digit(c).is_none())
                    && self.is_item_start(run.start)
                    && !self.is_in_list(run.start)
            }
            _ => false,
        };
        is_mark.then(|| not(run.start, past, NotQuantity::ListMark))
    }

    /// `1 主动公开情况`: a line that starts with its number and a blank; `past` is the byte after the blank.
    pub(super) fn bare_mark(&self, run: Run, past: usize) -> Option<Token> {
        let next = glance::after(self.text, past)?;
        let is_words = next.is_alphabetic() && !"万亿余多千百萬億餘".contains(next);
        let is_mark = run.n <= 2
            && !run.has_leading_zero
            && is_words
            && self.is_line_start(run.start)
            && Unit::read(self.text, past).is_none();
        is_mark.then(|| not(run.start, run.end, NotQuantity::ListMark))
    }

    /// `- 5 -` on a line of its own.
    pub(super) fn page(&self, run: Run) -> Option<Token> {
        let is_dash = |c: char| matches!(c, '-' | '－' | '—' | '–' | '―' | '·');
        let is_margin = |c: char| is_dash(c) || glance::is_blank(c);
        let before = self.text.get(self.floor..run.start)?;
        let after = self.text.get(run.end..)?;
        let is_framed = before.trim_end_matches(glance::is_blank).ends_with(is_dash)
            && after
                .trim_start_matches(glance::is_blank)
                .starts_with(is_dash);
        let is_end = |text: &str, c: Option<char>| {
            text.is_empty() || c.is_some_and(|c| matches!(c, '\n' | '\r'))
        };
        let (before, after) = (
            before.trim_end_matches(is_margin),
            after.trim_start_matches(is_margin),
        );
        let is_page = run.n <= 3
            && is_framed
            && is_end(before, before.chars().next_back())
            && is_end(after, after.chars().next());
        is_page.then(|| not(run.start, run.end, NotQuantity::Page))
    }

    /// Whether `Page` or `P.` stands before byte `at`.
    pub(super) fn is_after_page(&self, at: usize) -> bool {
        let before = self.text.get(self.floor..at).unwrap_or_default();
        let before = before.trim_end_matches(glance::is_blank);
        ["Page", "page", "P."]
            .iter()
            .any(|word| before.ends_with(word))
    }

    /// Whether it numbers the first item behind the words that open a list: `其中1.机构职能5条`.
    fn is_first_item(&self, run: Run) -> bool {
        run.value == 1
            && ["其中", "包括", "分别为", "分别是", "如下"]
                .iter()
                .any(|word| glance::ends(self.text, self.floor, run.start, word))
    }

    /// Whether a line starts at byte `at`.
    pub(super) fn is_line_start(&self, at: usize) -> bool {
        self.last_printed(at)
            .is_none_or(|c| matches!(c, '\n' | '\r'))
    }

    /// Whether an item, a clause or a line may start at byte `at`.
    pub(super) fn is_item_start(&self, at: usize) -> bool {
        self.last_printed(at)
            .is_none_or(|c| "\n\r\t|。；;：:，,！）)”".contains(c))
    }

    /// Whether a table cell starts at byte `at`.
    pub(super) fn is_cell_start(&self, at: usize) -> bool {
        self.last_printed(at)
            .is_some_and(|c| matches!(c, '\t' | '|'))
    }

    /// Whether a comma stands before byte `at`.
    fn is_in_list(&self, at: usize) -> bool {
        self.last_printed(at)
            .is_some_and(|c| matches!(c, ',' | '，'))
    }

    /// The last character before byte `at` that is no blank.
    fn last_printed(&self, at: usize) -> Option<char> {
        let before = self.text.get(self.floor..at)?;
        before.chars().rev().find(|&c| !glance::is_blank(c))
    }
}

fn is_close(c: char) -> bool {
    matches!(c, ')' | '）' | '〕' | ']' | '】' | '］')
}
