//! Tables and charts to facts.
//!
//! Which columns hold labels, units and values is told by the headers a form
//! names, else by what the cells look like. A table of no known form still gives
//! its figures, without an indicator.

use std::{cmp::Reverse, rc::Rc, sync::OnceLock};

use crate::{
    document::{Cell, ChartPoint, Table},
    fact::{
        Fact, FactId, Facts, Origin, Value,
        form::{self, FormTable, Known, KnownRows, Label, Names, Row},
        grid::{self, Taken},
        label::{self, Words},
        own,
        token::{CueTable, NotQuantity},
    },
    gap::{Gap, GapKind},
    quantity::{Quantity, Unit, glance},
    span::Span,
    template::{Template, fold_label},
};

/// Labels that a table must have in common with a form to be taken for one.
const ENOUGH_LABELS: usize = 3;

/// A label column with the columns that belong to it.
#[derive(Debug, Default)]
struct Columns {
    label: u32,
    unit: Option<u32>,
    values: Vec<u32>,
}

/// A cell with what it holds, worked out once for all who ask.
#[derive(Debug)]
struct Seen {
    cell: Cell,
    content: Content,
    /// Whether a form has read its figure.
    is_taken: bool,
}

/// What a cell holds.
#[derive(Debug)]
enum Content {
    Blank,
    /// Begins with a digit and is a figure to its end; none if that goes on behind the cell.
    Figure(Option<Quantity>),
    Unit(Unit),
    /// Begins with a digit and goes on in words, as labels with a mark do.
    Marked(Rc<Words>),
    Words(Rc<Words>),
}

/// Reads tables as the forms of one template describe them.
#[derive(Debug)]
pub(super) struct Reader<'t> {
    template: &'t Template,
    names: Names<'t>,
    /// How forms head a column of values.
    headers: Vec<&'t str>,
    /// How long the longest of them is, in bytes.
    longest_header: usize,
    /// What rows and columns of other tables are called; most reports have none.
    own: OnceLock<own::Words>,
}

impl<'t> Reader<'t> {
    pub(super) fn new(template: &'t Template) -> Self {
        let mut headers: Vec<_> = template
            .forms
            .iter()
            .flat_map(|form| &form.value_headers)
            .map(String::as_str)
            .collect();
        headers.sort_unstable();
        headers.dedup();
        Self {
            template,
            names: Names::new(template),
            longest_header: headers.iter().map(|header| header.len()).max().unwrap_or(0),
            headers,
            own: OnceLock::new(),
        }
    }

    /// Reads one table; it may be the rest of the one `before` it.
    pub(super) fn read(
        &self,
        text: &str,
        table: &Table,
        before: Option<&Table>,
        cues: &CueTable,
        facts: &mut Facts,
    ) {
        let n_forms = facts.tables.len();
        let mut cells = cells(text, table, cues);
        let looks = self.looks(text, table, &cells);
        let groups = columns(&looks);
        for columns in &groups {
            self.read_columns(text, table, columns, cues, &mut cells, facts);
        }
        let n_before = facts.facts.len();
        for seen in cells.iter().filter(|seen| !seen.is_taken) {
            let span = seen.cell.span;
            match &seen.content {
                Content::Blank | Content::Unit(_) => {}
                Content::Figure(Some(_)) if counts_rows(&looks, seen.cell) => {
                    facts.not_quantities.push((span, NotQuantity::Label));
                }
                Content::Figure(Some(quantity)) => {
                    facts.push(fact(Value::Stated(*quantity), span));
                }
                Content::Figure(None) => label::read(span.of(text), cues).account(span, facts),
                Content::Marked(words) => words.account(span, facts),
                Content::Words(words) => account(text, span, words, facts),
            }
        }
        // What a form has read its own rules speak of.
        if facts.tables.len() == n_forms && self.has_total(&cells) {
            let found = own::read(text, table, self.own(), cues, n_before, facts);
            facts.own_tables.extend(found.map(|mut own| {
                own.is_rest = before.is_some_and(|before| before.n_columns == table.n_columns);
                own
            }));
        }
        let n_left = facts.facts.len() - n_before;
        if !groups.is_empty() && n_left >= MANY && is_mostly_blank(facts, n_left) {
            facts.gaps.push(Gap {
                kind: GapKind::ShiftedColumns,
                span: Some(table.span),
            });
        }
    }

