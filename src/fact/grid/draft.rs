//! Rows of cells to tables of facts: which form, which columns.
//!
//! A form is settled only when all rows of a table are known, since forms share most
//! of their rows; until then a table is a draft. `finish` makes facts of it.

mod finish;
mod sums;

use crate::{
    fact::form::differs_by_one,
    template::{Form, IndicatorId, Template},
};

use super::{
    cells::{Cells, Record},
    senses::{Sense, Senses, last_label},
};

/// The shortest label, in characters, that may be misspelt.
const SHORTEST: usize = 6;
/// How many headers of a row without a label it takes to believe in the row.
const ENOUGH_HEADERS: usize = 3;
/// The most headers that are kept; forms have far fewer.
const MAX_HEADERS: usize = 64;

/// The tables of one region, as far as they are read.
pub(super) struct Drafts<'a> {
    template: &'a Template,
    senses: &'a Senses,
    year: Option<u16>,
    /// The headers since the last figures but those of rows below them.
    header: Vec<usize>,
    /// Whether a row has been read under these headers.
    is_header_used: bool,
    /// Whether blanks that could stand at either end of a row's figures stand before them.
    leads: Option<bool>,
    axes: Vec<AxisDraft>,
    cells: Vec<CellsDraft>,
}

/// A table whose rows have the columns of an axis.
struct AxisDraft {
    rows: Vec<AxisRow>,
    /// The place of each printed column in the axis; none if the header contradicts the form.
    order: Option<Vec<usize>>,
    /// Whether the header told where the total stands.
    is_told: bool,
    width: usize,
}

struct AxisRow {
    /// The cell of the label.
    label: usize,
    /// What it may count; nothing for a row that no form knows.
    senses: Vec<Sense>,
    /// The first figure.
    start: usize,
}

/// An indicator, the cell of its row's label, and that of its figure.
type Placed = (IndicatorId, usize, usize);

/// How well a form fits a row: whether it knows every header, how many it knows, whether it is the year's.
type Rank = (bool, usize, bool);

/// Rows of one form whose columns name the indicators.
struct CellsDraft {
    form: u16,
    rows: Vec<Placed>,
}

impl<'a> Drafts<'a> {
    pub(super) fn new(template: &'a Template, senses: &'a Senses, year: Option<u16>) -> Self {
        Self {
            template,
            senses,
            year,
            header: Vec::new(),
            is_header_used: false,
            leads: None,
            axes: Vec::new(),
            cells: Vec::new(),
        }
    }

    /// Reads every row of `cells`.
    pub(super) fn read(&mut self, text: &str, cells: &Cells<'a>) {
        let records = cells.records();
        self.leads = self.leads(cells, &records);
        for &record in &records {
            self.record(text, cells, record);
        }
    }

    /// Whether blank cells stand before the figures of rows, as far as some rows leave no doubt.
    fn leads(&self, cells: &Cells<'a>, records: &[Record]) -> Option<bool> {
        let width = self
            .template
            .forms
            .iter()
            .map(|form| form.axis.len())
            .max()?;
        let is_row =
            |record: &&Record| record.run > record.begin && record.end - record.run > width;
        records.iter().filter(is_row).find_map(|&record| {
            let start = cells.fit(record, width, None, || None)?;
            let is_blank = (record.run..record.end).all(|at| cells.is_blank(at));
            (!is_blank).then_some(start > record.run)
        })
    }

    fn record(&mut self, text: &str, cells: &Cells<'a>, record: Record) {
        let is_blank = (record.run..record.end).all(|at| cells.is_blank(at));
        let label = (record.run > record.begin).then(|| record.run - 1);
        let n_headers = match label {
            // The label of a row with figures is no header.
            Some(label) if !is_blank && cells.is_marked(label) => label,
            _ => record.run,
        };
        for at in record.begin..n_headers {
            self.add_header(cells, at);
        }
        if record.run == record.end {
            return;
        }
        if is_blank {
            if let Some(label) = label {
                self.blank_row(cells, label, record);
            }
            return;
        }
        let is_read = self.headed_row(cells, record)
            || label.is_some_and(|label| {
                self.group_row(cells, label, record) || self.axis_row(text, cells, label, record)
            });
        self.is_header_used |= is_read;
    }

