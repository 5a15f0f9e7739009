//! The HTML report: nothing of a report is lost or runs, every number is painted once, and
//! whatever a page links to is there. What a browser does with it is tried in `tests/browser`.

#[path = "pages/page.rs"]
mod page;

use std::{collections::BTreeSet, fs, sync::LazyLock};

use gouji::{
    audit::{Audit, Auditor, Fate},
    finding::Standing,
    language::Language,
    pack::{self, PackSet},
    report::{Failure, Html, HtmlFolder, Printer, Summary},
    severity::Severity,
    source,
};
use page::Page;

static PACKS: LazyLock<PackSet> =
    LazyLock::new(|| pack::read(pack::builtin()).expect("the packs that gouji brings are sound"));

fn audit(bytes: &[u8]) -> Audit {
    let (document, gaps) = source::read(bytes).expect("it is a report");
    Auditor::new(&PACKS, Language::Zh).audit(document, gaps)
}

/// Our reports, by name, each audited.
static REPORTS: LazyLock<Vec<(String, Audit)>> = LazyLock::new(reports);

fn reports() -> Vec<(String, Audit)> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/reports");
    let files = fs::read_dir(folder).expect("the folder is there");
    let mut paths: Vec<_> = files
        .map(|file| file.expect("it can be listed").path())
        .collect();
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "txt"));
    paths.sort();
    let named = paths.into_iter().map(|path| {
        let name = path
            .file_name()
            .expect("a file")
            .to_string_lossy()
            .into_owned();
        (name, audit(&fs::read(&path).expect("it can be read")))
    });
    named.collect()
}

/// The page of some reports.
fn printed(reports: &[(&str, &Audit)], failures: &[Failure], language: Language) -> String {
    let mut printer = Html::new(&PACKS, Severity::Note, language);
    let mut summary = Summary::default();
    let mut out = Vec::new();
    for (path, audit) in reports {
        summary.add(audit, Severity::Note);
        let done = printer.report(&mut out, path, audit);
        done.expect("a vector takes all");
    }
    let done = printer.finish(&mut out, failures, &summary);
    done.expect("a vector takes all");
    String::from_utf8(out).expect("a page is text")
}

fn of_one(path: &str, audit: &Audit) -> Page {
    Page::read(&printed(&[(path, audit)], &[], Language::Zh))
}

/// A report that contradicts itself.
const WRONG: &str = "云山县2017年政府信息公开工作年度报告\n一、概述\n\
    2017年度，主动公开政府信息13条，其中通过网站公开10条，通过其他方式公开1条。\n";

fn without_blanks(text: &str) -> String {
    text.split_whitespace().collect()
}

#[test]
fn every_number_is_painted_once_by_what_became_of_it() {
    let mut n_painted = [0; 4];
    for (name, audit) in &*REPORTS {
        let page = of_one(name, audit);
        let expected: Vec<(&str, usize)> = audit
            .figures
            .iter()
            .map(|figure| {
                let class = match figure.fate {
                    Fate::Checked(_) => 0,
                    Fate::Unchecked(_) => 1,
                    Fate::NotQuantity(_) => 2,
                    Fate::Unknown => 3,
                };
                n_painted[class] += 1;
                (figure.span.of(&audit.text), class)
            })
            .collect();
        let classes = ["n c", "n u", "n q", "n x"];
        let painted: Vec<(&str, usize)> = page
            .painted
            .iter()
            .map(|(class, text)| {
                let class = classes.iter().position(|known| known == class);
                (text.as_str(), class.expect("a class that is known"))
            })
            .collect();
        assert_eq!(painted, expected, "{name}");
    }
    // Each class came up, so that none of them was compared with nothing.
    assert!(n_painted.iter().all(|&n| n > 0), "{n_painted:?}");
}

#[test]
fn the_text_of_the_page_is_that_of_the_report() {
    for (name, audit) in &*REPORTS {
        let blocks = audit.blocks.iter().map(|block| match block {
            gouji::document::Block::Table(table) => {
                let cells = table.cells.iter();
                cells.map(|cell| cell.span.of(&audit.text)).collect()
            }
            block => block.span().of(&audit.text).to_owned(),
        });
        let text: String = blocks.collect();
        let page = of_one(name, audit);
        assert_eq!(
            without_blanks(&page.article),
            without_blanks(&text),
            "{name}"
        );
    }
}

