//! PDF documents: of programs that offices use (`formats/pdf.py` has them print reports of ours), and
//! small ones of our own for what those would not do.

use std::{fmt::Write as _, io::Write as _};

use gouji::{
    audit::{Audit, Auditor},
    document::{Block, Document, Place, Spot},
    gap::{Gap, GapKind},
    language::Language,
    source::{self, Limit, Unread},
};
use proptest::prelude::*;

use super::{audit, essence, packs};

fn fixture(name: &str) -> Vec<u8> {
    let path = format!("{}/tests/formats/{name}", env!("CARGO_MANIFEST_DIR"));
    std::fs::read(path).expect("the fixture is there")
}

fn report(name: &str) -> Vec<u8> {
    let path = format!("{}/tests/reports/{name}.txt", env!("CARGO_MANIFEST_DIR"));
    std::fs::read(path).expect("the report is there")
}

#[test]
fn a_print_gives_what_its_text_gives() {
    let packs = packs();
    let mut differing = Vec::new();
    for name in [
        "chromium.hulan-town-2023",
        "chromium.luoqiao-district-2017",
        "founder.baiyan-district-2021",
        "founder.heshan-county-2019",
        "founder.luoqiao-district-2017",
        "founder.yunzhou-city-2012",
        "libreoffice.baiyan-district-2021",
        "libreoffice.hulan-town-2023",
        "libreoffice.wangshan-district-2018",
    ] {
        let (_, of) = name.split_once('.').expect("it has a program and a report");
        let as_text = essence(&audit(&packs, &report(of)));
        let as_print = audit(&packs, &fixture(&format!("{name}.pdf")));
        assert_eq!(as_print.gaps, [], "{name}");
        let as_print = essence(&as_print);
        if as_text != as_print {
            let differ = as_text
                .iter()
                .zip(&as_print)
                .find(|(text, print)| text != print);
            let differ = differ.map(|(text, print)| (text.clone(), print.clone()));
            differing.push((name, differ, as_text.len(), as_print.len()));
        }
    }
    assert!(differing.is_empty(), "{differing:#?}");
}

#[test]
fn a_turned_page_an_empty_password_and_packed_objects_change_nothing() {
    let packs = packs();
    let plain = essence(&audit(
        &packs,
        &fixture("founder.luoqiao-district-2017.pdf"),
    ));
    for name in ["turned.pdf", "unlocked.pdf", "packed.pdf"] {
        assert_eq!(essence(&audit(&packs, &fixture(name))), plain, "{name}");
    }
}

#[test]
fn a_table_without_rules_is_read_as_the_lines_it_is() {
    let packs = packs();
    let ruled = audit(&packs, &report("luoqiao-district-2017"));
    let bare = audit(&packs, &fixture("founder.bare.luoqiao-district-2017.pdf"));
    let found = |audit: &Audit| {
        let found = audit.findings.iter();
        found
            .map(|finding| (finding.severity, finding.rule.clone()))
            .collect::<Vec<_>>()
    };
    assert_eq!(found(&bare), found(&ruled));
    // It is not known which column holds the units.
    assert_eq!(kinds(&bare.gaps), [GapKind::RaggedTable]);
}

#[test]
fn a_password_is_told() {
    assert_eq!(
        source::read(&fixture("locked.pdf")).err(),
        Some(Unread::Encrypted)
    );
}

// ---- files of our own

/// A4, in points.
const HEIGHT: i32 = 842;

/// What is drawn on a page, from the top left corner.
#[derive(Default)]
struct Page {
    content: String,
}

impl Page {
    fn text(mut self, x: i32, y: i32, words: &str) -> Self {
        self.show("/F 12 Tf", &format!("1 0 0 1 {x} {}", HEIGHT - y), words);
        self
    }

    fn show(&mut self, font: &str, matrix: &str, words: &str) {
        let mut codes = String::new();
        for unit in words.encode_utf16() {
            write!(codes, "{unit:04x}").expect("a string takes all");
        }
        writeln!(self.content, "BT {font} {matrix} Tm <{codes}> Tj ET")
            .expect("a string takes all");
    }

