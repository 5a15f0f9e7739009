//! Shares of a total and growth rates, each with the figures it was taken from.

mod growth;

pub use growth::{Before, Change, Growth};

use growth::growth;

use crate::{
    fact::{
        Fact, FactId, Facts, Origin, Value,
        kind::{KindTable, Kinds},
        list::RECENT,
        mention::{Cue, Mention},
    },
    quantity::{Decimal, Family, glance},
    span::Span,
    template::{Lexicon, TailSet, WordSet},
};

/// A printed share with its part and what it may have been taken of.
#[derive(Debug, Clone)]
pub struct Share {
    /// The percentage.
    pub share: FactId,
    /// What it is the share of.
    pub part: FactId,
    /// What it was taken of, if the text says so.
    pub base: Option<FactId>,
    /// Other figures it may have been taken of.
    pub others: Vec<FactId>,
    /// The list it belongs to: shares of one list are rounded or truncated alike.
    pub list: Option<usize>,
    /// The first figure of its sentence: shares of one sentence are mostly of one base.
    pub sentence: FactId,
    /// Whether its base is known by what the words call it alone: `占申请总量的`, `办结率`.
    pub is_loose: bool,
    /// What the words call its base, if that is none of its list.
    base_name: Span,
}

/// Shares that add up to 100.
#[derive(Debug, Clone)]
pub struct ShareList {
    /// The shares, in order.
    pub shares: Vec<FactId>,
}

/// Words around shares and rates, made ready for looking up.
#[derive(Debug)]
pub(super) struct Words {
    share: WordSet,
    /// What stands between the name of a share and its cue.
    bare: TailSet,
    collective: WordSet,
    respective: WordSet,
    /// What says that something grew or fell.
    grown: WordSet,
    /// Another period, and what compares with it.
    compared: TailSet,
    /// Another period, and the report's own.
    periods: TailSet,
    fillers: TailSet,
}

impl Words {
    /// The words of `lexicon`.
    pub(super) fn new(lexicon: &Lexicon) -> Self {
        let (bases, fillers) = (lexicon.share_base.iter(), lexicon.fillers.iter());
        let compared = lexicon.compared.iter();
        Self {
            share: lexicon.share.iter().collect(),
            bare: bases.chain(fillers.clone()).collect(),
            collective: lexicon.collective.iter().collect(),
            respective: lexicon.respective.iter().collect(),
            grown: lexicon.up.iter().chain(&lexicon.down).collect(),
            compared: compared.chain(&lexicon.other_period).collect(),
            periods: lexicon
                .other_period
                .iter()
                .chain(&lexicon.own_period)
                .collect(),
            fillers: fillers.collect(),
        }
    }
}

/// How many figures back a share's base is looked for.
const REACH: usize = 40;
/// How many facts back the section is remembered.
const MEMORY: usize = 200;

/// Finds shares and growth rates of one paragraph.
///
/// `first_list` is the index of the paragraph's first list, `section` where its section starts.
pub(super) fn find(
    text: &str,
    (lexicon, words): (&Lexicon, &Words),
    kinds: &KindTable,
    mentions: &[Mention],
    (first_list, section): (usize, u32),
    facts: &mut Facts,
) {
    let first_share = facts.shares.len();
    let mut at = 0;
    while at + 1 < mentions.len() {
        at += 1;
        let run = respective(text, words, mentions, at, facts);
        if run > 0 {
            for share in at..at + run {
                let found = share_of(
                    text,
                    lexicon,
                    mentions,
                    (share, share - run),
                    first_list,
                    facts,
                );
                facts.shares.push(found);
            }
            at += run - 1;
        } else if let Some(share) = share(text, (lexicon, words), mentions, at, first_list, facts) {
            facts.shares.push(share);
        } else if let Some(rate) = rate(text, lexicon, mentions, at, facts) {
            facts.shares.push(rate);
        } else if let Some(growth) = growth(text, (lexicon, words), mentions, at, facts) {
            facts.growths.push(growth);
        }
    }
    name_bases(text, (first_share, section), facts);
    add_earlier_bases(mentions, (first_share, section), facts);
    share_lists(text, (lexicon, words), kinds, mentions, facts);
}

