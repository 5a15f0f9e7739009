//! What gouji says about a report: verdicts, findings, marks. Plain data.

use std::sync::Arc;

use crate::{quantity::Decimal, severity::Severity, span::Span};

/// A number in digits, with the places that it has.
pub(crate) fn written(number: Decimal) -> String {
    let mut digits = String::new();
    write_number(number, &mut digits);
    digits
}

/// Puts the same behind `text`.
pub(crate) fn write_number(number: Decimal, text: &mut String) {
    // Nearly all are whole, and those are written several times as fast.
    match u64::try_from(number.mantissa()) {
        Ok(whole) if number.scale() == 0 && number.is_sign_positive() => write_whole(whole, text),
        _ => text.push_str(&number.to_string()),
    }
}

fn write_whole(whole: u64, text: &mut String) {
    if whole >= 10 {
        write_whole(whole / 10, text);
    }
    let digit = u8::try_from(whole % 10).unwrap_or_default();
    text.push(char::from(b'0' + digit));
}

/// How a rule came out on the figures it was bound to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    /// The printed figures agree exactly.
    Holds,
    /// Some true values behind the printed figures agree.
    HoldsWithinRounding {
        /// By how much the printed figures differ.
        slack: Decimal,
    },
    /// No true values behind the printed figures agree.
    Violated {
        /// By how much they are apart: left side less right side.
        gap: Decimal,
    },
    /// It could not be judged.
    Unchecked(Why),
    /// The report has nothing the rule speaks of.
    NotApplicable,
}

impl Verdict {
    /// Whether the figures can all be true.
    #[must_use]
    pub fn is_held(&self) -> bool {
        matches!(self, Self::Holds | Self::HoldsWithinRounding { .. })
    }
}

/// Why something was not checked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Why {
    /// A figure the rule needs is not stated.
    Missing,
    /// A cell the rule needs was left blank.
    Blank,
    /// Several different figures are stated for one of the operands.
    Ambiguous,
    /// A unit that the rule cannot weigh against the others.
    Unit,
    /// The list says that it goes on.
    OpenList,
    /// Nothing says that the parts are all there.
    NotExhaustive,
    /// The base of a share, or last year's figure, is not stated.
    NoBase,
    /// The words may name another quantity.
    Doubtful,
    /// The clause speaks of a part of the report's scope, or of another period.
    OtherScope,
    /// The arithmetic left the range of exact numbers.
    OutOfRange,
    /// Digits were lost among the figures.
    Damaged,
    /// No rule speaks of the indicator.
    NoRule,
    /// A quantity that no pack knows by name.
    NoIndicator,
}

impl Why {
    /// The stable kebab-case name.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Missing => "missing",
            Self::Blank => "blank",
            Self::Ambiguous => "ambiguous",
            Self::Unit => "unit",
            Self::OpenList => "open-list",
            Self::NotExhaustive => "not-exhaustive",
            Self::NoBase => "no-base",
            Self::Doubtful => "doubtful",
            Self::OtherScope => "other-scope",
            Self::OutOfRange => "out-of-range",
            Self::Damaged => "damaged",
            Self::NoRule => "no-rule",
            Self::NoIndicator => "no-indicator",
        }
    }
}

/// Why a finding is less severe than its rule allows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Softening {
    /// Blank cells could hold what is missing.
    BlankCouldHold,
    /// The list may leave parts out.
    OpenList,
    /// Off by what forced or careless rounding explains.
    LastDigit,
    /// An operand was printed with `约`, `近` or the like.
    SoftOperand,
    /// A lawful reading exists under which the figures agree.
    LawfulReading,
}

impl Softening {
    /// The stable kebab-case name.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::BlankCouldHold => "blank-could-hold",
            Self::OpenList => "open-list",
            Self::LastDigit => "last-digit",
            Self::SoftOperand => "soft-operand",
            Self::LawfulReading => "lawful-reading",
        }
    }
}

/// A violated rule, or a fault of form.
#[derive(Debug, Clone)]
pub struct Finding {
    /// The rule's id.
    pub rule: String,
    /// How sure it is.
    pub severity: Severity,
    /// Why it is less sure than the rule allows.
    pub softened: Option<Softening>,
    /// What is wrong, with the arithmetic.
    pub message: String,
    /// What would mend it, and why it must be so.
    pub help: String,
    /// Key of the indicator it is about.
    pub indicator: Option<String>,
    /// The period in question, as a year.
    pub period: Option<String>,
    /// The scope in question, where the report names one.
    pub scope: Option<String>,
    /// By how much the sides are apart.
    pub gap: Option<Decimal>,
    /// The figure that is most likely wrong.
    pub primary: Mark,
    /// The figures it was weighed against.
    pub related: Vec<Mark>,
    /// Identity without printed values or line numbers.
    pub place: String,
    /// Identity with the printed values.
    pub fingerprint: String,
    /// The other rules that the same cause breaks.
    pub covers: Vec<String>,
    /// What would mend it, likeliest first.
    pub suggestions: Vec<Suggestion>,
    /// Whether it counts, or was taken note of before.
    pub standing: Standing,
}

impl Finding {
    /// Whether it says that `rule` is broken, by itself or along with another.
    #[must_use]
    pub fn tells_of(&self, rule: &str) -> bool {
        self.rule == rule || self.covers.iter().any(|covered| covered == rule)
    }
}

