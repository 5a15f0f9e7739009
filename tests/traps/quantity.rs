//! Traps of quantities: what a printed figure stands for.

use gouji::severity::Severity::Error;

use super::{found, noted_at_most, silent};

#[test]
fn a_round_figure_and_more_holds_what_lies_above_it() {
    silent("全年办理来信300余件，分别为来信210件、留言156件。\n");
    found(
        Error,
        "part-list",
        "300",
        "全年办理来信300余件，分别为来信210件、留言256件。\n",
    );
}

#[test]
fn an_approximate_figure_proves_nothing() {
    noted_at_most("全年办理来信约300件，分别为来信210件、留言256件。\n");
    found(
        Error,
        "part-list",
        "300",
        "全年办理来信300件，分别为来信210件、留言256件。\n",
    );
}

/// A report whose text states what the table says of fees and of money spent.
fn money(stated: &str, printed: &str) -> String {
    format!(
        "2017年度政府信息公开工作年度报告\n\
         2017年，全区投入政府信息公开专项经费{stated}。\n\n\
         政府信息公开情况统计表\n\
         | 统计指标 | 单位 | 统计数 |\n\
         | （三）从事政府信息公开工作人员数 | 人 | 3 |\n\
         | 1.专职人员数 | 人 | 1 |\n\
         | 2.兼职人员数 | 人 | 2 |\n\
         | （四）政府信息公开专项经费 | 万元 | {printed} |\n"
    )
}

#[test]
fn money_is_the_same_in_every_unit() {
    silent(&money("356000元", "35.6"));
    // 35.6万元 has been rounded.
    silent(&money("356234元", "35.6"));
    silent(&money("0.00356亿元", "35.6"));
    found(
        Error,
        "prose-against-table",
        "376000",
        &money("376000元", "35.6"),
    );
}
