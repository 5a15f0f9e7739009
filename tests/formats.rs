//! A report says the same in every format that it comes in.
//!
//! The reports of our own whose tables stand in rows of `|` are written as pages, in
//! the manner of a word processor that merges what belongs together, and must give
//! the same figures, forms and findings.

use std::{fmt::Write, fs};

use gouji::{
    audit::{Audit, Auditor, Figure},
    document::Spot,
    language::Language,
    pack::{self, PackSet},
    report::LineIndex,
    source,
};

#[cfg(feature = "docx")]
#[path = "formats/docx.rs"]
mod docx;
#[cfg(feature = "pdf")]
#[path = "formats/pdf.rs"]
mod pdf;
#[cfg(feature = "sheets")]
#[path = "formats/sheets.rs"]
mod sheets;

/// The rows of a table, each a list of cells.
type Rows<'a> = Vec<Vec<&'a str>>;

/// A report of ours in parts: lines, and tables as rows of cells.
enum Part<'a> {
    Line(&'a str),
    Table(Rows<'a>),
}

fn parts(text: &str) -> Vec<Part<'_>> {
    let mut parts = Vec::new();
    for line in text.lines().filter(|line| !line.trim().is_empty()) {
        let row = line.trim().strip_prefix('|');
        let Some(row) = row.and_then(|row| row.strip_suffix('|')) else {
            parts.push(Part::Line(line));
            continue;
        };
        let row: Vec<&str> = row.split('|').map(str::trim).collect();
        if row
            .iter()
            .all(|cell| cell.contains("---") || cell.contains(":-:"))
        {
            continue;
        }
        match parts.last_mut() {
            Some(Part::Table(rows)) => rows.push(row),
            _ => parts.push(Part::Table(vec![row])),
        }
    }
    parts
}

/// A cell with the rows and columns it covers; none that is covered.
type Merged<'a> = Vec<Vec<Option<(&'a str, usize, usize)>>>;

fn is_figure(cell: &str) -> bool {
    cell.starts_with(|c: char| c.is_ascii_digit()) && cell.chars().all(|c| !c.is_alphabetic())
}

/// Merges blank cells of headers and labels with the words before or above them.
fn merged<'a>(rows: &[Vec<&'a str>]) -> Merged<'a> {
    let n_labels = if rows[0].len() == 10 { 3 } else { 1 };
    let n_header = rows
        .iter()
        .position(|row| row.iter().any(|cell| is_figure(cell)));
    let n_header = n_header.unwrap_or(rows.len());
    let single = |row: &Vec<&'a str>| row.iter().map(|&cell| Some((cell, 1, 1))).collect();
    let mut cells: Merged<'a> = rows.iter().map(single).collect();
    for (at, row) in rows.iter().enumerate() {
        let n = if at < n_header { row.len() } else { n_labels };
        let mut column = 0;
        while column < n {
            let n_blank = row[column + 1..n]
                .iter()
                .take_while(|cell| cell.is_empty())
                .count();
            if !row[column].is_empty() {
                cells[at][column] = Some((row[column], 1, 1 + n_blank));
                cells[at][column + 1..=column + n_blank].fill(None);
            }
            column += 1 + n_blank;
        }
        // A group's name stands beside all of its rows.
        for column in (0..n_labels).filter(|_| at >= n_header && n_labels > 1) {
            let above = (0..at).rev().find(|&above| !rows[above][column].is_empty());
            if let (true, Some(above)) = (row[..=column].iter().all(|cell| cell.is_empty()), above)
                && let Some((_, n_rows, 1)) = &mut cells[above][column]
                && *n_rows == at - above
            {
                *n_rows += 1;
                cells[at][column] = None;
            }
        }
    }
    cells
}

