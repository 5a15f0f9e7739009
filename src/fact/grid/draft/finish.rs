//! Drafts to tables of facts: which form, in which order its columns stand.

use super::{
    super::{
        cells::{Cells, Content},
        senses::Sense,
    },
    AxisDraft, Drafts, Placed,
    sums::{Place, Sums},
};
use crate::{
    fact::{Fact, FactId, Facts, FormTable, Origin, Row, form::KnownRows},
    span::Span,
    template::{ColumnId, Form, IndicatorId},
};

impl<'a> Drafts<'a> {
    /// Turns the drafts into facts.
    pub(in crate::fact::grid) fn finish(
        self,
        cells: &Cells<'a>,
        facts: &mut Facts,
        taken: &mut Vec<Span>,
    ) {
        let mut out = Out {
            cells,
            facts,
            taken,
        };
        for draft in &self.cells {
            if self.is_chance(cells, draft.rows.iter().map(|&(_, label, _)| label)) {
                continue;
            }
            out.cells_table(&self.template.forms[usize::from(draft.form)], &draft.rows);
        }
        for draft in &self.axes {
            let named = draft.rows.iter().filter(|row| !row.senses.is_empty());
            if self.is_chance(cells, named.map(|row| row.label)) {
                continue;
            }
            self.finish_axis(draft, &mut out);
        }
    }

    /// Whether a table is of no form for all that its labels say: in a report from before the forms, one
    /// that they know, such as 合计, may stand in any table.
    fn is_chance(&self, cells: &Cells<'a>, mut labels: impl Iterator<Item = usize>) -> bool {
        let mut grids = self.template.forms.iter().filter(|form| form.is_grid());
        let is_older = |year| grids.all(|form| year < form.years.0);
        let is_same = |label, other| std::ptr::eq(cells.senses(label), cells.senses(other));
        self.year.is_some_and(is_older)
            && labels
                .next()
                .is_none_or(|first| labels.all(|label| is_same(label, first)))
    }

    fn finish_axis(&self, draft: &AxisDraft, out: &mut Out<'_, 'a>) {
        let Some(form) = self.form_of(draft) else {
            return;
        };
        let of_form = &self.template.forms[usize::from(form)];
        let Some(order) = self.settled_order(draft, of_form, out.cells) else {
            return;
        };
        let rows: Vec<(Option<IndicatorId>, usize, usize)> = draft
            .rows
            .iter()
            .filter(|row| {
                // A group's own cells are blank because its rows have the figures.
                let is_group = row.senses.iter().any(|sense| {
                    matches!(sense, Sense::Row { form: of, is_group: true, .. } if *of == form)
                });
                !is_group || !(row.start..row.start + draft.width).all(|at| out.cells.is_blank(at))
            })
            .map(|row| {
                let indicator = row.senses.iter().find_map(|sense| match sense {
                    Sense::Row {
                        form: of,
                        indicator,
                        ..
                    } if *of == form => Some(*indicator),
                    _ => None,
                });
                (indicator, row.label, row.start)
            })
            .collect();
        let columns = of_form.axis.iter().map(|&id| {
            let column = self.template.column(id);
            (!column.is_total).then_some(id)
        });
        let parent_of = |&(indicator, ..): &(Option<IndicatorId>, usize, usize)| {
            let parent = self.template.indicator(indicator?).parent?;
            rows.iter().position(|&(id, ..)| id == Some(parent))
        };
        let parents: Vec<Option<usize>> = rows.iter().map(parent_of).collect();
        out.axis_table(of_form, &rows, &parents, &order, columns.collect());
    }

    /// The form that fits the rows of a draft best; of equal ones, that of the year.
    fn form_of(&self, draft: &AxisDraft) -> Option<u16> {
        let mut scores = vec![0_i32; self.template.forms.len()];
        let mut is_named = false;
        for row in &draft.rows {
            for sense in &row.senses {
                if let Sense::Row { form, is_group, .. } = sense {
                    is_named = true;
                    scores[usize::from(*form)] += if *is_group { -1 } else { 2 };
                }
            }
        }
        let best = (0_u16..)
            .zip(&self.template.forms)
            .max_by_key(|(at, form)| {
                let score = scores[usize::from(*at)];
                (score, self.is_of_year(form), std::cmp::Reverse(*at))
            });
        best.map(|(at, _)| at).filter(|_| is_named)
    }

