//! Pages of the HTML report as files in a folder.

use std::{
    fs::File,
    io::{self, Read, Write},
    path::Path,
};

use memchr::memmem;
use tempfile::Builder;

use super::output::usual_permissions;
use crate::report::GENERATOR;

/// So early a page says who wrote it, in bytes.
const HEAD: u64 = 2048;

/// Puts pages into `folder`, each of which appears whole.
pub(super) fn pages_in(folder: &Path) -> impl FnMut(&str, &str) -> io::Result<()> + use<> {
    let folder = folder.to_owned();
    move |name, page| {
        let mut builder = Builder::new();
        usual_permissions(&mut builder);
        let mut file = builder.prefix(".gouji-").tempfile_in(&folder)?;
        file.write_all(page.as_bytes())?;
        file.persist(folder.join(name))?;
        Ok(())
    }
}

/// Whether a file is a page that was written of a report, which would be audited once more.
pub(super) fn is_own_page(path: &Path) -> bool {
    let is_page = |extension: &std::ffi::OsStr| {
        extension.eq_ignore_ascii_case("html") || extension.eq_ignore_ascii_case("htm")
    };
    // A pipe of that name would never end.
    if !path.extension().is_some_and(is_page) || !path.is_file() {
        return false;
    }
    let mut head = Vec::new();
    let read = File::open(path).and_then(|file| file.take(HEAD).read_to_end(&mut head));
    read.is_ok() && memmem::find(&head, GENERATOR.as_bytes()).is_some()
}
