//! Whose figures, and of what kind, a clause tells: the report's own, those of some body, of some time.
//!
//! A body that is named sets another scope. Words that only may do so leave a figure doubtful: it can
//! confirm what a table says, never contradict it.

use super::Walk;
use crate::{
    document::ListMark,
    fact::{
        mention::{Cue, Mention},
        token::{Break, Token},
    },
    quantity::glance,
    span::Span,
};

/// The longest heading that is asked whose figures it leads, in bytes.
const HEADING: usize = 120;
/// How many items are looked back over for the line that leads them.
const ITEMS: usize = 12;

/// What a paragraph has said so far of whose figures it tells.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Doubts {
    /// What the sentences before told last, as far as this one may go on with it.
    carried: Told,
    /// An office speaks of a whole region, whose figures may not be those of its own table.
    region: bool,
    /// The last figure that this sentence named.
    last: Option<Told>,
    /// Whether some figure that it named is the report's.
    has_own: bool,
    /// Whether it has any figure, named or not.
    pub(super) has_figures: bool,
}

/// Whose figures are told.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum Told {
    /// The report's own.
    #[default]
    Own,
    /// The report's, of some things only: what became of them follows.
    Narrowed,
    /// Another's, beside the report's own: its kinds may follow.
    Part,
    /// Another's.
    Foreign,
}

impl Doubts {
    /// Takes a named figure.
    pub(super) fn figure(&mut self, told: Told) {
        self.has_own |= told == Told::Own;
        self.last = Some(told);
    }

    /// The words of the report's own period or of the whole that it speaks for; of a region, in an office's report.
    pub(super) fn whole(&mut self, is_region_of_office: bool) {
        self.carried = Told::Own;
        self.last = None;
        self.region = is_region_of_office;
    }

    /// The words of the report's own year.
    pub(super) fn own_year(&mut self) {
        self.carried = Told::Own;
    }

    /// What a figure tells of which nothing but its name is said.
    fn gone_on(self) -> Told {
        self.last.unwrap_or(self.carried)
    }

    /// Ends a sentence, of which words may have set a scope: a lead such as `县政府本级。` is.
    pub(super) fn end_sentence(&mut self, is_scoped: bool) {
        self.carried = match self.last {
            Some(Told::Foreign) if self.has_own => Told::Part,
            Some(Told::Foreign) => Told::Foreign,
            Some(_) => Told::Own,
            None if is_scoped && !self.has_figures => Told::Foreign,
            None => self.carried,
        };
        self.has_figures = false;
        self.last = None;
        self.has_own = false;
    }
}

impl Walk<'_, '_> {
    /// A heading such as `（二）县政府本级`, or a lead such as `县政府本级：`, leads figures that are not the
    /// whole report's.
    pub(super) fn doubts_of_heading(&self) -> Doubts {
        let section = self
            .text
            .get(self.section as usize..self.span.start as usize);
        let section = section.unwrap_or_default();
        let heading = section.lines().next().unwrap_or_default();
        let is_item = |line: &&str| ListMark::read(line.trim_start()).is_some();
        let own = self.span.of(self.text);
        // The line above the items that this paragraph is one of.
        let lead = || {
            let text = self.text.get(..self.span.start as usize)?;
            let mut above = lines_above(text).take(ITEMS).skip_while(is_item);
            above
                .next()
                .filter(|lead| lead.trim_end().ends_with(['：', ':']))
        };
        let lead = is_item(&own).then(lead).flatten();
        let is_marked = is_item(&heading);
        let leads = [Some(heading).filter(|_| is_marked), lead];
        let is_part = leads.into_iter().flatten().any(|lead| self.is_part(lead));
        Doubts {
            carried: if is_part { Told::Foreign } else { Told::Own },
            ..Doubts::default()
        }
    }

