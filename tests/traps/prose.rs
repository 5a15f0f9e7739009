//! Traps of running text: lists, shares, growth, and what the words around them limit.

use gouji::severity::Severity::Error;

use super::{found, silent};

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
