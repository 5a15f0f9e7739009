//! Shares of a total and growth rates, each with the figures it was taken from.

use crate::{
    fact::{
        FactId, Facts, Origin, Value,
        kind::{KindTable, Kinds},
        list::Closure,
        mention::{Cue, Mention},
    },
    quantity::Family,
    span::Span,
    template::Lexicon,
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
}

/// Shares that add up to 100.
#[derive(Debug, Clone)]
pub struct ShareList {
    /// The shares, in order.
    pub shares: Vec<FactId>,
}

/// A growth rate with its two figures.
#[derive(Debug, Clone)]
pub struct Growth {
    /// The rate: percent, a multiple, or a difference in the figures' own unit.
    pub rate: FactId,
    /// The figure of the report's period.
    pub now: FactId,
    /// What says how much there was before.
    pub before: Before,
    /// What the rate says of them.
    pub change: Change,
}

/// What a growth rate says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Change {
    /// By how much more there is.
    Rise,
    /// By how much less.
    Fall,
    /// How many times as much: `是2023年7件的3倍`.
    Ratio,
}

/// What a growth rate is measured against.
#[derive(Debug, Clone, Copy)]
pub enum Before {
    /// The figure of the other period.
    Figure(FactId),
    /// The difference from it: `22050件，较上年增加3722件，增长20.31%`.
    Difference(FactId),
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
    lexicon: &Lexicon,
    kinds: &KindTable,
    mentions: &[Mention],
    (first_list, section): (usize, u32),
    facts: &mut Facts,
) {
    let first_share = facts.shares.len();
    let mut at = 0;
    while at + 1 < mentions.len() {
        at += 1;
        let run = respective(text, lexicon, mentions, at);
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
        } else if let Some(share) = share(text, lexicon, mentions, at, first_list, facts) {
            facts.shares.push(share);
        } else if let Some(growth) = growth(text, lexicon, mentions, at, facts) {
            facts.growths.push(growth);
        }
    }
    add_earlier_bases(mentions, (first_share, section), facts);
    share_lists(text, lexicon, kinds, mentions, facts);
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
    let earlier = facts[..first.fact.index()]
        .iter()
        .enumerate()
        .rev()
        .take(MEMORY)
        .take_while(|(_, fact)| fact.span.start >= section)
        .filter(|(_, fact)| fact.origin == Origin::Prose)
        .take(REACH)
        .filter_map(|(at, fact)| {
            fact.indicator?;
            let id = FactId(u32::try_from(at).ok()?);
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
    lexicon: &Lexicon,
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
        || mention.clause - part.clause > 1
        || is_collective(text, lexicon, mention)
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

/// Whether a share is that of several parts together: `两类占58.7%`.
fn is_collective(text: &str, lexicon: &Lexicon, mention: &Mention) -> bool {
    let words = mention.left.of(text);
    lexicon
        .collective
        .iter()
        .any(|word| words.contains(word.as_str()))
}

/// How many shares follow in the order of the parts before them: `A 2件、B 3件，分别占40%、60%`.
fn respective(text: &str, lexicon: &Lexicon, mentions: &[Mention], first: usize) -> usize {
    let words = mentions[first].left.of(text);
    if mentions[first].unit.family() != Family::Percent
        || !lexicon
            .respective
            .iter()
            .any(|word| words.contains(word.as_str()))
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
    if run > 1 && are_parts && unit.family() != Family::Percent {
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
        .filter(|&list| facts.lists[list].closure != Closure::Plain)
        .and_then(|list| match facts.lists[list].totals[..] {
            [total] => Some(total),
            _ => None,
        })
        .filter(|_| said != Said::Otherwise);
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
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Said {
    /// `占总数的`, `占比`: the total of its list.
    Total,
    /// Some other thing is named.
    Otherwise,
}

/// What stands between `占` and the figure.
fn said_base(text: &str, lexicon: &Lexicon, mention: &Mention) -> Said {
    let words = mention.left.of(text);
    let after = lexicon
        .share
        .iter()
        .filter_map(|cue| words.rfind(cue.as_str()).map(|at| at + cue.len()))
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
        Said::Total
    } else {
        Said::Otherwise
    }
}

/// A rate of change with what it follows from in the same sentence: two figures, or one and the
/// difference told right before the rate.
fn growth(
    text: &str,
    lexicon: &Lexicon,
    mentions: &[Mention],
    at: usize,
    facts: &Facts,
) -> Option<Growth> {
    let rate = &mentions[at];
    let change = change(text, rate)?;
    let subject = grown(text, lexicon, rate);
    let is_of_rate = lexicon
        .grown_rates
        .iter()
        .any(|word| subject.ends_with(word.as_str()));
    if is_of_rate {
        return None;
    }
    let is_rate = matches!(rate.unit.family(), Family::Percent | Family::Multiple);
    let unit = if is_rate {
        mentions[..at]
            .iter()
            .rev()
            .find(|other| other.sentence == rate.sentence && !other.is_difference())?
            .unit
    } else {
        rate.unit
    };
    let is_past = |mention: &Mention| facts.get(mention.fact).period.is_some();
    let mut kin = mentions[..at].iter().filter(|other| {
        other.sentence == rate.sentence && other.unit == unit && !other.is_difference()
    });
    let (now, before) = match (kin.next()?, kin.next(), kin.next()) {
        (first, Some(second), None) => match (is_past(first), is_past(second)) {
            (false, true) => (first, Before::Figure(second.fact)),
            (true, false) => (second, Before::Figure(first.fact)),
            _ => return None,
        },
        (now, None, _)
            if is_rate && !is_past(now) && subject.is_empty() && change != Change::Ratio =>
        {
            let difference = &mentions[at - 1];
            let is_same_way = difference.is_difference()
                && difference.before.has(Cue::Down) == (change == Change::Fall)
                && difference.sentence == rate.sentence
                && difference.unit == unit;
            // What stands between them would be another thing that changed.
            let is_beside = mentions[at.checked_sub(2)?].fact == now.fact;
            if !(is_same_way && is_beside) {
                return None;
            }
            (now, Before::Difference(difference.fact))
        }
        _ => return None,
    };
    Some(Growth {
        rate: rate.fact,
        now: now.fact,
        before,
        change,
    })
}

/// What a rate says, if it is one.
fn change(text: &str, rate: &Mention) -> Option<Change> {
    match (rate.before.has(Cue::Up), rate.before.has(Cue::Down)) {
        (true, false) => Some(Change::Rise),
        (false, true) => Some(Change::Fall),
        // `是2023年7件的3倍`: right behind the figure that it is a multiple of.
        (false, false) => (rate.unit.family() == Family::Multiple
            && rate.left.of(text).trim() == "的")
            .then_some(Change::Ratio),
        (true, true) => None,
    }
}

/// The words before `增长`: what it is that grew, if they say so.
fn grown<'t>(text: &'t str, lexicon: &Lexicon, rate: &Mention) -> &'t str {
    let words = rate.left.of(text);
    let verbs = lexicon.up.iter().chain(&lexicon.down);
    let start = verbs.filter_map(|verb| words.find(verb.as_str())).min();
    let subject = start.and_then(|start| words.get(..start));
    subject.unwrap_or_default().trim()
}

/// Runs of shares without counts, closed by an `其他`.
fn share_lists(
    text: &str,
    lexicon: &Lexicon,
    kinds: &KindTable,
    mentions: &[Mention],
    facts: &mut Facts,
) {
    let is_bare_share = |mention: &Mention, previous: Option<&Mention>| {
        mention.unit.family() == Family::Percent
            && mention.before.has(Cue::Share)
            && previous.is_none_or(|p| {
                p.unit.family() == Family::Percent || p.sentence != mention.sentence
            })
    };
    let mut run: Vec<&Mention> = Vec::new();
    let mut close = |run: &mut Vec<&Mention>| {
        if run.len() < 3 {
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
    for (at, mention) in mentions.iter().enumerate() {
        let previous = at.checked_sub(1).map(|at| &mentions[at]);
        let continues = run
            .last()
            .is_some_and(|last| last.sentence == mention.sentence);
        if !continues {
            close(&mut run);
        }
        if is_bare_share(mention, previous) {
            run.push(mention);
        } else {
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
