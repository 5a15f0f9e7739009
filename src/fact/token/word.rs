//! Latin words with digits in them: web addresses, accounts, FM107.3, 5G.
//!
//! Deliberately absent: whether an address exists.

use super::{NotQuantity, Place, Token, not, number::Run};
use crate::quantity::{Family, Unit, glance};

impl Place<'_> {
    /// The token of the word whose first letter is at byte `at`, or where to go on if it is none.
    pub(super) fn word(&self, at: usize) -> Result<Token, usize> {
        let simple = self.simple_end(at);
        let end = self.full_end(at, simple);
        let word = self.text.get(at..end).unwrap_or_default();
        if is_electronic(word) {
            return Ok(not(at, end, NotQuantity::Electronic));
        }
        let Some(first) = word.bytes().position(|b| b.is_ascii_digit()) else {
            return Err(simple);
        };
        // PPP3件: letters that a count follows, rather than a name.
        if first > 1 && self.is_count(at + first) {
            return Err(at + first);
        }
        if let Some('楼' | '室' | '层' | '栋' | '幢' | '樓') = glance::after(self.text, end) {
            return Ok(not(at, end + 3, NotQuantity::Address));
        }
        Ok(not(at, self.with_decimals(end), NotQuantity::Name))
    }

    /// The token of a file whose name ends with digits: `2018.xls`.
    pub(super) fn file(&self, run: Run) -> Option<Token> {
        let ending = self.text.as_bytes().get(run.end + 1..)?;
        let n_letters = ending
            .iter()
            .take_while(|b| b.is_ascii_alphabetic())
            .count();
        let is_file = glance::starts(self.text, run.end, ".") && matches!(n_letters, 3 | 4);
        is_file.then(|| self.word_from_digits(run))
    }

    /// The token of digits that letters follow: 5G, `163.com`, `12345@…`.
    pub(super) fn word_from_digits(&self, run: Run) -> Token {
        let simple = self.simple_end(run.start).max(run.end);
        let end = self.full_end(run.start, simple);
        let word = self.text.get(run.start..end).unwrap_or_default();
        let why = if is_electronic(word) {
            NotQuantity::Electronic
        } else {
            NotQuantity::Name
        };
        not(run.start, end, why)
    }

    /// The end of letters and digits with hyphens among them.
    fn simple_end(&self, at: usize) -> usize {
        let bytes = self.text.as_bytes();
        let is_part = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'-');
        let length = bytes[at..].iter().take_while(|&&b| is_part(b)).count();
        let word = &bytes[at..at + length];
        let hyphens = word.iter().rev().take_while(|&&b| b == b'-').count();
        at + length - hyphens
    }

    /// The end of a web address or file name that goes on behind its first part.
    fn full_end(&self, at: usize, simple: usize) -> usize {
        let bytes = self.text.as_bytes();
        let goes_on = match bytes.get(simple) {
            Some(b'@') => true,
            Some(b':') => bytes[simple..].starts_with(b"://"),
            Some(b'.') => bytes.get(simple + 1).is_some_and(u8::is_ascii_alphabetic),
            Some(b'/') => bytes[at..simple].contains(&b'.'),
            _ => false,
        };
        if !goes_on {
            return simple;
        }
        let is_part = |b: u8| b.is_ascii_alphanumeric() || b"._-/:@?&=%#~+$!".contains(&b);
        let length = bytes[simple..].iter().take_while(|&&b| is_part(b)).count();
        let full = &bytes[at..simple + length];
        let trailing = full
            .iter()
            .rev()
            .take_while(|b| b".:?-!".contains(b))
            .count();
        at + full.len() - trailing
    }

    /// FM107.3, PM2.5: the digits behind the point belong to the name.
    fn with_decimals(&self, end: usize) -> usize {
        let is_digit = |at: usize| self.text.as_bytes().get(at).is_some_and(u8::is_ascii_digit);
        if glance::starts(self.text, end, ".") && is_digit(end - 1) && is_digit(end + 1) {
            return Run::read(self.text, end + 1).map_or(end, |run| run.end);
        }
        end
    }

    /// Whether digits at byte `at` are followed by a unit of counting.
    fn is_count(&self, at: usize) -> bool {
        Run::read(self.text, at)
            .and_then(|run| Unit::read(self.text, run.end))
            .is_some_and(|(unit, _)| matches!(unit.family(), Family::Item | Family::Person))
    }
}

/// A web address, an e-mail, a file name, or an account of letters and many digits.
fn is_electronic(word: &str) -> bool {
    let count = |is: fn(&u8) -> bool| word.bytes().filter(is).count();
    let (letters, digits) = (count(u8::is_ascii_alphabetic), count(u8::is_ascii_digit));
    word.contains(['@', '/'])
        || word
            .split_once('.')
            .is_some_and(|(_, rest)| rest.starts_with(|c: char| c.is_ascii_alphabetic()))
        || letters >= 3 && digits >= 3
        || letters >= 1 && digits >= 6
}
