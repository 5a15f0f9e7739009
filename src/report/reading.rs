//! A report as gouji reads it: its text, with tables drawn as grids.
//!
//! Whoever doubts a finding, or the lack of one, sees here what was understood of a file.

use std::io;

use super::{
    Failure, LineIndex, Printer, Summary,
    gaps::gap_lines,
    plain::{plain, width},
    words::pick,
};
use crate::{
    audit::Audit,
    document::{Block, Cell, Table},
    language::Language,
};

/// The text format of `extract`.
#[derive(Debug)]
pub struct Reading {
    language: Language,
}

impl Reading {
    /// Prints reports with words about what is missing in `language`.
    #[must_use]
    pub fn new(language: Language) -> Self {
        Self { language }
    }
}

impl Printer for Reading {
    fn tells_figures(&self) -> bool {
        false
    }

    fn report(&mut self, out: &mut dyn io::Write, path: &str, audit: &Audit) -> io::Result<()> {
        let text = audit.text.as_str();
        writeln!(out, "==> {} <==", plain(path))?;
        let mut files = audit.joined.iter().peekable();
        for block in &audit.blocks {
            while let Some(file) = files.next_if(|file| file.start <= block.span().start) {
                writeln!(out, "==> {} <==", plain(&file.path))?;
            }
            match block {
                Block::Table(table) => draw(out, table, text)?,
                block => {
                    for line in block.span().of(text).lines() {
                        writeln!(out, "{}", plain(line.trim_end()))?;
                    }
                    writeln!(out)?;
                }
            }
        }
        let gaps = gap_lines(audit, &LineIndex::of(audit), self.language);
        for gap in gaps {
            writeln!(out, "{}{gap}", pick(self.language, "未读：", "not read: "))?;
        }
        Ok(())
    }

    fn finish(&mut self, _: &mut dyn io::Write, _: &[Failure], _: &Summary) -> io::Result<()> {
        Ok(())
    }
}

/// Draws a table; a merged cell is shown once, over the columns that it covers.
fn draw(out: &mut dyn io::Write, table: &Table, text: &str) -> io::Result<()> {
    let widths = widths(table, text);
    let n_rows = table.cells.iter().map(|cell| cell.row + 1).max();
    let mut cells = table.cells.iter().peekable();
    // What reaches down from the rows above: the column, how many, and the row after it.
    let mut above: Vec<(u32, u32, u32)> = Vec::new();
    for row in 0..n_rows.unwrap_or(0) {
        above.retain(|&(_, _, end)| end > row);
        let mut shown: Vec<(u32, u32, String)> = above
            .iter()
            .map(|&(column, n, _)| (column, n, String::new()))
            .collect();
        while let Some(cell) = cells.next_if(|cell| cell.row == row) {
            shown.push((cell.column, cell.column_span, words(cell, text)));
            if cell.row_span > 1 {
                above.push((cell.column, cell.column_span, row + cell.row_span));
            }
        }
        shown.sort_by_key(|&(column, ..)| column);
        let mut line = String::from("|");
        for (column, n, words) in shown {
            let covered = widths.iter().skip(column as usize).take(n as usize);
            // A separator that is covered gives its three cells to the words.
            let room = covered.sum::<usize>() + 3 * (n.saturating_sub(1) as usize);
            let blank = " ".repeat(room.saturating_sub(width(&words)));
            for part in [" ", &words, &blank, " |"] {
                line.push_str(part);
            }
        }
        writeln!(out, "{line}")?;
    }
    writeln!(out)
}

/// How wide each column is: as its widest cell that stands in it alone.
fn widths(table: &Table, text: &str) -> Vec<usize> {
    let mut widths = vec![0; table.n_columns as usize];
    for cell in table.cells.iter().filter(|cell| cell.column_span == 1) {
        if let Some(column) = widths.get_mut(cell.column as usize) {
            *column = (*column).max(width(&words(cell, text)));
        }
    }
    widths
}

/// The words of a cell on one line.
fn words(cell: &Cell, text: &str) -> String {
    let words: Vec<&str> = cell.span.of(text).split_whitespace().collect();
    plain(&words.join(" "))
}
