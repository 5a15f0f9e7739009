//! Traps of tables: blank cells, rows of one's own, cut ends.

use gouji::severity::Severity::Error;

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
