//! Running text to facts.
//!
//! A paragraph's tokens are walked once. Each figure becomes a mention with the
//! words beside it, its sentence and clause, and the cue words since the figure
//! before; names, lists, shares and statements are then read off the mentions.

mod sift;
mod walk;

use sift::{Bracket, sift};
use walk::Walk;

use std::ops::Range;

use crate::{
    fact::{
        Fact, FactId, Facts, Value,
        issuer::Levels,
        kind::KindTable,
        list,
        mention::{Cue, Mention},
        name::Names,
        share,
        stretch::{STOP, Stretch},
        token::{self, Break, CueTable, Token},
    },
    gap::{Gap, GapKind},
    quantity::{Decimal, Family},
    span::Span,
    template::{IndicatorId, Lexicon, Phrase, PhraseKind, TailSet, Template, WordSet},
};

/// The most figures of a paragraph that lists and shares are looked for among.
const MOST: usize = 1_000;

/// Reads paragraphs; built once for many reports.
#[derive(Debug)]
pub(super) struct Reader<'t> {
    template: &'t Template,
    cues: CueTable,
    /// For words that are looked through for numbers alone.
    no_cues: CueTable,
    names: Names<'t>,
    kinds: KindTable,
    lists: list::Words,
    shares: share::Words,
    respective: WordSet,
    measures: WordSet,
    verbs: WordSet,
    compared: TailSet,
    carried_on: TailSet,
    left_over: WordSet,
    openings: Openings,
    bodies: TailSet,
    offices: WordSet,
    parts: WordSet,
    everyone: TailSet,
    narrowing: WordSet,
    passing: WordSet,
    members: TailSet,
    levels: Levels,
    none: Statements<'t>,
    all: Statements<'t>,
}

/// Phrases that start from a cue word.
#[derive(Debug)]
struct Statements<'t> {
    phrases: Vec<&'t Phrase>,
    /// Words of which every one of them has one.
    near: WordSet,
}

impl<'t> Statements<'t> {
    fn new(kind: PhraseKind, phrases: &'t [Phrase]) -> Self {
        let phrases: Vec<_> = phrases.iter().filter(|p| p.kind == kind).collect();
        Self {
            near: phrases.iter().flat_map(|phrase| &phrase.near).collect(),
            phrases,
        }
    }
}

/// Words that say nothing by themselves where a statement starts with them.
#[derive(Debug)]
struct Openings {
    plain: WordSet,
    whole: WordSet,
    fillers: WordSet,
}

impl Openings {
    fn new(lexicon: &Lexicon) -> Self {
        Self {
            plain: lexicon.plain.iter().collect(),
            whole: lexicon.whole_scope.iter().collect(),
            fillers: lexicon.fillers.iter().collect(),
        }
    }
}

/// Stretches that wait to be read, and buffers that are kept from one to the next.
///
/// Each step is taken for all of them before the next step, since the code of all steps together is
/// more than a processor keeps at hand.
#[derive(Debug)]
pub(super) struct Queue {
    waiting: Vec<Waiting>,
    /// Those of everything that waits.
    tokens: Vec<Token>,
    mentions: Vec<Mention>,
    /// Those of one stretch.
    own: Vec<Mention>,
    brackets: Vec<Bracket>,
}

/// A stretch that may state something.
#[derive(Debug)]
struct Waiting {
    span: Span,
    /// Where its section starts.
    section: u32,
    tokens: Range<usize>,
    mentions: Range<usize>,
    is_annotated: bool,
}

/// How many tokens may wait; most reports have fewer.
const MOST_WAITING: usize = 4_096;

impl Default for Queue {
    fn default() -> Self {
        // As many as most reports have; growing by doubles would copy all of them several times.
        Self {
            waiting: Vec::with_capacity(32),
            tokens: Vec::with_capacity(1024),
            mentions: Vec::with_capacity(128),
            own: Vec::with_capacity(32),
            brackets: Vec::with_capacity(8),
        }
    }
}

/// What tokens of names carry, since these hold a cue word and are none.
const NO_CUE: u16 = u16::MAX;

