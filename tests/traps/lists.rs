//! Traps of lists: which figures they hold, and where they end.

use gouji::severity::Severity::{Error, Warning};

use gouji::audit::Fate;

use super::{audit, found, silent};

#[test]
fn a_body_named_with_a_cue_word_opens_no_list() {
    silent("本镇配备兼职人员4人，其中党政办2人，信息中心2人。\n");
    found(
        Error,
        "part-list",
        "3",
        "本镇配备兼职人员3人，其中党政办2人，信息中心2人。\n",
    );
}

#[test]
fn two_splits_may_stand_before_a_semicolon() {
    silent(
        "全年办理申请5件，其中当面申请3件、信函申请2件，其中4件不属于本机关公开范围，1件信息不存在；行政复议1件、行政诉讼1件。\n",
    );
    found(
        Error,
        "part-list",
        "5",
        "全年办理申请5件，其中当面申请3件、信函申请3件，其中4件不属于本机关公开范围，1件信息不存在；行政复议1件、行政诉讼1件。\n",
    );
    silent("全年收到申请10件，其中网络申请6件，信函申请4件；其中自然人申请9件，法人申请1件。\n");
    found(
        Error,
        "part-list",
        "10",
        "全年收到申请10件，其中网络申请6件，信函申请5件；其中自然人申请9件，法人申请1件。\n",
    );
}

#[test]
fn a_list_inside_a_list_may_run_on_into_it() {
    silent("全年收到申请10件，其中网络申请6件，其中个人4件，信函申请4件。\n");
    silent("全年收到申请10件，其中网络申请6件，其中个人4件、企业2件，信函申请4件。\n");
    found(
        Error,
        "part-list",
        "10",
        "全年收到申请10件，其中网络申请16件，其中个人4件，信函申请4件。\n",
    );
}

#[test]
fn a_list_may_end_before_the_sentence_does() {
    silent(
        "全年公开信息1548条，其中政务动态1188条，概况信息262条，目录信息98条，办理建议24条，答复留言37条。\n",
    );
    found(
        Error,
        "part-list",
        "1547",
        "全年公开信息1547条，其中政务动态1188条，概况信息262条，目录信息98条，办理建议24条，答复留言37条。\n",
    );
}

#[test]
fn what_an_enumeration_joins_stays_together() {
    silent("全年公开80条，其中通知公告类20条、工作动态类29条、政策文件类15条、预决算16条。\n");
    silent(
        "全年公开80条，其中通知公告类20条、工作动态类29条、政策文件类15条、预决算16条，答复留言1条。\n",
    );
    found(
        Warning,
        "part-list",
        "80",
        "全年公开80条，其中通知公告类20条、工作动态类29条、政策文件类15条、预决算16条、指南、年报1条。\n",
    );
    silent("全年公开85条，其中公告20条，动态40条，文件20条，其他5条。\n");
    found(
        Error,
        "part-list",
        "80",
        "全年公开80条，其中公告20条，动态40条，文件20条，其他5条。\n",
    );
}

#[test]
fn a_total_behind_a_semicolon_is_the_nearest_one() {
    silent(
        "发布动态信息165条，其中乡镇动态102条；发布法定内容5条，包括机构概况1条，以及预决算信息4条。\n",
    );
    found(
        Error,
        "part-list",
        "3",
        "发布动态信息165条，其中乡镇动态102条；发布法定内容3条，包括机构概况1条，以及预决算信息4条。\n",
    );
}

#[test]
fn what_came_in_is_not_what_was_settled() {
    // Eight requests of the year before were settled, and two are still open.
    silent("全年收到申请106件，按时办结104件，延期办结8件。\n");
    silent("全年收到申请106件。其中予以公开44件、部分公开11件、不予公开20件、无法提供37件。\n");
    silent("全年办结申请112件，按时办结104件，延期办结8件。\n");
    found(
        Error,
        "part-list",
        "111",
        "全年办结申请111件，其中按时办结104件，延期办结8件。\n",
    );
    found(
        Error,
        "part-list",
        "111",
        "全年收到并答复申请111件。其中予以公开44件、部分公开11件、不予公开20件、无法提供37件。\n",
    );
}

