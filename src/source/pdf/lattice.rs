//! Rules to lattices: the grids that the rules of a page draw, with cells that span several fields.
//!
//! Two fields are one cell where no rule stands between them. A cell that is no rectangle
//! means that the rules do not tell the table: nothing is guessed then.
//!
//! Deliberately absent: tables without rules, whose columns only words could tell.

use super::sheet::{Area, Glyph, Length, POINT, Rule, Way};

/// How far apart two rules may stand that are drawn for one.
const SNAP: Length = 3 * POINT;

/// The most rules of a page, once those that go on in one another are joined.
const MAX_RULES: usize = 4000;

/// The most fields of a lattice.
const MAX_FIELDS: usize = 50_000;

/// A grid of rules.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Lattice {
    /// Where its columns begin, and the last one ends.
    pub(super) columns: Vec<Length>,
    /// Where its rows begin, and the last one ends.
    pub(super) rows: Vec<Length>,
    /// Its cells in row order; none if the rules do not tell them.
    pub(super) cells: Option<Vec<Room>>,
    /// For each field, row by row, which cell it belongs to.
    fields: Vec<usize>,
}

/// The fields that a cell takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Room {
    /// Row, from 0.
    pub(super) row: usize,
    /// Column, from 0.
    pub(super) column: usize,
    /// How many rows it covers.
    pub(super) row_span: usize,
    /// How many columns it covers.
    pub(super) column_span: usize,
}

/// What the rules of a page draw.
#[derive(Debug, Default)]
pub(super) struct Lattices {
    /// The lattices of at least two cells, from top to bottom.
    pub(super) all: Vec<Lattice>,
    /// Whether there was too much to look at.
    pub(super) is_cut: bool,
}

impl Lattice {
    /// What it covers.
    pub(super) fn area(&self) -> Area {
        let ends = |edges: &[Length]| {
            let (first, last) = (edges.first().copied(), edges.last().copied());
            (first.unwrap_or(0), last.unwrap_or(0))
        };
        let ((left, right), (top, bottom)) = (ends(&self.columns), ends(&self.rows));
        Area {
            left,
            top,
            right,
            bottom,
        }
    }

    /// Which cell a glyph stands in.
    pub(super) fn cell_of(&self, glyph: &Glyph) -> Option<usize> {
        let (across, down) = glyph.middle();
        let n_columns = self.columns.len().checked_sub(1)?;
        let field = |edges: &[Length], at: Length| {
            let after = edges.partition_point(|&edge| edge <= at);
            after.clamp(1, edges.len().saturating_sub(1).max(1)) - 1
        };
        let at = field(&self.rows, down) * n_columns + field(&self.columns, across);
        self.fields.get(at).copied()
    }

    /// The sides of a cell.
    pub(super) fn sides(&self, room: &Room) -> Option<(Length, Length)> {
        let left = self.columns.get(room.column)?;
        let right = self.columns.get(room.column + room.column_span)?;
        Some((*left, *right))
    }
}

/// The lattices that `rules` draw.
pub(super) fn lattices(rules: &[Rule]) -> Lattices {
    let across = joined(rules, Way::Across);
    let down = joined(rules, Way::Down);
    if across.len() + down.len() > MAX_RULES {
        return Lattices {
            all: Vec::new(),
            is_cut: true,
        };
    }
    let mut found = Lattices::default();
    for (across, down) in components(&across, &down) {
        match lattice(&across, &down) {
            Ok(Some(lattice)) => found.all.push(lattice),
            Ok(None) => {}
            Err(TooLarge) => found.is_cut = true,
        }
    }
    found
        .all
        .sort_by_key(|lattice| (lattice.area().top, lattice.area().left));
    found
}

/// A lattice with more fields than any report has.
struct TooLarge;

