//! Units of measure as reports print them.

/// A unit as printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Unit(u8);

/// Units that may stand for one another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Family {
    /// No unit.
    None,
    /// Things and events: 件, 条, 次, 篇, 份, 个, 项, 宗, 例, 场, 期.
    Item,
}

impl Unit {
    /// The unit printed as `text`.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        const UNITS: &str = "件 条 次 篇 份 个 项 场 期 宗 例 起 人 人次 万元 元 % 个百分点";
        let at = UNITS.split(' ').position(|unit| unit == text)?;
        u8::try_from(at + 1).ok().map(Self)
    }
}
