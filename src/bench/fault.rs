//! Faults as hands make them, put into a report in which everything held.

use crate::{
    bench::{Class, random::Random, slip},
    compose::{self, Context},
    diagnose::{Graph, Repaired, Standing},
    document::Document,
    engine::{self, Story},
    fact::{Extractor, FactId, Facts, Origin},
    finding::Role,
    language::Language,
    pack::PackSet,
    pack::rule::Relation,
    quantity::{Decimal, Exactness},
    span::Span,
};

/// A fault: what is changed in the text, and what would be right.
#[derive(Debug, Clone)]
pub(super) struct Fault {
    pub(super) class: Class,
    /// `prose`, or the pack of the form whose table it is in.
    pub(super) place: String,
    pub(super) edits: Vec<(Span, String)>,
    /// The figures that are wrong now, at their places in the clean text, and what they should read.
    pub(super) truth: Vec<(Span, String)>,
    /// It breaks bounds only, which do not say what a figure should be.
    pub(super) is_bound: bool,
    /// The changes in words.
    pub(super) told: Vec<String>,
}

type Changes = Vec<(FactId, Decimal)>;

/// A clean report with what holds in it.
pub(super) struct Sound<'a> {
    packs: &'a PackSet,
    document: &'a Document,
    facts: Facts,
}

impl<'a> Sound<'a> {
    pub(super) fn new(packs: &'a PackSet, document: &'a Document) -> Self {
        let facts = Extractor::new(&packs.template).extract(document);
        Self {
            packs,
            document,
            facts,
        }
    }

    /// Up to `n_each` faults of every class in every place.
    pub(super) fn faults(&self, seed: u64, n_each: usize) -> Vec<Fault> {
        let judged = engine::evaluate(self.packs, self.document, &self.facts);
        let graph = Graph::new(&self.facts, &judged);
        let maker = Maker {
            sound: self,
            graph: &graph,
        };
        let mut random = Random::new(seed, self.document.text());
        let mut places: Vec<String> = (0..self.facts.facts.len())
            .filter_map(|at| self.place(fact_id(at)))
            .collect();
        places.sort_unstable();
        places.dedup();
        let mut faults = Vec::new();
        for place in &places {
            let mut here: Vec<FactId> = (0..self.facts.facts.len())
                .map(fact_id)
                .filter(|&fact| self.place(fact).as_ref() == Some(place) && maker.is_held(fact))
                .collect();
            for class in Class::ALL {
                random.shuffle(&mut here);
                let made = here
                    .iter()
                    .filter_map(|&fact| maker.make(class, fact, &here, &mut random));
                faults.extend(made.take(n_each));
            }
        }
        faults
    }

    /// Where a figure stands; nothing if faults are not put there.
    fn place(&self, fact: FactId) -> Option<String> {
        match self.facts.get(fact).origin {
            Origin::Prose => Some("prose".to_owned()),
            Origin::Table => {
                let mut tables = self.facts.tables.iter();
                let table =
                    tables.find(|table| table.rows.iter().any(|row| row.fact == Some(fact)))?;
                Some(self.packs.pack(table.pack).id.clone())
            }
            Origin::Statement | Origin::Chart => None,
        }
    }

    fn context(&self) -> Context<'_> {
        Context {
            document: self.document,
            facts: &self.facts,
            template: &self.packs.template,
            language: Language::Zh,
        }
    }
}

fn fact_id(at: usize) -> FactId {
    FactId(u32::try_from(at).expect("figures are capped far below 2^32"))
}

struct Maker<'a> {
    sound: &'a Sound<'a>,
    graph: &'a Graph<'a>,
}

