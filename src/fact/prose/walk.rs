//! The tokens of a paragraph to mentions, one after the other.
//!
//! What is known at a token is kept: the sentence, the clause and the depth of brackets, the scope and
//! period that the words so far put it into, and the cue words since the figure before.
//!
//! Deliberately absent: lists and shares, which are read off the mentions.

mod scope;
mod statement;

use std::cell::OnceCell;

use super::Reader;
use crate::{
    fact::{
        Fact, Facts, Origin, Value,
        mention::{Between, Cue, Cues, Mention},
        name::{Beside, Named, so_far},
        period::{self, Period},
        token::{Break, NotQuantity, Token},
    },
    quantity::{Printed, Unit, glance},
    span::Span,
    template::IndicatorId,
};
use scope::{Doubts, Told};

/// One walk over the tokens of a paragraph.
pub(super) struct Walk<'a, 't> {
    reader: &'a Reader<'t>,
    text: &'a str,
    span: Span,
    /// Where the section starts.
    section: u32,
    tokens: &'a [Token],
    facts: &'a mut Facts,
    sentence: u32,
    clause: u32,
    depth: u8,
    /// Where the words of the current item start.
    item_start: u32,
    /// Where the words of the current clause start that no figure has claimed.
    clause_start: u32,
    /// Where the current clause starts.
    clause_head: u32,
    /// The clause before, if it had no figure.
    quiet_clause: Option<Span>,
    clause_has_figure: bool,
    before: Cues,
    /// Where the last opener of a list ended.
    opener_end: u32,
    between: Between,
    scope: Option<Span>,
    /// What the scope was before the last word of a part.
    scope_before: Option<Span>,
    period: Option<Span>,
    /// The words of this clause put it into another period.
    clause_period: Option<Span>,
    /// The words of this clause speak of a level above the issuer's.
    clause_scope: Option<Span>,
    /// Whose figures this paragraph tells, as far as it may be another's.
    doubts: Doubts,
    /// The figure before was a difference: so are those joined to it.
    change: Option<Cue>,
    /// The words beside a figure of this clause do not name it: its figures have the order of the labels
    /// before them, `分别为4次、6次`.
    is_nameless: bool,
}

impl<'a, 't> Walk<'a, 't> {
    pub(super) fn new(
        reader: &'a Reader<'t>,
        text: &'a str,
        span: Span,
        section: u32,
        tokens: &'a [Token],
        facts: &'a mut Facts,
    ) -> Self {
        Self {
            reader,
            text,
            span,
            section,
            tokens,
            facts,
            sentence: 0,
            clause: 0,
            depth: 0,
            item_start: span.start,
            clause_start: span.start,
            clause_head: span.start,
            quiet_clause: None,
            clause_has_figure: false,
            before: Cues::default(),
            opener_end: span.start,
            between: Between::default(),
            scope: None,
            scope_before: None,
            period: None,
            clause_period: None,
            clause_scope: None,
            doubts: Doubts::default(),
            change: None,
            is_nameless: false,
        }
    }

    pub(super) fn run(&mut self, mentions: &mut Vec<Mention>) {
        self.doubts = self.doubts_of_heading();
        for at in 0..self.tokens.len() {
            match &self.tokens[at] {
                Token::Figure(printed) => self.figure(at, printed, mentions),
                Token::NotQuantity { span, why } => self.date(*span, *why),
                Token::Cue { span, cue } => {
                    if let Some(cue) = Cue::from_id(*cue) {
                        self.cue(at, cue, *span, mentions);
                    }
                }
                Token::Break { span, kind } => {
                    if *kind == Break::Stop {
                        self.end_sentence(span.start, mentions);
                    }
                    self.step(*span, *kind);
                }
                Token::Damaged { .. } => {}
            }
        }
    }

    /// Tells the mentions of the current sentence where it ends.
    fn end_sentence(&self, end: u32, mentions: &mut [Mention]) {
        let all = mentions.iter_mut().rev();
        for mention in all.take_while(|mention| mention.sentence == self.sentence) {
            mention.sentence_end = end;
        }
    }

