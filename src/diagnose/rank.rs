//! Repairs and how likely they are.
//!
//! Costs are whole numbers, the likelier the lower: what a hand often does to a
//! figure is cheap, a change that nothing explains is dear, and so is one that
//! gives up what another relation confirms.

use crate::{
    diagnose::{
        cause,
        graph::{Graph, Standing},
        repaired::Repaired,
        structure::Misbooking,
    },
    fact::{FactId, Facts},
    finding::{Cause, Role},
    quantity::Decimal,
};

/// Repairs whose costs differ by less are told side by side.
pub(super) const MARGIN: u32 = 4;

/// What giving up a sum that came out by itself costs.
const GIVEN_UP: u32 = 8;
/// What it costs that a run of figures stands a row off, besides the figures.
const SHIFT: u32 = 11;
/// What mending another relation, which need not hold, is worth.
const MENDED: u32 = 5;

/// One way to mend a component.
#[derive(Debug, Clone)]
pub(crate) struct Repair {
    /// The figures changed, in the order of the text; none if a term was misbooked.
    pub(crate) edits: Vec<Edit>,
    pub(crate) booking: Option<Misbooking>,
    pub(crate) cause: Cause,
    pub(super) cost: u32,
    /// What comes first among equals: totals, then the order of the text.
    order: (u8, FactId),
}

/// A figure and what it should have been.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Edit {
    pub(crate) fact: FactId,
    pub(crate) to: Decimal,
    pub(crate) cause: Cause,
    /// The figure it was copied from, or the part that was counted twice or left out.
    pub(crate) like: Option<FactId>,
    /// Whether a slip of the hand explains it, whatever else may.
    pub(super) is_slip: bool,
    cost: u32,
}

impl Repair {
    /// The repair that changes figures.
    pub(super) fn of_figures(
        graph: &Graph<'_>,
        required: &[usize],
        edits: &[(FactId, Decimal)],
    ) -> Self {
        let edits: Vec<Edit> = edits
            .iter()
            .map(|&(fact, to)| {
                let told = cause::of(graph, required, fact, to);
                Edit {
                    fact,
                    to,
                    cause: told.cause,
                    like: told.like,
                    is_slip: told.is_slip,
                    cost: told.cost,
                }
            })
            .collect();
        Self::of_edits(graph, edits)
    }

    fn of_edits(graph: &Graph<'_>, mut edits: Vec<Edit>) -> Self {
        let is_swap = is_swap(graph, &edits);
        if is_swap {
            for edit in &mut edits {
                edit.cause = Cause::Swapped;
                edit.cost = if is_small(graph, edit.fact) { 9 } else { 5 };
            }
        }
        if is_shift(graph, &edits) {
            for edit in &mut edits {
                edit.cause = Cause::RowShifted;
                edit.cost = if edit.to < Decimal::TEN { 3 } else { 1 };
            }
            edits[0].cost += SHIFT;
        }
        let first = edits.first().map_or(Cause::Unexplained, |edit| edit.cause);
        let is_one = edits.iter().all(|edit| edit.cause == first);
        let changed: Vec<(FactId, Decimal)> = edits.iter().map(|e| (e.fact, e.to)).collect();
        let cost: u32 = edits.iter().map(|edit| edit.cost).sum();
        Self {
            cause: if is_one { first } else { Cause::Several },
            cost: evidence(graph, &changed, cost),
            order: edits
                .first()
                .map_or((2, FactId(0)), |edit| (head(graph, edit.fact), edit.fact)),
            edits,
            booking: None,
        }
    }

    /// The repair that takes a term for what it is.
    pub(super) fn of_booking(graph: &Graph<'_>, booking: Misbooking) -> Self {
        let cost = match (booking.within, is_small(graph, booking.term)) {
            // Two sums that agree on one term.
            (Some(_), false) => 12,
            (Some(_), true) => 18,
            (None, false) => 16,
            (None, true) => 22,
        };
        Self {
            edits: Vec::new(),
            booking: Some(booking),
            cause: booking.kind,
            cost,
            order: (2, booking.term),
        }
    }

