//! Whose figures a sentence tells: the report's own, or those of a body, a time or a kind.

use gouji::severity::Severity::{Error, Warning};

use crate::{found, silent};

/// A county's report on 2023 that says `stated` above its tables.
fn county(stated: &str) -> String {
    issued_by("青岭县", stated)
}

fn issued_by(issuer: &str, stated: &str) -> String {
    format!(
        "{issuer}2023年政府信息公开工作年度报告\n\
         一、总体情况\n\
         {stated}\n\
         二、收到和处理政府信息公开申请情况\n\
         | | 自然人 | 商业企业 | 科研机构 | 社会公益组织 | 法律服务机构 | 其他 | 总计 |\n\
         | 一、本年新收政府信息公开申请数量 | 214 | 9 | 0 | 1 | 3 | 2 | 229 |\n\
         | 二、上年结转政府信息公开申请数量 | 11 | 1 | 0 | 0 | 0 | 0 | 12 |\n\
         | 三、本年度办理结果 |\n\
         | （一）予以公开 | 78 | 4 | 0 | 1 | 1 | 1 | 85 |\n\
         | （二）部分公开 | 133 | 4 | 0 | 0 | 2 | 1 | 140 |\n\
         | （七）总计 | 211 | 8 | 0 | 1 | 3 | 2 | 225 |\n\
         | 四、结转下年度继续办理 | 14 | 2 | 0 | 0 | 0 | 0 | 16 |\n"
    )
}

const WRONG: &str = "text-against-tables";

#[test]
fn a_body_is_named_once_for_the_sentences_behind_it() {
    silent(&county(
        "县政府办公室共收到申请38件，上年结转2件。予以公开14件，部分公开5件，结转下年3件。",
    ));
    found(
        Error,
        WRONG,
        "83件",
        &county("县政府办公室负责全县申请的办理。2023年，全县新收申请229件，予以公开83件。"),
    );
}

#[test]
fn the_kinds_of_a_part_follow_it() {
    silent(&county(
        "全县新收政府信息公开申请229件，其中，县教育局收到申请21件。予以公开12件，部分公开2件。",
    ));
    found(
        Error,
        WRONG,
        "58件",
        &county("全县新收政府信息公开申请229件，上年结转12件。予以公开58件。"),
    );
}

#[test]
fn a_heading_or_a_lead_names_the_body() {
    for lead in [
        "（一）县政府本级。",
        "（一）县政府本级\n",
        "县政府本级情况：\n1.",
    ] {
        silent(&county(&format!(
            "{lead}收到申请38件，上年结转2件，予以公开14件，结转下年3件。"
        )));
    }
    found(
        Error,
        WRONG,
        "14件",
        &county("（一）依申请公开\n上年结转12件，予以公开14件。"),
    );
}

#[test]
fn everybody_under_an_office_is_more_than_the_office() {
    let stated =
        "2023年，全县新收政府信息公开申请620件，上年结转30件。予以公开300件，结转下年20件。";
    silent(&issued_by("青岭县人民政府办公室", stated));
    let own = "2023年，全县新收政府信息公开申请292件，上年结转12件。";
    found(Error, WRONG, "292件", &county(own));
}

#[test]
fn some_bodies_of_the_region_are_not_the_region() {
    for some in [
        "全县乡镇（街道）",
        "全县各乡镇",
        "全县19个乡镇",
        "13个县（市、区）",
        "县政府（含县政府办公室）",
        "云台镇",
        "云台街道办事处",
        "县市场监管局系统",
        "县教育局、县公安局分别",
    ] {
        silent(&county(&format!(
            "{some}新收政府信息公开申请51件、上年结转1件。"
        )));
    }
    for all in [
        "推进征地、网上办事等重点领域信息公开，全县",
        "为方便企业和群众，全县",
        "全县",
        "全县各级行政机关",
        "全县各级各部门",
        "我县",
        "全年",
    ] {
        found(
            Error,
            WRONG,
            "292件",
            &county(&format!("{all}新收政府信息公开申请292件。")),
        );
    }
}

