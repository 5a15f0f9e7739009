//! What the scanner makes of numbers, one test a class and one a trap.

use gouji::{
    fact::token::{Break, CueTable, Token, tokens},
    span::Span,
};
use proptest::prelude::*;

fn scan(text: &str, cues: &[(&str, u16)]) -> Vec<Token> {
    let mut out = Vec::new();
    let table = CueTable::new(cues.iter().copied());
    tokens(text, Span::new(0, text.len()), &table, &mut out);
    out
}

/// The numbers of a text: bare text for a figure, `class: text` for anything else.
fn numbers(text: &str) -> Vec<String> {
    let shown = |token: &Token| {
        let printed = token.span().of(text);
        match token {
            Token::Figure(_) => Some(printed.to_owned()),
            Token::NotQuantity { why, .. } => Some(format!("{}: {printed}", why.as_str())),
            Token::Damaged { .. } => Some(format!("damaged: {printed}")),
            Token::Cue { .. } | Token::Break { .. } => None,
        }
    };
    scan(text, &[]).iter().filter_map(shown).collect()
}

#[track_caller]
fn finds(text: &str, expected: &[&str]) {
    assert_eq!(numbers(text), expected, "{text}");
}

#[test]
fn figures() {
    finds(
        "共受理申请89件。其中，当面申请63件,网络申请2 件，占2.2%；接待1200余人次",
        &["89件", "63件", "2 件", "2.2%", "1200余人次"],
    );
    finds("约60万字信息，免费发行800册", &["约60万字", "800册"]);
    finds("部分公开67,占4.61%", &["67", "4.61%"]);
    finds("举办新闻发布会39场(次)。", &["39场(次)"]);
    finds("每次2-3次", &["2-3次"]);
    finds("答复20，30件，1，234条", &["20", "30件", "1，234条"]);
}

#[test]
fn dates() {
    finds(
        "自2017年1月1日起至2017年12月31日止",
        &["date: 2017年1月1日", "date: 2017年12月31日"],
    );
    finds("2017-01-01 10:01", &["date: 2017-01-01", "date: 10:01"]);
    finds("2018.3.20发布", &["date: 2018.3.20"]);
    finds("至12月31日止", &["date: 12月31日"]);
    finds("2016-2018年", &["date: 2016-2018年"]);
    finds("2016—2018", &["date: 2016—2018"]);
    finds("1-6月公开3条", &["date: 1-6月", "3条"]);
    finds("2017年1—6月公开3条", &["date: 2017年1—6月", "3条"]);
    finds(
        "截至2017年底，截至12月31止",
        &["date: 2017年底", "date: 12月31"],
    );
    finds("2018 年 3 月 20 日", &["date: 2018 年 3 月 20 日"]);
    finds("２０１７年３月１日", &["date: ２０１７年３月１日"]);
    finds("9时30分", &["date: 9时30分"]);
}

#[test]
fn chinese_dates() {
    finds("二〇一八年三月一日", &["date: 二〇一八年三月一日"]);
    finds("二0一八年三月一日", &["date: 二0一八年三月一日"]);
    finds("二零一八年", &["year: 二零一八年"]);
    finds("十二月三十一日", &["date: 十二月三十一日"]);
}

#[test]
fn a_day_left_blank_is_still_a_date() {
    finds("2018年2月   日", &["date: 2018年2月   日"]);
}

#[test]
fn years() {
    finds("2017年，公开3条", &["year: 2017年", "3条"]);
    finds("2017年度", &["year: 2017年"]);
    finds("2016、2017年", &["year: 2016", "year: 2017年"]);
    finds("(2017)", &["year: 2017"]);
    finds("《榆树年鉴》2017版", &["year: 2017"]);
}

#[test]
fn a_bare_number_like_a_year_is_a_figure() {
    finds("政务微信\t公开形式\t2011\t", &["2011"]);
    finds("2011条", &["2011条"]);
}

#[test]
fn document_numbers() {
    for text in [
        "〔2017〕24号",
        "[2014]180号",
        "【2017】75号",
        "(2017)24号",
        "〔2017〕第24号",
        "[2021]30号",
        "〔2012〕157号",
        "〔 2018 〕88号",
    ] {
        finds(
            &format!("国办发{text}、文"),
            &[&format!("document-number: {text}")],
        );
    }
    finds("(国务院令第492号,以下", &["document-number: 第492号"]);
    finds("第711号令", &["document-number: 第711号"]);
    finds("711号令", &["document-number: 711号"]);
    finds(
        "索引号01425812-5/2020-00001",
        &["document-number: 01425812-5/2020-00001"],
    );
    finds(
        "014416330/2018-04736",
        &["document-number: 014416330/2018-04736"],
    );
    finds("编号：20180016", &["document-number: 20180016"]);
}

