//! What is read before it is told: paragraphs in the making, and what stands in them.
//!
//! Deliberately absent: XML.

use super::styles::Look;
use crate::source::draft::DraftCell;

/// How deep fields may stand in one another.
const MAX_FIELDS: usize = 64;

/// A part of a document in reading order.
#[derive(Debug)]
pub(super) enum Part {
    /// A paragraph; it may hold line ends.
    Words(String),
    /// A table.
    Table(Vec<DraftCell>),
    /// A text box.
    TextBox(Vec<Part>),
    /// A chart, by the id of its part.
    Chart(String),
}

/// Paragraphs that stand in one another's row: those of the document, of a cell, of a text box or of a note.
#[derive(Debug, Default)]
pub(super) struct Flow {
    /// What was read of it.
    pub(super) parts: Vec<Part>,
    /// The paragraph in hand.
    pub(super) paragraph: Paragraph,
    /// Words whose paragraph goes on with the next, since what parted them was deleted.
    held: String,
    /// For each field that is open, whether its result is reached.
    fields: Vec<bool>,
    /// Whether the run in hand is hidden, if it says.
    pub(super) is_run_hidden: Option<bool>,
    /// Whether the run in hand is struck out.
    pub(super) is_run_struck: bool,
}

/// A paragraph in the making.
#[derive(Debug, Default)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "what a paragraph says of itself, each found on its own"
)]
pub(super) struct Paragraph {
    /// Its words so far.
    words: String,
    /// Whether there is something to read among them.
    is_told: bool,
    /// The style it names.
    pub(super) style: Option<String>,
    /// What it says itself of its look.
    pub(super) look: Look,
    /// Whether its style hides it.
    pub(super) is_hidden: bool,
    /// Whether its end was deleted, so that the next paragraph goes on with it.
    pub(super) is_end_deleted: bool,
    /// Whether a picture as large as a table stands in it.
    pub(super) has_picture: bool,
    /// Text boxes and charts that are anchored before any of its words.
    before: Vec<Part>,
    /// Those that are anchored later; they are told behind it, lest they cut a sentence.
    behind: Vec<Part>,
}

impl Paragraph {
    /// Adds a text box or chart that is anchored here.
    pub(super) fn anchor(&mut self, part: Part) {
        if self.is_blank() {
            self.before.push(part);
        } else {
            self.behind.push(part);
        }
    }

    /// Whether there is nothing to read in it.
    pub(super) fn is_blank(&self) -> bool {
        !self.is_told
    }

    /// Adds words; a line end in them is but a blank.
    pub(super) fn push(&mut self, words: &str) {
        self.is_told |= !words.trim().is_empty();
        let shown = words.chars().map(|c| if c == '\n' { ' ' } else { c });
        self.words.extend(shown);
    }

    /// Adds a sign, which may be a line end.
    pub(super) fn push_sign(&mut self, sign: char) {
        self.is_told |= !sign.is_whitespace();
        self.words.push(sign);
    }

    /// Forgets its words.
    pub(super) fn clear(&mut self) {
        self.words.clear();
        self.is_told = false;
    }
}

impl Flow {
    /// Forgets what the run before said of its look.
    pub(super) fn begin_run(&mut self) {
        self.is_run_hidden = None;
        self.is_run_struck = false;
    }

    /// Whether words are shown where reading stands.
    pub(super) fn shows_words(&self) -> bool {
        let is_hidden = self.is_run_hidden.unwrap_or(self.paragraph.is_hidden);
        !is_hidden && !self.is_run_struck && self.fields.iter().all(|&is_result| is_result)
    }

    /// Begins a field, goes on to its result, or ends it.
    pub(super) fn field(&mut self, step: Option<&str>) {
        match step {
            Some("begin") if self.fields.len() < MAX_FIELDS => self.fields.push(false),
            Some("begin") => {}
            Some("separate") => {
                if let Some(field) = self.fields.last_mut() {
                    *field = true;
                }
            }
            _ => {
                self.fields.pop();
            }
        }
    }

    /// Ends the paragraph in hand, which is labelled so, and adds what it holds to the parts.
    pub(super) fn end_paragraph(&mut self, label: &str, is_indented: bool) {
        // What a field was made of ends with its paragraph, even where that is not said.
        self.fields.fill(true);
        let paragraph = std::mem::take(&mut self.paragraph);
        let mut words = std::mem::take(&mut self.held);
        if words.is_empty() {
            let inner = paragraph.words.trim_start_matches('\t');
            // A tab before words is an indent; among other tabs it is a blank cell of a row.
            let is_row = inner.contains('\t');
            if !is_row && (is_indented || inner.len() < paragraph.words.len()) {
                words.push_str("\u{3000}\u{3000}");
            }
            let shown = if is_row { &paragraph.words } else { inner };
            words.push_str(&labelled(label, shown));
        } else {
            words.push_str(&paragraph.words);
        }
        self.parts.extend(paragraph.before);
        if paragraph.is_end_deleted {
            self.held = words;
        } else {
            self.parts.push(Part::Words(words));
        }
        self.parts.extend(paragraph.behind);
    }

    /// All that was read.
    pub(super) fn finish(mut self) -> Vec<Part> {
        if !self.held.is_empty() {
            self.parts.push(Part::Words(self.held));
        }
        self.parts
    }
}

/// Words behind their label, parted where they would make one number with it.
fn labelled(label: &str, words: &str) -> String {
    let is_figure = |c: char| c.is_ascii_alphanumeric() || ('０'..='９').contains(&c);
    let would_join = label.ends_with(is_figure)
        || label.ends_with(['.', '-', '．']) && words.starts_with(is_figure);
    let blank = if would_join { " " } else { "" };
    format!("{label}{blank}{words}")
}

/// The words of parts, a line for each paragraph; tables in them go to `tables`.
pub(super) fn lines(parts: Vec<Part>, tables: &mut Vec<Part>) -> String {
    let mut lines = String::new();
    for part in parts {
        match part {
            Part::Words(words) => {
                if !lines.is_empty() && !words.is_empty() {
                    lines.push('\n');
                }
                lines.push_str(&words);
            }
            Part::TextBox(parts) => {
                if !lines.is_empty() {
                    lines.push('\n');
                }
                lines.push_str(&self::lines(parts, tables));
            }
            Part::Table(_) | Part::Chart(_) => tables.push(part),
        }
    }
    lines
}
