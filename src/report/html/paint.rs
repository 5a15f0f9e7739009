//! The report's text with its numbers painted by what became of them, and the marks of
//! the findings around them.
//!
//! A mark may cover words with several figures, and findings share figures, so the marks
//! are first cut into stretches that do not overlap. A mark never ends within a figure:
//! every number is one element, once. Writing goes to a string, which does not fail.

use std::{collections::BTreeSet, fmt::Write};

use super::{escape::escape_into, rules::RuleBook};
use crate::{
    audit::{Audit, Fate, Figure},
    finding::{Finding, Mark},
    language::Language,
    report::words::{fate_words, not_quantity_words, pick, why_words},
    span::Span,
};

/// No stretch of text is linked to more findings than this.
const MOST_FINDINGS: usize = 8;

/// So many rules are named where a number is explained in a line.
const MOST_RULES: usize = 3;

/// A label is shown up to so many characters there.
const LABEL_CHARS: usize = 40;

/// A stretch of text that the same findings mark; empty for a blank cell.
#[derive(Debug)]
struct Stretch {
    span: Span,
    /// The findings, by their place in the list, and whether this is what they accuse.
    findings: Vec<(usize, bool)>,
    /// Whether all of them were taken note of before.
    is_settled: bool,
    is_painted: bool,
}

/// Paints the text of one report.
#[derive(Debug)]
pub(super) struct Painter<'a> {
    audit: &'a Audit,
    language: Language,
    /// What the ids of this report start with.
    prefix: &'a str,
    stretches: Vec<Stretch>,
}

impl<'a> Painter<'a> {
    /// A painter for `audit`, whose page shows `findings`.
    pub(super) fn new(
        audit: &'a Audit,
        findings: &[&Finding],
        prefix: &'a str,
        language: Language,
    ) -> Self {
        Self {
            audit,
            language,
            prefix,
            stretches: stretches(findings, &audit.figures),
        }
    }

    /// Appends what stands in `span`, painted.
    pub(super) fn paint(&mut self, out: &mut String, span: Span, book: &mut RuleBook) {
        let mut at = span.start;
        let first = self.stretches.partition_point(|s| s.span.end < span.start);
        for index in first..self.stretches.len() {
            let stretch = self.stretches[index].span;
            if stretch.start > span.end {
                break;
            }
            let start = stretch.start.max(at);
            let end = stretch.end.min(span.end);
            let is_blank_here = stretch.is_empty()
                && !self.stretches[index].is_painted
                && (span.is_empty() || stretch.start < span.end);
            if start >= end && !is_blank_here {
                continue;
            }
            self.numbers(
                out,
                Span {
                    start: at,
                    end: start,
                },
                book,
            );
            self.open(out, index);
            self.numbers(out, Span { start, end }, book);
            out.push_str("</a>");
            at = end;
        }
        let end = span.end;
        self.numbers(out, Span { start: at, end }, book);
    }

    /// Whether any number that states something stands in `span`.
    pub(super) fn has_quantity(&self, span: Span) -> bool {
        let figures = &self.audit.figures;
        let first = figures.partition_point(|figure| figure.span.start < span.start);
        let mut inside = figures[first..]
            .iter()
            .take_while(|figure| figure.span.start < span.end);
        inside.any(|figure| !matches!(figure.fate, Fate::NotQuantity(_)))
    }

    /// The id of what a mark of a finding stands on, once it is painted.
    pub(super) fn mark_id(&self, mark: &Mark) -> Option<String> {
        let span = snapped(mark.span, &self.audit.figures);
        let first = self.stretches.partition_point(|s| s.span < span);
        let starts = self.stretches.get(first..)?.iter().enumerate();
        let mut here = starts.take_while(|(_, s)| s.span.start == span.start);
        let (index, _) = here.find(|(_, s)| s.is_painted)?;
        Some(format!("{}s{}", self.prefix, first + index))
    }

    /// The id of the number that stands at `span`.
    pub(super) fn figure_id(&self, span: Span) -> Option<String> {
        let figures = &self.audit.figures;
        let index = figures.partition_point(|figure| figure.span.end <= span.start);
        let figure = figures.get(index)?;
        (figure.span.start < span.end).then(|| format!("{}n{index}", self.prefix))
    }

