//! `[check.<kind>]` of a rule to its [`Check`].

mod form;

use super::{
    error::Mistake,
    expression,
    names::Names,
    rule::{
        Blank, CarryForward, Check, CrossFooting, Equation, FormCheck, Issuer, Linear, Parts,
        Reading, Recalculation, Subset, Sum, TieOut, TieOutOver,
    },
    value::{pattern, words},
};
use crate::{
    sections::{Section, Text, one_of},
    template::IndicatorId,
};

/// What reads the section of one kind.
type ReadKind = for<'f> fn(&mut Section<'f>, &Names<'_>) -> Option<Check>;

/// The kinds by name.
const KINDS: [(&str, ReadKind); 18] = [
    ("footing", |section, names| {
        let over = [
            ("part-lists", Over::Parts),
            ("share-lists", Over::Shares),
            ("table-totals", Over::Tables),
        ];
        sum(section, names, &over).map(Check::Footing)
    }),
    ("cover", |section, names| {
        sum(section, names, &[]).map(Check::Cover)
    }),
    ("cross-footing", |section, names| {
        let rows = section.required_text("rows")?;
        one_of(rows, "rows", &[("every", ())])?;
        let except = section.texts("except").unwrap_or_default();
        let except = figures(except, names)?;
        Some(Check::CrossFooting(CrossFooting { except }))
    }),
    ("carry-forward", |section, names| {
        let mut seen = Seen::default();
        let mut read = |key| {
            let text = section.required_text(key)?;
            seen.once(figure(text, names), Some(text), names)
        };
        let (opening, new) = (read("opening"), read("new"));
        let (handled, closing) = (read("handled"), read("closing"));
        Some(Check::CarryForward(CarryForward {
            opening: opening?,
            new: new?,
            handled: handled?,
            closing: closing?,
        }))
    }),
    ("subset", |section, names| {
        subset(section, names).map(Check::Subset)
    }),
    ("tie-out", |section, names| {
        tie_out(section, names).map(Check::TieOut)
    }),
    ("recalculation", |section, names| {
        recalculation(section, names).map(Check::Recalculation)
    }),
    ("equation", |section, names| {
        equation(section, names).map(Box::new).map(Check::Equation)
    }),
    ("wording", |section, _| form::wording(section).map(of_form)),
    ("form-year", |section, _| {
        let over = section.required_text("over")?;
        one_of(over, "over", &[("tables", ())]).map(|()| of_form(FormCheck::FormYear))
    }),
    ("attachment", |section, _| {
        form::attachment(section).map(of_form)
    }),
    ("period", |section, _| form::period(section).map(of_form)),
    ("year", |section, _| form::year(section).map(of_form)),
    ("parts-count", |section, _| {
        form::parts(section).map(of_form)
    }),
    ("brackets", |section, _| {
        form::brackets(section).map(of_form)
    }),
    ("citation", |section, _| {
        form::citation(section).map(of_form)
    }),
    ("date-line", |_, _| Some(of_form(FormCheck::DateLine))),
    ("heading-order", |_, _| {
        Some(of_form(FormCheck::HeadingOrder))
    }),
];

fn of_form(check: FormCheck) -> Check {
    Check::Form(Box::new(check))
}

/// Reads the one check under `[check]`.
pub(super) fn read(mut section: Section<'_>, names: &Names<'_>) -> Option<Check> {
    let mut found = 0;
    let mut first = None;
    for (kind, read) in KINDS {
        let Some(mut check) = section.section(kind) else {
            continue;
        };
        check.name = format!("`[check.{kind}]`");
        found += 1;
        let read = read(&mut check, names);
        check.finish();
        first = first.or(read);
    }
    if found != 1 {
        section.place.report(Mistake::NotExactlyOne {
            section: section.name.clone(),
            keys: "the check kinds".to_owned(),
            found,
        });
    }
    section.finish();
    first
}

#[derive(Clone, Copy)]
enum Over {
    Parts,
    Shares,
    Tables,
}

fn sum(section: &mut Section<'_>, names: &Names<'_>, over: &[(&str, Over)]) -> Option<Sum> {
    if !over.is_empty()
        && let Some(text) = section.text("over")
    {
        for key in ["total", "parts", "optional", "blank"] {
            misplaced(section, key, "beside `over`", "name indicators instead");
        }
        return one_of(text, "over", over).map(|over| match over {
            Over::Parts => Sum::PartLists,
            Over::Shares => Sum::ShareLists,
            Over::Tables => Sum::TableTotals,
        });
    }
    let mut seen = Seen::default();
    let total = section.required_text("total").map(|t| figure(t, names));
    let total = seen.once(total.flatten(), section.text("total"), names);
    let parts = parts(section, names, &mut seen);
    let blank = blank(section);
    Some(Sum::Indicators {
        total: total?,
        parts: parts?,
        blank: blank?,
    })
}

