//! What modifiers say: of a paragraph, of a run of characters, of a table row.

use std::rc::Rc;

use super::{
    bytes::{i16_at, part, place_at, u8_at, u16_at, u32_at},
    sprm::{Modifiers, ROW},
    text::Modified,
};

/// The properties of a paragraph that bear on its place and its words.
#[derive(Debug, Clone, Default)]
pub(super) struct Paragraph {
    /// The number of its style.
    pub(super) style: u16,
    /// How many tables it stands in.
    pub(super) depth: u32,
    /// What its mark ends.
    pub(super) ends: Ends,
    /// Its list, if its own properties tell one, and its level there.
    pub(super) list: ListPlace,
    /// Whether its first line stands in, or its lines in the middle, if it says.
    pub(super) is_indented: Option<bool>,
    /// The row it ends.
    pub(super) row: Option<Rc<Row>>,
    /// How many bytes said so.
    pub(super) n_bytes: usize,
}

/// What the mark of a paragraph ends beside the paragraph.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Ends {
    /// Nothing, or a cell of the outermost table: the mark itself tells.
    #[default]
    Paragraph,
    /// A cell of a table within a table.
    Cell,
    /// A row.
    Row,
}

/// The list of a paragraph and its level, as far as they are told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct ListPlace {
    /// Which use of a list, from 1; 0 for none.
    pub(super) used: Option<u16>,
    /// Its level, from 0.
    pub(super) level: Option<u8>,
}

/// The cells of a row.
#[derive(Debug, Clone, Default)]
pub(super) struct Row {
    /// The left edge of each cell, and the right edge of the last one, in twentieths of a point.
    pub(super) edges: Vec<i16>,
    /// How each cell is merged with others.
    pub(super) merged: Vec<Merged>,
}

/// How a cell is merged with those beside it and above it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Merged {
    /// 0 if it is not merged with a neighbour, else a number that changes where a cell begins.
    pub(super) across: u8,
    /// Whether it goes on the cell above.
    pub(super) goes_on: bool,
}

/// What a switch of characters is set to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Switch {
    /// Off or on.
    Set(bool),
    /// As the style has it.
    Styled,
    /// The reverse of that.
    Reversed,
}

/// The properties of a run of characters that bear on whether it is seen.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Characters {
    /// Whether it is hidden.
    pub(super) hidden: Option<Switch>,
    /// Whether it was struck out by a reviewer.
    pub(super) is_deleted: bool,
    /// Whether it is struck out by a line, single or double.
    pub(super) is_struck: [bool; 2],
    /// Whether it was added by a reviewer.
    pub(super) is_inserted: bool,
    /// Its style.
    pub(super) style: Option<u16>,
    /// The sign that stands for it.
    pub(super) symbol: Option<u16>,
    /// Where in the data stream the picture stands that it shows.
    pub(super) picture: Option<u32>,
}

/// Codes of modifiers.
mod code {
    pub(super) const IN_TABLE: u16 = 0x2416;
    pub(super) const ROW_END: u16 = 0x2417;
    pub(super) const INNER_CELL_END: u16 = 0x244b;
    pub(super) const INNER_ROW_END: u16 = 0x244c;
    pub(super) const DEPTH: u16 = 0x6649;
    pub(super) const DEEPER: u16 = 0x664a;
    pub(super) const LEVEL: u16 = 0x260a;
    pub(super) const LIST: u16 = 0x460b;
    pub(super) const ALIGNED: u16 = 0x2461;
    pub(super) const OLD_ALIGNED: u16 = 0x2403;
    pub(super) const INDENT: u16 = 0x8460;
    pub(super) const OLD_INDENT: u16 = 0x8411;
    pub(super) const INDENT_IN_SIGNS: u16 = 0x4457;
    pub(super) const HUGE: u16 = 0x6646;
    pub(super) const OLD_HUGE: u16 = 0x6645;
    pub(super) const MERGE: u16 = 0x5624;
    pub(super) const UNMERGE: u16 = 0x5625;
    pub(super) const VERTICAL: u16 = 0xd62b;
    pub(super) const DELETED: u16 = 0x0800;
    pub(super) const INSERTED: u16 = 0x0801;
    pub(super) const PICTURE: u16 = 0x6a03;
    pub(super) const STRUCK: u16 = 0x0837;
    pub(super) const STRUCK_TWICE: u16 = 0x2a53;
    pub(super) const HIDDEN: u16 = 0x083c;
    pub(super) const STYLE: u16 = 0x4a30;
    pub(super) const SYMBOL: u16 = 0x6a09;
}

