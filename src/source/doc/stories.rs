//! The stories of a document in reading order: running text with the text boxes that stand
//! in it, then notes.

use std::ops::Range;

use super::{
    super::{Unread, draft::Draft},
    bytes::plc,
    fib::{Fib, Part, Story},
    shapes::{BOX, Shapes},
    told::Teller,
    walk::{Walk, Walker},
};
use crate::{document::Spot, gap::GapKind};

/// Where the stories stand in the text.
#[derive(Debug)]
pub(super) struct Stories {
    main: Range<u32>,
    boxes: Vec<TextBox>,
    shapes: Shapes,
    /// How many of the places of text boxes were passed.
    n_anchors: usize,
    /// How many text boxes were told.
    n_boxes: u32,
    notes: Vec<Range<u32>>,
}

#[derive(Debug)]
struct TextBox {
    range: Range<u32>,
    is_told: bool,
}

impl Stories {
    /// Finds the stories; none if their lengths are broken.
    pub(super) fn read(table: &[u8], fib: &Fib) -> Option<Self> {
        let parts = |story, part, size| {
            let range = fib.story(story)?;
            let index = fib.table(table, part).and_then(|bytes| plc(bytes, size));
            Some(split(
                &range,
                index.as_ref().map(|(places, _)| places.as_slice()),
            ))
        };
        let boxes = parts(Story::TextBoxes, Part::TextBoxes, BOX)?;
        let mut notes = parts(Story::Footnotes, Part::Footnotes, 0)?;
        notes.append(&mut parts(Story::Endnotes, Part::Endnotes, 0)?);
        let shapes = Shapes::read(table, fib, boxes.len()).unwrap_or_default();
        let is_told = false;
        Some(Self {
            main: fib.story(Story::Main)?,
            boxes: boxes
                .into_iter()
                .map(|range| TextBox { range, is_told })
                .collect(),
            shapes,
            n_anchors: 0,
            n_boxes: 0,
            notes,
        })
    }

    /// Tells all of them to the draft.
    pub(super) fn tell(mut self, walker: &mut Walker<'_>, draft: &mut Draft) -> Result<(), Unread> {
        if self.shapes.has_large_picture {
            walker.miss(GapKind::Picture);
        }
        let mut walk = Walk::new(self.main.clone());
        let mut teller = Teller::new(draft, None, walker.limits);
        while let Some(told) = walker.next(&mut walk)? {
            // A box is read before the paragraph that it is fixed to if nothing is seen before
            // it there, else behind that, lest it cut a sentence, or behind the table.
            let lead = told.lead;
            teller.reach(&told);
            self.tell_boxes(lead, &mut teller, walker)?;
            teller.take(told)?;
            self.tell_boxes(walk.left.start, &mut teller, walker)?;
        }
        teller.finish();
        for number in 0..self.boxes.len() {
            self.tell_box(number, walker, draft)?;
        }
        for (note, number) in self.notes.into_iter().zip(1..) {
            let walk = Walk::new(note);
            part(walker, walk, draft, Spot::Note(number))?;
        }
        Ok(())
    }

    /// Tells the text boxes that stand before a character, unless a table is open.
    fn tell_boxes(
        &mut self,
        before: u32,
        teller: &mut Teller<'_>,
        walker: &mut Walker<'_>,
    ) -> Result<(), Unread> {
        while teller.is_outside()
            && let Some(&(at, number)) = self.shapes.boxes.get(self.n_anchors)
            && at < before
        {
            self.n_anchors += 1;
            self.tell_box(number, walker, teller.draft())?;
        }
        Ok(())
    }

    /// Tells a text box, unless it was told before.
    fn tell_box(
        &mut self,
        number: usize,
        walker: &mut Walker<'_>,
        draft: &mut Draft,
    ) -> Result<(), Unread> {
        let Some(text_box) = self
            .boxes
            .get_mut(number)
            .filter(|text_box| !text_box.is_told)
        else {
            return Ok(());
        };
        text_box.is_told = true;
        let spot = Spot::TextBox(self.n_boxes + 1);
        let walk = Walk::new(text_box.range.clone());
        draft.apart();
        let before = draft.end();
        part(walker, walk, draft, spot)?;
        // A box without words is not counted.
        self.n_boxes += u32::from(draft.end() > before);
        Ok(())
    }
}

/// Tells a part that stands beside the running text.
fn part(
    walker: &mut Walker<'_>,
    mut walk: Walk,
    draft: &mut Draft,
    spot: Spot,
) -> Result<(), Unread> {
    draft.apart();
    let mut teller = Teller::new(draft, Some(spot), walker.limits);
    while let Some(told) = walker.next(&mut walk)? {
        teller.take(told)?;
    }
    teller.finish();
    draft.apart();
    Ok(())
}

/// The parts of a story that begin at `places`; one part, if these are not sound.
fn split(story: &Range<u32>, places: Option<&[u32]>) -> Vec<Range<u32>> {
    if story.is_empty() {
        return Vec::new();
    }
    let mut begins: Vec<u32> = places
        .unwrap_or_default()
        .iter()
        .filter_map(|place| story.start.checked_add(*place))
        .filter(|place| story.contains(place))
        .collect();
    if begins.first() != Some(&story.start) || !begins.is_sorted() {
        begins = vec![story.start];
    }
    begins.dedup();
    begins.push(story.end);
    begins.windows(2).map(|pair| pair[0]..pair[1]).collect()
}
