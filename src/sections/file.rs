//! A file parsed as TOML, or the one mistake that keeps it from being read.

use toml::{
    Spanned,
    de::{DeTable, Error},
};

use super::{Log, Section, Slip, Source};

/// A file and its TOML.
#[derive(Debug)]
pub(crate) struct File<'f> {
    /// The file.
    pub(crate) source: &'f Source,
    /// Nothing if the file is not TOML: what could be made out would only seem to lack the rest.
    table: Option<Spanned<DeTable<'f>>>,
}

/// Where a mistake starts, and whether it only echoes another.
fn place(error: &Error) -> (bool, usize) {
    // A header that cannot be read makes the next one look like a duplicate.
    let is_echo = error.message() == "duplicate key";
    (is_echo, error.span().map_or(usize::MAX, |span| span.start))
}

impl<'f> File<'f> {
    /// Parses a file; that it is not TOML is noted.
    pub(crate) fn parse(source: &'f Source, log: &Log) -> Self {
        let (table, errors) = DeTable::parse_recoverable(&source.text);
        // What cannot be read makes what follows look wrong: the first mistake is the one to mend.
        if let Some(error) = errors.iter().min_by_key(|error| place(error)) {
            let end = source.text.len();
            let span = error.span().unwrap_or(end..end);
            let message = error.message().to_owned();
            log.note(source, Some(span), Slip::Syntax { message });
        }
        Self {
            source,
            table: errors.is_empty().then_some(table),
        }
    }

    /// What the whole file says, called `name` in mistakes; nothing if it is not TOML.
    pub(crate) fn root(&'f self, name: String, log: &'f Log) -> Option<Section<'f>> {
        let table = self.table.as_ref()?;
        Some(Section::root(self.source, table.get_ref(), name, log))
    }

    /// Whether it is TOML.
    pub(crate) fn is_toml(&self) -> bool {
        self.table.is_some()
    }
}
