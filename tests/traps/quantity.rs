//! Traps of quantities: what a printed figure stands for.

use gouji::severity::Severity::Error;

use super::{found, noted_at_most, silent};

#[test]
fn a_round_figure_and_more_holds_what_lies_above_it() {
    silent("全年办理来信300余件，分别为来信210件、留言156件。\n");
    found(
        Error,
        "part-list",
        "300",
        "全年办理来信300余件，分别为来信210件、留言256件。\n",
    );
}

#[test]
fn an_approximate_figure_proves_nothing() {
    noted_at_most("全年办理来信约300件，分别为来信210件、留言256件。\n");
    found(
        Error,
        "part-list",
        "300",
        "全年办理来信300件，分别为来信210件、留言256件。\n",
    );
}
