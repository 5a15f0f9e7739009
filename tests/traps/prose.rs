//! Traps of running text: lists, shares, growth, and what the words around them limit.

use gouji::severity::Severity::{Error, Note, Warning};

use super::{found, noted_at_most, silent};

// A total and its parts.

#[test]
fn a_list_with_a_rest_may_follow_anything() {
    silent("全年收到申请12件，其中网络申请7件，其他5件。\n");
    found(
        Error,
        "part-list",
        "13",
        "全年收到申请13件，其中网络申请7件，其他5件。\n",
    );
}

#[test]
fn the_last_part_may_stand_in_the_next_clause() {
    silent("全年主动公开信息320条，其中政务动态210条，公示公告80条，同时公开财政信息30条。\n");
    silent("全年主动公开信息320条，分为政务动态210条、公示公告80条，以及财政信息30条。\n");
    found(
        Error,
        "part-list",
        "320",
        "全年主动公开信息320条，分为政务动态210条、公示公告90条，以及财政信息30条。\n",
    );
}

#[test]
fn the_last_part_may_stand_in_the_next_sentence() {
    silent("全年收到申请30件，其中当面申请6件，网络申请20件。此外，信函申请4件。\n");
    silent("全年收到申请30件，其中当面申请6件，网络申请20件。另收到信函申请4件。\n");
    found(
        Error,
        "part-list",
        "30",
        "全年收到申请30件，其中当面申请16件，网络申请20件。另收到信函申请4件。\n",
    );
}

#[test]
fn members_need_not_be_all() {
    silent("全年主动公开信息320条，其中政务动态210条，公示公告80条。\n");
    found(
        Error,
        "part-list",
        "320",
        "全年主动公开信息320条，其中政务动态240条，公示公告90条。\n",
    );
}

#[test]
fn a_list_that_goes_on_speaks_of_no_shortfall() {
    silent("全年主动公开信息320条，包括政务动态210条、公示公告80条等。\n");
    silent("全年主动公开信息320条，主要有政务动态210条、公示公告80条、其他信息10条。\n");
    found(
        Error,
        "part-list",
        "320",
        "全年主动公开信息320条，包括政务动态240条、公示公告90条等。\n",
    );
}

#[test]
fn etc_within_the_last_label_leaves_nothing_open() {
    silent("全年主动公开信息320条，分为政务动态210条，人事、财政、规划等信息110条。\n");
    found(
        Error,
        "part-list",
        "320",
        "全年主动公开信息320条，分为政务动态210条，人事、财政、规划等信息120条。\n",
    );
}

#[test]
fn one_total_may_be_split_twice() {
    silent(
        "全年收到申请40件，其中当面申请10件，网络申请30件；自然人申请28件，法人或其他组织申请12件。\n",
    );
    silent(
        "全年收到申请40件。按途径分，当面申请10件，网络申请30件；按申请人分，自然人申请28件，法人申请12件。\n",
    );
    found(
        Error,
        "part-list",
        "40",
        "全年收到申请40件，其中当面申请13件，网络申请30件。\n",
    );
}

#[test]
fn what_follows_the_list_is_no_part() {
    silent("全年收到申请40件，其中当面申请10件，网络申请30件，引发行政复议2件。\n");
    silent("全年收到申请40件，其中当面申请10件，网络申请30件，较上年增加5件。\n");
    silent("全年收到申请40件，其中当面申请10件，网络申请30件，办结38件，结转下年度2件。\n");
    found(
        Error,
        "part-list",
        "40",
        "全年收到申请40件，其中当面申请10件，网络申请33件，引发行政复议2件。\n",
    );
}

#[test]
fn text_cut_off_within_a_list_proves_nothing() {
    silent("全年收到申请40件，其中当面申请10件，网络申请2");
    silent("全年主动公开信息320条，分为政务动态210条，公示公告8");
    silent("全年主动公开信息320条，分为政务动态210条，公示公告80条");
    silent("全年收到申请40件，其中当面申请10件，网络申请20件，结转下年");
    silent("全年收到申请40件，其中当面申请10件，网络申请20件，通过信\n三、存在的问题\n");
    found(
        Error,
        "part-list",
        "320",
        "全年主动公开信息320条，分为政务动态210条，公示公告80条\n三、存在的问题\n",
    );
}