    fn raw(mut self, content: &str) -> Self {
        self.content.push_str(content);
        self
    }

    /// A table with rules: its top, the edges of its columns, and its rows, 20 points each.
    fn table(mut self, top: i32, columns: &[i32], rows: &[&[&str]]) -> Self {
        let bottom = top + 20 * i32::try_from(rows.len()).expect("it is short");
        let (left, right) = (columns[0], columns[columns.len() - 1]);
        for y in (top..=bottom).step_by(20).map(|y| HEIGHT - y) {
            writeln!(self.content, "{left} {y} m {right} {y} l S").expect("a string takes all");
        }
        for x in columns {
            let (top, bottom) = (HEIGHT - top, HEIGHT - bottom);
            writeln!(self.content, "{x} {top} m {x} {bottom} l S").expect("a string takes all");
        }
        for (y, row) in (top..).step_by(20).zip(rows) {
            for (x, words) in columns.iter().zip(*row) {
                self = self.text(x + 5, y + 15, words);
            }
        }
        self
    }
}

/// A file of objects, numbered from 1, of which the first is the catalog.
fn file(objects: &[Vec<u8>]) -> Vec<u8> {
    let mut bytes = b"%PDF-1.7\n".to_vec();
    let mut table = String::from("0000000000 65535 f \n");
    for (number, object) in (1..).zip(objects) {
        writeln!(table, "{:010} 00000 n ", bytes.len()).expect("a string takes all");
        bytes.extend(format!("{number} 0 obj\n").bytes());
        bytes.extend(object);
        bytes.extend(b"\nendobj\n");
    }
    let (at, n) = (bytes.len(), objects.len() + 1);
    let trailer =
        format!("xref\n0 {n}\n{table}trailer\n<</Size {n}/Root 1 0 R>>\nstartxref\n{at}\n%%EOF\n");
    bytes.extend(trailer.bytes());
    bytes
}

fn stream(dict: &str, data: &[u8]) -> Vec<u8> {
    let mut stream = format!("<<{dict}/Length {}>>stream\n", data.len()).into_bytes();
    stream.extend(data);
    stream.extend(b"\nendstream");
    stream
}

/// A file whose fonts are named and not in it: `/F` has Chinese codes, `/G` numbers of glyphs that mean nothing.
fn pdf(pages: Vec<Page>) -> Vec<u8> {
    const FIRST: usize = 8;
    let mut kids = String::new();
    for at in 0..pages.len() {
        write!(kids, "{} 0 R ", FIRST + 2 * at).expect("a string takes all");
    }
    let font = |encoding: &str, ordering: &str| {
        format!(
            "<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/{encoding}/DescendantFonts[<</Type/Font\
             /Subtype/CIDFontType0/BaseFont/STSong-Light/DW 1000/W[1 95 500]/CIDSystemInfo<</Registry(Adobe)\
             /Ordering({ordering})/Supplement 0>>/FontDescriptor 7 0 R>>]>>"
        )
    };
    let picture = stream(
        "/Type/XObject/Subtype/Image/Width 1/Height 1/ColorSpace/DeviceGray/BitsPerComponent 8",
        &[0],
    );
    let mut objects: Vec<Vec<u8>> = vec![
        b"<</Type/Catalog/Pages 2 0 R>>".to_vec(),
        format!("<</Type/Pages/Count {}/Kids[{kids}]>>", pages.len()).into_bytes(),
        b"<</Font<</F 4 0 R/G 5 0 R>>/XObject<</Scan 6 0 R>>>>".to_vec(),
        font("UniGB-UCS2-H", "GB1").into_bytes(),
        font("Identity-H", "Identity").into_bytes(),
        picture,
        b"<</Type/FontDescriptor/FontName/STSong-Light/Flags 4/FontBBox[0 -200 1000 900]>>"
            .to_vec(),
    ];
    for (at, page) in (FIRST..).step_by(2).zip(pages) {
        let dict = format!(
            "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 {HEIGHT}]/Resources 3 0 R/Contents {} 0 R>>",
            at + 1
        );
        objects.push(dict.into_bytes());
        objects.push(stream("", page.content.as_bytes()));
    }
    file(&objects)
}

