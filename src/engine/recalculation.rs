//! Recalculation (复算): a share or a growth rate follows from its operands.
//!
//! The base of a share is not always said: every figure it may have been taken of
//! is tried before anything is said. Shares of one list may all have been
//! truncated; a share that was bent by one in its last digit, to make a list add up
//! to 100, is a note.

mod own;

use crate::{
    engine::{
        Binding, Bound, Caution, Constraint, Context, Story, Term,
        footing::sum,
        judge::judge,
        operand::{Cell, Column, cell, in_prose},
    },
    fact::{Before, Change, FactId, Growth, Share},
    finding::{Role, Softening, Why},
    pack::rule::{Recalculation, Relation, Rule},
    quantity::{Decimal, End, Family, Interval},
    template::IndicatorId,
};

pub(super) fn bind<'r>(
    context: Context<'_>,
    rule: &'r Rule,
    what: Recalculation,
    out: &mut Vec<Binding<'r>>,
) {
    match what {
        Recalculation::Shares => {
            for share in &context.facts.shares {
                out.push(bind_share(context, rule, share));
            }
        }
        Recalculation::Growth => {
            for growth in &context.facts.growths {
                out.extend(bind_growth(context, rule, growth));
            }
        }
        Recalculation::TableShares => own::bind(context, rule, out),
        Recalculation::Rate { rate, part, whole } => {
            bind_rate(context, rule, [rate, part, whole], out);
        }
    }
}

/// `share × base = 100 × part`.
fn share_of(share: FactId, part: FactId, base: FactId, interval: Option<Interval>) -> Constraint {
    let of_base = Term {
        times: Some(base),
        interval,
        ..Term::new(share, 1, Role::Share)
    };
    Constraint {
        terms: vec![of_base, Term::new(part, -100, Role::Part)],
        constant: Decimal::ZERO,
        relation: Relation::Equal,
    }
}

/// The share taken of the sum of `parts`, of which its own part is one.
fn share_of_sum(share: &Share, parts: &[FactId]) -> Option<Constraint> {
    let of_part = |&part: &FactId| Term {
        times: Some(part),
        ..Term::new(share.share, 1, Role::Share)
    };
    parts.contains(&share.part).then(|| Constraint {
        terms: parts
            .iter()
            .map(of_part)
            .chain([Term::new(share.part, -100, Role::Part)])
            .collect(),
        constant: Decimal::ZERO,
        relation: Relation::Equal,
    })
}

fn bind_share<'r>(context: Context<'_>, rule: &'r Rule, share: &Share) -> Binding<'r> {
    let holds = |constraint: &Constraint| judge(constraint, context.facts).is_held();
    let with = |base| share_of(share.share, share.part, base, None);
    let bound = |main: Constraint, caution: Caution| {
        let subject = context.facts.get(share.part).indicator;
        Binding::Bound(Bound {
            caution,
            ..Bound::plain(rule, subject, main, Story::Share)
        })
    };
    let list = share.list.map(|at| &context.facts.lists[at]);
    // The base must be the sum of its parts to be beyond doubt.
    let is_doubted = list.is_some_and(|list| !list.is_total_sure);
    let mut candidates = share
        .base
        .iter()
        .chain(&share.others)
        .map(|&base| with(base));
    if let Some(fitting) = candidates.find(holds) {
        let base = fitting.terms.first().and_then(|term| term.times);
        let is_sure = share.base.is_some() && share.base == base && !is_doubted;
        let caution = Caution {
            unless_holds: (!is_sure).then_some(Why::NoBase),
            ..Caution::default()
        };
        return bound(fitting, caution);
    }
    // What the parts make together, where that is not their total.
    let of_sum = list.and_then(|list| share_of_sum(share, &list.parts));
    if let Some(fitting) = of_sum.filter(holds) {
        return bound(fitting, Caution::default());
    }
    let refuse = |why| Binding::Unchecked {
        rule,
        subject: None,
        why,
        facts: vec![share.share, share.part],
    };
    let agreed = || consensus(context, share);
    let Some(base) = share.base.or_else(agreed) else {
        return refuse(Why::NoBase);
    };
    if let Some(truncated) = truncated(context, share, base) {
        return bound(truncated, Caution::default());
    }
    if is_doubted {
        return refuse(Why::NoBase);
    }
    let loose = rounded(context, share.share, Decimal::from(3))
        .map(|interval| share_of(share.share, share.part, base, Some(interval)));
    bound(
        with(base),
        Caution {
            last_digit: loose,
            any: share.is_loose.then_some(Softening::LawfulReading),
            ..Caution::default()
        },
    )
}

