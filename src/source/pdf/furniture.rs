//! Running heads, running feet and page numbers: what pages say of themselves.
//!
//! Only the first and last lines of a page can be furniture, and only where they repeat at
//! their place from page to page, or are a page's number and nothing else; a number alone
//! only where another page counts on from it.
//!
//! Deliberately absent: heads that differ from page to page but for their number.

use super::{
    columns::Columns,
    line::Line,
    sheet::{Length, POINT},
};

/// The lines of a page outside its tables.
pub(super) struct Page {
    /// How high it is.
    pub(super) height: Length,
    /// From top to bottom.
    pub(super) lines: Vec<Line>,
    /// The columns that they stand in, if they do.
    pub(super) columns: Option<Columns>,
}

/// How many lines at either end of a page are looked at.
const N_ENDS: usize = 3;

/// Takes the furniture out of all pages.
pub(super) fn remove(pages: &mut [Page]) {
    let kept: Vec<Vec<bool>> = (0..pages.len())
        .map(|at| {
            let page = pages.get(at);
            let lines = page.map(|page| page.lines.as_slice()).unwrap_or_default();
            (0..lines.len())
                .map(|line| !is_furniture(pages, at, line))
                .collect()
        })
        .collect();
    for (page, kept) in pages.iter_mut().zip(kept) {
        let mut kept = kept.into_iter();
        page.lines.retain(|_| kept.next().unwrap_or(true));
    }
}

fn is_furniture(pages: &[Page], at: usize, number: usize) -> bool {
    let Some(page) = pages.get(at) else {
        return false;
    };
    let Some(line) = page.lines.get(number) else {
        return false;
    };
    let is_end = number < N_ENDS || number + N_ENDS >= page.lines.len();
    // A margin is an eighth of the page; feet stand at its end even on a short page.
    let margin = page.height / 8;
    let is_foot = line.baseline > page.height - margin;
    if !is_end || !(is_foot || line.baseline < margin) {
        return false;
    }
    match page_number(&line.words, at + 1) {
        Some(PageNumber::Told) => true,
        // It could be the last figure of a page: only the numbers of other pages tell.
        Some(PageNumber::Bare(number)) => is_counted_on(pages, at, line, number),
        None => is_repeated(pages, at, line),
    }
}

/// What stands at the ends of the pages around `at` as high as `line`, and how many pages on each is.
///
/// Left and right pages may have heads of their own.
fn level_with<'p>(
    pages: &'p [Page],
    at: usize,
    line: &'p Line,
) -> impl Iterator<Item = (usize, &'p Line)> {
    const NEAR: Length = 3 * POINT;
    let around = at.saturating_sub(2)..=at + 2;
    let others = around.filter(move |&other| other != at);
    let others = others.filter_map(|other| Some((other, pages.get(other)?)));
    let lines = others.flat_map(|(other, page)| ends(&page.lines).map(move |line| (other, line)));
    lines.filter(move |(_, other)| (other.baseline - line.baseline).abs() <= NEAR)
}

/// Whether a page nearby has, as high, the number that it must have if `number` is that of page `at`.
fn is_counted_on(pages: &[Page], at: usize, line: &Line, number: usize) -> bool {
    level_with(pages, at, line).any(|(page, other)| {
        let counted = page_number(&other.words, page + 1);
        counted == Some(PageNumber::Bare((number + page).saturating_sub(at)))
    })
}

/// Whether the line stands at the same place on a page nearby, but for its numbers.
fn is_repeated(pages: &[Page], at: usize, line: &Line) -> bool {
    /// Heads are short, in bytes, but longer than a unit, in characters.
    const LONGEST: usize = 180;
    const SHORTEST: usize = 3;
    let said = without_numbers(&line.words);
    // What the cells of a table say, a unit or a figure each, repeats at many places.
    if said.chars().count() < SHORTEST || line.words.len() > LONGEST {
        return false;
    }
    level_with(pages, at, line).any(|(_, other)| {
        (other.left - line.left).abs() <= line.size * 2 && without_numbers(&other.words) == said
    })
}

fn ends(lines: &[Line]) -> impl Iterator<Item = &Line> {
    let n_front = lines.len().min(N_ENDS);
    let (front, rest) = lines.split_at(n_front);
    front.iter().chain(rest.iter().rev().take(N_ENDS))
}

fn without_numbers(words: &str) -> String {
    words
        .chars()
        .filter(|c| !c.is_ascii_digit() && !c.is_whitespace())
        .collect()
}

/// The number of a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum PageNumber {
    /// It can be nothing else: `- 3 -`, `第3页 共8页`, `3/8`.
    Told,
    /// A number alone, which is near that of its page.
    Bare(usize),
}

/// The number of the page `page`, where a line is that and nothing else.
fn page_number(words: &str, page: usize) -> Option<PageNumber> {
    let words: String = words.chars().filter(|c| !c.is_whitespace()).collect();
    let is_decoration = |c: char| {
        matches!(
            c,
            '-' | '—' | '–' | '－' | '―' | '·' | '~' | '～' | '_' | '•' | '─'
        )
    };
    let bare = words.trim_matches(is_decoration);
    let is_decorated = bare.len() < words.len();
    let is_number = |part: &str| {
        (1..=4).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit())
    };
    if is_number(bare) && is_decorated {
        return Some(PageNumber::Told);
    }
    if is_number(bare) {
        // Numbering may begin with the text, after a cover.
        let number = bare.parse().ok()?;
        let is_near = (1..=page).contains(&number) && number + 4 > page;
        return is_near.then_some(PageNumber::Bare(number));
    }
    let counted = bare
        .strip_prefix('第')
        .and_then(|rest| rest.split_once('页'));
    let is_told = if let Some((number, rest)) = counted {
        let rest = rest.trim_start_matches([',', '，', '/', '、', '（', '(']);
        let total = rest.trim_end_matches([')', '）']);
        let total = total
            .strip_prefix('共')
            .and_then(|total| total.strip_suffix('页'));
        is_number(number) && (rest.is_empty() || total.is_some_and(is_number))
    } else {
        bare.split_once('/').is_some_and(|(number, total)| {
            is_number(number) && is_number(total) && number.parse() == Ok(page)
        })
    };
    is_told.then_some(PageNumber::Told)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn page_numbers_are_told_from_figures() {
        for number in [
            "- 3 -",
            "—3—",
            "第3页",
            "第 3 页 共 8 页",
            "第3页，共8页",
            "3/8",
            "－ 12 －",
        ] {
            let told = page_number(number, 3);
            assert_eq!(told, Some(PageNumber::Told), "{number}");
        }
        assert_eq!(page_number("3", 3), Some(PageNumber::Bare(3)));
        assert_eq!(page_number("2", 3), Some(PageNumber::Bare(2)));
        for figure in ["1306", "16件", "2016年", "3/8/9", "第三章", "0", "-", "12"] {
            assert_eq!(page_number(figure, 3), None, "{figure}");
        }
    }
}
