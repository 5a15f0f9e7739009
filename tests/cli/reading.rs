//! How files are read: encodings, limits, and what of them is shown.

use super::*;

#[test]
fn an_encoding_can_be_named() {
    let desk = Desk::new();
    desk.write("坏.txt", gb18030(&report(13)));
    desk.check(&["坏.txt"]).ends_with(1);
    let run = desk
        .check(&["--encoding", "GBK", "--format", "concise", "坏.txt"])
        .ends_with(1);
    assert!(run.out.starts_with("坏.txt:8:2: "), "{}", run.out);
    let run = desk.check(&["--encoding", "utf-8", "坏.txt"]).ends_with(2);
    assert!(run.err.contains("UTF-8"), "{}", run.err);
    let run = desk.check(&["--encoding", "utf-9", "坏.txt"]).ends_with(2);
    assert!(run.err.contains("gb18030"), "{}", run.err);
}

#[test]
fn a_limit_says_how_to_raise_it() {
    let desk = Desk::new();
    desk.write("好.txt", report(11));
    let run = desk.check(&["--limit", "bytes=64", "好.txt"]).ends_with(2);
    assert!(run.err.contains("--limit bytes=256"), "{}", run.err);
    desk.check(&["--limit", "bytes=1M", "好.txt"]).ends_with(0);
    let run = desk.check(&["--limit", "bites=1", "好.txt"]).ends_with(2);
    assert!(run.err.contains("unpacked"), "{}", run.err);
}

#[test]
fn the_text_as_it_was_understood_can_be_seen() {
    let desk = Desk::new();
    desk.write(
        "页.html",
        "<body><p>一、概述</p><p>收到申请9件。</p><table><tr><td colspan=2>统计指标<td>数\
         <tr><td rowspan=2>收到申请<td>当面<td>1<tr><td>网络<td>8</table>\
         <p><a href='fj.xls'>附件：统计表</a></p></body>",
    );
    let run = desk
        .run(&["extract", "--format", "text", "页.html"])
        .ends_with(0);
    let expected = "==> 页.html <==\n\
        一、概述\n\n\
        收到申请9件。\n\n\
        | 统计指标        | 数 |\n\
        | 收到申请 | 当面 | 1  |\n\
        |          | 网络 | 8  |\n\n\
        附件：统计表\n\n\
        未读：1:";
    assert!(run.out.starts_with(expected), "{}", run.out);
    assert!(
        run.out.trim_end().ends_with("链接的文件未读"),
        "{}",
        run.out
    );
}

#[test]
fn what_was_not_read_is_told_and_may_fail() {
    let desk = Desk::new();
    let page = "<body><p>收到申请9件，均已答复。</p><iframe src='b.html'></iframe></body>";
    desk.write("页.html", page);
    let run = desk.check(&["页.html"]).ends_with(0);
    assert!(run.out.contains("页.html：未能全部读出"), "{}", run.out);
    assert!(run.out.contains("框架中的网页未读"), "{}", run.out);
    assert!(run.out.contains("1 份未能全部读出"), "{}", run.out);
    desk.check(&["--fail-on-gap", "页.html"]).ends_with(1);
    desk.check(&["--fail-on-gap", "--exit-zero", "页.html"])
        .ends_with(0);
}