/// How much has to be called by a name for that to be one, in characters.
const SHORTEST_NAME: usize = 2;

/// `67件，占申请总量的77.9%`: the one figure that the section has called 申请 before.
fn name_bases(text: &str, (first_share, section): (usize, u32), facts: &mut Facts) {
    let Facts { facts, shares, .. } = facts;
    for share in &mut shares[first_share..] {
        let name = share.base_name.of(text);
        if share.base.is_some() || name.chars().count() < SHORTEST_NAME {
            continue;
        }
        let mut values = Vec::new();
        let named = told_before(share.part, section, facts)
            .filter(|(_, fact)| fact.indicator.is_some() && fact.is_of_report())
            .filter(|(_, fact)| fact.label.of(text).ends_with(name));
        for (id, fact) in named.take(REACH) {
            if let Value::Stated(quantity) = &fact.value {
                values.push((quantity.value, id));
            }
        }
        if let Some(&(value, base)) = values.first()
            && values.iter().all(|&(other, _)| other == value)
        {
            (share.base, share.is_loose) = (Some(base), true);
        }
    }
}

/// What the text of the section told before `fact`, the last first.
fn told_before(
    fact: FactId,
    section: u32,
    facts: &[Fact],
) -> impl Iterator<Item = (FactId, &Fact)> {
    let ids = (0..fact.0).rev().map(FactId);
    let before = facts[..fact.index()].iter().rev();
    ids.zip(before)
        .take(MEMORY)
        .take_while(move |(_, fact)| fact.span.start >= section)
        .filter(|(_, fact)| fact.origin == Origin::Prose)
}

/// Shares may be taken of what the section stated before: of 收到, where they split 答复.
fn add_earlier_bases(
    mentions: &[Mention],
    (first_share, section): (usize, u32),
    facts: &mut Facts,
) {
    let Facts { facts, shares, .. } = facts;
    let (Some(first), false) = (mentions.first(), shares.len() == first_share) else {
        return;
    };
    let earlier = told_before(first.fact, section, facts)
        .take(REACH)
        .filter_map(|(id, fact)| {
            fact.indicator?;
            let Value::Stated(quantity) = &fact.value else {
                return None;
            };
            Some((id, quantity.unit.family()))
        });
    let earlier: Vec<_> = earlier.collect();
    for share in &mut shares[first_share..] {
        let Value::Stated(part) = &facts[share.part.index()].value else {
            continue;
        };
        let family = part.unit.family();
        let kin = earlier.iter().filter(|(_, other)| *other == family);
        share.others.extend(kin.map(|&(id, _)| id));
    }
}

fn share(
    text: &str,
    (lexicon, words): (&Lexicon, &Words),
    mentions: &[Mention],
    at: usize,
    first_list: usize,
    facts: &Facts,
) -> Option<Share> {
    let (mention, part) = (&mentions[at], &mentions[at - 1]);
    if mention.unit.family() != Family::Percent
        || !mention.before.has(Cue::Share)
        || part.unit.family() == Family::Percent
        || part.sentence != mention.sentence
        || (mention.clause - part.clause > 1 && !is_bare(text, lexicon, mention))
        || is_collective(text, words, mention)
        || is_respective(text, words, mention) && next_is_share(mentions, at)
        || is_of_another(text, words, mention, part)
    {
        return None;
    }
    Some(share_of(
        text,
        lexicon,
        mentions,
        (at, at - 1),
        first_list,
        facts,
    ))
}

