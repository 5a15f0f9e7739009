//! Traps of form: dates, years, numbering.

use gouji::severity::Severity::Note;

use super::{found, silent};

#[test]
fn a_full_date_is_finished() {
    silent("榆河县人民政府办公室\n2018年3月6日\n");
    found(
        Note,
        "unfinished-date",
        "2018年3月",
        "榆河县人民政府办公室\n2018年3月   日\n",
    );
}

#[test]
fn names_in_quotation_marks_need_nothing_between_them() {
    silent(
        "本报告由“概述”“主动公开情况”“依申请公开情况”“行政复议、行政诉讼情况”“问题及改进措施”五个部分组成。\n",
    );
    silent(
        "本报告由“概述”、“主动公开情况”、“依申请公开情况”、“行政复议、行政诉讼情况”、“问题及改进措施”五个部分组成。\n",
    );
    found(
        Note,
        "parts-count",
        "七",
        "本报告由“概述”“主动公开情况”“依申请公开情况”“行政复议、行政诉讼情况”“问题及改进措施”七个部分组成。\n",
    );
}
