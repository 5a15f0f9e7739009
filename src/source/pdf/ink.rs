//! The seam to hayro: what its interpreter draws on a page, as a [`Sheet`].
//!
//! hayro is an interpreter for rendering, which suits an auditor: it tells which signs have no
//! meaning where readers for text put the number of the glyph for the sign, and a wrong figure
//! would follow; and it tells hidden text and pictures from what is seen. Nothing is rendered here.
//!
//! An interpreter can be kept busy for ever by forms that draw forms. It has no way to be stopped
//! but to unwind through it; what may be drawn is counted, and [`OverBudget`] thrown.
//!
//! Deliberately absent: clips, masks and colours, but for rules drawn in white, which nobody sees.
#![expect(
    clippy::float_arithmetic,
    clippy::disallowed_types,
    reason = "a page is drawn in floating point; its figures are never seen here"
)]

use hayro_cmap::BfString;
use hayro_interpret::{
    BlendMode, ClipPath, Device, DrawMode, DrawProps, Image, ImageDrawProps, Paint, SoftMask,
    font::{Glyph as DrawnGlyph, GlyphRun},
};
use kurbo::{Affine, BezPath, PathEl, Point, Rect, Vec2};

use super::sheet::{Area, Glyph, LOST, Length, POINT, Rule, Sheet, Way, folded};

/// What may be drawn on a page whose content is so large, `left` of the pages before included.
///
/// Whatever is drawn is written there, unless in forms, which are few on pages of words.
pub(super) fn budget(left: usize, size: usize) -> usize {
    const FORMS: usize = 200_000;
    const MOST: usize = 5_000_000;
    (left + FORMS + size.saturating_mul(4)).min(MOST)
}

/// What a form takes, which is read again whenever it is drawn; so may do all that is clipped.
const FORM: usize = 25;

/// A filled area that is no thicker is a rule.
const THICKEST: f64 = 2.5;

/// A stroke that is no thicker is a rule.
const THICKEST_STROKE: f64 = 5.0;

/// What is thrown when a file draws without end.
#[derive(Debug)]
pub(super) struct OverBudget;

/// The paper that hayro draws on.
pub(super) struct Ink<'s> {
    sheet: Sheet,
    /// The glyphs by how many quarters they are turned clockwise.
    glyphs: [Vec<Glyph>; 4],
    budget: &'s mut usize,
}

impl<'s> Ink<'s> {
    /// Blank paper of a size in points, on which `budget` things may be drawn.
    pub(super) fn new((width, height): (f32, f32), budget: &'s mut usize) -> Self {
        let sheet = Sheet {
            width: length(f64::from(width)),
            height: length(f64::from(height)),
            ..Sheet::default()
        };
        Self {
            sheet,
            glyphs: Default::default(),
            budget,
        }
    }

    /// What was drawn, turned so that most of it stands upright.
    pub(super) fn into_sheet(mut self, has_lost: bool) -> Sheet {
        let seen = |glyphs: &Vec<Glyph>| glyphs.iter().filter(|glyph| !glyph.is_blank()).count();
        let counts = self.glyphs.each_ref().map(seen);
        let turn = (0..4)
            .rev()
            .max_by_key(|&turn| counts.get(turn))
            .unwrap_or(0);
        let mut sheet = self.sheet;
        sheet.has_lost = has_lost;
        sheet.has_turned = counts.iter().filter(|&&count| count > 0).count() > 1;
        sheet.glyphs = self
            .glyphs
            .get_mut(turn)
            .map(std::mem::take)
            .unwrap_or_default();
        turned(sheet, turn)
    }

    /// Counts something drawn that takes so much.
    fn spend(&mut self, cost: usize) {
        match self.budget.checked_sub(cost) {
            Some(left) => *self.budget = left,
            // The panic hook is not asked: this is no panic but the only way out.
            None => std::panic::resume_unwind(Box::new(OverBudget)),
        }
    }

