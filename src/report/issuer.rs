//! Who issued a report, as far as its title tells: `榆树市2017年度政府信息公开工作报告`.

use crate::audit::Audit;

/// What a title says behind the issuer's name.
const SUBJECTS: [&str; 4] = ["政府信息公开", "政务公开", "信息公开", "年度报告"];

/// What may stand before it.
const LEADS: [&str; 2] = ["关于", "《"];

/// The issuer in a report's title, the title where nothing tells them apart; empty without a title.
pub(super) fn issuer(audit: &Audit) -> String {
    let title: String = audit.title.of(&audit.text).split_whitespace().collect();
    let lead = LEADS.iter().find_map(|lead| title.strip_prefix(lead));
    let whole = lead.unwrap_or(&title);
    let ends = SUBJECTS.iter().filter_map(|subject| whole.find(subject));
    let year = whole.find(|c: char| c.is_numeric() || matches!(c, '二' | '〇' | '○'));
    let year = year.filter(|&at| at > 0);
    let end = ends.chain(year).filter(|&at| at > 0).min();
    let issuer = end.and_then(|end| whole.get(..end)).unwrap_or(whole);
    issuer.to_owned()
}
