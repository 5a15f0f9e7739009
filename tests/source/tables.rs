//! Tables and charts in the shapes they arrive in.

use super::*;

const EXPECTED: [&str; 7] = [
    "统 计 指 标|单位|统计数",
    "一、主动公开情况||",
    "（一）主动公开政府信息数|条|26187",
    "其中：主动公开规范性文件数|条|",
    "（二）回应公众关注热点或重大舆情数|次|551",
    "二、依申请公开情况||",
    "（一）收到申请数|件|1,089",
];

/// The expected rows written by `row` from label, unit and value.
fn written(row: impl Fn(&str, &str, &str) -> String) -> String {
    let rows = EXPECTED.iter().map(|cells| {
        let cells: Vec<_> = cells.split('|').collect();
        row(cells[0], cells[1], cells[2])
    });
    format!("一、附表\n　　见下。\n{}", rows.collect::<String>())
}

#[track_caller]
fn assert_reads(text: &str) {
    let document = read(text);
    assert_eq!(rows(&document), EXPECTED, "{:?}", outline(&document));
    assert!(!only_table(&document).is_ragged);
}

#[test]
fn one_cell_a_line_led_by_a_tab() {
    assert_reads(&written(|label, unit, value| {
        format!("\t   {label}\n\t{unit}\n\t{value}\n\n")
    }));
    assert_reads(&written(|label, unit, value| {
        format!("\t\u{3000}{label}\r\n\r\n\r\n\t{unit}\r\n\t\u{3000}{value}  \r\n\r\n")
    }));
}

#[test]
fn a_label_may_go_on_without_a_tab() {
    let document = read(
        "\t指标\n\t单位\n\t统计数\n\n\t（一）主动公开政府信息数\n    （相同信息计1条）\n\t条\n\t20\n\n\t（二）其他\n\t条\n\t5\n\n单位负责人：甲\n",
    );
    assert_eq!(
        rows(&document),
        [
            "指标|单位|统计数",
            "（一）主动公开政府信息数 （相同信息计1条）|条|20",
            "（二）其他|条|5"
        ]
    );
    assert_eq!(outline(&document).last().unwrap(), "P 单位负责人：甲");
}

#[test]
fn one_cell_a_line_ended_by_a_bar() {
    let text = written(|label, unit, value| format!("{label} |\n{unit} |\n{value} |\n"));
    assert_reads(&text);
    assert_reads(text.trim_end_matches("|\n"));
    let led = "附件:\n|\n|\n某镇情况统计表 |\n(2017年度) |\n|\n填报单位(盖章): |\n|\n";
    let document = read(&format!("{led}{}\n某报告.doc\n", text.split_off_prose()));
    assert_eq!(rows(&document), EXPECTED);
    let caption = only_table(&document).caption.unwrap();
    assert_eq!(caption.of(document.text()), "某镇情况统计表");
    assert_eq!(outline(&document).last().unwrap(), "P 某报告.doc");
}

trait SplitOffProse {
    /// The text without its first two lines.
    fn split_off_prose(&self) -> String;
}

impl SplitOffProse for String {
    fn split_off_prose(&self) -> String {
        self.split_inclusive('\n').skip(2).collect()
    }
}

#[test]
fn bars_on_lines_of_their_own() {
    assert_reads(&written(|label, unit, value| {
        format!("{label}\n|\n{unit}\n|\n{value}\n|\n").replace("\n\n", "\n")
    }));
}

#[test]
fn one_row_a_line_between_bars() {
    assert_reads(&written(|label, unit, value| {
        format!("| {label} | {unit} | {value} |\n")
    }));
    assert_reads(&written(|label, unit, value| {
        format!("{label} | {unit} | {value} |\n")
    }));
    assert_reads(&written(|label, unit, value| {
        format!("| {label} | {unit} | {value} |||\n")
    }));
    let ruled = written(|label, unit, value| format!("| {label} | {unit} | {value} |\n")).replacen(
        "统计数 |\n",
        "统计数 |\n|:---|---|---:|\n",
        1,
    );
    assert_reads(&ruled);
}