fn parts<'f>(section: &mut Section<'f>, names: &Names<'_>, seen: &mut Seen) -> Option<Parts> {
    if section.is_text("parts") {
        misplaced(section, "optional", "beside children", "name the parts");
        let children = section.text("parts")?;
        return one_of(children, "parts", &[("children", ())]).map(|()| Parts::Children);
    }
    let required = section.required_texts("parts");
    let optional = section.texts("optional").unwrap_or_default();
    let mut figures = |texts: Vec<Text<'f>>| {
        let ids: Vec<_> = texts
            .into_iter()
            .map(|text| seen.once(figure(text, names), Some(text), names))
            .collect();
        ids.into_iter().collect::<Option<Vec<_>>>()
    };
    let optional = figures(optional);
    Some(Parts::Named {
        required: figures(required?)?,
        optional: optional?,
    })
}

fn subset(section: &mut Section<'_>, names: &Names<'_>) -> Option<Subset> {
    if section.has("pairs") {
        for key in ["part", "whole"] {
            misplaced(section, key, "beside `pairs`", "leave out `pairs`");
        }
        return pairs(section, names).map(|pairs| Subset { pairs });
    }
    let (part, whole) = (
        section.required_text("part"),
        section.required_text("whole"),
    );
    let pair = pair([part?, whole?], names)?;
    Some(Subset { pairs: vec![pair] })
}

/// The pairs of different indicators under `pairs`.
fn pairs(section: &mut Section<'_>, names: &Names<'_>) -> Option<Vec<(IndicatorId, IndicatorId)>> {
    let texts = section.tuples::<2>("pairs").into_iter();
    let pairs: Vec<_> = texts.map(|texts| pair(texts, names)).collect();
    pairs.into_iter().collect()
}

