//! Units of measure as reports print them.
//!
//! Deliberately absent: conversion between counted things. 件 and 条 count
//! different things in law, and reports use them for one another all the same:
//! that is what [`Family`] is for.

use rust_decimal::Decimal;

use super::glance;

/// A unit as printed, in its simplified spelling; the default is none at all.
///
/// # Examples
///
/// ```
/// use gouji::quantity::{Family, Unit};
///
/// let text = "接待1200余人次,";
/// let (unit, end) = Unit::read(text, "接待1200余".len()).unwrap();
/// assert_eq!((unit.symbol(), unit.family()), ("人次", Family::Person));
/// assert_eq!(&text[end..], ",");
/// assert_eq!(Unit::read("条例", 0), None);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Unit(u8);

/// Units that may stand for one another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Family {
    /// No unit.
    None,
    /// Things and events: 件, 条, 次, 篇, 份, 个, 项, 宗, 例, 场, 期.
    Item,
    /// People: 人, 人次, 名, 户.
    Person,
    /// Money; [`Unit::scale`] says how much in 元.
    Money,
    /// Hundredths: %.
    Percent,
    /// Differences of percentages: 个百分点.
    Point,
    /// Thousandths: ‰.
    Permille,
    /// Multiples of another figure: 倍, 番.
    Multiple,
    /// Spans of time: 天, 个工作日, 小时.
    Time,
    /// What no indicator of disclosure is counted in: 字, 册, 页, 类, 公里.
    Other,
}

/// A unit, its other spellings, and what must not follow lest it be the start of another word.
struct Row {
    /// Simplified, as it is shown.
    symbol: &'static str,
    family: Family,
    /// Other spellings, separated by a blank.
    also: &'static str,
    /// Characters that make a word of it: 条例, 部门, 单位.
    not_before: &'static str,
}

const fn row(
    symbol: &'static str,
    family: Family,
    also: &'static str,
    not_before: &'static str,
) -> Row {
    Row {
        symbol,
        family,
        also,
        not_before,
    }
}

