//! Intervals of true values.

use rust_decimal::Decimal;

/// The true values a printed quantity may stand for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Interval {
    lo: Option<End>,
    hi: Option<End>,
}

/// One end of an interval.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct End {
    /// Where it is.
    pub at: Decimal,
    /// Whether the value itself is left out.
    pub is_open: bool,
}
