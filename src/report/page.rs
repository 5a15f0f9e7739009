//! A rule's page: what it checks, why, and on what it was tried.

use std::fmt::Write;

use super::words::{pick, severity_word};
use crate::{
    language::Language,
    pack::{
        PackSet,
        rule::{Check, Expect, FormCheck, Parts, PeriodIs, Recalculation, Rule, Sum, TieOutOver},
    },
    template::{IndicatorId, Template},
};

/// The page of `rule` as plain text.
#[must_use]
pub fn rule_page(rule: &Rule, packs: &PackSet, language: Language) -> String {
    let pick = |zh, en| pick(language, zh, en);
    let mut page = String::new();
    let mut say = |lead: &str, words: &str| {
        if !words.trim().is_empty() {
            // Writing to a string does not fail.
            let _ = writeln!(page, "{lead}{words}");
        }
    };
    let home = packs.pack(rule.pack);
    say("", &format!("{}: {}\n", rule.id, rule.title.get(language)));
    say(
        pick("规则包：", "pack:     "),
        &format!("{} {}", home.id, home.title.get(language)),
    );
    say(
        pick("级别：", "severity: "),
        severity_word(rule.severity, language),
    );
    say(pick("自版本：", "since:    "), &rule.since);
    say(
        pick("核对：", "checks:   "),
        &check_words(&rule.check, &packs.template, language),
    );
    say(pick("理由：", "why:      "), rule.why.get(language).trim());
    for basis in &rule.basis {
        say(pick("依据：", "basis:    "), basis);
    }
    for example in rule.examples.iter() {
        say(
            "",
            &format!(
                "\n{}{} — {}",
                pick("例：", "example:  "),
                example.name,
                expected(example.expect, language)
            ),
        );
        let text = example.report.trim_end().replace('\n', "\n    ");
        say("    ", &text);
    }
    page
}

fn expected(expect: Expect, language: Language) -> &'static str {
    let (zh, en) = match expect {
        Expect::Violated => ("应报出", "violated"),
        Expect::Holds => ("成立", "holds"),
        Expect::Silent => ("不应作声", "silent"),
    };
    pick(language, zh, en)
}

/// What a check asserts, in one line.
pub(super) fn check_words(check: &Check, template: &Template, language: Language) -> String {
    let pick = |zh, en| pick(language, zh, en);
    let name = |id: &IndicatorId| template.indicator(*id).name.get(language);
    match check {
        Check::Footing(sum) => sum_words(sum, "=", template, language),
        Check::Cover(sum) => sum_words(sum, "<=", template, language),
        Check::CrossFooting(_) => pick(
            "表中每一行，总计一列等于其余各列之和",
            "in every row the total is the sum of the other columns",
        )
        .to_owned(),
        Check::CarryForward(carry) => format!(
            "{} + {} = {} + {}",
            name(&carry.new),
            name(&carry.opening),
            name(&carry.handled),
            name(&carry.closing)
        ),
        Check::Subset(subset) => joined(
            subset
                .pairs
                .iter()
                .map(|(part, whole)| format!("{} <= {}", name(part), name(whole))),
        ),
        Check::TieOut(tie) => match &tie.over {
            TieOutOver::Indicators(ids) => format!(
                "{}{}",
                pick("各处所述须一致：", "one value wherever stated: "),
                joined(ids.iter().map(|id| name(id).to_owned()))
            ),
            TieOutOver::Every { except } if except.is_empty() => pick(
                "每项指标各处所述须一致",
                "every indicator has one value wherever stated",
            )
            .to_owned(),
            TieOutOver::Every { except } => format!(
                "{}{}",
                pick(
                    "每项指标各处所述须一致，除外：",
                    "every indicator has one value wherever stated, except "
                ),
                joined(except.iter().map(|id| name(id).to_owned()))
            ),
            TieOutOver::Pairs(pairs) => joined(
                pairs
                    .iter()
                    .map(|(said, row)| format!("{} = {}", name(said), name(row))),
            ),
            TieOutOver::Combined { whole, parts } => {
                format!("{} = {}", name(whole), plus(parts, template, language))
            }
            TieOutOver::ChartPoints => pick(
                "图表各点的标签与数值须一致",
                "labels and plotted values of a chart agree",
            )
            .to_owned(),
        },
        Check::Recalculation(Recalculation::Shares) => {
            pick("占比 = 分项 ÷ 基数", "share = part / base").to_owned()
        }
        Check::Recalculation(Recalculation::TableShares) => pick(
            "自拟表的占比 = 本行 ÷ 合计",
            "share of a table's own = row / total",
        )
        .to_owned(),
        Check::Recalculation(Recalculation::Growth) => pick(
            "增幅 =（本期 − 上期）÷ 上期",
            "growth = (this - last) / last",
        )
        .to_owned(),
        Check::Recalculation(Recalculation::Rate { rate, part, whole }) => {
            format!("{} = {} ÷ {}", name(rate), name(part), name(whole))
        }
        Check::Equation(equation) => {
            let readings = equation
                .readings
                .iter()
                .map(|r| r.name.get(language).to_owned());
            let or = pick("；或：", "; or: ");
            std::iter::once(equation.text.clone())
                .chain(readings)
                .collect::<Vec<_>>()
                .join(or)
        }
        Check::Form(check) => form_words(check, language),
    }
}

