//! The closing table of a run over several reports: what was found by rule and by agency.
//!
//! Only what is shown counts, so that the table agrees with what stands above it.
//! The rules are few; of the agencies so many are kept that an archive of a
//! million reports still fits in memory, and the rest are counted together.

use std::collections::BTreeMap;

use super::{
    issuer::issuer,
    plain::{plain, width},
    shown,
    terminal::Look,
    window::elided,
    words::pick,
};
use crate::{audit::Audit, language::Language, pack::PackSet, severity::Severity};

/// With fewer reports than this, what stands above is table enough.
const FEWEST_REPORTS: usize = 5;

/// How many rules and how many agencies have a row of their own.
const MOST_ROWS: usize = 10;

/// How many agencies are counted apart.
const MOST_AGENCIES: usize = 100_000;

/// Names that would get fewer cells than this stand below their counts.
const NARROWEST_NAME: usize = 24;

/// Titles that would get fewer cells than this are left out.
const NARROWEST_TITLE: usize = 8;

/// What stands between two columns.
const GUTTER: &str = "  ";

/// What was found in a run, by rule and by agency.
#[derive(Debug)]
pub(super) struct Tally {
    titles: BTreeMap<String, String>,
    rules: BTreeMap<String, Counts>,
    agencies: BTreeMap<String, Counts>,
    most_agencies: usize,
    /// Agencies beyond those kept.
    others: Counts,
    n_reports: usize,
}

/// How many findings of which severity, and in how many reports.
#[derive(Debug, Clone, Copy, Default)]
struct Counts {
    errors: usize,
    warnings: usize,
    notes: usize,
    reports: usize,
    /// Which report was counted last, from 1.
    latest: usize,
}

impl Counts {
    fn add(&mut self, severity: Severity, report: usize) {
        *match severity {
            Severity::Error => &mut self.errors,
            Severity::Warning => &mut self.warnings,
            Severity::Note => &mut self.notes,
        } += 1;
        if self.latest != report {
            self.latest = report;
            self.reports += 1;
        }
    }

    fn findings(&self) -> usize {
        self.errors + self.warnings + self.notes
    }

    fn cells(&self) -> [String; 4] {
        [self.errors, self.warnings, self.notes, self.reports].map(|n| n.to_string())
    }
}

/// A row of the table: its counts, what it is about, and what that is called.
type Row<'t> = (Counts, &'t str, &'t str);

/// A part of the table, its rows sorted.
struct Part<'t> {
    /// The head of the column of names.
    head: &'static str,
    rows: Vec<Row<'t>>,
    /// The line for what has no row, if there is such.
    rest: Option<String>,
}

impl Tally {
    /// An empty tally that calls the rules of `packs` by their titles in `language`.
    pub(super) fn new(packs: &PackSet, language: Language) -> Self {
        let title = |rule: &crate::pack::rule::Rule| {
            (rule.id.to_string(), plain(rule.title.get(language).trim()))
        };
        Self {
            titles: packs.rules().map(title).collect(),
            rules: BTreeMap::new(),
            agencies: BTreeMap::new(),
            most_agencies: MOST_AGENCIES,
            others: Counts::default(),
            n_reports: 0,
        }
    }

    /// Counts the findings of one report that are at least as severe as `least`.
    pub(super) fn add(&mut self, audit: &Audit, least: Severity) {
        self.n_reports += 1;
        let mut findings = shown(audit, least).peekable();
        if findings.peek().is_none() {
            return;
        }
        let report = self.n_reports;
        let agency = plain(&issuer(audit));
        let is_kept =
            self.agencies.len() < self.most_agencies || self.agencies.contains_key(&agency);
        let of_agency = if is_kept {
            self.agencies.entry(agency).or_default()
        } else {
            &mut self.others
        };
        for finding in findings {
            of_agency.add(finding.severity, report);
            // Most findings are of a rule that was met before: no new name for these.
            if let Some(of_rule) = self.rules.get_mut(&finding.rule) {
                of_rule.add(finding.severity, report);
            } else {
                let of_rule = self.rules.entry(finding.rule.clone()).or_default();
                of_rule.add(finding.severity, report);
            }
        }
    }

