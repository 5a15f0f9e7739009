//! The shape of a pack's files, for editors: JSON Schemas are made of these types.
//!
//! Nothing reads into them, since packs are read by hand from the spanned tree. That the reader
//! and these types ask for the same keys and words is held by the tests below.

#![expect(dead_code, reason = "only their shape matters")]

use std::collections::BTreeMap;

use schemars::JsonSchema;

/// One check with its words and examples; the file's name is the rule's id.
#[derive(JsonSchema)]
#[schemars(title = "the rule")]
#[serde(deny_unknown_fields)]
struct Rule {
    /// Kebab-case id, the name of the file; it never changes its meaning.
    id: String,
    /// What holds when the rule is not violated.
    title: String,
    /// The most severe that its findings can be.
    severity: Severity,
    /// The version that brought it: `0.1.0`.
    since: String,
    /// Why it must hold.
    why: String,
    /// Where the relation is laid down.
    basis: Option<Vec<String>>,
    /// Takes the place of the generated message; `{label}`, `{total}`, `{sum}`, `{gap}`, `{part}` and `{value}` are filled in.
    message: Option<String>,
    /// Takes the place of the generated help, likewise.
    help: Option<String>,
    /// The same in English.
    en: RuleInEnglish,
    /// What is checked.
    check: Check,
    /// Texts on which the rule is tried: at least one violated, one that holds, and a near miss.
    example: Vec<Example>,
}

#[derive(JsonSchema)]
#[serde(rename_all = "lowercase")]
enum Severity {
    /// The figures cannot all be true.
    Error,
    /// Very likely wrong, yet one lawful reading exists.
    Warning,
    /// Form, a last digit, or several lawful readings.
    Note,
}

#[derive(JsonSchema)]
#[schemars(title = "[en]")]
#[serde(deny_unknown_fields)]
struct RuleInEnglish {
    title: String,
    why: String,
    message: Option<String>,
    help: Option<String>,
}

/// Exactly one kind of check.
#[derive(JsonSchema)]
#[schemars(title = "[check]")]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
#[schemars(extend("minProperties" = 1, "maxProperties" = 1))]
struct Check {
    /// A total is the sum of its parts, which are complete and disjoint.
    footing: Option<Footing>,
    /// Parts may overlap and none is missing: each part <= total <= sum of parts.
    cover: Option<Cover>,
    /// In every row of a table, the total is the sum of the other columns.
    cross_footing: Option<CrossFooting>,
    /// Opening + new = handled + closing.
    carry_forward: Option<CarryForward>,
    /// A part never exceeds its whole.
    subset: Option<Subset>,
    /// One indicator, stated in two places, has one value.
    tie_out: Option<TieOut>,
    /// A share, rate or growth follows from its operands.
    recalculation: Option<Recalculation>,
    /// Any other linear relation, written out.
    equation: Option<Equation>,
    /// Words that should not stand as they do.
    wording: Option<Wording>,
    /// Tables are those of the report's year.
    form_year: Option<FormYear>,
    /// What is announced is attached.
    attachment: Option<Attachment>,
    /// The period that the report states.
    period: Option<Period>,
    /// Years that the report states.
    year: Option<Year>,
    /// As many parts as the report says that it has.
    parts_count: Option<PartsCount>,
    /// Brackets that close.
    brackets: Option<Brackets>,
    /// Documents cited by their own numbers.
    citation: Option<Citation>,
    /// The date under the report.
    date_line: Option<DateLine>,
    /// Headings in their order.
    heading_order: Option<HeadingOrder>,
}

#[derive(JsonSchema)]
#[schemars(title = "[check.footing]")]
#[serde(deny_unknown_fields)]
struct Footing {
    /// Every list of the prose, or every total of tables that no form knows, in place of the other keys.
    over: Option<Summed>,
    /// The total's indicator: a key, a Chinese name, or a path `父/子`.
    total: Option<String>,
    /// The parts, or `children`: the rows right under the total.
    parts: Option<Parts>,
    /// Parts that only some forms have.
    optional: Option<Vec<String>>,
    /// What a blank cell means.
    blank: Option<Blank>,
}

#[derive(JsonSchema)]
#[serde(rename_all = "kebab-case")]
enum Summed {
    PartLists,
    ShareLists,
    TableTotals,
}

#[derive(JsonSchema)]
#[serde(untagged)]
enum Parts {
    Children(Children),
    Named(Vec<String>),
}

#[derive(JsonSchema)]
#[serde(rename_all = "lowercase")]
enum Children {
    Children,
}

#[derive(JsonSchema)]
#[serde(rename_all = "lowercase")]
enum Blank {
    /// A blank cell is a zero.
    Zero,
    /// A blank cell makes the rule unchecked.
    Unchecked,
}