    /// Whether a heading speaks of a part of those whom the report speaks for.
    fn is_part(&self, heading: &str) -> bool {
        let title = self.facts.title.of(self.text);
        let parts = &self.reader.parts;
        heading.len() < HEADING
            && parts.is_in(heading)
            && parts
                .all_in(heading)
                .iter()
                .any(|part| !title.contains(part))
            && !self.reader.openings.whole.is_in(heading)
    }

    /// The level that a scope names.
    pub(super) fn level_of(&self, scope: Span) -> Option<usize> {
        self.reader.levels.lowest(scope.of(self.text))
    }

    /// Whether a scope's level is above the issuer's.
    pub(super) fn is_above(&self, level: Option<usize>) -> bool {
        matches!((level, self.facts.level), (Some(scope), Some(issuer)) if scope < issuer)
    }

    /// Whether a word for the whole, of that level, names a region, `全县`, while the title names an office of it.
    pub(super) fn is_region_of_office(&self, level: Option<usize>) -> bool {
        let title = self.facts.title.of(self.text);
        level.is_some() && self.reader.offices.is_in(title)
    }

    /// The body that the clause is about, where it is not the issuer: `县教育局收到…`.
    pub(super) fn subject(&self, end: u32) -> Option<Span> {
        let clause = Span {
            start: self.clause_head.min(end),
            end,
        };
        let words = clause.of(self.text);
        let verb = self.reader.verbs.find(words)?;
        let subject = glance::trim(words.get(..verb)?);
        // `最多的是县国土局，共收到…`: the clause before names it.
        let before = self.quiet_clause.filter(|_| subject.is_empty());
        let subject = before.map_or(subject, |before| glance::trim(before.of(self.text)));
        // Most subjects are no bodies: the first question is the one to settle first.
        if !self.reader.bodies.ends(subject) {
            return None;
        }
        let mut wholes = self.reader.template.lexicon.whole_scope.iter();
        let is_whole = wholes.any(|whole| subject.contains(whole.as_str()));
        (!is_whole && !self.is_of_title(subject)).then(|| before.unwrap_or(clause))
    }

    /// Whether a name is the issuer's, as the title has it.
    fn is_of_title(&self, subject: &str) -> bool {
        let name = subject.trim_start_matches(|c: char| c.is_ascii_digit() || c == '年');
        self.facts.title.of(self.text).contains(name)
    }

    /// Whose figure it is that `name` names, as far as the words before that leave it open: `全县各乡镇收到`,
    /// `涉及征地类的申请`, `比上年多收到`.
    pub(super) fn told(
        &self,
        at: usize,
        clause: Span,
        name: &str,
        is_kind: bool,
        mentions: &[Mention],
    ) -> Told {
        let words = clause.of(self.text);
        let (before, is_behind) = match glance::rfind(words, name) {
            Some(at) => (words.get(..at).unwrap_or(words), false),
            None => (words, true),
        };
        let quiet = self.quiet_clause.map_or("", |quiet| quiet.of(self.text));
        let is_change = self.before.has(Cue::Up) || self.before.has(Cue::Down);
        let passing = &self.reader.passing;
        // What goes on with the report's own figures is nothing to ask about.
        let gone_on = match self.doubts.gone_on() {
            Told::Own => Told::Own,
            told if self.quiet_clause.is_none() && self.is_bare(before) => told,
            _ => Told::Own,
        };
        if self.doubts.region
            || gone_on == Told::Foreign
            || gone_on == Told::Part && is_kind
            || self.is_body(before)
        {
            return Told::Foreign;
        }
        let is_narrowed = gone_on == Told::Narrowed && is_kind
            || is_change && !self.before.has(Cue::Became)
            || self.reader.narrowing.is_in(before)
            || passing.is_in(before)
            || passing.is_in(quiet)
            || is_behind && self.is_enumerated(at)
            || is_kind && self.is_of_kind(name, mentions);
        if is_narrowed {
            Told::Narrowed
        } else {
            Told::Own
        }
    }

