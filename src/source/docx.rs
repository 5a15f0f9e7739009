//! Documents of Word and WPS: what a reader sees of them, in reading order.
//!
//! A document is a package of XML parts. `package` opens it; `body` goes through the running
//! text with a stack of what is open, and hands paragraphs, tables, text boxes and charts to
//! `teller`, which writes them into a draft. What is seen but is no text comes from other parts:
//! numbers of headings from `lists`, hidden words from `styles`, plotted values from `chart`.
//! Notes are told at the end. Their marks in the text are left out: a mark is read as a part of
//! the figure that it follows.
//!
//! By hand rather than by a crate, because those for documents flatten merged cells, and none
//! counts numbers.
//!
//! Deliberately absent: headers and footers, which repeat the title and count pages; comments;
//! pictures and embedded files, which are told as gaps where a table may be in them.

mod body;
mod chart;
mod graphic;
mod grid;
mod lists;
mod package;
mod paragraph;
mod styles;
mod symbol;
mod teller;

use body::{Body, NoteRef, Tables};
use lists::Lists;
use package::Package;
use styles::Styles;
use teller::Teller;

use crate::{document::Document, gap::Gap};

use super::{Limits, Unread};

/// Reads a document.
///
/// # Errors
///
/// If it is damaged, locked, empty or too large.
pub(super) fn read(bytes: &[u8], limits: &Limits) -> Result<(Document, Vec<Gap>), Unread> {
    let package = Package::open(bytes, limits)?;
    let mut teller = Teller::new(package, limits);
    let mut tables = Tables {
        styles: teller.side("styles", Styles::read)?,
        lists: teller.side("numbering", Lists::read)?,
    };
    let main = teller.main()?;
    let notes = Body::read(&main, &mut tables, &mut teller, limits)?;
    drop(main);
    tell_notes(&notes, &mut tables, &mut teller, limits)?;
    teller.finish()
}

/// Tells the notes that the text refers to, in its order: those of its pages, then those of its end.
fn tell_notes(
    notes: &[NoteRef],
    tables: &mut Tables,
    teller: &mut Teller<'_>,
    limits: &Limits,
) -> Result<(), Unread> {
    let mut number = 0;
    for (is_endnote, kind) in [(false, "footnotes"), (true, "endnotes")] {
        if notes.iter().all(|note| note.is_endnote != is_endnote) {
            continue;
        }
        let text = teller.side(kind, |text| Ok(text.to_owned()))?;
        if text.is_empty() {
            continue;
        }
        Body::read(&text, tables, teller, limits)?;
        let mut kept = teller.take_notes();
        for note in notes.iter().filter(|note| note.is_endnote == is_endnote) {
            number += 1;
            if let Some(parts) = kept.remove(&note.id) {
                teller.note(number, parts)?;
            }
        }
    }
    Ok(())
}
