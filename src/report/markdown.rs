//! Markdown for a comment on a change: counts, a table for each report with findings, help folded away.
//!
//! The counts come first and a comment is short, so that what is shown is held until
//! the end and ends at a limit; what is left out is counted. Reports without findings
//! are in the counts only.

use std::io;

use super::{
    Failure, LineIndex, Printer, Summary,
    gaps::gap_lines,
    locator::point,
    plain, shown, summary_line,
    words::{pick, severity_word},
};
use crate::{
    audit::Audit,
    finding::{Finding, Mark},
    language::Language,
    severity::Severity,
    span::Span,
};

/// Characters of findings; GitHub takes 65536 in a comment.
const MOST_CHARS: usize = 56_000;

/// Characters of reports that could not be read, and of those that could not be read whole.
const MOST_FAILED_CHARS: usize = 3_000;

/// A summary for people, in Markdown.
#[derive(Debug)]
pub struct Markdown {
    least: Severity,
    language: Language,
    is_quiet: bool,
    /// The sections of the reports so far.
    sections: String,
    n_chars: usize,
    n_hidden: usize,
    /// Reports that could not be read whole, and what of them.
    partial: Items,
}

/// A list that ends at a limit.
#[derive(Debug, Default)]
struct Items {
    lines: String,
    n_chars: usize,
    n_more: usize,
}

impl Items {
    fn push(&mut self, line: &str) {
        self.n_chars += line.chars().count();
        if self.n_more > 0 || self.n_chars > MOST_FAILED_CHARS {
            self.n_more += 1;
        } else {
            self.lines += line;
        }
    }

    /// The list under its title; empty without items.
    fn section(&self, title: &str, language: Language) -> String {
        if self.n_chars == 0 {
            return String::new();
        }
        let lines = &self.lines;
        let more = match (self.n_more, language) {
            (0, _) => String::new(),
            (n, Language::Zh) => format!("- 另有 {n} 份\n"),
            (n, Language::En) => format!("- {n} more\n"),
        };
        format!("### {title}\n\n{lines}{more}\n")
    }
}

impl Markdown {
    /// Prints findings that are at least as severe as `least`, and first the counts unless `is_quiet`.
    #[must_use]
    pub fn new(least: Severity, language: Language, is_quiet: bool) -> Self {
        Self {
            least,
            language,
            is_quiet,
            sections: String::new(),
            n_chars: 0,
            n_hidden: 0,
            partial: Items::default(),
        }
    }

    /// Whether there is room for `text`, which is then taken.
    fn has_room(&mut self, n_chars: usize) -> bool {
        let has_room = self.n_chars + n_chars <= MOST_CHARS;
        self.n_chars += if has_room { n_chars } else { 0 };
        has_room
    }

    fn place(&self, span: Span, lines: &LineIndex<'_>) -> String {
        escaped(&point(lines, span, self.language))
    }

    fn row(&self, finding: &Finding, lines: &LineIndex<'_>) -> String {
        format!(
            "| {} | {} | `{}` | {} |\n",
            self.place(finding.primary.span, lines),
            severity_word(finding.severity, self.language),
            finding.rule,
            escaped(&finding.message),
        )
    }

    /// The figures that a finding stands on, and what would mend it.
    fn details(&self, finding: &Finding, audit: &Audit, lines: &LineIndex<'_>) -> String {
        let mark = |mark: &Mark| {
            let at = self.place(mark.span, lines);
            let printed = escaped(mark.span.of(&audit.text));
            format!("  - {at} {} {printed}\n", escaped(&mark.label))
        };
        let marks = std::iter::once(&finding.primary).chain(&finding.related);
        let marks: String = marks.take(12).map(mark).collect();
        let at = self.place(finding.primary.span, lines);
        let help = escaped(&finding.help);
        format!("- {at} `{}` {help}\n{marks}", finding.rule)
    }

    /// What could not be read of a report that was read.
    fn gaps(&self, path: &str, audit: &Audit, lines: &LineIndex<'_>) -> String {
        let words = gap_lines(audit, lines, self.language);
        let words = words.join(pick(self.language, "；", "; "));
        format!("- {} {}\n", escaped(path), escaped(&words))
    }
}