/// `受理投诉9862件，办结9798件，办结率99.4%`: a rate called by what was done, right behind how much of that
/// was done of the only other figure. Of 100% more may be meant than the figures tell.
fn rate(
    text: &str,
    lexicon: &Lexicon,
    mentions: &[Mention],
    at: usize,
    facts: &Facts,
) -> Option<Share> {
    let (rate, part) = (&mentions[at], &mentions[at.checked_sub(1)?]);
    if rate.unit.family() != Family::Percent {
        return None;
    }
    let words = glance::trim(rate.left.of(text));
    let stem = words
        .trim_end_matches(['为', '达', '到', '是'])
        .strip_suffix('率')?;
    let mut verbs = lexicon.stages.iter().chain(&lexicon.settled);
    let says = |mention: &Mention, words: &[String]| {
        let label = mention.label.of(text);
        words.iter().any(|word| label.contains(word.as_str()))
    };
    let mut before = mentions[..at - 1].iter().rev().filter(|other| {
        other.sentence == rate.sentence
            && other.unit.family() != Family::Percent
            && !other.is_difference()
    });
    let base = before.next()?;
    let is_only = before.all(|other| other.unit != part.unit);
    // `发现问题128个，已整改126个`: what was to be done stands right before what was.
    let is_done_of = || {
        let done = lexicon.done.iter();
        let mut verbs = done.filter_map(|word| part.label.of(text).strip_prefix(word.as_str()));
        let mut lists = facts.lists.iter().rev().take(RECENT);
        let value = |mention: &Mention| facts.quantity(mention.fact).map(|quantity| quantity.value);
        verbs.any(|verb| verb == stem)
            && part.clause - base.clause == 1
            && value(part) <= value(base)
            && !base.before.has(Cue::Member)
            && !lists.any(|list| list.parts.contains(&base.fact))
    };
    let is_plain = [part, base].iter().all(|mention| {
        let fact = facts.get(mention.fact);
        mention.depth == rate.depth && fact.period.is_none() && !mention.before.has(Cue::Carried)
    });
    let is_all = facts
        .quantity(rate.fact)
        .is_none_or(|quantity| quantity.value == Decimal::from(100));
    let is_rate = verbs.any(|verb| verb == stem)
        && part.label.of(text).contains(stem)
        && part.sentence == rate.sentence
        && part.unit == base.unit
        && !part.is_difference();
    let is_of_base = || (is_only && says(base, &lexicon.incoming)) || is_done_of();
    (is_rate && is_plain && !is_all && is_of_base()).then_some(Share {
        share: rate.fact,
        part: part.fact,
        base: Some(base.fact),
        others: Vec::new(),
        list: None,
        sentence: base.fact,
        is_loose: true,
        base_name: Span::default(),
    })
}

/// Whether a clause tells a share and does not say of what, so that it is that of the figure before, whatever clauses
/// stand between: `机构类信息16条，主要为职能、领导信息等，占总体的2.2%`.
fn is_bare(text: &str, lexicon: &Lexicon, mention: &Mention) -> bool {
    let words = glance::trim(mention.left.of(text));
    let mut cues = lexicon.share.iter();
    cues.any(|cue| words.starts_with(cue.as_str()))
}

/// Whether a share is that of several parts together: `两类占58.7%`.
fn is_collective(text: &str, words: &Words, mention: &Mention) -> bool {
    words.collective.is_in(mention.left.of(text))
}

/// Whether a share is called by a name that is not that of the figure before it: `上半年5条；网站占60%`.
fn is_of_another(text: &str, words: &Words, share: &Mention, part: &Mention) -> bool {
    if share.clause == part.clause {
        return false;
    }
    let name = own_name(text, words, share);
    let label = part.left.to(part.right);
    // Of the like it may be the share even so: `规范性文件12件，文件占比2%`.
    let mut pairs = pairs(name).peekable();
    pairs.peek().is_some() && !pairs.any(|pair| glance::find(label.of(text), pair).is_some())
}

/// What a share is said to be that of: the words before `占`.
fn own_name<'t>(text: &'t str, words: &Words, share: &Mention) -> &'t str {
    let left = share.left.of(text);
    let start = words.share.find(left);
    let mut name = glance::trim(start.and_then(|at| left.get(..at)).unwrap_or_default());
    while let Some(less) = words.bare.strip(name) {
        name = less;
    }
    name
}

/// Every two characters that stand side by side in `words`.
fn pairs(words: &str) -> impl Iterator<Item = &str> {
    let ends = words
        .char_indices()
        .skip(1)
        .map(|(at, c)| at + c.len_utf8());
    let starts = words.char_indices().map(|(at, _)| at);
    starts
        .zip(ends)
        .filter_map(|(start, end)| words.get(start..end))
}

