//! Traps of what the text says of requests beside the table of the form in use since 2021.

use std::fmt::Write;

use gouji::severity::Severity::{Error, Warning};

use super::{found, silent};

/// The rows of table 3: label, natural persons, companies.
const ROWS: [(&str, u32, u32); 25] = [
    ("一、本年新收政府信息公开申请数量", 36, 7),
    ("二、上年结转政府信息公开申请数量", 3, 0),
    ("三、本年度办理结果 | （一）予以公开", 15, 3),
    (
        "（二）部分公开（区分处理的，只计这一情形，不计其他情形）",
        5,
        1,
    ),
    ("（三）不予公开 | 1.属于国家秘密", 0, 0),
    ("2.其他法律行政法规禁止公开", 0, 0),
    ("3.危及“三安全一稳定”", 0, 0),
    ("4.保护第三方合法权益", 2, 0),
    ("5.属于三类内部事务信息", 0, 0),
    ("6.属于四类过程性信息", 3, 0),
    ("7.属于行政执法案卷", 0, 0),
    ("8.属于行政查询事项", 0, 0),
    ("（四）无法提供 | 1.本机关不掌握相关政府信息", 5, 1),
    ("2.没有现成信息需要另行制作", 2, 0),
    ("3.补正后申请内容仍不明确", 0, 0),
    ("（五）不予处理 | 1.信访举报投诉类申请", 2, 0),
    ("2.重复申请", 0, 0),
    ("3.要求提供公开出版物", 0, 0),
    ("4.无正当理由大量反复申请", 0, 0),
    ("5.要求行政机关确认或重新出具已获取信息", 0, 0),
    (
        "（六）其他处理 | 1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请",
        1,
        0,
    ),
    (
        "2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请",
        0,
        0,
    ),
    ("3.其他", 0, 1),
    ("（七）总计", 35, 6),
    ("四、结转下年度继续办理", 4, 1),
];

/// A report that says `stated` of its requests: 43 new ones, 3 carried in, 41 handled, 5 carried out.
fn with_table(stated: &str) -> String {
    let mut report = format!(
        "云溪县人民政府2022年政府信息公开工作年度报告\n\
         一、总体情况\n\
         （二）依申请公开。2022年，认真办理政府信息公开申请。{stated}\n\
         三、收到和处理政府信息公开申请情况\n\
         （本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和） | 申请人情况 |\n\
         自然人 | 法人或其他组织 | 总计 |\n\
         商业企业 | 科研机构 | 社会公益组织 | 法律服务机构 | 其他 |\n"
    );
    for (label, persons, companies) in ROWS {
        let total = persons + companies;
        writeln!(
            report,
            "{label} | {persons} | {companies} | 0 | 0 | 0 | 0 | {total} |"
        )
        .expect("writing to a string");
    }
    report.push_str(
        "四、政府信息公开行政复议、行政诉讼情况\n\
         行政复议 | 行政诉讼 |\n\
         结果维持 | 结果纠正 | 其他结果 | 尚未审结 | 总计 | 未经复议直接起诉 | 复议后起诉 |\n\
         结果维持 | 结果纠正 | 其他结果 | 尚未审结 | 总计 | 结果维持 | 结果纠正 | 其他结果 | 尚未审结 | 总计 |\n\
         2 | 1 | 0 | 1 | 4 | 1 | 0 | 0 | 0 | 1 | 0 | 0 | 0 | 1 | 1 |\n",
    );
    report
}

#[test]
fn what_the_table_has_is_read() {
    silent(&with_table(
        "新收申请43件，上年结转3件，办结41件，结转下年5件。",
    ));
    found(
        Error,
        "text-against-tables",
        "上年结转4",
        &with_table("新收申请43件，上年结转4件，办结41件，结转下年5件。"),
    );
}

#[test]
fn results_left_together_are_not_the_one_named_first() {
    silent(&with_table("其余17件为不予公开、无法提供等。"));
    silent(&with_table("不予公开、无法提供、不予处理等共计17件。"));
    found(
        Warning,
        "refusals-against-table",
        "17件",
        &with_table("不予公开17件，均已说明理由。"),
    );
}

#[test]
fn what_else_is_carried_over_is_no_request() {
    silent(&with_table(
        "县司法局收到以县政府为被申请人的行政复议案件17件，上年结转2件，审结16件，结转下年3件。",
    ));
    silent(&with_table(
        "热线新收工单4301件，上年结转12件，办结4300件，结转下年13件。",
    ));
    silent(&with_table("收到督查转办件43件，上年结转2件，全部办结。"));
    found(
        Error,
        "text-against-tables",
        "结转下年13",
        &with_table("政府信息公开申请办结41件，结转下年13件。"),
    );
}