#[test]
fn what_is_still_open_may_have_no_part() {
    silent("全年发生行政复议7件，其中维持4件、纠正1件。\n");
    found(
        Warning,
        "part-list",
        "7",
        "全年发生行政复议7件，其中维持4件、纠正1件、尚未审结1件。\n",
    );
    found(
        Warning,
        "part-list",
        "7",
        "全年审结行政复议7件，其中维持4件、纠正1件。\n",
    );
    found(
        Error,
        "part-list",
        "7",
        "全年发生行政复议7件，其中维持4件、纠正5件。\n",
    );
}

#[test]
fn parts_may_be_counted_in_another_unit_than_their_total() {
    // Only a sum that comes out says that they are its parts.
    for text in [
        "全年共收到8份申请。其中，予以公开2件，部分公开2件，无法提供4件，不予公开0件。\n",
        "全年公开信息4751条，其中：规范性文件2份，部门文件类107条；工作动态744条；其他信息3898条。\n",
    ] {
        silent(text);
        assert!(has_checked_list(text), "not read: {text}");
    }
    for text in [
        "全年共收到9份申请。其中，予以公开2件，部分公开2件，无法提供4件。\n",
        "全年公开信息4751条，其中：规范性文件2份，部门文件类107条；工作动态745条；其他信息3898条。\n",
    ] {
        silent(text);
        assert!(!has_checked_list(text), "read: {text}");
    }
}

/// Whether a list of `report` was read and checked.
fn has_checked_list(report: &str) -> bool {
    let audit = audit(report);
    let mut fates = audit.figures.iter().map(|figure| &figure.fate);
    fates.any(|fate| matches!(fate, Fate::Checked(rules) if rules.iter().any(|rule| &**rule == "part-list")))
}

#[test]
fn behind_the_parts_may_stand_what_some_of_them_are_besides() {
    silent("全年举办活动24场，其中线上10场、线下14场、县领导出席6场。\n");
    silent("全年收到申请28件，其中网络申请20件、信函申请8件、延期答复3件。\n");
    silent("全年收到申请28件，其中自然人25件、企业3件、涉及征收18件。\n");
    silent("全年公开信息500条，其中网站300条、微信200条，涉及民生类220条、涉企类140条。\n");
    found(
        Error,
        "part-list",
        "24",
        "全年举办活动24场，其中线上11场、线下14场、县领导出席6场。\n",
    );
    found(
        Error,
        "part-list",
        "28",
        "全年收到申请28件，其中网络申请21件、信函申请8件、延期答复3件。\n",
    );
}

#[test]
fn a_part_too_many_behind_those_that_add_up_is_no_certain_error() {
    found(
        Warning,
        "part-list",
        "120",
        "全年公开文件120件，其中县政府文件40件、县政府办文件80件、规范性文件9件。\n",
    );
}

#[test]
fn what_is_as_much_as_the_whole_is_no_part_beside_others() {
    silent("全局主动公开信息1630条，其中本年新增214条；全文电子化1630条。\n");
    // FIXME: what stands behind a semicolon, `会议6次，其中专题会议2次；培训8次`, may be no part at all.
    silent("全局主动公开信息1630条，其中本年新增214条；全文电子化1660条。\n");
    found(
        Error,
        "part-list",
        "1630",
        "全局主动公开信息1630条，其中本年新增1660条；全文电子化1630条。\n",
    );
    found(
        Error,
        "part-list",
        "1条",
        "全局发布目录1条，其中机构类1条、政策类2条。\n",
    );
}

