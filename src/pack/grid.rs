//! `[form]` of tables with several figures a row: their columns, and rows of their own.
//!
//! A form may be like that of another pack: it then has its columns and rows as well,
//! under the same labels, and the other pack's rules hold in it.

use super::{
    error::Mistake,
    indicators::Indicators,
    manifest::{Manifest, folded},
    names::Names,
    pack_id,
    value::words,
};
use crate::{
    sections::{Section, Text},
    template::{Column, ColumnId, Form, FormRow, IndicatorId, PackId},
};

/// What a form says of its grid, before its names are looked up.
#[derive(Debug, Default)]
pub(super) struct Grid<'f> {
    /// The pack whose form it is like.
    like: Option<Text<'f>>,
    /// Rows of that form that it does not have.
    lacks: Vec<Text<'f>>,
    /// The columns of its axis, with their labels folded.
    axis: Vec<(Column, Vec<String>)>,
    /// Rows whose columns name an indicator each.
    rows: Vec<(Option<Text<'f>>, Vec<Text<'f>>)>,
}

impl<'f> Grid<'f> {
    /// Reads the keys of `[form]` that tell of a grid.
    pub(super) fn read(form: &mut Section<'f>) -> Self {
        let columns = form.sections("column").into_iter();
        let rows = form.sections("row").into_iter();
        Self {
            like: form.text("like"),
            lacks: form.texts("lacks").unwrap_or_default(),
            axis: columns.filter_map(column).collect(),
            rows: rows.filter_map(row).collect(),
        }
    }
}

fn column(mut section: Section<'_>) -> Option<(Column, Vec<String>)> {
    section.name = String::from("`[[form.column]]`");
    let key = section.required_text("key");
    let (zh, en) = (section.required_text("zh"), section.required_text("en"));
    let labels = section.texts("labels").unwrap_or_default();
    let is_total = section.flag("total");
    section.finish();
    let labels = zh.into_iter().chain(labels).collect();
    let column = Column {
        key: key?.value.into(),
        name: words(zh, en),
        is_total,
    };
    Some((column, folded(Some(labels))))
}

fn row(mut section: Section<'_>) -> Option<(Option<Text<'_>>, Vec<Text<'_>>)> {
    section.name = String::from("`[[form.row]]`");
    let of = section.text("of");
    let cells = section.required_texts("cells");
    section.finish();
    Some((of, cells?))
}

/// The forms of all packs, with what they share.
pub(super) fn forms(
    manifests: Vec<Manifest<'_>>,
    packs: &[&str],
    indicators: &mut Indicators<'_>,
) -> (Vec<Form>, Vec<Column>) {
    let mut columns: Vec<Column> = Vec::new();
    let mut forms: Vec<Option<(Form, Vec<IndicatorId>)>> = Vec::new();
    for (at, manifest) in manifests.into_iter().enumerate() {
        let form = manifest.has_form.then(|| {
            let names = Names::new(indicators, at);
            let find = |text: &Text<'_>| {
                let found = names.find(text.value);
                found.unwrap_or_else(|mistake| {
                    text.report(mistake);
                    None
                })
            };
            let rows = manifest.grid.rows.iter().map(|(of, cells)| FormRow {
                of: of.as_ref().and_then(find),
                cells: cells.iter().filter_map(find).collect(),
            });
            let rows = rows.collect();
            let lacks = manifest.grid.lacks.iter().filter_map(find).collect();
            let like = manifest.grid.like.and_then(|like| pack_named(like, packs));
            let (axis, axis_labels) = manifest.grid.axis.into_iter().unzip();
            let form = Form {
                pack: pack_id(at),
                like,
                years: manifest.years.unwrap_or((0, u16::MAX)),
                axis: known(axis, &mut columns),
                axis_labels,
                rows,
                captions: manifest.captions,
                value_headers: manifest.value_headers,
                headers: manifest.headers,
                labels: std::mem::take(&mut indicators.labels[at]),
            };
            (form, lacks)
        });
        forms.push(form);
    }
    for at in 0..forms.len() {
        share(&mut forms, at);
    }
    (
        forms.into_iter().flatten().map(|(form, _)| form).collect(),
        columns,
    )
}

/// Gives the form at `at` what it has in common with the one that it is like.
fn share(forms: &mut [Option<(Form, Vec<IndicatorId>)>], at: usize) {
    let like = forms[at].as_ref().and_then(|(form, _)| form.like);
    let Some(like) = like.map(|id| usize::from(id.0)).filter(|&like| like != at) else {
        return;
    };
    let Ok([Some((form, lacks)), Some((other, _))]) = forms.get_disjoint_mut([at, like]) else {
        return;
    };
    let mut labels: Vec<_> = other.labels.iter().collect();
    labels.sort_unstable();
    for (label, ids) in labels {
        let shared = ids.iter().filter(|id| !lacks.contains(id)).copied();
        let own = form.labels.entry(label.clone()).or_default();
        own.extend(shared);
        own.sort_unstable();
        own.dedup();
    }
    form.labels.retain(|_, ids| !ids.is_empty());
    if form.axis.is_empty() {
        form.axis.clone_from(&other.axis);
        form.axis_labels.clone_from(&other.axis_labels);
    }
    for row in &other.rows {
        if form.rows.iter().all(|own| own.of != row.of) {
            form.rows.push(row.clone());
        }
    }
}

/// The ids of `axis` among all columns; one with the same key is the same column.
fn known(axis: Vec<Column>, columns: &mut Vec<Column>) -> Vec<ColumnId> {
    let id = |column: Column| {
        let at = columns.iter().position(|known| known.key == column.key);
        let at = at.unwrap_or_else(|| {
            columns.push(column);
            columns.len() - 1
        });
        ColumnId(u16::try_from(at).unwrap_or(u16::MAX))
    };
    axis.into_iter().map(id).collect()
}

fn pack_named(name: Text<'_>, packs: &[&str]) -> Option<PackId> {
    let at = packs.iter().position(|pack| *pack == name.value);
    if at.is_none() {
        name.report(Mistake::UnknownPack {
            pack: name.value.to_owned(),
        });
    }
    at.map(pack_id)
}
