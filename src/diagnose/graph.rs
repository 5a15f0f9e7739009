//! Which equations share which figures.

use std::{borrow::Cow, cell::OnceCell, ops::Range};

use crate::{
    diagnose::repaired::Repaired,
    engine::{
        Binding, Bound, Constraint, Judged, Story,
        judge::{judge, whole},
    },
    fact::{FactId, Facts, Origin, Row, Value},
    finding::Verdict,
    pack::rule::Relation,
    quantity::Decimal,
    severity::Severity,
};

/// How many figures before a statement the one that it repeats may stand.
const BEFORE: usize = 8;

/// What diagnosis makes of an equation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Standing {
    /// It is violated, and has to be mended.
    Violated,
    /// It is violated, which may be lawful: whether it is mended proves nothing.
    Noted,
    /// It holds, and no repair may break it.
    Held,
    /// It holds, and breaking it is unlikely, but no violation.
    Lenient,
    /// It does not hold, and need not.
    Doubted,
}

/// A judged binding as an equation between figures.
#[derive(Debug)]
pub(crate) struct Equation<'a> {
    /// Its place among the judged bindings.
    pub(crate) judged: usize,
    /// The reading that findings are about.
    pub(crate) main: Cow<'a, Constraint>,
    /// What may hold instead.
    pub(crate) others: Vec<Cow<'a, Constraint>>,
    pub(crate) standing: Standing,
    pub(crate) story: Story,
}

impl Equation<'_> {
    /// What may hold, the main reading first.
    pub(super) fn readings(&self) -> impl Iterator<Item = &Constraint> {
        let others = self.others.iter().map(|other| &**other);
        std::iter::once(&*self.main).chain(others)
    }

    /// The figures of all readings, as often as they stand there.
    pub(super) fn facts(&self) -> impl Iterator<Item = FactId> {
        self.readings().flat_map(Constraint::facts)
    }

    /// Whether a figure that it lacks follows from the others.
    pub(super) fn is_equality(&self) -> bool {
        self.main.relation == Relation::Equal
    }
}

/// Figures and the equations between them.
#[derive(Debug)]
pub(crate) struct Graph<'a> {
    pub(crate) facts: &'a Facts,
    pub(crate) equations: Vec<Equation<'a>>,
    /// The equations that each figure stands in, figure by figure.
    beside: Vec<usize>,
    /// Where those of each figure begin and end.
    ranges: Vec<Range<usize>>,
    /// The figures that state ten or more, by their last digits, found when the first is asked for.
    stating: OnceCell<Vec<(u32, FactId)>>,
}

/// Whether it is a violated relation between figures.
pub(super) fn is_violated(judged: &Judged<'_>) -> bool {
    matches!(judged.binding, Binding::Bound(_))
        && matches!(judged.verdict, Verdict::Violated { .. })
}