    /// Whether it is a body, or a part of those whom the report speaks for, that set a scope.
    pub(super) fn is_of_body(&self, scope: Span) -> bool {
        let words = scope.of(self.text);
        let mut away = self.reader.template.lexicon.away.iter();
        let is_part = self.reader.parts.has(words) && !away.any(|part| part == words);
        is_part && !self.reader.kinds.of(words).is_known() || self.is_body(words)
    }

    /// Whether words say nothing but that something was done: `共收到`.
    fn is_bare(&self, words: &str) -> bool {
        // The mark of an item says nothing either.
        let is_mark = |c: char| {
            c.is_ascii_digit() || matches!(c, '.' | '．' | '、' | '（' | '）' | '(' | ')')
        };
        let words = words.trim_matches(|c: char| c.is_whitespace() || is_mark(c));
        let mut rest = self.reader.names.without_fillers(words);
        while let Some(less) = self.reader.verbs.strip_longest(rest) {
            rest = less.trim_start();
        }
        rest.is_empty()
    }

    /// Whether several things are told behind the figure at `at`, of which its name is the first: `33件为信息
    /// 不存在、不予公开等情形`.
    fn is_enumerated(&self, at: usize) -> bool {
        let mut breaks = self.tokens[at + 1..].iter().map(|token| match token {
            Token::Break { kind, .. } => Some(*kind),
            Token::Figure(_) => None,
            _ => Some(Break::LineEnd),
        });
        let mut has_pause = false;
        breaks
            .find_map(|kind| match kind {
                Some(Break::LineEnd) => None,
                Some(Break::Pause) => {
                    has_pause = true;
                    None
                }
                Some(_) => Some(has_pause),
                None => Some(false),
            })
            .unwrap_or(has_pause)
    }

    /// Whether the words before a figure's name end with a body that is not all of the issuer's.
    fn is_body(&self, words: &str) -> bool {
        let subject = glance::trim(words);
        let verb = self.reader.verbs.find(subject);
        let subject = verb.and_then(|verb| subject.get(..verb)).unwrap_or(subject);
        let subject = self.reader.names.without_fillers(glance::trim(subject));
        let subject = match self.quiet_clause {
            Some(quiet) if subject.is_empty() => glance::trim(quiet.of(self.text)),
            _ => subject,
        };
        self.reader.bodies.ends(subject)
            && !self.reader.everyone.ends(subject)
            && !self.is_of_title(subject)
    }

    /// Whether the figure before it in its part of the sentence is of requests of one kind, and it of another
    /// set of kinds: `收到网上申请151件，予以公开60件`.
    fn is_of_kind(&self, name: &str, mentions: &[Mention]) -> bool {
        let kinds = &self.reader.kinds;
        let mut rev = mentions.iter().rev();
        let mut before = || rev.next().filter(|one| one.sentence == self.sentence);
        let Some(last) = before().filter(|_| !self.between.semicolon) else {
            return false;
        };
        let of = |one: &Mention| one.kinds(self.text, kinds);
        let of_last = of(last);
        let is_of_others = || {
            let of_name = kinds.of(name);
            of_name.is_known() && !of_last.shares(of_name)
        };
        // Behind a list of kinds, what became of all of them is told.
        let mut is_listed = || before().is_some_and(|other| of(other).shares(of_last));
        kinds.came_in(of_last) && is_of_others() && !is_listed()
    }
}

/// The lines of `text`, the last first.
///
/// That is what `lines` gives from behind, which looks at a byte at a time.
fn lines_above(text: &str) -> impl Iterator<Item = &str> {
    let mut left = Some(text.strip_suffix('\n').unwrap_or(text));
    std::iter::from_fn(move || {
        let all = left?;
        let end = memchr::memrchr(b'\n', all.as_bytes());
        left = end.and_then(|end| all.get(..end));
        let line = end.map_or(Some(all), |end| all.get(end + 1..))?;
        Some(line.strip_suffix('\r').unwrap_or(line))
    })
}
