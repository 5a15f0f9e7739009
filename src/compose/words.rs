//! What a violated constraint is told as, in both languages.
//!
//! It says what is wrong with the arithmetic printed out; why it must be wrong is
//! the rule's own word.

use std::{borrow::Cow, ops::Range};

use crate::{
    compose::Context,
    engine::{Bound, Constraint, Story, Term, judge::Money},
    fact::{Fact, FactId, Origin, Value},
    finding::{Role, write_number},
    language::Language,
    quantity::Decimal,
    template::fold_label,
};

/// The shortest words beside a figure that tell what it is, in characters.
const SHORTEST: usize = 3;
/// The longest label that goes into a sentence, in characters.
const LABEL: usize = 18;

/// What a figure is: its row's label, or the words beside it.
pub(super) fn label(context: Context<'_>, id: FactId) -> String {
    let fact = context.facts.get(id);
    let printed = fact.label.of(context.document.text());
    if fact.origin != Origin::Table {
        return squeezed(printed);
    }
    if let Some(name) = cell_name(context, fact) {
        return name;
    }
    let folded = fold_label(printed);
    let row = match memchr::memchr(b'(', folded.as_bytes()) {
        Some(at) if at > 0 => folded.get(..at).unwrap_or_default().to_owned(),
        _ => folded.into_owned(),
    };
    let column = match fact.column {
        Some(column) => Some(Cow::Borrowed(&*context.template.column(column).name.zh)),
        None => header(context, id),
    };
    match column {
        Some(column) => [&*row, "·", &*column].concat(),
        None => row,
    }
}

/// What heads the column of a table that no form knows.
fn header(context: Context<'_>, id: FactId) -> Option<Cow<'_, str>> {
    let header = context.facts.header(id)?;
    let printed = fold_label(header.of(context.document.text()));
    Some(match printed.split_once('(') {
        Some((head, _)) if !head.is_empty() => Cow::Owned(head.to_owned()),
        _ => printed,
    })
}

/// What a figure is that row and column of its table name together.
fn cell_name(context: Context<'_>, fact: &Fact) -> Option<String> {
    let id = fact.indicator?;
    let cell = context.template.cell(id)?;
    let indicator = context.template.indicator(id);
    let name = &indicator.name.zh;
    let above = cell.of.or(indicator.parent);
    Some(match above {
        Some(above) => [&context.template.indicator(above).name.zh, "·", name].concat(),
        None => name.clone(),
    })
}

/// The same, short enough for a sentence; in English with the indicator's name.
pub(super) fn short_label(context: Context<'_>, id: FactId) -> String {
    let fact = context.facts.get(id);
    let is_before = fact.origin != Origin::Table && fact.label.start < fact.span.end;
    let printed = clip(label(context, id), !is_before);
    let name = fact
        .indicator
        .map(|id| &context.template.indicator(id).name);
    // Words such as `共` or `和` beside a figure tell a reader nothing.
    let short = match name {
        _ if printed.chars().nth(SHORTEST - 1).is_some() => printed,
        Some(name) => name.zh.clone(),
        None if fact.origin == Origin::Prose => around(context, fact),
        None => printed,
    };
    match name {
        Some(name) if context.language == Language::En && fact.origin == Origin::Table => {
            format!("{short} ({})", name.en)
        }
        _ => short,
    }
}

/// The words on both sides of a figure, as far as the next sign: `合计`, `在86件申请中`.
fn around(context: Context<'_>, fact: &Fact) -> String {
    let text = context.document.text();
    let ends = |c: char| c.is_whitespace() || "，。；：、（）,;:()".contains(c);
    let part = |range: Range<usize>| text.get(range).unwrap_or_default();
    let Range { start, end } = fact.extent.range();
    let before = part(0..start).rsplit(ends).next().unwrap_or_default();
    if before.chars().count() > 1 {
        return clip(squeezed(before), false);
    }
    let after = part(end..text.len()).split(ends).next().unwrap_or_default();
    clip(
        squeezed(part(start - before.len()..end + after.len())),
        true,
    )
}

/// At most [`LABEL`] characters: the first ones, or those next to the figure.
fn clip(words: String, keeps_start: bool) -> String {
    let n = words.chars().count();
    if n <= LABEL {
        words
    } else if keeps_start {
        words.chars().take(LABEL - 1).chain(['…']).collect()
    } else {
        std::iter::once('…')
            .chain(words.chars().skip(n + 1 - LABEL))
            .collect()
    }
}

/// `message` with what stands for each placeholder, which is worked out for those that are there; what
/// is put in is not looked through again.
pub(super) fn filled<'v>(message: &str, value: impl Fn(&str) -> Option<Cow<'v, str>>) -> String {
    let mut filled = String::with_capacity(message.len() * 2);
    let mut rest = message;
    let sign = |sign: u8, text: &str| memchr::memchr(sign, text.as_bytes());
    while let Some((before, after)) = sign(b'{', rest).and_then(|at| parted(rest, at)) {
        filled.push_str(before);
        let name = sign(b'}', after).and_then(|at| parted(after, at));
        if let Some((value, tail)) = name.and_then(|(name, tail)| Some((value(name)?, tail))) {
            filled.push_str(&value);
            rest = tail;
        } else {
            filled.push('{');
            rest = after;
        }
    }
    filled.push_str(rest);
    filled
}

