//! The terminal format on audits made by hand: what a reader sees must be whole,
//! must fit, and must point at the right characters.

#![expect(clippy::string_slice, reason = "the tests cut on known boundaries")]

#[path = "terminal/any.rs"]
mod any;
#[path = "terminal/seen.rs"]
mod seen;

use gouji::{
    audit::{Audit, Coverage},
    document::{Places, Provenance},
    finding::{Finding, Mark, Role, Softening, Standing},
    language::Language,
    quantity::Decimal,
    report::{Look, Printer, Summary, Terminal},
    severity::Severity,
    span::Span,
};
use seen::{underlined, widest};

/// A paragraph of some four hundred characters on one line, its figures far apart.
const PARAGRAPH: &str = "　　截止2017年12月31日，全市累计主动公开政府信息26187条，\
    内容涉及机构职能、政策法规、规划计划、业务工作、统计数据、财政预决算、行政审批、价格收费、\
    食品药品安全、环境保护、安全生产、教育医疗、社会保障、征地拆迁、国有企业、公共资源配置等重点领域，\
    切实保障了人民群众的知情权、参与权、表达权和监督权，取得了良好的社会效果，受到社会各界好评，\
    为建设法治政府、创新政府、廉洁政府和服务型政府打下了坚实基础，营造了公开透明的政务环境。\
    其中，利用政府网站公开政府信息22857条，占总数的八成以上，是公开的第一平台和主要渠道，\
    栏目设置齐全、内容更新及时、检索方便快捷，全年访问量稳步上升，群众满意度不断提高；\
    政务微博微信公开政府信息2562条，发布及时、互动良好，受到关注，成为政务公开的重要窗口和新的阵地；\
    其他方式公开政府信息758条，包括公开栏、公示板、广播电视、报纸期刊和办事大厅的触摸屏、大屏幕等，\
    方便了不上网的群众就近查阅，做到了线上线下同步公开、内容一致、更新及时。";

fn mark(text: &str, label: &str, figure: &str, role: Role) -> Mark {
    let at = text
        .find(&format!("{label}{figure}"))
        .expect("the label stands there")
        + label.len();
    Mark {
        span: Span::new(at, at + figure.len()),
        label: label.to_owned(),
        value: figure.parse().ok(),
        unit: "条".to_owned(),
        role,
    }
}

/// A figure alone on its line, below the label of its row.
fn cell(text: &str, label: &str, figure: &str, role: Role) -> Mark {
    let row = text.find(label).expect("the row is there");
    let at = row
        + text[row..]
            .find(&format!("\t{figure}\n"))
            .expect("the figure is there")
        + 1;
    Mark {
        span: Span::new(at, at + figure.len()),
        label: label.to_owned(),
        value: figure.parse().ok(),
        unit: "件".to_owned(),
        role,
    }
}

fn finding(message: &str, primary: Mark, related: Vec<Mark>) -> Finding {
    Finding {
        rule: "prose-part-sum".to_owned(),
        severity: Severity::Error,
        softened: None,
        message: message.to_owned(),
        help: "核对各分项，或改正合计".to_owned(),
        indicator: None,
        period: None,
        scope: None,
        gap: Some(Decimal::from(10)),
        primary,
        related,
        place: "place".to_owned(),
        fingerprint: "fingerprint".to_owned(),
        standing: Standing::Open,
        covers: Vec::new(),
        suggestions: Vec::new(),
    }
}

fn audit(text: &str, findings: Vec<Finding>) -> Audit {
    Audit {
        provenance: Provenance::Text,
        places: Places::default(),
        joined: Vec::new(),
        blocks: Vec::new(),
        text: text.to_owned(),
        forms: Vec::new(),
        year: None,
        title: Span::default(),
        findings,
        unchecked: Vec::new(),
        verdicts: Vec::new(),
        derivations: Vec::new(),
        gaps: Vec::new(),
        coverage: Coverage::default(),
        figures: Vec::new(),
    }
}

fn look(width: usize) -> Look {
    Look {
        width,
        is_unicode: true,
        is_coloured: false,
        language: Language::Zh,
    }
}

