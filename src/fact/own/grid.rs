//! Rows and columns of a table of no form: where its header ends, which columns have figures, and what each
//! line is called.

use std::{collections::BTreeSet, ops::Range, rc::Rc};

use super::{FactId, OwnCell, OwnShares, Words};
use crate::{
    document::Table,
    fact::{Fact, Value, form::Mark, label, table, token::CueTable},
    quantity::{Exactness, Family, Quantity, Unit, glance},
    span::Span,
};

/// The years that a figure may be, when it heads a column or names a row.
const YEARS: Range<i64> = 1990..2100;

/// The fewest figures that are the numbers of the columns if they count from one.
const NUMBERED: usize = 3;

/// What a line is among those beside it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// One of those that are added up.
    Part,
    /// A sum of others.
    Total,
    /// A part of the line before it.
    Inner,
    /// It has no figures, or such as are not added up.
    Apart,
}

/// A row or a column.
#[derive(Debug, Clone)]
pub(super) struct Line {
    pub(super) at: usize,
    pub(super) kind: Kind,
    /// Whether it is the issuer's own.
    pub(super) is_home: bool,
    /// Whether what it counts may be counted in its neighbours, too.
    pub(super) may_overlap: bool,
    /// How deep its list mark puts it, if it has one.
    pub(super) level: Option<u8>,
    /// What its figures are counted in, where a column tells.
    pub(super) unit: Option<Unit>,
    /// Whether its label names it a total and nothing else.
    pub(super) is_bare: bool,
    /// The merged cell that it stands under or behind.
    pub(super) group: Option<Span>,
    label: Span,
}

/// A table with its lines.
#[derive(Debug)]
pub(super) struct Grid {
    n_columns: usize,
    cells: Vec<OwnCell>,
    pub(super) rows: Vec<Line>,
    pub(super) columns: Vec<Line>,
    /// Whether it is known what heads its columns.
    pub(super) has_header: bool,
    /// Whether its header may hold a row that has words in place of figures.
    pub(super) may_have_lost: bool,
    /// Whether some column may be one whose figures are not added up, which one not being known.
    pub(super) may_be_apart: bool,
    /// The columns of shares, each with the one that they are shares of.
    shares: Vec<(usize, usize)>,
}

/// A cell with what it says.
struct Seen {
    span: Span,
    is_merged: bool,
    cell: OwnCell,
    words: Option<Rc<label::Words>>,
    /// Whether the words are a figure all the same: `约300`.
    is_loose: bool,
}

impl Seen {
    fn is_figure(&self) -> bool {
        matches!(self.cell, OwnCell::Figure(_))
    }

    /// Whether it has a place among figures, be it with words.
    fn is_value(&self) -> bool {
        self.is_figure() || self.cell == OwnCell::Words && !self.is_merged
    }
}

/// What is known before the lines are.
struct Draft<'a> {
    text: &'a str,
    words: &'a Words,
    facts: &'a [Fact],
    first: usize,
    n_rows: usize,
    n_columns: usize,
    seen: Vec<Seen>,
    /// Which of them covers each place.
    places: Vec<Option<usize>>,
}