fn read(pages: Vec<Page>) -> (Document, Vec<Gap>) {
    source::read(&pdf(pages)).expect("it is a report")
}

/// The words of each block: those of a table row by row, its cells between bars.
fn blocks(document: &Document) -> Vec<String> {
    let words = |block: &Block| match block {
        Block::Table(table) => {
            let row = |row: &[gouji::document::Cell]| {
                let cells = row.iter().map(|cell| cell.span.of(document.text()));
                cells.collect::<Vec<_>>().join("|")
            };
            table.rows().map(row).collect::<Vec<_>>().join("\n")
        }
        block => block.span().of(document.text()).trim().to_owned(),
    };
    document.blocks().iter().map(words).collect()
}

fn kinds(gaps: &[Gap]) -> Vec<GapKind> {
    gaps.iter().map(|gap| gap.kind).collect()
}

fn figures(pages: Vec<Page>) -> Vec<String> {
    let packs = packs();
    let (document, gaps) = read(pages);
    let audit = Auditor::new(&packs, Language::Zh).audit(document, gaps);
    let figures = audit
        .figures
        .iter()
        .filter(|figure| figure.quantity.is_some());
    figures
        .map(|figure| figure.span.of(&audit.text).to_owned())
        .collect()
}

/// So many characters of prose.
fn han(n: usize) -> String {
    "本机关主动公开各类政府信息并按时答复公民法人和其他组织的申请"
        .chars()
        .cycle()
        .take(n)
        .collect()
}

/// A paragraph; full lines are 37 characters wide, and the first one is indented by two.
fn paragraph(page: Page, y: i32, lines: &[String]) -> Page {
    let mut page = page;
    for (at, line) in (0..).zip(lines) {
        let x = if at == 0 { 96 } else { 72 };
        page = page.text(x, y + 20 * at, line);
    }
    page
}

#[test]
fn a_number_broken_by_a_line_end_is_one() {
    let lines = [
        han(34) + "12",
        "34条".to_owned() + &han(34) + "5",
        "件，已说明。".to_owned(),
    ];
    let page = paragraph(Page::default(), 100, &lines);
    let (document, gaps) = read(vec![page]);
    assert_eq!(gaps, []);
    assert_eq!(blocks(&document), [lines.concat()]);
    // The line was not full: what follows it may be another number.
    let lines = [
        han(35),
        "本年公开信息的总数为12".to_owned(),
        "34条是上年的数字".to_owned(),
    ];
    let (document, _) = read(vec![paragraph(Page::default(), 100, &lines)]);
    assert!(!document.text().contains("1234"), "{}", document.text());
}

#[test]
fn paragraphs_go_on_over_pages_without_heads_and_numbers() {
    let head = "青岭县政府信息公开工作年度报告（2016年）";
    let first = [han(35), han(36) + "12"];
    let second = ["34条，".to_owned() + &han(34), "已说明。".to_owned()];
    let mut pages = Vec::new();
    let page = paragraph(Page::default().text(200, 40, head), 100, &first);
    pages.push(page.text(280, 800, "- 1 -"));
    let page = Page::default().text(200, 40, head);
    let page = page.text(72, 100, &second[0]).text(72, 120, &second[1]);
    pages.push(page.text(280, 800, "- 2 -"));
    let (document, gaps) = read(pages);
    assert_eq!(gaps, []);
    assert_eq!(blocks(&document), [first.concat() + &second.concat()]);
    let at = document.text().find("34条").expect("it is shown");
    let place = document
        .places()
        .at(u32::try_from(at).expect("it is short"));
    let second_page = Place {
        page: Some(2),
        spot: Spot::Line(1),
    };
    assert_eq!(place, Some(second_page));
}

