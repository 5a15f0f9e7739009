//! Cells that are seen to lines and tables.
//!
//! Blank rows set blocks apart. The first rows of a part that hold one cell each are its title, the
//! last its notes; what is between them is a table, or two side by side where a blank column
//! divides them. A row of one cell that names a section before a new header divides it, too.
//!
//! Deliberately absent: what the words of cells mean, as far as a mark, a colon or a digit does not tell.

use crate::{
    document::{ListMark, Spot},
    quantity::glance,
};

use super::super::draft::{Counted, Draft, DraftCell, LONG};
use super::sheet::{Ranges, Region, Seen};

/// A row of one cell with more characters than that is no row of a table.
const LONG_LABEL: usize = 60;

/// Tells the cells of a sheet, row by row, to the draft.
pub(super) struct Layout<'a> {
    pub(super) draft: &'a mut Draft,
    /// Which sheet it is.
    pub(super) sheet: u32,
    pub(super) hidden_rows: &'a Ranges,
    pub(super) hidden_columns: &'a Ranges,
}

/// Cells, row by row.
type Rows = Vec<Vec<Seen>>;

impl Layout<'_> {
    /// Tells all cells.
    pub(super) fn tell(&mut self, cells: Vec<Seen>) {
        for block in self.blocks(cells) {
            self.draft.apart();
            self.block(block, true);
        }
        self.draft.apart();
    }

    /// The blocks that blank rows set apart; a table that goes on behind one is one.
    fn blocks(&self, cells: Vec<Seen>) -> Vec<Rows> {
        let mut blocks: Vec<Rows> = Vec::new();
        let mut reach = 0;
        for cell in cells {
            let Region {
                first_row,
                last_row,
                ..
            } = cell.region;
            let next = self.hidden_rows.next_free(reach);
            match blocks.last_mut() {
                Some(block) if first_row <= next => match block.last_mut() {
                    Some(row) if is_of_row(row, first_row) => row.push(cell),
                    _ => block.push(vec![cell]),
                },
                _ => blocks.push(vec![vec![cell]]),
            }
            reach = reach.max(last_row.saturating_add(1));
        }
        let mut joined: Vec<Rows> = Vec::new();
        for block in blocks {
            match joined.last_mut() {
                Some(last) if goes_on(last, &block) => last.extend(block),
                _ => joined.push(block),
            }
        }
        joined
    }

    /// Tells a block in its parts; one beside another has none side by side.
    fn block(&mut self, block: Rows, may_divide: bool) {
        for rows in parts(block) {
            self.draft.apart();
            self.part(rows, may_divide);
        }
    }

    /// Tells a title, a table, and its notes.
    fn part(&mut self, mut title: Rows, may_divide: bool) {
        let extent = extent(&title);
        let is_title = |row: &&Vec<Seen>| alone(row, extent).is_some() || is_filled_form(row);
        let n_title = title.iter().take_while(is_title).count();
        let mut rows = title.split_off(n_title);
        let is_note = |row: &&Vec<Seen>| is_note(row, extent);
        let n_notes = rows.iter().rev().take_while(is_note).count();
        let notes = rows.split_off(rows.len() - n_notes);
        self.lines(title);
        self.table(rows, may_divide);
        self.lines(notes);
    }

    fn lines(&mut self, rows: Rows) {
        for cell in rows.into_iter().flatten() {
            let start = self.draft.end();
            let spot = Spot::Sheet {
                sheet: self.sheet,
                row: cell.region.first_row + 1,
                column: cell.region.first_column + 1,
            };
            self.draft.words(&cell.shown.words, spot);
            if let Some(loss) = cell.shown.loss {
                self.draft.gap_from(start, loss);
            }
            if let Some(source) = cell.shown.source {
                self.draft.trace(start, source);
            }
        }
    }

    /// Tells rows without title and notes: a table, or two beside each other.
    fn table(&mut self, rows: Rows, may_divide: bool) {
        if rows.is_empty() {
            return;
        }
        if may_divide && let Some(column) = self.gutter(&rows) {
            let cells = rows.into_iter().flatten();
            let (left, right): (Vec<Seen>, Vec<Seen>) =
                cells.partition(|cell| cell.region.first_column < column);
            for part in [left, right] {
                for block in self.blocks(part) {
                    self.draft.apart();
                    self.block(block, false);
                }
            }
            return;
        }
        let cells = rows.iter().flatten();
        let mut n_rows: Vec<u32> = cells.clone().map(|cell| cell.region.first_row).collect();
        n_rows.dedup();
        let mut n_columns: Vec<u32> = cells.map(|cell| cell.region.first_column).collect();
        n_columns.sort_unstable();
        n_columns.dedup();
        let at = |lines: &[u32], line: u32| {
            let at = lines.partition_point(|&other| other < line);
            u32::try_from(at).unwrap_or(u32::MAX)
        };
        let cells = rows.into_iter().flatten().map(|cell| {
            let Region {
                first_row,
                first_column,
                last_row,
                last_column,
            } = cell.region;
            let (row, column) = (at(&n_rows, first_row), at(&n_columns, first_column));
            DraftCell {
                row,
                column,
                row_span: at(&n_rows, last_row + 1) - row,
                column_span: at(&n_columns, last_column + 1) - column,
                words: cell.shown.words,
                loss: cell.shown.loss,
                source: cell.shown.source,
            }
        });
        let counted = Counted::InSheet {
            sheet: self.sheet,
            rows: &n_rows,
            columns: &n_columns,
        };
        self.draft.table(cells.collect(), counted);
    }

    /// The column that begins the second of two tables side by side.
    fn gutter(&self, rows: &Rows) -> Option<u32> {
        let mut columns: Vec<(u32, u32)> = rows
            .iter()
            .flatten()
            .map(|cell| (cell.region.first_column, cell.region.last_column))
            .collect();
        columns.sort_unstable();
        columns.dedup();
        let mut reach = columns.first()?.1;
        for (at, &(first, last)) in columns.iter().enumerate() {
            let (left, right) = columns.split_at_checked(at)?;
            if first > self.hidden_columns.next_free(reach + 1) && is_wide(left) && is_wide(right) {
                return Some(first);
            }
            reach = reach.max(last);
        }
        None
    }
}

