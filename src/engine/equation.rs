//! Equation (等式): any other linear relation between indicators.
//!
//! Operands come from one column of a table; where the report has no such table,
//! from the prose, if it states each of them just once.

use crate::{
    engine::{
        Binding, Bound, Caution, Constraint, Context, Story, Term,
        operand::{Cell, Column, cell, in_prose},
    },
    fact::FactId,
    finding::{Role, Softening, Why},
    pack::rule::{Blank, Equation, Linear, Rule},
    template::IndicatorId,
};

pub(super) fn bind<'r>(
    context: Context<'_>,
    rule: &'r Rule,
    equation: &'r Equation,
    out: &mut Vec<Binding<'r>>,
) {
    if let Some(issuer) = &equation.issuer
        && !issuer.matches(context.facts.title.of(context.document.text()))
    {
        return;
    }
    let mut has_table = false;
    for column in Column::every(context, rule.pack) {
        has_table = true;
        let find = |id| cell(context, column.row(id).map(|(_, row)| row));
        out.extend(bind_with(rule, equation, &find));
    }
    if !has_table {
        let find = |id: IndicatorId| in_prose(context, id).map_or(Cell::Missing, Cell::Stated);
        // Prose need not speak of the matter at all: the first operand tells whether it does.
        let subject = equation.holds.terms.first();
        if subject.is_some_and(|&(_, id)| find(id) != Cell::Missing) {
            out.extend(bind_with(rule, equation, &find));
        }
    }
}

fn bind_with<'r>(
    rule: &'r Rule,
    equation: &'r Equation,
    find: &dyn Fn(IndicatorId) -> Cell,
) -> Option<Binding<'r>> {
    let subject = equation.holds.terms.first().map(|&(_, id)| id);
    let (main, has_blanks) = match constraint(&equation.holds, equation.blank, find)? {
        Ok(bound) => bound,
        Err((why, facts)) => {
            return Some(Binding::Unchecked {
                rule,
                subject,
                why,
                facts,
            });
        }
    };
    let others = equation.readings.iter().filter_map(|reading| {
        let (other, _) = constraint(&reading.holds, equation.blank, find)?.ok()?;
        Some((Some(&reading.name), other))
    });
    Some(Binding::Bound(Bound {
        others: others.collect(),
        caution: Caution {
            any: has_blanks.then_some(Softening::BlankCouldHold),
            ..Caution::default()
        },
        ..Bound::plain(rule, subject, main, Story::Equation)
    }))
}

type Found = Result<(Constraint, bool), (Why, Vec<FactId>)>;

/// `linear` over what `find` finds, and whether blanks were taken for zero.
pub(super) fn constraint(
    linear: &Linear,
    blank: Blank,
    find: &dyn Fn(IndicatorId) -> Cell,
) -> Option<Found> {
    let cells: Vec<Cell> = linear.terms.iter().map(|&(_, id)| find(id)).collect();
    let stated: Vec<FactId> = cells
        .iter()
        .filter_map(|cell| {
            if let Cell::Stated(fact) = cell {
                Some(*fact)
            } else {
                None
            }
        })
        .collect();
    if stated.is_empty() {
        return None;
    }
    if cells.contains(&Cell::Missing) {
        return Some(Err((Why::Missing, stated)));
    }
    let has_blanks = cells.iter().any(|cell| matches!(cell, Cell::Blank(_)));
    if has_blanks && blank == Blank::Unchecked {
        return Some(Err((Why::Blank, stated)));
    }
    let terms = linear
        .terms
        .iter()
        .zip(&cells)
        .filter_map(|(&(coefficient, _), cell)| match cell {
            Cell::Stated(fact) | Cell::Blank(fact) => {
                Some(Term::new(*fact, coefficient, Role::Term))
            }
            Cell::Missing => None,
        })
        .collect();
    let constraint = Constraint {
        terms,
        constant: linear.constant,
        relation: linear.relation,
    };
    Some(Ok((constraint, has_blanks)))
}
