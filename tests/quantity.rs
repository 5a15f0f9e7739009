//! Reading printed quantities, and the arithmetic of intervals.

use gouji::quantity::{Decimal, End, Exactness, Family, Interval, Notation, Quantity, Unit};
use proptest::prelude::*;

fn read(text: &str) -> Quantity {
    text.parse().unwrap_or_else(|error| panic!("{error}"))
}

/// `value unit interval exactness` of a printed quantity.
fn shown(text: &str) -> String {
    let quantity = read(text);
    format!(
        "{} {} {} {:?}",
        quantity.value,
        quantity.unit.symbol(),
        quantity.interval,
        quantity.exactness
    )
}

#[track_caller]
fn reads(cases: &[(&str, &str)]) {
    for (text, expected) in cases {
        assert_eq!(shown(text), *expected, "{text}");
    }
}

#[track_caller]
fn refuses(cases: &[&str]) {
    for text in cases {
        assert!(text.parse::<Quantity>().is_err(), "{text} is no quantity");
    }
}

#[test]
fn counts_are_exact() {
    reads(&[
        ("16件", "16 件 16 Exact"),
        ("0", "0  0 Exact"),
        ("163 条", "163 条 163 Exact"),
        ("１２３件", "123 件 123 Exact"),
        ("39场(次)", "39 场次 39 Exact"),
        ("626篇（次）", "626 篇次 626 Exact"),
        ("12条（件）", "12 条 12 Exact"),
        ("18條", "18 条 18 Exact"),
        ("100.46万元", "100.46 万元 100.46 Exact"),
        ("1000万元", "1000 万元 1000 Exact"),
        ("251000元", "251000 元 251000 Exact"),
    ]);
}

#[test]
fn separators_group_three_digits() {
    reads(&[
        ("1,234条", "1234 条 1234 Exact"),
        ("1，234，567条", "1234567 条 1234567 Exact"),
        ("10 556条", "10556 条 10556 Exact"),
        ("1,234.50元", "1234.50 元 1234.50 Exact"),
    ]);
    refuses(&["20，30件", "1,23", "10 556", "100,200,30件", "012,345"]);
}

#[test]
fn shares_are_rounded_to_their_written_places() {
    reads(&[
        ("74.1%", "74.1 % [74.05, 74.15] Rounded"),
        ("5.0％", "5.0 % [4.95, 5.05] Rounded"),
        ("5%", "5 % [4.5, 5.5] Rounded"),
        ("3．5 %", "3.5 % [3.45, 3.55] Rounded"),
        ("2‰", "2 ‰ [1.5, 2.5] Rounded"),
        ("百分之九十", "90 % [89.5, 90.5] Rounded"),
        ("5.2个百分点", "5.2 个百分点 [5.15, 5.25] Rounded"),
        ("1.5倍", "1.5 倍 [1.45, 1.55] Rounded"),
        ("3倍", "3 倍 [2.5, 3.5] Rounded"),
    ]);
}

#[test]
fn multiples_of_wan_are_rounded_unless_written_out() {
    reads(&[
        ("12.3万", "123000  [122500, 123500] Rounded"),
        ("39万人次", "390000 人次 [385000, 395000] Rounded"),
        ("23.9847万次", "239847 次 239847 Exact"),
        ("1.2亿", "120000000  [115000000, 125000000] Rounded"),
        ("三万份", "30000 份 [25000, 35000] Rounded"),
        ("3千万元", "3000 万元 3000 Exact"),
    ]);
}

#[test]
fn spreadsheet_debris_is_rounded_off() {
    reads(&[
        ("0.741000000000001", "0.741  [0.7405, 0.7415] Rounded"),
        ("0.754000000000001", "0.754  [0.7535, 0.7545] Rounded"),
        ("0.299999999999997", "0.3  [0.25, 0.35] Rounded"),
        ("0.259", "0.259  [0.2585, 0.2595] Rounded"),
    ]);
}

#[test]
fn over_reaches_to_the_next_step() {
    reads(&[
        ("200余条", "200 条 [200, 300) Bounded"),
        ("200多条", "200 条 [200, 300) Bounded"),
        ("5600余条", "5600 条 [5600, 5700) Bounded"),
        ("1万余人次", "10000 人次 [10000, 20000) Bounded"),
        ("10余万次", "100000 次 [100000, 200000) Bounded"),
        ("40万余条", "400000 条 [400000, 500000) Bounded"),
        ("三千余件", "3000 件 [3000, 4000) Bounded"),
        ("百余条", "100 条 [100, 200) Bounded"),
        ("十余次", "10 次 [10, 20) Bounded"),
        ("200条余", "200 条 [200, 300) Bounded"),
        ("50多万元", "50 万元 [50, 60) Bounded"),
    ]);
}