    /// Whether some cell says that its row or column is the sum of others.
    fn has_total(&self, cells: &[Seen]) -> bool {
        cells.iter().any(|seen| match &seen.content {
            Content::Words(words) => self.own().is_total(words),
            Content::Blank | Content::Figure(_) | Content::Unit(_) | Content::Marked(_) => false,
        })
    }

    fn own(&self) -> &own::Words {
        let words = || own::Words::new(&self.template.lexicon);
        self.own.get_or_init(words)
    }

    /// Reads the rows of one label column, if a form has them.
    fn read_columns(
        &self,
        text: &str,
        table: &Table,
        columns: &Columns,
        cues: &CueTable,
        cells: &mut [Seen],
        facts: &mut Facts,
    ) {
        let n_rows = cells.last().map_or(0, |last| last.cell.row as usize + 1);
        let n_rows = n_rows.min(cells.len());
        let mut rows: Vec<&mut [Seen]> = Vec::with_capacity(n_rows);
        let mut labels: Vec<Label> = Vec::with_capacity(n_rows);
        for row in cells.chunk_by_mut(|a, b| a.cell.row == b.cell.row) {
            if let Some(at) = at(row, columns.label) {
                labels.push(row[at].label(text, cues));
                rows.push(row);
            }
        }
        let known: Vec<Known<'_>> = labels
            .iter()
            .map(|label| self.names.of(&label.words))
            .collect();
        let Some(form) = recognise(text, table.caption, self.template, facts.year, &known) else {
            return;
        };
        let resolved = form::resolve(self.template, form, &labels, &known);
        let form = &self.template.forms[form];
        let mut read = FormTable {
            pack: form.pack,
            like: form.like,
            years: form.years,
            caption: table.caption,
            n_known: resolved
                .iter()
                .filter(|(indicator, _)| indicator.is_some())
                .count(),
            columns: vec![None; columns.values.len()],
            rows: Vec::with_capacity(rows.len() * columns.values.len()),
            known: KnownRows::default(),
        };
        for (column, &value_column) in (0_u16..).zip(&columns.values) {
            let first = read.rows.len();
            for ((row, label), &(indicator, parent)) in rows.iter_mut().zip(&labels).zip(&resolved)
            {
                let unit = columns.unit.and_then(|unit| row[at(row, unit)?].unit());
                // Headings have blank cells; one with a figure is none there.
                let is_heading =
                    indicator.is_some_and(|id| self.template.indicator(id).unit.is_none());
                // Of several columns, a row that lost cells does not tell which its figures are of.
                let is_known = columns.values.len() == 1 || is_whole(row, table);
                let fact = at(row, value_column).filter(|_| is_known).and_then(|at| {
                    let seen = &mut row[at];
                    let value = seen.value(text, unit)?;
                    if is_heading && !matches!(value, Value::Stated(_)) {
                        return None;
                    }
                    seen.is_taken = true;
                    Some(facts.push(Fact {
                        indicator,
                        label: label.span,
                        ..fact(value, seen.cell.span)
                    }))
                });
                read.rows.push(Row {
                    indicator,
                    parent: parent.map(|row| row + first),
                    fact,
                    label: label.span,
                    column,
                });
            }
        }
        read.known = KnownRows::of(&read.rows);
        facts.tables.push(read);
    }

    /// What the cells of each column look like.
    fn looks(&self, text: &str, table: &Table, cells: &[Seen]) -> Vec<Look> {
        let mut looks = vec![Look::default(); table.n_columns as usize];
        for seen in cells {
            let Some(look) = looks.get_mut(seen.cell.column as usize) else {
                continue;
            };
            match seen.content {
                Content::Blank => {}
                Content::Figure(_) => look.add(seen.cell.span.of(text)),
                Content::Unit(_) => look.units += 1,
                Content::Marked(ref words) | Content::Words(ref words) => {
                    look.words += 1;
                    look.is_value |= self.is_value_header(&words.folded, text, seen.cell.span);
                }
            }
        }
        looks
    }

