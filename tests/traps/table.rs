//! Traps of tables: blank cells, rows of one's own, cut ends.

use std::fmt::Write;

use gouji::severity::Severity::{Error, Warning};

use super::{found, silent};

#[test]
fn a_missing_row_may_hold_the_rest() {
    silent(
        "政府信息公开情况统计表\n\
         | 统计指标 | 单位 | 统计数 |\n\
         | （一）收到申请数 | 件 | 13 |\n\
         | 1.当面申请数 | 件 | 1 |\n\
         | 2.传真申请数 | 件 | 0 |\n",
    );
    found(
        Error,
        "applications-by-channel",
        "13",
        "政府信息公开情况统计表\n\
         | 统计指标 | 单位 | 统计数 |\n\
         | （一）收到申请数 | 件 | 13 |\n\
         | 1.当面申请数 | 件 | 1 |\n\
         | 2.传真申请数 | 件 | 0 |\n\
         | 3.网络申请数 | 件 | 10 |\n\
         | 4.信函申请数 | 件 | 0 |\n",
    );
}

/// A report whose text says `stated` beside a table with 13 applications.
fn applications(stated: &str) -> String {
    format!(
        "2017年度政府信息公开工作年度报告\n\
         {stated}\n\n\
         政府信息公开情况统计表\n\
         | 统计指标 | 单位 | 统计数 |\n\
         | 三、依申请公开情况 | | |\n\
         | （一）收到申请数 | 件 | 13 |\n\
         | 1.当面申请数 | 件 | 1 |\n\
         | 2.传真申请数 | 件 | 0 |\n\
         | 3.网络申请数 | 件 | 10 |\n\
         | 4.信函申请数 | 件 | 2 |\n"
    )
}

#[test]
fn half_a_year_is_not_the_year_of_the_table() {
    silent(&applications("上半年收到申请6件。"));
    silent(&applications("上半年，收到申请6件。"));
    silent(&applications("2017年上半年，全区收到申请6件，均按时答复。"));
    found(
        Error,
        "prose-against-table",
        "16",
        &applications("与上半年相比，下半年有所增加。全年，收到申请16件。"),
    );
}

/// A statistics table with these rows, each `label | unit | figure`.
fn table(rows: &[&str]) -> String {
    let mut report = String::from("政府信息公开情况统计表\n| 统计指标 | 单位 | 统计数 |\n");
    for row in rows {
        writeln!(report, "| {row} |").expect("a string takes it");
    }
    report
}

#[test]
fn a_cut_table_proves_nothing() {
    silent(&table(&[
        "（一）主动公开政府信息数 | 条 | 400",
        "（二）通过不同渠道和方式公开政府信息的情况 | |",
        "1.政府公报公开政府信息数 | 条 | 0",
        "2.政府网站公开政府信息数 | 条 | 210",
    ]));
    found(
        Error,
        "disclosures-by-channel",
        "400",
        &table(&[
            "（一）主动公开政府信息数 | 条 | 400",
            "（二）通过不同渠道和方式公开政府信息的情况 | |",
            "1.政府公报公开政府信息数 | 条 | 0",
            "2.政府网站公开政府信息数 | 条 | 210",
            "3.政务微博公开政府信息数 | 条 | 30",
            "4.政务微信公开政府信息数 | 条 | 40",
            "5.其他方式公开政府信息数 | 条 | 50",
        ]),
    );
}

#[test]
fn channels_may_exceed_what_went_over_them() {
    silent(&table(&[
        "（一）主动公开政府信息数（不同渠道和方式公开相同信息计1条） | 条 | 400",
        "（二）通过不同渠道和方式公开政府信息的情况 | |",
        "1.政府公报公开政府信息数 | 条 | 0",
        "2.政府网站公开政府信息数 | 条 | 390",
        "3.政务微博公开政府信息数 | 条 | 130",
        "4.政务微信公开政府信息数 | 条 | 140",
        "5.其他方式公开政府信息数 | 条 | 50",
    ]));
    found(
        Error,
        "disclosures-by-channel",
        "420",
        &table(&[
            "（一）主动公开政府信息数（不同渠道和方式公开相同信息计1条） | 条 | 400",
            "（二）通过不同渠道和方式公开政府信息的情况 | |",
            "1.政府公报公开政府信息数 | 条 | 0",
            "2.政府网站公开政府信息数 | 条 | 420",
            "3.政务微博公开政府信息数 | 条 | 130",
            "4.政务微信公开政府信息数 | 条 | 140",
            "5.其他方式公开政府信息数 | 条 | 50",
        ]),
    );
}

