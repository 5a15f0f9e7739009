//! Faults of form: a wording that should not stand there, an attachment that does not come.
//!
//! Only short lines are looked at: titles, dates, signatures, lists of attachments.

use crate::{
    document::Block,
    engine::{Binding, Context, Fault},
    pack::rule::{Attachment, Rule, Wording},
    span::Span,
};

/// The longest line that is looked at, in bytes.
const LONGEST: usize = 240;

pub(super) fn bind<'r>(
    context: Context<'_>,
    rule: &'r Rule,
    wording: &Wording,
    out: &mut Vec<Binding<'r>>,
) {
    let text = context.document.text();
    for line in short_lines(context) {
        let words = line.of(text);
        let Some(found) = wording.found.find(words) else {
            continue;
        };
        if !wording
            .unless
            .as_ref()
            .is_some_and(|unless| unless.is_match(words))
        {
            out.push(Binding::Fault(Fault::new(rule, at(line, &found))));
        }
    }
}

pub(super) fn bind_attachment<'r>(
    context: Context<'_>,
    rule: &'r Rule,
    attachment: &Attachment,
    out: &mut Vec<Binding<'r>>,
) {
    let has_table = context
        .document
        .blocks()
        .iter()
        .any(|block| matches!(block, Block::Table(_)));
    if has_table {
        return;
    }
    let text = context.document.text();
    let announced = short_lines(context)
        .find_map(|line| Some(at(line, &attachment.announced.find(line.of(text))?)));
    out.extend(announced.map(|span| Binding::Fault(Fault::new(rule, span))));
}

fn at(line: Span, found: &regex::Match<'_>) -> Span {
    let start = line.start as usize;
    Span::new(start + found.start(), start + found.end())
}

fn short_lines(context: Context<'_>) -> impl Iterator<Item = Span> {
    context
        .document
        .blocks()
        .iter()
        .filter_map(|block| match block {
            Block::Heading { span, .. } | Block::Paragraph(span) if span.len() <= LONGEST => {
                Some(*span)
            }
            _ => None,
        })
}
