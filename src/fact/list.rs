//! A total with its parts, in one sentence or list.
//!
//! Which figures are parts of which is told by the words that open a list
//! (`其中`, `分别为`), by brackets, by parts of one known partition, and, where lists
//! nest or two of them split one total, by the sums themselves: the reading that
//! adds up is taken. Only if none does, the flat one is, and it is for the rules to
//! say how sure that is.

use crate::{
    fact::{
        FactId, Facts,
        prose::{Cue, Mention},
    },
    quantity::{Decimal, Family, Unit},
    template::{Lexicon, Partition},
};

/// How far back a total is looked for, in figures.
const REACH: usize = 12;
/// How many figures a list may have.
const LONGEST: usize = 40;
/// Steps that the search for a reading may take.
const STEPS: u32 = 4_000;

/// A total and what it is made of.
#[derive(Debug, Clone)]
pub struct PartList {
    /// The total.
    pub total: FactId,
    /// Its parts, in order.
    pub parts: Vec<FactId>,
    /// What the words say of completeness.
    pub closure: Closure,
    /// The partition that the parts belong to, as an index into the lexicon's.
    pub partition: Option<usize>,
    /// Whether the total is beyond doubt: there is no other figure it could be.
    pub is_total_sure: bool,
    /// Whether parts with another unit stand between the others.
    pub has_strangers: bool,
}

/// What the words say of a list's completeness.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Closure {
    /// `分别为`, `分为`, or an `其他` among the parts: it is complete.
    Closed,
    /// The parts belong to a known partition.
    Exhaustive,
    /// `其中`: it may be incomplete.
    Member,
    /// `等`: it is incomplete.
    Open,
    /// Nothing but the sum says that it is a list.
    Plain,
}

/// Finds the lists of one paragraph.
pub(super) fn find(text: &str, lexicon: &Lexicon, mentions: &[Mention], facts: &mut Facts) {
    let finder = Finder {
        text,
        lexicon,
        mentions,
    };
    let first = facts.lists.len();
    for at in 1..mentions.len() {
        if let Some(list) = finder.opened_at(at, facts) {
            facts.lists.push(list);
        }
    }
    for at in 0..mentions.len().saturating_sub(2) {
        let total = mentions[at].fact;
        if facts.lists[first..].iter().any(|list| list.total == total) {
            continue;
        }
        if let Some(list) = finder.unopened_after(at, facts) {
            facts.lists.push(list);
        }
    }
}

struct Finder<'a> {
    text: &'a str,
    lexicon: &'a Lexicon,
    mentions: &'a [Mention],
}

/// The figures that may be parts of one list.
struct Items {
    /// Indices of mentions.
    at: Vec<usize>,
    /// How many of them are surely in it: those of its own sentence, up to a `此外`.
    n_own: usize,
    /// Those of its own sentence that count the like in another unit, with the others.
    mixed: Option<Vec<usize>>,
}

