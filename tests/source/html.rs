//! Pages as portals and word processors write them.

use super::*;
use gouji::gap::Gap;

fn read_page(page: &str) -> (Document, Vec<Gap>) {
    source::read(page.as_bytes()).expect("the page is no empty report")
}

/// Where the original says that the first `words` of the text view stand.
fn found_at(document: &Document, words: &str) -> String {
    let text = document.text();
    let start = text.find(words).expect("the words are shown");
    let span = gouji::span::Span::new(start, start + words.len());
    let original = document.original().expect("a page has an original");
    original.span(span).of(original.source()).to_owned()
}

#[test]
fn a_page_is_read_as_a_browser_shows_it() {
    let page = "\u{feff}<!DOCTYPE html>\n<html><head><title>云河市_报告</title>\n\
        <style>p{margin:0}</style><script>var n = \"<p>9件</p>\";</script></head>\n<body>\
        <h1>云河市2021年政府信息公开工作年度报告</h1>\n\
        <p>一、总体情况</p>\n<p>　　全年主动公开信息<span>26</span><b>187</b>条，\n\
        其中网站公开 12&nbsp;件<br>　　收到申请&#49;3件。\n<p>受理申请１３件。\
        <div style=\"display: none\">隐藏99件。</div></body></html>";
    let (document, gaps) = read_page(page);
    assert_eq!(
        outline(&document),
        [
            "H0 云河市2021年政府信息公开工作年度报告",
            "H1 一、总体情况",
            "P 全年主动公开信息26187条，其中网站公开 12\u{a0}件",
            "P 收到申请13件。",
            "P 受理申请１３件。",
        ]
    );
    assert!(gaps.is_empty(), "{gaps:?}");
    assert_eq!(found_at(&document, "26187"), "26</span><b>187");
    assert_eq!(found_at(&document, "13件"), "&#49;3件");
    assert_eq!(found_at(&document, "１３"), "１３");
    assert_eq!(found_at(&document, "12\u{a0}件"), "12&nbsp;件");
}

#[test]
fn merged_cells_keep_every_column_in_its_place() {
    let page = "<table><caption>统计表</caption>\n\
        <tr><th rowspan=2>项目<th colspan=2>申请人<th rowspan=2>总计\n\
        <tr><th>自然人<th>法人</tr>\n\
        <tr><td>一、新<br>收数量<td>3<td>2<td>5\n\
        <tr><td rowspan=0>二、结果<td>&nbsp;<td> 0 <td></table>";
    let (document, gaps) = read_page(page);
    let text = document.text();
    let table = only_table(&document);
    assert_eq!(table.n_columns, 4);
    assert_eq!(table.caption.map(|span| span.of(text)), Some("统计表"));
    let cells: Vec<_> = table
        .cells
        .iter()
        .map(|cell| {
            let (row, column) = (cell.row, cell.column);
            let spans = (cell.row_span, cell.column_span);
            (row, column, spans, cell.span.of(text))
        })
        .collect();
    assert_eq!(
        cells,
        [
            (0, 0, (2, 1), "项目"),
            (0, 1, (1, 2), "申请人"),
            (0, 3, (2, 1), "总计"),
            (1, 1, (1, 1), "自然人"),
            (1, 2, (1, 1), "法人"),
            (2, 0, (1, 1), "一、新 收数量"),
            (2, 1, (1, 1), "3"),
            (2, 2, (1, 1), "2"),
            (2, 3, (1, 1), "5"),
            (3, 0, (1, 1), "二、结果"),
            (3, 1, (1, 1), ""),
            (3, 2, (1, 1), "0"),
            (3, 3, (1, 1), ""),
        ]
    );
    assert!(!table.is_ragged);
    assert!(gaps.is_empty(), "{gaps:?}");
    assert_eq!(found_at(&document, "5"), "5");
}

