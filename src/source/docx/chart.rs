//! Charts: the labels and values that a document keeps of them.
//!
//! Only charts whose labels end in a figure are told, the way they leave it in the text of a
//! page: the figure in words and the value that was plotted can contradict each other. Other
//! charts repeat what a table says under names of their own.
//!
//! Deliberately absent: the workbook behind a chart, which is not what is shown.

use rust_decimal::Decimal;

use crate::source::{
    chart::ends_in_figure,
    xml::{Broken, Event, Xml},
};

/// The most points of a series.
const MAX_POINTS: usize = 256;

/// How many digits of a value are meant; those after them come of binary fractions.
const N_DIGITS: u32 = 15;

/// A series of a chart: label and value of each point.
pub(super) type Series = Vec<(String, String)>;

/// What is read of a point where reading stands.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    Label,
    Value,
}

/// The series of a chart whose labels all end in a figure.
pub(super) fn read(text: &str) -> Result<Vec<Series>, Broken> {
    let mut all = Vec::new();
    let mut series = Points::default();
    let mut xml = Xml::new(text);
    let (mut side, mut at, mut is_value) = (None, 0, false);
    while let Some(event) = xml.next()? {
        match event {
            Event::Start(element) => match element.name() {
                "ser" => all.extend(std::mem::take(&mut series).finish()),
                "tx" | "spPr" | "dLbls" | "txPr" | "formatCode" => {
                    xml.skip()?;
                }
                "cat" => side = Some(Side::Label),
                "val" => side = Some(Side::Value),
                "pt" => {
                    let index = element.value("idx").and_then(|idx| idx.parse().ok());
                    at = index.unwrap_or(MAX_POINTS);
                }
                "v" => is_value = true,
                _ => {}
            },
            Event::End(_) => is_value = false,
            Event::Text(words) => {
                if let (Some(side), true) = (side, is_value) {
                    series.add(side, at, &words);
                }
            }
        }
    }
    all.extend(series.finish());
    Ok(all)
}

/// Labels and values by their place.
#[derive(Default)]
struct Points {
    labels: Vec<String>,
    values: Vec<String>,
}

impl Points {
    fn add(&mut self, side: Side, at: usize, words: &str) {
        let texts = match side {
            Side::Label => &mut self.labels,
            Side::Value => &mut self.values,
        };
        if at < MAX_POINTS && texts.len() <= at {
            texts.resize(at + 1, String::new());
        }
        if let Some(text) = texts.get_mut(at) {
            text.push_str(words);
        }
    }

    /// The series, if every label ends in a figure and every point has a value.
    fn finish(self) -> Option<Series> {
        let is_whole = self.labels.len() == self.values.len() && self.labels.len() > 1;
        let points = self.labels.into_iter().zip(self.values);
        let point = |(label, value): (String, String)| {
            let label = label.split_whitespace().collect::<Vec<_>>().join(" ");
            let value = plotted(&value)?;
            ends_in_figure(&label).then_some((label, value))
        };
        is_whole.then(|| points.map(point).collect())?
    }
}

/// A value as it was meant.
fn plotted(value: &str) -> Option<String> {
    let value = value.trim().parse::<Decimal>().ok()?;
    let value = value.round_sf(N_DIGITS)?.normalize();
    (!value.is_sign_negative()).then(|| value.to_string())
}