impl Grid {
    /// The lines of `table`, whose figures are `facts`, the first of them number `first`; nothing if figures
    /// have labels between them.
    pub(super) fn new(
        text: &str,
        table: &Table,
        (words, cues): (&Words, &CueTable),
        facts: &[Fact],
        first: usize,
    ) -> Option<Self> {
        let draft = Draft::new(text, table, (words, cues), facts, first);
        let body = draft.body()?;
        let values = draft.values(body.clone())?;
        let columns: Vec<Line> = (0..draft.n_columns)
            .map(|column| draft.column(column, &body, &values))
            .collect();
        let rows = (0..draft.n_rows).map(|row| draft.row(row, &body, &values));
        let rows = rows.collect();
        let header = 0..body.start;
        let is_whole =
            |row: usize| (0..draft.n_columns).all(|column| draft.at(row, column).is_some());
        let has_header = !header.is_empty() && header.clone().all(is_whole);
        let mut headers = header
            .clone()
            .flat_map(|row| draft.row_cells(row, 0..draft.n_columns));
        let may_be_apart = header.is_empty()
            || !has_header && headers.any(|seen| words.is_apart(seen.span.of(text)));
        let heads = header.clone().filter_map(|row| {
            let seen = draft.at(row, 0).filter(|seen| !seen.span.is_empty())?;
            let last = draft.at(row, draft.n_columns - 1);
            // A title goes over all columns.
            last.is_none_or(|last| last.span != seen.span)
                .then_some(seen.span)
        });
        let heads: BTreeSet<Span> = heads.collect();
        let may_have_lost = heads.len() > 1;
        let shares = values.clone().filter_map(|column| {
            let is_share = header.clone().any(|row| {
                let words = draft.at(row, column).and_then(|seen| seen.words.as_ref());
                words.is_some_and(|words| draft.words.is_share(words))
            });
            let mut before = (values.start..column).rev();
            let counted = before.find(|&at| columns[at].kind != Kind::Apart)?;
            (is_share && has_header).then_some((column, counted))
        });
        let shares = shares.collect();
        let places = (0..draft.n_rows * draft.n_columns).map(|at| draft.cell(at));
        Some(Self {
            n_columns: draft.n_columns,
            cells: places.collect(),
            rows,
            columns,
            has_header,
            may_have_lost,
            may_be_apart,
            shares,
        })
    }

    /// Every figure with the label of its row.
    pub(super) fn labels(&self) -> impl Iterator<Item = (FactId, Span)> {
        let label = |at: usize| self.rows[at / self.n_columns].label;
        let cells = self.cells.iter().enumerate();
        cells.filter_map(move |(at, &cell)| match cell {
            OwnCell::Figure(fact) if !label(at).is_empty() => Some((fact, label(at))),
            _ => None,
        })
    }

    /// Every figure with what heads its column, in the order of the figures.
    pub(super) fn headers(&self) -> Vec<(FactId, Span)> {
        let label = |at: usize| self.columns[at % self.n_columns].label;
        let cells = self.cells.iter().enumerate();
        let headed = cells.filter_map(|(at, &cell)| match cell {
            OwnCell::Figure(fact) if self.has_header => Some((fact, label(at))),
            _ => None,
        });
        let mut headed: Vec<_> = headed.filter(|(_, label)| !label.is_empty()).collect();
        headed.sort_unstable();
        headed
    }

    pub(super) fn into_cells(self) -> Vec<OwnCell> {
        self.cells
    }

    pub(super) fn cell(&self, row: usize, column: usize) -> OwnCell {
        let cell = self.cells.get(row * self.n_columns + column);
        cell.copied().unwrap_or(OwnCell::Words)
    }

    /// The columns of shares of the one total row; figures without a sign become percentages.
    pub(super) fn shares(&self, facts: &mut [Fact]) -> Vec<OwnShares> {
        let mut totals = self.rows.iter().filter(|row| row.kind == Kind::Total);
        let (Some(total), None) = (totals.next(), totals.next()) else {
            return Vec::new();
        };
        let mut found = Vec::new();
        for &(column, counted) in &self.shares {
            let OwnCell::Figure(base) = self.cell(total.at, counted) else {
                continue;
            };
            let rows = self.rows.iter().filter(|row| row.kind != Kind::Total);
            let pairs = rows.filter_map(|row| {
                let cells = (self.cell(row.at, column), self.cell(row.at, counted));
                match cells {
                    (OwnCell::Figure(share), OwnCell::Figure(part)) => Some((share, part)),
                    _ => None,
                }
            });
            let shares: Vec<(FactId, FactId)> = pairs.collect();
            let is_share = |&(share, _): &(FactId, FactId)| as_share(&mut facts[share.index()]);
            if !shares.is_empty() && shares.iter().all(is_share) {
                found.push(OwnShares { base, shares });
            }
        }
        found
    }
}

/// Has a figure that was printed without a sign be a percentage; false if it can be none.
fn as_share(fact: &mut Fact) -> bool {
    let Value::Stated(quantity) = &mut fact.value else {
        return false;
    };
    if quantity.unit == Unit::NONE
        && matches!(quantity.exactness, Exactness::Exact | Exactness::Rounded)
        && let Ok(percent) = format!("{}%", quantity.value).parse::<Quantity>()
    {
        *quantity = percent;
    }
    quantity.unit.family() == Family::Percent
}

