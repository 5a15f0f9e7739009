//! What the words of a grid's cells may mean, looked up by hash.

use std::{borrow::Cow, collections::HashMap, hash::BuildHasherDefault};

use crate::{
    fact::form::without_notes,
    template::{IndicatorId, LabelHasher, Template, fold_label, is_han_numeral},
};

/// One meaning of a label.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sense {
    /// A row with a figure for every column of the form's axis.
    Row {
        /// The form, by its place in the template.
        form: u16,
        /// What the row counts.
        indicator: IndicatorId,
        /// Whether it is a group of other rows of the form, with or without figures of its own.
        is_group: bool,
    },
    /// A row whose columns name an indicator each.
    Group {
        /// The form.
        form: u16,
        /// The row, by its place in the form.
        row: u16,
    },
    /// The header of such a column.
    Cell {
        /// The form.
        form: u16,
        /// What the column counts.
        indicator: IndicatorId,
    },
    /// The header of a column of the axis.
    Column {
        /// The form.
        form: u16,
        /// The column, by its place in the axis.
        at: u16,
    },
}

/// Folded labels of all forms with several figures a row.
#[derive(Debug, Default)]
pub(super) struct Senses {
    all: HashMap<String, Vec<Sense>, BuildHasherDefault<LabelHasher>>,
}

impl Senses {
    pub(super) fn new(template: &Template) -> Self {
        let mut senses = Self::default();
        for (at, form) in (0_u16..).zip(&template.forms) {
            if !form.is_grid() {
                continue;
            }
            let is_cell = |id| form.rows.iter().any(|row| row.cells.contains(&id));
            let ids = || form.labels.values().flatten().copied();
            let mut labels: Vec<_> = form.labels.iter().collect();
            labels.sort_unstable();
            for (label, ids_of) in labels {
                for &indicator in ids_of {
                    let row = form.rows.iter().position(|row| row.of == Some(indicator));
                    let is_group = ids().any(|id| template.indicator(id).parent == Some(indicator));
                    let sense = match row.and_then(|row| u16::try_from(row).ok()) {
                        Some(row) => Sense::Group { form: at, row },
                        None if is_cell(indicator) => Sense::Cell {
                            form: at,
                            indicator,
                        },
                        None => Sense::Row {
                            form: at,
                            indicator,
                            is_group,
                        },
                    };
                    senses.add(label, sense);
                }
            }
            for (column, labels) in (0_u16..).zip(&form.axis_labels) {
                for label in labels {
                    senses.add(
                        label,
                        Sense::Column {
                            form: at,
                            at: column,
                        },
                    );
                }
            }
        }
        senses
    }

    fn add(&mut self, label: &str, sense: Sense) {
        let senses = self.all.entry(label.to_owned()).or_default();
        if !senses.contains(&sense) {
            senses.push(sense);
        }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.all.is_empty()
    }

    /// Whether `printed` has a meaning as a whole.
    pub(super) fn is_known(&self, printed: &str) -> bool {
        self.all.contains_key(&*fold_label(printed))
    }

    /// What `printed` may mean: as it stands, without its notes in brackets, or by the last of
    /// several labels in one cell.
    pub(super) fn of(&self, printed: &str) -> &[Sense] {
        let folded = fold_label(printed);
        let found = self.all.get(&*folded).or_else(|| {
            let plain = folded.contains('(').then(|| without_notes(&folded))?;
            self.all.get(&plain)
        });
        let found = found.or_else(|| {
            let last = marks(&folded).filter_map(|at| self.whole(folded.get(at..)?));
            last.last()
        });
        found.map(Vec::as_slice).unwrap_or_default()
    }

    fn whole(&self, label: &str) -> Option<&Vec<Sense>> {
        let folded = fold_label(label);
        self.all.get(&*folded).or_else(|| {
            let plain = folded.contains('(').then(|| without_notes(&folded))?;
            self.all.get(&plain)
        })
    }

    /// Every label with its senses.
    pub(super) fn iter(&self) -> impl Iterator<Item = (&str, &[Sense])> {
        self.all
            .iter()
            .map(|(label, senses)| (label.as_str(), senses.as_slice()))
    }
}

/// The last of several labels in one cell, folded and without notes in brackets.
pub(super) fn last_label(printed: &str) -> String {
    let folded = fold_label(printed);
    let last = marks(&folded).last().and_then(|at| folded.get(at..));
    without_notes(&last.map_or(Cow::Borrowed(&*folded), fold_label))
}

/// Where list marks stand inside of a folded label.
fn marks(folded: &str) -> impl Iterator<Item = usize> {
    let begins = |at: usize, c: char| {
        let rest = folded.get(at + c.len_utf8()..).unwrap_or_default();
        let inner = rest.trim_start_matches(|c: char| is_han_numeral(c) || c.is_ascii_digit());
        let has_numeral = inner.len() < rest.len();
        match c {
            '(' => has_numeral && inner.starts_with(')'),
            c if c.is_ascii_digit() => inner.starts_with(['.', '、', ',']),
            _ => false,
        }
    };
    folded
        .char_indices()
        .skip(1)
        .filter(move |&(at, c)| begins(at, c))
        .map(|(at, _)| at)
}
