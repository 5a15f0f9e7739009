//! Cross-footing (纵横合计): in every row of a table by columns, the total is the sum of the other
//! columns.
//!
//! The columns' own totals are a footing each, since every column of a table is bound by itself.

use crate::{
    engine::{
        Binding, Bound, Caution, Context, Story,
        footing::sum,
        operand::{Cell, cell},
    },
    fact::{FactId, FormTable, Row},
    finding::{Softening, Why},
    pack::rule::{CrossFooting, Relation, Rule},
    template::IndicatorId,
};

pub(super) fn bind<'r>(
    context: Context<'_>,
    rule: &'r Rule,
    check: &CrossFooting,
    out: &mut Vec<Binding<'r>>,
) {
    for table in &context.facts.tables {
        if table.columns.len() > 1 && table.is_governed_by(rule.pack) {
            bind_table(context, rule, check, table, out);
        }
    }
}

fn bind_table<'r>(
    context: Context<'_>,
    rule: &'r Rule,
    check: &CrossFooting,
    table: &FormTable,
    out: &mut Vec<Binding<'r>>,
) {
    let columns: Vec<(bool, &[Row])> = (0_u16..)
        .zip(&table.columns)
        .map(|(at, column)| (column.is_none(), table.column(at)))
        .collect();
    // Exactly one column is the total of the others.
    if columns.iter().filter(|(is_total, _)| *is_total).count() != 1 {
        return;
    }
    let n_rows = columns.first().map_or(0, |(_, rows)| rows.len());
    for at in 0..n_rows {
        let cell_of = |&(is_total, rows): &(bool, &[Row])| (is_total, cell(context, rows.get(at)));
        let cells: Vec<(bool, Cell)> = columns.iter().map(cell_of).collect();
        let subject = columns
            .first()
            .and_then(|(_, rows)| rows.get(at)?.indicator);
        if subject.is_none_or(|id| !check.except.contains(&id)) {
            out.extend(bind_row(rule, subject, &cells));
        }
    }
}

fn bind_row<'r>(
    rule: &'r Rule,
    subject: Option<IndicatorId>,
    cells: &[(bool, Cell)],
) -> Option<Binding<'r>> {
    let mut parts: Vec<FactId> = Vec::with_capacity(cells.len());
    let mut total = Cell::Missing;
    let (mut has_blanks, mut stated) = (false, Vec::new());
    for &(is_total, cell) in cells {
        match cell {
            Cell::Missing => return None,
            _ if is_total => total = cell,
            Cell::Stated(fact) => {
                parts.push(fact);
                stated.push(fact);
            }
            Cell::Blank(fact) => {
                parts.push(fact);
                has_blanks = true;
            }
        }
    }
    let refused = |facts| Binding::Unchecked {
        rule,
        subject,
        why: Why::Blank,
        facts,
    };
    match total {
        Cell::Stated(total) if stated.is_empty() => Some(refused(vec![total])),
        Cell::Stated(total) => Some(Binding::Bound(Bound {
            caution: Caution {
                short: has_blanks.then_some(Softening::BlankCouldHold),
                ..Caution::default()
            },
            ..Bound::plain(
                rule,
                subject,
                sum(total, &parts, Relation::Equal),
                Story::Footing,
            )
        })),
        Cell::Blank(_) if !stated.is_empty() => Some(refused(stated)),
        Cell::Blank(_) | Cell::Missing => None,
    }
}
