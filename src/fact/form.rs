//! A table's rows as indicators: labels matched under their parents.
//!
//! Ordinals are never keys, since local forms insert rows and shift the
//! numbering; they only tell how deep a row stands.

use std::{collections::HashMap, hash::BuildHasherDefault, rc::Rc};

use crate::{
    fact::{FactId, label::Words},
    quantity::glance,
    span::Span,
    template::{ColumnId, Form, IndicatorId, LabelHasher, PackId, Template, is_han_numeral},
};

/// A table whose form was recognised.
#[derive(Debug)]
pub struct FormTable {
    /// The pack that describes it.
    pub pack: PackId,
    /// The pack whose form it is like, and whose rules hold in it as well.
    pub like: Option<PackId>,
    /// The first and the last report year of its form.
    pub years: (u16, u16),
    /// The line that names it.
    pub caption: Option<Span>,
    /// How many of its labels the pack knows.
    pub n_known: usize,
    /// Its value columns; the total's and one without a meaning of its own is `None`.
    pub columns: Vec<Option<ColumnId>>,
    /// Its rows in order; a table with several value columns lists each column's rows in turn.
    pub rows: Vec<Row>,
    /// The rows that the pack knows, since rules ask for them again and again.
    pub(super) known: KnownRows,
}

impl FormTable {
    /// Whether the rules of `pack` hold in it.
    #[must_use]
    pub fn is_governed_by(&self, pack: PackId) -> bool {
        self.pack == pack || self.like == Some(pack)
    }

    /// The rows of one value column.
    #[must_use]
    pub fn column(&self, column: u16) -> &[Row] {
        let n_rows = self.rows.len() / self.columns.len().max(1);
        let start = usize::from(column) * n_rows;
        self.rows.get(start..start + n_rows).unwrap_or_default()
    }

    /// The first row of `indicator` in one value column, with its index.
    #[must_use]
    pub fn row(&self, column: u16, indicator: IndicatorId) -> Option<(usize, &Row)> {
        let at = self.known.get(column, indicator)?;
        Some((at, self.rows.get(at)?))
    }
}

/// The first row of each indicator in each value column, as an index into the rows.
///
/// The indicators of one form stand side by side in the template, so that a place for each takes little.
#[derive(Debug, Default)]
pub(super) struct KnownRows {
    /// The first indicator that has a row.
    first: u16,
    /// How many places a column takes.
    width: usize,
    rows: Vec<Option<u32>>,
}

impl KnownRows {
    /// Those of `rows`, which are listed column by column.
    pub(super) fn of(rows: &[Row]) -> Self {
        let ids = || rows.iter().filter_map(|row| row.indicator);
        let (Some(IndicatorId(first)), Some(IndicatorId(last))) = (ids().min(), ids().max()) else {
            return Self::default();
        };
        let width = usize::from(last - first) + 1;
        let n_columns = rows.last().map_or(0, |row| usize::from(row.column) + 1);
        let mut known = Self {
            first,
            width,
            rows: vec![None; width * n_columns],
        };
        for (at, row) in (0_u32..).zip(rows) {
            let place = row.indicator.and_then(|id| known.place(row.column, id));
            if let Some(known) = place.and_then(|place| known.rows.get_mut(place)) {
                known.get_or_insert(at);
            }
        }
        known
    }

    fn get(&self, column: u16, indicator: IndicatorId) -> Option<usize> {
        let row = self.rows.get(self.place(column, indicator)?)?;
        row.map(|row| row as usize)
    }

    fn place(&self, column: u16, indicator: IndicatorId) -> Option<usize> {
        let at = usize::from(indicator.0.checked_sub(self.first)?);
        (at < self.width).then_some(usize::from(column) * self.width + at)
    }
}

