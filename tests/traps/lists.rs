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
    // Behind a semicolon may stand another list.
    silent(
        "全年办结申请1527件，予以公开占60%、不予公开占20%，其他占20%；网络申请占70%、信函申请占20%、其他申请占10%。\n",
    );
    silent("公开信息1000条，政策类占60%（其中市级占40%）、动态类占20%、公告类占15%、其他占5%。\n");
    found(
        Error,
        "share-list",
        "15%",
        "公开信息1000条，政策类占60%（其中市级占40%）、动态类占20%、公告类占15%、其他占8%。\n",
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
    silent("全年公开信息1380条，上年为1200条，增长15%；依申请公开量增长30%。\n");
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

#[test]
fn a_sum_told_behind_its_parts_is_no_further_part() {
    silent(
        "主动公开政府信息188条。其中年度报告1条、组织机构4条、部门文件94条、其他3条，共发布102条；专栏包括价格收费56条、投资管理30条，共发布86条。\n",
    );
    silent(
        "主动公开政府信息188条，其中机构类12条、文件类90条，共公开102条，收费类56条、投资类30条，共公开86条。\n",
    );
    found(
        Error,
        "part-list",
        "98条",
        "主动公开政府信息98条。其中年度报告1条、组织机构4条、部门文件94条、其他3条，共发布102条；专栏包括价格收费56条、投资管理30条，共发布86条。\n",
    );
    found(
        Error,
        "part-list",
        "178条",
        "主动公开政府信息178条，其中机构类12条、文件类90条，共公开102条，收费类56条、投资类30条，共公开86条。\n",
    );
}

#[test]
fn what_was_sent_to_others_is_no_part_of_what_was_published() {
    silent(
        "门户网站公开信息276条，其中：动态信息216条，更新目录50条，向市政府办报送信息100余条。\n",
    );
    silent("全年编发简报60期，其中报送市里40期，被省报采用25期，被市报采用30期。\n");
    // Where all of them are sent, or they add up, it is one as well.
    silent("全年公开信息500条，其中自主发布200条、上报市局网站300条。\n");
    found(
        Error,
        "part-list",
        "276条",
        "门户网站公开信息276条，其中：动态信息236条，更新目录50条，向市政府办报送信息100余条。\n",
    );
    found(
        Error,
        "part-list",
        "60期",
        "全年编发简报60期，其中报送省里40期，报送市里30期，被省报采用25期。\n",
    );
}

#[test]
fn behind_one_full_split_may_stand_another() {
    silent(
        "全市公开信息990条。其中：市级公开330条，占33.33%，县级公开660条，占66.67%，政府公报公开64条，政府网站公开611条，其他新媒体公开63条。\n",
    );
    silent("全年举办活动24场，其中线上10场、线下14场，城区12场、乡镇9场。\n");
    found(
        Error,
        "part-list",
        "980条",
        "全市公开信息980条。其中：市级公开330条，县级公开660条，政府公报公开64条，政府网站公开611条，其他新媒体公开63条。\n",
    );
    found(
        Error,
        "part-list",
        "24场",
        "全年举办活动24场，其中线上11场、线下14场，城区12场、乡镇9场。\n",
    );
}

#[test]
fn what_was_to_be_done_and_what_was_are_one_part() {
    silent("行政处罚612件中，应公示586件，已公示586件，不予公示26件。\n");
    silent("行政处罚612件，其中应公示586件，实际公示580件，不予公示26件。\n");
    silent("全年收到来信100件，其中应由我局办理80件，已办理79件，转办20件。\n");
    found(
        Error,
        "part-list",
        "612件",
        "行政处罚612件中，应公示596件，已公示586件，不予公示26件。\n",
    );
}

#[test]
fn what_another_year_had_has_no_part_in_this() {
    let report = |text: &str| format!("青岭县2023年政府信息公开工作年度报告\n{text}\n");
    silent(&report(
        "在2022年公开的1200条信息中，有13条因失效撤下，2023年新公开1310条。",
    ));
    silent(&report(
        "2022年结转的10件分别为2022年办结4件、2023年办结6件。",
    ));
    found(
        Error,
        "part-list",
        "1200条",
        &report("在2022年公开的1200条信息中，有1213条因失效撤下，2023年新公开1310条。"),
    );
}

#[test]
fn a_rest_tells_which_of_two_figures_is_split() {
    // What falls short without one may be some of both, and what comes as close to the other, of that.
    silent("网站发布信息633条，平台公开信息248条，其中政策类37条，动态类139条，公告类83条。\n");
    silent("计划招生7200人，实际录取7186人，其中理科4205人，文科2900人，其他90人。\n");
    silent("计划招生7200人，实际录取7186人，其中理科4196人，文科2900人，其他90人。\n");
    found(
        Error,
        "part-list",
        "248条",
        "网站发布信息633条，平台公开信息248条，其中政策类37条，动态类139条，公告类53条，其他信息13条。\n",
    );
    found(
        Error,
        "part-list",
        "7186人",
        "计划招生7200人，实际录取7186人，其中理科4200人，文科2900人，其他90人。\n",
    );
}

#[test]
fn a_rest_before_a_semicolon_need_not_end_the_list() {
    silent(
        "网站发布信息9287条，其中规范性文件6条、其他文件8条；动态信息2128条、规划信息1156条、其他信息5989条。\n",
    );
    // So far from the total, what stands behind the semicolon may be something else.
    silent(
        "网站发布信息9287条，其中规范性文件6条、其他文件8条；微信发布动态2128条、规划信息1156条、其他信息989条。\n",
    );
    found(
        Error,
        "part-list",
        "9289条",
        "网站发布信息9289条，其中规范性文件6条、其他文件8条；动态信息2128条、规划信息1156条、其他信息5989条。\n",
    );
}

#[test]
fn kinds_in_a_bracket_may_overlap() {
    silent("全年发布停水通知236条（计划性停水179条、突发性停水57条）。\n");
    silent("全年发布停水通知236条（计划性停水79条、突发性停水57条）。\n");
    // What came in and what was carried over are no kinds of what was settled.
    silent("全年办结申请20件（新收申请18件、结转申请5件）。\n");
    silent("全年公开文件10件（正文10件、附件12件）。\n");
    // One may be both.
    silent("全年公开信息100条（重点信息60条、民生信息50条）。\n");
    silent("全年召开会议10次（专题会议6次、党组会议5次）。\n");
    // FIXME: these cannot, and are 246 together; nothing tells the one kind of kinds from the other.
    silent("全年发布停水通知236条（计划性停水189条、突发性停水57条）。\n");
    found(
        Error,
        "part-list",
        "236条",
        "全年发布停水通知236条，其中计划性停水189条、突发性停水57条。\n",
    );
}

#[test]
fn another_unit_behind_a_list_does_not_hide_that_it_is_too_much() {
    silent(
        "政务新媒体共43个，其中微信公众号28个、微博账号6个、抖音号9个，全年发布信息2.37万条。\n",
    );
    silent("政务新媒体共53个，其中微信公众号28个、微博账号6个、抖音号9个，另有端口10条。\n");
    found(
        Error,
        "part-list",
        "41个",
        "政务新媒体共41个，其中微信公众号28个、微博账号6个、抖音号9个，全年发布信息2.37万条。\n",
    );
}

#[test]
fn a_comma_may_end_what_an_enumeration_joins() {
    silent(
        "县政府网站发布信息600条，其中机构职能6条、土地征收142条、工作动态278条，微信推送196条。\n",
    );
    silent("制发规范性文件36件，其中县政府文件2件、部门文件14件，政策解读29件。\n");
    silent("收到申请312件，其中征地类290件、财政类12件，已按期答复305件。\n");
    silent("政务新媒体218个，其中微信143个、微博31个，关停21个、注销44个，新开设3个。\n");
    found(
        Error,
        "part-list",
        "600条",
        "县政府网站发布信息600条，其中机构职能6条、土地征收142条、工作动态278条、通知公告196条。\n",
    );
    found(
        Error,
        "part-list",
        "36件",
        "制发规范性文件36件，其中县政府文件2件、部门文件14件，其他文件29件。\n",
    );
    // Kinds of one thing stay together.
    found(
        Error,
        "part-list",
        "312件",
        "收到申请312件，其中个人申请290件、企业申请12件，科研机构申请30件。\n",
    );
}

#[test]
fn what_is_still_open_is_no_part_of_what_was_settled() {
    silent("全年已审结24件，其中维持17件、纠正4件，尚未审结5件。\n");
    found(
        Error,
        "part-list",
        "24件",
        "全年已审结24件，其中维持18件、纠正4件、其他3件，尚未审结5件。\n",
    );
}

#[test]
fn one_item_goes_by_several_channels_and_one_account_does_not() {
    silent("全年公开信息671条，其中网站65条、微信497条、抖音157条。\n");
    found(
        Error,
        "part-list",
        "697条",
        "全年公开信息671条，其中网站65条、微信497条、抖音697条。\n",
    );
    silent("政务新媒体共71个，其中微信49个、抖音15个、快手7个。\n");
    found(
        Error,
        "part-list",
        "71个",
        "政务新媒体共71个，其中微信49个、抖音25个、快手7个。\n",
    );
}

#[test]
fn several_totals_are_not_split_by_what_a_semicolon_parts_off() {
    silent(
        "公示行政许可312件、行政处罚86件、行政强制12件，其中涉企许可212件、涉企处罚66件；“双公示”信息398件。\n",
    );
    found(
        Error,
        "part-list",
        "行政强制12件",
        "公示行政许可312件、行政处罚86件、行政强制12件，其中涉企许可412件、涉企处罚66件；“双公示”信息398件。\n",
    );
}

#[test]
fn a_sum_at_the_end_counts_no_part_twice() {
    silent("上年结转14件，新收312件，其中自然人290件、商业企业16件、其他6件，合计326件。\n");
    found(
        Warning,
        "part-list",
        "336件",
        "上年结转14件，新收312件，其中自然人290件、商业企业16件、其他6件，合计336件。\n",
    );
}

#[test]
fn behind_the_rest_and_a_semicolon_another_unit_is_no_part() {
    silent(
        "全县公开信息1862条，其中政务类426条、文件类482条、便民类429条、其他信息525条；县长信箱收件758件。\n",
    );
    found(
        Error,
        "part-list",
        "2361条",
        "全县公开信息2361条，其中政务类426条、文件类482条、便民类429条、其他信息525条；县长信箱收件758件。\n",
    );
}

#[test]
fn a_total_named_for_its_parts_has_no_others() {
    silent("全年办理建议提案64件，其中建议29件、提案35件。\n");
    silent("全年办理建议提案64件，其中重点建议29件、重点提案3件。\n");
    found(
        Warning,
        "part-list",
        "64件",
        "全年办理建议提案64件，其中建议29件、提案33件。\n",
    );
}

#[test]
fn what_was_carried_in_is_split_with_what_came_in() {
    let handled = |granted: u32| {
        format!(
            "全年新收政府信息公开申请317件，上年结转3件。其中，予以公开{granted}件，部分公开18件，不予公开8件，无法提供57件，\
             不予处理18件，其他处理22件，结转下年度继续办理13件。\n"
        )
    };
    silent(&handled(184));
    let audit = audit(&handled(186));
    let [finding] = &*audit.findings else {
        panic!("one finding, not {:?}", audit.findings);
    };
    assert!(
        finding.message.contains("317件 + 3件") && finding.message.contains("多 2 件"),
        "{}",
        finding.message
    );
}
