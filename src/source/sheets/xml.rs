//! The XML parts of workbooks: names without their prefix, attributes and text as plain strings.
//!
//! Deliberately absent: entities that a part declares, of which nothing is shown.

use quick_xml::events::{BytesRef, BytesStart, Event};

/// The text of a part; office programs write UTF-8.
pub(super) fn text(bytes: &[u8]) -> Option<String> {
    let (encoding, length) =
        encoding_rs::Encoding::for_bom(bytes).unwrap_or((encoding_rs::UTF_8, 0));
    let text =
        encoding.decode_without_bom_handling_and_without_replacement(bytes.get(length..)?)?;
    Some(text.into_owned())
}

/// The value of the attribute `name`.
pub(super) fn attribute(tag: &BytesStart<'_>, name: &str) -> Option<String> {
    let mut attributes = tag.attributes();
    let attributes = attributes.with_checks(false).flatten();
    let mut named = attributes.filter(|attribute| attribute.key.local_name().as_ref() == name);
    let value = named.next()?.value;
    Some(quick_xml::escape::unescape(&value).map_or_else(|_| value.to_string(), Into::into))
}

/// The value of an attribute that counts something.
pub(super) fn count(tag: &BytesStart<'_>, name: &str) -> Option<u32> {
    attribute(tag, name)?.trim().parse().ok()
}

/// Whether an attribute says so.
pub(super) fn is_true(tag: &BytesStart<'_>, name: &str) -> bool {
    matches!(attribute(tag, name).as_deref(), Some("1" | "true" | "on"))
}

/// Adds what an event says to `words`.
pub(super) fn push_text(words: &mut String, event: &Event<'_>) {
    match event {
        Event::Text(text) => words.push_str(text),
        Event::CData(text) => words.push_str(text),
        Event::GeneralRef(reference) => words.extend(character(reference)),
        _ => {}
    }
}

/// The character that a reference stands for.
fn character(reference: &BytesRef<'_>) -> Option<char> {
    if let Ok(Some(c)) = reference.resolve_char_ref() {
        return Some(c);
    }
    let name: &str = reference;
    Some(match name {
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "quot" => '"',
        "apos" => '\'',
        _ => return None,
    })
}
