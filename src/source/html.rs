//! HTML pages: what a browser shows of them, as blocks over a text view.
//!
//! A page is read in three steps, one way. `feed` has the tokenizer cut the source
//! and hands on tags and stretches of text with their places; `tree` puts them under
//! each other as browsers do where end tags are missing; `flow` walks the tree and
//! writes the text view with a way back to the source, line by line for words, cell
//! by cell for tables. Lines are then read as those of a text file are, since pages
//! hold lists, forms without a `<table>` and wrapped lines as well.
//!
//! html5ever's own tree keeps no byte positions, and asks its stack of open elements
//! at most tags, so that hostile pages cost it quadratic time. Hence the tokenizer of
//! its family that has positions, and a tree of only what bears on text.
//!
//! Deliberately absent: style sheets and scripts, the labels that `<ol>` counts, and
//! links or frames to other files, which are told as gaps.

mod chrome;
mod feed;
mod flow;
mod grid;
mod tree;
mod view;

use crate::{
    document::{Document, Original, Provenance},
    gap::{Gap, GapKind},
};

use super::{Unread, damage, layout};

/// Whether `text` is a page rather than plain text.
///
/// A whole page begins with a tag that nobody writes otherwise. A part of one, as editors of portals keep
/// it, is enclosed in tags; Markdown may begin with them, too, but goes on without.
pub(super) fn is_page(text: &str) -> bool {
    const PAGE: [&str; 6] = ["!doctype", "html", "head", "meta", "title", "body"];
    const PART: [&str; 14] = [
        "table", "div", "p>", "p ", "span", "style", "script", "section", "article", "center",
        "font", "h1", "h2", "ul",
    ];
    let Some(first) = after_comments(text).strip_prefix('<') else {
        return false;
    };
    let first = first.as_bytes();
    let starts = |tag: &&str| {
        first
            .get(..tag.len())
            .is_some_and(|start| start.eq_ignore_ascii_case(tag.as_bytes()))
    };
    PAGE.iter().any(starts)
        || first.starts_with(b"?xml") && has_html(first)
        || text.trim_end().ends_with('>') && PART.iter().any(starts)
}

/// What follows the comments at the start.
fn after_comments(text: &str) -> &str {
    let mut rest = text.trim_start();
    while let Some(comment) = rest.strip_prefix("<!--") {
        match comment.split_once("-->") {
            Some((_, behind)) => rest = behind.trim_start(),
            None => break,
        }
    }
    rest
}

/// Whether the first bytes of an XML file name the element `html`.
fn has_html(bytes: &[u8]) -> bool {
    const REACH: usize = 1024;
    let start = bytes.get(..REACH).unwrap_or(bytes);
    memchr::memmem::find(start, b"<html").is_some()
}

/// Reads a page.
///
/// # Errors
///
/// If there is nothing on it to read, or more elements than gouji keeps.
pub(super) fn read(source: String) -> Result<(Document, Vec<Gap>), Unread> {
    let tree = feed::tree(&source)?;
    let mut gaps = Vec::new();
    let page = flow::page(&source, &tree, &mut gaps);
    gaps.append(&mut damage(&page.text));
    let blocks = layout::stretches(&page.text, page.stretches, &mut gaps);
    if blocks.is_empty() {
        if gaps.iter().any(|gap| gap.kind == GapKind::Frame) {
            return Err(Unread::Frames);
        }
        return Err(Unread::Empty);
    }
    let document = Document::new(page.text, blocks);
    let original = Original::new(source, page.pieces);
    let document = document.made_from(Provenance::Markup(original), page.places);
    Ok((document, gaps))
}