#[test]
fn articles_are_no_counts() {
    finds(
        "第二十条第（一）项",
        &["article: 第二十条", "article: 第（一）项"],
    );
    finds(
        "《条例》第32条，第9条",
        &["article: 第32条", "article: 第9条"],
    );
    finds("第9至12条", &["article: 第9至12条"]);
    finds(
        "条例第三十六条第(五)项",
        &["article: 第三十六条", "article: 第(五)项"],
    );
    finds("第三章", &["article: 第三章"]);
}

#[test]
fn phones() {
    finds("联系电话：0632—4441199，", &["phone: 0632—4441199"]);
    finds("024-82703201", &["phone: 024-82703201"]);
    finds("电话62748577×1751", &["phone: 62748577×1751"]);
    finds("65911166-6509", &["phone: 65911166-6509"]);
    finds("传真：6214857", &["phone: 6214857"]);
    finds(
        "电话：6214857、6214858",
        &["phone: 6214857", "phone: 6214858"],
    );
    finds("手机13812345678", &["phone: 13812345678"]);
    finds("(0632)4441199", &["phone: 0632", "phone: 4441199"]);
    finds("0632 4441199", &["phone: 0632 4441199"]);
    finds("400-123-4567", &["phone: 400-123-4567"]);
}

#[test]
fn a_long_count_near_a_phone_is_a_figure() {
    finds("电话咨询1234567次", &["1234567次"]);
}

#[test]
fn postcodes() {
    finds("邮编：277000，", &["postcode: 277000"]);
    finds("（邮政编码：110813）", &["postcode: 110813"]);
    finds("公开277000条", &["277000条"]);
}

#[test]
fn ordinals() {
    finds("和平区第11届", &["ordinal: 第11届"]);
    finds("第48期", &["ordinal: 第48期"]);
    finds("第三次会议", &["ordinal: 第三次"]);
    finds("排名第四，前20名", &["ordinal: 第四", "ordinal: 20名"]);
    finds("位列3", &["ordinal: 3"]);
    finds("表1：", &["ordinal: 1"]);
    finds("第一时间、第三方", &[]);
}

#[test]
fn list_marks() {
    finds(
        "1.政府公报2条；2、微博3条",
        &["list-mark: 1.", "2条", "list-mark: 2、", "3条"],
    );
    finds(
        "（1）主动公开；(2)依申请",
        &["list-mark: （1）", "list-mark: (2)"],
    );
    finds("①主动②依申请", &["list-mark: ①", "list-mark: ②"]);
    finds(
        "一、概述\n（一）情况",
        &["list-mark: 一、", "list-mark: （一）"],
    );
    finds("十二、其他", &["list-mark: 十二、"]);
    finds("分别为12、5、3件", &["12", "5", "3件"]);
    finds("收费 | 26.55 |", &["26.55"]);
    finds(
        "2.2022年共3条；3.12345热线",
        &[
            "list-mark: 2.",
            "year: 2022年",
            "3条",
            "list-mark: 3.",
            "name: 12345",
        ],
    );
}

#[test]
fn names() {
    finds("12345热线47件", &["name: 12345", "47件"]);
    finds("办理12345平台事项169件", &["name: 12345", "169件"]);
    finds("12320、96128专线", &["name: 12320", "name: 96128"]);
    finds(
        "114公民政务咨询热线接听10余万次",
        &["name: 114", "10余万次"],
    );
    finds("拨打12356", &["name: 12356"]);
    finds("“5•15政务公开日”", &["name: 5•15"]);
    finds("5.15政务公开日", &["name: 5.15"]);
    finds("电台（FM107.3）", &["name: FM107.3"]);
    finds(
        "PM2.5、4K、5G、A4纸",
        &["name: PM2.5", "name: 4K", "name: 5G", "name: A4"],
    );
    finds(
        "党的十九大精神和十三五规划",
        &["name: 十九大", "name: 十三五"],
    );
    finds("“创业富民30条”", &["name: 30条"]);
    finds("7×24", &["name: 7×24"]);
}

