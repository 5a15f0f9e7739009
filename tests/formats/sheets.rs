//! Reports of ours as workbooks, made by `tests/formats/make.sh`.

use std::{fs, path::PathBuf};

use gouji::{
    audit::{Audit, Auditor, Figure},
    document::Spot,
    gap::GapKind,
    language::Language,
    report::LineIndex,
    source::{self, Hint, Limit, Limits, Options, Unread},
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
    // Whoever looks for it knows in which sheet.
    for gap in &audit.gaps {
        let place = gap.span.and_then(|span| audit.places.at(span.start));
        assert!(
            matches!(place.map(|place| place.spot), Some(Spot::Sheet { .. })),
            "{gap:?}"
        );
    }
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

/// A report of ours as a spreadsheet exports it: every row with as many delimiters.
fn exported(text: &str, delimiter: char) -> String {
    let parts = super::parts(text);
    let width = parts.iter().map(|part| match part {
        super::Part::Line(_) => 1,
        super::Part::Table(rows) => rows[0].len(),
    });
    let width = width.max().expect("there are parts");
    let mut rows = Vec::new();
    for part in &parts {
        match part {
            super::Part::Line(line) => rows.push(vec![*line]),
            super::Part::Table(table) => {
                rows.extend(table.iter().cloned());
                rows.push(Vec::new());
            }
        }
    }
    let quoted = |words: &str| {
        if words.contains([delimiter, '"']) {
            format!("\"{}\"", words.replace('"', "\"\""))
        } else {
            words.to_owned()
        }
    };
    let line = |mut row: Vec<&str>| {
        row.resize(width, "");
        let row: Vec<String> = row.into_iter().map(quoted).collect();
        row.join(&delimiter.to_string()) + "\r\n"
    };
    rows.into_iter().map(line).collect()
}

fn named(bytes: &[u8]) -> Audit {
    let options = Options {
        hint: Some(Hint::Delimited),
        ..Options::default()
    };
    let (document, gaps) = source::read_with(bytes, &options).expect("it is a report");
    Auditor::new(&packs(), Language::Zh).audit(document, gaps)
}

#[test]
fn delimited_values_give_what_their_text_gives() {
    let packs = packs();
    for report in [
        "luoqiao-district-2017",
        "wangshan-district-2018",
        "yunzhou-city-2012",
    ] {
        let text = fs::read_to_string(folder().join(format!("reports/{report}.txt")));
        let text = text.expect("it is a report of ours");
        let plain = audit(&packs, text.as_bytes());
        for delimiter in [',', '\t', ';'] {
            let exported = exported(&text, delimiter);
            let delimited = named(exported.as_bytes());
            assert_eq!(
                essence(&delimited),
                essence(&plain),
                "{report} by {delimiter:?}"
            );
            let lines = LineIndex::of(&delimited);
            for figure in &delimited.figures {
                let printed = figure.span.of(&delimited.text);
                assert_eq!(lines.span(figure.span).of(&exported), printed);
            }
        }
    }
}

#[test]
fn a_report_as_text_is_no_table_of_delimited_values() {
    for file in fs::read_dir(folder().join("reports")).expect("the folder is there") {
        let path = file.expect("it can be listed").path();
        if path.extension().is_some_and(|extension| extension == "txt") {
            let (document, _) =
                source::read(&fs::read(&path).expect("it is there")).expect("it is a report");
            assert!(document.original().is_none(), "{}", path.display());
        }
    }
}

#[test]
fn delimited_values_without_a_name_are_told_by_content() {
    let text = "云河市2016年统计表,,\n指标,单位,统计数\n收到申请数,件,\"1,013\"\n当面申请数,件,13\n网络申请数,件,1000\n";
    let (document, _) = source::read(text.as_bytes()).expect("it is a table");
    let original = document.original().expect("it is delimited");
    assert_eq!(original.source(), text);
    assert!(document.text().contains("收到申请数\t件\t1,013\n"));
    // A title of one cell may stand above it, and prose may not.
    let titled = text.replacen(",,", "", 1);
    let (document, _) = source::read(titled.as_bytes()).expect("it is a table");
    assert!(document.original().is_some());
    assert!(document.text().contains("收到申请数\t件\t1,013\n"));
    for lead in ["云河市，2016年\n统计如下。\n", "云河市,2016年\n"] {
        let prose = format!("{lead}{}", text.split_once('\n').expect("it has lines").1);
        let (document, _) = source::read(prose.as_bytes()).expect("it is text");
        assert!(document.original().is_none(), "{lead}");
    }
}
