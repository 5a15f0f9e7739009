//! Consistent reports, made wrong in one figure at a time.
//!
//! Only figures that some rule judged are changed; what a rule does not reach cannot be caught.
//! How surely a change shows depends on what holds the figure, which is read off the rules and
//! the facts of the sound report, not off what becomes of the faulted one.

use std::{cmp::Reverse, collections::BTreeMap};

use gouji::{
    audit::{Audit, Auditor, Fate, Figure},
    fact::{Closure, Extractor, Fact, Facts, PartList, Value},
    finding::Finding,
    language::Language,
    pack::rule::{Check, Relation, Rule, Sum, TieOutOver},
    quantity::Decimal,
    severity::Severity,
    source,
    span::Span,
};

use crate::fixture::{Audited, Fixture, PACKS, all, on_all_processors, touches};

/// What holds a figure in its place, the surest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Hold {
    /// A sum or an equation over exact figures of a table, or the two values of a chart's point.
    Exact,
    /// A second statement of the same thing.
    Stated,
    /// A list of prose that says to be complete.
    List,
    /// A share or a growth rate: rounding leaves some room.
    Share,
    /// A bound that it breaks if it grows far enough.
    Bound,
    /// A bound that it could only break by shrinking, if there is no slack.
    Slack,
    /// A relation that confirms it when it holds, and proves nothing when it does not.
    Nothing,
}

/// What became of one changed figure.
#[derive(Clone)]
struct Fault {
    hold: Hold,
    /// How it was changed, and whether that was found.
    changes: Vec<Change>,
    /// The report, line and words, for a failure.
    at: String,
}

#[derive(Clone)]
struct Change {
    to: String,
    is_found: bool,
    /// Whether a finding stands on the changed figure itself.
    is_pointed_at: bool,
}

#[test]
#[expect(
    clippy::print_stdout,
    reason = "what was found of how many is worth reading"
)]
fn a_wrong_figure_is_found() {
    let mut fixtures = all();
    fixtures.retain(|fixture| fixture.expected.consistent);
    let faults = on_all_processors(&fixtures, faulted).concat();
    let mut counts: BTreeMap<Hold, (usize, usize)> = BTreeMap::new();
    let mut missed = Vec::new();
    let mut not_pointed_at = Vec::new();
    for fault in &faults {
        let mut changes = fault.changes.iter();
        let is_found = match fault.hold {
            Hold::Exact | Hold::Stated => changes.all(|change| change.is_found),
            _ => changes.any(|change| change.is_found),
        };
        let (n_found, n_all) = counts.entry(fault.hold).or_default();
        *n_found += usize::from(is_found);
        *n_all += 1;
        let was_changed: Vec<_> = fault.changes.iter().map(|c| c.to.as_str()).collect();
        let told = format!(
            "{:?}: {} -> {}",
            fault.hold,
            fault.at,
            was_changed.join(", ")
        );
        if !is_found {
            if fault.hold != Hold::Nothing {
                missed.push(told);
            }
        } else if fault.hold == Hold::Exact && !fault.changes.iter().all(|c| c.is_pointed_at) {
            not_pointed_at.push(told);
        }
    }
    let missed = missed.join("\n");
    println!("found, of all: {counts:?}\n{missed}");
    let found = |hold: Hold| counts.get(&hold).copied().unwrap_or_default();
    for (hold, least) in [(Hold::Exact, 800), (Hold::Stated, 350), (Hold::Bound, 180)] {
        let (n_found, n_all) = found(hold);
        assert_eq!(n_found, n_all, "{hold:?}: {missed}");
        assert!(n_found >= least, "{counts:?}");
    }
    // FIXME: a list that no word opens is taken for one only while it adds up: a wrong part hides it.
    assert!(found(Hold::List).0 >= 180, "{missed}");
    // FIXME: a share whose base is no sure total falls silent where it does not fit.
    assert!(found(Hold::Share).0 >= 90, "{missed}");
    // What may grow freely and is small beside the slack, or zero, can move without being wrong.
    assert!(found(Hold::Slack).0 >= 70, "{missed}");
    assert!(not_pointed_at.is_empty(), "{}", not_pointed_at.join("\n"));
}

/// Reports with more figures than this that rules judged are grids.
const LARGE: usize = 120;