#[test]
fn requests_of_a_named_body_are_not_all_of_them() {
    silent(&with_table("县自然资源局：新收21件。其他单位：新收12件。"));
    silent(&with_table("县自然资源局，新收21件。"));
    silent(&with_table("县政府门户网站依申请公开平台收到申请25件。"));
    found(
        Error,
        "text-against-tables",
        "21件",
        &with_table("全县，新收21件。"),
    );
}

#[test]
fn a_sentence_that_starts_with_last_year_is_about_it() {
    silent(&with_table(
        "上年度收到申请38件，予以公开15件，不予公开4件。",
    ));
    silent(&with_table(
        "上年度收到申请38件，予以公开15件，今年收到申请43件，予以公开18件。",
    ));
    found(
        Error,
        "text-against-tables",
        "19件",
        &with_table("上年度收到申请38件，予以公开15件，今年收到申请43件，予以公开19件。"),
    );
}

#[test]
fn items_of_information_are_no_requests() {
    silent(&with_table(
        "收到申请43件，涉及信息61项，予以公开28项，不予公开8项，无法提供16项。",
    ));
    found(
        Error,
        "text-against-tables",
        "28件",
        &with_table("收到申请43件，涉及信息61项，予以公开28件。"),
    );
}

#[test]
fn reviews_decided_by_the_body_are_not_reviews_of_it() {
    silent(&with_table(
        "以县政府为复议机关的政府信息公开行政复议案件12件。",
    ));
    found(
        Warning,
        "reviews-against-table",
        "12件",
        &with_table("以县政府为被申请人的政府信息公开行政复议案件12件。"),
    );
}

#[test]
fn the_results_of_what_was_completed_are_those_of_the_table() {
    let completed = |results: &str| {
        with_table(&format!(
            "新收申请43件，全年办结41件，其中予以公开18件、部分公开6件、不予公开5件、{results}。"
        ))
    };
    silent(&completed("无法提供8件、不予处理2件、其他处理2件"));
    found(
        Error,
        "part-list",
        "9件",
        &completed("无法提供9件、不予处理2件、其他处理2件"),
    );
    // Of some of them the results are their own.
    silent(&with_table(
        "全年办结41件，其中涉及征地的31件，予以公开12件、部分公开5件。",
    ));
    silent(&with_table(
        "全年办结41件，其中县政府办公室办结20件（予以公开12件、不予公开3件、无法提供5件）。",
    ));
}

#[test]
fn a_lawsuit_behind_reviews_about_disclosure_is_about_it_too() {
    silent(&with_table(
        "因政府信息公开引发行政复议4件，其中纠正1件；行政诉讼2件。",
    ));
    found(
        Warning,
        "lawsuits-against-table",
        "6件",
        &with_table("因政府信息公开引发行政复议4件，其中纠正1件；行政诉讼6件。"),
    );
    silent(&with_table(
        "因政府信息公开引发行政复议4件。全年办理行政诉讼案件38件，其中维持31件。",
    ));
}

#[test]
fn nothing_carried_over_is_none() {
    silent(&with_table("新收申请43件，没有逾期结转下年度的申请。"));
    found(
        Error,
        "text-against-tables",
        "结转下年",
        &with_table("新收申请43件，无结转下年度办理的申请。"),
    );
    found(
        Error,
        "text-against-tables",
        "上年结转",
        &with_table("新收申请43件，无上年结转。"),
    );
}

#[test]
fn nothing_in_all_the_year_is_nothing() {
    found(
        Warning,
        "reviews-against-table",
        "行政复议",
        &with_table("全年未发生因政府信息公开引发的行政复议。"),
    );
    silent(&with_table("12月未发生因政府信息公开引发的行政复议。"));
}

#[test]
fn what_a_sentence_of_its_own_splits_is_all_of_it() {
    silent(&with_table(
        "收到申请43件，办结41件，结转5件。其中，予以公开18件，部分公开6件。",
    ));
    silent(&with_table(
        "收到申请43件，办结41件，结转5件。其中，涉及征地的予以公开12件。",
    ));
    found(
        Error,
        "text-against-tables",
        "16件",
        &with_table("收到申请43件，办结41件，结转5件。其中，予以公开16件，部分公开6件。"),
    );
}

#[test]
fn some_kinds_of_answers_need_not_be_all() {
    silent(&with_table(
        "自然人申请36件，办结35件，其中予以公开15件、部分公开5件、不予公开5件。",
    ));
    silent(&with_table(
        "全年办结41件，其中予以公开18件、部分公开6件、不予公开5件。",
    ));
    found(
        Error,
        "part-list",
        "41件",
        &with_table("全年办结41件，其中予以公开18件、部分公开6件、不予公开25件。"),
    );
}

