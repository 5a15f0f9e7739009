//! Fields: an instruction, which is not seen, and its result, which is.

/// The fields that are open at a place of the text.
#[derive(Debug, Default)]
pub(super) struct Fields {
    open: Vec<Field>,
    /// How many of them have not come to their result.
    n_instructions: usize,
    /// Whether a field held what is not read: a sheet or a document within the document.
    pub(super) has_embedded: bool,
    /// Whether a field of signs set above one another was left out.
    pub(super) has_formula: bool,
}

#[derive(Debug, Default)]
struct Field {
    has_result: bool,
    /// The first letters of its instruction.
    name: String,
}

/// As many letters of an instruction tell its kind.
const NAME: usize = 5;

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
                    self.has_embedded |= field.is("EMBED");
                }
            }
            END => {
                if let Some(field) = self.open.pop().filter(|field| !field.has_result) {
                    self.n_instructions -= 1;
                    self.has_embedded |= field.is("EMBED");
                    self.has_formula |= field.is("EQ");
                }
            }
            _ if self.n_instructions == 0 => return false,
            _ => self.name(unit),
        }
        true
    }

    /// Takes a unit of an instruction.
    fn name(&mut self, unit: u16) {
        let letter = u8::try_from(unit).ok().filter(u8::is_ascii_alphabetic);
        let Some(field) = self.open.last_mut().filter(|field| !field.has_result) else {
            return;
        };
        match letter {
            Some(letter) if field.name.len() < NAME => field.name.push(letter.into()),
            Some(_) => {}
            None if field.name.is_empty() => {}
            // A blank ends the name: nothing more is taken.
            None => {
                while field.name.len() < NAME {
                    field.name.push(' ');
                }
            }
        }
    }
}

impl Field {
    fn is(&self, name: &str) -> bool {
        self.name.trim_end().eq_ignore_ascii_case(name)
    }
}
