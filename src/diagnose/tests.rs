//! Systems of equations that no report is likely to have.

use std::borrow::Cow;

use proptest::prelude::*;

use super::{
    Diagnosis, explained,
    graph::{Equation, Graph, Standing},
    search::Budget,
};
use crate::{
    engine::{
        Constraint, Story, Term,
        judge::{Values, judge},
    },
    fact::{Fact, FactId, Facts, Origin, Value},
    finding::Role,
    pack::rule::Relation,
    quantity::{Decimal, Quantity, Unit},
    span::Span,
};

/// Facts that state `values`.
fn stated(values: &[i64]) -> Facts {
    let fact = |&value: &i64| Fact {
        indicator: None,
        value: Value::Stated(Quantity::exact(Decimal::from(value), Unit::default())),
        origin: Origin::Table,
        scope: None,
        period: None,
        span: Span::default(),
        extent: Span::default(),
        label: Span::default(),
        is_weak: false,
        column: None,
    };
    let mut facts = Facts::default();
    facts.facts.extend(values.iter().map(fact));
    facts
}

/// `total = Σ parts`, or what `relation` says.
fn sum(total: u32, parts: &[u32], relation: Relation) -> Constraint {
    let mut terms = vec![Term::new(FactId(total), -1, Role::Total)];
    terms.extend(
        parts
            .iter()
            .map(|&part| Term::new(FactId(part), 1, Role::Part)),
    );
    Constraint {
        terms,
        constant: Decimal::ZERO,
        relation,
    }
}

fn graph<'a>(facts: &'a Facts, constraints: &'a [Constraint]) -> Graph<'a> {
    let equations = constraints
        .iter()
        .enumerate()
        .map(|(at, constraint)| Equation {
            judged: at,
            main: Cow::Borrowed(constraint),
            others: Vec::new(),
            standing: if judge(constraint, facts).is_held() {
                Standing::Held
            } else {
                Standing::Violated
            },
            story: Story::Footing,
        });
    Graph::of(facts, equations.collect())
}

fn diagnosed(graph: &Graph<'_>) -> (Vec<Diagnosis>, usize) {
    let mut budget = Budget::default();
    let found = explained(graph, &mut budget);
    (found, budget.spent())
}

/// A grid of `n_rows` by `n_columns` whose last row and column are sums, with their equations.
fn grid(
    n_rows: u32,
    n_columns: u32,
    cell: impl Fn(u32, u32) -> i64,
) -> (Vec<i64>, Vec<Constraint>) {
    let at = |row: u32, column: u32| row * (n_columns + 1) + column;
    let mut values = Vec::new();
    for row in 0..=n_rows {
        for column in 0..=n_columns {
            let rows = if row == n_rows {
                0..n_rows
            } else {
                row..row + 1
            };
            let columns = if column == n_columns {
                0..n_columns
            } else {
                column..column + 1
            };
            let of_row = |row| columns.clone().map(|column| cell(row, column)).sum::<i64>();
            values.push(rows.map(of_row).sum());
        }
    }
    let mut constraints = Vec::new();
    for row in 0..=n_rows {
        let parts: Vec<u32> = (0..n_columns).map(|column| at(row, column)).collect();
        constraints.push(sum(at(row, n_columns), &parts, Relation::Equal));
    }
    for column in 0..=n_columns {
        let parts: Vec<u32> = (0..n_rows).map(|row| at(row, column)).collect();
        constraints.push(sum(at(n_rows, column), &parts, Relation::Equal));
    }
    (values, constraints)
}

/// Every violated equation is told once, and every repair of figures mends what it says and breaks nothing.
fn is_sound(graph: &Graph<'_>, found: &[Diagnosis]) {
    let mut told: Vec<usize> = found.iter().flat_map(|one| one.explains.clone()).collect();
    told.sort_unstable();
    let violated: Vec<usize> = (0..graph.equations.len())
        .filter(|&at| graph.equations[at].standing == Standing::Violated)
        .collect();
    assert_eq!(told, violated);
    for one in found {
        for repair in one.repairs.iter().filter(|repair| !repair.edits.is_empty()) {
            let values = repair.values(graph.facts);
            assert!(one.explains.iter().all(|&at| graph.holds(at, &values)));
        }
        if let [repair] = &one.repairs[..]
            && let [edit] = repair.edits[..]
        {
            let values = repair.values(graph.facts);
            let mut beside = graph.touching(edit.fact).iter();
            assert!(beside.all(|&at| {
                graph.equations[at].standing != Standing::Held || graph.holds(at, &values)
            }));
        }
    }
}

