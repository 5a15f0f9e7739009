//! Exact arithmetic on printed quantities.
//!
//! A printed figure stands for an interval of true values: a count is exact, a
//! share has been rounded, `200余` is some number from 200 up to, but not, 300.
//! Checks compare intervals, never bare numbers.
//!
//! Deliberately absent: reports, labels, and floating point.

mod interval;
mod numeral;
mod unit;

pub use interval::{End, Interval};
pub use rust_decimal::Decimal;
pub use unit::{Family, Unit};

/// A number with its unit and how exact it is.
#[derive(Debug, Clone, PartialEq)]
pub struct Quantity {
    /// The number as printed, multiplied out (`1.2万` is 12000).
    pub value: Decimal,
    /// The unit as printed.
    pub unit: Unit,
    /// The true values it may stand for.
    pub interval: Interval,
    /// How it was printed.
    pub exactness: Exactness,
}

/// How exactly a quantity was printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Exactness {
    /// A count: `16件`.
    Exact,
    /// Rounded to its last written place: `74.1%`, `12.3万`.
    Rounded,
    /// A hard interval: `200余`, `以上`, `不超过`.
    Bounded,
    /// A soft one, which proves nothing: `约`, `近`, `左右`, `24余`.
    Soft,
}
