//! Traditional script, read as simplified.
//!
//! Words are looked for in a copy that has every traditional character replaced
//! by the simplified one of the same length, so that every span is one of the
//! original as well. Most reports need no copy.

use std::borrow::Cow;

/// Characters of which no public report in traditional script does without both: 公開, 服務.
const TELLTALES: [&str; 2] = ["開", "務"];

/// `text` in simplified script, byte for byte in the same places.
pub(super) fn simplified(text: &str) -> Cow<'_, str> {
    let has =
        |telltale: &&str| memchr::memmem::find(text.as_bytes(), telltale.as_bytes()).is_some();
    if !TELLTALES.iter().any(has) {
        return Cow::Borrowed(text);
    }
    let converted = fast2s::convert(text);
    let mut folded = String::with_capacity(text.len());
    let mut others = converted.chars();
    for c in text.chars() {
        let other = others
            .next()
            .filter(|other| other.len_utf8() == c.len_utf8());
        folded.push(other.unwrap_or(c));
    }
    Cow::Owned(folded)
}

#[cfg(test)]
mod tests {
    use super::simplified;

    #[test]
    fn places_stay_where_they_were() {
        let text = "主動公開政府信息935條，佔68.45%";
        let folded = simplified(text);
        assert_eq!(folded, "主动公开政府信息935条，占68.45%");
        assert_eq!(folded.len(), text.len());
        assert!(
            text.char_indices()
                .map(|(at, _)| at)
                .eq(folded.char_indices().map(|(at, _)| at))
        );
    }

    #[test]
    fn simplified_text_is_not_copied() {
        assert!(matches!(
            simplified("主动公开政府信息"),
            std::borrow::Cow::Borrowed(_)
        ));
    }
}