/// The report as a page.
fn page(parts: &[Part<'_>]) -> String {
    let mut page = "<!DOCTYPE html><html><head><meta charset=\"utf-8\"><title>页</title></head>\n\
        <body><div class=\"nav\"><a href=\"/\">首页</a></div>\n<div id=\"zoom\">"
        .to_owned();
    let escape = |words: &str| words.replace('&', "&amp;").replace('<', "&lt;");
    for part in parts {
        match part {
            Part::Line(line) => {
                // Word processors cut lines into runs wherever they like.
                let cut = escape(line).replace('2', "<span lang=EN-US>2</span>");
                let line = cut.replace('\u{3000}', "&#12288;");
                writeln!(page, "<p style=\"text-indent:2em\">{line}</p>")
            }
            Part::Table(rows) => {
                page.push_str("<table border=1><tbody>\n");
                for row in merged(rows) {
                    page.push_str("<tr>");
                    for (words, rows, columns) in row.into_iter().flatten() {
                        let words = match words {
                            "" => "&nbsp;".to_owned(),
                            words => format!("<p><span>\n{}</span></p>", escape(words)),
                        };
                        write!(
                            page,
                            "<td rowspan={rows} colspan=\"{columns}\">{words}</td>"
                        )
                        .expect("a string takes all");
                    }
                    page.push_str("</tr>\n");
                }
                writeln!(page, "</tbody></table>")
            }
        }
        .expect("a string takes all");
    }
    page + "</div></body></html>"
}

fn packs() -> PackSet {
    pack::read(pack::builtin()).expect("the packs that gouji brings are sound")
}

fn audit(packs: &PackSet, bytes: &[u8]) -> Audit {
    let (document, gaps) = source::read(bytes).expect("it is a report");
    Auditor::new(packs, Language::Zh).audit(document, gaps)
}

/// What was read and found, without where.
fn essence(audit: &Audit) -> Vec<String> {
    let figure = |figure: &Figure| {
        let printed = figure.span.of(&audit.text);
        let key = figure.indicator.as_deref().unwrap_or("-");
        format!("{key} {printed} {:?} {:?}", figure.origin, figure.fate)
    };
    let mut essence: Vec<String> = audit.figures.iter().map(figure).collect();
    essence.extend(
        audit
            .forms
            .iter()
            .map(|(pack, why)| format!("{pack} {why}")),
    );
    for finding in &audit.findings {
        let (severity, rule) = (finding.severity, &finding.rule);
        essence.push(format!("{severity}[{rule}] {}", finding.message));
    }
    essence.push(format!("{:?}", audit.year));
    essence
}

/// The reports of ours all of whose tables stand in rows.
fn reports() -> Vec<(String, String)> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/reports");
    let files = fs::read_dir(folder).expect("the folder is there");
    let mut reports: Vec<(String, String)> = files
        .filter_map(|file| {
            let path = file.expect("it can be listed").path();
            let name = path.file_name()?.to_string_lossy().into_owned();
            let text = fs::read_to_string(&path).ok()?;
            // A page leaves its own counters out.
            let lines = text.lines().filter(|line| !line.contains("浏览次数："));
            let text = lines.collect::<Vec<_>>().join("\n");
            let is_row = |line: &str| line.starts_with('|') && line.matches('|').count() > 2;
            let mut pipes = text.lines().filter(|line| line.contains('|')).peekable();
            let has_rows = pipes.peek().is_some() && pipes.all(is_row);
            (path.extension()? == "txt" && has_rows).then_some((name, text))
        })
        .collect();
    reports.sort();
    reports
}

#[test]
fn a_page_gives_what_its_text_gives() {
    let packs = packs();
    let reports = reports();
    let of_era = |years: &[&str]| {
        let is_of = |name: &str| years.iter().any(|year| name.contains(year));
        reports.iter().filter(|(name, _)| is_of(name)).count()
    };
    assert!(of_era(&["2014", "2015", "2016", "2017", "2018"]) >= 5);
    assert!(of_era(&["2021", "2022", "2023", "2024"]) >= 2);
    let mut differing = Vec::new();
    for (name, text) in &reports {
        let as_text = audit(&packs, text.as_bytes());
        let as_page = audit(&packs, page(&parts(text)).as_bytes());
        let (text, page) = (essence(&as_text), essence(&as_page));
        let differ = text.iter().zip(&page).find(|(text, page)| text != page);
        let differ = differ.map(|(text, page)| (text.clone(), page.clone()));
        if differ.is_some() || text.len() != page.len() {
            differing.push((name, differ, text.len(), page.len()));
        }
    }
    assert!(differing.is_empty(), "{differing:#?}");
}

/// Texts and saved pages of an office program, in the encoding of Chinese Windows too.
#[test]
fn a_saved_page_gives_what_its_text_gives() {
    let packs = packs();
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests");
    let read = |path: String| fs::read_to_string(path).expect("the fixture is there");
    let in_gb18030 = |text: &str| encoding_rs::GB18030.encode(text).0.into_owned();
    let mut n_findings = 0;
    for name in [
        "yunzhou-city-2012",
        "luoqiao-district-2017",
        "hulan-town-2023",
    ] {
        let text = read(format!("{folder}/reports/{name}.txt"));
        let page = read(format!("{folder}/formats/{name}.html"));
        let declared = page.replace("charset=utf-8", "charset=gbk");
        assert_ne!(page, declared);
        let as_text = essence(&audit(&packs, text.as_bytes()));
        for bytes in [in_gb18030(&text), page.into_bytes(), in_gb18030(&declared)] {
            let other = audit(&packs, &bytes);
            assert_eq!(essence(&other), as_text, "{name}");
            assert_eq!(other.gaps, [], "{name}");
            n_findings += other.findings.len();
        }
    }
    assert!(n_findings >= 15);
}