/// How many shares of a sentence must have been taken of one figure for it to be their base.
const AGREED: usize = 3;

/// How many shares of a sentence are asked.
const MOST_SIBLINGS: usize = 40;

/// The figure that the other shares of the sentence were taken of, where most of them agree.
fn consensus(context: Context<'_>, share: &Share) -> Option<FactId> {
    let shares = &context.facts.shares;
    let first = shares.partition_point(|other| other.sentence < share.sentence);
    let siblings = shares[first..]
        .iter()
        .take_while(|other| other.sentence == share.sentence);
    let siblings: Vec<&Share> = siblings
        .filter(|other| other.share != share.share)
        .take(MOST_SIBLINGS)
        .collect();
    let agree = |base: FactId| {
        // Who cuts a last digit off in one share need not in the next.
        let fits = |other: &&&Share| {
            let of = |printed| share_of(other.share, other.part, base, printed);
            let holds = |constraint: &Constraint| judge(constraint, context.facts).is_held();
            holds(&of(None))
                || cut_off(context, other.share).is_some_and(|cut| holds(&of(Some(cut))))
        };
        siblings.iter().filter(fits).count()
    };
    let enough = AGREED.max(siblings.len() / 2 + 1);
    // A list that adds up to it says as much as another share, and so do the parts of all of them.
    let list = share.list.map(|at| &context.facts.lists[at]);
    let is_split = |base| {
        let parts = siblings.iter().map(|other| other.part);
        let parts: Vec<FactId> = parts.chain([share.part]).collect();
        judge(&sum(base, &parts, Relation::Equal), context.facts).is_held()
    };
    let is_whole = |base| match list {
        Some(list) => list.totals == [base] && list.is_total_sure && list.parts.len() > 2,
        None => is_split(base),
    };
    share.others.iter().copied().find(|&base| {
        let is_asked = siblings.len() >= AGREED && agree(base) >= enough;
        is_asked || (siblings.len() > 1 && agree(base) == siblings.len() && is_whole(base))
    })
}

/// The share read as truncated, if every share of its list fits when truncated.
fn truncated(context: Context<'_>, share: &Share, base: FactId) -> Option<Constraint> {
    let read = |share: &Share| {
        let interval = cut_off(context, share.share)?;
        Some(share_of(share.share, share.part, base, Some(interval)))
    };
    let siblings: Vec<&Share> = context
        .facts
        .shares
        .iter()
        .filter(|other| other.list == share.list)
        .collect();
    let all_fit = siblings.len() > 1
        && siblings.iter().all(|other| {
            read(other).is_some_and(|constraint| judge(&constraint, context.facts).is_held())
        });
    if all_fit { read(share) } else { None }
}

/// Half a step of the last written place, times `steps`, to both sides: with three of them the
/// recomputed share may differ by one in its last digit.
fn rounded(context: Context<'_>, share: FactId, steps: Decimal) -> Option<Interval> {
    let quantity = context.facts.quantity(share)?;
    let half = Decimal::try_new(5, quantity.value.scale() + 1).ok()?;
    let slack = half.checked_mul(steps)?;
    Interval::closed(
        quantity.value.checked_sub(slack)?,
        quantity.value.checked_add(slack)?,
    )
}

/// From the printed share up to, but not, the next step.
fn cut_off(context: Context<'_>, share: FactId) -> Option<Interval> {
    let quantity = context.facts.quantity(share)?;
    let step = Decimal::try_new(1, quantity.value.scale()).ok()?;
    let next = quantity.value.checked_add(step)?;
    Interval::new(Some(End::closed(quantity.value)), Some(End::open(next)))
}

/// A rate with its part and whole, from one column of a table; what the table lacks, and all of it where
/// there is no table, from the prose.
fn bind_rate<'r>(
    context: Context<'_>,
    rule: &'r Rule,
    indicators: [IndicatorId; 3],
    out: &mut Vec<Binding<'r>>,
) {
    let in_prose = |id| in_prose(context, id).map_or(Cell::Missing, Cell::Stated);
    let mut has_table = false;
    for column in Column::every(context, rule.pack) {
        has_table = true;
        let cells = indicators.map(
            |id| match cell(context, column.row(id).map(|(_, row)| row)) {
                Cell::Missing => in_prose(id),
                stated => stated,
            },
        );
        out.extend(rate_of(context, rule, indicators[0], cells));
    }
    if !has_table {
        out.extend(rate_of(
            context,
            rule,
            indicators[0],
            indicators.map(in_prose),
        ));
    }
}

