//! Glyphs to lines of words.
//!
//! A blank is where a reader sees one. What printers store between Han and figures, and what
//! justified lines are stretched by, is none; two figures that stand apart never become one.
//!
//! Deliberately absent: which lines belong together.

use super::sheet::{Glyph, Length};

/// Glyphs on one line, in reading order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Line {
    /// What a person reads; wide blanks between words are tabs.
    pub(super) words: String,
    /// Where its first glyph begins.
    pub(super) left: Length,
    /// Where its last glyph ends.
    pub(super) right: Length,
    /// The line that it stands on.
    pub(super) baseline: Length,
    /// The size of most of its glyphs.
    pub(super) size: Length,
    /// How wide its beginning is that no line end may split: a word, or a sign and the marks behind it.
    pub(super) first_word: Length,
    /// Whether a blank ends it that a line end has swallowed.
    pub(super) ends_blank: bool,
}

/// The lines that `glyphs` stand on, from top to bottom.
pub(super) fn lines(glyphs: Vec<Glyph>) -> Vec<Line> {
    let rows = rows(glyphs);
    with_raised(rows).into_iter().filter_map(line).collect()
}

/// The glyphs that stand on one line each, from top to bottom.
pub(super) fn rows(mut glyphs: Vec<Glyph>) -> Vec<Vec<Glyph>> {
    glyphs.sort_by_key(|glyph| (glyph.baseline, glyph.left));
    let mut rows: Vec<Vec<Glyph>> = Vec::new();
    for glyph in glyphs {
        let near = rows.last_mut().filter(|row| {
            let first = row.first().map_or(0, |first| first.baseline);
            let size = row.iter().map(|glyph| glyph.size).max().unwrap_or(0);
            glyph.baseline - first <= size.max(glyph.size) / 3
        });
        match near {
            Some(row) if row.len() < MAX_GLYPHS => row.push(glyph),
            _ => rows.push(vec![glyph]),
        }
    }
    rows
}

/// How many glyphs a line may have.
const MAX_GLYPHS: usize = 4096;

/// Puts marks that stand above or below a line onto it, as signs that are no figures.
fn with_raised(rows: Vec<Vec<Glyph>>) -> Vec<Vec<Glyph>> {
    let mut whole: Vec<Vec<Glyph>> = Vec::with_capacity(rows.len());
    for mut row in rows {
        let Some(above) = whole.last_mut() else {
            whole.push(row);
            continue;
        };
        let (upper, lower) = (extent(above), extent(&row));
        let overlap = lower.baseline - upper.baseline < upper.size.max(lower.size) * 3 / 5;
        if overlap && is_inside(&upper, &lower) && upper.size * 5 <= lower.size * 4 {
            raise(above, &lower);
            row.append(above);
            *above = row;
        } else if overlap && is_inside(&lower, &upper) && lower.size * 5 <= upper.size * 4 {
            raise(&mut row, &upper);
            above.append(&mut row);
        } else {
            whole.push(row);
        }
    }
    whole
}

/// How far some glyphs reach, as one.
fn extent(glyphs: &[Glyph]) -> Glyph {
    let of = |value: fn(&Glyph) -> Length| glyphs.iter().map(value);
    Glyph {
        sign: ' ',
        left: of(|glyph| glyph.left).min().unwrap_or(0),
        right: of(|glyph| glyph.right).max().unwrap_or(0),
        baseline: of(|glyph| glyph.baseline).max().unwrap_or(0),
        size: of(|glyph| glyph.size).max().unwrap_or(0),
    }
}

fn is_inside(inner: &Glyph, outer: &Glyph) -> bool {
    inner.left >= outer.left - outer.size && inner.right <= outer.right + outer.size
}

/// Makes marks of glyphs and puts them onto the line of another.
fn raise(glyphs: &mut [Glyph], onto: &Glyph) {
    for glyph in glyphs {
        glyph.baseline = onto.baseline;
        glyph.sign = raised(glyph.sign);
    }
}

/// The raised form of a figure: a note's number must not become the last digit of what it stands by.
fn raised(sign: char) -> char {
    match sign {
        '1' => '¹',
        '2' => '²',
        '3' => '³',
        '0' | '4'..='9' => {
            let figure = u32::from(sign) - u32::from('0');
            char::from_u32(0x2070 + figure).unwrap_or(sign)
        }
        _ => sign,
    }
}

/// The line that glyphs of one baseline make; none if they are blank.
fn line(mut glyphs: Vec<Glyph>) -> Option<Line> {
    glyphs.sort_by_key(|glyph| (glyph.left, glyph.right));
    let mut sizes: Vec<Length> = glyphs.iter().map(|glyph| glyph.size).collect();
    let middle = sizes.len() / 2;
    let size = *sizes.select_nth_unstable(middle).1;
    let mut words = Words::default();
    for glyph in &glyphs {
        words.push(glyph);
    }
    let (first, last) = (words.first?, words.last?);
    Some(Line {
        ends_blank: words.has_blank,
        words: words.told(),
        left: first.left,
        right: last.right,
        baseline: first.baseline,
        size,
        first_word: words.first_end - first.left,
    })
}

/// The words of a line in the making.
#[derive(Default)]
struct Words {
    text: String,
    first: Option<Glyph>,
    last: Option<Glyph>,
    /// Where the first word ends.
    first_end: Length,
    /// Whether the first word has ended.
    is_past_first: bool,
    /// Whether a blank was drawn since the last glyph.
    has_blank: bool,
}