impl Paragraph {
    /// The properties in `bytes`, the number of the style and modifiers behind it, some of
    /// them perhaps in `data`.
    pub(super) fn read(bytes: &[u8], data: &[u8]) -> Self {
        let mut read = Self {
            style: u16_at(bytes, 0).unwrap_or(0),
            n_bytes: bytes.len(),
            ..Self::default()
        };
        let mut row = None;
        for (code, operand) in Modifiers(bytes.get(2..).unwrap_or_default()) {
            let elsewhere = match code {
                // A row of many cells has its properties elsewhere.
                code::HUGE | code::OLD_HUGE => place_at(operand, 0),
                _ => None,
            };
            match elsewhere.and_then(|at| part(data, at + 2, u16_at(data, at)?.into())) {
                Some(more) => {
                    read.n_bytes += more.len();
                    Modifiers(more).for_each(|(code, operand)| read.take(&mut row, code, operand));
                }
                None => read.take(&mut row, code, operand),
            }
        }
        read.row = row.map(Rc::new);
        read
    }

    /// The properties that a piece saved in haste sets anew.
    pub(super) fn modified(mut self, by: Option<Modified<'_>>) -> Self {
        const LEVEL: u8 = 0x0c;
        const IN_TABLE: u8 = 0x18;
        const ROW_END: u8 = 0x19;
        let mut row = None;
        match by {
            Some(Modified::List(list)) => {
                Modifiers(list).for_each(|(code, operand)| self.take(&mut row, code, operand));
            }
            Some(Modified::One(old, value)) => {
                let code = match old {
                    LEVEL => code::LEVEL,
                    IN_TABLE => code::IN_TABLE,
                    ROW_END => code::ROW_END,
                    _ => return self,
                };
                self.take(&mut row, code, &[value]);
            }
            None => {}
        }
        self.row = row.map(Rc::new).or(self.row);
        self
    }

    fn take(&mut self, row: &mut Option<Row>, code: u16, operand: &[u8]) {
        const CENTRE: u8 = 1;
        let first = u8_at(operand, 0).unwrap_or(0);
        match code {
            code::IN_TABLE if first == 0 => self.depth = 0,
            code::IN_TABLE => self.depth = self.depth.max(1),
            code::DEPTH => self.depth = u32_at(operand, 0).unwrap_or(0),
            code::DEEPER => {
                let more = u32_at(operand, 0).unwrap_or(0).cast_signed();
                self.depth = self.depth.saturating_add_signed(more);
            }
            code::ROW_END | code::INNER_ROW_END if first != 0 => self.ends = Ends::Row,
            code::INNER_CELL_END if first != 0 => self.ends = Ends::Cell,
            code::INDENT | code::OLD_INDENT | code::INDENT_IN_SIGNS => {
                self.is_indented = i16_at(operand, 0).map(|indent| indent > 0);
            }
            code::ALIGNED | code::OLD_ALIGNED if first == CENTRE => self.is_indented = Some(true),
            code::LEVEL => self.list.level = Some(first),
            code::LIST => self.list.used = u16_at(operand, 0),
            ROW => *row = Row::read(operand).or(row.take()),
            code::MERGE | code::UNMERGE | code::VERTICAL => {
                if let Some(row) = row {
                    row.change(code, operand);
                }
            }
            _ => {}
        }
    }
}

