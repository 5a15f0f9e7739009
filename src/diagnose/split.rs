//! From the repairs of a component to one diagnosis per cause.

use crate::{
    diagnose::{
        Diagnosis,
        graph::{Graph, Standing},
        implied,
        rank::{Edit, Repair},
        repaired::Repaired,
        search::{Budget, figures},
    },
    engine::judge::judge,
    fact::FactId,
    quantity::Decimal,
};

/// How many diagnoses are looked back upon for one of the same cause.
const NEAR: usize = 64;
/// The most repairs of a diagnosis.
const MOST: usize = 24;

/// Splits a component into causes, as its likeliest repair has them: figures that no violated equation
/// needs both of are causes apart.
pub(super) fn by_cause(
    graph: &Graph<'_>,
    component: &[usize],
    mut repairs: Vec<Repair>,
) -> Vec<Diagnosis> {
    repairs.sort_by_key(Repair::key);
    let Some(best) = repairs.first().cloned() else {
        return Vec::new();
    };
    let groups = groups(graph, component, &best.edits);
    if groups.len() < 2 || best.booking.is_some() {
        return vec![diagnosis(graph, component, repairs)];
    }
    groups
        .into_iter()
        .map(|(equations, facts)| {
            let is_mine = |edit: &Edit| facts.contains(&edit.fact);
            let others: Vec<(FactId, Decimal)> = best
                .edits
                .iter()
                .filter(|edit| !is_mine(edit))
                .map(|edit| (edit.fact, edit.to))
                .collect();
            // What else could have been, everything outside this cause being as it is.
            let is_other = |edit: &Edit| others.contains(&(edit.fact, edit.to));
            let mut mine: Vec<Repair> = repairs
                .iter()
                .filter(|repair| {
                    let n_others = repair.edits.iter().filter(|edit| is_other(edit)).count();
                    n_others == others.len()
                })
                .map(|repair| repair.only(graph, |edit| !is_other(edit)))
                .collect();
            mine.sort_by_key(Repair::key);
            diagnosis(graph, &equations, mine)
        })
        .collect()
}

/// Diagnoses that one repair of several figures explains, as one, where that is likelier than a cause for each.
pub(super) fn joined(diagnoses: Vec<Diagnosis>) -> Vec<Diagnosis> {
    let mut joined: Vec<Diagnosis> = Vec::with_capacity(diagnoses.len());
    for diagnosis in diagnoses {
        let near = joined.iter_mut().rev().take(NEAR);
        let mut found = near.filter_map(|other| Some((common(other, &diagnosis)?, other)));
        if let Some((repairs, other)) = found.next() {
            other.repairs = repairs;
            other.explains.extend(diagnosis.explains);
            other.explains.sort_unstable();
            other.explains.dedup();
        } else {
            drop(found);
            joined.push(diagnosis);
        }
    }
    joined
}

/// The repairs of several figures that two diagnoses share, if one of them costs less than both together.
fn common(a: &Diagnosis, b: &Diagnosis) -> Option<Vec<Repair>> {
    let apart = a.repairs.first()?.cost + b.repairs.first()?.cost;
    let is_common = |repair: &&Repair| {
        repair.edits.len() > 1 && b.repairs.iter().any(|other| other.edits == repair.edits)
    };
    let common: Vec<Repair> = a.repairs.iter().filter(is_common).cloned().collect();
    (common.first()?.cost < apart).then_some(common)
}

/// The violated equations and the figures of each cause.
fn groups(
    graph: &Graph<'_>,
    component: &[usize],
    edits: &[Edit],
) -> Vec<(Vec<usize>, Vec<FactId>)> {
    let mut groups: Vec<(Vec<usize>, Vec<FactId>)> = Vec::new();
    for &at in component {
        let mine = edits.iter().map(|edit| edit.fact);
        let mine: Vec<FactId> = mine.filter(|&fact| graph.has(at, fact)).collect();
        let (touched, mut apart): (Vec<_>, Vec<_>) = groups
            .into_iter()
            .partition(|(_, facts)| facts.iter().any(|fact| mine.contains(fact)));
        let mut group = (vec![at], mine);
        for (equations, facts) in touched {
            group.0.extend(equations);
            group.1.extend(facts);
        }
        group.0.sort_unstable();
        group.1.sort_unstable();
        group.1.dedup();
        apart.push(group);
        groups = apart;
    }
    groups
}

fn diagnosis(graph: &Graph<'_>, equations: &[usize], mut repairs: Vec<Repair>) -> Diagnosis {
    drop_guesses(graph, equations, &mut repairs);
    repairs.truncate(MOST);
    let mut explains: Vec<usize> = equations
        .iter()
        .map(|&at| graph.equations[at].judged)
        .collect();
    explains.sort_unstable();
    explains.dedup();
    Diagnosis {
        explains,
        repairs,
        rejected: Vec::new(),
    }
}

