//! What holds of any bytes.

use gouji::span::Span;

use super::*;

/// Asserts what holds of any document: its blocks cover all text once, its cells lie in it.
fn assert_whole(document: &Document) {
    let text = document.text();
    let mut end = 0;
    let mut between = String::new();
    for block in document.blocks() {
        let span = block.span();
        assert!(!span.is_empty(), "{block:?}");
        assert!(end <= span.start as usize, "{block:?} overlaps");
        between += Span::new(end, span.start as usize).of(text);
        end = span.end as usize;
        if let Block::Table(table) = block {
            assert_grid(text, table);
        }
    }
    between += Span::new(end, text.len()).of(text);
    let is_lost = |c: &char| !c.is_whitespace() && !"|\u{200b}\u{feff}".contains(*c);
    assert_eq!(between.chars().find(is_lost), None, "{between:?}");
}

fn assert_grid(text: &str, table: &Table) {
    let mut inside = table.span.of(text).to_owned();
    let mut last = table.span.start;
    for cell in &table.cells {
        assert!(text.get(cell.span.range()).is_some());
        assert!(cell.span.start >= last, "cells stand in reading order");
        assert!(cell.column + cell.column_span <= table.n_columns);
        last = cell.span.end;
    }
    for cell in table.cells.iter().rev() {
        let from = (cell.span.start - table.span.start) as usize;
        inside.replace_range(from..from + cell.span.len(), "");
    }
    // Only separators and rulers stand between cells.
    let is_lost = |c: &char| !c.is_whitespace() && !"|-:\u{200b}\u{feff}".contains(*c);
    assert_eq!(inside.chars().find(is_lost), None, "{inside:?}");
    let mut is_below_header = false;
    for row in table.rows() {
        let is_adjacent =
            |pair: &[gouji::document::Cell]| pair[0].column + pair[0].column_span == pair[1].column;
        assert!(row.windows(2).all(is_adjacent));
        let last = row.last().expect("a row has cells").span.of(text);
        let is_figure = !last.is_empty() && last.bytes().all(|byte| byte.is_ascii_digit());
        is_below_header |= table.is_complete(row) && is_figure;
        assert!(table.is_ragged || table.is_complete(row) || !is_below_header);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(600))]

    #[test]
    fn any_bytes_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        if let Ok((document, _)) = source::read(&bytes) {
            assert_whole(&document);
        }
    }

    #[test]
    fn no_layout_loses_text(
        pieces in prop::collection::vec(
            prop::sample::select(vec![
                "\n", "\n", "\n", "\n", "\n\n", "\r\n", "\r", "\t", "\t", "|", "|", " ", "  ", "　", "\u{a0}",
                "\u{200b}", "\u{feff}", "\u{2003}", "\u{85}", "件", "条", "万元", "统计数", "12", "0", "1,089",
                "—", "/", "-", "---", ":", "（一）收到申请数", "1.当面申请数", "一、概述", "其中：主动公开数",
                "公开信息20条。", "\u{c}", "é", "63", "申请 63", "🙂",
                "今年以来全县各级行政机关认真贯彻落实条例要求不断加强政府信息公开工作",
            ]),
            0..120,
        ),
    ) {
        if let Ok((document, _)) = source::read(pieces.concat().as_bytes()) {
            assert_whole(&document);
        }
    }
}

#[test]
fn real_reports_are_read_whole() {
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    for folder in ["../shared/reports", "../../shared/reports"] {
        for file in fs::read_dir(root.join(folder)).into_iter().flatten() {
            let bytes = fs::read(file.unwrap().path()).unwrap();
            assert_whole(&source::read(&bytes).unwrap().0);
        }
    }
}

#[test]
fn large_and_odd_inputs_stay_fast() {
    let pieces = [
        "\t",
        "|",
        "\t\n",
        "|\n",
        "\n",
        "a\n",
        "5\n",
        "a|",
        "a\t",
        "a  ",
        "件\n5\n",
        "| a\n",
        "1.\n|\n",
        "a\tb 5\t5\n",
        "甲  乙  5\n",
        "\ta\n",
        "\u{fffd}a",
        "一",
        "\r",
        "-|\n",
        "申请 6\t申请 6\t",
        "（一）某数\n\n\t件\n",
    ];
    for piece in pieces {
        // One line of separators may be as long as the file.
        let size = if piece.len() == 1 { 4 << 20 } else { 128 << 10 };
        let text = piece.repeat(size / piece.len());
        let begin = Instant::now();
        let is_read = source::read(text.as_bytes()).is_ok();
        assert_eq!(
            is_read,
            !text.trim_matches(['|', '\t', '\r', '\n']).is_empty()
        );
        let taken = begin.elapsed();
        assert!(taken.as_secs() < 20, "{piece:?} took {taken:?}");
    }
}

#[test]
fn too_many_cells_are_cut_and_told() {
    let text = "| 某种申请数 | 件 | 5 |\n".repeat(50_000);
    let (document, gaps) = source::read(text.as_bytes()).unwrap();
    assert!(gaps.iter().any(|gap| gap.kind == GapKind::TooManyCells));
    assert_whole(&document);
}

#[test]
fn a_row_far_narrower_than_its_header_is_told() {
    let text = "件||||（一）收到申请数\n:|12\n\n\n\n";
    let (document, gaps) = source::read(text.as_bytes()).unwrap();
    assert_whole(&document);
    assert!(gaps.iter().any(|gap| gap.kind == GapKind::RaggedTable));
}
