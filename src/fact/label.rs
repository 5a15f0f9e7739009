//! What the labels of tables say by themselves, each read once.
//!
//! Forms are prescribed: the labels of one report are those of nearly every other. What one says follows
//! from its characters alone, so a thread keeps those that it has read.
//!
//! Deliberately absent: what a label counts, which the form and the labels above it decide.

use std::{cell::RefCell, hash::Hasher, rc::Rc};

use crate::{
    fact::{
        Facts, NotQuantity,
        form::{Mark, mark, without_notes},
        token::{self, CueTable, Token},
    },
    span::Span,
    template::{LabelHasher, fold_label},
};

/// How many labels a thread keeps: a form has less than a hundred, of which each is printed in a few ways.
const N_KEPT: u64 = 4096;

/// Longer ones, in bytes, are notes, and not kept.
const LONGEST: usize = 240;

thread_local! {
    /// Labels by their hash, the last one read of any two that share it.
    static KEPT: RefCell<Vec<Option<Rc<Words>>>> = RefCell::new((0..N_KEPT).map(|_| None).collect());
}

/// The words of a label, wherever they stand.
#[derive(Debug)]
pub(super) struct Words {
    printed: Box<str>,
    /// How they are searched for.
    pub(super) folded: String,
    /// The same without notes in brackets, if there are any.
    pub(super) bare: Option<String>,
    /// How deep their list mark puts them.
    pub(super) mark: Mark,
    /// Whether they hold a digit or a full-width sign.
    pub(super) may_hold_number: bool,
    /// The numbers among them by their places in `printed`, without a reason if they are damaged.
    numbers: Vec<(Span, Option<NotQuantity>)>,
}

/// Reads a label; `cues` has no words, which would be those of one template.
pub(super) fn read(printed: &str, cues: &CueTable) -> Rc<Words> {
    if printed.len() > LONGEST {
        return Rc::new(Words::new(printed, cues));
    }
    let mut hasher = LabelHasher::default();
    hasher.write(printed.as_bytes());
    let at = usize::try_from(hasher.finish() % N_KEPT).unwrap_or_default();
    KEPT.with_borrow_mut(|kept| match &mut kept[at] {
        Some(words) if *words.printed == *printed => Rc::clone(words),
        slot => Rc::clone(slot.insert(Rc::new(Words::new(printed, cues)))),
    })
}

impl Words {
    fn new(printed: &str, cues: &CueTable) -> Self {
        let mut tokens = Vec::new();
        token::tokens(printed, Span::new(0, printed.len()), cues, &mut tokens);
        let number = |token: &Token| match *token {
            Token::Figure(printed) => Some((printed.figure, Some(NotQuantity::Label))),
            Token::NotQuantity { span, why } => Some((span, Some(why))),
            Token::Damaged { span } => Some((span, None)),
            Token::Cue { .. } | Token::Break { .. } => None,
        };
        let folded = fold_label(printed).into_owned();
        Self {
            printed: printed.into(),
            bare: folded.contains('(').then(|| without_notes(&folded)),
            folded,
            mark: mark(printed),
            may_hold_number: may_hold_number(printed.as_bytes()),
            numbers: tokens.iter().filter_map(number).collect(),
        }
    }

    /// Accounts for the numbers among them, where they stand at `span`.
    pub(super) fn account(&self, span: Span, facts: &mut Facts) {
        for &(number, why) in &self.numbers {
            let number = number.shifted(span.start);
            match why {
                Some(why) => facts.not_quantities.push((number, why)),
                None => facts.unknown.push(number),
            }
        }
    }
}

/// Whether words hold a digit or a full-width sign.
fn may_hold_number(words: &[u8]) -> bool {
    let mut at = 0;
    while let Some(first) = words.get(at) {
        match first {
            b'0'..=b'9' | 0xef => return true,
            // Chinese characters take three bytes.
            0xe4..=0xe9 => at += 3,
            _ => at += 1,
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use std::rc::Rc;

    use super::read;
    use crate::{
        fact::{Facts, NotQuantity, form::Mark, token::CueTable},
        span::Span,
    };

    #[test]
    fn a_label_says_the_same_wherever_it_stands() {
        let cues = CueTable::new(std::iter::empty());
        let printed = "（一）收到 申请数（2017年）";
        let (first, again) = (read(printed, &cues), read(printed, &cues));
        assert!(Rc::ptr_eq(&first, &again));
        assert_eq!(
            (&*first.folded, first.mark),
            ("收到申请数(2017年)", Mark::Level(2))
        );
        assert_eq!(first.bare.as_deref(), Some("收到申请数"));
        let mut facts = Facts::default();
        for start in [0, 100] {
            again.account(Span::new(start, start + printed.len()), &mut facts);
        }
        let (mark, year) = (NotQuantity::ListMark, NotQuantity::Year);
        assert_eq!(
            facts.not_quantities,
            [
                (Span::new(0, 9), mark),
                (Span::new(28, 35), year),
                (Span::new(100, 109), mark),
                (Span::new(128, 135), year),
            ]
        );
    }

    #[test]
    fn long_notes_are_not_kept() {
        let cues = CueTable::new(std::iter::empty());
        let note = "注".repeat(100);
        assert!(!Rc::ptr_eq(&read(&note, &cues), &read(&note, &cues)));
    }
}
