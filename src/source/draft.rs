//! A text view that grows part by part, for files that have no text of their own.
//!
//! Readers of such files tell lines and tables in reading order; the draft writes the view,
//! counts what a person would count, and remembers where everything stands. Lines are read by
//! `layout` as those of a text file are, since documents hold lists, forms of bare lines and
//! wrapped lines as well.
//!
//! Deliberately absent: any format.

use crate::{
    document::{Cell, Document, Piece, Place, Places, Provenance, Spot, Table},
    gap::{Gap, GapKind},
    span::Span,
};

use super::{
    Limits, Unread, damage,
    layout::{self, Stretch},
};

/// A cell of so many bytes holds a section of the report.
pub(super) const LONG: usize = 900;

/// A cell as a reader tells it; a merged one once, at its top left corner.
#[derive(Debug, Clone, Default)]
pub(super) struct DraftCell {
    /// Row, from 0.
    pub(super) row: u32,
    /// Column, from 0.
    pub(super) column: u32,
    /// How many rows it covers, at least 1.
    pub(super) row_span: u32,
    /// How many columns it covers, at least 1.
    pub(super) column_span: u32,
    /// What it shows; line ends in it are but blanks.
    pub(super) words: String,
    /// What of it is not known, told as a gap on the cell.
    pub(super) loss: Option<GapKind>,
    /// Where its words stand in the text of the file, if that is text.
    pub(super) source: Option<Span>,
}

/// What the cells of a table are counted in.
#[derive(Debug, Clone, Copy)]
pub(super) enum Counted<'a> {
    /// The table itself, which is counted among those of the report.
    InTable,
    /// A sheet, of which the table shows these rows and columns.
    InSheet {
        /// Which sheet, as [`Places::push_sheet`] numbered it.
        sheet: u32,
        /// The row of the sheet, from 0, for each row of the table.
        rows: &'a [u32],
        /// The column of the sheet, from 0, for each column of the table.
        columns: &'a [u32],
    },
}

/// A text view in the making.
#[derive(Debug)]
pub(super) struct Draft {
    limits: Limits,
    text: String,
    stretches: Vec<Stretch>,
    places: Places,
    /// What of the view stands where in the text of the file, if that is text.
    pieces: Vec<Piece>,
    gaps: Vec<Gap>,
    /// Where the lines begin that are no stretch yet.
    begin: usize,
    page: Option<u32>,
    /// From which row on the table in hand stands on which page, if it runs over pages.
    pages: Vec<(u32, u32)>,
    n_paragraphs: u32,
    n_tables: u32,
    n_charts: u32,
    n_cells: usize,
}

impl Draft {
    /// A draft without words.
    pub(super) fn new(limits: Limits) -> Self {
        Self {
            limits,
            text: String::new(),
            stretches: Vec::new(),
            places: Places::default(),
            pieces: Vec::new(),
            gaps: Vec::new(),
            begin: 0,
            page: None,
            pages: Vec::new(),
            n_paragraphs: 0,
            n_tables: 0,
            n_charts: 0,
            n_cells: 0,
        }
    }

    /// Begins a page.
    pub(super) fn page(&mut self, number: u32) {
        self.page = Some(number);
    }

    /// Names the next sheet.
    pub(super) fn sheet(&mut self, name: &str) -> u32 {
        self.places.push_sheet(name)
    }

    /// Adds the next paragraph of the running text; line ends in it are kept.
    pub(super) fn paragraph(&mut self, words: &str) {
        if words.trim().is_empty() {
            // Two blocks with nothing between them are still two.
            self.apart();
            return;
        }
        self.n_paragraphs += 1;
        self.words(words, Spot::Paragraph(self.n_paragraphs));
    }

    /// Adds words that stand at `spot`, on lines of their own.
    pub(super) fn words(&mut self, words: &str, spot: Spot) {
        let page = self.page;
        self.places.push(self.text.len(), Place { page, spot });
        for line in words.lines() {
            push_shown(&mut self.text, line.trim_end(), '\t');
            self.text.push('\n');
        }
    }

    /// Says that the words from `start` on in the view are those at `source` in the file.
    pub(super) fn trace(&mut self, start: usize, source: Span) {
        let end = self.text.trim_end().len();
        if start < end {
            let view = Span::new(start, end);
            self.pieces.push(Piece { view, source });
        }
    }

    /// Goes on with the last line, after `blank`, with words that stand at `spot`.
    #[cfg(feature = "pdf")]
    pub(super) fn go_on(&mut self, blank: &str, words: &str, spot: Spot) {
        if self.text.ends_with('\n') {
            self.text.pop();
        }
        push_shown(&mut self.text, blank, ' ');
        self.words(words, spot);
    }