#[test]
fn a_body_has_rows_of_its_own() {
    silent(&county("县自然资源局予以公开12件，上年结转3件。"));
    silent(&county("县教育局上年结转申请13件。"));
    found(Error, WRONG, "13件", &county("全县上年结转申请13件。"));
}

#[test]
fn people_of_both_kinds_are_no_part_timers() {
    let report = |stated: &str| {
        format!(
            "青岭县2016年政府信息公开工作年度报告\n一、概述\n全县政府信息公开工作{stated}。\n二、政府信息公开情况统计表\n\
             | 统计指标 | 单位 | 统计数 |\n\
             | 八、机构建设和保障经费情况 | | |\n\
             | （三）从事政府信息公开工作人员数 | 人 | 127 |\n\
             | 1.专职人员数 | 人 | 26 |\n\
             | 2.兼职人员数 | 人 | 101 |\n"
        )
    };
    for both in [
        "专兼职人员127人",
        "专、兼职人员总计127人",
        "专职、兼职人员127人",
    ] {
        silent(&report(both));
    }
    found(
        Error,
        "prose-against-table",
        "127人",
        &report("专职人员26人，兼职人员127人"),
    );
}

#[test]
fn information_that_was_asked_for_is_a_request() {
    let report = |n: u32| {
        format!(
            "2017年度报告\n三、依申请公开\n全年收到申请公开政府信息{n}件。\n四、问题\n全年收到政府信息公开申请27件，答复质量不高。\n"
        )
    };
    silent(&report(27));
    found(Warning, "prose-against-table", "26件", &report(26));
}

#[test]
fn a_part_of_the_year_is_not_the_year() {
    for time in [
        "2022年度",
        "2023年12月，",
        "12月下旬",
        "第四季度，",
        "近三年来，",
        "近三年累计",
        "机构改革前，",
        "截至2022年底，累计",
    ] {
        silent(&county(&format!("{time}新收政府信息公开申请105件。")));
    }
    for time in [
        "2023年度",
        "截至2023年12月，",
        "截至2023年12月31日，",
        "2023年1-12月，",
        "一年来，",
    ] {
        found(
            Error,
            WRONG,
            "105件",
            &county(&format!("{time}新收政府信息公开申请105件。")),
        );
    }
}

#[test]
fn a_difference_or_a_kind_is_not_the_whole() {
    for some in [
        "比上年多",
        "同比多",
        "自然人",
        "涉及征地类的",
        "同一申请人",
        "申请方式：网络",
    ] {
        silent(&county(&format!("{some}新收申请114件。")));
    }
    silent(&county(
        "收到网上申请151件，予以公开60件；收到信函申请64件，予以公开21件。",
    ));
    found(
        Error,
        WRONG,
        "60件",
        &county("全县新收申请229件，其中网上申请151件、信函申请78件，予以公开60件。"),
    );
}

#[test]
fn what_is_left_may_be_of_several_kinds() {
    let answered = |rest: &str| {
        format!(
            "平江县2016年政府信息公开工作年度报告\n\
             一、依申请公开情况\n\
             2016年，全县答复申请91件，其中同意公开58件，{rest}\n\n\
             政府信息公开情况统计表\n\
             | 指标 | 单位 | 数量 |\n\
             | （三）申请答复数 | 件 | 91 |\n\
             | 2.同意公开答复数 | 件 | 58 |\n\
             | 4.不同意公开答复数 | 件 | 22 |\n\
             | 6.申请信息不存在数 | 件 | 11 |\n"
        )
    };
    silent(&answered("其余33件为信息不存在、不予公开等情形。"));
    found(
        Error,
        "prose-against-table",
        "33件",
        &answered("其余33件为信息不存在。"),
    );
}

#[test]
fn a_number_before_a_body_is_not_what_it_received() {
    silent(&county("全县19个乡镇新收政府信息公开申请51件。"));
    found(
        Warning,
        "received-against-table",
        "219件",
        &county("2023年收到219件政府信息公开申请。"),
    );
}
