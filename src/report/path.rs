//! Paths as programs on other machines read them.
//!
//! Deliberately absent: what a path is relative to. It stays as it was given.

use std::fmt::Write;

/// The path with forward slashes and without `./` in front, as forges name files.
pub(super) fn portable(path: &str) -> String {
    let path = if cfg!(windows) {
        path.replace('\\', "/")
    } else {
        path.to_owned()
    };
    let mut rest = path.as_str();
    while let Some(inner) = rest.strip_prefix("./") {
        rest = inner.trim_start_matches('/');
    }
    rest.to_owned()
}

/// The name of the file, in whatever way its path is written.
pub(super) fn name(path: &str) -> &str {
    let is_end = |c: char| c == '/' || cfg!(windows) && c == '\\';
    path.rsplit(is_end).next().unwrap_or(path)
}

/// The path as a URI reference: relative as it was given, a `file:` URI if it is absolute.
pub(super) fn uri(path: &str) -> String {
    let path = portable(path);
    let is_drive = |c: &[u8]| cfg!(windows) && c[0].is_ascii_alphabetic() && c[1] == b':';
    let lead = if path.starts_with("//") && cfg!(windows) {
        "file:"
    } else if path.starts_with('/') {
        "file://"
    } else if path.as_bytes().get(..2).is_some_and(is_drive) {
        "file:///"
    } else {
        ""
    };
    let mut uri = lead.to_owned();
    for &byte in path.as_bytes() {
        match byte {
            b'/' | b'-' | b'.' | b'_' | b'~' => uri.push(char::from(byte)),
            byte if byte.is_ascii_alphanumeric() => uri.push(char::from(byte)),
            byte => {
                // Writing to a string does not fail.
                let _ = write!(uri, "%{byte:02X}");
            }
        }
    }
    uri
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn uris_hold_no_odd_byte() {
        assert_eq!(uri("./a b/100%.txt"), "a%20b/100%25.txt");
        assert_eq!(uri("报.txt"), "%E6%8A%A5.txt");
        assert_eq!(uri("a:b?c#d"), "a%3Ab%3Fc%23d");
        assert_eq!(uri("../a.txt"), "../a.txt");
        assert_eq!(uri("-"), "-");
    }

    #[cfg(unix)]
    #[test]
    fn absolute_paths_are_file_uris() {
        assert_eq!(uri("/tmp/报.txt"), "file:///tmp/%E6%8A%A5.txt");
        assert_eq!(uri("a\\b"), "a%5Cb");
    }
}