/// Of several values for one figure those are guesses that no slip explains, but for the one that the
/// main readings ask for.
fn drop_guesses(graph: &Graph<'_>, equations: &[usize], repairs: &mut Vec<Repair>) {
    let single = |repair: &Repair| match repair.edits[..] {
        [edit] => Some(edit),
        _ => None,
    };
    let is_main = |repair: &Repair| {
        let values = repair.values(graph.facts);
        equations
            .iter()
            .all(|&at| judge(&graph.equations[at].main, &values).is_held())
    };
    let values: Vec<(Edit, bool)> = repairs
        .iter()
        .filter_map(|repair| Some((single(repair)?, is_main(repair))))
        .collect();
    repairs.retain(|repair| {
        let Some(edit) = single(repair) else {
            return true;
        };
        let of_figure = || values.iter().filter(|(other, _)| other.fact == edit.fact);
        let n_main = of_figure().filter(|(_, is_main)| *is_main).count();
        let is_asked_for = n_main == 1 && of_figure().any(|&(other, main)| main && other == edit);
        of_figure().count() == 1 || edit.is_slip || is_asked_for
    });
}

/// What no small set of figures mends is taken figure by figure: first the one that mends most.
pub(super) fn one_by_one(
    graph: &Graph<'_>,
    component: &[usize],
    budget: &mut Budget,
) -> Vec<Diagnosis> {
    let mut candidates = candidates(graph, component, budget);
    let mut left = component.to_vec();
    let mut diagnoses = Vec::new();
    while let Some(n_most) = candidates.iter().map(|(mends, _)| mends.len()).max() {
        let Some((equations, _)) = candidates.iter().find(|(mends, _)| mends.len() == n_most)
        else {
            break;
        };
        let equations = equations.clone();
        let repairs = candidates
            .iter()
            .filter(|(mends, _)| *mends == equations)
            .map(|&(_, edit)| Repair::of_figures(graph, &equations, &[edit]));
        let mut repairs: Vec<Repair> = repairs.collect();
        repairs.sort_by_key(Repair::key);
        diagnoses.push(diagnosis(graph, &equations, repairs));
        left.retain(|at| !equations.contains(at));
        candidates.retain(|(mends, _)| mends.iter().all(|at| left.contains(at)));
    }
    diagnoses.extend(bounds(graph, left));
    diagnoses
}

type Candidate = (Vec<usize>, (FactId, Decimal));

/// Every single change that mends something and breaks nothing, with what it mends.
fn candidates(graph: &Graph<'_>, component: &[usize], budget: &mut Budget) -> Vec<Candidate> {
    let mut found: Vec<Candidate> = Vec::new();
    let mut values = Repaired::new(graph.facts);
    let mut proposed = Vec::new();
    for &at in component {
        for fact in figures(graph, at) {
            if !budget.spend(graph.weight(at)) {
                return found;
            }
            let origin = graph.facts.get(fact).origin;
            let main = &graph.equations[at].main;
            implied::values(main, fact, &values, origin, &mut proposed);
            for to in proposed.drain(..) {
                if found.iter().any(|(_, edit)| *edit == (fact, to)) {
                    continue;
                }
                values.edit(fact, to);
                let mut mends = Vec::new();
                let mut breaks = false;
                for &beside in graph.touching(fact) {
                    let holds = budget.spend(graph.weight(beside)) && graph.holds(beside, &values);
                    match graph.equations[beside].standing {
                        Standing::Violated if holds => mends.push(beside),
                        Standing::Held => breaks |= !holds,
                        _ => {}
                    }
                }
                values.undo();
                if !breaks && mends.contains(&at) {
                    found.push((mends, (fact, to)));
                }
            }
        }
    }
    found
}

/// Bounds that are broken by one figure are told as one; what it should be they do not say.
fn bounds(graph: &Graph<'_>, mut left: Vec<usize>) -> Vec<Diagnosis> {
    let mut diagnoses = Vec::new();
    while let Some(&first) = left.first() {
        let mut group = vec![first];
        let mut common = figures(graph, first);
        if !graph.equations[first].is_equality() {
            for &other in left.iter().skip(1) {
                let mut shared = common.clone();
                shared.retain(|&fact| graph.has(other, fact));
                if !shared.is_empty() && !graph.equations[other].is_equality() {
                    common = shared;
                    group.push(other);
                }
            }
        }
        left.retain(|at| !group.contains(at));
        diagnoses.push(diagnosis(graph, &group, Vec::new()));
    }
    diagnoses
}

/// What may be lawful is explained along where a likely cause mends it, else by itself.
pub(super) fn cover_noted(graph: &Graph<'_>, found: &mut Vec<Diagnosis>, budget: &mut Budget) {
    for (at, equation) in graph.equations.iter().enumerate() {
        if equation.standing != Standing::Noted {
            continue;
        }
        let judged = equation.judged;
        if found.iter().any(|other| other.explains.contains(&judged)) {
            continue;
        }
        let mends = |diagnosis: &&mut Diagnosis| {
            let likeliest = diagnosis.repairs.iter().take(diagnosis.n_likeliest());
            likeliest.into_iter().any(|repair| {
                let touches = repair.edits.iter().any(|edit| graph.has(at, edit.fact));
                touches && graph.holds(at, &repair.values(graph.facts))
            })
        };
        match found.iter_mut().find(mends) {
            Some(diagnosis) => diagnosis.explains.push(judged),
            None => found.extend(noted(graph, at, budget)),
        }
    }
}

fn noted(graph: &Graph<'_>, at: usize, budget: &mut Budget) -> Vec<Diagnosis> {
    let mut search = super::Search::new(graph, std::slice::from_ref(&at), budget);
    let repairs = search.single_causes();
    if repairs.is_empty() {
        bounds(graph, vec![at])
    } else {
        by_cause(graph, &[at], repairs)
    }
}
