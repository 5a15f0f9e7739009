//! What could not be read.

use crate::span::Span;

/// Something in a report that could not be read or understood.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Gap {
    /// What kind of thing was lost.
    pub kind: GapKind,
    /// Where, as far as it has a place in the text.
    pub span: Option<Span>,
}

/// The kinds of gap.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum GapKind {
    /// A cap was hit and the rest of the report was not read.
    TooManyFigures,
    /// A table had more cells than gouji reads.
    TooManyCells,
    /// Replacement characters stand in the text: something was lost before gouji saw it.
    DamagedText,
    /// A table whose rows do not have all their cells, so that its columns are unknown.
    RaggedTable,
    /// A frame: a page within the page, which is another file.
    Frame,
    /// A link to a file that may be part of the report, such as its table.
    LinkedFile,
    /// A file of the report that could not be read, while others were.
    UnreadPart,
    /// Figures that depend on tracked changes, which are read as if they were accepted.
    TrackedChanges,
    /// A picture as large as a table, which may be one.
    Picture,
    /// A file within the file, such as a sheet.
    EmbeddedFile,
    /// A part of the file that is broken, such as its notes or the numbers of its headings.
    DamagedPart,
    /// Signs that are set above one another.
    Formula,
    /// A page that is a picture, such as a scan.
    ScannedPage,
    /// Words that stand on their side among others.
    TurnedText,
    /// The file has more pages than gouji reads.
    TooManyPages,
    /// A form whose rows were read without a figure while its table has many: the columns are shifted.
    ShiftedColumns,
    /// A sheet of a workbook that is hidden, and not read.
    HiddenSheet,
    /// Rows or columns of a sheet that are hidden, and not read.
    HiddenCells,
    /// A sheet that is a chart.
    ChartSheet,
    /// A formula whose value is not in the file: the program that wrote it did not calculate.
    NoCachedValue,
    /// An error where a formula should show a value, such as `#REF!`.
    ErrorValue,
}

impl GapKind {
    /// The stable kebab-case name.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::TooManyFigures => "too-many-figures",
            Self::TooManyCells => "too-many-cells",
            Self::DamagedText => "damaged-text",
            Self::RaggedTable => "ragged-table",
            Self::Frame => "frame",
            Self::LinkedFile => "linked-file",
            Self::UnreadPart => "unread-part",
            Self::TrackedChanges => "tracked-changes",
            Self::Picture => "picture",
            Self::EmbeddedFile => "embedded-file",
            Self::DamagedPart => "damaged-part",
            Self::Formula => "formula",
            Self::ScannedPage => "scanned-page",
            Self::TurnedText => "turned-text",
            Self::TooManyPages => "too-many-pages",
            Self::ShiftedColumns => "shifted-columns",
            Self::HiddenSheet => "hidden-sheet",
            Self::HiddenCells => "hidden-cells",
            Self::ChartSheet => "chart-sheet",
            Self::NoCachedValue => "no-cached-value",
            Self::ErrorValue => "error-value",
        }
    }
}
