//! The façade: a report and the packs in, one [`Audit`] out.
//!
//! Deliberately absent: files, printing, exit codes.

use std::sync::Arc;

use crate::{
    compose::{self, Context},
    diagnose,
    document::{Block, Document, Joined, Parts, Places, Provenance},
    engine::{self, Judged},
    fact::{Extractor, Fact, Facts, NotQuantity, Origin, Value, title_year},
    finding::{Finding, Unchecked, Verdict, Why},
    gap::{Gap, GapKind},
    language::Language,
    pack::PackSet,
    quantity::Quantity,
    span::Span,
};

/// What came of one report.
#[derive(Debug)]
pub struct Audit {
    /// The text that every span points into.
    pub text: String,
    /// Its headings, paragraphs and tables, in reading order.
    pub blocks: Vec<Block>,
    /// What the text of its first file was made from; positions told to people point into that.
    pub provenance: Provenance,
    /// Where a person finds what has no lines in it.
    pub places: Places,
    /// The further files of the report, in the order of the text.
    pub joined: Vec<Joined>,
    /// The forms that were recognised, by pack id, each with the reason.
    pub forms: Vec<(String, String)>,
    /// The report year, where the report says it.
    pub year: Option<u16>,
    /// The line that names the report and its issuer; empty where none does.
    pub title: Span,
    /// What cannot be true, in the order of the text.
    pub findings: Vec<Finding>,
    /// What could not be judged.
    pub unchecked: Vec<Unchecked>,
    /// How each rule came out each time it was bound; none if numbers were only counted.
    pub verdicts: Vec<(Arc<str>, Verdict)>,
    /// How the rule to be explained came out, step by step.
    pub derivations: Vec<String>,
    /// What could not be read.
    pub gaps: Vec<Gap>,
    /// How many numbers the report has, and in which class they ended.
    pub coverage: Coverage,
    /// Each of them and what became of it, in the order of the text; none if they were only counted.
    pub figures: Vec<Figure>,
}

/// A number in the report and what became of it.
#[derive(Debug, Clone)]
pub struct Figure {
    /// As printed.
    pub span: Span,
    /// The indicator's key, if it states one.
    pub indicator: Option<Arc<str>>,
    /// The row's label or the clause's words.
    pub label: Span,
    /// What it says, if it is a quantity.
    pub quantity: Option<Quantity>,
    /// Where it stands, if it is a quantity.
    pub origin: Option<Origin>,
    /// What became of it.
    pub fate: Fate,
}

/// What became of a number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fate {
    /// Checked, by these rules.
    Checked(Vec<Arc<str>>),
    /// A quantity that no rule judged, and why.
    Unchecked(Why),
    /// No quantity: a date, a document's number, …
    NotQuantity(NotQuantity),
    /// Not understood.
    Unknown,
}

/// How many numbers ended in which class.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Coverage {
    /// All of them.
    pub numbers: usize,
    /// Judged by some rule.
    pub checked: usize,
    /// Quantities that no rule judged.
    pub unchecked: usize,
    /// Dates, document numbers and the like.
    pub not_quantities: usize,
    /// Not understood.
    pub unknown: usize,
}

impl Figure {
    /// The row's label or the clause's words in `text`, without blanks.
    #[must_use]
    pub fn label_in(&self, text: &str) -> String {
        self.label.of(text).split_whitespace().collect()
    }
}

impl Coverage {
    /// Counts by what became of them.
    fn of(facts: &Facts, judged: &[Judged<'_>]) -> Self {
        let mut is_judged = vec![false; facts.facts.len()];
        for one in judged.iter().filter(|one| one.is_decided()) {
            one.facts().for_each(|fact| is_judged[fact.index()] = true);
        }
        let (mut checked, mut unchecked) = (0, 0);
        for (fact, is_judged) in facts.facts.iter().zip(is_judged) {
            if is_figure(fact) {
                *(if is_judged {
                    &mut checked
                } else {
                    &mut unchecked
                }) += 1;
            }
        }
        let (not_quantities, unknown) = (facts.not_quantities.len(), facts.unknown.len());
        Self {
            numbers: checked + unchecked + not_quantities + unknown,
            checked,
            unchecked,
            not_quantities,
            unknown,
        }
    }
}

/// Whether a fact is a number that is printed in the report.
fn is_figure(fact: &Fact) -> bool {
    matches!(fact.value, Value::Stated(_)) && fact.origin != Origin::Statement
}

/// Audits reports with one set of packs.
#[derive(Debug)]
pub struct Auditor<'p> {
    packs: &'p PackSet,
    extractor: Extractor<'p>,
    language: Language,
    /// The rule whose derivations are told.
    explained: Option<String>,
    /// Numbers are counted by what became of them, and not listed.
    is_counting: bool,
}

impl<'p> Auditor<'p> {
    /// Prepares `packs` for any number of reports; messages will be in `language`.
    #[must_use]
    pub fn new(packs: &'p PackSet, language: Language) -> Self {
        Self {
            packs,
            extractor: Extractor::new(&packs.template),
            language,
            explained: None,
            is_counting: false,
        }
    }

    /// The same, leaving [`Audit::figures`] and [`Audit::verdicts`] empty: listing them all takes a while.
    #[must_use]
    pub fn only_counting(mut self) -> Self {
        self.is_counting = true;
        self
    }

    /// The same, telling how `rule` comes out step by step.
    #[must_use]
    pub fn explaining(mut self, rule: &str) -> Self {
        self.explained = Some(rule.to_owned());
        self
    }

    /// The year that the title of a document names, as far as it can be told at a glance.
    #[must_use]
    pub fn title_year(&self, document: &Document) -> Option<u16> {
        title_year(document, &self.packs.template.lexicon)
    }

