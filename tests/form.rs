//! What looks like a fault of form and is none, and the faults beside it.
//!
//! Each test stands for one way in which a rule of form could cry wolf.

use std::sync::LazyLock;

use gouji::{
    audit::Auditor,
    language::Language,
    pack::{self, PackSet},
    source,
};

static PACKS: LazyLock<PackSet> =
    LazyLock::new(|| pack::read(pack::builtin()).expect("the packs that gouji brings are sound"));

/// What rules say of a text: `rule@what the primary mark stands on`.
fn said(text: &str) -> Vec<String> {
    let (document, gaps) = source::read(text.as_bytes()).expect("it is text");
    let audit = Auditor::new(&PACKS, Language::Zh).audit(document, gaps);
    let told = audit.findings.iter().map(|finding| {
        let span = finding.primary.span;
        format!("{}@{}", finding.rule, span.of(&audit.text))
    });
    told.collect()
}

#[track_caller]
fn silent(text: &str) {
    let said = said(text);
    assert!(said.is_empty(), "{said:?} on:\n{text}");
}

#[track_caller]
fn says(text: &str, expected: &[&str]) {
    assert_eq!(said(text), expected, "{text}");
}

/// A report of 2016 with these lines in it.
fn report(lines: &str) -> String {
    format!("河源县2016年政府信息公开工作年度报告\n{lines}\n2016年，全县公开信息300条。\n")
}

mod period {
    use super::{report, says, silent};

    #[test]
    fn the_first_year_starts_in_may() {
        silent("石川市2008年政府信息公开年度报告\n统计期限从2008年5月1日到2008年12月31日止。\n");
        silent("2008年年报\n数据自2008年5月1日《条例》实施之日起，至2008年12月31日止统计。\n");
    }

    #[test]
    fn units_are_founded_and_merged_during_the_year() {
        for reason in ["于2016年3月2日成立", "由两局合并组建", "在区划调整后设立"]
        {
            silent(&report(&format!(
                "本局{reason}，统计期限自2016年3月2日至2016年12月31日。"
            )));
        }
        says(
            &report("统计期限自2016年3月2日至2016年12月31日。"),
            &["period@2016年3月2日"],
        );
    }

    #[test]
    fn digits_are_lost_in_conversion() {
        for lost in [
            "自2016年11日起至2016年1231日止",
            "自201611日起至20161231日止",
            "自20161月1日起至201612月31日止",
            "截止20161231日",
            "自 年 月 日起至止",
            "自2016年1月日起至2016年12月31日止",
            "自2016年1月1日起至202020年12月31日止",
            "自2016年1月1日起至2016年12月3?日止",
            "自2016年1月1日起至2016年12月31止",
        ] {
            silent(&report(&format!("本报告中所列数据的统计期限{lost}。")));
        }
    }

    #[test]
    fn dates_are_written_in_many_ways() {
        for date in [
            "二〇一六年一月一日至二〇一六年十二月三十一日",
            "2016年1月1日—12月31日",
            "2016 年 1 月 1 日起，至 12 月 31 日止",
            "２０１６年１月１日至２０１６年１２月３１日",
        ] {
            silent(&report(&format!("统计时限为{date}。")));
        }
    }

    #[test]
    fn other_spans_of_time_are_no_period_of_the_report() {
        silent(&report(
            "2016年3月1日至2016年3月31日，开展了信息公开宣传月活动。",
        ));
        silent(&report("征求意见的时间为2016年5月3日至2016年6月2日。"));
    }

    #[test]
    fn plain_contradictions_are_told() {
        let told = |lines: &str, at: &str| says(&report(lines), &[at]);
        told(
            "统计期限自2017年1月1日起至2017年12月31日止。",
            "period-year@2017年12月31日",
        );
        told(
            "统计期限自2016年1月1日起至2017年12月31日止。",
            "period-year@2017年12月31日",
        );
        told(
            "统计期限自2016年1月1日起至2016年12月20日止。",
            "period@2016年12月20日",
        );
        told(
            "统计期限自2015年11月1日起至2016年10月31日止。",
            "period@2016年10月31日",
        );
    }
}

mod year {
    use super::{report, says, silent};

    #[test]
    fn laws_and_notices_have_years_of_their_own() {
        silent(&report(
            "根据《关于做好2015年度政府信息公开年度报告工作的通知》编制本报告。",
        ));
        silent(&report(
            "本报告是根据2007年公布的《政府信息公开条例》编制的年度报告。",
        ));
    }

    #[test]
    fn last_year_is_spoken_of() {
        silent(&report(
            "与2015年政府信息公开年度报告相比，公开的信息增加。",
        ));
        silent(&report(
            "上年编制的2015年度政府信息公开年度报告已于2016年3月公布。",
        ));
        silent(&report(
            "公开2015年决算信息40条，2017年预算安排1项，2015年年报1条。",
        ));
    }

