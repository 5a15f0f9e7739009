//! A report template as data: indicators, how tables and prose name them, and
//! the words that open, close and qualify statements.
//!
//! It is what facts and rules both speak of. Packs fill it from TOML; several
//! packs share one template, and an indicator with the same key in two of them
//! is the same indicator.
//!
//! Deliberately absent: rules, and any word of Chinese.

mod by_char;
mod label;
mod pattern;
mod word_set;

use std::sync::Arc;

use crate::{language::Words, quantity::Unit};

pub(crate) use by_char::ByChar;
pub(crate) use label::{LabelHasher, is_han_numeral};
pub use label::{Labels, fold_char, fold_label};
pub use pattern::{Pattern, PatternError};
pub(crate) use word_set::{TailSet, WordSet};

/// An indicator's place in [`Template::indicators`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct IndicatorId(pub u16);

/// A pack's place in the set it was loaded with.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PackId(pub u16);

/// All that is known about how reports are written.
#[derive(Debug, Default)]
pub struct Template {
    /// Every indicator of every pack.
    pub indicators: Vec<Indicator>,
    /// The table forms, one a pack at most.
    pub forms: Vec<Form>,
    /// The columns that tables of several figures a row may have, of all forms.
    pub columns: Vec<Column>,
    /// How prose names indicators.
    pub phrases: Vec<Phrase>,
    /// The words that structure prose.
    pub lexicon: Lexicon,
    /// What row and column of a form name together, in order and once each.
    pub(crate) cells: Vec<FormCell>,
}

/// What is counted.
#[derive(Debug, Clone)]
pub struct Indicator {
    /// ASCII key, stable across forms: `application.received`.
    pub key: Arc<str>,
    /// Names in both languages.
    pub name: Words,
    /// The usual unit; none for a group row that carries no figure.
    pub unit: Option<Unit>,
    /// The indicator or group it stands under.
    pub parent: Option<IndicatorId>,
}

/// A column's place in [`Template::columns`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ColumnId(pub u16);

/// A part of whom or what every row counts: `自然人`.
#[derive(Debug, Clone)]
pub struct Column {
    /// ASCII key, stable across forms.
    pub key: Arc<str>,
    /// Names in both languages.
    pub name: Words,
    /// Whether it is the sum of the others, and so speaks for the whole report.
    pub is_total: bool,
}

/// How one pack's table names the indicators.
#[derive(Debug, Default)]
pub struct Form {
    /// The pack it belongs to.
    pub pack: PackId,
    /// The pack whose rows it has as well, and whose rules hold in it.
    pub like: Option<PackId>,
    /// The report years it is for, first and last.
    pub years: (u16, u16),
    /// The columns that every row has unless `rows` says otherwise; empty where a row has one figure.
    pub axis: Vec<ColumnId>,
    /// How the header names the columns of `axis`, folded.
    pub axis_labels: Vec<Vec<String>>,
    /// Rows whose columns name an indicator each.
    pub rows: Vec<FormRow>,
    /// Words of which the caption has at least one, folded.
    pub captions: Vec<String>,
    /// Column headers that hold the value, folded: `统计数`.
    pub value_headers: Vec<String>,
    /// The other column headers, folded: `统计指标`, `单位`.
    pub headers: Vec<String>,
    /// Folded label to the indicators it may name, which differ by parent.
    pub labels: Labels,
}

/// A cell whose row and column together name what it counts.
#[derive(Debug, Clone, Copy)]
pub(crate) struct FormCell {
    /// What it counts.
    pub(crate) indicator: IndicatorId,
    /// The group whose labels its row bears, if it bears one's.
    pub(crate) of: Option<IndicatorId>,
}

/// A row of a table where row and column together name the indicator.
#[derive(Debug, Clone)]
pub struct FormRow {
    /// The group whose labels the row bears; none for a row that the header alone names.
    pub of: Option<IndicatorId>,
    /// What its figures count, from left to right.
    pub cells: Vec<IndicatorId>,
}

impl Form {
    /// Whether its rows have several figures, each with a meaning of its own.
    #[must_use]
    pub fn is_grid(&self) -> bool {
        !self.axis.is_empty() || !self.rows.is_empty()
    }
}

/// One way in which prose states an indicator's figure.
///
/// The words of `near` stand next to the figure, fillers such as `共` or `为`
/// aside; the regexes look at the rest of the clause and are run only when they do.
#[derive(Debug)]
pub struct Phrase {
    /// The indicator stated.
    pub indicator: IndicatorId,
    /// How the figure comes into it.
    pub kind: PhraseKind,
    /// The words beside the figure or cue, any one of them.
    pub near: Vec<String>,
    /// Must match in the clause, the words of `near` aside.
    pub with: Option<Arc<Pattern>>,
    /// Must not match in the clause.
    pub without: Option<Arc<Pattern>>,
    /// Must match in what the section says up to the figure, the last few hundred bytes of it.
    pub about: Option<Arc<Pattern>>,
    /// Units the figure may have; empty for any that counts the same kind of thing.
    pub units: Vec<Unit>,
    /// It may name another quantity as well: agreement counts, disagreement does not.
    pub is_weak: bool,
}

