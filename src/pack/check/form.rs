//! The kinds of check that speak of a report's form: words, dates, headings.
//!
//! Deliberately absent: figures, and whatever names an indicator.

use crate::{
    pack::{
        error::Mistake,
        manifest::years,
        rule::{
            Attachment, Brackets, Citation, CitedDocument, FormCheck, NumberKind, Period, PeriodIs,
            ReportParts, Wording, WordingOver, Year,
        },
        value::pattern,
    },
    sections::{Section, Text, one_of},
    template::{Pattern, WordSet},
};

pub(super) fn wording(section: &mut Section<'_>) -> Option<FormCheck> {
    let places = [
        ("lines", WordingOver::Lines),
        ("figures", WordingOver::Figures),
        (
            "document-numbers",
            WordingOver::Numbers(NumberKind::Document),
        ),
        ("articles", WordingOver::Numbers(NumberKind::Article)),
    ];
    let over = match section.text("over") {
        Some(over) => one_of(over, "over", &places),
        None => Some(WordingOver::Lines),
    };
    let found = section.required_text("found").and_then(pattern);
    let near = section.texts("near").filter(|words| !words.is_empty());
    let near = near.map(|words| {
        let mut near = WordSet::default();
        for word in words {
            near.add(word.value.to_owned());
        }
        Box::new(near)
    });
    let unless = section.text("unless").and_then(pattern);
    let years = years(section);
    Some(FormCheck::Wording(Wording {
        over: over?,
        found: found?,
        near,
        unless,
        years,
    }))
}

pub(super) fn citation(section: &mut Section<'_>) -> Option<FormCheck> {
    section.require("document");
    let documents: Vec<_> = section
        .sections("document")
        .into_iter()
        .map(|mut document| {
            let cited = document.required_text("cited");
            let cited = cited.and_then(|text| with_groups(text, &["number"]));
            let numbers = document.required_texts("numbers");
            document.finish();
            let owned = |text: Text<'_>| text.value.to_owned();
            Some(CitedDocument {
                cited: cited?,
                numbers: numbers?.into_iter().map(owned).collect(),
            })
        })
        .collect();
    let documents = documents.into_iter().collect::<Option<_>>()?;
    Some(FormCheck::Citation(Citation { documents }))
}

pub(super) fn brackets(section: &mut Section<'_>) -> Option<FormCheck> {
    let (open, close) = (
        section.required_text("open"),
        section.required_text("close"),
    );
    let sign = |text: Text<'_>| {
        if text.value.is_empty() {
            let message = "it is empty".to_owned();
            text.report(Mistake::BadPattern { message });
        }
        text.value.to_owned()
    };
    Some(FormCheck::Brackets(Brackets {
        open: sign(open?),
        close: sign(close?),
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
    let is_earlier = section.flag("earlier");
    Some(FormCheck::Year(Year {
        found: found?,
        unless,
        is_earlier,
    }))
}

pub(super) fn parts(section: &mut Section<'_>) -> Option<FormCheck> {
    let closes = section.required_text("closes");
    let closes = closes.and_then(|text| with_groups(text, &["count"]));
    let mut required = |key| section.required_text(key).and_then(pattern);
    let opens = required("opens");
    let (joins, ends, shares) = (required("joins"), required("ends"), required("shares"));
    Some(FormCheck::Parts(ReportParts {
        opens: opens?,
        closes: closes?,
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