impl<'t> Reader<'t> {
    pub(super) fn new(template: &'t Template) -> Self {
        let words = Cue::EVERY.iter().flat_map(|&cue| {
            let id = cue as u16;
            cue.words(template)
                .iter()
                .map(move |word| (word.as_str(), id))
        });
        let names = template.lexicon.names.iter();
        let words = words.chain(names.map(|name| (name.as_str(), NO_CUE)));
        Self {
            template,
            cues: CueTable::new(words),
            no_cues: CueTable::new(std::iter::empty()),
            names: Names::new(template),
            kinds: KindTable::new(&template.lexicon),
            lists: list::Words::new(&template.lexicon),
            shares: share::Words::new(&template.lexicon),
            respective: template.lexicon.respective.iter().collect(),
            measures: template.lexicon.measures.iter().collect(),
            verbs: template.lexicon.verbs.iter().collect(),
            compared: template.lexicon.compared.iter().collect(),
            carried_on: template.lexicon.carried_on.iter().collect(),
            left_over: template.lexicon.left_over.iter().collect(),
            openings: Openings::new(&template.lexicon),
            bodies: template.lexicon.bodies.iter().collect(),
            offices: template.lexicon.offices.iter().collect(),
            parts: template.lexicon.part_scope.iter().collect(),
            everyone: template.lexicon.everyone.iter().collect(),
            narrowing: template.lexicon.narrowing.iter().collect(),
            passing: template.lexicon.passing.iter().collect(),
            members: template.lexicon.members.iter().collect(),
            levels: Levels::new(&template.lexicon),
            none: Statements::new(PhraseKind::None, &template.phrases),
            all: Statements::new(PhraseKind::All, &template.phrases),
        }
    }

    /// The words that open a list of parts, at the end of what they are looked for in.
    pub(super) fn members(&self) -> &TailSet {
        &self.members
    }

    /// The levels of government, for whoever else asks.
    pub(super) fn levels(&self) -> &Levels {
        &self.levels
    }

    /// No cue words, for whoever looks for numbers alone.
    pub(super) fn no_cues(&self) -> &CueTable {
        &self.no_cues
    }

    /// Takes a stretch, in the section that starts at `section`, to be read with others.
    pub(super) fn add(
        &self,
        text: &str,
        stretch: Stretch,
        section: u32,
        queue: &mut Queue,
        facts: &mut Facts,
    ) {
        let tokens = &mut queue.tokens;
        let first = tokens.len();
        token::tokens(text, stretch.span, &self.cues, tokens);
        if let Some(items) = stretch.items {
            join_items(&mut tokens[first..], items);
        }
        let sifted = sift(text, (tokens, first), &mut queue.brackets, facts);
        if !sifted.speaks {
            tokens.truncate(first);
            return;
        }
        queue.waiting.push(Waiting {
            span: stretch.span,
            section,
            tokens: first..tokens.len(),
            mentions: 0..0,
            is_annotated: sifted.is_annotated(),
        });
        if tokens.len() > MOST_WAITING {
            self.read(text, queue, facts);
        }
    }

    /// Reads all stretches that wait.
    pub(super) fn read(&self, text: &str, queue: &mut Queue, facts: &mut Facts) {
        for stretch in &mut queue.waiting {
            let tokens = &queue.tokens[stretch.tokens.clone()];
            let mentions = &mut queue.own;
            Walk::new(self, text, stretch.span, stretch.section, tokens, facts).run(mentions);
            if mentions.len() > MOST {
                facts.gaps.push(Gap {
                    kind: GapKind::TooManyFigures,
                    span: Some(stretch.span),
                });
                mentions.clear();
            }
            let first = queue.mentions.len();
            queue.mentions.append(mentions);
            stretch.mentions = first..queue.mentions.len();
        }
        for stretch in &queue.waiting {
            self.relate(
                text,
                stretch,
                &queue.mentions[stretch.mentions.clone()],
                facts,
            );
        }
        queue.waiting.clear();
        queue.tokens.clear();
        queue.mentions.clear();
    }