    /// Whether the words of `cell`, which read `folded`, head a column of values.
    fn is_value_header(&self, folded: &str, text: &str, cell: Span) -> bool {
        /// Of a header, in characters.
        const LONGEST: usize = 8;
        folded.len() <= self.longest_header
            && self.headers.contains(&folded)
            && cell.of(text).chars().nth(LONGEST).is_none()
    }
}

/// Finds label, unit and value columns; a form may stand in several groups side by side.
fn columns(looks: &[Look]) -> Vec<Columns> {
    let mut values = looks.iter().filter(|look| look.is_value).peekable();
    // A header over numbers of rows stands in columns other than its own.
    let has_header = values.peek().is_some() && !values.any(|look| look.counts_rows());
    let mut groups: Vec<Columns> = Vec::new();
    let mut may_add = false;
    for (column, look) in (0_u32..).zip(looks) {
        let is_value = if has_header {
            look.is_value
        } else {
            look.figures > look.words + look.units && !look.counts_rows()
        };
        if is_value {
            if let Some(group) = groups.last_mut() {
                group.values.push(column);
                may_add = false;
            }
        } else if look.is_unit() {
            if let Some(group) = groups.last_mut() {
                group.unit = Some(column);
            }
        } else if look.is_label() {
            // Of two label columns side by side the one next to the figures names the row.
            if may_add {
                groups.pop();
            }
            groups.push(Columns {
                label: column,
                ..Columns::default()
            });
            may_add = true;
        }
    }
    groups.retain(|group| !group.values.is_empty());
    groups
}

/// Whether a cell stands in a column that numbers the rows.
fn counts_rows(looks: &[Look], cell: Cell) -> bool {
    looks
        .get(cell.column as usize)
        .is_some_and(|look| look.counts_rows())
}

/// Whether a row has cells for all columns.
fn is_whole(row: &[Seen], table: &Table) -> bool {
    let end = |seen: &Seen| seen.cell.column + seen.cell.column_span;
    row.iter().map(end).max() == Some(table.n_columns)
}

/// What the cells of a table hold. In a column of units, one often says what the one before does.
fn cells(text: &str, table: &Table, cues: &CueTable) -> Vec<Seen> {
    let mut last = ("", Unit::NONE);
    let see = |&cell: &Cell| {
        let printed = cell.span.of(text);
        let content = if printed.is_empty() {
            Content::Blank
        } else if glance::starts_with_digit(printed) {
            figure(text, cell.span, printed, cues)
        } else if printed == last.0 {
            Content::Unit(last.1)
        } else if let Some(unit) = unit(printed) {
            last = (printed, unit);
            Content::Unit(unit)
        } else {
            Content::Words(label::read(printed, cues))
        };
        Seen {
            cell,
            content,
            is_taken: false,
        }
    };
    table.cells.iter().map(see).collect()
}

/// The unit that a cell says, if it does; most cells of words are longer than any without brackets.
fn unit(printed: &str) -> Option<Unit> {
    const LONGEST: usize = "个百分点".len();
    let printed = glance::trim(printed);
    let may_be_unit = printed.len() <= LONGEST || printed.ends_with([')', '）']);
    may_be_unit.then(|| Unit::parse(printed))?
}

/// What a cell holds that begins with a digit; most that do hold a few digits.
fn figure(text: &str, cell: Span, printed: &str, cues: &CueTable) -> Content {
    const FEW: usize = 9;
    let read = Quantity::read(text, cell.start as usize);
    let is_figure = read.is_some_and(|read| read.extent.end >= cell.end)
        || printed.len() <= FEW && printed.bytes().all(|byte| byte.is_ascii_digit());
    if is_figure {
        let whole = read.filter(|read| read.extent.end == cell.end);
        Content::Figure(whole.map(|read| read.quantity))
    } else {
        Content::Marked(label::read(printed, cues))
    }
}

impl Seen {
    /// The label that the cell is of its row.
    fn label(&self, text: &str, cues: &CueTable) -> Label {
        let span = self.cell.span;
        let words = match &self.content {
            Content::Marked(words) | Content::Words(words) => Rc::clone(words),
            _ => label::read(span.of(text), cues),
        };
        Label { span, words }
    }