/// All units; [`Unit`] is a place in here, so the constants below name the first few.
static ROWS: &[Row] = &[
    row("", Family::None, "", ""),
    row("%", Family::Percent, "％ ﹪", ""),
    row("‰", Family::Permille, "", ""),
    row("个百分点", Family::Point, "百分点 個百分點 百分點", ""),
    row("元", Family::Money, "", "旦素宵月年"),
    row("万元", Family::Money, "萬元", "户"),
    row("亿元", Family::Money, "億元", ""),
    row("件", Family::Item, "", "数"),
    row("条", Family::Item, "條", "例件款約约文目"),
    row("次", Family::Item, "", "数序要"),
    row("篇", Family::Item, "", "幅章"),
    row("份", Family::Item, "", "额"),
    row("个", Family::Item, "個", "性别税体體"),
    row("项", Family::Item, "項", "目"),
    row("宗", Family::Item, "", "旨教地"),
    row("例", Family::Item, "", "如会外"),
    row("起", Family::Item, "", "诉訴草到止至来施点码动始步"),
    row("单", Family::Item, "單", "位一独"),
    row("批", Family::Item, "", "准复示评"),
    row("只", Family::Item, "隻", "有读是要能计"),
    row("场", Family::Item, "場", "所合馆景地"),
    row("期", Family::Item, "", "间限末待望刊"),
    row("则", Family::Item, "則", ""),
    row("组", Family::Item, "組", "织成建"),
    row("轮", Family::Item, "輪", "流"),
    row("处", Family::Item, "處", "理罚室置级长于分"),
    row("家", Family::Item, "", "庭长属"),
    row("部", Family::Item, "", "门署委长队"),
    row("幅", Family::Item, "", "度"),
    row("张", Family::Item, "張", "贴"),
    row("件次", Family::Item, "", "数"),
    row("条次", Family::Item, "條次", "数"),
    row("篇次", Family::Item, "", "数"),
    row("场次", Family::Item, "場次", "数"),
    row("期次", Family::Item, "", "数"),
    row("批次", Family::Item, "", "数"),
    row("项次", Family::Item, "項次", "数"),
    row("例次", Family::Item, "", "数"),
    row("份次", Family::Item, "", "数"),
    row("起次", Family::Item, "", "数"),
    row("个次", Family::Item, "個次", "数"),
    row("宗次", Family::Item, "", "数"),
    row("家次", Family::Item, "", "数"),
    row("人", Family::Person, "", "民员大均口才社力事文工生防"),
    row("人次", Family::Person, "", "数"),
    row("名", Family::Person, "", "称单录义下"),
    row("名次", Family::Person, "", "数"),
    row("户", Family::Person, "戶", "籍口外"),
    row("户次", Family::Person, "戶次", "数"),
    row("位", Family::Person, "", "于列居置"),
    row("倍", Family::Multiple, "", ""),
    row("番", Family::Multiple, "", ""),
    row("天", Family::Time, "", "然津气"),
    row("日", Family::Time, "", "常报益志程"),
    row("周", Family::Time, "週", "边年期报一刊"),
    row("年", Family::Time, "", "度报底末初中内"),
    row("个月", Family::Time, "個月", ""),
    row("个年度", Family::Time, "", ""),
    row("工作日", Family::Time, "个工作日 個工作日", ""),
    row("小时", Family::Time, "个小时 小時 個小時", ""),
    row("分钟", Family::Time, "分鐘", ""),
    row("秒", Family::Time, "秒钟", ""),
    row(
        "分",
        Family::Other,
        "",
        "别类为析局配之管布工别發发开解成支公享",
    ),
    row("字", Family::Other, "", "样数体段"),
    row("册", Family::Other, "冊", ""),
    row(
        "本",
        Family::Other,
        "",
        "级市区县局年次机办镇单报人院街行部委着月季身辖乡所科厅網网府地",
    ),
    row("页", Family::Other, "頁", "面"),
    row("栏", Family::Other, "欄", "目"),
    row("类", Family::Other, "大类 個大類 个大类 類 大類", "别似型"),
    row("种", Family::Other, "種", "类子植"),
    row("届", Family::Other, "屆", "时"),
    row("台", Family::Other, "臺", "账湾风"),
    row("套", Family::Other, "", "取"),
    row("所", Family::Other, "", "有属需在以列作获"),
    row("块", Family::Other, "大块", ""),
    row("部分", Family::Other, "个部分 個部分 大部分", ""),
    row("方面", Family::Other, "个方面 個方面 大方面", ""),
    row("学时", Family::Other, "课时", ""),
    row("公里", Family::Other, "千米", ""),
    row("平方米", Family::Other, "㎡", ""),
    row("米", Family::Other, "", ""),
    row("亩", Family::Other, "", ""),
    row("吨", Family::Other, "", ""),
    row("辆", Family::Other, "輛", ""),
    row("枚", Family::Other, "", ""),
    row("美元", Family::Other, "", ""),
    row("艘", Family::Other, "", ""),
    row("座", Family::Other, "", "谈談位机機右"),
    row("公顷", Family::Other, "公頃", ""),
    row("平方公里", Family::Other, "", ""),
    row("立方米", Family::Other, "", ""),
    row("公斤", Family::Other, "千克", ""),
    row("千瓦时", Family::Other, "千瓦時", ""),
];

/// No unit has more bytes, one in brackets behind another included.
const LONGEST: usize = 30;

impl Unit {
    /// No unit.
    pub const NONE: Self = Self(0);
    /// `%`.
    pub const PERCENT: Self = Self(1);
    /// `‰`.
    pub const PERMILLE: Self = Self(2);
    /// 个百分点.
    pub const POINT: Self = Self(3);

