//! A total with its parts, in one sentence or list.
//!
//! Which figures are parts of which is told by the words that open a list
//! (`其中`, `分别为`), by brackets, by parts of one known partition, and, where lists
//! nest or two of them split one total, by the sums themselves: the reading that
//! adds up is taken. Only if none does, the flat one is, and it is for the rules to
//! say how sure that is.

mod fit;

use fit::Reach;

use crate::{
    fact::{
        FactId, Facts,
        kind::{KindTable, Kinds},
        mention::{Cue, Mention},
    },
    quantity::{Decimal, Family, Unit},
    template::Lexicon,
};

/// How far back a total is looked for, in figures.
const REACH: usize = 12;
/// How many figures a list may have.
const LONGEST: usize = 40;

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
    /// `合计`: it is called the sum of what precedes it.
    Summed,
    /// Nothing but the sum says that it is a list.
    Plain,
}

/// Finds the lists of one paragraph.
pub(super) fn find(
    text: &str,
    lexicon: &Lexicon,
    table: &KindTable,
    mentions: &[Mention],
    facts: &mut Facts,
) {
    if mentions.len() < 2 {
        return;
    }
    let kinds: Vec<Kinds> = mentions
        .iter()
        .map(|mention| table.of(mention.label.of(text)))
        .collect();
    let finder = Finder {
        text,
        lexicon,
        mentions,
        kinds: &kinds,
    };
    let first = facts.lists.len();
    for at in 1..mentions.len() {
        let found = finder.opened_at(at, facts);
        facts.lists.extend(found);
    }
    for at in 0..mentions.len() {
        let fact = mentions[at].fact;
        if facts.lists[first..].iter().any(|list| list.total == fact) {
            continue;
        }
        let found = finder
            .summed_up_at(at, facts)
            .map_or_else(|| finder.unopened_after(at, facts), |list| vec![list]);
        facts.lists.extend(found);
    }
}

struct Finder<'a> {
    text: &'a str,
    lexicon: &'a Lexicon,
    mentions: &'a [Mention],
    /// What each mention's label names.
    kinds: &'a [Kinds],
}

/// What opens a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Opener {
    /// `分别为`.
    Closed,
    /// `其中`.
    Member,
    /// A bracket or a colon.
    Sign,
    /// A semicolon, or a colon in a sentence of its own: another split of a total, if it adds up.
    Resumed,
    /// Nothing.
    None,
}

/// The figures that may be parts of one list.
struct Items {
    /// Indices of mentions.
    at: Vec<usize>,
    /// How many of them are taken for its parts unless the sums say otherwise.
    n_own: usize,
    /// Where a run of them may end: before a semicolon, or before a total with a list of its own.
    ends: Vec<usize>,
    /// Those of its own sentence with the ones that count the like in another unit.
    mixed: Option<Vec<usize>>,
    /// Whether it was cut short before a figure that has a list of its own.
    is_cut: bool,
}