    /// Opens the link of a stretch to the first of its findings.
    fn open(&mut self, out: &mut String, index: usize) {
        let prefix = self.prefix;
        let stretch = &mut self.stretches[index];
        let is_primary = stretch.findings.iter().any(|&(_, is_primary)| is_primary);
        let target = stretch
            .findings
            .iter()
            .max_by_key(|(_, is_primary)| *is_primary);
        let target = target.map_or(0, |&(finding, _)| finding);
        out.push_str(match (stretch.is_settled, is_primary) {
            (true, _) => "<a class=\"m off\"",
            (false, true) => "<a class=\"m p\"",
            (false, false) => "<a class=\"m\"",
        });
        if !stretch.is_painted {
            stretch.is_painted = true;
            let _ = write!(out, " id=\"{prefix}s{index}\"");
        }
        let _ = write!(out, " href=\"#{prefix}f{target}\" data-f=\"");
        for (finding, is_primary) in &stretch.findings {
            let kind = if *is_primary { "p" } else { "r" };
            let _ = write!(out, "{prefix}f{finding}{kind} ");
        }
        out.push('"');
        if stretch.span.is_empty() {
            let blank = pick(self.language, "空白单元格", "blank cell");
            let _ = write!(out, " aria-label=\"{blank}\"");
        }
        out.push('>');
    }

    /// Appends a stretch of text with each number in an element of its own.
    fn numbers(&self, out: &mut String, span: Span, book: &mut RuleBook) {
        let text = self.audit.text.as_str();
        let figures = &self.audit.figures;
        let mut at = span.start;
        let first = figures.partition_point(|figure| figure.span.start < at);
        for (index, figure) in figures.iter().enumerate().skip(first) {
            if figure.span.end > span.end {
                break;
            }
            if figure.span.start < at {
                // Within the number before it.
                continue;
            }
            let before = Span {
                start: at,
                end: figure.span.start,
            };
            escape_into(out, before.of(text));
            self.number(out, index, figure, book);
            at = figure.span.end;
        }
        let end = span.end;
        escape_into(out, Span { start: at, end }.of(text));
    }

    fn number(&self, out: &mut String, index: usize, figure: &Figure, book: &mut RuleBook) {
        let class = match figure.fate {
            Fate::Checked(_) => "c",
            Fate::Unchecked(_) => "u",
            Fate::NotQuantity(_) => "q",
            Fate::Unknown => "x",
        };
        let _ = write!(
            out,
            "<span class=\"n {class}\" id=\"{}n{index}\"",
            self.prefix
        );
        if index == 0 {
            out.push_str(" tabindex=\"0\"");
        }
        if let Fate::Checked(rules) = &figure.fate {
            out.push_str(" data-r=\"");
            for (at, rule) in rules.iter().enumerate() {
                book.mention(rule);
                out.push_str(if at == 0 { "" } else { " " });
                escape_into(out, rule);
            }
            out.push('"');
        }
        out.push_str(" title=\"");
        escape_into(out, &self.fate(figure, book));
        out.push_str("\">");
        escape_into(out, figure.span.of(&self.audit.text));
        out.push_str("</span>");
    }

    /// What became of a number, in one line.
    fn fate(&self, figure: &Figure, book: &RuleBook) -> String {
        let language = self.language;
        let (colon, semicolon) = (pick(language, "：", ": "), pick(language, "；", "; "));
        let class = fate_words(&figure.fate, language);
        let mut words = match &figure.fate {
            Fate::Checked(rules) => {
                let titles = rules.iter().take(MOST_RULES).map(|rule| book.title(rule));
                let titles = titles.collect::<Vec<_>>().join(semicolon);
                let more = match (rules.len().saturating_sub(MOST_RULES), language) {
                    (0, _) => String::new(),
                    (n, Language::Zh) => format!("；另 {n} 条规则"),
                    (n, Language::En) => format!("; {n} more rules"),
                };
                format!("{class}{colon}{titles}{more}")
            }
            Fate::Unchecked(why) => format!("{class}{colon}{}", why_words(*why, language)),
            Fate::NotQuantity(what) => {
                format!("{class}{colon}{}", not_quantity_words(*what, language))
            }
            Fate::Unknown => class.to_owned(),
        };
        let label: String = figure
            .label_in(&self.audit.text)
            .chars()
            .take(LABEL_CHARS)
            .collect();
        if !label.is_empty() {
            let _ = write!(words, "\n{label}");
        }
        if let Some(quantity) = figure.quantity.filter(|q| !q.interval.is_point()) {
            let lead = pick(language, "取值", "stands for");
            let _ = write!(words, "\n{lead} {}", quantity.interval);
        }
        words
    }
}