/// Whether words are a figure that is not exact.
fn is_loose(words: &str) -> bool {
    let quantity = || words.parse::<Quantity>();
    words.contains(glance::is_digit)
        && quantity().is_ok_and(|quantity| quantity.exactness != Exactness::Exact)
}

impl<'a> Draft<'a> {
    fn new(
        text: &'a str,
        table: &Table,
        (words, cues): (&'a Words, &CueTable),
        facts: &'a [Fact],
        first: usize,
    ) -> Self {
        let n_columns = table.n_columns as usize;
        let n_rows = table.cells.last().map_or(0, |cell| cell.row as usize + 1);
        let mut draft = Self {
            text,
            words,
            facts,
            first,
            n_rows,
            n_columns,
            seen: Vec::with_capacity(table.cells.len()),
            places: vec![None; n_rows * n_columns],
        };
        for cell in &table.cells {
            let rows = cell.row as usize..(cell.row + cell.row_span) as usize;
            let columns = cell.column as usize..(cell.column + cell.column_span) as usize;
            for row in rows.start..rows.end.min(n_rows) {
                for column in columns.start..columns.end.min(n_columns) {
                    draft.places[row * n_columns + column] = Some(draft.seen.len());
                }
            }
            let is_merged = cell.row_span > 1 || cell.column_span > 1;
            let seen = draft.see(cell.span, is_merged, cues);
            draft.seen.push(seen);
        }
        draft
    }

    fn see(&self, span: Span, is_merged: bool, cues: &CueTable) -> Seen {
        let at = self
            .facts
            .partition_point(|fact| fact.span.start < span.start);
        let fact = self.facts.get(at).filter(|fact| fact.span == span);
        let cell = if span.is_empty() {
            OwnCell::Blank
        } else if fact.is_some_and(|fact| matches!(fact.value, Value::Stated(_))) {
            let id = u32::try_from(self.first + at).expect("figures are capped far below 2^32");
            OwnCell::Figure(FactId(id))
        } else {
            match table::value(self.text, span, None) {
                Some(Value::Blank) => OwnCell::Blank,
                Some(Value::NotApplicable) => OwnCell::Stroke,
                Some(Value::Stated(_)) | None => OwnCell::Words,
            }
        };
        let is_words = cell == OwnCell::Words;
        Seen {
            span,
            is_merged,
            cell,
            words: is_words.then(|| label::read(span.of(self.text), cues)),
            is_loose: is_words && is_loose(span.of(self.text)),
        }
    }

    fn at(&self, row: usize, column: usize) -> Option<&Seen> {
        let at = *self.places.get(row * self.n_columns + column)?;
        at.map(|at| &self.seen[at])
    }

    /// What a place holds as far as sums go: what is merged over several places is in none of them.
    fn cell(&self, place: usize) -> OwnCell {
        let seen = self.places[place].map(|at| &self.seen[at]);
        match seen {
            Some(seen) if seen.is_merged && seen.cell != OwnCell::Blank => OwnCell::Words,
            Some(seen) => seen.cell,
            None => OwnCell::Words,
        }
    }

    fn quantity(&self, seen: &Seen) -> Option<&'a Quantity> {
        let OwnCell::Figure(fact) = seen.cell else {
            return None;
        };
        match &self.facts[fact.index() - self.first].value {
            Value::Stated(quantity) => Some(quantity),
            Value::Blank | Value::NotApplicable => None,
        }
    }

    fn whole(&self, seen: &Seen) -> Option<i64> {
        let quantity = self.quantity(seen)?;
        let value = quantity.value;
        let is_whole = quantity.exactness == Exactness::Exact && value == value.trunc();
        is_whole.then(|| i64::try_from(value).ok())?
    }

    /// The cells of a line of places.
    fn line(
        &self,
        places: impl Iterator<Item = (usize, usize)> + Clone,
    ) -> impl Iterator<Item = &Seen> + Clone {
        places.filter_map(|(row, column)| self.at(row, column))
    }

