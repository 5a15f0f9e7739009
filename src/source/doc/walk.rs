//! The paragraphs of a story, as they are shown: without what is hidden, struck out, or an
//! instruction of a field, and with the labels of lists.
//!
//! Deliberately absent: comments, headers and footers, which are no part of the report.

use std::ops::Range;

use super::{
    super::{Limit, Limits, Unread},
    BROKEN,
    fields::Fields,
    lists::Lists,
    pages::{Run, run_at},
    properties::{Characters, ListPlace, Paragraph},
    shapes::is_large_picture,
    styles::Styles,
    text::Text,
};
use crate::{gap::GapKind, quantity::glance};

/// A document that is walked through.
pub(super) struct Walker<'a> {
    pub(super) text: Text<'a>,
    pub(super) characters: Vec<Run<'a>>,
    pub(super) paragraphs: Vec<Run<'a>>,
    /// The stream of long properties.
    pub(super) data: &'a [u8],
    pub(super) styles: Styles,
    pub(super) lists: Lists,
    pub(super) limits: Limits,
    /// How many bytes were read and written so far.
    pub(super) work: usize,
    /// What was met and is not read, each kind once.
    pub(super) missed: Vec<GapKind>,
    /// The properties of the last paragraph, since many have the same.
    pub(super) last: Option<(usize, Paragraph)>,
}

/// A walk through a part of the text.
#[derive(Debug)]
pub(super) struct Walk {
    /// What is left of it.
    pub(super) left: Range<u32>,
    pub(super) fields: Fields,
}

/// A paragraph.
#[derive(Debug)]
pub(super) struct Told {
    /// What is seen of it.
    pub(super) words: String,
    /// The character before which nothing is seen of it.
    pub(super) lead: u32,
    /// Whether its first line is indented.
    pub(super) is_indented: bool,
    /// Its label, shown before it.
    pub(super) label: String,
    /// What ends it.
    pub(super) mark: Mark,
    /// Whether that is hidden or struck out: its words run on into the next paragraph.
    pub(super) is_mark_gone: bool,
    /// Where it stands.
    pub(super) properties: Paragraph,
}

/// What ends a paragraph.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Mark {
    /// Its own mark, the end of a section or of the story.
    Paragraph,
    /// The end of a cell or of a row.
    Cell,
}

/// What is seen of a paragraph.
struct Seen {
    units: Vec<u16>,
    /// The character before which nothing is seen.
    lead: u32,
}

/// A run of units with the same look.
struct Shown {
    is_gone: bool,
    look: Characters,
    end: u32,
}

impl Walk {
    pub(super) fn new(range: Range<u32>) -> Self {
        Self {
            left: range,
            fields: Fields::default(),
        }
    }
}

