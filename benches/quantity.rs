//! How long it takes to find the numbers of a report.

use gouji::{
    fact::token::{CueTable, Token, tokens},
    quantity::Quantity,
    span::Span,
};

fn main() {
    divan::main();
}

/// 10 KB of prose with about a hundred numbers.
fn report() -> String {
    let clauses = [
        "全区各类公开主体严格执行政府信息公开保密审查制度和政府信息发布登记制度，落实公开部门、政务公开办公室的责任，",
        "通过政府网站公开政府信息22857条，占74.1%；",
        "既有效及时公开，又保证公开信息安全，不出纰漏和差错，不断提高动态信息的公开数量和质量。其中当面申请63件，",
        "接待群众1200余人次，均为自然人，没有发生行政复议，进一步推进了政府信息公开工作的常态化、规范化；",
    ];
    let mut text = String::new();
    for clause in clauses.iter().cycle() {
        if text.len() + clause.len() > 10_240 {
            return text;
        }
        text.push_str(clause);
    }
    text
}

fn cues() -> CueTable {
    let words = [
        "没有发生",
        "未收到",
        "均为",
        "全部",
        "其中",
        "分别为",
        "占",
        "同比",
        "此外",
        "共",
        "为",
        "等",
        "上年",
        "包括",
    ];
    CueTable::new(words.into_iter().zip(0..))
}

#[divan::bench]
fn tokens_of_a_report(bencher: divan::Bencher) {
    let (text, cues) = (report(), cues());
    let mut out: Vec<Token> = Vec::with_capacity(2048);
    bencher
        .counter(divan::counter::BytesCount::of_str(&text))
        .bench_local(|| {
            out.clear();
            tokens(
                divan::black_box(&text),
                Span::new(0, text.len()),
                &cues,
                &mut out,
            );
            out.len()
        });
}

#[divan::bench(args = ["22857条", "74.1%", "1200余人次", "一百零三件"])]
fn one_quantity(text: &str) -> Option<gouji::quantity::Printed> {
    Quantity::read(divan::black_box(text), 0)
}
