//! Every number of a report and what became of it: as a table, CSV or JSON.
//!
//! This is how a reader makes sure that "nothing found" is not "nothing read".

use std::io;

use serde::Serialize;

use super::{
    Failure, LineIndex, Printer, Summary,
    csv::cell,
    json::{JsonCoverage, JsonFailure, failed},
    locator::{JsonLocator, json_locator, place_words, point},
    plain::{plain, width},
    words::{fate_words, not_quantity_words, origin_word, shares_line, summary_line, why_words},
};
use crate::{
    audit::{Audit, Fate, Figure},
    fact::Origin,
    language::Language,
};

/// The name and version of the JSON shape.
const SCHEMA: &str = "gouji-figures/1";

/// Columns that line up on a terminal.
#[derive(Debug)]
pub struct FigureTable {
    language: Language,
    is_quiet: bool,
}

impl FigureTable {
    /// A table with its words in `language`, and a last line unless `is_quiet`.
    #[must_use]
    pub fn new(language: Language, is_quiet: bool) -> Self {
        Self { language, is_quiet }
    }

    fn cells(&self, figure: &Figure, text: &str, lines: &LineIndex<'_>) -> [String; 8] {
        let or_dash = |text: &str| match plain(text.trim()) {
            empty if empty.is_empty() => "-".to_owned(),
            some => some,
        };
        [
            point(lines, figure.span, self.language),
            or_dash(figure.span.of(text)),
            or_dash(&value(figure)),
            or_dash(&interval(figure)),
            or_dash(unit(figure)),
            figure
                .origin
                .map_or("-", |origin| origin_word(origin, self.language))
                .to_owned(),
            or_dash(&self.fate(&figure.fate)),
            match &figure.indicator {
                Some(key) => format!("{key}  {}", plain(&figure.label_in(text))),
                None => plain(&figure.label_in(text)),
            },
        ]
    }

    fn fate(&self, fate: &Fate) -> String {
        let class = fate_words(fate, self.language);
        match fate {
            Fate::Checked(rules) => format!("{class} {}", rules.join(",")),
            Fate::Unchecked(why) => format!("{class} {}", why_words(*why, self.language)),
            Fate::NotQuantity(what) => {
                format!("{class} {}", not_quantity_words(*what, self.language))
            }
            Fate::Unknown => class.to_owned(),
        }
    }

    fn head(&self) -> [String; 8] {
        let words = match self.language {
            Language::Zh => [
                "位置",
                "原文",
                "数值",
                "取值范围",
                "单位",
                "来源",
                "结果",
                "指标与标签",
            ],
            Language::En => [
                "place",
                "printed",
                "value",
                "interval",
                "unit",
                "origin",
                "fate",
                "indicator and label",
            ],
        };
        words.map(str::to_owned)
    }
}

impl Printer for FigureTable {
    fn report(&mut self, out: &mut dyn io::Write, path: &str, audit: &Audit) -> io::Result<()> {
        let lines = LineIndex::of(audit);
        let mut rows = vec![self.head()];
        rows.extend(
            audit
                .figures
                .iter()
                .map(|f| self.cells(f, &audit.text, &lines)),
        );
        let widths: Vec<usize> = (0..8)
            .map(|i| rows.iter().map(|row| width(&row[i])).max().unwrap_or(0))
            .collect();
        writeln!(out, "{}", plain(path))?;
        for row in &rows {
            let mut line = String::new();
            for (cell, column) in row.iter().zip(&widths) {
                line.push_str(cell);
                line.push_str(&" ".repeat(column - width(cell) + 2));
            }
            writeln!(out, "{}", line.trim_end())?;
        }
        writeln!(out)
    }

    fn finish(&mut self, out: &mut dyn io::Write, _: &[Failure], sum: &Summary) -> io::Result<()> {
        if self.is_quiet {
            return Ok(());
        }
        writeln!(out, "{}", shares_line(&sum.coverage, self.language))?;
        writeln!(out, "{}", summary_line(sum, self.language))
    }
}

/// Comma-separated values with a head, one number a line.
#[derive(Debug, Default)]
pub struct FigureCsv {
    has_head: bool,
}

impl FigureCsv {
    fn head(&mut self, out: &mut dyn io::Write) -> io::Result<()> {
        if self.has_head {
            return Ok(());
        }
        self.has_head = true;
        writeln!(
            out,
            "path,line,column,start,end,text,indicator,label,value,interval,unit,origin,fate,detail,locator"
        )
    }
}

