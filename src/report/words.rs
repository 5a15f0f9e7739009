//! The words of the report room, in both languages.

use super::{Summary, plain::width};
use crate::{
    audit::{Coverage, Fate},
    fact::{NotQuantity, Origin},
    finding::{Role, Softening, Why},
    language::Language,
    severity::Severity,
};

/// The severity as a person reads it.
#[must_use]
pub fn severity_word(severity: Severity, language: Language) -> &'static str {
    match (language, severity) {
        (Language::Zh, Severity::Error) => "错误",
        (Language::Zh, Severity::Warning) => "警告",
        (Language::Zh, Severity::Note) => "提示",
        (Language::En, _) => severity.as_str(),
    }
}

/// Why something was not checked, as a person reads it.
#[must_use]
pub fn why_words(why: Why, language: Language) -> &'static str {
    let (zh, en) = match why {
        Why::Missing => ("缺少所需的数字", "a figure it needs is not stated"),
        Why::Blank => ("所需的单元格空白", "a cell it needs is blank"),
        Why::Ambiguous => (
            "同一指标有几个不同的数字",
            "several different figures are stated",
        ),
        Why::Unit => ("单位不同，无法比较", "the units cannot be compared"),
        Why::OpenList => ("所列未尽（“等”）", "the list goes on"),
        Why::NotExhaustive => (
            "未说明分项是否齐全",
            "nothing says that the parts are all there",
        ),
        Why::NoBase => ("缺少占比或增减的基数", "the base is not stated"),
        Why::Doubtful => ("所指可能是另一指标", "the words may name another quantity"),
        Why::OtherScope => ("口径或期间不同", "another scope or period"),
        Why::OutOfRange => ("数字过大", "the numbers are too large"),
        Why::Damaged => ("其间有丢失的数字", "digits were lost among the figures"),
        Why::NoRule => ("没有规则涉及该指标", "no rule speaks of it"),
        Why::NoIndicator => ("不是已知的指标", "no known indicator"),
    };
    pick(language, zh, en)
}

/// The class that a number ended in.
pub(super) fn fate_words(fate: &Fate, language: Language) -> &'static str {
    let (zh, en) = match fate {
        Fate::Checked(_) => ("已核对", "checked"),
        Fate::Unchecked(_) => ("未核对", "unchecked"),
        Fate::NotQuantity(_) => ("非数量", "no quantity"),
        Fate::Unknown => ("未识别", "not understood"),
    };
    pick(language, zh, en)
}

/// What a number is that is no quantity.
pub(super) fn not_quantity_words(what: NotQuantity, language: Language) -> &'static str {
    let (zh, en) = match what {
        NotQuantity::Date => ("日期", "date"),
        NotQuantity::Year => ("年份", "year"),
        NotQuantity::DocumentNumber => ("文号编号", "document number"),
        NotQuantity::Article => ("条款", "article"),
        NotQuantity::Phone => ("电话", "telephone"),
        NotQuantity::Postcode => ("邮编", "postcode"),
        NotQuantity::Ordinal => ("次序", "ordinal"),
        NotQuantity::ListMark => ("序号", "list mark"),
        NotQuantity::Name => ("名称", "name"),
        NotQuantity::Address => ("门牌", "address"),
        NotQuantity::Electronic => ("网址账号", "web address or account"),
        NotQuantity::Time => ("时长", "span of time"),
        NotQuantity::Page => ("页码", "page"),
        NotQuantity::Label => ("表头文字", "words of a label"),
    };
    pick(language, zh, en)
}

/// Where a figure stands.
pub(super) fn origin_word(origin: Origin, language: Language) -> &'static str {
    let zh = match origin {
        Origin::Table => "表格",
        Origin::Prose => "正文",
        Origin::Statement => "表述",
        Origin::Chart => "图表",
    };
    pick(language, zh, origin.as_str())
}

/// Which share of the numbers ended in which class.
pub(super) fn shares_line(coverage: &Coverage, language: Language) -> String {
    let Coverage {
        numbers,
        checked,
        unchecked,
        not_quantities,
        unknown,
    } = *coverage;
    let share = |n| percent(n, numbers);
    match language {
        Language::Zh => format!(
            "数字 {numbers} 个：已核对 {checked} 个（{}），未核对 {unchecked} 个（{}），\
             非数量 {not_quantities} 个（{}），未识别 {unknown} 个（{}）",
            share(checked),
            share(unchecked),
            share(not_quantities),
            share(unknown),
        ),
        Language::En => format!(
            "{numbers} numbers: {checked} checked ({}), {unchecked} unchecked ({}), \
             {not_quantities} no quantity ({}), {unknown} not understood ({})",
            share(checked),
            share(unchecked),
            share(not_quantities),
            share(unknown),
        ),
    }
}

