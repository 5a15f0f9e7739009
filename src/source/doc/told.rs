//! Paragraphs and tables of a story, told to the draft.

use super::{
    super::{
        Limit, Limits, Unread,
        draft::{Counted, Draft},
    },
    properties::Ends,
    table::{self, CellRead, Content, RowRead},
    walk::{Mark, Told},
};
use crate::{document::Spot, gap::GapKind};

/// What tells the paragraphs of a story.
#[derive(Debug)]
pub(super) struct Teller<'a> {
    draft: &'a mut Draft,
    /// Where words outside tables stand; none for paragraphs of the running text.
    spot: Option<Spot>,
    limits: Limits,
    /// The tables that are open, the outermost first.
    open: Vec<Open>,
    /// Words whose mark is gone, and how many tables they stand in.
    carried: Option<(String, usize)>,
}

/// A table of which more rows may come.
#[derive(Debug, Default)]
struct Open {
    rows: Vec<RowRead>,
    cells: Vec<CellRead>,
    /// The cell in hand.
    cell: CellRead,
}

impl<'a> Teller<'a> {
    pub(super) fn new(draft: &'a mut Draft, spot: Option<Spot>, limits: Limits) -> Self {
        Self {
            draft,
            spot,
            limits,
            open: Vec::new(),
            carried: None,
        }
    }

    /// Tells a paragraph.
    ///
    /// # Errors
    ///
    /// If tables stand too deep in one another.
    pub(super) fn take(&mut self, mut told: Told) -> Result<(), Unread> {
        let depth = usize::try_from(told.properties.depth).unwrap_or(usize::MAX);
        if depth > self.limits.depth {
            return Err(Unread::over(Limit::Depth, &self.limits));
        }
        let is_carried = told.is_mark_gone && told.mark == Mark::Paragraph;
        let (mark, is_mark_gone) = (told.mark, told.is_mark_gone);
        let ends = told.properties.ends;
        let row = told.properties.row.take();
        let is_indented = told.is_indented;
        let mut words = told.labelled();
        if depth == 0 && self.carried.is_none() {
            words = indented(words, is_indented);
        }
        if let Some((before, at)) = self.carried.take() {
            if at == depth {
                words = before + &words;
            } else {
                self.open_to(at);
                self.words(before);
            }
        }
        self.open_to(depth);
        if is_carried && ends == Ends::Paragraph {
            self.carried = Some((words, depth));
            return Ok(());
        }
        match (ends, mark) {
            _ if depth == 0 => self.words(words),
            (Ends::Row, _) => self.end_row(row, is_mark_gone),
            (Ends::Cell, _) | (_, Mark::Cell) => {
                self.words(words);
                self.end_cell();
            }
            _ => self.words(words),
        }
        Ok(())
    }

    /// Tells what a paragraph outside tables ends.
    pub(super) fn reach(&mut self, told: &Told) {
        if told.properties.depth == 0 && self.carried.is_none() {
            self.open_to(0);
        }
    }

    /// Whether a paragraph outside tables, or nothing, came last.
    pub(super) fn is_outside(&self) -> bool {
        self.open.is_empty() && self.carried.is_none()
    }

    /// The draft, where nothing is left open.
    pub(super) fn draft(&mut self) -> &mut Draft {
        self.draft
    }

    /// Tells what is still open.
    pub(super) fn finish(&mut self) {
        if let Some((words, depth)) = self.carried.take() {
            self.open_to(depth);
            self.words(words);
        }
        self.open_to(0);
    }

    /// Opens or closes tables until so many are open.
    fn open_to(&mut self, depth: usize) {
        while self.open.len() < depth {
            self.open.push(Open::default());
        }
        while self.open.len() > depth {
            let Some(mut inner) = self.open.pop() else {
                return;
            };
            if !inner.cell.is_empty() {
                inner.cells.push(inner.cell);
            }
            if !inner.cells.is_empty() {
                // The end of the row is missing.
                let (shape, cells) = (None, inner.cells);
                inner.rows.push(RowRead { shape, cells });
            }
            match self.open.last_mut() {
                Some(outer) => outer.cell.push(Content::Rows(inner.rows)),
                None => self.table(inner.rows),
            }
        }
    }

    /// Tells words at the place where the story is.
    fn words(&mut self, words: String) {
        if let Some(open) = self.open.last_mut() {
            open.cell.push(Content::Words(words));
            return;
        }
        match self.spot {
            Some(spot) if !words.trim().is_empty() => self.draft.words(&words, spot),
            _ => self.draft.paragraph(&words),
        }
    }

    fn end_cell(&mut self) {
        if let Some(open) = self.open.last_mut() {
            open.cells.push(std::mem::take(&mut open.cell));
        }
    }

    fn end_row(&mut self, shape: Option<std::rc::Rc<super::properties::Row>>, is_gone: bool) {
        let Some(open) = self.open.last_mut() else {
            return;
        };
        open.cell.clear();
        let cells = std::mem::take(&mut open.cells);
        let row = RowRead { shape, cells };
        if !(is_gone && row.is_blank()) {
            open.rows.push(row);
        }
    }

    /// Tells a table; one that only arranges others, or does not tell its columns, as lines.
    fn table(&mut self, rows: Vec<RowRead>) {
        if rows.iter().any(RowRead::holds_table) {
            for content in rows.into_iter().flat_map(|row| row.cells).flatten() {
                match content {
                    Content::Words(words) => self.words(words),
                    Content::Rows(rows) => self.table(rows),
                }
            }
            return;
        }
        if let Some(cells) = table::cells(&rows) {
            self.draft.table(cells, Counted::InTable);
            return;
        }
        self.draft.apart();
        let start = self.draft.end();
        for row in &rows {
            self.words(row.line());
        }
        self.draft.gap_from(start, GapKind::RaggedTable);
        self.draft.apart();
    }
}

/// The words of a paragraph, which begin with blanks if its first line is indented.
fn indented(words: String, is_indented: bool) -> String {
    let inner = words.trim_start_matches('\t');
    let has_tab = inner.len() < words.len();
    if (!is_indented && !has_tab) || inner.trim().is_empty() {
        return words;
    }
    // What has more tabs is a row, whose first cell is blank.
    if inner.contains('\t') {
        return words;
    }
    format!("\u{3000}\u{3000}{inner}")
}