/// What stands before and behind the sign of one byte at `at`.
fn parted(text: &str, at: usize) -> Option<(&str, &str)> {
    Some((text.get(..at)?, text.get(at + 1..)?))
}

/// A figure as printed, with its unit; a blank cell by name.
pub(super) fn figure(context: Context<'_>, id: FactId) -> String {
    let fact = context.facts.get(id);
    match &fact.value {
        Value::Blank | Value::NotApplicable => match context.language {
            Language::Zh => "（空白）".to_owned(),
            Language::En => "(blank)".to_owned(),
        },
        Value::Stated(quantity) if matches!(fact.origin, Origin::Table | Origin::Statement) => {
            amount(quantity.value, quantity.unit.symbol())
        }
        Value::Stated(_) => squeezed(fact.extent.of(context.document.text())),
    }
}

/// Words without the blanks in them.
pub(super) fn squeezed(words: &str) -> String {
    if is_solid(words) {
        return words.to_owned();
    }
    let mut squeezed = String::with_capacity(words.len());
    squeezed.extend(words.split_whitespace());
    squeezed
}

/// Whether no blank is in `words`, as far as a look tells: most have none; yes is certain.
fn is_solid(words: &str) -> bool {
    let mut rest = words.as_bytes();
    while let [b'!'..=b'~', behind @ ..] | [0xe4..=0xef, _, _, behind @ ..] = rest {
        rest = behind;
    }
    rest.is_empty()
}

/// A number with its unit, if it has one.
fn amount(number: Decimal, unit: &str) -> String {
    let mut amount = String::with_capacity(24);
    write_number(number, &mut amount);
    if !unit.is_empty() {
        amount.push(' ');
        amount.push_str(unit);
    }
    amount
}

/// What is added up, without the noughts: `21 + 60 + 2`.
fn summands(values: &[Decimal]) -> String {
    let mut told = String::with_capacity(values.len() * 6);
    for value in values.iter().filter(|value| !value.is_zero()) {
        if !told.is_empty() {
            told.push_str(" + ");
        }
        write_number(value.normalize(), &mut told);
    }
    told
}

/// The bare values of the figures of a constraint, all money in one unit.
fn values<'a>(context: Context<'a>, main: &Constraint) -> impl Fn(FactId) -> Decimal + use<'a> {
    let facts = context.facts;
    let money = Money::of(main, facts);
    move |fact| match (facts.quantity(fact), money) {
        (Some(quantity), Some(money)) => money.value(quantity).unwrap_or_default(),
        (Some(quantity), None) => quantity.value,
        (None, _) => Decimal::ZERO,
    }
}