#[test]
fn columns_of_prose_are_read_one_after_the_other() {
    let title = "青岭县2016年政府信息公开工作年度报告";
    let left = [han(16), han(18), han(18), han(17) + "12"];
    let right = [
        "34条，".to_owned() + &han(14),
        han(18),
        han(18),
        han(17) + "。",
    ];
    let mut page = Page::default().text(180, 60, title);
    for (at, (left, right)) in (0..).zip(left.iter().zip(&right)) {
        // The lines of columns are not always as high as each other.
        page = page.text(if at == 0 { 96 } else { 72 }, 100 + 20 * at, left);
        page = page.text(312, 106 + 20 * at, right);
    }
    let (document, gaps) = read(vec![page.text(72, 220, "（此件公开发布）")]);
    assert_eq!(gaps, []);
    let prose = left.concat() + &right.concat();
    assert_eq!(blocks(&document), [title, &prose, "（此件公开发布）"]);
}

#[test]
fn labels_and_figures_beside_each_other_are_no_columns() {
    let labels = [
        "主动公开政府信息总数",
        "收到政府信息公开申请总数",
        "信息公开工作人员的人数",
        "政府信息公开会议培训次数",
    ];
    let mut page = Page::default().text(72, 60, "指标的名称和统计的口径");
    for (at, label) in (0..).zip(labels.iter().cycle().take(8)) {
        page = page
            .text(72, 100 + 20 * at, label)
            .text(330, 100 + 20 * at, &format!("{at}0件"));
    }
    let (document, _) = read(vec![page]);
    assert!(
        document.text().contains("收到政府信息公开申请总数\t10件"),
        "{}",
        document.text()
    );
}

const COLUMNS: [i32; 4] = [72, 300, 350, 420];

#[test]
fn a_table_goes_on_over_pages() {
    let head: &[&str] = &["统计指标", "单位", "统计数"];
    let first = Page::default().text(72, 600, "附件").table(
        700,
        &COLUMNS,
        &[
            head,
            &["（一）收到申请数", "件", "13"],
            &["1.当面申请数", "件", "3"],
        ],
    );
    let second = Page::default().table(72, &COLUMNS, &[head, &["2.网络申请数", "件", "10"]]);
    let (document, gaps) = read(vec![first.text(290, 810, "1"), second.text(290, 810, "2")]);
    assert_eq!(gaps, []);
    let table =
        "统计指标|单位|统计数\n（一）收到申请数|件|13\n1.当面申请数|件|3\n2.网络申请数|件|10";
    assert_eq!(blocks(&document), ["附件", table]);
    let at = document.text().find("10").expect("it is shown");
    let place = document
        .places()
        .at(u32::try_from(at).expect("it is short"));
    let spot = Spot::Cell {
        table: 1,
        row: 4,
        column: 3,
    };
    assert_eq!(
        place,
        Some(Place {
            page: Some(2),
            spot
        })
    );
}

#[test]
fn a_row_broken_by_the_end_of_the_page_is_one() {
    let first = Page::default().table(
        700,
        &COLUMNS,
        &[
            &["（一）收到申请数", "件", "13"],
            &["（二）申请人逾期未按", "件", "3"],
        ],
    );
    let second = Page::default().table(
        72,
        &COLUMNS,
        &[
            &["要求补正的申请数", "", ""],
            &["（三）网络申请数", "件", "10"],
        ],
    );
    let (document, _) = read(vec![first, second]);
    let table =
        "（一）收到申请数|件|13\n（二）申请人逾期未按要求补正的申请数|件|3\n（三）网络申请数|件|10";
    assert_eq!(blocks(&document), [table]);
}