/// Whether a share is the first of several that follow the order of what they are shares of.
fn is_respective(text: &str, words: &Words, share: &Mention) -> bool {
    // `占比分别为` opens what stands behind it, and is none of its words.
    share.before.has(Cue::Closed) || words.respective.is_in(share.left.of(text))
}

/// Whether another percentage stands behind that at `at`, in its sentence.
fn next_is_share(mentions: &[Mention], at: usize) -> bool {
    let is_share = |next: &Mention| {
        next.unit.family() == Family::Percent && next.sentence == mentions[at].sentence
    };
    mentions.get(at + 1).is_some_and(is_share)
}

/// How many shares follow in the order of the parts before them: `A 2件、B 3件，分别占40%、60%`.
fn respective(
    text: &str,
    words: &Words,
    mentions: &[Mention],
    first: usize,
    facts: &Facts,
) -> usize {
    let is_opened =
        mentions[first].before.has(Cue::Share) || !mentions[first].before.has(Cue::Closed);
    if mentions[first].unit.family() != Family::Percent
        || !is_opened
        || !is_respective(text, words, &mentions[first])
    {
        return 0;
    }
    let sentence = mentions[first].sentence;
    let run = mentions[first..]
        .iter()
        .take_while(|share| share.unit.family() == Family::Percent && share.sentence == sentence)
        .count();
    let Some(from) = first.checked_sub(run) else {
        return 0;
    };
    let unit = mentions[first - 1].unit;
    let are_parts = mentions[from..first]
        .iter()
        .all(|part| part.unit == unit && part.sentence == sentence);
    // As many of them as the list has parts.
    let part = mentions[first - 1].fact;
    let mut lists = facts.lists.iter().rev();
    let list = lists.find(|list| list.parts.len() > 1 && list.parts.contains(&part));
    let are_all =
        list.is_none_or(|list| list.parts.len() == run && list.parts[0] == mentions[from].fact);
    if run > 1 && are_parts && are_all && unit.family() != Family::Percent {
        run
    } else {
        0
    }
}

