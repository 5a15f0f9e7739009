//! Strings of records: characters of one byte or two, told anew wherever a record is continued.
//!
//! Deliberately absent: fonts within a string, and how it is read aloud, which are passed over.

use super::records::Data;

/// A string of a record that is not continued, whose length takes `n_length` bytes; nothing if it is cut off.
pub(super) fn string(data: &[u8], n_length: usize) -> Option<String> {
    let data = Data(data);
    let n = match n_length {
        1 => usize::from(data.u8(0)?),
        _ => usize::from(data.u16(0)?),
    };
    let flags = data.u8(n_length)?;
    let is_wide = flags & 1 != 0;
    let size = if is_wide { n * 2 } else { n };
    // Counts of what follows the characters stand before them.
    let lead = usize::from(flags & 8 != 0) * 2 + usize::from(flags & 4 != 0) * 4;
    let bytes = data.from(n_length + 1 + lead).get(..size)?;
    let mut units = Vec::with_capacity(n);
    push_units(&mut units, bytes, is_wide);
    Some(String::from_utf16_lossy(&units))
}

/// The strings that cells share, which go on over the ends of records.
pub(super) fn shared(parts: &[&[u8]]) -> Option<Vec<String>> {
    let mut cursor = Cursor {
        parts,
        part: 0,
        at: 0,
    };
    cursor.skip(4);
    let n = cursor.u32()? as usize;
    // Each takes three bytes at least.
    let n_bytes: usize = parts.iter().map(|part| part.len()).sum();
    let mut strings = Vec::with_capacity(n.min(n_bytes / 3));
    for _ in 0..n {
        strings.push(cursor.string()?);
    }
    Some(strings)
}

/// A place in a record and those that continue it.
struct Cursor<'a> {
    parts: &'a [&'a [u8]],
    part: usize,
    at: usize,
}

impl<'a> Cursor<'a> {
    /// What is left of the part in hand; the next one if that is nothing.
    fn rest(&mut self) -> Option<&'a [u8]> {
        loop {
            let rest = self.parts.get(self.part)?.get(self.at..)?;
            if !rest.is_empty() {
                return Some(rest);
            }
            self.part += 1;
            self.at = 0;
        }
    }

    fn skip(&mut self, mut n: usize) {
        while n > 0 {
            let Some(rest) = self.rest() else { return };
            let step = rest.len().min(n);
            self.at += step;
            n -= step;
        }
    }

    fn u8(&mut self) -> Option<u8> {
        let byte = *self.rest()?.first()?;
        self.at += 1;
        Some(byte)
    }

    fn u16(&mut self) -> Option<u16> {
        Some(u16::from_le_bytes([self.u8()?, self.u8()?]))
    }

    fn u32(&mut self) -> Option<u32> {
        Some(u32::from_le_bytes([
            self.u8()?,
            self.u8()?,
            self.u8()?,
            self.u8()?,
        ]))
    }

    fn string(&mut self) -> Option<String> {
        let mut n_left = usize::from(self.u16()?);
        let mut flags = self.u8()?;
        let n_runs = if flags & 8 != 0 {
            usize::from(self.u16()?)
        } else {
            0
        };
        let n_aloud = if flags & 4 != 0 {
            self.u32()? as usize
        } else {
            0
        };
        let mut units = Vec::new();
        while n_left > 0 {
            if self.parts.get(self.part)?.len() <= self.at {
                // What continues a string says anew how wide its characters are.
                self.part += 1;
                self.at = 0;
                flags = self.u8()?;
            }
            let is_wide = flags & 1 != 0;
            let rest = self.parts.get(self.part)?.get(self.at..)?;
            let width = if is_wide { 2 } else { 1 };
            let n = n_left.min(rest.len() / width);
            if n == 0 && !rest.is_empty() {
                return None;
            }
            push_units(&mut units, rest.get(..n * width)?, is_wide);
            self.at += n * width;
            n_left -= n;
        }
        self.skip(n_runs.saturating_mul(4).saturating_add(n_aloud));
        Some(String::from_utf16_lossy(&units))
    }
}

fn push_units(units: &mut Vec<u16>, bytes: &[u8], is_wide: bool) {
    if is_wide {
        let (pairs, _) = bytes.as_chunks::<2>();
        units.extend(pairs.iter().map(|pair| u16::from_le_bytes(*pair)));
    } else {
        units.extend(bytes.iter().map(|&byte| u16::from(byte)));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strings_go_on_in_the_next_record() {
        // Two of them; the first has runs of fonts, the second changes its width where it is cut.
        let first: &[u8] = &[
            9, 0, 0, 0, 2, 0, 0, 0, //
            2, 0, 8, 1, 0, b'a', b'b', 0, 0, 0, 0, //
            3, 0, 1, 0x00, 0x4E,
        ];
        let second: &[u8] = &[0, b'1', b'2'];
        assert_eq!(
            shared(&[first, second]).unwrap(),
            ["ab".to_owned(), "一12".to_owned()]
        );
        assert_eq!(shared(&[first]), None);
        assert_eq!(shared(&[]), None);
        let many: &[u8] = &[0, 0, 0, 0, 255, 255, 255, 255];
        assert_eq!(shared(&[many]), None);
    }

    #[test]
    fn short_strings_have_a_length_of_one_byte() {
        assert_eq!(string(&[2, 0, b'A', b'B'], 1).unwrap(), "AB");
        assert_eq!(string(&[1, 0, 1, 0x00, 0x4E], 2).unwrap(), "一");
        assert_eq!(string(&[9, 0, 1, 0x00, 0x4E], 2), None);
    }
}