#[test]
fn numerals_in_words_are_nothing() {
    finds("“三公”经费、“五公开”、“放管服”、“双随机、一公开”", &[]);
    finds(
        "一是统一，二是进一步、一方面、一批、一次性、一系列、十分重要、一体化",
        &[],
    );
    finds(
        "按照一四二六工作思路，三安全一稳定，六稳六保，老百姓，千方百计",
        &[],
    );
    finds("两个自媒体、两种方式、两会、两微一端", &[]);
    finds("三分之一、四大班子、数量、上级、网上百姓", &[]);
    finds("属于三类内部事务信息、四类过程性信息0件", &["四类", "0件"]);
}

#[test]
fn chinese_counts_are_figures() {
    finds(
        "两次会议，三期，二十九大类，三千余件",
        &["两次", "三期", "二十九大类", "三千余件"],
    );
    finds("由六个部分组成，共五部分", &["六个部分", "五部分"]);
    finds("占百分之九十", &["百分之九十"]);
    finds("数百条，几十件，上千次", &["数百条", "几十件", "上千次"]);
    finds("收到一件申请，无一件", &["一件"]);
    finds("次数也均为零。", &["零"]);
}

#[test]
fn addresses() {
    finds(
        "十一纬路76号；永福中路2号，",
        &["address: 76号", "address: 2号"],
    );
    finds(
        "2号楼722室，3楼",
        &["address: 2号", "address: 722室", "address: 3楼"],
    );
    finds("北环路55-2号", &["address: 55-2号"]);
    finds("B4017室", &["address: B4017室"]);
}

#[test]
fn electronic() {
    finds(
        "(http://www.syhp.gov.cn/2017/a.html)下载",
        &["electronic: http://www.syhp.gov.cn/2017/a.html"],
    );
    finds(
        "（www.xuecheng.gov.cn)",
        &["electronic: www.xuecheng.gov.cn"],
    );
    finds(
        "邮箱：xczwgk416@163.com）",
        &["electronic: xczwgk416@163.com"],
    );
    finds("微信号lhwz4822006", &["electronic: lhwz4822006"]);
    finds("416@163.com", &["electronic: 416@163.com"]);
    finds("report2017.doc", &["electronic: report2017.doc"]);
}

#[test]
fn letters_before_a_count_are_no_name() {
    finds("PPP3件", &["3件"]);
    finds("PPP项目信息3条", &["3条"]);
}

#[test]
fn spans_of_time() {
    finds(
        "20个工作日内，15日内，30分钟，24小时",
        &[
            "time: 20个工作日",
            "time: 15日",
            "time: 30分钟",
            "time: 24小时",
        ],
    );
    finds(
        "每3个月，5年，10余天",
        &["time: 3个月", "time: 5年", "time: 10余天"],
    );
}

#[test]
fn lost_digits_are_damage() {
    finds(
        "2018年11日至2018年1231日",
        &["damaged: 2018年11日", "damaged: 2018年1231日"],
    );
    finds(
        "自201611日起至20161231日止",
        &["damaged: 201611日", "damaged: 20161231日"],
    );
    finds("2017210日", &["damaged: 2017210日"]);
    finds("梅政公组〔20191号", &["damaged: 〔20191号"]);
    finds("〔202130号", &["damaged: 〔202130号"]);
    finds("闽政办2018〕43号", &["damaged: 2018〕43"]);
    finds("2018年1月日", &["damaged: 2018年1月日"]);
}

#[test]
fn eaten_characters_are_damage() {
    finds("?016年", &["damaged: ?016"]);
    finds("\u{fffd}016年", &["damaged: \u{fffd}016"]);
    finds("共16?件", &["damaged: 16?"]);
    finds("为什么?2017年", &["year: 2017年"]);
}

#[test]
fn full_width_digits_and_inner_separators() {
    finds(
        "１２３件，1,234条，10 556条",
        &["１２３件", "1,234条", "10 556条"],
    );
}

#[test]
fn a_dash_between_numbers_is_no_minus() {
    finds("| -35 |", &["-35"]);
    finds("本年增/减（如-8，+1）", &["-8", "+1"]);
    finds("同比增长-3.5%", &["-3.5%"]);
    finds("2016年-2018年", &["year: 2016年", "year: 2018年"]);
}

#[test]
fn signed_figures_cover_their_sign() {
    let tokens = scan("| -35 |", &[]);
    let Token::Figure(printed) = tokens[0] else {
        panic!("a figure")
    };
    assert_eq!(printed.figure.of("| -35 |"), "-35");
}

#[test]
fn pinyin_and_spam() {
    finds("報(bào)告，文(wen)章(zhang)3篇", &["3篇"]);
    finds("2121非凡体育登录入口的公告类167条", &["2121", "167条"]);
}

