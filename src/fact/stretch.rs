//! Which blocks are read at one stretch: a paragraph with the items it introduces, or with the
//! paragraph that goes on to split its total.

use crate::{document::Block, span::Span, template::TailSet};

/// Paragraphs that are read together.
#[derive(Debug, Clone, Copy)]
pub(super) struct Stretch {
    /// All of it.
    pub(super) span: Span,
    /// Where the items of one list follow each other, each a paragraph: a full stop between them
    /// ends an item, no sentence.
    pub(super) items: Option<Span>,
    /// How many blocks behind the first belong to it.
    pub(super) n_more: usize,
}

/// The stretch that starts with the paragraph `lead`; `members` are the words that open a list.
pub(super) fn stretch(text: &str, lead: Span, rest: &[Block], members: &TailSet) -> Stretch {
    let mut stretch = Stretch {
        span: lead,
        items: None,
        n_more: 0,
    };
    // A total, then the paragraph that splits it.
    let next = rest.first().and_then(words);
    if let Some(next) = next.filter(|next| resumes(next.of(text), members)) {
        stretch.span = lead.to(next);
        stretch.n_more = 1;
    }
    let rest = &rest[stretch.n_more..];
    let so_far = stretch.span.of(text);
    let n_quoted = n_quoted(text, rest);
    let (n_items, are_siblings) = if so_far.ends_with(['：', ':']) {
        (n_introduced(text, rest), false)
    } else if n_quoted > 1 && (so_far.ends_with(['，', ',']) || has_first_item(so_far, members)) {
        (n_quoted, true)
    } else {
        (0, false)
    };
    if let Some(last) = rest[..n_items].last() {
        // The stop at the end of the paragraph itself stands between items as well.
        let items = Span {
            start: stretch.span.end.saturating_sub(STOP),
            end: last.span().end,
        };
        stretch.span = stretch.span.to(last.span());
        stretch.items = are_siblings.then_some(items);
        stretch.n_more += n_items;
    }
    stretch
}

fn words(block: &Block) -> Option<Span> {
    match block {
        Block::Heading { span, .. } | Block::Paragraph(span) => Some(*span),
        Block::Table(_) | Block::Chart { .. } => None,
    }
}

/// How many of the blocks are items that a paragraph with a colon at its end introduces: they end
/// with a comma or semicolon, the last one with a full stop.
fn n_introduced(text: &str, rest: &[Block]) -> usize {
    let ends = |span: Span, signs: &[char]| span.of(text).ends_with(signs);
    let n_open = rest
        .iter()
        .map_while(words)
        .take_while(|&span| ends(span, &['；', ';', '，', ',', '、']))
        .count();
    let last = rest.get(n_open).and_then(words);
    match last {
        _ if n_open == 0 => 0,
        Some(last) if ends(last, &['。', '.']) => n_open + 1,
        _ => n_open,
    }
}

/// The length of `。` in bytes.
pub(super) const STOP: u32 = 3;

/// The most quoted items that are read as one list.
const MOST_ITEMS: usize = 40;

/// What a kind of answer is quoted with, as conversions leave it.
const QUOTES: [char; 4] = ['“', '"', '”', '「'];

/// Whether the first of the items to come stands in the paragraph itself: `…申请中，“同意公开”的9件`.
fn has_first_item(paragraph: &str, members: &TailSet) -> bool {
    let bytes = paragraph.as_bytes();
    // The first three quotes have first bytes that little else has.
    let common = memchr::memchr2_iter(0xe2, b'"', bytes);
    common
        .chain(memchr::memmem::find_iter(bytes, "「"))
        .filter(|&at| {
            paragraph
                .get(at..)
                .is_some_and(|rest| rest.starts_with(QUOTES))
        })
        .filter_map(|at| paragraph.get(..at)?.strip_suffix(['，', ',', '：', ':']))
        .any(|before| members.ends(before))
}

/// How many of the blocks are such items, each with its kind in quotes:
/// `“同意公开”的9件，占总数的75%，主要涉及…。`
fn n_quoted(text: &str, rest: &[Block]) -> usize {
    let is_item = |span: &Span| span.of(text).trim_start().starts_with(QUOTES);
    let items = rest.iter().take(MOST_ITEMS).map_while(words);
    items.take_while(is_item).count()
}

/// What a paragraph says before its first comma.
fn first_clause(paragraph: &str) -> Option<&str> {
    let bytes = paragraph.as_bytes();
    // The full-width comma shares its first byte with few other signs.
    let end = memchr::memchr2_iter(b',', 0xef, bytes)
        .find(|&at| matches!(bytes.get(at..), Some([b',', ..] | [0xef, 0xbc, 0x8c, ..])))?;
    paragraph.get(..end)
}

/// Whether a paragraph goes on with the figure before it: `其中，…` or `在主动公开的信息中，…`.
fn resumes(paragraph: &str, members: &TailSet) -> bool {
    let Some(clause) = first_clause(paragraph).filter(|clause| members.ends(clause.trim_end()))
    else {
        return false;
    };
    // `（二）类别：在…信息中，` has a label of its own.
    let clause = clause.rsplit(['：', ':']).next().unwrap_or_default().trim();
    let mut after_digits = clause
        .split(|c: char| c.is_ascii_digit())
        .skip(1)
        .filter(|rest| !rest.is_empty());
    after_digits.all(|rest| rest.starts_with('年')) && clause.len() < 90 && members.ends(clause)
}
