//! `docs/coverage.md`: what became of the numbers of the reports in `tests/reports`.

use std::{collections::BTreeMap, fmt::Write, fs};

use gouji::{
    audit::{Audit, Auditor, Coverage, Fate},
    language::Language,
    pack, source,
};

use crate::settled::{path, settle};

#[test]
fn the_page_tells_what_becomes_of_the_numbers() {
    let packs = pack::read(pack::builtin()).expect("the built-in packs are sound");
    let auditor = Auditor::new(&packs, Language::En);
    let mut eras: BTreeMap<&str, Era> = BTreeMap::new();
    for file in fs::read_dir(path("tests/reports")).expect("the folder is there") {
        let path = file.expect("it can be listed").path();
        if path.extension().is_none_or(|extension| extension != "txt") {
            continue;
        }
        let bytes = fs::read(&path).expect("it can be read");
        let (document, gaps) = source::read(&bytes).expect("fixtures are text");
        let audit = auditor.audit(document, gaps);
        eras.entry(era(audit.year)).or_default().add(&audit);
    }
    settle("docs/coverage.md", &page(&eras));
}

/// The report years that share a form.
fn era(year: Option<u16>) -> &'static str {
    match year {
        Some(..=2013) => "2008-2013",
        Some(2014..=2018) => "2014-2018",
        Some(2019..=2020) => "2019-2020",
        Some(2021..) => "2021 on",
        None => "not stated",
    }
}

/// What became of the numbers of one era.
#[derive(Default)]
struct Era {
    n_reports: usize,
    coverage: Coverage,
    /// Why quantities are unchecked, and what is no quantity.
    unchecked: BTreeMap<&'static str, usize>,
    not_quantities: BTreeMap<&'static str, usize>,
}

impl Era {
    fn add(&mut self, audit: &Audit) {
        self.n_reports += 1;
        let coverage = audit.coverage;
        self.coverage.numbers += coverage.numbers;
        self.coverage.checked += coverage.checked;
        self.coverage.unchecked += coverage.unchecked;
        self.coverage.not_quantities += coverage.not_quantities;
        self.coverage.unknown += coverage.unknown;
        for figure in &audit.figures {
            match &figure.fate {
                Fate::Unchecked(why) => *self.unchecked.entry(why.as_str()).or_default() += 1,
                Fate::NotQuantity(what) => {
                    *self.not_quantities.entry(what.as_str()).or_default() += 1;
                }
                Fate::Checked(_) | Fate::Unknown => {}
            }
        }
    }
}

/// `part` of `whole` in whole percents, so that the page changes only when there is something to tell.
fn percent(part: usize, whole: usize) -> String {
    match (part * 200 + whole) / (2 * whole.max(1)) {
        0 if part > 0 => "< 1%".to_owned(),
        share => format!("{share}%"),
    }
}

/// The commonest reasons with their shares of `whole`, the commonest first.
fn commonest(reasons: &BTreeMap<&'static str, usize>, whole: usize) -> String {
    let mut reasons: Vec<_> = reasons.iter().collect();
    reasons.sort_by(|a, b| b.1.cmp(a.1).then(a.0.cmp(b.0)));
    let told: Vec<_> = reasons
        .into_iter()
        .take(5)
        .map(|(reason, &n)| format!("`{reason}` {}", percent(n, whole)))
        .collect();
    told.join(", ")
}

fn page(eras: &BTreeMap<&str, Era>) -> String {
    let mut page = String::from(
        "# What becomes of the numbers\n\n\
         <!-- Written by tests/docs/coverage.rs from tests/reports: GOUJI_BLESS=1 cargo test --test docs -->\n\n\
         Every number of a report ends in exactly one class, so that \"nothing found\" cannot mean \"nothing read\":\n\n\
         - *checked*: a quantity that some rule judged;\n\
         - *unchecked*: a quantity that none did, and why;\n\
         - *no quantity*: a date, the number of a document, a list mark, and so on;\n\
         - *not understood*: no class fits, or the number lost digits before gouji saw it.\n\n\
         The figures are those of the reports in [tests/reports](../tests/reports), invented ones in the manner of real reports, by the\n\
         report years that share a form. A report of your own may differ: `gouji extract REPORT` lists its numbers one by one and ends\n\
         with its shares. A test holds *not understood* to at most 2% of each report that is not damaged on purpose.\n\n\
         | report years | reports | numbers | checked | unchecked | no quantity | not understood | checked of the quantities |\n\
         |---|---|---|---|---|---|---|---|\n",
    );
    for (name, era) in eras {
        let Coverage {
            numbers,
            checked,
            unchecked,
            not_quantities,
            unknown,
        } = era.coverage;
        writeln!(
            page,
            "| {name} | {} | {numbers} | {} | {} | {} | {} | {} |",
            era.n_reports,
            percent(checked, numbers),
            percent(unchecked, numbers),
            percent(not_quantities, numbers),
            percent(unknown, numbers),
            percent(checked, checked + unchecked),
        )
        .expect("a string takes it");
    }
    page.push_str(
        "\nHow to read it: the last column is the one to watch. It cannot reach 100%: a report states many figures once, without a total or a\n\
         share beside them, and nothing can be held against those. What is checked may still be wrong, if all that is said of it agrees.\n\n\
         ## The commonest reasons\n\n\
         Of the unchecked quantities, why, and of what is no quantity, what it is; [json.md](json.md) tells the names.\n\n\
         | report years | unchecked | no quantity |\n\
         |---|---|---|\n",
    );
    for (name, era) in eras {
        writeln!(
            page,
            "| {name} | {} | {} |",
            commonest(&era.unchecked, era.coverage.unchecked),
            commonest(&era.not_quantities, era.coverage.not_quantities),
        )
        .expect("a string takes it");
    }
    page.push_str(
        "\n`no-indicator` is the commonest by nature: no pack knows by name what one place alone counts. Most of these are still checked where they\n\
         stand in a list with a total. `no-rule` is an indicator that nothing else in a report states again; a rule that ties it to\n\
         another moves it to *checked*.\n",
    );
    page
}