#[test]
fn one_item_may_go_by_several_channels() {
    silent(
        "全年主动公开政府信息300条，其中政府网站公开280条，政务微博公开60条，政务微信公开50条。\n",
    );
    silent("全年公开信息300条（不同渠道和方式公开相同信息计1条），分别为网站290条、微博60条。\n");
    found(
        Error,
        "part-list",
        "380",
        "全年主动公开政府信息300条，其中政府网站公开380条，政务微博公开60条。\n",
    );
}

#[test]
fn nested_parts_are_counted_once() {
    silent(
        "答复申请20件，其中同意公开14件，不同意公开6件，不是《条例》所指政府信息2件，信息不存在4件。\n",
    );
    silent("全年公开信息90条，分为政务类60条（会议20条，公告40条）、服务类30条。\n");
    found(
        Error,
        "part-list",
        "90",
        "全年公开信息90条，分为政务类60条（会议20条，公告40条）、服务类39条。\n",
    );
}

#[test]
fn labels_may_follow_their_figures() {
    silent("全年收到申请46件，其中当面申请20件，26件为网络申请。\n");
    silent("全年收到申请46件，26件为自然人申请，20件为法人申请。\n");
    found(
        Error,
        "part-list",
        "46",
        "全年收到申请46件，其中20件为当面申请，29件为网络申请。\n",
    );
}

#[test]
fn figures_in_the_order_of_their_labels_are_parts() {
    silent("答复申请15件，其中同意公开、部分公开、不同意公开分别为9件、4件、2件。\n");
    found(
        Error,
        "part-list",
        "15",
        "答复申请15件，其中同意公开、部分公开、不同意公开分别为9件、4件、5件。\n",
    );
}

#[test]
fn a_part_without_its_unit_is_a_part() {
    silent("全年答复申请1453件，其中予以公开1386件，占95.39%；部分公开67，占4.61%。\n");
    found(
        Error,
        "part-list",
        "1450",
        "全年答复申请1450件，其中予以公开1386件；部分公开67。\n",
    );
}

#[test]
fn what_is_within_is_none_beside() {
    silent(
        "全年答复申请805件（含上年度结转18件，另有72件顺延到下年度答复），其中予以公开600件，不予公开205件。\n",
    );
    found(
        Error,
        "part-list",
        "805",
        "全年答复申请805件（含上年度结转18件，另有72件顺延到下年度答复），其中予以公开620件，不予公开205件。\n",
    );
}

#[test]
fn carried_requests_are_split_with_the_new_ones() {
    silent("本县收到依申请公开9件，上年结转1件，其中网络申请5件，信函申请5件。\n");
    silent("新收申请9件，上年结转1件，其中予以公开7件，不予公开3件。\n");
}

#[test]
fn parts_of_other_units_are_not_added() {
    silent("全年发布解读25篇，其中图解6篇，专家访谈3次，视频4个。\n");
    silent("全年主动公开信息120条，其中规范性文件8件，历年累计公开1300条。\n");
    found(
        Error,
        "part-list",
        "120",
        "全年主动公开信息120条，其中政务动态130条。\n",
    );
}

#[test]
fn all_of_one_kind_is_the_whole() {
    silent("全年收到申请8件，均为自然人申请，全部通过网络提交，全部按时办结。\n");
    silent("全年收到政府信息公开申请0件，未发生行政复议、行政诉讼。\n");
}

#[test]
fn a_paragraph_may_split_the_total_of_the_one_before() {
    silent(
        "（一）2011年共主动公开政府信息250条，全文电子化率达100%。\n在主动公开的信息中，业务动态类信息200条，占总体的比例为80%；其他信息50条，占总体的比例为20%。\n",
    );
    found(
        Error,
        "part-list",
        "240",
        "（一）2011年共主动公开政府信息240条，全文电子化率达100%。\n在主动公开的信息中，业务动态类信息200条；其他信息50条。\n",
    );
}

