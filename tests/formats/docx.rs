//! Documents of Word and WPS.

use std::{
    fmt::Write as _,
    io::{Cursor, Write as _},
};

use gouji::{
    document::{Block, Document},
    gap::Gap,
    source::{Limit, Limits, Options, Unread},
};
use zip::{ZipWriter, write::SimpleFileOptions};

use super::*;

const WORD: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
const RELATIONS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/// A package of parts.
fn package(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, part) in parts {
        writer
            .start_file(*name, SimpleFileOptions::default())
            .expect("memory takes all");
        writer.write_all(part).expect("memory takes all");
    }
    writer.finish().expect("memory takes all").into_inner()
}

/// The main part around `body`.
fn main_part(body: &str) -> String {
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<w:document xmlns:w=\"{WORD}\" \
         xmlns:r=\"{RELATIONS}\"><w:body>{body}<w:sectPr/></w:body></w:document>"
    )
}

/// The relations of the main part: kind and target, with ids from `r1` on.
fn relations(relations: &[(&str, &str)]) -> String {
    let mut part = "<Relationships>".to_owned();
    for ((kind, target), n) in relations.iter().zip(1..) {
        let _ = write!(
            part,
            "<Relationship Id=\"r{n}\" Type=\"{RELATIONS}/{kind}\" Target=\"{target}\"/>"
        );
    }
    part + "</Relationships>"
}

/// A document of nothing but `body`.
fn document(body: &str) -> Vec<u8> {
    package(&[("word/document.xml", main_part(body).as_bytes())])
}

/// A document with one more part, which the main part calls `r1`.
fn document_with(body: &str, kind: &str, part: &str) -> Vec<u8> {
    package(&[
        ("word/document.xml", main_part(body).as_bytes()),
        (
            "word/_rels/document.xml.rels",
            relations(&[(kind, "other.xml")]).as_bytes(),
        ),
        ("word/other.xml", part.as_bytes()),
    ])
}

fn read(bytes: &[u8]) -> (Document, Vec<Gap>) {
    source::read(bytes).expect("it is a document")
}

/// The lines that are read of a document, without blank ones.
fn lines(bytes: &[u8]) -> Vec<String> {
    let (document, _) = read(bytes);
    let lines = document.text().lines().filter(|line| !line.is_empty());
    lines.map(str::to_owned).collect()
}

fn gaps(bytes: &[u8]) -> Vec<&'static str> {
    let (_, gaps) = read(bytes);
    gaps.iter().map(|gap| gap.kind.as_str()).collect()
}

/// A paragraph of one run.
fn p(words: &str) -> String {
    format!("<w:p><w:r><w:t>{words}</w:t></w:r></w:p>")
}

/// A paragraph with properties.
fn styled(properties: &str, words: &str) -> String {
    format!("<w:p><w:pPr>{properties}</w:pPr><w:r><w:t>{words}</w:t></w:r></w:p>")
}

/// A cell with properties.
fn cell(properties: &str, words: &str) -> String {
    format!("<w:tc><w:tcPr>{properties}</w:tcPr>{}</w:tc>", p(words))
}

/// A table of rows of plain cells.
fn table(rows: &[&[&str]]) -> String {
    let mut table = "<w:tbl><w:tblPr/><w:tblGrid/>".to_owned();
    for row in rows {
        let cells = row.iter().map(|words| cell("", words)).collect::<String>();
        let _ = write!(table, "<w:tr>{cells}</w:tr>");
    }
    table + "</w:tbl>"
}

