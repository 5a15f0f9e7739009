//! The text of a document, element by element.
//!
//! What is open stands on a stack of its own, so that no nesting is deeper than memory; only
//! tables and text boxes count, and are refused beyond the limit. An element that is not known
//! is looked through: its paragraphs are read wherever it wraps them.
//!
//! Tracked changes are read as if they were accepted, and words that are struck out as if they were deleted. Where a
//! figure depends on that, a gap says so.
//!
//! Deliberately absent: pages, sections, headers and footers, comments, hidden words, and tables
//! of contents, whose page numbers are no figures of the report.

use std::collections::BTreeMap;

use super::{
    graphic::Graphic,
    grid::{Extent, Grid},
    lists::Lists,
    paragraph::{self, Flow, Paragraph, Part},
    styles::{Look, Styles},
    symbol,
    teller::Teller,
};
use crate::{
    gap::GapKind,
    source::{
        Limit, Limits, Unread,
        xml::{Element, Event, Xml, has_digits},
    },
};

/// What is open where reading stands.
#[derive(Debug, Clone, Copy)]
enum Open {
    Paragraph,
    ParagraphProperties,
    /// Properties of the end of a paragraph.
    MarkProperties,
    Run,
    RunProperties,
    Words,
    Table,
    Row,
    RowProperties,
    Cell,
    CellProperties,
    TextBox,
    Graphic,
    /// Several forms of one thing, of which the first is read.
    Alternatives {
        is_read: bool,
    },
    /// What was added while changes were tracked.
    Inserted,
    Note,
    Other,
}

/// A table in the making.
#[derive(Debug, Default)]
struct TableDraft {
    grid: Grid,
    extent: Extent,
    /// The parts of cells that hold tables, by the place of the cell.
    nested: BTreeMap<usize, Vec<Part>>,
    /// What is anchored in its cells but has no words to stand there.
    behind: Vec<Part>,
}

/// A note that the text refers to.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct NoteRef {
    /// Whether it stands at the end of the document rather than of its page.
    pub(super) is_endnote: bool,
    /// Its id among those.
    pub(super) id: String,
}

/// What the text of a document refers to.
#[derive(Debug, Default)]
pub(super) struct Tables {
    /// Its styles.
    pub(super) styles: Styles,
    /// Its lists.
    pub(super) lists: Lists,
}

/// The reading of one part with text.
pub(super) struct Body<'a, 'p> {
    tables: &'a mut Tables,
    teller: &'a mut Teller<'p>,
    limits: Limits,
    opens: Vec<Open>,
    /// The document itself.
    base: Flow,
    /// The cells, text boxes and notes that are open in it.
    flows: Vec<Flow>,
    drafts: Vec<TableDraft>,
    graphics: Vec<Graphic>,
    /// Whether a drawing or a text box in it was begun last.
    in_graphic: Vec<bool>,
    n_inserted: usize,
    n_cells: usize,
    /// The notes that were referred to, in order.
    notes: Vec<NoteRef>,
    /// The id of the note in hand.
    note: String,
}

impl<'a, 'p> Body<'a, 'p> {
    /// Reads `text`, and returns the notes that it refers to.
    ///
    /// # Errors
    ///
    /// If it is no sound XML, or tables and text boxes stand too deep in one another.
    pub(super) fn read(
        text: &str,
        tables: &'a mut Tables,
        teller: &'a mut Teller<'p>,
        limits: &Limits,
    ) -> Result<Vec<NoteRef>, Unread> {
        let mut body = Self {
            tables,
            teller,
            limits: *limits,
            opens: Vec::new(),
            base: Flow::default(),
            flows: Vec::new(),
            drafts: Vec::new(),
            graphics: Vec::new(),
            in_graphic: Vec::new(),
            n_inserted: 0,
            n_cells: 0,
            notes: Vec::new(),
            note: String::new(),
        };
        let mut xml = Xml::new(text);
        while let Some(event) = xml.next()? {
            match event {
                Event::Start(element) => match body.start(&element)? {
                    Some(open) => body.opens.push(open),
                    None => body.skip(&element, &mut xml)?,
                },
                Event::End(_) => body.end()?,
                Event::Text(words) => body.words(&words),
            }
        }
        for part in std::mem::take(&mut body.base).finish() {
            body.teller.part(part)?;
        }
        Ok(body.notes)
    }