impl Row {
    /// Reads a definition: how many cells, their edges, and what is known of each.
    fn read(operand: &[u8]) -> Option<Self> {
        const CELL: usize = 20;
        let n = usize::from(u8_at(operand, 0)?);
        let edges = (0..=n)
            .map(|at| i16_at(operand, 1 + 2 * at))
            .collect::<Option<_>>()?;
        let first = 1 + 2 * (n + 1);
        // The cells at the end of which nothing is to be said are left out.
        let flags = |at: usize| u16_at(operand, first + CELL * at).unwrap_or(0);
        let merged = |at: usize| Merged {
            across: u8::try_from(flags(at) & 3).unwrap_or(0),
            goes_on: flags(at) & 0x60 == 0x20,
        };
        Some(Self {
            edges,
            merged: (0..n).map(merged).collect(),
        })
    }

    /// Takes a change to cells that were defined before.
    fn change(&mut self, code: u16, operand: &[u8]) {
        const FIRST: u8 = 1;
        const LATER: u8 = 2;
        let at = |at: usize| u8_at(operand, at).map_or(0, usize::from);
        match code {
            code::VERTICAL => {
                if let Some(cell) = self.merged.get_mut(at(0)) {
                    cell.goes_on = at(1) == 1;
                }
            }
            code => {
                let range = at(0)..at(1).max(at(0)).min(self.merged.len());
                let cells = self.merged.get_mut(range).unwrap_or_default();
                for (at, cell) in cells.iter_mut().enumerate() {
                    cell.across = match (code, at) {
                        (code::UNMERGE, _) => 0,
                        (_, 0) => FIRST,
                        _ => LATER,
                    };
                }
            }
        }
    }
}

impl Characters {
    /// Whether a reviewer changed it, and nobody has accepted that yet, or it is struck out.
    pub(super) fn is_changed(&self) -> bool {
        self.is_deleted || self.is_inserted || self.is_struck.contains(&true)
    }

    /// The properties in a list of modifiers.
    pub(super) fn read(bytes: &[u8]) -> Self {
        let mut read = Self::default();
        Modifiers(bytes).for_each(|(code, operand)| read.take(code, operand));
        read
    }

    /// The properties that a piece saved in haste sets anew.
    pub(super) fn modified(mut self, by: Option<Modified<'_>>) -> Self {
        const DELETED: u8 = 0x41;
        const HIDDEN: u8 = 0x5c;
        match by {
            Some(Modified::List(list)) => {
                Modifiers(list).for_each(|(code, operand)| self.take(code, operand));
            }
            Some(Modified::One(DELETED, value)) => self.take(code::DELETED, &[value]),
            Some(Modified::One(HIDDEN, value)) => self.take(code::HIDDEN, &[value]),
            Some(Modified::One(..)) | None => {}
        }
        self
    }

    fn take(&mut self, code: u16, operand: &[u8]) {
        let first = u8_at(operand, 0).unwrap_or(0);
        match code {
            code::HIDDEN => {
                self.hidden = Some(match first {
                    0x80 => Switch::Styled,
                    0x81 => Switch::Reversed,
                    value => Switch::Set(value != 0),
                });
            }
            code::DELETED => self.is_deleted = first != 0,
            code::INSERTED => self.is_inserted = first != 0,
            // 0x80 is what the style says, 0x81 the reverse; styles hardly ever strike out.
            code::STRUCK => self.is_struck[0] = matches!(first, 1 | 0x81),
            code::STRUCK_TWICE => self.is_struck[1] = matches!(first, 1 | 0x81),
            code::PICTURE => self.picture = u32_at(operand, 0),
            code::STYLE => self.style = u16_at(operand, 0),
            code::SYMBOL => self.symbol = u16_at(operand, 2),
            _ => {}
        }
    }
}

impl Switch {
    /// What it comes to under a style.
    pub(super) fn under(self, style: bool) -> bool {
        match self {
            Self::Set(value) => value,
            Self::Styled => style,
            Self::Reversed => !style,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_struck_out_by_one_line_or_two() {
        for (bytes, is_struck) in [
            ([0x37, 0x08, 1], true),
            ([0x53, 0x2a, 1], true),
            ([0x37, 0x08, 0x81], true),
            ([0x37, 0x08, 0], false),
            ([0x37, 0x08, 0x80], false),
        ] {
            assert_eq!(Characters::read(&bytes).is_changed(), is_struck);
        }
    }
}