#[test]
fn a_document_gives_what_its_text_gives() {
    let packs = packs();
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests");
    let mut n_figures = 0;
    let mut n_findings = 0;
    for (name, report) in [
        ("yunzhou-city-2012", "yunzhou-city-2012"),
        ("luoqiao-district-2017", "luoqiao-district-2017"),
        ("wangshan-district-2018", "wangshan-district-2018"),
        ("heshan-county-2019", "heshan-county-2019"),
        ("baiyan-district-2021", "baiyan-district-2021"),
        ("hulan-town-2023", "hulan-town-2023"),
        ("hulan-town-2023.numbered", "hulan-town-2023"),
        ("hulan-town-2023.office", "hulan-town-2023"),
    ] {
        let text = fs::read(format!("{folder}/reports/{report}.txt")).expect("it is there");
        let file = fs::read(format!("{folder}/formats/{name}.docx")).expect("it is there");
        let as_text = audit(&packs, &text);
        let as_document = audit(&packs, &file);
        let (text, document) = (essence(&as_text), essence(&as_document));
        let differ = text.iter().zip(&document).find(|(a, b)| a != b);
        assert_eq!(differ, None, "{name}");
        assert_eq!(text.len(), document.len(), "{name}");
        assert_eq!(as_document.gaps, [], "{name}");
        n_figures += as_document.figures.len();
        n_findings += as_document.findings.len();
        for figure in &as_document.figures {
            assert!(as_document.places.at(figure.span.start).is_some(), "{name}");
        }
    }
    assert!(
        n_figures > 1000 && n_findings > 5,
        "{n_figures} {n_findings}"
    );
}

#[test]
fn runs_are_joined_and_signs_shown() {
    let body = "<w:p><w:r><w:t>收到申请1</w:t></w:r><w:proofErr/><w:r><w:rPr><w:b/></w:rPr><w:t>２</w:t></w:r>\
        <w:smartTag><w:r><w:t>3件</w:t></w:r></w:smartTag><w:hyperlink><w:r><w:t>，见&amp;网站</w:t></w:r></w:hyperlink>\
        <w:r><w:t>06</w:t><w:softHyphen/><w:t>32</w:t><w:noBreakHyphen/><w:t>44</w:t></w:r></w:p>\
        <w:p><w:r><w:t>甲</w:t><w:tab/><w:t>乙</w:t><w:br/><w:t>丙&#12288;丁</w:t>\
        <w:sym w:font=\"Wingdings\" w:char=\"F081\"/><w:sym w:font=\"Symbol\" w:char=\"F02B\"/>\
        <w:sym w:font=\"Wingdings\" w:char=\"F0FE\"/></w:r></w:p>";
    assert_eq!(
        lines(&document(body)),
        [
            "收到申请1２3件，见&网站0632-44",
            "甲\t乙",
            "丙\u{3000}丁①+□"
        ]
    );
}

#[test]
fn what_is_not_shown_is_not_read() {
    let hidden = "<w:rPr><w:vanish/></w:rPr>";
    let body = format!(
        "<w:p><w:r><w:t>共5件</w:t></w:r><w:r>{hidden}<w:t>，另有7件</w:t></w:r><w:r><w:rPr><w:vanish w:val=\"0\"/></w:rPr>\
        <w:t>。</w:t></w:r><w:commentRangeStart w:id=\"1\"/><w:r><w:commentReference w:id=\"1\"/></w:r></w:p>\
        <w:p><w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText>PAGEREF 8</w:instrText></w:r>\
        <w:r><w:fldChar w:fldCharType=\"separate\"/></w:r><w:r><w:t>第3页</w:t></w:r>\
        <w:r><w:fldChar w:fldCharType=\"end\"/></w:r><w:fldSimple w:instr=\"=1+1\"><w:r><w:t>2</w:t></w:r></w:fldSimple></w:p>\
        <w:p><w:r><w:ruby><w:rt><w:r><w:t>bao</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>报</w:t></w:r></w:rubyBase></w:ruby></w:r></w:p>\
        <w:sdt><w:sdtPr><w:alias w:val=\"表\"/></w:sdtPr><w:sdtContent>{}</w:sdtContent></w:sdt>",
        p("内容")
    );
    assert_eq!(lines(&document(&body)), ["共5件。", "第3页2", "报", "内容"]);
    // A field that is never finished hides nothing but its own instruction.
    let body = format!(
        "<w:p><w:r><w:fldChar w:fldCharType=\"begin\"/><w:t>码</w:t></w:r></w:p>{}",
        p("共5件。")
    );
    assert_eq!(lines(&document(&body)), ["共5件。"]);
}