    /// Goes behind an element that is not read.
    fn skip(&mut self, element: &Element<'_>, xml: &mut Xml<'_>) -> Result<(), Unread> {
        let is_change = matches!(element.name(), "del" | "moveFrom");
        if xml.skip()? && is_change {
            self.teller.gap(GapKind::TrackedChanges);
        }
        Ok(())
    }

    /// What `element` opens; none if it is to be skipped.
    fn start(&mut self, element: &Element<'_>) -> Result<Option<Open>, Unread> {
        let parent = self.opens.last().copied().unwrap_or(Open::Other);
        match parent {
            Open::ParagraphProperties => return Ok(self.paragraph_property(element)),
            Open::MarkProperties => {
                let is_deleted = matches!(element.name(), "del" | "moveFrom");
                self.paragraph().is_end_deleted |= is_deleted;
                return Ok(Some(Open::Other));
            }
            Open::RunProperties => return Ok(self.run_property(element)),
            Open::RowProperties => return Ok(self.row_property(element)),
            Open::CellProperties => return Ok(self.cell_property(element)),
            _ => {}
        }
        // Of several forms of one thing the first is read, and no other.
        if matches!(parent, Open::Alternatives { is_read: true }) {
            return Ok(None);
        }
        if let Some(Open::Alternatives { is_read }) = self.opens.last_mut() {
            *is_read = true;
            return Ok(Some(Open::Other));
        }
        if element.name() == "AlternateContent" {
            return Ok(Some(Open::Alternatives { is_read: false }));
        }
        if self.in_graphic.last() == Some(&true) && element.name() != "txbxContent" {
            if let Some(graphic) = self.graphics.last_mut() {
                graphic.take(element);
            }
            return Ok(Some(Open::Other));
        }
        self.content(element, parent)
    }

    /// What `element` in the running text opens.
    fn content(&mut self, element: &Element<'_>, parent: Open) -> Result<Option<Open>, Unread> {
        let open = match element.name() {
            "p" => Open::Paragraph,
            "pPr" => Open::ParagraphProperties,
            "r" => {
                self.flow().begin_run();
                Open::Run
            }
            "rPr" if matches!(parent, Open::Run) => Open::RunProperties,
            "t" => Open::Words,
            "tab" | "ptab" | "br" | "cr" | "noBreakHyphen" | "sym" => {
                if let Some(sign) = symbol::sign(element) {
                    self.sign(sign);
                }
                Open::Other
            }
            "fldChar" => {
                let step = element.value("fldCharType");
                self.flow().field(step.as_deref());
                Open::Other
            }
            "footnoteReference" | "endnoteReference" => {
                self.note_reference(element);
                Open::Other
            }
            "ins" | "moveTo" => {
                self.n_inserted += 1;
                Open::Inserted
            }
            "tbl" => {
                self.enter()?;
                self.drafts.push(TableDraft::default());
                Open::Table
            }
            "tr" => {
                if let Some(table) = self.drafts.last_mut() {
                    table.grid.row();
                }
                Open::Row
            }
            "trPr" => Open::RowProperties,
            "tc" => return Ok(self.cell()),
            "tcPr" => Open::CellProperties,
            "drawing" | "pict" | "object" => {
                self.graphics.push(Graphic::default());
                self.in_graphic.push(true);
                Open::Graphic
            }
            "txbxContent" => {
                self.enter()?;
                self.flows.push(Flow::default());
                self.in_graphic.push(false);
                Open::TextBox
            }
            "footnote" | "endnote" => return Ok(self.note(element)),
            "altChunk" => {
                self.teller.gap(GapKind::EmbeddedFile);
                Open::Other
            }
            "del" | "moveFrom" | "instrText" | "delText" | "delInstrText" | "rPr" | "sdtPr"
            | "tblPr" | "tblPrEx" | "tblGrid" | "sectPr" | "rt" => return Ok(None),
            _ => Open::Other,
        };
        Ok(Some(open))
    }

    fn paragraph_property(&mut self, element: &Element<'_>) -> Option<Open> {
        match element.name() {
            "pStyle" => {
                let style = element.value("val").map(String::from);
                let look = self.tables.styles.look(style.as_deref(), Look::default());
                let paragraph = self.paragraph();
                paragraph.is_hidden = look.is_hidden == Some(true);
                paragraph.style = style;
            }
            "numPr" => return Some(Open::ParagraphProperties),
            "rPr" => return Some(Open::MarkProperties),
            "ind" | "jc" | "ilvl" | "numId" => self.paragraph().look.take(element),
            _ => return None,
        }
        Some(Open::Other)
    }

