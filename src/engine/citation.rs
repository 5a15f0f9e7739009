//! Documents that reports cite, against the numbers they are known to have.
//!
//! Looked at are the document numbers that the text is known to hold. A number that lost a bracket
//! or a digit is damage and none of them.
//!
//! Deliberately absent: whether a document was in force, and documents that no pack lists.

use crate::{
    engine::{
        Binding, Context, Fault,
        passage::{Passage, is_damaged},
    },
    fact::NotQuantity,
    pack::rule::{Citation, Rule},
    span::Span,
    template::fold_char,
};

pub(super) fn bind<'r>(
    context: Context<'_>,
    rule: &'r Rule,
    citation: &Citation,
    out: &mut Vec<Binding<'r>>,
) {
    let numbers = context.facts.not_quantities.iter();
    for &(span, _) in numbers.filter(|(_, why)| *why == NotQuantity::DocumentNumber) {
        if let Some(fault) = fault(context, rule, citation, span) {
            out.push(Binding::Fault(fault));
        }
    }
}

fn fault<'r>(
    context: Context<'_>,
    rule: &'r Rule,
    citation: &Citation,
    number: Span,
) -> Option<Fault<'r>> {
    let passage = Passage::around(context.document.text(), number);
    citation.documents.iter().find_map(|document| {
        let found = passage.group_at(&document.cited, "number", number)?;
        let printed = found.name("number")?;
        let folded = fold(printed.as_str());
        let is_known = document.numbers.iter().any(|known| fold(known) == folded);
        (!is_known && !is_damaged(context, number)).then(|| Fault {
            value: document.numbers.join("、"),
            ..Fault::new(rule, passage.span_of(printed))
        })
    })
}

/// A number as it is compared: no blanks, half-width, one kind of bracket.
fn fold(number: &str) -> String {
    let chars = number.chars().filter(|c| !c.is_whitespace()).map(fold_char);
    chars
        .map(|c| match c {
            '[' | '(' | '【' => '〔',
            ']' | ')' | '】' => '〕',
            _ => c,
        })
        .collect()
}
