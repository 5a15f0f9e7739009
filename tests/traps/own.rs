//! Traps of tables that a report has drawn itself: what their totals count and what not.

use gouji::severity::Severity::{Error, Warning};

use super::{found, silent};

/// A report with a table of such rows.
fn report(rows: &[&str]) -> String {
    noted(rows, "")
}

/// The same with a line below the table.
fn noted(rows: &[&str], note: &str) -> String {
    format!(
        "青岩县2012年政府信息公开工作年度报告\n\n各单位公开情况\n\n{}\n\n{note}\n",
        rows.join("\n")
    )
}

#[test]
fn totals_stand_first_or_last() {
    let rows = |total| {
        [
            "| 乡镇 | 网站公开 | 公开栏 | 咨询接待 |",
            total,
            "| 河口镇 | 120 | 31 | 14 |",
            "| 石门乡 | 86 | 20 | 9 |",
            "| 双桥镇 | 204 | 55 | 26 |",
        ]
    };
    silent(&report(&rows("| 合计 | 410 | 106 | 49 |")));
    found(
        Error,
        "table-total",
        "401",
        &report(&rows("| 合计 | 401 | 106 | 49 |")),
    );
}

#[test]
fn subtotals_are_counted_once() {
    let rows = |bureaus| {
        [
            "单位\t网站公开\t公开栏\t咨询接待",
            "教育局\t120\t31\t14",
            "民政局\t86\t20\t9",
            bureaus,
            "河口镇\t40\t12\t7",
            "石门乡\t35\t19\t3",
            "乡镇小计\t75\t31\t10",
            "总计\t281\t82\t33",
        ]
    };
    silent(&report(&rows("部门小计\t206\t51\t23")));
    found(
        Error,
        "table-total",
        "260",
        &report(&rows("部门小计\t260\t51\t23")),
    );
}

#[test]
fn a_total_may_leave_out_the_issuer_itself() {
    let rows = |total| {
        [
            "| 地区 | 网站公开 |",
            "| 市本级 | 310 |",
            "| 河口县 | 120 |",
            "| 石门县 | 86 |",
            "| 双桥县 | 204 |",
            total,
        ]
    };
    silent(&report(&rows("| 合计 | 410 |")));
    silent(&report(&rows("| 合计 | 720 |")));
    found(
        Warning,
        "table-total",
        "702",
        &report(&rows("| 合计 | 702 |")),
    );
}

#[test]
fn what_is_split_off_is_counted_in_the_row_before() {
    let rows = |total| {
        [
            "| 类别 | 网站公开 | 公开栏 |",
            "| 政策法规 | 45 | 31 |",
            "| 其中：规范性文件 | 12 | 8 |",
            "| 工作动态 | 63 | 20 |",
            "| 其中：图片信息 | 30 | 4 |",
            total,
        ]
    };
    silent(&report(&rows("| 合计 | 108 | 51 |")));
    found(
        Warning,
        "table-total",
        "180",
        &report(&rows("| 合计 | 180 | 51 |")),
    );
}

#[test]
fn a_total_that_is_split_below_stays_one() {
    let rows = |total| {
        [
            "| 乡镇 | 网站公开 |",
            "| 河口镇 | 120 |",
            "| 石门乡 | 86 |",
            total,
            "| 其中：线上 | 150 |",
            "| 线下 | 56 |",
        ]
    };
    silent(&report(&rows("| 合计 | 206 |")));
    found(
        Warning,
        "table-total",
        "260",
        &report(&rows("| 合计 | 260 |")),
    );
}

#[test]
fn scores_ranks_and_years_are_not_added_up() {
    let rows = |town| {
        [
            "| 序号 | 单位 | 2011 | 2012 | 合计 | 得分 | 名次 | 同比 |",
            "| 1 | 河口镇 | 2010 | 120 | 2130 | 92 | 1 | 5.1% |",
            town,
            "| 3 | 双桥镇 | 2035 | 204 | 2239 | 90 | 2 | 0.3% |",
            "| | 合计 | 4131 | 410 | 4541 | 90 | | 2.4% |",
        ]
    };
    silent(&report(&rows(
        "| 2 | 石门乡 | 86 | 86 | 172 | 88 | 3 | -1.2% |",
    )));
    found(
        Error,
        "table-total",
        "68",
        &report(&rows("| 2 | 石门乡 | 68 | 86 | 172 | 88 | 3 | -1.2% |")),
    );
}

#[test]
fn a_count_near_two_thousand_is_no_year() {
    let rows = |total| {
        [
            "| 乡镇 | 网站公开 |",
            "| 河口镇 | 2016 |",
            "| 石门乡 | 86 |",
            total,
        ]
    };
    silent(&report(&rows("| 合计 | 2102 |")));
    found(
        Warning,
        "table-total",
        "2120",
        &report(&rows("| 合计 | 2120 |")),
    );
}

#[test]
fn a_note_says_what_the_total_leaves_out() {
    let rows = [
        "| 乡镇 | 网站公开 | 公开栏 | 咨询接待 |",
        "| 河口镇 | 120 | 31 | 14 |",
        "| 石门乡 | 86 | 20 | 9 |",
        "| 合计 | 198 | 51 | 23 |",
    ];
    silent(&noted(&rows, "注：网站公开的合计已扣除转载的信息。"));
    found(
        Error,
        "table-total",
        "198",
        &noted(&rows, "注：数据截至12月31日。"),
    );
}

#[test]
fn channels_overlap() {
    let rows = |total| {
        [
            "| 渠道 | 条数 |",
            "| 政府网站 | 310 |",
            "| 政务微信 | 120 |",
            "| 政务微博 | 86 |",
            total,
        ]
    };
    silent(&report(&rows("| 合计 | 342 |")));
    silent(&report(&rows("| 合计 | 516 |")));
}