    /// Sets what comes next off from what was before.
    pub(super) fn apart(&mut self) {
        if !self.text.is_empty() && !self.text.ends_with("\n\n") {
            self.text.push('\n');
        }
    }

    /// Tells of something that is not read, at the place where the view ends.
    pub(super) fn gap(&mut self, kind: GapKind) {
        self.gaps.push(Gap { kind, span: None });
    }

    /// Tells of something that is not read on the page in hand.
    #[cfg(feature = "pdf")]
    pub(super) fn gap_on_page(&mut self, kind: GapKind) {
        let (at, page) = (self.text.len(), self.page);
        let spot = Spot::Line(1);
        self.places.push(at, Place { page, spot });
        self.gaps.push(Gap {
            kind,
            span: Some(Span::new(at, at)),
        });
        // What comes next has a place of its own.
        self.text.push('\n');
    }

    /// Tells of something that is not read in a sheet of that name.
    #[cfg(feature = "sheets")]
    pub(super) fn gap_in_sheet(&mut self, name: &str, kind: GapKind) {
        let spot = Spot::Sheet {
            sheet: self.sheet(name),
            row: 1,
            column: 1,
        };
        let at = self.text.len();
        self.places.push(at, Place { page: None, spot });
        self.gaps.push(Gap {
            kind,
            span: Some(Span::new(at, at)),
        });
        // What comes next has a place of its own.
        self.text.push('\n');
    }

    /// Tells of something whose words, from `start` on in the view, are not all there is.
    pub(super) fn gap_from(&mut self, start: usize, kind: GapKind) {
        let end = self.text.trim_end().len();
        let span = (start < end).then(|| Span::new(start, end));
        self.gaps.push(Gap { kind, span });
    }

    /// Where the view ends.
    pub(super) fn end(&self) -> usize {
        self.text.len()
    }

    /// Adds a table that runs over pages: from which row, from 0, on it stands on which.
    #[cfg(feature = "pdf")]
    pub(super) fn table_over_pages(
        &mut self,
        cells: Vec<DraftCell>,
        counted: Counted,
        pages: Vec<(u32, u32)>,
    ) {
        let page = self.page;
        self.pages = pages;
        self.table(cells, counted);
        self.pages.clear();
        self.page = page;
    }

    /// Adds a table; what of its grid no cell covers is blank.
    ///
    /// One that only arranges the page, with one column or a section in a cell, is read as lines.
    pub(super) fn table(&mut self, mut cells: Vec<DraftCell>, counted: Counted<'_>) {
        self.apart();
        cells.sort_by_key(|cell| (cell.row, cell.column));
        if matches!(counted, Counted::InTable) {
            self.n_tables += 1;
        }
        let n_columns = cells.iter().map(|cell| cell.column + 1).max().unwrap_or(0);
        if n_columns < 2 || cells.iter().any(|cell| cell.words.len() > LONG) {
            for cell in &cells {
                self.turn_to(cell.row);
                let spot = self.spot(counted, cell.row, cell.column);
                self.words(&cell.words, spot);
            }
            self.apart();
            return;
        }
        let end = self.text.len();
        if end > self.begin {
            self.stretches.push(Stretch::Lines(self.begin..end));
        }
        let table = self.grid(&cells, n_columns, counted);
        self.begin = self.text.len();
        if let Some(table) = table {
            self.stretches.push(Stretch::Table(table));
        }
    }

    /// Adds a chart by the labels and values of its points: all labels, then all values.
    #[cfg(feature = "docx")]
    pub(super) fn chart(&mut self, points: &[(String, String)]) {
        self.apart();
        self.n_charts += 1;
        let labels = points.iter().map(|(label, _)| label);
        let values = points.iter().map(|(_, value)| value);
        for words in [labels.collect::<Vec<_>>(), values.collect()] {
            for (words, point) in words.into_iter().zip(1..) {
                let chart = self.n_charts;
                self.cell(words, Spot::Chart { chart, point });
                self.text.push('\t');
            }
        }
        self.text.pop();
        self.text.push_str("\n\n");
    }