fn printed(look: Look, path: &str, audit: &Audit) -> String {
    let mut out = Vec::new();
    let mut terminal = Terminal::new(look, Severity::Note, false);
    let mut summary = Summary::default();
    summary.add(audit, Severity::Note);
    terminal
        .report(&mut out, path, audit)
        .expect("a vector takes all");
    terminal
        .finish(&mut out, &[], &summary)
        .expect("a vector takes all");
    String::from_utf8(out).expect("text is printed")
}

fn part_sum() -> Audit {
    let total = mark(PARAGRAPH, "主动公开政府信息", "26187", Role::Total);
    let parts = vec![
        mark(PARAGRAPH, "政府网站公开政府信息", "22857", Role::Part),
        mark(PARAGRAPH, "政务微博微信公开政府信息", "2562", Role::Part),
        mark(PARAGRAPH, "其他方式公开政府信息", "758", Role::Part),
    ];
    let message = "各分项合计 22857 + 2562 + 758 = 26177 条，比总数 26187 条少 10 条；分项以“其他方式”\
                   收尾，列举已尽，合计不应少于总数，所以这几个数字不可能都对";
    audit(PARAGRAPH, vec![finding(message, total, parts)])
}

#[test]
fn a_paragraph_of_four_hundred_characters_fits_and_is_underlined_where_it_should_be() {
    assert!(PARAGRAPH.chars().count() > 400);
    for width in [60, 80, 100, 120] {
        for is_unicode in [true, false] {
            let look = Look {
                is_unicode,
                ..look(width)
            };
            let out = printed(look, "榆树/yushu-2017.txt", &part_sum());
            assert!(widest(&out) <= width, "{width}: {}\n{out}", widest(&out));
            let figures: Vec<_> = underlined(&out)
                .into_iter()
                .map(|(_, shown)| shown)
                .collect();
            assert_eq!(figures, ["26187", "22857", "2562", "758"], "{out}");
        }
    }
}

#[test]
fn labels_and_figures_are_whole_and_both_sides_are_named() {
    for width in [80, 120] {
        let out = printed(look(width), "yushu-2017.txt", &part_sum());
        for whole in [
            "主动公开政府信息26187条",
            "政府网站公开政府信息22857条",
            "政务微博微信公开政府信息2562条",
            "其他方式公开政府信息758条",
        ] {
            assert!(out.contains(whole), "{whole} is cut at {width}:\n{out}");
        }
        assert_eq!(out.matches("── 合计\n").count(), 1, "{out}");
        assert_eq!(out.matches("── 分项\n").count(), 3, "{out}");
        assert!(out.contains("错误[prose-part-sum]"), "{out}");
        assert!(out.contains("[yushu-2017.txt:1:29]"), "{out}");
        assert!(out.contains("建议：核对各分项，或改正合计"), "{out}");
        let unwrapped: String = out.split(['\n', ' ', '│']).collect();
        assert!(unwrapped.contains("所以这几个数字不可能都对"), "{out}");
    }
}

#[test]
fn colours_change_nothing_but_colours() {
    let coloured = Look {
        is_coloured: true,
        ..look(80)
    };
    let with = printed(coloured, "a.txt", &part_sum());
    assert!(with.contains("\u{1b}["));
    let mut without = String::new();
    let mut rest = with.as_str();
    while let Some((before, after)) = rest.split_once("\u{1b}[") {
        without += before;
        rest = after.split_once('m').expect("only colours are set").1;
    }
    without += rest;
    let bare = |text: &str| {
        text.lines()
            .map(str::trim_end)
            .collect::<Vec<_>>()
            .join("\n")
    };
    assert_eq!(
        bare(&without),
        bare(&printed(look(80), "a.txt", &part_sum()))
    );
}

/// A table as it arrives: one cell a line, led by a tab.
fn table() -> String {
    let mut text = "统计表\n统计指标\n\t单位\n\t统计数\n".to_owned();
    for (label, figure) in [
        ("（三）申请答复数", "89"),
        ("1.属于已主动公开范围数", "21"),
        ("2.同意公开答复数", "60"),
        ("3.同意部分公开答复数", "2"),
        ("4.不同意公开答复数", "6"),
        ("5.不属于本行政机关公开数", ""),
        ("6.申请信息不存在数", "4"),
        ("7.告知作出更改补充数", "0"),
        ("8.告知通过其他途径办理数", ""),
    ] {
        text = format!("{text}　　{label}\n\t件\n\t{figure}\n");
    }
    text
}