impl Finder<'_> {
    fn opener(&self, first: usize) -> Opener {
        let (head, previous) = (&self.mentions[first], &self.mentions[first - 1]);
        let is_same = head.sentence == previous.sentence;
        if head.before.has(Cue::Closed) {
            Opener::Closed
        } else if head.before.has(Cue::Member) {
            Opener::Member
        } else if head.depth > previous.depth || (head.between.colon && is_same) {
            Opener::Sign
        } else if head.between.colon || (head.between.semicolon && is_same) {
            Opener::Resumed
        } else {
            Opener::None
        }
    }

    /// The lists whose first part is the mention at `first`, if something opens one there.
    fn opened_at(&self, first: usize, facts: &Facts) -> Vec<PartList> {
        let opener = self.opener(first);
        if opener == Opener::None || !is_count(self.mentions[first].unit) {
            return Vec::new();
        }
        let totals = self.totals(first);
        let Some(&nearest) = totals.first() else {
            return Vec::new();
        };
        let items = self.items(first, self.mentions[nearest].unit);
        let own = &items.at[..items.n_own];
        let partition = self.partition(own);
        let may_be_alone = matches!(opener, Opener::Closed | Opener::Member);
        if own.is_empty()
            || (own.len() < 2 && !may_be_alone)
            || (opener == Opener::Resumed && partition.is_none())
        {
            return Vec::new();
        }
        let closure = self.closure(own, partition, opener);
        let is_bound = opener == Opener::Sign;
        let fitting = totals.iter().find_map(|&total| {
            let reach = match (total == nearest, is_bound) {
                (true, _) => Reach::Any,
                (false, false) => Reach::Whole,
                // A bracket belongs to the figure before it.
                (false, true) => return None,
            };
            Some((
                total,
                self.fit(total, &items, (may_be_alone, reach), facts)?,
            ))
        });
        if opener == Opener::Resumed && fitting.is_none() {
            return Vec::new();
        }
        let (total, runs, is_total_sure) = match fitting {
            Some((total, runs)) => (total, runs, true),
            None => {
                let presumed = self.presumed(first, &totals, own, facts);
                let (total, is_sure) = presumed.unwrap_or((nearest, false));
                (total, vec![own.to_vec()], is_sure)
            }
        };
        self.lists(total, &runs, closure, partition, is_total_sure, &items)
    }

    /// A list that nothing opens: parts of one partition, or a sum that cannot be chance.
    fn unopened_after(&self, total: usize, facts: &Facts) -> Vec<PartList> {
        let (head, Some(next)) = (&self.mentions[total], self.mentions.get(total + 1)) else {
            return Vec::new();
        };
        if !is_count(head.unit)
            || head.unit == Unit::NONE
            || next.sentence != head.sentence
            || next.depth != head.depth
            || next.between.semicolon
            || self.kinds[total].is_known()
        {
            return Vec::new();
        }
        let items = self.items(total + 1, head.unit);
        if items.n_own < 2 {
            return Vec::new();
        }
        let own = &items.at[..items.n_own];
        let partition = self
            .partition(own)
            .filter(|&at| !self.lexicon.partitions[at].may_overlap);
        let reach = if partition.is_some() {
            Reach::Any
        } else {
            Reach::Seams
        };
        let runs = match (self.fit(total, &items, (false, reach), facts), partition) {
            (Some(runs), _) => runs,
            (None, Some(_)) if self.leads_its_sentence(total) => vec![own.to_vec()],
            (None, _) => return Vec::new(),
        };
        let closure = match partition {
            Some(_) => self.closure(own, partition, Opener::None),
            None => Closure::Plain,
        };
        self.lists(total, &runs, closure, partition, true, &items)
    }

    /// Whether no figure of its unit stands before it in its sentence: it is no item of a list.
    fn leads_its_sentence(&self, at: usize) -> bool {
        let head = &self.mentions[at];
        !self.mentions[..at]
            .iter()
            .rev()
            .take_while(|other| other.sentence == head.sentence)
            .any(|other| other.unit == head.unit)
    }

    /// A list whose total stands last and is called nothing but a total: `四项合计621条`.
    fn summed_up_at(&self, total: usize, facts: &Facts) -> Option<PartList> {
        let head = &self.mentions[total];
        if total < 2 || !is_count(head.unit) || !self.is_mere_sum(head) {
            return None;
        }
        let mut parts: Vec<usize> = self.mentions[..total]
            .iter()
            .enumerate()
            .rev()
            .take_while(|(_, part)| part.sentence == head.sentence && part.depth == head.depth)
            .filter(|(_, part)| part.unit == head.unit || part.unit == Unit::NONE)
            .map(|(at, _)| at)
            .take(LONGEST)
            .collect();
        parts.reverse();
        if parts.len() < 2 {
            return None;
        }
        let value = |at: usize| {
            facts
                .quantity(self.mentions[at].fact)
                .map(|quantity| quantity.value)
        };
        let adds_up = |from: usize| {
            parts[from..]
                .iter()
                .map(|&at| value(at))
                .sum::<Option<Decimal>>()
                == value(total)
        };
        let fitting = (0..=parts.len() - 2).find(|&from| adds_up(from));
        let parts = parts.split_off(fitting.unwrap_or(0));
        let has_rest = parts.iter().any(|&at| self.is_rest(at));
        let closure = if has_rest {
            Closure::Closed
        } else {
            Closure::Summed
        };
        Some(PartList {
            total: head.fact,
            parts: parts.iter().map(|&at| self.mentions[at].fact).collect(),
            closure,
            partition: None,
            is_total_sure: true,
            has_strangers: false,
        })
    }

    fn lists(
        &self,
        total: usize,
        runs: &[Vec<usize>],
        closure: Closure,
        partition: Option<usize>,
        is_total_sure: bool,
        items: &Items,
    ) -> Vec<PartList> {
        runs.iter()
            .map(|run| PartList {
                total: self.mentions[total].fact,
                parts: run.iter().map(|&at| self.mentions[at].fact).collect(),
                closure,
                partition,
                is_total_sure,
                has_strangers: items.mixed.is_some() || (items.is_cut && partition.is_none()),
            })
            .collect()
    }

    /// Figures before `first` that may be its total, nearest first.
    fn totals(&self, first: usize) -> Vec<usize> {
        let head = &self.mentions[first];
        (first.saturating_sub(REACH)..first)
            .rev()
            .filter(|&at| {
                let mention = &self.mentions[at];
                let is_kin = mention.unit == head.unit
                    || (head.unit == Unit::NONE && is_count(mention.unit));
                is_kin && mention.depth <= head.depth && head.sentence - mention.sentence <= 1
            })
            .collect()
    }

    /// The total of parts that add up to none of `totals`, and whether it is beyond doubt: it
    /// stands right before them, it is the only one, or the sum comes by far the closest to it.
    fn presumed(
        &self,
        first: usize,
        totals: &[usize],
        own: &[usize],
        facts: &Facts,
    ) -> Option<(usize, bool)> {
        let (&nearest, _) = totals.split_first()?;
        let head = &self.mentions[first];
        if nearest + 1 == first && self.mentions[nearest].sentence == head.sentence {
            return Some((nearest, true));
        }
        let value = |at: usize| {
            facts
                .quantity(self.mentions[at].fact)
                .map(|quantity| quantity.value)
        };
        let sum: Decimal = own.iter().map(|&at| value(at)).sum::<Option<Decimal>>()?;
        let mut distances: Vec<(Decimal, usize)> = totals
            .iter()
            .filter_map(|&at| Some((value(at)?.checked_sub(sum)?.abs(), at)))
            .collect();
        distances.sort_by_key(|&(distance, _)| distance);
        let (closest, total) = *distances.first()?;
        let is_alone = distances.iter().all(|&(distance, _)| distance == closest);
        let is_clear = distances
            .iter()
            .find(|&&(distance, _)| distance != closest)
            .is_some_and(|&(next, _)| closest * Decimal::TWO <= next);
        let is_near = value(total).is_some_and(|value| closest * Decimal::from(5) <= value);
        Some((total, is_alone || (is_clear && is_near)))
    }

    /// The figures from `first` on that a list could hold.
    fn items(&self, first: usize, unit: Unit) -> Items {
        let head = &self.mentions[first];
        let mut items = Items {
            at: Vec::new(),
            n_own: 0,
            ends: Vec::new(),
            mixed: None,
            is_cut: false,
        };
        let mut is_beyond = false;
        for (at, mention) in self.mentions.iter().enumerate().skip(first) {
            let is_new = mention.sentence != head.sentence;
            is_beyond |= is_new || (at > first && mention.before.has(Cue::Beside));
            if mention.depth < head.depth
                || items.at.len() == LONGEST
                || (is_beyond && (head.depth > 0 || mention.before.has(Cue::Member)))
            {
                break;
            }
            if mention.depth > head.depth || mention.unit.family() == Family::Percent {
                continue;
            }
            let has_own_list = self.mentions.get(at + 1).is_some_and(|next| {
                next.sentence == mention.sentence
                    && (next.before.has(Cue::Member) || next.before.has(Cue::Closed))
            });
            let is_seam = at > first && mention.between.semicolon;
            // `；行政诉讼2件，其中…` is the next total, not a part.
            if is_seam && has_own_list {
                items.is_cut |= !is_beyond;
                is_beyond = true;
            }
            if mention.unit == unit || mention.unit == Unit::NONE {
                if is_seam || (at > first && has_own_list) {
                    items.ends.push(items.at.len());
                }
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

    fn closure(&self, own: &[usize], partition: Option<usize>, opener: Opener) -> Closure {
        let ends_open = own.last().is_some_and(|&at| self.is_left_open(at));
        let has_rest = own.iter().any(|&at| self.is_rest(at));
        let may_overlap = partition.is_some_and(|at| self.lexicon.partitions[at].may_overlap);
        if ends_open {
            Closure::Open
        } else if opener == Opener::Closed || has_rest {
            Closure::Closed
        } else if partition.is_some() && !may_overlap {
            Closure::Exhaustive
        } else if opener == Opener::Member || may_overlap {
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

    /// Whether a part takes what is left.
    fn is_rest(&self, at: usize) -> bool {
        self.kinds[at].is_rest()
    }

    /// Whether a figure is called a total and nothing else.
    fn is_mere_sum(&self, mention: &Mention) -> bool {
        let words = mention.left.of(self.text).trim();
        self.lexicon.sums.iter().any(|sum| {
            words
                .strip_suffix(sum.as_str())
                .is_some_and(|head| head.chars().count() <= 2)
        })
    }

    /// The partition that every one of `parts` belongs to, two of them at least by name.
    fn partition(&self, parts: &[usize]) -> Option<usize> {
        Kinds::common(parts.iter().map(|&at| self.kinds[at]))
    }
}

/// Whether a unit counts things, people or money rather than being a rate.
fn is_count(unit: Unit) -> bool {
    matches!(
        unit.family(),
        Family::Item | Family::Person | Family::Money | Family::None
    )
}