/// The marks of all findings, cut where one starts or ends.
fn stretches(findings: &[&Finding], figures: &[Figure]) -> Vec<Stretch> {
    let mut marks: Vec<(Span, usize, bool)> = Vec::new();
    for (index, finding) in findings.iter().enumerate() {
        marks.push((snapped(finding.primary.span, figures), index, true));
        let related = finding.related.iter();
        marks.extend(related.map(|mark| (snapped(mark.span, figures), index, false)));
    }
    let mut cuts: Vec<u32> = marks
        .iter()
        .flat_map(|(span, ..)| [span.start, span.end])
        .collect();
    cuts.sort_unstable();
    cuts.dedup();
    marks.sort_unstable_by_key(|&(span, finding, is_primary)| (span, finding, !is_primary));
    let mut stretches: Vec<Stretch> = Vec::new();
    for (span, marking) in blanks(&marks).chain(covered(&marks, &cuts)) {
        let mut kept: Vec<(usize, bool)> = Vec::new();
        for (finding, is_primary) in marking {
            let n_kept = kept.len();
            match kept.last_mut() {
                Some(last) if last.0 == finding => last.1 |= is_primary,
                _ if n_kept == MOST_FINDINGS => break,
                _ => kept.push((finding, is_primary)),
            }
        }
        stretches.push(Stretch {
            span,
            is_settled: kept
                .iter()
                .all(|&(at, _)| findings[at].standing.is_settled()),
            findings: kept,
            is_painted: false,
        });
    }
    stretches.sort_by_key(|stretch| stretch.span);
    stretches
}

/// A stretch, and who marks it, sorted by finding.
type Marked = (Span, Vec<(usize, bool)>);

/// The empty marks by their place.
fn blanks(marks: &[(Span, usize, bool)]) -> impl Iterator<Item = Marked> {
    let same = |a: &&(Span, usize, bool), b: &&(Span, usize, bool)| a.0 == b.0;
    let blank: Vec<_> = marks.iter().filter(|(span, ..)| span.is_empty()).collect();
    let groups: Vec<Marked> = blank
        .chunk_by(same)
        .map(|group| (group[0].0, group.iter().map(|m| (m.1, m.2)).collect()))
        .collect();
    groups.into_iter()
}

/// What lies between two cuts, wherever some mark covers it.
fn covered(marks: &[(Span, usize, bool)], cuts: &[u32]) -> impl Iterator<Item = Marked> {
    let mut waiting = marks
        .iter()
        .filter(|(span, ..)| !span.is_empty())
        .peekable();
    let mut open: BTreeSet<(usize, bool, u32)> = BTreeSet::new();
    cuts.windows(2).filter_map(move |cut| {
        let &[start, end] = cut else { return None };
        open.retain(|&(_, _, until)| until > start);
        while let Some((span, finding, is_primary)) =
            waiting.next_if(|(span, ..)| span.start <= start)
        {
            open.insert((*finding, *is_primary, span.end));
        }
        let findings = open
            .iter()
            .map(|&(finding, is_primary, _)| (finding, is_primary));
        (!open.is_empty()).then(|| (Span { start, end }, findings.collect()))
    })
}

/// The span, so widened that it cuts no figure in two.
fn snapped(span: Span, figures: &[Figure]) -> Span {
    let around = |at: u32| {
        let index = figures.partition_point(|figure| figure.span.end <= at);
        let figure = figures.get(index)?;
        (figure.span.start < at).then_some(figure.span)
    };
    Span {
        start: around(span.start).map_or(span.start, |figure| figure.start),
        end: around(span.end).map_or(span.end, |figure| figure.end),
    }
}
