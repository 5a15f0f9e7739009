//! Brackets that say nothing of figures.

use crate::{
    fact::token::{Break, Token},
    span::Span,
};

/// How many brackets with nothing but Latin letters make a paragraph one with pinyin in it.
pub(super) const ANNOTATED: usize = 4;

/// Brackets without a figure belong to the words around them: their breaks and cues go.
///
/// Returns how many of them hold nothing but letters that are no Chinese, such as pinyin.
pub(super) fn drop_silent_brackets(text: &str, tokens: &mut Vec<Token>) -> usize {
    let mut open: Vec<usize> = Vec::new();
    let mut silent: Vec<(usize, usize)> = Vec::new();
    for (at, token) in tokens.iter().enumerate() {
        match token {
            Token::Break {
                kind: Break::Open, ..
            } => open.push(at),
            Token::Break {
                kind: Break::Close, ..
            } => {
                if let Some(from) = open.pop()
                    && !tokens[from..at]
                        .iter()
                        .any(|token| matches!(token, Token::Figure(_)))
                {
                    silent.push((from, at));
                }
            }
            _ => {}
        }
    }
    if silent.is_empty() {
        return 0;
    }
    let inside = |&&(from, to): &&(usize, usize)| {
        let words = Span {
            start: tokens[from].span().end,
            end: tokens[to].span().start,
        };
        let mut words = words.of(text).chars();
        words.next().is_some_and(is_latin) && words.all(is_latin)
    };
    let n_latin = silent.iter().filter(inside).count();
    let mut at = 0;
    tokens.retain(|token| {
        let is_silent = silent.iter().any(|&(from, to)| (from..=to).contains(&at));
        at += 1;
        !is_silent || matches!(token, Token::NotQuantity { .. } | Token::Damaged { .. })
    });
    n_latin
}

/// Whether a character is a Latin letter, with or without a tone mark.
fn is_latin(c: char) -> bool {
    c.is_alphabetic() && c < '\u{300}'
}
