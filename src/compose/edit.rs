//! A figure as it should have been printed, in the manner of the one that is.

use crate::{
    compose::Context,
    fact::FactId,
    finding::{Edit, written},
    quantity::{Decimal, Exactness},
};

/// The change of `fact` to `to`.
pub(crate) fn printed(context: Context<'_>, fact: FactId, to: Decimal) -> Edit {
    let span = context.facts.get(fact).span;
    let from = span.of(context.document.text()).to_owned();
    let quantity = context.facts.quantity(fact);
    let value = quantity.map(|quantity| quantity.value);
    let is_share = quantity.is_some_and(|quantity| {
        quantity.exactness == Exactness::Rounded && quantity.value.scale() > 0
    });
    // A share is given with the places it should have; another figure with those it has.
    let places = is_share.then(|| to.scale());
    let to = like(&from, value, to, places).unwrap_or_else(|| written(to.normalize()));
    Edit { span, from, to }
}

/// `to` with the multiplier, places, separators and digits of `from`; nothing if that is no such number.
fn like(from: &str, value: Option<Decimal>, to: Decimal, places: Option<u32>) -> Option<String> {
    let digits: String = from
        .chars()
        .filter(|c| !is_separator(*c) && !c.is_whitespace())
        .map(narrow)
        .collect();
    let bare: Decimal = digits.trim_start_matches('+').parse().ok()?;
    let times = match value {
        Some(value) if !bare.is_zero() => value.checked_div(bare)?,
        _ => Decimal::ONE,
    };
    let mut to = to.checked_div(times)?.normalize();
    let places = places.unwrap_or(bare.scale());
    if to.scale() < places {
        to.rescale(places);
    }
    let mut written = written(to);
    if let Some(separator) = from.chars().find(|c| is_separator(*c)) {
        written = grouped(&written, separator);
    }
    let is_wide = from.chars().any(|c| c.is_numeric() && !c.is_ascii());
    Some(if is_wide {
        written.chars().map(widened).collect()
    } else {
        written
    })
}

fn is_separator(c: char) -> bool {
    matches!(c, ',' | '，')
}

/// A full-width digit or point as the plain one.
fn narrow(c: char) -> char {
    match c {
        '０'..='９' | '．' | '－' | '＋' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
        c => c,
    }
}

fn widened(c: char) -> char {
    match c {
        '0'..='9' | '.' => char::from_u32(u32::from(c) + 0xfee0).unwrap_or(c),
        c => c,
    }
}

/// The whole part in groups of three.
fn grouped(number: &str, separator: char) -> String {
    let (whole, places) = match number.split_once('.') {
        Some((whole, places)) => (whole, Some(places)),
        None => (number, None),
    };
    let n = whole.chars().count();
    let mut grouped = String::new();
    for (at, digit) in whole.chars().enumerate() {
        if at > 0 && (n - at).is_multiple_of(3) && digit.is_ascii_digit() {
            grouped.push(separator);
        }
        grouped.push(digit);
    }
    if let Some(places) = places {
        grouped.push('.');
        grouped.push_str(places);
    }
    grouped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_figure_is_written_as_the_printed_one() {
        let number = |text: &str| text.parse::<Decimal>().unwrap();
        let written =
            |from: &str, value: &str, to: &str| like(from, Some(number(value)), number(to), None);
        assert_eq!(written("2562", "2562", "2572").unwrap(), "2572");
        assert_eq!(written("1,234", "1234", "11234").unwrap(), "11,234");
        assert_eq!(written("74.10", "74.10", "75").unwrap(), "75.00");
        assert_eq!(written("12.3", "123000", "132000").unwrap(), "13.2");
        assert_eq!(written("１２", "12", "13").unwrap(), "１３");
        assert_eq!(written("三十二", "32", "33"), None);
    }
}