impl Finder<'_> {
    /// The list whose first part is the mention at `first`, if something opens one there.
    fn opened_at(&self, first: usize, facts: &Facts) -> Option<PartList> {
        let head = &self.mentions[first];
        if head.unit.family() == Family::Percent {
            return None;
        }
        let is_bracket = head.depth > self.mentions[first - 1].depth;
        let is_closed = head.before.has(Cue::Closed);
        let is_member = head.before.has(Cue::Member);
        let is_colon = head.follows_colon && head.sentence == self.mentions[first - 1].sentence;
        if !(is_bracket || is_closed || is_member || is_colon) {
            return None;
        }
        let totals = self.totals(first);
        let nearest = *totals.first()?;
        let items = self.items(first, self.mentions[nearest].unit);
        if items.at.is_empty() || (!is_member && !is_closed && items.n_own < 2) {
            return None;
        }
        let partition = self.partition(&items.at[..items.n_own]);
        let closure = self.closure(&items, partition, is_closed, is_member);
        let fitting = totals
            .iter()
            .find_map(|&total| Some((total, self.fit(total, &items, facts)?)));
        let (total, parts) = fitting.unwrap_or_else(|| (nearest, items.at[..items.n_own].to_vec()));
        Some(PartList {
            total: self.mentions[total].fact,
            parts: parts.iter().map(|&at| self.mentions[at].fact).collect(),
            closure,
            partition,
            is_total_sure: totals.len() == 1 || nearest + 1 == first,
            has_strangers: items.mixed.is_some(),
        })
    }

    /// A list that nothing opens: parts of one partition, or a sum that cannot be chance.
    fn unopened_after(&self, total: usize, facts: &Facts) -> Option<PartList> {
        let head = &self.mentions[total];
        if !matches!(
            head.unit.family(),
            Family::Item | Family::Person | Family::Money
        ) {
            return None;
        }
        let next = &self.mentions[total + 1];
        if next.sentence != head.sentence || next.depth != head.depth {
            return None;
        }
        let items = self.items(total + 1, head.unit);
        if items.n_own < 2 {
            return None;
        }
        let partition = self
            .partition(&items.at[..items.n_own])
            .filter(|&at| !self.is_named_by(total, &self.lexicon.partitions[at]));
        let closure = match partition {
            Some(_) => self.closure(&items, partition, false, false),
            None => Closure::Plain,
        };
        let fitting = self.fit(total, &items, facts);
        let parts = match (fitting, partition) {
            (Some(parts), _) => parts,
            (None, Some(_)) => items.at[..items.n_own].to_vec(),
            (None, None) => return None,
        };
        Some(PartList {
            total: head.fact,
            parts: parts.iter().map(|&at| self.mentions[at].fact).collect(),
            closure,
            partition,
            is_total_sure: true,
            has_strangers: items.mixed.is_some(),
        })
    }

    /// Figures before `first` that may be its total, nearest first.
    fn totals(&self, first: usize) -> Vec<usize> {
        let head = &self.mentions[first];
        (first.saturating_sub(REACH)..first)
            .rev()
            .filter(|&at| {
                let mention = &self.mentions[at];
                let is_kin = mention.unit == head.unit
                    || (head.unit == Unit::NONE && mention.unit.family() != Family::Percent);
                is_kin && mention.depth <= head.depth && head.sentence - mention.sentence <= 1
            })
            .collect()
    }

    /// The figures from `first` on that a list could hold.
    fn items(&self, first: usize, unit: Unit) -> Items {
        let head = &self.mentions[first];
        let mut items = Items {
            at: Vec::new(),
            n_own: 0,
            mixed: None,
        };
        let mut is_beyond = false;
        for (at, mention) in self.mentions.iter().enumerate().skip(first) {
            is_beyond |= mention.sentence != head.sentence
                || (at > first && mention.before.has(Cue::Beside));
            if mention.depth < head.depth
                || items.at.len() == LONGEST
                || (is_beyond && (head.depth > 0 || mention.before.has(Cue::Member)))
            {
                break;
            }
            if mention.depth > head.depth || mention.unit.family() == Family::Percent {
                continue;
            }
            if mention.unit == unit || mention.unit == Unit::NONE {
                items.at.push(at);
                if !is_beyond {
                    items.n_own += 1;
                    if let Some(mixed) = &mut items.mixed {
                        mixed.push(at);
                    }
                }
            } else if !is_beyond && mention.unit.family() == unit.family() {
                let pure = &items.at[..items.n_own];
                items.mixed.get_or_insert_with(|| pure.to_vec()).push(at);
            }
        }
        items
    }

    fn closure(
        &self,
        items: &Items,
        partition: Option<usize>,
        is_closed: bool,
        is_member: bool,
    ) -> Closure {
        let own = &items.at[..items.n_own];
        let ends_open = own.last().is_some_and(|&at| self.is_left_open(at));
        let has_rest = own.iter().any(|&at| {
            let label = self.mentions[at].label.of(self.text);
            self.lexicon
                .rest
                .iter()
                .any(|rest| label.contains(rest.as_str()))
        });
        let may_overlap = partition.is_some_and(|at| self.lexicon.partitions[at].may_overlap);
        if ends_open {
            Closure::Open
        } else if is_closed || has_rest {
            Closure::Closed
        } else if partition.is_some() && !may_overlap {
            Closure::Exhaustive
        } else if is_member || may_overlap {
            Closure::Member
        } else {
            Closure::Plain
        }
    }

    /// Whether the words after a figure say that the list goes on.
    fn is_left_open(&self, at: usize) -> bool {
        let right = self.mentions[at].right.of(self.text).trim();
        self.lexicon
            .open
            .iter()
            .any(|open| right.starts_with(open.as_str()) || right.ends_with(open.as_str()))
    }

    /// The partition that every one of `parts` belongs to, two of them at least by name.
    fn partition(&self, parts: &[usize]) -> Option<usize> {
        if parts.len() < 2 {
            return None;
        }
        self.lexicon.partitions.iter().position(|partition| {
            let n_named = parts
                .iter()
                .filter(|&&at| self.is_named_by(at, partition))
                .count();
            let n_rest = parts
                .iter()
                .filter(|&&at| {
                    let label = self.mentions[at].label.of(self.text);
                    !self.is_named_by(at, partition)
                        && self
                            .lexicon
                            .rest
                            .iter()
                            .any(|rest| label.contains(rest.as_str()))
                })
                .count();
            n_named >= 2 && n_named + n_rest == parts.len()
        })
    }

    fn is_named_by(&self, at: usize, partition: &Partition) -> bool {
        let label = self.mentions[at].label.of(self.text);
        partition
            .words
            .iter()
            .any(|word| label.contains(word.as_str()))
    }

    /// The reading of `items` that adds up to `total`: flat, a first run of them,
    /// running on into the next sentence, or nested.
    fn fit(&self, total: usize, items: &Items, facts: &Facts) -> Option<Vec<usize>> {
        let exact = |at: usize| {
            let quantity = facts.quantity(self.mentions[at].fact)?;
            quantity.interval.is_point().then_some(quantity.value)
        };
        let whole = exact(total)?;
        let values: Option<Vec<Decimal>> = items.at.iter().map(|&at| exact(at)).collect();
        let values = values?;
        if whole.is_zero() {
            return None;
        }
        let n_own = items.n_own;
        let flat = |n: usize| {
            let sum = values[..n]
                .iter()
                .try_fold(Decimal::ZERO, |sum, v| sum.checked_add(*v));
            (sum == Some(whole)).then(|| (0..n).collect::<Vec<_>>())
        };
        let shorter = (2..n_own).rev();
        let longer = n_own + 1..=values.len();
        let mut search = Search {
            values: &values[..n_own],
            taken: Vec::new(),
            steps: STEPS,
        };
        if let Some(mixed) = &items.mixed {
            let values = mixed.iter().map(|&at| exact(at)).sum::<Option<Decimal>>();
            if flat(n_own).is_none() && values == Some(whole) {
                return Some(mixed.clone());
            }
        }
        let chosen = flat(n_own)
            .or_else(|| shorter.filter(|&n| n + 1 >= n_own || n >= 3).find_map(flat))
            .or_else(|| search.run(0, whole).then(|| search.taken.clone()))
            .or_else(|| longer.filter(|&n| n >= 2).find_map(flat))?;
        Some(chosen.into_iter().map(|at| items.at[at]).collect())
    }
}

/// Search for nested readings: figures that are themselves the sum of those right behind them.
struct Search<'a> {
    values: &'a [Decimal],
    taken: Vec<usize>,
    steps: u32,
}

impl Search<'_> {
    fn run(&mut self, at: usize, rest: Decimal) -> bool {
        if at == self.values.len() {
            return rest.is_zero() && self.taken.len() >= 2;
        }
        if self.steps == 0 || rest.is_sign_negative() {
            return false;
        }
        self.steps -= 1;
        let value = self.values[at];
        let Some(less) = rest.checked_sub(value) else {
            return false;
        };
        self.taken.push(at);
        if self.run(at + 1, less) {
            return true;
        }
        let mut children = Decimal::ZERO;
        for child in at + 1..self.values.len() {
            let Some(sum) = children.checked_add(self.values[child]) else {
                break;
            };
            children = sum;
            if children == value && child > at + 1 && !value.is_zero() && self.run(child + 1, less)
            {
                return true;
            }
        }
        self.taken.pop();
        false
    }
}