    /// The unit that the cell says; none is one, too.
    fn unit(&self) -> Option<Unit> {
        match self.content {
            Content::Blank => Some(Unit::NONE),
            Content::Unit(unit) => Some(unit),
            _ => None,
        }
    }

    /// What the cell states, in `unit` unless it says another; nothing if it holds words.
    fn value(&self, text: &str, unit: Option<Unit>) -> Option<Value> {
        match self.content {
            Content::Blank => Some(Value::Blank),
            Content::Figure(quantity) => Some(Value::Stated(in_unit(quantity?, unit))),
            Content::Marked(_) => None,
            Content::Unit(_) | Content::Words(_) => value(text, self.cell.span, unit),
        }
    }
}

/// Figures outside of the value columns that make a table without figures in them suspect.
const MANY: usize = 8;

/// Whether the form read last has far fewer figures than were left outside of it.
fn is_mostly_blank(facts: &Facts, n_left: usize) -> bool {
    facts.tables.last().is_some_and(|form| {
        let stated = form
            .rows
            .iter()
            .filter_map(|row| row.fact)
            .filter(|&fact| facts.quantity(fact).is_some());
        stated.count() * 4 < n_left
    })
}

/// Reads the points of a chart.
pub(super) fn read_chart(
    text: &str,
    line: Span,
    points: &[ChartPoint],
    cues: &CueTable,
    facts: &mut Facts,
) {
    for point in points {
        let mut push = |span: Span| -> Option<FactId> {
            let value = value(text, span, None)?;
            let fact = Fact {
                origin: Origin::Chart,
                label: point.label,
                ..fact(value, span)
            };
            Some(facts.push(fact))
        };
        let (shown, plotted) = (push(point.shown), push(point.plotted));
        match (shown, plotted) {
            (Some(shown), Some(plotted)) => facts.chart_points.push((shown, plotted)),
            (None, None) => facts.unknown.extend([point.shown, point.plotted]),
            (None, _) => facts.unknown.push(point.shown),
            (_, None) => facts.unknown.push(point.plotted),
        }
    }
    // The labels stand side by side, then the plotted values: what is left are words.
    let mut words = line.start;
    for shown in points.iter().map(|point| point.shown) {
        let between = Span {
            start: words,
            end: shown.start,
        };
        label::read(between.of(text), cues).account(between, facts);
        words = shown.end;
    }
}

fn fact(value: Value, span: Span) -> Fact {
    Fact {
        indicator: None,
        value,
        origin: Origin::Table,
        column: None,
        scope: None,
        period: None,
        span,
        extent: span,
        label: span,
        is_weak: false,
    }
}

/// What a value cell states, in `unit` unless it says another; nothing if it holds words.
pub(super) fn value(text: &str, cell: Span, unit: Option<Unit>) -> Option<Value> {
    let printed = cell.of(text);
    let figure = glance::trim(printed);
    let first = figure.bytes().next();
    let Some(first) = first else {
        return Some(Value::Blank);
    };
    if !first.is_ascii_digit()
        && matches!(figure, "/" | "／" | "—" | "——" | "-" | "－" | "--" | "无")
    {
        return Some(Value::NotApplicable);
    }
    // Most cells that begin with a bracket are labels with a mark.
    if figure.starts_with(['(', '（']) {
        return None;
    }
    let n_blanks = if figure.len() == printed.len() {
        0
    } else {
        printed.len() - printed.trim_start().len()
    };
    let start = cell.start as usize + n_blanks;
    let read = Quantity::read(text, start)?;
    if read.extent.end as usize != start + figure.len() {
        return None;
    }
    Some(Value::Stated(in_unit(read.quantity, unit)))
}

/// A quantity with the unit of its row, unless it has one of its own.
fn in_unit(mut quantity: Quantity, unit: Option<Unit>) -> Quantity {
    if quantity.unit == Unit::NONE
        && let Some(unit) = unit
    {
        quantity.unit = unit;
    }
    quantity
}