/// Where a phrase's words stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum PhraseKind {
    /// `near` ends right before the figure: `收到申请16件`.
    Before,
    /// `near` starts right after figure and unit: `16件申请`.
    After,
    /// `near` follows a word such as `未收到`: the figure is zero.
    None,
    /// `near` follows a word such as `均为`: the figure is that of the whole.
    All,
}

/// The words that structure prose.
#[derive(Debug, Default)]
pub struct Lexicon {
    /// `没有发生`, `未收到`: what follows did not happen.
    pub none: Vec<String>,
    /// `均为`, `全部`: what follows holds for the whole.
    pub all: Vec<String>,
    /// `共`, `为`, `达`: may stand between a label and its figure.
    pub fillers: Vec<String>,
    /// `分别为`, `分为`: opens a list that is complete.
    pub closed: Vec<String>,
    /// `其中`, `包括`: opens a list of parts that may be incomplete.
    pub members: Vec<String>,
    /// `等`: the list goes on.
    pub open: Vec<String>,
    /// `其他`: a part that takes what is left.
    pub rest: Vec<String>,
    /// `上年结转`: a figure that another total is split together with; it is of no other period.
    pub carried: Vec<String>,
    /// `含`: starts the label of a figure that is part of the one before it.
    pub inner: Vec<String>,
    /// `多种形式`: one item is counted in several parts.
    pub overlap: Vec<String>,
    /// `合计`, `总计`: a figure that is called nothing else is the total of what precedes it.
    pub sums: Vec<String>,
    /// `、`, `和`: joins two labels that share a figure.
    pub joins: Vec<String>,
    /// `主要`: opens a list of the notable parts only.
    pub partial: Vec<String>,
    /// `前三位`: what follows are the greatest parts only.
    pub leading: Vec<String>,
    /// `受理`, `审结`: what was done with things that another part counts as well.
    pub stages: Vec<String>,
    /// Words that start what some of the parts are besides: `涉及`, `重点`.
    pub traits: Vec<String>,
    /// `报送`: what was sent to others is no part of what was published.
    pub sent: Vec<String>,
    /// `应`: starts what was to be done, of which another part says what was done.
    pub due: Vec<String>,
    /// `已`: starts what was done of it.
    pub done: Vec<String>,
    /// `其余`: all that is left of a total, where nothing else names the figure.
    pub remaining: Vec<String>,
    /// `未`: starts the opposite of what follows it.
    pub opposites: Vec<String>,
    /// `尚未`, `在办`: what is still open is no part of what was settled.
    pub unsettled: Vec<String>,
    /// `四舍五入`: the report says that it has rounded, so that sums may be off by what rounding makes.
    pub rounded: Vec<String>,
    /// `收到`, `受理`: a total so called counts what came in.
    pub incoming: Vec<String>,
    /// `答复`, `办结`: a total so called counts what was settled, whatever else it is called.
    pub settled: Vec<String>,
    /// `信息中心`: holds a cue word and does nothing that it does.
    pub names: Vec<String>,
    /// `平均`, `目标`: the figure is no count of what was done.
    pub measures: Vec<String>,
    /// `两类`, `合计`: the share behind it is that of several parts.
    pub collective: Vec<String>,
    /// Words that may stand between `没有发生` and what did not happen.
    pub plain: Vec<String>,
    /// What bodies are called at the end of their names: `局`, `部门`.
    pub bodies: Vec<String>,
    /// What a title names an office of a government by: `办公室`.
    pub offices: Vec<String>,
    /// `各级行政机关`: everybody a report speaks for, behind or instead of a word for the whole.
    pub everyone: Vec<String>,
    /// `征地类的`, `网上`: before its name, a figure may be of some things only.
    pub narrowing: Vec<String>,
    /// What a subject does: `收到`, `公开`.
    pub verbs: Vec<String>,
    /// `分别`: what follows belongs to what precedes, in the same order.
    pub respective: Vec<String>,
    /// `等`, `通过`: may stand before such a word in a label.
    pub before_rest: Vec<String>,
    /// `此外`, `另有`: what follows is no part.
    pub beside: Vec<String>,
    /// `占`, `占比`: a share follows.
    pub share: Vec<String>,
    /// `总数`, `的比例`: may stand between such a word and the share without naming its base.
    pub share_base: Vec<String>,
    /// `增长`, `上升`: a growth rate follows.
    pub up: Vec<String>,
    /// `下降`, `减少`: a negative one follows.
    pub down: Vec<String>,
    /// `率`: what grew is a rate itself, no count.
    pub grown_rates: Vec<String>,
    /// `下降到`: what follows is the new figure, no difference.
    pub became: Vec<String>,
    /// `上年`, `去年`: another period.
    pub other_period: Vec<String>,
    /// `机构改革前`, `近三年来`: figures of that clause or the next may be of another time.
    pub passing: Vec<String>,
    /// Words that start a clause about the report's own period.
    pub own_period: Vec<String>,
    /// `比`, `较`: a year behind it is one that its clause compares with.
    pub compared: Vec<String>,
    /// `结转至`: the next year behind it is where things are carried over to.
    pub carried_on: Vec<String>,
    /// `结转`: the last year before it is where things were carried over from.
    pub left_over: Vec<String>,
    /// `市级`, `各县区`: a part of whom the report speaks for.
    pub part_scope: Vec<String>,
    /// Those of them that tell what others held: `参加上级`.
    pub away: Vec<String>,
    /// `全市`, `全区`: the whole of it.
    pub whole_scope: Vec<String>,
    /// `市政府`: in a report from below it, a body whose figures are not the report's.
    pub upper_scope: Vec<String>,
    /// Words of the levels of government, the highest first: `省`, `市`, `区`, `镇`.
    pub levels: Vec<Vec<String>>,
    /// What a report calls itself in its title: `年度报告`.
    pub titles: Vec<String>,
    /// `年度报告`: names the report itself in a title; fewer words than `titles`.
    pub reports: Vec<String>,
    /// Sets of parts that are known to split a whole.
    pub partitions: Vec<Partition>,
    /// What rows and columns of tables are called that no form knows.
    pub table: TableWords,
}

