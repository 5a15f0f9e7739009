//! Intervals of true values, exact and with open, closed or infinite ends.
//!
//! An operation that leaves the range of exact decimals, or would have to round,
//! gives `None`: a verdict must not rest on a digit that was dropped.
//!
//! Deliberately absent: division. A share is checked as share × whole = 100 × part.

use std::{cmp::Ordering, fmt};

use rust_decimal::Decimal;

/// The true values a printed quantity may stand for; never empty.
///
/// A count is exact: `16件` means sixteen. A percentage has been rounded:
/// `74.1%` stands for anything from 74.05 to 74.15. `200余` stands for 200 up
/// to, but not, 300.
///
/// # Examples
///
/// ```
/// use gouji::quantity::{Decimal, Interval};
///
/// let share = Interval::closed(Decimal::new(7405, 2), Decimal::new(7415, 2)).unwrap();
/// let twice = share.checked_scale(Decimal::from(-2)).unwrap();
/// assert_eq!(share.to_string(), "[74.05, 74.15]");
/// assert_eq!(twice.to_string(), "[-148.3, -148.1]");
/// assert!(!share.intersects(&twice));
/// ```
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

impl End {
    /// An end that belongs to the interval.
    #[must_use]
    pub fn closed(at: Decimal) -> Self {
        Self { at, is_open: false }
    }

    /// An end that is left out.
    #[must_use]
    pub fn open(at: Decimal) -> Self {
        Self { at, is_open: true }
    }
}

impl Interval {
    /// Every number.
    pub const ALL: Self = Self { lo: None, hi: None };

    /// The one number `value`.
    #[must_use]
    pub fn exact(value: Decimal) -> Self {
        let end = Some(End::closed(value));
        Self { lo: end, hi: end }
    }

    /// Everything between two ends, `None` for an end without limit; `None` if nothing is between them.
    #[must_use]
    pub fn new(lo: Option<End>, hi: Option<End>) -> Option<Self> {
        if let (Some(lo), Some(hi)) = (lo, hi) {
            let is_empty = match lo.at.cmp(&hi.at) {
                Ordering::Less => false,
                Ordering::Equal => lo.is_open || hi.is_open,
                Ordering::Greater => true,
            };
            if is_empty {
                return None;
            }
        }
        Some(Self { lo, hi })
    }

    /// `lo` to `hi`, both included; `None` if `hi` is below `lo`.
    #[must_use]
    pub fn closed(lo: Decimal, hi: Decimal) -> Option<Self> {
        Self::new(Some(End::closed(lo)), Some(End::closed(hi)))
    }

    /// The lower end, `None` if there is no limit.
    #[must_use]
    pub fn lo(&self) -> Option<End> {
        self.lo
    }

    /// The upper end, `None` if there is no limit.
    #[must_use]
    pub fn hi(&self) -> Option<End> {
        self.hi
    }

    /// Whether it holds one number only.
    #[must_use]
    pub fn is_point(&self) -> bool {
        matches!((self.lo, self.hi), (Some(lo), Some(hi)) if lo.at == hi.at)
    }

    /// Whether `value` lies in it.
    #[must_use]
    pub fn contains(&self, value: Decimal) -> bool {
        self.intersects(&Self::exact(value))
    }

    /// Whether some number lies in both.
    #[must_use]
    pub fn intersects(&self, other: &Self) -> bool {
        self.intersection(other).is_some()
    }

    /// The numbers that lie in both, `None` if there are none.
    #[must_use]
    pub fn intersection(&self, other: &Self) -> Option<Self> {
        let lo = tighter(self.lo, other.lo, Ordering::Greater);
        let hi = tighter(self.hi, other.hi, Ordering::Less);
        Self::new(lo, hi)
    }

    /// All sums of a number here and a number there.
    ///
    /// An end of the sum is open as soon as one of its two ends is.
    #[must_use]
    pub fn checked_add(&self, other: &Self) -> Option<Self> {
        Some(Self {
            lo: add_ends(self.lo, other.lo)?,
            hi: add_ends(self.hi, other.hi)?,
        })
    }

