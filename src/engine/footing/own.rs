//! Totals of tables that no form knows.
//!
//! The figures decide which lines a total is the sum of: the reading under which most of its figures come
//! out is the one meant, and what does not come out under it is wrong. Where hardly any comes out,
//! the total counts something that nobody knows.

use super::sum;
use crate::{
    engine::{Binding, Bound, Caution, Constraint, Context, Story, judge::judge},
    fact::{Axis, FactId, OwnSum, OwnTable, OwnTotal},
    finding::{Softening, Verdict, Why},
    pack::rule::{Relation, Rule},
    quantity::Decimal,
};

/// The most figures that are added up in one report.
const MOST: usize = 200_000;

/// So many parts are tried as a split of their own.
const MOST_SPLIT: usize = 64;

/// So many figures that come out make a reading certain.
const CERTAIN: usize = 2;

pub(super) fn bind<'r>(context: Context<'_>, rule: &'r Rule, out: &mut Vec<Binding<'r>>) {
    let mut left = MOST;
    for table in &context.facts.own_tables {
        for total in &table.totals {
            let n_lines: usize = total.readings.iter().map(Vec::len).sum();
            let Some(rest) = left.checked_sub(n_lines.saturating_mul(total.across.len())) else {
                return;
            };
            left = rest;
            bind_total(context, rule, table, total, out);
        }
    }
}

/// A figure of a total under one reading.
struct Tried {
    sum: OwnSum,
    constraint: Constraint,
    verdict: Verdict,
    /// Whether more than one of its parts counts for something, so that it cannot come out by chance.
    is_telling: bool,
}

fn bind_total<'r>(
    context: Context<'_>,
    rule: &'r Rule,
    table: &OwnTable,
    total: &OwnTotal,
    out: &mut Vec<Binding<'r>>,
) {
    let tried = total.readings.iter().map(|reading| -> Vec<Tried> {
        let sums = total.across.iter();
        sums.filter_map(|&across| Some(Tried::new(context, table.sum(total, reading, across)?)))
            .collect()
    });
    let mut best: Vec<Tried> = Vec::new();
    for tried in tried {
        if best.is_empty() || standing(&tried) > standing(&best) {
            best = tried;
        }
    }
    let claim = Claim::of(context, table, total, &best);
    let mut doubted = Vec::new();
    for tried in best {
        if claim == Claim::Doubtful && !tried.verdict.is_held() {
            doubted.push(tried.sum.total);
            continue;
        }
        let caution = claim.caution(context, total, &tried);
        out.push(Binding::Bound(Bound {
            caution,
            ..Bound::plain(rule, None, tried.constraint, Story::Footing)
        }));
    }
    if !doubted.is_empty() {
        out.push(Binding::Unchecked {
            rule,
            subject: None,
            why: Why::NotExhaustive,
            facts: doubted,
        });
    }
}

/// How many figures come out under a reading, and how few do not.
fn standing(tried: &[Tried]) -> (usize, std::cmp::Reverse<usize>) {
    let n_held = tried.iter().filter(|one| one.is_confirming()).count();
    let n_violated = tried.iter().filter(|one| one.is_violated()).count();
    (n_held, std::cmp::Reverse(n_violated))
}

/// How sure it is that what does not come out is wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Claim {
    /// Several other figures confirm the reading.
    Certain,
    /// One does, or nothing speaks against it.
    Likely,
    Doubtful,
}

impl Claim {
    fn of(context: Context<'_>, table: &OwnTable, total: &OwnTotal, tried: &[Tried]) -> Self {
        let (n_held, std::cmp::Reverse(n_violated)) = standing(tried);
        let is_plain = total.is_plain && !total.may_overlap && !table.is_rest;
        let is_alone = is_plain
            && n_held == 0
            && n_violated == 1
            && !tried.iter().any(|one| one.is_split_again(context));
        if table.is_noted || !total.is_certain {
            Self::Doubtful
        } else if n_held >= CERTAIN && n_held >= CERTAIN * n_violated {
            Self::Certain
        } else if n_held > 0 && n_held >= n_violated || is_alone {
            Self::Likely
        } else {
            Self::Doubtful
        }
    }

    fn caution(self, context: Context<'_>, total: &OwnTotal, tried: &Tried) -> Caution {
        let exceeds = matches!(tried.verdict, Verdict::Violated { gap } if gap > Decimal::ZERO);
        let is_doubted = self == Self::Doubtful
            || total.may_overlap && exceeds
            || total.axis == Axis::Row && tried.is_no_sum(context);
        let is_blank = tried.sum.has_blanks;
        Caution {
            short: is_blank.then_some(Softening::BlankCouldHold),
            any: (self == Self::Likely).then_some(Softening::OpenList),
            unless_holds: is_doubted.then_some(Why::NotExhaustive),
            ..Caution::default()
        }
    }
}

impl Tried {
    fn new(context: Context<'_>, own: OwnSum) -> Self {
        let constraint = sum(own.total, &own.parts, Relation::Equal);
        let value = |part: &&FactId| {
            let quantity = context.facts.quantity(**part);
            quantity.is_some_and(|quantity| !quantity.value.is_zero())
        };
        Self {
            verdict: judge(&constraint, context.facts),
            is_telling: own.parts.iter().filter(value).take(2).count() > 1,
            sum: own,
            constraint,
        }
    }

    fn is_confirming(&self) -> bool {
        self.is_telling && self.verdict.is_held()
    }

    fn is_violated(&self) -> bool {
        matches!(self.verdict, Verdict::Violated { .. })
    }

    /// Whether the first or the last of several parts make the total by themselves, so that the others may
    /// split it in another way: by channel, then by applicant.
    fn is_split_again(&self, context: Context<'_>) -> bool {
        let parts = &self.sum.parts;
        let holds = |parts: &[FactId]| {
            let exact = sum(self.sum.total, parts, Relation::Equal);
            judge(&exact, context.facts).is_held()
        };
        let mut ends = 2..parts.len().clamp(2, MOST_SPLIT);
        ends.any(|end| holds(&parts[..end]) || holds(&parts[parts.len() - end..]))
    }

    /// Whether the figure that is called a total looks like the mean of the others, or like the greatest of them.
    fn is_no_sum(&self, context: Context<'_>) -> bool {
        let value = |fact: FactId| context.facts.quantity(fact).map(|quantity| quantity.value);
        let parts = || self.sum.parts.iter().filter_map(|&part| value(part));
        let (Some(total), Some(least), Some(most)) =
            (value(self.sum.total), parts().min(), parts().max())
        else {
            return true;
        };
        let is_even = least
            .checked_mul(Decimal::from(4))
            .is_some_and(|four| most <= four);
        self.is_telling && (total == most || is_even && least <= total && total <= most)
    }
}
