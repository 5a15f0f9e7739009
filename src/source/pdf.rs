//! PDF documents: what is printed on their pages, as blocks over a text view.
//!
//! A PDF knows no paragraphs and no tables, only glyphs and rules with their places. `ink` has an
//! interpreter draw each page and keeps a `sheet` of them; `line` finds lines and blanks, `lattice`
//! the grids that rules draw, `table` their cells, also over pages, `columns` those of prose, `furniture`
//! what pages say of themselves; `flow` tells it all to a draft in reading order.
//!
//! Files are untrusted: `unpack` counts what their streams hold before anything is read, and all
//! reading is done in a thread of its own, whose stack is known to suffice and whose end, should the
//! interpreter have a mistake, is that of one report and not of the run.
//!
//! Deliberately absent: recognising characters. A page that is a picture is told as a gap, with or
//! without the hidden text that a scanner laid under it: nobody vouches for its figures.

mod columns;
mod flow;
mod furniture;
mod ink;
mod lattice;
mod line;
mod sheet;
mod table;
mod unpack;

use std::{
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    thread,
};

use hayro_interpret::{
    Context, InterpreterCache, InterpreterSettings, InterpreterWarning, interpret_page,
};
use hayro_syntax::{DecryptionError, LoadPdfError, Pdf, page::Page};
use kurbo::{Affine, Rect};

use crate::{
    document::Document,
    gap::{Gap, GapKind},
};

use super::{Limit, Limits, Unread, draft::Draft};
use ink::{Ink, OverBudget};
use sheet::{Area, Glyph, Sheet};

/// What a PDF is called.
const NAME: &str = "a PDF document";

/// The stack of the thread that reads: objects may stand in one another hundreds deep.
const STACK: usize = 32 << 20;

/// The name of that thread; a run keeps quiet about its panics, which are told as damage.
pub(crate) const THREAD: &str = "pdf";

/// Reads the pages of a PDF.
pub(super) fn read(bytes: &[u8], limits: &Limits) -> Result<(Document, Vec<Gap>), Unread> {
    const DAMAGED: Unread = Unread::Damaged { what: NAME };
    if let Some(limit) = unpack::excess(bytes, limits) {
        return Err(Unread::over(limit, limits));
    }
    let reader = thread::Builder::new()
        .name(THREAD.to_owned())
        .stack_size(STACK);
    let result = thread::scope(|scope| {
        let reading = reader.spawn_scoped(scope, || sheets(bytes, limits));
        reading.map_or(Ok(Err(DAMAGED)), thread::ScopedJoinHandle::join)
    });
    let sheets = match result {
        Ok(sheets) => sheets?,
        Err(thrown) if thrown.is::<OverBudget>() => return Err(Unread::over(Limit::Ratio, limits)),
        Err(_) => return Err(DAMAGED),
    };
    let is_cut = sheets.len() > limits.pages;
    if !sheets.is_empty() && sheets.iter().all(Sheet::is_scan_or_empty) {
        let is_scan = sheets.iter().any(Sheet::is_scan);
        return Err(if is_scan {
            Unread::Scanned
        } else {
            Unread::Empty
        });
    }
    let mut draft = Draft::new(*limits);
    let sheets = sheets.into_iter().take(limits.pages).collect();
    flow::write(sheets, &mut draft);
    if is_cut {
        draft.gap(GapKind::TooManyPages);
    }
    draft.finish()
}

/// What is printed on the pages, one more than are read if there are more.
fn sheets(bytes: &[u8], limits: &Limits) -> Result<Vec<Sheet>, Unread> {
    let pdf = Pdf::new(bytes.to_vec()).map_err(|error| match error {
        LoadPdfError::Decryption(DecryptionError::PasswordProtected) => Unread::Encrypted,
        LoadPdfError::Decryption(_) | LoadPdfError::Invalid => Unread::Damaged { what: NAME },
    })?;
    let cache = InterpreterCache::new();
    let (mut budget, mut n_unpacked) = (0_usize, 0_usize);
    let mut sheets = Vec::new();
    for page in pdf.pages().iter().take(limits.pages + 1) {
        let size = page.page_stream().map_or(0, <[u8]>::len);
        budget = ink::budget(budget, size);
        n_unpacked += size;
        if n_unpacked > limits.unpacked {
            return Err(Unread::over(Limit::Unpacked, limits));
        }
        sheets.push(sheet(&pdf, page, &cache, &mut budget));
    }
    Ok(sheets)
}

/// What is printed on a page.
fn sheet<'a>(
    pdf: &'a Pdf,
    page: &Page<'a>,
    cache: &InterpreterCache<'a>,
    budget: &mut usize,
) -> Sheet {
    let has_lost = Arc::new(AtomicBool::new(false));
    let lost = Arc::clone(&has_lost);
    let settings = InterpreterSettings {
        warning_sink: Arc::new(move |warning| {
            if matches!(warning, InterpreterWarning::UnsupportedFont) {
                lost.store(true, Ordering::Relaxed);
            }
        }),
        ..InterpreterSettings::default()
    };
    let size = page.render_dimensions();
    let (width, height) = (size.0.into(), size.1.into());
    let placed = Affine::new(page.initial_transform(true).as_coeffs());
    let paper = Rect::new(0.0, 0.0, width, height);
    let mut context = Context::new(placed, paper, cache, pdf.xref(), settings);
    let mut ink = Ink::new(size, budget);
    interpret_page(page, &mut context, &mut ink);
    ink.into_sheet(has_lost.load(Ordering::Relaxed))
}

impl Sheet {
    /// What of the page is not read.
    fn gaps(&self) -> Vec<GapKind> {
        let gaps = [
            (self.is_scan(), GapKind::ScannedPage),
            (
                !self.is_scan() && self.has_large_picture(),
                GapKind::Picture,
            ),
            (self.has_lost, GapKind::DamagedText),
            (self.has_turned, GapKind::TurnedText),
        ];
        gaps.into_iter()
            .filter(|(is, _)| *is)
            .map(|(_, kind)| kind)
            .collect()
    }

    /// Whether the page is a picture, perhaps with a number or a mark of the scanner beside it.
    fn is_scan(&self) -> bool {
        /// A page of words has more glyphs.
        const FEW: usize = 40;
        let n_seen = self.n_seen();
        n_seen == 0 && (self.has_hidden || !self.pictures.is_empty())
            || n_seen < FEW && self.has_large_picture()
    }

    /// Whether nothing of the page can be read.
    fn is_scan_or_empty(&self) -> bool {
        self.is_scan() || self.n_seen() == 0
    }

    fn n_seen(&self) -> usize {
        self.glyphs.iter().filter(|glyph| !glyph.is_blank()).count()
    }

    /// Whether a picture takes much of the page, and is not what the words are printed on.
    fn has_large_picture(&self) -> bool {
        const FEW: usize = 20;
        let paper = Area {
            left: 0,
            top: 0,
            right: self.width,
            bottom: self.height,
        };
        let is_large = |area: &Area| {
            let shown = Area {
                left: area.left.max(0),
                top: area.top.max(0),
                right: area.right.min(self.width),
                bottom: area.bottom.min(self.height),
            };
            let on_it = self
                .glyphs
                .iter()
                .filter(|glyph: &&Glyph| shown.holds(glyph.middle()));
            shown.size() * 5 > paper.size() && on_it.take(FEW).count() < FEW
        };
        self.pictures.iter().any(is_large)
    }
}
