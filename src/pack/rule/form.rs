//! What a rule about a report's form checks. Such a rule finds faults; there is nothing that agrees.

use crate::template::{Pattern, WordSet};

/// The check kinds that speak of words, dates and headings rather than of figures.
#[derive(Debug)]
pub enum FormCheck {
    /// A wording that should not stand in the report.
    Wording(Wording),
    /// Something the report announces and does not bring.
    Attachment(Attachment),
    /// The period that the report states for its figures is the year it is about.
    Period(Period),
    /// A year of the text is the one the report is about.
    Year(Year),
    /// A date that stands alone lies behind what is reported on.
    DateLine,
    /// The marks of headings count on.
    HeadingOrder,
    /// Tables are of the form in use in the report's year.
    FormYear,
    /// A number of parts is that of the parts named.
    Parts(ReportParts),
    /// Known documents are cited with their numbers.
    Citation(Citation),
    /// Brackets come in pairs.
    Brackets(Brackets),
}

impl FormCheck {
    /// The name of the kind, as a rule writes it.
    #[must_use]
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Wording(_) => "wording",
            Self::Attachment(_) => "attachment",
            Self::Period(_) => "period",
            Self::Year(_) => "year",
            Self::DateLine => "date-line",
            Self::HeadingOrder => "heading-order",
            Self::FormYear => "form-year",
            Self::Parts(_) => "parts-count",
            Self::Citation(_) => "citation",
            Self::Brackets(_) => "brackets",
        }
    }

    /// Its patterns.
    #[must_use]
    pub fn patterns(&self) -> Vec<&Pattern> {
        let (first, others) = match self {
            Self::Wording(wording) => (&wording.found, vec![wording.unless.as_ref()]),
            Self::Attachment(attachment) => (&attachment.announced, Vec::new()),
            Self::Period(period) => (
                &period.stated,
                vec![period.lawful.as_ref(), period.unless.as_ref()],
            ),
            Self::Year(year) => (&year.found, vec![year.unless.as_ref()]),
            Self::Parts(parts) => (
                &parts.opens,
                [&parts.closes, &parts.joins, &parts.ends, &parts.shares]
                    .map(Some)
                    .to_vec(),
            ),
            Self::Citation(citation) => {
                let documents = citation.documents.iter();
                return documents.map(|document| &document.cited).collect();
            }
            Self::DateLine | Self::HeadingOrder | Self::FormYear | Self::Brackets(_) => {
                return Vec::new();
            }
        };
        std::iter::once(first)
            .chain(others.into_iter().flatten())
            .collect()
    }
}

/// A wording that should not stand in the report.
#[derive(Debug)]
pub struct Wording {
    /// Where it is looked for.
    pub over: WordingOver,
    /// What is found; the match is what the finding marks.
    pub found: Pattern,
    /// Words one of which has to stand there; they are looked for first. None if any may.
    pub(crate) near: Option<Box<WordSet>>,
    /// Lines, or sentences of a number, that match this are left alone.
    pub unless: Option<Pattern>,
    /// The first and last report year it is looked for in; none for every year.
    pub years: Option<(u16, u16)>,
}

/// Where a wording is looked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WordingOver {
    /// Short lines.
    Lines,
    /// What is printed of each figure, its unit included.
    Figures,
    /// The sentences of numbers of this kind; what is found has to touch the number.
    Numbers(NumberKind),
}

/// Numbers that are no figures.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NumberKind {
    /// 〔2017〕24号.
    Document,
    /// 第三十二条.
    Article,
}

/// Documents that reports cite.
#[derive(Debug)]
pub struct Citation {
    /// The documents.
    pub documents: Vec<CitedDocument>,
}

/// A document, or several of one name, with the numbers it may be cited by.
#[derive(Debug)]
pub struct CitedDocument {
    /// How it is cited, with the number in a group `number`.
    pub cited: Pattern,
    /// Its numbers.
    pub numbers: Vec<String>,
}

/// A pair of brackets.
#[derive(Debug)]
pub struct Brackets {
    /// The first half.
    pub open: String,
    /// The second half.
    pub close: String,
}

/// Something announced that does not come.
#[derive(Debug)]
pub struct Attachment {
    /// A line that announces it; the match is what the finding marks.
    pub announced: Pattern,
}

/// The period that the report states for its figures.
#[derive(Debug)]
pub struct Period {
    /// What it is held against.
    pub is: PeriodIs,
    /// What stands right before such a period in its sentence.
    pub stated: Pattern,
    /// Periods that match this are lawful: those from the day when the regulations came into force.
    pub lawful: Option<Pattern>,
    /// A paragraph that matches this gives a reason for another period.
    pub unless: Option<Pattern>,
}

/// What a period is held against.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PeriodIs {
    /// One year from its first to its last day.
    WholeYear,
    /// The year of the title, and no longer than a year.
    ReportYear,
}

/// A year that stands where the report speaks of its own year.
#[derive(Debug)]
pub struct Year {
    /// What is found, with the year in a group named `year`.
    pub found: Pattern,
    /// Sentences that match this are left alone.
    pub unless: Option<Pattern>,
    /// Whether only years before the report's own are meant: plans speak of those behind it.
    pub is_earlier: bool,
}

/// A sentence that names the parts of the report and says how many there are.
#[derive(Debug)]
pub struct ReportParts {
    /// The words before the list.
    pub opens: Pattern,
    /// Those behind it, with the groups `count` and, where the list may go on, `open`.
    pub closes: Pattern,
    /// Words inside a piece of the list that may join two parts.
    pub joins: Pattern,
    /// How a part ends; a piece that ends otherwise goes on behind the separator.
    pub ends: Pattern,
    /// Two pieces with 、 between them that may share a heading.
    pub shares: Pattern,
}