fn rate_of<'r>(
    context: Context<'_>,
    rule: &'r Rule,
    subject: IndicatorId,
    cells: [Cell; 3],
) -> Option<Binding<'r>> {
    let stated = cells.iter().filter_map(|cell| match cell {
        Cell::Stated(fact) => Some(*fact),
        Cell::Blank(_) | Cell::Missing => None,
    });
    let facts: Vec<FactId> = stated.collect();
    let refuse = |why, facts| {
        Some(Binding::Unchecked {
            rule,
            subject: Some(subject),
            why,
            facts,
        })
    };
    let &[share, part, whole] = facts.as_slice() else {
        let why = if cells.contains(&Cell::Missing) {
            Why::Missing
        } else {
            Why::Blank
        };
        // A part and a whole alone claim nothing of their rate.
        return matches!(cells[0], Cell::Stated(_))
            .then(|| refuse(why, facts))
            .flatten();
    };
    let is_percent = |id| {
        let quantity = context.facts.quantity(id);
        quantity.is_some_and(|quantity| quantity.unit.family() == Family::Percent)
    };
    if !is_percent(share) {
        return refuse(Why::Unit, facts);
    }
    let loose = rounded(context, share, Decimal::from(3))
        .map(|interval| share_of(share, part, whole, Some(interval)));
    Some(Binding::Bound(Bound {
        caution: Caution {
            last_digit: loose,
            ..Caution::default()
        },
        ..Bound::plain(
            rule,
            Some(subject),
            share_of(share, part, whole, None),
            Story::Rate,
        )
    }))
}

/// A rate of change of a figure, or of one of its parts that stand before it.
fn bind_growth<'r>(context: Context<'_>, rule: &'r Rule, growth: &Growth) -> Option<Binding<'r>> {
    let reading = |now| match growth.before {
        Before::Figure(before) => change_from(context, growth, now, before),
        Before::Difference(difference) => change_by(context, growth, now, difference),
    };
    let main = reading(growth.now)?;
    let parts = growth.parts.iter().filter_map(|&part| reading(part));
    let story = match growth.before {
        Before::Figure(_) => Story::Growth,
        Before::Difference(_) => Story::Change,
    };
    Some(Binding::Bound(Bound {
        others: parts.map(|reading| (None, reading)).collect(),
        ..Bound::plain(rule, context.facts.get(growth.now).indicator, main, story)
    }))
}

/// `now − before = rate × before`, or a plain difference.
fn change_from(
    context: Context<'_>,
    growth: &Growth,
    now: FactId,
    before: FactId,
) -> Option<Constraint> {
    let family = context.facts.quantity(growth.rate)?.unit.family();
    let sign = if growth.change == Change::Fall { 1 } else { -1 };
    let scale = match family {
        Family::Percent => 100,
        Family::Multiple | Family::Item | Family::Person | Family::Money => 1,
        _ => return None,
    };
    let mut rate = Term::new(growth.rate, sign, Role::Share);
    if matches!(family, Family::Percent | Family::Multiple) {
        rate.times = Some(before);
    }
    let mut terms = vec![rate, Term::new(now, scale, Role::Statement)];
    if growth.change != Change::Ratio {
        terms.push(Term::new(before, -scale, Role::Base));
    }
    Some(Constraint {
        terms,
        constant: Decimal::ZERO,
        relation: Relation::Equal,
    })
}

/// `difference = rate × (now ∓ difference)`, where both figures are exact.
fn change_by(
    context: Context<'_>,
    growth: &Growth,
    now: FactId,
    difference: FactId,
) -> Option<Constraint> {
    let exact = |id| {
        let quantity = context.facts.quantity(id)?;
        quantity.interval.is_point().then_some(quantity.value)
    };
    let (value, change) = (exact(now)?, exact(difference)?);
    let before = if growth.change == Change::Fall {
        value.checked_add(change)?
    } else {
        value.checked_sub(change)?
    };
    if before <= Decimal::ZERO {
        return None;
    }
    let family = context.facts.quantity(growth.rate)?.unit.family();
    let scale = match family {
        Family::Percent => -100,
        Family::Multiple | Family::Item | Family::Person | Family::Money => -1,
        _ => return None,
    };
    let rate = Term {
        coefficient: before,
        ..Term::new(growth.rate, 1, Role::Share)
    };
    // The figure itself is in the rate's coefficient; it stands here for the reader.
    let shown = Term::new(now, 0, Role::Statement);
    Some(Constraint {
        terms: vec![rate, Term::new(difference, scale, Role::Base), shown],
        constant: Decimal::ZERO,
        relation: Relation::Equal,
    })
}
