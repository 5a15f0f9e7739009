//! Faults of what frames a report: its period, years that are not its own, the date it bears.
//!
//! A title is believed only if every title names the same year, a sentence only if no damage
//! stands in it.
//!
//! Deliberately absent: deadlines, which differ by place and level, and what a year says of a figure.

use crate::{
    engine::{
        Binding, Context, Fault,
        passage::{Passage, is_damaged, paragraph, sentence_before},
    },
    fact::{self, Day, NotQuantity},
    pack::rule::{self, PeriodIs, Rule},
    span::Span,
    template::Pattern,
};

/// The most periods that are looked at; a report states one.
const MOST_PERIODS: usize = 16;

pub(super) fn bind_period<'r>(
    context: Context<'_>,
    rule: &'r Rule,
    check: &rule::Period,
    out: &mut Vec<Binding<'r>>,
) {
    let text = context.document.text();
    let is_held = |pattern: &Option<Pattern>, words: &str| {
        pattern
            .as_ref()
            .is_some_and(|pattern| pattern.is_match(words))
    };
    for period in context.facts.frame.periods.iter().take(MOST_PERIODS) {
        let whole = period.first_span.to(period.last_span);
        let fault = match check.is {
            PeriodIs::WholeYear => not_a_whole_year(rule, period),
            PeriodIs::ReportYear => not_the_report_year(context, rule, period),
        };
        let Some(fault) = fault else { continue };
        let before = sentence_before(text, whole.start as usize);
        if check.stated.is_match(before)
            && !is_held(&check.lawful, whole.of(text))
            && !is_held(&check.unless, paragraph(context, whole))
            && !is_damaged(context, whole)
        {
            out.push(Binding::Fault(fault));
        }
    }
}

fn not_a_whole_year<'r>(rule: &'r Rule, period: &fact::Period) -> Option<Fault<'r>> {
    let fact::Period { first, last, .. } = *period;
    let (begins, ends) = (is_first(first), is_last(last));
    // A period of several whole years is no odd cut-off, and one that runs backwards no period.
    if begins && ends || last < first {
        return None;
    }
    let (span, against, month_day) = if ends {
        (period.first_span, period.last_span, "01-01")
    } else {
        (period.last_span, period.first_span, "12-31")
    };
    Some(Fault {
        against: Some(against),
        value: format!("{}-{month_day}", last.year),
        ..Fault::new(rule, span)
    })
}

fn not_the_report_year<'r>(
    context: Context<'_>,
    rule: &'r Rule,
    period: &fact::Period,
) -> Option<Fault<'r>> {
    let fact::Period { first, last, .. } = *period;
    let (year, title) = title_year(context)?;
    // Twelve months that end within a year are an odd cut-off, and another rule's.
    let is_year = first < last && last.year - first.year == 1 && !is_first(first);
    let is_of_title = (first.year..=last.year).contains(&year);
    let (span, against) = match first.year == last.year {
        _ if is_of_title && (is_year || first.year == last.year) => return None,
        false if year == last.year => (period.first_span, period.last_span),
        false => (period.last_span, period.first_span),
        // The one that the rest of the text speaks of more is right.
        true if n_named(context, year) >= n_named(context, last.year) => (period.last_span, title),
        true => (title, period.last_span),
    };
    Some(Fault {
        against: Some(against),
        ..Fault::new(rule, span)
    })
}

fn is_first(day: Day) -> bool {
    (day.month, day.day) == (1, 1)
}

fn is_last(day: Day) -> bool {
    (day.month, day.day) == (12, 31)
}

/// The year that all titles name, with the first of them.
fn title_year(context: Context<'_>) -> Option<(u16, Span)> {
    let titles = &context.facts.frame.titles;
    let &(year, span) = titles.first()?;
    titles
        .iter()
        .all(|&(other, _)| other == year)
        .then_some((year, span))
}

/// The year of the title, if the text names no other more often.
fn sure_year(context: Context<'_>) -> Option<(u16, Span)> {
    let is_named = |year| n_named(context, year);
    let rival = context.facts.year;
    title_year(context).filter(|&(year, _)| {
        rival == Some(year) || rival.is_none_or(|rival| is_named(rival) < is_named(year))
    })
}

/// How often the text names a year by itself; title and period, which name it too, weigh alike.
fn n_named(context: Context<'_>, year: u16) -> usize {
    let text = context.document.text();
    let years = context.facts.not_quantities.iter();
    years
        .filter(|(_, why)| *why == NotQuantity::Year)
        .filter(|(span, _)| fact::year_of(span.of(text)) == Some(year))
        .count()
}

pub(super) fn bind_year<'r>(
    context: Context<'_>,
    rule: &'r Rule,
    check: &rule::Year,
    out: &mut Vec<Binding<'r>>,
) {
    let facts = context.facts;
    let Some((own, title)) = sure_year(context) else {
        return;
    };
    let text = context.document.text();
    let years = facts
        .not_quantities
        .iter()
        .filter(|(_, why)| *why == NotQuantity::Year);
    for &(span, _) in years {
        let is_meant = |year| year < own || (year > own && !check.is_earlier);
        if !fact::year_of(span.of(text)).is_some_and(is_meant) {
            continue;
        }
        let passage = Passage::around(text, span);
        let words = passage.words;
        let is_lawful = || {
            check
                .unless
                .as_ref()
                .is_some_and(|unless| unless.is_match(words))
        };
        if passage.group_at(&check.found, "year", span).is_some()
            && !is_lawful()
            && !is_damaged(context, span)
        {
            out.push(Binding::Fault(Fault {
                against: Some(title),
                value: own.to_string(),
                ..Fault::new(rule, span)
            }));
        }
    }
}

pub(super) fn bind_date_line<'r>(context: Context<'_>, rule: &'r Rule, out: &mut Vec<Binding<'r>>) {
    let Some((year, title)) = sure_year(context) else {
        return;
    };
    let frame = &context.facts.frame;
    let of_year = |day: Day| day.year == year;
    let mut ends = frame.periods.iter().map(|period| period.last);
    // Some places close their figures before the year does, and may date the report at once.
    let end = ends.find(|&end| of_year(end)).unwrap_or(Day {
        year,
        month: 12,
        day: 31,
    });
    let Some(&(day, span)) = frame.days.iter().max_by_key(|&&(day, _)| day) else {
        return;
    };
    if day < end && day.year + 1 >= year {
        out.push(Binding::Fault(Fault {
            against: Some(title),
            value: format!("{}-{:02}-{:02}", end.year, end.month, end.day),
            ..Fault::new(rule, span)
        }));
    }
}