/// The rules of one way, those joined that go on in one another.
fn joined(rules: &[Rule], way: Way) -> Vec<Rule> {
    let of_way = rules.iter().filter(|rule| rule.way == way);
    let mut rules: Vec<Rule> = of_way.copied().collect();
    rules.sort_by_key(|rule| rule.at);
    let mut joined: Vec<Rule> = Vec::new();
    for beside in rules.chunk_by_mut(|a, b| b.at - a.at <= SNAP / 2) {
        beside.sort_by_key(|rule| rule.from);
        let mut open: Option<Rule> = None;
        for rule in beside {
            match &mut open {
                Some(open) if rule.from <= open.to + SNAP => open.to = open.to.max(rule.to),
                _ => joined.extend(open.replace(*rule)),
            }
        }
        joined.extend(open);
    }
    joined
}

/// The rules of each lattice: those that touch one another.
fn components(across: &[Rule], down: &[Rule]) -> Vec<(Vec<Rule>, Vec<Rule>)> {
    let mut sets = Sets::new(across.len() + down.len());
    for (a, rule) in across.iter().enumerate() {
        let first = down.partition_point(|other| other.at < rule.from - SNAP);
        let crossing = down.iter().enumerate().skip(first);
        for (d, other) in crossing.take_while(|(_, other)| other.at <= rule.to + SNAP) {
            if (other.from - SNAP..=other.to + SNAP).contains(&rule.at) {
                sets.unite(a, across.len() + d);
            }
        }
    }
    let mut found: Vec<(Vec<Rule>, Vec<Rule>)> =
        vec![Default::default(); across.len() + down.len()];
    for (at, rule) in across.iter().chain(down).enumerate() {
        let set = sets.find(at);
        if let Some((across, down)) = found.get_mut(set) {
            match rule.way {
                Way::Across => across.push(*rule),
                Way::Down => down.push(*rule),
            }
        }
    }
    found.retain(|(across, down)| across.len() + down.len() > 2);
    found
}

/// Disjoint sets of numbers.
struct Sets(Vec<usize>);

impl Sets {
    fn new(n: usize) -> Self {
        Self((0..n).collect())
    }

    /// The number that stands for the set of `at`.
    fn find(&mut self, mut at: usize) -> usize {
        while let Some(&above) = self.0.get(at).filter(|&&above| above != at) {
            let next = self.0.get(above).copied().unwrap_or(above);
            if let Some(own) = self.0.get_mut(at) {
                *own = next;
            }
            at = next;
        }
        at
    }

    fn unite(&mut self, a: usize, b: usize) {
        let (a, b) = (self.find(a), self.find(b));
        if let Some(above) = self.0.get_mut(a.max(b)) {
            *above = a.min(b);
        }
    }
}

/// The lattice that rules draw which touch one another; none if they draw a frame at most.
fn lattice(across: &[Rule], down: &[Rule]) -> Result<Option<Lattice>, TooLarge> {
    let columns = edges(down, across);
    let rows = edges(across, down);
    let n_columns = columns.len().saturating_sub(1);
    let n_rows = rows.len().saturating_sub(1);
    if n_columns == 0 || n_rows == 0 || n_columns * n_rows < 2 {
        return Ok(None);
    }
    if n_columns.saturating_mul(n_rows) > MAX_FIELDS {
        return Err(TooLarge);
    }
    let walls = Walls {
        beside: covered(down, &columns, &rows),
        below: covered(across, &rows, &columns),
        n_columns,
        n_rows,
    };
    let mut fields = vec![usize::MAX; n_columns * n_rows];
    let mut cells = Vec::new();
    let mut is_told = true;
    for at in 0..fields.len() {
        if fields.get(at) != Some(&usize::MAX) {
            continue;
        }
        let number = cells.len();
        let (room, n_fields) = walls.flood(at, number, &mut fields);
        is_told &= n_fields == room.row_span * room.column_span && walls.is_open(&room);
        cells.push(room);
    }
    Ok((cells.len() > 1).then_some(Lattice {
        columns,
        rows,
        cells: is_told.then_some(cells),
        fields,
    }))
}

