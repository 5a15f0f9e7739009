//! Footing (纵向合计): a total is the sum of its parts.
//!
//! The parts are exhaustive and disjoint. Rows that a local form adds under the
//! total are tried as further parts before anything is said.

mod own;

use crate::{
    engine::{
        Binding, Bound, Caution, Constraint, Context, Story, Term,
        judge::judge,
        operand::{Cell, Column, cell},
    },
    fact::{Closure, FactId, PartList},
    finding::{Role, Softening, Why},
    pack::rule::{Blank, Parts, Relation, Rule, Sum},
    quantity::Decimal,
    template::IndicatorId,
};

pub(super) fn bind<'r>(
    context: Context<'_>,
    rule: &'r Rule,
    sum: &'r Sum,
    out: &mut Vec<Binding<'r>>,
) {
    match sum {
        Sum::Indicators {
            total,
            parts,
            blank,
        } => {
            for column in Column::every(context, rule.pack) {
                out.extend(bind_column(context, rule, column, *total, parts, *blank));
            }
        }
        Sum::PartLists => {
            for list in &context.facts.lists {
                bind_list(context, rule, list, out);
            }
        }
        Sum::TableTotals => own::bind(context, rule, out),
        Sum::ShareLists => {
            for list in &context.facts.share_lists {
                out.push(Binding::Bound(bind_shares(rule, &list.shares)));
            }
        }
    }
}

/// `total = Σ parts` as a constraint.
pub(super) fn sum(total: FactId, parts: &[FactId], relation: Relation) -> Constraint {
    sum_of(&[total], parts, relation)
}

/// `Σ totals = Σ parts` as a constraint.
fn sum_of(totals: &[FactId], parts: &[FactId], relation: Relation) -> Constraint {
    let mut terms = Vec::with_capacity(totals.len() + parts.len());
    terms.extend(
        totals
            .iter()
            .map(|&total| Term::new(total, -1, Role::Total)),
    );
    terms.extend(parts.iter().map(|&part| Term::new(part, 1, Role::Part)));
    Constraint {
        terms,
        constant: Decimal::ZERO,
        relation,
    }
}

/// The facts of a sum in one column of a table.
#[derive(Debug)]
pub(super) struct Operands {
    pub(super) total: FactId,
    pub(super) parts: Vec<FactId>,
    /// Rows of the local form under the total that the rule does not name.
    pub(super) extra: Vec<FactId>,
    pub(super) has_blanks: bool,
}

/// Finds the operands of a sum; nothing if the table does not speak of it.
pub(super) fn operands(
    context: Context<'_>,
    column: Column<'_>,
    total: IndicatorId,
    parts: &Parts,
    blank: Blank,
) -> Option<Result<Operands, (Why, Vec<FactId>)>> {
    let (at, row) = column.row(total)?;
    let cells: Vec<Cell> = match parts {
        Parts::Children => {
            let rows = column.children(at);
            rows.map(|row| cell(context, Some(row))).collect()
        }
        Parts::Named { required, optional } => {
            let row_of = |&id: &IndicatorId| cell(context, column.row(id).map(|(_, row)| row));
            let optional = optional.iter().filter_map(|&id| {
                let (at, row) = column.row(id)?;
                // A group that has figures beside those of its rows would be counted twice.
                let is_subtotal = || column.children(at).next().is_some();
                let cell = cell(context, Some(row));
                (cell != Cell::Missing && !is_subtotal()).then_some(cell)
            });
            required.iter().map(row_of).chain(optional).collect()
        }
    };
    let stated = || {
        cells.iter().filter_map(|cell| match cell {
            Cell::Stated(fact) => Some(*fact),
            Cell::Blank(_) | Cell::Missing => None,
        })
    };
    let is_stated = stated().next().is_some();
    let refuse = |total, why| {
        let facts = std::iter::once(total).chain(stated()).collect();
        Some(Err((why, facts)))
    };
    let total = match cell(context, Some(row)) {
        Cell::Stated(total) => total,
        Cell::Blank(total) if is_stated => return refuse(total, Why::Blank),
        Cell::Blank(_) | Cell::Missing => return None,
    };
    // A form that has none of the parts does not split this total.
    if cells.iter().all(|&cell| cell == Cell::Missing) {
        return None;
    }
    if cells.contains(&Cell::Missing) {
        return refuse(total, Why::Missing);
    }
    let has_blanks = cells.iter().any(|cell| matches!(cell, Cell::Blank(_)));
    if !is_stated || (has_blanks && blank == Blank::Unchecked) {
        return refuse(total, Why::Blank);
    }
    let facts = cells.iter().filter_map(|cell| match cell {
        Cell::Stated(fact) | Cell::Blank(fact) => Some(*fact),
        Cell::Missing => None,
    });
    let extra = match parts {
        Parts::Children => Vec::new(),
        Parts::Named { required, .. } => {
            let is_wide = column.table.columns.len() > 1;
            let named = required.iter().filter(|_| is_wide);
            let named = named.filter_map(|&id| column.row(id).map(|(at, _)| at));
            let below = column.children(at).filter(|row| row.indicator.is_none());
            below
                .chain(column.unknown_among(named.chain([at])))
                .filter_map(|row| row.fact)
                .filter(|&fact| context.facts.quantity(fact).is_some())
                .collect()
        }
    };
    Some(Ok(Operands {
        total,
        parts: facts.collect(),
        extra,
        has_blanks,
    }))
}