#[test]
fn a_finding_leads_to_its_figures_and_they_lead_back() {
    let mut n_marks = 0;
    for (name, audit) in &*REPORTS {
        let page = of_one(name, audit);
        for (index, finding) in audit.findings.iter().enumerate() {
            let key = |kind: &str| format!("r1f{index}{kind}");
            let text_of = |key: &str| -> String {
                let marked = page.marked.iter().filter(|(keys, _)| keys.contains(key));
                marked.map(|(_, text)| text.as_str()).collect()
            };
            let accused = text_of(&key("p"));
            let primary = finding.primary.span.of(&audit.text);
            assert!(
                without_blanks(&accused).contains(&without_blanks(primary)),
                "{name}: {accused} is not {primary}"
            );
            let related = text_of(&key("r")) + &accused;
            for mark in &finding.related {
                let printed = mark.span.of(&audit.text);
                assert!(
                    without_blanks(&related).contains(&without_blanks(printed)),
                    "{name}: {printed} of finding {index} is not marked: {related}"
                );
                n_marks += 1;
            }
        }
    }
    assert!(n_marks > 100, "{n_marks}");
}

#[test]
fn ids_are_unique_and_links_lead_somewhere() {
    let all: Vec<(&str, &Audit)> = REPORTS.iter().map(|(n, a)| (n.as_str(), a)).collect();
    for chunk in [&all[..1], &all[..7]] {
        for language in [Language::Zh, Language::En] {
            let page = Page::read(&printed(chunk, &[], language));
            let ids: BTreeSet<&str> = page.ids.iter().map(String::as_str).collect();
            assert_eq!(ids.len(), page.ids.len(), "an id is there twice");
            for link in &page.links {
                let id = link.strip_prefix('#').expect("links stay on the page");
                assert!(ids.contains(id), "{link}");
            }
            for id in &page.references {
                assert!(ids.contains(id.as_str()), "{id}");
            }
        }
    }
}

#[test]
fn a_finding_is_told_with_its_arithmetic() {
    let audit = audit(WRONG.as_bytes());
    assert_eq!(audit.findings.len(), 1);
    let page = of_one("云山.txt", &audit);
    for words in [
        audit.findings[0].message.as_str(),
        "合计",
        "分项",
        "13条",
        "3:16",
        "part-list",
        "核对",
        "理由",
    ] {
        assert!(page.text.contains(words), "{words}:\n{}", page.text);
    }
    assert_eq!(page.title, "云山县2017年政府信息公开工作年度报告");
    assert_eq!(page.language, "zh-CN");
    let english = Page::read(&printed(&[("云山.txt", &audit)], &[], Language::En));
    assert_eq!(english.language, "en");
    assert!(english.text.contains("What would mend it") || english.text.contains("Help:"));
}

#[test]
fn what_is_settled_is_shown_and_does_not_count() {
    let mut audit = audit(WRONG.as_bytes());
    let open = printed(&[("云山.txt", &audit)], &[], Language::Zh);
    assert!(open.contains("finding error") && !open.contains("finding settled"));
    audit.findings[0].standing = Standing::Accepted("口径不同<b>".into());
    let settled = printed(&[("云山.txt", &audit)], &[], Language::Zh);
    assert!(settled.contains("finding settled") && !settled.contains("finding error"));
    assert!(settled.contains("配置中已认可：口径不同&lt;b&gt;"));
    assert!(settled.contains("错误 0"), "it is not counted");
}

#[test]
fn what_was_not_read_is_told_first() {
    let audit = audit("2017年公开信息\u{fffd}\u{fffd}条，共12件。\n".as_bytes());
    assert!(!audit.gaps.is_empty());
    let page = of_one("缺.txt", &audit);
    let gap = page.text.find("有损坏的字符").expect("the gap is told");
    let text = page.text.find("公开信息").expect("the text is there");
    assert!(gap < text);
    // Without a title the page has the name of its file.
    assert_eq!(page.title, "缺.txt");
}

