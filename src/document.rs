//! The format-free model of a report: blocks over one text view.
//!
//! Every span points into [`Document::text`]: the decoded text as it was received, or
//! what a page, a word processor or a spreadsheet shows of it. [`Provenance`] tells which,
//! and [`Places`] where a person finds it. Nothing is normalised here: whoever compares
//! words folds them while comparing.
//!
//! Deliberately absent: what any number or label means.

mod joined;
mod list_mark;
mod original;
mod place;
mod table;

pub use joined::Joined;
pub(crate) use joined::files;
pub use list_mark::ListMark;
pub use original::{Original, Piece};
pub use place::{Place, Places, Spot};
pub(crate) use table::MAX_COLUMNS;
pub use table::{Cell, Table};

use crate::span::Span;

/// A report as blocks in reading order.
///
/// The blocks do not overlap, and what lies between them is blank or a separator
/// of table cells.
#[derive(Debug, Clone, Default)]
pub struct Document {
    text: String,
    blocks: Vec<Block>,
    provenance: Provenance,
    places: Places,
    joined: Vec<Joined>,
}

/// What a document is made of.
#[derive(Debug, Clone, Default)]
pub struct Parts {
    /// The text view that all spans point into.
    pub text: String,
    /// The blocks in reading order.
    pub blocks: Vec<Block>,
    /// What the text view was made from.
    pub provenance: Provenance,
    /// Where a person finds what stands in it.
    pub places: Places,
    /// The further files of the report; what is said above of its text is said of its first file.
    pub joined: Vec<Joined>,
}

/// What a text view was made from.
#[derive(Debug, Clone, Default)]
pub enum Provenance {
    /// It is the file's own text.
    #[default]
    Text,
    /// The text of a page with markup, which positions lead back to.
    Markup(Original),
    /// A file without lines, such as a document of a word processor: lines are those of the view.
    Parts,
}

/// One block of a report.
#[derive(Debug, Clone)]
pub enum Block {
    /// A heading on a line of its own; level 1 is the most general.
    Heading {
        /// 1 for `一、`, 2 for `（一）`, 3 for `1.`, 4 for `（1）`; 0 for a title without a mark.
        level: u8,
        /// The line without its indent.
        span: Span,
    },
    /// Running text: one paragraph, without its indent; it may hold line ends where it was wrapped.
    Paragraph(Span),
    /// A table.
    Table(Table),
    /// What a chart left in the text: labels that carry a figure, then the plotted values.
    Chart {
        /// The whole line.
        span: Span,
        /// What was plotted, in order; at least two.
        points: Vec<ChartPoint>,
    },
}

/// One point of a chart, whose figure stands in the text twice.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ChartPoint {
    /// The label with its figure: `当面申请 63`.
    pub label: Span,
    /// The figure at the end of the label.
    pub shown: Span,
    /// The plotted value.
    pub plotted: Span,
}

impl Block {
    /// Where the block stands.
    ///
    /// A table's caption is a block of its own and lies outside of the table's span.
    #[must_use]
    pub fn span(&self) -> Span {
        match self {
            Self::Heading { span, .. } | Self::Paragraph(span) | Self::Chart { span, .. } => *span,
            Self::Table(table) => table.span,
        }
    }

    /// Moves the block by so many bytes.
    fn shift(&mut self, by: u32) {
        match self {
            Self::Heading { span, .. } | Self::Paragraph(span) => *span = span.shifted(by),
            Self::Chart { span, points } => {
                *span = span.shifted(by);
                for point in points {
                    for span in [&mut point.label, &mut point.shown, &mut point.plotted] {
                        *span = span.shifted(by);
                    }
                }
            }
            Self::Table(table) => table.shift(by),
        }
    }
}

impl Document {
    /// A document over `text`; the spans of `blocks` point into it.
    #[must_use]
    pub fn new(text: String, blocks: Vec<Block>) -> Self {
        Self {
            text,
            blocks,
            provenance: Provenance::Text,
            places: Places::default(),
            joined: Vec::new(),
        }
    }

    /// The same document, whose text was made from something else.
    #[must_use]
    pub fn made_from(mut self, provenance: Provenance, places: Places) -> Self {
        self.provenance = provenance;
        self.places = places;
        self
    }

    /// The text view that all spans point into.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The page that the text view of its first file was made from, if it was.
    #[must_use]
    pub fn original(&self) -> Option<&Original> {
        match &self.provenance {
            Provenance::Markup(original) => Some(original),
            Provenance::Text | Provenance::Parts => None,
        }
    }

    /// Where a person finds what stands in the text view of its first file.
    #[must_use]
    pub fn places(&self) -> &Places {
        &self.places
    }

    /// All of it, once it is read.
    #[must_use]
    pub fn into_parts(self) -> Parts {
        Parts {
            text: self.text,
            blocks: self.blocks,
            provenance: self.provenance,
            places: self.places,
            joined: self.joined,
        }
    }

    /// The blocks in reading order.
    #[must_use]
    pub fn blocks(&self) -> &[Block] {
        &self.blocks
    }
}
