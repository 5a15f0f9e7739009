//! Which facts stand for an indicator.

use crate::{
    engine::Context,
    fact::{FactId, FormTable, Row, Value},
    finding::Why,
    template::{IndicatorId, PackId},
};

/// One value column of a form table.
#[derive(Debug, Clone, Copy)]
pub(super) struct Column<'a> {
    pub(super) table: &'a FormTable,
    pub(super) column: u16,
}

impl<'a> Column<'a> {
    /// Every value column of every table of `pack`'s form.
    pub(super) fn every(context: Context<'a>, pack: PackId) -> impl Iterator<Item = Column<'a>> {
        context
            .facts
            .tables
            .iter()
            .filter(move |table| table.pack == pack)
            .flat_map(|table| {
                let last = table.rows.last().map_or(0, |row| row.column);
                (0..=last).map(move |column| Column { table, column })
            })
    }

    /// The row of `indicator`, with its index.
    pub(super) fn row(self, indicator: IndicatorId) -> Option<(usize, &'a Row)> {
        let is_it = |row: &Row| row.indicator == Some(indicator) && row.column == self.column;
        self.table
            .rows
            .iter()
            .enumerate()
            .find(|(_, row)| is_it(row))
    }

    /// The rows right under the row at `parent`.
    pub(super) fn children(self, parent: usize) -> impl Iterator<Item = &'a Row> {
        self.table
            .rows
            .iter()
            .filter(move |row| row.parent == Some(parent))
    }
}

/// What a row has to offer a rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Cell {
    /// A figure.
    Stated(FactId),
    /// A blank or inapplicable cell.
    Blank(FactId),
    /// No row, or one whose cell holds words.
    Missing,
}

/// What the cell of `row` holds.
pub(super) fn cell(context: Context<'_>, row: Option<&Row>) -> Cell {
    let Some(fact) = row.and_then(|row| row.fact) else {
        return Cell::Missing;
    };
    match context.facts.get(fact).value {
        Value::Stated(_) => Cell::Stated(fact),
        Value::Blank | Value::NotApplicable => Cell::Blank(fact),
    }
}

/// The prose figure of `indicator`, if the prose states just one.
pub(super) fn in_prose(context: Context<'_>, indicator: IndicatorId) -> Result<FactId, Why> {
    let mut found: Option<FactId> = None;
    for (id, fact) in context.facts.statements(indicator) {
        if fact.is_weak || !fact.is_of_report() {
            continue;
        }
        match found {
            None => found = Some(id),
            Some(first) if context.facts.get(first).value == fact.value => {}
            Some(_) => return Err(Why::Ambiguous),
        }
    }
    found.ok_or(Why::Missing)
}