/// Each figure of a report that a rule judged, changed in several ways, one at a time.
fn faulted(fixture: &Fixture) -> Vec<Fault> {
    let auditor = Auditor::new(&PACKS, Language::Zh);
    let sound = Audited::new(&fixture.bytes);
    let facts = Extractor::new(&PACKS.template).extract(&sound.document);
    let mut faults = Vec::new();
    let n_checked = sound.audit.coverage.checked;
    for figure in &sound.audit.figures {
        let Fate::Checked(ids) = &figure.fate else {
            continue;
        };
        let rules: Vec<&Rule> = PACKS
            .rules()
            .filter(|rule| ids.contains(&rule.id))
            .collect();
        let Some((hold, ceiling)) = held(&rules, figure, &facts) else {
            continue;
        };
        let mut values = other_values(figure, &sound.audit.text, hold);
        if n_checked > LARGE && matches!(hold, Hold::Exact | Hold::Stated) {
            // Every cell of a grid, each in one of the ways.
            let at = faults.len() % values.len();
            values = vec![values.swap_remove(at)];
        }
        let mut changes = Vec::new();
        for to in values {
            let change = change(
                &auditor,
                &sound.audit,
                figure,
                to,
                ceiling.min(Severity::Warning),
            );
            let is_enough = !matches!(hold, Hold::Exact | Hold::Stated) && change.is_found;
            changes.push(change);
            if is_enough {
                break;
            }
        }
        let text = &sound.audit.text;
        let before = Span::new(0, figure.span.start as usize).of(text);
        let (label, printed) = (figure.label_in(text), figure.span.of(text));
        let line = before.lines().count();
        faults.push(Fault {
            hold,
            changes,
            at: format!("{}:{line}: {label} {printed} {ids:?}", fixture.name),
        });
    }
    faults
}

/// What comes of it if `figure` reads `to`; only findings that the sound report has not, count.
fn change(
    auditor: &Auditor<'_>,
    sound: &Audit,
    figure: &Figure,
    to: String,
    least: Severity,
) -> Change {
    let mut wrong = sound.text.clone();
    wrong.replace_range(figure.span.range(), &to);
    let start = figure.span.start as usize;
    let changed = Span::new(start, start + to.len());
    let (document, gaps) = source::read(wrong.as_bytes()).expect("a changed digit leaves it text");
    let audit = auditor.audit(document, gaps);
    let is_new = |finding: &&Finding| {
        let mut known = sound.findings.iter();
        finding.severity >= least && known.all(|known| known.place != finding.place)
    };
    let found: Vec<_> = audit.findings.iter().filter(is_new).collect();
    let mut marks = found
        .iter()
        .flat_map(|finding| finding.related.iter().chain([&finding.primary]));
    Change {
        to,
        is_found: !found.is_empty(),
        is_pointed_at: marks.any(|mark| touches(mark.span, changed)),
    }
}

/// The surest hold on a figure, and the most severe that a rule with such a hold may say.
fn held(rules: &[&Rule], figure: &Figure, facts: &Facts) -> Option<(Hold, Severity)> {
    let holds = rules
        .iter()
        .filter_map(|rule| Some((hold(rule, figure, facts)?, rule.severity)));
    holds.min_by_key(|&(hold, severity)| (hold, Reverse(severity)))
}

fn hold(rule: &Rule, figure: &Figure, facts: &Facts) -> Option<Hold> {
    let is = |id| figure.indicator.as_deref() == Some(PACKS.template.indicator(id).key.as_ref());
    Some(match &*rule.check {
        Check::Footing(Sum::Indicators { .. })
        | Check::CrossFooting(_)
        | Check::CarryForward(_) => Hold::Exact,
        Check::Footing(Sum::PartLists) => {
            let stands_in = |list: &&PartList| {
                let mut all = list.parts.iter().chain(&list.totals);
                all.any(|&fact| facts.get(fact).span == figure.span)
            };
            if facts.lists.iter().filter(stands_in).any(is_binding) {
                Hold::List
            } else {
                Hold::Nothing
            }
        }
        Check::TieOut(tie_out) => match tie_out.over {
            TieOutOver::ChartPoints => Hold::Exact,
            TieOutOver::Combined { .. } if is_weak(figure, facts) => Hold::Nothing,
            TieOutOver::Combined { .. } => Hold::Stated,
            _ if is_stated_twice(figure, facts) => Hold::Stated,
            _ => Hold::Nothing,
        },
        // What holds a figure of such a table depends on how many others come out.
        Check::Footing(Sum::TableTotals) => Hold::Nothing,
        Check::Footing(Sum::ShareLists) | Check::Recalculation(_) => Hold::Share,
        Check::Equation(equation) if equation.holds.relation == Relation::Equal => Hold::Exact,
        Check::Cover(_) => Hold::Bound,
        Check::Subset(subset) if subset.pairs.iter().any(|&(part, _)| is(part)) => Hold::Bound,
        Check::Equation(equation) => {
            let grows = if equation.holds.relation == Relation::AtMost {
                Decimal::ONE
            } else {
                -Decimal::ONE
            };
            let mut terms = equation.holds.terms.iter();
            if terms.any(|&(coefficient, id)| is(id) && coefficient * grows > Decimal::ZERO) {
                Hold::Bound
            } else {
                Hold::Slack
            }
        }
        Check::Subset(_) => Hold::Slack,
        Check::Form(_) => return None,
    })
}

