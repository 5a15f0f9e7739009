//! Comma-separated values, one finding a row, for those who go through them in a spreadsheet.
//!
//! The file begins with a byte order mark: without one, Excel on a Chinese system
//! takes UTF-8 for GBK. Reports that could not be read have rows of their own.

use std::io;

use super::{Failure, LineIndex, Printer, Summary, listed, locator::place_words};
use crate::{
    audit::Audit,
    finding::{Finding, Softening},
    language::Language,
    quantity::Decimal,
    severity::Severity,
};

/// The columns, in their order.
const HEAD: &str = "path,line,column,end_line,end_column,locator,severity,rule,message,help,indicator,\
                    label,text,value,unit,gap,softened,covers,place,fingerprint,standing,reason";

/// The CSV of `check`.
#[derive(Debug)]
pub struct Csv {
    least: Severity,
    language: Language,
    has_head: bool,
}

impl Csv {
    /// Prints findings that are at least as severe as `least`, places in `language`.
    #[must_use]
    pub fn new(least: Severity, language: Language) -> Self {
        Self {
            least,
            language,
            has_head: false,
        }
    }

    fn head(&mut self, out: &mut dyn io::Write) -> io::Result<()> {
        if self.has_head {
            return Ok(());
        }
        self.has_head = true;
        writeln!(out, "\u{feff}{HEAD}")
    }

    fn row(
        &self,
        path: &str,
        finding: &Finding,
        audit: &Audit,
        lines: &LineIndex<'_>,
    ) -> [String; 22] {
        let mark = &finding.primary;
        let (start, end) = lines.range(mark.span);
        let number = |n: usize| {
            let shown = lines.has_lines(mark.span).then(|| n.to_string());
            shown.unwrap_or_default()
        };
        let decimal = |value: Option<Decimal>| value.map_or_else(String::new, |v| v.to_string());
        let locator = place_words(lines, mark.span, self.language);
        [
            cell(lines.path_or(path, mark.span)),
            number(start.line),
            number(start.column),
            number(end.line),
            number(end.column),
            cell(&locator.unwrap_or_default()),
            finding.severity.as_str().to_owned(),
            cell(&finding.rule),
            cell(&finding.message),
            cell(&finding.help),
            cell(finding.indicator.as_deref().unwrap_or_default()),
            cell(&mark.label),
            cell(mark.span.of(&audit.text)),
            decimal(mark.value),
            cell(&mark.unit),
            decimal(finding.gap),
            finding.softened.map_or("", Softening::as_str).to_owned(),
            cell(&finding.covers.join(" ")),
            cell(&finding.place),
            finding.fingerprint.clone(),
            finding.standing.as_str().to_owned(),
            cell(finding.standing.reason().unwrap_or_default()),
        ]
    }
}

impl Printer for Csv {
    fn tells_figures(&self) -> bool {
        false
    }

    fn report(&mut self, out: &mut dyn io::Write, path: &str, audit: &Audit) -> io::Result<()> {
        self.head(out)?;
        let mut findings = listed(audit, self.least).peekable();
        if findings.peek().is_none() {
            return Ok(());
        }
        let lines = LineIndex::of(audit);
        for finding in findings {
            writeln!(out, "{}", self.row(path, finding, audit, &lines).join(","))?;
        }
        Ok(())
    }

    fn finish(
        &mut self,
        out: &mut dyn io::Write,
        failures: &[Failure],
        _: &Summary,
    ) -> io::Result<()> {
        self.head(out)?;
        for failure in failures {
            let cells = [&failure.path, &failure.code, &failure.message];
            let [path, code, message] = cells.map(|words| cell(words));
            let help = cell(failure.help.as_deref().unwrap_or_default());
            writeln!(
                out,
                "{path},,,,,,unread,{code},{message},{help},,,,,,,,,,,,"
            )?;
        }
        Ok(())
    }
}

/// A cell of text.
///
/// A spreadsheet takes a cell that starts like a formula for one, and the text
/// comes from the report: such a cell gets an apostrophe, as spreadsheets write it.
/// Some take full-width signs for the narrow ones.
pub(super) fn cell(text: &str) -> String {
    let opens_formula = ['=', '+', '-', '@', '＝', '＋', '－', '＠', '\t', '\r', '\n'];
    let lead = if text.starts_with(opens_formula) {
        "'"
    } else {
        ""
    };
    if text.contains([',', '"', '\n', '\r']) {
        format!("\"{lead}{}\"", text.replace('"', "\"\""))
    } else {
        format!("{lead}{text}")
    }
}

#[cfg(test)]
mod tests {
    use super::cell;

    #[test]
    fn cells_cannot_become_formulas() {
        assert_eq!(cell("收到"), "收到");
        assert_eq!(cell("甲,\"乙\""), "\"甲,\"\"乙\"\"\"");
        assert_eq!(cell("=HYPERLINK(1)"), "'=HYPERLINK(1)");
        assert_eq!(cell("＝1+1"), "'＝1+1");
        assert_eq!(cell("@甲,乙"), "\"'@甲,乙\"");
    }
}
