//! Shares that a table which no form knows gives of its total.

use super::{cut_off, rounded, share_of};
use crate::{
    engine::{Binding, Bound, Caution, Constraint, Context, Story, judge::judge},
    fact::{FactId, OwnShares},
    finding::Why,
    pack::rule::Rule,
    quantity::Decimal,
};

/// So many shares must come out for the others to be held against the same total.
const ENOUGH: usize = 2;

pub(super) fn bind<'r>(context: Context<'_>, rule: &'r Rule, out: &mut Vec<Binding<'r>>) {
    let tables = context.facts.own_tables.iter();
    for column in tables.flat_map(|table| &table.shares) {
        bind_column(context, rule, column, out);
    }
}

fn bind_column<'r>(
    context: Context<'_>,
    rule: &'r Rule,
    column: &OwnShares,
    out: &mut Vec<Binding<'r>>,
) {
    let holds = |constraint: &Constraint| judge(constraint, context.facts).is_held();
    let as_printed = |&(share, part): &(FactId, FactId)| share_of(share, part, column.base, None);
    let cut = |&(share, part): &(FactId, FactId)| {
        Some(share_of(
            share,
            part,
            column.base,
            Some(cut_off(context, share)?),
        ))
    };
    let printed: Vec<Constraint> = column.shares.iter().map(as_printed).collect();
    let truncated: Option<Vec<Constraint>> = column.shares.iter().map(cut).collect();
    let truncated = truncated.filter(|all| all.iter().all(holds));
    let n_held = printed.iter().filter(|one| holds(one)).count();
    let is_certain = n_held >= ENOUGH && n_held * 2 > printed.len();
    let all = match truncated {
        Some(truncated) if n_held < printed.len() => truncated,
        _ => printed,
    };
    for (constraint, &(share, part)) in all.into_iter().zip(&column.shares) {
        let loose = rounded(context, share, Decimal::from(3));
        let loose = loose.map(|interval| share_of(share, part, column.base, Some(interval)));
        out.push(Binding::Bound(Bound {
            caution: Caution {
                last_digit: loose,
                unless_holds: (!is_certain).then_some(Why::NoBase),
                ..Caution::default()
            },
            ..Bound::plain(rule, None, constraint, Story::Share)
        }));
    }
}