    /// The order of columns; where the header does not tell where the total stands, or cannot be
    /// right, the sums of rows do. Nothing if neither tells.
    fn settled_order(
        &self,
        draft: &AxisDraft,
        form: &Form,
        cells: &Cells<'a>,
    ) -> Option<Vec<usize>> {
        let is_total = |id: &ColumnId| self.template.column(*id).is_total;
        let Some(total) = form.axis.iter().position(is_total) else {
            return draft.order.clone();
        };
        let sums = Sums::of(draft, cells);
        let place = match (&draft.order, draft.is_told) {
            (Some(_), false) => sums.likely(),
            (Some(_), true) | (None, _) => sums.certain(),
        };
        let Some(place) = place else {
            return draft.order.clone();
        };
        let columns = draft.order.clone();
        let columns = columns.unwrap_or_else(|| (0..form.axis.len()).collect());
        let others = columns.into_iter().filter(|&column| column != total);
        Some(match place {
            Place::First => std::iter::once(total).chain(others).collect(),
            Place::Last => others.chain([total]).collect(),
        })
    }
}

/// Where facts go.
struct Out<'o, 's> {
    cells: &'o Cells<'s>,
    facts: &'o mut Facts,
    taken: &'o mut Vec<Span>,
}

impl Out<'_, '_> {
    fn fact(
        &mut self,
        indicator: Option<IndicatorId>,
        column: Option<ColumnId>,
        label: usize,
        at: usize,
    ) -> Option<FactId> {
        let piece = &self.cells.pieces[at];
        let Content::Figure(value) = &piece.content else {
            return None;
        };
        if !piece.span.is_empty() {
            self.taken.push(piece.span);
        }
        Some(self.facts.push(Fact {
            indicator,
            value: value.clone(),
            origin: Origin::Table,
            column,
            scope: None,
            period: None,
            span: piece.span,
            extent: piece.span,
            label: self.cells.pieces[label].span,
            is_weak: false,
        }))
    }

    fn cells_table(&mut self, form: &Form, rows: &[Placed]) {
        let rows: Vec<Row> = rows
            .iter()
            .map(|&(indicator, label, at)| Row {
                indicator: Some(indicator),
                parent: None,
                fact: self.fact(Some(indicator), None, label, at),
                label: self.cells.pieces[label].span,
                column: 0,
            })
            .collect();
        self.facts.tables.push(FormTable {
            pack: form.pack,
            like: form.like,
            years: form.years,
            caption: None,
            n_known: rows.len(),
            columns: vec![None],
            known: KnownRows::of(&rows),
            rows,
        });
    }

    fn axis_table(
        &mut self,
        form: &Form,
        rows: &[(Option<IndicatorId>, usize, usize)],
        parents: &[Option<usize>],
        order: &[usize],
        columns: Vec<Option<ColumnId>>,
    ) {
        let mut read = Vec::with_capacity(rows.len() * columns.len());
        for (at, &column) in columns.iter().enumerate() {
            let Some(offset) = order.iter().position(|&place| place == at) else {
                return;
            };
            let first = read.len();
            for (&(indicator, label, start), parent) in rows.iter().zip(parents) {
                read.push(Row {
                    indicator,
                    parent: parent.map(|row| row + first),
                    fact: self.fact(indicator, column, label, start + offset),
                    label: self.cells.pieces[label].span,
                    column: u16::try_from(at).unwrap_or(u16::MAX),
                });
            }
        }
        self.facts.tables.push(FormTable {
            pack: form.pack,
            like: form.like,
            years: form.years,
            caption: None,
            n_known: rows.iter().filter(|(id, ..)| id.is_some()).count(),
            columns,
            known: KnownRows::of(&read),
            rows: read,
        });
    }
}
