//! `Document` and `Template` to [`Facts`]: what the report states, where, and of whom.
//!
//! Anchors first: the numbers and a few cue words of a paragraph are found in
//! one pass; only then are the words beside them looked at. Table cells come from
//! the grid.
//!
//! Deliberately absent: rules. Whether figures agree is the engine's business.

mod form;
mod frame;
mod grid;
mod issuer;
mod kind;
mod label;
mod list;
mod mention;
mod name;
mod own;
mod period;
mod prose;
mod script;
mod share;
mod stretch;
mod table;
pub mod token;

pub use form::{FormTable, Row};
pub use frame::{Day, Frame, Period};
pub(crate) use frame::{is_rounded, title_year};
pub use list::{Closure, PartList};
pub use own::{Axis, OwnShares, OwnSum, OwnTable, OwnTotal};
pub(crate) use period::year_of;
pub use share::{Before, Change, Growth, Share, ShareList};
pub use token::NotQuantity;

use crate::{
    document::{Block, Document, Table},
    gap::Gap,
    quantity::Quantity,
    span::Span,
    template::{ColumnId, IndicatorId, Template},
};

/// A fact's place in [`Facts::facts`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FactId(pub u32);

impl FactId {
    /// The place as an index.
    #[must_use]
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// One figure the report states, or a cell where it should.
#[derive(Debug, Clone)]
pub struct Fact {
    /// What is counted, where a pack knows it.
    pub indicator: Option<IndicatorId>,
    /// What is stated of it.
    pub value: Value,
    /// Where it is stated.
    pub origin: Origin,
    /// The column of a table it stands in, where that counts a part only: natural persons.
    pub column: Option<ColumnId>,
    /// The words that limit it to a part of those the report speaks for.
    pub scope: Option<Span>,
    /// The words that put it into another period than the report's.
    pub period: Option<Span>,
    /// The printed figure, the blank cell, or the words of a statement.
    pub span: Span,
    /// The same with `约`, `余` and the unit.
    pub extent: Span,
    /// The row's label or the words beside the figure.
    pub label: Span,
    /// The words may name another quantity: agreement counts, disagreement does not.
    pub is_weak: bool,
}

impl Fact {
    /// Whether it speaks of the whole report, in the report's own period.
    #[must_use]
    pub fn is_of_report(&self) -> bool {
        self.scope.is_none() && self.period.is_none() && self.column.is_none()
    }
}

/// What is stated.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    /// A quantity.
    Stated(Quantity),
    /// A cell that was left blank.
    Blank,
    /// `/` or `—`: the question does not arise.
    NotApplicable,
}

/// Where a fact is stated.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Origin {
    /// In a table; the index is that of [`Facts::tables`] when a form was recognised.
    Table,
    /// In running text.
    Prose,
    /// In words without a figure: `没有发生`, `均为`.
    Statement,
    /// In what a chart left behind.
    Chart,
}

impl Origin {
    /// The stable lower-case name.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Table => "table",
            Self::Prose => "prose",
            Self::Statement => "statement",
            Self::Chart => "chart",
        }
    }
}

/// All that a report states.
#[derive(Debug, Default)]
pub struct Facts {
    /// Every figure and every blank cell that should have held one.
    pub facts: Vec<Fact>,
    /// The tables whose form was recognised.
    pub tables: Vec<FormTable>,
    /// The tables of no form that tell what their totals are.
    pub own_tables: Vec<OwnTable>,
    /// Totals with their parts, in prose.
    pub lists: Vec<PartList>,
    /// Shares with their part and base, in prose.
    pub shares: Vec<Share>,
    /// Lists of shares that should add up to 100.
    pub share_lists: Vec<ShareList>,
    /// Growth rates with their two figures.
    pub growths: Vec<Growth>,
    /// The label's figure and the plotted one of each chart point.
    pub chart_points: Vec<(FactId, FactId)>,
    /// Numbers that are no quantity.
    pub not_quantities: Vec<(Span, NotQuantity)>,
    /// Numbers that were not understood, in the order of the text.
    pub unknown: Vec<Span>,
    /// The report year, where the report says it.
    pub year: Option<u16>,
    /// The line that names the report and its issuer.
    pub title: Span,
    /// The level of government that issues it, an index into the lexicon's.
    pub level: Option<usize>,
    /// What frames it: title years, periods, date lines, heading marks.
    pub frame: Frame,
    /// Tables of which every figure was read, whatever became of their columns.
    pub whole: Vec<Span>,
    /// What was left unread.
    pub gaps: Vec<Gap>,
    /// Those outside tables by what they state, since rules ask for them again and again.
    stated: Vec<(IndicatorId, FactId)>,
}

impl Facts {
    /// Every statement of `indicator` outside tables, in order.
    pub fn statements(&self, indicator: IndicatorId) -> impl Iterator<Item = (FactId, &Fact)> {
        let first = self.stated.partition_point(|&(id, _)| id < indicator);
        self.stated
            .iter()
            .skip(first)
            .take_while(move |&&(id, _)| id == indicator)
            .map(|&(_, fact)| (fact, self.get(fact)))
    }

    /// The indicators that something outside tables states, in order, each once.
    pub fn stated_indicators(&self) -> impl Iterator<Item = IndicatorId> {
        let same = |a: &(IndicatorId, FactId), b: &(IndicatorId, FactId)| a.0 == b.0;
        self.stated.chunk_by(same).map(|facts| facts[0].0)
    }