#[test]
fn a_blank_total_is_not_nothing() {
    silent(&table(&[
        "（二）申请办结数 | 件 | ",
        "1.按时办结数 | 件 | 7",
        "2.延期办结数 | 件 | 2",
    ]));
    found(
        Error,
        "completions-by-time",
        "0",
        &table(&[
            "（二）申请办结数 | 件 | 0",
            "1.按时办结数 | 件 | 7",
            "2.延期办结数 | 件 | 2",
        ]),
    );
}

#[test]
fn a_blank_part_could_hold_the_rest() {
    // A sum that fails for a blank cell is told more softly.
    found(
        Warning,
        "completions-by-time",
        "9",
        &table(&[
            "（二）申请办结数 | 件 | 9",
            "1.按时办结数 | 件 | 7",
            "2.延期办结数 | 件 | ",
        ]),
    );
    silent(&table(&[
        "（二）申请办结数 | 件 | 7",
        "1.按时办结数 | 件 | 7",
        "2.延期办结数 | 件 | ",
    ]));
}

#[test]
fn a_row_of_the_place_may_be_a_part() {
    let rows = |fax: &str| {
        let fax = format!("2.传真申请数 | 件 | {fax}");
        table(&[
            "（一）收到申请数 | 件 | 13",
            "1.当面申请数 | 件 | 1",
            &fax,
            "3.网络申请数 | 件 | 10",
            "4.信函申请数 | 件 | 0",
            "5.自助终端申请数 | 件 | 2",
        ])
    };
    silent(&rows("0"));
    found(Error, "applications-by-channel", "13", &rows("5"));
}

#[test]
fn rows_among_a_part_are_no_parts_of_its_total() {
    let rows = |refused: u32| {
        let refused = format!("4.不同意公开答复数 | 件 | {refused}");
        table(&[
            "（三）申请答复数 | 件 | 20",
            "1.属于已主动公开范围数 | 件 | 3",
            "2.同意公开答复数 | 件 | 9",
            "3.同意部分公开答复数 | 件 | 2",
            &refused,
            "其中：涉及国家秘密 | 件 | 0",
            "涉及商业秘密 | 件 | 1",
            "涉及个人隐私 | 件 | 3",
            "危及国家安全、公共安全、经济安全和社会稳定 | 件 | 0",
            "不是《条例》所指政府信息 | 件 | 0",
            "法律法规规定的其他情形 | 件 | 0",
            "5.不属于本行政机关公开数 | 件 | 1",
            "6.申请信息不存在数 | 件 | 1",
            "7.告知作出更改补充数 | 件 | 0",
            "8.告知通过其他途径办理数 | 件 | 0",
        ])
    };
    silent(&rows(4));
    let report = rows(3);
    let told = super::audit(&report);
    let [finding] = &*told.findings else {
        panic!("one cause, one finding: {:#?}", told.findings);
    };
    assert!(finding.tells_of("answers-by-kind") && finding.tells_of("refusals-by-reason"));
}

#[test]
fn a_row_that_lost_a_cell_shifts_nothing() {
    // One cell a line, and the unit of a row is gone.
    let cells = |received: &str| {
        format!(
            "政府信息公开情况统计表\n\t统计指标\n\t单位\n\t统计数\n\t（一）收到申请数\n\t{received}\n\t1.当面申请数\n\t件\n\t1\n\t2.传真申请数\n\
             \t件\n\t0\n\t3.网络申请数\n\t件\n\t10\n\t4.信函申请数\n\t件\n\t2\n\t（二）申请办结数\n\t件\n\t13\n"
        )
    };
    silent(&cells("13"));
    found(
        Error,
        "applications-by-channel",
        "16",
        &cells("件\n\t16").replace("\t13\n", "\t16\n"),
    );
}

#[test]
fn documents_of_earlier_years_may_be_published() {
    silent(&table(&[
        "（一）主动公开政府信息数 | 条 | 400",
        "其中：主动公开规范性文件数 | 条 | 7",
        "制发规范性文件总数 | 件 | 7",
    ]));
    super::noted_at_most(&table(&[
        "（一）主动公开政府信息数 | 条 | 400",
        "其中：主动公开规范性文件数 | 条 | 7",
        "制发规范性文件总数 | 件 | 0",
    ]));
    found(
        Warning,
        "normative-within-disclosed",
        "700",
        &table(&[
            "（一）主动公开政府信息数 | 条 | 400",
            "其中：主动公开规范性文件数 | 条 | 700",
            "制发规范性文件总数 | 件 | 800",
        ]),
    );
}