/// One row of a form, for one value column.
#[derive(Debug, Clone, Copy)]
pub struct Row {
    /// What it counts, where the pack knows the label.
    pub indicator: Option<IndicatorId>,
    /// The row it stands under, as an index into the rows.
    pub parent: Option<usize>,
    /// Its figure or blank cell; group rows may have none.
    pub fact: Option<FactId>,
    /// Its label.
    pub label: Span,
    /// Which of the table's value columns it was read for.
    pub column: u16,
}

/// A row's label before it is known what it counts.
#[derive(Debug)]
pub(super) struct Label {
    /// Where it stands.
    pub(super) span: Span,
    /// What it says.
    pub(super) words: Rc<Words>,
}

/// The list mark a row's label starts with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Mark {
    /// None: a sibling of what precedes it.
    None,
    /// `其中`: the first child of the row above.
    Among,
    /// `一、` 1, `（一）` 2, `1.` 3, `（1）` 4, `①` 5.
    Level(u8),
}

/// The labels of all forms with one figure a row, so that one of a table is looked up once.
#[derive(Debug)]
pub(super) struct Names<'t> {
    all: HashMap<&'t str, Vec<InForm<'t>>, BuildHasherDefault<LabelHasher>>,
    n_forms: usize,
}

/// A form, by its place in the template, with the indicators that a label may name in it.
type InForm<'t> = (usize, &'t [IndicatorId]);

/// What the forms know of a label: as it stands, and without its notes in brackets.
#[derive(Debug, Clone, Copy)]
pub(super) struct Known<'n> {
    whole: &'n [InForm<'n>],
    bare: &'n [InForm<'n>],
}

impl<'t> Names<'t> {
    pub(super) fn new(template: &'t Template) -> Self {
        let mut names = Self {
            all: HashMap::default(),
            n_forms: 0,
        };
        for (at, form) in template.forms.iter().enumerate() {
            if form.is_grid() {
                continue;
            }
            names.n_forms += 1;
            form.labels.iter().for_each(|(label, ids)| {
                names.all.entry(label).or_default().push((at, ids));
            });
        }
        names
    }

    /// What the forms know of a label.
    pub(super) fn of(&self, words: &Words) -> Known<'_> {
        let get = |folded: &str| self.all.get(folded).map_or(&[][..], Vec::as_slice);
        let whole = get(&words.folded);
        let bare = match &words.bare {
            Some(bare) if whole.len() < self.n_forms => get(bare),
            _ => &[],
        };
        Known { whole, bare }
    }
}

impl<'n> Known<'n> {
    /// The forms that know the label, each once.
    pub(super) fn forms(self) -> impl Iterator<Item = usize> {
        let place = |&(at, _): &InForm<'n>| at;
        let is_new = move |&at: &usize| !self.whole.iter().any(|&(other, _)| other == at);
        let bare = self.bare.iter().map(place).filter(is_new);
        self.whole.iter().map(place).chain(bare)
    }

    /// The indicators that the label may name in a form.
    pub(super) fn within(self, form: usize) -> Option<&'n [IndicatorId]> {
        let mut found = self.whole.iter().chain(self.bare);
        found.find(|&&(at, _)| at == form).map(|&(_, ids)| ids)
    }
}

/// What each label counts and under which row it stands, in the form at that place of `template`.
pub(super) fn resolve(
    template: &Template,
    at: usize,
    labels: &[Label],
    known: &[Known<'_>],
) -> Vec<(Option<IndicatorId>, Option<usize>)> {
    let mut resolver = Resolver {
        template,
        rows: Vec::with_capacity(labels.len()),
        open: Vec::new(),
        row_of: vec![None; template.indicators.len()],
    };
    for (label, known) in labels.iter().zip(known) {
        resolver.row(label, known.within(at).unwrap_or_default());
    }
    let mut rows = resolver.rows;
    guess_misspelt(&template.forms[at], template, labels, &mut rows);
    rows
}

struct Resolver<'a> {
    template: &'a Template,
    rows: Vec<(Option<IndicatorId>, Option<usize>)>,
    /// Rows that may still get children, with the depth of each.
    open: Vec<(usize, u8)>,
    /// The row of each indicator that has one.
    row_of: Vec<Option<u32>>,
}