    /// The table, a line end after each line; empty after few reports or without findings.
    pub(super) fn table(&self, look: Look) -> String {
        if self.n_reports < FEWEST_REPORTS || self.rules.is_empty() {
            return String::new();
        }
        let parts = [self.by_rule(look.language), self.by_agency(look.language)];
        parts.map(|part| part.table(look)).concat()
    }

    fn by_rule(&self, language: Language) -> Part<'_> {
        let title = |id: &str| self.titles.get(id).map_or("", String::as_str);
        let rules = self.rules.iter();
        let mut rows: Vec<Row<'_>> = rules.map(|(id, n)| (*n, id.as_str(), title(id))).collect();
        // A stable sort: rules as common as each other stay in the order of their ids.
        rows.sort_by_key(|(n, ..)| std::cmp::Reverse((n.findings(), n.errors, n.warnings)));
        let rest = rows.split_off(rows.len().min(MOST_ROWS));
        let n_findings: usize = rest.iter().map(|(n, ..)| n.findings()).sum();
        let words = match language {
            Language::Zh => format!("另有 {} 条规则，问题 {n_findings} 个", rest.len()),
            Language::En => format!("{} more rules: {n_findings} findings", rest.len()),
        };
        Part {
            head: pick(language, "规则", "rule"),
            rows,
            rest: (!rest.is_empty()).then_some(words),
        }
    }

    fn by_agency(&self, language: Language) -> Part<'_> {
        let name = |name: &'static str| pick(language, "（未写明）", name);
        let agencies = self.agencies.iter().map(|(agency, n)| match agency.trim() {
            "" => (*n, name("(not stated)"), ""),
            agency => (*n, agency, ""),
        });
        let mut rows: Vec<Row<'_>> = agencies.collect();
        rows.sort_by_key(|(n, ..)| std::cmp::Reverse((n.errors, n.warnings, n.notes)));
        let rest = rows.split_off(rows.len().min(MOST_ROWS));
        let n_findings: usize = rest.iter().map(|(n, ..)| n.findings()).sum();
        let n_findings = n_findings + self.others.findings();
        // How many agencies there are beyond those kept is not known.
        let is_counted = self.others.reports == 0;
        let n = rest.len() + usize::from(!is_counted);
        let words = match (language, is_counted) {
            (Language::Zh, true) => format!("其他 {n} 个机关，问题 {n_findings} 个"),
            (Language::Zh, false) => format!("其他至少 {n} 个机关，问题 {n_findings} 个"),
            (Language::En, true) => format!("{n} more agencies: {n_findings} findings"),
            (Language::En, false) => format!("at least {n} more agencies: {n_findings} findings"),
        };
        Part {
            head: pick(language, "机关", "agency"),
            rows,
            rest: (n > 0).then_some(words),
        }
    }
}

