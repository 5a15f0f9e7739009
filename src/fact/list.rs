//! A total with its parts, in one sentence or list.
//!
//! Which figures are parts of which is told by the words that open a list
//! (`其中`, `分别为`), by brackets, by parts of one known partition, and, where lists
//! nest or two of them split one total, by the sums themselves: the reading that
//! adds up is taken. Only if none does, the flat one is, and it is for the rules to
//! say how sure that is.

mod closure;
mod fit;
mod items;
mod total;
mod words;

use fit::Reach;
use items::Items;
pub(super) use total::RECENT;
pub(super) use words::Words;

use crate::{
    fact::{
        FactId, Facts,
        kind::{KindTable, Kinds},
        mention::{Cue, Mention},
    },
    quantity::{Decimal, Family, Unit, glance},
    span::Span,
    template::Lexicon,
};

/// A total and what it is made of.
#[derive(Debug, Clone)]
pub struct PartList {
    /// The total; several figures where what they make together was split: 新收 and 上年结转.
    pub totals: Vec<FactId>,
    /// Its parts, in order.
    pub parts: Vec<FactId>,
    /// What the words say of completeness.
    pub closure: Closure,
    /// The partition that the parts belong to, as an index into the lexicon's.
    pub partition: Option<usize>,
    /// Whether the total is beyond doubt: there is no other figure it could be.
    pub is_total_sure: bool,
    /// Whether parts with another unit, or of another level, stand between the others.
    pub has_strangers: bool,
    /// Whether one item may be counted in several parts.
    pub may_overlap: bool,
}

/// What the words say of a list's completeness.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Closure {
    /// `分别为`, `分为`: it is complete.
    Closed,
    /// An `其他` among the parts: it is complete, of whatever it is the list of.
    Rested,
    /// The parts belong to a known partition.
    Exhaustive,
    /// `其中`: it may be incomplete.
    Member,
    /// `等`: it is incomplete.
    Open,
    /// `合计`: it is called the sum of what precedes it.
    Summed,
    /// `其余`, or a part and its opposite: the last is what is left of a total that nothing says is split.
    Remainder,
    /// Nothing but the sum says that it is a list.
    Plain,
}

impl Closure {
    /// Whether words open the list and tell that its parts are parts.
    pub(super) fn is_opened(self) -> bool {
        !matches!(self, Self::Remainder | Self::Plain)
    }
}

/// Finds the lists of one paragraph.
pub(super) fn find(
    text: &str,
    (lexicon, words): (&Lexicon, &Words),
    table: &KindTable,
    mentions: &[Mention],
    facts: &mut Facts,
) {
    if mentions.len() < 2 {
        return;
    }
    let finder = Finder {
        text,
        lexicon,
        words,
        mentions,
        table,
    };
    let first = facts.lists.len();
    for at in 1..mentions.len() {
        let mut found = finder.opened_at(at, facts);
        facts.lists.append(&mut found);
    }
    for at in 0..mentions.len() {
        if let Some(found) = finder.summed_up_at(at, facts) {
            facts.lists.push(found);
        } else if !finder.is_settled(at, &facts.lists[first..]) {
            let mut found = finder.unopened_after(at, facts);
            facts.lists.append(&mut found);
        }
    }
}

struct Finder<'a> {
    text: &'a str,
    lexicon: &'a Lexicon,
    words: &'a Words,
    mentions: &'a [Mention],
    table: &'a KindTable,
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
    /// A semicolon, a colon or a new sentence: another split of a total, if it adds up.
    Resumed,
    /// Nothing.
    None,
}

/// What is known of a list before its parts are chosen.
struct Found {
    /// Indices of mentions.
    totals: Vec<usize>,
    closure: Closure,
    partition: Option<usize>,
    is_total_sure: bool,
}