/// What is said of a violated constraint.
pub(super) fn message(
    context: Context<'_>,
    bound: &Bound<'_>,
    main: &Constraint,
    gap: Decimal,
) -> String {
    let story = Telling::new(context, main, gap);
    if let Some(custom) = &bound.rule.message {
        return story.fill(custom.get(context.language));
    }
    let zh = context.language == Language::Zh;
    let Telling {
        head,
        head_figure,
        difference,
        ..
    } = &story;
    let is_short = gap.is_sign_negative();
    match bound.story {
        Story::Footing | Story::List | Story::Cover | Story::Combined => {
            let sum = story.sum();
            let word = match (zh, is_short) {
                (true, true) => "少",
                (true, false) => "多",
                (false, true) => "less",
                (false, false) => "more",
            };
            match (zh, bound.story) {
                (true, Story::List) => {
                    format!("“{head}”是 {head_figure}，列出的分项合计 {sum}，{word} {difference}")
                }
                (true, Story::Cover) => {
                    format!("{head} {head_figure}，各项加起来只有 {sum}，还差 {difference}")
                }
                (true, Story::Combined) => {
                    format!(
                        "正文“{head}”是 {head_figure}，统计表相应各行合计 {sum}，{word} {difference}"
                    )
                }
                (true, _) => format!("{head} {head_figure}，各分项合计 {sum}，{word} {difference}"),
                (false, Story::Combined) => {
                    format!(
                        "the text has {head_figure} for {head}, the rows of the table add up to {sum}: {difference} {word}"
                    )
                }
                (false, Story::Cover) => {
                    format!(
                        "{head} is {head_figure}, its parts reach only {sum}: {difference} are missing"
                    )
                }
                (false, _) => {
                    format!(
                        "{head} is {head_figure}, its parts add up to {sum}: {difference} {word}"
                    )
                }
            }
        }
        Story::Subset => {
            let (part, part_figure) = story.other(0);
            if zh {
                format!("其中项“{part}” {part_figure}，超过“{head}” {head_figure}，多 {difference}")
            } else {
                format!(
                    "{part} {part_figure} is part of {head} {head_figure}, yet exceeds it by {difference}"
                )
            }
        }
        Story::TieOut | Story::ChartPoint => story.two_statements(bound.story, zh),
        Story::Share => story.share(zh),
        Story::Rate => story.rate(zh),
        Story::ShareList => {
            let sum = story.sum();
            if zh {
                format!("所列占比合计 {sum}，与 100 % 相差 {difference}")
            } else {
                format!("the shares listed add up to {sum}, {difference} off 100 %")
            }
        }
        Story::Growth => story.growth(zh),
        Story::Change => story.change(zh),
        Story::Equation => {
            let title = bound.rule.title.get(context.language);
            let equation = sides(context, main);
            if zh {
                format!("{title}不成立：{equation}，相差 {difference}")
            } else {
                format!("not so: {title}: {equation}, off by {difference}")
            }
        }
    }
}

/// Why it must be so: the rule's own help, or its reason.
pub(super) fn why<'r>(language: Language, bound: &Bound<'r>) -> &'r str {
    let help = bound.rule.help.as_ref();
    help.unwrap_or(&bound.rule.why).get(language)
}

/// The same with what to look at, where nothing is known of the cause.
pub(super) fn help(language: Language, bound: &Bound<'_>) -> String {
    let why = why(language, bound);
    if bound.rule.help.is_some() {
        return why.to_owned();
    }
    let mend = match (language, bound.story) {
        (Language::Zh, Story::TieOut | Story::Combined | Story::ChartPoint) => {
            "请核对两处，改正有误的一处。"
        }
        (
            Language::Zh,
            Story::Share | Story::Rate | Story::ShareList | Story::Growth | Story::Change,
        ) => "请复算。",
        (Language::Zh, _) => "请核对总数和各分项。",
        (Language::En, Story::TieOut | Story::Combined | Story::ChartPoint) => {
            " Check both and correct the wrong one."
        }
        (
            Language::En,
            Story::Share | Story::Rate | Story::ShareList | Story::Growth | Story::Change,
        ) => " Compute it again.",
        (Language::En, _) => " Check the total and its parts.",
    };
    [why, mend].concat()
}

/// The pieces that messages are made of; those that few need are made when asked for.
struct Telling<'a> {
    context: Context<'a>,
    main: &'a Constraint,
    head: String,
    head_figure: String,
    /// The unit of the head.
    unit: &'static str,
    difference: String,
}

