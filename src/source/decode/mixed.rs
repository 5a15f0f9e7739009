//! Text in two encodings, and text with a few bytes that fit none.
//!
//! Archives hold files that were put together from others, line by line, and files that were
//! cut or patched. Each line is decoded by what it mostly is.
//!
//! Deliberately absent: mixtures within a line.

use encoding_rs::{GB18030, UTF_8};

/// So many characters in UTF-8 are no chance: two may be a word in GB18030 as well.
const CERTAIN: usize = 3;

/// Whether some line is certainly UTF-8, though the text is not.
pub(super) fn has_utf8(bytes: &[u8]) -> bool {
    lines(bytes).any(|line| {
        let mut chunks = line.utf8_chunks();
        let is_whole = |chunk: &std::str::Utf8Chunk<'_>| chunk.invalid().is_empty();
        let first = chunks.next().filter(is_whole);
        let wide = |chunk: std::str::Utf8Chunk<'_>| {
            chunk.valid().chars().filter(|c| !c.is_ascii()).count()
        };
        first.is_some_and(|chunk| wide(chunk) >= CERTAIN) && chunks.next().is_none()
    })
}

/// The text of `bytes`, unless much of it fits neither UTF-8 nor GB18030.
pub(super) fn decode(bytes: &[u8]) -> Option<String> {
    let mut text = String::with_capacity(bytes.len());
    for line in lines(bytes) {
        let encoding = if is_mostly_utf8(line) { UTF_8 } else { GB18030 };
        let (words, _) = encoding.decode_without_bom_handling(line);
        text.push_str(&words);
    }
    is_little_lost(&text).then_some(text)
}

/// Whether no more than a damaged place or two in a page of text is lost.
pub(super) fn is_little_lost(text: &str) -> bool {
    let n_lost = memchr::memmem::find_iter(text.as_bytes(), "\u{fffd}").count();
    n_lost <= 2 || n_lost * 200 <= text.chars().count()
}

/// The lines with their ends; no encoding of these has a line end within a character.
fn lines(bytes: &[u8]) -> impl Iterator<Item = &[u8]> {
    bytes.split_inclusive(|&byte| byte == b'\n')
}

/// Whether most bytes beyond ASCII are those of UTF-8.
fn is_mostly_utf8(line: &[u8]) -> bool {
    let (mut n_fit, mut n_misfit) = (0, 0);
    for chunk in line.utf8_chunks() {
        let is_high = |byte: &u8| !byte.is_ascii();
        n_fit += chunk.valid().bytes().filter(is_high).count();
        n_misfit += chunk.invalid().len();
    }
    n_fit >= n_misfit * 2
}
