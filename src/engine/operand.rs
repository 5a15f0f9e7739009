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
            .filter(move |table| table.is_governed_by(pack))
            .flat_map(|table| {
                let columns = (0_u16..).zip(&table.columns);
                columns.map(move |(column, _)| Column { table, column })
            })
    }

    /// The columns among them that speak for the whole report.
    pub(super) fn of_report(
        context: Context<'a>,
        pack: PackId,
    ) -> impl Iterator<Item = Column<'a>> {
        let is_whole = |column: &Column<'_>| {
            let meaning = column.table.columns.get(usize::from(column.column));
            meaning.is_none_or(Option::is_none)
        };
        Self::every(context, pack).filter(is_whole)
    }

    /// The row of `indicator`, with its index.
    pub(super) fn row(self, indicator: IndicatorId) -> Option<(usize, &'a Row)> {
        self.table.row(self.column, indicator)
    }

    /// The rows that the pack does not know between the first and the last of `rows`.
    pub(super) fn unknown_among(
        self,
        rows: impl Iterator<Item = usize>,
    ) -> impl Iterator<Item = &'a Row> {
        let ends = |(first, last): (usize, usize), at| (first.min(at), last.max(at));
        let (first, last) = rows.fold((usize::MAX, 0), ends);
        let among = self.table.rows.get(first..last).unwrap_or_default();
        among.iter().filter(|row| row.indicator.is_none())
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