#[test]
fn tracked_changes_are_read_as_if_accepted() {
    let body = "<w:p><w:r><w:t>共收到</w:t></w:r><w:del><w:r><w:delText>12</w:delText></w:r></w:del>\
        <w:ins><w:r><w:t>13</w:t></w:r></w:ins><w:r><w:t>件。</w:t></w:r></w:p>\
        <w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r><w:t>答复</w:t></w:r></w:p>\
        <w:p><w:moveFrom><w:r><w:t>旧</w:t></w:r></w:moveFrom><w:moveTo><w:r><w:t>全部</w:t></w:r></w:moveTo>\
        <w:r><w:t>申请。</w:t></w:r></w:p>";
    let bytes = document(body);
    assert_eq!(lines(&bytes), ["共收到13件。", "答复全部申请。"]);
    let (document, gaps) = read(&bytes);
    assert_eq!(gaps.len(), 1);
    assert_eq!(gaps[0].kind.as_str(), "tracked-changes");
    let span = gaps[0].span.expect("it has a place");
    assert_eq!(span.of(document.text()), "共收到13件。");
    let last = "<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r><w:t>答复5件。</w:t></w:r></w:p>";
    assert_eq!(lines(&self::document(last)), ["答复5件。"]);
    // Words without figures change nothing that is audited.
    let words =
        "<w:p><w:ins><w:r><w:t>全部</w:t></w:r></w:ins><w:r><w:t>答复5件。</w:t></w:r></w:p>";
    assert!(self::gaps(&self::document(words)).is_empty());
}

#[test]
fn words_that_are_struck_out_are_read_as_if_deleted() {
    let run =
        |look: &str, words: &str| format!("<w:r><w:rPr>{look}</w:rPr><w:t>{words}</w:t></w:r>");
    for look in ["<w:strike/>", "<w:dstrike w:val=\"1\"/>"] {
        let body = format!(
            "<w:p>{}{}{}</w:p>",
            run("", "共收到20"),
            run(look, "9"),
            run("<w:strike w:val=\"0\"/>", "件。"),
        );
        let bytes = document(&body);
        assert_eq!(lines(&bytes), ["共收到20件。"]);
        assert_eq!(gaps(&bytes), ["tracked-changes"]);
    }
}

#[test]
fn merged_cells_stand_in_their_columns() {
    let across = "<w:gridSpan w:val=\"2\"/>";
    let begin = "<w:vMerge w:val=\"restart\"/>";
    let rows = [
        cell(across, "指标") + &cell("", "数"),
        cell(begin, "一、申请") + &cell("", "收到申请数") + &cell("", "13"),
        cell("<w:vMerge/>", "看不见") + &cell("", "当面申请数") + &cell("", "3"),
        cell("<w:hMerge w:val=\"restart\"/>", "合计") + &cell("<w:hMerge/>", "") + &cell("", "16"),
    ];
    let mut body = p("申请情况表") + "<w:tbl>";
    for row in rows {
        let _ = write!(body, "<w:tr>{row}</w:tr>");
    }
    let hidden = cell("", "甲") + &cell("", "乙") + &cell("", "99");
    let short = cell("", "末") + &cell("", "1");
    let _ = write!(
        body,
        "<w:tr><w:trPr><w:hidden/></w:trPr>{hidden}</w:tr><w:tr><w:trPr><w:del/></w:trPr>{hidden}</w:tr>\
         <w:tr><w:trPr><w:gridBefore w:val=\"1\"/></w:trPr>{short}</w:tr></w:tbl>"
    );
    let (document, _) = read(&self::document(&body));
    let table = document.blocks().iter().find_map(|block| match block {
        Block::Table(table) => Some(table),
        _ => None,
    });
    let table = table.expect("there is a table");
    let cells: Vec<_> = table
        .cells
        .iter()
        .map(|cell| {
            let words = cell.span.of(document.text());
            (
                cell.row,
                cell.column,
                cell.row_span,
                cell.column_span,
                words,
            )
        })
        .collect();
    assert_eq!(
        cells,
        [
            (0, 0, 1, 2, "指标"),
            (0, 2, 1, 1, "数"),
            (1, 0, 2, 1, "一、申请"),
            (1, 1, 1, 1, "收到申请数"),
            (1, 2, 1, 1, "13"),
            (2, 1, 1, 1, "当面申请数"),
            (2, 2, 1, 1, "3"),
            (3, 0, 1, 2, "合计"),
            (3, 2, 1, 1, "16"),
            (4, 0, 1, 1, ""),
            (4, 1, 1, 1, "末"),
            (4, 2, 1, 1, "1"),
        ]
    );
}

