//! The XML parts of office documents, event by event.
//!
//! Elements and attributes go by their local names: the strict form of a format has other
//! namespaces, and programs choose prefixes as they like. Only the entities of XML itself
//! are known, so that a part is never longer than it looks.
//!
//! Deliberately absent: what any element means.

pub(super) mod relations;

use std::borrow::Cow;

use encoding_rs::{UTF_16BE, UTF_16LE};
use quick_xml::{
    Reader, XmlVersion,
    events::{BytesEnd, BytesRef, BytesStart, Event as Raw},
};

use crate::quantity::glance;

/// That a part is no sound XML.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Broken;

/// What stands next in a part.
#[derive(Debug)]
pub(super) enum Event<'a> {
    /// An element begins.
    Start(Element<'a>),
    /// The element that began last and is still open ends.
    End(End<'a>),
    /// Text, or a part of it.
    Text(Cow<'a, str>),
}

/// The start of an element.
#[derive(Debug)]
pub(super) struct Element<'a>(BytesStart<'a>);

impl Element<'_> {
    /// Its local name.
    pub(super) fn name(&self) -> &str {
        self.0.local_name().into_inner()
    }

    /// The value of the first attribute with this local name.
    pub(super) fn value(&self, name: &str) -> Option<Cow<'_, str>> {
        let mut attributes = self.0.attributes();
        // Checking them for repetition would take the square of their number.
        let found = attributes
            .with_checks(false)
            .flatten()
            .find(|attribute| attribute.key.local_name().into_inner() == name)?;
        found.normalized_value(XmlVersion::Implicit1_0).ok()
    }

    /// Whether any attribute with this local name has the value `value`.
    pub(super) fn has(&self, name: &str, value: &str) -> bool {
        let mut attributes = self.0.attributes();
        let mut attributes = attributes.with_checks(false).flatten();
        attributes.any(|attribute| {
            attribute.key.local_name().into_inner() == name && &*attribute.value == value
        })
    }

    /// The attribute `name` as a number.
    pub(super) fn number(&self, name: &str) -> Option<u32> {
        self.value(name)?.trim().parse().ok()
    }

    /// Whether a property that is on by being there is not turned off again.
    pub(super) fn is_on(&self) -> bool {
        !matches!(self.value("val").as_deref(), Some("0" | "false" | "off"))
    }

    /// Whether the attribute `name` says so.
    pub(super) fn is_true(&self, name: &str) -> bool {
        matches!(self.value(name).as_deref(), Some("1" | "true" | "on"))
    }
}

/// The end of an element.
#[derive(Debug)]
pub(super) struct End<'a>(BytesEnd<'a>);

impl End<'_> {
    /// Its local name.
    pub(super) fn name(&self) -> &str {
        self.0.local_name().into_inner()
    }
}

/// A part on its way through.
pub(super) struct Xml<'a> {
    reader: Reader<&'a [u8]>,
    /// How many elements are open.
    depth: usize,
}

impl<'a> Xml<'a> {
    /// Begins to read `text`.
    pub(super) fn new(text: &'a str) -> Self {
        let mut reader = Reader::from_str(text);
        reader.config_mut().expand_empty_elements = true;
        Self { reader, depth: 0 }
    }

    /// What stands next; none at the end.
    pub(super) fn next(&mut self) -> Result<Option<Event<'a>>, Broken> {
        loop {
            let event = match self.reader.read_event().map_err(|_| Broken)? {
                Raw::Start(start) => {
                    self.depth += 1;
                    Event::Start(Element(start))
                }
                Raw::End(end) => {
                    self.depth = self.depth.saturating_sub(1);
                    Event::End(End(end))
                }
                Raw::Text(text) => Event::Text(text.xml10_content()),
                Raw::CData(text) => Event::Text(text.xml10_content()),
                Raw::GeneralRef(name) => Event::Text(entity(&name)),
                // A part that ends before its elements do was cut off.
                Raw::Eof if self.depth > 0 => return Err(Broken),
                Raw::Eof => return Ok(None),
                Raw::Empty(_) | Raw::Comment(_) | Raw::Decl(_) | Raw::PI(_) | Raw::DocType(_) => {
                    continue;
                }
            };
            return Ok(Some(event));
        }
    }

    /// Goes on behind the element that just began; says whether there was a digit in its words.
    pub(super) fn skip(&mut self) -> Result<bool, Broken> {
        let (outside, mut has_digit) = (self.depth.saturating_sub(1), false);
        while self.depth > outside {
            if let Event::Text(words) = self.next()?.ok_or(Broken)? {
                has_digit |= has_digits(&words);
            }
        }
        Ok(has_digit)
    }
}

/// Whether there is a digit among `words`, of whatever width.
pub(super) fn has_digits(words: &str) -> bool {
    words.contains(glance::is_digit)
}

/// What an entity stands for.
fn entity(name: &BytesRef<'_>) -> Cow<'static, str> {
    const LOST: &str = "\u{fffd}";
    if let Ok(Some(c)) = name.resolve_char_ref() {
        return Cow::Owned(c.to_string());
    }
    Cow::Borrowed(match &**name {
        "amp" => "&",
        "lt" => "<",
        "gt" => ">",
        "quot" => "\"",
        "apos" => "'",
        _ => LOST,
    })
}

/// The text of a part: UTF-8, or UTF-16 by its mark or its first sign.
pub(super) fn decode(bytes: Vec<u8>) -> Result<String, Broken> {
    let utf16 = match bytes.as_slice() {
        [0xff, 0xfe, ..] | [b'<', 0, ..] => UTF_16LE,
        [0xfe, 0xff, ..] | [0, b'<', ..] => UTF_16BE,
        _ => return String::from_utf8(bytes).map_err(|_| Broken),
    };
    let (text, has_errors) = utf16.decode_with_bom_removal(&bytes);
    if has_errors {
        return Err(Broken);
    }
    Ok(text.into_owned())
}