/// What rows and columns of tables are called that no form knows.
#[derive(Debug, Default)]
pub struct TableWords {
    /// `合计`: the sum of others.
    pub totals: Vec<String>,
    /// The same behind the name of a group: `市直部门小计`.
    pub total_ends: Vec<String>,
    /// `其中`: starts the label of a part of what stands before it.
    pub inner: Vec<String>,
    /// `本级`: the issuer's own figures, which a total over others may leave out.
    pub home: Vec<String>,
    /// `占比`, `排名`: such figures are not added up.
    pub apart: Vec<String>,
    /// `占比`: what each row is of the total.
    pub shares: Vec<String>,
    /// `不含`: near a table, its total counts something else than what it lists.
    pub notes: Vec<String>,
}

/// A set of parts that together make up a whole.
#[derive(Debug, Clone)]
pub struct Partition {
    /// ASCII key.
    pub key: String,
    /// Names in both languages.
    pub name: Words,
    /// Words by which a part is recognised, anywhere in its label.
    pub words: Vec<String>,
    /// Whether one item may be counted in several parts.
    pub may_overlap: bool,
    /// Units in which it is not even so: accounts are counted in `个`.
    pub apart: Vec<String>,
    /// Whether they tell what became of things, of which more or fewer may have come in.
    pub settles: bool,
    /// Whether there are so many that a few of them are often told alone.
    pub is_long: bool,
}

/// The cells of `forms`, as [`Template::cells`] lists them.
pub(crate) fn cells(forms: &[Form]) -> Vec<FormCell> {
    let cell = |row: &FormRow, &indicator: &IndicatorId| FormCell {
        indicator,
        of: row.of,
    };
    let rows = forms.iter().flat_map(|form| &form.rows);
    let mut cells: Vec<FormCell> = rows
        .flat_map(|row| row.cells.iter().map(move |id| cell(row, id)))
        .collect();
    cells.sort_by_key(|cell| cell.indicator);
    cells.dedup_by_key(|cell| cell.indicator);
    cells
}

impl Template {
    /// The indicator behind `id`.
    #[must_use]
    pub fn indicator(&self, id: IndicatorId) -> &Indicator {
        &self.indicators[usize::from(id.0)]
    }

    /// The cell that counts an indicator, where a row and a column name it together.
    pub(crate) fn cell(&self, id: IndicatorId) -> Option<&FormCell> {
        let at = self.cells.binary_search_by_key(&id, |cell| cell.indicator);
        at.ok().map(|at| &self.cells[at])
    }

    /// Whether an indicator stands at the top of a section of the form: a figure of the whole
    /// report, not one of its channels or kinds.
    #[must_use]
    pub fn is_top(&self, id: IndicatorId) -> bool {
        let Some(parent) = self.indicator(id).parent else {
            return true;
        };
        let parent = self.indicator(parent);
        parent.unit.is_none() && parent.parent.is_none()
    }

    /// The column behind `id`.
    #[must_use]
    pub fn column(&self, id: ColumnId) -> &Column {
        &self.columns[usize::from(id.0)]
    }

    /// The indicator with `key`.
    #[must_use]
    pub fn by_key(&self, key: &str) -> Option<IndicatorId> {
        let at = self.indicators.iter().position(|i| *i.key == *key)?;
        u16::try_from(at).ok().map(IndicatorId)
    }
}