#[test]
fn tables_that_arrange_the_page_are_no_tables() {
    let page = "<table><tr><td>首页<td>\n<table><tr><td><p>一、概述</p>\
        <p>全年公开信息20条。</p></td></tr></table>\n\
        <table><tr><td>指标</td><td>数</td></tr><tr><td>公开数</td><td>20</td></tr></table>\
        </td></tr></table>";
    let (document, _) = read_page(page);
    assert_eq!(
        outline(&document),
        ["P 首页", "H1 一、概述", "P 全年公开信息20条。", "T 2x2"]
    );
}

#[test]
fn rows_that_lack_cells_are_told() {
    let page = "<table><tr><td>指标<td>单位<td>数<tr><td>甲<td>件<td>1<tr><td>乙<td>2</table>";
    let (document, gaps) = read_page(page);
    assert!(only_table(&document).is_ragged);
    assert_eq!(gaps[0].kind, GapKind::RaggedTable);
}

#[test]
fn what_belongs_to_the_site_is_left_out() {
    let page = "<body><ul><li><a href=/>首页</a><li><a href=/a>政务公开</a>\
        <li><a href=/b>2021年</a><li><a href=/c>互动</a></ul>\
        <div class='w1200 crumb'>您的位置：首页 > 第3页</div>\
        <p>发布时间：2022-01-20 浏览次数：<span id=n>1523</span></p>\
        <div class=share>分享到：微信 20</div>\
        <p>网站总浏览量：26187次</p>\
        <div class=footer><p>主办：云河市人民政府 电话：010-1234567</p></div>\
        <p>网站标识码：9900000001</p></body>";
    let (document, _) = read_page(page);
    assert_eq!(outline(&document), ["P 网站总浏览量：26187次"]);
}

#[test]
fn a_region_named_like_chrome_that_holds_the_report_is_read() {
    let page = "<div id=footer><p>全年公开信息20条。</p></div>\
        <div class=menu><table><tr><td>甲<td>1<tr><td>乙<td>2</table></div>";
    let (document, _) = read_page(page);
    assert_eq!(outline(&document), ["P 全年公开信息20条。", "T 2x2"]);
}

#[test]
fn frames_and_linked_files_are_told() {
    let page =
        "<p>见附件。</p><p>附件：<a href='/a/b.xls?x=1'>统计表</a></p><iframe src=t.html></iframe>";
    let (document, gaps) = read_page(page);
    let told: Vec<_> = gaps
        .iter()
        .map(|gap| {
            let words = gap.span.map(|span| span.of(document.text()));
            (gap.kind.as_str(), words)
        })
        .collect();
    assert_eq!(told, [("linked-file", Some("统计表")), ("frame", None)]);
}

#[test]
fn a_page_of_frames_is_told_as_one() {
    let page = "<html><frameset cols='1,2'><frame src=a.html><frame src=b.html></frameset></html>";
    let unread = source::read(page.as_bytes()).unwrap_err();
    assert_eq!(unread, source::Unread::Frames);
}

#[test]
fn words_that_are_struck_out_are_no_part_of_a_figure() {
    let struck = [
        "<del>9</del>",
        "<s>9件</s>",
        "<strike><b>9</b></strike>",
        "<span style='color:red; text-decoration: line-through'><span>9</span></span>",
    ];
    for words in struck {
        let page = format!("<p>收到申请20{words}件。</p><p>答复20件。</p>");
        let (document, gaps) = read_page(&page);
        assert_eq!(outline(&document), ["P 收到申请20件。", "P 答复20件。"]);
        assert_eq!(gaps.len(), 1, "{words}");
        assert_eq!(gaps[0].kind.as_str(), "tracked-changes");
        assert_eq!(gaps[0].span.map(|span| span.of(document.text())), Some("0"));
    }
    // Words without a figure change nothing that is audited.
    let (document, gaps) = read_page("<p>收到<s>全部</s>申请20件。</p>");
    assert_eq!(outline(&document), ["P 收到申请20件。"]);
    assert!(gaps.is_empty(), "{gaps:?}");
}