    fn add_header(&mut self, cells: &Cells<'a>, at: usize) {
        let is_header = |sense: &Sense| matches!(sense, Sense::Cell { .. } | Sense::Column { .. });
        if cells.is_marked(at) || !cells.senses(at).iter().any(is_header) {
            return;
        }
        if self.is_header_used {
            self.header.clear();
            self.is_header_used = false;
        }
        if self.header.len() < MAX_HEADERS {
            self.header.push(at);
        }
    }

    /// A row of figures without a label, named by its header alone.
    fn headed_row(&mut self, cells: &Cells<'a>, record: Record) -> bool {
        let mut best: Option<(bool, u16, usize, usize)> = None;
        for (at, form) in (0_u16..).zip(&self.template.forms) {
            for (row_at, row) in form.rows.iter().enumerate() {
                let n_known = self
                    .header
                    .iter()
                    .filter(|&&header| cell_of(cells, header, at, &row.cells).is_some())
                    .count();
                if row.of.is_some() || n_known < ENOUGH_HEADERS {
                    continue;
                }
                let Some(start) = cells.fit(record, row.cells.len(), self.leads, || None) else {
                    continue;
                };
                let candidate = (self.is_of_year(form), at, row_at, start);
                if best.is_none_or(|(is_of_year, ..)| candidate.0 && !is_of_year) {
                    best = Some(candidate);
                }
            }
        }
        let Some((_, form, row, start)) = best else {
            return false;
        };
        let row = &self.template.forms[usize::from(form)].rows[row].cells;
        if let Some(order) = self.header_order(cells, form, row) {
            // The last word before the figures is as good a label as any.
            let label = record.run.saturating_sub(1).max(record.begin);
            let placed = order.into_iter().enumerate();
            let placed = placed.map(|(at, cell)| (row[cell], label, start + at));
            self.place_cells(form, placed.collect());
        }
        true
    }

    /// The cell of the form's row that each column of the header stands for.
    fn header_order(
        &self,
        cells: &Cells<'a>,
        form: u16,
        row: &[IndicatorId],
    ) -> Option<Vec<usize>> {
        let known: Vec<usize> = self
            .header
            .iter()
            .copied()
            .filter(|&at| cell_of(cells, at, form, row).is_some())
            .collect();
        let mut is_used = vec![false; row.len()];
        let mut order = Vec::with_capacity(row.len());
        for &at in &known {
            let is_free =
                |&cell: &usize| !is_used[cell] && is_header_of(cells, at, form, row[cell]);
            match (0..row.len()).find(is_free) {
                Some(cell) => {
                    is_used[cell] = true;
                    order.push(cell);
                }
                // A header that comes again, above each block or on the next page.
                None => return in_order(&order, row.len()),
            }
        }
        if order.len() == row.len() {
            return Some(order);
        }
        in_order(&order, row.len())
    }

    /// A row whose columns name an indicator each.
    fn group_row(&mut self, cells: &Cells<'a>, label: usize, record: Record) -> bool {
        let mut best: Option<(Rank, u16, Vec<Placed>)> = None;
        let mut is_group = false;
        for sense in cells.senses(label) {
            let &Sense::Group { form, row } = sense else {
                continue;
            };
            is_group = true;
            let of_form = &self.template.forms[usize::from(form)];
            let row = &of_form.rows[usize::from(row)].cells;
            let known: Vec<usize> = self
                .header
                .iter()
                .filter_map(|&at| cell_of(cells, at, form, row))
                .collect();
            let is_whole = known.len() == self.header.len() && !known.is_empty();
            let order = match in_order(&known, row.len()) {
                _ if is_whole && is_distinct(&known) => known.clone(),
                Some(order) => order,
                None => continue,
            };
            let fitted = [order.clone(), (0..row.len()).collect()]
                .into_iter()
                .find_map(|order| {
                    Some((cells.fit(record, order.len(), self.leads, || None)?, order))
                });
            let Some((start, order)) = fitted else {
                continue;
            };
            let rank = (is_whole, known.len(), self.is_of_year(of_form));
            let placed = order.into_iter().enumerate();
            let placed = placed.map(|(at, cell)| (row[cell], label, start + at));
            if best.as_ref().is_none_or(|(other, ..)| *other < rank) {
                best = Some((rank, form, placed.collect()));
            }
        }
        if let Some((_, form, placed)) = best {
            self.place_cells(form, placed);
        }
        is_group
    }

