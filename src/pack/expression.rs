//! Linear relations as an auditor writes them: `本年新收 + 上年结转 = 办理总计 + 结转下年度`.
//!
//! Numbers, names, `+ - * ( )` and one of `= <= >=`, full-width forms alike. A name
//! is an indicator's key or Chinese name; one with other characters in it than
//! letters, digits, `.`, `_` and `/` stands in quotes: `“不是《条例》所指政府信息”`.
//!
//! Deliberately absent: anything that is not linear, and what a name stands for.

use std::ops::Range;

use super::{
    error::Mistake,
    rule::{Linear, Relation},
};
use crate::{
    quantity::Decimal,
    template::{IndicatorId, fold_char},
};

/// How deep brackets and signs may stand in one another.
const MAX_DEPTH: usize = 32;

/// A mistake and the part of the text it is about.
pub(super) type Fault = (Range<usize>, Mistake);

/// Reads a relation; `resolve` finds the indicator behind a name.
///
/// # Errors
///
/// The first fault of grammar, or every name without an indicator.
pub(super) fn parse<R>(text: &str, resolve: R) -> Result<Linear, Vec<Fault>>
where
    R: FnMut(&str) -> Result<IndicatorId, Mistake>,
{
    let mut parser = Parser {
        text,
        token: Token::End,
        span: 0..0,
        resolve,
        unresolved: Vec::new(),
        depth: 0,
    };
    let relation = parser.relation();
    match relation {
        _ if !parser.unresolved.is_empty() => Err(parser.unresolved),
        Ok(linear) => Ok(linear),
        Err(fault) => Err(vec![fault]),
    }
}

#[derive(Debug, Clone, PartialEq)]
enum Token<'t> {
    Number(Decimal),
    Name(&'t str),
    Relation(Relation),
    Plus,
    Minus,
    Times,
    Open,
    Close,
    End,
}

struct Parser<'t, R> {
    text: &'t str,
    /// The token to be looked at.
    token: Token<'t>,
    span: Range<usize>,
    resolve: R,
    unresolved: Vec<Fault>,
    depth: usize,
}

/// A sum of multiples of indicators and a constant.
#[derive(Debug, Default)]
struct Side {
    terms: Vec<(Decimal, IndicatorId)>,
    constant: Decimal,
}

impl<R> Parser<'_, R>
where
    R: FnMut(&str) -> Result<IndicatorId, Mistake>,
{
    fn relation(&mut self) -> Result<Linear, Fault> {
        self.advance()?;
        let mut left = self.sum()?;
        let relation = match self.token {
            Token::Relation(relation) => relation,
            Token::End => return Err(self.fault("the relation lacks one of `=`, `<=` and `>=`")),
            _ => return Err(self.fault("an operator is missing before this")),
        };
        self.advance()?;
        let right = self.sum()?;
        match self.token {
            Token::End => {}
            Token::Relation(_) => {
                return Err(self.fault("a relation has one `=`, `<=` or `>=`; write two rules"));
            }
            Token::Close => return Err(self.fault("nothing was opened that this could close")),
            _ => return Err(self.fault("an operator is missing before this")),
        }
        let whole = 0..self.text.len();
        left.add(right, Decimal::NEGATIVE_ONE)
            .ok_or_else(|| too_large(whole.clone()))?;
        left.terms.retain(|(coefficient, _)| !coefficient.is_zero());
        if left.terms.is_empty() {
            return Err(bad(whole, "the relation says nothing about any indicator"));
        }
        Ok(Linear {
            terms: left.terms,
            constant: left.constant,
            relation,
        })
    }

    fn sum(&mut self) -> Result<Side, Fault> {
        let mut sum = self.product()?;
        loop {
            let sign = match self.token {
                Token::Plus => Decimal::ONE,
                Token::Minus => Decimal::NEGATIVE_ONE,
                _ => return Ok(sum),
            };
            let at = self.span.clone();
            self.advance()?;
            let next = self.product()?;
            sum.add(next, sign).ok_or_else(|| too_large(at))?;
        }
    }

    fn product(&mut self) -> Result<Side, Fault> {
        let mut product = self.factor()?;
        while self.token == Token::Times {
            let at = self.span.clone();
            self.advance()?;
            let factor = self.factor()?;
            let (scaled, scale) = match (product.terms.as_slice(), factor.terms.as_slice()) {
                (_, []) => (product, factor.constant),
                ([], _) => (factor, product.constant),
                _ => return Err(bad(at, "two indicators cannot be multiplied")),
            };
            product = Side::default();
            product.add(scaled, scale).ok_or_else(|| too_large(at))?;
        }
        Ok(product)
    }

    fn factor(&mut self) -> Result<Side, Fault> {
        let at = self.span.clone();
        let mut side = Side::default();
        match self.token.clone() {
            Token::Number(number) => side.constant = number,
            Token::Name(name) => match (self.resolve)(name) {
                Ok(indicator) => side.terms.push((Decimal::ONE, indicator)),
                Err(mistake) => self.unresolved.push((at, mistake)),
            },
            Token::Open => {
                self.descend()?;
                side = self.sum()?;
                self.depth -= 1;
                if self.token != Token::Close {
                    return Err(bad(at, "this bracket is never closed"));
                }
            }
            Token::Minus => {
                self.descend()?;
                let negated = self.factor()?;
                self.depth -= 1;
                side.add(negated, Decimal::NEGATIVE_ONE)
                    .ok_or_else(|| too_large(at))?;
                return Ok(side);
            }
            Token::End => return Err(self.fault("the relation ends where a name should stand")),
            _ => return Err(self.fault("a name, a number or a bracket should stand here")),
        }
        self.advance()?;
        Ok(side)
    }

    /// Goes on behind an opening bracket or a sign.
    fn descend(&mut self) -> Result<(), Fault> {
        self.depth += 1;
        if self.depth > MAX_DEPTH {
            return Err(self.fault("brackets and signs stand too deep in one another"));
        }
        self.advance()
    }

    fn fault(&self, message: &str) -> Fault {
        bad(self.span.clone(), message)
    }

    /// Reads the next token.
    fn advance(&mut self) -> Result<(), Fault> {
        let rest = self.text.get(self.span.end..).unwrap_or_default();
        let rest = rest.trim_start();
        let start = self.text.len() - rest.len();
        let (token, length) =
            next_token(rest).map_err(|(length, message)| bad(start..start + length, &message))?;
        self.token = token;
        self.span = start..start + length;
        Ok(())
    }
}

