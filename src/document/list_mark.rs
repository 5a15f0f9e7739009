//! The marks that number headings and items: `一、`, `（一）`, `1.`, `（1）`.
//!
//! Deliberately absent: which of them heads a section and which an item of a list.

/// A list mark at the start of a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ListMark {
    /// 1 for `一、`, 2 for `（一）`, 3 for `1.`, 4 for `（1）`.
    pub level: u8,
    /// The number it gives; 0 for a numeral that is none.
    pub number: u8,
    /// How many bytes it takes.
    pub length: usize,
}

impl ListMark {
    /// The mark that `words` start with.
    #[must_use]
    pub fn read(words: &str) -> Option<Self> {
        let inner = match words.as_bytes() {
            // Digits, and what Chinese numerals begin with.
            [b'0'..=b'9', ..] | [0xe4, 0xb8..=0xba, ..] | [0xe5, 0x85 | 0x8d | 0x9b, ..] => words,
            [b'(', ..] => words.get(1..)?,
            [0xef, ..] => words.strip_prefix('（')?,
            _ => return None,
        };
        let is_bracketed = inner.len() < words.len();
        let n_digits = inner.bytes().take_while(u8::is_ascii_digit).count();
        let (level, number, length) = match n_digits {
            0 => {
                let (numerals, n) = numerals(inner);
                (1, number(numerals), n * '一'.len_utf8())
            }
            1 | 2 => (3, inner.get(..n_digits)?.parse().ok()?, n_digits),
            _ => return None,
        };
        // Most words start with none.
        if length == 0 {
            return None;
        }
        let after = inner.get(length..)?;
        let mut rest = after.chars();
        let is_closed = match (rest.next()?, is_bracketed) {
            ('）' | ')', true) | ('、', false) => true,
            ('.' | '．', false) => level == 3,
            _ => false,
        };
        let closed = rest.as_str();
        // A decimal is no mark.
        if !is_closed || !is_bracketed && closed.starts_with(|c: char| c.is_ascii_digit()) {
            return None;
        }
        Some(Self {
            level: level + u8::from(is_bracketed),
            number,
            length: words.len() - closed.len(),
        })
    }
}

/// The Chinese numerals that words start with, and how many there are; none if there are more than in a mark.
fn numerals(words: &str) -> ([u8; 3], usize) {
    let (mut numerals, mut n) = ([0; 3], 0);
    for value in words.chars().map_while(numeral) {
        match numerals.get_mut(n) {
            Some(place) => *place = value,
            None => return (numerals, 0),
        }
        n += 1;
    }
    (numerals, n)
}

/// The value of Chinese numerals below one hundred, 0 if they have none.
fn number(numerals: [u8; 3]) -> u8 {
    match numerals {
        [ones, 0, 0] => ones,
        [10, ones @ 1..10, 0] => 10 + ones,
        [tens @ 1..10, 10, 0] => tens * 10,
        [tens @ 1..10, 10, ones @ 1..10] => tens * 10 + ones,
        _ => 0,
    }
}

fn numeral(c: char) -> Option<u8> {
    Some(match c {
        '一' => 1,
        '二' => 2,
        '三' => 3,
        '四' => 4,
        '五' => 5,
        '六' => 6,
        '七' => 7,
        '八' => 8,
        '九' => 9,
        '十' => 10,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::ListMark;

    #[test]
    fn marks_have_a_level_and_a_number() {
        let read = |words| ListMark::read(words).map(|mark| (mark.level, mark.number));
        assert_eq!(read("一、概述"), Some((1, 1)));
        assert_eq!(read("十二、附表"), Some((1, 12)));
        assert_eq!(read("（二十一）其他"), Some((2, 21)));
        assert_eq!(read("3．培训"), Some((3, 3)));
        assert_eq!(read("(4)信函"), Some((4, 4)));
        assert_eq!(read("二二、"), Some((1, 0)));
        assert_eq!(read("1.5万条"), None);
        assert_eq!(read("一是加强领导"), None);
    }
}