#[test]
fn findings_point_into_the_source_of_the_page() {
    let packs = packs();
    let mut n_found = 0;
    for (name, text) in &reports() {
        let page = page(&parts(text));
        let audit = audit(&packs, page.as_bytes());
        let lines = LineIndex::of(&audit);
        for figure in &audit.figures {
            let printed = figure.span.of(&audit.text);
            let source = lines.span(figure.span).of(&page);
            let shown = source
                .replace("<span lang=EN-US>", "")
                .replace("</span>", "");
            assert_eq!(shown, printed, "in {name}");
            let at = lines.position(figure.span.range().start);
            let line = page.lines().nth(at.line - 1).expect("the line is there");
            let rest: String = line.chars().skip(at.column - 1).collect();
            assert!(rest.starts_with(source), "{printed} in {name}: {rest}");
            n_found += 1;
        }
    }
    assert!(n_found > 1000);
}

#[test]
fn labels_may_cover_the_column_of_their_parts() {
    let packs = packs();
    let rows = [
        ("一、主动公开情况", "（一）主动公开政府信息数", "条", "120"),
        ("", "其中：主动公开规范性文件数", "条", "7"),
        ("", "制发规范性文件总数", "件", "8"),
        ("二、依申请公开情况", "（一）收到申请数", "件", "13"),
        ("", "1.当面申请数", "件", "3"),
        ("", "2.网络申请数", "件", "10"),
    ];
    let head = "<body><p>云河市2016年政府信息公开工作年度报告</p><table>";
    let (mut flat, mut grouped) = (head.to_owned(), head.to_owned());
    flat.push_str("<tr><td>统计指标<td>单位<td>统计数");
    grouped.push_str("<tr><td colspan=2>统计指标<td>单位<td>统计数");
    for (group, label, unit, figure) in rows {
        let figures = format!("<td>{unit}<td>{figure}");
        let group = if group.is_empty() {
            String::new()
        } else {
            write!(flat, "<tr><td>{group}<td><td>").expect("a string takes all");
            format!("<td rowspan=2>{group}")
        };
        write!(flat, "<tr><td>{label}{figures}").expect("a string takes all");
        // The last of each group stands across both columns.
        let cell = match label {
            "制发规范性文件总数" | "2.网络申请数" => format!("<td colspan=2>{label}"),
            _ => format!("{group}<td>{label}"),
        };
        write!(grouped, "<tr>{cell}{figures}").expect("a string takes all");
    }
    let keys = |page: &str| {
        let audit = audit(&packs, page.as_bytes());
        let figures = audit.figures.iter().filter(|f| f.quantity.is_some());
        let key = |figure: &Figure| {
            let key = figure.indicator.as_deref().unwrap_or("-").to_owned();
            (key, figure.span.of(&audit.text).to_owned())
        };
        figures.map(key).collect::<Vec<_>>()
    };
    let flat = keys(&flat);
    assert!(
        flat.iter().filter(|(key, _)| key != "-").count() >= 5,
        "{flat:?}"
    );
    assert_eq!(flat, keys(&grouped));
}

#[test]
fn cells_of_a_page_know_their_table_row_and_column() {
    let page = "<body><p>收到申请9件。</p><table><tr><td>指标<td>单位<td>数<tr><td>收到申请数<td>件<td>13\
        <tr><td>主动公开数<td>条<td>20</table><p>共公开信息20条。</p>";
    let (document, _) = source::read(page.as_bytes()).expect("it is a page");
    let at = |words: &str| {
        let at = document.text().find(words).expect("it is shown");
        let at = u32::try_from(at).expect("it is short");
        document.places().at(at).map(|place| place.spot)
    };
    let cell = |table, row, column| Some(Spot::Cell { table, row, column });
    assert_eq!(at("申请9"), None);
    assert_eq!(at("13"), cell(1, 2, 3));
    assert_eq!(at("主动公开数"), cell(1, 3, 1));
    assert_eq!(at("共公开信息"), None);
}

#[cfg(feature = "doc")]
#[path = "formats/doc.rs"]
mod doc;