    fn step(&mut self, span: Span, kind: Break) {
        match kind {
            Break::Open => self.depth = self.depth.saturating_add(1),
            Break::Close => self.depth = self.depth.saturating_sub(1),
            Break::Pause => {
                if let Some(change) = self.change {
                    self.before.add(change);
                }
            }
            Break::LineEnd => {}
            Break::Colon => self.between.colon = true,
            Break::Comma => self.end_clause(span.start),
            Break::Semicolon => {
                self.between.semicolon = true;
                self.end_clause(span.start);
            }
            Break::Stop => {
                self.end_clause(span.start);
                let is_scoped = self.scope.is_some_and(|scope| self.is_of_body(scope));
                self.doubts.end_sentence(is_scoped);
                self.sentence += 1;
                self.depth = 0;
                self.scope = None;
                self.period = None;
            }
        }
        if kind == Break::LineEnd {
            return;
        }
        self.item_start = span.end;
        if !matches!(kind, Break::Pause | Break::Close) {
            self.quiet_clause = (!self.clause_has_figure
                && kind != Break::Stop
                && kind != Break::Open)
                .then_some(Span {
                    start: self.clause_start,
                    end: span.start,
                });
            self.clause += 1;
            self.clause_start = span.end;
            self.clause_head = span.end;
            self.clause_has_figure = false;
            // `比2022年（31起）下降29%`: what stands in the bracket is of that year.
            let is_dated = |period: &Span| kind == Break::Open && period.end == span.start;
            self.clause_period = self.clause_period.filter(is_dated);
            self.clause_scope = None;
            self.change = None;
            self.is_nameless = false;
            let next = self.text.get(span.end as usize..).unwrap_or_default();
            let own = &self.reader.template.lexicon.own_period;
            if self.period.is_some() && own.iter().any(|word| next.starts_with(word.as_str())) {
                self.period = None;
            }
        }
    }

    /// What a clause says of its figures ends with it. An opener opens a list only right before
    /// its first part: `其中，当面申请63件`.
    fn end_clause(&mut self, end: u32) {
        // `上半年，收到申请6件`: a clause that is nothing but a period is that of those behind it.
        if let Some(period) = self.clause_period.filter(|period| period.end == end)
            && !self.clause_has_figure
            && !self.is_compared(period)
        {
            self.period = Some(period);
        }
        for cue in [Cue::Up, Cue::Down, Cue::Share, Cue::Carried] {
            self.before.remove(cue);
        }
        let between = Span {
            start: self.opener_end.min(end),
            end,
        };
        let is_open = self.before.has(Cue::Closed) || self.before.has(Cue::Member);
        if is_open && !glance::trim(between.of(self.text)).is_empty() {
            self.before.remove(Cue::Closed);
            self.before.remove(Cue::Member);
        }
    }

    fn date(&mut self, span: Span, why: NotQuantity) {
        if why == NotQuantity::Ordinal {
            // `第四季度` is read as an ordinal before its cue is seen.
            let rest = self.text.get(span.start as usize..).unwrap_or_default();
            let rest = rest.strip_prefix('第').unwrap_or(rest);
            let others = &self.reader.template.lexicon.other_period;
            if let Some(word) = others.iter().find(|word| rest.starts_with(word.as_str())) {
                let end = self.text.len() - rest.len() + word.len();
                self.clause_period = Some(Span::new(span.range().start, end));
            }
        }
        if !matches!(why, NotQuantity::Date | NotQuantity::Year) {
            return;
        }
        if self.is_carried_over(span) {
            return;
        }
        match period::period_of(self.text, span, self.facts.year) {
            Period::Own => {
                self.period = None;
                self.doubts.own_year();
            }
            // `比2016年的100条`: the other year goes no further than its clause.
            Period::Other if self.is_compared(span) => self.clause_period = Some(span),
            Period::Other => self.period = Some(span),
            Period::Unsaid => {}
        }
    }

    /// Whether the token at `at` stands right behind a figure: `210家企业` are counted, and limit no
    /// more than their clause.
    fn is_counted(&self, at: usize) -> bool {
        let before = at.checked_sub(1).map(|before| &self.tokens[before]);
        matches!(before, Some(Token::Figure(printed)) if printed.extent.end == self.tokens[at].span().start)
    }

