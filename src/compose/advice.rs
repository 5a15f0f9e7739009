//! What would mend a finding, in words: the figure, what it should have been, which relations
//! hold then, and what probably went wrong.

use crate::{
    compose::{Context, cause_words, edit, explained::Broken, words},
    diagnose::{Diagnosis, Edit, Misbooking, Rejected, Repair},
    engine::{Bound, Judged, Story, judge::Values},
    fact::{FactId, Origin, Value},
    finding::{Cause, Role, written},
    language::Language,
    quantity::Decimal,
};

/// The most repairs that are as likely as each other and still told one by one.
const MOST_ALIKE: usize = 3;

/// The help of a finding: its repair, if there is one, and why things must be so.
pub(super) fn help(
    context: Context<'_>,
    bound: &Bound<'_>,
    broken: &[Broken<'_>],
    diagnosis: &Diagnosis,
    judged: &[Judged<'_>],
) -> String {
    let advisor = Advisor::new(context, broken);
    match (diagnosis.cause(), diagnosis.n_likeliest()) {
        (Some(repair), _) => {
            let told = advisor.repair(repair);
            let doubt = advisor.doubt(repair, diagnosis, judged);
            let why = words::why(context.language, bound);
            [&told, &doubt, advisor.stop(), "\n", why].concat()
        }
        (None, 0) => words::help(context.language, bound),
        (None, n) => format!(
            "{}\n{}",
            words::help(context.language, bound),
            advisor.alike(diagnosis.repairs.get(..n).unwrap_or_default())
        ),
    }
}

/// Several sentences as one, and how many are left out.
pub(super) fn joined(language: Language, told: &[String], n_more: usize) -> String {
    let sign = if language == Language::Zh {
        "；"
    } else {
        "; "
    };
    if let ([only], 0) = (told, n_more) {
        return only.clone();
    }
    let more = (n_more > 0).then(|| match language {
        Language::Zh => format!("另有 {n_more} 项关系不成立"),
        Language::En => format!("{n_more} more relations fail"),
    });
    let told = told.iter().chain(&more).map(String::as_str);
    told.collect::<Vec<_>>().join(sign)
}

/// Tells of repairs of what is broken.
pub(super) struct Advisor<'a> {
    context: Context<'a>,
    broken: &'a [Broken<'a>],
}

impl<'a> Advisor<'a> {
    pub(super) fn new(context: Context<'a>, broken: &'a [Broken<'a>]) -> Self {
        Self { context, broken }
    }

    fn zh(&self) -> bool {
        self.context.language == Language::Zh
    }

    fn stop(&self) -> &'static str {
        if self.zh() { "。" } else { "." }
    }

