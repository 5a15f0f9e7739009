//! The smallest sets of changed figures under which a component holds.

use crate::{
    diagnose::{
        Rejected,
        graph::{Graph, Standing},
        implied,
        rank::Repair,
        repaired::Repaired,
        structure,
    },
    engine::Story,
    fact::FactId,
    quantity::Decimal,
};

/// The most figures that are changed at once.
const MOST_FIGURES: usize = 3;
/// The most repairs of one component that are kept.
const MOST_REPAIRS: usize = 128;
/// The most rejected changes that are remembered.
const MOST_REJECTED: usize = 12;

/// The steps that a report has taken.
#[derive(Debug, Default)]
pub(super) struct Budget {
    spent: usize,
}

impl Budget {
    /// How many terms are looked at for one report before the search ends with what it has.
    pub(super) const MOST: usize = 400_000;

    /// Takes `n` steps; false if there are none left.
    pub(super) fn spend(&mut self, n: usize) -> bool {
        let has_left = self.has_left();
        self.spent += n.max(1);
        has_left
    }

    fn has_left(&self) -> bool {
        self.spent < Self::MOST
    }

    /// How much was asked for, granted or not.
    #[cfg(test)]
    pub(super) fn spent(&self) -> usize {
        self.spent
    }
}

/// Looks for the repairs of one component.
pub(super) struct Search<'g, 'a> {
    pub(super) graph: &'g Graph<'a>,
    /// The equations that have to hold in the end.
    pub(super) required: &'g [usize],
    pub(super) budget: &'g mut Budget,
    /// What a repair may not break.
    firm: Firm,
    pub(super) found: Vec<Vec<(FactId, Decimal)>>,
    rejected: Vec<Rejected>,
}

/// Which of the relations that hold no repair may break.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Firm {
    All,
    /// All but lists of prose: a reader of lists may have found one that adds up by chance.
    NoLists,
}

impl<'g, 'a> Search<'g, 'a> {
    pub(super) fn new(graph: &'g Graph<'a>, required: &'g [usize], budget: &'g mut Budget) -> Self {
        Self {
            graph,
            required,
            budget,
            firm: Firm::All,
            found: Vec::new(),
            rejected: Vec::new(),
        }
    }

    /// Every single figure that mends all, and every term that was misbooked.
    pub(super) fn single_causes(&mut self) -> Vec<Repair> {
        let mut values = Repaired::new(self.graph.facts);
        self.last(&mut values, self.required);
        self.swaps();
        self.shifts();
        let misbooked = structure::misbookings(self.graph, self.required, self.budget);
        let mut repairs = self.repairs();
        repairs.extend(misbooked);
        repairs
    }

    /// The smallest sets of two or three figures that mend all.
    pub(super) fn several_figures(&mut self) -> Vec<Repair> {
        for n_figures in 1..=MOST_FIGURES {
            let mut values = Repaired::new(self.graph.facts);
            self.descend(&mut values, n_figures);
            if !self.found.is_empty() {
                break;
            }
        }
        self.firm = Firm::NoLists;
        let mut values = Repaired::new(self.graph.facts);
        self.last(&mut values, self.required);
        self.repairs()
    }

    /// Whether an equation holds as printed and has to go on holding.
    fn is_firm(&self, equation: usize) -> bool {
        let equation = &self.graph.equations[equation];
        let is_chance = self.firm == Firm::NoLists && equation.story == Story::List;
        equation.standing == Standing::Held && !is_chance
    }

    pub(super) fn into_rejected(self) -> Vec<Rejected> {
        self.rejected
    }

    fn repairs(&mut self) -> Vec<Repair> {
        self.found.sort_unstable();
        self.found.dedup();
        let found = std::mem::take(&mut self.found);
        found
            .iter()
            .map(|edits| Repair::of_figures(self.graph, self.required, edits))
            .collect()
    }

    /// Changes up to `n_left` figures, each to what some violated equation implies.
    fn descend(&mut self, values: &mut Repaired<'a>, n_left: usize) {
        if self.found.len() >= MOST_REPAIRS {
            return;
        }
        let violated = self.violated(values);
        if violated.is_empty() || !self.may_be_mended(&violated, n_left) {
            return;
        }
        if n_left == 1 {
            return self.last(values, &violated);
        }
        let n_terms = |&&at: &&usize| (self.graph.weight(at), at);
        let equalities = violated
            .iter()
            .filter(|&&at| self.graph.equations[at].is_equality());
        let Some(&branch) = equalities.min_by_key(n_terms) else {
            return;
        };
        for fact in figures(self.graph, branch) {
            if values.is_edited(fact) {
                continue;
            }
            for to in self.proposed(values, &violated, fact) {
                values.edit(fact, to);
                self.descend(values, n_left - 1);
                values.undo();
            }
        }
    }

