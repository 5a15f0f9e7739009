//! Pages to a [`Draft`]: lines to paragraphs, tables over pages to one, in reading order.
//!
//! A line goes on in the next where it had to end: where the next word would not have fitted
//! before the right margin, and the next line begins at the left one. What the margins leave open is
//! left to `layout`, which reads the lines as those of a text file.
//!
//! Deliberately absent: what the words say.

use std::collections::BTreeMap;

use crate::{
    document::{ListMark, Spot},
    gap::GapKind,
    source::{
        draft::{Counted, Draft, DraftCell},
        prose,
    },
};

use super::{
    columns::{Columns, Side},
    furniture::{self, Page},
    lattice::{self, Lattice, Lattices},
    line::{self, Line},
    sheet::{Area, Glyph, Length, Sheet},
    table::Table,
};

/// A page as it is read.
struct Laid {
    number: u32,
    tables: Vec<(Area, Table)>,
    gaps: Vec<GapKind>,
}

/// What stands on a page, from top to bottom.
enum Part {
    Line(Line, Margins),
    Table(Table),
}

/// Writes the pages of a report.
pub(super) fn write(sheets: Vec<Sheet>, draft: &mut Draft) {
    let mut pages = Vec::with_capacity(sheets.len());
    let mut laid = Vec::with_capacity(sheets.len());
    for (number, sheet) in (1..).zip(sheets) {
        let (page, tables) = lay(sheet, number);
        pages.push(page);
        laid.push(tables);
    }
    furniture::remove(&mut pages);
    let mut flow = Flow::new(draft);
    for (page, laid) in pages.into_iter().zip(laid) {
        flow.page(page, laid);
    }
    flow.close_table();
}

/// Tells the lines of a sheet from its tables.
fn lay(sheet: Sheet, number: u32) -> (Page, Laid) {
    let Lattices { all, is_cut } = lattice::lattices(&sheet.rules);
    let mut gaps = Vec::new();
    if is_cut {
        gaps.push(GapKind::TooManyCells);
    }
    gaps.extend(sheet.gaps());
    let paper = Area {
        left: 0,
        top: 0,
        right: sheet.width,
        bottom: sheet.height,
    };
    let glyphs = sheet
        .glyphs
        .into_iter()
        .filter(|glyph| paper.holds(glyph.middle()));
    let mut held: Vec<Vec<Glyph>> = vec![Vec::new(); all.len()];
    let mut loose = Vec::new();
    let areas: Vec<Area> = all.iter().map(Lattice::area).collect();
    for glyph in glyphs {
        let holding = areas
            .iter()
            .enumerate()
            .filter(|(_, area)| area.holds(glyph.middle()));
        // Of tables within each other the innermost.
        let holding = holding
            .min_by_key(|(_, area)| area.size())
            .map(|(at, _)| at);
        match holding.and_then(|at| held.get_mut(at)) {
            Some(held) => held.push(glyph),
            None => loose.push(glyph),
        }
    }
    let mut tables = Vec::new();
    for (lattice, glyphs) in all.iter().zip(held) {
        match &lattice.cells {
            Some(_) if glyphs.iter().all(Glyph::is_blank) => {}
            Some(rooms) => {
                let table = Table::new(lattice, rooms, glyphs, number);
                tables.push((lattice.area(), table));
            }
            None => {
                gaps.push(GapKind::RaggedTable);
                loose.extend(glyphs);
            }
        }
    }
    let columns = Columns::of(&loose);
    let page = Page {
        height: sheet.height,
        lines: lines(loose, columns.as_ref()),
        columns,
    };
    (
        page,
        Laid {
            number,
            tables,
            gaps,
        },
    )
}

/// The lines of a page from top to bottom, those of columns apart.
fn lines(glyphs: Vec<Glyph>, columns: Option<&Columns>) -> Vec<Line> {
    let Some(columns) = columns else {
        return line::lines(glyphs);
    };
    let mut parts: BTreeMap<Option<(Length, Side)>, Vec<Glyph>> = BTreeMap::new();
    for glyph in glyphs {
        let middle = glyph.middle().0;
        let place = columns.place(middle, middle, glyph.baseline);
        parts.entry(place).or_default().push(glyph);
    }
    let mut lines: Vec<Line> = parts.into_values().flat_map(line::lines).collect();
    lines.sort_by_key(|line| (line.baseline, line.left));
    lines
}

/// Where something stands among the parts of a page: down the left column of a band before the right one.
type Order = (Length, Option<Side>, Length);

/// The sides of what is written on a page.
#[derive(Clone, Copy)]
struct Margins {
    left: Length,
    right: Length,
    /// How far below each other the lines of a paragraph stand, as far as the page tells.
    pitch: Length,
}

impl Margins {
    fn of<'a>(lines: impl Iterator<Item = &'a Line> + Clone) -> Self {
        let below = lines.clone().skip(1);
        let steps = lines
            .clone()
            .zip(below)
            .map(|(above, line)| line.baseline - above.baseline);
        let mut steps: Vec<Length> = steps.collect();
        steps.sort_unstable();
        Self {
            pitch: steps.get(steps.len() / 4).copied().unwrap_or(Length::MAX),
            left: lines.clone().map(|line| line.left).min().unwrap_or(0),
            right: lines.map(|line| line.right).max().unwrap_or(0),
        }
    }
}

/// A line that the next may go on with.
struct Open {
    line: Line,
    /// The margins of its page.
    margins: Margins,
    /// Whether the first line of its paragraph is indented.
    is_indented: bool,
}

/// The work on one report.
struct Flow<'d> {
    draft: &'d mut Draft,
    /// The line that the next may go on with.
    open: Option<Open>,
    /// The table that may go on on the next page.
    table: Option<Table>,
    /// How many lines the page has so far.
    n_lines: u32,
}