fn footing(text: &str) -> Audit {
    let parts = [
        ("1.属于已主动公开范围数", "21"),
        ("2.同意公开答复数", "60"),
        ("3.同意部分公开答复数", "2"),
        ("4.不同意公开答复数", "6"),
        ("5.不属于本行政机关公开数", ""),
        ("6.申请信息不存在数", "4"),
        ("7.告知作出更改补充数", "0"),
        ("8.告知通过其他途径办理数", ""),
    ];
    let parts = parts.map(|(label, figure)| cell(text, label, figure, Role::Part));
    let total = cell(text, "（三）申请答复数", "89", Role::Total);
    let message = "各项答复合计 21 + 60 + 2 + 6 + 4 = 93 件，比申请答复数 89 件多 4 件";
    let mut finding = finding(message, total, parts.to_vec());
    finding.severity = Severity::Warning;
    finding.softened = Some(Softening::BlankCouldHold);
    audit(text, vec![finding])
}

#[test]
fn a_figure_alone_on_its_line_is_shown_in_its_row() {
    let text = table();
    for width in [80, 120] {
        let out = printed(look(width), "table.txt", &footing(&text));
        assert!(widest(&out) <= width, "{out}");
        let rows = underlined(&out);
        let expected = [
            (7, "89"),
            (10, "21"),
            (13, "60"),
            (16, "2"),
            (19, "6"),
            (25, "4"),
        ];
        let expected = expected.map(|(line, figure)| (line, figure.to_owned()));
        assert_eq!(rows, expected, "{out}");
        assert!(out.contains(" 7 │ （三）申请答复数 │ 件 │ 89\n"), "{out}");
        assert!(out.contains("25 │ 6.申请信息不存在数 │ 件 │ 4\n"), "{out}");
        assert_eq!(out.matches('╭').count(), 1, "one box is enough:\n{out}");
        assert!(out.contains("为 0：7.告知作出更改补充数"), "{out}");
        let unwrapped: String = out.split(['\n', ' ']).collect();
        let blanks = "空白：5.不属于本行政机关公开数；8.告知通过其他途径办理数";
        assert!(unwrapped.contains(blanks), "{out}");
        assert!(out.contains("警告[prose-part-sum]"), "{out}");
        assert!(out.contains("已降级"), "{out}");
    }
}

#[test]
fn a_blank_cell_that_matters_is_shown_as_blank() {
    let text = table();
    let primary = cell(&text, "8.告知通过其他途径办理数", "", Role::Total);
    let out = printed(
        look(80),
        "table.txt",
        &audit(&text, vec![finding("空白", primary, vec![])]),
    );
    assert_eq!(underlined(&out), [(31, "（空）".to_owned())], "{out}");
}

#[test]
fn prose_and_table_meet_in_one_box() {
    let text = format!("{PARAGRAPH}\n{}", table());
    let primary = mark(&text, "政务微博微信公开政府信息", "2562", Role::Statement);
    let other = cell(&text, "4.不同意公开答复数", "6", Role::Statement);
    let message = "正文 2562 与统计表 6 不一致";
    let out = printed(
        look(80),
        "a.txt",
        &audit(&text, vec![finding(message, primary, vec![other])]),
    );
    let expected = [(1, "2562".to_owned()), (20, "6".to_owned())];
    assert_eq!(underlined(&out), expected, "{out}");
    assert!(widest(&out) <= 80);
}

#[test]
fn a_numeral_that_was_read_is_shown_with_its_value() {
    let text = "全年收到申请一百零三件。";
    let mut primary = mark(text, "收到申请", "一百零三", Role::Total);
    primary.value = Some(Decimal::from(103));
    let out = printed(
        look(80),
        "a.txt",
        &audit(text, vec![finding("不一致", primary, vec![])]),
    );
    assert!(out.contains("合计 = 103"), "{out}");
}

#[test]
fn a_label_spaced_out_or_far_away_is_matched_to_its_figure() {
    let text = "收 到 申请数 共 13件，另有办结 7件，其余的都在年底之前按照规定程序和时限要求结转到了下年度继续办理2件。";
    let mark = |figure: &str, label: &str| {
        let at = text.find(figure).unwrap();
        Mark {
            span: Span::new(at, at + figure.len()),
            label: label.to_owned(),
            value: figure.parse().ok(),
            unit: "件".to_owned(),
            role: Role::Total,
        }
    };
    let marks = vec![mark("7", "办结"), mark("2", "另有办结")];
    let finding = finding("不一致", mark("13", "收到申请数"), marks);
    let out = printed(look(120), "a.txt", &audit(text, vec![finding]));
    // Told only where it does not stand beside the figure.
    assert_eq!(out.matches("── 合计\n").count(), 2, "{out}");
    assert_eq!(out.matches("── 合计 另有办结\n").count(), 1, "{out}");
}