    /// Changes the one figure that is left to be changed: it stands in all that is violated.
    fn last(&mut self, values: &mut Repaired<'a>, violated: &[usize]) {
        let equalities = violated
            .iter()
            .filter(|&&at| self.graph.equations[at].is_equality());
        let Some(&first) = equalities.min_by_key(|&&at| (self.graph.weight(at), at)) else {
            return;
        };
        for fact in figures(self.graph, first) {
            let in_all = violated
                .iter()
                .all(|&at| self.budget.spend(1) && self.graph.has(at, fact));
            if values.is_edited(fact) || !in_all {
                continue;
            }
            for to in self.proposed(values, violated, fact) {
                values.edit(fact, to);
                if let Some(breaks) = self.check(values, violated, fact, to) {
                    self.reject(breaks);
                }
                values.undo();
            }
        }
    }

    /// Keeps the change if it mends all and breaks nothing; tells what it breaks if that is all that is
    /// wrong with it.
    fn check(
        &mut self,
        values: &Repaired<'a>,
        violated: &[usize],
        fact: FactId,
        to: Decimal,
    ) -> Option<Rejected> {
        let graph = self.graph;
        if !violated.iter().all(|&at| self.holds(at, values)) {
            return None;
        }
        // What an earlier change has mended counts as well.
        let counts = |at: usize, search: &Self| search.is_firm(at) || search.required.contains(&at);
        let mut beside = graph.touching(fact).iter().copied();
        let broken = beside.find(|&at| counts(at, self) && !self.holds(at, values));
        match broken {
            Some(at) => Some(Rejected {
                fact,
                to,
                breaks: graph.equations[at].judged,
            }),
            None if self.found.len() < MOST_REPAIRS && self.budget.has_left() => {
                self.found.push(values.edits());
                None
            }
            None => None,
        }
    }

    fn reject(&mut self, rejected: Rejected) {
        if self.rejected.len() < MOST_REJECTED && !self.rejected.contains(&rejected) {
            self.rejected.push(rejected);
        }
    }

    pub(super) fn holds(&mut self, equation: usize, values: &Repaired<'a>) -> bool {
        self.budget.spend(self.graph.weight(equation)) && self.graph.holds(equation, values)
    }

    /// What is required and does not hold, and what held and is broken.
    fn violated(&mut self, values: &Repaired<'a>) -> Vec<usize> {
        let graph = self.graph;
        if !self.budget.spend(self.required.len()) {
            return Vec::new();
        }
        let mut violated: Vec<usize> = self.required.to_vec();
        for (fact, _) in values.edits() {
            let beside = graph.touching(fact).iter().copied();
            violated.extend(beside.filter(|&at| graph.equations[at].standing == Standing::Held));
        }
        violated.sort_unstable();
        violated.dedup();
        violated.retain(|&at| !self.holds(at, values));
        violated
    }

    /// Whether `n` figures can stand in all of `violated`: not if more of them share no figure.
    fn may_be_mended(&mut self, violated: &[usize], n: usize) -> bool {
        let mut apart: Vec<usize> = Vec::new();
        for &at in violated {
            let graph = self.graph;
            let shares = |&other: &usize| {
                graph.equations[at]
                    .main
                    .facts()
                    .any(|fact| graph.has(other, fact))
            };
            if !self.budget.spend(graph.weight(at)) {
                return false;
            }
            if !apart.iter().any(shares) {
                apart.push(at);
            }
            if apart.len() > n {
                return false;
            }
        }
        true
    }

    /// What the violated equations imply for `fact`, in order and once each.
    pub(super) fn proposed(
        &mut self,
        values: &Repaired<'a>,
        violated: &[usize],
        fact: FactId,
    ) -> Vec<Decimal> {
        let origin = self.graph.facts.get(fact).origin;
        let mut proposed = Vec::new();
        for &at in violated {
            for reading in self.graph.equations[at].readings() {
                if self.budget.spend(reading.terms.len()) {
                    implied::values(reading, fact, values, origin, &mut proposed);
                }
            }
        }
        proposed.sort_unstable();
        proposed.dedup();
        proposed
    }
}

/// The figures of an equation that may be wrong, once each.
pub(super) fn figures(graph: &Graph<'_>, equation: usize) -> Vec<FactId> {
    let mut facts: Vec<FactId> = graph.equations[equation].facts().collect();
    facts.sort_unstable();
    facts.dedup();
    facts
}
