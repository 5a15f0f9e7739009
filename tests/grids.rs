//! Every cell of the tables of 2019 and 2021, under the indicator of its row and the applicant of its
//! column.
//!
//! What is expected stands in `grids/*.txt`, one indicator a line: its figures as printed, from natural
//! persons to the total, or its one figure; `-` for a blank cell. The reports are those of `reports/`, each
//! in another layout, one with the total in front.

use std::{collections::BTreeMap, fs, path::Path};

use gouji::{
    fact::{Extractor, Facts, FormTable, Row},
    pack, source,
};

/// The applicants in the order of the form.
const COLUMNS: [Option<&str>; 7] = [
    Some("natural_person"),
    Some("company"),
    Some("research"),
    Some("charity"),
    Some("law_firm"),
    Some("other"),
    None,
];

type Grid = BTreeMap<String, Vec<String>>;

fn expected(path: &Path) -> Grid {
    let text = fs::read_to_string(path).expect("it is there");
    let line = |line: &str| {
        let (key, figures) = line.split_once(" = ").expect("an indicator comes first");
        let figures = figures.split(' ').map(str::to_owned).collect();
        (key.to_owned(), figures)
    };
    text.lines().map(line).collect()
}

fn printed(text: &str, facts: &Facts, row: &Row) -> String {
    let fact = facts.get(row.fact.expect("every cell of a grid is a fact"));
    let printed = fact.span.of(text);
    if printed.is_empty() { "-" } else { printed }.to_owned()
}

/// The cells of every table, by indicator and in the order of [`COLUMNS`].
fn extracted(bytes: &[u8]) -> Grid {
    let packs = pack::read(pack::builtin()).expect("the packs that gouji brings are sound");
    let (document, _) = source::read(bytes).expect("reports are text");
    let facts = Extractor::new(&packs.template).extract(&document);
    let text = document.text();
    let mut grid = Grid::new();
    let key = |row: &Row| {
        let id = row.indicator.expect("every row is known");
        packs.template.indicator(id).key.to_string()
    };
    let mut add = |table: &FormTable, at: usize| {
        for row in table.column(u16::try_from(at).expect("few columns")) {
            grid.entry(key(row))
                .or_default()
                .push(printed(text, &facts, row));
        }
    };
    for table in &facts.tables {
        if let [None] = table.columns[..] {
            add(table, 0);
            continue;
        }
        for column in COLUMNS {
            let is_it = |id: &Option<_>| {
                let name = id.map(|id| packs.template.column(id).key.to_string());
                name.as_deref() == column
            };
            let at = table.columns.iter().position(is_it);
            add(table, at.expect("every applicant has a column"));
        }
    }
    grid
}

#[test]
fn every_cell_is_read_as_what_it_is() {
    let tests = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests");
    let mut n_cells = 0;
    let mut n_grids = 0;
    for entry in fs::read_dir(tests.join("grids")).expect("the folder is there") {
        let path = entry.expect("it can be listed").path();
        let name = path.file_name().expect("a file has a name");
        let bytes = fs::read(tests.join("reports").join(name)).expect("the report is there");
        let expected = expected(&path);
        n_cells += expected.values().map(Vec::len).sum::<usize>();
        n_grids += 1;
        assert_eq!(extracted(&bytes), expected, "{}", name.display());
    }
    assert!(
        n_grids >= 7 && n_cells >= 1300,
        "{n_grids} grids, {n_cells} cells"
    );
}

/// A report of `reports/` with the cells of its rows as `cell` has them; lines of words stay.
fn laid_out(name: &str, cell: impl Fn(&str) -> String) -> String {
    let reports = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/reports");
    let text = fs::read_to_string(reports.join(name)).expect("the report is there");
    let line = |line: &str| {
        if line.matches('|').count() < 2 {
            return format!("\n{line}\n");
        }
        let cells = line.trim().trim_start_matches('|').split_terminator('|');
        cells.map(|words| cell(words.trim())).collect()
    };
    text.lines().map(line).collect()
}

/// Copies of pages may have all rows of a table in one line.
#[test]
fn rows_without_line_ends_are_read() {
    let grids = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/grids");
    for name in ["heshan-county-2019.txt", "nanyuan-city-2022.txt"] {
        let report = laid_out(name, |words| format!("{words} | "));
        assert!(report.lines().any(|line| line.matches('|').count() > 100));
        let grid = extracted(report.as_bytes());
        assert_eq!(grid, expected(&grids.join(name)), "{name}");
    }
}

/// Among bare cells, blanks may be figures of one row as well as the merged labels of the next.
#[test]
fn blanks_between_two_rows_shift_no_columns() {
    let grids = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/grids");
    let expected = expected(&grids.join("baiyan-district-2021.txt"));
    let layouts: [fn(&str) -> String; 3] = [
        |words| format!("{words} | "),
        |words| format!("\t{words}\n"),
        |words| format!("{words}|\n"),
    ];
    for layout in layouts {
        let report = laid_out("baiyan-district-2021.txt", layout);
        let grid = extracted(report.as_bytes());
        assert!(grid.contains_key("request.new"));
        for (key, figures) in &grid {
            assert_eq!(Some(figures), expected.get(key), "{key} in {report}");
        }
    }
}

