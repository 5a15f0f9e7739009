//! What a run of ASCII or full-width digits is.
//!
//! Deliberately absent: numbers joined by dashes, dots or slashes, which stand in
//! `joined`, and dates, which stand in `date`.

use super::{NotQuantity, Place, Token, damaged, not};
use crate::quantity::{Family, Printed, Quantity, Unit, glance};

/// Digits side by side.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Run {
    pub(super) start: usize,
    pub(super) end: usize,
    /// How many digits.
    pub(super) n: usize,
    /// Their value, capped.
    pub(super) value: u64,
    pub(super) has_leading_zero: bool,
}

impl Run {
    /// The run that starts at byte `at`.
    pub(super) fn read(text: &str, at: usize) -> Option<Self> {
        let mut run = Self {
            start: at,
            end: at,
            n: 0,
            value: 0,
            has_leading_zero: false,
        };
        let bytes = text.as_bytes();
        while let Some(&first) = bytes.get(run.end) {
            let (digit, width) = match first {
                b'0'..=b'9' => (first - b'0', 1),
                // What full-width digits start with.
                0xef => match glance::after(text, run.end).and_then(glance::digit) {
                    Some(digit) => (digit, 3),
                    None => break,
                },
                _ => break,
            };
            run.has_leading_zero |= run.n == 0 && digit == 0;
            run.n += 1;
            run.value = run.value.saturating_mul(10).saturating_add(digit.into());
            run.end += width;
        }
        (run.n > 0).then_some(run)
    }

    /// Whether it may be a year written in full.
    pub(super) fn is_year(&self) -> bool {
        self.n == 4 && (1900..2100).contains(&self.value)
    }

    /// Whether it may be a month.
    pub(super) fn is_month(&self) -> bool {
        self.n <= 2 && (1..=12).contains(&self.value)
    }

    /// Whether it may be a day of a month.
    pub(super) fn is_day(&self) -> bool {
        self.n <= 2 && (1..=31).contains(&self.value)
    }
}