impl<'a> Graph<'a> {
    pub(crate) fn new(facts: &'a Facts, judged: &'a [Judged<'_>]) -> Self {
        let mut equations = Vec::with_capacity(judged.len());
        for (at, one) in judged.iter().enumerate() {
            let Binding::Bound(bound) = &one.binding else {
                continue;
            };
            let Some(standing) = standing(one, bound) else {
                continue;
            };
            let others = || bound.others.iter().map(|(_, other)| other);
            equations.push(Equation {
                judged: at,
                main: said(facts, &bound.main),
                others: others().map(|other| said(facts, other)).collect(),
                standing,
                story: bound.story,
            });
            // Each further statement of the same figure is held against the same.
            for &statement in &bound.also {
                let figure = repeated(facts, statement).unwrap_or(statement);
                let with_figure = |reading| Cow::Owned(with_head(reading, figure));
                equations.push(Equation {
                    judged: at,
                    main: with_figure(&bound.main),
                    others: others().map(with_figure).collect(),
                    standing,
                    story: bound.story,
                });
            }
        }
        Self::of(facts, equations)
    }

    /// The graph of `equations`.
    pub(super) fn of(facts: &'a Facts, equations: Vec<Equation<'a>>) -> Self {
        let mut places: Vec<(usize, usize)> = Vec::with_capacity(equations.len() * 4);
        for (at, equation) in equations.iter().enumerate() {
            let facts = equation.facts();
            facts.for_each(|fact| places.push((fact.index(), at)));
        }
        let mut ranges = vec![0..0; facts.facts.len()];
        for &(fact, _) in &places {
            ranges[fact].end += 1;
        }
        let mut n_places = 0;
        for range in &mut ranges {
            let n_own = range.end;
            *range = n_places..n_places;
            n_places += n_own;
        }
        let mut beside = vec![0; n_places];
        for (fact, at) in places {
            let range = &mut ranges[fact];
            // It may stand in an equation more than once.
            if beside[range.clone()].last() != Some(&at) {
                beside[range.end] = at;
                range.end += 1;
            }
        }
        Self {
            facts,
            equations,
            beside,
            ranges,
            stating: OnceCell::new(),
        }
    }

    /// The figures that state `value`, which is ten or more, in the order of the text.
    pub(super) fn stating(&self, value: Decimal) -> impl Iterator<Item = FactId> {
        // 5 and 5.0 have the same digits, and so has 0.5: what is found is looked at again.
        let digits = |value: Decimal| match value.scale() {
            0 => value.unpack().lo,
            _ => value.normalize().unpack().lo,
        };
        let is_large = |value: Decimal| match whole(value) {
            Some(whole) => whole >= 10,
            None => value >= Decimal::TEN,
        };
        let all = self.stating.get_or_init(|| {
            let facts = (0..).map(FactId).zip(&self.facts.facts);
            let stated = facts.filter_map(|(id, fact)| match &fact.value {
                // Nearly all figures of a form are less.
                Value::Stated(quantity) if is_large(quantity.value) => {
                    Some((digits(quantity.value), id))
                }
                Value::Stated(_) | Value::Blank | Value::NotApplicable => None,
            });
            let mut all: Vec<_> = stated.collect();
            all.sort_unstable();
            all
        });
        let wanted = digits(value);
        let first = all.partition_point(|&(digits, _)| digits < wanted);
        let alike = all[first..].iter();
        alike
            .take_while(move |&&(digits, _)| digits == wanted)
            .map(|&(_, fact)| fact)
            .filter(move |&fact| {
                let stated = self.facts.quantity(fact);
                stated.is_some_and(|quantity| quantity.value == value)
            })
    }

    /// The equations that `fact` stands in, in order.
    pub(crate) fn touching(&self, fact: FactId) -> &[usize] {
        &self.beside[self.ranges[fact.index()].clone()]
    }

    /// Whether `fact` stands in any reading of `equation`.
    pub(super) fn has(&self, equation: usize, fact: FactId) -> bool {
        self.touching(fact).binary_search(&equation).is_ok()
    }

    /// The violated equations that hang together by figures they share.
    pub(super) fn components(&self) -> Vec<Vec<usize>> {
        let of = |standing: Standing| {
            let all = self.equations.iter().enumerate();
            all.filter(move |(_, equation)| equation.standing == standing)
                .map(|(at, _)| vec![at])
        };
        self.grouped(of(Standing::Violated).collect(), Standing::Violated)
    }

    /// Components that a satisfied equation ties together, as one.
    pub(super) fn joined(&self, components: Vec<Vec<usize>>) -> Vec<Vec<usize>> {
        self.grouped(components, Standing::Held)
    }

    /// Joins `groups` of equations that share a figure or stand beside one equation of the kind `through`.
    fn grouped(&self, groups: Vec<Vec<usize>>, through: Standing) -> Vec<Vec<usize>> {
        if groups.is_empty() {
            return groups;
        }
        let mut group_of: Vec<Option<usize>> = vec![None; self.equations.len()];
        for (at, group) in groups.iter().enumerate() {
            for &equation in group {
                group_of[equation] = Some(at);
            }
        }
        let mut root: Vec<usize> = (0..groups.len()).collect();
        let mut seen_by: Vec<Option<usize>> = vec![None; self.equations.len()];
        let mut is_seen = vec![false; self.facts.facts.len()];
        for (at, group) in groups.iter().enumerate() {
            let facts = group
                .iter()
                .flat_map(|&equation| self.equations[equation].main.facts())
                .filter(|fact| !std::mem::replace(&mut is_seen[fact.index()], true));
            for &beside in facts.flat_map(|fact| self.touching(fact)) {
                let other = match group_of[beside] {
                    Some(other) => other,
                    None if self.equations[beside].standing == through => {
                        *seen_by[beside].get_or_insert(at)
                    }
                    None => continue,
                };
                let (a, b) = (find(&mut root, at), find(&mut root, other));
                root[a.max(b)] = a.min(b);
            }
        }
        let mut merged: Vec<Vec<usize>> = vec![Vec::new(); groups.len()];
        for (at, group) in groups.into_iter().enumerate() {
            merged[find(&mut root, at)].extend(group);
        }
        merged.retain(|group| !group.is_empty());
        for group in &mut merged {
            group.sort_unstable();
        }
        merged
    }

    /// The figures right before and behind `fact`, in its line and in its column of a form.
    pub(super) fn neighbours(&self, fact: FactId) -> Vec<FactId> {
        let is_beside = |other: FactId| {
            let other = self.facts.facts.get(other.index());
            other.is_some_and(|other| other.origin == self.facts.get(fact).origin)
        };
        let before = fact.0.checked_sub(1).map(FactId);
        let line = before.into_iter().chain([FactId(fact.0 + 1)]);
        let mut found: Vec<FactId> = line.filter(|&other| is_beside(other)).collect();
        for table in &self.facts.tables {
            let is_it = |row: &Row| row.fact == Some(fact);
            let Some(at) = table.rows.iter().position(is_it) else {
                continue;
            };
            let places = [at.checked_sub(1), Some(at + 1)];
            let rows = places
                .into_iter()
                .flatten()
                .filter_map(|at| table.rows.get(at));
            let column = table.rows[at].column;
            found.extend(
                rows.filter(|row| row.column == column)
                    .filter_map(|row| row.fact),
            );
        }
        found.sort_unstable();
        found.dedup();
        found
    }

    /// Two unequal figures of one kind in each other's place.
    pub(super) fn swapped(&self, a: FactId, b: FactId) -> Option<Repaired<'a>> {
        let (x, y) = (self.facts.quantity(a)?, self.facts.quantity(b)?);
        let is_alike = x.unit == y.unit && x.exactness == y.exactness && x.value != y.value;
        is_alike.then(|| Repaired::with(self.facts, &[(a, y.value), (b, x.value)]))
    }

