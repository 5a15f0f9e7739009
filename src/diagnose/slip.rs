//! What a hand does to a number: a digit replaced, dropped, doubled, two transposed.

use crate::{finding::Cause, quantity::Decimal};

/// The digits of `value` in units of `step`; nothing for what has none.
fn digits(value: Decimal, step: Decimal) -> Option<String> {
    let units = value.abs().checked_div(step)?.normalize();
    (units.scale() == 0).then(|| units.to_string())
}

/// The slip that makes `from` of what should read `to`, each with a unit of its last place.
pub(super) fn between(from: (Decimal, Decimal), to: (Decimal, Decimal)) -> Option<Cause> {
    let (from, to) = (digits(from.0, from.1)?, digits(to.0, to.1)?);
    let (from, to) = (from.as_bytes(), to.as_bytes());
    if from == to {
        return None;
    }
    if from == b"0" || to == b"0" {
        // A zero says little: any figure could have been typed over it.
        return (from.len() == to.len()).then_some(Cause::DigitReplaced);
    }
    match (from.len(), to.len()) {
        (a, b) if a == b => {
            let differ: Vec<usize> = (0..a).filter(|&at| from[at] != to[at]).collect();
            match differ[..] {
                [_] => Some(Cause::DigitReplaced),
                [x, y] if y == x + 1 && from[x] == to[y] && from[y] == to[x] => {
                    Some(Cause::DigitsTransposed)
                }
                _ => None,
            }
        }
        (a, b) if a + 1 == b && without_one(to, from).is_some() => Some(Cause::DigitDropped),
        (a, b) if a == b + 1 => without_one(from, to).map(|at| {
            let is_doubled = at > 0 && from[at] == from[at - 1];
            if is_doubled {
                Cause::DigitDoubled
            } else {
                Cause::DigitAdded
            }
        }),
        _ if is_scaled(from, to) => Some(Cause::Scale),
        _ => None,
    }
}

/// The last place at which `long` without its digit is `short`.
fn without_one(long: &[u8], short: &[u8]) -> Option<usize> {
    let same = long.iter().zip(short).take_while(|(a, b)| a == b).count();
    (long[same + 1..] == short[same..]).then_some(same)
}

/// Whether one is the other with zeros behind it.
fn is_scaled(a: &[u8], b: &[u8]) -> bool {
    let (long, short) = if a.len() > b.len() { (a, b) } else { (b, a) };
    long.starts_with(short) && long[short.len()..].iter().all(|&digit| digit == b'0')
}

/// What `printed` may have read before a slip.
pub(super) fn variants(printed: Decimal, step: Decimal) -> Vec<Decimal> {
    let Some(digits) = digits(printed, step) else {
        return Vec::new();
    };
    let digits = digits.into_bytes();
    let mut found = Vec::new();
    for at in 0..=digits.len() {
        for digit in b'0'..=b'9' {
            let mut longer = digits.clone();
            longer.insert(at, digit);
            found.push(longer);
            if at < digits.len() {
                let mut other = digits.clone();
                other[at] = digit;
                found.push(other);
            }
        }
        if at < digits.len() && digits.len() > 1 {
            let mut shorter = digits.clone();
            shorter.remove(at);
            found.push(shorter);
        }
        if at + 1 < digits.len() {
            let mut swapped = digits.clone();
            swapped.swap(at, at + 1);
            found.push(swapped);
        }
    }
    for zeros in [2, 3, 4] {
        found.push([digits.as_slice(), &b"0000"[..zeros]].concat());
    }
    let number = |digits: Vec<u8>| {
        let units: Decimal = String::from_utf8(digits).ok()?.parse().ok()?;
        units.checked_mul(step)
    };
    let mut values: Vec<Decimal> = found.into_iter().filter_map(number).collect();
    values.sort_unstable();
    values.dedup();
    values
}

#[cfg(test)]
mod tests {
    use super::*;

    fn slip(from: &str, to: &str) -> Option<Cause> {
        let number = |text: &str| text.parse::<Decimal>().unwrap();
        let (from, to) = (number(from), number(to));
        let step = Decimal::new(1, from.scale().max(to.scale()));
        between((from, step), (to, step))
    }

    #[test]
    fn slips_are_told_apart() {
        assert_eq!(slip("2562", "2572"), Some(Cause::DigitReplaced));
        assert_eq!(slip("1802", "1082"), Some(Cause::DigitsTransposed));
        assert_eq!(slip("182", "1802"), Some(Cause::DigitDropped));
        assert_eq!(slip("18802", "1802"), Some(Cause::DigitDoubled));
        assert_eq!(slip("18702", "1802"), Some(Cause::DigitAdded));
        assert_eq!(slip("180200", "1802"), Some(Cause::Scale));
        assert_eq!(slip("74.1", "71.4"), Some(Cause::DigitsTransposed));
        assert_eq!(slip("1802", "2801"), None);
        assert_eq!(slip("0", "7"), Some(Cause::DigitReplaced));
        assert_eq!(slip("0", "17"), None);
    }

    #[test]
    fn a_variant_is_a_slip_away() {
        let one = Decimal::ONE;
        for printed in ["7", "12", "1802", "26187"] {
            let printed: Decimal = printed.parse().unwrap();
            for before in variants(printed, one) {
                let is_slip = between((printed, one), (before, one)).is_some();
                assert!(
                    is_slip || before == printed || before.is_zero(),
                    "{printed} {before}"
                );
            }
        }
    }
}