impl Side {
    /// Adds `scale × other`; nothing if that is more than a number can hold.
    fn add(&mut self, other: Self, scale: Decimal) -> Option<()> {
        let constant = other.constant.checked_mul(scale)?;
        self.constant = self.constant.checked_add(constant)?;
        for (coefficient, indicator) in other.terms {
            let coefficient = coefficient.checked_mul(scale)?;
            // One indicator twice would count its interval twice.
            match self.terms.iter_mut().find(|term| term.1 == indicator) {
                Some(term) => term.0 = term.0.checked_add(coefficient)?,
                None => self.terms.push((coefficient, indicator)),
            }
        }
        Some(())
    }
}

/// The token at the start of `rest` and its length, or a fault's length and words.
fn next_token(rest: &str) -> Result<(Token<'_>, usize), (usize, String)> {
    let Some(first) = rest.chars().next() else {
        return Ok((Token::End, 0));
    };
    if let Some((sign, token)) = sign(rest) {
        return Ok((token, sign));
    }
    if let Some(closing) = closing_quote(first) {
        let opening = first.len_utf8();
        let (name, _) = rest
            .strip_prefix(first)
            .and_then(|name| name.split_once(closing))
            .ok_or_else(|| (opening, "this quote is never closed".to_owned()))?;
        let length = opening + name.len() + closing.len_utf8();
        return Ok((Token::Name(name), length));
    }
    if first.is_ascii_digit() {
        let length = run_length(rest, |c| c.is_ascii_digit() || c == '.');
        let number = rest.get(..length).unwrap_or_default();
        let number = number
            .parse()
            .map_err(|_| (length, format!("`{number}` is not a number")))?;
        return Ok((Token::Number(number), length));
    }
    let length = run_length(rest, is_of_name);
    if length > 0 {
        return Ok((Token::Name(rest.get(..length).unwrap_or_default()), length));
    }
    let message = format!("`{first}` has no meaning here; a name with it stands in quotes: “…”");
    Err((first.len_utf8(), message))
}

/// The operator or bracket at the start of `rest`, with its length.
fn sign(rest: &str) -> Option<(usize, Token<'static>)> {
    let mut chars = rest.chars();
    let first = chars.next()?;
    let second = chars.next().map(fold_char);
    let length = first.len_utf8();
    let two = |relation| {
        let next = rest.chars().nth(1).map_or(0, char::len_utf8);
        (length + next, Token::Relation(relation))
    };
    Some(match (fold_char(first), second) {
        ('<', Some('=')) => two(Relation::AtMost),
        ('>', Some('=')) => two(Relation::AtLeast),
        ('≤', _) => (length, Token::Relation(Relation::AtMost)),
        ('≥', _) => (length, Token::Relation(Relation::AtLeast)),
        ('=', _) => (length, Token::Relation(Relation::Equal)),
        ('+', _) => (length, Token::Plus),
        ('-' | '−', _) => (length, Token::Minus),
        ('*' | '×', _) => (length, Token::Times),
        ('(', _) => (length, Token::Open),
        (')', _) => (length, Token::Close),
        _ => return None,
    })
}

