//! Property modifiers (sprm): what a run of bytes says of a paragraph, a run or a row.
//!
//! Deliberately absent: what they mean, beside how long their operands are.

use super::bytes::{part, u8_at, u16_at};

/// The modifiers of a list, up to the first that is cut off.
pub(super) struct Modifiers<'a>(pub(super) &'a [u8]);

/// The definition of a table row: the only one with a long length.
pub(super) const ROW: u16 = 0xd608;

/// Tab stops, which may be too many for a short length.
const TABS: u16 = 0xc615;

impl<'a> Iterator for Modifiers<'a> {
    type Item = (u16, &'a [u8]);

    fn next(&mut self) -> Option<Self::Item> {
        let code = u16_at(self.0, 0)?;
        let rest = self.0.get(2..)?;
        // The three high bits say how long the operand is.
        let (head, len) = match code >> 13 {
            0 | 1 => (0, 1),
            2 | 4 | 5 => (0, 2),
            3 => (0, 4),
            7 => (0, 3),
            _ => variable(code, rest)?,
        };
        let operand = part(rest, head, len)?;
        self.0 = rest.get(head + len..)?;
        Some((code, operand))
    }
}

/// The length of the head and of the operand behind it, of a modifier that tells its own.
fn variable(code: u16, rest: &[u8]) -> Option<(usize, usize)> {
    if code == ROW {
        return Some((2, usize::from(u16_at(rest, 0)?).checked_sub(1)?));
    }
    let len = usize::from(u8_at(rest, 0)?);
    if code == TABS && len == 255 {
        let n_removed = usize::from(u8_at(rest, 1)?);
        let n_added = usize::from(u8_at(rest, 2 + 4 * n_removed)?);
        return Some((1, 2 + 4 * n_removed + 3 * n_added));
    }
    Some((1, len))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn operands_are_as_long_as_their_codes_say() {
        let bytes = [
            0x16, 0x24, 1, // one byte
            0x0b, 0x46, 2, 0, // two
            0x49, 0x66, 1, 0, 0, 0, // four
            0x08, 0xd6, 4, 0, 1, 2, 3, // a row: the length counts one byte too many
            0x2b, 0xd6, 2, 0, 3, // told in a byte
            0x15, 0xc6, 255, 1, 0, 0, 0, 0, 1, 0, 0, 0, // tab stops
            0x16, 0x24, 0, //
            0x16, 0x24, // cut off
        ];
        let read: Vec<_> = Modifiers(&bytes).map(|(code, o)| (code, o.len())).collect();
        let expected = [
            (0x2416, 1),
            (0x460b, 2),
            (0x6649, 4),
            (0xd608, 3),
            (0xd62b, 2),
            (0xc615, 9),
            (0x2416, 1),
        ];
        assert_eq!(read, expected);
    }
}
