//! Growth rates and multiples, each with the figures it follows from.

use super::Words;
use crate::{
    fact::{
        FactId, Facts,
        list::RECENT,
        mention::{Cue, Mention},
    },
    quantity::{Family, Unit},
    template::Lexicon,
};

/// A growth rate with its two figures.
#[derive(Debug, Clone)]
pub struct Growth {
    /// The rate: percent, a multiple, or a difference in the figures' own unit.
    pub rate: FactId,
    /// The figure of the report's period.
    pub now: FactId,
    /// Its parts where they stand before the rate, which may be that of one of them.
    pub parts: Vec<FactId>,
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

/// A rate of change with what it follows from in the same sentence: two figures, or one and the
/// difference told right before the rate.
pub(super) fn growth(
    text: &str,
    (lexicon, words): (&Lexicon, &Words),
    mentions: &[Mention],
    at: usize,
    facts: &Facts,
) -> Option<Growth> {
    let rate = &mentions[at];
    let change = change(text, rate)?;
    let subject = grown(text, words, rate);
    let is_of_rate = lexicon
        .grown_rates
        .iter()
        .any(|word| subject.ends_with(word.as_str()));
    // `同比分别增长109%和409%`: of two things that grew, in the order of what precedes them.
    let is_respective = words.respective.is_in(rate.left.of(text));
    // `公开1380条，上年1200条；其中网站增长30%`: a part has a figure before of its own.
    let is_of_part = rate.before.has(Cue::Member) || rate.before.has(Cue::Closed);
    // `同比增长20%的是微信`: of what stands behind it.
    let is_of_behind = rate.right.of(text).trim_start().starts_with('的');
    if is_of_rate || is_respective || is_of_part || is_of_behind {
        return None;
    }
    let is_rate = matches!(rate.unit.family(), Family::Percent | Family::Multiple);
    let unit = if is_rate {
        mentions[..at]
            .iter()
            .rev()
            .find(|other| {
                let is_share = other.unit.family() == Family::Percent;
                other.sentence == rate.sentence && !other.is_difference() && !is_share
            })?
            .unit
    } else {
        rate.unit
    };
    let is_past = |mention: &Mention| facts.get(mention.fact).period.is_some();
    let mut kin = mentions[..at].iter().filter(|other| {
        other.sentence == rate.sentence && other.unit == unit && !other.is_difference()
    });
    let now = kin.next()?;
    // `64件，其中网络46件、信函18件，较2020年的51件增长25.49%`
    let mut parts = Vec::new();
    let mut others = kin.filter(|other| {
        let splits_now = is_rate && is_part_of(now, other, facts) && !is_past(other);
        if splits_now {
            parts.push(other.fact);
        }
        !splits_now
    });
    let behind = told_behind(text, words, &mentions[at..], unit, facts);
    let (now, before) = match (now, others.next(), others.next()) {
        (first, Some(second), None)
            if parts.is_empty()
                && change != Change::Ratio
                && is_from_to(text, words, first, second) =>
        {
            // `从一季度的20件增加到四季度的30件，同比增长80%` is measured against neither of them.
            let compares = rate.before.has(Cue::Beside) || words.compared.ends(subject);
            let is_against_third = is_past(first) && is_past(second) && compares;
            // `网站信息由100条增加到130条，微信信息增长20%`
            if is_against_third || is_of_another(text, words, subject, first) {
                return None;
            }
            (second, Before::Figure(first.fact))
        }
        (first, Some(second), None) => match (is_past(first), is_past(second)) {
            (false, true) if parts.is_empty() || is_compared(text, words, second) => {
                (first, Before::Figure(second.fact))
            }
            (true, false) if parts.is_empty() => (second, Before::Figure(first.fact)),
            _ => return None,
        },
        (now, None, _) if !is_past(now) && behind.is_some() => (now, Before::Figure(behind?)),
        (now, None, _)
            if is_rate && !is_past(now) && subject.is_empty() && change != Change::Ratio =>
        {
            let difference = &mentions[at - 1];
            let is_same_way = difference.is_difference()
                && difference.before.has(Cue::Down) == (change == Change::Fall)
                && difference.sentence == rate.sentence
                && difference.unit == unit;
            // What stands between them would be another thing that changed, unless it is a share or a part.
            let others = mentions[..at - 1].iter().rev();
            let mut others = others.skip_while(|other| {
                let is_share = other.unit.family() == Family::Percent && !other.is_difference();
                is_share || parts.contains(&other.fact)
            });
            let is_beside = others.next()?.fact == now.fact;
            if !(is_same_way && is_beside) {
                return None;
            }
            (now, Before::Difference(difference.fact))
        }
        _ => return None,
    };
    let is_told = || {
        let between = mentions[..at].iter().rev();
        between
            .take_while(|other| other.sentence == rate.sentence)
            .any(|other| other.is_difference() && other.unit.family() == rate.unit.family())
    };
    let may_differ = rate.between.semicolon || behind.is_some() || is_told();
    if may_differ && is_of_another(text, words, subject, now) {
        return None;
    }
    Some(Growth {
        rate: rate.fact,
        now: now.fact,
        parts,
        before,
        change,
    })
}

/// Whether one of the lists found last splits `whole`, and `other` is one of its parts.
fn is_part_of(whole: &Mention, other: &Mention, facts: &Facts) -> bool {
    let mut recent = facts.lists.iter().rev().take(RECENT);
    recent.any(|list| list.totals == [whole.fact] && list.parts.contains(&other.fact))
}

/// Whether nothing but a word that compares stands before the time that a figure is of: `较2020年的51件`.
fn is_compared(text: &str, words: &Words, before: &Mention) -> bool {
    let left = text.get(..before.left.range().end).unwrap_or_default();
    let name = left.trim_end_matches(|c: char| c.is_ascii_digit() || "年度的为".contains(c));
    let rest = words.compared.strip(name);
    rest.is_some_and(|rest| !rest.ends_with(char::is_alphanumeric))
}

/// The figure of another time that the bracket right behind a percentage, the first of `mentions`, tells and nothing
/// else: `下降16%（2021年为281件）`.
fn told_behind(
    text: &str,
    words: &Words,
    mentions: &[Mention],
    unit: Unit,
    facts: &Facts,
) -> Option<FactId> {
    let (rate, before) = (mentions.first()?, mentions.get(1)?);
    let is_alone = mentions
        .get(2)
        .is_none_or(|next| next.sentence != before.sentence || next.depth < before.depth);
    let is_figure = before.unit == unit
        && before.sentence == rate.sentence
        && before.depth == rate.depth + 1
        && facts.get(before.fact).period.is_some()
        && !before.is_difference();
    if rate.unit.family() != Family::Percent || !is_figure || !is_alone {
        return None;
    }
    let left = text.get(..before.left.range().end).unwrap_or_default();
    let dated = left.trim_end_matches(['为', '是']);
    // `去年同期`
    let undated = without_period(words, without_period(words, dated));
    undated.ends_with(['（', '(']).then_some(before.fact)
}

/// Whether two figures are what there was and what there is: `由412个清理至215个`, `从上年的100件增加到今年的130件`.
fn is_from_to(text: &str, words: &Words, first: &Mention, second: &Mention) -> bool {
    second.clause == first.clause
        && without_period(words, first.left.of(text)).ends_with(['由', '从'])
        && without_period(words, second.left.of(text)).ends_with(['至', '到', '为'])
}

/// The words before a figure without the period that they end with: `由2016年的`, `减少到今年的`.
fn without_period<'t>(words: &Words, left: &'t str) -> &'t str {
    let left = left.trim_end();
    let bare = left.strip_suffix('的').unwrap_or(left);
    let undated = words.periods.strip(bare.strip_suffix('度').unwrap_or(bare));
    let undated = undated.or_else(|| words.periods.strip(bare));
    let year = bare.trim_end_matches('度').strip_suffix('年');
    let numbered = year.map(|year| year.trim_end_matches(|c: char| c.is_ascii_digit()));
    undated.or(numbered).unwrap_or(left)
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

/// Whether `subject`, what grew, is called by a name that is not that of `now`.
fn is_of_another(text: &str, words: &Words, subject: &str, now: &Mention) -> bool {
    let mut name = subject;
    while let Some(less) = words.compared.strip(name) {
        name = less.trim_end_matches(['度', '年']);
    }
    while let Some(less) = words.fillers.strip(name) {
        name = less;
    }
    name.chars().any(|c| !now.label.of(text).contains(c))
}

/// The words before `增长`: what it is that grew, if they say so.
fn grown<'t>(text: &'t str, words: &Words, rate: &Mention) -> &'t str {
    let left = rate.left.of(text);
    let start = words.grown.find(left);
    let subject = start.and_then(|start| left.get(..start));
    subject.unwrap_or_default().trim()
}