impl Part<'_> {
    fn table(&self, look: Look) -> String {
        let heads = match look.language {
            Language::Zh => ["错误", "警告", "提示", "报告"],
            Language::En => ["errors", "warnings", "notes", "reports"],
        };
        let heads = heads.map(str::to_owned);
        let cells: Vec<[String; 4]> = self.rows.iter().map(|(n, ..)| n.cells()).collect();
        let all = || cells.iter().chain([&heads]);
        let widths: [usize; 4] =
            std::array::from_fn(|i| all().map(|row| width(&row[i])).max().unwrap_or(0));
        let indent = widths.iter().sum::<usize>() + widths.len() * GUTTER.len();
        let room = look.width.saturating_sub(indent);
        let (lead, room) = if room < NARROWEST_NAME {
            ("\n    ", look.width.saturating_sub(4))
        } else {
            (GUTTER, room)
        };
        let mut out = String::new();
        let mut push = |cells: &[String; 4], name: &str| {
            let columns: Vec<String> = cells.iter().zip(widths).map(right).collect();
            let counts = columns.join(GUTTER);
            for line in format!("{counts}{lead}{name}").lines() {
                out.push_str(&elided(line, look.width, look.ellipsis()));
                out.push('\n');
            }
        };
        push(&heads, self.head);
        for (cells, name) in cells.iter().zip(self.names(room, look.ellipsis())) {
            push(cells, &name);
        }
        if let Some(rest) = &self.rest {
            out.push_str(&elided(rest, look.width, look.ellipsis()));
            out.push('\n');
        }
        out.push('\n');
        out
    }

    /// What each row is about in at most `room` cells: an id whole rather than its title.
    fn names(&self, room: usize, ellipsis: &str) -> Vec<String> {
        let ids = self.rows.iter().map(|(_, id, _)| width(id));
        let widest = ids.max().unwrap_or(0);
        let for_title = room.saturating_sub(widest + GUTTER.len());
        let names = self.rows.iter().map(|&(_, id, title)| {
            if title.is_empty() || for_title < NARROWEST_TITLE {
                return elided(id, room, ellipsis);
            }
            let blanks = " ".repeat(widest - width(id));
            let title = elided(title, for_title, ellipsis);
            format!("{id}{blanks}{GUTTER}{title}")
        });
        names.collect()
    }
}