impl Walker<'_> {
    /// The next paragraph of a walk.
    ///
    /// # Errors
    ///
    /// If the text is broken, or the document makes more work than any report.
    pub(super) fn next(&mut self, walk: &mut Walk) -> Result<Option<Told>, Unread> {
        if walk.left.is_empty() {
            return Ok(None);
        }
        let begin = walk.left.start;
        let (end, mark) = self.mark(&walk.left).ok_or(BROKEN)?;
        walk.left.start = end + 1;
        let properties = self.properties(end.min(walk.left.end - 1))?;
        let style = self.styles.get(properties.style);
        let mut seen = Seen {
            units: Vec::new(),
            lead: end,
        };
        let mut at = begin;
        while at < end {
            let shown = self.shown(at, style.is_hidden)?;
            let stop = shown.end.min(end);
            self.push(&mut seen, walk, at..stop, &shown).ok_or(BROKEN)?;
            at = stop;
        }
        for kind in walk.fields.end_paragraph() {
            self.miss(kind);
        }
        let has_mark = end < walk.left.end;
        let is_mark_gone = has_mark && self.shown(end, style.is_hidden)?.is_gone;
        let mut words = String::from_utf16_lossy(&seen.units);
        if style.is_contents {
            // The table of contents tells every heading again.
            words.clear();
        }
        let label = if is_mark_gone && words.is_empty() {
            String::new()
        } else {
            self.lists.label(ListPlace {
                used: properties.list.used.or(style.list.used),
                level: properties.list.level.or(style.list.level),
            })
        };
        self.work(words.len() + label.len())?;
        Ok(Some(Told {
            words,
            lead: seen.lead,
            is_indented: properties.is_indented.unwrap_or(style.is_indented),
            label,
            mark,
            is_mark_gone,
            properties,
        }))
    }

    /// Where the paragraph at the beginning of `left` ends, and by what.
    fn mark(&self, left: &Range<u32>) -> Option<(u32, Mark)> {
        let mut at = left.start;
        while at < left.end {
            let piece = self.text.piece(at)?;
            for at in at..piece.end.min(left.end) {
                match self.text.unit(piece, at)? {
                    0x07 => return Some((at, Mark::Cell)),
                    0x0c | 0x0d => return Some((at, Mark::Paragraph)),
                    _ => {}
                }
            }
            at = piece.end;
        }
        Some((left.end, Mark::Paragraph))
    }

    /// The properties of the paragraph that ends at a character.
    fn properties(&mut self, end: u32) -> Result<Paragraph, Unread> {
        let piece = *self.text.piece(end).ok_or(BROKEN)?;
        let place = piece.place(end).ok_or(BROKEN)?;
        let modified = self.text.modified(&piece);
        let (Some(number), _) = run_at(&self.paragraphs, place) else {
            return Ok(Paragraph::default().modified(modified));
        };
        if let Some((last, properties)) = &self.last
            && *last == number
        {
            return Ok(properties.clone().modified(modified));
        }
        let bytes = self
            .paragraphs
            .get(number)
            .map_or(&[][..], |run| run.properties);
        let properties = Paragraph::read(bytes, self.data);
        self.work(properties.n_bytes)?;
        self.last = Some((number, properties.clone()));
        Ok(properties.modified(modified))
    }

    /// How the units from a character on are shown.
    fn shown(&mut self, at: u32, style: bool) -> Result<Shown, Unread> {
        let piece = *self.text.piece(at).ok_or(BROKEN)?;
        let place = piece.place(at).ok_or(BROKEN)?;
        let (number, end) = run_at(&self.characters, place);
        let run = number.and_then(|number| self.characters.get(number));
        let bytes = run.map_or(&[][..], |run| run.properties);
        let look = Characters::read(bytes).modified(self.text.modified(&piece));
        self.work(bytes.len())?;
        // Of two styles that both hide, one takes back what the other does.
        let style = style
            != look
                .style
                .is_some_and(|style| self.styles.get(style).is_hidden);
        Ok(Shown {
            is_gone: look.is_deleted
                || look.is_struck.contains(&true)
                || look.hidden.map_or(style, |hidden| hidden.under(style)),
            look,
            end: piece.end.min(piece.character(end)).max(at + 1),
        })
    }

    /// Adds what is seen of the units in a range.
    fn push(
        &mut self,
        seen: &mut Seen,
        walk: &mut Walk,
        range: Range<u32>,
        shown: &Shown,
    ) -> Option<()> {
        /// The bracket, which also stands for a sign of another font.
        const SYMBOL: u16 = 0x28;
        const PICTURE: u16 = 0x01;
        let look = &shown.look;
        let piece = *self.text.piece(range.start)?;
        for at in range {
            let unit = self.text.unit(&piece, at)?;
            let is_unseen = walk.fields.take(unit);
            if look.is_changed() && !is_unseen && is_digit(unit) {
                self.miss(GapKind::TrackedChanges);
            }
            if is_unseen || shown.is_gone {
                continue;
            }
            let unit = match unit {
                SYMBOL => look.symbol.map_or(SYMBOL, sign),
                PICTURE => {
                    let is_large = |place| is_large_picture(self.data, place);
                    if look.picture.is_some_and(is_large) {
                        self.miss(GapKind::Picture);
                    }
                    continue;
                }
                0x0b | 0x0e => u16::from(b'\n'),
                0x1e => u16::from(b'-'),
                0x09 | 0x20.. => unit,
                // Pictures, marks of notes and comments, hyphens that are not seen.
                _ => continue,
            };
            if unit > 0x20 {
                seen.lead = seen.lead.min(at);
            }
            seen.units.push(unit);
        }
        Some(())
    }

    /// Notes something that is not read.
    pub(super) fn miss(&mut self, kind: GapKind) {
        if !self.missed.contains(&kind) {
            self.missed.push(kind);
        }
    }

    /// Counts bytes that were read or written.
    fn work(&mut self, n_bytes: usize) -> Result<(), Unread> {
        self.work += n_bytes;
        if self.work > self.limits.unpacked {
            return Err(Unread::over(Limit::Unpacked, &self.limits));
        }
        Ok(())
    }
}

/// Whether a unit is a digit, of either width.
fn is_digit(unit: u16) -> bool {
    char::from_u32(unit.into()).is_some_and(glance::is_digit)
}

/// What is seen of a sign of another font, whose signs have numbers for private use.
fn sign(unit: u16) -> u16 {
    const BOX: u16 = 0x25a1;
    if (0xe000..0xf900).contains(&unit) || unit < 0x20 {
        BOX
    } else {
        unit
    }
}

impl Told {
    /// Its label and its words, parted where they would make one number.
    pub(super) fn labelled(self) -> String {
        if self.label.is_empty() {
            return self.words;
        }
        let is_figure = |c: char| c.is_ascii_alphanumeric() || ('０'..='９').contains(&c);
        let words = self.words.trim_start();
        let would_join = self.label.ends_with(is_figure) || words.starts_with(is_figure);
        let blank = if would_join { " " } else { "" };
        format!("{}{blank}{words}", self.label)
    }
}
