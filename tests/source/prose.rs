//! Headings and paragraphs.

use super::*;

#[test]
fn headings_have_the_level_of_their_mark() {
    let document = read(
        "某县2017年度政府信息公开工作报告\n一、概述\n　　（一）工作情况\n1.平台建设\n（1）网站\n　　公开信息20条。\n",
    );
    assert_eq!(
        outline(&document),
        [
            "H0 某县2017年度政府信息公开工作报告",
            "H1 一、概述",
            "H2 （一）工作情况",
            "H3 1.平台建设",
            "H4 （1）网站",
            "P 公开信息20条。"
        ]
    );
}

#[test]
fn marks_at_the_start_of_sentences_make_no_heading() {
    let document =
        read("（一）依法公开。全年公开20条。\n1.当面申请63件\n3.5万人次参加\n2018年3月1日\n");
    assert!(
        outline(&document)
            .iter()
            .all(|block| block.starts_with('P'))
    );
}

#[test]
fn any_line_end_will_do() {
    for end in ["\n", "\r\n", "\r"] {
        let document = read(&["一、概述", "公开20条。", "", "二、其他", "暂无。"].join(end));
        assert_eq!(
            outline(&document),
            ["H1 一、概述", "P 公开20条。", "H1 二、其他", "P 暂无。"]
        );
    }
}

#[test]
fn a_wrapped_paragraph_is_one() {
    let document = read(
        "　　今年以来全县各级行政机关认真贯彻落实条例要求不断加强政府信息公开工作\n\
         领导健全工作机制拓宽公开渠道全年累计主动公开政府信息二千一百余条其中，\n\
         网站公开1200条。\n　　全年没有发生行政复议。\n",
    );
    assert_eq!(outline(&document).len(), 2);
    assert!(outline(&document)[0].ends_with("网站公开1200条。"));
}

#[test]
fn lines_that_end_a_sentence_or_differ_in_length_are_not_joined() {
    let document = read(
        "首页 > 政务公开 > 政府信息公开年报 > 各区县政府信息公开工作年度报告\n某区政府信息公开工作报告\n\
         今年以来全县各级行政机关认真贯彻落实条例要求不断加强政府信息公开工作。\n\
         今年以来全县各级行政机关认真贯彻落实条例要求不断加强政府信息公开工作。\n",
    );
    assert_eq!(outline(&document).len(), 4);
}
