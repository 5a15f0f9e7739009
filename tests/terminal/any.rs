//! The terminal format on text as it comes.

use gouji::{
    finding::{Mark, Role},
    quantity::Decimal,
    report::Look,
    span::Span,
};
use proptest::prelude::*;

use super::{
    audit, finding, look, printed,
    seen::{row_numbers, underlined, widest},
};

/// Text as nobody would write it: wide, narrow, invisible and hostile characters on lines of any length.
fn any_text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        6 => "[申请公开信息数件条]{1,60}",
        3 => "[0-9]{1,5}",
        2 => "[，。；　 \\t|a-z]{1,4}",
        2 => Just("\n".to_owned()),
        1 => Just("\r\n".to_owned()),
        1 => "[\u{1b}\u{7}\u{202e}\u{200b}\u{301}\u{fe0f}\u{1f600}…“①]{1,3}",
    ];
    proptest::collection::vec(piece, 1..60).prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn whatever_the_text_it_fits_and_shows_every_mark(
        text in any_text(),
        places in proptest::collection::vec((0_usize..9000, 0_usize..12, any::<bool>()), 1..14),
        width in 40_usize..140,
        is_unicode in any::<bool>(),
    ) {
        let bounds: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
        let bound = |i: usize| bounds[i % bounds.len()];
        let marks = places.iter().map(|&(from, n_chars, is_total)| {
            let from = from % bounds.len();
            let (start, end) = (bound(from), bounds[(from + n_chars).min(bounds.len() - 1)]);
            Mark {
                span: Span::new(start, end),
                label: text[start..].chars().take(9).collect(),
                value: Some(Decimal::from(n_chars)),
                unit: "件".to_owned(),
                role: if is_total { Role::Total } else { Role::Words },
            }
        });
        let mut marks: Vec<Mark> = marks.collect();
        let primary = marks.remove(0);
        let look = Look { is_unicode, ..look(width) };
        let audit = audit(&text, vec![finding("不符", primary, marks)]);
        let out = printed(look, "报告.txt", &audit);
        prop_assert!(widest(&out) <= width, "{} > {width}\n{out}", widest(&out));
        prop_assert!(!out.contains(|c: char| c.is_control() && c != '\n'), "{out:?}");
        prop_assert!(!out.contains("Failed to read"), "{out}");
        // Every row has the number of its line, in order.
        let rows = row_numbers(&out);
        prop_assert!(!rows.is_empty() && rows.is_sorted(), "{out}");
        let n_lines = text.split('\n').count();
        prop_assert!(rows.iter().all(|&line| line <= n_lines), "{out}");
    }
    #[test]
    fn a_figure_is_underlined_wherever_it_stands(
        before in any_text(),
        after in any_text(),
        width in 40_usize..140,
        is_unicode in any::<bool>(),
    ) {
        let before = before.trim_end_matches(|c: char| c.is_ascii_digit());
        let text = format!("{before}1234567{after}");
        let primary = Mark {
            span: Span::new(before.len(), before.len() + 7),
            label: "收到申请数".to_owned(),
            value: Some(Decimal::from(1_234_567)),
            unit: "件".to_owned(),
            role: Role::Total,
        };
        let look = Look { is_unicode, ..look(width) };
        let out = printed(look, "报告.txt", &audit(&text, vec![finding("不符", primary, vec![])]));
        let line = before.matches('\n').count() + 1;
        prop_assert_eq!(underlined(&out), [(line, "1234567".to_owned())], "{}", out);
        prop_assert!(widest(&out) <= width, "{out}");
    }
}