fn pair(texts: [Text<'_>; 2], names: &Names<'_>) -> Option<(IndicatorId, IndicatorId)> {
    let mut seen = Seen::default();
    let [first, second] = texts.map(|text| seen.once(figure(text, names), Some(text), names));
    first.zip(second)
}

fn tie_out(section: &mut Section<'_>, names: &Names<'_>) -> Option<TieOut> {
    let of = section.texts("of");
    let over = section.text("over");
    let whole = section.text("whole");
    let has_pairs = section.has("pairs");
    let found = [of.is_some(), over.is_some(), whole.is_some(), has_pairs];
    let found = found.into_iter().filter(|&is_there| is_there).count();
    if found != 1 {
        section.place.report(Mistake::NotExactlyOne {
            section: section.name.clone(),
            keys: "`of`, `pairs`, `over` and `whole`".to_owned(),
            found,
        });
    }
    let is_every = over.is_some_and(|over| over.value == "every");
    if !is_every {
        misplaced(section, "except", "without `over = \"every\"`", "add that");
    }
    if whole.is_none() {
        misplaced(section, "parts", "without `whole`", "add that");
    }
    let readings = readings(section, names);
    let over = if let Some(of) = of {
        figures(of, names).map(TieOutOver::Indicators)
    } else if has_pairs {
        pairs(section, names).map(TieOutOver::Pairs)
    } else if let Some(whole) = whole {
        let parts = section.required_texts("parts");
        let whole = figure(whole, names);
        let parts = parts.and_then(|parts| figures(parts, names));
        whole
            .zip(parts)
            .map(|(whole, parts)| TieOutOver::Combined { whole, parts })
    } else if is_every {
        let except = section.texts("except").unwrap_or_default();
        figures(except, names).map(|except| TieOutOver::Every { except })
    } else {
        one_of(over?, "over", &[("every", false), ("chart-points", true)])
            .map(|_| TieOutOver::ChartPoints)
    };
    Some(TieOut {
        over: over?,
        readings: readings?,
    })
}

fn recalculation(section: &mut Section<'_>, names: &Names<'_>) -> Option<Recalculation> {
    if !section.has("over") && RATE.iter().any(|key| section.has(key)) {
        return rate(section, names);
    }
    for key in RATE {
        misplaced(section, key, "beside `over`", "leave out `over`");
    }
    let over = section.required_text("over")?;
    let kinds = [
        ("shares", Recalculation::Shares),
        ("growth", Recalculation::Growth),
        ("table-shares", Recalculation::TableShares),
    ];
    one_of(over, "over", &kinds)
}

/// The keys of a rate.
const RATE: [&str; 3] = ["rate", "part", "whole"];

fn rate(section: &mut Section<'_>, names: &Names<'_>) -> Option<Recalculation> {
    let mut seen = Seen::default();
    let [rate, part, whole] = RATE.map(|key| {
        let text = section.required_text(key)?;
        seen.once(figure(text, names), Some(text), names)
    });
    Some(Recalculation::Rate {
        rate: rate?,
        part: part?,
        whole: whole?,
    })
}

fn equation(section: &mut Section<'_>, names: &Names<'_>) -> Option<Equation> {
    let text = section.required_text("holds");
    let holds = text.map(|text| linear(text, names));
    let readings = readings(section, names);
    let blank = blank(section);
    let is = section.text("issuer").and_then(pattern);
    let unless = section.text("unless_issuer").and_then(pattern);
    Some(Equation {
        holds: holds??,
        readings: readings?,
        blank: blank?,
        issuer: is.map(|is| Box::new(Issuer { is, unless })),
        text: text?.value.to_owned(),
    })
}

fn readings(section: &mut Section<'_>, names: &Names<'_>) -> Option<Vec<Reading>> {
    let kind = section.name.trim_matches(['`', '[', ']']).to_owned();
    let readings: Vec<_> = section
        .sections("reading")
        .into_iter()
        .map(|mut reading| {
            reading.name = format!("`[[{kind}.reading]]`");
            let name = reading.required_text("name");
            let en = reading.required_text("en");
            let holds = reading
                .required_text("holds")
                .map(|text| linear(text, names));
            reading.finish();
            Some(Reading {
                name: words(Some(name?), Some(en?)),
                holds: holds??,
            })
        })
        .collect();
    readings.into_iter().collect()
}

fn blank(section: &mut Section<'_>) -> Option<Blank> {
    let kinds = [("zero", Blank::Zero), ("unchecked", Blank::Unchecked)];
    one_of(section.required_text("blank")?, "blank", &kinds)
}

fn linear(text: Text<'_>, names: &Names<'_>) -> Option<Linear> {
    // What stands in for names that cannot be known; such a pack is never used.
    let mut unknown = 0;
    let resolve = |name: &str| {
        let id = names.find(name)?;
        if let Some(id) = id {
            check_figure(id, names)?;
        }
        unknown += usize::from(id.is_none());
        Ok(id.unwrap_or(IndicatorId(u16::MAX)))
    };
    match expression::parse(text.value, resolve) {
        Ok(linear) => Some(linear).filter(|_| unknown == 0),
        // Unknown names have cancelled each other out.
        Err(_) if unknown > 0 => None,
        Err(faults) => {
            for (part, mistake) in faults {
                text.report_within(part, mistake);
            }
            None
        }
    }
}

fn figures(texts: Vec<Text<'_>>, names: &Names<'_>) -> Option<Vec<IndicatorId>> {
    let found: Vec<_> = texts.into_iter().map(|text| figure(text, names)).collect();
    found.into_iter().collect()
}

/// The indicator that `text` names, which must carry a figure.
fn figure(text: Text<'_>, names: &Names<'_>) -> Option<IndicatorId> {
    let found = names.find(text.value).and_then(|id| {
        id.map(|id| check_figure(id, names).map(|()| id))
            .transpose()
    });
    found.unwrap_or_else(|mistake| {
        text.report(mistake);
        None
    })
}

fn check_figure(id: IndicatorId, names: &Names<'_>) -> Result<(), Mistake> {
    let indicator = names.indicator(id);
    if indicator.unit.is_some() {
        return Ok(());
    }
    let key = indicator.key.to_string();
    Err(Mistake::GroupWithoutFigure { key })
}

/// The indicators of a check so far.
#[derive(Default)]
struct Seen(Vec<IndicatorId>);

impl Seen {
    /// Passes an indicator on, and notes it if it has been there.
    fn once(
        &mut self,
        id: Option<IndicatorId>,
        text: Option<Text<'_>>,
        names: &Names<'_>,
    ) -> Option<IndicatorId> {
        let id = id?;
        if self.0.contains(&id) {
            let key = names.indicator(id).key.to_string();
            text?.report(Mistake::RepeatedIndicator { key });
        }
        self.0.push(id);
        Some(id)
    }
}

fn misplaced(
    section: &mut Section<'_>,
    key: &'static str,
    without: &'static str,
    mend: &'static str,
) {
    if section.has(key) {
        section
            .key_place(key)
            .report(Mistake::MisplacedKey { key, without, mend });
    }
}