/// `part` of `whole` in percent with one decimal, half up; nothing of nothing is 0.0%.
pub(super) fn percent(part: usize, whole: usize) -> String {
    let thousandths = (part * 2000 + whole) / (2 * whole.max(1));
    format!("{}.{}%", thousandths / 10, thousandths % 10)
}

/// The last line: what was read, understood, checked and found.
#[must_use]
pub fn summary_line(summary: &Summary, language: Language) -> String {
    let Summary {
        reports,
        partial,
        unread,
        errors,
        warnings,
        notes,
        unchecked,
        known,
        accepted,
        hidden,
        failing: _,
        ref stale,
        coverage,
    } = *summary;
    let numbers = coverage.numbers;
    let understood = numbers - coverage.unknown;
    let checked = coverage.checked;
    let counted = match language {
        Language::Zh => format!(
            "报告 {reports} 份；数字 {numbers} 个，识别 {understood} 个，核对 {checked} 个；\
             错误 {errors}，警告 {warnings}，提示 {notes}；未能核对 {unchecked} 项"
        ),
        Language::En => format!(
            "{reports} read; figures: {numbers} found, {understood} understood, {checked} checked; \
             {errors} errors, {warnings} warnings, {notes} notes; {unchecked} unchecked"
        ),
    };
    let known = match (known, language) {
        (0, _) => String::new(),
        (n, Language::Zh) => format!("；基线已有 {n} 条"),
        (n, Language::En) => format!("; {n} in the baseline"),
    };
    let stale = match (stale.len(), language) {
        (0, _) => String::new(),
        (n, Language::Zh) => format!("；基线中 {n} 条已不存在"),
        (n, Language::En) => format!("; {n} in the baseline only"),
    };
    let accepted = match (accepted, language) {
        (0, _) => String::new(),
        (n, Language::Zh) => format!("；已认可 {n} 条"),
        (n, Language::En) => format!("; {n} accepted"),
    };
    let hidden = match (hidden, language) {
        (0, _) => String::new(),
        (n, Language::Zh) => format!("；未显示 {n} 条"),
        (n, Language::En) => format!("; {n} not shown"),
    };
    let unread = match (unread, language) {
        (0, _) => String::new(),
        (n, Language::Zh) => format!("；{n} 份未能读取"),
        (n, Language::En) => format!("; {n} could not be read"),
    };
    let partial = match (partial, language) {
        (0, _) => String::new(),
        (n, Language::Zh) => format!("；{n} 份未能全部读出"),
        (n, Language::En) => format!("; {n} not read in full"),
    };
    counted + &known + &stale + &accepted + &hidden + &partial + &unread
}

/// The last line, broken between its parts where it is wider than `cells`.
pub(super) fn wrapped_summary(summary: &Summary, language: Language, cells: usize) -> String {
    let line = summary_line(summary, language);
    let mut wrapped = String::new();
    let mut used = 0;
    for part in line.split_inclusive(['；', ';']) {
        let taken = width(part.trim_end());
        if used > 0 && used + taken > cells {
            wrapped.truncate(wrapped.trim_end().len());
            wrapped.push('\n');
            used = 0;
        }
        let part = if used == 0 { part.trim_start() } else { part };
        wrapped.push_str(part);
        used += width(part);
    }
    wrapped
}

/// What a marked figure does in the relation.
pub(super) fn role_word(role: Role, language: Language) -> &'static str {
    let (zh, en) = match role {
        Role::Total => ("合计", "total"),
        Role::Part => ("分项", "part"),
        Role::Statement => ("正文", "in the text"),
        Role::Row => ("统计表", "in the table"),
        Role::Share => ("占比", "share"),
        Role::Base => ("基数", "base"),
        Role::Term => ("项", "term"),
        Role::Words => ("此处", "here"),
    };
    pick(language, zh, en)
}

/// Why a finding is less severe than its rule allows.
pub(super) fn softening_words(softening: Softening, language: Language) -> &'static str {
    let (zh, en) = match softening {
        Softening::BlankCouldHold => (
            "已降级：所差的数可能本应填在空白单元格里",
            "lowered: blank cells could hold what is missing",
        ),
        Softening::OpenList => (
            "已降级：所列分项可能不全",
            "lowered: the list may leave parts out",
        ),
        Softening::LastDigit => (
            "已降级：只差末位，可能是取舍所致",
            "lowered: only the last digit differs, as rounding may",
        ),
        Softening::SoftOperand => (
            "已降级：其中有约数",
            "lowered: one of the figures is approximate",
        ),
        Softening::LawfulReading => (
            "已降级：另有一种合规的理解可以成立",
            "lowered: a lawful reading exists under which the figures agree",
        ),
    };
    pick(language, zh, en)
}

/// What stands for a blank cell.
pub(super) fn blank_word(language: Language) -> &'static str {
    pick(language, "（空）", "(blank)")
}

/// The Chinese or the English words.
pub(super) fn pick(language: Language, zh: &'static str, en: &'static str) -> &'static str {
    match language {
        Language::Zh => zh,
        Language::En => en,
    }
}
