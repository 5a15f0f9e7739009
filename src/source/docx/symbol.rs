//! Signs that a document tells by an element of their own.
//!
//! Deliberately absent: the pictures of symbol fonts, which are no words.

use crate::source::xml::Element;

/// What is seen of a symbol that is no sign of any script.
const PICTURE: char = '□';

/// The sign that `element` of a run shows, if it shows one.
pub(super) fn sign(element: &Element<'_>) -> Option<char> {
    match element.name() {
        "tab" | "ptab" => Some('\t'),
        "br" | "cr" => Some('\n'),
        "noBreakHyphen" => Some('-'),
        "sym" => symbol(element),
        _ => None,
    }
}

/// The sign of a font.
fn symbol(element: &Element<'_>) -> Option<char> {
    let code = u32::from_str_radix(element.value("char")?.trim(), 16).ok()?;
    let font = element.value("font").unwrap_or_default();
    // Fonts of symbols have their signs in a range for private use.
    let own = code.checked_sub(0xf000).filter(|&own| own <= 0xff);
    match (&*font, own) {
        (_, None) => char::from_u32(code),
        ("Wingdings", Some(own @ 0x81..=0x8a)) => char::from_u32('①' as u32 + own - 0x81),
        ("Wingdings" | "Wingdings 2" | "Wingdings 3" | "Webdings", _) => Some(PICTURE),
        (_, Some(own @ (0x20..=0x3f | 0x5b | 0x5d | 0x7b..=0x7d))) => char::from_u32(own),
        _ => Some(PICTURE),
    }
}
