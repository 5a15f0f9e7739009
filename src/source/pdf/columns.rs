//! Columns of prose beside each other, as gazettes print them.
//!
//! They are told by a strip of white down the page with full lines of words on both sides of it. Rows
//! of a table without rules have such strips as well, but hardly words enough behind them.
//!
//! Deliberately absent: more than two columns, and columns of short lines, which may be a table.

use super::{
    line,
    sheet::{Glyph, Length},
};

/// A side of a column's line has so many Han characters, at least.
const FULL: usize = 8;

/// A column has so many full lines, at least.
const FEWEST: usize = 4;

/// Where the columns of a page stand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Columns {
    /// The middle of the white between them.
    gutter: Length,
    /// From which baseline to which, from top to bottom.
    bands: Vec<(Length, Length)>,
}

/// Which column something stands in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Side {
    Left,
    Right,
}

impl Columns {
    /// The columns that `glyphs` stand in, if they do.
    pub(super) fn of(glyphs: &[Glyph]) -> Option<Self> {
        let seen: Vec<Glyph> = glyphs
            .iter()
            .copied()
            .filter(|one| !one.is_blank())
            .collect();
        let rows = line::rows(seen);
        if rows.len() < FEWEST {
            return None;
        }
        let em = size(&rows)?;
        let gutter = gutter(&rows, em)?;
        let crosses = |row: &&Vec<Glyph>| {
            row.iter()
                .any(|one| one.left < gutter && gutter < one.right)
        };
        let (mut bands, mut is_certain) = (Vec::new(), false);
        let top_of = |row: &[Glyph]| row.iter().map(|one| one.baseline).min();
        let is_near = |above: &[Glyph], row: &[Glyph]| {
            let step = top_of(row)
                .zip(top_of(above))
                .map(|(below, above)| below - above);
            step.is_some_and(|step| step <= em * 3)
        };
        for band in
            rows.chunk_by(|above, row| !crosses(&above) && !crosses(&row) && is_near(above, row))
        {
            let is_column = |fewest: usize, on: fn(Length, Length) -> bool| {
                let lines = band
                    .iter()
                    .map(|row| row.iter().filter(|one| on(one.left, gutter)));
                let counts = lines.map(|line| {
                    (
                        line.clone().count(),
                        line.filter(|one| is_han(one.sign)).count(),
                    )
                });
                let counts: Vec<_> = counts.filter(|&(n, _)| n > 0).collect();
                let n_full = counts.iter().filter(|&&(_, n_han)| n_han >= FULL).count();
                n_full >= fewest && n_full * 2 > counts.len()
            };
            let (Some(first), Some(last)) = (band.first(), band.last()) else {
                continue;
            };
            let are_columns = |fewest| {
                is_column(fewest, |left, gutter| left < gutter)
                    && is_column(fewest, |left, gutter| left >= gutter)
            };
            is_certain |= are_columns(FEWEST);
            // What is left of them below a heading or a table may be a line or two.
            if are_columns(1) {
                let bottom = last.iter().map(|one| one.baseline).max()?;
                bands.push((top_of(first)?, bottom));
            }
        }
        is_certain.then_some(Self { gutter, bands })
    }

    /// The band and the column of what stands from `left` to `right` on a baseline; none if it is in no column.
    pub(super) fn place(
        &self,
        left: Length,
        right: Length,
        baseline: Length,
    ) -> Option<(Length, Side)> {
        let mut bands = self.bands.iter();
        let &(top, _) = bands.find(|&&(top, bottom)| (top..=bottom).contains(&baseline))?;
        if right <= self.gutter {
            Some((top, Side::Left))
        } else if left >= self.gutter {
            Some((top, Side::Right))
        } else {
            None
        }
    }
}

/// The size of most glyphs.
fn size(rows: &[Vec<Glyph>]) -> Option<Length> {
    let mut sizes: Vec<Length> = rows.iter().flatten().map(|one| one.size).collect();
    sizes.sort_unstable();
    sizes.get(sizes.len() / 2).copied()
}

/// The middle of the widest strip that hardly any row has ink in, near the middle of what is written.
fn gutter(rows: &[Vec<Glyph>], em: Length) -> Option<Length> {
    let glyphs = || rows.iter().flatten();
    let left = glyphs().map(|one| one.left).min()?;
    let width = glyphs().map(|one| one.right).max()?.checked_sub(left)?;
    // Glyphs may be as small as somebody likes.
    let step = (em / 4).max(width / 400);
    let (from, to) = (left + width / 100 * 35, left + width / 100 * 65);
    if step <= 0 || width < em * 20 {
        return None;
    }
    let is_inked = |at: Length| {
        let inked = rows
            .iter()
            .filter(|row| row.iter().any(|one| one.left < at && at < one.right));
        inked.count() * 6 > rows.len()
    };
    let steps = (0..).map(|n| from + n * step).take_while(|&at| at <= to);
    let mut best: Option<(Length, Length)> = None;
    let mut strip: Option<(Length, Length)> = None;
    for at in steps {
        strip = match strip {
            _ if is_inked(at) => None,
            None => Some((at, at)),
            Some((start, _)) => Some((start, at)),
        };
        if let Some((start, end)) = strip
            && best.is_none_or(|(from, to)| end - start > to - from)
        {
            best = strip;
        }
    }
    let (start, end) = best?;
    (end - start >= em).then_some(start.midpoint(end))
}

fn is_han(sign: char) -> bool {
    matches!(sign, '\u{4e00}'..='\u{9fff}')
}
