//! Which figures behind an opener a list could hold, and those it holds if nothing adds up.

use super::{Finder, are_kin};
use crate::{
    fact::{
        Facts,
        mention::{Cue, Mention},
    },
    quantity::{Decimal, Family, Unit, glance},
    span::Span,
};

/// How many figures a list may have.
pub(super) const LONGEST: usize = 40;

/// A sum that differs from its total by no more than one part in so many comes close to it.
pub(super) const CLOSE: i64 = 20;
/// Of how many times as much some parts are next to nothing.
const FEW: i64 = 4;

/// The figures that may be parts of one list.
pub(super) struct Items {
    /// Indices of mentions.
    pub(super) at: Vec<usize>,
    /// How many of them are taken for its parts unless the sums say otherwise.
    pub(super) n_own: usize,
    /// Where a run of them may end: before a semicolon, or before a total with a list of its own.
    pub(super) ends: Vec<usize>,
    /// Those of its own sentence with the ones that count the like in another unit.
    pub(super) mixed: Option<Vec<usize>>,
    /// Those between semicolons only, where what stands between is a level below.
    pub(super) upper: Option<Vec<usize>>,
    /// Whether it was cut short before a figure that has a list of its own.
    pub(super) is_cut: bool,
    /// Where another `其中` stands among them: what follows splits the one before it, or the total
    /// once more.
    pub(super) inner: Option<usize>,
}

impl Items {
    /// Leaves the first `end` figures.
    pub(super) fn cut_to(&mut self, end: usize) {
        self.at.truncate(end);
        self.n_own = self.n_own.min(end);
        self.ends.retain(|&other| other < end);
        self.inner = self.inner.filter(|&inner| inner < end);
        (self.mixed, self.upper) = (None, None);
    }
}