#[test]
fn tables_in_tables_are_read_in_turn() {
    let inner = table(&[&["指标", "数"], &["收到申请数", "13"], &["当面申请数", "3"]]);
    // A frame of the page.
    let frame = format!(
        "<w:tbl><w:tr><w:tc>{}{inner}<w:p/></w:tc><w:tc>{}</w:tc></w:tr></w:tbl>",
        p("表一"),
        p("说明")
    );
    let (framed, _) = read(&document(&frame));
    let shown: Vec<&str> = framed
        .text()
        .lines()
        .filter(|line| !line.is_empty())
        .collect();
    assert_eq!(
        shown,
        [
            "表一",
            "指标\t数",
            "收到申请数\t13",
            "当面申请数\t3",
            "说明"
        ]
    );
    // A table of its own, one of whose cells holds another.
    let outer = format!(
        "<w:tbl><w:tr>{}{}</w:tr><w:tr>{}<w:tc>{}{inner}<w:p/></w:tc></w:tr></w:tbl>",
        cell("", "公开数"),
        cell("", "20"),
        cell("", "备注"),
        p("见表")
    );
    assert_eq!(
        lines(&document(&outer)),
        [
            "公开数\t20",
            "备注\t见表",
            "指标\t数",
            "收到申请数\t13",
            "当面申请数\t3"
        ]
    );
}

const NUMBERING: &str = "<w:numbering><w:abstractNum w:abstractNumId=\"4\">\
    <w:lvl w:ilvl=\"0\"><w:start w:val=\"1\"/><w:numFmt w:val=\"chineseCounting\"/><w:lvlText w:val=\"%1、\"/></w:lvl>\
    <w:lvl w:ilvl=\"1\"><w:start w:val=\"1\"/><w:numFmt w:val=\"chineseCountingThousand\"/><w:lvlText w:val=\"（%2）\"/></w:lvl>\
    <w:lvl w:ilvl=\"2\"><w:pStyle w:val=\"Item\"/><w:start w:val=\"1\"/><w:numFmt w:val=\"decimal\"/><w:lvlText w:val=\"%3.\"/></w:lvl>\
    <w:lvl w:ilvl=\"3\"><w:numFmt w:val=\"decimalEnclosedCircle\"/><w:lvlText w:val=\"%4\"/></w:lvl>\
    <w:lvl w:ilvl=\"4\"><w:numFmt w:val=\"bullet\"/><w:lvlText w:val=\"\u{f0b7}\"/></w:lvl>\
    <w:lvl w:ilvl=\"5\"><w:numFmt w:val=\"upperRoman\"/><w:lvlText w:val=\"%3.%6\"/><w:isLgl/></w:lvl></w:abstractNum>\
    <w:num w:numId=\"7\"><w:abstractNumId w:val=\"4\"/></w:num>\
    <w:num w:numId=\"8\"><w:abstractNumId w:val=\"4\"/><w:lvlOverride w:ilvl=\"0\"><w:startOverride w:val=\"5\"/></w:lvlOverride></w:num>\
    </w:numbering>";

/// A numbered paragraph.
fn item(list: u32, level: u32, words: &str) -> String {
    let numbered =
        format!("<w:numPr><w:ilvl w:val=\"{level}\"/><w:numId w:val=\"{list}\"/></w:numPr>");
    styled(&numbered, words)
}