#[test]
fn a_blank_figure_behind_the_only_bar_of_a_row_is_a_cell() {
    // Rows that end behind their `|` are as many as those that do not.
    let document = read(
        "一、情况 |\n（一）主动公开数 | 8\n1.公报公开数 |\n2.网站公开数 | 8\n3.微博公开数 |\n\
         4.微信公开数 |\n二、会议数 | 3\n三、培训数 |\n四、人数 | 2\n五、费用 |\n",
    );
    assert_eq!(
        rows(&document)[..3],
        ["（一）主动公开数|8", "1.公报公开数|", "2.网站公开数|8"]
    );
    assert_eq!(rows(&document)[7], "四、人数|2");
}

#[test]
fn one_blank_before_each_figure() {
    let table = "一、情况\n（一）主动公开数（条） 12\n其中： 规范性文件数 /\n1.公报公开数 0\n2.网站公开数 12\n\
                 3.微博公开数 4\n（二）收到申请数 3\n1.当面申请数 1\n2.网络申请数 2\n（三）人数 5\n（四）经费 1.5\n";
    let document = read(table);
    assert_eq!(rows(&document)[1], "其中： 规范性文件数|/");
    assert_eq!(rows(&document)[3], "2.网站公开数|12");
    assert_eq!(rows(&document)[9], "（四）经费|1.5");
    let units = table
        .replace(" 1.5", " 1.5万元")
        .replace(" 12\n", " 12条\n");
    assert_eq!(rows(&read(&units))[9], "（四）经费|1.5万元");
}

#[test]
fn a_table_of_contents_is_no_table() {
    let document = read(
        "目录\n一、总体情况 1\n二、主动公开 2\n三、依申请公开 2\n四、行政复议 4\n五、存在问题 5\n\
         六、改进措施 5\n七、其他事项 6\n八、附表 7\n九、说明 9\n",
    );
    assert!(
        document
            .blocks()
            .iter()
            .all(|block| as_table(block).is_none())
    );
}

#[test]
fn a_row_may_be_broken_inside_a_cell() {
    let whole = written(|label, unit, value| format!("| {label} | {unit} | {value} |\n"));
    let document = read(&whole.replace("主动公开政府信息数", "主动公开\n政府信息数"));
    assert_eq!(rows(&document)[2], "（一）主动公开 政府信息数|条|26187");
    assert_eq!(rows(&document).len(), EXPECTED.len());
}

#[test]
fn columns_of_tabs_or_wide_blanks() {
    assert_reads(&written(|label, unit, value| {
        format!("{label}\t{unit}\t{value}\n")
    }));
    assert_reads(&written(|label, unit, value| {
        format!("　　{label}      {unit}   {value}\n")
    }));
    assert_reads(&written(|label, unit, value| {
        format!("{label}　　　{unit}　　{value}\n\n")
    }));
}

#[test]
fn bare_cells_whose_blanks_are_gone() {
    let bare =
        written(|label, unit, value| format!("{label}\n{unit}\n{value}\n").replace("\n\n", "\n"));
    let more = "1.当面申请数\n件\n3\n2.传真申请数\n件\n4\n3.网络申请数\n件\n0\n";
    for text in [
        format!("{bare}{more}"),
        format!("{bare}{more}").replace('\n', "\n\n"),
    ] {
        let document = read(&text);
        assert_eq!(rows(&document)[..7], EXPECTED);
        assert_eq!(rows(&document).len(), 10);
        assert!(!only_table(&document).is_ragged);
    }
}