#[derive(JsonSchema)]
#[schemars(title = "[check.cover]")]
#[serde(deny_unknown_fields)]
struct Cover {
    total: String,
    parts: Parts,
    optional: Option<Vec<String>>,
    blank: Blank,
}

#[derive(JsonSchema)]
#[schemars(title = "[check.cross-footing]")]
#[serde(deny_unknown_fields)]
struct CrossFooting {
    rows: Every,
    /// Rows that are left out.
    except: Option<Vec<String>>,
}

#[derive(JsonSchema)]
#[serde(rename_all = "lowercase")]
enum Every {
    Every,
}

#[derive(JsonSchema)]
#[schemars(title = "[check.carry-forward]")]
#[serde(deny_unknown_fields)]
struct CarryForward {
    opening: String,
    new: String,
    handled: String,
    closing: String,
}

#[derive(JsonSchema)]
#[schemars(title = "[check.subset]")]
#[serde(deny_unknown_fields)]
struct Subset {
    part: Option<String>,
    whole: Option<String>,
    /// Parts with their wholes, in place of `part` and `whole`.
    pairs: Option<Vec<[String; 2]>>,
}

#[derive(JsonSchema)]
#[schemars(title = "[check.tie-out]")]
#[serde(deny_unknown_fields)]
struct TieOut {
    /// These indicators.
    of: Option<Vec<String>>,
    /// Indicators that stand for one another.
    pairs: Option<Vec<[String; 2]>>,
    /// Every indicator, or the points of charts.
    over: Option<TiedOver>,
    /// One that the prose states, for the sum of `parts`.
    whole: Option<String>,
    parts: Option<Vec<String>>,
    /// With `over = "every"`: all but these.
    except: Option<Vec<String>>,
    /// Lawful readings.
    reading: Option<Vec<Reading>>,
}

#[derive(JsonSchema)]
#[serde(rename_all = "kebab-case")]
enum TiedOver {
    Every,
    ChartPoints,
}

/// A lawful reading: the rule is violated only if all of them are.
#[derive(JsonSchema)]
#[schemars(title = "reading")]
#[serde(deny_unknown_fields)]
struct Reading {
    name: String,
    en: String,
    /// The relation under it: `甲 + 乙 = 丙`.
    holds: String,
}

#[derive(JsonSchema)]
#[schemars(title = "[check.recalculation]")]
#[serde(deny_unknown_fields)]
struct Recalculation {
    /// Every share or growth rate of the prose, or every share that a table gives of its total, in place of the other keys.
    over: Option<Recalculated>,
    rate: Option<String>,
    part: Option<String>,
    whole: Option<String>,
}

#[derive(JsonSchema)]
#[serde(rename_all = "kebab-case")]
enum Recalculated {
    Shares,
    Growth,
    TableShares,
}

#[derive(JsonSchema)]
#[schemars(title = "[check.equation]")]
#[serde(deny_unknown_fields)]
struct Equation {
    /// The relation: `甲 + 乙 = 丙 - 2 × “丁、戊”`, with one of = <= >= in it.
    holds: String,
    /// What a blank cell means.
    blank: Blank,
    /// A pattern for the title of those whose reports it holds for.
    issuer: Option<String>,
    /// A pattern for those it does not hold for.
    unless_issuer: Option<String>,
    /// Lawful readings.
    reading: Option<Vec<Reading>>,
}

#[derive(JsonSchema)]
#[schemars(title = "[check.wording]")]
#[serde(deny_unknown_fields)]
struct Wording {
    over: Option<WordingOver>,
    /// A pattern for what should not stand there.
    found: String,
    /// Only beside these words.
    near: Option<Vec<String>>,
    /// A pattern for what makes it lawful.
    unless: Option<String>,
    /// The first and the last report year.
    years: Option<[u16; 2]>,
}

#[derive(JsonSchema)]
#[serde(rename_all = "kebab-case")]
enum WordingOver {
    Lines,
    Figures,
    DocumentNumbers,
    Articles,
}

#[derive(JsonSchema)]
#[schemars(title = "[check.form-year]")]
#[serde(deny_unknown_fields)]
struct FormYear {
    over: Tables,
}

#[derive(JsonSchema)]
#[serde(rename_all = "lowercase")]
enum Tables {
    Tables,
}

#[derive(JsonSchema)]
#[schemars(title = "[check.attachment]")]
#[serde(deny_unknown_fields)]
struct Attachment {
    announced: String,
}

#[derive(JsonSchema)]
#[schemars(title = "[check.period]")]
#[serde(deny_unknown_fields)]
struct Period {
    is: PeriodIs,
    stated: String,
    lawful: Option<String>,
    unless: Option<String>,
}