#[test]
fn a_part_of_the_scope_is_not_the_whole() {
    silent(&applications("市级机关收到申请6件。"));
    silent(&applications(
        "全区各单位收到申请情况良好。其中区政府办公室收到申请6件。",
    ));
    found(
        Error,
        "prose-against-table",
        "16",
        &applications("全区收到申请16件。"),
    );
}

#[test]
fn another_year_is_not_the_year_of_the_table() {
    silent(&applications("2016年收到申请6件。"));
    silent(&applications("全年收到申请13件，上年收到申请6件。"));
    silent(&applications("历年累计收到申请96件。"));
    silent(&applications("自2008年以来，累计收到申请96件。"));
    found(
        Error,
        "prose-against-table",
        "16",
        &applications("2017年收到申请16件。"),
    );
}

#[test]
fn what_was_taken_on_is_not_what_was_received() {
    silent(&applications("全年办理申请15件（含上年结转2件）。"));
    silent(&applications(
        "全年收到申请13件，连同上年结转的2件，共答复15件。",
    ));
}

#[test]
fn spelling_and_script_change_nothing() {
    for lawful in [
        "全区收到申请１３件。",
        "全區收到政府信息公開申請 13 件。",
        "全区收(shou)到申请(qing)13件。",
        "全区收到申请?3件。",
    ] {
        silent(&applications(lawful));
    }
    for wrong in ["全区收到申请１６件。", "全區收到政府信息公開申請 16 件。"]
    {
        let report = applications(wrong);
        assert_eq!(super::audit(&report).findings.len(), 1, "{wrong}");
    }
}

#[test]
fn a_separator_is_no_comma() {
    let rows = |printed: &str| {
        let total = format!("（二）申请办结数 | 件 | {printed}");
        table(&[&total, "1.按时办结数 | 件 | 1200", "2.延期办结数 | 件 | 34"])
    };
    for lawful in ["1,234", "1，234", "1 234", "１２３４", "1234件"] {
        silent(&rows(lawful));
    }
    found(Error, "completions-by-time", "1,254", &rows("1,254"));
}

/// A report whose text says `stated` beside a table with three courses for 180 people, one lawsuit and 120
/// items on microblogs.
fn doings(stated: &str) -> String {
    format!(
        "青山县2017年政府信息公开工作年度报告\n\
         一、概述\n\
         2017年，全县认真做好政府信息公开工作。{stated}\n\n\
         政府信息公开情况统计表\n\
         | 统计指标 | 单位 | 统计数 |\n\
         | 3.政务微博公开政府信息数 | 条 | 120 |\n\
         | 五、行政诉讼数量 | 件 | 1 |\n\
         | 九、政府信息公开会议和培训情况 | — | — |\n\
         | （二）举办各类培训班数 | 次 | 3 |\n\
         | （三）接受培训人员数 | 人次 | 180 |\n"
    )
}

#[test]
fn training_that_others_gave_is_not_the_reports() {
    silent(&doings("参加上级培训2次，参训人员8人次。"));
    silent(&doings(
        "赴省参加政务公开学习，参训人员12人次。举办培训班3期，参训人员180人次。",
    ));
    silent(&doings("各部门自行举办培训班11期。"));
    found(
        Warning,
        "training-against-table",
        "208人次",
        &doings("参加上级培训2次。举办培训班3期，参训人员208人次。"),
    );
}

#[test]
fn what_a_court_took_in_is_not_the_reports() {
    silent(&doings("县法院受理政府信息公开行政诉讼案件3件。"));
    found(
        Error,
        "prose-against-table",
        "3件",
        &doings("全县政府信息公开行政诉讼案件3件。"),
    );
}

#[test]
fn posts_are_more_than_what_is_disclosed() {
    silent(&doings("政务微博发布信息2300条。"));
    found(
        Error,
        "prose-against-table",
        "230条",
        &doings("政务微博公开政府信息230条。"),
    );
}

#[test]
fn a_restated_prior_year_is_no_contradiction_of_this_one() {
    // What last year's report said of last year is another report's; this one may have corrected it.
    silent(
        "2017年度政府信息公开工作年度报告\n\
         一、依申请公开情况\n\
         2017年收到政府信息公开申请26件，上年同期为22件（年报数20件，经复核调整）。\n\
         2016年收到政府信息公开申请20件，2017年收到26件。\n",
    );
}