    /// Whether a lawful reading of an equation holds for `values`.
    pub(crate) fn holds(&self, equation: usize, values: &Repaired<'_>) -> bool {
        self.equations[equation].readings().any(|reading| {
            // A reading that takes a figure for something else speaks of the printed one only.
            let is_stale = reading
                .terms
                .iter()
                .any(|term| term.interval.is_some() && values.is_edited(term.fact));
            !is_stale && judge(reading, values).is_held()
        })
    }

    /// How many terms are looked at to judge an equation.
    pub(super) fn weight(&self, equation: usize) -> usize {
        let readings = self.equations[equation].readings();
        readings.map(|reading| reading.terms.len()).sum()
    }
}

fn find(root: &mut [usize], mut at: usize) -> usize {
    while root[at] != at {
        root[at] = root[root[at]];
        at = root[at];
    }
    at
}

/// What an equation is to diagnosis; nothing if it says nothing.
fn standing(judged: &Judged<'_>, bound: &Bound<'_>) -> Option<Standing> {
    let is_note = judged.severity(bound) == Severity::Note;
    match judged.verdict {
        Verdict::Violated { .. } if is_note => Some(Standing::Noted),
        Verdict::Violated { .. } => Some(Standing::Violated),
        Verdict::Unchecked(_) => bound.caution.unless_holds.map(|_| Standing::Doubted),
        Verdict::Holds | Verdict::HoldsWithinRounding { .. } if is_note => None,
        Verdict::Holds | Verdict::HoldsWithinRounding { .. } => {
            Some(if bound.caution.unless_holds.is_some() {
                Standing::Lenient
            } else {
                Standing::Held
            })
        }
        Verdict::NotApplicable => None,
    }
}

/// `reading` with the figure that a statement repeats in the place of the statement: `均为网上申请`
/// says no number of its own.
fn said<'a>(facts: &Facts, reading: &'a Constraint) -> Cow<'a, Constraint> {
    let Some(head) = reading.terms.first() else {
        return Cow::Borrowed(reading);
    };
    match repeated(facts, head.fact) {
        Some(figure) => Cow::Owned(with_head(reading, figure)),
        None => Cow::Borrowed(reading),
    }
}

/// The figure of the prose right before a statement whose value it repeats.
fn repeated(facts: &Facts, statement: FactId) -> Option<FactId> {
    let fact = facts.get(statement);
    let value = facts.quantity(statement)?.value;
    if fact.origin != Origin::Statement || value.is_zero() {
        return None;
    }
    let mut before = (0..statement.0).rev().map(FactId).take(BEFORE);
    before.find(|&figure| {
        let is_prose = facts.get(figure).origin == Origin::Prose;
        is_prose
            && facts
                .quantity(figure)
                .is_some_and(|quantity| quantity.value == value)
    })
}

/// `reading` with another figure in the place of its first.
fn with_head(reading: &Constraint, head: FactId) -> Constraint {
    let mut reading = reading.clone();
    let first = reading.terms.first().map(|term| term.fact);
    for term in &mut reading.terms {
        if Some(term.fact) == first {
            term.fact = head;
        }
    }
    reading
}