    /// Looks through the facts once for whoever asks by indicator.
    fn index(&mut self) {
        let numbered = (0_u32..).map(FactId).zip(&self.facts);
        let stated = numbered
            .filter(|(_, fact)| matches!(fact.origin, Origin::Prose | Origin::Statement))
            .filter_map(|(id, fact)| Some((fact.indicator?, id)));
        self.stated = stated.collect();
        self.stated.sort_unstable();
    }

    /// The fact behind `id`.
    #[must_use]
    pub fn get(&self, id: FactId) -> &Fact {
        &self.facts[id.index()]
    }

    /// What heads the column that a figure stands in, in a table that no form knows.
    #[must_use]
    pub fn header(&self, id: FactId) -> Option<Span> {
        let at = self.own_tables.partition_point(|table| table.first <= id);
        self.own_tables.get(at.checked_sub(1)?)?.header(id)
    }

    /// The quantity behind `id`, if one is stated.
    #[must_use]
    pub fn quantity(&self, id: FactId) -> Option<&Quantity> {
        match &self.get(id).value {
            Value::Stated(quantity) => Some(quantity),
            Value::Blank | Value::NotApplicable => None,
        }
    }

    fn push(&mut self, fact: Fact) -> FactId {
        let id = u32::try_from(self.facts.len()).expect("figures are capped far below 2^32");
        self.facts.push(fact);
        FactId(id)
    }
}

/// The longest line, in bytes, that a page's end leaves within a table: `第 12 页 共 30 页`, `续表1`.
const LONGEST_BREAK: usize = 28;

/// Reads reports as one template teaches; built once for many reports.
#[derive(Debug)]
pub struct Extractor<'t> {
    template: &'t Template,
    prose: prose::Reader<'t>,
    grids: grid::Reader<'t>,
    tables: table::Reader<'t>,
}

impl<'t> Extractor<'t> {
    /// Prepares the words of `template` for looking up.
    #[must_use]
    pub fn new(template: &'t Template) -> Self {
        Self {
            template,
            prose: prose::Reader::new(template),
            grids: grid::Reader::new(template),
            tables: table::Reader::new(template),
        }
    }

    /// Reads every figure of `document`.
    #[must_use]
    pub fn extract(&self, document: &Document) -> Facts {
        let text = &*script::simplified(document.text());
        let (title, level) = issuer::title(text, document, self.prose.levels()).unzip();
        // A figure or so a line; growing by doubles would copy all of them several times.
        let n_likely = (text.len() / 64).min(1024);
        let mut facts = Facts {
            facts: Vec::with_capacity(n_likely),
            year: report_year(text, document, title.unwrap_or_default()),
            title: title.unwrap_or_default(),
            level,
            ..Facts::default()
        };
        let mut queue = prose::Queue::default();
        let mut grids = grid::Taken::default();
        // What is read at once never reaches from one file into the next.
        for (file, blocks) in document.files().zip(document.blocks_by_file()) {
            let section = file.start;
            self.read(text, section, blocks, &mut queue, &mut grids, &mut facts);
        }
        facts.unknown.sort_unstable();
        facts.frame = frame::read(text, document, &self.template.lexicon, &facts);
        facts.index();
        facts
    }

    /// Reads the blocks of one file, whose first section starts at `section`.
    fn read(
        &self,
        text: &str,
        mut section: u32,
        mut blocks: &[Block],
        queue: &mut prose::Queue,
        grids: &mut grid::Taken,
        facts: &mut Facts,
    ) {
        // The table before, if nothing but a page's end stands between.
        let mut before: Option<&Table> = None;
        while let [block, rest @ ..] = blocks {
            if self.grids.begins(text, block, grids, facts.year) {
                self.prose.read(text, queue, facts);
                self.grids.read(text, blocks, grids, facts);
            }
            blocks = rest;
            if let Block::Heading { span, .. } | Block::Paragraph(span) = block {
                before = before.filter(|_| span.len() <= LONGEST_BREAK);
                if matches!(block, Block::Heading { .. }) {
                    section = span.start;
                }
                if !grids.has_any_of(*span) {
                    let stretch = stretch::stretch(text, *span, rest, self.prose.members());
                    blocks = &rest[stretch.n_more..];
                    self.prose.add(text, stretch, section, queue, facts);
                    continue;
                }
            }
            // Facts have the order of the text.
            self.prose.read(text, queue, facts);
            let cues = self.prose.no_cues();
            match block {
                Block::Heading { span, .. } | Block::Paragraph(span) => {
                    table::read_pieces(text, *span, cues, grids, facts);
                }
                Block::Table(table) if grids.has_any_of(table.span) => {
                    let n_before = facts.facts.len();
                    table::read_rest(text, table, cues, grids, facts);
                    if facts.facts.len() == n_before {
                        facts.whole.push(table.span);
                    }
                }
                Block::Table(table) => self.tables.read(text, table, before, cues, facts),
                Block::Chart { span, points } => {
                    table::read_chart(text, *span, points, cues, facts);
                }
            }
            if let Block::Table(table) = block {
                before = Some(table);
            }
        }
        self.prose.read(text, queue, facts);
    }
}

/// The year that the report is about, as its first file tells, or else the others do.
fn report_year(text: &str, document: &Document, title: Span) -> Option<u16> {
    let mut files = document.files();
    files.find_map(|file| period::report_year(file.of(text), title.of(text)))
}