impl<'d> Flow<'d> {
    fn new(draft: &'d mut Draft) -> Self {
        Self {
            draft,
            open: None,
            table: None,
            n_lines: 0,
        }
    }

    fn page(&mut self, page: Page, laid: Laid) {
        let Page { lines, columns, .. } = page;
        let place = |left, right, baseline| columns.as_ref()?.place(left, right, baseline);
        let column = |line: &Line| place(line.left, line.right, line.baseline);
        let mut margins = BTreeMap::new();
        for line in &lines {
            let own = column(line);
            margins
                .entry(own)
                .or_insert_with(|| Margins::of(lines.iter().filter(|line| column(line) == own)));
        }
        let ordered = |top: Length, place: Option<(Length, Side)>| -> Order {
            place.map_or((top, None, top), |(band, side)| (band, Some(side), top))
        };
        let lines = lines.into_iter().filter_map(|line| {
            let own = column(&line);
            let order = ordered(line.baseline - line.size / 2, own);
            let margins = margins.get(&own).copied()?;
            Some((order, Part::Line(line, margins)))
        });
        let tables = laid.tables.into_iter().map(|(area, table)| {
            let own = place(area.left, area.right, area.top);
            (ordered(area.top, own), Part::Table(table))
        });
        let mut parts: Vec<(Order, Part)> = lines.chain(tables).collect();
        parts.sort_by_key(|(order, _)| *order);
        if !matches!(parts.first(), Some((_, Part::Table(_)))) {
            self.close_table();
        }
        self.draft.page(laid.number);
        self.n_lines = 0;
        for gap in laid.gaps {
            self.draft.gap_on_page(gap);
        }
        for (_, part) in parts {
            match part {
                Part::Line(line, margins) => self.line(line, margins),
                Part::Table(table) => self.table(table),
            }
        }
    }

    fn table(&mut self, table: Table) {
        self.open = None;
        let Some(open) = &mut self.table else {
            self.table = Some(table);
            return;
        };
        if let Err(other) = open.join(table) {
            self.close_table();
            self.table = Some(other);
        }
    }

    /// Writes the table that was kept, now that nothing can go on with it.
    fn close_table(&mut self) {
        let Some(table) = self.table.take() else {
            return;
        };
        let number = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        let cell = |cell: super::table::Cell| DraftCell {
            row: number(cell.room.row),
            column: number(cell.room.column),
            row_span: number(cell.room.row_span),
            column_span: number(cell.room.column_span),
            words: cell.words,
            ..DraftCell::default()
        };
        let pages = table
            .pages
            .iter()
            .map(|&(row, page)| (number(row), page))
            .collect();
        let cells = table.cells.into_iter().map(cell).collect();
        self.draft.table_over_pages(cells, Counted::InTable, pages);
    }

    fn line(&mut self, line: Line, margins: Margins) {
        self.close_table();
        self.n_lines += 1;
        let spot = Spot::Line(self.n_lines);
        let how = match &self.open {
            Some(open) => following(open, &line, margins),
            None => Following::Apart,
        };
        let mut is_indented = line.left - margins.left >= line.size * 3 / 2;
        if let (Following::GoesOn, Some(open)) = (how, &self.open) {
            let blank = if needs_blank(&open.line, &line) {
                " "
            } else {
                ""
            };
            is_indented = open.is_indented;
            self.draft.go_on(blank, &line.words, spot);
        } else {
            if how == Following::Apart {
                self.draft.apart();
            }
            let indent = if is_indented { "\u{3000}\u{3000}" } else { "" };
            self.draft.words(&format!("{indent}{}", line.words), spot);
        }
        self.open = Some(Open {
            line,
            margins,
            is_indented,
        });
    }
}

/// How a line follows the one above it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Following {
    /// It goes on with the sentence.
    GoesOn,
    /// It is a line of its own.
    Apart,
    /// Only the words could tell.
    Unclear,
}

fn following(open: &Open, line: &Line, margins: Margins) -> Following {
    let above = &open.line;
    let em = above.size.max(line.size);
    let is_row = above.words.contains('\t') || line.words.contains('\t');
    // Rows of a table without rules stay as near as they are.
    if is_row || above.words.chars().count() < 10 {
        return Following::Unclear;
    }
    let free = open.margins.right - above.right;
    let step = line.baseline - above.baseline;
    let is_alike = (above.size - line.size).abs() * 6 <= em;
    let is_indented = line.left - margins.left >= em;
    if !is_alike || step > em * 5 / 2 || is_indented || free > line.first_word + em * 2 {
        return Following::Apart;
    }
    let ends = above.words.ends_with(prose::ends_sentence) || above.words.ends_with('：');
    let is_marked = ListMark::read(&line.words).is_some();
    if is_marked && ends {
        return Following::Apart;
    }
    // Where paragraphs are not indented, one may end with a full line.
    let may_end = ends && (!open.is_indented || step > margins.pitch / 4 * 5);
    if !may_end && free <= line.first_word + em / 2 {
        Following::GoesOn
    } else {
        Following::Unclear
    }
}

/// Whether a line end stands for a blank: between words of letters, and between two numbers.
fn needs_blank(above: &Line, line: &Line) -> bool {
    let last = above.words.chars().last();
    let first = line.words.chars().next();
    let is = |c: Option<char>, kind: fn(&char) -> bool| c.as_ref().is_some_and(kind);
    let both = |kind: fn(&char) -> bool| is(last, kind) && is(first, kind);
    both(char::is_ascii_alphanumeric) && (above.ends_blank || !both(char::is_ascii_digit))
}
