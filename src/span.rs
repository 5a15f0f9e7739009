//! Byte ranges in a report's text view.
//!
//! Deliberately absent: lines and columns. They are for readers, and the
//! report room works them out for the few spans that are shown.

/// A byte range in the decoded UTF-8 text of a report, byte order mark excluded.
///
/// Both ends lie on character boundaries of the text they belong to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Span {
    /// The first byte.
    pub start: u32,
    /// The byte after the last one.
    pub end: u32,
}

impl Span {
    /// The span of `start..end`.
    ///
    /// # Panics
    ///
    /// If an end does not fit 32 bits; sources are capped far below that.
    #[must_use]
    pub fn new(start: usize, end: usize) -> Self {
        debug_assert!(start <= end, "a span does not run backwards");
        let fit = |at: usize| u32::try_from(at).expect("sources are capped below 4 GiB");
        Self {
            start: fit(start),
            end: fit(end),
        }
    }

    /// Length in bytes.
    #[must_use]
    pub fn len(self) -> usize {
        (self.end - self.start) as usize
    }

    /// Whether the span covers no byte.
    #[must_use]
    pub fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// The range to slice the text with.
    #[must_use]
    pub fn range(self) -> std::ops::Range<usize> {
        self.start as usize..self.end as usize
    }

    /// The text the span covers, empty if it is not a span of `text`.
    #[must_use]
    pub fn of(self, text: &str) -> &str {
        text.get(self.range()).unwrap_or_default()
    }

    /// Whether every byte of `other` lies in this span.
    #[must_use]
    pub fn contains(self, other: Self) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// The span so many bytes further on.
    ///
    /// # Panics
    ///
    /// If an end does not fit 32 bits, as [`Span::new`].
    #[must_use]
    pub fn shifted(self, by: u32) -> Self {
        Self {
            start: self.start + by,
            end: self.end + by,
        }
    }

    /// The smallest span over both.
    #[must_use]
    pub fn to(self, other: Self) -> Self {
        Self {
            start: self.start.min(other.start),
            end: self.end.max(other.end),
        }
    }
}
