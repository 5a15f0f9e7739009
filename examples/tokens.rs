//! Shows what the scanner makes of the numbers in text files: `cargo run --example tokens -- FILE...`
//!
//! One line a number, with its class, what was read, and the words around it.
#![expect(clippy::print_stdout, reason = "printing is what it is for")]
#![expect(clippy::string_slice, reason = "spans lie on character boundaries")]

use gouji::{
    fact::token::{CueTable, Token, tokens},
    span::Span,
};

fn main() -> std::io::Result<()> {
    let cues = CueTable::new([].into_iter());
    for path in std::env::args().skip(1) {
        let text = std::fs::read_to_string(&path)?;
        let mut out = Vec::new();
        tokens(&text, Span::new(0, text.len()), &cues, &mut out);
        for token in &out {
            if let Some(class) = class(token) {
                println!("{class:<60} {}", surroundings(&text, token.span()));
            }
        }
    }
    Ok(())
}

fn class(token: &Token) -> Option<String> {
    Some(match token {
        Token::Figure(printed) => {
            let quantity = printed.quantity;
            format!(
                "figure {} {:?} {} {:?}",
                quantity.value,
                quantity.exactness,
                quantity.interval,
                quantity.unit.symbol(),
            )
        }
        Token::NotQuantity { why, .. } => why.as_str().to_owned(),
        Token::Damaged { .. } => "damaged".to_owned(),
        Token::Cue { .. } | Token::Break { .. } => return None,
    })
}

/// The token in its surroundings, on one line.
fn surroundings(text: &str, span: Span) -> String {
    let range = span.range();
    let before: Vec<char> = text[..range.start].chars().rev().take(12).collect();
    let before: String = before.into_iter().rev().collect();
    let after: String = text[range.end..].chars().take(10).collect();
    format!("{before}⟦{}⟧{after}", span.of(text)).replace(['\n', '\r', '\t'], " ")
}
