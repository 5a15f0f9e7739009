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
            // Digits, and what Chinese numerals lead with.
            [b'0'..=b'9' | 0xe4 | 0xe5, ..] => words,
            [b'(', ..] => words.get(1..)?,
            [0xef, ..] => words.strip_prefix('（')?,
            _ => return None,
        };
        let is_bracketed = inner.len() < words.len();
        let digits = inner.bytes().take_while(u8::is_ascii_digit);
        let (level, longest, length) = match digits.count() {
            0 => (
                1,
                9,
                inner.chars().map_while(numeral).count() * '一'.len_utf8(),
            ),
            n_digits => (3, 2, n_digits),
        };
        // Most words start with none.
        if !(1..=longest).contains(&length) {
            return None;
        }
        let (printed, after) = inner.split_at_checked(length)?;
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
            number: if level == 1 {
                number(printed)
            } else {
                printed.parse().unwrap_or_default()
            },
            length: words.len() - closed.len(),
        })
    }
}

/// The value of a Chinese numeral below one hundred, 0 if it is none.
fn number(printed: &str) -> u8 {
    let mut numerals = printed.chars().filter_map(numeral);
    let numerals = [numerals.next(), numerals.next(), numerals.next()];
    match numerals.map(Option::unwrap_or_default) {
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