    /// Audits one report. `gaps` are what its reader could not read.
    #[must_use]
    pub fn audit(&self, document: Document, mut gaps: Vec<Gap>) -> Audit {
        let mut facts = self.extractor.extract(&document);
        let is_read = |gap: &Gap| gap.span.is_some_and(|span| facts.whole.contains(&span));
        gaps.retain(|gap| gap.kind != GapKind::RaggedTable || !is_read(gap));
        gaps.append(&mut facts.gaps);
        let judged = engine::evaluate(self.packs, &document, &facts);
        let context = Context {
            document: &document,
            facts: &facts,
            template: &self.packs.template,
            language: self.language,
        };
        let mut diagnoses = diagnose::explain(&facts, &judged);
        let torn: Vec<Span> = gaps
            .iter()
            .filter(|gap| gap.kind == GapKind::RaggedTable)
            .filter_map(|gap| gap.span)
            .collect();
        let misread = diagnoses.take_misread(&facts, &torn);
        gaps.extend(misread.into_iter().map(|span| Gap {
            kind: GapKind::ShiftedColumns,
            span: Some(span),
        }));
        let outcome = compose::outcome(context, &judged, &diagnoses);
        let derivations = match &self.explained {
            Some(rule) => compose::derivations(context, &judged, &diagnoses, rule),
            None => Vec::new(),
        };
        let coverage = Coverage::of(&facts, &judged);
        let (figures, verdicts) = if self.is_counting {
            (Vec::new(), Vec::new())
        } else {
            let verdict = |one: &Judged<'_>| (Arc::clone(&one.rule().id), one.verdict.clone());
            let verdicts = judged.iter().map(verdict).collect();
            (self.figures(&facts, &judged), verdicts)
        };
        let Parts {
            text,
            blocks,
            provenance,
            places,
            joined,
        } = document.into_parts();
        Audit {
            forms: self.forms(&facts),
            year: facts.year,
            title: facts.title,
            findings: outcome.findings,
            unchecked: outcome.unchecked,
            verdicts,
            derivations,
            gaps,
            coverage,
            figures,
            text,
            blocks,
            provenance,
            places,
            joined,
        }
    }

    /// The forms recognised, each with the reason.
    fn forms(&self, facts: &Facts) -> Vec<(String, String)> {
        facts
            .tables
            .iter()
            .map(|table| {
                let why = match self.language {
                    Language::Zh => format!("表中有 {} 个该表式的指标", table.n_known),
                    Language::En => format!("{} of its indicators stand in a table", table.n_known),
                };
                (self.packs.pack(table.pack).id.clone(), why)
            })
            .collect()
    }

    fn figures(&self, facts: &Facts, all: &[Judged<'_>]) -> Vec<Figure> {
        let mut judged: Vec<(usize, &Arc<str>)> = Vec::new();
        let mut doubts: Vec<Option<Why>> = vec![None; facts.facts.len()];
        for one in all {
            let rule = &one.rule().id;
            match one.verdict {
                Verdict::Unchecked(why) => {
                    for fact in one.facts() {
                        doubts[fact.index()].get_or_insert(why);
                    }
                }
                _ if one.is_decided() => {
                    judged.extend(one.facts().map(|fact| (fact.index(), rule)));
                }
                _ => {}
            }
        }
        judged.sort_by_key(|&(fact, _)| fact);
        let rules = |at: usize| {
            let first = judged.partition_point(|&(fact, _)| fact < at);
            let own = judged[first..].iter().take_while(|&&(fact, _)| fact == at);
            let mut rules: Vec<Arc<str>> = Vec::new();
            for &(_, rule) in own {
                if !rules.contains(rule) {
                    rules.push(Arc::clone(rule));
                }
            }
            rules
        };
        // Figures are large: their places are sorted first.
        let (n_facts, n_not) = (facts.facts.len(), facts.not_quantities.len());
        let mut order = Vec::with_capacity(n_facts + n_not + facts.unknown.len());
        for (at, fact) in facts.facts.iter().enumerate() {
            if is_figure(fact) {
                order.push((fact.span, at));
            }
        }
        let not_quantities = facts.not_quantities.iter().map(|&(span, _)| span);
        let others = not_quantities.chain(facts.unknown.iter().copied());
        order.extend(others.zip(n_facts..));
        // Runs that are in order already, but for where they meet.
        order.sort();
        let figure = |(span, at): (Span, usize)| match facts.facts.get(at) {
            Some(fact) => self.figure(fact, rules(at), doubts[at]),
            None => Figure {
                span,
                indicator: None,
                label: Span::default(),
                quantity: None,
                origin: None,
                fate: match facts.not_quantities.get(at - n_facts) {
                    Some(&(_, what)) => Fate::NotQuantity(what),
                    None => Fate::Unknown,
                },
            },
        };
        order.into_iter().map(figure).collect()
    }

    /// What became of a fact that `rules` judged, or did not for the reason in `doubt`.
    fn figure(&self, fact: &Fact, rules: Vec<Arc<str>>, doubt: Option<Why>) -> Figure {
        let indicator = fact.indicator.map(|id| self.packs.template.indicator(id));
        let reason = match indicator {
            Some(_) => Why::NoRule,
            None => Why::NoIndicator,
        };
        Figure {
            span: fact.span,
            indicator: indicator.map(|indicator| Arc::clone(&indicator.key)),
            label: fact.label,
            quantity: match fact.value {
                Value::Stated(quantity) => Some(quantity),
                Value::Blank | Value::NotApplicable => None,
            },
            origin: Some(fact.origin),
            fate: if rules.is_empty() {
                Fate::Unchecked(doubt.unwrap_or(reason))
            } else {
                Fate::Checked(rules)
            },
        }
    }
}