    #[test]
    fn what_is_named_after_a_year_is_not_of_it() {
        silent(&report(
            "公开2015—2016学年招生信息，2011年成立的办公室，历年规划，2020年远景目标。",
        ));
        silent(&report("2017年，我县将编制2017年度政府信息公开目录。"));
    }

    #[test]
    fn titles_that_name_two_years_or_none_say_nothing() {
        silent(
            "河源县2012—2016年政府信息公开工作报告\n统计期限自2012年1月1日起至2016年12月31日止。\n2016年公开信息3条。\n",
        );
        silent(
            "政府信息公开年度报告\n统计期限自2015年1月1日起至2015年12月31日止。\n2016年公开信息3条。\n",
        );
    }

    #[test]
    fn trails_of_links_are_no_titles() {
        silent(
            "首页 > 2017年 > 政府信息公开年报\n河源县2016年政府信息公开年度报告\n统计期限自2016年1月1日至2016年12月31日。\n",
        );
        silent(
            "上一篇：2015年政府信息公开年度报告\n河源县2016年政府信息公开年度报告\n2016年公开信息3条。\n",
        );
    }

    #[test]
    fn a_year_left_over_is_told() {
        says(
            &report("现公布河源县2014年度政府信息公开年度报告。"),
            &["stale-year@2014年"],
        );
    }

    #[test]
    fn dates_lie_behind_the_year() {
        silent(&report("2016年12月31日"));
        silent(&report("（2017年1月3日）"));
        silent(&report("2016年3月1日\n（2017年1月3日）"));
        says(&report("2016年1月18日"), &["early-date@2016年1月18日"]);
    }

    #[test]
    fn a_date_of_long_ago_is_that_of_something_else() {
        silent(&report("2007年4月5日"));
    }

    #[test]
    fn a_blank_day_is_told_and_a_lost_one_is_not() {
        says(
            &report("2017年2月   日"),
            &["unfinished-date@2017年2月   日"],
        );
        silent(&report("2017年2月日"));
        silent(&report("2017年月5日"));
    }
}

mod headings {
    use super::{says, silent};

    #[test]
    fn levels_nest() {
        silent("一、甲\n（一）甲\n1．甲\n2．乙\n（二）乙\n1．甲\n二、乙\n（一）甲\n");
        silent("一、甲\n1、甲\n（一）甲\n（二）乙\n2、乙\n（一）甲\n二、乙\n");
    }

    #[test]
    fn lists_in_prose_count_by_themselves() {
        silent(
            "一、甲\n1、第一项；\n2、第二项。\n做好下面的事：\n1、第一件；\n2、第二件；\n3、第三件。\n二、乙\n",
        );
        silent("1、甲\n1、甲；\n2、乙；\n2、乙\n1、甲；\n2、乙；\n3、丙\n");
    }

    #[test]
    fn numbers_start_again_in_annexes_and_after_contents() {
        silent(
            "一、甲\n二、乙\n三、丙\n一、甲\n公开信息3条。\n二、乙\n三、丙\n附件\n一、说明\n二、口径\n",
        );
    }

    #[test]
    fn headings_run_on_in_paragraphs() {
        silent("一、甲\n工作正常。二、乙 公开信息3条。\n三、丙\n没有收到。\n");
        silent("（一）甲。做了一些工作，（二）乙。又做了一些。\n（三）丙。\n");
        silent("一、甲\n二 乙\n三、丙\n");
    }

    #[test]
    fn pages_are_repeated() {
        silent("一、甲\n二、乙\n二、乙\n三、丙\n");
    }

    #[test]
    fn rows_of_tables_are_no_headings() {
        silent(
            "三、收到和处理申请情况\n| 一、本年新收 | 0 |\n| 二、上年结转 | 0 |\n| 三、办理结果 | 0 |\n| 四、结转下年 | 0 |\n四、复议诉讼情况\n五、问题\n",
        );
    }

    #[test]
    fn what_is_doubled_or_missing_is_told() {
        says(
            "一、甲\n（五）戊\n（六）己\n（六）庚\n（七）辛\n",
            &["heading-order@（六）"],
        );
        says("一、甲\n二、乙\n四、丁\n五、戊\n", &["heading-order@四、"]);
    }
}

mod parts {
    use super::{says, silent};

    #[test]
    fn a_pause_may_stand_inside_a_part() {
        silent(
            "本报告由概述、主动公开情况、依申请公开情况、行政复议、行政诉讼情况、问题及措施五部分组成。",
        );
        silent(
            "本报告包括概述，复议、诉讼和申诉情况，收费、减免情况，主要问题、改进措施，共四个部分。",
        );
    }