#[test]
fn a_wrong_cell_of_a_grid_is_the_only_repair() {
    let (values, constraints) = grid(24, 6, |row, column| i64::from((row * 7 + column * 3) % 11));
    for wrong in 0..values.len() {
        let mut values = values.clone();
        let right = values[wrong];
        values[wrong] += 40;
        let facts = stated(&values);
        let graph = graph(&facts, &constraints);
        let (found, spent) = diagnosed(&graph);
        let [one] = &found[..] else {
            panic!("{} diagnoses", found.len());
        };
        let repair = one.cause().expect("it is clear");
        let fact = FactId(u32::try_from(wrong).expect("it is small"));
        let changed: Vec<_> = repair
            .edits
            .iter()
            .map(|edit| (edit.fact, edit.to))
            .collect();
        assert_eq!(changed, [(fact, Decimal::from(right))]);
        assert!(spent < 20_000, "{spent}");
        is_sound(&graph, &found);
    }
}

#[test]
fn two_wrong_cells_are_two_causes_unless_they_share_a_line() {
    let (values, constraints) = grid(8, 5, |row, column| i64::from(row * 13 + column * 29 + 5));
    let told = |changes: &[(usize, i64)]| {
        let mut values = values.clone();
        for &(at, by) in changes {
            values[at] += by;
        }
        let facts = stated(&values);
        let graph = graph(&facts, &constraints);
        let (found, _) = diagnosed(&graph);
        is_sound(&graph, &found);
        found
            .iter()
            .map(|one| one.repairs[0].edits.len())
            .collect::<Vec<_>>()
    };
    assert_eq!(told(&[(1, 7), (15, 90)]), [1, 1]);
    assert_eq!(told(&[(1, 7), (3, 90)]), [2]);
}

#[test]
fn a_bound_proposes_nothing() {
    let facts = stated(&[10, 7, 30]);
    let constraints = [
        sum(0, &[2], Relation::AtMost),
        sum(1, &[2], Relation::AtMost),
    ];
    let graph = graph(&facts, &constraints);
    let (found, _) = diagnosed(&graph);
    assert_eq!(found.len(), 1, "one figure breaks both");
    assert!(found[0].repairs.is_empty());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// Whatever the figures and equations: all is told, nothing panics, and the steps are bounded.
    #[test]
    fn any_system_ends(
        values in prop::collection::vec(-3_i64..1000, 2..300),
        sums in prop::collection::vec(
            (any::<u32>(), prop::collection::vec(any::<u32>(), 1..30), 0..8_u8),
            1..200,
        ),
    ) {
        let n = u32::try_from(values.len()).expect("it is small");
        let facts = stated(&values);
        let constraints: Vec<Constraint> = sums
            .iter()
            .map(|(total, parts, relation)| {
                let mut parts: Vec<u32> = parts.iter().map(|part| part % n).collect();
                parts.retain(|part| *part != total % n);
                parts.sort_unstable();
                parts.dedup();
                let relation = match relation {
                    0 => Relation::AtMost,
                    1 => Relation::AtLeast,
                    _ => Relation::Equal,
                };
                sum(total % n, &parts, relation)
            })
            .collect();
        let graph = graph(&facts, &constraints);
        let (found, spent) = diagnosed(&graph);
        is_sound(&graph, &found);
        // What is asked for when nothing is left is refused, and asked for a few times only.
        prop_assert!(spent <= Budget::MOST * 2, "{spent}");
    }
}

#[test]
fn figures_are_looked_up_as_they_would_be() {
    let facts = stated(&[10, 4, 5]);
    let constraints = [sum(0, &[1, 2], Relation::Equal)];
    let graph = graph(&facts, &constraints);
    let (found, _) = diagnosed(&graph);
    let totals = found[0]
        .repairs
        .iter()
        .find(|repair| repair.edits[0].fact == FactId(0));
    let values = totals.expect("the total may be wrong").values(&facts);
    assert_eq!(
        values.value(FactId(0)),
        &Value::Stated(Quantity::exact(Decimal::from(9), Unit::default()))
    );
}