/// Whether columns are enough for a table.
fn is_wide(columns: &[(u32, u32)]) -> bool {
    let first = columns.first().map(|&(first, _)| first);
    columns.iter().any(|&(other, _)| Some(other) != first)
}

fn is_of_row(row: &[Seen], first_row: u32) -> bool {
    row.first()
        .is_some_and(|cell| cell.region.first_row == first_row)
}

/// The first and the last column of rows.
fn extent(rows: &Rows) -> (u32, u32) {
    let regions = || rows.iter().flatten().map(|cell| cell.region);
    let first = regions().map(|region| region.first_column).min();
    let last = regions().map(|region| region.last_column).max();
    (first.unwrap_or(0), last.unwrap_or(0))
}

/// Whether a block without a header has the columns of the block before.
fn goes_on(before: &Rows, block: &Rows) -> bool {
    let has_figure = |row: &Vec<Seen>| row.iter().any(|cell| is_figure(&cell.shown.words));
    let is_table = |rows: &Rows| extent(rows).0 != extent(rows).1;
    is_table(block)
        && block.first().is_some_and(has_figure)
        && before.iter().any(has_figure)
        && extent(before) == extent(block)
}

/// The parts of a block: each but the first begins with the name of a section or a paragraph.
fn parts(block: Rows) -> Vec<Rows> {
    let block_extent = extent(&block);
    let mut sections: Vec<Rows> = Vec::new();
    for row in block {
        match sections.last_mut() {
            Some(section) if !is_section(&row, block_extent) => section.push(row),
            _ => sections.push(vec![row]),
        }
    }
    let mut parts: Vec<Rows> = Vec::new();
    for section in sections {
        match parts.last_mut() {
            Some(part) if !stands_alone(&section) => part.extend(section),
            _ => parts.push(section),
        }
    }
    parts
}

/// The one cell of a row, if it is words that do not stand over some columns only.
fn alone(row: &[Seen], extent: (u32, u32)) -> Option<&Seen> {
    let [cell] = row else { return None };
    let Region {
        first_row,
        last_row,
        first_column,
        last_column,
    } = cell.region;
    let is_over_some = first_column > extent.0 && first_column < last_column;
    (!is_figure(&cell.shown.words) && first_row == last_row && !is_over_some).then_some(cell)
}

/// Whether a row behind a table is none of it: one that could be a label without a figure is.
fn is_note(row: &[Seen], extent: (u32, u32)) -> bool {
    const LEADS: [&str; 7] = ["注", "备注", "说明", "填报说明", "*", "※", "附"];
    if is_filled_form(row) {
        return true;
    }
    let Some(cell) = alone(row, extent) else {
        return false;
    };
    let words = cell.shown.words.trim();
    let columns = (cell.region.first_column, cell.region.last_column);
    columns == extent || is_long(words) || LEADS.iter().any(|lead| words.starts_with(lead))
}

/// Whether a row may name the section that begins with it, or is a paragraph.
fn is_section(row: &[Seen], extent: (u32, u32)) -> bool {
    alone(row, extent).is_some_and(|cell| {
        let words = cell.shown.words.trim();
        words.len() > LONG || ListMark::read(words).is_some_and(|mark| mark.level <= 2)
    })
}

/// Whether a section is no part of the table before: a paragraph, or a name with a header behind it.
fn stands_alone(section: &Rows) -> bool {
    let Some((name, rows)) = section.split_first() else {
        return false;
    };
    let is_words = |cell: &Seen| !is_figure(&cell.shown.words);
    let last_column = rows
        .iter()
        .flatten()
        .map(|cell| cell.region.last_column)
        .max();
    let is_header = |row: &Vec<Seen>| {
        let reach = row.last().map(|cell| cell.region.last_column);
        row.len() > 1 && row.iter().all(is_words) && reach == last_column
    };
    name.iter().any(|cell| cell.shown.words.len() > LONG) || rows.first().is_some_and(is_header)
}

fn is_long(words: &str) -> bool {
    words.len() > LONG || words.chars().nth(LONG_LABEL).is_some()
}

/// Whether every cell of a row is filled in behind a colon: 填报单位, 负责人.
fn is_filled_form(row: &[Seen]) -> bool {
    row.len() > 1
        && row
            .iter()
            .all(|cell| cell.shown.words.contains(['：', ':']))
}

/// Whether words are a figure alone.
fn is_figure(words: &str) -> bool {
    let is_sign = |c: char| matches!(c, ',' | '.' | '%' | '-' | '，' | '．' | '％' | '+' | ' ');
    let words = words.trim();
    words.contains(glance::is_digit) && words.chars().all(|c| glance::is_digit(c) || is_sign(c))
}
