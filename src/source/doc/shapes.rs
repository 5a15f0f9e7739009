//! Shapes that float beside the running text: where text boxes stand, and pictures.
//!
//! Deliberately absent: reading pictures, and shapes in groups, which have no place of their own.

use std::collections::{HashMap, HashSet};

use super::{
    bytes::{i16_at, plc, u8_at, u16_at, u32_at},
    fib::{Fib, Part},
};

/// The size of what is told of a text box, and where in it the number of its shape stands.
pub(super) const BOX: usize = 22;
const SHAPE_OF_BOX: usize = 14;

/// The size of what is told of a shape, whose number and edges come first.
const SHAPE: usize = 26;

/// A picture of this width and height, in twentieths of a point, may be one of a table.
const LARGE: (i32, i32) = (5670, 1701);

/// What floats beside the text.
#[derive(Debug, Default)]
pub(super) struct Shapes {
    /// Characters of the running text at which text boxes stand, with the number of the box.
    pub(super) boxes: Vec<(u32, usize)>,
    /// Whether one is a picture as large as a table.
    pub(super) has_large_picture: bool,
}

impl Shapes {
    /// Reads the shapes of the running text, as far as they are sound.
    pub(super) fn read(table: &[u8], fib: &Fib, n_boxes: usize) -> Option<Self> {
        let (places, shapes) = plc(fib.table(table, Part::Shapes)?, SHAPE)?;
        let boxes = fib.table(table, Part::TextBoxes);
        let boxes = boxes.and_then(|boxes| Some(plc(boxes, BOX)?.1));
        let box_of: HashMap<u32, usize> = (0..n_boxes)
            .rev()
            .filter_map(|number| Some((u32_at(boxes?, BOX * number + SHAPE_OF_BOX)?, number)))
            .collect();
        let pictures = fib.table(table, Part::Drawings).map(pictures);
        let pictures = pictures.unwrap_or_default();
        let mut read = Self::default();
        for (at, place) in places.iter().enumerate() {
            let Some(shape) = shapes.get(SHAPE * at..) else {
                break;
            };
            let Some(number) = u32_at(shape, 0) else {
                break;
            };
            if let Some(text_box) = box_of.get(&number) {
                read.boxes.push((*place, *text_box));
            }
            read.has_large_picture |= pictures.contains(&number) && is_large(shape);
        }
        read.boxes.sort_unstable();
        Some(read)
    }
}

/// Whether the edges of a shape are as far apart as those of a table.
fn is_large(shape: &[u8]) -> bool {
    let edge = |at| u32_at(shape, at).map_or(0, u32::cast_signed);
    let width = edge(12).saturating_sub(edge(4));
    let height = edge(16).saturating_sub(edge(8));
    width >= LARGE.0 && height >= LARGE.1
}

/// Whether the picture at a place of the data stream is as large as a table.
pub(super) fn is_large_picture(data: &[u8], place: u32) -> bool {
    let side = |at: usize| {
        let at = usize::try_from(place).ok()?.checked_add(at)?;
        let (goal, scale) = (i16_at(data, at)?, u16_at(data, at.checked_add(4)?)?);
        i32::from(goal).checked_mul(scale.into())
    };
    // The size it should have, and how many thousandths of that it has.
    let is_at_least = |at, least: i32| side(at).is_some_and(|side| side / 1000 >= least);
    is_at_least(28, LARGE.0) && is_at_least(30, LARGE.1)
}

/// The numbers of shapes that are pictures, in the records of all drawings.
fn pictures(drawings: &[u8]) -> HashSet<u32> {
    const HEAD: usize = 8;
    const FIRST_CONTAINER: u16 = 0xf000;
    const LAST_CONTAINER: u16 = 0xf004;
    const SHAPE: u16 = 0xf00a;
    const PICTURE: u16 = 75;
    let mut pictures = HashSet::new();
    let mut at = 0;
    loop {
        // Before each drawing stands a byte of its own.
        if u8_at(drawings, at).is_some_and(|byte| byte < 2)
            && u16_at(drawings, at + 3) == Some(0xf002)
        {
            at += 1;
        }
        let (Some(version), Some(kind), Some(len)) = (
            u16_at(drawings, at),
            u16_at(drawings, at + 2),
            u32_at(drawings, at + 4),
        ) else {
            return pictures;
        };
        if kind == SHAPE && version >> 4 == PICTURE {
            pictures.extend(u32_at(drawings, at + HEAD));
        }
        let is_container = (FIRST_CONTAINER..=LAST_CONTAINER).contains(&kind);
        let inside = if is_container {
            0
        } else {
            usize::try_from(len).unwrap_or(usize::MAX)
        };
        at = at.saturating_add(HEAD).saturating_add(inside);
    }
}