/// The places of `rules`, and how far those reach that cross them, where the sides are left open.
fn edges(rules: &[Rule], crossing: &[Rule]) -> Vec<Length> {
    /// An open side is a column's width away from the next rule.
    const OPEN: Length = 8 * POINT;
    let mut at: Vec<Length> = rules.iter().map(|rule| rule.at).collect();
    at.sort_unstable();
    let mut edges: Vec<Length> = Vec::new();
    for near in at.chunk_by(|a, b| b - a <= SNAP) {
        if let (Some(first), Some(last)) = (near.first(), near.last()) {
            edges.push(first.midpoint(*last));
        }
    }
    let (Some(&first), Some(&last)) = (edges.first(), edges.last()) else {
        return edges;
    };
    let begin = crossing.iter().map(|rule| rule.from).min().unwrap_or(first);
    let end = crossing.iter().map(|rule| rule.to).max().unwrap_or(last);
    // One rule alone that sticks out opens nothing.
    let n_begin = crossing
        .iter()
        .filter(|rule| rule.from - begin <= SNAP)
        .count();
    let n_end = crossing.iter().filter(|rule| end - rule.to <= SNAP).count();
    if begin < first - OPEN && n_begin > 1 {
        edges.insert(0, begin);
    }
    if end > last + OPEN && n_end > 1 {
        edges.push(end);
    }
    edges
}

/// For each edge along `edges` and each field between `across`, whether a rule stands there.
fn covered(rules: &[Rule], edges: &[Length], across: &[Length]) -> Vec<bool> {
    let n_fields = across.len().saturating_sub(1);
    let mut covered = vec![false; edges.len() * n_fields];
    let middle = |field: usize| match across.get(field..field + 2) {
        Some([begin, end]) => begin.midpoint(*end),
        _ => Length::MAX,
    };
    for rule in rules {
        let nearest = edges
            .iter()
            .enumerate()
            .min_by_key(|(_, edge)| (*edge - rule.at).abs());
        let Some((edge, _)) = nearest else { continue };
        let first = across
            .partition_point(|&at| at < rule.from)
            .saturating_sub(1);
        for field in first..n_fields {
            if middle(field) > rule.to {
                break;
            }
            if middle(field) >= rule.from
                && let Some(is_covered) = covered.get_mut(edge * n_fields + field)
            {
                *is_covered = true;
            }
        }
    }
    covered
}

/// What stands between the fields of a grid.
struct Walls {
    /// For each edge between columns, row by row.
    beside: Vec<bool>,
    /// For each edge between rows, column by column.
    below: Vec<bool>,
    n_columns: usize,
    n_rows: usize,
}

impl Walls {
    /// Whether nothing stands between a field and the one right of it.
    fn is_open_right(&self, row: usize, column: usize) -> bool {
        let at = (column + 1) * self.n_rows + row;
        column + 1 < self.n_columns && self.beside.get(at) == Some(&false)
    }

    /// Whether nothing stands between a field and the one below it.
    fn is_open_below(&self, row: usize, column: usize) -> bool {
        let at = (row + 1) * self.n_columns + column;
        row + 1 < self.n_rows && self.below.get(at) == Some(&false)
    }

    /// Gives all fields that are open to `at` the cell's number; returns what they span, and how many.
    fn flood(&self, at: usize, number: usize, fields: &mut [usize]) -> (Room, usize) {
        let (row, column) = (at / self.n_columns, at % self.n_columns);
        let (mut left, mut right, mut bottom) = (column, column, row);
        let mut n_fields = 0;
        let mut stack = vec![(row, column)];
        while let Some((r, c)) = stack.pop() {
            let field = fields.get_mut(r * self.n_columns + c);
            let Some(field) = field.filter(|field| **field == usize::MAX) else {
                continue;
            };
            *field = number;
            n_fields += 1;
            (left, right, bottom) = (left.min(c), right.max(c), bottom.max(r));
            if self.is_open_right(r, c) {
                stack.push((r, c + 1));
            }
            if c > 0 && self.is_open_right(r, c - 1) {
                stack.push((r, c - 1));
            }
            if self.is_open_below(r, c) {
                stack.push((r + 1, c));
            }
            if r > 0 && self.is_open_below(r - 1, c) {
                stack.push((r - 1, c));
            }
        }
        let room = Room {
            row,
            column: left,
            row_span: bottom - row + 1,
            column_span: right - left + 1,
        };
        (room, n_fields)
    }