    fn and(&self) -> &'static str {
        if self.zh() { "，且" } else { " and " }
    }

    fn label(&self, fact: FactId) -> String {
        words::short_label(self.context, fact)
    }

    /// One repair, with what holds then and what probably went wrong.
    pub(super) fn repair(&self, repair: &Repair) -> String {
        if let Some(booking) = repair.booking {
            return self.booking(booking);
        }
        let changes: Vec<String> = repair.edits.iter().map(|edit| self.change(edit)).collect();
        let changes = changes.join(if self.zh() { "，" } else { ", " });
        let relations = self.relations(repair);
        let cause = self.cause(repair);
        let then = if self.zh() { "：改后" } else { ": then " };
        [&changes, then, &relations, &cause].concat()
    }

    /// `甲 2562 应为 2572`.
    fn change(&self, edit: &Edit) -> String {
        let label = self.label(edit.fact);
        let printed = edit::printed(self.context, edit.fact, edit.to);
        let from = match printed.from.trim() {
            "" if self.zh() => "（空白）",
            "" => "(blank)",
            from => from,
        };
        let to = printed.to;
        let should_be = if self.zh() { "应为" } else { "should read" };
        // `未发生行政复议` is its own label.
        if label == from {
            [&label, " ", should_be, " ", &to].concat()
        } else {
            [&label, " ", from, " ", should_be, " ", &to].concat()
        }
    }

    /// Which relations hold once the figures are mended.
    fn relations(&self, repair: &Repair) -> String {
        let values = repair.values(self.context.facts);
        let mut told: Vec<String> = Vec::new();
        for one in self.broken {
            let words = self.relation(one, &values, repair);
            if !told.contains(&words) {
                told.push(words);
            }
        }
        told.join(self.and())
    }

    fn relation(&self, one: &Broken<'_>, values: &impl Values, repair: &Repair) -> String {
        let zh = self.zh();
        let number = |fact| match values.value(fact) {
            Value::Stated(quantity) => quantity.value.normalize(),
            Value::Blank | Value::NotApplicable => Decimal::ZERO,
        };
        let terms = &one.main.terms;
        let head = terms.first().map_or(FactId(0), |term| term.fact);
        let is_mended = |fact| repair.edits.iter().any(|edit| edit.fact == fact);
        match one.bound.story {
            Story::Footing | Story::List => {
                let totals = terms.iter().filter(|term| term.role == Role::Total);
                let total: Decimal = totals.map(|term| number(term.fact)).sum();
                match (zh, one.bound.story) {
                    (true, Story::List) => format!("本句合计 {total} 成立"),
                    (true, _) => format!("{}各项合计 {total} 成立", self.label(head)),
                    (false, Story::List) => format!("the list adds up to {total}"),
                    (false, _) => format!("{} adds up to {total}", self.label(head)),
                }
            }
            Story::TieOut | Story::Combined | Story::ChartPoint => {
                let others = terms.iter().map(|term| term.fact);
                let others: Vec<FactId> = others.filter(|&fact| !is_mended(fact)).collect();
                let printed: Vec<String> = others
                    .iter()
                    .map(|&fact| number(fact))
                    .filter(|value| others.len() == 1 || !value.is_zero())
                    .map(written)
                    .collect();
                let printed = printed.join(" + ");
                let origin = others
                    .first()
                    .map(|&fact| self.context.facts.get(fact).origin);
                match (zh, origin) {
                    (true, Some(Origin::Table)) => format!("与统计表 {printed} 一致"),
                    (true, Some(Origin::Chart)) => format!("与图表 {printed} 一致"),
                    (true, _) => format!("与正文 {printed} 一致"),
                    (false, Some(Origin::Table)) => format!("it agrees with the table's {printed}"),
                    (false, Some(Origin::Chart)) => format!("it agrees with the chart's {printed}"),
                    (false, _) => format!("it agrees with the text's {printed}"),
                }
            }
            Story::Share if terms.len() == 2 && terms[0].times.is_some() => {
                let base = terms[0].times.map_or(Decimal::ZERO, number);
                let (share, part) = (number(head), number(terms[1].fact));
                if zh {
                    format!("占比 {share}% 与 {part} ÷ {base} 相符")
                } else {
                    format!("{part} of {base} is {share}%")
                }
            }
            _ if zh => format!("“{}”成立", one.bound.rule.title.get(Language::Zh)),
            _ => format!("it is so that {}", one.bound.rule.title.get(Language::En)),
        }
    }

    /// What probably went wrong.
    fn cause(&self, repair: &Repair) -> String {
        let zh = self.zh();
        let Some(first) = repair.edits.first() else {
            return String::new();
        };
        let span = self.context.facts.get(first.fact).span;
        let printed = span.of(self.context.document.text());
        let like = first.like.map(|like| {
            let value = words::figure(self.context, like);
            (self.label(like), value)
        });
        let told = match (repair.cause, like) {
            (Cause::Copied, Some((label, _))) if zh => {
                format!("{printed} 与{label}的数字相同，疑为误抄")
            }
            (Cause::Copied, Some((label, _))) => {
                format!("{printed} is also the figure of {label}, probably copied from there")
            }
            (Cause::CountedTwice, Some((label, value))) if zh => {
                format!("相差之数正是{label} {value}，疑重复计入")
            }
            (Cause::CountedTwice, Some((label, value))) => {
                format!("it is off by {label} {value}, probably counted twice")
            }
            (Cause::LeftOut, Some((label, value))) if zh => {
                format!("相差之数正是{label} {value}，疑漏计")
            }
            (Cause::LeftOut, Some((label, value))) => {
                format!("it is off by {label} {value}, probably left out")
            }
            (cause, _) => cause_words(cause, self.context.language).to_owned(),
        };
        match (told.is_empty(), zh) {
            (true, _) => told,
            (false, true) => ["；", &told].concat(),
            (false, false) => ["; ", &told].concat(),
        }
    }

    /// A figure that is right, and counted where it should not be.
    fn booking(&self, booking: Misbooking) -> String {
        let zh = self.zh();
        let term = self.label(booking.term);
        let value = words::figure(self.context, booking.term);
        let within = booking.within.map(|total| {
            let value = words::figure(self.context, total);
            format!("{} {value}", self.label(total))
        });
        match (booking.kind, within, zh) {
            (Cause::CountedTwice, Some(within), true) => {
                format!(
                    "{term} {value}，疑重复计算：已含在{within}之内；只计一次，则两处合计都成立"
                )
            }
            (Cause::CountedTwice, Some(within), false) => format!(
                "{term} {value} is probably counted twice, being part of {within}; taken once, both sums hold"
            ),
            (Cause::CountedTwice, None, true) => {
                format!("{term} {value}，或属重复计算：不计此项则合计成立")
            }
            (Cause::CountedTwice, None, false) => {
                format!("{term} {value} may be counted twice: without it the sum holds")
            }
            (Cause::LeftOut, _, true) => format!("{term} {value}，或未计入：计入则合计成立"),
            (Cause::LeftOut, _, false) => {
                format!("{term} {value} may be left out: with it the sum holds")
            }
            (_, within, true) => format!(
                "{term} {value}，疑归错项目：应归入{}，改后两处合计都成立",
                within.unwrap_or_default()
            ),
            (_, within, false) => format!(
                "{term} {value} probably belongs to {}; then both sums hold",
                within.unwrap_or_default()
            ),
        }
    }

    /// Why it is not another figure, or what comes next in likelihood.
    fn doubt(&self, repair: &Repair, diagnosis: &Diagnosis, judged: &[Judged<'_>]) -> String {
        let is_other = |rejected: &&Rejected| Repair::culprit(repair) != Some(rejected.fact);
        let is_tie = self
            .broken
            .iter()
            .all(|one| matches!(one.bound.story, Story::TieOut | Story::Combined));
        if let Some(rejected) = diagnosis.rejected.iter().find(is_other).filter(|_| is_tie) {
            let sign = if self.zh() { "；" } else { "; " };
            return format!("{sign}{}", self.rejected(rejected, judged));
        }
        match diagnosis.runner_up() {
            Some(next) if self.zh() => format!("；另一可能：{}", self.repair(next)),
            Some(next) => format!("; or else {}", self.repair(next)),
            None => String::new(),
        }
    }

    /// A change that would break something else.
    pub(super) fn rejected(&self, rejected: &Rejected, judged: &[Judged<'_>]) -> String {
        let printed = edit::printed(self.context, rejected.fact, rejected.to);
        let label = self.label(rejected.fact);
        let title = judged
            .get(rejected.breaks)
            .map(Judged::rule)
            .map(|rule| rule.title.get(self.context.language))
            .unwrap_or_default();
        let (from, to) = (printed.from, printed.to);
        if self.zh() {
            format!("若改{label} {from} 为 {to}，则“{title}”便不成立")
        } else {
            format!("changing {label} {from} to {to} would break that {title}")
        }
    }

    /// Repairs among which nothing decides.
    fn alike(&self, repairs: &[Repair]) -> String {
        let told = repairs.iter().take(MOST_ALIKE);
        let told: Vec<String> = told.map(|repair| self.short(repair)).collect();
        let n = repairs.len();
        match (self.zh(), n > MOST_ALIKE) {
            (true, false) => format!("可能的改法：{}。", told.join("；或 ")),
            (true, true) => format!("可能的改法有 {n} 种，如：{}。", told.join("；或 ")),
            (false, false) => format!("It could be: {}.", told.join("; or ")),
            (false, true) => format!("It could be any of {n}, such as: {}.", told.join("; or ")),
        }
    }

    fn short(&self, repair: &Repair) -> String {
        if let Some(booking) = repair.booking {
            return self.booking(booking);
        }
        let changes = repair.edits.iter().map(|edit| self.change(edit));
        changes.collect::<Vec<_>>().join(self.and())
    }
}
