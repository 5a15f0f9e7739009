//! Tables with several figures a row, each with a meaning of its own: by applicant, by
//! kind of document, by outcome.
//!
//! Layouts differ in what they leave of such a table: merged headers flatten, one
//! table falls into several blocks, a header or a row of bare figures becomes lines of
//! its own. What survives is the order of cells. So the blocks from the first known
//! label on are read as one run of cells: words, then the figures that belong to the
//! last of them. Columns are those of the form, once the header has been seen not to
//! contradict them; a row that has not all its cells is left alone.
//!
//! Deliberately absent: columns by their place on the page.

mod cells;
mod draft;
mod senses;

use crate::{
    document::{Block, MAX_COLUMNS},
    fact::Facts,
    span::Span,
    template::Template,
};

use self::{cells::Cells, draft::Drafts, senses::Senses};

pub(in crate::fact) use self::cells::pieces;

/// How many cells of words at the start of a table are looked at for a label of a grid.
const N_SAMPLE: usize = 12;
/// The longest line, in bytes, that may be a row or a header.
const LONGEST: usize = 240;

/// Reads the grids of reports as the forms of one template describe them.
#[derive(Debug)]
pub(super) struct Reader<'t> {
    template: &'t Template,
    senses: Senses,
    /// The first report year of the oldest form with grids.
    since: Option<u16>,
}

/// The cells that grids have taken, in the order of the text.
#[derive(Debug, Default)]
pub(super) struct Taken {
    cells: Vec<Span>,
    /// Up to where blocks have been looked at.
    until: u32,
}

impl Taken {
    /// Whether a cell in `span` was taken.
    pub(super) fn has_any_of(&self, span: Span) -> bool {
        let at = self.cells.partition_point(|cell| cell.start < span.start);
        self.cells.get(at).is_some_and(|cell| cell.end <= span.end)
    }

    /// Whether the cell at `span` was taken.
    pub(super) fn has(&self, span: Span) -> bool {
        self.cells.binary_search(&span).is_ok()
    }
}

impl<'t> Reader<'t> {
    pub(super) fn new(template: &'t Template) -> Self {
        Self {
            template,
            senses: Senses::new(template),
            since: template
                .forms
                .iter()
                .filter(|form| form.is_grid())
                .map(|form| form.years.0)
                .min(),
        }
    }

    /// Whether grids begin with `first` that nobody has read, in a report on `year`.
    pub(super) fn begins(
        &self,
        text: &str,
        first: &Block,
        taken: &Taken,
        year: Option<u16>,
    ) -> bool {
        // Lines are dear to look up, and no report is older than the form of its tables.
        let is_older = matches!((year, self.since), (Some(year), Some(since)) if year < since);
        let may_begin = matches!(first, Block::Table(_)) || !is_older;
        first.span().start >= taken.until && may_begin && self.is_known(text, first)
    }

    /// Reads the grids that begin with the first of `blocks`.
    pub(super) fn read(&self, text: &str, blocks: &[Block], taken: &mut Taken, facts: &mut Facts) {
        let region = blocks
            .iter()
            .take_while(|block| may_hold_cells(text, block));
        let mut cells = Cells::default();
        for block in region {
            taken.until = block.span().end;
            cells.add(text, block, &self.senses);
        }
        let mut drafts = Drafts::new(self.template, &self.senses, facts.year);
        drafts.read(text, &cells);
        let n_before = taken.cells.len();
        drafts.finish(&cells, facts, &mut taken.cells);
        taken.cells[n_before..].sort_unstable();
    }

    /// Whether a block begins with the words of a grid.
    fn is_known(&self, text: &str, block: &Block) -> bool {
        if self.senses.is_empty() {
            return false;
        }
        match block {
            Block::Table(table) => table
                .cells
                .iter()
                .map(|cell| cell.span)
                .filter(|span| !span.is_empty() && span.len() <= LONGEST)
                .filter(|span| !span.of(text).starts_with(|c: char| c.is_ascii_digit()))
                .take(N_SAMPLE)
                .any(|span| self.senses.is_known(span.of(text))),
            Block::Heading { span, .. } | Block::Paragraph(span) => {
                may_hold_cells(text, block)
                    && cells::pieces(text, *span).any(|piece| self.senses.is_known(piece.of(text)))
            }
            Block::Chart { .. } => false,
        }
    }
}

/// Whether a block may be part of a table: a table, or a line that is no sentence.
fn may_hold_cells(text: &str, block: &Block) -> bool {
    match block {
        Block::Table(_) => true,
        Block::Heading { span, .. } | Block::Paragraph(span) if span.len() <= LONGEST => {
            !span.of(text).ends_with(['。', '；', ';', '！', '？', '，'])
        }
        Block::Heading { span, .. } | Block::Paragraph(span) => {
            let mut pipes = memchr::memchr_iter(b'|', span.of(text).as_bytes());
            pipes.nth(MAX_COLUMNS).is_some()
        }
        Block::Chart { .. } => false,
    }
}