#[test]
fn blanks_and_strokes_count_nothing() {
    let rows = |town| {
        [
            "| 单位 | 主动公开 | 依申请公开 | 咨询接待 | 合计 |",
            "| 河口镇 | 120 | | 14 | 134 |",
            town,
            "| 双桥镇 | 204 | 55 | — | 259 |",
            "| 合计 | 410 | 55 | 23 | 488 |",
        ]
    };
    silent(&report(&rows("| 石门乡 | 86 | / | 9 | 95 |")));
    found(
        Error,
        "table-total",
        "59",
        &report(&rows("| 石门乡 | 86 | / | 9 | 59 |")),
    );
}

#[test]
fn a_table_may_go_on_where_the_one_before_it_ended() {
    let pages = |total| {
        format!(
            "青岩县2012年政府信息公开工作年度报告\n\n各单位公开情况\n\n\
             | 单位 | 条数 |\n| 教育局 | 120 |\n| 民政局 | 86 |\n| 财政局 | 40 |\n\n续表\n\n\
             | 单位 | 条数 |\n| 河口镇 | 204 |\n| 石门乡 | 55 |\n{total}\n"
        )
    };
    silent(&pages("| 合计 | 505 |"));
    // FIXME: the rows of the page before are not added, so that a slip in their total is not found either.
    silent(&pages("| 合计 | 550 |"));
}

#[test]
fn rows_counted_in_different_units_need_not_be_added() {
    let rows = |unit, total| {
        report(&[
            "| 项目 | 单位 | 数量 |",
            "| 网站公开 | 条 | 120 |",
            unit,
            "| 材料汇编 | 条 | 31 |",
            total,
        ])
    };
    silent(&rows("| 集中培训 | 次 | 6 |", "| 合计 | | 151 |"));
    found(
        Warning,
        "table-total",
        "175",
        &rows("| 展板公开 | 条 | 6 |", "| 合计 | | 175 |"),
    );
}

#[test]
fn a_total_may_be_split_twice() {
    let by_way = [
        "| 项目 | 件数 |",
        "| 合计 | 213 |",
        "| 当面申请 | 82 |",
        "| 网络申请 | 131 |",
    ];
    let by_applicant = ["| 自然人 | 84 |", "| 法人 | 129 |"];
    silent(&report(&[&by_way[..], &by_applicant[..]].concat()));
    let wrong = [
        "| 项目 | 件数 |",
        "| 合计 | 231 |",
        "| 当面申请 | 82 |",
        "| 网络申请 | 131 |",
    ];
    found(
        Warning,
        "table-total",
        "231",
        &report(&[&wrong[..], &by_applicant[..]].concat()),
    );
}

#[test]
fn what_is_not_said_in_figures_counts_too() {
    for town in ["| 河口镇 | 约1300 |", "| 河口镇 | 见附件 |"] {
        for is_first in [true, false] {
            let mut rows = vec![
                "| 单位 | 发放材料 |",
                "| 石门乡 | 860 |",
                "| 双桥镇 | 2040 |",
            ];
            rows.insert(if is_first { 1 } else { 2 }, town);
            rows.push("| 合计 | 4200 |");
            silent(&report(&rows));
        }
    }
    found(
        Warning,
        "table-total",
        "4200",
        &report(&[
            "| 单位 | 发放材料 |",
            "| 河口镇 | 1310 |",
            "| 石门乡 | 860 |",
            "| 双桥镇 | 2040 |",
            "| 合计 | 4200 |",
        ]),
    );
}

#[test]
fn a_row_with_a_blank_at_either_end_keeps_its_columns() {
    let rows = |total| {
        [
            "| 序号 | 单位 | 网站公开 | 公开栏 | 联系电话 |",
            "| 1 | 河口镇 | 120 | 31 | 3962365 |",
            "| 2 | 石门乡 | 86 | 20 | 4615109 |",
            "| 3 | 双桥镇 | 204 | 55 | 5875037 |",
            total,
        ]
    };
    silent(&report(&rows("| 合计 | | 410 | 106 | |")));
    found(
        Warning,
        "table-total",
        "401",
        &report(&rows("| 合计 | | 401 | 106 | |")),
    );
}

#[test]
fn figures_under_two_labels_side_by_side_belong_to_both() {
    silent(&report(&[
        "| 单位 | 条数 | 单位 | 条数 |",
        "| 河口镇 | 120 | 教育局 | 31 |",
        "| 石门乡 | 86 | 民政局 | 20 |",
        "| 双桥镇 | 204 | 合计 | 461 |",
    ]));
    found(
        Warning,
        "table-total",
        "461",
        &report(&[
            "| 单位 | 条数 |",
            "| 河口镇 | 120 |",
            "| 石门乡 | 86 |",
            "| 双桥镇 | 204 |",
            "| 合计 | 461 |",
        ]),
    );
}

#[test]
fn a_total_in_a_table_of_ones_own_is_no_row_of_a_later_form() {
    let rows = |total| {
        [
            "单位\t网站\t微信\t小计\t网络\t信函\t小计\t合计",
            "河口镇\t258\t264\t522\t8153\t64\t8217\t8739",
            "石门乡\t14\t26\t40\t291\t50\t341\t381",
            total,
        ]
    };
    silent(&report(&rows("合计\t272\t290\t562\t8444\t114\t8558\t9120")));
    found(
        Error,
        "table-total",
        "265",
        &report(&rows("合计\t272\t290\t265\t8444\t114\t8558\t9120")),
    );
}