    fn place_cells(&mut self, form: u16, placed: Vec<Placed>) {
        let has = |draft: &CellsDraft| {
            let mut rows = draft.rows.iter();
            rows.any(|(id, ..)| placed.iter().any(|(new, ..)| new == id))
        };
        let of_form = |draft: &&mut CellsDraft| draft.form == form;
        match self.cells.iter_mut().rev().find(of_form) {
            Some(draft) if !has(draft) => draft.rows.extend(placed),
            _ => self.cells.push(CellsDraft { form, rows: placed }),
        }
    }

    /// A row that has a figure for every column of the axis.
    fn axis_row(&mut self, text: &str, cells: &Cells<'a>, label: usize, record: Record) -> bool {
        let mut senses = row_senses(cells, label);
        if senses.is_empty() && !cells.senses(label).is_empty() {
            return false;
        }
        let form = match senses.first() {
            Some(Sense::Row { form, .. }) => Some(*form),
            _ => None,
        };
        let width = match (form, self.axes.last()) {
            (Some(form), _) => self.template.forms[usize::from(form)].axis.len(),
            (None, Some(draft)) => draft.width,
            (None, None) => return false,
        };
        let is_header = senses.len() < cells.senses(label).len();
        let is_last_header = || {
            let of_cells = self
                .header
                .iter()
                .filter(|&&at| heads_cell(cells.senses(at)));
            let is_under_cells = !self.is_header_used && of_cells.count() >= ENOUGH_HEADERS;
            is_under_cells || self.is_headed_otherwise(cells, form)
        };
        if width == 0 || is_header && is_last_header() {
            return false;
        }
        let total = || self.total_of(cells, &senses, width);
        let Some(start) = cells.fit(record, width, self.leads, total) else {
            return true;
        };
        if senses.is_empty() {
            senses = self.misspelt(cells.pieces[label].span.of(text));
        }
        self.push_axis_row(cells, label, senses, start, width);
        true
    }

    /// Where the total stands among the figures of a row, if its columns are known.
    fn total_of(&self, cells: &Cells<'a>, senses: &[Sense], width: usize) -> Option<usize> {
        let &Sense::Row { form, .. } = senses.first()? else {
            return None;
        };
        let axis = &self.template.forms[usize::from(form)].axis;
        let (order, _) = self.axis_order(cells, senses, width);
        let is_total = |&column: &usize| self.template.column(axis[column]).is_total;
        order?.iter().position(is_total)
    }

    /// Whether the headers are those of cells, and none is of a column that rows of `form` have: the last
    /// of a block's columns is 总计, and so is a row of another form.
    fn is_headed_otherwise(&self, cells: &Cells<'a>, form: Option<u16>) -> bool {
        let is_column =
            |sense: &Sense| matches!(sense, Sense::Column { form: of, .. } if Some(*of) == form);
        let headers = || self.header.iter().map(|&at| cells.senses(at));
        self.axes.is_empty()
            && headers().any(heads_cell)
            && !headers().any(|senses| senses.iter().all(is_column))
    }

    fn blank_row(&mut self, cells: &Cells<'a>, label: usize, record: Record) {
        let senses = row_senses(cells, label);
        let is_row = cells.is_marked(label) || senses.len() == cells.senses(label).len();
        let Some(width) = self.axes.last().map(|draft| draft.width) else {
            return;
        };
        let counts = |sense: &Sense| match sense {
            Sense::Row { indicator, .. } => self.template.indicator(*indicator).unit.is_some(),
            _ => false,
        };
        if is_row && senses.iter().any(counts) && record.end - record.run >= width {
            let is_known =
                |draft: &AxisDraft| draft.rows.iter().any(|row| is_same(&row.senses, &senses));
            if !self.axes.last().is_some_and(is_known) {
                self.push_axis_row(cells, label, senses, record.run, width);
            }
        }
    }

    fn push_axis_row(
        &mut self,
        cells: &Cells<'a>,
        label: usize,
        senses: Vec<Sense>,
        start: usize,
        width: usize,
    ) {
        let is_again = |draft: &AxisDraft| {
            let is_same = |row: &AxisRow| is_same(&row.senses, &senses);
            draft.width != width || !senses.is_empty() && draft.rows.iter().any(is_same)
        };
        if self.axes.last().is_none_or(is_again) {
            let (order, is_told) = self.axis_order(cells, &senses, width);
            self.axes.push(AxisDraft {
                rows: Vec::new(),
                order,
                is_told,
                width,
            });
        }
        if let Some(draft) = self.axes.last_mut() {
            draft.rows.push(AxisRow {
                label,
                senses,
                start,
            });
        }
    }

