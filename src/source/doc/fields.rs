//! Fields: an instruction, which is not seen, and its result, which is.

use crate::gap::GapKind;

/// The fields that are open at a place of the text.
#[derive(Debug, Default)]
pub(super) struct Fields {
    open: Vec<Field>,
    /// How many of them have not come to their result.
    n_instructions: usize,
    /// What was met and is not read.
    missed: Vec<GapKind>,
}

#[derive(Debug, Default)]
struct Field {
    has_result: bool,
    /// The first letters of its instruction.
    name: String,
}

/// As many letters of an instruction tell its kind.
const NAME: usize = 16;

/// Programs whose documents hold figures.
const TABLES: [&str; 6] = ["EXCEL.", "WORD.", "ET.", "KET.", "WPS.", "KWPS."];

impl Fields {
    /// Takes the next unit of the text; true if it is not seen.
    pub(super) fn take(&mut self, unit: u16) -> bool {
        const BEGIN: u16 = 0x13;
        const RESULT: u16 = 0x14;
        const END: u16 = 0x15;
        match unit {
            BEGIN => {
                self.open.push(Field::default());
                self.n_instructions += 1;
            }
            RESULT => {
                if let Some(field) = self.open.last_mut()
                    && !std::mem::replace(&mut field.has_result, true)
                {
                    self.n_instructions -= 1;
                    let kind = field.is_embedded().then_some(GapKind::EmbeddedFile);
                    self.missed.extend(kind);
                }
            }
            END => {
                if let Some(field) = self.open.pop().filter(|field| !field.has_result) {
                    self.n_instructions -= 1;
                    self.missed
                        .extend(field.is_formula().then_some(GapKind::Formula));
                    let kind = field.is_embedded().then_some(GapKind::EmbeddedFile);
                    self.missed.extend(kind);
                }
            }
            _ if self.n_instructions == 0 => return false,
            _ => self.name(unit),
        }
        true
    }

    /// Takes the end of a paragraph: no instruction goes on behind it, even where its end is missing.
    ///
    /// Returns what was met and is not read.
    pub(super) fn end_paragraph(&mut self) -> Vec<GapKind> {
        for field in &mut self.open {
            field.has_result = true;
        }
        self.n_instructions = 0;
        std::mem::take(&mut self.missed)
    }

    /// Takes a unit of an instruction.
    fn name(&mut self, unit: u16) {
        let letter = u8::try_from(unit).ok().filter(u8::is_ascii_graphic);
        let Some(field) = self.open.last_mut().filter(|field| !field.has_result) else {
            return;
        };
        if field.name.len() < NAME {
            let letter = letter.map_or(' ', |letter| letter.to_ascii_uppercase().into());
            if letter != ' ' || !field.name.is_empty() {
                field.name.push(letter);
            }
        }
    }
}

impl Field {
    /// Whether it shows a sheet or a document.
    fn is_embedded(&self) -> bool {
        let program = self.name.strip_prefix("EMBED ").unwrap_or_default();
        TABLES
            .iter()
            .any(|start| program.trim_start().starts_with(start))
    }

    fn is_formula(&self) -> bool {
        self.name.split(' ').next() == Some("EQ")
    }
}