/// The same of a check of the report's form.
fn form_words(check: &FormCheck, language: Language) -> String {
    let (zh, en) = match check {
        FormCheck::Wording(_) => ("不应出现：", "should not stand there: "),
        FormCheck::Attachment(_) => ("提到的附件须在文中：", "what is announced must follow: "),
        FormCheck::Period(period) if period.is == PeriodIs::WholeYear => (
            "这样引出的期限须为整一年：",
            "a period so introduced is a whole year: ",
        ),
        FormCheck::Period(_) => (
            "这样引出的期限须与标题同年：",
            "a period so introduced is of the title's year: ",
        ),
        FormCheck::Year(_) => ("这里的年份须与标题相同：", "the year here is the title's: "),
        FormCheck::DateLine => (
            "落款不早于报告期末",
            "dated no earlier than the period ends",
        ),
        FormCheck::HeadingOrder => ("同级标题序号连续", "marks of one level follow each other"),
        FormCheck::FormYear => (
            "各表所用表式适用于本年度",
            "every table is of the form in use in the report's year",
        ),
        FormCheck::Brackets(_) => ("括号成对", "brackets come in pairs"),
        FormCheck::Citation(_) => ("文号与所引文件相符：", "cited with its number: "),
        FormCheck::Parts(_) => ("部分数与所列相符：", "as many parts as are named: "),
    };
    let pattern = check
        .patterns()
        .first()
        .map_or("", |pattern| pattern.as_str());
    format!("{}{pattern}", pick(language, zh, en))
}

fn sum_words(sum: &Sum, relation: &str, template: &Template, language: Language) -> String {
    let pick = |zh, en| pick(language, zh, en);
    match sum {
        Sum::PartLists => pick(
            "文中每一处总数与其所列分项之和",
            "every total in the prose against its listed parts",
        )
        .to_owned(),
        Sum::ShareLists => pick(
            "文中并列的各占比之和为 100%",
            "every list of shares in the prose adds up to 100%",
        )
        .to_owned(),
        Sum::TableTotals => pick(
            "自拟表中每一行、每一列合计与其所合计的各行、各列之和",
            "every total row and column of a table of the report's own against what it sums",
        )
        .to_owned(),
        Sum::Indicators { total, parts, .. } => {
            let total = template.indicator(*total).name.get(language);
            let parts = match parts {
                Parts::Children => pick("其下各行之和", "sum of the rows under it").to_owned(),
                Parts::Named { required, optional } if optional.is_empty() => {
                    plus(required, template, language)
                }
                Parts::Named { required, optional } => format!(
                    "{} [+ {}]",
                    plus(required, template, language),
                    plus(optional, template, language)
                ),
            };
            format!("{total} {relation} {parts}")
        }
    }
}

fn plus(ids: &[IndicatorId], template: &Template, language: Language) -> String {
    let names = ids
        .iter()
        .map(|id| template.indicator(*id).name.get(language));
    names.collect::<Vec<_>>().join(" + ")
}

fn joined(words: impl Iterator<Item = String>) -> String {
    words.collect::<Vec<_>>().join("; ")
}