#[test]
fn a_label_that_is_not_on_the_line_is_told() {
    let text = format!("{}共计13件。", "这一行很长，".repeat(20));
    let mut primary = mark(&text, "共计", "13", Role::Total);
    primary.label = "收到申请数".to_owned();
    let out = printed(
        look(80),
        "a.txt",
        &audit(&text, vec![finding("不一致", primary, vec![])]),
    );
    assert!(out.contains("合计 收到申请数"), "{out}");
    assert!(widest(&out) <= 80, "{out}");
}

#[test]
fn hostile_text_reaches_no_terminal() {
    let text = "收到申请数\u{1b}[2J\u{1b}]0;t\u{7}13\u{202e}件\u{200b}\u{9b}31m\u{2066}。\n";
    let mut primary = mark(text, "\u{7}", "13", Role::Total);
    primary.label = "收到\u{1b}[31m申请\u{202e}数".to_owned();
    let mut hostile = finding("数字\u{1b}[2J不\u{202e}符", primary, vec![]);
    hostile.help = "改\u{1b}[1m正\u{2067}".to_owned();
    let out = printed(look(80), "a\u{1b}[7m.txt", &audit(text, vec![hostile]));
    let is_hostile =
        |c: char| (c.is_control() && c != '\n') || "\u{202e}\u{2066}\u{2067}\u{200b}".contains(c);
    assert!(!out.contains(is_hostile), "{out:?}");
    assert_eq!(underlined(&out), [(1, "13".to_owned())], "{out}");
}

#[test]
fn long_paths_words_and_marks_are_kept_within_the_width() {
    let text = format!("{}9{}", "长".repeat(50), "长".repeat(900));
    let label = "标签".repeat(60);
    let whole = Mark {
        span: Span::new(0, text.len()),
        label: label.clone(),
        value: None,
        unit: String::new(),
        role: Role::Words,
    };
    let row = Mark {
        span: Span::new(text.len() + 2, text.len() + 3),
        label,
        value: Some(Decimal::from(7)),
        unit: "件".to_owned(),
        role: Role::Total,
    };
    let text = format!("{text}\n\t7\n");
    let path = format!("{}/报告.txt", "很长的文件夹".repeat(20));
    let message = "没有空格的很长的英文".to_owned() + &"w".repeat(300);
    let audit = audit(&text, vec![finding(&message, whole, vec![row])]);
    for width in [40, 80, 120] {
        let out = printed(look(width), &path, &audit);
        assert!(widest(&out) <= width, "{width}: {}\n{out}", widest(&out));
        assert!(out.contains("报告.txt:1:1]"), "{out}");
    }
}

#[test]
fn findings_below_the_severity_are_counted_not_shown() {
    let mut audit = part_sum();
    audit.findings[0].severity = Severity::Note;
    let mut out = Vec::new();
    let mut terminal = Terminal::new(look(80), Severity::Warning, false);
    let mut summary = Summary::default();
    summary.add(&audit, Severity::Warning);
    terminal
        .report(&mut out, "a.txt", &audit)
        .expect("a vector takes all");
    terminal.finish(&mut out, &[], &summary).unwrap();
    let out = String::from_utf8(out).unwrap();
    assert!(!out.contains("prose-part-sum"), "{out}");
    assert!(
        out.contains("提示 1") && out.contains("未显示 1 条"),
        "{out}"
    );
}

#[test]
fn the_same_in_english() {
    let english = Look {
        language: Language::En,
        ..look(100)
    };
    let out = printed(english, "a.txt", &footing(&table()));
    for words in [
        "warning[prose-part-sum]",
        "total\n",
        "part\n",
        "help: ",
        "zero: 7.",
        "blank: 5.",
        "0 errors, 1 warnings",
    ] {
        assert!(out.contains(words), "{words}:\n{out}");
    }
}
