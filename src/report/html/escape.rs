//! Text of a report on a page: nothing of it is markup, and nothing steers the reader's eye.
//!
//! A report is untrusted. `<` and its kind are escaped; control characters and changes of
//! writing direction, which could make a figure read backwards, become `�` as they do on
//! a terminal. All else stays, so that what is copied from the page is the report's text.

use maud::Render;
use serde::Serialize;

/// Text that is not ours, for an element or a quoted attribute.
#[derive(Debug, Clone, Copy)]
pub(super) struct Shown<'a>(pub(super) &'a str);

impl Render for Shown<'_> {
    fn render_to(&self, out: &mut String) {
        escape_into(out, self.0);
    }
}

/// Appends `text` so that a browser shows it and does nothing else with it.
pub(super) fn escape_into(out: &mut String, text: &str) {
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            c => out.push(harmless(c)),
        }
    }
}

/// Data for a script of the page, as JSON that cannot end the element it stands in.
pub(super) fn json_into(out: &mut String, data: &impl Serialize) -> serde_json::Result<()> {
    for c in serde_json::to_string(data)?.chars() {
        match c {
            '<' => out.push_str("\\u003c"),
            '>' => out.push_str("\\u003e"),
            '&' => out.push_str("\\u0026"),
            c => out.push(harmless(c)),
        }
    }
    Ok(())
}

fn harmless(c: char) -> char {
    match c {
        '\t' | '\n' | '\r' => c,
        '\u{200e}'
        | '\u{200f}'
        | '\u{061c}'
        | '\u{202a}'..='\u{202e}'
        | '\u{2066}'..='\u{2069}' => '\u{fffd}',
        c if c.is_control() => '\u{fffd}',
        c => c,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_of_a_report_is_markup() {
        let mut out = String::new();
        escape_into(&mut out, "<script>\"'&]]>\0\u{202e}12件\u{7f}\u{85}");
        assert_eq!(
            out,
            "&lt;script&gt;&quot;&#39;&amp;]]&gt;\u{fffd}\u{fffd}12件\u{fffd}\u{fffd}"
        );
    }

    #[test]
    fn data_cannot_end_its_element() {
        let mut out = String::new();
        let data = ["</script><!--<script>", "a&\u{202e}\0\"\n"];
        json_into(&mut out, &data).unwrap();
        assert!(!out.contains(['<', '>', '&', '\u{202e}']), "{out}");
        let back: Vec<String> = serde_json::from_str(&out).unwrap();
        assert_eq!(back, ["</script><!--<script>", "a&\u{fffd}\0\"\n"]);
    }
}
