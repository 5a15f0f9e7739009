//! Which figure a list is the split of.

use super::{
    Closure, Finder, Items, PartList, Reach, are_kin, is_count,
    items::{CLOSE, LONGEST},
};
use crate::{
    fact::{
        Facts,
        mention::{Cue, Mention},
    },
    quantity::{Decimal, Family, Unit, glance},
};

/// How far back a total is looked for, in figures.
const REACH: usize = 12;
/// What parts are called together, in characters: `三个部门`.
const LONGEST_NAME: usize = 4;
/// How many lists back a figure may be a part of.
pub(in crate::fact) const RECENT: usize = 8;

impl Finder<'_> {
    /// Figures before `first` that may be its total, nearest first.
    pub(super) fn totals(&self, first: usize, facts: &Facts) -> Vec<usize> {
        let head = &self.mentions[first];
        let is_past = |at: usize| facts.get(self.mentions[at].fact).period.is_some();
        // What precedes it in its sentence hides the sentence before.
        let before = self.mentions[..first].iter().rev();
        let leads = before
            .take_while(|mention| mention.sentence == head.sentence)
            .all(|mention| mention.unit.family() == Family::Percent);
        // A sentence without figures may stand between a total and the `其中` that splits it.
        let gap = if head.before.has(Cue::Member) { 2 } else { 1 };
        let mut earlier = self.mentions[..first].iter().rev();
        let previous = earlier
            .find(|mention| mention.sentence < head.sentence)
            .map(|mention| mention.sentence)
            .filter(|previous| head.sentence - previous <= gap);
        let mut totals: Vec<usize> = (first.saturating_sub(REACH)..first)
            .rev()
            .filter(|&at| {
                let mention = &self.mentions[at];
                let is_kin = are_kin(mention.unit, head.unit)
                    || (head.unit == Unit::NONE && is_count(mention.unit));
                let is_near = mention.sentence == head.sentence
                    || (leads && Some(mention.sentence) == previous);
                is_kin
                    && is_near
                    && mention.depth <= head.depth.max(self.carried_depth(at))
                    && !mention.is_difference()
                    && (!is_past(at) || is_past(first))
            })
            .collect();
        if totals.is_empty() {
            return totals;
        }
        // What a list before has split may be split once more: `按途径分，…；按申请人分，…`.
        for list in facts.lists.iter().rev().take(RECENT) {
            let is_there = |&at: &usize| list.parts.contains(&self.mentions[at].fact);
            if let Some(at) = self.only_total(list)
                && !totals.contains(&at)
                && totals.iter().any(is_there)
            {
                totals.push(at);
            }
        }
        totals
    }

    /// The mention of the one total that a list of this paragraph has.
    fn only_total(&self, list: &PartList) -> Option<usize> {
        let [total] = list.totals[..] else {
            return None;
        };
        self.mentions
            .binary_search_by_key(&total, |mention| mention.fact)
            .ok()
    }

    /// A figure carried over counts beside the total even in brackets.
    fn carried_depth(&self, at: usize) -> u8 {
        let mention = &self.mentions[at];
        if mention.before.has(Cue::Carried) {
            mention.depth
        } else {
            0
        }
    }

    /// Two or three figures side by side that the parts split together.
    pub(super) fn fit_together(
        &self,
        totals: &[usize],
        items: &Items,
        facts: &Facts,
    ) -> Option<(Vec<usize>, Vec<Vec<usize>>)> {
        let sentence = self.mentions[*totals.first()?].sentence;
        let beside = totals
            .iter()
            .take(3)
            .take_while(|&&at| self.mentions[at].sentence == sentence)
            .count();
        (2..=beside).find_map(|n| {
            let whole: Decimal = totals[..n]
                .iter()
                .map(|&at| self.exact(at, facts))
                .sum::<Option<_>>()?;
            let runs = self.fit(whole, items, (false, Reach::Seams), facts)?;
            Some((totals[..n].iter().rev().copied().collect(), runs))
        })
    }

    /// The total of parts that add up to none of `totals`, and whether it is beyond doubt: it
    /// stands right before them, it is the only one, or the sum comes by far the closest to it.
    pub(super) fn presumed(
        &self,
        first: usize,
        totals: &[usize],
        own: &[usize],
        facts: &Facts,
    ) -> Option<(usize, bool)> {
        let head = &self.mentions[first];
        // A second split opened in the same sentence is that of the first one's total.
        let again = head.between.semicolon.then(|| {
            let lists = facts.lists.iter().rev().take(RECENT);
            let mut wholes = lists.filter_map(|list| self.only_total(list));
            wholes.find(|whole| totals.contains(whole))
        });
        if let Some(whole) = again.flatten().filter(|_| head.before.has(Cue::Member)) {
            return Some((whole, true));
        }
        let (&nearest, _) = totals.split_first()?;
        let value = |at: usize| {
            facts
                .quantity(self.mentions[at].fact)
                .map(|quantity| quantity.value)
        };
        let sum: Decimal = own.iter().map(|&at| value(at)).sum::<Option<Decimal>>()?;
        // `27条，其中…、法制新闻12条，其中主站采用15条`: one figure that exceeds the last part is
        // of the whole.
        if own.len() == 1
            && head.before.has(Cue::Member)
            && value(nearest).is_some_and(|part| part < sum)
        {
            let lists = facts.lists.iter().rev().take(RECENT);
            let whole = lists
                .filter(|list| list.parts.contains(&self.mentions[nearest].fact))
                .filter_map(|list| self.only_total(list))
                .find(|&whole| value(whole).is_some_and(|value| value >= sum));
            if let Some(whole) = whole {
                return Some((whole, true));
            }
        }
        if nearest + 1 == first && self.mentions[nearest].sentence == head.sentence {
            // Of several figures side by side any, or all, may be what is split.
            let beside = totals
                .iter()
                .enumerate()
                .take_while(|&(n, &at)| {
                    at + n == nearest
                        && self.mentions[at].sentence == head.sentence
                        && (n == 0 || !self.mentions[at + 1].between.semicolon)
                })
                .map(|(_, &at)| value(at))
                .collect::<Option<Vec<_>>>()?;
            let are_equal = beside.iter().all(|other| Some(*other) == value(nearest));
            // Behind a semicolon may stand something else: `许可12件、处罚6件，其中涉企许可9件、处罚4件；双公示18件`.
            let seam = own.iter().skip(1);
            let n_before = 1 + seam
                .take_while(|&&at| !self.mentions[at].between.semicolon)
                .count();
            let before = own.iter().take(n_before).map(|&at| value(at));
            let least = before.sum::<Option<Decimal>>()?;
            let is_sure = are_equal || least > beside.iter().sum();
            let is_carried = totals
                .iter()
                .take(3)
                .chain(own)
                .any(|&at| self.mentions[at].before.has(Cue::Carried));
            let is_nested =
                self.mentions[nearest].depth < head.depth || self.is_part(nearest, facts);
            // `办结87件，其中予以公开43件`: what became of things is that of what was settled.
            let is_settled = head.before.has(Cue::Member) && self.is_of_settled(nearest, own);
            let is_sure =
                (is_sure || is_nested || self.is_closest(nearest, totals, own, sum, facts))
                    && !is_carried;
            return Some((nearest, is_sure || is_settled));
        }
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
            .is_some_and(|&(next, _)| is_within(closest, Decimal::TWO, next));
        let is_near = value(total).is_some_and(|value| is_within(closest, Decimal::from(5), value));
        // A sentence of its own may split the larger figure as far as it goes, rather than exceed
        // the nearer one.
        let may_be_larger = self.mentions[total].sentence != head.sentence
            && value(total).is_some_and(|value| value < sum)
            && totals
                .iter()
                .any(|&at| value(at).is_some_and(|value| value >= sum));
        // `受理86件，同比减少19件，其中…，结转5件，上年结转3件`: what was carried on is part of what came in only with
        // what was carried in.
        let is_carried = own
            .iter()
            .any(|&at| self.mentions[at].before.has(Cue::Carried))
            && self.carried_beside(total, own).is_none();
        let is_sure = is_alone || (is_clear && is_near && !may_be_larger);
        Some((total, is_sure && !is_carried))
    }

    /// What was carried in, told right behind a total, where the parts say what was carried on: they split both,
    /// `新收317件，上年结转3件。其中，予以公开184件，……，结转下年13件`.
    pub(super) fn carried_beside(&self, total: usize, own: &[usize]) -> Option<usize> {
        let is_carried = |at: usize| self.mentions[at].before.has(Cue::Carried);
        let next = total + 1;
        let (&first, is_beside) = (
            own.first()?,
            self.mentions[next].sentence == self.mentions[total].sentence,
        );
        let goes_on = own.iter().any(|&at| is_carried(at));
        (next < first && is_beside && goes_on && is_carried(next)).then_some(next)
    }

    /// Whether parts that an `其他` closes come by far the closest to the figure right before them, of all that
    /// may be their total, and of those together.
    fn is_closest(
        &self,
        nearest: usize,
        totals: &[usize],
        own: &[usize],
        sum: Decimal,
        facts: &Facts,
    ) -> bool {
        let gap = |whole: Decimal| whole.checked_sub(sum).map(|gap| gap.abs());
        let others = totals.iter().filter(|&&at| at != nearest);
        let others: Option<Vec<Decimal>> = others.map(|&at| self.exact(at, facts)).collect();
        let (Some(whole), Some(others)) = (self.exact(nearest, facts), others) else {
            return false;
        };
        let Some(own_gap) = gap(whole) else {
            return false;
        };
        let is_far =
            |gap: Option<Decimal>| gap.is_some_and(|gap| is_within(own_gap, Decimal::TWO, gap));
        let mut together = Some(whole);
        own.last().is_some_and(|&last| self.is_rest(last))
            && is_within(own_gap, Decimal::from(CLOSE), whole)
            && others.iter().all(|&other| {
                together = together.and_then(|sum| sum.checked_add(other));
                is_far(gap(other)) && is_far(together.and_then(gap))
            })
    }

    /// Whether a figure is a part of one of the lists found last.
    pub(super) fn is_part(&self, at: usize, facts: &Facts) -> bool {
        let fact = self.mentions[at].fact;
        let recent = facts.lists.iter().rev().take(RECENT);
        recent.into_iter().any(|list| list.parts.contains(&fact))
    }

    /// Whether one of the lists found last splits this figure.
    pub(super) fn is_split(&self, at: usize, facts: &Facts) -> bool {
        let fact = self.mentions[at].fact;
        let mut recent = facts.lists.iter().rev().take(RECENT);
        recent.any(|list| list.totals == [fact])
    }

    /// A list whose total stands last and is called nothing but a total: `四项合计621条`.
    pub(super) fn summed_up_at(&self, total: usize, facts: &Facts) -> Option<PartList> {
        let head = &self.mentions[total];
        // Two parts at least stand right before it.
        let is_behind = |part: &Mention| part.sentence == head.sentence && part.depth == head.depth;
        if total < 2
            || !self.mentions[total - 2..total].iter().all(is_behind)
            || !is_count(head.unit)
        {
            return None;
        }
        let named = self.sum_word(head).or_else(|| self.sum_of_scopes(total))?;
        let mut parts: Vec<usize> = self.mentions[..total]
            .iter()
            .enumerate()
            .rev()
            .take_while(|(_, part)| is_behind(part))
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
        let fitting = |parts: &[usize]| {
            let adds_up = |from: usize| {
                let values = parts[from..].iter().map(|&at| value(at));
                values.sum::<Option<Decimal>>() == value(total)
            };
            (0..=parts.len() - 2).find(|&from| adds_up(from))
        };
        let mut fits = fitting(&parts);
        if fits.is_none() {
            // `结转14件，新收312件，其中个人290件、企业22件，合计326件`: what splits one of them is told beside it.
            let splits_one = |&at: &usize| {
                let fact = self.mentions[at].fact;
                let mut recent = facts.lists.iter().rev().take(RECENT);
                recent.any(|list| {
                    let whole = self.only_total(list);
                    list.parts.contains(&fact) && whole.is_some_and(|whole| parts.contains(&whole))
                })
            };
            let upper: Vec<usize> = parts.iter().copied().filter(|at| !splits_one(at)).collect();
            if upper.len() > 1 {
                fits = fitting(&upper);
                parts = upper;
            }
        }
        // A bare `共` may add up more than this sentence says, yet never less than the kinds of one
        // thing: `专职3人，兼职12人，共15人`.
        let is_bare = named.chars().count() < 2;
        let is_alone = head.left.of(self.text).trim() == named;
        let splits = || {
            let partition = self.partition(&parts);
            is_alone && partition.is_some_and(|at| !self.lexicon.partitions[at].may_overlap)
        };
        let is_enumerated =
            is_bare && is_alone && fits.is_none() && self.is_nearly_all(&parts, total, facts);
        let is_loose = is_bare && !is_enumerated && !splits();
        // `三个乡镇合计868条，分别为……` is told of what stands behind it.
        let is_split = || self.has_own_list(total);
        if fits.is_none() && (is_loose || is_split() || parts.iter().any(|&at| self.is_of_each(at)))
        {
            return None;
        }
        let parts = parts.split_off(fits.unwrap_or(0));
        let has_rest = parts.iter().any(|&at| self.is_rest(at));
        let closure = match (has_rest, named.chars().count()) {
            (true, _) => Closure::Rested,
            (false, 1) if fits.is_none() && !is_enumerated => Closure::Member,
            (false, 1) if fits.is_some() => Closure::Plain,
            (false, _) => Closure::Summed,
        };
        Some(PartList {
            totals: vec![head.fact],
            parts: parts.iter().map(|&at| self.mentions[at].fact).collect(),
            closure,
            partition: None,
            is_total_sure: true,
            has_strangers: false,
            may_overlap: false,
        })
    }

    /// Whether parts that `、` joins come close to the sum behind them, `甲局12件、乙局13件，共26件`, and no figure before
    /// makes it up.
    fn is_nearly_all(&self, parts: &[usize], total: usize, facts: &Facts) -> bool {
        let partition = self.partition(parts);
        let may_overlap = partition.is_some_and(|at| self.lexicon.partitions[at].may_overlap);
        if may_overlap || !self.is_enumeration(parts) {
            return false;
        }
        let values = parts.iter().map(|&at| self.exact(at, facts));
        let (Some(sum), Some(whole)) = (values.sum::<Option<Decimal>>(), self.exact(total, facts))
        else {
            return false;
        };
        let Some(gap) = whole.checked_sub(sum) else {
            return false;
        };
        let mut before = (0..parts[0]).map(|at| self.exact(at, facts));
        is_within(gap.abs(), Decimal::from(CLOSE), whole) && !before.any(|value| value == Some(gap))
    }

    /// The word that calls a figure a total and nothing else.
    pub(super) fn sum_word(&self, mention: &Mention) -> Option<&str> {
        let words = glance::trim(mention.left.of(self.text));
        let mut sums = self.words.sums.strips(words);
        sums.find(|(_, head)| head.chars().count() <= 2 || self.counts_parts(head))
            .map(|(sum, _)| sum)
    }

    /// Whether words say how many parts there are, or that they are those before: `三部门`, `以上各类`.
    fn counts_parts(&self, words: &str) -> bool {
        let mut collective = self.lexicon.collective.iter();
        let is_counted = || words.starts_with(|c| "两二三四五六七八九十".contains(c));
        words.chars().count() <= LONGEST_NAME
            && (is_counted() || collective.any(|word| words.starts_with(word.as_str())))
    }

    /// The words that call a figure the sum of what parts of the whole did: `本级新收38件，县区新收212件，全市共新收250件`.
    fn sum_of_scopes(&self, total: usize) -> Option<&str> {
        let head = &self.mentions[total];
        let words = glance::trim(head.left.of(self.text));
        if !head.before.has(Cue::WholeScope) {
            return None;
        }
        let mut sums = self.lexicon.sums.iter();
        let (whole, named, verb) = sums.find_map(|sum| {
            let (whole, named) = words.split_at_checked(glance::rfind(words, sum)?)?;
            Some((whole, named, named.strip_prefix(sum.as_str())?))
        })?;
        let is_of_part = |part: &Mention| {
            let label = glance::trim(part.left.of(self.text));
            part.before.has(Cue::PartScope) && label.ends_with(verb)
        };
        let parts = &self.mentions[total - 2..total];
        (!verb.is_empty() && whole.chars().count() <= 2 && parts.iter().all(is_of_part))
            .then_some(named)
    }
}

/// Whether a gap is at most `bound`, even `factor` times.
fn is_within(gap: Decimal, factor: Decimal, bound: Decimal) -> bool {
    gap.checked_mul(factor).is_some_and(|gap| gap <= bound)
}