fn bind_column<'r>(
    context: Context<'_>,
    rule: &'r Rule,
    column: Column<'_>,
    total: IndicatorId,
    parts: &Parts,
    blank: Blank,
) -> Option<Binding<'r>> {
    let operands = match operands(context, column, total, parts, blank)? {
        Ok(operands) => operands,
        Err((why, facts)) => {
            return Some(Binding::Unchecked {
                rule,
                subject: Some(total),
                why,
                facts,
            });
        }
    };
    let main = sum(operands.total, &operands.parts, Relation::Equal);
    let mut others = Vec::new();
    if !operands.extra.is_empty() {
        let all: Vec<FactId> = operands
            .parts
            .iter()
            .chain(&operands.extra)
            .copied()
            .collect();
        others.push((None, sum(operands.total, &all, Relation::Equal)));
    }
    Some(Binding::Bound(Bound {
        others,
        caution: Caution {
            short: operands.has_blanks.then_some(Softening::BlankCouldHold),
            ..Caution::default()
        },
        ..Bound::plain(rule, Some(total), main, Story::Footing)
    }))
}

fn bind_list<'r>(
    context: Context<'_>,
    rule: &'r Rule,
    list: &PartList,
    out: &mut Vec<Binding<'r>>,
) {
    let subject = match list.totals[..] {
        [total] => context.facts.get(total).indicator,
        _ => None,
    };
    out.push(match claim(context, list) {
        Ok((constraint, caution, story)) => Binding::Bound(Bound {
            caution,
            ..Bound::plain(rule, subject, constraint, story)
        }),
        Err(why) => Binding::Unchecked {
            rule,
            subject,
            why,
            facts: list.totals.iter().chain(&list.parts).copied().collect(),
        },
    });
}