/// A table of one cell a line may end a page with a figure that could be the page's number, or with a unit
/// that ends the next page as well.
#[test]
fn the_last_cell_of_a_page_is_no_page_number() {
    let rows = |page: Page, from: i32, words: &[&str]| {
        (0..)
            .zip(words)
            .fold(page, |page, (at, word)| page.text(72, from + 20 * at, word))
    };
    let first = rows(Page::default(), 760, &["（一）收到申请数", "件", "1"]);
    let second = rows(Page::default(), 760, &["1.当面申请数", "件", "0"]);
    let second = rows(second, 40, &["其中："]);
    let text = |pages: Vec<Page>| read(pages).0.text().to_owned();
    let lines = |text: &str, word: &str| text.lines().filter(|line| line.trim() == word).count();
    let told = text(vec![first, second]);
    assert_eq!(
        [lines(&told, "件"), lines(&told, "1"), lines(&told, "0")],
        [2, 1, 1],
        "{told}"
    );
    let numbered = |number: &str| rows(Page::default(), 800, &[number]).text(72, 300, "已公开。");
    let told = text(vec![numbered("1"), numbered("2"), numbered("3")]);
    assert!(!told.contains(['1', '2', '3']), "{told}");
    // Nothing counts on from it.
    let told = text(vec![numbered("1"), numbered("1")]);
    assert_eq!(lines(&told, "1"), 2, "{told}");
}

#[test]
fn figures_of_two_rows_never_meet() {
    // The second page begins with a row of its own, though its label has no mark.
    let first = Page::default().table(
        700,
        &COLUMNS,
        &[&["收到申请数", "件", "13"], &["当面申请数", "件", "3"]],
    );
    let second =
        Page::default().table(72, &COLUMNS, &[&["", "", "10"], &["网络申请数", "件", "5"]]);
    let (document, _) = read(vec![first, second]);
    assert!(!document.text().contains("310"), "{}", document.text());
    // Two figures in a cell, since the rule between them is missing.
    let page = Page::default()
        .table(
            100,
            &COLUMNS,
            &[&["收到申请数", "件", "13"], &["当面申请数", "件", "3"]],
        )
        .table(200, &COLUMNS, &[&["", "", ""]])
        .text(80, 208, "当面申请数")
        .text(80, 219, "网络申请数")
        .text(355, 208, "12")
        .text(355, 219, "34");
    let (document, _) = read(vec![page]);
    assert!(!document.text().contains("1234"), "{}", document.text());
}

#[test]
fn signs_that_mean_nothing_are_no_figures() {
    let mut page = Page::default().text(72, 100, "收到申请");
    page.show("/G 12 Tf", "1 0 0 1 130 742", "12");
    let page = page.text(143, 100, "件，答复申请5件。");
    let (document, gaps) = read(vec![page]);
    assert_eq!(kinds(&gaps), [GapKind::DamagedText]);
    assert!(
        document.text().contains("申请\u{fffd}\u{fffd}件"),
        "{}",
        document.text()
    );
    let mut page = Page::default().text(72, 100, "收到申请1");
    page.show("/G 12 Tf", "1 0 0 1 127 742", "2");
    let page = page.text(140, 100, "件，答复申请5件。");
    assert_eq!(figures(vec![page]), ["5"]);
}

#[test]
fn pictures_are_told_and_their_hidden_words_not_read() {
    let scan = || Page::default().raw("q 595 0 0 842 0 0 cm /Scan Do Q\n");
    assert_eq!(
        source::read(&pdf(vec![scan()])).err(),
        Some(Unread::Scanned)
    );
    let recognised = scan()
        .raw("3 Tr\n")
        .text(72, 100, "收到申请16件，答复申请16件。");
    assert_eq!(
        source::read(&pdf(vec![recognised])).err(),
        Some(Unread::Scanned)
    );
    let lines = [han(35), han(37), "全年收到申请16件。".to_owned()];
    let words = || paragraph(Page::default(), 100, &lines);
    let (document, gaps) = read(vec![words(), scan()]);
    assert_eq!(blocks(&document), [lines.concat()]);
    assert_eq!(kinds(&gaps), [GapKind::ScannedPage]);
    let at = gaps[0].span.expect("it has a place").start;
    assert_eq!(
        document.places().at(at).and_then(|place| place.page),
        Some(2)
    );
    // A table that was put in as a picture, and a background under the words.
    let picture = words().raw("q 400 0 0 500 90 200 cm /Scan Do Q\n");
    assert_eq!(kinds(&read(vec![picture]).1), [GapKind::Picture]);
    let mut background = scan();
    for line in 0..10 {
        background = background.text(72, 100 + 20 * line, "全年收到申请16件，答复申请16件。");
    }
    assert_eq!(kinds(&read(vec![background]).1), []);
}

