//! Reports of ours as workbooks, made by `tests/formats/make.sh`.

use std::{fs, path::PathBuf};

use gouji::{
    audit::{Audit, Figure},
    document::Spot,
    gap::GapKind,
    source::{self, Limit, Limits, Options, Unread},
};
use proptest::prelude::*;

use super::{audit, essence, packs};

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests")
}

fn workbook(name: &str) -> Vec<u8> {
    fs::read(folder().join("formats").join(name)).expect("it was made")
}

/// The workbooks of ours, by their endings.
fn workbooks() -> Vec<(String, Vec<u8>)> {
    let files = fs::read_dir(folder().join("formats")).expect("the folder is there");
    let mut workbooks: Vec<(String, Vec<u8>)> = files
        .map(|file| file.expect("it can be listed").file_name())
        .filter_map(|name| name.into_string().ok())
        .filter(|name| {
            [".xlsx", ".xls", ".ods"]
                .iter()
                .any(|end| name.ends_with(end))
        })
        .map(|name| (name.clone(), workbook(&name)))
        .collect();
    workbooks.sort();
    workbooks
}

/// Where a figure stands, as a spreadsheet says it.
fn cell(audit: &Audit, figure: &Figure) -> String {
    let place = audit.places.at(figure.span.start).expect("it has a place");
    let Spot::Sheet { sheet, row, column } = place.spot else {
        panic!("{place:?} is no cell");
    };
    let sheet = audit.places.sheet(sheet).expect("it has a name");
    let column = char::from(b'A' + u8::try_from(column).expect("it is narrow") - 1);
    format!("{sheet}!{column}{row}")
}

fn gaps(audit: &Audit) -> Vec<(GapKind, &str)> {
    let words = |span: Option<gouji::span::Span>| span.map_or("", |span| span.of(&audit.text));
    let gaps = audit.gaps.iter();
    gaps.map(|gap| (gap.kind, words(gap.span))).collect()
}

#[test]
fn a_workbook_gives_what_its_text_gives() {
    let packs = packs();
    let mut kinds = [0; 3];
    for (name, bytes) in workbooks() {
        let (report, _) = name.split_once('.').expect("it has an ending");
        if report == "trial" {
            continue;
        }
        let text = fs::read(folder().join("reports").join(format!("{report}.txt")));
        let text = audit(&packs, &text.expect("it is a report of ours"));
        let workbook = audit(&packs, &bytes);
        assert_eq!(essence(&workbook), essence(&text), "in {name}");
        assert_eq!(gaps(&workbook), [], "in {name}");
        for (n, end) in kinds.iter_mut().zip([".xlsx", ".xls", ".ods"]) {
            *n += usize::from(name.ends_with(end));
        }
    }
    assert!(kinds[0] >= 5 && kinds[1] >= 2 && kinds[2] >= 2, "{kinds:?}");
}

#[test]
fn figures_stand_in_their_cells() {
    let packs = packs();
    for (name, bytes) in workbooks() {
        let audit = audit(&packs, &bytes);
        for figure in &audit.figures {
            assert!(cell(&audit, figure).contains('!'), "in {name}");
        }
    }
    let audit = audit(&packs, &workbook("trial.xlsx"));
    let at = |printed: &str| {
        let mut figures = audit.figures.iter();
        let figure = figures.find(|figure| figure.span.of(&audit.text) == printed);
        figure.map(|figure| cell(&audit, figure))
    };
    // A hidden row stands before them.
    assert_eq!(at("3").as_deref(), Some("统计表!C6"));
    assert_eq!(at("76.9%").as_deref(), Some("统计表!D7"));
    assert_eq!(at("12件").as_deref(), Some("各种值!B10"));
}

#[test]
fn what_is_not_seen_is_not_read_and_told() {
    let packs = packs();
    for name in ["trial.xlsx", "trial.xls", "trial.ods"] {
        let audit = audit(&packs, &workbook(name));
        for hidden in ["777", "888", "999", "隐藏"] {
            assert!(!audit.text.contains(hidden), "{hidden} in {name}");
        }
        let gaps = gaps(&audit);
        let n = |kind| gaps.iter().filter(|gap| gap.0 == kind).count();
        assert_eq!(n(GapKind::HiddenSheet), 1, "in {name}");
        assert_eq!(n(GapKind::HiddenCells), 1, "in {name}");
        assert_eq!(n(GapKind::ChartSheet), usize::from(name == "trial.xlsx"));
        // LibreOffice has calculated what was not.
        let is_calculated = name == "trial.ods";
        let lost = gaps.iter().any(|gap| gap.0 == GapKind::NoCachedValue);
        assert_eq!(lost, !is_calculated, "in {name}");
    }
    let audit = audit(&packs, &workbook("trial.xlsx"));
    assert!(gaps(&audit).contains(&(GapKind::ErrorValue, "#REF!")));
}

#[test]
fn numbers_are_shown_as_their_formats_say() {
    let packs = packs();
    for name in ["trial.xlsx", "trial.xls", "trial.ods"] {
        let audit = audit(&packs, &workbook(name));
        let rows = [
            "收到申请数\t件\t13\t100.0%",
            "1.当面申请数\t件\t3\t23.1%",
            "日期\t2017年1月20日",
            "金额\t1,234,567.89",
            "小数\t74.1",
            "噪声\t0.3",
            "真假\tTRUE",
        ];
        for row in rows {
            let mut lines = audit.text.lines();
            assert!(
                lines.any(|line| line == row),
                "{row} in {name}: {}",
                audit.text
            );
        }
    }
    let audit = audit(&packs, &workbook("trial.xlsx"));
    for row in ["空零\t", "件数\t12件", "会计\t5", "负数\t(2.5)"] {
        assert!(audit.text.lines().any(|line| line == row), "{row}");
    }
}

#[test]
fn workbooks_cut_off_are_told_as_damaged() {
    for (name, bytes) in workbooks() {
        for part in 1..12 {
            let cut = &bytes[..bytes.len() * part / 12];
            match source::read(cut) {
                Err(Unread::Damaged { .. } | Unread::Binary { .. }) => {}
                other => panic!("{name} cut at {part} of 12: {:?}", other.map(|_| ())),
            }
        }
    }
}

#[test]
fn too_many_cells_are_told() {
    for name in [
        "hulan-town-2023.xlsx",
        "hulan-town-2023.xls",
        "wangshan-district-2018.ods",
    ] {
        let mut limits = Limits::default();
        limits.set(Limit::Cells, 50);
        let options = Options {
            limits,
            ..Options::default()
        };
        let (_, gaps) = source::read_with(&workbook(name), &options).expect("some is read");
        assert!(
            gaps.iter().any(|gap| gap.kind == GapKind::TooManyCells),
            "in {name}"
        );
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(600))]

    #[test]
    fn flipped_bytes_never_end_the_run(
        at in any::<prop::sample::Index>(),
        flips in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..8),
    ) {
        let workbooks = [
            workbook("trial.xls"),
            workbook("luoqiao-district-2017.xls"),
            workbook("trial.xlsx"),
            workbook("trial.ods"),
        ];
        let mut bytes = workbooks[at.index(workbooks.len())].clone();
        for (at, byte) in flips {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        // Either it is read, or it is told why not.
        let _ = source::read(&bytes);
    }
}
