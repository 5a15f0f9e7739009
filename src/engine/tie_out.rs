//! Tie-out (勾稽): one indicator, stated in two places, must have one value.
//!
//! Prose is tied to the table, and to itself where there is no table. Facts of
//! another scope or period never meet. Words that may name another quantity can
//! confirm a figure, not contradict it.

use crate::{
    engine::{
        Binding, Bound, Caution, Constraint, Context, Story, Term,
        equation::constraint,
        operand::{Cell, Column, cell},
    },
    fact::{Fact, FactId, Origin, Value},
    finding::{Role, Softening, Why},
    language::Words,
    pack::rule::{Blank, Relation, Rule, TieOut, TieOutOver},
    quantity::{Decimal, Family},
    template::IndicatorId,
};

pub(super) fn bind<'r>(
    context: Context<'_>,
    rule: &'r Rule,
    tie: &'r TieOut,
    out: &mut Vec<Binding<'r>>,
) {
    match &tie.over {
        TieOutOver::Indicators(indicators) => {
            for &indicator in indicators {
                bind_indicator(context, rule, tie, (indicator, indicator), out);
            }
        }
        TieOutOver::Pairs(pairs) => {
            for &pair in pairs {
                bind_indicator(context, rule, tie, pair, out);
            }
        }
        TieOutOver::Every { except } => {
            for indicator in context.facts.stated_indicators() {
                if !except.contains(&indicator) {
                    bind_indicator(context, rule, tie, (indicator, indicator), out);
                }
            }
        }
        TieOutOver::Combined { whole, parts } => {
            bind_combined(context, rule, tie, (*whole, parts), out);
        }
        TieOutOver::ChartPoints => bind_chart(context, rule, out),
    }
}

/// Ties what prose states of an indicator to its row, which may have another name.
fn bind_indicator<'r>(
    context: Context<'_>,
    rule: &'r Rule,
    tie: &'r TieOut,
    (indicator, row): (IndicatorId, IndicatorId),
    out: &mut Vec<Binding<'r>>,
) {
    let mut mine = Vec::new();
    for (id, fact) in context.facts.statements(indicator) {
        if fact.is_of_report() {
            mine.push((id, fact));
        } else {
            let subject = Some(indicator);
            out.push(Binding::Unchecked {
                rule,
                subject,
                why: Why::OtherScope,
                facts: vec![id],
            });
        }
    }
    if mine.is_empty() {
        return;
    }
    match anchor(context, rule, row) {
        Anchor::Table(table) => tie_to(context, rule, tie, indicator, table, &mine, out),
        Anchor::Refused(why) => out.push(Binding::Unchecked {
            rule,
            subject: Some(indicator),
            why,
            facts: mine.iter().map(|&(id, _)| id).collect(),
        }),
        // Two names of one thing are so in this form's reports alone.
        Anchor::None if indicator != row => {}
        Anchor::None => {
            // What overlaps a range one by one need not overlap together: an exact figure goes first.
            let is_exact = |fact: &Fact| match &fact.value {
                Value::Stated(quantity) => quantity.interval.is_point(),
                Value::Blank | Value::NotApplicable => false,
            };
            let exact = mine
                .iter()
                .position(|(_, fact)| !fact.is_weak && is_exact(fact));
            let first = || mine.iter().position(|(_, fact)| !fact.is_weak);
            let Some(at) = exact.or_else(first) else {
                return;
            };
            let (first, _) = mine.remove(at);
            tie_to(context, rule, tie, indicator, first, &mine, out);
        }
    }
}

/// What the tables say of an indicator for the whole report; nothing if they contradict each other.
fn in_report(context: Context<'_>, rule: &Rule, indicator: IndicatorId) -> Cell {
    let mut cells = Column::of_report(context, rule.pack)
        .map(|column| cell(context, column.row(indicator).map(|(_, row)| row)))
        .filter(|cell| *cell != Cell::Missing);
    let first = cells.next().unwrap_or(Cell::Missing);
    let value = |cell: Cell| match cell {
        Cell::Stated(fact) | Cell::Blank(fact) => Some(&context.facts.get(fact).value),
        Cell::Missing => None,
    };
    if cells.all(|other| value(other) == value(first)) {
        first
    } else {
        Cell::Missing
    }
}

/// What the statements of an indicator are tied to.
enum Anchor {
    Table(FactId),
    Refused(Why),
    None,
}

fn anchor(context: Context<'_>, rule: &Rule, indicator: IndicatorId) -> Anchor {
    let mut found: Option<FactId> = None;
    let mut is_blank = false;
    for column in Column::of_report(context, rule.pack) {
        match cell(context, column.row(indicator).map(|(_, row)| row)) {
            Cell::Stated(fact) => match found {
                Some(first) if context.facts.get(first).value != context.facts.get(fact).value => {
                    return Anchor::Refused(Why::Ambiguous);
                }
                Some(_) => {}
                None => found = Some(fact),
            },
            Cell::Blank(_) => is_blank = true,
            Cell::Missing => {}
        }
    }
    match found {
        Some(fact) => Anchor::Table(fact),
        None if is_blank => Anchor::Refused(Why::Blank),
        None => Anchor::None,
    }
}