    /// Finds what the figures of a stretch have to do with each other.
    fn relate(&self, text: &str, stretch: &Waiting, mentions: &[Mention], facts: &mut Facts) {
        let lexicon = &self.template.lexicon;
        let first_list = facts.lists.len();
        let words = (lexicon, &self.lists);
        list::find(text, words, &self.kinds, mentions, facts);
        self.doubt_parts(first_list, facts);
        doubt_repeats(mentions, facts);
        if stretch.is_annotated {
            // Words broken up by their pronunciation hide cues.
            for list in &mut facts.lists[first_list..] {
                list.has_strangers = true;
            }
        }
        let place = (first_list, stretch.section);
        let words = (lexicon, &self.shares);
        share::find(text, words, &self.kinds, mentions, place, facts);
    }
}

/// Takes what separates the items of a list for semicolons, so that they are one sentence: the stop
/// behind the last of them ends it.
fn join_items(tokens: &mut [Token], items: Span) {
    let inner = items.start..items.end.saturating_sub(STOP);
    let mut is_separated = true;
    for token in tokens {
        let Token::Break { span, kind } = token else {
            is_separated = false;
            continue;
        };
        let separates = *kind == Break::Stop || (*kind == Break::LineEnd && !is_separated);
        if separates && inner.contains(&span.start) {
            *kind = Break::Semicolon;
        }
        is_separated = true;
    }
}

impl Reader<'_> {
    /// A part that is named like its whole, or like a figure of the whole report, is some of it:
    /// `收到申请16件，其中收到公民申请4件`. Nor does a part say more than its total does.
    fn doubt_parts(&self, first_list: usize, facts: &mut Facts) {
        let Facts { lists, facts, .. } = facts;
        for list in &lists[first_list..] {
            let whole: Vec<_> = list
                .totals
                .iter()
                .map(|total| facts[total.index()].indicator)
                .collect();
            // A sum behind the parts is of them, not they of it.
            let is_summed = list.totals.first() > list.parts.first();
            let is_foreign = list.closure.is_opened()
                && list.is_total_sure
                && !is_summed
                && list.totals.iter().any(|total| {
                    let total = &facts[total.index()];
                    // Of some people the report says nothing else of, a part is none of its staff.
                    let is_other = total.indicator.is_none() && is_of_persons(total);
                    is_other || total.scope.is_some()
                });
            for part in &list.parts {
                let fact = &mut facts[part.index()];
                let repeats = fact.indicator.is_some() && whole.contains(&fact.indicator);
                // Parts that are known to split a whole are named for what they are.
                let is_whole = list.partition.is_none()
                    && list.closure.is_opened()
                    && fact.indicator.is_some_and(|id| self.template.is_top(id));
                fact.is_weak |= repeats || is_foreign || is_whole;
                if repeats {
                    for total in &list.totals {
                        facts[total.index()].is_weak = true;
                    }
                }
            }
        }
    }
}

/// Whether a fact counts people.
fn is_of_persons(fact: &Fact) -> bool {
    matches!(&fact.value, Value::Stated(quantity) if quantity.unit.family() == Family::Person)
}

/// One indicator with several values in a sentence: it speaks of several bodies or times, and
/// only what sums up the others is the report's.
fn doubt_repeats(mentions: &[Mention], facts: &mut Facts) {
    for sentence in mentions.chunk_by(|a, b| a.sentence == b.sentence) {
        for (at, mention) in sentence.iter().enumerate() {
            let Some(indicator) = strong(facts, mention.fact) else {
                continue;
            };
            let others = sentence[at + 1..].iter().map(|other| other.fact);
            let is_same = |&other: &FactId| strong(facts, other) == Some(indicator);
            // Most indicators are named once.
            if !others.clone().any(|other| is_same(&other)) {
                continue;
            }
            let same: Vec<FactId> = std::iter::once(mention.fact)
                .chain(others.filter(is_same))
                .collect();
            let values: Vec<_> = same
                .iter()
                .filter_map(|&id| facts.quantity(id))
                .map(|q| q.value)
                .collect();
            if values.iter().all(|value| Some(value) == values.first()) {
                continue;
            }
            let sum: Decimal = values.iter().sum();
            for (&id, value) in same.iter().zip(&values) {
                facts.facts[id.index()].is_weak = *value + *value != sum || same.len() < 3;
            }
        }
    }
}

/// The indicator that a fact states beyond doubt for the whole report.
fn strong(facts: &Facts, id: FactId) -> Option<IndicatorId> {
    let fact = facts.get(id);
    fact.indicator
        .filter(|_| !fact.is_weak && fact.is_of_report())
}
