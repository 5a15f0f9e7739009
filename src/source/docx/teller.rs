//! The parts of a document, told to a draft in reading order.
//!
//! Deliberately absent: how the parts are read.

use std::collections::BTreeMap;

use super::{
    chart,
    package::Package,
    paragraph::{self, Part},
};
use crate::{
    document::{Document, Spot},
    gap::{Gap, GapKind},
    source::{
        Limits, Unread,
        draft::{Counted, Draft},
        xml::Broken,
    },
};

/// How many gaps are told one by one.
const MAX_GAPS: usize = 64;

/// Who tells the parts of a document.
pub(super) struct Teller<'a> {
    draft: Draft,
    package: Package<'a>,
    /// What is to be told of the next part.
    gaps: Vec<GapKind>,
    n_gaps: usize,
    n_boxes: u32,
    /// The notes, by their ids.
    notes: BTreeMap<String, Vec<Part>>,
}

impl<'a> Teller<'a> {
    /// Tells nothing yet.
    pub(super) fn new(package: Package<'a>, limits: &Limits) -> Self {
        Self {
            draft: Draft::new(*limits),
            package,
            gaps: Vec::new(),
            n_gaps: 0,
            n_boxes: 0,
            notes: BTreeMap::new(),
        }
    }

    /// What `read` makes of the first part of this kind; nothing if there is none, or none that is sound.
    pub(super) fn side<T: Default>(
        &mut self,
        kind: &str,
        read: impl FnOnce(&str) -> Result<T, Broken>,
    ) -> Result<T, Unread> {
        let name = self.package.relations().first(kind).map(str::to_owned);
        name.map_or_else(|| Ok(T::default()), |name| self.read(&name, read))
    }

    fn read<T: Default>(
        &mut self,
        name: &str,
        read: impl FnOnce(&str) -> Result<T, Broken>,
    ) -> Result<T, Unread> {
        let text = self.package.text(name);
        match text.and_then(|text| Ok(text.map(|text| read(&text)).transpose()?)) {
            Ok(read) => Ok(read.unwrap_or_default()),
            Err(Unread::Damaged { .. }) => {
                self.gap(GapKind::DamagedPart);
                Ok(T::default())
            }
            Err(other) => Err(other),
        }
    }

    /// The text of the main part.
    pub(super) fn main(&mut self) -> Result<String, Unread> {
        self.package.main()
    }

    /// Tells of a gap in what comes next.
    pub(super) fn gap(&mut self, kind: GapKind) {
        if !self.gaps.contains(&kind) {
            self.gaps.push(kind);
        }
    }

    /// Tells the next part of the running text.
    pub(super) fn part(&mut self, part: Part) -> Result<(), Unread> {
        let start = self.draft.end();
        match part {
            Part::Words(words) => self.draft.paragraph(&words),
            Part::Table(cells) => self.draft.table(cells, Counted::InTable),
            Part::TextBox(parts) => self.text_box(parts)?,
            Part::Chart(id) => self.chart(&id)?,
        }
        for kind in std::mem::take(&mut self.gaps) {
            self.n_gaps += 1;
            if self.n_gaps <= MAX_GAPS {
                self.draft.gap_from(start, kind);
            }
        }
        Ok(())
    }

    fn text_box(&mut self, parts: Vec<Part>) -> Result<(), Unread> {
        self.n_boxes += 1;
        let spot = Spot::TextBox(self.n_boxes);
        self.draft.apart();
        for part in parts {
            match part {
                Part::Words(words) => self.draft.words(&words, spot),
                part => self.part(part)?,
            }
        }
        self.draft.apart();
        Ok(())
    }

    fn chart(&mut self, id: &str) -> Result<(), Unread> {
        let target = self.package.relations().target(id, "chart");
        let Some(name) = target.map(str::to_owned) else {
            return Ok(());
        };
        for series in self.read(&name, chart::read)? {
            self.draft.chart(&series);
        }
        Ok(())
    }

    /// Keeps a note until all that refers to notes was told.
    pub(super) fn keep_note(&mut self, id: &str, parts: Vec<Part>) {
        self.notes.insert(id.to_owned(), parts);
    }

    /// Forgets the notes that were kept, and returns them.
    pub(super) fn take_notes(&mut self) -> BTreeMap<String, Vec<Part>> {
        std::mem::take(&mut self.notes)
    }

    /// Tells the note that is the `number`-th of the document.
    pub(super) fn note(&mut self, number: u32, parts: Vec<Part>) -> Result<(), Unread> {
        let mut tables = Vec::new();
        let words = paragraph::lines(parts, &mut tables);
        self.draft.apart();
        self.draft.words(&words, Spot::Note(number));
        for table in tables {
            self.part(table)?;
        }
        Ok(())
    }

    /// The document.
    ///
    /// # Errors
    ///
    /// If nothing was told.
    pub(super) fn finish(mut self) -> Result<(Document, Vec<Gap>), Unread> {
        for kind in self.gaps {
            self.draft.gap(kind);
        }
        self.draft.finish()
    }
}