/// Whether a finding counts, or was taken note of before.
///
/// A settled one changes no exit code and is not shown to people again; formats for
/// machines keep and mark it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Standing {
    /// It counts; there is no baseline that could know it.
    #[default]
    Open,
    /// It counts: the baseline does not have it.
    New,
    /// The baseline has it, with the reason noted there.
    Known(Option<Arc<str>>),
    /// The configuration accepts it, for this reason.
    Accepted(Arc<str>),
}

impl Standing {
    /// The stable lower-case name.
    #[must_use]
    pub fn as_str(&self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::New => "new",
            Self::Known(_) => "known",
            Self::Accepted(_) => "accepted",
        }
    }

    /// Whether somebody has taken note of it already.
    #[must_use]
    pub fn is_settled(&self) -> bool {
        matches!(self, Self::Known(_) | Self::Accepted(_))
    }

    /// The reason that was noted.
    #[must_use]
    pub fn reason(&self) -> Option<&str> {
        match self {
            Self::Open | Self::New => None,
            Self::Known(reason) => reason.as_deref(),
            Self::Accepted(reason) => Some(reason),
        }
    }
}

/// One way to mend what a finding tells of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Suggestion {
    /// What probably went wrong.
    pub cause: Cause,
    /// How sure that is.
    pub confidence: Confidence,
    /// The figures to change; none where they are right and a sum takes the wrong ones.
    pub edits: Vec<Edit>,
    /// How a sum takes the wrong figures: counted twice, left out, or booked elsewhere.
    pub structural: Option<Cause>,
    /// The rules that hold then.
    pub explains: Vec<String>,
}

/// A figure to change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edit {
    /// Where it is printed; empty for a blank cell.
    pub span: Span,
    /// What is printed there, without its unit.
    pub from: String,
    /// What should be.
    pub to: String,
}

/// How sure a suggestion is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Confidence {
    /// One among several that are as likely.
    Possible,
    /// Likelier than any other.
    Likely,
    /// The only one, and several relations agree on it.
    Proven,
}

impl Confidence {
    /// The stable lower-case name.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Possible => "possible",
            Self::Likely => "likely",
            Self::Proven => "proven",
        }
    }
}

/// What may have made a figure wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Cause {
    /// One digit is another.
    DigitReplaced,
    /// A digit is missing.
    DigitDropped,
    /// A digit stands twice.
    DigitDoubled,
    /// A digit is too many.
    DigitAdded,
    /// Two neighbouring digits changed places.
    DigitsTransposed,
    /// Off by powers of ten.
    Scale,
    /// Two figures stand in each other's place.
    Swapped,
    /// A run of figures stands a row too high or too low.
    RowShifted,
    /// It is another figure of the report.
    Copied,
    /// The total was not computed again.
    StaleTotal,
    /// A term was counted twice.
    CountedTwice,
    /// A term was left out.
    LeftOut,
    /// A term was counted under the wrong total.
    BookedElsewhere,
    /// The cell was left blank.
    Blank,
    /// The prose was not changed along with the table.
    ProseNotUpdated,
    /// A share or rate does not follow from its operands.
    Miscalculated,
    /// Several figures, each for a reason of its own.
    Several,
    /// Nothing known explains it.
    Unexplained,
}

impl Cause {
    /// The stable kebab-case name.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::DigitReplaced => "digit-replaced",
            Self::DigitDropped => "digit-dropped",
            Self::DigitDoubled => "digit-doubled",
            Self::DigitAdded => "digit-added",
            Self::DigitsTransposed => "digits-transposed",
            Self::Scale => "scale",
            Self::Swapped => "swapped",
            Self::RowShifted => "row-shifted",
            Self::Copied => "copied",
            Self::StaleTotal => "stale-total",
            Self::CountedTwice => "counted-twice",
            Self::LeftOut => "left-out",
            Self::BookedElsewhere => "booked-elsewhere",
            Self::Blank => "blank",
            Self::ProseNotUpdated => "prose-not-updated",
            Self::Miscalculated => "miscalculated",
            Self::Several => "several",
            Self::Unexplained => "unexplained",
        }
    }
}

/// A labelled place in a report.
#[derive(Debug, Clone, PartialEq)]
pub struct Mark {
    /// The printed figure.
    pub span: Span,
    /// What it is: the row's label, or the words of the clause.
    pub label: String,
    /// Its value.
    pub value: Option<Decimal>,
    /// Its unit as printed.
    pub unit: String,
    /// What it does in the relation.
    pub role: Role,
}

/// What a marked figure does in a relation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Role {
    /// The sum of others.
    Total,
    /// A summand.
    Part,
    /// One of two statements of the same thing.
    Statement,
    /// The row of a table that a statement is held against.
    Row,
    /// A printed share or rate.
    Share,
    /// What a share or rate is taken of.
    Base,
    /// A term of an equation.
    Term,
    /// Words rather than a figure.
    Words,
}

impl Role {
    /// The stable lower-case name.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Total => "total",
            Self::Part => "part",
            Self::Statement => "statement",
            Self::Row => "row",
            Self::Share => "share",
            Self::Base => "base",
            Self::Term => "term",
            Self::Words => "words",
        }
    }
}

/// A rule that could not be judged on some figures, and why.
#[derive(Debug, Clone)]
pub struct Unchecked {
    /// The rule's id.
    pub rule: String,
    /// Key of the indicator it is about.
    pub indicator: Option<String>,
    /// The reason.
    pub why: Why,
    /// The figures that were there.
    pub marks: Vec<Mark>,
}
