//! How bytes become blocks: encodings, headings, paragraphs, and tables in the
//! shapes they really arrive in.

use std::{fs, path::PathBuf, time::Instant};

use gouji::{
    document::{Block, Document, Table},
    gap::GapKind,
    source::{self, Limit, Limits, Unread},
};
use proptest::prelude::*;

fn read(text: &str) -> Document {
    let (document, _) = source::read(text.as_bytes()).expect("the text is no empty report");
    document
}

/// The blocks in short: `H1 一、概述`, `P …`, `T 3x4`, `C 2`.
fn outline(document: &Document) -> Vec<String> {
    let text = document.text();
    let line = |block: &Block| match block {
        Block::Heading { level, span } => format!("H{level} {}", span.of(text)),
        Block::Paragraph(span) => format!("P {}", span.of(text)),
        Block::Table(table) => format!("T {}x{}", table.n_columns, table.rows().count()),
        Block::Chart { points, .. } => format!("C {}", points.len()),
    };
    document.blocks().iter().map(line).collect()
}

fn only_table(document: &Document) -> &Table {
    let tables: Vec<_> = document.blocks().iter().filter_map(as_table).collect();
    assert_eq!(tables.len(), 1, "{:?}", outline(document));
    tables[0]
}

fn as_table(block: &Block) -> Option<&Table> {
    match block {
        Block::Table(table) => Some(table),
        _ => None,
    }
}

/// The rows of the only table as `label|unit|value`, `!` before those that are not complete.
fn rows(document: &Document) -> Vec<String> {
    let table = only_table(document);
    let text = document.text();
    let row = |cells: &[gouji::document::Cell]| {
        let cell = |cell: &gouji::document::Cell| {
            let words = cell.span.of(text).split_whitespace();
            words.collect::<Vec<_>>().join(" ")
        };
        let mark = if table.is_complete(cells) { "" } else { "!" };
        let cells: Vec<_> = cells.iter().map(cell).collect();
        format!("{mark}{}", cells.join("|"))
    };
    table.rows().map(row).collect()
}

#[path = "source/bytes.rs"]
mod bytes;
#[path = "source/html.rs"]
mod html;
#[path = "source/properties.rs"]
mod properties;
#[path = "source/prose.rs"]
mod prose;
#[path = "source/reports.rs"]
mod reports;
#[path = "source/tables.rs"]
mod tables;