impl Place<'_> {
    /// The token of the number whose first digit is at byte `at`.
    pub(super) fn number(&self, at: usize) -> Token {
        let Some(run) = Run::read(self.text, at) else {
            return not(at, at, NotQuantity::Name);
        };
        let before = glance::before(self.text, self.floor, at);
        let next = glance::after(self.text, run.end);
        if self.is_broken(run, before, next) {
            return damaged(run.start, run.end);
        }
        if let Some(token) = next.and_then(|next| self.by_next(run, before, next)) {
            return token;
        }
        match self.by_before(run, before) {
            Some(token) => token,
            None => self.figure(run, before),
        }
    }

    /// Whether a line end stands between the number and more of its digits: which of them belong together is not known.
    fn is_broken(&self, run: Run, before: Option<char>, next: Option<char>) -> bool {
        let ends_line = |c: char| matches!(c, '\n' | '\r');
        let earlier = || self.text.get(self.floor..run.start).unwrap_or_default();
        if before.is_some_and(ends_line) {
            return earlier()
                .trim_end_matches(ends_line)
                .ends_with(glance::is_digit);
        }
        let later = || self.text.get(run.end..).unwrap_or_default();
        next.is_some_and(ends_line)
            && later()
                .trim_start_matches(ends_line)
                .starts_with(glance::is_digit)
    }

    /// What the character after the digits says.
    fn by_next(&self, run: Run, before: Option<char>, next: char) -> Option<Token> {
        match next {
            '年' | '月' | '日' | '号' | '號' => self.dated(run, run.end, next, before),
            ' ' | '\u{3000}' | '\u{a0}' => {
                let past = glance::skip_blanks(self.text, run.end);
                match glance::after(self.text, past)? {
                    c @ ('年' | '月' | '日' | '号') => self.dated(run, past, c, before),
                    _ => self
                        .area_code(run, past)
                        .or_else(|| self.page(run))
                        .or_else(|| self.bare_mark(run, past)),
                }
            }
            '-' | '－' | '—' | '–' | '―' | '−' | '~' | '～' | '至' | '.' | '．' | '/' | '／'
            | ':' | '：' | '×' | '*' | '+' | '•' | '·' | '‧' | '∙' => {
                let joined = self.joined(run).or_else(|| self.list_mark(run, next));
                joined.or_else(|| self.file(run)).or_else(|| self.page(run))
            }
            '、' | ',' | '，' => self
                .list_mark(run, next)
                .or_else(|| self.listed_year(run, next))
                .or_else(|| self.opening_year(run)),
            '和' | '及' => self.listed_year(run, next),
            ')' | '）' => self.before_close(run, next, before),
            '〕' | ']' | '】' | '］' => Some(self.lost_bracket(run, next)),
            '?' | '\u{fffd}' => Some(damaged(run.start, self.damage_end(run.end))),
            '@' | '_' | 'a'..='z' | 'A'..='Z' => Some(self.word_from_digits(run)),
            '楼' | '室' | '层' | '栋' | '幢' | '樓' | '弄' => {
                let is_figure = next == '室' && Unit::read(self.text, run.end).is_some();
                (!is_figure).then(|| not(run.start, run.end + 3, NotQuantity::Address))
            }
            '时' | '時' if run.n <= 2 => Some(self.clock(run)),
            '点' if run.n <= 2 && run.value <= 24 => Some(self.clock(run)),
            '版' | '级' if run.is_year() => Some(not(run.start, run.end, NotQuantity::Year)),
            '届' if run.n <= 2 => Some(not(run.start, run.end + 3, NotQuantity::Ordinal)),
            '岁' | '歲' => Some(not(run.start, run.end + 3, NotQuantity::Time)),
            _ => None,
        }
    }

    /// What the character before the digits says.
    fn by_before(&self, run: Run, before: Option<char>) -> Option<Token> {
        let ends = |word: &&str| glance::ends(self.text, self.floor, run.start, word);
        let (is_ordinal, end) = match before? {
            '前' => {
                let start = run.start - '前'.len_utf8();
                let earlier = glance::before(self.text, self.floor, start);
                let is_word = earlier.is_some_and(|c| "之此以目日年月先提当".contains(c));
                let end = Unit::read(self.text, run.end).map_or(run.end, |(_, end)| end);
                (!is_word && run.n <= 4, end)
            }
            c @ ('图' | '表' | '附' | '件') => {
                let is_attached = c != '件' || ends(&"附件");
                let has_unit = || Unit::read(self.text, run.end).is_some();
                (is_attached && !has_unit(), run.end)
            }
            '名' | '列' | '居' => {
                let is_free = self.taken <= run.start.saturating_sub(6);
                let is_ranked = ["排名", "位列", "位居", "名列"].iter().any(ends);
                (is_free && is_ranked, run.end)
            }
            _ => return None,
        };
        is_ordinal.then(|| not(run.start, end, NotQuantity::Ordinal))
    }

    /// A quantity, or a number without a unit that its surroundings know by name.
    fn figure(&self, run: Run, before: Option<char>) -> Token {
        let at = self.signed(run, before);
        let Some(printed) = Quantity::read_after(self.text, self.floor, at) else {
            return self
                .known(run)
                .unwrap_or_else(|| not(run.start, run.end, NotQuantity::DocumentNumber));
        };
        let end = printed.extent.end as usize;
        match printed.quantity.unit.family() {
            Family::Time => not(run.start, end, NotQuantity::Time),
            Family::None if let Some(token) = self.known(run) => token,
            _ if run.start < self.name_end && end <= self.name_end => {
                not(run.start, end, NotQuantity::Name)
            }
            _ => Token::Figure(self.clipped(printed)),
        }
    }

    /// Leaves to the last token what it has taken.
    pub(super) fn clipped(&self, mut printed: Printed) -> Printed {
        let taken = u32::try_from(self.taken).unwrap_or(u32::MAX);
        printed.extent.start = printed.extent.start.max(taken.min(printed.figure.start));
        printed
    }

    /// Where the number starts, its sign included; a dash between two numbers is no sign.
    fn signed(&self, run: Run, before: Option<char>) -> usize {
        let Some(sign @ ('-' | '－' | '−' | '+' | '＋' | '负' | '負')) = before else {
            return run.start;
        };
        let at = run.start - sign.len_utf8();
        let earlier = glance::before(self.text, self.floor, at);
        let is_sign = match sign {
            '负' | '負' => earlier.is_none_or(|c| !"胜担肩欺".contains(c)),
            _ => match earlier {
                Some(c) if glance::is_blank(c) => self.is_sign_after_blank(at),
                Some(c) => "\n\r\t|(（,，:：;；、为是如长降减增率升".contains(c),
                None => true,
            },
        };
        if is_sign && at >= self.taken {
            at
        } else {
            run.start
        }
    }

    /// `2016 -2018` is a range: no number may stand before the blanks.
    fn is_sign_after_blank(&self, at: usize) -> bool {
        let before = self.text.get(self.floor..at).unwrap_or_default();
        let before = before.trim_end_matches(glance::is_blank);
        let last = before.chars().next_back();
        last.is_none_or(|c| glance::digit(c).is_none() && !"年月日号".contains(c))
    }

    /// A number without a unit that is a postcode, a telephone, a hotline.
    fn known(&self, run: Run) -> Option<Token> {
        let hit = |why| Some(not(run.start, run.end, why));
        match run.n {
            3..=5 if self.is_hotline(run) => hit(NotQuantity::Name),
            6 if self.is_after(run.start, &["邮编", "邮政编码", "郵編", "邮 编", "邮码"]) => {
                hit(NotQuantity::Postcode)
            }
            3..=6 if self.is_before(run.end, &["热线", "专线", "平台", "熱線"]) => {
                hit(NotQuantity::Name)
            }
            10 if matches!(run.value / 10_000_000, 400 | 800) || self.is_phone(run) => {
                hit(NotQuantity::Phone)
            }
            11 if (13..=19).contains(&(run.value / 1_000_000_000)) => hit(NotQuantity::Phone),
            10..=12 if run.has_leading_zero => hit(NotQuantity::Phone),
            7.. if self.is_phone(run) => hit(NotQuantity::Phone),
            13.. => hit(NotQuantity::DocumentNumber),
            _ if self.is_after(run.start, &["索引号", "编号", "文号", "备案号", "代码"]) => {
                hit(NotQuantity::DocumentNumber)
            }
            _ if self.is_after_page(run.start) => hit(NotQuantity::Page),
            _ => None,
        }
    }

    /// 12345, 96128 and their like; numbers of three digits only beside the word.
    fn is_hotline(&self, run: Run) -> bool {
        match run.n {
            5 => matches!(run.value, 12_300..=12_399 | 12_110..=12_122 | 95_000..=96_999),
            3 if matches!(run.value, 110 | 114 | 119 | 120 | 122) => {
                self.is_before(run.end, &["热线", "平台", "电话", "专线"])
                    || self.is_after(run.start, &["拨打", "热线"])
            }
            _ => false,
        }
    }

    fn is_phone(&self, run: Run) -> bool {
        const WORDS: [&str; 9] = [
            "电话",
            "传真",
            "热线",
            "联系",
            "手机",
            "咨询",
            "電話",
            "電　话",
            "举报",
        ];
        self.is_after_phone || self.is_after(run.start, &WORDS)
    }

    /// An area code in front of a blank: `0632 4441199`.
    fn area_code(&self, run: Run, past: usize) -> Option<Token> {
        if !run.has_leading_zero || !matches!(run.n, 3 | 4) {
            return None;
        }
        let local = Run::read(self.text, past).filter(|local| matches!(local.n, 7 | 8))?;
        Some(not(run.start, local.end, NotQuantity::Phone))
    }

    /// Whether one of `words` stands within eight characters before byte `at`, in the same sentence.
    pub(super) fn is_after(&self, at: usize, words: &[&str]) -> bool {
        let mut start = at.saturating_sub(24).max(self.floor);
        while !self.text.is_char_boundary(start) {
            start += 1;
        }
        let before = self.text.get(start..at).unwrap_or_default();
        let before = before
            .rsplit(['。', '\n', '；', ';'])
            .next()
            .unwrap_or_default();
        words
            .iter()
            .any(|word| glance::find(before, word).is_some())
    }

    /// Whether one of `words` stands within eight characters after byte `at`, before any break.
    pub(super) fn is_before(&self, at: usize, words: &[&str]) -> bool {
        let rest = self.text.get(at..).unwrap_or_default();
        let stop = |c: char| "，,。；;、：:（）()\n\t".contains(c) || glance::is_digit(c);
        let end = rest
            .char_indices()
            .take(9)
            .take_while(|(_, c)| !stop(*c))
            .last()
            .map_or(0, |(offset, c)| offset + c.len_utf8());
        let rest = rest.get(..end).unwrap_or_default();
        words.iter().any(|word| glance::find(rest, word).is_some())
    }

    /// Whether a number at byte `at` touches damage before it, rather than a sentence's question mark.
    pub(super) fn is_damage(&self, at: usize) -> bool {
        Run::read(self.text, at)
            .is_some_and(|run| !(run.is_year() && glance::starts(self.text, run.end, "年")))
    }

    /// Where damage that starts at byte `at` ends, with the digits in and behind it: `3?5`, `6?.5`.
    fn damage_end(&self, at: usize) -> usize {
        let rest = self.text.get(at..).unwrap_or_default();
        let is_lost = |c: char| matches!(c, '?' | '\u{fffd}') || glance::is_digit(c);
        let lost = rest.len() - rest.trim_start_matches(is_lost).len();
        let end = at + lost;
        match glance::after(self.text, end) {
            Some('.') => Run::read(self.text, end + 1).map_or(end, |run| run.end),
            _ => end,
        }
    }

    /// The damage at byte `at` with the number that touches it.
    pub(super) fn damaged_from(&self, at: usize) -> Token {
        damaged(at, self.damage_end(at))
    }
}
