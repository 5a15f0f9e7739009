//! Numbers as a slip of the hand makes them.

use crate::{
    bench::{Class, random::Random},
    quantity::Decimal,
};

/// Another number for a figure that is printed so and says `value`, as a slip of the hand makes it.
pub(super) fn slipped(
    class: Class,
    printed: &str,
    value: Decimal,
    random: &mut Random,
) -> Option<Decimal> {
    let mut digits: Vec<char> = printed
        .chars()
        .filter(|c| !matches!(c, ',' | '，'))
        .collect();
    let places: Vec<usize> = (0..digits.len())
        .filter(|&at| digits[at].is_ascii_digit())
        .collect();
    let at = *places.get(random.below(places.len()))?;
    match class {
        Class::DigitReplaced => {
            let other = u32::try_from(random.below(9)).ok()? + 1;
            let digit = (digits[at].to_digit(10)? + other) % 10;
            digits[at] = char::from_digit(digit, 10)?;
        }
        Class::DigitDropped if places.len() > 1 => {
            digits.remove(at);
        }
        Class::DigitDoubled => digits.insert(at, digits[at]),
        Class::DigitsTransposed if digits.get(at + 1)?.is_ascii_digit() => {
            digits.swap(at, at + 1);
        }
        Class::Scale => digits.extend(&['0', '0'][..=random.below(2)]),
        _ => return None,
    }
    let has_lead = digits.first() == Some(&'0') && digits.get(1).is_some_and(char::is_ascii_digit);
    let is_odd = digits.first() == Some(&'.') || digits.last() == Some(&'.');
    let number: Decimal = digits.into_iter().collect::<String>().parse().ok()?;
    let bare: Decimal = printed.replace([',', '，'], "").parse().ok()?;
    if has_lead || is_odd || (class == Class::DigitDoubled && bare.is_zero()) {
        return None;
    }
    // The figure may stand before a 万.
    if bare.is_zero() {
        return Some(number);
    }
    number.checked_mul(value)?.checked_div(bare)
}