    /// All differences of a number here and a number there.
    #[must_use]
    pub fn checked_sub(&self, other: &Self) -> Option<Self> {
        self.checked_add(&other.negated())
    }

    /// The same numbers with the other sign: the ends swap and take their openness along.
    #[must_use]
    pub fn negated(&self) -> Self {
        let flip = |end: End| End { at: -end.at, ..end };
        Self {
            lo: self.hi.map(flip),
            hi: self.lo.map(flip),
        }
    }

    /// Every number of it times `coefficient`; zero times anything is zero.
    #[must_use]
    pub fn checked_scale(&self, coefficient: Decimal) -> Option<Self> {
        if coefficient.is_zero() {
            return Some(Self::exact(Decimal::ZERO));
        }
        let scale = |end: Option<End>| match end {
            None => Some(None),
            Some(end) => Some(Some(End {
                at: exact_mul(end.at, coefficient)?,
                ..end
            })),
        };
        let (lo, hi) = (scale(self.lo)?, scale(self.hi)?);
        Some(if coefficient.is_sign_negative() {
            Self { lo: hi, hi: lo }
        } else {
            Self { lo, hi }
        })
    }

    /// All products of a number here and a number there.
    ///
    /// The same quantity twice in one product widens it: ask for `a × b` only where
    /// `a` and `b` were printed apart.
    #[must_use]
    pub fn checked_mul(&self, other: &Self) -> Option<Self> {
        let mut corners = [Corner::Low; 4];
        let pairs = [
            (self.low(), other.low()),
            (self.low(), other.high()),
            (self.high(), other.low()),
            (self.high(), other.high()),
        ];
        for (corner, (left, right)) in corners.iter_mut().zip(pairs) {
            *corner = left.checked_mul(right)?;
        }
        let lo = corners.into_iter().reduce(Corner::lower)?;
        let hi = corners.into_iter().reduce(Corner::higher)?;
        Some(Self {
            lo: lo.end(),
            hi: hi.end(),
        })
    }

    /// How far this lies above `other`, negative if it lies below, zero if they meet or touch.
    ///
    /// `[200, 300)` and 300 touch without meeting: their gap is zero, and yet they
    /// do not intersect. `None` if the difference leaves the range of exact numbers.
    #[must_use]
    pub fn gap(&self, other: &Self) -> Option<Decimal> {
        match (self.lo, self.hi, other.lo, other.hi) {
            (Some(lo), _, _, Some(hi)) if lo.at > hi.at => exact_add(lo.at, -hi.at),
            (_, Some(hi), Some(lo), _) if hi.at < lo.at => exact_add(hi.at, -lo.at),
            _ => Some(Decimal::ZERO),
        }
    }

    /// The number of it that is nearest to zero, or the open end it comes near to.
    #[must_use]
    pub fn distance_to_zero(&self) -> Decimal {
        match (self.lo, self.hi) {
            (Some(lo), _) if lo.at > Decimal::ZERO => lo.at,
            (_, Some(hi)) if hi.at < Decimal::ZERO => hi.at,
            _ => Decimal::ZERO,
        }
    }

    fn low(&self) -> Corner {
        self.lo.map_or(Corner::Low, Corner::At)
    }

    fn high(&self) -> Corner {
        self.hi.map_or(Corner::High, Corner::At)
    }
}

/// An end as a factor: a number, or one of the two infinities.
#[derive(Clone, Copy)]
enum Corner {
    Low,
    At(End),
    High,
}

impl Corner {
    fn end(self) -> Option<End> {
        match self {
            Self::At(end) => Some(end),
            Self::Low | Self::High => None,
        }
    }

    /// The sign, and whether it is zero and belongs to its interval.
    fn sign(self) -> (Ordering, bool) {
        match self {
            Self::Low => (Ordering::Less, false),
            Self::High => (Ordering::Greater, false),
            Self::At(end) => (end.at.cmp(&Decimal::ZERO), end.at.is_zero() && !end.is_open),
        }
    }

