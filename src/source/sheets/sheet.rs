//! A sheet as a reader tells it: what is seen in its cells, and which of them are not seen.
//!
//! Deliberately absent: what lines and tables they make, which `layout` works out.

use std::collections::BTreeMap;

use crate::{gap::GapKind, span::Span};

/// A sheet of a workbook.
#[derive(Debug, Default)]
pub(super) struct Sheet {
    /// Its name on the tab.
    pub(super) name: String,
    /// The cells that hold something, in any order.
    pub(super) cells: Vec<Cell>,
    /// The merged cells.
    pub(super) merged: Vec<Region>,
    /// The rows that are not shown.
    pub(super) hidden_rows: Ranges,
    /// The columns that are not shown.
    pub(super) hidden_columns: Ranges,
}

/// A cell that holds something; rows and columns count from 0.
#[derive(Debug, Clone, Default)]
pub(super) struct Cell {
    pub(super) row: u32,
    pub(super) column: u32,
    /// What is seen of it.
    pub(super) shown: Shown,
}

/// What is seen of a cell.
#[derive(Debug, Clone, Default)]
pub(super) struct Shown {
    pub(super) words: String,
    /// What of its value is not known.
    pub(super) loss: Option<GapKind>,
    /// Where its words stand in the text of the file, if that is text.
    pub(super) source: Option<Span>,
}

/// A rectangle of cells, all ends included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Region {
    pub(super) first_row: u32,
    pub(super) first_column: u32,
    pub(super) last_row: u32,
    pub(super) last_column: u32,
}

/// Rows or columns, from the first to the last of each range.
#[derive(Debug, Clone, Default)]
pub(super) struct Ranges(Vec<(u32, u32)>);

/// A cell that is seen, with what it covers.
#[derive(Debug, Clone)]
pub(super) struct Seen {
    pub(super) region: Region,
    pub(super) shown: Shown,
}

impl Shown {
    /// Words that are all there is.
    pub(super) fn words(words: impl Into<String>) -> Self {
        Self {
            words: words.into(),
            ..Self::default()
        }
    }

    /// An error value, which a person sees in place of a figure.
    pub(super) fn error(words: &str) -> Self {
        Self {
            words: words.to_owned(),
            loss: Some(GapKind::ErrorValue),
            source: None,
        }
    }

    /// A formula whose value the file does not hold.
    pub(super) fn uncalculated() -> Self {
        Self {
            words: "#N/A".to_owned(),
            loss: Some(GapKind::NoCachedValue),
            source: None,
        }
    }

    /// A truth value.
    pub(super) fn truth(is_true: bool) -> Self {
        Self::words(if is_true { "TRUE" } else { "FALSE" })
    }
}

impl Ranges {
    /// Adds a range.
    pub(super) fn push(&mut self, first: u32, last: u32) {
        match self.0.last_mut() {
            Some(end) if end.0 <= first && first <= end.1.saturating_add(1) => {
                end.1 = end.1.max(last);
            }
            _ => self.0.push((first, last)),
        }
    }

    /// Brings the ranges in order.
    fn sort(&mut self) {
        self.0.sort_unstable();
        let ranges = std::mem::take(&mut self.0);
        for (first, last) in ranges {
            self.push(first, last);
        }
    }

    /// The first that is in none of the ranges, from `at` on.
    pub(super) fn next_free(&self, at: u32) -> u32 {
        let before = self.0.partition_point(|&(first, _)| first <= at);
        let range = before.checked_sub(1).and_then(|before| self.0.get(before));
        match range {
            Some(&(_, last)) if at <= last => last.saturating_add(1),
            _ => at,
        }
    }
}

impl Region {
    /// One cell alone.
    pub(super) fn cell(row: u32, column: u32) -> Self {
        Self {
            first_row: row,
            first_column: column,
            last_row: row,
            last_column: column,
        }
    }
}

