//! What of a report's text a terminal may be shown.

use unicode_width::UnicodeWidthChar;

/// The text on one line, without anything a terminal would act on.
///
/// A report is untrusted: an escape sequence in it could repaint the screen, and
/// a change of writing direction could make a figure read backwards. Control
/// characters become `�`, line ends and tabs a space; what has no width at all is
/// left out, so that underlines stay where they belong.
///
/// # Examples
///
/// ```
/// use gouji::report::plain;
///
/// assert_eq!(plain("收到\t1\u{1b}[2J件\u{202e}"), "收到 1�[2J件�");
/// ```
#[must_use]
pub fn plain(text: &str) -> String {
    text.chars().filter_map(plain_char).collect()
}

/// A character as it may be shown, none if it has no width.
pub(super) fn plain_char(c: char) -> Option<char> {
    match c {
        '\t' | '\n' | '\r' | '\u{a0}' | '\u{2028}' | '\u{2029}' => Some(' '),
        '\u{200e}'
        | '\u{200f}'
        | '\u{061c}'
        | '\u{202a}'..='\u{202e}'
        | '\u{2066}'..='\u{2069}' => Some('\u{fffd}'),
        c if c.is_control() => Some('\u{fffd}'),
        c if c.width() == Some(0) => None,
        c => Some(c),
    }
}

/// The cells that a character from [`plain_char`] takes.
pub(super) fn char_width(c: char) -> usize {
    c.width().unwrap_or(0)
}

/// The cells that plain text takes.
pub(super) fn width(text: &str) -> usize {
    text.chars().map(char_width).sum()
}