impl Printer for FigureCsv {
    fn report(&mut self, out: &mut dyn io::Write, path: &str, audit: &Audit) -> io::Result<()> {
        self.head(out)?;
        let lines = LineIndex::of(audit);
        for figure in &audit.figures {
            let row = JsonFigure::new(figure, &audit.text, &lines);
            let detail = match &figure.fate {
                Fate::Checked(rules) => rules.join(" "),
                Fate::Unchecked(why) => why.as_str().to_owned(),
                Fate::NotQuantity(what) => what.as_str().to_owned(),
                Fate::Unknown => String::new(),
            };
            let cells = [
                cell(row.path.unwrap_or(path)),
                row.line.to_string(),
                row.column.to_string(),
                row.start.to_string(),
                row.end.to_string(),
                cell(row.text),
                cell(row.indicator.unwrap_or_default()),
                cell(&row.label),
                row.value.unwrap_or_default(),
                cell(&row.interval),
                cell(row.unit),
                row.origin.to_owned(),
                row.fate.to_owned(),
                cell(&detail),
                cell(&place_words(&lines, figure.span, Language::En).unwrap_or_default()),
            ];
            writeln!(out, "{}", cells.join(","))?;
        }
        Ok(())
    }

    fn finish(&mut self, out: &mut dyn io::Write, _: &[Failure], _: &Summary) -> io::Result<()> {
        self.head(out)
    }
}

/// The JSON of `extract`, shape `gouji-figures/1`.
#[derive(Debug, Default)]
pub struct FigureJson {
    n_written: usize,
}

impl FigureJson {
    fn lead(&self) -> String {
        match self.n_written {
            0 => format!("{{\"schema\":\"{SCHEMA}\",\"reports\":["),
            _ => ",".to_owned(),
        }
    }
}

impl Printer for FigureJson {
    fn report(&mut self, out: &mut dyn io::Write, path: &str, audit: &Audit) -> io::Result<()> {
        writeln!(out, "{}", self.lead())?;
        self.n_written += 1;
        let lines = LineIndex::of(audit);
        let figures = audit.figures.iter();
        let report = JsonFigures {
            path,
            coverage: audit.coverage.into(),
            figures: figures
                .map(|f| JsonFigure::new(f, &audit.text, &lines))
                .collect(),
        };
        serde_json::to_writer(&mut *out, &report)?;
        Ok(())
    }

    fn finish(
        &mut self,
        out: &mut dyn io::Write,
        failures: &[Failure],
        _: &Summary,
    ) -> io::Result<()> {
        if self.n_written == 0 {
            write!(out, "{}", self.lead())?;
        }
        write!(out, "\n],\"failed\":")?;
        let failures: Vec<JsonFailure<'_>> = failures.iter().map(failed).collect();
        serde_json::to_writer(&mut *out, &failures)?;
        writeln!(out, "}}")
    }
}

#[derive(Serialize)]
struct JsonFigures<'a> {
    path: &'a str,
    coverage: JsonCoverage,
    figures: Vec<JsonFigure<'a>>,
}

#[derive(Serialize)]
struct JsonFigure<'a> {
    start: u32,
    end: u32,
    line: usize,
    column: usize,
    text: &'a str,
    indicator: Option<&'a str>,
    label: String,
    value: Option<String>,
    interval: String,
    unit: &'a str,
    origin: &'static str,
    fate: &'static str,
    rules: Vec<&'a str>,
    why: Option<&'static str>,
    locator: Option<JsonLocator<'a>>,
    path: Option<&'a str>,
}

impl<'a> JsonFigure<'a> {
    fn new(figure: &'a Figure, text: &'a str, lines: &LineIndex<'a>) -> Self {
        let at = lines.position(figure.span.range().start);
        let (fate, rules, why): (_, &[_], _) = match &figure.fate {
            Fate::Checked(rules) => ("checked", rules.as_slice(), None),
            Fate::Unchecked(why) => ("unchecked", &[], Some(why.as_str())),
            Fate::NotQuantity(what) => ("not-quantity", &[], Some(what.as_str())),
            Fate::Unknown => ("unknown", &[], None),
        };
        let span = lines.span(figure.span);
        Self {
            start: span.start,
            end: span.end,
            line: at.line,
            column: at.column,
            text: figure.span.of(text),
            indicator: figure.indicator.as_deref(),
            label: figure.label_in(text),
            value: figure.quantity.map(|_| value(figure)),
            interval: interval(figure),
            unit: unit(figure),
            origin: figure.origin.map_or("", Origin::as_str),
            fate,
            rules: rules.iter().map(AsRef::as_ref).collect(),
            why,
            locator: json_locator(lines, figure.span),
            path: lines.path(figure.span),
        }
    }
}

/// The value as a plain decimal.
fn value(figure: &Figure) -> String {
    figure
        .quantity
        .map(|quantity| quantity.value.normalize().to_string())
        .unwrap_or_default()
}

/// The true values it may stand for: `[74.05, 74.15]`.
fn interval(figure: &Figure) -> String {
    figure
        .quantity
        .map(|quantity| quantity.interval.to_string())
        .unwrap_or_default()
}

/// The unit as printed.
fn unit(figure: &Figure) -> &'static str {
    figure
        .quantity
        .map(|quantity| quantity.unit.symbol())
        .unwrap_or_default()
}
