//! The decimal digits of a stored number, as spreadsheets see them.
//!
//! A workbook stores binary floats, and its programs show at most fifteen of their digits:
//! what has been typed as 74.1 is shown as 74.1, whatever stands behind the fifteenth.
//! All else is done on those digits, so that no arithmetic on floats is needed.

#![expect(clippy::disallowed_types, reason = "workbooks store floats")]

/// How many decimal digits programs show of a float, less the first.
const MORE_DIGITS: usize = 14;

/// A number as decimal digits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Digits {
    /// Whether it is below zero.
    pub(super) is_negative: bool,
    /// The digits from the first to the last that is not 0; none of zero.
    significant: Vec<u8>,
    /// How many digits stand before the decimal point; below zero, how many zeros follow it.
    point: i32,
}

impl Digits {
    /// The digits of a float, unless it is infinite or none.
    pub(super) fn of(value: f64) -> Option<Self> {
        if !value.is_finite() {
            return None;
        }
        let text = format!("{:.MORE_DIGITS$e}", value.abs());
        let (mantissa, exponent) = text.split_once('e')?;
        let exponent: i32 = exponent.parse().ok()?;
        let mantissa = mantissa.trim_end_matches(['0', '.']);
        let digits = mantissa.bytes().filter(u8::is_ascii_digit);
        let digits: Vec<u8> = digits.map(|digit| digit - b'0').collect();
        let is_zero = digits.iter().all(|&digit| digit == 0);
        Some(Self {
            is_negative: value.is_sign_negative() && !is_zero,
            significant: if is_zero { Vec::new() } else { digits },
            point: exponent + 1,
        })
    }

    /// Whether it is zero.
    pub(super) fn is_zero(&self) -> bool {
        self.significant.is_empty()
    }

    /// The same number with the decimal point so many digits further right, or left below zero.
    pub(super) fn shifted(mut self, by: i32) -> Self {
        self.point += by;
        self
    }

    /// The digits before and behind the decimal point, rounded to so many behind it.
    ///
    /// Halves are rounded away from zero, as spreadsheets do; the whole part of what is below one is empty.
    pub(super) fn rounded(&self, places: usize) -> (String, String) {
        let places = i32::try_from(places).unwrap_or(i32::MAX);
        let n_kept = self.point.saturating_add(places);
        let at = |at: i32| {
            let digit = usize::try_from(at)
                .ok()
                .and_then(|at| self.significant.get(at));
            digit.copied().unwrap_or(0)
        };
        // From the first digit, or the first behind the point, to the last that is kept.
        let first = self.point.min(0);
        let mut kept: Vec<u8> = (first..n_kept.max(first)).map(at).collect();
        if at(n_kept) >= 5 && n_kept >= first {
            increase(&mut kept);
        }
        let n_whole = kept
            .len()
            .saturating_sub(usize::try_from(places).unwrap_or(0));
        let text = |digits: &[u8]| {
            digits
                .iter()
                .map(|&digit| char::from(b'0' + digit))
                .collect()
        };
        let (whole, fraction) = kept.split_at(n_whole);
        let n_lead = whole.iter().take_while(|&&digit| digit == 0).count();
        (
            text(whole.get(n_lead..).unwrap_or_default()),
            text(fraction),
        )
    }

    /// The whole part, rounded down, unless it is too large for a date.
    pub(super) fn days(&self) -> Option<i64> {
        if self.is_negative || self.point > 9 {
            return None;
        }
        let n_whole = usize::try_from(self.point).unwrap_or(0);
        let digits = (0..n_whole).map(|at| self.significant.get(at).copied().unwrap_or(0));
        Some(digits.fold(0, |days, digit| days * 10 + i64::from(digit)))
    }

    /// The part behind the decimal point in seconds of a day, rounded.
    pub(super) fn seconds(&self) -> i64 {
        let skip = usize::try_from(self.point).unwrap_or(0);
        let n_zeros = usize::try_from(-self.point.min(0)).unwrap_or(0);
        let zeros = std::iter::repeat_n(0, n_zeros.min(12));
        let digits = zeros.chain(self.significant.iter().skip(skip).copied());
        let (mut parts, mut of) = (0_i64, 1_i64);
        for digit in digits.take(12) {
            parts = parts * 10 + i64::from(digit);
            of *= 10;
        }
        (parts * 86_400 + of / 2) / of
    }

    /// All digits that programs show where no format says how many: ten, and those before the point.
    pub(super) fn plain(&self) -> String {
        const MOST: i32 = 10;
        let n_whole = self.point.max(1);
        let places = usize::try_from((MOST - n_whole).max(0)).unwrap_or(0);
        let (whole, fraction) = self.rounded(places);
        let fraction = fraction.trim_end_matches('0');
        let whole = if whole.is_empty() { "0" } else { &whole };
        let sign = if self.is_negative && (whole != "0" || !fraction.is_empty()) {
            "-"
        } else {
            ""
        };
        match fraction {
            "" => format!("{sign}{whole}"),
            _ => format!("{sign}{whole}.{fraction}"),
        }
    }
}

/// Adds one to the last digit.
fn increase(digits: &mut Vec<u8>) {
    for digit in digits.iter_mut().rev() {
        if *digit < 9 {
            *digit += 1;
            return;
        }
        *digit = 0;
    }
    digits.insert(0, 1);
}

#[cfg(test)]
mod tests {
    use super::Digits;

    #[expect(clippy::disallowed_types, reason = "workbooks store floats")]
    fn rounded(value: f64, places: usize) -> String {
        let (whole, fraction) = Digits::of(value).unwrap().rounded(places);
        format!("{whole}.{fraction}")
    }

    #[test]
    fn halves_are_rounded_as_the_digits_say() {
        assert_eq!(rounded(74.1, 1), "74.1");
        assert_eq!(rounded(0.741, 1), ".7");
        // The float nearest to 1.005 is below it.
        assert_eq!(rounded(1.005, 2), "1.01");
        assert_eq!(rounded(0.05, 1), ".1");
        assert_eq!(rounded(0.049, 1), ".0");
        assert_eq!(rounded(0.004, 1), ".0");
        assert_eq!(rounded(0.5, 0), "1.");
        assert_eq!(rounded(0.05, 0), ".");
        assert_eq!(rounded(999.96, 1), "1000.0");
        assert_eq!(rounded(120.0, 0), "120.");
        assert_eq!(rounded(0.0, 2), ".00");
        assert_eq!(rounded(1e300, 0).len(), 302);
        assert_eq!(rounded(1e-300, 2), ".00");
    }

    #[test]
    fn plain_numbers_lose_the_noise_of_floats() {
        let plain = |value| Digits::of(value).unwrap().plain();
        assert_eq!(plain(74.099_999_999_999_98), "74.1");
        assert_eq!(plain(0.1 + 0.2), "0.3");
        assert_eq!(plain(-3.0), "-3");
        assert_eq!(plain(1.0 / 3.0), "0.333333333");
        assert_eq!(plain(123_456_789_012.0), "123456789012");
        assert_eq!(plain(0.0), "0");
        assert_eq!(plain(-0.0), "0");
        assert_eq!(plain(1e-20), "0");
        assert!(Digits::of(f64::NAN).is_none());
    }

    #[test]
    fn times_are_parts_of_a_day() {
        let digits = Digits::of(42_735.75).unwrap();
        assert_eq!((digits.days(), digits.seconds()), (Some(42_735), 64_800));
        let digits = Digits::of(0.041_666_666_666_666_7).unwrap();
        assert_eq!((digits.days(), digits.seconds()), (Some(0), 3_600));
    }
}
