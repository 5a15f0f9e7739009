//! The findings beside the text: each with its arithmetic, its figures and what would mend it.

use maud::{Markup, html};

use super::{
    escape::Shown,
    paint::Painter,
    rules::RuleBook,
    words::{confidence_words, mending_words, severity_counts},
};
use crate::{
    audit::Audit,
    finding::{Finding, Mark, Role, Standing, Suggestion, Unchecked},
    language::Language,
    report::{
        LineIndex,
        locator::point,
        words::{blank_word, pick, role_word, severity_word, softening_words, why_words},
    },
};

/// So many figures of a finding are listed.
const MOST_MARKS: usize = 200;

/// So many ways to mend a finding are listed.
const MOST_SUGGESTIONS: usize = 6;

/// So many rules that could not be judged are listed.
const MOST_UNCHECKED: usize = 200;

/// Writes the side column of one report.
pub(super) struct Side<'p, 'a> {
    pub(super) audit: &'a Audit,
    pub(super) lines: &'p LineIndex<'a>,
    pub(super) painter: &'p Painter<'a>,
    pub(super) prefix: &'p str,
    pub(super) language: Language,
}

impl Side<'_, '_> {
    fn pick(&self, zh: &'static str, en: &'static str) -> &'static str {
        pick(self.language, zh, en)
    }

    /// The side column.
    pub(super) fn column(&self, findings: &[&Finding], book: &mut RuleBook) -> Markup {
        let prefix = self.prefix;
        let open = findings.iter().filter(|f| !f.standing.is_settled());
        html! {
            aside #{ (prefix) "side" } aria-labelledby={ (prefix) "sh" } {
                div.head {
                    h2 #{ (prefix) "sh" } tabindex="-1" {
                        (self.pick("问题", "Findings")) " "
                        span.count { (open.count()) }
                    }
                    @if !findings.is_empty() {
                        button.fold.tool type="button" aria-expanded="true" aria-controls={ (prefix) "list" } {
                            (self.pick("收起", "fold"))
                        }
                    }
                }
                div.body #{ (prefix) "list" } {
                    @if findings.is_empty() {
                        p.none { (self.nothing_found()) }
                    } @else {
                        (self.tools(findings, book))
                        ol.findings {
                            @for (index, finding) in findings.iter().enumerate() {
                                (self.finding(index, finding, book))
                            }
                        }
                    }
                    (self.unchecked(book))
                }
            }
        }
    }

    /// That nothing was found, and on how many figures that stands.
    fn nothing_found(&self) -> String {
        let coverage = self.audit.coverage;
        match self.language {
            Language::Zh => format!(
                "没有发现问题。全部 {} 个数字中，核对了 {} 个；其余的见文中标记。",
                coverage.numbers, coverage.checked
            ),
            Language::En => format!(
                "Nothing found. Of {} numbers {} were checked; what became of the others is shown in the text.",
                coverage.numbers, coverage.checked
            ),
        }
    }

    fn tools(&self, findings: &[&Finding], book: &RuleBook) -> Markup {
        let mut rules: Vec<&str> = findings.iter().map(|f| f.rule.as_str()).collect();
        rules.sort_unstable();
        rules.dedup();
        let counts = severity_counts(findings.iter().copied());
        let n_open: usize = counts.iter().map(|&(_, n)| n).sum();
        let n_settled = findings.len() - n_open;
        html! {
            div.tools.tool role="group" aria-label=(self.pick("筛选", "filter")) {
                @for (severity, n) in counts.into_iter().filter(|&(_, n)| n > 0) {
                    label { input type="checkbox" name="severity" value=(severity.as_str()) checked;
                        " " (severity_word(severity, self.language)) " " (n) }
                }
                @if n_settled > 0 {
                    label { input type="checkbox" name="severity" value="settled" checked;
                        " " (self.pick("已知", "settled")) " " (n_settled) }
                }
                @if rules.len() > 1 {
                    label.wide { span.hidden { (self.pick("规则", "rule")) }
                        select name="rule" {
                            option value="" { (self.pick("全部规则", "all rules")) }
                            @for rule in rules {
                                option value=(Shown(rule)) { (Shown(book.title(rule))) }
                            }
                        } }
                }
                label title=(self.pick(
                    "j、k 下一条与上一条，Enter 跳到原文，Esc 返回",
                    "j and k go to the next and the last, Enter to the text, Esc back",
                )) {
                    input type="checkbox" name="keys" checked;
                    " " (self.pick("快捷键 j k Enter Esc", "keys j k Enter Esc"))
                }
                span.shown role="status" {}
            }
        }
    }

    fn finding(&self, index: usize, finding: &Finding, book: &mut RuleBook) -> Markup {
        let id = format!("{}f{index}", self.prefix);
        let severity = finding.severity;
        let class = if finding.standing.is_settled() {
            "settled"
        } else {
            severity.as_str()
        };
        book.mention(&finding.rule);
        html! {
            li.finding.(class) #(id) data-severity=(class)
                data-rule=(Shown(&finding.rule)) {
                h3 {
                    span.severity { (severity_word(severity, self.language)) } " "
                    a.go href=(self.target(&finding.primary)) { (Shown(book.title(&finding.rule))) }
                }
                @if finding.standing.is_settled() { p.small { (Shown(&self.standing(finding))) } }
                p.message { (Shown(&finding.message)) }
                (self.marks(finding))
                (self.mending(finding))
                p.small {
                    (self.pick("规则 ", "rule ")) (book.link(&finding.rule))
                    @if !finding.covers.is_empty() {
                        (self.pick("；同一处还违反 ", "; the same cause breaks "))
                        @for rule in &finding.covers { (book.link(rule)) " " }
                    }
                }
                @if let Some(softened) = finding.softened {
                    p.small { (softening_words(softened, self.language)) }
                }
            }
        }
    }

    /// Who took note of a finding that no longer counts.
    fn standing(&self, finding: &Finding) -> String {
        let words = match finding.standing {
            Standing::Accepted(_) => self.pick("配置中已认可", "accepted by the configuration"),
            _ => self.pick("基线中已有", "in the baseline"),
        };
        let colon = self.pick("：", ": ");
        let reason = finding
            .standing
            .reason()
            .filter(|reason| !reason.is_empty());
        reason.map_or_else(
            || words.to_owned(),
            |reason| format!("{words}{colon}{reason}"),
        )
    }

    /// The figures a finding stands on, each a way into the text.
    fn marks(&self, finding: &Finding) -> Markup {
        let n_more = finding.related.len().saturating_sub(MOST_MARKS);
        html! {
            table.marks {
                caption.hidden { (self.pick("所涉数字", "the figures")) }
                tr.hidden {
                    th scope="col" { (self.pick("作用", "role")) }
                    th scope="col" { (self.pick("名称", "label")) }
                    th scope="col" { (self.pick("数字", "figure")) }
                    th scope="col" { (self.pick("位置", "place")) }
                }
                (self.mark(&finding.primary, true))
                @for mark in finding.related.iter().take(MOST_MARKS) { (self.mark(mark, false)) }
                @if let Some(gap) = finding.gap {
                    tr.gap {
                        th scope="row" { (self.pick("相差", "off by")) }
                        td {}
                        td.figure { (gap.abs().normalize()) }
                        td {}
                    }
                }
            }
            @if n_more > 0 { p.small { (self.more(n_more)) } }
        }
    }

    fn mark(&self, mark: &Mark, is_primary: bool) -> Markup {
        html! {
            tr.primary[is_primary] {
                th scope="row" { (role_word(mark.role, self.language)) }
                td { (Shown(&mark.label)) }
                td.figure { (Shown(&self.printed(mark))) }
                td.place { a href=(self.target(mark)) { (Shown(&point(self.lines, mark.span, self.language))) } }
            }
        }
    }

    /// The figure as printed, with its unit; nothing where the mark stands on words.
    fn printed(&self, mark: &Mark) -> String {
        let printed = mark.span.of(&self.audit.text).trim();
        if mark.value.is_none() {
            // What is left blank may have no place of its own but its label's.
            if !printed.is_empty() && !printed.contains(char::is_alphanumeric) {
                return printed.to_owned();
            }
            let is_blank = mark.role != Role::Words;
            let blank = is_blank.then(|| blank_word(self.language).to_owned());
            return blank.unwrap_or_default();
        }
        if printed.ends_with(&mark.unit) {
            return printed.to_owned();
        }
        format!("{printed}{}", mark.unit)
    }

    fn target(&self, mark: &Mark) -> String {
        let id = self.painter.mark_id(mark);
        format!("#{}", id.unwrap_or_else(|| format!("{}text", self.prefix)))
    }

    fn mending(&self, finding: &Finding) -> Markup {
        let n_more = finding.suggestions.len().saturating_sub(MOST_SUGGESTIONS);
        html! {
            @if !finding.help.trim().is_empty() {
                p.help { strong { (self.pick("建议：", "Help: ")) } (Shown(finding.help.trim())) }
            }
            @if !finding.suggestions.is_empty() {
                details.mending {
                    summary { (self.pick("可能的改法", "What would mend it")) " " (finding.suggestions.len()) }
                    ul {
                        @for suggestion in finding.suggestions.iter().take(MOST_SUGGESTIONS) {
                            (self.suggestion(suggestion))
                        }
                        @if n_more > 0 { li { (self.more(n_more)) } }
                    }
                }
            }
        }
    }

    fn suggestion(&self, suggestion: &Suggestion) -> Markup {
        let cause = suggestion.structural.unwrap_or(suggestion.cause);
        html! {
            li {
                @for edit in &suggestion.edits {
                    span.edit {
                        @if edit.span.is_empty() { (blank_word(self.language)) }
                        @else { del { (Shown(&edit.from)) } }
                        " → " ins { (Shown(&edit.to)) }
                    }
                    " " span.place { (point(self.lines, edit.span, self.language)) } " "
                }
                (mending_words(cause, self.language)) " "
                span.small { (confidence_words(suggestion.confidence, self.language)) }
            }
        }
    }

    /// The rules that could not be judged, and why.
    fn unchecked(&self, book: &mut RuleBook) -> Markup {
        let unchecked = &self.audit.unchecked;
        let n_more = unchecked.len().saturating_sub(MOST_UNCHECKED);
        html! {
            @if !unchecked.is_empty() {
                details.unchecked {
                    summary { (self.pick("未能核对的规则", "Rules that could not be judged")) " " (unchecked.len()) }
                    ul {
                        @for unchecked in unchecked.iter().take(MOST_UNCHECKED) {
                            (self.unjudged(unchecked, book))
                        }
                        @if n_more > 0 { li { (self.more(n_more)) } }
                    }
                }
            }
        }
    }

    fn unjudged(&self, unchecked: &Unchecked, book: &mut RuleBook) -> Markup {
        book.mention(&unchecked.rule);
        html! {
            li {
                (Shown(book.title(&unchecked.rule))) ": "
                (why_words(unchecked.why, self.language))
                @for mark in unchecked.marks.iter().take(MOST_SUGGESTIONS) {
                    @if let Some(id) = self.painter.figure_id(mark.span) {
                        " " a.place href={ "#" (id) } { (Shown(mark.span.of(&self.audit.text))) }
                    }
                }
            }
        }
    }

    fn more(&self, n: usize) -> String {
        match self.language {
            Language::Zh => format!("另有 {n} 项"),
            Language::En => format!("{n} more"),
        }
    }
}