#[test]
fn over_behind_a_figure_that_is_not_round_is_soft() {
    reads(&[
        ("24余条", "24 条 [24, 30) Soft"),
        ("63945余条", "63945 条 [63945, 63950) Soft"),
        ("6余件", "6 件 [6, 10) Soft"),
        ("10来次", "10 次 [10, 20) Soft"),
    ]);
}

#[test]
fn about_and_near_are_soft() {
    reads(&[
        ("近1500条", "1500 条 [1400, 1500) Soft"),
        ("将近70%", "70 % [60, 70) Soft"),
        ("约60万字", "600000 字 [500000, 700000] Soft"),
        ("大约37件", "37 件 [36, 38] Soft"),
        ("80件左右", "80 件 [70, 90] Soft"),
        ("约400余份", "400 份 [400, 500) Soft"),
    ]);
}

#[test]
fn limits_are_half_lines() {
    reads(&[
        ("超过100条", "100 条 (100, ∞) Bounded"),
        ("逾50万", "500000  (500000, ∞) Bounded"),
        ("超12件", "12 件 (12, ∞) Bounded"),
        ("90%以上", "90 % [90, ∞) Bounded"),
        ("至少3次", "3 次 [3, ∞) Bounded"),
        ("不少于3次", "3 次 [3, ∞) Bounded"),
        ("不超过3次", "3 次 (-∞, 3] Bounded"),
        ("不足10件", "10 件 (-∞, 10) Bounded"),
        ("10件以下", "10 件 (-∞, 10] Bounded"),
    ]);
    assert_eq!(shown("2-3次"), "2 次 [2, 3] Bounded");
    assert_eq!(shown("10至15份"), "10 份 [10, 15] Bounded");
}

#[test]
fn chinese_numerals() {
    reads(&[
        ("一百零三件", "103 件 103 Exact"),
        ("二十九大类", "29 类 29 Exact"),
        ("两次", "2 次 2 Exact"),
        ("廿三条", "23 条 23 Exact"),
        ("十五期", "15 期 15 Exact"),
        ("一千零五件", "1005 件 1005 Exact"),
        ("三万五千件", "35000 件 35000 Exact"),
        ("二〇一七", "2017  2017 Exact"),
        ("零件", "0 件 0 Exact"),
        ("数百条", "200 条 [200, 1000) Bounded"),
        ("几十件", "20 件 [20, 100) Bounded"),
        ("数十万条", "200000 条 [200000, 1000000) Bounded"),
        ("上千次", "1000 次 [1000, 10000) Soft"),
    ]);
    refuses(&["三四件", "十三五", "一四二六", "一百百", "万元", "百分之"]);
}

#[test]
fn signs() {
    reads(&[
        ("-35", "-35  -35 Exact"),
        ("－3", "-3  -3 Exact"),
        ("+1", "1  1 Exact"),
        ("负3.5%", "-3.5 % [-3.55, -3.45] Rounded"),
    ]);
}

#[test]
fn words_that_start_like_a_unit() {
    for (text, at) in [
        ("16条例", 2),
        ("3部门", 1),
        ("5单位", 1),
        ("3个性", 1),
        ("12次数", 2),
    ] {
        assert_eq!(Unit::read(text, at), None, "{text}");
    }
    refuses(&["12件以下简称", "12条例"]);
}

#[test]
fn units_of_table_cells() {
    let symbols = ["万元", "（万元）", " 件 ", "人次", "条", "", "场（次）"]
        .map(|cell| Unit::parse(cell).map(Unit::symbol));
    let expected = ["万元", "万元", "件", "人次", "条", "", "场次"].map(Some);
    assert_eq!(symbols, expected);
    assert_eq!(Unit::parse("单位"), None);
    assert_eq!(Unit::parse("16件"), None);
    assert_eq!(Unit::parse("篇").map(Unit::family), Some(Family::Item));
    assert_eq!(
        Unit::parse("亿元").map(Unit::scale),
        Some(Decimal::from(100_000_000))
    );
}

#[test]
fn figure_and_extent_are_what_was_printed() {
    let text = "共约１２00余件申请";
    let printed = Quantity::read(text, "共约".len()).unwrap();
    assert_eq!(printed.figure.of(text), "１２00");
    assert_eq!(printed.extent.of(text), "约１２00余件");
    assert_eq!(printed.notation, Notation::FullWidth);
    let zeros = Quantity::read("000", 0).unwrap();
    assert!(zeros.leading_zeros && zeros.quantity.value.is_zero());
    assert!(!Quantity::read("0.5", 0).unwrap().leading_zeros);
    let share = "占百分之九十以上";
    let printed = Quantity::read(share, "占".len()).unwrap();
    assert_eq!(printed.figure.of(share), "九十");
    assert_eq!(printed.extent.of(share), "百分之九十以上");
}