#[test]
fn figures_that_are_filled_in_are_read() {
    let page = "<table><tr><td>收到申请数<td><INPUT size=20 value=\"20\" readonly></tr>\
        <tr><td>当面申请数<td><input type='number' value='&#53;'></tr>\
        <tr><td>网络申请数<td><input type=hidden value=99><input type=checkbox value=98>\
        <input style='display:none' value=97><input value=15></tr></table>\
        <p><input type=text value=请输入关键字><input type=submit value=第1页>共20件。</p>";
    let (document, gaps) = read_page(page);
    let table = only_table(&document);
    let cells: Vec<_> = table
        .cells
        .iter()
        .map(|cell| cell.span.of(document.text()))
        .collect();
    let expected = ["收到申请数", "20", "当面申请数", "5", "网络申请数", "15"];
    assert_eq!(cells, expected);
    assert!(
        document.text().ends_with("共20件。\n"),
        "{}",
        document.text()
    );
    assert!(gaps.is_empty(), "{gaps:?}");
    // A mark stands on what was filled in, or on its element where the source says it otherwise.
    assert_eq!(found_at(&document, "20"), "20");
    assert_eq!(
        found_at(&document, "5"),
        "<input type='number' value='&#53;'>"
    );
    let source = document
        .original()
        .expect("a page has an original")
        .source();
    let at = document.text().find("20").expect("it is shown");
    let span = gouji::span::Span::new(at, at + 2);
    let place = document
        .original()
        .expect("a page has an original")
        .span(span);
    assert_eq!(
        Some(place.range().start),
        source.find("\"20\"").map(|at| at + 1)
    );
}

#[test]
fn a_forgotten_end_tag_hides_no_more_than_its_block() {
    let page = "<div><span style='display:none'>9件<p>8件</p></div><p>收到申请13件。</p>";
    let (document, _) = read_page(page);
    assert_eq!(outline(&document), ["P 收到申请13件。"]);
}

#[test]
fn words_in_a_table_outside_of_its_cells_stand_above_it() {
    let page = "<table>单位：件<tr><td>甲<td>1</td>（续）<tr><td>乙<td>2</table>";
    let (document, _) = read_page(page);
    let lines = outline(&document);
    assert_eq!(lines.last().map(String::as_str), Some("T 2x2"));
    assert!(lines.concat().contains("单位：件"), "{lines:?}");
    assert!(lines.concat().contains("（续）"), "{lines:?}");
}

#[test]
fn text_with_tags_in_it_is_no_page() {
    let (document, _) = read_page("一、概述\n<p>全年公开信息20条。\n");
    assert!(document.original().is_none());
    let (document, _) = read_page("<div align=center>图</div>\n\n| 甲 | 1 |\n| 乙 | 2 |\n");
    assert!(document.original().is_none());
    let (document, _) = read_page("<!-- 校对稿 -->\n全年公开信息20条。\n");
    assert!(document.original().is_none());
    let (document, _) = read_page("<!-- 7 --><P>全年公开信息20条。</P>\n");
    assert!(document.original().is_some());
    let (document, _) = read_page("<注>全年公开信息20条。\n");
    assert!(document.original().is_none());
}

#[test]
fn pages_come_in_the_encodings_of_archives() {
    let page = "<html><meta charset=gb2312><p>收到申请13件。</p></html>";
    let (bytes, _, _) = encoding_rs::GB18030.encode(page);
    let (document, _) = source::read(&bytes).expect("GB18030 is read");
    assert_eq!(outline(&document), ["P 收到申请13件。"]);
    assert_eq!(found_at(&document, "13"), "13");
    for page in [
        "<html><meta charset=big5><p>收到申請13件。</p></html>",
        "<html><meta content='text/html; charset = Big5'><p>收到申請13件。</p></html>",
    ] {
        let (bytes, _, _) = encoding_rs::BIG5.encode(page);
        let (document, _) = source::read(&bytes).expect("Big5 is read where it is declared");
        assert_eq!(outline(&document), ["P 收到申請13件。"]);
    }
    // Pages in GBK that declare something else are read by their bytes.
    let page = "<html><meta charset=iso-8859-1><p>收到申请13件。</p></html>";
    let (bytes, _, _) = encoding_rs::GB18030.encode(page);
    let (document, _) = source::read(&bytes).expect("GB18030 is read");
    assert_eq!(outline(&document), ["P 收到申请13件。"]);
}