impl Sheet {
    /// The cells that are seen, row by row, and whether others hold something.
    pub(super) fn seen(&mut self) -> (Vec<Seen>, bool) {
        self.hidden_rows.sort();
        self.hidden_columns.sort();
        self.cells.sort_by_key(|cell| (cell.row, cell.column));
        self.merged
            .sort_by_key(|region| (region.first_row, region.first_column));
        let mut cover = Cover::default();
        let mut merged = self.merged.iter().peekable();
        let mut seen = Vec::with_capacity(self.cells.len());
        let mut has_hidden = false;
        for cell in std::mem::take(&mut self.cells) {
            if cell.shown.words.trim().is_empty() && cell.shown.loss.is_none() {
                continue;
            }
            while let Some(&region) = merged.next_if(|region| region.first_row <= cell.row) {
                cover.add(region);
            }
            let alone = Region::cell(cell.row, cell.column);
            let region = cover.of(cell.row, cell.column).unwrap_or(alone);
            if (region.first_row, region.first_column) != (cell.row, cell.column) {
                // What a merged cell covers is seen by nobody.
                continue;
            }
            match self.visible(region) {
                Some(region) => seen.push(Seen {
                    region,
                    shown: cell.shown,
                }),
                None => has_hidden = true,
            }
        }
        seen.sort_by_key(|seen| (seen.region.first_row, seen.region.first_column));
        (seen, has_hidden)
    }

    /// What is seen of a region, from its first row and column that are shown.
    fn visible(&self, region: Region) -> Option<Region> {
        let first_row = self.hidden_rows.next_free(region.first_row);
        let first_column = self.hidden_columns.next_free(region.first_column);
        let is_seen = first_row <= region.last_row && first_column <= region.last_column;
        is_seen.then_some(Region {
            first_row,
            first_column,
            ..region
        })
    }
}

/// The merged cells that reach the row in hand, by their first column; they do not overlap.
#[derive(Debug, Default)]
struct Cover(BTreeMap<u32, Region>);

impl Cover {
    fn add(&mut self, region: Region) {
        self.0.insert(region.first_column, region);
    }

    /// The merged cell that a place belongs to; rows are asked for in order.
    fn of(&mut self, row: u32, column: u32) -> Option<Region> {
        loop {
            let (&first, &region) = self.0.range(..=column).next_back()?;
            if region.last_row >= row {
                return (column <= region.last_column).then_some(region);
            }
            self.0.remove(&first);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cell(row: u32, column: u32, words: &str) -> Cell {
        Cell {
            row,
            column,
            shown: Shown::words(words),
        }
    }

    #[test]
    fn covered_and_hidden_cells_are_not_seen() {
        let region = |first_row, first_column, last_row, last_column| Region {
            first_row,
            first_column,
            last_row,
            last_column,
        };
        let mut sheet = Sheet {
            cells: vec![
                cell(4, 0, "标"),
                cell(0, 1, "头"),
                cell(0, 2, "遮"),
                cell(1, 0, "甲"),
                cell(1, 2, "乙"),
                cell(2, 0, "隐"),
                cell(5, 1, "丙"),
            ],
            merged: vec![region(4, 0, 6, 0), region(0, 1, 0, 3)],
            ..Sheet::default()
        };
        sheet.hidden_rows.push(4, 4);
        sheet.hidden_rows.push(2, 2);
        let (seen, has_hidden) = sheet.seen();
        assert!(has_hidden);
        let seen = seen
            .iter()
            .map(|seen| (seen.shown.words.as_str(), seen.region));
        assert!(seen.eq([
            ("头", region(0, 1, 0, 3)),
            ("甲", region(1, 0, 1, 0)),
            ("乙", region(1, 2, 1, 2)),
            // Its first row is hidden, and what it shows is not.
            ("标", region(5, 0, 6, 0)),
            ("丙", region(5, 1, 5, 1)),
        ]));
    }
}
