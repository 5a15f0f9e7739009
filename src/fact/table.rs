//! Tables and charts to facts.
//!
//! Which columns hold labels, units and values is told by the headers a form
//! names, else by what the cells look like. A table of no known form still gives
//! its figures, without an indicator.

use std::cmp::Reverse;

use crate::{
    document::{Cell, ChartPoint, Table},
    fact::{
        Fact, FactId, Facts, NotQuantity, Origin, Value,
        form::{self, FormTable, Known, Label, Row},
        grid::{self, Taken},
        token::{self, CueTable, Token},
    },
    gap::{Gap, GapKind},
    quantity::{Quantity, Unit, glance},
    span::Span,
    template::{Form, Template, fold_label},
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

/// Reads one table.
pub(super) fn read(
    text: &str,
    table: &Table,
    template: &Template,
    cues: &CueTable,
    facts: &mut Facts,
) {
    let groups = columns(text, table, template);
    let mut rest = Leftover::new(table);
    for columns in &groups {
        let rows: Vec<&[Cell]> = table
            .rows()
            .filter(|row| cell(row, columns.label).is_some())
            .collect();
        let labels: Vec<Label<'_>> = rows
            .iter()
            .filter_map(|row| cell(row, columns.label))
            .map(|cell| Label::new(text, cell.span))
            .collect();
        let Some((form, known)) = recognise(text, table, template, facts.year, &labels) else {
            continue;
        };
        let resolved = form::resolve(form, template, &labels, &known);
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
            known: Vec::new(),
        };
        let mut units = Units::default();
        for (column, &value_column) in (0_u16..).zip(&columns.values) {
            let first = read.rows.len();
            for ((row, label), &(indicator, parent)) in rows.iter().zip(&labels).zip(&resolved) {
                let unit = columns
                    .unit
                    .and_then(|unit| cell(row, unit))
                    .and_then(|cell| units.parse(cell.span.of(text)));
                // Headings have blank cells; one with a figure is none there.
                let is_heading = indicator.is_some_and(|id| template.indicator(id).unit.is_none());
                let fact = cell(row, value_column).and_then(|cell| {
                    let value = value(text, cell.span, unit)?;
                    if is_heading && !matches!(value, Value::Stated(_)) {
                        return None;
                    }
                    rest.take(cell);
                    Some(facts.push(Fact {
                        indicator,
                        label: label.span,
                        ..fact(value, cell.span)
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
        read.known = form::known_rows(&read.rows);
        facts.tables.push(read);
    }
    let n_before = facts.facts.len();
    rest.read(text, cues, facts);
    let n_left = facts.facts.len() - n_before;
    if !groups.is_empty() && n_left >= MANY && is_mostly_blank(facts, n_left) {
        facts.gaps.push(Gap {
            kind: GapKind::ShiftedColumns,
            span: Some(table.span),
        });
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
    let mut tokens = Vec::new();
    let mut words = line.start;
    for shown in points.iter().map(|point| point.shown) {
        let label = Span {
            start: words,
            end: shown.start,
        };
        read_label(text, label, cues, &mut tokens, facts);
        words = shown.end;
    }
}

/// Accounts for the numbers among the words of a label; `tokens` is a buffer.
fn read_label(
    text: &str,
    label: Span,
    cues: &CueTable,
    tokens: &mut Vec<Token>,
    facts: &mut Facts,
) {
    tokens.clear();
    token::tokens(text, label, cues, tokens);
    for token in tokens {
        match token {
            Token::Figure(printed) => {
                facts
                    .not_quantities
                    .push((printed.figure, NotQuantity::Label));
            }
            Token::NotQuantity { span, why } => facts.not_quantities.push((*span, *why)),
            Token::Damaged { span } => facts.unknown.push(*span),
            Token::Cue { .. } | Token::Break { .. } => {}
        }
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
    let mut quantity = read.quantity;
    if quantity.unit == Unit::NONE
        && let Some(unit) = unit
    {
        quantity.unit = unit;
    }
    Some(Value::Stated(quantity))
}

/// The cell of a row that covers a column; a label may cover those of its parts as well.
fn cell(row: &[Cell], column: u32) -> Option<&Cell> {
    let covers = |cell: &&Cell| (cell.column..cell.column + cell.column_span).contains(&column);
    row.iter().find(covers)
}

/// The form whose labels the table shares, if it shares enough or bears its name; of two, the one
/// for the report year, else the first.
fn recognise<'a>(
    text: &str,
    table: &Table,
    template: &'a Template,
    year: Option<u16>,
    labels: &[Label<'_>],
) -> Option<(&'a Form, Known<'a>)> {
    let caption = table
        .caption
        .map(|caption| fold_label(caption.of(text)))
        .unwrap_or_default();
    template
        .forms
        .iter()
        .filter(|form| !form.is_grid())
        .map(|form| {
            let known = form::known(form, labels);
            (known.iter().flatten().count(), form, known)
        })
        .filter(|(n_known, form, _)| {
            let is_named = form
                .captions
                .iter()
                .any(|words| caption.contains(words.as_str()));
            *n_known >= ENOUGH_LABELS || (is_named && *n_known > 0)
        })
        .max_by_key(|(n_known, form, _)| {
            let (first, last) = form.years;
            let is_its_year = year.is_some_and(|year| (first..=last).contains(&year));
            (*n_known, is_its_year, Reverse(form.pack))
        })
        .map(|(_, form, known)| (form, known))
}

/// What the cells of a column look like.
#[derive(Debug, Clone, Copy, Default)]
struct Look {
    units: usize,
    figures: usize,
    words: usize,
    is_value: bool,
}

impl Look {
    fn is_label(self) -> bool {
        self.words > self.units + self.figures
    }

    fn is_unit(self) -> bool {
        self.units > self.figures && !self.is_label()
    }
}

/// Reads the cells of a column of units, in which one often says what the one above does.
#[derive(Default)]
struct Units<'t> {
    last: Option<(&'t str, Option<Unit>)>,
}

impl<'t> Units<'t> {
    /// The unit that a cell says; none is one, too.
    fn parse(&mut self, cell: &'t str) -> Option<Unit> {
        match self.last {
            Some((last, unit)) if last == cell => unit,
            _ => {
                let unit = Unit::parse(cell);
                self.last = Some((cell, unit));
                unit
            }
        }
    }
}

/// Whether a cell holds a figure and nothing else; most that do hold a few digits.
fn is_figure(text: &str, cell: Span, printed: &str) -> bool {
    const FEW: usize = 9;
    if printed.len() <= FEW && printed.bytes().all(|byte| byte.is_ascii_digit()) {
        return true;
    }
    printed.starts_with(|c: char| glance::digit(c).is_some())
        && Quantity::read(text, cell.start as usize).is_some_and(|read| read.extent.end >= cell.end)
}

/// Finds label, unit and value columns; a form may stand in several groups side by side.
fn columns(text: &str, table: &Table, template: &Template) -> Vec<Columns> {
    /// Of a header's eight characters.
    const MOST_BYTES: usize = 32;
    let mut looks = vec![Look::default(); table.n_columns as usize];
    let mut units = Units::default();
    for cell in &table.cells {
        let Some(look) = looks.get_mut(cell.column as usize) else {
            continue;
        };
        let printed = glance::trim(cell.span.of(text));
        if printed.is_empty() {
            continue;
        }
        if is_figure(text, cell.span, printed) {
            look.figures += 1;
        } else if units.parse(printed).is_some() {
            look.units += 1;
        } else {
            look.words += 1;
            if printed.len() <= MOST_BYTES && printed.chars().count() <= 8 {
                let folded = fold_label(printed);
                let mut headers = template.forms.iter().flat_map(|form| &form.value_headers);
                look.is_value |= headers.any(|header| *header == folded);
            }
        }
    }
    let has_header = looks.iter().any(|look| look.is_value);
    let mut groups: Vec<Columns> = Vec::new();
    let mut may_add = false;
    for (column, look) in (0_u32..).zip(&looks) {
        let is_value = if has_header {
            look.is_value
        } else {
            look.figures > look.words + look.units
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

/// Reads what the grids have left of a table.
pub(super) fn read_rest(
    text: &str,
    table: &Table,
    cues: &CueTable,
    taken: &Taken,
    facts: &mut Facts,
) {
    let cells = table.cells.iter().map(|cell| cell.span);
    account(text, cells.filter(|&span| !taken.has(span)), cues, facts);
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
    account(text, pieces.filter(|&span| !taken.has(span)), cues, facts);
}

/// Accounts for the numbers in labels, headers and cells outside any form.
fn account(text: &str, cells: impl Iterator<Item = Span>, cues: &CueTable, facts: &mut Facts) {
    let mut tokens = Vec::new();
    for cell in cells {
        let printed = cell.of(text);
        if !printed.bytes().any(|b| b.is_ascii_digit() || b == 0xef) {
            continue;
        }
        if let Some(value @ Value::Stated(_)) = value(text, cell, None) {
            facts.push(fact(value, cell));
            continue;
        }
        read_label(text, cell, cues, &mut tokens, facts);
    }
}

/// Cells that no form has read.
struct Leftover<'a> {
    cells: &'a [Cell],
    is_taken: Vec<bool>,
}

impl<'a> Leftover<'a> {
    fn new(table: &'a Table) -> Self {
        Self {
            cells: &table.cells,
            is_taken: vec![false; table.cells.len()],
        }
    }

    fn take(&mut self, cell: &Cell) {
        let key = |cell: &Cell| (cell.row, cell.column);
        if let Ok(at) = self.cells.binary_search_by_key(&key(cell), key) {
            self.is_taken[at] = true;
        }
    }

    /// Accounts for the numbers in labels, headers and cells outside any form.
    fn read(self, text: &str, cues: &CueTable, facts: &mut Facts) {
        let cells = self.cells.iter().zip(self.is_taken);
        let left = cells.filter(|(_, is_taken)| !is_taken);
        account(text, left.map(|(cell, _)| cell.span), cues, facts);
    }
}