/// A row that lost its blank cells has no columns that anyone could know.
#[test]
fn a_row_without_all_its_cells_is_left_alone() {
    let report = "三、收到和处理政府信息公开申请情况\n\
        自然人 | 法人或其他组织 | 总计 |\n\
        商业企业 | 科研机构 | 社会公益组织 | 法律服务机构 | 其他 |\n\
        一、本年新收政府信息公开申请数量 | 3 | 0 | 0 | 0 | 0 | 1 | 4 |\n\
        二、上年结转政府信息公开申请数量 | 1 | 2 |\n\
        四、结转下年度继续办理 | 0 | 0 | 0 | 0 | 0 | 0 | 0 |\n";
    let grid = extracted(report.as_bytes());
    assert_eq!(grid["request.new"].concat(), "3000014");
    assert_eq!(grid["request.carried_out"].concat(), "0000000");
    assert!(!grid.contains_key("request.carried_in"));
}

/// One character of a label may be wrong, and the figures still belong to its row.
#[test]
fn a_misspelt_label_is_known() {
    let report = "三、收到和处理政府信息公开申请情况\n\
        | 一、本年新收政府信息公开申请数量 | 3 | 0 | 0 | 0 | 0 | 1 | 4 |\n\
        | （三）不予公开 5.属于三类内容事务信息 | 1 | 0 | 0 | 0 | 0 | 0 | 1 |\n\
        | 6.属于四类过程性性信息 | 2 | 0 | 0 | 0 | 0 | 0 | 2 |\n";
    let grid = extracted(report.as_bytes());
    assert_eq!(grid["result.refused.process"].concat(), "2000002");
    assert_eq!(grid["request.new"].concat(), "3000014");
}

/// Headers that run into each other may leave the total to be met first; the sums know better.
#[test]
fn a_header_in_pieces_does_not_move_the_total() {
    let rows = "一、本年新收政府信息公开申请数量 | 30 | 2 | 0 | 0 | 0 | 1 | 33 |\n\
        二、上年结转政府信息公开申请数量 | 5 | 0 | 0 | 0 | 0 | 0 | 5 |\n\
        四、结转下年度继续办理 | 4 | 1 | 0 | 0 | 0 | 0 | 5 |\n";
    let header =
        "三、收到和处理政府信息公开申请情况\n自然人法人或其他组织  总计\n商业企业 科研机构\n其他\n";
    let grid = extracted(format!("{header}{rows}").as_bytes());
    assert_eq!(grid["request.new"].join(" "), "30 2 0 0 0 1 33");
    assert_eq!(grid["request.carried_out"].join(" "), "4 1 0 0 0 0 5");
    let first = |row: &str| {
        let mut cells: Vec<&str> = row.split(" | ").collect();
        let total = cells.pop().expect("a row ends").trim_end_matches(" |");
        cells.insert(1, total);
        format!("{} |\n", cells.join(" | "))
    };
    let moved: String = rows.lines().map(first).collect();
    let grid = extracted(format!("{header}{moved}").as_bytes());
    assert_eq!(grid["request.new"].join(" "), "30 2 0 0 0 1 33");
}

/// Words of a header that were broken apart name columns out of their order; what all rows add up to
/// outweighs them, and a header that is plainly wrong as well.
#[test]
fn rows_that_agree_outweigh_their_header() {
    let rows = "一、本年新收政府信息公开申请数量 | 30 | 2 | 0 | 0 | 0 | 1 | 33 |\n\
        二、上年结转政府信息公开申请数量 | 5 | 1 |  |  | 1 | 0 | 7 |\n\
        四、结转下年度继续办理 | 4 | 1 | 0 | 0 | 0 | 0 | 5 |\n";
    let title = "三、收到和处理政府信息公开申请情况\n";
    let broken = "自然人 | 法人或其他组织 | 总计 |\n\
        商业企业 | 科研 | 社会 | 法律服务 | 其他 |\n机构 | 公益组织 | 机构 |\n";
    let wrong = "总计 | 自然人 | 商业企业 | 科研机构 | 社会公益组织 | 法律服务机构 | 其他 |\n";
    for header in [broken, wrong] {
        let grid = extracted(format!("{title}{header}{rows}").as_bytes());
        assert_eq!(grid["request.new"].join(" "), "30 2 0 0 0 1 33");
    }
    // Two rows may agree by chance, and one that does not speaks for the header.
    let faulty = rows.replace("| 33 |", "| 34 |");
    let grid = extracted(format!("{title}{wrong}{faulty}").as_bytes());
    assert_eq!(grid["request.new"].join(" "), "2 0 0 0 1 34 30");
}
