//! `pack.toml`: what a pack covers and how its tables are recognised.

use std::borrow::Cow;

use super::{
    error::Mistake,
    grid::Grid,
    value::{check_id, words},
};
use crate::{
    language::Words,
    sections::{Section, Text, one_of},
    template::fold_label,
};

/// What `pack.toml` says.
#[derive(Debug, Default)]
pub(super) struct Manifest<'f> {
    /// What the pack covers.
    pub(super) title: Words,
    /// The first and last report year, for a pack with a form.
    pub(super) years: Option<(u16, u16)>,
    /// Whether its rules wait for its form.
    pub(super) has_form: bool,
    /// Words of captions, folded.
    pub(super) captions: Vec<String>,
    /// Headers of the column with the values, folded.
    pub(super) value_headers: Vec<String>,
    /// The other headers, folded.
    pub(super) headers: Vec<String>,
    /// Rows of several figures.
    pub(super) grid: Grid<'f>,
}

impl<'f> Manifest<'f> {
    /// Reads the `pack.toml` of the folder `folder`.
    pub(super) fn read(mut root: Section<'f>, folder: &str) -> Self {
        if let Some(id) = root.required_text("id") {
            check_id(id, folder, "folder");
        }
        let title = root.required_text("title");
        let applies = root.required_text("applies");
        let has_form = applies
            .and_then(|applies| one_of(applies, "applies", &[("always", false), ("form", true)]));
        let years = years(&mut root);
        let en = root.required_section("en").and_then(|mut en| {
            let title = en.required_text("title");
            en.finish();
            title
        });
        let mut manifest = Self {
            title: words(title, en),
            years,
            has_form: has_form.unwrap_or_default(),
            ..Self::default()
        };
        if let Some(mut form) = root.section("form") {
            manifest.captions = folded(form.texts("captions"));
            manifest.value_headers = folded(form.texts("value_headers"));
            manifest.headers = folded(form.texts("headers"));
            manifest.grid = Grid::read(&mut form);
            form.finish();
        }
        if has_form == Some(false) {
            forbid(&mut root, "years");
            forbid(&mut root, "form");
        }
        root.finish();
        manifest
    }
}

/// The first and the last of a pack's or a rule's years.
pub(super) fn years(root: &mut Section<'_>) -> Option<(u16, u16)> {
    let (years, place) = root.years("years")?;
    match years.as_slice() {
        &[first, last] if first <= last => Some((first, last)),
        _ => {
            place.report(Mistake::BadYears);
            None
        }
    }
}

fn forbid(root: &mut Section<'_>, key: &'static str) {
    if root.has(key) {
        root.key_place(key).report(Mistake::MisplacedKey {
            key,
            without: "in a pack that always applies",
            mend: "write `applies = \"form\"`",
        });
    }
}

pub(super) fn folded(texts: Option<Vec<Text<'_>>>) -> Vec<String> {
    let texts = texts.unwrap_or_default();
    let folded = texts.iter().map(|text| fold_label(text.value));
    folded.map(Cow::into_owned).collect()
}