#[test]
fn a_lost_cell_moves_no_figure() {
    // Whichever line of a row goes missing, other rows keep their figures.
    let row = |n: u32| [format!("{n}.第{n}类申请数"), "件".into(), format!("{n}00")];
    for lost in 0..3 {
        let mut lines = vec!["统计指标".to_owned(), "单位".into(), "统计数".into()];
        for n in 1..=9 {
            let mut row = row(n).to_vec();
            if n == 5 {
                row.remove(lost);
            }
            lines.extend(row);
        }
        let text = lines.join(" |\n") + " |\n";
        let document = read(&text);
        for n in [1, 2, 3, 4, 6, 7, 8, 9] {
            assert!(rows(&document).contains(&row(n).join("|")), "{lost} {n}");
        }
        let expected = ["!件|500", "5.第5类申请数||500", "5.第5类申请数|件|"][lost];
        assert_eq!(rows(&document)[5], expected);
        assert_eq!(only_table(&document).is_ragged, lost == 0);
    }
}

#[test]
fn ragged_tables_are_gaps() {
    let text = "| 指标 | 甲 | 乙 | 丙 |\n| 新收申请数 | 1 | 2 | 3 |\n| 办理结果数 | 1 | 2 |\n| 结转下年度数 | 1 | 2 | 3 |\n";
    let (document, gaps) = source::read(text.as_bytes()).unwrap();
    assert_eq!(rows(&document)[2], "!办理结果数|1|2");
    assert_eq!(gaps.len(), 1);
    assert_eq!(gaps[0].kind, GapKind::RaggedTable);
}

#[test]
fn a_column_that_only_the_header_fills_is_there() {
    let text = "| 统计指标 | 单位 | 统计数 | 备注 |\n| 收到申请数 | 件 | 5 | |\n| 申请办结数 | 件 | 3 |  |\n";
    let (document, gaps) = source::read(text.as_bytes()).unwrap();
    let expected = [
        "统计指标|单位|统计数|备注",
        "收到申请数|件|5|",
        "申请办结数|件|3|",
    ];
    assert_eq!(rows(&document), expected);
    assert!(gaps.is_empty());
    let noted = rows(&read(&text.replace("3 |  |", "3 | 含上年1件 |")));
    assert_eq!(noted[2], "申请办结数|件|3|含上年1件");
}

#[test]
fn rows_without_cells_for_all_of_their_header_are_ragged() {
    let text =
        "| 统计指标 | 单位 | 统计数 | 备注 |\n| 收到申请数 | 件 | 5 |\n| 申请办结数 | 件 | 3 |\n";
    let (_, gaps) = source::read(text.as_bytes()).unwrap();
    assert_eq!(gaps.len(), 1);
    assert_eq!(gaps[0].kind, GapKind::RaggedTable);
}

#[test]
fn seven_columns_of_figures_under_group_labels() {
    let text = "| 一、本年新收申请数量 | | | 3 | 1 | 0 | 0 | 0 | 0 | 4 |\n\
                | 三、本年度办理结果 | （一）予以公开 | | 1 | 1 | 0 | 0 | 0 | 0 | 2 |\n\
                | （三）不予公开 | 1.属于国家秘密 | 1 | 0 | 0 | 0 | 0 | 0 | 1 |\n\
                | 三、结果 | （四）无法提供 | 2.没有现成信息 | 1 | 0 | 0 | 0 | 0 | 0 | 1 |\n\
                | 2.其他法律禁止公开 | 1 | 0 | 0 | | 0 | 0 | 1 |\n";
    let document = read(text);
    let table = only_table(&document);
    assert_eq!((table.n_columns, table.is_ragged), (10, false));
    let columns =
        |cells: &[gouji::document::Cell]| cells.iter().skip_while(|cell| cell.column < 3).count();
    assert!(
        table
            .rows()
            .all(|row| columns(row) == 7 && table.is_complete(row))
    );
}

#[test]
fn bare_cells_of_seven_columns_are_read_when_all_are_there() {
    let mut text = String::new();
    for n in ["1", "2", "3", "4", "5", "6"] {
        text.extend(["（", n, "）某种结果数\n1\n2\n3\n4\n5\n6\n", n, "\n"]);
    }
    let document = read(&text);
    assert_eq!(only_table(&document).n_columns, 8);
    assert_eq!(rows(&document)[3], "（4）某种结果数|1|2|3|4|5|6|4");
    let lossy = read(&text.replacen("3\n4\n5\n6\n4\n", "3\n5\n6\n4\n", 1));
    assert!(only_table(&lossy).is_ragged);
    assert_eq!(rows(&lossy)[3], "!（4）某种结果数|1|2|3|5|6|4");
    assert_eq!(rows(&lossy)[4], "（5）某种结果数|1|2|3|4|5|6|5");
}