    /// Whether the word that limits the scope is one of `words`, which name the figure behind
    /// `clause`: `检查企业` is what was done, not for whom.
    fn is_scope_in(&self, words: &str, clause: Span) -> bool {
        let Some(scope) = self.scope.filter(|scope| clause.start <= scope.start) else {
            return false;
        };
        let Some(at) = clause.of(self.text).rfind(words) else {
            return false;
        };
        let start = clause.start as usize + at;
        (start..=start + words.len()).contains(&scope.range().start)
            && scope.range().end <= start + words.len()
    }

    /// Whether a year tells where things are carried over to, or were carried over from: `结转2024年` in a report
    /// about 2023, and `2022年结转`, say of which year their figures are not. Of years further off they are.
    fn is_carried_over(&mut self, date: Span) -> bool {
        let before = self.text.get(..date.range().start).unwrap_or_default();
        let behind = self.text.get(date.range().end..).unwrap_or_default();
        let behind = behind.trim_start_matches(['年', '度']);
        let goes_on = self.reader.carried_on.ends(before);
        if !goes_on && !self.reader.left_over.starts(behind) {
            return false;
        }
        let named = period::year_of(date.of(self.text));
        let is_next = named.zip(self.facts.year).is_some_and(|(named, year)| {
            let (from, to) = if goes_on {
                (year, named)
            } else {
                (named, year)
            };
            from + 1 == to
        });
        if goes_on && !is_next {
            self.clause_period = Some(date);
        }
        goes_on || is_next
    }

    /// Whether a year stands behind a word of comparison.
    fn is_compared(&self, year: Span) -> bool {
        let before = Span {
            start: self.clause_head.min(year.start),
            end: year.start,
        };
        self.reader.compared.ends(before.of(self.text).trim_end())
    }

    fn cue(&mut self, at: usize, cue: Cue, span: Span, mentions: &[Mention]) {
        self.before.add(cue);
        match cue {
            Cue::None => self.nothing(at, span),
            Cue::All => self.everything(at, span, mentions),
            Cue::OtherPeriod => {
                self.clause_period = Some(span);
                if self.starts_sentence(span) {
                    self.period = Some(span);
                }
            }
            Cue::PartScope if self.is_counted(at) => self.clause_scope = Some(span),
            Cue::PartScope => {
                self.scope_before = self.scope;
                self.scope = Some(span);
            }
            Cue::WholeScope | Cue::UpperScope => {
                let level = self.level_of(span);
                // A level above the issuer's is none of the report's, in this clause.
                if self.is_above(level) {
                    self.clause_scope = Some(span);
                } else if cue == Cue::WholeScope {
                    self.scope = None;
                    self.doubts.whole(self.is_region_of_office(level));
                }
            }
            // An opener is no part of the label behind it.
            Cue::Closed | Cue::Member | Cue::Beside => {
                self.item_start = span.end;
                self.opener_end = span.end;
            }
            Cue::Share | Cue::Up | Cue::Down | Cue::Carried | Cue::Became => {}
        }
    }

    /// Whether nothing stands before `span` in its sentence, so that what it says holds for all of it:
    /// `上年度收到申请38件，予以公开15件`.
    fn starts_sentence(&self, span: Span) -> bool {
        let before = self.text.get(..span.start as usize).unwrap_or_default();
        let before = before.trim_end_matches([' ', '\u{3000}']);
        before.is_empty() || before.ends_with(['。', '；', ';', '\n', '）', ')'])
    }

