//! Traditional script, read as simplified.
//!
//! Words are looked for in a copy that has every traditional character replaced
//! by the simplified one of the same length, so that every span is one of the
//! original as well. Most reports need no copy.

use std::borrow::Cow;

/// Words that are others across the strait, and what a mirror made of theirs has to be read as.
const WORDS: [(&str, &str); 2] = [("资讯", "信息"), ("网路", "网络")];

/// `text` in simplified script, byte for byte in the same places.
pub(super) fn simplified(text: &str) -> Cow<'_, str> {
    if !is_traditional(text.as_bytes()) {
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
    for (other, ours) in WORDS {
        if folded.contains(other) {
            folded = folded.replace(other, ours);
        }
    }
    Cow::Owned(folded)
}

/// Whether one of two characters is there of which no public report in traditional script does without
/// both: 公開, 服務.
fn is_traditional(text: &[u8]) -> bool {
    const OPEN: &[u8] = "開".as_bytes();
    const SERVE: &[u8] = "務".as_bytes();
    // Both have this byte, which simplified script seldom has: one look finds them.
    const SHARED: u8 = 0x8b;
    memchr::memchr_iter(SHARED, text).any(|at| {
        let starts = |at: Option<usize>, telltale: &[u8]| {
            let rest = at.and_then(|at| text.get(at..));
            rest.is_some_and(|rest| rest.starts_with(telltale))
        };
        starts(at.checked_sub(2), OPEN) || starts(at.checked_sub(1), SERVE)
    })
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
    fn either_telltale_is_enough() {
        assert_eq!(simplified("開"), "开");
        assert_eq!(simplified("條目：服務"), "条目：服务");
        // The byte that both have is in these as well.
        assert_eq!(simplified("勋章"), "勋章");
    }

    #[test]
    fn words_of_the_other_side_are_read_as_ours() {
        let text = "主動公開政府資訊935條，網路申請2件";
        assert_eq!(simplified(text), "主动公开政府信息935条，网络申请2件");
    }

    #[test]
    fn simplified_text_is_not_copied() {
        assert!(matches!(
            simplified("主动公开政府信息"),
            std::borrow::Cow::Borrowed(_)
        ));
    }
}
