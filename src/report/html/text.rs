//! The report's text as headings, paragraphs and tables; writing to a string does not fail.

use std::fmt::Write;

use maud::{Markup, PreEscaped, html};

use super::{escape::escape_into, paint::Painter, rules::RuleBook};
use crate::{
    audit::Audit,
    document::{Block, Cell, Table},
    language::Language,
    report::words::pick,
    span::Span,
};

/// What a browser takes of a cell that covers several columns, and several rows.
const MOST_COLUMNS: u32 = 1000;
const MOST_ROWS: u32 = 65_534;

/// The headings of the page above those of the text.
const OUTER_LEVEL: u8 = 2;

/// Writes the text of one report.
struct Writer<'p, 'a> {
    painter: &'p mut Painter<'a>,
    book: &'p mut RuleBook,
    language: Language,
    out: String,
    /// The level of the last heading on the page.
    level: u8,
    n_tables: usize,
}

/// The text of `audit`, painted.
pub(super) fn article(
    audit: &Audit,
    painter: &mut Painter<'_>,
    book: &mut RuleBook,
    prefix: &str,
    language: Language,
) -> Markup {
    let mut writer = Writer {
        painter,
        book,
        language,
        out: String::with_capacity(4 * audit.text.len()),
        level: OUTER_LEVEL,
        n_tables: 0,
    };
    let mut files = audit.joined.iter().peekable();
    for block in &audit.blocks {
        while let Some(file) = files.next_if(|file| file.start <= block.span().start) {
            writer.file(&file.path);
        }
        writer.block(block);
    }
    let text = PreEscaped(writer.out);
    html! {
        article id={ (prefix) "text" } tabindex="-1" aria-labelledby={ (prefix) "t" } {
            h2.hidden id={ (prefix) "t" } { (pick(language, "报告原文", "The report")) }
            (text)
        }
    }
}

impl Writer<'_, '_> {
    fn block(&mut self, block: &Block) {
        match block {
            Block::Heading { level, span } => self.heading(*level, *span),
            Block::Paragraph(span) => self.element("p", *span),
            Block::Chart { span, .. } => self.element("pre", *span),
            Block::Table(table) => self.table(table),
        }
    }

    /// Where another file of the report begins.
    fn file(&mut self, path: &str) {
        self.out.push_str("<hr><p class=\"path\">");
        escape_into(&mut self.out, path);
        self.out.push_str("</p>\n");
        self.level = OUTER_LEVEL;
    }

    /// A heading, at most one level below the last one: an outline leaves no level out.
    fn heading(&mut self, level: u8, span: Span) {
        let wanted = OUTER_LEVEL.saturating_add(level.max(1));
        self.level = wanted.min(self.level + 1).min(6);
        self.element(&format!("h{}", self.level), span);
    }

    fn element(&mut self, name: &str, span: Span) {
        let _ = write!(self.out, "<{name}>");
        self.painter.paint(&mut self.out, span, self.book);
        let _ = writeln!(self.out, "</{name}>");
    }

    fn table(&mut self, table: &Table) {
        self.n_tables += 1;
        let name = match self.language {
            Language::Zh => format!("表 {}", self.n_tables),
            Language::En => format!("table {}", self.n_tables),
        };
        self.out
            .push_str("<div class=\"grid\" role=\"group\" tabindex=\"0\" aria-label=\"");
        escape_into(&mut self.out, &name);
        self.out.push_str("\"><table>\n");
        let mut is_head = true;
        let mut next = 0;
        for row in table.rows() {
            let Some(first) = row.first() else { continue };
            // Rows that are covered from above have no cell of their own.
            for _ in next..first.row {
                self.out.push_str("<tr></tr>");
            }
            next = first.row + 1;
            is_head &= !row.iter().any(|cell| self.painter.has_quantity(cell.span));
            self.row(row, is_head);
        }
        self.out.push_str("</table></div>\n");
    }

    fn row(&mut self, row: &[Cell], is_head: bool) {
        self.out.push_str("<tr>");
        for cell in row {
            // An empty cell heads nothing.
            let name = if is_head && !cell.span.is_empty() {
                "th"
            } else {
                "td"
            };
            let _ = write!(self.out, "<{name}");
            if cell.column_span > 1 {
                let n = cell.column_span.min(MOST_COLUMNS);
                let _ = write!(self.out, " colspan=\"{n}\"");
            }
            if cell.row_span > 1 {
                let n = cell.row_span.min(MOST_ROWS);
                let _ = write!(self.out, " rowspan=\"{n}\"");
            }
            self.out.push('>');
            self.painter.paint(&mut self.out, cell.span, self.book);
            let _ = write!(self.out, "</{name}>");
        }
        self.out.push_str("</tr>\n");
    }
}