fn closing_quote(opening: char) -> Option<char> {
    match opening {
        '“' => Some('”'),
        '"' => Some('"'),
        _ => None,
    }
}

fn is_of_name(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '_' | '.' | '/')
}

fn run_length(text: &str, is_in: impl Fn(char) -> bool) -> usize {
    text.find(|c| !is_in(c)).unwrap_or(text.len())
}

fn bad(at: Range<usize>, message: &str) -> Fault {
    let message = message.to_owned();
    (at, Mistake::BadRelation { message })
}

fn too_large(at: Range<usize>) -> Fault {
    bad(at, "the numbers are too large")
}

#[cfg(test)]
mod tests {
    use super::*;

    const NAMES: [&str; 4] = ["新收", "a.b_c", "甲/乙", "不是《条例》所指、其他"];

    fn resolve(name: &str) -> Result<IndicatorId, Mistake> {
        NAMES
            .iter()
            .zip(0..)
            .find(|(known, _)| **known == name)
            .map(|(_, id)| IndicatorId(id))
            .ok_or_else(|| Mistake::BadRelation {
                message: format!("unknown {name}"),
            })
    }

    fn read(text: &str) -> String {
        match parse(text, resolve) {
            Ok(linear) => {
                let terms: Vec<_> = linear
                    .terms
                    .iter()
                    .map(|(factor, id)| format!("{factor}[{}]", id.0))
                    .collect();
                format!(
                    "{} {} {:?}",
                    terms.join(" "),
                    linear.constant,
                    linear.relation
                )
            }
            Err(faults) => {
                let faults: Vec<_> = faults
                    .into_iter()
                    .map(|(at, mistake)| format!("`{}`: {mistake}", text.get(at).unwrap()))
                    .collect();
                faults.join("\n")
            }
        }
    }

    #[test]
    fn linear_relations() {
        assert_eq!(read("新收 = a.b_c"), "1[0] -1[1] 0 Equal");
        assert_eq!(read("新收 + 甲/乙 <= 3"), "1[0] 1[2] -3 AtMost");
        assert_eq!(read("新收＋甲/乙≤3"), "1[0] 1[2] -3 AtMost");
        assert_eq!(
            read("2 × (新收 － 1) ＞＝ -a.b_c*0.5"),
            "2[0] 0.5[1] -2 AtLeast"
        );
        assert_eq!(
            read("新收 = “不是《条例》所指、其他”"),
            "1[0] -1[3] 0 Equal"
        );
        assert_eq!(
            read("新收 = \"不是《条例》所指、其他\""),
            "1[0] -1[3] 0 Equal"
        );
    }

    #[test]
    fn one_indicator_twice_is_one_term() {
        assert_eq!(read("新收 + 新收 = a.b_c + 新收"), "1[0] -1[1] 0 Equal");
        assert_eq!(
            read("新收 = 新收"),
            "`新收 = 新收`: the relation says nothing about any indicator"
        );
    }

    #[test]
    fn faults_have_a_place() {
        let cases = [
            ("新收", "``: the relation lacks one of `=`, `<=` and `>=`"),
            ("新收 = ", "``: the relation ends where a name should stand"),
            (
                "新收 = = 1",
                "`=`: a name, a number or a bracket should stand here",
            ),
            (
                "新收 = 1 = 1",
                "`=`: a relation has one `=`, `<=` or `>=`; write two rules",
            ),
            (
                "新收 甲/乙 = 1",
                "`甲/乙`: an operator is missing before this",
            ),
            ("(新收 = 1", "`(`: this bracket is never closed"),
            ("新收 = 1)", "`)`: nothing was opened that this could close"),
            (
                "新收 × 甲/乙 = 1",
                "`×`: two indicators cannot be multiplied",
            ),
            ("新收 = 1.2.3", "`1.2.3`: `1.2.3` is not a number"),
            ("新收 = “甲", "`“`: this quote is never closed"),
            (
                "新收、甲 = 1",
                "`、`: `、` has no meaning here; a name with it stands in quotes: “…”",
            ),
            ("丙 = 新收 + 丁", "`丙`: unknown 丙\n`丁`: unknown 丁"),
        ];
        for (text, expected) in cases {
            assert_eq!(read(text), expected, "{text}");
        }
    }

    #[test]
    fn depth_and_size_have_an_end() {
        let deep = format!("{}新收 = 1", "(".repeat(100_000));
        assert_eq!(
            read(&deep),
            "`(`: brackets and signs stand too deep in one another"
        );
        let large = format!("{0} × {0} × 新收 = 1", "9".repeat(28));
        assert_eq!(read(&large), "`×`: the numbers are too large");
    }
}
