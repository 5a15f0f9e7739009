//! Findings for people: miette diagnostics over excerpts of the report.
//!
//! Everything is rendered to a string that no line of which is wider than the
//! terminal. miette's own words are English, so none of them is used: help goes
//! into the footer.
//!
//! Deliberately absent: miette's hook. What a stream can show is decided by
//! whoever opened it and handed over as a [`Look`].

use std::{fmt, io};

use miette::{
    Diagnostic, GraphicalReportHandler, GraphicalTheme, LabeledSpan, SourceCode, ThemeCharacters,
    ThemeStyles,
};

use super::{
    Failure, LineIndex, Printer, Summary,
    excerpt::{Excerpt, Style},
    gaps::gap_lines,
    plain::plain,
    shown,
    tally::Tally,
    window::elided,
    words::{pick, severity_word, softening_words, wrapped_summary},
};
use crate::{
    audit::Audit,
    finding::{Finding, Mark, Role},
    language::Language,
    pack::PackSet,
    severity::Severity,
};

/// Marks beyond this many are told in words.
const MOST_MARKS: usize = 12;

/// With no more figures than this, those that are zero or blank are shown as well.
const FEW_MARKS: usize = 4;

/// What a stream can show.
#[derive(Debug, Clone, Copy)]
pub struct Look {
    /// Its cells in a row.
    pub width: usize,
    /// Whether box characters come out right.
    pub is_unicode: bool,
    /// Whether colours are wanted.
    pub is_coloured: bool,
    /// The language of the words.
    pub language: Language,
}

impl Look {
    /// The handler that renders a diagnostic for this stream.
    #[must_use]
    pub fn handler(self) -> GraphicalReportHandler {
        GraphicalReportHandler::new_themed(self.theme())
            .with_width(self.width)
            .with_context_lines(0)
            .with_links(false)
            .without_syntax_highlighting()
            .without_primary_span_start()
    }

    fn theme(self) -> GraphicalTheme {
        GraphicalTheme {
            characters: if self.is_unicode {
                ThemeCharacters::unicode()
            } else {
                ThemeCharacters::ascii()
            },
            styles: ThemeStyles {
                // Line numbers are replaced after rendering; see `Excerpt::numbered`.
                linum: ThemeStyles::none().linum,
                ..if self.is_coloured {
                    ThemeStyles::ansi()
                } else {
                    ThemeStyles::none()
                }
            },
        }
    }

    /// What stands for something left out.
    pub(super) fn ellipsis(self) -> &'static str {
        if self.is_unicode { "…" } else { ".." }
    }

    fn style(self) -> Style {
        Style {
            width: self.width,
            ellipsis: self.ellipsis(),
            bar: if self.is_unicode { "│" } else { "|" },
            language: self.language,
        }
    }
}

/// The terminal format.
#[derive(Debug)]
pub struct Terminal {
    look: Look,
    least: Severity,
    is_quiet: bool,
    tally: Option<Tally>,
}

impl Terminal {
    /// Prints findings that are at least as severe as `least`, and the last line unless `is_quiet`.
    #[must_use]
    pub fn new(look: Look, least: Severity, is_quiet: bool) -> Self {
        Self {
            look,
            least,
            is_quiet,
            tally: None,
        }
    }

    /// Prints as well, after several reports, what was found by rule and by agency, unless it is quiet.
    #[must_use]
    pub fn with_closing_table(mut self, packs: &PackSet) -> Self {
        self.tally = (!self.is_quiet).then(|| Tally::new(packs, self.look.language));
        self
    }

    /// One finding as text, line end included.
    #[must_use]
    pub fn render(
        &self,
        path: &str,
        text: &str,
        lines: &LineIndex<'_>,
        finding: &Finding,
    ) -> String {
        let (marks, told) = split(finding);
        let shown = Rendered {
            code: format!(
                "{}[{}]",
                severity_word(finding.severity, self.look.language),
                finding.rule
            ),
            message: plain(&finding.message),
            severity: finding.severity,
            excerpt: Excerpt::new(path, text, lines, &marks, self.look.style()),
        };
        let mut handler = self.look.handler();
        let footer = footer(finding, &told, self.look.language);
        if !footer.is_empty() {
            handler = handler.with_footer(footer);
        }
        let mut rendered = String::new();
        // Writing to a string fails only if a diagnostic's own `Display` does, and ours do not.
        let _ = handler.render_report(&mut rendered, &shown);
        let bar = self.look.theme().characters.vbar;
        shown.excerpt.numbered(&rendered, bar)
    }