/// The cell of a row that covers a column; a label may cover those of its parts as well.
fn at(row: &[Seen], column: u32) -> Option<usize> {
    // In nearly all rows each cell covers its own column.
    let own = column as usize;
    if row.get(own).is_some_and(|seen| seen.cell.column == column) {
        return Some(own);
    }
    let covers = |seen: &Seen| {
        let cell = &seen.cell;
        (cell.column..cell.column + cell.column_span).contains(&column)
    };
    row.iter().position(covers)
}

/// The form whose labels the table shares, if it shares enough or bears its name; of two, the one
/// for the report year, else the first. By its place in `template`.
fn recognise(
    text: &str,
    caption: Option<Span>,
    template: &Template,
    year: Option<u16>,
    known: &[Known<'_>],
) -> Option<usize> {
    let caption = caption
        .map(|caption| fold_label(caption.of(text)))
        .unwrap_or_default();
    let mut n_known = vec![0_usize; template.forms.len()];
    for at in known.iter().flat_map(|known| known.forms()) {
        n_known[at] += 1;
    }
    let forms = template.forms.iter().zip(n_known).enumerate();
    let best = forms
        .filter(|(_, (form, _))| !form.is_grid())
        .map(|(at, (form, n_known))| (at, form, n_known))
        .filter(|&(_, form, n_known)| {
            let is_named = || {
                let mut captions = form.captions.iter();
                captions.any(|words| caption.contains(words.as_str()))
            };
            n_known >= ENOUGH_LABELS || (n_known > 0 && is_named())
        })
        .max_by_key(|&(_, form, n_known)| {
            let (first, last) = form.years;
            let is_its_year = year.is_some_and(|year| (first..=last).contains(&year));
            (n_known, is_its_year, Reverse(form.pack))
        });
    best.map(|(at, ..)| at)
}

/// What the cells of a column look like.
#[derive(Debug, Clone, Copy, Default)]
struct Look {
    units: usize,
    figures: usize,
    words: usize,
    is_value: bool,
    /// The figure read last, and how many came one after the one before.
    last: Option<u16>,
    n_steps: usize,
}

impl Look {
    /// Adds a figure, as it is printed.
    fn add(&mut self, figure: &str) {
        self.figures += 1;
        let number = figure.parse().ok();
        let next = self.last.and_then(|last| last.checked_add(1));
        self.n_steps += usize::from(number.is_some() && number == next);
        self.last = number;
    }

    /// Whether its figures count the rows, as numbers or codes of rows do.
    fn counts_rows(self) -> bool {
        /// Fewer figures may count up by chance.
        const ENOUGH: usize = 6;
        self.figures >= ENOUGH && self.n_steps * 8 > self.figures * 7
    }

    fn is_label(self) -> bool {
        self.words > self.units + self.figures
    }

    fn is_unit(self) -> bool {
        self.units > self.figures && !self.is_label()
    }
}

/// Reads what the grids have left of a table.
pub(super) fn read_rest(
    text: &str,
    table: &Table,
    cues: &CueTable,
    taken: &Taken,
    facts: &mut Facts,
) {
    let cells = table.cells.iter().map(|cell| cell.span);
    account_all(text, cells.filter(|&span| !taken.has(span)), cues, facts);
}

/// Reads what the grids have left of a line that is a row or a header of theirs.
pub(super) fn read_pieces(
    text: &str,
    line: Span,
    cues: &CueTable,
    taken: &Taken,
    facts: &mut Facts,
) {
    let pieces = grid::pieces(text, line);
    account_all(text, pieces.filter(|&span| !taken.has(span)), cues, facts);
}

fn account_all(text: &str, cells: impl Iterator<Item = Span>, cues: &CueTable, facts: &mut Facts) {
    for cell in cells {
        account(text, cell, &label::read(cell.of(text), cues), facts);
    }
}

/// Accounts for the numbers in a label, a header or a cell outside any form, which holds `words`.
fn account(text: &str, cell: Span, words: &Words, facts: &mut Facts) {
    if !words.may_hold_number {
        return;
    }
    match value(text, cell, None) {
        Some(value @ Value::Stated(_)) => {
            facts.push(fact(value, cell));
        }
        _ => words.account(cell, facts),
    }
}
