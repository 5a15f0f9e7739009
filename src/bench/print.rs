//! The counts as a table and as JSON.

use std::fmt::Write;

use serde::Serialize;
use unicode_width::UnicodeWidthStr;

use crate::{
    bench::{Tallies, Tally},
    language::Language,
};

/// The name and version of the JSON's shape.
const SCHEMA: &str = "gouji-bench/1";

/// The counts in columns, a line for each class in each place, and the reports behind them.
#[must_use]
pub fn table(tallies: &Tallies, language: Language) -> String {
    let head = match language {
        Language::Zh => [
            "位置",
            "差错",
            "注入",
            "发现",
            "恰一条",
            "唯一",
            "定位",
            "改值",
            "不唯一",
            "在其中",
            "仅界限",
        ],
        Language::En => [
            "place", "fault", "injected", "detected", "one", "unique", "located", "value",
            "several", "among", "bounds",
        ],
    };
    let mut lines = vec![head.map(str::to_owned).to_vec()];
    for ((place, class), tally) in &tallies.rows {
        lines.push(line(place, class.as_str(), *tally));
    }
    let all = match language {
        Language::Zh => "合计",
        Language::En => "all",
    };
    lines.push(line(all, "", tallies.sum(|_, _| true)));
    let widths: Vec<usize> = (0..lines[0].len())
        .map(|at| lines.iter().map(|line| line[at].width()).max().unwrap_or(0))
        .collect();
    let mut words = String::new();
    for line in &lines {
        for (at, (cell, width)) in line.iter().zip(&widths).enumerate() {
            let blank = " ".repeat(width - cell.width());
            // Writing to a string does not fail.
            let _ = match at {
                0 => write!(words, "{cell}{blank}"),
                1 => write!(words, "  {cell}{blank}"),
                _ => write!(words, "  {blank}{cell}"),
            };
        }
        words.truncate(words.trim_end().len());
        words.push('\n');
    }
    words + &reports(tallies, language)
}

fn reports(tallies: &Tallies, language: Language) -> String {
    let Tallies {
        n_clean, n_unclean, ..
    } = tallies;
    match language {
        Language::Zh => {
            format!("\n原样无误的报告 {n_clean} 份；原样即有问题、未注入的 {n_unclean} 份\n")
        }
        Language::En => format!(
            "\n{n_clean} clean reports; {n_unclean} left alone, being found fault with as they are\n"
        ),
    }
}

fn line(place: &str, class: &str, tally: Tally) -> Vec<String> {
    let Tally {
        injected,
        detected,
        one_finding,
        unique,
        located,
        value,
        ambiguous,
        among,
        bounds,
    } = tally;
    vec![
        place.to_owned(),
        class.to_owned(),
        injected.to_string(),
        share(detected, injected),
        share(one_finding, injected),
        unique.to_string(),
        share(located, unique),
        share(value, unique),
        ambiguous.to_string(),
        share(among, ambiguous),
        bounds.to_string(),
    ]
}

/// `99.2%`, cut off so that only all are 100; a dash of none.
fn share(part: usize, whole: usize) -> String {
    match (part * 1000).checked_div(whole) {
        None => "-".to_owned(),
        Some(1000) => "100%".to_owned(),
        Some(permille) => format!("{}.{}%", permille / 10, permille % 10),
    }
}

#[derive(Serialize)]
struct JsonBench<'a> {
    schema: &'static str,
    seed: u64,
    reports: usize,
    unclean: usize,
    classes: Vec<JsonClass<'a>>,
    misses: &'a [String],
}

#[derive(Serialize)]
struct JsonClass<'a> {
    place: &'a str,
    fault: &'static str,
    injected: usize,
    detected: usize,
    one_finding: usize,
    unique: usize,
    located: usize,
    value: usize,
    several: usize,
    among: usize,
    bounds: usize,
}

/// The same as JSON, with every fault that did not come out as it should.
pub fn json(tallies: &Tallies, seed: u64) -> serde_json::Result<String> {
    let classes = tallies
        .rows
        .iter()
        .map(|((place, class), tally)| JsonClass {
            place,
            fault: class.as_str(),
            injected: tally.injected,
            detected: tally.detected,
            one_finding: tally.one_finding,
            unique: tally.unique,
            located: tally.located,
            value: tally.value,
            several: tally.ambiguous,
            among: tally.among,
            bounds: tally.bounds,
        });
    let bench = JsonBench {
        schema: SCHEMA,
        seed,
        reports: tallies.n_clean,
        unclean: tallies.n_unclean,
        classes: classes.collect(),
        misses: &tallies.misses,
    };
    serde_json::to_string(&bench)
}
