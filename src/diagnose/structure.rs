//! Terms that are counted twice, left out, or booked under the wrong total.
//!
//! The figures are right then, and a sum takes one too many or too few of them.

use crate::{
    diagnose::{
        graph::{Equation, Graph},
        rank::Repair,
        search::Budget,
    },
    engine::{Constraint, Story},
    fact::{Fact, FactId, Origin},
    finding::{Cause, Role},
    pack::rule::Relation,
    quantity::Decimal,
};

/// A figure that a sum takes and should not, or should take and does not.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Misbooking {
    pub(crate) term: FactId,
    pub(crate) kind: Cause,
    /// The total that it is counted in besides, or belongs to.
    pub(crate) within: Option<FactId>,
}

/// The most figures beside a sum that are looked at for one that was left out.
const BESIDE: usize = 48;

/// Every misbooked term that explains all of `required`.
pub(super) fn misbookings(
    graph: &Graph<'_>,
    required: &[usize],
    budget: &mut Budget,
) -> Vec<Repair> {
    let weight: usize = required.iter().map(|&at| graph.weight(at)).sum();
    if !budget.spend(weight + BESIDE) {
        return Vec::new();
    }
    let sums: Vec<Sum<'_>> = required
        .iter()
        .filter_map(|&at| Sum::of(graph, &graph.equations[at]))
        .collect();
    if sums.len() < required.len() {
        return Vec::new();
    }
    let found = match &sums[..] {
        [one] => {
            let twice = one.surplus(graph).map(|term| (term, Cause::CountedTwice));
            let out = one.beside(graph).map(|term| (term, Cause::LeftOut));
            let alone = |(term, kind)| Misbooking {
                term,
                kind,
                within: None,
            };
            twice.chain(out).map(alone).collect()
        }
        [one, other] => [moved(graph, one, other), moved(graph, other, one)].concat(),
        _ => Vec::new(),
    };
    found
        .into_iter()
        .map(|booking| Repair::of_booking(graph, booking))
        .collect()
}

/// The terms that `from` has too many and `to` lacks.
fn moved(graph: &Graph<'_>, from: &Sum<'_>, to: &Sum<'_>) -> Vec<Misbooking> {
    let Some(total) = to.total else {
        return Vec::new();
    };
    let is_counted_in = from.constraint.facts().any(|fact| fact == total);
    let fits = |&term: &FactId| {
        to.lack.is_some_and(|lack| Some(lack) == value(graph, term))
            && to.constraint.facts().all(|fact| fact != term)
    };
    from.surplus(graph)
        .filter(fits)
        .map(|term| Misbooking {
            term,
            kind: if is_counted_in {
                Cause::CountedTwice
            } else {
                Cause::BookedElsewhere
            },
            within: Some(total),
        })
        .collect()
}

/// A violated sum: what it has too much, or what it lacks.
struct Sum<'a> {
    constraint: &'a Constraint,
    story: Story,
    total: Option<FactId>,
    surplus: Option<Decimal>,
    lack: Option<Decimal>,
}

impl<'a> Sum<'a> {
    /// Nothing if the equation adds nothing up.
    fn of(graph: &Graph<'_>, equation: &'a Equation<'_>) -> Option<Self> {
        let constraint = &*equation.main;
        let is_sum = matches!(equation.story, Story::Footing | Story::List);
        if !is_sum || constraint.relation != Relation::Equal {
            return None;
        }
        let gap = crate::engine::judge::printed_sum(constraint, graph.facts)?;
        let total = match &constraint.terms[..] {
            [first, second, ..] if first.role == Role::Total && second.role != Role::Total => {
                Some(first.fact)
            }
            _ => None,
        };
        let is_more = gap.is_sign_positive();
        Some(Self {
            constraint,
            story: equation.story,
            total,
            surplus: is_more.then_some(gap),
            lack: (!is_more).then_some(-gap),
        })
    }

    /// The parts without which it would add up.
    fn surplus(&self, graph: &Graph<'_>) -> impl Iterator<Item = FactId> {
        let parts = self.constraint.terms.iter();
        parts
            .filter(|term| term.role == Role::Part)
            .map(|term| term.fact)
            .filter(|&fact| self.surplus.is_some() && value(graph, fact) == self.surplus)
    }

    /// The figures beside the parts with which it would add up.
    fn beside(&self, graph: &Graph<'_>) -> impl Iterator<Item = FactId> {
        let parts: Vec<FactId> = self.constraint.facts().collect();
        let first = parts.iter().min().map_or(0, |fact| fact.index());
        let last = parts.iter().max().map_or(0, |fact| fact.index());
        let n_beside = match self.story {
            // The next figure of a sentence may be the last part; the next row of a form is another's.
            Story::List => 1,
            _ => 0,
        };
        let facts = graph.facts.facts.iter().enumerate();
        let unit = |fact: FactId| graph.facts.quantity(fact).map(|q| q.unit.family());
        let family = parts.first().and_then(|&fact| unit(fact));
        let origin = parts.first().map(|&fact| graph.facts.get(fact).origin);
        facts
            .skip(first)
            .take((last + 1 + n_beside - first).min(BESIDE))
            .filter(move |(_, fact)| Some(fact.origin) == origin && is_counted(fact))
            .filter_map(|(at, _)| u32::try_from(at).ok().map(FactId))
            .filter(move |&fact| {
                self.lack.is_some()
                    && value(graph, fact) == self.lack
                    && unit(fact) == family
                    && !parts.contains(&fact)
            })
    }
}

fn is_counted(fact: &Fact) -> bool {
    fact.is_of_report() && matches!(fact.origin, Origin::Table | Origin::Prose)
}

fn value(graph: &Graph<'_>, fact: FactId) -> Option<Decimal> {
    graph
        .facts
        .quantity(fact)
        .map(|quantity| quantity.value)
        .filter(|value| !value.is_zero())
}