    fn glyph(&mut self, glyph: &DrawnGlyph<'_>, placed: Affine) {
        const EM: f64 = 1000.0;
        let place = |x: f64, y: f64| placed * Point::new(x, y);
        let origin = place(0.0, 0.0);
        let along = place(EM, 0.0) - origin;
        let size = (place(0.0, EM) - origin).hypot();
        let Some(quarter) = quarter(along) else {
            return;
        };
        let advance = match glyph {
            DrawnGlyph::Outline(outline) => outline.advance_width(),
            DrawnGlyph::Type3(drawn) => drawn.advance_width(),
        };
        let advance = advance
            .filter(|advance| *advance > 0.0)
            .map_or(0.5, |advance| f64::from(advance) / EM);
        let signs = match glyph.as_unicode() {
            Some(BfString::Char(sign)) => Signs::One(sign),
            Some(BfString::String(signs)) if !signs.is_empty() => Signs::Many(signs),
            _ => Signs::One(LOST),
        };
        match signs {
            Signs::One(sign) => self.sign(sign, quarter, size, origin, origin + along * advance),
            Signs::Many(signs) => {
                let count = u16::try_from(signs.chars().count()).unwrap_or(u16::MAX);
                let step = along * advance / f64::from(count);
                let mut left = origin;
                for sign in signs.chars() {
                    self.sign(sign, quarter, size, left, left + step);
                    left += step;
                }
            }
        }
    }

    /// Adds a sign that reaches from `left` to `right`, on a line that is turned by so many quarters.
    fn sign(&mut self, sign: char, quarter: usize, size: f64, left: Point, right: Point) {
        let (begin, end, baseline) = match quarter {
            0 => (left.x, right.x, left.y),
            1 => (left.y, right.y, -left.x),
            2 => (-left.x, -right.x, -left.y),
            _ => (-left.y, -right.y, left.x),
        };
        if let Some(glyphs) = self.glyphs.get_mut(quarter) {
            glyphs.push(Glyph {
                sign: folded(sign),
                left: length(begin),
                right: length(end),
                baseline: length(baseline),
                size: length(size),
            });
        }
    }

    /// Adds the rule that a line from `a` to `b` is, if it runs along an axis.
    fn line(&mut self, a: Point, b: Point) {
        const ASLANT: f64 = 0.5;
        let (dx, dy) = ((a.x - b.x).abs(), (a.y - b.y).abs());
        if dy <= ASLANT && dx > dy {
            self.rule(Way::Across, a.y.midpoint(b.y), a.x.min(b.x), a.x.max(b.x));
        } else if dx <= ASLANT && dy > dx {
            self.rule(Way::Down, a.x.midpoint(b.x), a.y.min(b.y), a.y.max(b.y));
        }
    }

    /// Adds the rule that a filled area is, if it is thin.
    fn filled(&mut self, area: Rect) {
        let (width, height) = (area.width(), area.height());
        if height <= THICKEST && width > height {
            self.rule(Way::Across, area.center().y, area.x0, area.x1);
        } else if width <= THICKEST && height > width {
            self.rule(Way::Down, area.center().x, area.y0, area.y1);
        }
    }

    fn rule(&mut self, way: Way, at: f64, from: f64, to: f64) {
        self.sheet.rules.push(Rule {
            way,
            at: length(at),
            from: length(from),
            to: length(to),
        });
    }

    fn stroke(&mut self, path: &BezPath, placed: Affine) {
        let (mut begin, mut at) = (Point::ZERO, Point::ZERO);
        for element in path.elements() {
            match *element {
                PathEl::MoveTo(point) => (begin, at) = (placed * point, placed * point),
                PathEl::LineTo(point) => {
                    let to = placed * point;
                    self.line(at, to);
                    at = to;
                }
                PathEl::QuadTo(_, point) | PathEl::CurveTo(_, _, point) => at = placed * point,
                PathEl::ClosePath => {
                    self.line(at, begin);
                    at = begin;
                }
            }
        }
    }

    fn fill(&mut self, path: &BezPath, placed: Affine) {
        let mut area: Option<Rect> = None;
        for element in path.elements() {
            if matches!(element, PathEl::MoveTo(_))
                && let Some(area) = area.take()
            {
                self.filled(area);
            }
            if let Some(point) = element.end_point() {
                let point = placed * point;
                let dot = Rect::from_points(point, point);
                area = Some(area.map_or(dot, |area| area.union_pt(point)));
            }
        }
        if let Some(area) = area {
            self.filled(area);
        }
    }
}

/// What a glyph means.
enum Signs {
    One(char),
    Many(String),
}