    /// Writes the cells of a table, row by row.
    fn grid(&mut self, cells: &[DraftCell], n_columns: u32, counted: Counted<'_>) -> Option<Table> {
        let n_rows = cells.iter().map(|cell| cell.row + 1).max().unwrap_or(0);
        // The row from which on each column is free.
        let mut free_from = vec![0_u32; usize::try_from(n_columns).ok()?];
        let mut grid: Vec<Cell> = Vec::with_capacity(cells.len());
        let mut told = cells.iter().peekable();
        for row in 0..n_rows {
            let n_before = grid.len();
            self.turn_to(row);
            let mut column = 0;
            while column < n_columns {
                let Some(free) = free_from.get_mut(column as usize) else {
                    break;
                };
                // A cell told for a place that is covered already is shown all the same.
                let own = told.next_if(|cell| (cell.row, cell.column) <= (row, column));
                if own.is_none() && *free > row {
                    column += 1;
                    continue;
                }
                if !self.count_cell() {
                    return finished(grid, n_columns);
                }
                let row_span = own.map_or(1, |cell| cell.row_span.clamp(1, n_rows - row));
                let most = n_columns - column;
                let column_span = own.map_or(1, |cell| cell.column_span.clamp(1, most));
                *free = row + row_span;
                for covered in column + 1..column + column_span {
                    if let Some(free) = free_from.get_mut(covered as usize) {
                        *free = row + row_span;
                    }
                }
                if grid.len() > n_before {
                    self.text.push('\t');
                }
                let spot = self.spot(counted, row, column);
                let words = own.map_or("", |cell| cell.words.as_str());
                let span = self.cell(words, spot);
                if let Some(source) = own.and_then(|cell| cell.source) {
                    self.trace(span.range().start, source);
                }
                if let Some(kind) = own.and_then(|cell| cell.loss) {
                    let span = Some(span);
                    self.gaps.push(Gap { kind, span });
                }
                grid.push(Cell {
                    row,
                    column,
                    row_span,
                    column_span,
                    span,
                });
                column += column_span;
            }
            if grid.len() > n_before {
                self.text.push('\n');
            }
        }
        finished(grid, n_columns)
    }

    /// Turns to the page that a row of the table stands on.
    fn turn_to(&mut self, row: u32) {
        let page = self.pages.iter().rev().find(|(first, _)| *first <= row);
        self.page = page.map_or(self.page, |&(_, page)| Some(page));
    }

    /// Counts a cell; false once there are too many.
    fn count_cell(&mut self) -> bool {
        self.n_cells += 1;
        if self.n_cells == self.limits.cells + 1 {
            self.gap(GapKind::TooManyCells);
        }
        self.n_cells <= self.limits.cells
    }

    fn cell(&mut self, words: &str, spot: Spot) -> Span {
        let start = self.text.len();
        let page = self.page;
        self.places.push(start, Place { page, spot });
        push_shown(&mut self.text, words.trim(), ' ');
        Span::new(start, self.text.len())
    }

    fn spot(&self, counted: Counted<'_>, row: u32, column: u32) -> Spot {
        match counted {
            Counted::InTable => Spot::Cell {
                table: self.n_tables,
                row: row + 1,
                column: column + 1,
            },
            Counted::InSheet {
                sheet,
                rows,
                columns,
            } => {
                let at = |lines: &[u32], at: u32| lines.get(at as usize).map_or(0, |at| at + 1);
                Spot::Sheet {
                    sheet,
                    row: at(rows, row),
                    column: at(columns, column),
                }
            }
        }
    }

    /// The report.
    ///
    /// # Errors
    ///
    /// If no words were told.
    pub(super) fn finish(mut self) -> Result<(Document, Vec<Gap>), Unread> {
        let end = self.text.len();
        if end > self.begin {
            self.stretches.push(Stretch::Lines(self.begin..end));
        }
        self.gaps.append(&mut damage(&self.text));
        let blocks = layout::stretches(&self.text, self.stretches, &mut self.gaps);
        if blocks.is_empty() {
            return Err(Unread::Empty);
        }
        let document = Document::new(self.text, blocks);
        Ok((
            document.made_from(Provenance::Parts, self.places),
            self.gaps,
        ))
    }
}

#[cfg(feature = "sheets")]
impl Draft {
    /// The report, whose words stand in `source`, the text of the file.
    ///
    /// # Errors
    ///
    /// If no words were told.
    pub(super) fn finish_over(mut self, source: String) -> Result<(Document, Vec<Gap>), Unread> {
        let original = crate::document::Original::new(source, std::mem::take(&mut self.pieces));
        let (document, gaps) = self.finish()?;
        let provenance = Provenance::Markup(original);
        Ok((document.made_from(provenance, Places::default()), gaps))
    }
}

/// The table of `cells`, unless there are none.
fn finished(cells: Vec<Cell>, n_columns: u32) -> Option<Table> {
    let (first, last) = (cells.first()?, cells.last()?);
    Some(Table {
        span: first.span.to(last.span),
        caption: None,
        n_columns,
        cells,
        is_ragged: false,
    })
}

/// Adds what is seen of `words`; line ends and tabs become `blank`.
fn push_shown(text: &mut String, words: &str, blank: char) {
    for c in words.chars() {
        match c {
            '\n' | '\r' | '\t' => text.push(blank),
            // Characters without width are not seen, and would split a figure.
            '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' => {}
            c if c.is_control() => text.push(' '),
            c => text.push(c),
        }
    }
}
