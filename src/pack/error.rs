//! What can be wrong with a rule pack, each mistake on its span.
//!
//! A pack's author gets all of them at once: nothing here stops the reading.

use miette::Diagnostic;
use thiserror::Error;

use crate::sections::{Located, Mistaken, counted};

/// Rule packs that cannot be used as written, with every mistake in them.
#[derive(Debug, Error, Diagnostic)]
#[error("the rule packs have {}", counted(.mistakes.len(), "mistake"))]
#[diagnostic(
    code(gouji::pack::unusable),
    help("no report is audited until all of them are mended")
)]
pub struct PackErrors {
    /// The mistakes, in order of pack, file and place.
    #[related]
    pub mistakes: Vec<Located>,
}

/// What is wrong with a piece of a pack.
#[derive(Debug, Clone, PartialEq, Eq, Error, Diagnostic)]
pub enum Mistake {
    /// A folder without `pack.toml`.
    #[error("pack `{pack}` has no `pack.toml`")]
    #[diagnostic(
        code(gouji::pack::missing_manifest),
        help("add one that says at least `id`, `title`, `applies` and `[en] title`")
    )]
    MissingManifest {
        /// The folder's name.
        pack: String,
    },
    /// A form is like that of a pack that is not there.
    #[error("no pack is called `{pack}`")]
    #[diagnostic(
        code(gouji::pack::unknown_pack),
        help("load that pack as well, or leave `like` out")
    )]
    UnknownPack {
        /// The name.
        pack: String,
    },
    /// Several keys of which exactly one must be there.
    #[error("{section} needs exactly one of {keys}, and has {found}")]
    #[diagnostic(
        code(gouji::pack::not_exactly_one),
        help("keep the one that is meant; a second one is a second rule or phrase")
    )]
    NotExactlyOne {
        /// Where they stand.
        section: String,
        /// The keys.
        keys: String,
        /// How many there are.
        found: usize,
    },
    /// A key that goes with another one that is not there.
    #[error("`{key}` means nothing {without}")]
    #[diagnostic(code(gouji::pack::misplaced_key), help("take it out, or {mend}"))]
    MisplacedKey {
        /// The key.
        key: &'static str,
        /// What is missing.
        without: &'static str,
        /// What would give it a meaning.
        mend: &'static str,
    },
    /// An id that is not kebab-case.
    #[error("`{id}` is not a kebab-case id")]
    #[diagnostic(
        code(gouji::pack::bad_id),
        help("use lower-case ASCII letters, digits and single hyphens: `applications-by-channel`")
    )]
    BadId {
        /// The id.
        id: String,
    },
    /// An id that differs from the name of its file or folder.
    #[error("the id `{id}` differs from the name `{name}` of its {of}")]
    #[diagnostic(
        code(gouji::pack::id_mismatch),
        help("rename one of them; ids are how findings and baselines refer to a rule")
    )]
    IdMismatch {
        /// The id.
        id: String,
        /// The file's or folder's name.
        name: String,
        /// `file` or `folder`.
        of: &'static str,
    },
    /// Two rules with one id, or two packs.
    #[error("the {what} `{id}` is there already, in {first}")]
    #[diagnostic(
        code(gouji::pack::duplicate_id),
        help("give one of them another id, or remove it")
    )]
    DuplicateId {
        /// `rule` or `pack`.
        what: &'static str,
        /// The id.
        id: String,
        /// The other file.
        first: String,
    },
    /// A version that is not three numbers.
    #[error("`{version}` is not a version")]
    #[diagnostic(code(gouji::pack::bad_version), help("write it as `0.1.0`"))]
    BadVersion {
        /// The text.
        version: String,
    },
    /// Years that are not a first and a last one.
    #[error("`years` must be a first and a last report year")]
    #[diagnostic(code(gouji::pack::bad_years), help("write `years = [2014, 2018]`"))]
    BadYears,
    /// An indicator key that is not of the fixed shape.
    #[error("`{key}` is not an indicator key")]
    #[diagnostic(
        code(gouji::pack::bad_key),
        help(
            "use lower-case ASCII words with `_` inside and `.` between them: `application.on_time`; \
             a hyphen would be a minus sign in relations"
        )
    )]
    BadKey {
        /// The key.
        key: String,
    },
    /// The same indicator twice in one pack.
    #[error("the {what} `{key}` is defined twice in this pack")]
    #[diagnostic(
        code(gouji::pack::duplicate_definition),
        help("put everything about it in one place")
    )]
    DuplicateDefinition {
        /// `indicator` or `partition`.
        what: &'static str,
        /// The key.
        key: String,
    },
    /// Two packs that say different things of one indicator or partition.
    #[error("`{field}` of `{key}` is not what {first} says")]
    #[diagnostic(
        code(gouji::pack::conflicting_definition),
        help("leave `{field}` out here, make both agree, or use another key")
    )]
    ConflictingDefinition {
        /// The key.
        key: String,
        /// The field in question.
        field: &'static str,
        /// The file with the first definition.
        first: String,
    },
    /// An indicator that stands under itself.
    #[error("`{key}` stands under itself")]
    #[diagnostic(
        code(gouji::pack::circular_parent),
        help("a `parent` must lead up to an indicator or group without one")
    )]
    CircularParent {
        /// The key.
        key: String,
    },
    /// Two indicators under one parent that have the same label.
    #[error("the label `{label}` stands for `{first}` and `{second}` under one parent")]
    #[diagnostic(
        code(gouji::pack::duplicate_label),
        help("a table is read by labels: one of the two needs another label or parent")
    )]
    DuplicateLabel {
        /// The label, folded.
        label: String,
        /// The first indicator's key.
        first: String,
        /// The second one's.
        second: String,
    },
    /// More indicators than ids.
    #[error("there are more than {} indicators", u16::MAX)]
    #[diagnostic(code(gouji::pack::too_many_indicators), help("load fewer packs"))]
    TooManyIndicators,
    /// A unit that is none.
    #[error("`{unit}` is not a unit that gouji knows")]
    #[diagnostic(
        code(gouji::pack::unknown_unit),
        help("units are those that reports print: 件, 条, 次, 篇, 份, 个, 人, 人次, 万元, …")
    )]
    UnknownUnit {
        /// The text.
        unit: String,
    },
    /// A name behind which there is no indicator.
    #[error("no indicator is called `{name}`")]
    #[diagnostic(code(gouji::pack::unknown_indicator), help("{help}"))]
    UnknownIndicator {
        /// The name.
        name: String,
        /// The likeliest that was meant.
        help: String,
    },
    /// A name that several indicators have.
    #[error("`{name}` may be any of {candidates}")]
    #[diagnostic(
        code(gouji::pack::ambiguous_indicator),
        help("name it by its key, or put its parent before it: `父/子`")
    )]
    AmbiguousIndicator {
        /// The name.
        name: String,
        /// Keys of the indicators that have it.
        candidates: String,
    },
    /// A group row where a figure is needed.
    #[error("`{key}` is a group without a figure")]
    #[diagnostic(
        code(gouji::pack::group_without_figure),
        help("name an indicator with a `unit`")
    )]
    GroupWithoutFigure {
        /// The group's key.
        key: String,
    },
    /// An indicator that stands twice in one check.
    #[error("`{key}` stands twice in this check")]
    #[diagnostic(
        code(gouji::pack::repeated_indicator),
        help("a figure is counted once; a total is no part of itself")
    )]
    RepeatedIndicator {
        /// Its key.
        key: String,
    },
    /// A regular expression that does not compile.
    #[error("this is not a usable pattern: {message}")]
    #[diagnostic(
        code(gouji::pack::bad_pattern),
        help(
            "patterns are regular expressions of the regex crate; literal strings '…' need no escapes"
        )
    )]
    BadPattern {
        /// What is wrong with it.
        message: String,
    },
    /// A pattern that refers to a fragment of another file, or of none.
    #[error("no fragment is called `{name}`")]
    #[diagnostic(code(gouji::pack::unknown_fragment), help("{help}"))]
    UnknownFragment {
        /// The name.
        name: String,
        /// What it could be.
        help: String,
    },
    /// A relation that cannot be read.
    #[error("{message}")]
    #[diagnostic(
        code(gouji::pack::bad_relation),
        help("a relation reads `甲 + 乙 = 丙 - 2 × “丁、戊”`, with one of = <= >= in it")
    )]
    BadRelation {
        /// What is wrong with it.
        message: String,
    },
    /// A placeholder that is never filled in.
    #[error("`{{{name}}}` is not filled in by anything")]
    #[diagnostic(
        code(gouji::pack::unknown_placeholder),
        help("there are {{label}}, {{total}}, {{sum}}, {{gap}}, {{part}} and {{value}}")
    )]
    UnknownPlaceholder {
        /// The name in braces.
        name: String,
    },
    /// A rule that is not shown at work.
    #[error("rule `{rule}` {lack}")]
    #[diagnostic(
        code(gouji::pack::too_few_examples),
        help(
            "every rule shows at least one violated text, one that holds, \
             and a near miss on which it must stay silent"
        )
    )]
    TooFewExamples {
        /// The rule's id.
        rule: String,
        /// What is missing.
        lack: String,
    },
    /// Two examples with one name.
    #[error("two examples are called `{name}`")]
    #[diagnostic(
        code(gouji::pack::duplicate_example),
        help("a name says what sets the example apart")
    )]
    DuplicateExample {
        /// The name.
        name: String,
    },
    /// An `at` that its report does not contain.
    #[error("the example's report does not contain `{at}`")]
    #[diagnostic(
        code(gouji::pack::at_not_in_report),
        help("`at` is the text on which the primary mark must stand, as the report prints it")
    )]
    AtNotInReport {
        /// The text.
        at: String,
    },
}

