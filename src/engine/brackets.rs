//! Brackets without their other half: 《…的通知, 方案》.
//!
//! A file is looked at in one walk over the two signs, since a title may run over lines.
//! A sentence that ends inside of a title ends the title too.
//!
//! Deliberately absent: round brackets, which list marks use by halves, and damaged sentences.

use memchr::memmem::find_iter;

use crate::{
    engine::{Binding, Context, Fault, passage::Passage},
    pack::rule::{Brackets, Rule},
    span::Span,
};

/// The most that are told of one report.
const MOST: usize = 16;

pub(super) fn bind<'r>(
    context: Context<'_>,
    rule: &'r Rule,
    brackets: &Brackets,
    out: &mut Vec<Binding<'r>>,
) {
    let text = context.document.text();
    let alone = context.document.files().flat_map(|file| {
        let start = file.range().start;
        let alone = alone(file.of(text), brackets).into_iter();
        alone.map(move |at| start + at)
    });
    let told = alone.filter_map(|at| {
        let sign = Span::new(at, at + brackets.open.len());
        let passage = Passage::around(text, sign);
        let is_damaged = passage.words.contains(['?', '\u{fffd}']);
        (!is_damaged).then(|| Binding::Fault(Fault::new(rule, sign)))
    });
    out.extend(told.take(MOST));
}

/// Where the signs stand that have no other half.
fn alone(text: &str, brackets: &Brackets) -> Vec<usize> {
    let mut alone = Vec::new();
    // The openings that wait for their closing.
    let mut open: Vec<usize> = Vec::new();
    let mut closings = find_iter(text.as_bytes(), &brackets.close).peekable();
    for at in find_iter(text.as_bytes(), &brackets.open).chain([text.len()]) {
        while let Some(close) = closings.next_if(|&close| close < at) {
            if open.pop().is_none() {
                alone.push(close);
            }
        }
        let is_past = |&last: &usize| text.get(last..at).is_some_and(|words| words.contains('。'));
        if at == text.len() || open.last().is_some_and(is_past) {
            alone.append(&mut open);
        }
        open.push(at);
    }
    alone.sort_unstable();
    alone
}