/// Ties each statement to the fact `anchor`; equal ones share a binding.
fn tie_to<'r>(
    context: Context<'_>,
    rule: &'r Rule,
    tie: &'r TieOut,
    indicator: IndicatorId,
    anchor: FactId,
    statements: &[(FactId, &Fact)],
    out: &mut Vec<Binding<'r>>,
) {
    let is_table = context.facts.get(anchor).origin == Origin::Table;
    let value = &context.facts.get(anchor).value;
    let is_confirmed = statements
        .iter()
        .any(|(_, fact)| !fact.is_weak && fact.value == *value);
    let mut groups: Vec<(FactId, &Fact, Vec<FactId>)> = Vec::new();
    for &(id, fact) in statements {
        match groups
            .iter_mut()
            .find(|(_, first, _)| first.value == fact.value && first.is_weak == fact.is_weak)
        {
            Some((_, _, also)) => also.push(id),
            None => groups.push((id, fact, Vec::new())),
        }
    }
    for (id, fact, also) in groups {
        let main = equal(context, id, anchor);
        if !same_family(context, id, anchor) {
            let facts = vec![id, anchor];
            out.push(Binding::Unchecked {
                rule,
                subject: Some(indicator),
                why: Why::Unit,
                facts,
            });
            continue;
        }
        out.push(Binding::Bound(Bound {
            others: others(context, rule, tie, (indicator, id)),
            also,
            caution: Caution {
                // Two sentences may speak of two things in like words; a table row does not, unless
                // one of them has already said the same as the table.
                any: (!is_table || is_confirmed).then_some(Softening::LawfulReading),
                unless_holds: fact.is_weak.then_some(Why::Doubtful),
                ..Caution::default()
            },
            ..Bound::plain(rule, Some(indicator), main, Story::TieOut)
        }));
    }
}

/// The relations under which a statement that is not what the table says is lawful.
fn others<'r>(
    context: Context<'_>,
    rule: &'r Rule,
    tie: &'r TieOut,
    (indicator, statement): (IndicatorId, FactId),
) -> Vec<(Option<&'r Words>, Constraint)> {
    let find = |other: IndicatorId| {
        if other == indicator {
            return Cell::Stated(statement);
        }
        in_report(context, rule, other)
    };
    let others = tie.readings.iter().filter_map(|reading| {
        let (other, _) = constraint(&reading.holds, Blank::Zero, &find)?.ok()?;
        Some((Some(&reading.name), other))
    });
    others.collect()
}

fn equal(context: Context<'_>, statement: FactId, anchor: FactId) -> Constraint {
    let role = |fact: FactId| match context.facts.get(fact).origin {
        Origin::Table => Role::Row,
        Origin::Prose | Origin::Statement => Role::Statement,
        Origin::Chart => Role::Term,
    };
    Constraint {
        terms: vec![
            Term::new(statement, 1, role(statement)),
            Term::new(anchor, -1, role(anchor)),
        ],
        constant: Decimal::ZERO,
        relation: Relation::Equal,
    }
}

fn same_family(context: Context<'_>, a: FactId, b: FactId) -> bool {
    let family = |id| {
        context
            .facts
            .quantity(id)
            .map(|quantity| quantity.unit.family())
    };
    match (family(a), family(b)) {
        (Some(a), Some(b)) => a == b || a == Family::None || b == Family::None,
        _ => false,
    }
}

/// One figure of the prose stands for several rows of the table.
fn bind_combined<'r>(
    context: Context<'_>,
    rule: &'r Rule,
    tie: &'r TieOut,
    (whole, parts): (IndicatorId, &[IndicatorId]),
    out: &mut Vec<Binding<'r>>,
) {
    let cells: Vec<Cell> = parts
        .iter()
        .map(|&id| in_report(context, rule, id))
        .collect();
    if cells.iter().all(|cell| *cell == Cell::Missing) {
        return;
    }
    for (id, fact) in context.facts.statements(whole) {
        let subject = Some(whole);
        if !fact.is_of_report() {
            out.push(Binding::Unchecked {
                rule,
                subject,
                why: Why::OtherScope,
                facts: vec![id],
            });
            continue;
        }
        let rows: Vec<FactId> = cells
            .iter()
            .filter_map(|cell| match cell {
                Cell::Stated(fact) | Cell::Blank(fact) => Some(*fact),
                Cell::Missing => None,
            })
            .collect();
        let is_stated = cells.iter().any(|cell| matches!(cell, Cell::Stated(_)));
        if rows.len() < cells.len() || !is_stated {
            out.push(Binding::Unchecked {
                rule,
                subject,
                why: Why::Missing,
                facts: vec![id],
            });
            continue;
        }
        let mut terms = vec![Term::new(id, -1, Role::Statement)];
        terms.extend(rows.iter().map(|&row| Term::new(row, 1, Role::Row)));
        let has_blanks = cells.iter().any(|cell| matches!(cell, Cell::Blank(_)));
        let main = Constraint {
            terms,
            constant: Decimal::ZERO,
            relation: Relation::Equal,
        };
        out.push(Binding::Bound(Bound {
            others: others(context, rule, tie, (whole, id)),
            caution: Caution {
                short: has_blanks.then_some(Softening::BlankCouldHold),
                unless_holds: fact.is_weak.then_some(Why::Doubtful),
                ..Caution::default()
            },
            ..Bound::plain(rule, subject, main, Story::Combined)
        }));
    }
}

/// A chart's label and its plotted value; a share may be plotted as a fraction.
fn bind_chart<'r>(context: Context<'_>, rule: &'r Rule, out: &mut Vec<Binding<'r>>) {
    for &(shown, plotted) in &context.facts.chart_points {
        let value = |id| {
            context
                .facts
                .quantity(id)
                .map(|quantity| (quantity.value, quantity.unit.family()))
        };
        let mut constraint = equal(context, shown, plotted);
        if let (Some((_, Family::Percent)), Some((fraction, Family::None))) =
            (value(shown), value(plotted))
            && fraction <= Decimal::ONE
        {
            constraint.terms[1].coefficient = Decimal::from(-100);
        }
        out.push(Binding::Bound(Bound::plain(
            rule,
            None,
            constraint,
            Story::ChartPoint,
        )));
    }
}