impl Maker<'_> {
    /// Whether a figure is exact, printed in digits, and stands in something that holds.
    fn is_held(&self, fact: FactId) -> bool {
        let text = self.sound.document.text();
        let printed = self.sound.facts.get(fact).span.of(text);
        let is_plain = printed
            .chars()
            .all(|c| c.is_ascii_digit() || matches!(c, '.' | ',' | '，'));
        let is_exact = self.sound.facts.quantity(fact).is_some_and(|quantity| {
            matches!(quantity.exactness, Exactness::Exact | Exactness::Rounded)
        });
        let mut beside = self.graph.touching(fact).iter();
        is_plain
            && is_exact
            && !printed.is_empty()
            && beside.any(|&at| self.graph.equations[at].standing == Standing::Held)
    }

    fn value(&self, fact: FactId) -> Decimal {
        let quantity = self.sound.facts.quantity(fact);
        quantity.map_or(Decimal::ZERO, |quantity| quantity.value)
    }

    /// A fault of `class` at `fact`, if there can be one that a reader could detect.
    fn make(
        &self,
        class: Class,
        fact: FactId,
        here: &[FactId],
        random: &mut Random,
    ) -> Option<Fault> {
        let changes = match class {
            Class::DigitReplaced
            | Class::DigitDropped
            | Class::DigitDoubled
            | Class::DigitsTransposed
            | Class::Scale => {
                let is_share = self.has_role(fact, Role::Share);
                (!is_share || class != Class::Scale)
                    .then(|| self.slipped(class, fact, random))?
                    .map(|to| vec![(fact, to)])
            }
            Class::NeighboursSwapped => self.swapped(fact),
            Class::RowShifted => self.shifted(fact),
            Class::StaleTotal => self.stale(fact, random),
            Class::CountedTwice => self.miscounted(fact, random, Decimal::ONE),
            Class::LeftOut => self.miscounted(fact, random, Decimal::NEGATIVE_ONE),
            Class::ProseNotUpdated => return self.outdated(fact, random),
            Class::WrongShare => self.wrong_share(fact, random),
            Class::WrongCarryOver => self.wrong_carry_over(fact, random),
            Class::PairOfSlips => self.pair(fact, here, random),
        }?;
        self.fault(class, &changes, &changes)
    }

    /// The fault that makes `changes` and leaves the figures of `wrong` wrong: those it changed, or
    /// others that should have changed along.
    fn fault(&self, class: Class, changes: &Changes, wrong: &Changes) -> Option<Fault> {
        let is_changed = changes.iter().all(|&(fact, to)| to != self.value(fact));
        let broken = self.broken(changes);
        if !is_changed || broken.is_empty() {
            return None;
        }
        let context = self.sound.context();
        let printed = |&(fact, to): &(FactId, Decimal)| compose::printed(context, fact, to);
        let edits: Vec<_> = changes.iter().map(printed).collect();
        let truth = if changes == wrong {
            edits
                .iter()
                .map(|edit| (edit.span, edit.from.clone()))
                .collect()
        } else {
            let wrong = wrong.iter().map(printed);
            wrong.map(|edit| (edit.span, edit.to)).collect()
        };
        let told = changes.iter().zip(&edits).map(|(&(fact, _), edit)| {
            let label = self.sound.facts.get(fact).label;
            let label: String = label
                .of(self.sound.document.text())
                .split_whitespace()
                .collect();
            format!("{label} {} -> {}", edit.from, edit.to)
        });
        Some(Fault {
            class,
            place: self.sound.place(changes.first()?.0)?,
            told: told.collect(),
            edits: edits.into_iter().map(|edit| (edit.span, edit.to)).collect(),
            truth,
            is_bound: broken.iter().all(|&at| {
                let main = &self.graph.equations[at].main;
                main.relation != Relation::Equal
            }),
        })
    }

    /// The relations that held and would not hold any more.
    fn broken(&self, changes: &Changes) -> Vec<usize> {
        let values = Repaired::with(&self.sound.facts, changes);
        let beside = changes
            .iter()
            .flat_map(|&(fact, _)| self.graph.touching(fact));
        beside
            .copied()
            .filter(|&at| self.graph.equations[at].standing == Standing::Held)
            .filter(|&at| !self.graph.holds(at, &values))
            .collect()
    }

    fn slipped(&self, class: Class, fact: FactId, random: &mut Random) -> Option<Decimal> {
        let text = self.sound.document.text();
        let printed = self.sound.facts.get(fact).span.of(text);
        slip::slipped(class, printed, self.value(fact), random)
    }

    /// The figure and the next one of its table or list in each other's place.
    fn swapped(&self, fact: FactId) -> Option<Changes> {
        let next = FactId(fact.0 + 1);
        let facts = &self.sound.facts;
        let (a, b) = (facts.get(fact), facts.facts.get(next.index())?);
        let same = a.origin == b.origin && facts.quantity(fact)?.unit == facts.quantity(next)?.unit;
        (same && self.is_held(next) && self.shares_sum(fact, next))
            .then(|| vec![(fact, self.value(next)), (next, self.value(fact))])
    }

    fn shares_sum(&self, a: FactId, b: FactId) -> bool {
        let in_table = self.sound.facts.get(a).origin == Origin::Table;
        let mut beside = self.graph.touching(a).iter();
        in_table || beside.any(|&at| self.graph.equations[at].main.facts().any(|fact| fact == b))
    }

    /// The figure and the two rows below it, written a row too low.
    fn shifted(&self, fact: FactId) -> Option<Changes> {
        let tables = &self.sound.facts.tables;
        let (table, at) = tables.iter().find_map(|table| {
            let at = table.rows.iter().position(|row| row.fact == Some(fact))?;
            Some((table, at))
        })?;
        let column = table.rows[at].column;
        let rows: Vec<FactId> = table
            .rows
            .iter()
            .skip(at)
            .filter(|row| row.column == column)
            .filter_map(|row| row.fact)
            .take(3)
            .collect();
        let [a, b, c] = rows[..] else { return None };
        let are_held = rows
            .iter()
            .all(|&fact| self.sound.facts.quantity(fact).is_some());
        let values = [Decimal::ZERO, self.value(a), self.value(b)];
        let changes: Changes = [a, b, c].into_iter().zip(values).collect();
        let is_visible = changes.iter().all(|&(fact, to)| self.value(fact) != to);
        (are_held && is_visible).then_some(changes)
    }

    fn has_role(&self, fact: FactId, role: Role) -> bool {
        let mut beside = self.graph.touching(fact).iter();
        beside.any(|&at| {
            let equation = &self.graph.equations[at];
            let mut terms = equation.main.terms.iter();
            equation.standing == Standing::Held
                && terms.any(|term| term.fact == fact && term.role == role)
        })
    }

    /// The sum that a figure is the only total of, as an equation.
    fn sum(&self, fact: FactId) -> Option<usize> {
        let mut beside = self.graph.touching(fact).iter().copied();
        beside.find(|&at| {
            let equation = &self.graph.equations[at];
            let main = &equation.main;
            let n_totals = main.terms.iter().filter(|t| t.role == Role::Total).count();
            equation.standing == Standing::Held
                && main.relation == Relation::Equal
                && n_totals == 1
                && main
                    .terms
                    .first()
                    .is_some_and(|term| term.fact == fact && term.role == Role::Total)
        })
    }

    fn stale(&self, fact: FactId, random: &mut Random) -> Option<Changes> {
        self.sum(fact)?;
        let value = self.value(fact);
        let room = value.checked_div(Decimal::from(4))?.ceil();
        let room = usize::try_from(u64::try_from(room).ok()?).ok()?;
        let off = Decimal::from(random.below(room) + 1);
        Some(vec![(fact, value.checked_sub(off)?)])
    }

    fn miscounted(&self, fact: FactId, random: &mut Random, sign: Decimal) -> Option<Changes> {
        let equation = &self.graph.equations[self.sum(fact)?];
        let parts: Vec<Decimal> = equation
            .main
            .terms
            .iter()
            .filter(|term| term.role == Role::Part)
            .map(|term| self.value(term.fact))
            .filter(|value| !value.is_zero())
            .collect();
        let part = parts.get(random.below(parts.len()))?;
        let to = self.value(fact).checked_add(part.checked_mul(sign)?)?;
        (!to.is_zero() && parts.len() > 1).then(|| vec![(fact, to)])
    }

    /// A part of a table and its total grow, and prose that states them does not.
    fn outdated(&self, fact: FactId, random: &mut Random) -> Option<Fault> {
        if self.sound.facts.get(fact).origin != Origin::Table {
            return None;
        }
        let by = Decimal::from(random.below(9) + 1);
        let sums = self.sums_of(fact);
        let [sum] = sums[..] else { return None };
        let main = &self.graph.equations[sum].main;
        let total = main.terms.first()?.fact;
        if total == fact || self.sums_of(total).len() > 1 {
            return None;
        }
        let grown = |fact| Some((fact, self.value(fact).checked_add(by)?));
        let changes = vec![grown(fact)?, grown(total)?];
        let values = Repaired::with(&self.sound.facts, &changes);
        let mut wrong = Changes::new();
        for &(row, to) in &changes {
            for &at in self.graph.touching(row) {
                let equation = &self.graph.equations[at];
                if equation.standing != Standing::Held || self.graph.holds(at, &values) {
                    continue;
                }
                let [said, _] = &equation.main.terms[..] else {
                    return None;
                };
                let is_prose = self.sound.facts.get(said.fact).origin == Origin::Prose;
                if equation.story != Story::TieOut || !is_prose {
                    return None;
                }
                wrong.push((said.fact, to));
            }
        }
        wrong.sort_unstable();
        wrong.dedup();
        // The prose can be brought up to date without further figures.
        let all = [changes.as_slice(), &wrong].concat();
        let is_mended = self.broken(&all).is_empty();
        (is_mended && !wrong.is_empty())
            .then(|| self.fault(Class::ProseNotUpdated, &changes, &wrong))?
    }

    /// The sums of a table that a figure stands in.
    fn sums_of(&self, fact: FactId) -> Vec<usize> {
        let beside = self.graph.touching(fact).iter().copied();
        beside
            .filter(|&at| {
                let equation = &self.graph.equations[at];
                let first = equation.main.terms.first();
                equation.standing == Standing::Held
                    && equation.main.relation == Relation::Equal
                    && first.is_some_and(|term| term.role == Role::Total)
            })
            .collect()
    }

    fn wrong_share(&self, fact: FactId, random: &mut Random) -> Option<Changes> {
        if !self.has_role(fact, Role::Share) {
            return None;
        }
        let value = self.value(fact);
        let off = Decimal::from(random.below(80) + 15).checked_div(Decimal::TEN)?;
        let mut to = value.checked_add(off)?;
        if to > Decimal::ONE_HUNDRED {
            to = value.checked_sub(off)?;
        }
        Some(vec![(fact, to.round_dp(value.scale()))])
    }

    fn wrong_carry_over(&self, fact: FactId, random: &mut Random) -> Option<Changes> {
        let indicator = self.sound.facts.get(fact).indicator?;
        let key = &self.sound.packs.template.indicator(indicator).key;
        if !key.contains("carried") {
            return None;
        }
        let by = Decimal::from(random.below(9) + 1);
        Some(vec![(fact, self.value(fact).checked_add(by)?)])
    }

    fn pair(&self, fact: FactId, here: &[FactId], random: &mut Random) -> Option<Changes> {
        let other = *here.get(random.below(here.len()))?;
        let first = vec![(fact, self.slipped(Class::DigitReplaced, fact, random)?)];
        let second = vec![(other, self.slipped(Class::DigitReplaced, other, random)?)];
        let (broken, others) = (self.broken(&first), self.broken(&second));
        // Two figures of one sum could be any two of it.
        let share = broken
            .iter()
            .any(|at| self.graph.touching(other).contains(at));
        (!share && !broken.is_empty() && !others.is_empty()).then(|| [first, second].concat())
    }
}
