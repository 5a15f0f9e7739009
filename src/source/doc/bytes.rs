//! Numbers and parts of a stream, none where the stream ends before them.

/// The byte at `at`.
pub(super) fn u8_at(bytes: &[u8], at: usize) -> Option<u8> {
    bytes.get(at).copied()
}

/// The 16 bits at `at`, low byte first.
pub(super) fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    let two = part(bytes, at, 2)?;
    Some(u16::from_le_bytes(two.try_into().ok()?))
}

/// The 16 bits at `at` as a number with a sign.
pub(super) fn i16_at(bytes: &[u8], at: usize) -> Option<i16> {
    let two = part(bytes, at, 2)?;
    Some(i16::from_le_bytes(two.try_into().ok()?))
}

/// The 32 bits at `at`, low byte first.
pub(super) fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    let four = part(bytes, at, 4)?;
    Some(u32::from_le_bytes(four.try_into().ok()?))
}

/// The 32 bits at `at` as a place in a stream.
pub(super) fn place_at(bytes: &[u8], at: usize) -> Option<usize> {
    usize::try_from(u32_at(bytes, at)?).ok()
}

/// `len` bytes from `at` on.
pub(super) fn part(bytes: &[u8], at: usize, len: usize) -> Option<&[u8]> {
    bytes.get(at..at.checked_add(len)?)
}

/// The places and the data of a PLC: `n + 1` places, then `n` pieces of data of `size` bytes.
pub(super) fn plc(bytes: &[u8], size: usize) -> Option<(Vec<u32>, &[u8])> {
    let n = bytes.len().checked_sub(4)? / (4 + size);
    let (places, data) = bytes.split_at_checked(4 * (n + 1))?;
    let places = (0..=n).filter_map(|at| u32_at(places, 4 * at)).collect();
    Some((places, data))
}