#[test]
fn hostile_pages_end_soon() {
    let start = Instant::now();
    let many = |piece: &str| piece.repeat(200_000);
    for page in [
        format!("<body><p>{}", many("<div>")),
        format!("<body><p>{}", many("<b><i>")),
        format!("<body><p>1{}", many("</p>")),
        format!("<body><p>1{}", many("<span hidden>")),
        format!("<body><p>1{}", many("<!--")),
        format!("<body><p>1{}", many("&#49;")),
        format!("<body><p>1{}", many("<a href=x>1</a>")),
        format!(
            "<body><table>{}",
            many("<tr><td rowspan=9999 colspan=9999>1")
        ),
        format!("<body><table><tr>{}", many("<td colspan=0 rowspan=0>1")),
    ] {
        let _ = source::read(page.as_bytes());
    }
    let deep = format!("<body>{}", many("<table><tr><td>"));
    assert_eq!(
        source::read(deep.as_bytes()).unwrap_err(),
        Unread::Overgrown
    );
    assert!(start.elapsed().as_secs() < 60, "{:?}", start.elapsed());
}

proptest! {
    #[test]
    fn any_page_is_read_within_its_text(
        parts in prop::collection::vec(prop::sample::select(PARTS.to_vec()), 0..60)
    ) {
        let page = format!("<body>{}", parts.concat());
        let Ok((document, gaps)) = source::read(page.as_bytes()) else { return Ok(()) };
        let text = document.text();
        let original = document.original().expect("it begins like a page");
        prop_assert_eq!(original.source(), &page);
        let mut end = 0;
        for block in document.blocks() {
            let span = block.span();
            prop_assert!(text.get(span.range()).is_some());
            prop_assert!(span.start >= end, "blocks overlap in {:?}", page);
            end = span.end;
            let source = original.span(span);
            prop_assert!(page.get(source.range()).is_some(), "{:?} of {:?}", source, page);
        }
        for gap in gaps {
            prop_assert!(gap.span.is_none_or(|span| text.get(span.range()).is_some()));
        }
        // Digits are not lost, doubled or moved: each leads to itself.
        for (at, digit) in text.char_indices().filter(|(_, c)| c.is_ascii_digit()) {
            let shown = original.span(gouji::span::Span::new(at, at + 1)).of(&page);
            let digit = digit.to_string();
            prop_assert!(shown == digit || shown.starts_with("&#"), "{:?} for {:?} in {:?}", shown, digit, page);
        }
    }
}

const PARTS: [&str; 40] = [
    "<p>",
    "</p>",
    "<div>",
    "</div>",
    "<table>",
    "</table>",
    "<tr>",
    "</tr>",
    "<td>",
    "</td>",
    "<td colspan=3>",
    "<td rowspan=2>",
    "<span>",
    "</span>",
    "<br>",
    "<b",
    ">",
    "<",
    "&",
    "&#49;",
    "&nbsp;",
    "&lt",
    "公开20条",
    "13",
    "。\n",
    " \r\n ",
    "<span style=display:none>",
    "<!-- 7 -->",
    "<a href=x.pdf>附件3</a>",
    "<pre>",
    "<script>",
    "</script>",
    "<li>",
    "<ul>",
    "</ul>",
    "\u{200b}",
    "收到申请5件，其中2件。",
    "<div class=footer>",
    "</tbody>",
    "\0",
];