impl Finder<'_> {
    /// What the label of a mention names.
    fn kinds(&self, at: usize) -> Kinds {
        self.mentions[at].kinds(self.text, self.table)
    }

    fn opener(&self, first: usize) -> Opener {
        let (head, previous) = (&self.mentions[first], &self.mentions[first - 1]);
        let is_same = head.sentence == previous.sentence;
        if head.before.has(Cue::Closed) {
            Opener::Closed
        } else if head.before.has(Cue::Member) {
            Opener::Member
        } else if head.depth > previous.depth || (head.between.colon && is_same) {
            Opener::Sign
        } else if head.between.colon || head.between.semicolon || !is_same {
            Opener::Resumed
        } else {
            Opener::None
        }
    }

    /// The lists whose first part is the mention at `first`, if something opens one there.
    fn opened_at(&self, first: usize, facts: &Facts) -> Vec<PartList> {
        let mut opener = self.opener(first);
        if opener == Opener::None || !is_count(self.mentions[first].unit) {
            return Vec::new();
        }
        // Only parts of one partition split something again, and most figures belong to none.
        if opener == Opener::Resumed && self.is_surely_own(first) && self.kinds(first).is_none() {
            return Vec::new();
        }
        let totals = self.totals(first, facts);
        let Some(&nearest) = totals.first() else {
            return self.across_units(first, opener, facts).unwrap_or_default();
        };
        let items = self.items(first, self.mentions[nearest].unit, facts);
        let own = &items.at[..items.n_own];
        let partition = self.partition(own);
        // `答复结果为：` in a sentence of its own, before parts that are known to split something.
        if opener == Opener::Resumed
            && self.mentions[first].between.colon
            && partition.is_some()
            && totals.len() == 1
        {
            opener = Opener::Member;
        }
        let may_be_alone = matches!(opener, Opener::Closed | Opener::Member);
        if own.is_empty()
            || (own.len() < 2 && !may_be_alone)
            || (opener == Opener::Resumed && partition.is_none())
        {
            return Vec::new();
        }
        let closure = self.closure_under((nearest, first), own, partition, opener);
        let fitting = self.fit_one(&totals, &items, opener, facts);
        let rest = fitting
            .is_none()
            .then(|| self.without_strangers(nearest, &items, facts))
            .flatten()
            .map(|rest| (self.fit_one(&totals, &rest, opener, facts), rest));
        // Behind the end of the list stand strangers anyway.
        let is_ended = |rest: &Items| {
            let end = self.end_at_seam(nearest, &items, facts);
            end.is_some_and(|end| rest.at.starts_with(&items.at[..end]))
        };
        let (mut items, fitting, closure) = match rest {
            Some((fitting, rest)) if fitting.is_some() || !is_ended(&rest) => {
                (rest, fitting, Closure::Open)
            }
            _ => (items, fitting, closure),
        };
        if fitting.is_none()
            && (opener == Opener::Resumed
                || self.are_siblings(nearest, first, facts)
                || items.at[..items.n_own]
                    .iter()
                    .any(|&at| self.is_of_each(at)))
        {
            return Vec::new();
        }
        let (mut partition, mut closure) = (partition, closure);
        if fitting.is_none()
            && let Some(end) = self.end_at_seam(nearest, &items, facts)
        {
            items.cut_to(end);
            partition = self.partition(&items.at);
            if closure != Closure::Open {
                closure = self.closure(&items.at, partition, opener);
            }
        }
        let (totals, runs, is_total_sure) = if let Some((totals, runs)) = fitting {
            (totals, runs, true)
        } else {
            let mut own = self.default_parts(nearest, &items, facts);
            let presumed = self.presumed(first, &totals, &own, facts);
            let (total, is_sure) = presumed.unwrap_or((nearest, false));
            let is_whole = own.len() == items.n_own
                || items.inner == Some(own.len())
                || items.upper.as_ref() == Some(&own);
            if items.inner == Some(own.len()) {
                closure = Closure::Open;
            }
            let is_loose = self.is_loose_inside(total, first, &own, facts);
            let may_end = matches!(closure, Closure::Member | Closure::Open);
            let end = may_end.then(|| self.earlier_end(total, &own, facts));
            if let Some(end) = end.flatten() {
                own.truncate(end);
            }
            let totals = std::iter::once(total).chain(self.carried_beside(total, &own));
            (
                totals.collect(),
                vec![own],
                is_sure && is_whole && !is_loose,
            )
        };
        let list = Found {
            totals,
            closure,
            partition,
            is_total_sure,
        };
        self.lists(&list, &runs, &items, facts)
    }

    /// What the words around the parts of `total`, which begin at `first`, say of their completeness.
    fn closure_under(
        &self,
        (total, first): (usize, usize),
        own: &[usize],
        partition: Option<usize>,
        opener: Opener,
    ) -> Closure {
        let is_partial = || self.is_partial(first) || self.is_leading(total, first);
        match opener {
            Opener::Resumed => Closure::Plain,
            // `主要有`: the notable ones only.
            _ if is_partial() => Closure::Open,
            _ => match self.closure(own, partition, opener) {
                Closure::Member if self.is_named_for(total, own) => Closure::Exhaustive,
                closure => closure,
            },
        }
    }

    /// Whether two figures are parts of one list found before: `包括A、B共4件，公告中：C158件` splits no 4.
    fn are_siblings(&self, a: usize, b: usize, facts: &Facts) -> bool {
        let has = |list: &PartList, at: usize| list.parts.contains(&self.mentions[at].fact);
        let mut recent = facts.lists.iter().rev().take(RECENT);
        recent.any(|list| list.is_total_sure && has(list, a) && has(list, b))
    }

    /// Whether a figure holds for each of several things, so that it counts more than once: `A、B各14条`.
    fn is_of_each(&self, at: usize) -> bool {
        let words = glance::trim(self.mentions[at].left.of(self.text));
        words.ends_with('各')
    }

    /// The one of `totals`, or those side by side, that the parts add up to.
    fn fit_one(
        &self,
        totals: &[usize],
        items: &Items,
        opener: Opener,
        facts: &Facts,
    ) -> Option<(Vec<usize>, Vec<Vec<usize>>)> {
        let may_be_alone = matches!(opener, Opener::Closed | Opener::Member);
        let reach = |total| match (Some(&total) == totals.first(), opener) {
            (true, _) => Some(Reach::Any),
            // A bracket belongs to the figure before it.
            (false, Opener::Sign) => None,
            // Another `其中` may split once more what was split already.
            (false, Opener::Member) if self.is_split(total, facts) => Some(Reach::Seams),
            (false, _) => Some(Reach::Whole),
        };
        let fitting = totals.iter().find_map(|&total| {
            let bounds = (may_be_alone, reach(total)?);
            let whole = self.exact(total, facts)?;
            let runs = self.fit(whole, items, bounds, facts)?;
            Some((vec![total], runs))
        });
        fitting.or_else(|| self.fit_together(totals, items, facts))
    }

    /// Whether a figure is the total of a list already found, or a part next to its siblings.
    fn is_settled(&self, at: usize, lists: &[PartList]) -> bool {
        let fact = self.mentions[at].fact;
        let next = self.mentions.get(at + 1).map(|next| next.fact);
        lists.iter().any(|list| {
            let has_both = || {
                list.parts.contains(&fact) && next.is_some_and(|next| list.parts.contains(&next))
            };
            list.totals.contains(&fact) || has_both()
        })
    }

    /// The value of a figure that was printed exactly and is not zero.
    fn exact(&self, at: usize, facts: &Facts) -> Option<Decimal> {
        let quantity = facts.quantity(self.mentions[at].fact)?;
        (quantity.interval.is_point() && !quantity.value.is_zero()).then_some(quantity.value)
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
            || !self.may_have_two(total + 1, head.unit)
            || self.kinds(total).is_known()
        {
            return Vec::new();
        }
        let items = self.items(total + 1, head.unit, facts);
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
        let fitting = self
            .exact(total, facts)
            .and_then(|whole| self.fit(whole, &items, (false, reach), facts));
        let is_left = partition.is_none() && self.is_split_by_rest(total, own, facts);
        let runs = match fitting {
            Some(runs) => runs,
            None if (partition.is_some() || is_left) && self.leads_its_sentence(total) => {
                vec![own.to_vec()]
            }
            None => return Vec::new(),
        };
        let closure = match partition {
            Some(_) => match self.closure(own, partition, Opener::None) {
                // Nothing says that these are all of them.
                Closure::Exhaustive => Closure::Member,
                closure => closure,
            },
            None if is_left => Closure::Remainder,
            None => Closure::Plain,
        };
        let list = Found {
            totals: vec![total],
            closure,
            partition,
            is_total_sure: true,
        };
        self.lists(&list, &runs, &items, facts)
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

    fn lists(
        &self,
        found: &Found,
        runs: &[Vec<usize>],
        items: &Items,
        facts: &Facts,
    ) -> Vec<PartList> {
        let Found {
            totals,
            closure,
            partition,
            is_total_sure,
        } = found;
        let has_inner = || items.at[..items.n_own].iter().any(|&at| self.is_inner(at));
        let is_cut = items.is_cut && partition.is_none();
        let is_mixed =
            |run: &[usize]| items.mixed.is_some() && !self.is_beside(totals, run, items, facts);
        let has_strangers = is_cut || has_inner();
        let is_loose = matches!(closure, Closure::Member | Closure::Open | Closure::Plain);
        let first = runs.iter().flatten().next();
        let unit = first.map_or(Unit::NONE, |&at| self.mentions[at].unit);
        let by_kind = partition.is_some_and(|at| {
            let partition = &self.lexicon.partitions[at];
            partition.may_overlap && !partition.apart.iter().any(|apart| apart == unit.symbol())
        });
        let may_overlap = by_kind || self.says_overlap(totals, &items.at);
        runs.iter()
            .map(|run| PartList {
                totals: totals.iter().map(|&at| self.mentions[at].fact).collect(),
                parts: run.iter().map(|&at| self.mentions[at].fact).collect(),
                closure: self.closure_of(*closure, totals, run, *partition),
                partition: *partition,
                is_total_sure: *is_total_sure,
                has_strangers: has_strangers
                    || is_mixed(run)
                    || (is_loose && self.are_stages(run))
                    || self.is_flow(totals, *partition),
                may_overlap,
            })
            .collect()
    }

    /// Whether the figures of other units all stand behind the parts, in clauses of their own, and these are too much
    /// for their total without them (`账号41个，其中微信28个、微博16个，发布信息2万条`) or end with an `其他` and a semicolon.
    fn is_beside(&self, totals: &[usize], run: &[usize], items: &Items, facts: &Facts) -> bool {
        let (&[total], Some(&last)) = (totals, run.last()) else {
            return false;
        };
        let mixed = items.mixed.iter().flatten();
        let mut others = mixed.filter(|at| !items.at.contains(at));
        let next = others.clone().next();
        let is_closed = || {
            self.is_rest(last) && next.is_some_and(|&next| self.mentions[next].between.semicolon)
        };
        let is_behind =
            |&at: &usize| at > last && self.mentions[at].clause > self.mentions[last].clause;
        let values = run.iter().map(|&at| self.exact(at, facts));
        let sum = values.sum::<Option<Decimal>>();
        let is_too_much =
            matches!((sum, self.exact(total, facts)), (Some(sum), Some(whole)) if sum > whole);
        run.len() > 1 && (is_too_much || is_closed()) && others.all(is_behind)
    }

    /// What the sentence says behind a figure, up to the next one.
    fn tail(&self, at: usize) -> Span {
        let mention = &self.mentions[at];
        let end = match self.mentions.get(at + 1) {
            Some(next) if next.sentence == mention.sentence => next.left.start,
            _ => mention.sentence_end,
        };
        Span {
            start: mention.right.start.min(end),
            end,
        }
    }

    /// The partition that every one of `parts` belongs to, two of them at least by name.
    fn partition(&self, parts: &[usize]) -> Option<usize> {
        // One part belongs to none.
        let kinds = || parts.iter().map(|&at| self.kinds(at));
        (parts.len() > 1).then(|| Kinds::common(&kinds()))?
    }
}

/// Whether two units count the same kind of thing in the same way: 条 and 条次.
fn are_kin(a: Unit, b: Unit) -> bool {
    if a == b || a.family() != b.family() {
        return a == b;
    }
    let stem = |unit: Unit| match unit.family() {
        Family::Item => unit
            .symbol()
            .strip_suffix('次')
            .filter(|stem| !stem.is_empty()),
        _ => None,
    };
    let (a_stem, b_stem) = (stem(a).unwrap_or(a.symbol()), stem(b).unwrap_or(b.symbol()));
    a_stem == b_stem
}

/// Whether a unit counts things, people or money rather than being a rate.
fn is_count(unit: Unit) -> bool {
    matches!(
        unit.family(),
        Family::Item | Family::Person | Family::Money | Family::None
    )
}