#[test]
fn a_sentence_without_figures_may_stand_before_the_parts() {
    silent(
        "2023年，主动公开政府信息50条。全年运行正常。在主动公开的信息中，政策法规4条，业务工作10条，统计数据36条。\n",
    );
    silent("2023年，主动公开政府信息50条。接待咨询20人次。运行正常。其中，电话咨询12人次。\n");
    found(
        Error,
        "part-list",
        "50条",
        "2023年，主动公开政府信息50条。全年运行正常。在主动公开的信息中，政策法规4条，业务工作10条，统计数据56条。\n",
    );
}

#[test]
fn kinds_of_answer_may_stand_one_a_paragraph() {
    silent(
        "三、依申请公开情况\n在已经答复的5件申请中，\n“同意公开”的3件，占总数的60%，主要涉及道路。\n“不予公开”的2件，占总数的40%。\n",
    );
    found(
        Error,
        "part-list",
        "6件",
        "三、依申请公开情况\n在已经答复的6件申请中，\n“同意公开”的5件，主要涉及道路。\n“不予公开”的2件。\n",
    );
}

// Shares.

#[test]
fn a_share_may_be_of_another_total() {
    silent(
        "全年收到申请267件，答复263件，其中同意公开200件，占76.05%；不同意公开63件，占23.95%。\n",
    );
    silent(
        "全年收到申请267件，答复263件，其中同意公开200件，占74.91%；不同意公开63件，占23.60%。\n",
    );
    found(
        Error,
        "share-of-total",
        "79.05",
        "全年答复263件，其中同意公开200件，占79.05%；不同意公开63件，占23.95%。\n",
    );
}

#[test]
fn a_share_may_be_of_what_the_section_stated_before() {
    silent(
        "三、依申请公开情况\n全年收到申请10件。\n在已经答复的8件申请中，\n“同意公开”的6件，占总数的60%。\n“不予公开”的2件，占总数的20%。\n",
    );
    found(
        Error,
        "share-of-total",
        "65%",
        "三、依申请公开情况\n全年收到申请10件。\n在已经答复的8件申请中，\n“同意公开”的6件，占总数的65%。\n“不予公开”的2件，占总数的20%。\n",
    );
}

#[test]
fn shares_of_a_paragraph_of_its_own_agree_on_their_base() {
    silent(
        "（二）依申请公开。全年收到申请321件，办结305件。\n结果如下：予以公开102件，占33.44%；部分公开41件，占13.44%；不予公开20件，占6.56%；无法提供96件，占31.48%；其他46件，占15.08%。\n",
    );
    silent(
        "（二）依申请公开。全年收到申请321件，办结305件。\n结果如下：予以公开102件，占31.78%；部分公开41件，占12.77%；不予公开20件，占6.23%；无法提供96件，占29.91%。\n",
    );
    found(
        Error,
        "share-of-total",
        "占31.84%",
        "（二）依申请公开。全年收到申请321件，办结305件。\n结果如下：予以公开102件，占33.44%；部分公开41件，占13.44%；不予公开20件，占6.56%；无法提供96件，占31.84%；其他46件，占15.08%。\n",
    );
}

#[test]
fn shares_may_all_be_cut_off() {
    silent(
        "全年公开信息700条，其中动态类299条，占42.7%；公告类201条，占28.7%；其他200条，占28.5%。\n",
    );
    found(
        Error,
        "share-of-total",
        "47.2%",
        "全年公开信息700条，其中动态类299条，占47.2%；公告类201条，占28.7%；其他200条，占28.6%。\n",
    );
}

#[test]
fn a_last_digit_bent_towards_a_hundred_is_a_note() {
    noted_at_most(
        "收到申请1046件，其中网络862件，占82.4%；信函171件，占16.3%；当面13件，占1.3%。\n",
    );
    found(
        Note,
        "share-of-total",
        "1.3%",
        "收到申请1046件，其中网络862件，占82.4%；信函171件，占16.3%；当面13件，占1.3%。\n",
    );
}

#[test]
fn shares_of_an_incomplete_list_need_not_reach_a_hundred() {
    silent("从内容看，规划类占35%，财政类占20%，环保类占15%。\n");
    silent("从内容看，规划类占35%，财政类占20%，环保类和其他若干类。\n");
    found(
        Error,
        "share-list",
        "35%",
        "从内容看，规划类占35%，财政类占20%，环保类占25%，其他占30%。\n",
    );
}

