//! The classes of faults.

/// What is done to a report.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Class {
    /// One digit becomes another.
    DigitReplaced,
    /// One digit is left out.
    DigitDropped,
    /// One digit is written twice.
    DigitDoubled,
    /// Two neighbouring digits change places.
    DigitsTransposed,
    /// A figure is ten or a hundred times too great.
    Scale,
    /// Two neighbouring figures change places.
    NeighboursSwapped,
    /// Three figures of a column are written a row too low.
    RowShifted,
    /// A total is some earlier one.
    StaleTotal,
    /// A total counts one of its parts twice.
    CountedTwice,
    /// A total lacks one of its parts.
    LeftOut,
    /// A part and its total change in the table, and the prose keeps the old ones.
    ProseNotUpdated,
    /// A share is another number.
    WrongShare,
    /// What was carried over is another number.
    WrongCarryOver,
    /// Two figures, not of one relation, have a digit wrong each.
    PairOfSlips,
}

impl Class {
    /// All of them.
    pub const ALL: [Self; 14] = [
        Self::DigitReplaced,
        Self::DigitDropped,
        Self::DigitDoubled,
        Self::DigitsTransposed,
        Self::Scale,
        Self::NeighboursSwapped,
        Self::RowShifted,
        Self::StaleTotal,
        Self::CountedTwice,
        Self::LeftOut,
        Self::ProseNotUpdated,
        Self::WrongShare,
        Self::WrongCarryOver,
        Self::PairOfSlips,
    ];

    /// The stable kebab-case name.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::DigitReplaced => "digit-replaced",
            Self::DigitDropped => "digit-dropped",
            Self::DigitDoubled => "digit-doubled",
            Self::DigitsTransposed => "digits-transposed",
            Self::Scale => "scale",
            Self::NeighboursSwapped => "neighbours-swapped",
            Self::RowShifted => "row-shifted",
            Self::StaleTotal => "stale-total",
            Self::CountedTwice => "counted-twice",
            Self::LeftOut => "left-out",
            Self::ProseNotUpdated => "prose-not-updated",
            Self::WrongShare => "wrong-share",
            Self::WrongCarryOver => "wrong-carry-over",
            Self::PairOfSlips => "pair-of-slips",
        }
    }

    /// Whether it makes one figure wrong.
    #[must_use]
    pub fn is_single(self) -> bool {
        !matches!(
            self,
            Self::NeighboursSwapped | Self::RowShifted | Self::ProseNotUpdated | Self::PairOfSlips
        )
    }
}