impl Words {
    fn push(&mut self, glyph: &Glyph) {
        if glyph.is_blank() {
            self.has_blank = true;
            return;
        }
        let Some(last) = self.last else {
            self.first = Some(*glyph);
            self.first_end = glyph.right;
            self.take(glyph);
            return;
        };
        if is_drawn_twice(&last, glyph) {
            return;
        }
        let gap = self.gap(&last, glyph);
        if let Some(gap) = gap {
            self.text.push(gap);
        }
        let is_part = |glyph: &Glyph| glyph.sign.is_ascii_alphanumeric() || glyph.sign == '.';
        let is_bound = is_part(&last) && is_part(glyph) || never_begins_line(glyph.sign);
        self.is_past_first |= gap.is_some() || !is_bound;
        if !self.is_past_first {
            self.first_end = glyph.right;
        }
        self.take(glyph);
    }

    fn take(&mut self, glyph: &Glyph) {
        self.text.push(glyph.sign);
        self.last = Some(*glyph);
        self.has_blank = false;
    }

    /// The blank between two glyphs, if a reader sees one.
    fn gap(&self, last: &Glyph, glyph: &Glyph) -> Option<char> {
        let em = last.size.max(glyph.size);
        let width = glyph.left - last.right;
        let is_figure = |glyph: &Glyph| glyph.sign.is_ascii_alphanumeric();
        let narrowest = match (is_figure(last), is_figure(glyph)) {
            (true, true) if self.has_blank => em / 20,
            (true, true) => em * 3 / 10,
            _ => em * 9 / 10,
        };
        (width >= narrowest).then_some(match width {
            width if width >= em * 3 / 2 => '\t',
            width if width >= em => EM_SPACE,
            _ => ' ',
        })
    }

    /// The line as it is read: in a row of cells, a blank as wide as a sign parts cells as well.
    fn told(&self) -> String {
        let is_row = self.text.contains('\t');
        self.text.replace(EM_SPACE, if is_row { "\t" } else { " " })
    }
}

/// A blank as wide as a sign, while a line is made; those that were drawn are left out.
const EM_SPACE: char = '\u{2003}';

/// Whether a sign stays on the line of the one before it.
fn never_begins_line(sign: char) -> bool {
    "，。、；：？！）》〉」』】〕”’％…,.;:?!)%".contains(sign)
}

/// Whether a glyph is drawn over itself, to look bold or to cast a shadow.
fn is_drawn_twice(last: &Glyph, glyph: &Glyph) -> bool {
    let width = last.right - last.left;
    last.sign == glyph.sign && glyph.left - last.left < width / 3
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Glyphs of 10 points on one line; a blank takes a quarter.
    fn row(words: &str, baseline: Length) -> Vec<Glyph> {
        let mut at = 0;
        let glyph = |sign: char| {
            let width = match sign {
                ' ' => 250,
                sign if sign.is_ascii() => 500,
                _ => 1000,
            };
            at += width;
            Glyph {
                sign,
                left: at - width,
                right: at,
                baseline,
                size: 1000,
            }
        };
        words.chars().map(glyph).collect()
    }

    fn words(glyphs: Vec<Glyph>) -> Vec<String> {
        lines(glyphs).into_iter().map(|line| line.words).collect()
    }

    #[test]
    fn a_row_of_cells_has_narrower_blanks_between_them() {
        let em = " ".repeat(4);
        let wide = " ".repeat(8);
        assert_eq!(
            words(row(&format!("公报数{wide}条{em}0"), 0)),
            ["公报数\t条\t0"]
        );
        assert_eq!(words(row(&format!("第一章{em}总则"), 0)), ["第一章 总则"]);
    }

    #[test]
    fn blanks_between_han_and_figures_are_none() {
        assert_eq!(words(row("收到 16 件", 0)), ["收到16件"]);
        assert_eq!(words(row("16 12", 0)), ["16 12"]);
        let mut wide = row("1612", 0);
        for glyph in wide.iter_mut().skip(2) {
            glyph.left += 400;
            glyph.right += 400;
        }
        assert_eq!(words(wide), ["16 12"]);
        assert_eq!(words(row("单位        件", 0)), ["单位\t件"]);
    }

    #[test]
    fn a_note_is_no_digit() {
        let mut glyphs = row("26件", 0);
        let note = |baseline| Glyph {
            sign: '1',
            left: 1000,
            right: 1250,
            baseline,
            size: 550,
        };
        glyphs.iter_mut().skip(2).for_each(|glyph| {
            glyph.left += 250;
            glyph.right += 250;
        });
        let mut high = glyphs.clone();
        high.push(note(-400));
        assert_eq!(words(high), ["26¹件"]);
        glyphs.push(note(400));
        assert_eq!(words(glyphs), ["26¹件"]);
    }

    #[test]
    fn bold_by_drawing_twice_is_read_once() {
        let mut glyphs = row("共11件", 0);
        let again: Vec<Glyph> = glyphs
            .iter()
            .map(|glyph| Glyph {
                left: glyph.left + 30,
                right: glyph.right + 30,
                ..*glyph
            })
            .collect();
        glyphs.extend(again);
        assert_eq!(words(glyphs), ["共11件"]);
    }

    #[test]
    fn lines_go_from_top_to_bottom() {
        let mut glyphs = row("下行", 2000);
        glyphs.extend(row("上行", 0));
        assert_eq!(words(glyphs), ["上行", "下行"]);
    }
}
