//! TOML that is written by hand, as sections that remember which of their keys were asked for.
//!
//! serde stops at the first mistake of a file and cannot say where a missing key
//! should stand; an author wants all mistakes at once. So the spanned tree of
//! the `toml` crate is read by hand: every question notes its own mistake and gives
//! `None`, and [`Section::finish`] calls what nobody asked for unknown.
//!
//! Deliberately absent: what the keys mean.

use std::ops::Range;

use toml::{
    Spanned,
    de::{DeTable, DeValue},
};

mod file;
mod log;
mod slip;
mod suggest;
#[cfg(test)]
pub(crate) mod survey;

pub(crate) use file::File;
pub(crate) use log::{Log, Source};
pub use slip::{Located, Mistaken};
pub(crate) use slip::{Slip, counted};
pub(crate) use suggest::{did_you_mean, nearest};

/// A place in a file.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Place<'f> {
    /// The file.
    pub(crate) file: &'f Source,
    log: &'f Log,
    start: usize,
    end: usize,
}

impl<'f> Place<'f> {
    /// The first line of a file, where what is missing is said to be missing.
    fn first_line(file: &'f Source, log: &'f Log) -> Self {
        let start = file.text.len() - file.text.trim_start().len();
        let line = file.text.trim_start().lines().next().unwrap_or_default();
        let end = start + line.trim_end().len();
        Self {
            file,
            log,
            start,
            end,
        }
    }

    /// Notes a mistake here.
    pub(crate) fn report(self, mistake: impl Mistaken) {
        self.log
            .note(self.file, Some(self.start..self.end), mistake);
    }

    fn on(self, span: Range<usize>) -> Self {
        Self {
            start: span.start,
            end: span.end,
            ..self
        }
    }
}

/// A text value with its place.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Text<'f> {
    /// The value.
    pub(crate) value: &'f str,
    /// Where it stands, quotes included.
    pub(crate) place: Place<'f>,
}

impl Text<'_> {
    /// Notes a mistake on the whole value.
    pub(crate) fn report(self, mistake: impl Mistaken) {
        self.place.report(mistake);
    }

    /// Notes a mistake on a part of the value.
    ///
    /// Escapes shift what follows them, so the part is labelled only where the value
    /// is written as it reads.
    pub(crate) fn report_within(self, part: Range<usize>, mistake: impl Mistaken) {
        let place = self.place;
        let written = place.file.text.get(place.start..place.end);
        let quote = written.and_then(|written| opening_quote(written, self.value));
        match quote {
            Some(quote) => {
                let from = place.start + quote;
                place.on(from + part.start..from + part.end).report(mistake);
            }
            None => place.report(mistake),
        }
    }
}

/// The length of the quote before a value that is written as it reads.
fn opening_quote(written: &str, value: &str) -> Option<usize> {
    let quotes = ["'''", "\"\"\"", "'", "\""];
    quotes.into_iter().find_map(|quote| {
        let opening = written.strip_suffix(quote)?.strip_suffix(value)?;
        opening.starts_with(quote).then_some(opening.len())
    })
}

/// A table that remembers which of its keys were asked for.
#[derive(Debug)]
pub(crate) struct Section<'f> {
    /// What it is called in a mistake.
    pub(crate) name: String,
    /// Where it stands; a missing key is labelled there.
    pub(crate) place: Place<'f>,
    table: &'f DeTable<'f>,
    asked: Vec<&'static str>,
}

impl<'f> Section<'f> {
    /// The whole of a file.
    pub(crate) fn root(
        file: &'f Source,
        table: &'f DeTable<'f>,
        name: impl Into<String>,
        log: &'f Log,
    ) -> Self {
        Self {
            name: name.into(),
            place: Place::first_line(file, log),
            table,
            asked: Vec::new(),
        }
    }

    /// Whether `key` is there; it counts as asked for.
    pub(crate) fn has(&mut self, key: &'static str) -> bool {
        self.value(key).is_some()
    }

