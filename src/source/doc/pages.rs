//! Pages of formatting (FKP): which bytes of the text have which properties.

use super::bytes::{part, plc, u8_at, u32_at};

/// The size of a page.
const PAGE: usize = 512;

/// A run of bytes with the same properties.
#[derive(Debug, Clone, Copy)]
pub(super) struct Run<'a> {
    /// Where it begins in the main stream.
    pub(super) begin: u32,
    /// Where it ends.
    pub(super) end: u32,
    /// Its properties.
    pub(super) properties: &'a [u8],
}

/// What the pages describe.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Of {
    /// Runs of characters.
    Characters,
    /// Paragraphs; their properties begin with the number of their style.
    Paragraphs,
}

/// The runs of all pages that `index` lists, in the order of the stream; none if one is missing.
pub(super) fn runs<'a>(word: &'a [u8], index: &[u8], of: Of) -> Option<Vec<Run<'a>>> {
    let (places, data) = plc(index, 4)?;
    let n_pages = places.len() - 1;
    // A page is listed once: else a small file would hold runs without end.
    if n_pages > word.len() / PAGE {
        return None;
    }
    let mut runs = Vec::new();
    for at in 0..n_pages {
        let number = usize::try_from(u32_at(data, 4 * at)? & 0x003f_ffff).ok()?;
        let page = part(word, number.checked_mul(PAGE)?, PAGE)?;
        push_page(&mut runs, page, of)?;
    }
    runs.sort_by_key(|run| run.begin);
    Some(runs)
}

fn push_page<'a>(runs: &mut Vec<Run<'a>>, page: &'a [u8], of: Of) -> Option<()> {
    let n_runs = usize::from(u8_at(page, PAGE - 1)?);
    let size = match of {
        Of::Characters => 1,
        Of::Paragraphs => 13,
    };
    for at in 0..n_runs {
        let (begin, end) = (u32_at(page, 4 * at)?, u32_at(page, 4 * (at + 1))?);
        let offset = 2 * usize::from(u8_at(page, 4 * (n_runs + 1) + size * at)?);
        let properties = match (offset, of) {
            (0, _) => &[],
            (_, Of::Characters) => part(page, offset + 1, usize::from(u8_at(page, offset)?))?,
            (_, Of::Paragraphs) => paragraph(page, offset)?,
        };
        runs.push(Run {
            begin,
            end,
            properties,
        });
    }
    Some(())
}

/// The properties of a paragraph, whose length counts pairs of bytes.
fn paragraph(page: &[u8], offset: usize) -> Option<&[u8]> {
    match usize::from(u8_at(page, offset)?) {
        0 => part(page, offset + 2, 2 * usize::from(u8_at(page, offset + 1)?)),
        n => part(page, offset + 1, 2 * n - 1),
    }
}

/// The number of the run that holds a place, if one does, and where that ends.
pub(super) fn run_at(runs: &[Run<'_>], place: u32) -> (Option<usize>, u32) {
    let after = runs.partition_point(|run| run.begin <= place);
    let next = runs.get(after).map_or(u32::MAX, |run| run.begin);
    let holds = after
        .checked_sub(1)
        .and_then(|at| Some((at, runs.get(at)?)));
    match holds.filter(|(_, run)| place < run.end) {
        Some((at, run)) => (Some(at), run.end.min(next)),
        None => (None, next),
    }
}