    /// What of a report could not be read, so that nobody takes silence for consent.
    fn gaps(
        &self,
        out: &mut dyn io::Write,
        path: &str,
        audit: &Audit,
        lines: &LineIndex<'_>,
    ) -> io::Result<()> {
        if self.is_quiet || audit.gaps.is_empty() {
            return Ok(());
        }
        let Look {
            language, width, ..
        } = self.look;
        let ellipsis = self.look.ellipsis();
        let head = match language {
            Language::Zh => format!("{path}：未能全部读出"),
            Language::En => format!("{path}: not all of it was read"),
        };
        writeln!(out, "{}", elided(&head, width, ellipsis))?;
        for gap in gap_lines(audit, lines, language) {
            writeln!(out, "{}", elided(&format!("  - {gap}"), width, ellipsis))?;
        }
        writeln!(out)
    }
}

impl Printer for Terminal {
    fn tells_figures(&self) -> bool {
        false
    }

    fn report(&mut self, out: &mut dyn io::Write, path: &str, audit: &Audit) -> io::Result<()> {
        if let Some(tally) = &mut self.tally {
            tally.add(audit, self.least);
        }
        let mut findings = shown(audit, self.least).peekable();
        if findings.peek().is_none() && (audit.gaps.is_empty() || self.is_quiet) {
            return Ok(());
        }
        let lines = LineIndex::of(audit);
        for finding in findings {
            writeln!(out, "{}", self.render(path, &audit.text, &lines, finding))?;
        }
        self.gaps(out, path, audit, &lines)
    }

    fn finish(
        &mut self,
        out: &mut dyn io::Write,
        _: &[Failure],
        summary: &Summary,
    ) -> io::Result<()> {
        if self.is_quiet {
            return Ok(());
        }
        if let Some(tally) = &self.tally {
            write!(out, "{}", tally.table(self.look))?;
        }
        let Look {
            language, width, ..
        } = self.look;
        writeln!(out, "{}", wrapped_summary(summary, language, width))
    }
}

/// The marks to draw, and those told in words: blanks and zeros among many, and what is too much.
fn split(finding: &Finding) -> (Vec<&Mark>, Vec<&Mark>) {
    let is_many = finding.related.len() > FEW_MARKS;
    let weighs_nothing = |mark: &Mark| {
        matches!(mark.role, Role::Part | Role::Term) && mark.value.is_none_or(|v| v.is_zero())
    };
    let (mut told, mut drawn): (Vec<&Mark>, Vec<&Mark>) = finding
        .related
        .iter()
        .partition(|mark| is_many && weighs_nothing(mark));
    told.extend(drawn.split_off(drawn.len().min(MOST_MARKS)));
    drawn.insert(0, &finding.primary);
    (drawn, told)
}

/// What stands below the excerpt: the repair, why it is no more severe, and the figures not drawn.
fn footer(finding: &Finding, told: &[&Mark], language: Language) -> String {
    let mut lines = Vec::new();
    if !finding.help.trim().is_empty() {
        let help = finding
            .help
            .lines()
            .map(plain)
            .collect::<Vec<_>>()
            .join("\n");
        lines.push(format!("{}{help}", pick(language, "建议：", "help: ")));
    }
    if let Some(softening) = finding.softened {
        lines.push(softening_words(softening, language).to_owned());
    }
    lines.extend(told_lines(told, language));
    lines.join("\n")
}

/// The figures not drawn, in words, a line for each kind.
fn told_lines(told: &[&Mark], language: Language) -> Vec<String> {
    let names = |wanted: &dyn Fn(&Mark) -> bool, with_value: bool| {
        let names: Vec<String> = told
            .iter()
            .filter(|mark| wanted(mark))
            .map(|mark| match mark.value {
                Some(value) if with_value => format!("{} {value}", plain(mark.label.trim())),
                _ => plain(mark.label.trim()),
            })
            .collect();
        // Not `、`, which stands within labels.
        names.join(pick(language, "；", "; "))
    };
    let zeros = names(&|mark| mark.value.is_some_and(|v| v.is_zero()), false);
    let blanks = names(&|mark| mark.value.is_none(), false);
    let others = names(&|mark| mark.value.is_some_and(|v| !v.is_zero()), true);
    let groups = [
        (pick(language, "另有：", "also: "), others),
        (pick(language, "为 0：", "zero: "), zeros),
        (pick(language, "空白：", "blank: "), blanks),
    ];
    groups
        .into_iter()
        .filter(|(_, names)| !names.is_empty())
        .map(|(lead, names)| format!("{lead}{names}"))
        .collect()
}

/// A finding as miette sees it.
#[derive(Debug)]
struct Rendered {
    code: String,
    message: String,
    severity: Severity,
    excerpt: Excerpt,
}

impl fmt::Display for Rendered {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Rendered {}

impl Diagnostic for Rendered {
    fn code<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        Some(Box::new(&self.code))
    }

    fn severity(&self) -> Option<miette::Severity> {
        Some(match self.severity {
            Severity::Error => miette::Severity::Error,
            Severity::Warning => miette::Severity::Warning,
            Severity::Note => miette::Severity::Advice,
        })
    }

    fn source_code(&self) -> Option<&dyn SourceCode> {
        Some(&self.excerpt)
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        Some(Box::new(self.excerpt.labels()))
    }
}