#[test]
fn scores_pages_and_titles() {
    finds("政务公开分数4分，占比4%", &["4分", "4%"]);
    finds("《2017年政务公开工作要点》", &["year: 2017年"]);
    finds("《政府信息公开告知书》1件", &["1件"]);
    finds(
        "9个方面、39个子项，11县区，26个官方微信",
        &["9个方面", "39个", "11", "26个"],
    );
}

#[test]
fn breaks() {
    use Break::{Close, Colon, Comma, LineEnd, Open, Pause, Semicolon, Stop};
    let text = "甲、乙，丙;丁：（戊）。\n己. ";
    let kinds: Vec<Break> = scan(text, &[])
        .iter()
        .filter_map(|token| match token {
            Token::Break { kind, .. } => Some(*kind),
            _ => None,
        })
        .collect();
    assert_eq!(
        kinds,
        [
            Pause, Comma, Semicolon, Colon, Open, Close, Stop, LineEnd, Stop
        ]
    );
    assert!(scan("《关于甲、乙，丙的通知》", &[]).is_empty());
    assert_eq!(scan("《没有写完、", &[]).len(), 1);
}

#[test]
fn cues_are_found_whole_and_longest_first() {
    let cues = [("均", 1), ("均为", 2), ("其中", 3), ("占", 4)];
    let found: Vec<(String, u16)> = scan("均为自然人,其中3件均占5%", &cues)
        .iter()
        .filter_map(|token| match token {
            Token::Cue { span, cue } => {
                Some((span.of("均为自然人,其中3件均占5%").to_owned(), *cue))
            }
            _ => None,
        })
        .collect();
    let expected = [("均为", 2), ("其中", 3), ("均", 1), ("占", 4)];
    assert_eq!(found, expected.map(|(word, cue)| (word.to_owned(), cue)));
}

#[test]
fn the_first_character_of_a_cue_is_nothing_by_itself() {
    let tokens = scan("其、均件", &[("其中", 1), ("均为", 2)]);
    assert!(
        matches!(
            tokens[..],
            [Token::Break {
                kind: Break::Pause,
                ..
            }]
        ),
        "{tokens:?}"
    );
}

#[test]
fn a_cue_keeps_its_word_from_the_figure() {
    let text = "同比超过12件";
    let tokens = scan(text, &[("超过", 1)]);
    assert_eq!(tokens[0].span().of(text), "超过");
    assert_eq!(tokens[1].span().of(text), "12件");
}

#[test]
fn only_the_span_is_read() {
    let text = "共16件，2017年";
    let mut out = Vec::new();
    let table = CueTable::new([].into_iter());
    tokens(text, Span::new(4, 8), &table, &mut out);
    assert_eq!(
        out.iter()
            .map(|token| token.span().of(text))
            .collect::<Vec<_>>(),
        ["6件"]
    );
    out.clear();
    tokens(text, Span::new(1, 8), &table, &mut out);
    tokens(text, Span::new(0, 900), &table, &mut out);
    assert!(out.is_empty());
}

/// Tokens are in order and apart, on character boundaries, and leave no digit out.
fn check_shape(text: &str) {
    let cues = [("其中", 1), ("均为", 2), ("超", 3), ("一件", 4)];
    let mut end = 0;
    for token in scan(text, &cues) {
        let span = token.span();
        assert!(
            span.start >= end && !span.is_empty(),
            "{token:?} in {text:?}"
        );
        let skipped = text
            .get(end as usize..span.start as usize)
            .expect("boundaries");
        assert!(
            !skipped.contains(is_digit),
            "{skipped:?} left out of {text:?}"
        );
        if let Token::Figure(printed) = token {
            assert!(printed.extent.contains(printed.figure), "{text:?}");
        }
        end = span.end;
    }
    assert!(
        !text
            .get(end as usize..)
            .expect("a boundary")
            .contains(is_digit),
        "{text:?}"
    );
}

fn is_digit(c: char) -> bool {
    matches!(c, '0'..='9' | '０'..='９')
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn every_digit_ends_in_one_token(text in "[0-9０-９一二十百千万第年月日号条件个%余多约超数几上前.,，、:：;；（）()〔〕\\[\\]《》“”?/+ \\-—至×@_a-z\n\u{fffd}]{0,30}") {
        check_shape(&text);
    }

    #[test]
    fn any_text_at_all(text in any::<String>()) {
        check_shape(&text);
    }
}

#[test]
fn long_runs_take_no_long_time() {
    for unit in [
        "1", "1.", "1-", "(", "第(", "“", "《", "一", "1,234,", "a", "a.", "-", " ", "? 1",
    ] {
        check_shape(&unit.repeat(20_000));
    }
}