impl Resolver<'_> {
    fn row(&mut self, label: &Label, known: &[IndicatorId]) {
        let at = self.rows.len();
        let indicator = self.choose(known);
        let by_mark = self.parent_by_mark(label.words.mark);
        let parent = match indicator.and_then(|id| self.template.indicator(id).parent) {
            Some(parent) => self.row_of(parent).or(by_mark),
            None => by_mark,
        };
        let depth = match label.words.mark {
            Mark::Level(level) => level * 2,
            Mark::Among => parent.map_or(1, |row| self.depth_of(row) + 1),
            Mark::None => match self.open.last() {
                Some(&(row, depth)) if Some(row) != parent => depth,
                _ => parent.map_or(1, |row| self.depth_of(row) + 1),
            },
        };
        while self
            .open
            .last()
            .is_some_and(|&(row, d)| d >= depth && Some(row) != parent)
        {
            self.open.pop();
        }
        self.open.push((at, depth));
        if let Some(id) = indicator {
            self.row_of[usize::from(id.0)] = u32::try_from(at).ok();
        }
        self.rows.push((indicator, parent));
    }

    /// The candidate whose parent is nearest above; the only one if none is.
    fn choose(&self, found: &[IndicatorId]) -> Option<IndicatorId> {
        if let &[only] = found {
            return self.row_of(only).is_none().then_some(only);
        }
        let fresh = || {
            let found = found.iter().copied();
            found.filter(|&id| self.row_of(id).is_none())
        };
        let near = fresh()
            .filter_map(|id| {
                let parent = self.template.indicator(id).parent?;
                Some((self.row_of(parent)?, id))
            })
            .max_by_key(|&(row, _)| row)
            .map(|(_, id)| id);
        near.or_else(|| {
            let mut rest = fresh();
            let only = rest.next()?;
            let is_orphan = self.template.indicator(only).parent.is_none();
            (rest.next().is_none() && is_orphan).then_some(only)
        })
    }

    fn row_of(&self, indicator: IndicatorId) -> Option<usize> {
        self.row_of[usize::from(indicator.0)].map(|row| row as usize)
    }

    fn depth_of(&self, row: usize) -> u8 {
        self.open
            .iter()
            .find(|&&(at, _)| at == row)
            .map_or(0, |&(_, depth)| depth)
    }

    fn parent_by_mark(&self, mark: Mark) -> Option<usize> {
        match mark {
            Mark::Among => self.rows.len().checked_sub(1),
            Mark::None => self.open.last().and_then(|&(row, _)| self.rows[row].1),
            Mark::Level(level) => {
                let outer = |&&(_, depth): &&(usize, u8)| depth < level * 2;
                self.open.iter().rev().find(outer).map(|&(row, _)| row)
            }
        }
    }
}

/// A folded label without what stands in brackets.
pub(super) fn without_notes(folded: &str) -> String {
    let mut plain = String::with_capacity(folded.len());
    let (mut depth, mut past) = (0_u32, 0);
    for at in memchr::memchr2_iter(b'(', b')', folded.as_bytes()) {
        let (words, sign) = (past..at, folded.as_bytes()[at]);
        if depth == 0 {
            plain.push_str(folded.get(words).unwrap_or_default());
        }
        depth = match sign {
            b'(' => depth + 1,
            _ => depth.saturating_sub(1),
        };
        past = at + 1;
    }
    if depth == 0 {
        plain.push_str(folded.get(past..).unwrap_or_default());
    }
    plain
}