impl<'a> Device<'a> for Ink<'_> {
    fn draw_path(&mut self, path: &BezPath, props: DrawProps<'a>, mode: &DrawMode) {
        self.spend(1);
        if !is_seen(&props.paint) {
            return;
        }
        let placed = props.transform;
        match mode {
            DrawMode::Fill(_) => self.fill(path, placed),
            DrawMode::Stroke(stroke) | DrawMode::FillAndStroke(_, stroke) => {
                let scale = placed.determinant().abs().sqrt();
                if f64::from(stroke.line_width) * scale <= THICKEST_STROKE {
                    self.stroke(path, placed);
                }
            }
            DrawMode::Invisible => {}
        }
    }

    fn draw_glyph_run(&mut self, run: &GlyphRun<'_, 'a>, props: DrawProps<'a>, mode: &DrawMode) {
        for glyph in run.glyphs() {
            self.spend(1);
            match mode {
                DrawMode::Invisible => self.sheet.has_hidden = true,
                _ => self.glyph(glyph, props.transform * glyph.transform()),
            }
        }
    }

    fn draw_image(&mut self, image: Image<'a, '_>, props: ImageDrawProps<'a>) {
        self.spend(1);
        let (width, height) = (f64::from(image.width()), f64::from(image.height()));
        let shown = props
            .transform
            .transform_rect_bbox(Rect::new(0.0, 0.0, width, height));
        self.sheet.pictures.push(Area {
            left: length(shown.x0),
            top: length(shown.y0),
            right: length(shown.x1),
            bottom: length(shown.y1),
        });
    }

    fn push_clip_path(&mut self, _: &ClipPath) {
        self.spend(FORM);
    }

    fn push_transparency_group(&mut self, _: f32, _: Option<SoftMask<'a>>, _: BlendMode) {
        self.spend(FORM);
    }

    fn pop_clip(&mut self) {}

    fn pop_transparency_group(&mut self) {}
}

/// How many quarters a line that runs `along` is turned clockwise; none if it runs aslant.
fn quarter(along: Vec2) -> Option<usize> {
    const SKEW: f64 = 0.1;
    let (x, y) = (along.x, along.y);
    if y.abs() <= x.abs() * SKEW {
        Some(if x > 0.0 { 0 } else { 2 })
    } else if x.abs() <= y.abs() * SKEW {
        Some(if y > 0.0 { 1 } else { 3 })
    } else {
        None
    }
}

/// Turns what lies on a sheet back by so many quarters; its glyphs know their lines already.
fn turned(mut sheet: Sheet, turn: usize) -> Sheet {
    let (width, height) = (sheet.width, sheet.height);
    let (across, down) = match turn {
        0 => return sheet,
        1 => (0, width),
        2 => (width, height),
        _ => (height, 0),
    };
    if turn != 2 {
        (sheet.width, sheet.height) = (height, width);
    }
    for glyph in &mut sheet.glyphs {
        glyph.left += across;
        glyph.right += across;
        glyph.baseline += down;
    }
    let place = |x: Length, y: Length| match turn {
        1 => (y, width - x),
        2 => (width - x, height - y),
        _ => (height - y, x),
    };
    for rule in &mut sheet.rules {
        let ((x0, y0), (x1, y1)) = match rule.way {
            Way::Across => (place(rule.from, rule.at), place(rule.to, rule.at)),
            Way::Down => (place(rule.at, rule.from), place(rule.at, rule.to)),
        };
        *rule = if x0 == x1 {
            Rule {
                way: Way::Down,
                at: x0,
                from: y0.min(y1),
                to: y0.max(y1),
            }
        } else {
            Rule {
                way: Way::Across,
                at: y0,
                from: x0.min(x1),
                to: x0.max(x1),
            }
        };
    }
    for area in &mut sheet.pictures {
        let ((x0, y0), (x1, y1)) = (place(area.left, area.top), place(area.right, area.bottom));
        *area = Area {
            left: x0.min(x1),
            top: y0.min(y1),
            right: x0.max(x1),
            bottom: y0.max(y1),
        };
    }
    sheet
}

/// Whether anything drawn with `paint` stands out from the paper.
fn is_seen(paint: &Paint<'_>) -> bool {
    const WHITE: u8 = 250;
    match paint {
        Paint::Color(color) => {
            let [red, green, blue, alpha] = color.to_rgba().to_rgba8();
            alpha > 0 && (red < WHITE || green < WHITE || blue < WHITE)
        }
        Paint::Pattern(_) => true,
    }
}

/// Points to hundredths of them; what lies beyond any paper is cut off.
fn length(points: f64) -> Length {
    /// A hundred metres; sums of some of them still fit.
    const FAR: f64 = 280_000.0;
    let hundredths = points.clamp(-FAR, FAR) * f64::from(POINT);
    #[expect(
        clippy::cast_possible_truncation,
        reason = "it was clamped; not a number is 0"
    )]
    let hundredths = hundredths.round() as Length;
    hundredths
}
