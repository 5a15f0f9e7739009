//! How much the streams of a file hold, counted before anything is read from them.
//!
//! The reader below unpacks a stream whole wherever it is asked for, so that a small file could
//! fill any memory. Here every stream that is deflated is unpacked into nothing and counted.
//!
//! Deliberately absent: streams packed in the ways of the last century, which pack far less,
//! and those of files that are encrypted with an empty password.

use std::io::Read;

use flate2::{bufread, read};

use crate::source::{Limit, Limits};

/// How often a stream may be packed in itself and still be looked into.
const MAX_LAYERS: usize = 4;

/// How many times what else a file may hold its pictures may take: they are not unpacked to be read,
/// but whether a stream is one is only what it says of itself.
const PICTURES: usize = 8;

/// Which limit the streams of a file exceed, if any.
pub(super) fn excess(bytes: &[u8], limits: &Limits) -> Option<Limit> {
    const STREAM: &[u8] = b"stream";
    let mut left = limits.unpacked;
    let mut left_for_pictures = limits.unpacked.saturating_mul(PICTURES);
    // Streams that lie within each other would be gone through again and again.
    let mut left_to_read = bytes.len().saturating_mul(2 * MAX_LAYERS);
    let mut after_last = 0;
    for at in memchr::memmem::find_iter(bytes, STREAM) {
        let head = bytes.get(after_last..at).unwrap_or_default();
        after_last = at + STREAM.len();
        let data = bytes.get(after_last..).unwrap_or_default();
        let data = data.strip_prefix(b"\r").unwrap_or(data);
        let data = data.strip_prefix(b"\n").unwrap_or(data);
        if head.ends_with(b"end") || !is_deflated(data) {
            continue;
        }
        let is_picture = memchr::memmem::find(head, b"/Image").is_some();
        let left = if is_picture {
            &mut left_for_pictures
        } else {
            &mut left
        };
        let (unpacked, n_read) = size(data, *left);
        *left = match left.checked_sub(unpacked) {
            Some(left) => left,
            None => return Some(Limit::Unpacked),
        };
        left_to_read = match left_to_read.checked_sub(n_read) {
            Some(left) => left,
            None => return Some(Limit::Ratio),
        };
    }
    None
}

/// Whether data begin as those do that are deflated.
fn is_deflated(data: &[u8]) -> bool {
    match data {
        [method, flags, ..] => {
            method & 0x0f == 8 && (u16::from(*method) << 8 | u16::from(*flags)).is_multiple_of(31)
        }
        _ => false,
    }
}

/// How many bytes `data` unpack to, in whichever of its layers they are most, and how many were read for it.
///
/// More than `most` are not counted.
fn size(data: &[u8], most: usize) -> (usize, usize) {
    let (mut largest, mut n_read) = (0, 0);
    for n_layers in 1..=MAX_LAYERS {
        let mut rest = data;
        // The outermost reads no further than its stream goes: small ones would be charged for what follows them.
        let mut reader: Box<dyn Read + '_> = Box::new(bufread::ZlibDecoder::new(&mut rest));
        for _ in 1..n_layers {
            reader = Box::new(read::ZlibDecoder::new(reader));
        }
        let (size, start) = count(&mut reader, most);
        drop(reader);
        n_read += data.len() - rest.len();
        largest = largest.max(size);
        if largest > most || !is_deflated(&start) {
            break;
        }
    }
    (largest, n_read)
}

/// How many bytes a reader gives, and the first of them.
fn count(reader: &mut dyn Read, most: usize) -> (usize, Vec<u8>) {
    let mut buffer = vec![0; 64 << 10];
    let (mut total, mut start) = (0_usize, Vec::new());
    // What is damaged ends here as it does for who reads it.
    while let Ok(n @ 1..) = reader.read(&mut buffer) {
        if total == 0 {
            start.extend(buffer.iter().take(n.min(2)));
        }
        total += n;
        if total > most {
            break;
        }
    }
    (total, start)
}
