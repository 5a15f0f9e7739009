//! The tree to the text view, in reading order.
//!
//! A table that only arranges the page is read as what it arranges: one that holds
//! tables, has one column, or has a cell as long as a section.
//!
//! Deliberately absent: a table within the table of a form, which is read as if it
//! stood alone; and hidden rows that a script would show.

use crate::{
    document::{Cell, Piece, Place, Places, Spot, Table},
    gap::{Gap, GapKind},
    source::{
        draft::LONG,
        grid::{Kind as Look, kind as look},
        layout::Stretch,
    },
    span::Span,
};

use super::{
    chrome, grid,
    tree::{Kind, NodeId, ROOT, Shown, Tree},
    view::{Mark, View},
};

/// The most cells that are read of all tables.
const MAX_CELLS: usize = 100_000;

/// So many links with nothing between them are a menu.
const MANY_LINKS: usize = 4;

/// A page as text.
#[derive(Debug)]
pub(super) struct Page {
    /// The text view.
    pub(super) text: String,
    /// Where it comes from.
    pub(super) pieces: Vec<Piece>,
    /// Lines and tables in turn.
    pub(super) stretches: Vec<Stretch>,
    /// Where the cells of its tables stand.
    pub(super) places: Places,
}

/// Writes the text view of a page; what is not read goes to `gaps`.
pub(super) fn page(source: &str, tree: &Tree, gaps: &mut Vec<Gap>) -> Page {
    let mut flow = Flow {
        tree,
        view: View::new(source, tree),
        stretches: Vec::new(),
        begin: 0,
        links: Links::default(),
        places: Places::default(),
        n_tables: 0,
        n_cells: 0,
        gaps,
    };
    flow.children(ROOT);
    flow.view.end_line();
    flow.end_lines();
    Page {
        text: flow.view.text,
        pieces: flow.view.pieces,
        stretches: flow.stretches,
        places: flow.places,
    }
}

/// The walk over one tree.
struct Flow<'a> {
    tree: &'a Tree,
    view: View<'a>,
    stretches: Vec<Stretch>,
    /// Where the lines begin that are no stretch yet.
    begin: usize,
    links: Links,
    places: Places,
    n_tables: u32,
    n_cells: usize,
    gaps: &'a mut Vec<Gap>,
}

/// How many links there were, and how many bytes their words have.
#[derive(Debug, Clone, Copy, Default)]
struct Links {
    n: usize,
    length: usize,
}

/// What can be taken back.
#[derive(Debug, Clone, Copy)]
struct Checkpoint {
    mark: Mark,
    n_stretches: usize,
    n_gaps: usize,
    links: Links,
}

