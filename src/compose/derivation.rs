//! How a rule came out, step by step: its operands, the arithmetic, the verdict, and the repairs that
//! were considered.

use crate::{
    compose::{
        Context,
        advice::Advisor,
        explained::{Broken, shown_gap},
        words,
    },
    diagnose::{Diagnoses, Diagnosis},
    engine::{Binding, Bound, Constraint, Judged, Term},
    finding::Verdict,
    language::Language,
    pack::rule::Relation,
    quantity::Decimal,
};

/// Every time `rule` was bound and judged, told in lines.
pub(super) fn derivations(
    context: Context<'_>,
    judged: &[Judged<'_>],
    diagnoses: &Diagnoses,
    rule: &str,
) -> Vec<String> {
    let mut told = Vec::new();
    for (at, one) in judged.iter().enumerate() {
        let Binding::Bound(bound) = &one.binding else {
            continue;
        };
        if *bound.rule.id == *rule {
            let mut all = diagnoses.0.iter();
            let mine = all.find(|one| one.explains.contains(&at));
            told.extend(derivation(context, judged, one, bound, mine));
        }
    }
    told
}

fn derivation(
    context: Context<'_>,
    judged: &[Judged<'_>],
    one: &Judged<'_>,
    bound: &Bound<'_>,
    diagnosis: Option<&Diagnosis>,
) -> Option<String> {
    let (name, constraint) = bound.reading(one.reading);
    let zh = context.language == Language::Zh;
    let verdict = match (&one.verdict, zh) {
        (Verdict::Holds, true) => "成立".to_owned(),
        (Verdict::Holds, false) => "holds".to_owned(),
        (Verdict::HoldsWithinRounding { .. }, true) => "在四舍五入之内成立".to_owned(),
        (Verdict::HoldsWithinRounding { .. }, false) => "holds within rounding".to_owned(),
        (Verdict::Violated { gap }, _) => {
            let gap = shown_gap(bound.story, constraint, *gap);
            match (gap, zh) {
                (Some(gap), true) => format!("不成立，相差 {gap}"),
                (Some(gap), false) => format!("violated by {gap}"),
                (None, true) => "不成立".to_owned(),
                (None, false) => "violated".to_owned(),
            }
        }
        (Verdict::Unchecked(_) | Verdict::NotApplicable, _) => return None,
    };
    let colon = if zh { "：" } else { ": " };
    let reading = match name {
        Some(name) => format!(" [{}]", name.get(context.language)),
        None => String::new(),
    };
    let mut told = format!("{verdict}{reading}{colon}{}", written(context, constraint));
    if let Some(diagnosis) = diagnosis {
        let broken: Vec<Broken<'_>> = diagnosis
            .explains
            .iter()
            .filter_map(|&at| Broken::of(&judged[at]))
            .collect();
        let advisor = Advisor::new(context, &broken);
        let dash = "\n    - ";
        for repair in &diagnosis.repairs {
            told.push_str(dash);
            told.push_str(&advisor.repair(repair));
        }
        for rejected in &diagnosis.rejected {
            told.push_str(dash);
            told.push_str(if zh { "不取：" } else { "not: " });
            told.push_str(&advisor.rejected(rejected, judged));
        }
    }
    Some(told)
}

/// A constraint with its figures: `甲 13 件 = 乙 1 件 + 丙 12 件`.
fn written(context: Context<'_>, constraint: &Constraint) -> String {
    let is_negative = |term: &&Term| term.coefficient.is_sign_negative();
    let starts_negative = constraint.terms.first().as_ref().is_some_and(is_negative);
    let side = |wanted: bool| {
        let terms = constraint.terms.iter();
        let mut told: Vec<String> = terms
            .filter(|term| is_negative(term) == wanted)
            .map(|term| operand(context, term))
            .collect();
        let constant = constraint.constant;
        if !constant.is_zero() && constant.is_sign_negative() == wanted {
            told.push(constant.abs().normalize().to_string());
        }
        if told.is_empty() {
            "0".to_owned()
        } else {
            told.join(" + ")
        }
    };
    let sign = match (constraint.relation, starts_negative) {
        (Relation::Equal, _) => "=",
        (Relation::AtMost, true) | (Relation::AtLeast, false) => "≥",
        (Relation::AtMost, false) | (Relation::AtLeast, true) => "≤",
    };
    format!(
        "{} {sign} {}",
        side(starts_negative),
        side(!starts_negative)
    )
}

/// `100 × 甲 13 件`, `甲 5.1% × 乙 255 件`.
fn operand(context: Context<'_>, term: &Term) -> String {
    let figure = |fact| {
        let label = words::short_label(context, fact);
        format!("{label} {}", words::figure(context, fact))
    };
    let mut told = figure(term.fact);
    if let Some(times) = term.times {
        told = format!("{told} × {}", figure(times));
    }
    let times = term.coefficient.abs().normalize();
    if times == Decimal::ONE {
        told
    } else {
        format!("{times} × {told}")
    }
}
