//! Cover (覆盖): parts may overlap, but none is missing.
//!
//! Each part is at most the total, and the total is at most their sum.

use crate::{
    engine::{
        Binding, Bound, Caution, Context, Story,
        footing::{operands, sum},
        judge::judge,
        operand::Column,
    },
    finding::Softening,
    pack::rule::{Relation, Rule, Sum},
};

pub(super) fn bind<'r>(
    context: Context<'_>,
    rule: &'r Rule,
    cover: &'r Sum,
    out: &mut Vec<Binding<'r>>,
) {
    let Sum::Indicators {
        total,
        parts,
        blank,
    } = cover
    else {
        return;
    };
    for column in Column::every(context, rule.pack) {
        let operands = match operands(context, column, *total, parts, *blank) {
            None => continue,
            Some(Ok(operands)) => operands,
            Some(Err((why, facts))) => {
                out.push(Binding::Unchecked {
                    rule,
                    subject: Some(*total),
                    why,
                    facts,
                });
                continue;
            }
        };
        let mut push = |constraint, short, story| {
            out.push(Binding::Bound(Bound {
                caution: Caution {
                    short,
                    ..Caution::default()
                },
                ..Bound::plain(rule, Some(*total), constraint, story)
            }));
        };
        let all: Vec<_> = operands
            .parts
            .iter()
            .chain(&operands.extra)
            .copied()
            .collect();
        let short = operands.has_blanks.then_some(Softening::BlankCouldHold);
        push(
            sum(operands.total, &all, Relation::AtLeast),
            short,
            Story::Cover,
        );
        for &part in &all {
            let below = sum(operands.total, &[part], Relation::AtMost);
            if !judge(&below, context.facts).is_held() {
                push(below, None, Story::Subset);
            }
        }
    }
}
