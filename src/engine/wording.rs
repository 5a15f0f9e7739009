//! Faults of form: a wording that should not stand there, an attachment that does not come.
//!
//! A wording is looked for in short lines (titles, dates, signatures, lists of attachments), in what
//! is printed of a figure, or beside a number that is none, never in all the text.

use crate::{
    document::{Block, Document},
    engine::{
        Binding, Context, Fault,
        passage::{Passage, is_damaged},
    },
    fact::{NotQuantity, Origin, Value},
    pack::rule::{Attachment, NumberKind, Rule, Wording, WordingOver},
    quantity::Exactness,
    span::Span,
    template::WordSet,
};

/// The longest line that is looked at, in bytes.
const LONGEST: usize = 240;

pub(super) fn bind<'r>(
    context: Context<'_>,
    rule: &'r Rule,
    wording: &Wording,
    out: &mut Vec<Binding<'r>>,
) {
    let is_of_year = |(first, last)| {
        context
            .facts
            .year
            .is_some_and(|year| (first..=last).contains(&year))
    };
    if wording.years.is_some_and(|years| !is_of_year(years)) {
        return;
    }
    let facts = context.facts;
    match wording.over {
        WordingOver::Lines => {
            let fault = |line| fault(context, rule, wording, line);
            match wording.near {
                Some(_) => out.extend(context.near_lines.iter().copied().filter_map(fault)),
                None => out.extend(short_lines(context.document).filter_map(fault)),
            }
        }
        WordingOver::Figures => {
            let text = context.document.text().as_bytes();
            let figures = facts.facts.iter().filter(|fact| match &fact.value {
                Value::Stated(quantity) if fact.origin != Origin::Statement => {
                    let first = text.get(fact.span.range().start);
                    quantity.exactness != Exactness::Exact || !matches!(first, Some(b'1'..=b'9'))
                }
                _ => false,
            });
            let faults = figures.filter_map(|fact| fault(context, rule, wording, fact.extent));
            out.extend(faults);
        }
        WordingOver::Numbers(kind) => {
            let kind = match kind {
                NumberKind::Document => NotQuantity::DocumentNumber,
                NumberKind::Article => NotQuantity::Article,
            };
            let numbers = facts.not_quantities.iter().filter(|&&(_, why)| why == kind);
            out.extend(numbers.filter_map(|&(span, _)| beside(context, rule, wording, span)));
        }
    }
}

/// A fault if the words of `span` are found.
fn fault<'r>(
    context: Context<'_>,
    rule: &'r Rule,
    wording: &Wording,
    span: Span,
) -> Option<Binding<'r>> {
    let words = span.of(context.document.text());
    if wording.near.as_ref().is_some_and(|near| !near.is_in(words)) {
        return None;
    }
    let found = wording.found.find(words)?;
    let is_lawful = wording
        .unless
        .as_ref()
        .is_some_and(|unless| unless.is_match(words));
    (!is_lawful).then(|| Binding::Fault(Fault::new(rule, at(span, &found))))
}

/// A fault if what is found in the sentence of a number touches the number.
fn beside<'r>(
    context: Context<'_>,
    rule: &'r Rule,
    wording: &Wording,
    number: Span,
) -> Option<Binding<'r>> {
    let passage = Passage::around(context.document.text(), number);
    if !wording.found.is_match(passage.words) {
        return None;
    }
    let places = wording.found.find_iter(passage.words);
    let span = places
        .map(|found| passage.span_of(found))
        .find(|span| span.start < number.end && number.start < span.end)?;
    let is_lawful = wording
        .unless
        .as_ref()
        .is_some_and(|unless| unless.is_match(passage.words));
    (!is_lawful && !is_damaged(context, number)).then(|| Binding::Fault(Fault::new(rule, span)))
}

pub(super) fn bind_attachment<'r>(
    context: Context<'_>,
    rule: &'r Rule,
    attachment: &Attachment,
    out: &mut Vec<Binding<'r>>,
) {
    let document = context.document;
    let is_table = |block: &Block| matches!(block, Block::Table(_));
    // What was joined to the report is what it announces, whether it could be read or not.
    if !document.joined().is_empty() || document.blocks().iter().any(is_table) {
        return;
    }
    let text = context.document.text();
    let announced = short_lines(document)
        .find_map(|line| Some(at(line, &attachment.announced.find(line.of(text))?)));
    out.extend(announced.map(|span| Binding::Fault(Fault::new(rule, span))));
}

fn at(line: Span, found: &regex::Match<'_>) -> Span {
    let start = line.start as usize;
    Span::new(start + found.start(), start + found.end())
}

/// The short lines that have one of the words `near`; next to none has.
pub(super) fn near_lines(document: &Document, near: &WordSet) -> Vec<Span> {
    let lines = short_lines(document);
    lines
        .filter(|line| near.is_in(line.of(document.text())))
        .collect()
}

fn short_lines(document: &Document) -> impl Iterator<Item = Span> {
    document.blocks().iter().filter_map(|block| match block {
        Block::Heading { span, .. } | Block::Paragraph(span) if span.len() <= LONGEST => {
            Some(*span)
        }
        _ => None,
    })
}

/// The first row of each form that was out of use before the report's year.
pub(super) fn bind_form_year<'r>(context: Context<'_>, rule: &'r Rule, out: &mut Vec<Binding<'r>>) {
    let Some(year) = context.facts.year else {
        return;
    };
    let mut seen = Vec::new();
    for table in &context.facts.tables {
        let label = table.rows.first().map(|row| row.label);
        if let Some(label) = label.filter(|_| table.years.1 < year && !seen.contains(&table.pack)) {
            seen.push(table.pack);
            out.push(Binding::Fault(Fault::new(rule, label)));
        }
    }
}