#[test]
fn numbers_that_the_program_counts_are_shown() {
    let body = [
        item(7, 0, "概述"),
        item(7, 1, "总体"),
        item(7, 2, "甲"),
        item(7, 2, "2016年以来"),
        item(7, 3, "细目"),
        item(7, 5, "节"),
        item(7, 1, "机构"),
        item(7, 2, "乙"),
        item(7, 4, "点"),
        styled("<w:numPr><w:numId w:val=\"0\"/></w:numPr>", "无号"),
        item(8, 0, "其他"),
        item(7, 0, "附则"),
        item(8, 0, "再续"),
        item(9, 0, "无此表"),
    ];
    let bytes = document_with(&body.concat(), "numbering", NUMBERING);
    assert_eq!(
        lines(&bytes),
        [
            "一、概述",
            "（一）总体",
            "1.甲",
            "2. 2016年以来",
            "①细目",
            "2.1 节",
            "（二）机构",
            "1.乙",
            "点",
            "无号",
            "五、其他",
            "六、附则",
            "七、再续",
            "无此表",
        ]
    );
    let (document, _) = read(&bytes);
    let levels: Vec<u8> = document
        .blocks()
        .iter()
        .filter_map(|block| match block {
            Block::Heading { level, .. } if *level > 0 => Some(*level),
            _ => None,
        })
        .collect();
    assert_eq!(levels, [1, 2, 3, 2, 1, 1, 1]);
}

#[test]
fn styles_number_indent_and_hide() {
    let styles = "<w:styles><w:style w:type=\"paragraph\" w:default=\"1\" w:styleId=\"a\"><w:name w:val=\"Normal\"/></w:style>\
        <w:style w:type=\"paragraph\" w:styleId=\"b\"><w:name w:val=\"Text\"/><w:pPr><w:ind w:firstLineChars=\"200\" w:firstLine=\"480\"/></w:pPr></w:style>\
        <w:style w:type=\"paragraph\" w:styleId=\"Base\"><w:basedOn w:val=\"b\"/><w:pPr><w:numPr><w:numId w:val=\"7\"/></w:numPr></w:pPr></w:style>\
        <w:style w:type=\"paragraph\" w:styleId=\"Item\"><w:basedOn w:val=\"Base\"/><w:pPr><w:numPr><w:numId w:val=\"7\"/></w:numPr></w:pPr></w:style>\
        <w:style w:type=\"paragraph\" w:styleId=\"T1\"><w:name w:val=\"TOC 1\"/></w:style>\
        <w:style w:type=\"character\" w:styleId=\"Gone\"><w:rPr><w:vanish/></w:rPr></w:style></w:styles>";
    let style = |id: &str| format!("<w:pStyle w:val=\"{id}\"/>");
    let body = [
        styled(&style("T1"), "一、概述\t3"),
        styled(&style("b"), "缩进"),
        styled(&(style("b") + "<w:ind w:firstLineChars=\"0\"/>"), "不缩进"),
        styled(&style("Item"), "细目"),
        styled(&style("Base"), "概述"),
        "<w:p><w:r><w:rPr><w:rStyle w:val=\"Gone\"/></w:rPr><w:t>藏</w:t></w:r></w:p>".to_owned(),
    ];
    let bytes = package(&[
        ("word/document.xml", main_part(&body.concat()).as_bytes()),
        (
            "word/_rels/document.xml.rels",
            relations(&[
                ("styles", "/word/styles.xml"),
                ("numbering", "numbering.xml"),
            ])
            .as_bytes(),
        ),
        ("word/styles.xml", styles.as_bytes()),
        ("word/numbering.xml", NUMBERING.as_bytes()),
    ]);
    assert_eq!(
        lines(&bytes),
        [
            "\u{3000}\u{3000}缩进",
            "不缩进",
            "\u{3000}\u{3000}1.细目",
            "\u{3000}\u{3000}二、概述"
        ]
    );
}

