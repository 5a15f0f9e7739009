//! What could have made a figure wrong, and how often such things happen.

use crate::{
    diagnose::{
        graph::{Graph, Standing},
        slip,
    },
    engine::Story,
    fact::{FactId, Origin},
    finding::{Cause, Role},
    pack::rule::Relation,
    quantity::{Decimal, Exactness},
};

/// The likeliest explanation of a changed figure.
pub(super) struct Told {
    pub(super) cause: Cause,
    /// The figure that it was copied from, or that was counted twice or left out.
    pub(super) like: Option<FactId>,
    /// Whether a slip of the hand explains it, whatever else may.
    pub(super) is_slip: bool,
    pub(super) cost: u32,
}

/// How near a figure must stand for its equal to be a copy, in figures.
const NEAR: usize = 3;
/// How many equals of a figure are looked at for one that is near.
const MOST_EQUALS: usize = 32;
/// What a change costs that nothing explains.
const UNEXPLAINED: u32 = 24;
/// What it costs that prose was not brought up to date with its table.
const OUTDATED: u32 = 7;
/// How much likelier a slip is where a confirmed figure says otherwise.
const CONFIRMED: u32 = 4;
/// The least figure that is recognised wherever it is copied to.
const TELLING: Decimal = Decimal::ONE_HUNDRED;

/// Why `fact` should read `to`: the cheapest of all that would explain it.
pub(super) fn of(graph: &Graph<'_>, required: &[usize], fact: FactId, to: Decimal) -> Told {
    let plain = |cause, cost| Told {
        cause,
        like: None,
        is_slip: false,
        cost,
    };
    let slipped = slipped(graph, fact, to);
    let is_outdated = is_outdated(graph, required, fact);
    let told = [
        Some(unexplained(graph, required, fact, to)),
        is_outdated.then(|| plain(Cause::ProseNotUpdated, OUTDATED)),
        // The table being right, the figure is wrong whatever was done to it.
        slipped
            .filter(|_| is_outdated)
            .map(|(cause, cost)| plain(cause, cost - CONFIRMED)),
        slipped.map(|(cause, cost)| plain(cause, cost)),
        copied(graph, fact),
        miscounted(graph, required, fact, to),
    ];
    let likeliest = told.into_iter().flatten().min_by_key(|told| told.cost);
    let mut likeliest = likeliest.unwrap_or_else(|| plain(Cause::Unexplained, UNEXPLAINED));
    likeliest.is_slip = slipped.is_some();
    if graph.facts.get(fact).origin == Origin::Statement {
        // That something did not happen is not written by a slip of the hand.
        likeliest.cost += 5;
    }
    likeliest
}

fn unexplained(graph: &Graph<'_>, required: &[usize], fact: FactId, to: Decimal) -> Told {
    let is_total = roles(graph, required, fact).any(|role| role == Role::Total);
    let is_share = roles(graph, required, fact).any(|role| role == Role::Share);
    let (cause, cost) = match graph.facts.quantity(fact) {
        None if to.is_zero() => (Cause::Blank, 10),
        None => (Cause::Blank, 14),
        Some(_) if is_share => (Cause::Miscalculated, 16),
        Some(_) if is_total => (Cause::StaleTotal, 22),
        Some(_) => (Cause::Unexplained, UNEXPLAINED),
    };
    Told {
        cause,
        like: None,
        is_slip: false,
        cost,
    }
}

fn roles(graph: &Graph<'_>, required: &[usize], fact: FactId) -> impl Iterator<Item = Role> {
    let terms = required
        .iter()
        .flat_map(|&at| &graph.equations[at].main.terms);
    terms
        .filter(move |term| term.fact == fact)
        .map(|term| term.role)
}