    fn run_property(&mut self, element: &Element<'_>) -> Option<Open> {
        match element.name() {
            "vanish" => self.flow().is_run_hidden = Some(element.is_on()),
            "strike" | "dstrike" => self.flow().is_run_struck |= element.is_on(),
            "rStyle" => {
                let style = element.value("val").unwrap_or_default();
                if self.tables.styles.hides_words(&style) {
                    self.flow().is_run_hidden.get_or_insert(true);
                }
            }
            _ => return None,
        }
        Some(Open::Other)
    }

    fn row_property(&mut self, element: &Element<'_>) -> Option<Open> {
        let table = self.drafts.last_mut()?;
        match element.name() {
            "gridBefore" => table.grid.skip_columns(element.number("val").unwrap_or(0)),
            "hidden" if element.is_on() => table.grid.hide_row(),
            "del" => table.grid.hide_row(),
            _ => return None,
        }
        Some(Open::Other)
    }

    fn cell_property(&mut self, element: &Element<'_>) -> Option<Open> {
        let extent = &mut self.drafts.last_mut()?.extent;
        let goes_on = element.value("val").as_deref() != Some("restart");
        match element.name() {
            "gridSpan" => extent.columns = element.number("val"),
            "vMerge" => extent.goes_on_above = goes_on,
            "hMerge" => extent.goes_on_before = goes_on,
            "cellDel" => extent.is_deleted = true,
            _ => return None,
        }
        Some(Open::Other)
    }

    /// Begins a cell; none once there are more than are read.
    fn cell(&mut self) -> Option<Open> {
        // One more than allowed, so that whoever writes the table knows.
        if self.n_cells > self.limits.cells {
            return None;
        }
        self.n_cells += 1;
        self.drafts.last_mut()?.extent = Extent::default();
        self.flows.push(Flow::default());
        Some(Open::Cell)
    }

    /// Begins a note, unless it is the line above the notes.
    fn note(&mut self, element: &Element<'_>) -> Option<Open> {
        if !matches!(element.value("type").as_deref(), None | Some("normal")) {
            return None;
        }
        self.note = element.value("id").unwrap_or_default().into_owned();
        self.flows.push(Flow::default());
        Some(Open::Note)
    }

    fn note_reference(&mut self, element: &Element<'_>) {
        let note = NoteRef {
            is_endnote: element.name() == "endnoteReference",
            id: element.value("id").unwrap_or_default().into_owned(),
        };
        if self.flow().shows_words() {
            self.notes.push(note);
        }
    }

    fn words(&mut self, words: &str) {
        if matches!(self.opens.last(), Some(Open::Words)) {
            self.words_of_run(words);
        }
    }

    fn sign(&mut self, sign: char) {
        let flow = self.flow();
        if flow.shows_words() {
            flow.paragraph.push_sign(sign);
        }
    }

    fn words_of_run(&mut self, words: &str) {
        let flow = self.flow();
        if !flow.shows_words() {
            if flow.is_run_struck && has_digits(words) {
                self.teller.gap(GapKind::TrackedChanges);
            }
            return;
        }
        flow.paragraph.push(words);
        if self.n_inserted > 0 && has_digits(words) {
            self.teller.gap(GapKind::TrackedChanges);
        }
    }

    fn end(&mut self) -> Result<(), Unread> {
        match self.opens.pop().unwrap_or(Open::Other) {
            Open::Paragraph => self.end_paragraph()?,
            Open::Run => self.flow().begin_run(),
            Open::Row => {
                if let Some(table) = self.drafts.last_mut() {
                    table.grid.end_row();
                }
            }
            Open::Cell => self.end_cell(),
            Open::Table => self.end_table()?,
            Open::TextBox => {
                self.in_graphic.pop();
                let parts = self.flows.pop().map(Flow::finish).unwrap_or_default();
                self.paragraph().anchor(Part::TextBox(parts));
            }
            Open::Graphic => self.end_graphic(),
            Open::Inserted => self.n_inserted = self.n_inserted.saturating_sub(1),
            Open::Note => {
                let parts = self.flows.pop().map(Flow::finish).unwrap_or_default();
                self.teller.keep_note(&self.note, parts);
            }
            _ => {}
        }
        Ok(())
    }

