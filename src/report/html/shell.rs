//! What is around the content of every page: its head, its style, its scripts.
//!
//! A page loads nothing and runs nothing but what it brings along: the policy in its
//! head allows its own style and scripts by their hashes, and nothing else at all.

use base64::{Engine, engine::general_purpose::STANDARD};
use maud::{DOCTYPE, Markup, PreEscaped, html};
use sha2::{Digest, Sha256};

use super::{escape::Shown, words::tag};
use crate::{language::Language, report::words::pick};

const STYLE: &str = include_str!("page.css");
const REPORT_SCRIPT: &str = include_str!("report.js");
const OVERVIEW_SCRIPT: &str = include_str!("overview.js");

/// What a page says of who wrote it, near its start; a version follows.
pub const GENERATOR: &str = "<meta name=\"generator\" content=\"gouji ";

/// Everything up to the content; [`close`] ends it.
pub(super) fn open(title: &str, language: Language) -> String {
    let page = html! {
        (DOCTYPE)
        html lang=(tag(language)) {
            head {
                meta charset="utf-8";
                meta name="generator" content={ "gouji " (env!("CARGO_PKG_VERSION")) };
                meta http-equiv="Content-Security-Policy" content=(policy());
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                meta name="referrer" content="no-referrer";
                title { (Shown(title)) }
                style { (PreEscaped(STYLE)) }
            }
            body data-words=(words(language)) {
                a.skip href="#main" { (pick(language, "跳到正文", "skip to the content")) }
            }
        }
    };
    let page = page.into_string();
    // The content goes where the body would end.
    let end = page.rfind("</body>").unwrap_or(page.len());
    page.split_at(end).0.to_owned()
}

/// Everything after the content.
pub(super) fn close() -> Markup {
    html! {
        script { (PreEscaped(REPORT_SCRIPT)) }
        script { (PreEscaped(OVERVIEW_SCRIPT)) }
        (PreEscaped("</body></html>\n"))
    }
}

/// The policy of a page.
fn policy() -> String {
    format!(
        "default-src 'none'; style-src {}; script-src {} {}; base-uri 'none'; form-action 'none'",
        hash(STYLE),
        hash(REPORT_SCRIPT),
        hash(OVERVIEW_SCRIPT)
    )
}

fn hash(text: &str) -> String {
    format!("'sha256-{}'", STANDARD.encode(Sha256::digest(text)))
}

/// What the scripts say.
fn words(language: Language) -> &'static str {
    pick(
        language,
        r#"{"shown":"显示 {n} / {all} 条","rows":"{n} / {all} 份","fold":"收起","unfold":"展开","rules":"规则："}"#,
        r#"{"shown":"{n} of {all} shown","rows":"{n} of {all} reports","fold":"fold","unfold":"unfold","rules":"rules: "}"#,
    )
}