    fn figure(&mut self, at: usize, printed: &Printed, mentions: &mut Vec<Mention>) {
        let extent = printed.extent;
        let item = Span {
            start: self.item_start.min(extent.start),
            end: extent.start,
        };
        let right = Span {
            start: extent.end,
            end: self.end_of_item(at).max(extent.end),
        };
        let clause = Span {
            start: self.clause_start.min(extent.start),
            end: extent.start,
        };
        let unit = printed.quantity.unit;
        let bare = self.reader.names.without_fillers(clause.of(self.text));
        let named = self.name(at, (clause, bare), item, right, unit);
        let phrase = named.map(|named| named.phrase);
        let label = self.label((clause, bare), item, right);
        if named.is_some_and(|named| self.is_scope_in(named.words, clause)) {
            self.scope = self.scope_before;
        }
        if self.before.has(Cue::Member)
            && phrase.is_some_and(|phrase| self.is_of_another(phrase.indicator, mentions))
        {
            // `其中，办公室答复11件`: some of them, and so is what follows.
            self.scope = Some(Span {
                start: self.opener_end,
                end: extent.start,
            });
        }
        if phrase.is_some_and(|phrase| self.is_kind_of_part(phrase.indicator, mentions)) {
            self.scope = mentions.last().map(|part| part.left);
        }
        let scope = self.clause_scope.or(self.scope);
        self.doubts.has_figures = true;
        let mut is_weak = false;
        if let Some(named) = named {
            let is_kind = self.is_kind(named.phrase.indicator);
            let told = match scope {
                Some(scope) if self.is_of_body(scope) => Told::Foreign,
                Some(_) => Told::Narrowed,
                None => self.told(at, clause, named.words, is_kind, mentions),
            };
            is_weak = named.is_weak || told != Told::Own;
            if !named.is_weak {
                self.doubts.figure(told);
            }
        }
        let fact = self.facts.push(Fact {
            indicator: phrase.map(|phrase| phrase.indicator),
            value: Value::Stated(printed.quantity),
            origin: Origin::Prose,
            column: None,
            scope,
            period: self.clause_period.or(self.period),
            span: printed.figure,
            extent,
            label,
            is_weak,
        });
        mentions.push(Mention {
            fact,
            unit,
            label,
            left: item,
            right,
            depth: self.depth,
            sentence: self.sentence,
            clause: self.clause,
            before: self.before,
            between: std::mem::take(&mut self.between),
            sentence_end: self.span.end,
            kinds: OnceCell::new(),
        });
        self.change = [Cue::Up, Cue::Down]
            .into_iter()
            .find(|&cue| self.before.has(cue));
        self.before = Cues::default();
        self.item_start = extent.end;
        self.clause_start = extent.end;
        // `办结的87件中，按期办结80件`
        let end = extent.range().end;
        let past = end + '中'.len_utf8();
        if glance::starts(self.text, end, "中")
            && let Some('，' | ',' | '：' | ':') = glance::after(self.text, past)
        {
            self.before.add(Cue::Member);
            self.opener_end = Span::new(end, past).end;
        }
        self.clause_has_figure = true;
        self.quiet_clause = None;
    }

    /// Whether an indicator is one kind of another.
    fn is_kind(&self, indicator: IndicatorId) -> bool {
        self.reader.template.indicator(indicator).parent.is_some()
    }

    /// Whether a part that names a figure of the whole report is one of some other body: the kinds of a
    /// figure that is the report's, `办结87件，其中予以公开43件`, are the report's as well.
    fn is_of_another(&self, indicator: IndicatorId, mentions: &[Mention]) -> bool {
        let template = self.reader.template;
        let is_kind = || self.is_kind(indicator);
        let is_of_report = || {
            let last = mentions.last().map(|whole| whole.sentence);
            // `收到86件，结转3件。其中，予以公开43件`: a sentence of its own speaks of all the one before.
            let wholes = mentions.iter().rev().enumerate();
            let mut wholes = wholes.take_while(|(n, whole)| {
                *n == 0 || (Some(whole.sentence) == last && whole.sentence < self.sentence)
            });
            wholes.any(|(_, whole)| {
                // `上年结转3件，其中予以公开2件`: what became of those is not all that became of requests.
                let is_carried = whole.before.has(Cue::Carried);
                let whole = self.facts.get(whole.fact);
                whole.indicator.is_some() && whole.is_of_report() && !whole.is_weak && !is_carried
            })
        };
        template.is_top(indicator) && !(is_kind() && is_of_report())
    }

    /// Whether a figure tells the kinds of the one part that was singled out right before it: `其中涉及征地的31件，
    /// 予以公开12件`.
    fn is_kind_of_part(&self, indicator: IndicatorId, mentions: &[Mention]) -> bool {
        let template = self.reader.template;
        let is_kind = template.is_top(indicator) && self.is_kind(indicator);
        let is_part = |part: &Mention| {
            part.before.has(Cue::Member)
                && part.sentence == self.sentence
                && self.facts.get(part.fact).indicator.is_none()
                && !part.kinds(self.text, &self.reader.kinds).is_known()
        };
        is_kind
            && !self.between.semicolon
            && !self.before.has(Cue::Member)
            && mentions.last().is_some_and(is_part)
    }