/// A cell against the right side of its column.
fn right((cell, column): (&String, usize)) -> String {
    format!("{}{cell}", " ".repeat(column.saturating_sub(width(cell))))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        audit::Coverage,
        document::{Places, Provenance},
        finding::{Finding, Mark, Role, Standing},
        pack,
        span::Span,
    };

    const FOOTING: &str = "applications-by-channel";

    fn finding(rule: &str, severity: Severity) -> Finding {
        Finding {
            rule: rule.to_owned(),
            severity,
            softened: None,
            message: String::new(),
            help: String::new(),
            indicator: None,
            period: None,
            scope: None,
            gap: None,
            primary: Mark {
                span: Span::default(),
                label: String::new(),
                value: None,
                unit: String::new(),
                role: Role::Total,
            },
            related: Vec::new(),
            place: String::new(),
            fingerprint: String::new(),
            standing: Standing::Open,
            covers: Vec::new(),
            suggestions: Vec::new(),
        }
    }

    fn audit(title: &str, findings: &[(&str, Severity)]) -> Audit {
        Audit {
            provenance: Provenance::Text,
            places: Places::default(),
            joined: Vec::new(),
            blocks: Vec::new(),
            text: title.to_owned(),
            forms: Vec::new(),
            year: None,
            title: Span::new(0, title.len()),
            findings: findings.iter().map(|&(r, s)| finding(r, s)).collect(),
            unchecked: Vec::new(),
            verdicts: Vec::new(),
            derivations: Vec::new(),
            gaps: Vec::new(),
            coverage: Coverage::default(),
            figures: Vec::new(),
        }
    }

    fn tally(language: Language) -> Tally {
        let packs = pack::read(pack::builtin()).expect("the packs that gouji brings are sound");
        assert!(packs.rules().any(|rule| &*rule.id == FOOTING));
        Tally::new(&packs, language)
    }

    fn look(width: usize, language: Language) -> Look {
        Look {
            width,
            is_unicode: true,
            is_coloured: false,
            language,
        }
    }

    /// Six reports of four agencies, one of which no title names.
    fn six(language: Language) -> Tally {
        use Severity::{Error, Note, Warning};
        let mut tally = tally(language);
        for (title, findings) in [
            (
                "清河市2017年政府信息公开工作年度报告",
                &[(FOOTING, Error), (FOOTING, Error), ("b-rule", Note)][..],
            ),
            ("清河市2018年政府信息公开工作年度报告", &[(FOOTING, Error)]),
            (
                "云岭县政府信息公开年报",
                &[("b-rule", Warning), ("b-rule", Note)],
            ),
            ("白石镇政府信息公开年报", &[]),
            ("", &[("b-rule", Note)]),
            ("关于柳溪区政务公开的报告", &[(FOOTING, Warning)]),
        ] {
            tally.add(&audit(title, findings), Severity::Note);
        }
        tally
    }

    #[test]
    fn by_rule_and_by_agency_the_worst_first() {
        let table = six(Language::Zh).table(look(100, Language::Zh));
        let expected = "\
错误  警告  提示  报告  规则
   3     1     0     3  applications-by-channel  TITLE
   0     1     3     3  b-rule

错误  警告  提示  报告  机关
   3     0     1     2  清河市
   0     1     1     1  云岭县
   0     1     0     1  柳溪区
   0     0     1     1  （未写明）

";
        let title = tally(Language::Zh).titles[FOOTING].clone();
        assert_eq!(table, expected.replace("TITLE", &title));
    }

    #[test]
    fn the_same_in_english_below_each_other_where_it_is_narrow() {
        let wide = six(Language::En).table(look(100, Language::En));
        assert!(
            wide.starts_with("errors  warnings  notes  reports  rule\n"),
            "{wide}"
        );
        assert!(
            wide.contains("     3         0      1        2  清河市\n"),
            "{wide}"
        );
        let narrow = six(Language::En).table(look(40, Language::En));
        assert!(
            narrow.contains("     3         0      1        2\n    清河市\n"),
            "{narrow}"
        );
    }

    #[test]
    fn it_is_no_wider_than_the_terminal() {
        for language in [Language::Zh, Language::En] {
            let mut tally = six(language);
            let long = "很长的地名".repeat(8) + "2017年度报告";
            tally.add(&audit(&long, &[(FOOTING, Severity::Error)]), Severity::Note);
            for cells in [1, 20, 40, 60, 80, 100] {
                let table = tally.table(look(cells, language));
                let widest = table.lines().map(width).max();
                assert!(widest <= Some(cells), "{widest:?} > {cells}\n{table}");
            }
            let table = tally.table(look(80, language));
            assert!(table.contains("applications-by-channel  "), "{table}");
            assert!(table.contains('…'), "{table}");
        }
    }

    #[test]
    fn only_what_is_shown_counts() {
        let mut tally = tally(Language::Zh);
        for _ in 0..6 {
            let mut audit = audit(
                "甲县政府信息公开年报",
                &[
                    (FOOTING, Severity::Error),
                    (FOOTING, Severity::Error),
                    (FOOTING, Severity::Note),
                ],
            );
            audit.findings[0].standing = Standing::Known(None);
            tally.add(&audit, Severity::Warning);
        }
        let table = tally.table(look(100, Language::Zh));
        assert!(table.contains("   6     0     0     6  甲县\n"), "{table}");
    }

    #[test]
    fn few_reports_or_none_with_findings_have_no_table() {
        let wide = look(100, Language::Zh);
        let mut few = tally(Language::Zh);
        for _ in 0..4 {
            few.add(&audit("", &[(FOOTING, Severity::Error)]), Severity::Note);
        }
        assert_eq!(few.table(wide), "");
        few.add(&audit("", &[]), Severity::Note);
        assert_ne!(few.table(wide), "");
        let mut sound = tally(Language::Zh);
        (0..9).for_each(|_| sound.add(&audit("", &[]), Severity::Note));
        assert_eq!(sound.table(wide), "");
    }

    #[test]
    fn what_has_no_row_is_counted_in_a_line() {
        let mut tally = tally(Language::Zh);
        tally.most_agencies = 12;
        for i in 0..15 {
            let title = format!(
                "第{}区政府信息公开年报",
                ["甲", "乙", "丙"][i % 3].repeat(i + 1)
            );
            let rule = format!("rule-{i}");
            tally.add(&audit(&title, &[(&rule, Severity::Error)]), Severity::Note);
        }
        let table = tally.table(look(100, Language::Zh));
        assert!(table.contains("另有 5 条规则，问题 5 个\n"), "{table}");
        assert!(table.contains("其他至少 3 个机关，问题 5 个\n"), "{table}");
        assert_eq!(tally.agencies.len(), 12);
    }
}
