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
