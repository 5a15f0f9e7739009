//! What the words around a list say of its parts: that they are stages, what is left of others, or
//! what became of things.

use super::{Closure, Finder};
use crate::{
    fact::{Facts, mention::Cue},
    quantity::{Decimal, glance},
    span::Span,
    template::{Lexicon, TailSet, WordSet},
};

/// A sum that exceeds its total by no more than one part in so many was meant to be it.
const NEAR: i64 = 50;

/// How many kinds of what became of things need not be all of them.
const FEW_KINDS: usize = 3;

/// Words around lists, made ready for looking up.
#[derive(Debug)]
pub(in crate::fact) struct Words {
    partial: WordSet,
    leading: WordSet,
    stages: WordSet,
    incoming: WordSet,
    settled: WordSet,
    unsettled: WordSet,
    overlap: WordSet,
    inner: WordSet,
    pub(super) traits: WordSet,
    /// What a list that goes on has at the start of its words or at their end.
    pub(super) open: WordSet,
    pub(super) open_tail: TailSet,
    pub(super) sums: TailSet,
    sent: WordSet,
}

impl Words {
    /// The words of `lexicon`.
    pub(in crate::fact) fn new(lexicon: &Lexicon) -> Self {
        let set = |words: &[String]| words.iter().collect();
        Self {
            partial: set(&lexicon.partial),
            leading: set(&lexicon.leading),
            stages: set(&lexicon.stages),
            incoming: set(&lexicon.incoming),
            settled: set(&lexicon.settled),
            unsettled: set(&lexicon.unsettled),
            overlap: set(&lexicon.overlap),
            inner: set(&lexicon.inner),
            traits: set(&lexicon.traits),
            open: set(&lexicon.open),
            open_tail: lexicon.open.iter().collect(),
            sums: lexicon.sums.iter().collect(),
            sent: set(&lexicon.sent),
        }
    }
}

