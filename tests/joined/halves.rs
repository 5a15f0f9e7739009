//! Our own reports in pieces: a report cut at its table is the same report, and one that is given
//! twice, as page and as attachment, contradicts itself no more than it did.

use std::{collections::BTreeSet, fs, path::Path, sync::LazyLock};

use gouji::{
    audit::{Audit, Auditor},
    document::Block,
    language::Language,
    pack::{self, PackSet},
    source,
};

static PACKS: LazyLock<PackSet> =
    LazyLock::new(|| pack::read(pack::builtin()).expect("the packs that gouji brings are sound"));
static AUDITOR: LazyLock<Auditor<'_>> = LazyLock::new(|| Auditor::new(&PACKS, Language::Zh));

fn audit(first: &[u8], second: Option<&[u8]>) -> Audit {
    let (mut document, _) = source::read(first).expect("it is a report");
    if let Some(second) = second {
        let (attachment, _) = source::read(second).expect("it is an attachment");
        document.join("附件".to_owned(), attachment);
    }
    AUDITOR.audit(document, Vec::new())
}

/// The reports of `tests/reports`, each with its name and decoded text.
fn reports() -> Vec<(String, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/reports");
    let files = fs::read_dir(folder).expect("the folder can be listed");
    let paths = files.map(|file| file.expect("it can be listed").path());
    let mut texts: Vec<_> = paths
        .filter(|path| path.extension().is_some_and(|extension| extension == "txt"))
        .map(|path| {
            let bytes = fs::read(&path).expect("it can be read");
            let (document, _) = source::read(&bytes).expect("it is a report");
            (path.display().to_string(), document.text().to_owned())
        })
        .collect();
    texts.sort();
    texts
}

/// What findings are known by, save that of two in one place the second is not counted.
fn places(audit: &Audit) -> BTreeSet<&str> {
    let place = |place: &'_ str| -> usize { place.find('#').unwrap_or(place.len()) };
    let findings = audit.findings.iter();
    findings
        .filter_map(|finding| finding.place.get(..place(&finding.place)))
        .collect()
}

#[test]
fn a_report_cut_at_its_table_is_the_same_report() {
    let mut n_cut = 0;
    for (name, text) in reports() {
        let (document, _) = source::read(text.as_bytes()).expect("it is a report");
        let mut blocks = document.blocks().iter().rev();
        let last = blocks.find_map(|block| match block {
            Block::Table(table) => Some(table),
            _ => None,
        });
        // What stands above a table names it.
        let Some(caption) = last.and_then(|table| table.caption) else {
            continue;
        };
        let (page, table) = text.split_at(caption.range().start);
        if page.trim().is_empty() {
            continue;
        }
        n_cut += 1;
        let whole = audit(text.as_bytes(), None);
        let joined = audit(page.as_bytes(), Some(table.as_bytes()));
        let identities = |audit: &Audit| -> Vec<String> {
            let findings = audit.findings.iter();
            let findings = findings.filter(|finding| finding.rule != "missing-attachment");
            let mut all: Vec<_> = findings.map(|one| one.fingerprint.clone()).collect();
            all.sort();
            all
        };
        assert_eq!(identities(&joined), identities(&whole), "{name}");
        assert_eq!(joined.coverage, whole.coverage, "{name}");
        assert_eq!(joined.year, whole.year, "{name}");
    }
    assert!(
        n_cut >= 30,
        "only {n_cut} reports have a table with a caption"
    );
}

#[test]
fn a_report_given_twice_contradicts_itself_no_more() {
    for (name, text) in reports() {
        let once = audit(text.as_bytes(), None);
        let twice = audit(text.as_bytes(), Some(text.as_bytes()));
        let new: Vec<_> = places(&twice).difference(&places(&once)).copied().collect();
        assert_eq!(new, Vec::<&str>::new(), "{name}");
        // What is wrong in both is told once; of the tables, prose is tied to the first alone.
        assert!(twice.findings.len() <= once.findings.len() + 1, "{name}");
        assert_eq!(twice.coverage.numbers, 2 * once.coverage.numbers, "{name}");
    }
}

#[test]
fn nothing_that_is_read_at_once_reaches_into_the_next_file() {
    let title = "柳湾区2017年政府信息公开工作年度报告\n\n";
    for (page, attachment, rule) in [
        // Headings count anew, as in an attachment that goes on where its page does not.
        (
            "一、概述\n\n无。\n\n二、公开\n\n无。\n",
            "四、附则\n\n无。\n",
            "heading-order",
        ),
        // A title that stays open.
        ("按照《条例的要求编制\n", "现公布》如下\n", "half-title"),
        // A total at the end, and a list at the beginning.
        (
            "收到申请22件。\n",
            "其中，网络申请12件，信函申请4件，当面申请5件。\n",
            "part-list",
        ),
    ] {
        let page = format!("{title}{page}");
        let whole = format!("{page}\n{attachment}");
        let rules = |audit: &Audit| -> BTreeSet<String> {
            audit.findings.iter().map(|one| one.rule.clone()).collect()
        };
        let (whole, joined) = (
            rules(&audit(whole.as_bytes(), None)),
            rules(&audit(page.as_bytes(), Some(attachment.as_bytes()))),
        );
        let is_told = whole.contains(rule);
        // An open title is wrong in one file, and lawful where it is closed.
        assert_eq!(is_told, rule != "half-title", "{whole:?}");
        assert_eq!(joined.contains(rule), !is_told, "{joined:?}");
    }
}