fn failed(failure: &Failure) -> String {
    let help = failure.help.as_deref().unwrap_or_default();
    format!(
        "- {} `{}` {} {}\n",
        escaped(&failure.path),
        failure.code,
        escaped(&failure.message),
        escaped(help)
    )
}

impl Printer for Markdown {
    fn tells_figures(&self) -> bool {
        false
    }

    fn report(&mut self, _: &mut dyn io::Write, path: &str, audit: &Audit) -> io::Result<()> {
        let findings: Vec<&Finding> = shown(audit, self.least).collect();
        if findings.is_empty() && audit.gaps.is_empty() {
            return Ok(());
        }
        let lines = LineIndex::of(audit);
        if !audit.gaps.is_empty() {
            let line = self.gaps(path, audit, &lines);
            self.partial.push(&line);
        }
        let head = pick(
            self.language,
            "| 位置 | 级别 | 规则 | 问题 |",
            "| place | severity | rule | finding |",
        );
        let open = format!("### {}\n\n{head}\n|---|---|---|---|\n", escaped(path));
        let fold = pick(
            self.language,
            "所涉数字与改法",
            "the figures, and what would mend them",
        );
        let fold = format!("\n<details><summary>{fold}</summary>\n\n");
        let (mut rows, mut details) = (open, fold);
        let mut n_shown = 0;
        for finding in &findings {
            let row = self.row(finding, &lines);
            let detail = self.details(finding, audit, &lines);
            // The frame counts for a few hundred characters, once a report.
            let frame = if n_shown == 0 {
                rows.chars().count() + 100
            } else {
                0
            };
            if !self.has_room(frame + row.chars().count() + detail.chars().count()) {
                break;
            }
            rows.push_str(&row);
            details.push_str(&detail);
            n_shown += 1;
        }
        self.n_hidden += findings.len() - n_shown;
        if n_shown > 0 {
            self.sections.push_str(&rows);
            self.sections.push_str(&details);
            self.sections.push_str("\n</details>\n\n");
        }
        Ok(())
    }

    fn finish(
        &mut self,
        out: &mut dyn io::Write,
        failures: &[Failure],
        summary: &Summary,
    ) -> io::Result<()> {
        writeln!(out, "## gouji\n")?;
        if !self.is_quiet {
            writeln!(out, "{}\n", summary_line(summary, self.language))?;
        }
        let mut unread = Items::default();
        for failure in failures {
            unread.push(&failed(failure));
        }
        for (items, zh, en) in [
            (&unread, "未能读取", "could not be read"),
            (&self.partial, "未能读全", "could not be read whole"),
        ] {
            let title = pick(self.language, zh, en);
            out.write_all(items.section(title, self.language).as_bytes())?;
        }
        out.write_all(self.sections.as_bytes())?;
        match (self.n_hidden, self.language) {
            (0, _) => Ok(()),
            (n, Language::Zh) => writeln!(out, "另有 {n} 个问题，此处从略。"),
            (n, Language::En) => writeln!(out, "{n} more findings are left out here."),
        }
    }
}

/// Text of a report that stays text, on one line: no markup, no link, and nobody is called.
fn escaped(text: &str) -> String {
    let text = plain(text);
    let mut safe = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '&' => safe.push_str("&amp;"),
            // An invisible blank, so that it is no name, number, or address.
            '@' | '#' => safe.extend(['\\', c, '\u{200b}']),
            '\\' | '`' | '*' | '_' | '[' | ']' | '|' | '~' | '$' | '!' => safe.extend(['\\', c]),
            _ => safe.push(c),
        }
    }
    // The only addresses that become links without brackets.
    safe.replace("://", ":\u{200b}//")
        .replace("www.", "www\u{200b}.")
}

#[cfg(test)]
mod tests {
    use super::escaped;

    #[test]
    fn text_of_a_report_is_no_markup() {
        assert_eq!(escaped("26187条"), "26187条");
        assert_eq!(escaped("a|b\n<img>"), "a\\|b &lt;img&gt;");
        assert_eq!(
            escaped("**[点](http://x)**"),
            "\\*\\*\\[点\\](http:\u{200b}//x)\\*\\*"
        );
        assert_eq!(escaped("@某 #12"), "\\@\u{200b}某 \\#\u{200b}12");
    }
}