impl Mistaken for Mistake {
    fn label(&self) -> &'static str {
        match self {
            Self::MissingManifest { .. } => "missing here",
            Self::UnknownPack { .. } => "no such pack",
            Self::NotExactlyOne { .. } => "exactly one is needed",
            Self::MisplacedKey { .. } => "without effect",
            Self::BadId { .. } | Self::BadKey { .. } => "not of the fixed shape",
            Self::IdMismatch { .. } => "another name",
            Self::DuplicateId { .. }
            | Self::DuplicateDefinition { .. }
            | Self::DuplicateExample { .. } => "second one",
            Self::BadVersion { .. } => "not a version",
            Self::BadYears => "not a first and a last year",
            Self::ConflictingDefinition { .. } => "differs",
            Self::CircularParent { .. } => "leads back to itself",
            Self::DuplicateLabel { .. } => "label already taken",
            Self::TooManyIndicators => "one too many",
            Self::UnknownUnit { .. } => "no such unit",
            Self::UnknownIndicator { .. } => "no such indicator",
            Self::AmbiguousIndicator { .. } => "which one?",
            Self::GroupWithoutFigure { .. } => "carries no figure",
            Self::RepeatedIndicator { .. } => "second time",
            Self::BadPattern { .. } | Self::BadRelation { .. } => "here",
            Self::UnknownFragment { .. } => "no such fragment",
            Self::UnknownPlaceholder { .. } => "no such placeholder",
            Self::TooFewExamples { .. } => "this rule",
            Self::AtNotInReport { .. } => "not in the report",
        }
    }
}
