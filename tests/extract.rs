//! Every number of a statistics table, under the indicator that its row means.
//!
//! What is expected stands in `extract/*.txt`, worked out from the form by hand: the indicator,
//! the figure as printed, and the row's label.

use std::{
    fs,
    path::{Path, PathBuf},
};

use gouji::{
    audit::{Auditor, Figure},
    document::{Block, Document},
    fact::Origin,
    language::Language,
    pack, source,
};

/// One row: what it counts, its figure as printed, its label without blanks.
#[derive(Debug, PartialEq, Eq)]
struct Row {
    key: String,
    printed: String,
    label: String,
}

/// A row as it should be read, and why it is not, as long as it is not.
fn expected(name: &str) -> Vec<(Row, Option<String>)> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/extract/{name}.txt"));
    let text = fs::read_to_string(path).expect("it is there");
    let row = |line: &str| {
        let (line, fixme) = match line.split_once(" | FIXME: ") {
            Some((line, fixme)) => (line, Some(fixme.to_owned())),
            None => (line, None),
        };
        let (key, rest) = line.split_once(" = ").expect("an indicator comes first");
        let (printed, label) = rest
            .split_once(" | ")
            .expect("then the figure and the label");
        let row = Row {
            key: key.to_owned(),
            printed: printed.to_owned(),
            label: folded(label),
        };
        (row, fixme)
    };
    text.lines().map(row).collect()
}

fn folded(label: &str) -> String {
    label.split_whitespace().collect()
}

/// The numbers of a report's tables as gouji reads them, and how many cells hold one.
fn extracted(bytes: &[u8]) -> (Vec<Row>, usize) {
    let packs = pack::read(pack::builtin()).expect("the packs that gouji brings are sound");
    let (document, gaps) = source::read(bytes).expect("reports are text");
    let n_cells = number_cells(&document);
    let audit = Auditor::new(&packs, Language::Zh).audit(document, gaps);
    let figures = audit
        .figures
        .iter()
        .filter(|figure| figure.origin == Some(Origin::Table));
    let row = |figure: &Figure| {
        let printed = figure.span.of(&audit.text);
        let quantity = figure
            .quantity
            .as_ref()
            .expect("a figure of a table is a quantity");
        assert_eq!(
            quantity.value,
            printed.parse().expect("it is plain"),
            "{printed}"
        );
        Row {
            key: figure.indicator.as_deref().unwrap_or("none").to_owned(),
            printed: printed.to_owned(),
            label: figure.label_in(&audit.text),
        }
    };
    (figures.map(row).collect(), n_cells)
}

/// How many cells of the tables hold nothing but a number.
fn number_cells(document: &Document) -> usize {
    let mut n_cells = 0;
    for block in document.blocks() {
        if let Block::Table(table) = block {
            let texts = table.cells.iter().map(|cell| cell.span.of(document.text()));
            let is_number = |text: &&str| {
                !text.is_empty()
                    && text
                        .bytes()
                        .all(|byte| byte.is_ascii_digit() || byte == b'.')
            };
            n_cells += texts.filter(is_number).count();
        }
    }
    n_cells
}

fn assert_extracted(name: &str, path: &Path) {
    let bytes = fs::read(path).expect("the report is there");
    let (found, n_cells) = extracted(&bytes);
    let expected = expected(name);
    let mut failures = Vec::new();
    for (found, (expected, fixme)) in found.iter().zip(&expected) {
        match (found == expected, fixme) {
            (false, None) => failures.push(format!("{found:?} should be {expected:?}")),
            (true, Some(fixme)) => {
                failures.push(format!("{found:?} is right: drop `FIXME: {fixme}`"));
            }
            (false, Some(_)) => {
                assert_eq!((&*found.key, &found.printed), ("none", &expected.printed));
            }
            (true, None) => {}
        }
    }
    assert!(failures.is_empty(), "{name}:\n{}", failures.join("\n"));
    assert_eq!(found.len(), expected.len(), "{name}: figures");
    assert_eq!(n_cells, expected.len(), "{name}: cells with a number");
}

#[test]
fn our_reports() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/reports");
    for name in ["qinghuai-district-2017", "jinquan-town-2017"] {
        assert_extracted(name, &folder.join(name).with_extension("txt"));
    }
}

/// The real reports are not part of the crate.
#[test]
fn real_reports() {
    let crate_folder = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    let folders = ["../shared/reports", "../../shared/reports"];
    let Some(folder) = folders
        .iter()
        .map(|folder| crate_folder.join(folder))
        .find(|folder| folder.exists())
    else {
        return;
    };
    for name in ["xuecheng-2017", "yushu-2017", "gubeikou-2017"] {
        assert_extracted(name, &folder.join(name).with_extension("txt"));
    }
}