    fn row_cells(&self, row: usize, columns: Range<usize>) -> impl Iterator<Item = &Seen> + Clone {
        self.line(columns.map(move |column| (row, column)))
    }

    fn column_cells(
        &self,
        column: usize,
        rows: Range<usize>,
    ) -> impl Iterator<Item = &Seen> + Clone {
        self.line(rows.map(move |row| (row, column)))
    }

    /// The rows below the header.
    fn body(&self) -> Option<Range<usize>> {
        let is_header = |&row: &usize| {
            let cells = self.row_cells(row, 0..self.n_columns);
            let figures: Vec<&Seen> = cells.filter(|seen| seen.is_figure()).collect();
            let counted = figures.iter().filter_map(|seen| self.whole(seen));
            let is_numbered =
                figures.len() >= NUMBERED && counted.eq(1..=figures.len().try_into().unwrap_or(0));
            let is_loose = self
                .row_cells(row, 0..self.n_columns)
                .any(|seen| seen.is_loose);
            (figures.is_empty() && !is_loose) || is_numbered || self.are_years_in_turn(&figures)
        };
        let start = (0..self.n_rows).take_while(is_header).count();
        (start < self.n_rows).then_some(start..self.n_rows)
    }

    /// The columns from the first to the last that have figures to be added up; nothing if labels stand among them.
    fn values(&self, body: Range<usize>) -> Option<Range<usize>> {
        let has_figures = |&column: &usize| {
            let mut cells = self.column_cells(column, body.clone());
            cells.any(Seen::is_figure) && !(column == 0 && self.is_index(body.clone()))
        };
        let mut with_figures = (0..self.n_columns).filter(has_figures);
        let first = with_figures.next()?;
        let last = with_figures.next_back().unwrap_or(first);
        let is_label = |column: usize| {
            let cells = || self.column_cells(column, body.clone());
            let n_words = cells().filter(|seen| seen.cell == OwnCell::Words).count();
            let n_figures = cells().filter(|seen| seen.is_figure());
            n_words > n_figures.count()
        };
        (!(first..=last).any(is_label)).then_some(first..last + 1)
    }

    /// Whether the first column numbers its rows or names them by figures.
    fn is_index(&self, body: Range<usize>) -> bool {
        let cells = || self.column_cells(0, body.clone());
        let figures = || cells().filter(|seen| seen.is_figure());
        let counted = figures().filter_map(|seen| self.whole(seen));
        let is_counting = counted.eq(1..=i64::try_from(figures().count()).unwrap_or(0));
        is_counting || self.is_apart(0, body.start) || self.is_dated(cells())
    }

    fn header(&self, column: usize, n_header: usize) -> impl Iterator<Item = &Seen> + Clone {
        let cells = self.column_cells(column, 0..n_header);
        cells.filter(|seen| !seen.span.is_empty())
    }

    fn is_apart(&self, column: usize, n_header: usize) -> bool {
        let mut header = self.header(column, n_header);
        header.any(|seen| self.words.is_apart(seen.span.of(self.text)))
    }

    /// Whether figures are years, each the next to the one before it.
    fn are_years_in_turn(&self, figures: &[&Seen]) -> bool {
        let years: Vec<i64> = figures.iter().filter_map(|seen| self.whole(seen)).collect();
        let is_next = |pair: &[i64]| (pair[0] - pair[1]).abs() == 1;
        years.len() == figures.len()
            && years.len() > 1
            && years.iter().all(|year| YEARS.contains(year))
            && years.windows(2).all(is_next)
    }