impl<'a> Telling<'a> {
    fn new(context: Context<'a>, main: &'a Constraint, gap: Decimal) -> Self {
        let head_at = main.terms.first().map(|term| term.fact);
        // What two totals make together may have been split.
        let more = main.terms.iter().skip(1);
        let more = more.take_while(|term| term.role == Role::Total);
        let mut head_figure = head_at.map(|id| figure(context, id)).unwrap_or_default();
        for term in more {
            head_figure.push_str(" + ");
            head_figure.push_str(&figure(context, term.fact));
        }
        let facts = context.facts;
        let unit = head_at
            .and_then(|id| facts.quantity(id))
            .map(|quantity| quantity.unit.symbol())
            .unwrap_or_default();
        Self {
            context,
            main,
            head: head_at
                .map(|id| short_label(context, id))
                .unwrap_or_default(),
            head_figure,
            unit,
            difference: amount(gap.abs().normalize(), unit),
        }
    }

    /// What the parts come to: `21 + 60 + 2 = 83 件`.
    fn sum(&self) -> String {
        let value = values(self.context, self.main);
        let is_part = |term: &&Term| matches!(term.role, Role::Part | Role::Row | Role::Share);
        let terms = self.main.terms.iter().filter(is_part);
        let parts: Vec<Decimal> = terms
            .filter(|term| term.times.is_none())
            .map(|term| value(term.fact))
            .collect();
        let total: Decimal = parts.iter().sum();
        let total = amount(total.normalize(), self.unit);
        match parts.iter().filter(|part| !part.is_zero()).count() {
            0 | 1 => total,
            _ => format!("{} = {total}", summands(&parts)),
        }
    }

    /// What the figure after the head that stands at `at` is, and the figure; bases come last.
    fn other(&self, at: usize) -> (String, String) {
        let terms = &self.main.terms;
        let own = terms.iter().skip(1).map(|term| term.fact);
        let mut others = own.chain(terms.iter().filter_map(|term| term.times));
        let context = self.context;
        let words = |id| (short_label(context, id), figure(context, id));
        others.nth(at).map(words).unwrap_or_default()
    }

    /// Fills the placeholders of a message that a rule brings.
    fn fill(&self, message: &str) -> String {
        filled(message, |name| {
            Some(match name {
                "label" => Cow::Borrowed(&self.head),
                "total" => Cow::Borrowed(&self.head_figure),
                "sum" => Cow::Owned(self.sum()),
                "gap" => Cow::Borrowed(&self.difference),
                "part" => Cow::Owned(self.other(0).0),
                "value" => Cow::Owned(self.other(0).1),
                _ => return None,
            })
        })
    }

    fn two_statements(&self, story: Story, zh: bool) -> String {
        let (other, other_figure) = self.other(0);
        let Self {
            head,
            head_figure,
            difference,
            ..
        } = self;
        if story == Story::ChartPoint {
            return if zh {
                format!("图表标签“{head}”写 {head_figure}，所绘数值是 {other_figure}")
            } else {
                format!(
                    "the chart's label “{head}” says {head_figure}, the plotted value is {other_figure}"
                )
            };
        }
        let second = self.main.terms.get(1).map(|term| term.fact);
        let is_table = second.is_some_and(|id| self.context.facts.get(id).origin == Origin::Table);
        match (zh, is_table) {
            (true, true) => {
                format!(
                    "{other}：正文“{head}”是 {head_figure}，统计表是 {other_figure}，相差 {difference}"
                )
            }
            (true, false) => {
                format!(
                    "“{head}” {head_figure}，另一处“{other}”是 {other_figure}，相差 {difference}"
                )
            }
            (false, true) => format!(
                "{other}: the text says {head_figure} (“{head}”), the table {other_figure}, {difference} apart"
            ),
            (false, false) => {
                format!(
                    "“{head}” is {head_figure} here and {other_figure} there (“{other}”), {difference} apart"
                )
            }
        }
    }

    fn share(&self, zh: bool) -> String {
        let recomputed = recomputed(self.context, self.main)
            .map(|share| format!("{share}%"))
            .unwrap_or_default();
        let ((_, part), (_, base)) = (self.other(0), self.other(1));
        if zh {
            format!(
                "占比写作 {}，按 {part} ÷ {base} 应为 {recomputed}",
                self.head_figure
            )
        } else {
            format!(
                "the share is given as {}, but {part} of {base} is {recomputed}",
                self.head_figure
            )
        }
    }

