//! Traps of other bulletins: hotlines, proposals, reviews of administrative acts.

use gouji::severity::Severity::Error;

use super::{found, silent};

#[test]
fn stages_of_one_thing_do_not_add_up() {
    silent("全年收到复议申请112件，其中受理101件，审结92件。\n");
    silent("全年承办建议31件，其中建议11件，已经解决11件；提案16件，已经解决14件，正在解决2件。\n");
    silent("抽取服务项目300件回访，其中有效回访246件，表示满意的240件，表示一般的5件。\n");
    // What all of them say is no stage.
    found(
        Error,
        "part-list",
        "112",
        "全年办结申请112件，其中按时办结101件，延期办结92件。\n",
    );
}

#[test]
fn the_greatest_parts_are_not_all() {
    silent(
        "全年收到申请862件，前三位的是公安、市场监管和住建，申请数量分别为365件、209件和114件。\n",
    );
    found(
        Error,
        "part-list",
        "862",
        "全年收到申请862件，公安、市场监管和住建的申请数量分别为365件、209件和114件。\n",
    );
}

#[test]
fn shares_may_be_of_what_their_list_makes() {
    let listed = |share: &str| {
        format!(
            "热线共受理诉求2844件，其中咨询1246件，占{share}%；求助567件，占28.99%；投诉143件，占7.31%。\n"
        )
    };
    silent(&listed("63.70"));
    found(Error, "share-of-total", "53.70", &listed("53.70"));
}

#[test]
fn two_rates_of_two_things_go_in_their_order() {
    silent(
        "2022年办理涉企案件190件，挽回损失20.4万元；2023年办理398件，挽回损失103.9万元，同比分别增长109%和409%。\n",
    );
}

#[test]
fn traditional_script_needs_no_disclosure() {
    silent("全年政務熱線抽取項目300件，其中有效回訪246件，表示滿意的240件，表示一般的5件。\n");
    found(
        Error,
        "part-list",
        "300",
        "全年政務熱線受理訴求300件，分別為諮詢246件、求助140件。\n",
    );
}

#[test]
fn followers_are_no_posts() {
    silent(
        "全年编发微博2719条，其中阅读量较高的有80条；微博粉丝达到51万左右，其中本地粉丝达到41.9万以上。\n",
    );
    found(
        Error,
        "part-list",
        "2719",
        "全年编发微博2719条，分别为原创2080条、转发519条。\n",
    );
}
