//! Drawings: what they hold besides the text boxes in them.
//!
//! Deliberately absent: reading pictures.

use crate::source::xml::Element;

/// A picture of this width and height may be one of a table.
const LARGE: (u64, u64) = (10 * CENTIMETRE, 3 * CENTIMETRE);

/// A centimetre in the units of drawings.
const CENTIMETRE: u64 = 360_000;

/// What is known of a drawing.
#[derive(Debug, Default)]
pub(super) struct Graphic {
    size: (u64, u64),
    has_picture: bool,
    /// Whether it shows a sheet or document that is a file of its own.
    pub(super) is_embedded: bool,
    /// The ids of its charts.
    pub(super) charts: Vec<String>,
    /// Words that are drawn.
    pub(super) words: Vec<String>,
}

impl Graphic {
    /// Takes what `element` says.
    pub(super) fn take(&mut self, element: &Element<'_>) {
        match element.name() {
            "extent" => {
                let side = |name| element.value(name)?.trim().parse().ok();
                self.grow(side("cx").unwrap_or(0), side("cy").unwrap_or(0));
            }
            "shape" | "rect" => {
                let style = element.value("style").unwrap_or_default();
                let side = |name| length(&style, name).unwrap_or(0);
                self.grow(side("width"), side("height"));
            }
            "blip" | "imagedata" => self.has_picture = true,
            "chart" => self.charts.extend(element.value("id").map(Into::into)),
            "OLEObject" => {
                const TABLES: [&str; 6] = ["Excel.", "Word.", "ET.", "KET.", "WPS.", "KWPS."];
                let program = element.value("ProgID").unwrap_or_default();
                self.is_embedded |= TABLES.iter().any(|start| program.starts_with(start));
            }
            "textpath" => self.words.extend(element.value("string").map(Into::into)),
            _ => {}
        }
    }

    fn grow(&mut self, width: u64, height: u64) {
        self.size = (self.size.0.max(width), self.size.1.max(height));
    }

    /// Whether it is a picture as large as a table.
    pub(super) fn is_large_picture(&self) -> bool {
        self.has_picture && !self.is_embedded && self.size.0 >= LARGE.0 && self.size.1 >= LARGE.1
    }
}

/// A length like `415.3pt` of a style, whole points or inches are enough.
fn length(style: &str, name: &str) -> Option<u64> {
    let mut settings = style
        .split(';')
        .filter_map(|setting| setting.split_once(':'));
    let (_, length) = settings.find(|(of, _)| of.trim() == name)?;
    let length = length.trim();
    let whole = length.split(|c: char| !c.is_ascii_digit()).next()?;
    let unit = match length.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.') {
        "in" => 914_400,
        "cm" => CENTIMETRE,
        "mm" => CENTIMETRE / 10,
        "px" => 9_525,
        _ => 12_700,
    };
    whole.parse::<u64>().ok()?.checked_mul(unit)
}