impl Flow<'_> {
    fn children(&mut self, id: NodeId) {
        let tree = self.tree;
        for child in tree.children(id) {
            self.node(child);
        }
    }

    fn node(&mut self, id: NodeId) {
        let node = self.tree.node(id);
        if node.traits.shown == Shown::No {
            return;
        }
        match node.kind {
            Kind::Text(chunk) => {
                if let Some(chunk) = self.tree.chunks.get(chunk as usize) {
                    self.view.add(chunk);
                }
            }
            Kind::Break => self.view.end_line(),
            Kind::Raised => self.view.space(),
            Kind::Struck => {
                let shown = self.view.text.chars().next_back();
                let length = shown.map_or(0, char::len_utf8);
                self.tell(GapKind::TrackedChanges, self.view.text.len() - length);
            }
            Kind::Frame => {
                let at = self.view.text.len();
                self.tell(GapKind::Frame, at);
            }
            Kind::Link => {
                let before = self.view.text.len();
                self.children(id);
                self.links.n += 1;
                self.links.length += self.view.text.len() - before;
            }
            Kind::FileLink => {
                let before = self.view.text.len();
                self.children(id);
                self.tell(GapKind::LinkedFile, before);
            }
            Kind::Pre => {
                self.view.n_pre += 1;
                self.block(id, node.traits.shown);
                self.view.n_pre -= 1;
            }
            _ => self.block(id, node.traits.shown),
        }
    }

    /// Tells of something that is not read and whose words, if any, begin at `start`.
    fn tell(&mut self, kind: GapKind, start: usize) {
        let end = self.view.text.len();
        let words = self.view.text.get(start..end).unwrap_or_default();
        let start = end - words.trim_start().len();
        self.gaps.push(Gap {
            kind,
            span: (start < end).then(|| Span::new(start, end)),
        });
    }

    /// Reads what stands on lines of its own, unless it belongs to the site.
    fn block(&mut self, id: NodeId, shown: Shown) {
        self.view.end_block();
        let checkpoint = self.checkpoint();
        if self.tree.node(id).kind == Kind::Table {
            self.table(id);
        } else {
            self.children(id);
        }
        self.view.end_block();
        if shown == Shown::AsChrome || self.is_menu(checkpoint) {
            let words = self.view.text.get(checkpoint.mark.text..);
            let has_table = self.stretches.len() > checkpoint.n_stretches;
            if !has_table && !words.is_some_and(chrome::holds_sentence) {
                self.take_back(checkpoint);
            }
        }
    }

    fn checkpoint(&self) -> Checkpoint {
        Checkpoint {
            mark: self.view.mark(),
            n_stretches: self.stretches.len(),
            n_gaps: self.gaps.len(),
            links: self.links,
        }
    }

    fn take_back(&mut self, checkpoint: Checkpoint) {
        self.view.cut(checkpoint.mark);
        self.places.cut(checkpoint.mark.text);
        self.gaps.truncate(checkpoint.n_gaps);
        self.links = checkpoint.links;
    }

    /// Whether nothing but links was written since.
    fn is_menu(&self, since: Checkpoint) -> bool {
        /// What may stand between two links: a stroke with its blanks, a line end.
        const BETWEEN: usize = 6;
        let n = self.links.n - since.links.n;
        let length = self.links.length - since.links.length;
        let all = self.view.text.len().saturating_sub(since.mark.text);
        !self.view.is_cell && n >= MANY_LINKS && all.saturating_sub(length) <= n * BETWEEN
    }

    fn table(&mut self, id: NodeId) {
        let tree = self.tree;
        for child in tree.children(id) {
            // Words outside of the cells are shown above them.
            self.above(child);
        }
        let rows = grid::rows(tree, id);
        if self.view.is_cell || self.is_arrangement(id, &rows) {
            for cell in rows.into_iter().flatten() {
                self.node(cell);
            }
            return;
        }
        self.grid(&rows);
    }

    /// Reads a caption and what stood in a table outside of its cells.
    fn above(&mut self, id: NodeId) {
        match self.tree.node(id).kind {
            Kind::Caption | Kind::Fostered => self.node(id),
            Kind::Section | Kind::Row => {
                let tree = self.tree;
                for child in tree.children(id) {
                    self.above(child);
                }
            }
            _ => {}
        }
    }

    /// Whether a table only arranges the page.
    fn is_arrangement(&self, id: NodeId, rows: &[grid::Row]) -> bool {
        self.tree.node(id).traits.holds_table
            || rows.iter().all(|cells| cells.len() < 2)
            || rows.iter().flatten().any(|&cell| self.length(cell) > LONG)
    }

    /// How many bytes of text an element holds, as far as it matters.
    fn length(&self, id: NodeId) -> usize {
        let own = match self.tree.node(id).kind {
            Kind::Text(chunk) => self.tree.chunks.get(chunk as usize),
            _ => None,
        };
        let own = own.map_or(0, |chunk| chunk.source.len());
        let children = self.tree.children(id).map(|child| self.length(child));
        own + children.sum::<usize>()
    }

    /// Reads the cells of a table.
    fn grid(&mut self, rows: &[grid::Row]) {
        self.view.begin_table();
        self.end_lines();
        self.n_tables += 1;
        let mut columns = grid::Columns::default();
        let mut cells = Vec::new();
        for row in rows {
            let n_before = cells.len();
            for &id in row {
                let Some(place) = self.place(&mut columns, id) else {
                    break;
                };
                if cells.len() > n_before {
                    self.view.separate('\t');
                }
                self.tell_place(place);
                let span = self.cell(id);
                cells.push(Cell { span, ..place });
            }
            if cells.len() > n_before {
                self.view.separate('\n');
            }
            columns.next_row();
        }
        let n_columns = grid::trim(&mut cells);
        self.begin = self.view.text.len();
        self.places.push(self.begin, None);
        let (Some(first), Some(last)) = (cells.first(), cells.last()) else {
            return;
        };
        let table = Table {
            span: first.span.to(last.span),
            caption: None,
            n_columns,
            is_ragged: is_ragged(&self.view.text, &cells, n_columns),
            cells,
        };
        self.stretches.push(Stretch::Table(table));
    }

    /// The place of the next cell, as long as there is room for one.
    fn place(&mut self, columns: &mut grid::Columns, id: NodeId) -> Option<Cell> {
        if self.n_cells >= MAX_CELLS {
            return None;
        }
        self.n_cells += 1;
        let place = columns.place(self.tree, id);
        if place.is_none() || self.n_cells == MAX_CELLS {
            self.gaps.push(Gap {
                kind: GapKind::TooManyCells,
                span: None,
            });
        }
        place
    }

    /// Says where the next cell stands.
    fn tell_place(&mut self, cell: Cell) {
        let spot = Spot::Cell {
            table: self.n_tables,
            row: cell.row + 1,
            column: cell.column + 1,
        };
        let at = self.view.text.len();
        self.places.push(at, Place { page: None, spot });
    }

    /// Writes the words of a cell.
    fn cell(&mut self, id: NodeId) -> Span {
        let mark = self.view.mark();
        self.view.is_cell = true;
        self.children(id);
        self.view.is_cell = false;
        self.view.end_cell(mark)
    }

    /// Makes the lines so far a stretch.
    fn end_lines(&mut self) {
        let end = self.view.text.len();
        if end > self.begin {
            self.stretches.push(Stretch::Lines(self.begin..end));
        }
        self.begin = end;
    }
}

/// Whether rows with figures lack cells.
fn is_ragged(text: &str, cells: &[Cell], n_columns: u32) -> bool {
    let rows = cells.chunk_by(|a, b| a.row == b.row);
    let is_figure = |cell: &Cell| look(cell.span.of(text)) == Look::Number;
    // How many cells of each row are covered from above.
    let mut covered = Covered::default();
    let mut is_any_short = false;
    for row in rows {
        let Some(first) = row.first() else { continue };
        let own: u32 = row.iter().map(|cell| cell.column_span).sum();
        let is_short = own + covered.at(first.row) < n_columns;
        is_any_short |= is_short && row.len() > 1 && row.iter().any(is_figure);
        covered.add(row);
    }
    is_any_short
}

/// How many columns cells of earlier rows cover.
#[derive(Debug, Default)]
struct Covered(Vec<(u32, u32)>);

impl Covered {
    /// Adds the merged cells of a row.
    fn add(&mut self, row: &[Cell]) {
        let merged = row.iter().filter(|cell| cell.row_span > 1);
        self.0
            .extend(merged.map(|cell| (cell.row + cell.row_span, cell.column_span)));
    }

    /// How many columns are covered in `row`; rows come in order.
    fn at(&mut self, row: u32) -> u32 {
        self.0.retain(|&(end, _)| end > row);
        self.0.iter().map(|&(_, columns)| columns).sum()
    }
}