#[test]
fn what_is_not_one_quantity_is_refused() {
    refuses(&["", "件", "16件17", "abc", "约", "1234567890123456", "16件,"]);
    let error = "16件申请".parse::<Quantity>().unwrap_err();
    assert_eq!(
        error.to_string(),
        "`16件申请` goes on after the number and its unit, at byte 5"
    );
}

fn closed(lo: i64, hi: i64) -> Interval {
    Interval::closed(lo.into(), hi.into()).expect("not empty")
}

fn half_open(lo: i64, hi: i64) -> Interval {
    Interval::new(Some(End::closed(lo.into())), Some(End::open(hi.into()))).expect("not empty")
}

#[test]
fn openness_goes_with_its_end_under_a_negative_coefficient() {
    let turned = half_open(200, 300).checked_scale((-1).into()).unwrap();
    assert_eq!(turned.to_string(), "(-300, -200]");
    assert!(turned.contains((-200).into()) && !turned.contains((-300).into()));
    let difference = closed(500, 500).checked_sub(&half_open(200, 300)).unwrap();
    assert_eq!(difference.to_string(), "(200, 300]");
}

#[test]
fn touching_ends_meet_only_if_both_are_closed() {
    assert!(closed(1, 2).intersects(&closed(2, 3)));
    assert_eq!(
        closed(1, 2)
            .intersection(&closed(2, 3))
            .unwrap()
            .to_string(),
        "2"
    );
    assert!(!half_open(200, 300).intersects(&closed(300, 300)));
    assert_eq!(
        half_open(200, 300).gap(&closed(300, 300)),
        Some(Decimal::ZERO)
    );
    assert_eq!(
        half_open(200, 300)
            .intersection(&half_open(100, 300))
            .unwrap(),
        half_open(200, 300)
    );
}

#[test]
fn gaps_have_a_sign() {
    assert_eq!(closed(13, 13).gap(&closed(10, 11)), Some(2.into()));
    assert_eq!(closed(10, 11).gap(&closed(13, 13)), Some((-2).into()));
    assert_eq!(closed(10, 13).gap(&closed(11, 20)), Some(Decimal::ZERO));
    assert_eq!(closed(-7, -3).distance_to_zero(), (-3).into());
    assert_eq!(closed(-7, 3).distance_to_zero(), Decimal::ZERO);
}

#[test]
fn infinite_ends_stay() {
    let above = Interval::new(Some(End::open(100.into())), None).unwrap();
    assert_eq!(
        above.checked_add(&closed(1, 2)).unwrap().to_string(),
        "(101, ∞)"
    );
    assert_eq!(above.negated().to_string(), "(-∞, -100)");
    assert_eq!(
        above.checked_mul(&closed(0, 2)).unwrap().to_string(),
        "[0, ∞)"
    );
    assert_eq!(above.checked_scale(Decimal::ZERO).unwrap(), closed(0, 0));
}

#[test]
fn what_cannot_be_exact_is_none() {
    let large = Interval::exact(Decimal::MAX);
    assert_eq!(large.checked_add(&large), None);
    assert_eq!(large.checked_scale(2.into()), None);
    let fine = Interval::exact(Decimal::new(1, 28));
    assert_eq!(fine.checked_add(&closed(1_000_000, 1_000_000)), None);
    assert_eq!(fine.checked_mul(&Interval::exact(Decimal::new(3, 1))), None);
}

fn ends() -> impl Strategy<Value = Interval> {
    (-50_i64..50, 0_i64..20, any::<bool>(), any::<bool>(), 0..8).prop_filter_map(
        "empty",
        |(lo, length, lo_open, hi_open, infinite)| {
            let end = |at: i64, is_open| End {
                at: at.into(),
                is_open,
            };
            let lo_end = (infinite != 0).then(|| end(lo, lo_open));
            let hi_end = (infinite != 1).then(|| end(lo + length, hi_open));
            Interval::new(lo_end, hi_end)
        },
    )
}

/// Some members in steps of a half, the ends among them where they belong.
fn members(interval: &Interval) -> Vec<Decimal> {
    (-200_i64..200)
        .map(|half| Decimal::new(half * 5, 1))
        .filter(|&value| interval.contains(value))
        .take(60)
        .collect()
}

