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