    /// Where `key` is written.
    pub(crate) fn key_place(&self, key: &str) -> Place<'f> {
        self.table
            .get_key_value(key)
            .map_or(self.place, |(key, _)| self.place.on(key.span()))
    }

    /// The text of `key`, if it is there.
    pub(crate) fn text(&mut self, key: &'static str) -> Option<Text<'f>> {
        let value = self.value(key)?;
        let text = self.as_text(key, value, "a text in quotes")?;
        if text.value.trim().is_empty() {
            text.report(Slip::Empty {
                key: key.to_owned(),
            });
            return None;
        }
        Some(text)
    }

    /// The text of `key`, which must be there.
    pub(crate) fn required_text(&mut self, key: &'static str) -> Option<Text<'f>> {
        self.require(key).then(|| self.text(key)).flatten()
    }

    /// The texts of a list, which may be absent; an empty list is a mistake.
    pub(crate) fn texts(&mut self, key: &'static str) -> Option<Vec<Text<'f>>> {
        let value = self.value(key)?;
        let DeValue::Array(items) = value.get_ref() else {
            self.wrong_type(key, value, "a list of texts");
            return None;
        };
        if items.is_empty() {
            self.place.on(value.span()).report(Slip::Empty {
                key: key.to_owned(),
            });
        }
        let texts = items
            .iter()
            .filter_map(|item| self.as_text(key, item, "a list of texts"));
        Some(texts.collect())
    }

    /// Every key with its text, where the keys are names of the author's own.
    pub(crate) fn into_texts(self) -> Vec<(Text<'f>, Text<'f>)> {
        let texts = self.table.iter().filter_map(|(key, value)| {
            let name = Text {
                value: key.get_ref(),
                place: self.place.on(key.span()),
            };
            let text = self.as_text(name.value, value, "a text in quotes")?;
            Some((name, text))
        });
        texts.collect()
    }

    /// The texts of a list, which must be there.
    pub(crate) fn required_texts(&mut self, key: &'static str) -> Option<Vec<Text<'f>>> {
        self.require(key).then(|| self.texts(key)).flatten()
    }

    /// A list of lists of `N` texts.
    pub(crate) fn tuples<const N: usize>(&mut self, key: &'static str) -> Vec<[Text<'f>; N]> {
        let expected = "a list of lists of two texts";
        let Some(value) = self.value(key) else {
            return Vec::new();
        };
        let DeValue::Array(items) = value.get_ref() else {
            self.wrong_type(key, value, expected);
            return Vec::new();
        };
        let tuples = items.iter().filter_map(|item| {
            let DeValue::Array(texts) = item.get_ref() else {
                self.wrong_type(key, item, expected);
                return None;
            };
            let texts: Vec<_> = texts
                .iter()
                .filter_map(|text| self.as_text(key, text, expected))
                .collect();
            let found = <[Text<'f>; N]>::try_from(texts);
            if found.is_err() {
                self.wrong_type(key, item, expected);
            }
            found.ok()
        });
        tuples.collect()
    }

    /// A list of whole numbers, if it is there.
    pub(crate) fn years(&mut self, key: &'static str) -> Option<(Vec<u16>, Place<'f>)> {
        let value = self.value(key)?;
        let place = self.place.on(value.span());
        let DeValue::Array(items) = value.get_ref() else {
            self.wrong_type(key, value, "a list of years");
            return None;
        };
        let years = items.iter().filter_map(|item| {
            let year = item.get_ref().as_integer()?;
            u16::from_str_radix(year.as_str(), year.radix()).ok()
        });
        Some((years.collect(), place))
    }

    /// Whether `key` is `true`; absent is `false`.
    pub(crate) fn flag(&mut self, key: &'static str) -> bool {
        match self.value(key).map(|value| (value, value.get_ref())) {
            None => false,
            Some((_, DeValue::Boolean(flag))) => *flag,
            Some((value, _)) => {
                self.wrong_type(key, value, "true or false");
                false
            }
        }
    }

    /// Whether `key` is a text rather than a list or table.
    pub(crate) fn is_text(&self, key: &str) -> bool {
        self.table
            .get(key)
            .is_some_and(|value| value.get_ref().is_str())
    }

    /// A table under this one, if it is there.
    pub(crate) fn section(&mut self, key: &'static str) -> Option<Self> {
        let value = self.value(key)?;
        let name = format!("`[{key}]`");
        self.as_section(key, value, name, "a table")
    }

    /// A table under this one, which must be there.
    pub(crate) fn required_section(&mut self, key: &'static str) -> Option<Self> {
        self.require(key).then(|| self.section(key)).flatten()
    }

    /// A list of tables under this one: `[[key]]`.
    pub(crate) fn sections(&mut self, key: &'static str) -> Vec<Self> {
        let expected = "a list of tables";
        let Some(value) = self.value(key) else {
            return Vec::new();
        };
        let DeValue::Array(items) = value.get_ref() else {
            self.wrong_type(key, value, expected);
            return Vec::new();
        };
        let sections = items
            .iter()
            .filter_map(|item| self.as_section(key, item, format!("`[[{key}]]`"), expected));
        sections.collect()
    }

    /// Notes every key that was not asked for.
    pub(crate) fn finish(self) {
        #[cfg(test)]
        survey::note_keys(&self.place.file.path, &self.name, &self.asked);
        for key in self.table.keys() {
            let name: &str = key.get_ref();
            if !self.asked.contains(&name) {
                self.place.on(key.span()).report(Slip::UnknownKey {
                    key: name.to_owned(),
                    section: self.name.clone(),
                    help: did_you_mean(name, &self.asked),
                });
            }
        }
    }

    /// Whether `key` is there; a mistake if it is not.
    pub(crate) fn require(&mut self, key: &'static str) -> bool {
        let is_there = self.has(key);
        if !is_there {
            self.place.report(Slip::MissingKey {
                key,
                section: self.name.clone(),
            });
        }
        is_there
    }

    fn value(&mut self, key: &'static str) -> Option<&'f Spanned<DeValue<'f>>> {
        if !self.asked.contains(&key) {
            self.asked.push(key);
        }
        self.table.get(key)
    }

    fn as_text(
        &self,
        key: &str,
        value: &'f Spanned<DeValue<'f>>,
        expected: &'static str,
    ) -> Option<Text<'f>> {
        let place = self.place.on(value.span());
        if let DeValue::String(text) = value.get_ref() {
            return Some(Text { value: text, place });
        }
        self.wrong_type(key, value, expected);
        None
    }

    fn as_section(
        &self,
        key: &str,
        value: &'f Spanned<DeValue<'f>>,
        name: String,
        expected: &'static str,
    ) -> Option<Self> {
        let DeValue::Table(table) = value.get_ref() else {
            self.wrong_type(key, value, expected);
            return None;
        };
        Some(Self {
            name,
            place: self.place.on(value.span()),
            table,
            asked: Vec::new(),
        })
    }

    fn wrong_type(&self, key: &str, value: &Spanned<DeValue<'_>>, expected: &'static str) {
        self.place.on(value.span()).report(Slip::WrongType {
            key: key.to_owned(),
            expected,
            found: type_name(value.get_ref()),
        });
    }
}

/// One of a fixed set of words; a mistake if it is none of them.
pub(crate) fn one_of<T: Copy>(text: Text<'_>, key: &str, values: &[(&str, T)]) -> Option<T> {
    let found = values.iter().find(|(word, _)| *word == text.value);
    #[cfg(test)]
    {
        let words: Vec<_> = values.iter().map(|(word, _)| *word).collect();
        survey::note_words(&text.place.file.path, key, &words);
    }
    if found.is_none() {
        let words: Vec<_> = values.iter().map(|(word, _)| *word).collect();
        text.report(Slip::UnknownValue {
            key: key.to_owned(),
            value: text.value.to_owned(),
            help: did_you_mean(text.value, &words),
        });
    }
    found.map(|(_, value)| *value)
}

fn type_name(value: &DeValue<'_>) -> &'static str {
    match value {
        DeValue::String(_) => "a text",
        DeValue::Integer(_) | DeValue::Float(_) => "a number",
        DeValue::Boolean(_) => "true or false",
        DeValue::Datetime(_) => "a date",
        DeValue::Array(_) => "a list",
        DeValue::Table(_) => "a table",
    }
}
