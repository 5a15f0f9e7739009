//! Mistakes, noted while the reading goes on.

use std::{cell::RefCell, ops::Range, sync::Arc};

use super::slip::{Located, Mistaken};

/// A file as mistakes quote it.
#[derive(Debug)]
pub(crate) struct Source {
    /// The path shown.
    pub(crate) path: String,
    /// What it says.
    pub(crate) text: Arc<str>,
}

impl Source {
    /// The file's name without its folder and `.toml`.
    pub(crate) fn stem(&self) -> &str {
        let name = self.path.rsplit(['/', '\\']).next().unwrap_or_default();
        name.strip_suffix(".toml").unwrap_or(name)
    }
}

/// Where mistakes are noted while the reading goes on.
#[derive(Debug, Default)]
pub(crate) struct Log(RefCell<Vec<Located>>);

impl Log {
    /// Notes a mistake in `file`, at `at` if it has a place.
    pub(crate) fn note(&self, file: &Source, at: Option<Range<usize>>, mistake: impl Mistaken) {
        let error = Located::new(mistake, &file.path, &file.text, at);
        self.0.borrow_mut().push(error);
    }

    /// The mistakes, those of a file by place.
    pub(crate) fn into_result<T>(self, value: T) -> Result<T, Vec<Located>> {
        let mut mistakes = self.0.into_inner();
        if mistakes.is_empty() {
            return Ok(value);
        }
        mistakes.sort_by(|a, b| {
            let start = |error: &Located| error.span().map_or(0, |span| span.start);
            (a.path(), start(a)).cmp(&(b.path(), start(b)))
        });
        Err(mistakes)
    }
}