#[test]
fn text_boxes_stand_at_their_anchor_once() {
    let modern = format!(
        "<w:drawing><wps:txbx><w:txbxContent>{}</w:txbxContent></wps:txbx></w:drawing>",
        p("云河市2017年报告")
    );
    let old = format!(
        "<w:pict><v:shape><v:textbox><w:txbxContent>{}</w:txbxContent></v:textbox></v:shape></w:pict>",
        p("云河市2017年报告")
    );
    let both = format!(
        "<mc:AlternateContent><mc:Choice Requires=\"wps\">{modern}</mc:Choice><mc:Fallback>{old}</mc:Fallback></mc:AlternateContent>"
    );
    let body = format!(
        "<w:p><w:r>{both}</w:r><w:r><w:t>正文从这里开始。</w:t></w:r></w:p>\
         <w:p><w:r><w:t>收到申请</w:t></w:r><w:r>{old}</w:r><w:r><w:t>9件。</w:t></w:r></w:p>\
         <w:p><w:r><w:pict><v:shape><v:textpath string=\"红头标题\"/></v:shape></w:pict></w:r></w:p>"
    );
    let bytes = document(&body);
    assert_eq!(
        lines(&bytes),
        [
            "云河市2017年报告",
            "正文从这里开始。",
            "收到申请9件。",
            "云河市2017年报告",
            "红头标题"
        ]
    );
    let (document, _) = read(&bytes);
    let at =
        u32::try_from(document.text().find("红头").expect("it is shown")).expect("it is short");
    let place = document.places().at(at).expect("it has a place");
    assert_eq!(place.spot, Spot::TextBox(3));
}

#[test]
fn notes_are_told_at_the_end_and_never_glued_to_a_figure() {
    let notes = format!(
        "<w:footnotes><w:footnote w:type=\"separator\" w:id=\"-1\">{}</w:footnote>\
         <w:footnote w:id=\"2\">{}</w:footnote><w:footnote w:id=\"1\">{}</w:footnote>\
         <w:footnote w:id=\"3\">{}</w:footnote></w:footnotes>",
        p("线"),
        p("含上年结转2件。"),
        p("不含电话咨询。"),
        p("无人提及。")
    );
    let body = "<w:p><w:r><w:t>收到申请16</w:t><w:footnoteReference w:id=\"2\"/><w:t>件，答复14</w:t></w:r>\
        <w:r><w:footnoteReference w:id=\"1\"/><w:t>件。</w:t></w:r></w:p>";
    let bytes = document_with(body, "footnotes", &notes);
    assert_eq!(
        lines(&bytes),
        [
            "收到申请16件，答复14件。",
            "含上年结转2件。",
            "不含电话咨询。"
        ]
    );
    let (document, _) = read(&bytes);
    let at = u32::try_from(document.text().find("不含").expect("it is told")).expect("it is short");
    let place = document.places().at(at).expect("it has a place");
    assert_eq!(place.spot, Spot::Note(2));
}

/// A chart of labels and values.
fn chart(points: &[(&str, &str)]) -> String {
    let texts = |texts: Vec<&str>| {
        let point =
            |(at, text): (usize, &str)| format!("<c:pt idx=\"{at}\"><c:v>{text}</c:v></c:pt>");
        texts.into_iter().enumerate().map(point).collect::<String>()
    };
    let labels = texts(points.iter().map(|(label, _)| *label).collect());
    let values = texts(points.iter().map(|(_, value)| *value).collect());
    format!(
        "<c:chartSpace><c:pieChart><c:ser><c:tx><c:v>系列1</c:v></c:tx><c:cat><c:strCache>{labels}</c:strCache></c:cat>\
         <c:val><c:numCache>{values}</c:numCache></c:val></c:ser></c:pieChart></c:chartSpace>"
    )
}