#[test]
fn words_on_their_side_are_read_if_the_page_is() {
    let mut page = Page::default();
    page.show(
        "/F 12 Tf",
        "0 1 -1 0 100 100",
        "全年收到申请16件，答复申请16件。",
    );
    let (document, gaps) = read(vec![page]);
    assert_eq!(blocks(&document), ["全年收到申请16件，答复申请16件。"]);
    assert_eq!(gaps, []);
    let mut page = Page::default().text(72, 100, "全年收到申请16件，答复申请16件。");
    page.show("/F 12 Tf", "0 1 -1 0 500 100", "内部资料7");
    // A mark across the page is no text of the report.
    page.show("/F 60 Tf", "0.7 0.7 -0.7 0.7 100 100", "样稿8");
    let (document, gaps) = read(vec![page]);
    assert_eq!(blocks(&document), ["全年收到申请16件，答复申请16件。"]);
    assert_eq!(kinds(&gaps), [GapKind::TurnedText]);
}

#[test]
fn notes_and_radicals_do_not_change_figures() {
    let mut page = Page::default().text(72, 100, "⾃年初⼀共收到申请16");
    page.show("/F 6 Tf", "1 0 0 1 192 747", "2");
    let page = page.text(195, 100, "件。");
    let (document, _) = read(vec![page]);
    assert_eq!(blocks(&document), ["自年初一共收到申请16²件。"]);
}

// ---- broken and hostile files

#[test]
fn a_broken_table_of_objects_is_worked_out_again() {
    let whole = pdf(vec![Page::default().text(72, 100, "全年收到申请16件。")]);
    let at = memchr::memmem::rfind(&whole, b"xref\n0 ").expect("it has one");
    let cut = &whole[..at];
    let (document, _) = source::read(cut).expect("its objects are all there");
    assert_eq!(blocks(&document), ["全年收到申请16件。"]);
    let mut moved = b"%PDF-1.7\n% moved\n".to_vec();
    moved.extend(&whole[9..]);
    let (document, _) = source::read(&moved).expect("its objects are all there");
    assert_eq!(blocks(&document), ["全年收到申请16件。"]);
}

#[test]
fn what_is_no_more_than_a_beginning_is_damaged() {
    let damaged = Some(Unread::Damaged {
        what: "a PDF document",
    });
    assert_eq!(source::read(b"%PDF-1.7\n").err(), damaged);
    let whole = fixture("founder.luoqiao-district-2017.pdf");
    assert_eq!(source::read(&whole[..600]).err(), damaged);
}

fn deflated(data: &[u8]) -> Vec<u8> {
    let mut packer = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::best());
    packer.write_all(data).expect("memory takes all");
    packer.finish().expect("memory takes all")
}

#[test]
fn streams_that_unpack_to_more_than_a_report_are_not_read() {
    let most = 1 << 20;
    let mut options = source::Options::default();
    options.limits.unpacked = most;
    let bomb = deflated(&vec![b' '; 4 << 20]);
    let over = Some(Unread::Limit {
        limit: Limit::Unpacked,
        most,
    });
    for packed in [
        stream("/Filter/FlateDecode", &bomb),
        stream("/Filter[/FlateDecode/FlateDecode]", &deflated(&bomb)),
    ] {
        let bytes = file(&[b"<</Type/Catalog/Pages 3 0 R>>".to_vec(), packed]);
        assert_eq!(source::read_with(&bytes, &options).err(), over);
    }
    let words = stream("/Filter/FlateDecode", &deflated(&vec![b' '; 4096]));
    let bytes = file(&[b"<</Type/Catalog/Pages 3 0 R>>".to_vec(), words]);
    assert_ne!(source::read_with(&bytes, &options).err(), over);
}