impl Finder<'_> {
    /// The figures from `first` on that a list could hold.
    pub(super) fn items(&self, first: usize, unit: Unit, facts: &Facts) -> Items {
        let head = &self.mentions[first];
        let mut items = Items {
            at: Vec::with_capacity(8),
            n_own: 0,
            ends: Vec::new(),
            mixed: None,
            upper: self.is_split_by_seams(first).then(Vec::new),
            is_cut: false,
            inner: None,
        };
        // `2020年工作报告1条` names its year and is of this one.
        let is_past = |mention: &Mention| {
            let starts = |other: &String| mention.label.of(self.text).starts_with(other.as_str());
            facts.get(mention.fact).period.is_some() && self.lexicon.other_period.iter().any(starts)
        };
        let mut is_beyond = false;
        // Where the parts of a part end, as their `等` tells.
        let mut inner_end = 0;
        for (at, mention) in self.mentions.iter().enumerate().skip(first) {
            let is_new = mention.sentence != head.sentence;
            // What ends in `等` has ended.
            let has_ended = || items.at.last().is_some_and(|&last| self.is_left_open(last));
            is_beyond = is_beyond
                || is_new
                || (at > first && mention.before.has(Cue::Beside))
                || has_ended();
            if mention.depth < head.depth
                || items.at.len() == LONGEST
                || (is_beyond && (head.depth > 0 || mention.before.has(Cue::Member)))
            {
                break;
            }
            let is_seam = at > first && mention.between.semicolon;
            if mention.depth > head.depth
                || mention.unit.family() == Family::Percent
                || mention.is_difference()
            {
                continue;
            }
            // `网站17052条，历年累计29114条`: beside a part stands what it was in other years.
            if at < inner_end || (is_past(mention) && !is_past(head)) {
                continue;
            }
            let has_own_list = self.has_own_list(at);
            if has_own_list && items.upper.is_none() {
                inner_end = self.end_of_open_list(at + 1);
            }
            if is_seam && items.upper.is_none() {
                // `；行政诉讼2件，其中…` is the next total, not a part.
                items.is_cut |= has_own_list && !is_beyond;
                is_beyond |= has_own_list;
            }
            // A bare figure is a part only where nothing follows it: `部分公开67，`, not `45岁`.
            let is_bare = mention.unit == Unit::NONE
                && glance::trim(mention.right.of(self.text)).is_empty()
                && self.is_plain(mention);
            if are_kin(mention.unit, unit) || is_bare {
                let is_inner = at > first && !is_beyond && mention.before.has(Cue::Member);
                if is_seam || is_inner || (at > first && has_own_list) {
                    items.ends.push(items.at.len());
                }
                if is_inner && items.inner.is_none() {
                    items.inner = Some(items.at.len());
                }
                items.at.push(at);
                if let Some(upper) = items
                    .upper
                    .as_mut()
                    .filter(|_| !is_beyond && (is_seam || at == first))
                {
                    upper.push(at);
                }
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

    /// Whether the figure at `first` is a part of the list it starts, whatever else is: another figure of its
    /// unit is the total.
    pub(super) fn is_surely_own(&self, first: usize) -> bool {
        let head = &self.mentions[first];
        head.unit != Unit::NONE && !head.is_difference()
    }

    /// Whether two figures or more from `first` on may be parts of what counts in `unit`, which they cannot where
    /// their sentence ends too early; no is certain.
    pub(super) fn may_have_two(&self, first: usize, unit: Unit) -> bool {
        let sentence = self.mentions[first].sentence;
        let rest = self.mentions[first..].iter();
        let mut parts = rest
            .take_while(|mention| mention.sentence == sentence)
            .filter(|mention| mention.unit == Unit::NONE || are_kin(mention.unit, unit));
        parts.nth(1).is_some()
    }

    /// Whether `、` joins parts of one partition, of which none splits another: `维持5件、纠正1件、其他4件`.
    pub(super) fn is_flat(&self, items: &Items) -> bool {
        let own = &items.at[..items.n_own];
        let seam = items
            .ends
            .first()
            .map_or(own.len(), |&end| end.min(own.len()));
        let first = &own[..seam];
        first.len() > 2 && self.is_enumeration(first) && self.partition(first).is_some()
    }

    /// Where a list that does not add up ends at the latest: behind a semicolon stands something else than
    /// what ended in `其他`, or than the parts of one partition.
    pub(super) fn end_at_seam(&self, total: usize, items: &Items, facts: &Facts) -> Option<usize> {
        let own = &items.at[..items.n_own];
        let is_over = |end: usize| {
            // Where semicolons join all parts, one more is no seam.
            let is_seam = self.mentions[own[end]].between.semicolon
                && !self.are_joined_by_semicolons(&own[..end]);
            let leaves_partition =
                || self.partition(&own[..end]).is_some() && self.partition(&own[..=end]).is_none();
            let has_rest = || self.is_rest(own[end - 1]) && !self.goes_on(total, own, end, facts);
            is_seam && end > 1 && (has_rest() || leaves_partition())
        };
        let mut ends = items.ends.iter().copied();
        ends.find(|&end| end < own.len() && is_over(end))
    }

    /// Whether a list goes on behind the `其他` at its seam: it ends in another, and all of it comes close to
    /// the total, of which the parts up to there are next to nothing: `规范性文件6条、其他文件8条；动态信息2128条、其他信息5989条`.
    fn goes_on(&self, total: usize, own: &[usize], end: usize, facts: &Facts) -> bool {
        let sum = |parts: &[usize]| {
            let values = parts.iter().map(|&at| self.exact(at, facts));
            values.sum::<Option<Decimal>>()
        };
        let (Some(whole), Some(all), Some(first)) =
            (self.exact(total, facts), sum(own), sum(&own[..end]))
        else {
            return false;
        };
        let times = |value: Decimal, n: i64| value.checked_mul(Decimal::from(n));
        let is_close = whole
            .checked_sub(all)
            .and_then(|gap| times(gap.abs(), CLOSE))
            .is_some_and(|gap| gap <= whole);
        let is_little = times(first, FEW).is_some_and(|first| first <= whole);
        own.last().is_some_and(|&last| self.is_rest(last)) && is_close && is_little
    }

    /// `items` without what is no part beside the others: what those so far make together, told behind them
    /// (`公开20件，不公开15件，共办结35件，另有6件`), what was sent to others, what was done of what was to be done,
    /// what is still open beside what was settled, and what is of another year.
    pub(super) fn without_strangers(
        &self,
        total: usize,
        items: &Items,
        facts: &Facts,
    ) -> Option<Items> {
        let own = &items.at[..items.n_own];
        let first = *own.first()?;
        // Of what another year had, this year has no part: `2022年的1200条中，13条失效，2023年新公开1310条`.
        let is_dated = |at: usize| facts.get(self.mentions[at].fact).period.is_some();
        let is_of_other = is_dated(total) && is_dated(first);
        // What all parts make so far, and those since the last such sum.
        let (mut all, mut run, mut n_run) = (Decimal::ZERO, Decimal::ZERO, 0);
        let mut is_stranger = |n: usize, at: usize| {
            let is_done = || n > 0 && self.is_done_of(at, own[n - 1]);
            let is_foreign = (is_of_other && !is_dated(at)) || self.is_sent(at, [total, first]);
            if is_foreign || is_done() || self.is_open_of(at, total) {
                return true;
            }
            let Some(value) = self.exact(at, facts) else {
                return false;
            };
            let is_sum = value == all || (n_run > 1 && value == run);
            if n > 1 && is_sum && self.names_sum(at) {
                (run, n_run) = (Decimal::ZERO, 0);
                return true;
            }
            all = all.checked_add(value).unwrap_or(all);
            run = run.checked_add(value).unwrap_or(run);
            n_run += 1;
            false
        };
        let strangers: Vec<bool> = (0..).zip(own).map(|(n, &at)| is_stranger(n, at)).collect();
        let is_left = |at: &&usize| {
            let place = own.iter().position(|own| own == *at);
            !place.is_some_and(|place| strangers[place])
        };
        let n_own = strangers
            .iter()
            .filter(|is_stranger| !**is_stranger)
            .count();
        (n_own < items.n_own).then_some(Items {
            at: items.at.iter().filter(is_left).copied().collect(),
            n_own,
            ends: Vec::new(),
            mixed: items
                .mixed
                .as_ref()
                .map(|mixed| mixed.iter().filter(is_left).copied().collect()),
            upper: None,
            is_cut: items.is_cut,
            inner: None,
        })
    }

    /// Whether a figure is called a sum, or what was done with all: `合计`, `两类共`, `共办结`.
    fn names_sum(&self, at: usize) -> bool {
        if self.sum_word(&self.mentions[at]).is_some() {
            return true;
        }
        let words = self.mentions[at].left.of(self.text).trim();
        let sums = self.lexicon.sums.iter();
        let bare = sums.fold(words, |words, sum| {
            words.strip_prefix(sum.as_str()).unwrap_or(words)
        });
        bare.is_empty()
            || (bare.len() < words.len() && self.starts_with_verb(bare))
            || self
                .lexicon
                .stages
                .iter()
                .any(|stage| bare.starts_with(stage.as_str()))
    }

    /// Whether words begin with what somebody does: `发布`.
    fn starts_with_verb(&self, words: &str) -> bool {
        let mut verbs = self.lexicon.verbs.iter();
        verbs.any(|verb| words.starts_with(verb.as_str()))
    }

    /// Whether a figure is nothing but digits: the one of `粉丝51万左右` counts other things.
    fn is_plain(&self, mention: &Mention) -> bool {
        let printed = Span {
            start: mention.left.end,
            end: mention.right.start.max(mention.left.end),
        };
        !printed.of(self.text).contains(char::is_alphabetic)
    }

    /// Whether `、` joins each of the figures to the next.
    pub(super) fn is_enumeration(&self, parts: &[usize]) -> bool {
        let is_joined = |&at: &usize| {
            let rest = self.text.get(self.mentions[at].right.end as usize..);
            rest.is_some_and(|rest| rest.trim_start().starts_with('、'))
        };
        parts
            .split_last()
            .is_some_and(|(_, before)| before.iter().all(is_joined))
    }

    /// Behind the last figure of the list that starts at `first`, if that ends in `等` before its
    /// sentence does; `first` otherwise.
    fn end_of_open_list(&self, first: usize) -> usize {
        let Some(head) = self.mentions.get(first) else {
            return first;
        };
        let mut inner = self.mentions[first..].iter().take(LONGEST);
        let n = inner
            .by_ref()
            .take_while(|mention| mention.sentence == head.sentence && mention.depth == head.depth)
            .count();
        let open = (first..first + n).find(|&at| self.is_left_open(at));
        open.filter(|&at| at + 1 < first + n)
            .map_or(first, |at| at + 1)
    }

    /// Whether the figure at `at` is followed by parts of its own.
    pub(super) fn has_own_list(&self, at: usize) -> bool {
        let mention = &self.mentions[at];
        self.mentions.get(at + 1).is_some_and(|next| {
            next.sentence == mention.sentence
                && next.depth == mention.depth
                && (next.before.has(Cue::Member) || next.before.has(Cue::Closed))
        })
    }

    /// Whether the list that starts at `first` has its parts between semicolons, so that what
    /// stands between them is a level below.
    fn is_split_by_seams(&self, first: usize) -> bool {
        let head = &self.mentions[first];
        let mut rest = self.mentions[first + 1..]
            .iter()
            .take(LONGEST)
            .take_while(|mention| mention.sentence == head.sentence && mention.depth >= head.depth)
            .filter(|mention| mention.depth == head.depth);
        let is_next = rest.next().is_some_and(|next| {
            let at = self
                .mentions
                .partition_point(|mention| mention.fact < next.fact);
            next.between.semicolon && (!self.has_own_list(at) || self.has_own_list(first))
        });
        is_next || (self.has_own_list(first) && rest.any(|mention| mention.between.semicolon))
    }

    /// The parts of a list that does not add up: those of its own level, without those at the end
    /// that only split the one before them.
    pub(super) fn default_parts(&self, total: usize, items: &Items, facts: &Facts) -> Vec<usize> {
        let own = &items.at[..items.n_own];
        let has_levels = own.iter().any(|&at| self.has_own_list(at));
        if let Some(upper) = items
            .upper
            .as_ref()
            .filter(|upper| has_levels && upper.len() > 1)
        {
            return upper.clone();
        }
        let own = &own[..items.inner.unwrap_or(own.len())];
        // A list within a list ends where the outer one goes on.
        let own = match items.ends.first() {
            Some(&end) if end > 0 && end < own.len() && self.is_part(total, facts) => &own[..end],
            _ => own,
        };
        let sum = |parts: &[usize]| {
            parts
                .iter()
                .map(|&at| self.exact(at, facts))
                .sum::<Option<Decimal>>()
        };
        let split = (0..own.len().saturating_sub(3)).find(|&at| {
            self.exact(own[at], facts)
                .is_some_and(|value| sum(&own[at + 1..]) == Some(value))
        });
        let split = split.filter(|_| !self.is_flat(items));
        split.map_or(own, |at| &own[..=at]).to_vec()
    }
}
