//! Word 97-2003 documents (`.doc`), and those that WPS writes in the same format.
//!
//! A document is a few streams: the text in pieces, tables that say where everything is, and
//! pages of properties. Running text, tables, text boxes, footnotes and endnotes are
//! read as they are shown; the labels of lists are counted as the program counts them.
//!
//! Deliberately absent: headers, footers and comments, which are no part of a report; what is
//! hidden or struck out; and all that only concerns looks. A file whose tables of
//! text and properties are broken is refused, since a report read in part may lose a figure.

mod bytes;
mod fib;
mod fields;
mod lists;
mod pages;
mod properties;
mod shapes;
mod sprm;
mod stories;
mod styles;
mod table;
mod text;
mod told;
mod walk;

use super::{Limits, Unread, compound::Compound, draft::Draft};
use crate::{document::Document, gap::Gap};

use fib::{Fib, Part};
use stories::Stories;
use text::Text;
use walk::Walker;

/// A document whose parts do not fit together.
const BROKEN: Unread = Unread::Damaged {
    what: "a Word document",
};

/// Reads the Word document in a compound file.
///
/// # Errors
///
/// If it is broken, locked, older than Word 97, or without words.
pub(super) fn read(
    compound: &mut Compound<'_>,
    limits: &Limits,
) -> Result<(Document, Vec<Gap>), Unread> {
    let word = compound.stream("WordDocument").ok_or(BROKEN)?;
    let fib = Fib::read(&word)?;
    let table = compound.stream(fib.table_stream).ok_or(BROKEN)?;
    let data = compound.stream("Data").unwrap_or_default();
    let text = Text::read(&word, &table, &fib).ok_or(BROKEN)?;
    let runs = |part, of| {
        let index = fib.table(&table, part)?;
        pages::runs(&word, index, of)
    };
    let mut walker = Walker {
        text,
        characters: runs(Part::Characters, pages::Of::Characters).ok_or(BROKEN)?,
        paragraphs: runs(Part::Paragraphs, pages::Of::Paragraphs).ok_or(BROKEN)?,
        data: &data,
        styles: fib
            .table(&table, Part::Styles)
            .map(styles::Styles::read)
            .unwrap_or_default(),
        lists: lists::Lists::read(&table, &fib),
        limits: *limits,
        work: 0,
        missed: Vec::new(),
        last: None,
    };
    let mut draft = Draft::new(*limits);
    let stories = Stories::read(&table, &fib).ok_or(BROKEN)?;
    stories.tell(&mut walker, &mut draft)?;
    for kind in walker.missed {
        draft.gap(kind);
    }
    draft.finish()
}