#[test]
fn a_chart_may_contradict_its_own_labels() {
    let body = format!(
        "{}<w:p><w:r><w:drawing><wp:inline><a:graphic><c:chart r:id=\"r1\"/></a:graphic></wp:inline></w:drawing></w:r></w:p>",
        p("云河市2017年政府信息公开工作年度报告")
    );
    let findings = |points: &[(&str, &str)]| {
        let audit = audit(&packs(), &document_with(&body, "chart", &chart(points)));
        let primary = audit.findings.iter().map(|finding| {
            let span = finding.primary.span;
            (
                finding.rule.clone(),
                audit.places.at(span.start).map(|place| place.spot),
            )
        });
        (audit.figures.len(), primary.collect::<Vec<_>>())
    };
    let right = [
        ("当面申请 63", "63"),
        ("网络申请 110", "110"),
        ("信函申请 7%", "0.070000000000000007"),
    ];
    let (n_figures, none) = findings(&right);
    assert!(none.is_empty(), "{none:?}");
    assert_eq!(n_figures, 7);
    let wrong = [("当面申请 63", "63"), ("网络申请 110", "101")];
    let (_, found) = findings(&wrong);
    assert_eq!(found.len(), 1, "{found:?}");
    assert!(
        matches!(found[0].1, Some(Spot::Chart { chart: 1, point: 2 })),
        "{found:?}"
    );
    // Labels without figures repeat what a table says.
    let (n_figures, none) = findings(&[("当面申请", "63"), ("网络申请", "110")]);
    assert_eq!((n_figures, none.len()), (1, 0));
}

#[test]
fn what_may_hold_a_table_is_a_gap() {
    let picture = |width: u32, height: u32| {
        let size = format!(
            "<wp:extent cx=\"{}\" cy=\"{}\"/>",
            width * 360_000,
            height * 360_000
        );
        format!(
            "<w:r><w:drawing><wp:inline>{size}<pic:pic><a:blip r:embed=\"r9\"/></pic:pic></wp:inline></w:drawing></w:r>"
        )
    };
    let text = p("共公开信息20条。");
    let gaps = |body: &str| gaps(&document(&format!("{text}{body}")));
    assert_eq!(gaps(&format!("<w:p>{}</w:p>", picture(14, 8))), ["picture"]);
    // A logo, and a picture within words.
    assert!(gaps(&format!("<w:p>{}</w:p>", picture(4, 4))).is_empty());
    assert!(
        gaps(&format!(
            "<w:p>{}<w:r><w:t>图为现场</w:t></w:r></w:p>",
            picture(14, 8)
        ))
        .is_empty()
    );
    let sheet = "<w:p><w:r><w:object><v:shape style=\"width:415.3pt;height:200pt\"><v:imagedata r:id=\"r8\"/></v:shape>\
        <o:OLEObject ProgID=\"Excel.Sheet.12\"/></w:object></w:r></w:p>";
    assert_eq!(gaps(sheet), ["embedded-file"]);
    let scan = "<w:p><w:r><w:pict><v:shape style=\"position:absolute;width:415.3pt;height:600pt\"><v:imagedata/></v:shape></w:pict></w:r></w:p>";
    assert_eq!(gaps(scan), ["picture"]);
    assert_eq!(gaps("<w:altChunk r:id=\"r7\"/>"), ["embedded-file"]);
    assert_eq!(
        self::gaps(&document_with(&text, "numbering", "<w:numbering><w:num>")),
        ["damaged-part"]
    );
}

#[test]
fn parts_may_have_other_names_namespaces_and_encodings() {
    let strict = main_part(&p("共公开信息20条。"))
        .replace(WORD, "http://purl.oclc.org/ooxml/wordprocessingml/main");
    let root = "<Relationships><Relationship Id=\"rId1\" Target=\"/word/document2.xml\" \
        Type=\"http://purl.oclc.org/ooxml/officeDocument/relationships/officeDocument\"/></Relationships>";
    let wide = |text: &str| -> Vec<u8> {
        let text = text.replace("UTF-8", "UTF-16");
        let units = [0xfeff].into_iter().chain(text.encode_utf16());
        units.flat_map(u16::to_le_bytes).collect()
    };
    for main in [
        strict.clone().into_bytes(),
        wide(&strict),
        strict.replace("w:", "").into_bytes(),
    ] {
        let bytes = package(&[
            ("_rels/.rels", root.as_bytes()),
            ("word/document2.xml", &main),
        ]);
        assert_eq!(lines(&bytes), ["共公开信息20条。"]);
    }
}