/// The slip of the hand, which proves the less the shorter the figure.
fn slipped(graph: &Graph<'_>, fact: FactId, to: Decimal) -> Option<(Cause, u32)> {
    let printed = graph.facts.quantity(fact)?;
    let step = match printed.exactness {
        Exactness::Rounded => {
            let (lo, hi) = (printed.interval.lo()?, printed.interval.hi()?);
            hi.at.checked_sub(lo.at)?
        }
        _ => Decimal::try_new(1, printed.value.scale().max(to.scale())).ok()?,
    };
    // A share may have lost a place along with a digit.
    let is_rounded = printed.exactness == Exactness::Rounded;
    let to_step = if is_rounded && to.scale() != printed.value.scale() {
        Decimal::try_new(1, to.scale()).ok()?
    } else {
        step
    };
    let cause = slip::between((printed.value, step), (to, to_step))?;
    let usual = match cause {
        Cause::DigitsTransposed => 8,
        Cause::DigitDoubled => 9,
        Cause::DigitReplaced => 10,
        Cause::DigitDropped => 11,
        _ => 12,
    };
    let shorter = printed.value.min(to);
    let n_digits = shorter.checked_div(step).map_or(0, |units| match units {
        units if units < Decimal::TEN => 1,
        units if units < TELLING => 2,
        _ => 3,
    });
    let is_zero = printed.value.is_zero() || to.is_zero();
    Some((
        cause,
        usual + (3 - n_digits) * 2 + if is_zero { 3 } else { 0 },
    ))
}

/// Another figure of the report that reads the same, of something else.
fn copied(graph: &Graph<'_>, fact: FactId) -> Option<Told> {
    let facts = graph.facts;
    let printed = facts.quantity(fact)?;
    if printed.value < Decimal::TEN {
        return None;
    }
    let this = facts.get(fact);
    let is_other = |&other: &FactId| {
        let fact = facts.get(other);
        let is_same_thing = fact.indicator.is_some() && fact.indicator == this.indicator;
        fact.value == this.value && fact.origin != Origin::Chart && !is_same_thing
    };
    let equals = graph.stating(printed.value);
    let mut others = equals.filter(|&other| other != fact).filter(is_other);
    let is_near = |other: FactId| other.index().abs_diff(fact.index()) <= NEAR;
    let told = |like: FactId, cost| Told {
        cause: Cause::Copied,
        like: Some(like),
        is_slip: false,
        cost,
    };
    let is_telling = printed.value >= TELLING;
    let like = others.next()?;
    let near = std::iter::once(like)
        .chain(others)
        .take(MOST_EQUALS)
        .find(|&other| is_near(other));
    match near {
        Some(like) => Some(told(like, if is_telling { 7 } else { 10 })),
        None => is_telling.then(|| told(like, 8)),
    }
}

/// A total that is off by one of its parts.
fn miscounted(graph: &Graph<'_>, required: &[usize], fact: FactId, to: Decimal) -> Option<Told> {
    let printed = graph.facts.quantity(fact)?.value;
    let off = printed.checked_sub(to)?;
    let mut terms = required
        .iter()
        .map(|&at| &*graph.equations[at].main)
        .filter(|main| main.relation == Relation::Equal)
        .filter(|main| {
            let head = main.terms.first();
            head.is_some_and(|head| head.fact == fact && head.role == Role::Total)
        })
        .flat_map(|main| &main.terms);
    let part = terms.find(|term| {
        let value = graph.facts.quantity(term.fact).map(|part| part.value);
        term.role == Role::Part && value == Some(off.abs())
    })?;
    let cause = if off.is_sign_positive() {
        Cause::CountedTwice
    } else {
        Cause::LeftOut
    };
    let n_parts = required
        .iter()
        .map(|&at| graph.equations[at].main.terms.len())
        .max();
    // Among many small parts one will fit by chance.
    let is_telling = off.abs() >= Decimal::TEN && n_parts.is_some_and(|n| n < 12);
    Some(Told {
        cause,
        like: Some(part.fact),
        is_slip: false,
        cost: if is_telling { 11 } else { 15 },
    })
}

/// Whether prose says otherwise than a table whose figure other sums of the table confirm.
fn is_outdated(graph: &Graph<'_>, required: &[usize], fact: FactId) -> bool {
    if graph.facts.get(fact).origin != Origin::Prose {
        return false;
    }
    let ties = required.iter().filter(|&&at| graph.has(at, fact));
    let mut rows = ties
        .map(|&at| &graph.equations[at])
        .filter(|tie| matches!(tie.story, Story::TieOut | Story::Combined))
        .flat_map(|tie| tie.main.facts())
        .filter(|&row| graph.facts.get(row).origin == Origin::Table);
    rows.any(|row| {
        graph.touching(row).iter().any(|&at| {
            let sum = &graph.equations[at];
            sum.standing == Standing::Held
                && sum.is_equality()
                && sum.main.terms.len() > 2
                && !matches!(sum.story, Story::TieOut | Story::Combined)
        })
    })
}