proptest! {
    #[test]
    fn sums_of_members_are_members(a in ends(), b in ends()) {
        let sum = a.checked_add(&b).unwrap();
        let difference = a.checked_sub(&b).unwrap();
        for x in members(&a) {
            for y in members(&b) {
                prop_assert!(sum.contains(x + y));
                prop_assert!(difference.contains(x - y));
            }
        }
    }

    #[test]
    fn products_of_members_are_members(a in ends(), b in ends()) {
        let product = a.checked_mul(&b).unwrap();
        for x in members(&a) {
            for y in members(&b) {
                prop_assert!(product.contains(x * y), "{x} in {a}, {y} in {b}, {product}");
            }
        }
    }

    #[test]
    fn an_open_end_of_a_sum_is_not_reached(a in ends(), b in ends()) {
        let sum = a.checked_add(&b).unwrap();
        if let (Some(x), Some(y), Some(end)) = (a.hi(), b.hi(), sum.hi()) {
            prop_assert_eq!(end.is_open, x.is_open || y.is_open);
            prop_assert_eq!(sum.contains(end.at), a.contains(x.at) && b.contains(y.at));
        }
    }

    #[test]
    fn scaling_keeps_membership(a in ends(), k in -5_i64..6) {
        let scaled = a.checked_scale(k.into()).unwrap();
        for value in (-100_i64..100).map(Decimal::from) {
            if k != 0 {
                prop_assert_eq!(a.contains(value), scaled.contains(value * Decimal::from(k)));
            }
        }
    }

    #[test]
    fn a_gap_closes_when_added(a in ends(), b in ends()) {
        prop_assert_eq!(a.gap(&b), b.gap(&a).map(|gap| -gap));
        prop_assert_eq!(a.intersects(&b), b.intersects(&a));
        let gap = a.gap(&b).unwrap();
        if !gap.is_zero() {
            prop_assert!(!a.intersects(&b));
            let moved = b.checked_add(&Interval::exact(gap)).unwrap();
            prop_assert_eq!(moved.gap(&a), Some(Decimal::ZERO));
        }
    }

    #[test]
    fn a_true_value_printed_and_rounded_stays_possible(parts in 1_i64..5000, whole in 1_i64..5000, places in 0_u32..3) {
        let share = Decimal::from(parts * 100) / Decimal::from(whole);
        let printed = share.round_dp_with_strategy(places, rust_decimal::RoundingStrategy::MidpointAwayFromZero);
        let quantity = read(&format!("{printed:.*}%", places as usize));
        prop_assert!(quantity.interval.contains(share), "{share} in {}", quantity.interval);
    }

    #[test]
    fn what_was_printed_reads_the_same_again(
        before in prop::sample::select(vec!["", "约", "近", "超过", "至少", "不足"]),
        number in 0_u64..2_000_000,
        places in 0_u32..3,
        over in prop::sample::select(vec!["", "余", "多"]),
        scale in prop::sample::select(vec!["", "万", "亿"]),
        unit in prop::sample::select(vec!["", "条", "件次", "%", "万元", "个百分点"]),
        after in prop::sample::select(vec!["", "以上", "左右"]),
    ) {
        prop_assume!(unit != "万元" || scale.is_empty());
        let text = format!("{before}{}{over}{scale}{unit}{after}", Decimal::new(number.cast_signed(), places));
        let quantity = read(&text);
        let within = format!("共计{text}，其中");
        let printed = Quantity::read(&within, "共计".len() + before.len()).unwrap();
        prop_assert_eq!(printed.quantity, quantity);
        prop_assert_eq!(printed.extent.of(&within), text.as_str());
        prop_assert_eq!(read(printed.extent.of(&within)), quantity);
        let wide: String = text.chars().map(widened).collect();
        prop_assert_eq!(read(&wide), quantity);
        prop_assert!(quantity.interval.contains(quantity.value) || matches!(before, "近" | "超过" | "不足"));
    }

    #[test]
    fn any_text_is_read_without_a_panic(text in "[0-9０-９.,，万亿余多约近超件条%一二三十百千零数几上分之-]{0,20}") {
        for (at, _) in text.char_indices() {
            if let Some(printed) = Quantity::read(&text, at) {
                prop_assert!(printed.extent.contains(printed.figure));
            }
        }
        let _ = text.parse::<Quantity>();
    }
}

fn widened(c: char) -> char {
    match c {
        '0'..='9' => {
            char::from_u32(u32::from(c) - u32::from('0') + u32::from('０')).expect("a digit")
        }
        '.' => '．',
        '%' => '％',
        _ => c,
    }
}

#[test]
fn exactness_of_a_count_with_a_unit_of_money() {
    assert_eq!(read("3.54万元").exactness, Exactness::Exact);
    assert_eq!(
        read("1424.4万元").interval,
        Interval::exact(Decimal::new(14_244, 1))
    );
}