    fn rate(&self, zh: bool) -> String {
        let recomputed = recomputed(self.context, self.main)
            .map(|share| format!("{share}%"))
            .unwrap_or_default();
        let ((part, part_figure), (whole, whole_figure)) = (self.other(0), self.other(1));
        let Self {
            head, head_figure, ..
        } = self;
        if zh {
            format!(
                "{head} {head_figure}，按{part} {part_figure} ÷ {whole} {whole_figure} 应为 {recomputed}"
            )
        } else {
            format!(
                "{head} is {head_figure}, but {part} {part_figure} of {whole} {whole_figure} is {recomputed}"
            )
        }
    }

    fn growth(&self, zh: bool) -> String {
        let ((_, now), (_, before)) = (self.other(0), self.other(1));
        let recomputed = recomputed(self.context, self.main)
            .map(|rate| rate.to_string())
            .unwrap_or_default();
        if zh {
            format!(
                "增减写作 {}，按 {before} 到 {now} 计算应为 {recomputed}",
                self.head_figure
            )
        } else {
            format!(
                "the change is given as {}, but from {before} to {now} it is {recomputed}",
                self.head_figure
            )
        }
    }

    fn change(&self, zh: bool) -> String {
        let ((_, difference), (_, now)) = (self.other(0), self.other(1));
        let recomputed = recomputed(self.context, self.main)
            .map(|rate| rate.to_string())
            .unwrap_or_default();
        let rate = &self.head_figure;
        if zh {
            format!("增减写作 {rate}，按现为 {now}、相差 {difference} 计算应为 {recomputed}")
        } else {
            format!(
                "the change is given as {rate}, but by {difference} to {now} it is {recomputed}"
            )
        }
    }
}

/// The two sides of an equation, each with its sum: `甲 1802 次；乙 2 + 9 + 19 = 30`.
fn sides(context: Context<'_>, main: &Constraint) -> String {
    let side = |is_left: bool| {
        let terms: Vec<_> = main
            .terms
            .iter()
            .filter(|term| term.coefficient.is_sign_positive() == is_left)
            .collect();
        if let [term] = terms[..] {
            return format!(
                "{} {}",
                short_label(context, term.fact),
                figure(context, term.fact)
            );
        }
        let value = values(context, main);
        let values: Vec<Decimal> = terms.iter().map(|term| value(term.fact)).collect();
        let sum: Decimal = values.iter().sum();
        format!("{} = {}", summands(&values), sum.normalize())
    };
    match context.language {
        Language::Zh => format!("{}；{}", side(true), side(false)),
        Language::En => format!("{}; {}", side(true), side(false)),
    }
}

/// What a share or rate should have been, with as many places as were printed.
fn recomputed(context: Context<'_>, main: &Constraint) -> Option<Decimal> {
    let [rate, part, rest @ ..] = &main.terms[..] else {
        return None;
    };
    let value = values(context, main);
    let of = |id| Some(value(id));
    let places = context.facts.quantity(rate.fact)?.value.scale().max(1);
    let exact = match (rate.times, rest) {
        (Some(base), []) => of(part.fact)?
            .checked_mul(part.coefficient.abs())?
            .checked_div(of(base)?)?,
        // Taken of a base that the rate's coefficient holds.
        (None, [shown]) if shown.coefficient.is_zero() => of(part.fact)?
            .checked_mul(part.coefficient.abs())?
            .checked_div(rate.coefficient)?,
        (times, [before]) => {
            let difference = of(part.fact)?.checked_sub(of(before.fact)?)?.abs();
            match times {
                Some(base) => difference
                    .checked_mul(part.coefficient.abs())?
                    .checked_div(of(base)?)?,
                None => difference,
            }
        }
        _ => return None,
    };
    Some(exact.round_dp_with_strategy(places, rust_decimal::RoundingStrategy::MidpointAwayFromZero))
}

#[cfg(test)]
mod tests {
    use super::filled;

    #[test]
    fn placeholders_are_filled_once() {
        let value = |name: &str| match name {
            "label" => Some("收到{value}".into()),
            "value" => Some("16件".into()),
            _ => None,
        };
        let told = filled("{label}为{value}，{gap}和{", value);
        assert_eq!(told, "收到{value}为16件，{gap}和{");
    }
}
