//! How much of a file is read.
//!
//! A report is untrusted: a few bytes may unpack to more than any machine holds. Every
//! limit is far above what reports have, and can be raised by whoever knows better.

/// The limits of reading one report.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// The most bytes that a file may have.
    pub bytes: usize,
    /// The most bytes that the parts of a packed file may have together, once unpacked.
    pub unpacked: usize,
    /// How many times its packed size a part may have.
    pub ratio: usize,
    /// The most parts that a packed file may have.
    pub parts: usize,
    /// How deep tables may stand in one another, or archives.
    pub depth: usize,
    /// The most cells that are read of all tables.
    pub cells: usize,
    /// The most pages that are read.
    pub pages: usize,
}

/// Which limit was hit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Limit {
    /// [`Limits::bytes`].
    Bytes,
    /// [`Limits::unpacked`].
    Unpacked,
    /// [`Limits::ratio`].
    Ratio,
    /// [`Limits::parts`].
    Parts,
    /// [`Limits::depth`].
    Depth,
    /// [`Limits::cells`].
    Cells,
    /// [`Limits::pages`].
    Pages,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            bytes: 32 << 20,
            unpacked: 128 << 20,
            ratio: 1000,
            parts: 20_000,
            depth: 32,
            cells: 100_000,
            pages: 1000,
        }
    }
}

impl Limits {
    /// The value of one of them.
    #[must_use]
    pub fn of(&self, limit: Limit) -> usize {
        let mut own = *self;
        *own.value(limit)
    }

    /// Changes one of them.
    pub fn set(&mut self, limit: Limit, most: usize) {
        *self.value(limit) = most;
    }

    fn value(&mut self, limit: Limit) -> &mut usize {
        match limit {
            Limit::Bytes => &mut self.bytes,
            Limit::Unpacked => &mut self.unpacked,
            Limit::Ratio => &mut self.ratio,
            Limit::Parts => &mut self.parts,
            Limit::Depth => &mut self.depth,
            Limit::Cells => &mut self.cells,
            Limit::Pages => &mut self.pages,
        }
    }
}

impl Limit {
    /// All of them.
    pub const ALL: [Self; 7] = [
        Self::Bytes,
        Self::Unpacked,
        Self::Ratio,
        Self::Parts,
        Self::Depth,
        Self::Cells,
        Self::Pages,
    ];

    /// The stable name.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Bytes => "bytes",
            Self::Unpacked => "unpacked",
            Self::Ratio => "ratio",
            Self::Parts => "parts",
            Self::Depth => "depth",
            Self::Cells => "cells",
            Self::Pages => "pages",
        }
    }
}