    /// The same with those edits only that `keeps`.
    pub(super) fn only(&self, graph: &Graph<'_>, keeps: impl Fn(&Edit) -> bool) -> Self {
        if self.edits.iter().all(&keeps) {
            return self.clone();
        }
        let kept = self.edits.iter().copied().filter(|edit| keeps(edit));
        Self::of_edits(graph, kept.collect())
    }

    /// Whether there is a reason for every figure of several.
    pub(super) fn is_explained(&self) -> bool {
        let is_guess = |edit: &Edit| matches!(edit.cause, Cause::Unexplained | Cause::StaleTotal);
        self.edits.len() < 2 || !self.edits.iter().any(is_guess)
    }

    /// The figure that went wrong, or was booked wrongly; the first of several.
    pub(crate) fn culprit(&self) -> Option<FactId> {
        let booked = self.booking.map(|booking| booking.term);
        booked.or_else(|| self.edits.first().map(|edit| edit.fact))
    }

    pub(super) fn key(&self) -> (u32, u8, FactId) {
        (self.cost, self.order.0, self.order.1)
    }

    /// The figures as they would be.
    pub(crate) fn values<'a>(&self, facts: &'a Facts) -> Repaired<'a> {
        let edits: Vec<_> = self.edits.iter().map(|edit| (edit.fact, edit.to)).collect();
        Repaired::with(facts, &edits)
    }
}

/// Whether all figures but the one at an end are to be moved by a row.
fn is_shift(graph: &Graph<'_>, edits: &[Edit]) -> bool {
    let value = |edit: &Edit| {
        let quantity = graph.facts.quantity(edit.fact);
        quantity.map_or(Decimal::ZERO, |quantity| quantity.value)
    };
    let up = edits.windows(2).all(|pair| pair[0].to == value(&pair[1]));
    let down = edits.windows(2).all(|pair| pair[1].to == value(&pair[0]));
    edits.len() >= 3 && (up || down)
}

/// Whether a figure has one digit, and so many equals by chance.
fn is_small(graph: &Graph<'_>, fact: FactId) -> bool {
    let value = graph.facts.quantity(fact);
    value.is_none_or(|quantity| quantity.value < Decimal::TEN)
}

/// Whether two figures stand in each other's place.
fn is_swap(graph: &Graph<'_>, edits: &[Edit]) -> bool {
    let [a, b] = edits else { return false };
    let value = |edit: &Edit| {
        graph
            .facts
            .quantity(edit.fact)
            .map(|quantity| quantity.value)
    };
    value(a) == Some(b.to) && value(b) == Some(a.to)
}

/// `cost` with what the equations around the changed figures say to it.
fn evidence(graph: &Graph<'_>, edits: &[(FactId, Decimal)], cost: u32) -> u32 {
    let values = Repaired::with(graph.facts, edits);
    let mut beside: Vec<usize> = edits
        .iter()
        .flat_map(|&(fact, _)| graph.touching(fact))
        .copied()
        .collect();
    beside.sort_unstable();
    beside.dedup();
    beside.iter().fold(cost, |cost, &at| {
        match (graph.equations[at].standing, graph.holds(at, &values)) {
            (Standing::Lenient | Standing::Held, false) => cost + GIVEN_UP,
            (Standing::Doubted | Standing::Noted, true) if graph.equations[at].is_equality() => {
                cost.saturating_sub(MENDED)
            }
            _ => cost,
        }
    })
}

/// Totals and statements before parts.
fn head(graph: &Graph<'_>, fact: FactId) -> u8 {
    let violated = graph
        .touching(fact)
        .iter()
        .map(|&at| &graph.equations[at])
        .filter(|equation| equation.standing == Standing::Violated);
    let mut roles = violated.flat_map(|equation| {
        let terms = equation.main.terms.iter();
        terms.filter(|term| term.fact == fact).map(|term| term.role)
    });
    let is_head = |role| matches!(role, Role::Total | Role::Statement | Role::Share);
    u8::from(!roles.any(is_head))
}
