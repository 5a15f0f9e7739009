//! The readings of a list, and the search for one that adds up.
//!
//! Values are taken as printed: a list with approximate figures has its flat reading only.

use std::ops::Range;

use super::{Finder, Found, Items, Opener, PartList};
use crate::{
    fact::Facts,
    quantity::{Decimal, Family},
};

/// Steps that the search for a nested reading may take.
const STEPS: u32 = 4_000;

/// How freely a reading that adds up is looked for; the freer, the likelier it is chance.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Reach {
    /// All the parts, flat.
    Whole,
    /// Also up to a seam, or in several splits.
    Seams,
    /// Also nested, with other units, or behind a seam.
    Any,
}

impl Finder<'_> {
    /// The list at `first` whose total counts the like in another unit, if it adds up: `共收到8份申请，
    /// 其中予以公开5件，部分公开3件`; `公开信息4751条，其中规范性文件2份，动态类4749条`.
    pub(super) fn across_units(
        &self,
        first: usize,
        opener: Opener,
        facts: &Facts,
    ) -> Option<Vec<PartList>> {
        let head = &self.mentions[first];
        let total = first.checked_sub(1)?;
        let whole = &self.mentions[total];
        let is_near = head.sentence - whole.sentence <= 1 && whole.depth <= head.depth;
        let is_like = head.unit.family() == Family::Item && whole.unit.family() == Family::Item;
        let is_own = facts.get(whole.fact).period.is_none() && !whole.is_difference();
        if opener == Opener::Resumed || !(is_near && is_like && is_own) {
            return None;
        }
        let exact = self.exact(total, facts)?;
        let add_up = |parts: &[usize]| {
            let value = |&at: &usize| {
                let quantity = facts.quantity(self.mentions[at].fact)?;
                quantity.interval.is_point().then_some(quantity.value)
            };
            let sum = parts.iter().map(value).sum::<Option<Decimal>>();
            parts.len() > 1 && sum == Some(exact)
        };
        let [own, others] = [head.unit, whole.unit].map(|unit| self.items(first, unit, facts));
        let (items, parts) = if add_up(&own.at[..own.n_own]) {
            let parts = own.at[..own.n_own].to_vec();
            (own, parts)
        } else {
            let parts = others.mixed.clone().filter(|parts| add_up(parts))?;
            (others, parts)
        };
        let partition = self.partition(&parts);
        let list = Found {
            totals: vec![total],
            closure: self.closure(&parts, partition, opener),
            partition,
            is_total_sure: true,
        };
        Some(self.lists(&list, &[parts], &items, facts))
    }

    /// The reading of `items` that adds up to `total`: flat, several splits one after the other, a
    /// first run of them, with other units, nested, or running on behind a seam.
    pub(super) fn fit(
        &self,
        whole: Decimal,
        items: &Items,
        (may_be_alone, reach): (bool, Reach),
        facts: &Facts,
    ) -> Option<Vec<Vec<usize>>> {
        let exact = |at: usize| {
            let quantity = facts.quantity(self.mentions[at].fact)?;
            quantity.interval.is_point().then_some(quantity.value)
        };
        let values: Vec<Decimal> = items
            .at
            .iter()
            .map(|&at| exact(at))
            .collect::<Option<_>>()?;
        let n_own = items.n_own;
        let sum = |range: &[Decimal]| {
            range
                .iter()
                .try_fold(Decimal::ZERO, |sum, v| sum.checked_add(*v))
        };
        let run = |n: usize| (n >= 2 || may_be_alone) && n > 0 && sum(&values[..n]) == Some(whole);
        let take = |n: usize| vec![items.at[..n].to_vec()];
        if run(n_own) {
            return Some(take(n_own));
        }
        if let Some(upper) = &items.upper
            && upper.len() > 1
            && upper.iter().map(|&at| exact(at)).sum::<Option<Decimal>>() == Some(whole)
        {
            return Some(vec![upper.clone()]);
        }
        if reach == Reach::Whole {
            return None;
        }
        if let Some(splits) = splits(&values[..n_own], whole) {
            return Some(runs(&splits, items));
        }
        if let Some(&n) = items.ends.iter().find(|&&n| run(n)) {
            return Some(take(n));
        }
        // Up to a part that is split itself, whether or not its own parts add up.
        let has_own_list = |n: usize| self.has_own_list(items.at[n - 1]);
        if let Some(n) = (2..n_own).find(|&n| run(n) && has_own_list(n)) {
            return Some(take(n));
        }
        let mut seams = items.ends.iter().filter(|&&n| n < n_own);
        if let Some(splits) = seams.find_map(|&n| splits(&values[..n], whole)) {
            return Some(runs(&splits, items));
        }
        if reach == Reach::Seams {
            return None;
        }
        if let Some(mixed) = &items.mixed
            && mixed.iter().map(|&at| exact(at)).sum::<Option<Decimal>>() == Some(whole)
        {
            return Some(vec![mixed.clone()]);
        }
        if let Some(n) = self.early_ends(items, may_be_alone).find(|&n| run(n)) {
            return Some(take(n));
        }
        // `公开1条，包括机构概况1条，以及预决算2条`: what is joined to all of it stands beside it.
        let joined = |at: usize| {
            self.mentions[at]
                .left
                .of(self.text)
                .trim()
                .starts_with("以及")
        };
        if n_own == 2 && run(1) && joined(items.at[1]) {
            return Some(take(1));
        }
        // Another view first, then one full partition: `其中本级12件，网络10件，信函5件`.
        let view = (1..n_own.saturating_sub(1)).find(|&from| {
            items.inner != Some(from)
                && sum(&values[from..n_own]) == Some(whole)
                && self.partition(&items.at[from..n_own]).is_some()
        });
        if let Some(from) = view {
            return Some(vec![items.at[from..n_own].to_vec()]);
        }
        // One full view first, then another of one partition: `其中市级12件，县级15件，网络10件，信函5件`.
        let ends = (2..n_own.saturating_sub(1)).filter(|&end| run(end));
        if let Some(end) = ends.into_iter().find(|&end| self.starts_a_view(items, end)) {
            return Some(take(end));
        }
        if self.is_flat(items) {
            return (n_own + 1..=values.len())
                .find(|&n| n >= 2 && run(n))
                .map(take);
        }
        let heads: Vec<bool> = items.at[..n_own]
            .iter()
            .map(|&at| self.has_own_list(at))
            .collect();
        let mut search = Search {
            values: &values[..n_own],
            taken: Vec::new(),
            steps: STEPS,
            heads: &heads,
        };
        if search.run(0, whole) {
            return Some(vec![search.taken.iter().map(|&at| items.at[at]).collect()]);
        }
        (n_own + 1..=values.len())
            .find(|&n| n >= 2 && run(n))
            .map(take)
    }

    /// Where the parts may have ended before the last figure that reads like one, the latest place
    /// first: `其中A类20条，B类60条，办理留言12条`. What `、` joins, what takes the rest, and what
    /// belongs to one partition stays together where words opened the list.
    fn early_ends(&self, items: &Items, is_opened: bool) -> impl Iterator<Item = usize> {
        let own = &items.at[..items.n_own];
        let n = items.inner.map_or(own.len(), |inner| inner + 1);
        let rest = own.iter().rposition(|&at| self.is_rest(at));
        // Up to the first semicolon, too, what belongs together stays together.
        let seam = items
            .ends
            .first()
            .copied()
            .filter(|&end| end > 1 && end < n);
        let is_whole = |end: &usize| {
            self.partition(&own[..*end]).is_some() || self.is_enumeration(&own[..*end])
        };
        let first = if !is_opened {
            n.saturating_sub(1)
        } else if let Some(seam) = seam.filter(is_whole) {
            seam
        } else if self.partition(own).is_some() || self.is_enumeration(own) {
            n
        } else {
            rest.map_or(2, |rest| rest + 1)
        };
        let ends = (first.max(2)..n)
            .rev()
            .filter(move |end| *end > 2 || end + 1 == n);
        let earliest = rest.map_or(2, |rest| rest + 1);
        let views = (earliest..n).filter(move |&end| self.turns_to_a_trait(own, end));
        ends.chain(views)
    }

    /// Whether the parts from `end` on are of one partition that those before them are not of.
    fn starts_a_view(&self, items: &Items, end: usize) -> bool {
        let own = &items.at[..items.n_own];
        let (first, rest) = own.split_at(end);
        let partition = self.partition(rest);
        partition.is_some() && self.partition(first) != partition && self.partition(own).is_none()
    }

    /// Whether the part at `end` no longer splits what those before it do: they are of one partition
    /// that it is not of, or it tells what some of them are besides (`县领导出席6场`, `涉及征收18件`).
    fn turns_to_a_trait(&self, own: &[usize], end: usize) -> bool {
        let before = &own[..end];
        let leaves_partition =
            || self.partition(before).is_some() && self.partition(&own[..=end]).is_none();
        let label = self.label(own[end]);
        let starts = |at: usize, word: &str| self.label(at).starts_with(word);
        let names_trait = self.words.traits.starts(label);
        let is_trait = names_trait
            && self.lexicon.traits.iter().any(|word| {
                label.starts_with(word.as_str()) && !before.iter().any(|&at| starts(at, word))
            });
        is_trait || leaves_partition()
    }
}