#[test]
fn the_last_column_of_a_cut_table_is_no_row_of_another() {
    // What a printout over several pages leaves of reviews and lawsuits: 总计 also names a row of applicants.
    let cut = |table: &str| format!("南苑市2022年政府信息公开工作年度报告\n{table}\n");
    silent(&cut("四、政府信息公开行政复议、行政诉讼情况\n\
         | | | 复议后起诉 | | | | |\n\
         | 尚未审结 | 总计 | 结果维持 | 结果纠正 | 其他结果 | 尚未审结 | 总计 |\n\
         | 5 | 14 | 17 | 0 | 2 | 3 | 22 |"));
    found(
        Error,
        "applicants-by-kind",
        "| 22 |",
        &cut("三、收到和处理政府信息公开申请情况\n\
             | | 自然人 | 商业企业 | 科研机构 | 社会公益组织 | 法律服务机构 | 其他 | 总计 |\n\
             | （七）总计 | 5 | 14 | 17 | 0 | 2 | 3 | 22 |"),
    );
}

#[test]
fn single_blanks_between_figures_make_rows() {
    // Copied from a page in print: blanks in labels, a label of two lines, and single blanks between cells.
    let copied = |granted: &str| {
        format!(
            "南苑市2022年政府信息公开工作年度报告\n\
             三、收到和处理政府信息公开申请情况\n\
             申请人情况\n\
             自然人 法人或其他组织 总计\n\
             商业企业 科研机构 社会公益组织 法律服务机构 其他\n\
             一、本年新收政府信息公开申请数量 20 3 0 0 1 0 24\n\
             二、上年结转政府信息公开申请\n\
             数量 2 0 0 0 0 0 2\n\
             三、本年度办理结果 （一）予以公开 {granted} 2 0 0 1 0 15\n\
             （二）部分公开 7 1 0 0 0 0 8\n\
             （七）总计 19 3 0 0 1 0 23\n\
             四、结转下年度继续办理 3 0 0 0 0 0 3\n"
        )
    };
    silent(&copied("12"));
    found(Error, "applicants-by-kind", "13 2 0", &copied("13"));
    let sheet = |completed: u32| {
        format!(
            "平江县2016年政府信息公开工作年度报告\n\
             政府信息公开情况统计表\n\
             指标名称 单位 统计数\n\
             （一）收到申请数 件 93\n\
             （二）申请办结数 件 {completed}\n\
             1.按时办结数 件 88\n\
             2.延期办结数 件 3\n"
        )
    };
    silent(&sheet(91));
    found(Error, "completions-by-time", "92", &sheet(92));
    // Neither is a row that lost a cell moved, nor are years and what was counted in them a form.
    silent(&copied("12").replace("（二）部分公开 7 1 0 0 0 0 8", "（二）部分公开 7 1 8"));
    silent(
        "南苑市2022年政府信息公开工作年度报告\n\
         渠道 2020 2021 2022\n\
         网站 120 130 140\n\
         微信 20 30 40\n\
         合计 139 160 180\n",
    );
}

/// The rows of a sheet with codes and two columns of figures, each cell written by `cell`; `received` is that of this period.
fn sheet(received: &str, cell: impl Fn(&str) -> String, end: &str) -> String {
    let rows = [
        "主动公开信息数|条|01|120|340",
        "其中：全文电子化的主动公开信息数|条|02|118|322",
        "申请总数|条|03|TOTAL|61",
        "其中：1.当面申请数|条|04|3|9",
        "2.传真申请数|条|05|1|2",
        "3.电子邮件申请数|条|06||20",
        "4.网上申请数|条|07|6|",
        "5.信函申请数|条|08|10|12",
        "6.其他形式申请数|条|09|4|18",
    ];
    let mut text = "怀远市2011年政府信息公开工作年度报告\n政府信息公开情况统计表\n".to_owned();
    let header = "指标名称|计量单位|代码|本期实际|本年累计";
    for row in [header].into_iter().chain(rows) {
        let row = row.replace("TOTAL", received);
        for printed in row.split('|') {
            text.push_str(&cell(printed));
        }
        text.push_str(end);
    }
    text
}

#[test]
fn codes_of_rows_are_no_figures() {
    type Cell = fn(&str) -> String;
    // Where blank cells are lost, so is the column of what is left of their rows.
    let bare: Cell = |cell| format!("{cell}\n");
    silent(&sheet("24", bare, ""));
    silent(&sheet("29", bare, ""));
    let layouts: [(Cell, &str); 3] = [
        (|cell| format!("{cell}\t"), "\n"),
        (|cell| format!("| {cell} "), "|\n"),
        (|cell| format!("{cell} |\n"), ""),
    ];
    for (cell, end) in layouts {
        silent(&sheet("24", cell, end));
        found(Warning, "requests-by-way", "29", &sheet("29", cell, end));
    }
}
