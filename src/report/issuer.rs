//! Who issued a report: by its title (`榆树市2017年度政府信息公开工作报告`), else by what it says first (`由榆树市人民政府办公室编制`).

use std::sync::LazyLock;

use regex::Regex;

use crate::audit::Audit;

/// What a title says behind the issuer's name.
const SUBJECTS: [&str; 4] = ["政府信息公开", "政务公开", "信息公开", "年度报告"];

/// What may stand before it.
const LEADS: [&str; 2] = ["关于", "《"];

/// Within how many bytes from the start a report says who drew it up.
const REACH: usize = 6_000;

/// A body as it is named where a report says that it drew it up.
static DRAWN_UP: LazyLock<Option<Regex>> = LazyLock::new(|| {
    const BODY: &str =
        r"由(\p{Han}{2,28}?(?:政府|办公室|办公厅|办|局|委|委员会|厅|院|处|中心|队|公司|学|会))";
    Regex::new(&format!(
        "{BODY}(?:负责|组织|汇总|统一|牵头)?(?:编制|编写|撰写)"
    ))
    .ok()
});

/// The issuer that a report names, its title where nothing tells the two apart; empty where it names none.
pub(super) fn issuer(audit: &Audit) -> String {
    let title: String = audit.title.of(&audit.text).split_whitespace().collect();
    if title.is_empty() {
        return drawn_up_by(&audit.text).unwrap_or_default().to_owned();
    }
    let lead = LEADS.iter().find_map(|lead| title.strip_prefix(lead));
    let whole = lead.unwrap_or(&title);
    let ends = SUBJECTS.iter().filter_map(|subject| whole.find(subject));
    let year = whole.find(|c: char| c.is_numeric() || matches!(c, '二' | '〇' | '○'));
    let year = year.filter(|&at| at > 0);
    let end = ends.chain(year).filter(|&at| at > 0).min();
    let issuer = end.and_then(|end| whole.get(..end)).unwrap_or(whole);
    issuer.to_owned()
}

/// The body that drew the report up, by its first paragraphs.
fn drawn_up_by(text: &str) -> Option<&str> {
    let head = text.get(..text.floor_char_boundary(REACH))?;
    let found = DRAWN_UP.as_ref()?.captures(head)?;
    Some(found.get(1)?.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_body_that_drew_a_report_up_is_named() {
        let by = |text| drawn_up_by(text);
        assert_eq!(
            by("本报告由云洲市青石镇人民政府编制，共六部分。"),
            Some("云洲市青石镇人民政府")
        );
        assert_eq!(
            by("现公布由云洲市水利局组织编制的年度报告。"),
            Some("云洲市水利局")
        );
        // Parts make a report up as well, and so do figures.
        assert_eq!(by("本报告由概述、主动公开情况和附表组成。"), None);
        assert_eq!(by("由各镇街和各部门的政府信息公开数据编制而成。"), None);
    }
}
