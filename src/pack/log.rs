//! Mistakes, noted while the reading goes on.

use std::{cell::RefCell, ops::Range, sync::Arc};

use super::error::{Mistake, PackError, PackErrors};

/// A file of a pack as mistakes quote it.
#[derive(Debug)]
pub(super) struct Source {
    /// The path shown.
    pub(super) path: String,
    /// What it says.
    pub(super) text: Arc<str>,
}

impl Source {
    /// The file's name without its folder and `.toml`.
    pub(super) fn stem(&self) -> &str {
        let name = self.path.rsplit(['/', '\\']).next().unwrap_or_default();
        name.strip_suffix(".toml").unwrap_or(name)
    }
}

/// Where mistakes are noted while the reading goes on.
#[derive(Debug, Default)]
pub(super) struct Log(RefCell<Vec<PackError>>);

impl Log {
    /// Notes a mistake in `file`, at `at` if it has a place.
    pub(super) fn note(&self, file: &Source, at: Option<Range<usize>>, mistake: Mistake) {
        let error = PackError::new(mistake, &file.path, &file.text, at);
        self.0.borrow_mut().push(error);
    }

    /// The mistakes, those of a file by place.
    pub(super) fn into_result<T>(self, value: T) -> Result<T, PackErrors> {
        let mut mistakes = self.0.into_inner();
        if mistakes.is_empty() {
            return Ok(value);
        }
        mistakes.sort_by(|a, b| {
            let start = |error: &PackError| error.span().map_or(0, |span| span.start);
            (a.path(), start(a)).cmp(&(b.path(), start(b)))
        });
        Err(PackErrors { mistakes })
    }
}
