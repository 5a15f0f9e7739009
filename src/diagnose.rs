//! Violated constraints explained by their likeliest cause (Fellegi and Holt).
//!
//! Figures are variables, bound rules are equations between them. Where equations
//! break, the smallest sets of changes are sought under which all of them hold
//! again and no other breaks; what is explained by one cause is told once.
//!
//! Everything is counted in steps, never in time: a report is diagnosed alike on
//! every machine, and a hostile one costs no more than its steps. Where nothing is
//! violated nothing is built.
//!
//! Deliberately absent: words. How a diagnosis is told is `compose`'s business.

mod cause;
mod graph;
mod implied;
mod neighbour;
mod rank;
mod repaired;
mod search;
mod slip;
mod split;
mod structure;

pub(crate) use graph::{Graph, Standing};
pub(crate) use rank::{Edit, Repair};
pub(crate) use repaired::Repaired;
pub(crate) use structure::Misbooking;

use crate::{
    engine::Judged,
    fact::{FactId, Facts},
    finding::Cause,
    quantity::Decimal,
    span::Span,
};

use search::{Budget, Search};

/// One cause and the violated bindings that it explains.
#[derive(Debug, Default)]
pub(crate) struct Diagnosis {
    /// The violated bindings, as indices into the judged ones, in their order.
    pub(crate) explains: Vec<usize>,
    /// What would mend them, likeliest first; empty where nothing can be said.
    pub(crate) repairs: Vec<Repair>,
    /// Figures that could mend them too, but for another relation that they would break.
    pub(crate) rejected: Vec<Rejected>,
}

/// A change that would mend what is violated and break something else.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Rejected {
    pub(crate) fact: FactId,
    pub(crate) to: Decimal,
    /// The binding that it would break.
    pub(crate) breaks: usize,
}

impl Diagnosis {
    /// How many of the first repairs are as likely as each other, as far as anyone can tell.
    pub(crate) fn n_likeliest(&self) -> usize {
        let Some(best) = self.repairs.first() else {
            return 0;
        };
        let most = best.cost + rank::MARGIN;
        self.repairs
            .iter()
            .take_while(|repair| repair.cost < most)
            .count()
    }

    /// The second likeliest repair, where it comes near the first.
    pub(crate) fn runner_up(&self) -> Option<&Repair> {
        let most = self.repairs.first()?.cost + 2 * rank::MARGIN;
        self.repairs.get(1).filter(|repair| repair.cost < most)
    }

    /// The repair that is likelier than all others, if there is one.
    pub(crate) fn cause(&self) -> Option<&Repair> {
        let is_clear = |repair: &&Repair| self.n_likeliest() == 1 && repair.is_explained();
        self.repairs.first().filter(is_clear)
    }
}

/// What explains the violations of a report.
#[derive(Debug, Default)]
pub struct Diagnoses(pub(crate) Vec<Diagnosis>);

impl Diagnoses {
    /// Takes out what a run of shifted figures explains in one of the tables that lost cells, and
    /// says where: there, gouji is likelier to have misread than the report to be wrong.
    pub fn take_misread(&mut self, facts: &Facts, torn: &[Span]) -> Vec<Span> {
        let mut misread = Vec::new();
        if torn.is_empty() {
            return misread;
        }
        self.0.retain(|diagnosis| {
            let shift = diagnosis
                .repairs
                .iter()
                .take(diagnosis.n_likeliest())
                .find(|repair| repair.cause == Cause::RowShifted);
            let span = shift
                .and_then(Repair::culprit)
                .map(|fact| facts.get(fact).span);
            let is_torn = |span: &Span| {
                torn.iter()
                    .any(|table| table.start <= span.start && span.end <= table.end)
            };
            match span.filter(is_torn) {
                Some(span) if diagnosis.explains.len() > 1 => {
                    misread.push(span);
                    false
                }
                _ => true,
            }
        });
        misread
    }
}

/// Explains what is violated among `judged`; every violated binding ends in one diagnosis.
#[must_use]
pub fn explain(facts: &Facts, judged: &[Judged<'_>]) -> Diagnoses {
    if !judged.iter().any(graph::is_violated) {
        return Diagnoses::default();
    }
    let graph = Graph::new(facts, judged);
    Diagnoses(explained(&graph, &mut Budget::default()))
}

/// The diagnoses of all that is violated in `graph`.
fn explained(graph: &Graph<'_>, budget: &mut Budget) -> Vec<Diagnosis> {
    let mut diagnoses = Vec::new();
    let mut unsolved = Vec::new();
    for component in graph.components() {
        let mut search = Search::new(graph, &component, budget);
        let found = search.single_causes();
        if found.is_empty() {
            unsolved.push(component);
        } else {
            let rejected = search.into_rejected();
            let of_component = split::by_cause(graph, &component, found);
            diagnoses.extend(with_rejected(of_component, &rejected));
        }
    }
    for component in graph.joined(unsolved) {
        let mut search = Search::new(graph, &component, budget);
        let found = search.several_figures();
        if found.is_empty() {
            diagnoses.extend(split::one_by_one(graph, &component, budget));
        } else {
            diagnoses.extend(split::by_cause(graph, &component, found));
        }
    }
    split::cover_noted(graph, &mut diagnoses, budget);
    let mut diagnoses = split::joined(diagnoses);
    diagnoses.sort_by(|a, b| a.explains.cmp(&b.explains));
    diagnoses
}

fn with_rejected(mut diagnoses: Vec<Diagnosis>, rejected: &[Rejected]) -> Vec<Diagnosis> {
    for diagnosis in &mut diagnoses {
        diagnosis.rejected.extend_from_slice(rejected);
    }
    diagnoses
}

#[cfg(test)]
mod tests;
