//! What of a paragraph's tokens its figures are read from.
//!
//! Brackets without a figure belong to the words around them: their breaks and cues go.

use crate::{
    fact::{
        Facts,
        mention::Cue,
        token::{Break, Token},
    },
    span::Span,
};

/// How many brackets with nothing but Latin letters make a paragraph one with pinyin in it.
const ANNOTATED: usize = 4;

/// An open bracket: where it is among the tokens kept, and how many figures stand before it.
#[derive(Debug)]
pub(super) struct Bracket {
    at: usize,
    n_figures: usize,
}

/// What a look at each token tells of a paragraph.
#[derive(Debug, Default)]
pub(super) struct Sifted {
    /// Whether it may state something.
    pub(super) speaks: bool,
    /// How many brackets hold nothing but letters that are no Chinese, such as pinyin.
    n_latin: usize,
}

impl Sifted {
    /// Whether its words are broken up by their pronunciation.
    pub(super) fn is_annotated(&self) -> bool {
        self.n_latin >= ANNOTATED
    }
}

/// Tells numbers that are no figures to `facts`, and takes silent brackets out of the `tokens` from the one at
/// `first` on if these may state something; `open` is a buffer.
pub(super) fn sift(
    text: &str,
    (tokens, first): (&mut Vec<Token>, usize),
    open: &mut Vec<Bracket>,
    facts: &mut Facts,
) -> Sifted {
    let mut sifted = Sifted::default();
    let mut has_brackets = false;
    for token in &tokens[first..] {
        match *token {
            Token::Figure(_) => sifted.speaks = true,
            Token::NotQuantity { span, why } => facts.not_quantities.push((span, why)),
            Token::Damaged { span } => facts.unknown.push(span),
            Token::Cue { cue, .. } => {
                sifted.speaks |= matches!(Cue::from_id(cue), Some(Cue::None | Cue::All));
            }
            Token::Break { kind, .. } => has_brackets |= kind == Break::Close,
        }
    }
    if sifted.speaks && has_brackets {
        sifted.n_latin = take_out_silent_brackets(text, (tokens, first), open);
    }
    sifted
}

/// Takes brackets without a figure out of `tokens`, and says how many of them hold Latin letters only.
fn take_out_silent_brackets(
    text: &str,
    (tokens, first): (&mut Vec<Token>, usize),
    open: &mut Vec<Bracket>,
) -> usize {
    let mut n_latin = 0;
    open.clear();
    let (mut n_kept, mut n_figures) = (first, 0);
    let all = tokens.as_mut_slice();
    for at in first..all.len() {
        match all[at] {
            Token::Figure(_) => n_figures += 1,
            Token::Break {
                kind: Break::Open, ..
            } => open.push(Bracket {
                at: n_kept,
                n_figures,
            }),
            Token::Break {
                kind: Break::Close,
                span,
            } => {
                if let Some(bracket) = open.pop()
                    && bracket.n_figures == n_figures
                {
                    let from = bracket.at;
                    let words = Span {
                        start: all[from].span().end,
                        end: span.start,
                    };
                    n_latin += usize::from(is_all_latin(words.of(text)));
                    let inside = from..n_kept;
                    n_kept = from;
                    for at in inside {
                        let is_number =
                            matches!(all[at], Token::NotQuantity { .. } | Token::Damaged { .. });
                        if is_number {
                            all[n_kept] = all[at];
                            n_kept += 1;
                        }
                    }
                    continue;
                }
            }
            _ => {}
        }
        if n_kept < at {
            all[n_kept] = all[at];
        }
        n_kept += 1;
    }
    tokens.truncate(n_kept);
    n_latin
}

/// Whether there are words, and Latin letters only.
fn is_all_latin(words: &str) -> bool {
    !words.is_empty() && words.chars().all(is_latin)
}

/// Whether a character is a Latin letter, with or without a tone mark.
fn is_latin(c: char) -> bool {
    c.is_alphabetic() && c < '\u{300}'
}