#[test]
fn the_share_of_several_parts_is_that_of_none() {
    silent("全年公开信息200条，其中动态类90条、公告类60条，两类占75%。\n");
    found(
        Error,
        "share-of-total",
        "40%",
        "全年公开信息200条，其中动态类90条，占40%；公告类110条，占55%。\n",
    );
}

#[test]
fn rates_are_no_shares() {
    silent("全年收到申请20件，办结18件，办结率100%，其中网络申请12件，满意率98%。\n");
    silent("办理事项96件，完成率达120%。\n");
}

// Growth.

#[test]
fn a_rate_without_the_year_before_is_left_alone() {
    silent("全年收到申请130件，申请量同比增长103%。\n");
    silent("全年公开信息8118篇，与2020年相比增长了81%。\n");
    found(
        Error,
        "growth-rate",
        "30%",
        "2021年度报告\n2021年收到申请120件，比2020年的100件增长30%。\n",
    );
}

#[test]
fn times_more_and_times_as_many_differ_by_one() {
    silent("2021年度报告\n2021年收到申请30件，比2020年的10件增长2倍。\n");
    silent("2021年度报告\n2021年收到申请30件，是2020年10件的3倍。\n");
    silent("2021年度报告\n2021年收到申请31件，是2020年15件的2倍。\n");
    silent("2021年度报告\n2021年收到申请30件，是2020年的1.5倍。\n");
    found(
        Error,
        "growth-rate",
        "2倍",
        "2021年度报告\n2021年收到申请30件，是2020年10件的2倍。\n",
    );
    found(
        Error,
        "growth-rate",
        "3倍",
        "2021年度报告\n2021年收到申请30件，比2020年的10件增长3倍。\n",
    );
}

#[test]
fn a_difference_and_a_rate_go_together() {
    silent("2025年度报告\n2025年办理诉求22050件，较2024年增加3722件，增长20.31%。\n");
    found(
        Error,
        "growth-rate",
        "25.31%",
        "2025年度报告\n2025年办理诉求22050件，较2024年增加3722件，增长25.31%。\n",
    );
}

#[test]
fn a_difference_of_another_thing_is_no_base() {
    silent(
        "2025年度报告\n2025年办理诉求22050件，较2024年增加3722件，满意率提高2.3%。\n2025年收到申请60件，较2024年增加6件，公开信息900条，增长12%。\n",
    );
    silent("2025年度报告\n2025年收到申请40件，较2024年减少10件，下降20%。\n");
    found(
        Error,
        "growth-rate",
        "25%",
        "2025年度报告\n2025年收到申请40件，较2024年减少10件，下降25%。\n",
    );
}

#[test]
fn the_year_before_may_stand_in_brackets() {
    silent("2023年度报告\n2023年收到申请22起，比2022年（31起）下降29%。\n");
    found(
        Error,
        "growth-rate",
        "39%",
        "2023年度报告\n2023年收到申请22起，比2022年（31起）下降39%。\n",
    );
}

#[test]
fn doubling_is_a_rate() {
    silent("2023年度报告\n2023年收到申请62件，比2022年的31件翻了一番。\n");
}

// Requests that come and go.

#[test]
fn what_was_carried_in_may_be_answered_too() {
    silent(
        "2023年度报告\n（二）依申请公开。全年收到申请3259件，答复申请3278件，结转下年度继续办理58件。\n",
    );
    silent(
        "2023年度报告\n（二）依申请公开。全年收到申请60件，上年结转4件，共办结64件，结转下年度继续办理0件。\n",
    );
    found(
        Error,
        "requests-within-flow",
        "结转下年度继续办理3件",
        "2023年度报告\n（二）依申请公开。全年收到申请60件，上年结转4件，全年共办结64件，结转下年度继续办理3件。\n",
    );
}

#[test]
fn withdrawn_requests_need_not_be_completed() {
    silent(
        "2023年度报告\n（二）依申请公开。全年收到申请60件，上年结转4件，主动撤销8件，全年共办结50件，结转下年度继续办理6件。\n",
    );
    found(
        Warning,
        "new-requests-flow",
        "结转下年度继续办理6件",
        "2023年度报告\n（二）依申请公开。全年新收申请60件，上年结转4件，全年共办结50件，结转下年度继续办理6件。\n",
    );
}

