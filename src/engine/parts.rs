//! `由…等六个部分组成`: the number against the parts that are named.
//!
//! How many parts a list names depends on what separates them: 、 also stands inside one part
//! (行政复议、行政诉讼), and 和 both joins two parts and words of one. So there is a least and a
//! greatest count, and the sentence is wrong only if the number lies outside of both. A list that
//! ends with 等 may leave parts out; then the headings have to deny the number as well.
//!
//! Deliberately absent: whether the headings have the names that the list gives.

use crate::{
    engine::{Binding, Context, Fault},
    pack::rule::{ReportParts, Rule},
    quantity::{Quantity, glance},
    span::Span,
};

/// The word that every such sentence has.
const ANCHOR: &str = "部分";
/// How far before it the list may start, in bytes.
const REACH: usize = 1_200;
/// The shortest list, in characters.
const SHORTEST: usize = 12;
/// Within how many bytes from its start a report says what it consists of.
const OPENING: usize = 16 * 1024;

pub(super) fn bind<'r>(
    context: Context<'_>,
    rule: &'r Rule,
    check: &ReportParts,
    out: &mut Vec<Binding<'r>>,
) {
    let text = context.document.text();
    let opening = text.as_bytes().get(..OPENING).unwrap_or(text.as_bytes());
    for at in memchr::memmem::find_iter(opening, ANCHOR) {
        // 六部分, 六个部分; hardly any other 部分 is behind a count.
        let before = glance::before(text, 0, at);
        if before.is_none_or(|c| !(c.is_ascii_digit() || "个大一二三四五六七八九十".contains(c)))
        {
            continue;
        }
        let Some(Counted {
            list,
            count,
            is_open,
        }) = counted(check, text, at)
        else {
            continue;
        };
        let Some(stated) = Quantity::read(count.of(text), 0).map(|count| count.quantity.value)
        else {
            continue;
        };
        let Some(stated) = (1..=40).find(|&n| stated == n.into()) else {
            continue;
        };
        let pieces = split(list.of(text));
        let most = pieces.len() + n_joined(check, &pieces);
        // Pieces are told to be parts of one only where that many pieces are not as they should be.
        if most < 2 || (pieces.len()..=most).contains(&stated) {
            continue;
        }
        let least = pieces.len() - n_merged(check, &pieces);
        let is_wrong = if is_open {
            stated < least || stated > most && headings_deny(context, at, stated)
        } else {
            !(least..=most).contains(&stated)
        };
        if is_wrong {
            let value = if least == most {
                least.to_string()
            } else {
                format!("{least}—{most}")
            };
            out.push(Binding::Fault(Fault {
                against: Some(list),
                value,
                ..Fault::new(rule, count)
            }));
        }
    }
}

/// What a sentence says of the parts.
struct Counted {
    list: Span,
    count: Span,
    /// Whether the list may go on.
    is_open: bool,
}

/// The list and its count, if the anchor at byte `at` of `text` ends them.
fn counted(check: &ReportParts, text: &str, at: usize) -> Option<Counted> {
    let (start, words) = sentence(text, at);
    let opening = check.opens.find(words)?;
    let (shortest, _) = words.get(opening.end()..)?.char_indices().nth(SHORTEST)?;
    let floor = opening.end() + shortest;
    let closing = check.closes.find(words.get(floor..)?)?;
    // One that an earlier anchor ends was told there.
    if floor + closing.end() < words.len() {
        return None;
    }
    // Groups are dear to find: the words are looked for first, and they in them.
    let groups = check.closes.captures(closing.as_str())?;
    let count = groups.name("count")?;
    let start_of_closing = start + floor + closing.start();
    Some(Counted {
        list: Span::new(start + opening.end(), start_of_closing),
        count: Span::new(
            start_of_closing + count.start(),
            start_of_closing + count.end(),
        ),
        is_open: groups.name("open").is_some(),
    })
}

/// The sentence up to the anchor at byte `at`, and where it starts.
fn sentence(text: &str, at: usize) -> (usize, &str) {
    let mut from = at.saturating_sub(REACH);
    while !text.is_char_boundary(from) {
        from += 1;
    }
    let before = text.get(from..at).unwrap_or_default();
    let start = before.rfind(['。', '\n', '\r']).map_or(from, |end| {
        from + end + glance::after(before, end).map_or(0, char::len_utf8)
    });
    (
        start,
        text.get(start..at + ANCHOR.len()).unwrap_or_default(),
    )
}

/// How many parts more there are than `pieces`, if each 和 and 及 parts two of them.
fn n_joined(check: &ReportParts, pieces: &[&str]) -> usize {
    let joins = pieces.iter().map(|piece| check.joins.find_iter(piece));
    joins.map(Iterator::count).sum()
}

/// How many parts fewer there are than `pieces`, if each goes on behind its separator where it may.
fn n_merged(check: &ReportParts, pieces: &[&str]) -> usize {
    // A piece that ends like no part goes on behind the separator, and two may share a heading.
    let may_be_one = |pair: &&[&str]| {
        let [piece, next] = pair else { return false };
        !check.ends.is_match(piece) || check.shares.is_match(&format!("{piece}、{next}"))
    };
    pieces.windows(2).filter(may_be_one).count()
}

/// The pieces of a list, at semicolons if there are any, brackets left whole.
fn split(list: &str) -> Vec<&str> {
    let semicolons = ['；', ';'];
    let separators: &[char] = if list.contains(semicolons) {
        &semicolons
    } else {
        &['、', '，', ',']
    };
    let mut depth = 0_u32;
    let mut previous = '\0';
    let pieces = list.split(|c: char| {
        // `“总体情况”“存在的问题”`: names in quotation marks need nothing between them.
        let is_next_name = (previous, c) == ('”', '“') && depth == 0 && !list.contains(semicolons);
        previous = c;
        match c {
            '（' | '(' | '《' | '“' => depth += 1,
            '）' | ')' | '》' | '”' => depth = depth.saturating_sub(1),
            _ => {}
        }
        is_next_name || (depth == 0 && separators.contains(&c))
    });
    pieces
        .map(|piece| piece.trim().trim_end_matches('”'))
        .filter(|piece| !piece.is_empty())
        .collect()
}

/// Whether the body has headings from one on, and neither as many as `at` is stated nor one less,
/// the appendix being the last.
fn headings_deny(context: Context<'_>, at: usize, stated: usize) -> bool {
    let file = context.document.file_around(Span::new(at, at).start);
    let marks = context.facts.frame.marks.iter();
    let tops = marks.filter(|(mark, span)| mark.level == 1 && file.contains(*span));
    let mut n = 0;
    for (mark, _) in tops {
        if usize::from(mark.number) != n + 1 {
            return false;
        }
        n += 1;
    }
    n >= 3 && n != stated && n + 1 != stated
}
