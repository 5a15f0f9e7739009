//! Carry-forward (结转): what was carried in and what is new has been handled or is carried out.
//!
//! Each column of a table is bound by itself. A blank among them is nothing; where it could hold the
//! difference, that is said.
//!
//! Deliberately absent: last year's closing against this year's opening, which takes two reports.

use crate::{
    engine::{
        Binding, Bound, Caution, Constraint, Context, Story, Term,
        operand::{Cell, Column, cell},
    },
    fact::FactId,
    finding::{Role, Softening, Why},
    pack::rule::{CarryForward, Relation, Rule},
    quantity::Decimal,
};

pub(super) fn bind<'r>(
    context: Context<'_>,
    rule: &'r Rule,
    check: &CarryForward,
    out: &mut Vec<Binding<'r>>,
) {
    for column in Column::every(context, rule.pack) {
        out.extend(bind_column(context, rule, check, column));
    }
}

fn bind_column<'r>(
    context: Context<'_>,
    rule: &'r Rule,
    check: &CarryForward,
    column: Column<'_>,
) -> Option<Binding<'r>> {
    let terms = [
        (check.new, 1),
        (check.opening, 1),
        (check.handled, -1),
        (check.closing, -1),
    ];
    let cells = terms.map(|(id, sign)| (cell(context, column.row(id).map(|(_, row)| row)), sign));
    let stated: Vec<FactId> = cells
        .iter()
        .filter_map(|(cell, _)| match cell {
            Cell::Stated(fact) => Some(*fact),
            Cell::Blank(_) | Cell::Missing => None,
        })
        .collect();
    if stated.is_empty() {
        return None;
    }
    let refuse = |why, facts| {
        Some(Binding::Unchecked {
            rule,
            subject: Some(check.new),
            why,
            facts,
        })
    };
    if cells.iter().any(|(cell, _)| *cell == Cell::Missing) {
        return refuse(Why::Missing, stated);
    }
    // What was handled is a total: left blank, it says nothing of its rows.
    if matches!(cells[2].0, Cell::Blank(_)) {
        return refuse(Why::Blank, stated);
    }
    let has_blank = |of: i32| {
        let mut cells = cells.iter();
        let is_blank = cells.any(|(cell, sign)| *sign == of && matches!(cell, Cell::Blank(_)));
        is_blank.then_some(Softening::BlankCouldHold)
    };
    let terms = cells.iter().filter_map(|(cell, sign)| match cell {
        Cell::Stated(fact) | Cell::Blank(fact) => Some(Term::new(*fact, *sign, Role::Term)),
        Cell::Missing => None,
    });
    let main = Constraint {
        terms: terms.collect(),
        constant: Decimal::ZERO,
        relation: Relation::Equal,
    };
    Some(Binding::Bound(Bound {
        caution: Caution {
            short: has_blank(1),
            long: has_blank(-1),
            ..Caution::default()
        },
        ..Bound::plain(rule, Some(check.new), main, Story::Equation)
    }))
}
