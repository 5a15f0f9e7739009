//! Exact arithmetic on printed quantities.
//!
//! A printed figure stands for an interval of true values: a count is exact, a
//! share has been rounded, `200余` is some number from 200 up to, but not, 300.
//! Checks compare intervals, never bare numbers.
//!
//! Deliberately absent: reports, labels, and floating point. Whether a number is a
//! quantity at all, and no date or telephone number, is for `fact::token` to say.

mod approximation;
mod chinese;
pub(crate) mod glance;
mod interval;
mod numeral;
mod phrase;
mod unit;

use std::str::FromStr;

pub(crate) use chinese::{
    digit as chinese_digit, is_digit as is_chinese_digit, run_end as numeral_end,
};
pub use interval::{End, Interval};
use miette::Diagnostic;
pub use numeral::Notation;
pub use rust_decimal::Decimal;
use thiserror::Error;
pub use unit::{Family, Unit};

use crate::span::Span;

/// A number with its unit and how exact it is.
///
/// # Examples
///
/// ```
/// use gouji::quantity::{Exactness, Quantity};
///
/// let quantity: Quantity = "约1.2万人次".parse()?;
/// assert_eq!(quantity.value.to_string(), "12000");
/// assert_eq!(quantity.unit.symbol(), "人次");
/// assert_eq!(quantity.exactness, Exactness::Soft);
/// assert_eq!("200余条".parse::<Quantity>()?.interval().to_string(), "[200, 300)");
/// assert_eq!("百分之九十".parse::<Quantity>()?, "90%".parse()?);
/// # Ok::<(), gouji::quantity::ParseQuantityError>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Quantity {
    /// The number as printed, multiplied out (`1.2万` is 12000).
    pub value: Decimal,
    /// The unit as printed.
    pub unit: Unit,
    /// The true values it may stand for, in that unit.
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

/// A quantity and where it is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Printed {
    /// What it says.
    pub quantity: Quantity,
    /// The bare figure: digits, separators and sign, without 万, 余, unit or `%`.
    pub figure: Span,
    /// The whole of it, from the approximation before it to the unit or the approximation after it.
    pub extent: Span,
    /// Whether zeros stand in front that say nothing: `000`, `07`.
    pub leading_zeros: bool,
    /// How the figure is written.
    pub notation: Notation,
}

/// A text that is not one printed quantity.
#[derive(Debug, Clone, PartialEq, Eq, Error, Diagnostic)]
pub enum ParseQuantityError {
    /// No number starts where one is expected.
    #[error("`{text}` has no number that can be read")]
    #[diagnostic(
        code(gouji::quantity::no_number),
        help("write a number of at most 15 digits with its unit, such as `16件` or `74.1%`")
    )]
    NoNumber {
        /// What was to be read.
        text: String,
    },
    /// Something follows that is neither unit nor approximation.
    #[error("`{text}` goes on after the number and its unit, at byte {at}")]
    #[diagnostic(
        code(gouji::quantity::trailing_text),
        help("leave the number, its unit and words such as `约` or `余`")
    )]
    Trailing {
        /// What was to be read.
        text: String,
        /// The first byte that was not understood.
        at: usize,
    },
}

impl Quantity {
    /// The exact quantity of `value` in `unit`.
    #[must_use]
    pub fn exact(value: Decimal, unit: Unit) -> Self {
        Self {
            value,
            unit,
            interval: Interval::exact(value),
            exactness: Exactness::Exact,
        }
    }

    /// The true values it may stand for.
    #[must_use]
    pub fn interval(&self) -> Interval {
        self.interval
    }

    /// Reads the quantity whose numeral starts at byte `at` of `text`.
    ///
    /// `at` is the first digit, Chinese numeral or sign. Words before it (`约`, `超过`) are
    /// looked up behind `at`, so that the extent may start earlier. `None` if no numeral
    /// starts there, or if it has more than 15 digits.
    #[must_use]
    pub fn read(text: &str, at: usize) -> Option<Printed> {
        Self::read_after(text, 0, at)
    }

    /// The same, looking no further back than byte `floor`.
    pub(crate) fn read_after(text: &str, floor: usize, at: usize) -> Option<Printed> {
        approximation::read(text, floor, at)
    }
}

impl FromStr for Quantity {
    type Err = ParseQuantityError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let no_number = || ParseQuantityError::NoNumber {
            text: text.to_owned(),
        };
        let start = text.len() - text.trim_start().len();
        let at = start + approximation::prefix_length(text.get(start..).unwrap_or_default());
        let printed = Self::read(text, at).ok_or_else(no_number)?;
        if printed.extent.start as usize != start {
            return Err(no_number());
        }
        let end = printed.extent.end as usize;
        if text.trim_end().len() > end {
            return Err(ParseQuantityError::Trailing {
                text: text.to_owned(),
                at: end,
            });
        }
        Ok(printed.quantity)
    }
}