#[derive(JsonSchema)]
#[serde(rename_all = "kebab-case")]
enum PeriodIs {
    WholeYear,
    ReportYear,
}

#[derive(JsonSchema)]
#[schemars(title = "[check.year]")]
#[serde(deny_unknown_fields)]
struct Year {
    /// A pattern with the group `(?<year>...)`.
    found: String,
    unless: Option<String>,
    /// Only years before the report's own.
    earlier: Option<bool>,
}

#[derive(JsonSchema)]
#[schemars(title = "[check.parts-count]")]
#[serde(deny_unknown_fields)]
struct PartsCount {
    opens: String,
    /// A pattern with the group `(?<count>...)`.
    closes: String,
    joins: String,
    ends: String,
    shares: String,
}

#[derive(JsonSchema)]
#[schemars(title = "[check.brackets]")]
#[serde(deny_unknown_fields)]
struct Brackets {
    open: String,
    close: String,
}

#[derive(JsonSchema)]
#[schemars(title = "[check.citation]")]
#[serde(deny_unknown_fields)]
struct Citation {
    document: Vec<Document>,
}

#[derive(JsonSchema)]
#[schemars(title = "[[document]]")]
#[serde(deny_unknown_fields)]
struct Document {
    /// A pattern with the group `(?<number>...)`.
    cited: String,
    numbers: Vec<String>,
}

#[derive(JsonSchema)]
#[schemars(title = "[check.date-line]")]
#[serde(deny_unknown_fields)]
struct DateLine {}

#[derive(JsonSchema)]
#[schemars(title = "[check.heading-order]")]
#[serde(deny_unknown_fields)]
struct HeadingOrder {}

#[derive(JsonSchema)]
#[schemars(title = "[[example]]")]
#[serde(deny_unknown_fields)]
struct Example {
    /// What it shows.
    name: String,
    /// How the rule must come out.
    expect: Expect,
    /// The text on which the primary mark must stand.
    at: Option<String>,
    /// Other rules that speak here.
    also: Option<Vec<String>>,
    /// The text of a report, or of a part of one.
    report: String,
}

#[derive(JsonSchema)]
#[serde(rename_all = "lowercase")]
enum Expect {
    Violated,
    Holds,
    Silent,
}

/// What a pack covers, and how its tables are recognised.
#[derive(JsonSchema)]
#[schemars(title = "pack.toml")]
#[serde(deny_unknown_fields)]
struct Pack {
    /// The folder's name.
    id: String,
    title: String,
    applies: Applies,
    /// With a form: its first and last report year.
    years: Option<[u16; 2]>,
    en: PackInEnglish,
    form: Option<Form>,
}

#[derive(JsonSchema)]
#[serde(rename_all = "lowercase")]
enum Applies {
    /// On every report.
    Always,
    /// On reports that have its form.
    Form,
}

#[derive(JsonSchema)]
#[schemars(title = "[en]")]
#[serde(deny_unknown_fields)]
struct PackInEnglish {
    title: String,
}

/// How the tables of the form are recognised and read.
#[derive(JsonSchema)]
#[schemars(title = "[form]")]
#[serde(deny_unknown_fields)]
struct Form {
    /// A caption has one of these in it.
    captions: Option<Vec<String>>,
    /// Headers of the columns that hold figures.
    value_headers: Option<Vec<String>>,
    /// The other headers.
    headers: Option<Vec<String>>,
    /// The pack whose columns, rows and labels this form has as well.
    like: Option<String>,
    /// Rows of that pack's form which this one does not have.
    lacks: Option<Vec<String>>,
    /// Columns with figures, in order.
    column: Option<Vec<Column>>,
    /// Rows whose columns name an indicator each.
    row: Option<Vec<Row>>,
}

#[derive(JsonSchema)]
#[schemars(title = "[[form.column]]")]
#[serde(deny_unknown_fields)]
struct Column {
    key: String,
    zh: String,
    en: String,
    labels: Option<Vec<String>>,
    /// Whether it is the sum of the others.
    total: Option<bool>,
}

#[derive(JsonSchema)]
#[schemars(title = "[[form.row]]")]
#[serde(deny_unknown_fields)]
struct Row {
    of: Option<String>,
    cells: Vec<String>,
}

/// What is counted, and how tables and prose name it.
#[derive(JsonSchema)]
#[schemars(title = "indicators.toml")]
#[serde(deny_unknown_fields)]
struct Indicators {
    /// Patterns that others name as `(?&name)`.
    fragments: Option<BTreeMap<String, String>>,
    indicator: Option<Vec<Indicator>>,
}