    fn end_paragraph(&mut self) -> Result<(), Unread> {
        let is_base = self.flows.is_empty();
        let Tables { styles, lists } = &mut *self.tables;
        let flow = self.flows.last_mut().unwrap_or(&mut self.base);
        let paragraph = &mut flow.paragraph;
        if styles.is_contents(paragraph.style.as_deref()) {
            paragraph.clear();
        }
        let style = paragraph.style.as_deref();
        let look = styles.look(style, paragraph.look);
        let is_blank = paragraph.is_blank();
        let is_by_style = paragraph.look.numbered.list.is_none();
        let style = styles.numbering_style(style).filter(|_| is_by_style);
        let is_gone = is_blank && paragraph.is_end_deleted;
        let numbered = Some(look.numbered).filter(|_| !is_gone);
        let label = numbered.and_then(|numbered| lists.label(numbered, style, styles));
        // A row may be numbered in a cell of its own.
        let label = label.filter(|_| !is_blank || !is_base).unwrap_or_default();
        let is_indented = is_base && !is_blank && look.is_indented == Some(true);
        let has_picture = paragraph.has_picture && is_blank;
        flow.end_paragraph(&label, is_indented);
        if has_picture {
            self.teller.gap(GapKind::Picture);
        }
        self.tell()
    }

    /// Hands on what was read of the document itself.
    fn tell(&mut self) -> Result<(), Unread> {
        if self.flows.is_empty() {
            for part in std::mem::take(&mut self.base.parts) {
                self.teller.part(part)?;
            }
        }
        Ok(())
    }

    fn end_graphic(&mut self) {
        self.in_graphic.pop();
        let Some(graphic) = self.graphics.pop() else {
            return;
        };
        if graphic.is_embedded {
            self.teller.gap(GapKind::EmbeddedFile);
        }
        let paragraph = self.paragraph();
        paragraph.has_picture |= graphic.is_large_picture();
        for words in graphic.words {
            paragraph.anchor(Part::TextBox(vec![Part::Words(words)]));
        }
        for chart in graphic.charts {
            paragraph.anchor(Part::Chart(chart));
        }
    }

    fn end_cell(&mut self) {
        let parts = self.flows.pop().map(Flow::finish).unwrap_or_default();
        let Some(table) = self.drafts.last_mut() else {
            return;
        };
        if parts.iter().any(|part| matches!(part, Part::Table(_))) {
            if let Some(at) = table.grid.cell(table.extent, String::new()) {
                table.nested.insert(at, parts);
            }
            return;
        }
        let words = paragraph::lines(parts, &mut table.behind);
        table.grid.cell(table.extent, words);
    }

    fn end_table(&mut self) -> Result<(), Unread> {
        let table = self.drafts.pop().unwrap_or_default();
        let parts = unnested(table);
        self.flow().parts.extend(parts);
        self.tell()
    }

    /// Goes one table or text box deeper.
    fn enter(&self) -> Result<(), Unread> {
        if self.drafts.len() + self.flows.len() > 2 * self.limits.depth {
            return Err(Unread::over(Limit::Depth, &self.limits));
        }
        Ok(())
    }

    fn flow(&mut self) -> &mut Flow {
        self.flows.last_mut().unwrap_or(&mut self.base)
    }

    fn paragraph(&mut self) -> &mut Paragraph {
        &mut self.flow().paragraph
    }
}

/// A table and what stands in its cells, one after another.
///
/// A table whose own cells hold no figure only arranges those in it: what stands in its cells is read in turn.
/// Of any other, those in its cells are read after it.
fn unnested(table: TableDraft) -> Vec<Part> {
    let mut nested = table.nested;
    let mut cells = table.grid.finish();
    let is_figure = |words: &str| {
        let words = words.trim();
        has_digits(words) && words.chars().all(|c| !c.is_alphabetic())
    };
    let mut parts = Vec::new();
    if nested.is_empty() || cells.iter().any(|cell| is_figure(&cell.words)) {
        for (at, inner) in nested {
            let words = paragraph::lines(inner, &mut parts);
            if let Some(cell) = cells.get_mut(at) {
                cell.words = words;
            }
        }
        parts.insert(0, Part::Table(cells));
    } else {
        for (at, cell) in cells.into_iter().enumerate() {
            let words = || vec![Part::Words(cell.words)];
            parts.extend(nested.remove(&at).unwrap_or_else(words));
        }
    }
    parts.extend(table.behind);
    parts
}