    /// The column of the axis that each printed column is, and whether the header says so.
    fn axis_order(
        &self,
        cells: &Cells<'a>,
        senses: &[Sense],
        width: usize,
    ) -> (Option<Vec<usize>>, bool) {
        let Some(&Sense::Row { form, .. }) = senses.first() else {
            return (Some((0..width).collect()), false);
        };
        let of_form = &self.template.forms[usize::from(form)];
        let mut seen: Vec<usize> = Vec::new();
        for &at in &self.header {
            let column = cells.senses(at).iter().find_map(|sense| match sense {
                Sense::Column { form: of, at } if *of == form => Some(usize::from(*at)),
                _ => None,
            });
            seen.extend(column.filter(|column| !seen.contains(column)));
        }
        let is_total = |column: usize| {
            of_form
                .axis
                .get(column)
                .is_some_and(|&id| self.template.column(id).is_total)
        };
        let total = seen.iter().position(|&column| is_total(column));
        let rest: Vec<usize> = seen
            .iter()
            .copied()
            .filter(|&column| !is_total(column))
            .collect();
        // A header of two lines may name the first column and the total before all others.
        let is_first = total == Some(0) && !rest.is_empty();
        let others: Vec<usize> = (0..width).filter(|&column| !is_total(column)).collect();
        let body = if rest.len() == others.len() {
            Some(rest)
        } else {
            rest.is_sorted().then(|| others.clone())
        };
        let order = body.map(|body| {
            let totals = (0..width).filter(|&column| is_total(column));
            if is_first {
                totals.chain(body).collect()
            } else {
                body.into_iter().chain(totals).collect()
            }
        });
        (
            order,
            total.is_some() && others.first().is_some_and(|first| seen.contains(first)),
        )
    }

    /// The rows that a label with one wrong character may name.
    fn misspelt(&self, printed: &str) -> Vec<Sense> {
        let name = last_label(printed);
        if name.chars().count() < SHORTEST {
            return Vec::new();
        }
        let mut near: Vec<Sense> = self
            .senses
            .iter()
            .filter(|(label, _)| {
                label.len().abs_diff(name.len()) <= 4 && differs_by_one(label, &name)
            })
            .flat_map(|(_, senses)| senses)
            .filter(|sense| matches!(sense, Sense::Row { .. }))
            .copied()
            .collect();
        let first = near.first().copied();
        near.retain(|&sense| first.is_some_and(|first| is_same(&[first], &[sense])));
        near
    }

    fn is_of_year(&self, form: &Form) -> bool {
        self.year
            .is_some_and(|year| (form.years.0..=form.years.1).contains(&year))
    }
}

/// Whether words that mean something head cells and nothing else.
fn heads_cell(senses: &[Sense]) -> bool {
    let is_cell = |sense: &Sense| matches!(sense, Sense::Cell { .. });
    !senses.is_empty() && senses.iter().all(is_cell)
}

/// The senses of words as rows with an axis.
fn row_senses(cells: &Cells<'_>, label: usize) -> Vec<Sense> {
    let senses = cells.senses(label).iter();
    let rows = senses.filter(|sense| matches!(sense, Sense::Row { .. }));
    rows.copied().collect()
}

/// Whether two labels may name the same indicator.
fn is_same(a: &[Sense], b: &[Sense]) -> bool {
    let id = |sense: &Sense| match sense {
        Sense::Row { indicator, .. } => Some(*indicator),
        _ => None,
    };
    a.iter()
        .filter_map(id)
        .any(|a| b.iter().filter_map(id).any(|b| a == b))
}

/// Whether the words at `at` head the column of `indicator`.
fn is_header_of(cells: &Cells<'_>, at: usize, form: u16, indicator: IndicatorId) -> bool {
    cells.senses(at).contains(&Sense::Cell { form, indicator })
}

/// The first cell of a row that the words at `at` head.
fn cell_of(cells: &Cells<'_>, at: usize, form: u16, row: &[IndicatorId]) -> Option<usize> {
    row.iter().position(|&id| is_header_of(cells, at, form, id))
}

/// The columns in the form's order, unless the header has some of them in another.
fn in_order(known: &[usize], width: usize) -> Option<Vec<usize>> {
    known.is_sorted().then(|| (0..width).collect())
}

fn is_distinct(known: &[usize]) -> bool {
    known
        .iter()
        .enumerate()
        .all(|(at, cell)| !known[..at].contains(cell))
}