/// The share printed at `at` of the figure at `part`.
fn share_of(
    text: &str,
    lexicon: &Lexicon,
    mentions: &[Mention],
    (at, part): (usize, usize),
    first_list: usize,
    facts: &Facts,
) -> Share {
    let (mention, before) = (&mentions[at], &mentions[..part]);
    let part = &mentions[part];
    let lists = &facts.lists[first_list..];
    let list = lists
        .iter()
        .position(|list| list.parts.contains(&part.fact))
        .map(|list| list + first_list);
    let said = said_base(text, lexicon, mention);
    let base = list
        .filter(|&list| facts.lists[list].closure.is_opened())
        .and_then(|list| match facts.lists[list].totals[..] {
            [total] => Some(total),
            _ => None,
        })
        .filter(|_| said == Said::Total);
    let others = before
        .iter()
        .rev()
        .filter(|other| other.unit.family() == part.unit.family() && Some(other.fact) != base)
        .take(REACH)
        .map(|other| other.fact)
        .collect();
    let of_sentence = before.partition_point(|other| other.sentence < mention.sentence);
    let sentence = mentions[of_sentence].fact;
    Share {
        share: mention.fact,
        part: part.fact,
        base,
        others,
        list,
        sentence,
        is_loose: false,
        base_name: match said {
            Said::Total => Span::default(),
            Said::Otherwise(name) => name,
        },
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Said {
    /// `占总数的`, `占比`: the total of its list.
    Total,
    /// Some other thing is named, such as this.
    Otherwise(Span),
}

/// What stands between `占` and the figure.
fn said_base(text: &str, lexicon: &Lexicon, mention: &Mention) -> Said {
    let words = mention.left.of(text);
    let after = lexicon
        .share
        .iter()
        .filter_map(|cue| glance::rfind(words, cue).map(|at| at + cue.len()))
        .max()
        .and_then(|at| words.get(at..))
        .unwrap_or(words);
    let mut rest = after;
    while let Some(less) = lexicon
        .share_base
        .iter()
        .find_map(|word| rest.strip_prefix(word.as_str()))
    {
        rest = less;
    }
    if rest.trim().is_empty() {
        return Said::Total;
    }
    let start = mention.left.range().start + words.len() - rest.len();
    while let Some(less) = lexicon
        .share_base
        .iter()
        .find_map(|word| rest.strip_suffix(word.as_str()))
    {
        rest = less;
    }
    Said::Otherwise(Span::new(start, start + rest.len()))
}

/// The fewest shares that are a list.
const FEWEST: usize = 3;

/// Runs of shares without counts, closed by an `其他`.
fn share_lists(
    text: &str,
    (lexicon, words): (&Lexicon, &Words),
    kinds: &KindTable,
    mentions: &[Mention],
    facts: &mut Facts,
) {
    let is_share = |mention: &Mention| {
        mention.unit.family() == Family::Percent && mention.before.has(Cue::Share)
    };
    if mentions.iter().filter(|mention| is_share(mention)).count() < FEWEST {
        return;
    }
    // Behind a figure, a share may be that of the figure: one that something opens or names is not.
    let is_opened = |mention: &Mention| {
        let opens = mention.before.has(Cue::Member) || mention.before.has(Cue::Closed);
        opens || mention.between.colon
    };
    let is_named = |mention: &Mention, previous: &Mention| {
        is_opened(mention) || is_of_another(text, words, mention, previous)
    };
    let is_bare_share = |mention: &Mention, previous: Option<&Mention>| {
        is_share(mention)
            && previous.is_none_or(|p| {
                p.unit.family() == Family::Percent
                    || p.sentence != mention.sentence
                    || is_named(mention, p)
            })
    };
    let mut run: Vec<&Mention> = Vec::new();
    let mut close = |run: &mut Vec<&Mention>| {
        if run.len() < FEWEST {
            return run.clear();
        }
        let ends_with_rest = run
            .last()
            .is_some_and(|last| is_rest(text, last.left, lexicon));
        // Shares of parts that overlap may exceed 100 together.
        let named = run.iter().map(|share| kinds.of(share.left.of(text)));
        let may_overlap =
            Kinds::common(&named).is_some_and(|at| lexicon.partitions[at].may_overlap);
        if ends_with_rest && !may_overlap {
            let shares = run.iter().map(|mention| mention.fact).collect();
            facts.share_lists.push(ShareList { shares });
        }
        run.clear();
    };
    // The sentence that has shares with figures of their own before: those behind them are not all.
    let mut begun = None;
    for (at, mention) in mentions.iter().enumerate() {
        let previous = at.checked_sub(1).map(|at| &mentions[at]);
        let continues = run
            .last()
            .is_some_and(|last| last.sentence == mention.sentence);
        if !continues {
            close(&mut run);
        }
        // `政策类占60%（其中市级占40%）、动态占20%`: a bracket comments on the share before it.
        let depth = run.last().map_or(mention.depth, |last| last.depth);
        if mention.depth > depth {
            continue;
        }
        if mention.depth < depth {
            close(&mut run);
            begun = Some(mention.sentence);
        }
        if is_bare_share(mention, previous) {
            if is_opened(mention) {
                close(&mut run);
                begun = None;
            }
            // Behind an `其他` and a semicolon may stand the rest of the list, or another.
            let has_rest = |last: &&Mention| is_rest(text, last.left, lexicon);
            if mention.between.semicolon && run.last().is_some_and(has_rest) {
                begun = Some(mention.sentence);
                run.clear();
            }
            if begun != Some(mention.sentence) {
                run.push(mention);
            }
        } else {
            if !run.is_empty() || is_share(mention) {
                begun = Some(mention.sentence);
            }
            run.clear();
        }
    }
    close(&mut run);
}

fn is_rest(text: &str, words: Span, lexicon: &Lexicon) -> bool {
    lexicon
        .rest
        .iter()
        .any(|rest| words.of(text).contains(rest.as_str()))
}
