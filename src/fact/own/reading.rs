//! What a total of a table of no form may be the sum of.
//!
//! Lines beside it are taken up to the next total, all of them, or the totals among them; each of
//! that also without the issuer's own, without what 其中 splits off, and without what stands deeper.

use super::{
    Axis, OwnTotal,
    grid::{Grid, Kind, Line},
};

/// The most totals of one table.
const MOST_TOTALS: usize = 48;

/// The most lines beside all totals of one table.
const MOST_BESIDE: usize = 20_000;

/// The totals of a table, rows first.
pub(super) fn totals(grid: &Grid) -> Vec<OwnTotal> {
    let mut totals = of_axis(grid, Axis::Row, &grid.rows, &grid.columns);
    // What a column is called is all that tells that it is a total.
    if grid.has_header {
        totals.extend(of_axis(grid, Axis::Column, &grid.columns, &grid.rows));
    }
    totals
}

fn of_axis(grid: &Grid, axis: Axis, lines: &[Line], across: &[Line]) -> Vec<OwnTotal> {
    let lines: Vec<&Line> = lines
        .iter()
        .filter(|line| line.kind != Kind::Apart)
        .collect();
    let across = across.iter().filter(|line| line.kind != Kind::Apart);
    let across: Vec<usize> = across.map(|line| line.at).collect();
    let n_totals = pick(&lines, |line| line.kind == Kind::Total).len();
    if across.is_empty() || n_totals > MOST_TOTALS || n_totals * lines.len() > MOST_BESIDE {
        return Vec::new();
    }
    let has_plain_header = grid.has_header && !grid.may_have_lost;
    let may_overlap = lines.iter().filter(|line| line.may_overlap).count() > 1;
    let totals = lines
        .iter()
        .enumerate()
        .filter(|(_, line)| line.kind == Kind::Total);
    let totals = totals.map(|(at, line)| OwnTotal {
        axis,
        at: line.at,
        across: across.clone(),
        readings: readings(&lines, at),
        is_plain: has_plain_header && n_totals == 1 && is_plain(&lines, at),
        is_certain: !grid.may_be_apart,
        may_overlap,
    });
    totals.filter(|total| !total.readings.is_empty()).collect()
}

/// Whether nothing stands in the way of taking the total at `at` for the sum of all other lines, or of
/// those but the issuer's own; behind it, 其中 may split it once more.
fn is_plain(lines: &[&Line], at: usize) -> bool {
    let (before, behind) = (&lines[..at], &lines[at + 1..]);
    let is_split = behind.first().is_some_and(|line| line.kind == Kind::Inner);
    let parts = if behind.is_empty() || is_split {
        before
    } else {
        behind
    };
    let is_like = |line: &&Line| {
        let is_same = line.level == parts[0].level && line.unit == parts[0].unit;
        line.kind == Kind::Part && line.group.is_none() && is_same
    };
    let is_at_end = before.is_empty() || behind.is_empty() || is_split;
    lines[at].is_bare && is_at_end && parts.iter().all(is_like)
}

/// What the total at `at` of `lines` may be the sum of, the plainest first.
fn readings(lines: &[&Line], at: usize) -> Vec<Vec<usize>> {
    let (before, behind) = (&lines[..at], &lines[at + 1..]);
    let is_total = |line: &&Line| line.kind == Kind::Total;
    let last_total = before.iter().rposition(is_total).map_or(0, |at| at + 1);
    let next_total = behind.iter().position(is_total).unwrap_or(behind.len());
    let (above, below) = (&before[last_total..], &behind[..next_total]);
    let is_sum = |line: &Line| line.kind == Kind::Total;
    let is_own = |line: &Line| line.group.is_some() && line.group == lines[at].group;
    let bases = [
        pick(above, |line| !is_sum(line)),
        pick(before, |line| !is_sum(line)),
        pick(below, |line| !is_sum(line)),
        pick(behind, |line| !is_sum(line)),
        [before, behind]
            .map(|side| pick(side, |line| is_own(line) && !is_sum(line)))
            .concat(),
        pick(before, is_sum),
        [pick(before, is_sum), pick(above, |_| true)].concat(),
        pick(behind, is_sum),
        [pick(below, |_| true), pick(behind, is_sum)].concat(),
        [before, behind]
            .map(|side| pick(side, |line| !is_sum(line)))
            .concat(),
    ];
    let mut readings: Vec<Vec<usize>> = Vec::new();
    for reading in bases.iter().flat_map(|base| narrowed(base)) {
        if reading.len() > 1 && !readings.contains(&reading) {
            readings.push(reading);
        }
    }
    readings
}

/// Those of `lines` that `is_it` takes.
fn pick<'a>(lines: &[&'a Line], is_it: impl Fn(&Line) -> bool) -> Vec<&'a Line> {
    let picked = lines.iter().filter(|line| is_it(line));
    picked.copied().collect()
}

/// `base` as it is, and without lines that may be counted in others or not at all; by their numbers.
fn narrowed(base: &[&Line]) -> [Vec<usize>; 5] {
    let first_inner = base.iter().position(|line| line.kind == Kind::Inner);
    let level = |line: &Line| line.level.unwrap_or(u8::MAX);
    let top = base.iter().map(|line| level(line)).min();
    let is_plain = |line: &Line| line.kind != Kind::Inner;
    let is_top = |line: &Line| Some(level(line)) == top;
    let readings = [
        pick(base, is_plain),
        pick(base, |line| is_plain(line) && !line.is_home),
        pick(&base[..first_inner.unwrap_or(0)], |_| true),
        pick(base, |line| is_plain(line) && is_top(line)),
        pick(base, |line| is_plain(line) && !is_top(line)),
    ];
    readings.map(|reading| reading.iter().map(|line| line.at).collect())
}