    /// Whether no rule ends within a cell.
    fn is_open(&self, room: &Room) -> bool {
        let rows = room.row..room.row + room.row_span;
        let columns = room.column..room.column + room.column_span;
        rows.clone().all(|row| {
            columns.clone().all(|column| {
                (column + 1 == columns.end || self.is_open_right(row, column))
                    && (row + 1 == rows.end || self.is_open_below(row, column))
            })
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn across(at: Length, from: Length, to: Length) -> Rule {
        Rule {
            way: Way::Across,
            at: at * POINT,
            from: from * POINT,
            to: to * POINT,
        }
    }

    fn down(at: Length, from: Length, to: Length) -> Rule {
        Rule {
            way: Way::Down,
            at: at * POINT,
            from: from * POINT,
            to: to * POINT,
        }
    }

    /// Row, column, and how many of each a cell covers.
    type Told = (usize, usize, usize, usize);

    fn rooms(rules: &[Rule]) -> Vec<Option<Vec<Told>>> {
        let found = lattices(rules).all.into_iter();
        let room = |room: &Room| (room.row, room.column, room.row_span, room.column_span);
        found
            .map(|lattice| lattice.cells.map(|cells| cells.iter().map(room).collect()))
            .collect()
    }

    #[test]
    fn fields_without_a_rule_between_them_are_one_cell() {
        // Three rows of three; the first label spans two rows, the head two columns.
        let rules = [
            across(0, 0, 300),
            across(20, 100, 300),
            across(40, 0, 300),
            across(60, 0, 300),
            down(0, 0, 60),
            down(100, 0, 60),
            down(200, 20, 60),
            down(300, 0, 60),
        ];
        let cells = vec![
            (0, 0, 2, 1),
            (0, 1, 1, 2),
            (1, 1, 1, 1),
            (1, 2, 1, 1),
            (2, 0, 1, 1),
            (2, 1, 1, 1),
            (2, 2, 1, 1),
        ];
        assert_eq!(rooms(&rules), [Some(cells)]);
    }

    #[test]
    fn rules_in_pieces_and_in_pairs_are_one() {
        let mut rules = Vec::new();
        for row in 0..3 {
            for column in 0..2 {
                rules.push(across(row * 20, column * 50, column * 50 + 49));
                rules.push(Rule {
                    at: row * 20 * POINT + 75,
                    ..across(0, column * 50, column * 50 + 50)
                });
            }
        }
        for column in 0..3 {
            rules.push(down(column * 50, 0, 20));
            rules.push(down(column * 50, 20, 40));
        }
        assert_eq!(
            rooms(&rules).first().and_then(Option::as_ref).map(Vec::len),
            Some(4)
        );
    }

    #[test]
    fn sides_may_be_open() {
        let rules = [
            across(0, 0, 200),
            across(20, 0, 200),
            across(40, 0, 200),
            down(80, 0, 40),
        ];
        assert_eq!(
            rooms(&rules).first().and_then(Option::as_ref).map(Vec::len),
            Some(4)
        );
    }

    #[test]
    fn a_frame_or_a_line_is_no_table() {
        let frame = [
            across(0, 0, 200),
            across(50, 0, 200),
            down(0, 0, 50),
            down(200, 0, 50),
        ];
        assert_eq!(rooms(&frame), [] as [Option<Vec<_>>; 0]);
        assert_eq!(rooms(&[across(0, 0, 200)]), [] as [Option<Vec<_>>; 0]);
    }

    #[test]
    fn a_cell_that_is_no_rectangle_tells_nothing() {
        // The rule right of the first field stops short of the second row.
        let rules = [
            across(0, 0, 200),
            across(20, 100, 200),
            across(40, 0, 200),
            down(0, 0, 40),
            down(100, 0, 20),
            down(200, 0, 40),
        ];
        assert_eq!(rooms(&rules), [None]);
    }
}