#[test]
fn what_became_of_some_is_not_what_became_of_all() {
    silent(&with_table(
        "结转上年申请3件，均已办结，其中予以公开2件，无法提供1件。",
    ));
    silent(&with_table(
        "上年结转的3件申请中，予以公开2件，不予公开1件。",
    ));
}

#[test]
fn results_of_reviews_that_a_body_decided_are_none_of_its_own() {
    silent(&with_table(
        "县司法局共办理政府信息公开类行政复议案件12件，维持8件，纠正3件，终止1件。",
    ));
    found(
        Warning,
        "rows-against-table",
        "3件",
        &with_table("因政府信息公开被申请行政复议4件，其中维持3件，纠正1件。"),
    );
}

#[test]
fn what_was_completed_or_answered_is_in_the_table() {
    let received = |rest: &str| with_table(&format!("共收到政府信息公开申请43件，{rest}。"));
    // All results, the new ones, those of the new ones that are not carried on.
    for completed in [41, 43, 38] {
        silent(&received(&format!("已办结{completed}件")));
        silent(&received(&format!("答复{completed}件")));
    }
    found(
        Warning,
        "completions-against-table",
        "48件",
        &received("已办结48件"),
    );
    found(
        Warning,
        "answers-against-table",
        "48件",
        &received("已答复48件"),
    );
    // Those that need no answer are not among the answered; nor are answers of one form all.
    silent(&received("答复39件"));
    silent(&received("书面答复30件，口头答复9件"));
    silent(&received("合并答复2次"));
    silent(&received("按时办结35件"));
    silent(&received("其中办结上年结转的3件"));
    silent(&with_table("通过网络收到政府信息公开申请25件，办结24件。"));
    silent(&with_table(
        "政务大厅窗口全年受理各类业务申请2305件，办结2298件。",
    ));
}

#[test]
fn a_year_that_requests_are_carried_to_or_from_is_no_other_period() {
    silent(&with_table(
        "收到政府信息公开申请43件，2021年结转3件，结转2023年度继续办理5件。",
    ));
    found(
        Error,
        "text-against-tables",
        "8件",
        &with_table("收到政府信息公开申请43件，结转2023年度继续办理8件。"),
    );
    found(
        Error,
        "text-against-tables",
        "6件",
        &with_table("收到政府信息公开申请43件，2021年结转6件。"),
    );
    // What was carried on a year ago, or lies further back, is not of this year's table.
    silent(&with_table("2021年收到申请38件，结转2022年继续办理8件。"));
    silent(&with_table("收到政府信息公开申请43件，2020年结转1件。"));
    silent(&with_table("热线工单4301件，结转2023年办理8件。"));
}

#[test]
fn from_january_to_december_is_all_the_year() {
    for months in ["2022年1月至12月", "2022年1月—12月", "2022年1-12月"] {
        found(
            Warning,
            "received-against-table",
            "48件",
            &with_table(&format!("{months}，共收到政府信息公开申请48件。")),
        );
    }
    silent(&with_table("2022年1月至11月，共收到政府信息公开申请40件。"));
    silent(&with_table("2022年11月至12月，共收到政府信息公开申请9件。"));
}

#[test]
fn requests_handled_are_in_the_table() {
    // All results, the new ones, and those with what was carried in.
    for handled in [41, 43, 46] {
        silent(&with_table(&format!("共办理政府信息公开申请{handled}件。")));
    }
    silent(&with_table("协助办理政府信息公开申请2件。"));
    silent(&with_table("办理依申请公开答复41件。"));
    found(
        Warning,
        "handled-against-table",
        "51件",
        &with_table("共办理政府信息公开申请51件。"),
    );
}

#[test]
fn what_a_sentence_told_is_told_again() {
    silent(&with_table(
        "共收到政府信息公开申请43件。在43件申请中，网上提交的40件。",
    ));
    found(
        Warning,
        "received-against-table",
        "34件",
        &with_table("共收到政府信息公开申请43件。在34件申请中，网上提交的30件。"),
    );
    // Others may have been told in between, or some of them.
    silent(&with_table(
        "共收到政府信息公开申请43件，涉及征地的20件。在20件申请中，予以公开的居多。",
    ));
    silent(&with_table(
        "共收到政府信息公开申请43件。涉及征地的31件申请中，多数为重复提出。",
    ));
    silent(&with_table("共收到政府信息公开申请43件。1件申请中止办理。"));
}