/// Whether a list says to be complete, and leaves no doubt what it is a list of.
fn is_binding(list: &PartList) -> bool {
    let is_complete = matches!(
        list.closure,
        Closure::Closed | Closure::Rested | Closure::Exhaustive | Closure::Summed
    );
    is_complete && list.is_total_sure && !list.has_strangers && !list.may_overlap
}

/// Whether the words of a figure may name something else.
fn is_weak(figure: &Figure, facts: &Facts) -> bool {
    let mut facts = facts.facts.iter();
    facts.any(|fact| fact.span == figure.span && fact.is_weak)
}

/// Whether a second statement of a figure's indicator, as exact as it is, could contradict it.
fn is_stated_twice(figure: &Figure, facts: &Facts) -> bool {
    let Some(this) = facts.facts.iter().find(|fact| fact.span == figure.span) else {
        return false;
    };
    let is_exact = |fact: &Fact| match &fact.value {
        Value::Stated(quantity) => quantity.interval.is_point(),
        _ => false,
    };
    let mut others = facts
        .facts
        .iter()
        .filter(|fact| fact.indicator == this.indicator && fact.span != this.span);
    is_exact(this)
        && !this.is_weak
        && others.any(|fact| is_exact(fact) && !fact.is_weak && fact.is_of_report())
}

/// Other values for a figure, as they could have been printed.
fn other_values(figure: &Figure, text: &str, hold: Hold) -> Vec<String> {
    let printed = figure.span.of(text);
    let is_plain = |byte: u8| byte.is_ascii_digit() || byte == b'.' || byte == b',';
    let printed = if printed.bytes().all(is_plain) {
        printed.to_owned()
    } else {
        // `十二` becomes `13` as well as `12` does.
        let quantity = figure
            .quantity
            .as_ref()
            .expect("what is checked is a quantity");
        quantity.value.normalize().to_string()
    };
    let ungrouped = printed.replace(',', "");
    let is_zero = ungrouped.bytes().all(|byte| byte == b'0' || byte == b'.');
    let longer = if is_zero {
        "10".to_owned()
    } else {
        format!("1{ungrouped}")
    };
    let mut changes = vec![step(&printed, true), longer];
    if !is_zero {
        changes.push(step(&printed, false));
    }
    if !matches!(hold, Hold::Exact | Hold::Stated) {
        changes.push(format!("99999{ungrouped}"));
        changes.push("0".to_owned());
    }
    changes
}

/// One more or less in the last place that is printed.
fn step(printed: &str, is_up: bool) -> String {
    let (last, turned) = if is_up { ('9', '0') } else { ('0', '9') };
    let mut digits: Vec<char> = printed.chars().collect();
    let mut places = digits
        .iter_mut()
        .rev()
        .filter(|digit| digit.is_ascii_digit());
    loop {
        match places.next() {
            Some(digit) if *digit == last => *digit = turned,
            Some(digit) => {
                let code = if is_up {
                    *digit as u8 + 1
                } else {
                    *digit as u8 - 1
                };
                *digit = code.into();
                break;
            }
            None => {
                digits.insert(0, '1');
                break;
            }
        }
    }
    if digits.len() > 1 && digits[0] == '0' && digits[1].is_ascii_digit() {
        digits.remove(0);
    }
    digits.into_iter().collect()
}

#[test]
fn steps_are_taken_in_the_last_place() {
    let cases = [
        ("3", "4", "2"),
        ("9", "10", "8"),
        ("100", "101", "99"),
        ("74.1", "74.2", "74.0"),
        ("1,999", "2,000", "1,998"),
        ("10.0", "10.1", "9.9"),
    ];
    for (printed, more, less) in cases {
        assert_eq!(step(printed, true), more);
        assert_eq!(step(printed, false), less);
    }
}
