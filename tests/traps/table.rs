//! Traps of tables: blank cells, rows of one's own, cut ends.

use gouji::severity::Severity::Error;

use super::{found, silent};

#[test]
fn a_missing_row_may_hold_the_rest() {
    silent(
        "政府信息公开情况统计表\n\
         | 统计指标 | 单位 | 统计数 |\n\
         | （一）收到申请数 | 件 | 13 |\n\
         | 1.当面申请数 | 件 | 1 |\n\
         | 2.传真申请数 | 件 | 0 |\n",
    );
    found(
        Error,
        "applications-by-channel",
        "13",
        "政府信息公开情况统计表\n\
         | 统计指标 | 单位 | 统计数 |\n\
         | （一）收到申请数 | 件 | 13 |\n\
         | 1.当面申请数 | 件 | 1 |\n\
         | 2.传真申请数 | 件 | 0 |\n\
         | 3.网络申请数 | 件 | 10 |\n\
         | 4.信函申请数 | 件 | 0 |\n",
    );
}