#[test]
fn prose_with_tabs_bars_or_wide_blanks_makes_no_table() {
    let document =
        read("\t一、概述\n\t今年公开信息20条。\n首页 | 公开 | 年报\n负责人：甲      填表人：乙\n");
    assert_eq!(document.blocks().len(), 4);
    assert!(
        document
            .blocks()
            .iter()
            .all(|block| as_table(block).is_none())
    );
}

#[test]
fn charts_pair_labels_with_plotted_values() {
    let document = read(
        "申请方式\t当面申请 63\t传真申请  2\t信函24\t60\t2\t24\t\n\n甲\t乙\t11\t丙\t乙\t23\t\n",
    );
    let text = document.text();
    let Block::Chart { points, .. } = &document.blocks()[0] else {
        panic!("{:?}", outline(&document));
    };
    let points: Vec<_> = points
        .iter()
        .map(|point| [point.label, point.shown, point.plotted].map(|span| span.of(text)))
        .collect();
    assert_eq!(
        points,
        [
            ["当面申请 63", "63", "60"],
            ["传真申请  2", "2", "2"],
            ["信函24", "24", "24"]
        ]
    );
    assert!(matches!(document.blocks()[1], Block::Paragraph(_)));
}

#[test]
fn a_merged_header_names_no_column() {
    let header = [
        "申请人情况",
        "自然人",
        "法人",
        "总计",
        "企业",
        "机构",
        "其他",
    ];
    let mut cells = header.to_vec();
    for label in ["一、本年新收数量", "二、上年结转数量", "三、结转下年度数"]
    {
        cells.extend([label, "1", "2", "", "3", "6"]);
    }
    let document = read(&(cells.join(" |\n") + " |\n"));
    let rows = rows(&document);
    assert!(rows[0].starts_with("!申请人情况|自然人"));
    assert_eq!(rows.last().unwrap(), "三、结转下年度数|1|2||3|6");
    assert!(!only_table(&document).is_ragged);
}

#[test]
fn tables_under_title_rows_are_several() {
    let document = read(
        "一、主动公开情况\n\
         | 第二十条第（一）项 |\n| 信息内容 | 本年制发件数 | 现行有效件数 |\n| 规章 | 0 | 3 |\n| 规范性文件 | 4 | 30 |\n\
         | 第二十条第（五）项 |\n| 信息内容 | 本年收费金额（单位：万元） |\n| 行政许可 | 1200 |\n",
    );
    assert_eq!(
        outline(&document),
        [
            "H1 一、主动公开情况",
            "H0 第二十条第（一）项",
            "T 3x3",
            "H0 第二十条第（五）项",
            "T 2x2"
        ]
    );
}

#[test]
fn numbers_of_rows_are_a_column_of_their_own() {
    let rows_of = [
        "一、情况||",
        "主动公开数|条|5",
        "公报公开数|条|2",
        "网站公开数|条|8",
        "微博公开数|条|",
        "收到申请数|件|3",
        "当面申请数|件|3",
        "培训班数|次|4",
    ];
    let cells =
        |(number, row): (usize, &&str)| format!("\t{number}\n\t{}\n", row.replace('|', "\n\t"));
    let numbered: String = (1..).zip(&rows_of).map(cells).collect();
    let document = read(&format!("\t序号\n\t统计指标\n\t单位\n\t统计数\n{numbered}"));
    let expected: Vec<_> = (1..)
        .zip(rows_of)
        .map(|(n, row)| format!("{n}|{row}"))
        .collect();
    assert_eq!(rows(&document)[1..], expected);
}