/// What a list of prose asserts depends on what its words say of completeness.
fn claim(context: Context<'_>, list: &PartList) -> Result<(Constraint, Caution, Story), Why> {
    let holds = |constraint: &Constraint| judge(constraint, context.facts).is_held();
    let exact = sum_of(&list.totals, &list.parts, Relation::Equal);
    if holds(&exact) {
        // Where the words promise no sum, or not of what, one that comes out need not have.
        let is_promised = !list.may_overlap
            && list.is_total_sure
            && !list.has_strangers
            && !matches!(
                list.closure,
                Closure::Member | Closure::Open | Closure::Plain
            );
        let caution = Caution {
            unless_holds: (!is_promised).then_some(Why::NotExhaustive),
            ..Caution::default()
        };
        return Ok((exact, caution, Story::List));
    }
    let doubt = (!list.is_total_sure || list.has_strangers).then_some(Why::Ambiguous);
    let sure = Caution {
        unless_holds: doubt,
        ..Caution::default()
    };
    let softened = |short, any| Caution {
        short,
        any,
        ..sure.clone()
    };
    if list.may_overlap {
        // The same item may go by several channels: each part stays below the total, and
        // together they fall short of it nowhere.
        let below = |&part: &FactId| sum_of(&list.totals, &[part], Relation::AtMost);
        if let Some(above) = list.parts.iter().map(below).find(|below| !holds(below)) {
            return Ok((above, sure, Story::Subset));
        }
        let cover = sum_of(&list.totals, &list.parts, Relation::AtLeast);
        return match list.closure {
            Closure::Closed | Closure::Rested => Ok((cover, sure, Story::List)),
            _ => Err(Why::NotExhaustive),
        };
    }
    let at_most = sum_of(&list.totals, &list.parts, Relation::AtMost);
    if list.closure == Closure::Rested && is_small(context, list) {
        // An `其他` may close a list of something less than the total before it.
        return Err(Why::NotExhaustive);
    }
    match list.closure {
        Closure::Closed | Closure::Rested => Ok((exact, sure, Story::List)),
        Closure::Exhaustive => Ok((
            exact,
            softened(Some(Softening::OpenList), None),
            Story::List,
        )),
        Closure::Summed => Ok((
            exact,
            softened(None, Some(Softening::OpenList)),
            Story::List,
        )),
        // `收到120件，办结86件，其余43件结转`: some may have been carried in.
        Closure::Remainder => Ok((
            exact,
            softened(None, Some(Softening::LawfulReading)),
            Story::List,
        )),
        // `1630条，其中新增214条；全文电子化1630条`: what is as much as the whole is no part beside others.
        Closure::Member | Closure::Open if !holds(&at_most) && is_all(context, list) => {
            Err(Why::Ambiguous)
        }
        Closure::Member | Closure::Open if !holds(&at_most) => {
            match ends_early(context, list) {
                // `线上10场、线下14场，城区12场、乡镇9场`: the first of several that are too much seldom make the total by chance.
                Some(rest) if rest > 1 && is_exact(context, &list.totals) => Err(Why::Ambiguous),
                rest => {
                    let other_view = rest.map(|_| Softening::LawfulReading);
                    Ok((at_most, softened(None, other_view), Story::List))
                }
            }
        }
        Closure::Member | Closure::Plain => Err(Why::NotExhaustive),
        Closure::Open => Err(Why::OpenList),
    }
}

/// Whether one of several parts is as much as the total, and none more.
fn is_all(context: Context<'_>, list: &PartList) -> bool {
    let holds = |part: FactId, relation| {
        judge(&sum_of(&list.totals, &[part], relation), context.facts).is_held()
    };
    list.parts.len() > 1
        && list.parts.iter().any(|&part| holds(part, Relation::Equal))
        && list.parts.iter().all(|&part| holds(part, Relation::AtMost))
}

/// How many parts are left behind those that make the total already, so that they may split it in another
/// way: `线上10场、线下14场、省外3场`.
fn ends_early(context: Context<'_>, list: &PartList) -> Option<usize> {
    let end = (2..list.parts.len()).find(|&end| {
        let first = sum_of(&list.totals, &list.parts[..end], Relation::Equal);
        judge(&first, context.facts).is_held()
    })?;
    // Nought splits nothing.
    let value = |&part: &FactId| context.facts.quantity(part).map(|quantity| quantity.value);
    let rest = list.parts[end..].iter().filter_map(value);
    Some(rest.filter(|value| !value.is_zero()).count())
}

/// Whether figures were printed exactly.
fn is_exact(context: Context<'_>, facts: &[FactId]) -> bool {
    let is_point = |&fact: &FactId| {
        let quantity = context.facts.quantity(fact);
        quantity.is_some_and(|quantity| quantity.interval.is_point())
    };
    facts.iter().all(is_point)
}

/// Whether the parts are not even a quarter of the total.
fn is_small(context: Context<'_>, list: &PartList) -> bool {
    let sum = |facts: &[FactId]| -> Option<Decimal> {
        facts
            .iter()
            .map(|&fact| context.facts.quantity(fact).map(|quantity| quantity.value))
            .sum()
    };
    let four = sum(&list.parts).and_then(|parts| parts.checked_mul(Decimal::from(4)));
    matches!((four, sum(&list.totals)), (Some(four), Some(total)) if four < total)
}

fn bind_shares<'r>(rule: &'r Rule, shares: &[FactId]) -> Bound<'r> {
    let terms = shares
        .iter()
        .map(|&share| Term::new(share, 1, Role::Share))
        .collect();
    let constraint = Constraint {
        terms,
        constant: Decimal::from(-100),
        relation: Relation::Equal,
    };
    Bound::plain(rule, None, constraint, Story::ShareList)
}