    /// The unit in its simplified spelling, without brackets; empty for none.
    #[must_use]
    pub fn symbol(self) -> &'static str {
        self.row().symbol
    }

    /// Which units may stand for it.
    #[must_use]
    pub fn family(self) -> Family {
        self.row().family
    }

    /// How many of the family's base unit it is: 10 000 for 万元, 1 for everything but money.
    #[must_use]
    pub fn scale(self) -> Decimal {
        match self.symbol() {
            "万元" => Decimal::new(10_000, 0),
            "亿元" => Decimal::new(100_000_000, 0),
            _ => Decimal::ONE,
        }
    }

    /// The longest unit that starts at byte `at` of `text`, and the byte after it.
    ///
    /// `None` where no unit starts, or where the word goes on to be another one (条例, 部门).
    /// A second unit in brackets belongs to it: 场(次) is 场次.
    #[must_use]
    pub fn read(text: &str, at: usize) -> Option<(Self, usize)> {
        let (unit, length) = Self::plain(text.get(at..)?)?;
        let end = at + length;
        let (unit, more) = match text.as_bytes().get(end) {
            // What full-width brackets start with.
            Some(b'(' | 0xef) => unit.with_bracket(text.get(end..)?),
            _ => (unit, 0),
        };
        Some((unit, end + more))
    }

    /// The unit that a cell says, blanks and a bracket around it aside; an empty cell has [`Unit::NONE`].
    #[must_use]
    pub fn parse(cell: &str) -> Option<Self> {
        let cell = glance::trim(cell);
        let inner = cell.strip_prefix(['(', '（']);
        let cell = inner
            .and_then(|inner| inner.strip_suffix([')', '）']))
            .unwrap_or(cell);
        if cell.is_empty() {
            return Some(Self::NONE);
        }
        if cell.len() > LONGEST {
            return None;
        }
        Self::read(cell, 0).and_then(|(unit, end)| (end == cell.len()).then_some(unit))
    }

    fn row(self) -> &'static Row {
        &ROWS[usize::from(self.0)]
    }

    /// The longest spelling that `rest` starts with, and its length.
    fn plain(rest: &str) -> Option<(Self, usize)> {
        let first = rest.chars().next()?;
        let spelling = spellings()
            .starting_with(first)
            .iter()
            // Those of one character need no second look.
            .find(|spelling| {
                spelling.text.len() == first.len_utf8() || rest.starts_with(spelling.text)
            })?;
        let unit = Self(spelling.unit);
        // What makes a word of it takes three bytes.
        let (others, _) = unit.row().not_before.as_bytes().as_chunks::<3>();
        let after = rest.as_bytes().get(spelling.text.len()..)?.first_chunk();
        let is_word = after.is_some_and(|after| others.contains(after));
        (!is_word).then_some((unit, spelling.text.len()))
    }

    /// This unit or the one it makes with a unit in brackets, and the bracket's length.
    fn with_bracket(self, rest: &str) -> (Self, usize) {
        self.bracket(rest).unwrap_or((self, 0))
    }

    fn bracket(self, rest: &str) -> Option<(Self, usize)> {
        let open = rest.chars().next().filter(|c| matches!(c, '(' | '（'))?;
        let (inner, length) = Self::plain(rest.get(open.len_utf8()..)?)?;
        let end = open.len_utf8() + length;
        let close = rest.get(end..)?.chars().next();
        let close = close.filter(|c| matches!(c, ')' | '）'))?;
        let both = ROWS
            .iter()
            .position(|row| row.symbol.strip_prefix(self.symbol()) == Some(inner.symbol()));
        let both = both.and_then(|at| u8::try_from(at).ok()).map_or(self, Self);
        Some((both, end + close.len_utf8()))
    }
}

/// One way to write a unit.
struct Spelling {
    text: &'static str,
    unit: u8,
}

/// All spellings, grouped by their first character, the longest first.
struct Spellings {
    all: Vec<Spelling>,
    /// First characters by hash, with the start and the end of their group.
    groups: Vec<(char, u8, u8)>,
}

const N_GROUPS: usize = 512;

fn spellings() -> &'static Spellings {
    static SPELLINGS: std::sync::LazyLock<Spellings> = std::sync::LazyLock::new(Spellings::new);
    &SPELLINGS
}

impl Spellings {
    fn new() -> Self {
        let mut all = Vec::new();
        for (unit, row) in (0_u8..).zip(ROWS).skip(1) {
            let texts = std::iter::once(row.symbol).chain(row.also.split_whitespace());
            all.extend(texts.map(|text| Spelling { text, unit }));
        }
        all.sort_by_key(|spelling| (first(spelling.text), usize::MAX - spelling.text.len()));
        let mut groups = vec![('\0', 0, 0); N_GROUPS];
        for (at, spelling) in (0_u8..).zip(&all) {
            let c = first(spelling.text);
            let mut slot = slot(c);
            while groups[slot].0 != '\0' && groups[slot].0 != c {
                slot = (slot + 1) % N_GROUPS;
            }
            let start = if groups[slot].0 == c {
                groups[slot].1
            } else {
                at
            };
            groups[slot] = (c, start, at + 1);
        }
        Self { all, groups }
    }

    fn starting_with(&self, c: char) -> &[Spelling] {
        let mut slot = slot(c);
        loop {
            match self.groups[slot] {
                ('\0', ..) => return &[],
                (first, start, end) if first == c => {
                    return &self.all[usize::from(start)..usize::from(end)];
                }
                _ => slot = (slot + 1) % N_GROUPS,
            }
        }
    }
}

fn first(text: &str) -> char {
    text.chars().next().unwrap_or('\0')
}

fn slot(c: char) -> usize {
    (c as usize).wrapping_mul(0x9e37) >> 5 & (N_GROUPS - 1)
}

#[cfg(test)]
mod tests {
    use super::ROWS;

    #[test]
    fn what_makes_another_word_takes_three_bytes() {
        for row in ROWS {
            let mut others = row.not_before.chars();
            assert!(others.all(|c| c.len_utf8() == 3), "{}", row.symbol);
        }
    }
}
