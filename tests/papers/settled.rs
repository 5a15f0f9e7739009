//! Pages that the tests write: as they stand, or anew.

use std::{fs, path::PathBuf};

/// A file of the repository.
pub(crate) fn path(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(name)
}

/// The text of a page, with line ends as Git keeps them.
pub(crate) fn read(name: &str) -> String {
    let path = path(name);
    let text = fs::read_to_string(&path).unwrap_or_default();
    text.replace("\r\n", "\n")
}

/// Holds the page `name` to `wanted`; with `GOUJI_BLESS` set, writes it.
pub(crate) fn settle(name: &str, wanted: &str) {
    let found = read(name);
    if found == wanted {
        return;
    }
    if std::env::var_os("GOUJI_BLESS").is_some_and(|value| value == "1") {
        fs::write(path(name), wanted).expect("the page can be written");
        return;
    }
    let differing = found.lines().zip(wanted.lines()).position(|(a, b)| a != b);
    let at = differing.unwrap_or(found.lines().count().min(wanted.lines().count()));
    let line = |text: &str| text.lines().nth(at).unwrap_or("(the end)").to_owned();
    panic!(
        "{name}:{}: stale; `GOUJI_BLESS=1 cargo test` rewrites it\n  stands: {}\n  should: {}",
        at + 1,
        line(&found),
        line(wanted)
    );
}
