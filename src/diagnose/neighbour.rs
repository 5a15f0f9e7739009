//! Figures in each other's place: two neighbours swapped, a run of a column a row too high or too low.
//!
//! A hand does that in one go, however many figures it makes wrong.

use crate::{
    diagnose::{
        graph::Standing,
        repaired::Repaired,
        search::{Search, figures},
    },
    fact::FactId,
    quantity::Decimal,
};

/// How many figures of a column may have been shifted together.
const SHIFTED: std::ops::RangeInclusive<usize> = 3..=6;

impl<'a> Search<'_, 'a> {
    /// Neighbours that stand in each other's place, which a hand does in one go.
    pub(super) fn swaps(&mut self) {
        let graph = self.graph;
        let is_bound = |&at: &usize| !graph.equations[at].is_equality();
        let n_rows: usize = graph
            .facts
            .tables
            .iter()
            .map(|table| table.rows.len())
            .sum();
        if self.required.iter().all(is_bound) {
            // A bound does not say what a figure should be.
            return;
        }
        let facts = self.required_figures();
        for &fact in &facts {
            if !self.budget.spend(n_rows) {
                return;
            }
            for other in graph.neighbours(fact) {
                let is_told_already = other < fact && facts.contains(&other);
                if is_told_already || !self.budget.spend(1) {
                    continue;
                }
                if let Some(values) = graph.swapped(fact, other)
                    && self.required.iter().all(|&at| self.holds(at, &values))
                    && self.breaks_nothing(&[fact, other], &values)
                {
                    self.found.push(values.edits());
                }
            }
        }
    }

    /// Whether everything that `facts` stand in holds, violated or not as printed.
    fn breaks_nothing(&mut self, facts: &[FactId], values: &Repaired<'a>) -> bool {
        let graph = self.graph;
        let mut beside = facts.iter().flat_map(|&fact| graph.touching(fact));
        beside.all(|&at| {
            let standing = graph.equations[at].standing;
            !matches!(standing, Standing::Held | Standing::Violated) || self.holds(at, values)
        })
    }

    /// Runs of a column that mend all if they are moved by a row.
    pub(super) fn shifts(&mut self) {
        let graph = self.graph;
        let is_equality = |&&at: &&usize| graph.equations[at].is_equality();
        if self.required.iter().filter(is_equality).count() < 2 {
            // One relation does not tell a shift from a slip.
            return;
        }
        let facts = self.required_figures();
        let mut values = Repaired::new(graph.facts);
        for table in &graph.facts.tables {
            if !self.budget.spend(table.rows.len()) {
                return;
            }
            let columns = table.rows.chunk_by(|a, b| a.column == b.column);
            for column in columns {
                let column: Vec<FactId> = column.iter().filter_map(|row| row.fact).collect();
                let is_required = |fact: &FactId| facts.binary_search(fact).is_ok();
                let required: Vec<bool> = column.iter().map(is_required).collect();
                for start in 0..column.len() {
                    for run in SHIFTED.map(|n| start..start + n) {
                        if required
                            .get(run.clone())
                            .is_some_and(|run| run.contains(&true))
                        {
                            self.shift(&column[run], &mut values);
                        }
                    }
                }
            }
        }
    }

    /// Moves the figures of `run` up, then down; the one that got lost is what the relations imply.
    ///
    /// `values` are kept from one run to the next for their memory.
    fn shift(&mut self, run: &[FactId], values: &mut Repaired<'a>) {
        let graph = self.graph;
        let value = |fact: FactId| {
            let quantity = graph.facts.quantity(fact);
            quantity.map_or(Decimal::ZERO, |quantity| quantity.value)
        };
        let [first, .., last] = *run else { return };
        // Where two neighbours are alike, nothing was moved.
        if run.windows(2).any(|pair| value(pair[0]) == value(pair[1])) {
            return;
        }
        for is_up in [true, false] {
            values.clear();
            for pair in run.windows(2) {
                let (to, from) = if is_up {
                    (pair[0], pair[1])
                } else {
                    (pair[1], pair[0])
                };
                values.edit(to, value(from));
            }
            if !self.mends_some(run, values) {
                continue;
            }
            let gap = if is_up { last } else { first };
            let touching: Vec<usize> = self.touching(&[gap]);
            for to in self.proposed(values, &touching, gap) {
                values.edit(gap, to);
                if self.required.iter().all(|&at| self.holds(at, values))
                    && self.breaks_nothing(run, values)
                {
                    self.found.push(values.edits());
                }
                values.undo();
            }
        }
    }

    /// Whether some required relation holds by the moved figures alone.
    fn mends_some(&mut self, run: &[FactId], values: &Repaired<'a>) -> bool {
        let graph = self.graph;
        let required = self.required;
        let is_touched = |at: usize| run.iter().any(|&fact| graph.has(at, fact));
        required
            .iter()
            .any(|&at| is_touched(at) && self.holds(at, values))
    }

    fn touching(&self, facts: &[FactId]) -> Vec<usize> {
        let beside = facts.iter().flat_map(|&fact| self.graph.touching(fact));
        beside.copied().collect()
    }

    /// The figures of all that is required, in order.
    fn required_figures(&self) -> Vec<FactId> {
        let facts = self.required.iter().flat_map(|&at| figures(self.graph, at));
        let mut facts: Vec<FactId> = facts.collect();
        facts.sort_unstable();
        facts.dedup();
        facts
    }
}