#[test]
fn what_stands_behind_the_semicolon_may_be_no_part() {
    silent("全年召开会议6次，其中专题会议2次；培训8次。\n");
    silent("全年收到申请10件，其中网络申请3件，收到咨询20件。\n");
    silent("全年办结41件，其中涉及征地的31件，予以公开12件、部分公开5件。\n");
    found(
        Error,
        "part-list",
        "6次",
        "全年召开会议6次，其中专题会议7次；培训8次。\n",
    );
    // Words or a colon that make one list of both.
    found(
        Error,
        "part-list",
        "35条",
        "全年公开文件35条，其中：规范性文件21条；人事任免32条。\n",
    );
}

#[test]
fn semicolons_alone_part_a_list_as_well_as_commas() {
    // Of several things told in one go, only the first is a kind of the total.
    silent("全年召开会议6次，其中专题会议2次；培训8次；宣传活动3次。\n");
    found(
        Error,
        "part-list",
        "170条",
        "全年公开信息170条，其中，综合政务59条；人事任免1条；财政5条；教育88条；其他21条。\n",
    );
    found(
        Error,
        "part-list",
        "96条",
        "全年公开信息96条，其中：机构类信息2条；其他文件信息5条；动态类信息72条；工作报告1条；其他信息15条。\n",
    );
    // A verb before some of the parts makes no sentence of the rest.
    found(
        Error,
        "part-list",
        "126条",
        "专栏发布各类信息126条，其中部门工作信息78条，公开提案35条，政策文件8条，处理决定32条。\n",
    );
}

#[test]
fn a_share_that_a_word_opens_or_names_is_not_of_the_figure_before_it() {
    silent(
        "全年办结申请1527件，其中予以公开占58.5%、不予公开占7.3%、无法提供占28.9%，其他占5.2%。\n",
    );
    silent("全年办结申请1527件，予以公开占58.5%、不予公开占7.3%、无法提供占28.9%，其他占5.2%。\n");
    found(
        Error,
        "share-list",
        "58.5%",
        "全年办结申请1527件，其中予以公开占58.5%、不予公开占9.3%、无法提供占28.9%，其他占5.2%。\n",
    );
    // What stands before them with a count of its own is of the same list.
    silent(
        "全年公开通知公告15条，占40%，政策文件占30%、会议信息占10%、人事信息占10%，其他占10%。\n",
    );
    silent("全年公开信息1200条，其中上半年500条，下半年700条；网站占60%，微信占40%。\n");
    silent("全年公开信息1200条，其中通知公告500条，政策文件700条，网站占60%，微信占40%。\n");
    found(
        Error,
        "share-of-total",
        "60%",
        "全年公开信息1200条，其中通知公告500条，占41.7%，政策文件700条，占60%。\n",
    );
}

#[test]
fn shares_follow_the_order_of_what_they_are_shares_of() {
    silent(
        "全年收到申请36件，征地、拆迁、财政类分别为15件、12件、9件，占比分别为41.7%、33.3%、25.0%。\n",
    );
    found(
        Error,
        "share-of-total",
        "43.3%",
        "全年收到申请36件，征地、拆迁、财政类分别为15件、12件、9件，占比分别为41.7%、43.3%、25.0%。\n",
    );
    // Of three parts two have a share: which of them is not said.
    silent("全年收到申请36件，征地、拆迁、财政类分别为15件、12件、9件，占比分别为41.7%、33.3%。\n");
}

#[test]
fn a_part_grows_from_a_figure_of_its_own() {
    silent("全年公开信息1380条，比上年的1200条增长15%；其中网站比上年增长30%，为1040条。\n");
    silent("全年公开信息1380条，比上年的1200条增长15%，网站增长30%。\n");
    silent("全年公开信息1380条，上年为1200条；网站增长30%。\n");
    found(
        Error,
        "growth-rate",
        "16%",
        "全年公开信息1380条，比上年的1200条增长16%；其中网站比上年增长30%，为1040条。\n",
    );
    found(
        Error,
        "growth-rate",
        "16%",
        "全年公开信息1380条，上年为1200条，公开量同比增长16%。\n",
    );
}