#[test]
fn handling_what_was_carried_in_completes_nothing_of_this_year() {
    silent(
        "2023年度报告\n（二）依申请公开。全年新收申请60件，办理上年度结转申请1件，结转下年度继续办理6件。\n",
    );
    silent("2023年度报告\n（二）依申请公开。全年收到申请60件，8件主动撤销，52件办结。\n");
}

#[test]
fn received_and_answered_in_one_clause_are_two_things() {
    silent(
        "2023年度报告\n（二）依申请公开。全年受理和答复申请情况如下：受理申请60件，答复申请58件。\n",
    );
}

// The text and the table.

/// A report with `text` and a table that counts 13 requests received, 14 completed and answered.
fn with_table(text: &str) -> String {
    format!(
        "青禾县2017年政府信息公开工作年度报告\n三、依申请公开情况\n{text}\n\n政府信息公开情况统计表\n\
         | 统计指标 | 单位 | 统计数 |\n\
         | 三、依申请公开情况 | | |\n\
         | （一）收到申请数 | 件 | 13 |\n\
         | 1.当面申请数 | 件 | 1 |\n\
         | 2.传真申请数 | 件 | 0 |\n\
         | 3.网络申请数 | 件 | 10 |\n\
         | 4.信函申请数 | 件 | 2 |\n\
         | （二）申请办结数 | 件 | 13 |\n\
         | 1.按时办结数 | 件 | 13 |\n\
         | 2.延期办结数 | 件 | 0 |\n\
         | 四、行政复议数量 | 件 | 2 |\n\
         | （一）维持具体行政行为数 | 件 | 1 |\n\
         | （二）被依法纠错数 | 件 | 0 |\n\
         | （三）其他情形数 | 件 | 1 |\n"
    )
}

#[test]
fn figures_of_a_part_or_of_half_a_year_meet_no_table() {
    silent(&with_table("2017年，县政府本级收到申请6件。"));
    silent(&with_table("2017年上半年，全县收到申请6件。"));
    silent(&with_table("2016年，全县收到申请16件。"));
    silent(&with_table("各乡镇收到申请5件，县直部门收到申请8件。"));
    found(
        Error,
        "prose-against-table",
        "16件",
        &with_table("2017年，全县收到申请16件。"),
    );
}

#[test]
fn another_bodys_requests_are_not_the_reports() {
    silent(&with_table("申请最多的是县国土局，共收到申请6件。"));
    silent(&with_table("县教育局收到申请4件。"));
}

#[test]
fn other_things_that_people_ask_for_are_no_requests() {
    silent(&with_table(
        "全年收到行政许可申请160件，收到网民留言45件，办理信访事项30件。",
    ));
    silent(&with_table("全年收到申请13件，其中收到补正后再次申请2件。"));
}

#[test]
fn reviews_by_outcome_or_of_other_matters_are_not_all_reviews() {
    silent(&with_table(
        "政府信息公开行政复议2件，维持1件，其他1件；办理土地类行政复议15件。",
    ));
    silent(&with_table("没有发生因收费引发的行政复议。"));
    found(
        Error,
        "prose-against-table",
        "行政复议5件",
        &with_table("因政府信息公开被申请行政复议5件。"),
    );
}

#[test]
fn what_is_newly_received_is_what_was_received() {
    silent(&with_table(
        "2017年，全县新收政府信息公开申请13件，上年结转2件。",
    ));
    found(
        Error,
        "other-names-against-table",
        "18件",
        &with_table("2017年，全县新收政府信息公开申请18件，上年结转2件。"),
    );
}

// The text and itself.

#[test]
fn like_words_may_name_two_things() {
    silent(
        "2017年度报告\n全年主动公开政府信息900条。全年通过政府网站公开政府信息850条。公开重点领域信息120条。\n",
    );
    silent(
        "2017年度报告\n二、收到和办理申请\n全年收到申请30件。其中收到自然人申请26件。全年网上收到申请20件。\n",
    );
    found(
        Warning,
        "prose-against-table",
        "27件",
        "2017年度报告\n三、依申请公开\n全年收到政府信息公开申请26件。\n四、问题\n全年收到政府信息公开申请27件，答复质量不高。\n",
    );
}

