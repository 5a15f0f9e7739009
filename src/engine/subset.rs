//! Subset (其中): a part never exceeds its whole.

use crate::{
    engine::{
        Binding, Bound, Context, Story,
        footing::sum,
        operand::{Cell, Column, cell},
    },
    finding::Why,
    pack::rule::{Relation, Rule, Subset},
};

pub(super) fn bind<'r>(
    context: Context<'_>,
    rule: &'r Rule,
    subset: &Subset,
    out: &mut Vec<Binding<'r>>,
) {
    for column in Column::every(context, rule.pack) {
        for &(part, whole) in &subset.pairs {
            let cell_of = |id| cell(context, column.row(id).map(|(_, row)| row));
            match (cell_of(part), cell_of(whole)) {
                (Cell::Stated(part), Cell::Stated(total)) => {
                    out.push(Binding::Bound(Bound::plain(
                        rule,
                        Some(whole),
                        sum(total, &[part], Relation::AtMost),
                        Story::Subset,
                    )));
                }
                (Cell::Stated(part), Cell::Blank(total)) => out.push(Binding::Unchecked {
                    rule,
                    subject: Some(whole),
                    why: Why::Blank,
                    facts: vec![total, part],
                }),
                _ => {}
            }
        }
    }
}