#[test]
fn many_reports_have_an_overview_and_wait_until_they_are_asked_for() {
    let (wrong, right) = (audit(WRONG.as_bytes()), audit("无数字。".as_bytes()));
    let failure = Failure {
        path: "坏<i>.txt".to_owned(),
        code: "gouji::source::empty".to_owned(),
        message: "文件是空的".to_owned(),
        help: Some("请检查".to_owned()),
    };
    let reports = [("甲/云山.txt", &wrong), ("b.txt", &right)];
    let page = Page::read(&printed(
        &reports,
        std::slice::from_ref(&failure),
        Language::Zh,
    ));
    assert_eq!(page.stored.len(), 2);
    let rows = page.rows.as_array().expect("a list");
    let row = serde_json::json!([
        "#r1",
        "云山县",
        2017,
        [1, 0, 0],
        0,
        [6, 3],
        false,
        "甲/云山.txt"
    ]);
    assert_eq!(rows[0], row);
    assert_eq!(rows[1][7], "b.txt");
    assert!(page.text.contains("坏<i>.txt") && page.text.contains("文件是空的"));
    assert!(page.text.contains("最常见的问题"));
    // One report and a file that could not be read are several.
    let page = Page::read(&printed(&reports[..1], &[failure], Language::Zh));
    assert_eq!(
        (page.stored.len(), page.rows.as_array().map(Vec::len)),
        (1, Some(1))
    );
    let page = Page::read(&printed(&[], &[], Language::Zh));
    assert_eq!(
        (page.stored.len(), page.rows.as_array().map(Vec::len)),
        (0, Some(0))
    );
}

#[test]
fn the_same_reports_give_the_same_bytes() {
    let audit = audit(WRONG.as_bytes());
    let reports = [("a.txt", &audit), ("b.txt", &audit)];
    let page = || printed(&reports, &[], Language::Zh);
    assert_eq!(page(), page());
}

#[test]
fn only_the_own_style_and_scripts_are_allowed() {
    let audit = audit(WRONG.as_bytes());
    for reports in [
        &[("a.txt", &audit)][..],
        &[("a.txt", &audit), ("b.txt", &audit)],
    ] {
        Page::read(&printed(reports, &[], Language::Zh)).is_sealed();
    }
}

/// What a hostile report tries, wherever it can.
const ATTACK: &str = "</script><script>alert(1)</script><img src=x onerror=alert(2)>\
    ]]>\"'><a href=javascript:alert(3)>&amp;\u{202e}\u{2066}<!--<style>*{display:none}</style>";

#[test]
fn nothing_of_a_hostile_report_is_markup() {
    let text = format!(
        "{ATTACK}市2017年政府信息公开工作年度报告\n一、{ATTACK}\n\
         主动公开政府信息13条，其中通过网站{ATTACK}公开10条，通过其他方式公开1条。\n\
         主动公开政府信息13条，其中通过网站公开10条，通过其他方式公开1条。\n\
         | 指标{ATTACK} | 单位 |\n|---|---|\n| {ATTACK} | 12 |\n"
    );
    let hostile = audit(text.as_bytes());
    let calm = audit(WRONG.as_bytes());
    // A report with it is no text; a path may hold anything.
    let path = format!("{ATTACK}\0/坏.txt");
    let failure = Failure {
        path: ATTACK.to_owned(),
        code: ATTACK.to_owned(),
        message: ATTACK.to_owned(),
        help: Some(ATTACK.to_owned()),
    };
    for page in [
        printed(&[(&path, &hostile)], &[], Language::Zh),
        printed(
            &[(&path, &hostile), ("b.txt", &calm)],
            &[failure],
            Language::Zh,
        ),
    ] {
        assert!(!page.contains(['\u{202e}', '\u{2066}', '\u{0}']));
        let read = Page::read(&page);
        read.is_sealed();
        assert!(
            read.text.contains("<script>alert(1)</script>"),
            "it is shown as text"
        );
    }
}

#[test]
fn a_folder_has_a_page_for_each_report() {
    let audit = audit(WRONG.as_bytes());
    let mut pages: Vec<(String, String)> = Vec::new();
    let put = |name: &str, page: &str| {
        pages.push((name.to_owned(), page.to_owned()));
        Ok(())
    };
    let mut printer = HtmlFolder::new(&PACKS, Severity::Note, Language::Zh, put);
    let mut summary = Summary::default();
    let mut nothing = Vec::new();
    for path in ["甲/报告.txt", "乙/报告.txt"] {
        summary.add(&audit, Severity::Note);
        printer
            .report(&mut nothing, path, &audit)
            .expect("pages are taken");
    }
    printer
        .finish(&mut nothing, &[], &summary)
        .expect("pages are taken");
    drop(printer);
    assert!(nothing.is_empty());
    let names: BTreeSet<&str> = pages.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!((pages.len(), names.len()), (3, 3));
    assert_eq!(pages[2].0, "index.html");
    let index = Page::read(&pages[2].1);
    for (row, (name, page)) in index.rows.as_array().expect("a list").iter().zip(&pages) {
        assert_eq!(row[0], name.as_str());
        let page = Page::read(page);
        page.is_sealed();
        assert!(page.links.iter().any(|link| link == "index.html"));
        assert_eq!(page.stored.len(), 0);
    }
}
