//! Traps of lists that nothing opens: sums told behind their parts, what is left of a total, kinds that words tell.

use gouji::severity::Severity::{Error, Warning};

use super::{found, silent};

#[test]
fn what_is_left_of_a_total_is_all_but_what_was_done() {
    silent("全年受理诉求1620件，办结1560件，其余60件正在办理。\n");
    found(
        Warning,
        "part-list",
        "1620",
        "全年受理诉求1620件，办结1560件，其余80件正在办理。\n",
    );
    silent("全年收到申请15件，其中11件已答复，剩余4件结转下年度继续办理。\n");
    found(
        Error,
        "part-list",
        "15",
        "全年收到申请15件，其中11件已答复，剩余2件结转下年度继续办理。\n",
    );
}

#[test]
fn what_is_left_may_be_that_of_something_else() {
    // Of a total told elsewhere, and of what was not only carried in.
    silent("全年公开政策文件86条，解读材料12条，其余40条为动态信息。\n");
    silent("全年办结上年结转申请4件，新收申请71件，均已办结，剩余3件结转下年。\n");
    silent("全年网站发布1200条，公众号发布300条，其余平台发布80条。\n");
    silent("全年收到申请60件，网络申请40件，信函申请20件，已办结55件，其余5件正在办理。\n");
}

#[test]
fn a_thing_and_its_opposite_are_all_of_it() {
    silent("全年抽检食品120批次，合格112批次，不合格8批次。\n");
    silent("全年抽检食品120批次，完成检验110批次，合格105批次，不合格5批次。\n");
    found(
        Warning,
        "part-list",
        "120",
        "全年抽检食品120批次，合格112批次，不合格3批次。\n",
    );
    silent("全年收到申请68件，已办结60件，未办结8件。\n");
    found(
        Warning,
        "part-list",
        "68",
        "全年收到申请68件，已办结60件，未办结18件。\n",
    );
}

#[test]
fn a_proposal_is_handled_first_or_besides() {
    silent("全年办理人大代表建议21件（主办4件，协办17件）、政协提案18件（主办9件，协办9件）。\n");
    silent("全年办理人大代表建议21件，其中主办4件。\n");
    found(
        Warning,
        "part-list",
        "18",
        "全年办理人大代表建议21件（主办4件，协办17件）、政协提案18件（主办9件，协办8件）。\n",
    );
}

#[test]
fn what_is_of_a_lower_level_is_of_the_upper_one_too() {
    silent("网站设栏目126个，其中一级栏目12个、二级栏目114个、三级栏目86个。\n");
    found(
        Error,
        "part-list",
        "126",
        "网站设栏目126个，其中一级栏目12个、二级栏目144个、三级栏目86个。\n",
    );
}

#[test]
fn a_bare_sum_adds_up_what_is_enumerated_before_it() {
    silent("公安局12件、教育局13件、民政局6件，共31件。\n");
    found(
        Warning,
        "part-list",
        "共31件",
        "公安局12件、教育局13件、民政局5件，共31件。\n",
    );
    // More may stand in the sentence before or elsewhere, in clauses of their own, and go by two channels.
    silent("公安局1件。教育局30件、民政局4件，共35件。\n");
    silent("教育局30件、民政局4件，共46件。\n");
    silent("公安局12件，教育局13件，共31件。\n");
    silent("发布微博120条、微信130条，共200条。\n");
}

#[test]
fn a_sum_may_say_of_how_many_it_is() {
    silent("公安局131件、教育局97件、民政局64件，三部门合计292件。\n");
    // What it is of stands behind it.
    silent(
        "全县1680件，其中县直812件、乡镇868件，三个乡镇合计868件，分别为310件、298件、260件。\n",
    );
    found(
        Warning,
        "part-list",
        "282件",
        "公安局131件、教育局97件、民政局64件，三部门合计282件。\n",
    );
}

#[test]
fn the_whole_is_what_its_levels_did() {
    silent("市本级新收38件，县区新收212件，全市共计新收250件。\n");
    silent("市本级新收38件，县区办结212件，全市共计新收256件。\n");
    found(
        Warning,
        "part-list",
        "256件",
        "市本级新收38件，县区新收212件，全市共计新收256件。\n",
    );
}