/// Rows with a clerical slip in the label: one character off the only label of
/// their parent that no other row bears.
fn guess_misspelt(
    form: &Form,
    template: &Template,
    labels: &[Label],
    rows: &mut [(Option<IndicatorId>, Option<usize>)],
) {
    const SHORTEST: usize = 6;
    for at in 0..rows.len() {
        let (None, Some(parent)) = rows[at] else {
            continue;
        };
        let Some(parent) = rows[parent].0 else {
            continue;
        };
        let words = &labels[at].words;
        let name = words.bare.as_ref().unwrap_or(&words.folded);
        if name.chars().count() < SHORTEST {
            continue;
        }
        let is_child = |id| template.indicator(id).parent == Some(parent);
        let is_taken = |id| rows.iter().any(|&(taken, _)| taken == Some(id));
        let mut near: Vec<IndicatorId> = form
            .labels
            .iter()
            .filter(|(_, ids)| ids.iter().any(|&id| is_child(id)))
            .filter(|(label, _)| differs_by_one(label, name))
            .flat_map(|(_, ids)| ids)
            .copied()
            .filter(|&id| is_child(id) && !is_taken(id))
            .collect();
        near.sort_unstable();
        near.dedup();
        if let [id] = near[..] {
            rows[at].0 = Some(id);
        }
    }
}

/// Whether one character was replaced, dropped or added.
pub(super) fn differs_by_one(a: &str, b: &str) -> bool {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let (short, long) = if a.len() <= b.len() {
        (&a, &b)
    } else {
        (&b, &a)
    };
    if long.len() - short.len() > 1 {
        return false;
    }
    let head = short
        .iter()
        .zip(long.iter())
        .take_while(|(x, y)| x == y)
        .count();
    let rest_long = &long[head..];
    let rest_short = &short[head..];
    match (rest_short, rest_long) {
        ([], [_]) => true,
        ([_, s @ ..], [_, l @ ..]) if short.len() == long.len() => s == l,
        (s, [_, l @ ..]) => s == l,
        _ => false,
    }
}

pub(super) fn mark(printed: &str) -> Mark {
    let label = printed.trim_start();
    let mut chars = label.chars();
    let Some(first) = chars.next() else {
        return Mark::None;
    };
    if label.starts_with("其中") {
        return Mark::Among;
    }
    match first {
        '①'..='⑳' => Mark::Level(5),
        '⑴'..='⒇' => Mark::Level(4),
        '㈠'..='㈩' => Mark::Level(2),
        '(' | '（' => match chars.next() {
            Some(c) if is_han_numeral(c) => Mark::Level(2),
            Some(c) if c.is_ascii_digit() => Mark::Level(4),
            _ => Mark::None,
        },
        c if is_han_numeral(c) => {
            let after = label.trim_start_matches(is_han_numeral);
            if after.starts_with(['、', '.', '．', ',', '，', ' ']) {
                Mark::Level(1)
            } else {
                Mark::None
            }
        }
        c if glance::is_digit(c) => {
            let after = label.trim_start_matches(glance::is_digit);
            if after.starts_with(['、', '.', '．', ',', '，']) {
                Mark::Level(3)
            } else {
                Mark::None
            }
        }
        _ => Mark::None,
    }
}

#[cfg(test)]
mod tests {
    use super::{Mark, differs_by_one, mark, without_notes};

    #[test]
    fn a_mark_tells_the_depth() {
        assert_eq!(mark("　一、主动公开情况"), Mark::Level(1));
        assert_eq!(mark("（二）申请办结数"), Mark::Level(2));
        assert_eq!(mark("３．网络申请数"), Mark::Level(3));
        assert_eq!(mark("（1） 主动公开"), Mark::Level(4));
        assert_eq!(mark("其中：涉及国家秘密"), Mark::Among);
        assert_eq!(mark("三公经费"), Mark::None);
    }

    #[test]
    fn notes_in_brackets_go() {
        assert_eq!(without_notes("公开数(计1条)(同上)"), "公开数");
        assert_eq!(without_notes("区(市)政府"), "区政府");
    }

    #[test]
    fn one_slip_is_one_character() {
        assert!(differs_by_one(
            "属于三类内部事务信息",
            "属于三类内容事务信息"
        ));
        assert!(differs_by_one("其他情形数", "其他情形"));
        assert!(!differs_by_one("专职人员", "兼任人员"));
    }
}
