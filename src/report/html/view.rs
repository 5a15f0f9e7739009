//! One report on a page: whose it is, how it came out, its text, and the findings beside it.

use maud::{Markup, html};

use super::{
    escape::Shown, findings::Side, paint::Painter, rules::RuleBook, text::article,
    words::severity_counts,
};
use crate::{
    audit::{Audit, Coverage, Fate},
    fact::NotQuantity,
    finding::{Finding, Why},
    language::Language,
    report::{
        LineIndex,
        gaps::gap_lines,
        words::{fate_words, percent, pick, severity_word},
    },
};

/// The report as a part of a page; its ids start with `prefix`.
pub(super) fn view(
    path: &str,
    audit: &Audit,
    findings: &[&Finding],
    book: &mut RuleBook,
    prefix: &str,
    language: Language,
) -> Markup {
    let lines = LineIndex::of(audit);
    let mut painter = Painter::new(audit, findings, prefix, language);
    let text = article(audit, &mut painter, book, prefix, language);
    let side = Side {
        audit,
        lines: &lines,
        painter: &painter,
        prefix,
        language,
    };
    html! {
        div.report #(prefix) {
            (head(path, audit, findings, prefix, language))
            (gaps(audit, &lines, language))
            div.columns {
                div.paper { (text) (legend(&audit.coverage, language)) }
                (side.column(findings, book))
            }
        }
    }
}

/// What a page is called: the report's title, its path without one.
pub(super) fn name<'a>(path: &'a str, audit: &'a Audit) -> &'a str {
    match audit.title.of(&audit.text).trim() {
        "" => path,
        title => title,
    }
}

fn head(
    path: &str,
    audit: &Audit,
    findings: &[&Finding],
    prefix: &str,
    language: Language,
) -> Markup {
    let counts = severity_counts(findings.iter().copied());
    html! {
        header {
            h1 tabindex="-1" { (Shown(name(path, audit))) }
            p.path { (Shown(path)) @for (pack, _) in &audit.forms { " " code { (pack) } } }
            p.counts {
                a href={ "#" (prefix) "sh" } {
                    @for (severity, n) in counts {
                        span.severity.(severity.as_str()).zero[n == 0] {
                            (severity_word(severity, language)) " " (n)
                        } " "
                    }
                    span.severity.zero[audit.unchecked.is_empty()] {
                        (pick(language, "未能核对", "unchecked")) " " (audit.unchecked.len())
                    }
                }
            }
        }
    }
}

/// What of the report could not be read, before anything else is said of it.
fn gaps(audit: &Audit, lines: &LineIndex<'_>, language: Language) -> Markup {
    html! {
        @if !audit.gaps.is_empty() {
            section.gaps aria-label=(pick(language, "未读部分", "not read")) {
                p { strong { (pick(
                    language,
                    "报告未能全部读出，以下部分没有核对：",
                    "The report was not read in full; this was not checked:",
                )) } }
                ul { @for gap in gap_lines(audit, lines, language) { li { (Shown(&gap)) } } }
            }
        }
    }
}

/// How many numbers ended in which class, each as it is painted.
fn legend(coverage: &Coverage, language: Language) -> Markup {
    let Coverage {
        numbers,
        checked,
        unchecked,
        not_quantities,
        unknown,
    } = *coverage;
    let classes = [
        ("c", Fate::Checked(Vec::new()), checked),
        ("u", Fate::Unchecked(Why::NoRule), unchecked),
        ("q", Fate::NotQuantity(NotQuantity::Date), not_quantities),
        ("x", Fate::Unknown, unknown),
    ];
    html! {
        div.legend aria-label=(pick(language, "图例", "legend")) role="group" {
            p.status role="status" {}
            p.classes {
                (pick(language, "数字", "numbers")) " " (numbers)
                @for (class, fate, n) in classes {
                    " " span.class {
                        span.n.(class) { (fate_words(&fate, language)) }
                        " " (n) " " span.share { (percent(n, numbers)) }
                    }
                }
                " " span.class { span.m.p { (pick(language, "问题所在", "accused")) } }
                " " span.class { span.m { (pick(language, "相关数字", "related")) } }
            }
        }
    }
}