    /// Whether the figures of a line, more than one, are years.
    fn is_dated<'s>(&'s self, cells: impl Iterator<Item = &'s Seen> + Clone) -> bool {
        let figures = cells.filter(|seen| seen.is_figure());
        let is_year = |seen: &Seen| self.whole(seen).is_some_and(|value| YEARS.contains(&value));
        figures.clone().count() > 1 && figures.clone().all(is_year)
    }

    /// Whether most figures of a line are percentages.
    fn is_rate(&self, cells: &[&Seen]) -> bool {
        let quantities = || cells.iter().filter_map(|seen| self.quantity(seen));
        let is_percent = |quantity: &&Quantity| quantity.unit.family() == Family::Percent;
        let n_percent = quantities().filter(is_percent).count();
        n_percent * 2 > quantities().count()
    }

    fn column(&self, column: usize, body: &Range<usize>, values: &Range<usize>) -> Line {
        let header: Vec<&Seen> = self.header(column, body.start).collect();
        let cells: Vec<&Seen> = self.column_cells(column, body.clone()).collect();
        let is_apart = !values.contains(&column)
            || self.is_apart(column, body.start)
            || self.is_dated(cells.iter().copied());
        // Below a merged header each column has a name of its own.
        let is_total = header.last().is_some_and(|label| self.is_total(label));
        self.named(column, &header, &cells, (is_apart, is_total))
    }

    fn row(&self, row: usize, body: &Range<usize>, values: &Range<usize>) -> Line {
        let labels = self.row_cells(row, 0..values.start);
        let mut labels: Vec<&Seen> = labels.filter(|seen| seen.words.is_some()).collect();
        let unit = |seen: &&Seen| Unit::parse(glance::trim(seen.span.of(self.text)));
        let unit = labels
            .get(1..)
            .and_then(|behind| behind.last())
            .and_then(unit);
        if unit.is_some() {
            labels.pop();
        }
        let cells: Vec<&Seen> = self.row_cells(row, values.clone()).collect();
        let words = || labels.iter().filter_map(|seen| seen.words.as_ref());
        let is_apart = !body.contains(&row) || words().any(|words| self.words.names_apart(words));
        let total = labels.iter().find(|seen| self.is_total(seen));
        let is_total = total.is_some();
        // Where a label has taken the place of cells that were lost, the figures behind a blank may be shifted.
        let is_shifted = total.is_some_and(|total| total.is_merged)
            && cells
                .first()
                .is_some_and(|first| first.cell == OwnCell::Blank);
        let is_apart = is_apart || is_shifted || self.is_header_again(row, body.start, values);
        Line {
            unit,
            ..self.named(row, &labels, &cells, (is_apart, is_total))
        }
    }

    /// Whether a row repeats the header, as it does where a page begins.
    fn is_header_again(&self, row: usize, n_header: usize, values: &Range<usize>) -> bool {
        let mut columns = values.clone();
        columns.all(|column| {
            let again = self.at(row, column).map(|seen| seen.span.of(self.text));
            let mut header = self.header(column, n_header);
            header.any(|seen| Some(seen.span.of(self.text)) == again)
        })
    }

    /// The line number `at` with the words that name it and its cells.
    fn named(
        &self,
        at: usize,
        names: &[&Seen],
        cells: &[&Seen],
        (is_apart, is_total): (bool, bool),
    ) -> Line {
        let any = |is_it: fn(&Words, &str) -> bool| {
            let mut printed = names.iter().map(|seen| seen.span.of(self.text));
            printed.any(|printed| is_it(self.words, printed))
        };
        // A row with words in place of its figures counts as well, nobody knows how much.
        let has_values = cells.iter().any(|seen| seen.is_value());
        let kind = if is_apart || !has_values || self.is_rate(cells) {
            Kind::Apart
        } else if any(Words::is_inner) {
            Kind::Inner
        } else if is_total {
            Kind::Total
        } else {
            Kind::Part
        };
        let (label, above) = match names {
            [above @ .., label] => (Some(label), above),
            [] => (None, names),
        };
        let words = label.and_then(|seen| seen.words.as_ref());
        Line {
            at,
            kind,
            is_home: any(Words::is_home),
            may_overlap: any(Words::may_overlap),
            level: words.and_then(|words| match words.mark {
                Mark::Level(level) => Some(level),
                Mark::None | Mark::Among => None,
            }),
            unit: None,
            is_bare: words.is_some_and(|words| self.words.is_bare_total(words)),
            group: above
                .iter()
                .rfind(|seen| seen.is_merged && label.is_some_and(|label| label.span != seen.span))
                .map(|seen| seen.span),
            label: label.map_or_else(Span::default, |seen| seen.span),
        }
    }

    fn is_total(&self, seen: &Seen) -> bool {
        let words = seen.words.as_ref();
        words.is_some_and(|words| self.words.is_total(words))
    }
}
