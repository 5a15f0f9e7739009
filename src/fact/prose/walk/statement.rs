//! Statements without a figure: that nothing happened, that all were of one kind.

use super::Walk;
use crate::{
    fact::{
        Fact, Origin, Value,
        mention::Mention,
        name::{is_met, so_far},
        token::{Break, Token},
    },
    quantity::{Decimal, Quantity, glance},
    span::Span,
    template::Phrase,
};

impl Walk<'_, '_> {
    /// `没有发生行政复议`: each thing named is zero.
    pub(super) fn nothing(&mut self, at: usize, cue: Span) {
        if self.period.is_some() || self.clause_period.is_some() {
            return;
        }
        let Some(clause) = self.clause_around(at) else {
            return;
        };
        let statements = &self.reader.none;
        if !statements.near.is_in(clause.of(self.text)) {
            return;
        }
        for phrase in &statements.phrases {
            if let Some(words) = named_in(self.text, clause, self.section, phrase) {
                let unit = self
                    .reader
                    .template
                    .indicator(phrase.indicator)
                    .unit
                    .unwrap_or_default();
                let is_plain = self.is_plain(cue, words);
                let zero = Quantity::exact(Decimal::ZERO, unit);
                self.state(phrase, zero, cue.to(words), is_plain);
            }
        }
    }

    /// Whether nothing limits what did not happen: `没有发生行政复议`, not `12月份没有发生…`, nor
    /// `没有发生因收费引发的…`.
    fn is_plain(&self, cue: Span, words: Span) -> bool {
        let lexicon = &self.reader.template.lexicon;
        let openings = &self.reader.openings;
        let between = Span {
            start: cue.end.min(words.start),
            end: words.start,
        };
        let mut rest = between.of(self.text).trim();
        while let Some(less) = openings.plain.strip_longest(rest) {
            rest = less.trim_start();
        }
        let before = Span {
            start: self.clause_head.min(cue.start),
            end: cue.start,
        };
        let subject = before.of(self.text).trim();
        let subject =
            subject.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '年' | '度'));
        // `我局全年未发生…`
        let times = lexicon.own_period.iter().map(String::as_str);
        let subject = times
            .chain(["全年", "年内"])
            .fold(subject, |subject, time| {
                let rest = subject.strip_prefix(time).unwrap_or(subject);
                rest.strip_suffix(time).unwrap_or(rest)
            });
        let subject = subject.trim_start_matches(['度', '内', '中']);
        let is_own = subject.is_empty()
            || lexicon.whole_scope.iter().any(|whole| subject == whole)
            || openings
                .fillers
                .strip_longest(subject)
                .is_some_and(str::is_empty)
            || self.facts.title.of(self.text).contains(subject)
            || (words.start < cue.start && self.names_it_all(subject));
        rest.is_empty() && is_own
    }

    /// Whether the words before the cue only name what did not happen.
    fn names_it_all(&self, words: &str) -> bool {
        let openings = &self.reader.openings;
        let mut rest = words;
        loop {
            let whole = openings.whole.strip_longest(rest);
            let Some(less) = whole.or_else(|| openings.plain.strip_longest(rest)) else {
                return rest.is_empty();
            };
            rest = less.trim_start();
        }
    }

    /// `均为当面申请`: the one kind named is the whole.
    pub(super) fn everything(&mut self, at: usize, cue: Span, mentions: &[Mention]) {
        let Some(clause) = self.clause_around(at) else {
            return;
        };
        let clause = Span {
            start: cue.end.min(clause.end),
            end: clause.end,
        };
        let statements = &self.reader.all;
        if !statements.near.is_in(clause.of(self.text)) {
            return;
        }
        for phrase in &statements.phrases {
            let Some(words) = named_in(self.text, clause, self.section, phrase) else {
                continue;
            };
            let parent = self.reader.template.indicator(phrase.indicator).parent;
            let whole = mentions
                .iter()
                .rev()
                .take_while(|m| self.sentence - m.sentence <= 1)
                .find(|m| {
                    let fact = self.facts.get(m.fact);
                    // `14件申请全部按时办结` says itself what the whole is.
                    let is_own = m.clause == self.clause && fact.is_of_report();
                    is_own
                        || (fact.indicator.is_some() && fact.indicator == parent && !fact.is_weak)
                });
            if let Some(quantity) = whole.and_then(|m| self.facts.quantity(m.fact)).copied() {
                self.state(phrase, quantity, cue.to(words), true);
            }
        }
    }

    /// The clause around the cue at `at`, unless it states a figure.
    fn clause_around(&self, at: usize) -> Option<Span> {
        let ends = |token: &Token| match token {
            Token::Break {
                span,
                kind: Break::Comma | Break::Semicolon | Break::Stop | Break::Colon,
            } => Some(*span),
            Token::Figure(printed) => Some(Span {
                start: printed.extent.start,
                end: printed.extent.start,
            }),
            _ => None,
        };
        let end = self.tokens[at + 1..]
            .iter()
            .find_map(ends)
            .map_or(self.span.end, |span| span.start);
        let is_stated = self.tokens[at + 1..]
            .iter()
            .find(|token| ends(token).is_some())
            .is_some_and(|token| matches!(token, Token::Figure(_)));
        (!is_stated).then_some(Span {
            start: self.clause_start.min(end),
            end,
        })
    }

    fn state(&mut self, phrase: &Phrase, quantity: Quantity, words: Span, is_plain: bool) {
        self.facts.push(Fact {
            indicator: Some(phrase.indicator),
            value: Value::Stated(quantity),
            origin: Origin::Statement,
            column: None,
            scope: self.clause_scope.or(self.scope),
            period: self.clause_period.or(self.period),
            span: words,
            extent: words,
            label: words,
            is_weak: phrase.is_weak || !is_plain,
        });
    }
}

/// Where one of the phrase's words stands in `clause`, if its other conditions are met.
fn named_in(text: &str, clause: Span, section: u32, phrase: &Phrase) -> Option<Span> {
    let words = clause.of(text);
    let (at, near) = phrase
        .near
        .iter()
        .find_map(|near| Some((glance::find(words, near)?, near)))?;
    let start = clause.start as usize + at;
    is_met(
        phrase,
        words,
        "",
        "",
        so_far(text, section, clause.end).of(text),
    )
    .then(|| Span::new(start, start + near.len()))
}
