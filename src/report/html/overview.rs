//! The overview of a run: a row for each report, the commonest rules, what could not be read.
//!
//! Only what a row shows is kept of a report. The rows go onto the page as data, from
//! which its script shows some at a time, so that a hundred thousand do not slow it down.

use std::collections::BTreeMap;

use maud::{Markup, PreEscaped, html};
use serde::Serialize;

use super::{
    escape::{Shown, json_into},
    rules::RuleBook,
    words::severity_counts,
};
use crate::{
    audit::Audit,
    finding::Finding,
    language::Language,
    report::{
        Failure, Summary,
        issuer::issuer,
        words::{pick, summary_line},
    },
};

/// So many rules are listed.
const MOST_RULES: usize = 20;

/// So many reports that could not be read are listed.
const MOST_FAILURES: usize = 1000;

/// What the reports of a run came to.
#[derive(Debug, Default)]
pub(super) struct Overview {
    rows: Vec<Row>,
    /// Findings of each rule, and in how many reports.
    rules: BTreeMap<String, (usize, usize)>,
}

/// One report; an array on the page, in this order, which the script knows.
#[derive(Debug, Serialize)]
struct Row(
    /// Where its page is.
    String,
    /// Who issued it, as far as its title tells.
    String,
    /// The report year.
    Option<u16>,
    /// Errors, warnings and notes.
    [usize; 3],
    /// Rules that could not be judged.
    usize,
    /// Numbers, and those of them that were checked.
    [usize; 2],
    /// Whether something of it could not be read.
    bool,
    /// Its path.
    String,
);

impl Overview {
    /// Adds a report whose page is at `link`.
    pub(super) fn add(&mut self, link: String, path: &str, audit: &Audit, findings: &[&Finding]) {
        let counts = severity_counts(findings.iter().copied());
        let open = findings.iter().filter(|f| !f.standing.is_settled());
        let mut rules: Vec<&str> = open.map(|f| f.rule.as_str()).collect();
        rules.sort_unstable();
        for same in rules.chunk_by(|a, b| a == b) {
            let counts = self.rules.entry(same[0].to_owned()).or_default();
            counts.0 += same.len();
            counts.1 += 1;
        }
        self.rows.push(Row(
            link,
            issuer(audit),
            audit.year,
            counts.map(|(_, n)| n),
            audit.unchecked.len(),
            [audit.coverage.numbers, audit.coverage.checked],
            !audit.gaps.is_empty(),
            path.to_owned(),
        ));
    }

    /// The overview as the content of a page.
    ///
    /// # Errors
    ///
    /// If the rows cannot be written as data, which they always can.
    pub(super) fn markup(
        &self,
        failures: &[Failure],
        summary: &Summary,
        book: &mut RuleBook,
        language: Language,
    ) -> serde_json::Result<Markup> {
        let mut data = String::new();
        json_into(&mut data, &self.rows)?;
        let title = match language {
            Language::Zh => format!("核对报告 {} 份", summary.reports),
            Language::En => format!("{} reports checked", summary.reports),
        };
        Ok(html! {
            div.overview #overview {
                header {
                    h1 tabindex="-1" { (title) }
                    p { (summary_line(summary, language)) }
                }
                (failed(failures, language))
                (table(language))
                (self.commonest(book, language))
                script type="application/json" #rows { (PreEscaped(data)) }
            }
        })
    }

    fn commonest(&self, book: &mut RuleBook, language: Language) -> Markup {
        let mut rules: Vec<_> = self.rules.iter().collect();
        rules.sort_by_key(|&(_, &(n, _))| std::cmp::Reverse(n));
        rules.truncate(MOST_RULES);
        let pick = |zh, en| pick(language, zh, en);
        html! {
            @if !rules.is_empty() {
                section aria-labelledby="commonest" {
                    h2 #commonest { (pick("最常见的问题", "The commonest findings")) }
                    div.grid role="group" tabindex="0" aria-labelledby="commonest" {
                        table.list {
                            thead { tr {
                                th scope="col" { (pick("规则", "rule")) }
                                th.number scope="col" { (pick("问题", "findings")) }
                                th.number scope="col" { (pick("报告", "reports")) }
                            } }
                            tbody {
                                @for (rule, &(n, n_reports)) in rules {
                                    tr {
                                        td { (Shown(book.title(rule))) " " (book.link(rule)) }
                                        td.number { (n) }
                                        td.number { (n_reports) }
                                    }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// The reports that could not be read, each with the reason.
fn failed(failures: &[Failure], language: Language) -> Markup {
    let n_more = failures.len().saturating_sub(MOST_FAILURES);
    html! {
        @if !failures.is_empty() {
            section.gaps aria-labelledby="failed" {
                h2 #failed { (pick(language, "未能读取", "Could not be read")) " " (failures.len()) }
                ul {
                    @for failure in failures.iter().take(MOST_FAILURES) {
                        li {
                            strong { (Shown(&failure.path)) } " " (Shown(&failure.message))
                            @if let Some(help) = &failure.help { " " span.small { (Shown(help)) } }
                            " " code { (Shown(&failure.code)) }
                        }
                    }
                    @if n_more > 0 {
                        li { (pick(language, "另有 ", "and more: ")) (n_more) }
                    }
                }
            }
        }
    }
}

/// The table of reports, empty until the page's script fills it.
fn table(language: Language) -> Markup {
    let pick = |zh, en| pick(language, zh, en);
    let columns = [
        ("issuer", pick("机关", "issuer")),
        ("year", pick("年度", "year")),
        ("errors", pick("错误", "errors")),
        ("warnings", pick("警告", "warnings")),
        ("notes", pick("提示", "notes")),
        ("unchecked", pick("未能核对", "unchecked")),
        ("coverage", pick("核对率", "checked")),
        ("path", pick("文件", "file")),
    ];
    html! {
        section aria-labelledby="reports" {
            h2 #reports { (pick("报告", "Reports")) }
            div.tools.tool {
                label.wide { (pick("筛选 ", "filter "))
                    input #filter type="search" autocomplete="off"
                        placeholder=(pick("机关、年度或文件名", "issuer, year or file")); }
                label { input #faulty type="checkbox"; " " (pick("只看有问题的", "with findings only")) }
                span #count role="status" {}
            }
            noscript { p { (pick(
                "这张表要用脚本显示；请在浏览器中允许脚本。",
                "This table is shown by a script; allow scripts for this page.",
            )) } }
            div.grid role="group" tabindex="0" aria-labelledby="reports" {
                table.list #table {
                    thead { tr {
                        @for (key, words) in columns {
                            th scope="col" aria-sort="none" {
                                button type="button" data-key=(key) { (words) }
                            }
                        }
                    } }
                    tbody {}
                }
            }
            button.tool #more type="button" hidden { (pick("显示更多", "show more")) }
        }
    }
}