    /// Zero swallows infinity, and a zero that is taken is taken whatever the other factor is.
    fn checked_mul(self, other: Self) -> Option<Self> {
        let ((left, left_is_zero), (right, right_is_zero)) = (self.sign(), other.sign());
        if left == Ordering::Equal || right == Ordering::Equal {
            return Some(Self::At(End {
                at: Decimal::ZERO,
                is_open: !left_is_zero && !right_is_zero,
            }));
        }
        match (self, other) {
            (Self::At(a), Self::At(b)) => Some(Self::At(End {
                at: exact_mul(a.at, b.at)?,
                is_open: a.is_open || b.is_open,
            })),
            _ if left == right => Some(Self::High),
            _ => Some(Self::Low),
        }
    }

    fn lower(self, other: Self) -> Self {
        match (self, other) {
            (Self::Low, _) | (_, Self::Low) => Self::Low,
            (Self::High, corner) | (corner, Self::High) => corner,
            (Self::At(a), Self::At(b)) => Self::At(wider(a, b, Ordering::Less)),
        }
    }

    fn higher(self, other: Self) -> Self {
        match (self, other) {
            (Self::High, _) | (_, Self::High) => Self::High,
            (Self::Low, corner) | (corner, Self::Low) => corner,
            (Self::At(a), Self::At(b)) => Self::At(wider(a, b, Ordering::Greater)),
        }
    }
}

/// The end that leaves more in: the one on the side `keep`, at the same place the closed one.
fn wider(a: End, b: End, keep: Ordering) -> End {
    match a.at.cmp(&b.at) {
        Ordering::Equal => End {
            is_open: a.is_open && b.is_open,
            ..a
        },
        side if side == keep => a,
        _ => b,
    }
}

/// The end that leaves less in: the one on the side `keep`, at the same place the open one.
fn tighter(a: Option<End>, b: Option<End>, keep: Ordering) -> Option<End> {
    let (Some(x), Some(y)) = (a, b) else {
        return a.or(b);
    };
    Some(match x.at.cmp(&y.at) {
        Ordering::Equal => End {
            is_open: x.is_open || y.is_open,
            ..x
        },
        side if side == keep => x,
        _ => y,
    })
}

/// The sum of two ends: no end if either has no limit, `None` on overflow.
#[expect(clippy::option_option, reason = "no limit and overflow are two things")]
fn add_ends(a: Option<End>, b: Option<End>) -> Option<Option<End>> {
    let (Some(a), Some(b)) = (a, b) else {
        return Some(None);
    };
    Some(Some(End {
        at: exact_add(a.at, b.at)?,
        is_open: a.is_open || b.is_open,
    }))
}

/// The sum, unless it overflows or would have to be rounded.
fn exact_add(a: Decimal, b: Decimal) -> Option<Decimal> {
    let sum = a.checked_add(b)?;
    (sum.scale() >= a.scale().max(b.scale()) || a.is_zero() || b.is_zero()).then_some(sum)
}

/// The product, unless it overflows or would have to be rounded.
fn exact_mul(a: Decimal, b: Decimal) -> Option<Decimal> {
    let product = a.checked_mul(b)?;
    (product.scale() >= a.scale() + b.scale() || a.is_zero() || b.is_zero()).then_some(product)
}

impl fmt::Display for Interval {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let (true, Some(end)) = (self.is_point(), self.lo) {
            return write!(f, "{}", end.at);
        }
        match self.lo {
            Some(end) => write!(
                f,
                "{}{}",
                if end.is_open { '(' } else { '[' },
                end.at.normalize()
            )?,
            None => f.write_str("(-∞")?,
        }
        f.write_str(", ")?;
        match self.hi {
            Some(end) => write!(
                f,
                "{}{}",
                end.at.normalize(),
                if end.is_open { ')' } else { ']' }
            ),
            None => f.write_str("∞)"),
        }
    }
}