    /// The indicator that the words around a figure name: those of its own clause, or those of the
    /// one before where only fillers stand between the break and the figure. `bare` is the clause without these.
    fn name(
        &mut self,
        at: usize,
        (clause, bare): (Span, &str),
        item: Span,
        right: Span,
        unit: Unit,
    ) -> Option<Named<'t>> {
        let index = &self.reader.names;
        let words = clause.of(self.text);
        let fillers = words.get(bare.len()..).unwrap_or_default();
        // `A和B分别为4次和6次`: which of them a figure is of, its clause alone does not say.
        self.is_nameless = self.is_nameless
            || self.reader.respective.is_in(fillers)
            || (self.before.has(Cue::Closed) && glance::trim(item.of(self.text)).is_empty())
            || self.is_followed_by_bare_figure(at);
        if self.is_nameless {
            return None;
        }
        let beside = Beside {
            left: clause,
            head: Span {
                start: self.clause_head.min(clause.start),
                end: clause.start,
            },
            right,
            so_far: so_far(self.text, self.section, clause.end),
        };
        let named = index.find(self.text, beside, unit).or_else(|| {
            let quiet = self.quiet_clause.filter(|_| bare.is_empty())?;
            let beside = Beside {
                left: quiet,
                head: Span::default(),
                ..beside
            };
            index.find(self.text, beside, unit)
        });
        // An average or an aim; most figures are not named, and need not be asked.
        let so_far = beside.head.to(clause);
        if (named.is_some() || self.before.has(Cue::Member))
            && self.reader.measures.is_in(so_far.of(self.text))
        {
            return None;
        }
        let may_be_anothers =
            named.is_some_and(|named| !named.is_weak) || self.before.has(Cue::Member);
        if may_be_anothers && self.scope.is_none() {
            self.scope = self.subject(clause.end);
        }
        named
    }

    /// Whether the next figure stands right behind this one, with no words of its own: `3件、5件`
    /// or `3件和5件`.
    fn is_followed_by_bare_figure(&self, at: usize) -> bool {
        let [Token::Figure(own), rest @ ..] = &self.tokens[at..] else {
            return false;
        };
        let is_pause = |token: &Token| {
            matches!(
                token,
                Token::Break {
                    kind: Break::Pause,
                    ..
                }
            )
        };
        let rest = rest
            .split_first()
            .filter(|(first, _)| is_pause(first))
            .map_or(rest, |(_, rest)| rest);
        let [Token::Figure(next), ..] = rest else {
            return false;
        };
        let between = Span {
            start: own.extent.end.min(next.extent.start),
            end: next.extent.start,
        };
        let between = glance::trim(between.of(self.text));
        let joins = &self.reader.template.lexicon.joins;
        joins.iter().any(|join| between == join)
    }

    /// The words that name a figure: those before it, or else those after.
    fn label(&self, (clause, bare): (Span, &str), left: Span, right: Span) -> Span {
        let words = trimmed(self.text, left);
        // The item is mostly all of the clause.
        let bare = if words == clause {
            bare
        } else {
            self.reader.names.without_fillers(words.of(self.text))
        };
        if bare.is_empty() {
            trimmed(self.text, right)
        } else {
            words
        }
    }

    /// Where the words after the figure at `at` end.
    fn end_of_item(&self, at: usize) -> u32 {
        self.tokens[at + 1..]
            .iter()
            .find_map(|token| match token {
                Token::Figure(printed) => Some(printed.extent.start),
                Token::Break { span, kind } if *kind != Break::LineEnd => Some(span.start),
                _ => None,
            })
            .unwrap_or(self.span.end)
    }
}

/// `span` without blanks and quotes at its ends.
fn trimmed(text: &str, span: Span) -> Span {
    let words = span.of(text);
    // Nearly all begin and end with a Chinese character.
    if let [0xe4..=0xe9, .., 0xe4..=0xe9, _, _] | [0xe4..=0xe9, _, _] = words.as_bytes() {
        return span;
    }
    let is_blank = |c: char| {
        c.is_whitespace() || matches!(c, '、' | '，' | ',' | '：' | ':' | '；' | ';' | '。')
    };
    let start = span.start as usize + (words.len() - words.trim_start_matches(is_blank).len());
    let bare = words.trim_matches(is_blank);
    Span::new(start, start + bare.len())
}