// What stands between the parts and is none of them.

#[test]
fn cumulative_figures_beside_the_parts_are_no_parts() {
    silent(
        "2009年度主动公开信息1361条，历年累计3870条。其中，政府网站公开1052条，历年累计3114条；政府公报公开309条，历年累计756条。\n",
    );
    found(
        Error,
        "part-list",
        "60",
        "2009年度收到申请60件，历年累计90件。其中，当面申请25件，历年累计40件；网上申请45件，历年累计50件。\n",
    );
    found(
        Warning,
        "part-list",
        "352",
        "2021年度报告\n全年公开信息352条，其中：政策类207条、工作动态145条、2020年工作报告1条。\n",
    );
}

#[test]
fn what_the_parts_make_together_is_no_part() {
    silent(
        "全年收到申请46件，其中同意公开20件，部分公开5件，无法提供15件，共办结40件，另有6件结转下年。\n",
    );
    silent(
        "全年收到申请46件，其中同意公开20件，部分公开5件，无法提供15件，合计40件，其余6件尚在办理中。\n",
    );
    silent("全年收到申请46件，其中同意公开20件，部分公开5件，无法提供15件，合计40件。\n");
    found(
        Error,
        "part-list",
        "36",
        "全年收到申请36件，其中同意公开20件，部分公开5件，无法提供15件，合计40件。\n",
    );
}

#[test]
fn a_figure_within_the_whole_may_exceed_the_last_part() {
    silent("全年主动公开信息27条，其中业务类12条、机构类3条、法制新闻12条，其中主站采用15条。\n");
    found(
        Error,
        "part-list",
        "法制新闻12",
        "全年主动公开信息27条，其中业务类12条、机构类3条、法制新闻12条，其中主站采用35条。\n",
    );
    found(
        Error,
        "part-list",
        "6",
        "全年答复申请30件，其中同意公开24件，不予公开6件，其中涉及国家秘密4件、商业秘密3件。\n",
    );
}

#[test]
fn a_note_before_the_parts_says_that_they_overlap() {
    silent(
        "全年主动公开信息1108条（同一信息在不同载体发布的按1条计算），其中门户网站1108条，触摸屏460条，公告栏212条。\n",
    );
    found(
        Error,
        "part-list",
        "1108",
        "全年主动公开信息1108条（同一信息在不同载体发布的按1条计算），其中门户网站1180条，触摸屏460条，公告栏212条。\n",
    );
}

#[test]
fn growth_may_follow_from_how_many_more_there_were() {
    silent("2013年收到申请26件，比上年多5件，增长23.8%。\n");
    silent("2013年收到申请16件，较上年少5件，下降23.8%。\n");
    found(
        Error,
        "growth-rate",
        "28.3%",
        "2013年收到申请26件，比上年多5件，增长28.3%。\n",
    );
}

// What makes a list complete.

#[test]
fn a_rest_may_stand_behind_a_list_mark() {
    silent("全年公开信息600条，其中：\n1.机构类12条；\n2.政策类86条；\n3.许可类502条。\n");
    silent("全年公开信息613条，其中：\n1.机构类12条；\n2.政策类86条；\n3.其他515条。\n");
    found(
        Error,
        "part-list",
        "613",
        "全年公开信息613条，其中：\n1.机构类12条；\n2.政策类68条；\n3.其他515条。\n",
    );
}

#[test]
fn a_lawsuit_comes_straight_or_after_a_review() {
    silent("全年发生行政诉讼23件，其中直接起诉12件、复议后起诉11件；已审结16件。\n");
    silent("全年发生行政诉讼23件，其中直接起诉12件，已审结16件。\n");
    found(
        Warning,
        "part-list",
        "24件",
        "全年发生行政诉讼24件，其中直接起诉12件、复议后起诉11件。\n",
    );
}

#[test]
fn what_was_clicked_is_among_what_was_posted() {
    silent("全年发布信息1000条，其中原创600条、转载400条、点击量过万的12条。\n");
    found(
        Error,
        "part-list",
        "1000",
        "全年发布信息1000条，其中原创610条、转载400条、点击量过万的12条。\n",
    );
}
