//! Where a person finds a part of a report that has no lines: its page, table and row,
//! sheet and cell, or paragraph.
//!
//! Deliberately absent: words for it, which depend on the language.

use crate::span::Span;

/// A place that a person can open; everything counts from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Place {
    /// The page, where the format has pages of its own.
    pub page: Option<u32>,
    /// Where on it.
    pub spot: Spot,
}

/// A place within a report, or within one of its pages.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Spot {
    /// A paragraph, counted over the running text of the report.
    Paragraph(u32),
    /// A line of a page.
    Line(u32),
    /// A cell of a table.
    Cell {
        /// Which table, in reading order.
        table: u32,
        /// Its row.
        row: u32,
        /// Its column.
        column: u32,
    },
    /// A cell of a workbook.
    Sheet {
        /// Which sheet, from 1; [`Places::sheet`] has its name.
        sheet: u32,
        /// Its row.
        row: u32,
        /// Its column, 1 for A.
        column: u32,
    },
    /// A text box.
    TextBox(u32),
    /// A footnote or endnote, as numbered in its file.
    Note(u32),
    /// A point of a chart.
    Chart {
        /// Which chart.
        chart: u32,
        /// Which of its points.
        point: u32,
    },
}

/// The places of a text view.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Places {
    /// What starts where in the view, in its order; each reaches to the next.
    starts: Vec<(u32, Option<Place>)>,
    sheets: Vec<String>,
}

impl Places {
    /// Says that what the view holds from `at` on stands at `place`, or at no place of its own.
    ///
    /// Places are told in the order of the view: one that stands before the last is not kept.
    pub fn push(&mut self, at: usize, place: impl Into<Option<Place>>) {
        let start = Span::new(at, at).start;
        let place = place.into();
        match self.starts.last_mut() {
            Some(last) if last.0 == start => last.1 = place,
            Some(last) if last.0 > start || last.1 == place => {}
            _ => self.starts.push((start, place)),
        }
    }

    /// Names the next sheet, and returns its number.
    pub fn push_sheet(&mut self, name: impl Into<String>) -> u32 {
        self.sheets.push(name.into());
        u32::try_from(self.sheets.len()).unwrap_or(u32::MAX)
    }

    /// Where `at` stands.
    #[must_use]
    pub fn at(&self, at: u32) -> Option<Place> {
        let after = self.starts.partition_point(|&(start, _)| start <= at);
        let before = after.checked_sub(1)?;
        self.starts.get(before).and_then(|&(_, place)| place)
    }

    /// The name of a sheet.
    #[must_use]
    pub fn sheet(&self, number: u32) -> Option<&str> {
        let at = usize::try_from(number).ok()?.checked_sub(1)?;
        self.sheets.get(at).map(String::as_str)
    }

    /// Forgets what stands from `at` on, when that is taken back from the view.
    pub fn cut(&mut self, at: usize) {
        let at = Span::new(at, at).start;
        self.starts.retain(|&(start, _)| start < at);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_reaches_to_the_next() {
        let place = |n| Place {
            page: None,
            spot: Spot::Paragraph(n),
        };
        let mut places = Places::default();
        places.push(3, place(1));
        places.push(9, place(2));
        places.push(9, place(3));
        // Told too late.
        places.push(4, place(7));
        assert_eq!(places.at(2), None);
        assert_eq!(places.at(3), Some(place(1)));
        assert_eq!(places.at(8), Some(place(1)));
        assert_eq!(places.at(9), Some(place(3)));
        assert_eq!(places.at(u32::MAX), Some(place(3)));
        places.push(12, None);
        assert_eq!(places.at(12), None);
        places.cut(9);
        assert_eq!(places.at(9), Some(place(1)));
        let sheet = places.push_sheet("统计表");
        assert_eq!(places.sheet(sheet), Some("统计表"));
        assert_eq!(places.sheet(0), None);
    }
}
