//! The kinds of check that speak of a report's form: words, dates, headings.
//!
//! Deliberately absent: figures, and whatever names an indicator.

use crate::pack::{
    error::Mistake,
    raw::{Section, Text},
    rule::{Attachment, FormCheck, Period, PeriodIs, ReportParts, Wording, Year},
    value::{one_of, pattern},
};
use crate::template::Pattern;

pub(super) fn wording(section: &mut Section<'_>) -> Option<FormCheck> {
    let found = section.required_text("found").map(pattern);
    let unless = section.text("unless").map(pattern);
    Some(FormCheck::Wording(Wording {
        found: found??,
        unless: unless.flatten(),
    }))
}

pub(super) fn attachment(section: &mut Section<'_>) -> Option<FormCheck> {
    let announced = pattern(section.required_text("announced")?)?;
    Some(FormCheck::Attachment(Attachment { announced }))
}

pub(super) fn period(section: &mut Section<'_>) -> Option<FormCheck> {
    let kinds = [
        ("whole-year", PeriodIs::WholeYear),
        ("report-year", PeriodIs::ReportYear),
    ];
    let is = section.required_text("is");
    let is = is.and_then(|is| one_of(is, "is", &kinds));
    let stated = section.required_text("stated").and_then(pattern);
    let lawful = section.text("lawful").and_then(pattern);
    let unless = section.text("unless").and_then(pattern);
    Some(FormCheck::Period(Period {
        is: is?,
        stated: stated?,
        lawful,
        unless,
    }))
}

pub(super) fn year(section: &mut Section<'_>) -> Option<FormCheck> {
    let found = section.required_text("found");
    let found = found.and_then(|text| with_groups(text, &["year"]));
    let unless = section.text("unless").and_then(pattern);
    Some(FormCheck::Year(Year {
        found: found?,
        unless,
    }))
}

pub(super) fn parts(section: &mut Section<'_>) -> Option<FormCheck> {
    let counted = section.required_text("counted");
    let counted = counted.and_then(|text| with_groups(text, &["list", "count"]));
    let mut required = |key| section.required_text(key).and_then(pattern);
    let (joins, ends, shares) = (required("joins"), required("ends"), required("shares"));
    Some(FormCheck::Parts(ReportParts {
        counted: counted?,
        joins: joins?,
        ends: ends?,
        shares: shares?,
    }))
}

/// A pattern that has groups of these names.
fn with_groups(text: Text<'_>, groups: &[&str]) -> Option<Pattern> {
    let pattern = pattern(text)?;
    for group in groups {
        if !text.value.contains(&format!("(?<{group}>")) {
            text.report(Mistake::BadPattern {
                message: format!("it has no group `(?<{group}>...)`"),
            });
            return None;
        }
    }
    Some(pattern)
}