    #[test]
    fn et_cetera_leaves_parts_out() {
        silent("本报告由概述、主动公开情况、依申请公开情况等六个部分组成。");
        silent(
            "本报告由概述、主动公开情况、依申请公开情况等六个部分组成。\n一、甲\n二、乙\n三、丙\n四、丁\n五、戊\n附表\n",
        );
    }

    #[test]
    fn the_appendix_may_be_a_part_or_go_with_another() {
        let list = "概述、主动公开情况、依申请公开情况、问题、需要说明的事项、附表";
        silent(&format!("本报告由{list}六部分组成。"));
        silent(&format!("本报告由{list}五部分组成。"));
        silent(&format!("本报告由{list}5个部分组成。"));
    }

    #[test]
    fn conjunctions_join_parts_or_words() {
        silent("本报告包括概述、主动公开情况和依申请公开情况三个部分。");
        silent("本报告包括概述、主动公开和依申请公开情况两个部分。");
    }

    #[test]
    fn a_number_that_no_reading_gives_is_told() {
        says(
            "本报告由概述、主动公开情况、依申请公开情况、存在问题六个部分组成。",
            &["parts-count@六"],
        );
    }
}

mod writing {
    use super::{report, says, silent};

    #[test]
    fn numbers_of_documents_lose_brackets() {
        for lost in [
            "国办公开办函〔202130号",
            "国办公开办函202130号",
            "国办公开办函2021〕30号",
            "国办公开办函〔20211号",
        ] {
            silent(&report(&format!(
                "按照《政府信息公开工作年度报告格式》（{lost}）编制。"
            )));
        }
    }

    #[test]
    fn other_notices_have_other_numbers() {
        silent(&report(
            "落实国办公开办函〔2019〕61号和国办发〔2016〕19号文件。",
        ));
        silent(&report(
            "根据《河源县政府信息公开条例实施办法》（河政发〔2008〕9号）编制。",
        ));
    }

    #[test]
    fn round_figures_may_be_more_than() {
        silent(&report(
            "发放资料300余份，接待1200多人次，访问12.4万余次，持续365余天。",
        ));
        says(&report("发放资料324余份。"), &["exact-figure@324余"]);
    }

    #[test]
    fn zeros_may_stand_before_dates_phones_and_decimals() {
        silent(&report(
            "2016年08月09日，经费0.8万元，电话0632-4441199，申请0件，编号00123。",
        ));
        says(&report("收到申请08件。"), &["leading-zeros@08件"]);
    }

    #[test]
    fn articles_change_with_the_regulations() {
        silent(&report("根据《条例》第三十二条规定编制本报告。"));
        silent(
            "河源县2021年政府信息公开工作年度报告\n依照《条例》第三十二条征求第三方意见2件。\n2021年公开信息3条。\n",
        );
    }
}

mod damage {
    use super::{says, silent};

    #[test]
    fn no_sum_is_judged_over_lost_digits() {
        for lost in [
            "主动公开政府信息120条，其中网站1?0条，微信15条，其他方式5条。",
            "收到申请20件，其中当面1\u{fffd}件，网络7件，信函2件。",
            "收到申请20件，分别为当面?件，网络7件，信函2件。",
            "公开信息3?5条，其中网站300条，微信1条。",
            "共公开信息100条，分别为网站60条，微博30条，微信4?条。",
            "收到申请20件，分别为当面1件，网络7件，信函2?.5件。",
        ] {
            silent(lost);
        }
    }

    #[test]
    fn the_next_sentence_is_judged() {
        says(
            "收到申请2?件。答复申请20件，分别为同意公开12件，不予公开9件。",
            &["part-list@20"],
        );
    }

    #[test]
    fn spam_and_site_chrome_are_read_over() {
        silent("公开2121非凡体育登录入口的信息187条，分别为公告类167条、政策类20条。");
        silent("365体育直播,365体育备用网址局公开信息30条，分别为网站20条，微信10条。");
        silent(
            "字体：大 中 小  浏览次数：1234  来源：县政府办\n附件：2016年统计表.xls（12.5KB）\n",
        );
        silent(
            "主(zhu)动(dong)公开信(xin)息60条(tiao)，分别为网(wang)站30条，微(wei)信(xin)30条。",
        );
        silent(
            "首页 > 2015年 > 年报\n河源县2016年政府信息公开年度报告\n河源县2016年政府信息公开年度报告\n一、概述,(一)组织领导,(二)制度,二、主动公开,三、其他\n一、概述\n二、主动公开\n三、其他\n",
        );
    }
}