fn runs(splits: &[Range<usize>], items: &Items) -> Vec<Vec<usize>> {
    let run = |split: &Range<usize>| items.at[split.clone()].to_vec();
    splits.iter().map(run).collect()
}

/// Runs of two and more that each add up to `whole`, one after the other to the end.
fn splits(values: &[Decimal], whole: Decimal) -> Option<Vec<Range<usize>>> {
    let mut found = Vec::new();
    let (mut from, mut sum) = (0, Decimal::ZERO);
    for (at, value) in values.iter().enumerate() {
        sum = sum.checked_add(*value)?;
        if sum == whole && values.get(at + 1).is_none_or(|next| !next.is_zero()) {
            found.push(from..at + 1);
            (from, sum) = (at + 1, Decimal::ZERO);
        }
    }
    (from == values.len() && found.len() > 1 && found.iter().all(|run| run.len() > 1))
        .then_some(found)
}

/// Search for nested readings: figures that are themselves the sum of those right behind them.
struct Search<'a> {
    values: &'a [Decimal],
    taken: Vec<usize>,
    steps: u32,
    /// Which of them have parts behind them that need not be all: `网络6件，其中个人4件`.
    heads: &'a [bool],
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
            let is_split =
                (children == value && child > at + 1) || (children <= value && self.heads[at]);
            if is_split && !value.is_zero() && self.run(child + 1, less) {
                return true;
            }
        }
        self.taken.pop();
        false
    }
}