impl Finder<'_> {
    /// Whether parts that a `其中` opens within a list may run on into that list, so that not all
    /// need be parts of `total`: `网络6件，其中个人4件，信函4件`.
    pub(super) fn is_loose_inside(
        &self,
        total: usize,
        first: usize,
        own: &[usize],
        facts: &Facts,
    ) -> bool {
        let (head, whole) = (&self.mentions[first], &self.mentions[total]);
        let is_inside = total + 1 == first
            && own.len() > 1
            && head.before.has(Cue::Member)
            && whole.sentence == head.sentence
            && whole.depth == head.depth
            && self.is_part(total, facts);
        // Semicolons keep the parts of one figure from the next figure.
        let is_alone = whole.between.semicolon || whole.before.has(Cue::Member);
        let next = own.last().and_then(|&last| self.mentions.get(last + 1));
        let is_closed = is_alone && next.is_some_and(|next| next.between.semicolon);
        is_inside && !is_closed && !self.is_enumeration(own)
    }

    /// Whether what opens the list at `first` says that it has the notable parts only.
    pub(super) fn is_partial(&self, first: usize) -> bool {
        let (head, previous) = (&self.mentions[first], &self.mentions[first - 1]);
        let opening = Span {
            start: previous.right.start.min(head.right.start),
            end: head.right.start,
        };
        self.words.partial.is_in(opening.of(self.text))
    }

    /// Whether the parts from `first` on are the greatest of the total: `前三位的是……，分别为`.
    pub(super) fn is_leading(&self, total: usize, first: usize) -> bool {
        let between = Span {
            start: self.mentions[total].right.start,
            end: self.mentions[first].right.start,
        };
        self.words.leading.is_in(between.of(self.text))
    }

    /// Whether `parts` are stages of one thing, or some of them stages of the others: `受理`,
    /// `已解决`. What all of them say, as `按时办结` and `延期办结` do, is no stage.
    pub(super) fn are_stages(&self, parts: &[usize]) -> bool {
        let mut stages = parts
            .iter()
            .map(|&at| self.words.stages.all_in(self.label(at)));
        let first = stages.next();
        stages.any(|other| Some(other) != first)
    }

    /// The words that name a figure: those before it, or else those behind it.
    pub(super) fn label(&self, at: usize) -> &str {
        let mention = &self.mentions[at];
        let before = glance::trim(mention.left.of(self.text));
        if before.is_empty() {
            mention.right.of(self.text)
        } else {
            before
        }
    }

    /// Whether the total counts what came in and the parts what was settled: requests of the year
    /// before are settled too, and not all that came in are.
    pub(super) fn is_flow(&self, totals: &[usize], partition: Option<usize>) -> bool {
        let is_incoming = |&at: &usize| self.says(at, &self.words.incoming);
        self.may_be_open(totals, partition) && totals.iter().any(is_incoming)
    }

    /// What words promise of parts that tell what became of things: those still open may have no part of
    /// their own, `复议7件，其中维持4件，纠正1件`.
    pub(super) fn closure_of(
        &self,
        closure: Closure,
        totals: &[usize],
        parts: &[usize],
        partition: Option<usize>,
    ) -> Closure {
        let names_open = || parts.iter().any(|&at| self.says(at, &self.words.settled));
        // `办结87件，其中予以公开43件、部分公开10件`: of many kinds the main ones.
        let are_few = parts.len() <= FEW_KINDS
            && partition.is_some_and(|at| self.lexicon.partitions[at].is_long);
        let may_be_open = self.may_be_open(totals, partition) || are_few;
        if closure == Closure::Exhaustive && may_be_open && !names_open() {
            Closure::Member
        } else {
            closure
        }
    }

    /// Where a list that `其中` opened may have ended, if `parts` are too much for the total and those up to
    /// there are not: behind a semicolon or with words of its own (`会议6次，其中专题会议2次；培训8次`), behind the
    /// parts that `、` joins (`公开60条，其中动态6条、公告20条，微信推送39条`),
    /// or as kinds of the part before them (`办结41件，其中征地类31件，予以公开12件、部分公开5件`).
    pub(super) fn earlier_end(
        &self,
        total: usize,
        parts: &[usize],
        facts: &Facts,
    ) -> Option<usize> {
        let value = |at: usize| {
            facts
                .quantity(self.mentions[at].fact)
                .map(|quantity| quantity.value)
        };
        let fits = |parts: &[usize]| {
            let sum = parts.iter().map(|&at| value(at)).sum::<Option<Decimal>>();
            matches!((sum, value(total)), (Some(sum), Some(whole)) if sum <= whole)
        };
        let is_close = |parts: &[usize]| {
            let over = parts.iter().map(|&at| value(at)).sum::<Option<Decimal>>();
            let over = over
                .zip(value(total))
                .and_then(|(sum, whole)| sum.checked_sub(whole));
            let over = over.and_then(|over| over.checked_mul(Decimal::from(NEAR)));
            matches!((over, value(total)), (Some(over), Some(whole)) if over <= whole)
        };
        let &head = parts.first().filter(|_| !fits(parts))?;
        let last = |at: usize| self.label(at).chars().next_back();
        let are_alike = parts.iter().all(|&at| last(at) == last(head));
        let is_sentence = |at: usize| {
            let label = self.label(at);
            let mut verbs = self.lexicon.verbs.iter();
            self.words.traits.starts(label)
                || verbs.any(|verb| verb.chars().count() > 1 && label.starts_with(verb.as_str()))
        };
        let is_listed = self.mentions[head].between.colon || are_alike;
        let is_kind = |at: usize| self.is_kind_of(at, total);
        (1..parts.len()).find(|&end| {
            let (own, rest) = parts.split_at(end);
            // `其中公开甲5条；乙8条；丙7条` is joined by semicolons; `其中专题会议2次；培训8次；宣传3次` is not.
            let is_left = || {
                end == 1
                    && (parts.len() == 2 || is_kind(head))
                    && !rest.iter().any(|&at| is_kind(at))
            };
            let is_seam = self.mentions[rest[0]].between.semicolon
                && (!self.are_joined_by_semicolons(parts) || is_left());
            let is_told = rest.iter().all(|&at| is_sentence(at));
            let is_new = is_seam || (is_told && !own.iter().any(|&at| is_sentence(at)));
            let are_kinds = rest.len() > 1
                && self.partition(rest).is_some()
                && self.partition(parts).is_none()
                && fits(rest);
            // `公开60条，其中动态6条，公告20条，微信推送39条`: a channel is no kind of content.
            let is_known = |&at: &usize| self.kinds(at).is_known();
            let is_elsewhere = || rest.iter().all(is_known) && !own.iter().any(is_known);
            let is_new = is_new && !is_listed;
            let ends = || is_elsewhere() || self.leaves_enumeration(parts, end);
            // What all of them come close to is their total: one is a slip.
            let ends = || !is_close(parts) && ends();
            let is_over = || end > 1 && is_seam && !is_listed;
            if fits(own) {
                is_new || are_kinds || ends()
            } else {
                is_over()
            }
        })
    }

    /// Whether `、` joins the parts before `end` and those from there on, and not the two to each other: the
    /// comma between them may have ended the list, unless what stands behind it is one of the same kinds
    /// or takes what is left.
    fn leaves_enumeration(&self, parts: &[usize], end: usize) -> bool {
        let (own, rest) = parts.split_at(end);
        let goes_on = || {
            let kinds = self.partition(own);
            kinds.is_some() && kinds == self.partition(&parts[..=end])
        };
        own.len() > 1
            && own[end - 1] + 1 == rest[0]
            && !self.mentions[own[0]].between.colon
            && self.is_enumeration(own)
            && self.is_enumeration(rest)
            && !self.is_enumeration(&parts[end - 1..=end])
            && !rest.iter().any(|&at| self.is_rest(at))
            && !goes_on()
    }

    /// Whether semicolons and nothing else stand between parts.
    pub(super) fn are_joined_by_semicolons(&self, parts: &[usize]) -> bool {
        let behind = parts.get(1..).unwrap_or_default();
        behind.iter().all(|&at| self.mentions[at].between.semicolon)
    }

    /// Whether the words for a total are those for its parts and end with them: `建议提案64件，其中建议29件、提案35件`.
    pub(super) fn is_named_for(&self, total: usize, parts: &[usize]) -> bool {
        let mut name = self.mentions[total].label.of(self.text);
        let joins = &self.lexicon.joins;
        parts.len() > 1
            && parts.iter().rev().all(|&at| {
                let label = self.mentions[at].label.of(self.text);
                let rest = name
                    .strip_suffix(label)
                    .filter(|_| label.chars().nth(1).is_some());
                name = rest.unwrap_or_default();
                while let Some(less) = joins
                    .iter()
                    .find_map(|join| name.strip_suffix(join.as_str()))
                {
                    name = less;
                }
                rest.is_some()
            })
    }

    /// Whether a part is named by what it is a kind of: `专题会议` of `召开会议`.
    fn is_kind_of(&self, part: usize, total: usize) -> bool {
        let whole = self.label(total);
        let thing = whole.char_indices().rev().nth(1);
        let thing = thing.and_then(|(at, _)| whole.get(at..));
        thing.is_some_and(|thing| self.label(part).ends_with(thing))
    }

    /// Whether a figure counts what was sent to others, and none of `leads` does: `向市政府报送信息100条`.
    pub(super) fn is_sent(&self, at: usize, leads: [usize; 2]) -> bool {
        let sent = |at: usize| self.words.sent.all_in(self.label(at));
        let own = sent(at);
        let is_led = leads
            .iter()
            .any(|&lead| sent(lead).iter().any(|word| own.contains(word)));
        !own.is_empty() && !is_led
    }

    /// Whether a part is what was done of the one before it, which was to be done: `应公示5件，已公示4件`.
    pub(super) fn is_done_of(&self, part: usize, before: usize) -> bool {
        let behind = |at: usize, words: &[String]| {
            let label = self.label(at);
            let bare = words
                .iter()
                .find_map(|word| label.strip_prefix(word.as_str()));
            bare.map(glance::trim)
        };
        let done = behind(part, &self.lexicon.done);
        let due = behind(before, &self.lexicon.due);
        // `应由我局办理80件，已办理79件`
        done.zip(due)
            .is_some_and(|(done, due)| !done.is_empty() && due.ends_with(done))
    }

    /// Whether the first of two parts is some of `total`, and the second all that it leaves: it is called so and nothing
    /// else (`办结86件，其余34件结转下年`), or the opposite of the first (`合格112批次，不合格8批次`).
    pub(super) fn is_split_by_rest(&self, total: usize, parts: &[usize], facts: &Facts) -> bool {
        let &[first, last] = parts else {
            return false;
        };
        // `办结上年结转4件，新收191件，……，剩余4件`
        if self.exact(first, facts) >= self.exact(total, facts) {
            return false;
        }
        let words = glance::trim(self.mentions[last].left.of(self.text));
        let is_opposite = || {
            let own = self.label(first);
            let done = self.lexicon.done.iter();
            let bare = done.filter_map(|word| own.strip_prefix(word.as_str()));
            let own = bare.map(glance::trim).next().unwrap_or(own);
            let opposites = self.lexicon.opposites.iter();
            let mut others = opposites.filter_map(|word| words.strip_prefix(word.as_str()));
            others.any(|other| !other.is_empty() && own == other)
        };
        // Of kinds the rest may be that of a total told elsewhere: `政策文件86条，解读12条，其余40条为动态`.
        let is_rest_of_done = || {
            let own = self.label(first);
            let mut done = self.lexicon.done.iter();
            self.lexicon.remaining.iter().any(|word| word == words)
                && (self.words.stages.is_in(own)
                    || self.words.settled.is_in(own)
                    || done.any(|word| own.starts_with(word.as_str())))
        };
        is_rest_of_done() || is_opposite()
    }

    /// Whether a part is still open, and `total` counts what was settled: `审结24件，其中维持17件，尚未审结5件`.
    pub(super) fn is_open_of(&self, part: usize, total: usize) -> bool {
        self.says(part, &self.words.unsettled)
            && self.says(total, &self.words.settled)
            && !self.says(total, &self.words.incoming)
    }

    /// Whether a figure counts what was settled, and the parts what became of it.
    pub(super) fn is_of_settled(&self, total: usize, parts: &[usize]) -> bool {
        let partition = self.partition(parts);
        // A few kinds of answers are seldom all.
        let becomes = parts.len() > FEW_KINDS
            && partition.is_some_and(|at| self.lexicon.partitions[at].settles);
        let are_named = || parts.iter().all(|&at| self.says(at, &self.words.settled));
        (becomes || are_named()) && self.says(total, &self.words.settled)
    }

    /// Whether parts tell what became of things, and nothing says that it is told of all.
    fn may_be_open(&self, totals: &[usize], partition: Option<usize>) -> bool {
        let is_settled = |&at: &usize| self.says(at, &self.words.settled);
        partition.is_some_and(|at| self.lexicon.partitions[at].settles)
            && !totals.iter().any(is_settled)
    }

    /// Whether the words that name a figure hold one of `words`.
    fn says(&self, at: usize, words: &WordSet) -> bool {
        words.is_in(self.label(at))
    }

    /// Whether a part is part of the one before it: `含转载120条`.
    pub(super) fn is_inner(&self, at: usize) -> bool {
        let label = self.mentions[at].left.of(self.text).trim_start();
        self.words.inner.starts(label)
    }

    /// Whether the words around the parts say that one item may be counted several times.
    pub(super) fn says_overlap(&self, totals: &[usize], parts: &[usize]) -> bool {
        let (Some(&first), Some(&last)) = (parts.first(), parts.last()) else {
            return false;
        };
        let total = totals.iter().find(|&&total| total < first);
        let opening = total.map_or(self.mentions[first].left, |&at| self.mentions[at].right);
        let words = opening.to(self.tail(last));
        self.words.overlap.is_in(words.of(self.text))
    }
}
