//! What of a page belongs to the site and not to the report.
//!
//! Only what is certain is left out: what pages hide, menus and footers that say so
//! by their names and hold no sentence, and lines of nothing but counters and
//! registration numbers. A report read with a line too many is still read.
//!
//! Deliberately absent: guessing at where the article stands.

/// Whether a style strikes out the words of its element.
pub(super) fn strikes(style: &str) -> bool {
    let declarations = style.split(';').filter_map(|one| one.split_once(':'));
    declarations.into_iter().any(|(property, value)| {
        property
            .trim()
            .to_ascii_lowercase()
            .starts_with("text-decoration")
            && value.to_ascii_lowercase().contains("line-through")
    })
}

/// Whether a style hides its element.
pub(super) fn hides(style: &str) -> bool {
    let declarations = style.split(';').filter_map(|one| one.split_once(':'));
    declarations.into_iter().any(|(property, value)| {
        let value = value.trim();
        let value = value.split('!').next().unwrap_or_default().trim_end();
        match property.trim() {
            property if property.eq_ignore_ascii_case("display") => {
                value.eq_ignore_ascii_case("none")
            }
            property if property.eq_ignore_ascii_case("visibility") => {
                value.eq_ignore_ascii_case("hidden")
            }
            _ => false,
        }
    })
}

/// Whether a class, an id or a role names a part of a site.
pub(super) fn is_named(names: &str) -> bool {
    const NAMES: [&str; 18] = [
        "nav",
        "navbar",
        "navigation",
        "menu",
        "breadcrumb",
        "breadcrumbs",
        "crumb",
        "crumbs",
        "footer",
        "foot",
        "contentinfo",
        "copyright",
        "share",
        "bdsharebuttonbox",
        "bshare",
        "social-share",
        "pagination",
        "search",
    ];
    names
        .split_ascii_whitespace()
        .any(|name| NAMES.iter().any(|known| name.eq_ignore_ascii_case(known)))
}

/// Whether a link leads to a file that may be part of the report.
pub(super) fn is_file(href: &str) -> bool {
    const EXTENSIONS: [&str; 12] = [
        "doc", "docx", "wps", "xls", "xlsx", "et", "pdf", "ofd", "zip", "rar", "rtf", "txt",
    ];
    let path = href.split(['?', '#']).next().unwrap_or_default();
    path.trim().rsplit_once('.').is_some_and(|(_, extension)| {
        EXTENSIONS
            .iter()
            .any(|known| extension.eq_ignore_ascii_case(known))
    })
}

/// Whether a part of a page may be left out though its name alone says that it is chrome.
pub(super) fn holds_sentence(words: &str) -> bool {
    words.contains(['。', '；'])
}

/// The longest line, in bytes, that may be one of the site's own.
const LONGEST: usize = 300;

/// Whether a line holds a counter of visits, or the registration numbers of a site, and no clause.
pub(super) fn is_site_line(line: &str) -> bool {
    const REGISTRATIONS: [&str; 4] = ["ICP备", "公网安备", "网站标识码", "政府网站标识"];
    if line.len() > LONGEST || line.contains(['。', '；', '，']) {
        return false;
    }
    REGISTRATIONS.iter().any(|words| line.contains(words)) || has_counter(line)
}

/// Whether a word for a counter stands by itself, with nothing but its figure behind.
fn has_counter(line: &str) -> bool {
    const COUNTERS: [&str; 10] = [
        "浏览次数",
        "浏览量",
        "浏览数",
        "阅读次数",
        "阅读量",
        "点击次数",
        "点击数",
        "点击量",
        "点击率",
        "访问次数",
    ];
    let is_apart =
        |c: char| c.is_whitespace() || matches!(c, '|' | '】' | ']' | '[' | '【' | '(' | '（');
    COUNTERS.iter().any(|counter| {
        let Some((before, behind)) = line.split_once(counter) else {
            return false;
        };
        let Some(value) = behind.trim_start().strip_prefix(['：', ':']) else {
            return false;
        };
        let value = value.trim_start_matches(is_apart);
        let rest = value.trim_start_matches(|c: char| c.is_ascii_digit());
        let rest = rest.trim_start_matches(['次', '人']);
        (before.is_empty() || before.ends_with(is_apart))
            && (rest.is_empty() || rest.starts_with(is_apart) || rest.starts_with([')', '）']))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counters_are_told_from_figures_of_the_report() {
        assert!(is_site_line("浏览次数：1523"));
        assert!(is_site_line(
            "发布时间：2022-01-20 09:30 来源：办公室 点击数： 88 次 【打印】"
        ));
        assert!(is_site_line("网站标识码：9900000001 示ICP备00000001号"));
        assert!(!is_site_line("网站总浏览量：26187次"));
        assert!(!is_site_line("全年浏览量：26187次，其中手机端 1 次"));
        assert!(!is_site_line("浏览量26187次"));
        assert!(!is_site_line("浏览量：26187次，比上年增加12次"));
    }

    #[test]
    fn names_are_whole_words() {
        assert!(is_named("w1200 Footer clear"));
        assert!(!is_named("foot-note"));
        assert!(!is_named("content navless"));
    }

    #[test]
    fn styles_hide_by_two_properties() {
        assert!(hides("color:red; DISPLAY : none !important"));
        assert!(hides("visibility:hidden"));
        assert!(!hides("display:block;list-style:none"));
        assert!(!hides("overflow:hidden"));
    }

    #[test]
    fn files_are_told_by_their_extension() {
        assert!(is_file("/att/2021年报.DOCX?v=2"));
        assert!(!is_file("/2021/index.html"));
        assert!(!is_file("/docx"));
    }
}