/// Office programs write a stream for each page, each mark in its tags and each font.
#[test]
fn many_small_streams_are_no_bomb() {
    let mut objects = vec![b"<</Type/Catalog/Pages 3 0 R>>".to_vec()];
    let words = deflated(&[b' '; 4096]);
    objects.resize_with(2000, || stream("/Filter/FlateDecode", &words));
    let unread = source::read(&file(&objects)).err();
    assert!(!matches!(unread, Some(Unread::Limit { .. })), "{unread:?}");
}

#[test]
fn forms_that_draw_forms_end() {
    let draw = "/X Do ".repeat(40);
    let mut objects: Vec<Vec<u8>> = vec![
        b"<</Type/Catalog/Pages 2 0 R>>".to_vec(),
        b"<</Type/Pages/Count 1/Kids[3 0 R]>>".to_vec(),
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</XObject<</X 5 0 R>>>>>>".to_vec(),
        stream("", draw.as_bytes()),
    ];
    for next in 6..20 {
        let dict = format!(
            "/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X {next} 0 R>>>>"
        );
        objects.push(stream(&dict, draw.as_bytes()));
    }
    let limit = source::read(&file(&objects)).err();
    assert!(
        matches!(
            limit,
            Some(Unread::Limit {
                limit: Limit::Ratio,
                ..
            })
        ),
        "{limit:?}"
    );
}

#[test]
fn objects_that_hold_themselves_or_stand_deep_in_one_another_end() {
    let loops = file(&[
        b"<</Type/Catalog/Pages 2 0 R>>".to_vec(),
        b"<</Type/Pages/Count 9/Parent 2 0 R/Kids[2 0 R 3 0 R 3 0 R]>>".to_vec(),
        b"<</Type/Page/Parent 3 0 R/MediaBox[0 0 595 842]/Contents 3 0 R/Resources 3 0 R>>"
            .to_vec(),
    ]);
    assert!(source::read(&loops).is_err());
    for (open, close) in [("[", "]"), ("<</A ", ">>"), ("(", ")")] {
        let deep = open.repeat(3000) + &close.repeat(3000);
        let in_page = deep.clone() + " Tj";
        let mut objects = vec![
            b"<</Type/Catalog/Pages 2 0 R>>".to_vec(),
            b"<</Type/Pages/Count 1/Kids[3 0 R]>>".to_vec(),
            format!("<</Type/Page/Deep {deep}/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R>>")
                .into_bytes(),
            stream("", in_page.as_bytes()),
        ];
        // Whatever comes of it, it comes.
        let _ = source::read(&file(&objects));
        objects[2] = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R>>".to_vec();
        let _ = source::read(&file(&objects));
    }
    let mut tree: Vec<Vec<u8>> = vec![b"<</Type/Catalog/Pages 2 0 R>>".to_vec()];
    tree.extend(
        (3..5000).map(|next| format!("<</Type/Pages/Count 1/Kids[{next} 0 R]>>").into_bytes()),
    );
    assert!(source::read(&file(&tree)).is_err());
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

    #[test]
    fn damage_ends_as_a_report_or_in_words(
        at in 0..5000_usize,
        flips in proptest::collection::vec((0..5000_usize, any::<u8>()), 0..12),
        is_cut in any::<bool>(),
    ) {
        let mut bytes = fixture("packed.pdf");
        for (at, byte) in flips {
            if let Some(old) = bytes.get_mut(at) {
                *old = byte;
            }
        }
        if is_cut {
            bytes.truncate(at);
        }
        let _ = source::read(&bytes);
    }
}