fn unread(bytes: &[u8], limits: Limits) -> Unread {
    let options = Options {
        limits,
        ..Options::default()
    };
    source::read_with(bytes, &options).expect_err("it cannot be read")
}

#[test]
fn what_is_no_sound_document_is_refused_in_one_line() {
    let damaged = Unread::Damaged {
        what: "a Word document",
    };
    let limits = Limits::default();
    let whole = fs::read(concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/tests/formats/hulan-town-2023.docx"
    ));
    let whole = whole.expect("it is there");
    for n in 1..8 {
        let cut = &whole[..whole.len() * n / 8];
        assert_eq!(unread(cut, limits), damaged, "cut at {n}/8");
    }
    assert_eq!(
        unread(&package(&[("word/other.xml", b"<a/>")]), limits),
        damaged
    );
    let broken = package(&[("word/document.xml", b"<w:document><w:body></w:p>")]);
    assert_eq!(unread(&broken, limits), damaged);
    assert_eq!(unread(&document(""), limits), Unread::Empty);
    let deep = "<w:tbl><w:tr><w:tc>".repeat(40) + &p("深") + &"</w:tc></w:tr></w:tbl>".repeat(40);
    let over = |limit, most| Unread::Limit { limit, most };
    assert_eq!(unread(&document(&deep), limits), over(Limit::Depth, 32));
    // Elements that mean nothing may stand as deep as they like.
    let deep = "<w:sdt>".repeat(50_000) + &p("浅") + &"</w:sdt>".repeat(50_000);
    assert_eq!(lines(&document(&deep)), ["浅"]);
    let blank = " ".repeat(4 << 20);
    let few = Limits {
        unpacked: 1 << 20,
        ..limits
    };
    assert_eq!(
        unread(&document(&p(&blank)), few),
        over(Limit::Unpacked, 1 << 20)
    );
}

#[test]
fn cells_beyond_the_limit_are_a_gap() {
    let rows: Vec<&[&str]> = vec![&["收到申请数", "13"]; 20];
    let options = Options {
        limits: Limits {
            cells: 10,
            ..Limits::default()
        },
        ..Options::default()
    };
    let (document, gaps) =
        source::read_with(&document(&table(&rows)), &options).expect("it is read");
    assert_eq!(document.text().matches("13").count(), 5);
    assert!(
        gaps.iter().any(|gap| gap.kind.as_str() == "too-many-cells"),
        "{gaps:?}"
    );
}

#[test]
fn flipped_bytes_never_hang_or_panic() {
    let whole = fs::read(concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/tests/formats/hulan-town-2023.office.docx"
    ));
    let whole = whole.expect("it is there");
    let mut seed = 7_u64;
    let mut next = |below: usize| {
        seed = seed
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(seed >> 33).expect("it is small") % below
    };
    for _ in 0..150 {
        let mut bytes = whole.clone();
        for _ in 0..=next(3) {
            let at = next(bytes.len());
            bytes[at] ^= u8::try_from(1 + next(255)).expect("it is a byte");
        }
        let _ = source::read(&bytes);
    }
    // The same within the text, where no checksum tells.
    let body = main_part(
        &(p("甲&#20;") + &table(&[&["收到申请数", "13"], &["当面", "3"]]) + &item(7, 1, "乙")),
    );
    for _ in 0..400 {
        let mut main = body.clone().into_bytes();
        for _ in 0..=next(3) {
            let at = next(main.len());
            main[at] = b"<>/=\"&;w:ptrc 0"[next(15)];
        }
        let _ = source::read(&package(&[("word/document.xml", &main)]));
    }
}
