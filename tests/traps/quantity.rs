//! Traps of quantities: what a printed figure stands for.

use gouji::severity::Severity::{Error, Warning};

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

#[test]
fn an_open_end_stays_open_on_either_side() {
    silent("全年办理来信200余件，分别为来信143件、留言156件。\n");
    found(
        Error,
        "part-list",
        "200",
        "全年办理来信200余件，分别为来信144件、留言156件。\n",
    );
    silent("全年办理来信399件，分别为来信200余件、留言100件。\n");
    found(
        Error,
        "part-list",
        "400",
        "全年办理来信400件，分别为来信200余件、留言100件。\n",
    );
}

#[test]
fn several_approximate_parts_may_carry_over() {
    // 56000 and more than three times a step.
    silent("全年办理来信5200余件，分别为来信2100余件、留言2900余件、来电100余件。\n");
    found(
        Error,
        "part-list",
        "6200",
        "全年办理来信6200余件，分别为来信2100余件、留言2900余件、来电100余件。\n",
    );
}

#[test]
fn what_is_not_round_is_soft() {
    super::noted_at_most("全年办理来信24余件，分别为来信10件、留言26件。\n");
    super::noted_at_most("全年办理来信24余件，分别为来信10件、留言16件。\n");
    found(
        Error,
        "part-list",
        "24",
        "全年办理来信24件，分别为来信10件、留言26件。\n",
    );
}

#[test]
fn ten_thousands_have_been_rounded() {
    silent("全年办理来信12.3万件，分别为来信52345件、留言70612件。\n");
    found(
        Error,
        "part-list",
        "12.3",
        "全年办理来信12.3万件，分别为来信52345件、留言71612件。\n",
    );
}

#[test]
fn units_that_count_the_same_may_differ() {
    silent("全年收到申请14件，分别为网络申请9条、信函申请5份。\n");
    found(
        Error,
        "part-list",
        "14",
        "全年收到申请14件，分别为网络申请9件、信函申请6件。\n",
    );
}

#[test]
fn a_word_may_be_a_number() {
    silent("全年收到申请十二件，分别为网络申请七件、信函申请5件。\n");
    found(
        Error,
        "part-list",
        "十三",
        "全年收到申请十三件，分别为网络申请七件、信函申请5件。\n",
    );
}

#[test]
fn pairwise_overlap_is_no_agreement() {
    let report = |first: &str, second: &str| {
        format!(
            "2017年政府信息公开工作年度报告\n一、概述\n全年收到政府信息公开申请20余件。\n\
             二、依申请公开\n全年收到政府信息公开申请{first}件。\n三、其他\n共收到政府信息公开申请{second}件。\n"
        )
    };
    silent(&report("21", "21"));
    // Both are 20余, and yet one is not the other.
    found(Warning, "prose-against-table", "25", &report("21", "25"));
}

/// A report with a sum of amounts that is off by one in the last place.
fn amounts(note: &str) -> String {
    format!(
        "2021年政府信息公开工作年度报告\n\
         全年投入经费共计12.35万元，分别为网站建设4.52万元、业务培训3.31万元、印刷4.51万元。{note}\n"
    )
}

#[test]
fn a_report_that_says_it_rounds_may_be_off_by_rounding() {
    silent(&amounts("注：因四舍五入，各项之和与合计略有出入。"));
    found(Error, "part-list", "12.35", &amounts(""));
    // Rounding explains half a last place a figure, not a tenth.
    let far = amounts("注：因四舍五入，各项之和与合计略有出入。").replace("4.51", "4.31");
    found(Error, "part-list", "12.35", &far);
}

#[test]
fn growth_may_be_told_behind_parts_and_rates() {
    silent("全区公开信息6827条，全文电子化率达99.2%，同比增加512条，增长8.11%。\n");
    found(
        Error,
        "growth-rate",
        "8.81%",
        "全区公开信息6827条，全文电子化率达99.2%，同比增加512条，增长8.81%。\n",
    );
    let parts = "2021年收到申请64件，其中当面18件、网络25件、信函21件";
    silent(&format!("{parts}，较2020年的51件增加25.49%。\n"));
    // Of the last part as well as of all.
    silent(&format!("{parts}，较2020年的17件增加23.53%。\n"));
    silent(&format!("{parts}，复议较2020年的40件增加50%。\n"));
    silent(&format!("{parts}，较上年增加13件，增长25.49%。\n"));
    found(
        Error,
        "growth-rate",
        "29.45%",
        &format!("{parts}，较2020年的51件增加29.45%。\n"),
    );
    found(
        Error,
        "growth-rate",
        "29.45%",
        &format!("{parts}，较上年增加13件，增长29.45%。\n"),
    );
}

#[test]
fn growth_may_be_told_before_what_it_is_measured_against() {
    let report = |rate: &str, before: &str| {
        format!("2022年度报告\n全年收到申请236件，同比下降{rate}（{before}）。\n")
    };
    silent(&report("16%", "2021年为281件"));
    silent(&report("16%", "去年同期281件"));
    // Of two years it may be either, and of something else none.
    silent(&report("26%", "2021年为281件，2020年为319件"));
    silent(&report("26%", "2021年网络申请为281件"));
    silent(&report("26%", "办结281件"));
    found(Error, "growth-rate", "26%", &report("26%", "2021年为281件"));
    found(Error, "growth-rate", "26%", &report("26%", "去年同期281件"));
}

#[test]
fn growth_is_of_what_stands_behind_it_too() {
    silent("网站信息由100条增加到130条，同比增长20%的是微信。\n");
    found(
        Error,
        "growth-rate",
        "20%",
        "网站信息由100条增加到130条，增长20%。\n",
    );
}

#[test]
fn what_a_kind_is_may_stand_before_its_share() {
    let report = |share: &str| {
        format!(
            "2009年共主动公开政府信息734条。在主动公开的信息中，机构职能类信息16条，主要为领导信息、处室职能等，占总体的比例为{share}；法规文件类信息25条，占总体的比例为3.4%。\n"
        )
    };
    silent(&report("2.2%"));
    found(Error, "share-of-total", "2.8%", &report("2.8%"));
    silent("全年公开信息734条，其中政策类16条，方便了群众，网站占2.8%。\n");
}

#[test]
fn a_rate_of_what_was_done_has_what_was_to_be_done_before_it() {
    silent("对12个单位开展测评，发现问题128个，已整改126个，整改率98.44%。\n");
    silent("排查隐患1280处，其中重点隐患130处，已整改127处，整改率9.92%。\n");
    found(
        Warning,
        "share-of-total",
        "99.44%",
        "对12个单位开展测评，发现问题128个，已整改126个，整改率99.44%。\n",
    );
}

#[test]
fn shares_without_a_list_are_of_what_their_parts_make() {
    let report = |share: &str| {
        format!(
            "网站公开信息15874条，制发文件87件。网站信息中，动态类9652条，占{share}；政策类1375条，占8.66%；业务类4847条，占30.53%。\n"
        )
    };
    silent(&report("60.80%"));
    found(Error, "share-of-total", "68.80%", &report("68.80%"));
}