#[derive(JsonSchema)]
#[schemars(title = "[[indicator]]")]
#[serde(deny_unknown_fields)]
struct Indicator {
    /// ASCII words with `_` inside and `.` between them; the same in every form.
    key: String,
    zh: Option<String>,
    en: Option<String>,
    /// None for a group row without a figure.
    unit: Option<String>,
    /// The key of the row it stands under.
    parent: Option<String>,
    /// How tables label it, besides its name.
    labels: Option<Vec<String>>,
    prose: Option<Vec<Phrase>>,
}

/// How prose names it: exactly one of `before`, `after`, `beside`, `none` and `all`.
#[derive(JsonSchema)]
#[schemars(title = "[[indicator.prose]]")]
#[serde(deny_unknown_fields)]
struct Phrase {
    before: Option<Vec<String>>,
    after: Option<Vec<String>>,
    beside: Option<Vec<String>>,
    none: Option<Vec<String>>,
    all: Option<Vec<String>>,
    /// A pattern that must match in the rest of the clause.
    with: Option<String>,
    /// A pattern that must not.
    without: Option<String>,
    /// A pattern for the section so far.
    about: Option<String>,
    units: Option<Vec<String>>,
    /// Whether the words may name another quantity, too.
    weak: Option<bool>,
}

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, BTreeSet};

    use schemars::Schema;

    use super::{Indicators, Pack, Rule};
    use crate::{
        pack::{builtin, read},
        sections::survey::{self, Asked, blessed, schema},
    };

    /// A schema's name, the schema, and whether a file of a pack is of that kind.
    type Kind = (&'static str, Schema, fn(&str) -> bool);

    fn schemas() -> [Kind; 3] {
        let is_rule = |file: &str| {
            let others = ["pack.toml", "indicators.toml", "words.toml"];
            !others
                .iter()
                .any(|other| file.ends_with(&format!("/{other}")))
        };
        [
            ("rule", schema::<Rule>(), is_rule),
            ("pack", schema::<Pack>(), |file| {
                file.ends_with("/pack.toml")
            }),
            ("indicators", schema::<Indicators>(), |file| {
                file.ends_with("/indicators.toml")
            }),
        ]
    }

    fn of_readings(mut asked: Asked) -> Asked {
        let sections = std::mem::take(&mut asked.keys).into_iter();
        for (name, keys) in sections {
            let name = if name.ends_with(".reading]]") {
                "reading".to_owned()
            } else {
                name
            };
            asked.keys.entry(name).or_default().extend(keys);
        }
        asked
    }

    #[test]
    fn the_schemas_ask_for_what_the_reader_does() {
        let (packs, asked) = survey::during(|| read(builtin()));
        packs.expect("they are sound");
        for (name, schema, is_of) in schemas() {
            let asked = asked.iter().filter(|(file, _)| is_of(file));
            let mut all = Asked::default();
            asked.for_each(|(_, asked)| all.extend(asked.clone()));
            let all = of_readings(all);
            assert!(all.keys.len() > 1, "{name} was read");
            let told = survey::of(&schema);
            assert_eq!(told.keys, all.keys, "{name}");
            // A word that a pack does not use is in no survey: every key's words are in one list.
            for (key, words) in &all.words {
                assert_eq!(told.words.get(key), Some(words), "{name}: `{key}`");
            }
        }
    }

    #[test]
    fn the_schemas_take_every_built_in_file() {
        let schemas = schemas().map(|(name, schema, is_of)| {
            let schema = serde_json::to_value(schema).expect("JSON");
            let validator = jsonschema::validator_for(&schema).expect("a schema");
            (name, validator, is_of)
        });
        let mut n = BTreeMap::new();
        for file in builtin().into_iter().flat_map(|pack| pack.files) {
            let json: serde_json::Value = toml::from_str(&file.text).expect("TOML");
            for (name, validator, is_of) in &schemas {
                if is_of(&file.path) {
                    *n.entry(*name).or_insert(0) += 1;
                    let errors: Vec<_> = validator
                        .iter_errors(&json)
                        .map(|e| e.to_string())
                        .collect();
                    assert!(errors.is_empty(), "{}: {errors:?}", file.path);
                }
            }
        }
        assert!(n["rule"] > 40 && n["pack"] > 5, "{n:?}");
        let (_, rule, _) = &schemas[0];
        assert!(!rule.is_valid(&serde_json::json!({"id": "a"})));
    }

    #[test]
    fn the_schemas_are_published() {
        let names: BTreeSet<_> = schemas()
            .map(|(name, schema, _)| blessed(&format!("gouji-{name}"), &schema))
            .into();
        assert_eq!(names.len(), 3);
    }
}
