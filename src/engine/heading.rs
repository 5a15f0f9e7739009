//! The order of headings: （五）（六）（六）, 一、二、四.
//!
//! Each level counts by itself and starts anew under a heading above it. A list inside may count
//! from one again and the outer one go on behind it; every file of a report counts anew; a mark that stands anywhere between two
//! others, be it in the middle of a paragraph, is not missing.
//!
//! Deliberately absent: the marks `（1）`, which count as freely as prose does.

use crate::{
    document::ListMark,
    engine::{Binding, Context, Fault},
    pack::rule::Rule,
    span::Span,
};

/// How many levels are looked at.
const LEVELS: usize = 3;
/// How many lists are remembered that inner ones interrupt.
const DEEPEST: usize = 8;
/// Chinese numerals from one to ten.
const NUMERALS: &str = "一二三四五六七八九十";

/// The marks of one level under one heading.
#[derive(Debug, Default)]
struct Level {
    last: Option<(ListMark, Span)>,
    /// Where outer lists stopped that an inner one interrupts.
    outer: Vec<u8>,
}

pub(super) fn bind<'r>(context: Context<'_>, rule: &'r Rule, out: &mut Vec<Binding<'r>>) {
    let mut levels: [Level; LEVELS] = Default::default();
    let mut files = context.document.joined().iter().peekable();
    for &(mark, span) in &context.facts.frame.marks {
        while files.next_if(|file| file.start <= span.start).is_some() {
            levels = Default::default();
        }
        let at = usize::from(mark.level) - 1;
        if let Some(inner) = levels.get_mut(at + 1..) {
            inner.fill_with(Level::default);
        }
        let Some(level) = levels.get_mut(at) else {
            continue;
        };
        if let Some(before) = level.step(mark, span)
            && is_wrong(context.document.text(), before, (mark, span))
        {
            out.push(Binding::Fault(Fault {
                against: Some(before.1),
                value: (before.0.number + 1).to_string(),
                ..Fault::new(rule, span)
            }));
        }
    }
}

impl Level {
    /// Goes on to `mark`; gives the one before it if the two do not follow each other.
    fn step(&mut self, mark: ListMark, span: Span) -> Option<(ListMark, Span)> {
        let before = self.last.replace((mark, span))?;
        let n = before.0.number;
        let is_next = mark.number == n + 1;
        if mark.number == 1 {
            if self.outer.len() == DEEPEST {
                self.outer.remove(0);
            }
            self.outer.push(n);
        } else if !is_next {
            let outer = self
                .outer
                .iter()
                .rposition(|&outer| outer + 1 == mark.number);
            match outer {
                Some(outer) => self.outer.truncate(outer),
                None if mark.number >= n => return Some(before),
                None => self.outer.clear(),
            }
        }
        None
    }
}

/// Whether a mark that does not follow the one before it is wrong: nothing else explains it.
fn is_wrong(text: &str, before: (ListMark, Span), here: (ListMark, Span)) -> bool {
    let line = |span: Span| {
        text.get(span.range().end..)
            .and_then(|rest| rest.lines().next())
    };
    let is_repeated = line(before.1) == line(here.1);
    let between = text
        .get(before.1.range().end..here.1.range().start)
        .unwrap_or_default();
    let missing = before.0.number + 1;
    let is_skip = here.0.number > missing;
    let is_elsewhere = is_skip && stands_in(between, missing);
    !is_repeated && !is_elsewhere
}

/// Whether the numeral of a mark stands in `words`, with a sign behind or a bracket before it.
fn stands_in(words: &str, number: u8) -> bool {
    [chinese(number), number.to_string()].iter().any(|numeral| {
        words.match_indices(numeral.as_str()).any(|(at, _)| {
            let after = words.get(at + numeral.len()..).unwrap_or_default();
            let before = words.get(..at).unwrap_or_default();
            after.starts_with(|c: char| c.is_whitespace() || "、.．，,)）是".contains(c))
                || before.ends_with(['(', '（'])
        })
    })
}

/// A number below one hundred in Chinese.
fn chinese(number: u8) -> String {
    let digit = |n: u8| NUMERALS.chars().nth(usize::from(n).wrapping_sub(1));
    let (tens, ones) = (number / 10, number % 10);
    let tens = [
        digit(tens).filter(|_| tens > 1),
        digit(10).filter(|_| tens > 0),
    ];
    tens.into_iter().chain([digit(ones)]).flatten().collect()
}
