//! A look at the characters beside a place in a text.
//!
//! Deliberately absent: positions inside a character; every place given here is a boundary.

/// The character that starts at byte `at`.
#[inline]
pub(crate) fn after(text: &str, at: usize) -> Option<char> {
    let first = *text.as_bytes().get(at)?;
    if first < 0x80 {
        return Some(char::from(first));
    }
    match wide_code(text.as_bytes(), at) {
        Some(code) => char::from_u32(code.into()),
        None => text.get(at..)?.chars().next(),
    }
}

/// The character that ends at byte `at`, no earlier than `floor`.
#[inline]
pub(crate) fn before(text: &str, floor: usize, at: usize) -> Option<char> {
    match text.as_bytes().get(floor..at)? {
        [.., last @ 0..0x80] => Some(char::from(*last)),
        [.., first @ 0xe0..0xf0, second, third] => {
            char::from_u32(code(*first, *second, *third).into())
        }
        _ => text.get(floor..at)?.chars().next_back(),
    }
}

/// The byte after the blanks that start at `at`; line ends and tabs are no blanks.
pub(crate) fn skip_blanks(text: &str, mut at: usize) -> usize {
    while let Some(c) = after(text, at).filter(|&c| is_blank(c)) {
        at += c.len_utf8();
    }
    at
}

/// `text` without blanks at its ends, which nearly none has.
#[inline]
pub(crate) fn trim(text: &str) -> &str {
    if is_bare(text.as_bytes()) {
        return text;
    }
    text.trim()
}

/// Whether a text has no blank at either end, as far as a look tells; yes is certain.
///
/// Digits, letters, Chinese characters and full-width signs are no blanks, and their bytes tell.
#[inline]
pub(crate) fn is_bare(text: &[u8]) -> bool {
    let starts = matches!(
        text,
        [] | [b'!'..=b'~' | 0xe4..=0xe9, ..] | [0xef, 0xbc | 0xbd, ..]
    );
    starts
        && matches!(
            text,
            [] | [.., b'!'..=b'~'] | [.., 0xe4..=0xe9, _, _] | [.., 0xef, 0xbc | 0xbd, _]
        )
}

/// Whether `c` is a blank inside a line.
pub(crate) fn is_blank(c: char) -> bool {
    matches!(c, ' ' | '\u{3000}' | '\u{a0}' | '\u{2002}'..='\u{200a}')
}

/// The value of an ASCII or full-width digit.
#[inline]
pub(crate) fn digit(c: char) -> Option<u8> {
    match c {
        '0'..='9' => u8::try_from(u32::from(c) - u32::from('0')).ok(),
        '０'..='９' => u8::try_from(u32::from(c) - u32::from('０')).ok(),
        _ => None,
    }
}

/// Whether a character is a digit, of either width.
#[inline]
pub(crate) fn is_digit(c: char) -> bool {
    matches!(c, '0'..='9' | '０'..='９')
}

/// Whether a text starts with a digit, of either width.
#[inline]
pub(crate) fn starts_with_digit(text: &str) -> bool {
    matches!(
        text.as_bytes(),
        [b'0'..=b'9', ..] | [0xef, 0xbc, 0x90..=0x99, ..]
    )
}

/// Whether the text at byte `at` starts with `word`.
#[inline]
pub(crate) fn starts(text: &str, at: usize, word: &str) -> bool {
    text.as_bytes()
        .get(at..)
        .is_some_and(|rest| rest.starts_with(word.as_bytes()))
}

/// Where `word` first stands in a text too short to be worth preparing a search.
pub(crate) fn find(text: &str, word: &str) -> Option<usize> {
    let (text, word) = (text.as_bytes(), word.as_bytes());
    let Some((&last, head)) = word.split_last() else {
        return Some(0);
    };
    // The last byte of a Chinese character tells more than the first.
    let mut places = memchr::memchr_iter(last, text.get(head.len()..)?);
    places.find(|&at| text.get(at..at + word.len()) == Some(word))
}

/// Where `word` last stands in such a text.
pub(crate) fn rfind(text: &str, word: &str) -> Option<usize> {
    let (text, word) = (text.as_bytes(), word.as_bytes());
    let Some((&last, head)) = word.split_last() else {
        return Some(text.len());
    };
    let mut places = memchr::memrchr_iter(last, text.get(head.len()..)?);
    places.find(|&at| text.get(at..at + word.len()) == Some(word))
}

/// Whether `word` ends at byte `at` and starts no earlier than `floor`.
pub(crate) fn ends(text: &str, floor: usize, at: usize, word: &str) -> bool {
    text.as_bytes()
        .get(floor..at)
        .is_some_and(|rest| rest.ends_with(word.as_bytes()))
}

/// The code point of the character at byte `at`, if it takes three bytes, as Chinese does.
#[inline]
pub(crate) fn wide_code(text: &[u8], at: usize) -> Option<u16> {
    match text.get(at..at + 3) {
        Some(&[first @ 0xe0..0xf0, second, third]) => Some(code(first, second, third)),
        _ => None,
    }
}

/// The code point of the character that has these bytes.
#[inline]
pub(crate) fn code(first: u8, second: u8, third: u8) -> u16 {
    u16::from(first & 0x0f) << 12 | u16::from(second & 0x3f) << 6 | u16::from(third & 0x3f)
}
