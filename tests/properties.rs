//! What holds of any report: true figures never violate, wrong ones do, and how they are
//! written changes nothing.

use std::{fmt::Write as _, fs, path::Path, sync::LazyLock};

use gouji::{
    audit::{Audit, Auditor, Fate},
    language::Language,
    pack::{self, PackSet},
    severity::Severity,
    source,
};
use proptest::{prelude::*, sample::Index};

static PACKS: LazyLock<PackSet> =
    LazyLock::new(|| pack::read(pack::builtin()).expect("the packs that gouji brings are sound"));
static AUDITOR: LazyLock<Auditor<'_>> = LazyLock::new(|| Auditor::new(&PACKS, Language::Zh));

fn audit(report: &str) -> Audit {
    let (document, gaps) = source::read(report.as_bytes()).expect("it is text");
    AUDITOR.audit(document, gaps)
}

/// What is said of a report, without the places and the words.
fn said(report: &str) -> Vec<(String, Severity, Option<String>)> {
    let audit = audit(report);
    let said = audit.findings.iter().map(|finding| {
        let gap = finding.gap.map(|gap| gap.normalize().to_string());
        (finding.rule.clone(), finding.severity, gap)
    });
    said.collect()
}

/// Things that a total splits into; the last one takes the rest.
const PARTS: [&str; 6] = ["来信", "来访", "网上留言", "电话举报", "短信", "其他"];

/// A total and its parts, as a sentence tells them.
#[derive(Debug, Clone)]
struct List {
    total: String,
    parts: Vec<(&'static str, String)>,
    opener: &'static str,
    unit: &'static str,
}

impl List {
    /// A closed list: `分别为`, or with an `其他` at its end.
    fn closed(parts: &[u32], is_rest_named: bool) -> Self {
        let mut names: Vec<_> = PARTS.iter().copied().take(parts.len()).collect();
        if is_rest_named && let Some(last) = names.last_mut() {
            *last = "其他";
        }
        let opener = if is_rest_named { "其中" } else { "分别为" };
        Self {
            total: parts.iter().sum::<u32>().to_string(),
            parts: names
                .into_iter()
                .zip(parts.iter().map(u32::to_string))
                .collect(),
            opener,
            unit: "件",
        }
    }

    fn sentence(&self) -> String {
        let Self {
            total,
            opener,
            unit,
            ..
        } = self;
        let parts = self
            .parts
            .iter()
            .map(|(name, count)| format!("{name}{count}{unit}"));
        let parts: Vec<_> = parts.collect();
        format!(
            "全年办理群众来信来访{total}{unit}，{opener}{}。\n",
            parts.join("，")
        )
    }
}

/// `count` in 万, rounded to that many decimals as reports do.
fn in_myriads(count: u32, decimals: u32) -> String {
    let step = 10_000 / 10_u32.pow(decimals);
    let rounded = (count + step / 2) / step;
    let scale = 10_u32.pow(decimals);
    let (whole, rest) = (rounded / scale, rounded % scale);
    let width = decimals as usize;
    format!("{whole}.{rest:0width$}万")
}

/// `count` as 余, from its leading digit: 12345 is 10000余.
fn and_more(count: u32) -> String {
    let step = 10_u32.pow(count.ilog10());
    format!("{}余", count / step * step)
}

/// A hundred times `part / whole`, rounded half up.
fn share(part: u32, whole: u32, decimals: u32) -> String {
    let scale = 10_u64.pow(decimals);
    let (part, whole) = (u64::from(part), u64::from(whole));
    let rounded = (2 * part * 100 * scale + whole) / (2 * whole);
    let width = decimals as usize;
    match decimals {
        0 => rounded.to_string(),
        _ => format!("{}.{:0width$}", rounded / scale, rounded % scale),
    }
}

/// Two parts or more, none of them nothing, and none the sum of others: that would be a list
/// within the list.
fn parts() -> impl Strategy<Value = Vec<u32>> {
    let parts = prop::collection::vec(1_u32..4_000, 2..=PARTS.len());
    parts.prop_filter("a part is the sum of others", |parts| {
        (0..parts.len()).all(|at| {
            let mut others = parts.clone();
            let part = others.remove(at);
            others.len() < 2 || !make(&others, part)
        })
    })
}

/// Whether some of `parts` make `total`: then it may be read as the total of those.
fn make(parts: &[u32], total: u32) -> bool {
    (0_u32..1 << parts.len()).any(|chosen| {
        let is_in = |at: &usize| chosen >> at & 1 == 1;
        (0..parts.len())
            .filter(is_in)
            .map(|at| parts[at])
            .sum::<u32>()
            == total
    })
}

/// Whether parts make enough of a total to be its parts: below a quarter they are taken for those
/// of something less.
fn are_parts_of(parts: &[u32], total: u32) -> bool {
    parts.iter().sum::<u32>() * 4 >= total
}

fn full_width(text: &str) -> String {
    let widen = |c: char| match c {
        '0'..='9' => char::from_u32(u32::from(c) + 0xfee0).expect("full-width digits exist"),
        _ => c,
    };
    text.chars().map(widen).collect()
}

proptest! {
    #[test]
    fn true_parts_never_violate(parts in parts(), is_rest_named: bool) {
        let list = List::closed(&parts, is_rest_named);
        let audit = audit(&list.sentence());
        prop_assert!(audit.findings.is_empty(), "{}: {:?}", list.sentence(), audit.findings);
        prop_assert_eq!(audit.coverage.checked, parts.len() + 1);
    }

    #[test]
    fn a_rounded_total_never_violates(parts in parts(), is_rest_named: bool, decimals in 1_u32..=3, is_vague: bool) {
        let total = parts.iter().sum::<u32>();
        let printed = if is_vague { and_more(total) } else { in_myriads(total, decimals) };
        let list = List { total: printed, ..List::closed(&parts, is_rest_named) };
        prop_assert_eq!(said(&list.sentence()), []);
    }

    #[test]
    fn rounded_shares_never_violate(parts in parts(), decimals in 0_u32..=3) {
        let whole = parts.iter().sum::<u32>();
        let mut text = format!("全年发布信息{whole}条，其中");
        for (name, &part) in PARTS.iter().zip(&parts) {
            write!(text, "{name}类{part}条，占{}%；", share(part, whole, decimals)).unwrap();
        }
        prop_assert_eq!(said(&text), [], "{}", text);
    }

    #[test]
    fn a_total_moved_out_of_its_interval_violates(parts in parts(), is_rest_named: bool, moved in 0_u32..20_000) {
        prop_assume!(!make(&parts, moved) && are_parts_of(&parts, moved));
        let list = List { total: moved.to_string(), ..List::closed(&parts, is_rest_named) };
        let findings = audit(&list.sentence()).findings;
        prop_assert_eq!(findings.len(), 1, "{}", list.sentence());
        prop_assert!(findings[0].severity >= Severity::Warning);
        let sum = parts.iter().sum::<u32>();
        prop_assert_eq!(findings[0].gap.unwrap().abs(), sum.abs_diff(moved).into());
    }

    #[test]
    fn a_share_moved_out_of_its_interval_violates(parts in parts(), at: Index, moved in 0_u32..1_000) {
        let whole = parts.iter().sum::<u32>();
        let at = at.index(parts.len());
        let truth = u64::from(parts[at]) * 1_000;
        // Far enough that neither rounding nor truncation nor a forced last digit explains it, and
        // no share of another part.
        let is_far = |base: u32| {
            let (moved, base) = (u64::from(moved), u64::from(base));
            truth.abs_diff(moved * base) > 20 * base
        };
        prop_assume!(is_far(whole) && parts.iter().all(|&part| is_far(part)));
        let mut text = format!("全年发布信息{whole}条，其中");
        for (place, (name, &part)) in PARTS.iter().zip(&parts).enumerate() {
            let printed = if place == at { format!("{}.{}", moved / 10, moved % 10) } else { share(part, whole, 1) };
            write!(text, "{name}类{part}条，占{printed}%；").unwrap();
        }
        let audit = audit(&text);
        let is_told = audit.findings.iter().any(|finding| {
            finding.rule.starts_with("share") && finding.severity >= Severity::Warning
        });
        prop_assert!(is_told, "{}", text);
    }

    #[test]
    fn order_width_and_units_change_nothing(parts in parts(), total in 1_u32..20_000, is_true: bool, order in any::<prop::sample::Selector>()) {
        let sum = parts.iter().sum::<u32>();
        let total = if is_true { sum } else { total };
        prop_assume!(is_true || !make(&parts, total) && are_parts_of(&parts, total));
        let list = List { total: total.to_string(), ..List::closed(&parts, false) };
        let expected = said(&list.sentence());
        prop_assert_eq!(expected.is_empty(), is_true);

        let mut turned = list.clone();
        let (first, second) = (order.select(0..parts.len()), 0);
        turned.parts.swap(first, second);
        turned.parts.reverse();
        prop_assert_eq!(&said(&turned.sentence()), &expected);
        prop_assert_eq!(&said(&full_width(&list.sentence())), &expected);
        for unit in ["条", "宗", "条次"] {
            let other = List { unit, ..list.clone() };
            prop_assert_eq!(&said(&other.sentence()), &expected, "{}", unit);
        }
    }
}

/// The rows of table section 三: what was received, by channel.
fn received(total: u32, channels: [u32; 4]) -> String {
    let [in_person, fax, online, mail] = channels;
    format!(
        "政府信息公开情况统计表\n| 统计指标 | 单位 | 统计数 |\n| 三、依申请公开情况 | | |\n\
         | （一）收到申请数 | 件 | {total} |\n| 1.当面申请数 | 件 | {in_person} |\n| 2.传真申请数 | 件 | {fax} |\n\
         | 3.网络申请数 | 件 | {online} |\n| 4.信函申请数 | 件 | {mail} |\n"
    )
}

proptest! {
    #[test]
    fn a_table_holds_for_its_sum_alone(channels: [u16; 4], moved in 0_u32..300_000) {
        let channels = channels.map(u32::from);
        let total = channels.iter().sum::<u32>();
        prop_assert_eq!(said(&received(total, channels)), []);
        prop_assert_eq!(said(&full_width(&received(total, channels))), []);
        if moved != total {
            let said = said(&received(moved, channels));
            let gap = said.first().and_then(|(_, _, gap)| gap.clone()).unwrap_or_default();
            prop_assert_eq!(said.len(), 1);
            prop_assert_eq!((said[0].0.as_str(), said[0].1), ("applications-by-channel", Severity::Error));
            prop_assert_eq!(gap.trim_start_matches('-'), total.abs_diff(moved).to_string());
        }
    }

    #[test]
    fn prose_and_table_agree_on_one_figure(channels: [u16; 4], stated in 0_u32..300_000) {
        let channels = channels.map(u32::from);
        let total = channels.iter().sum::<u32>();
        let said = said(&format!("全年收到申请{stated}件。\n{}", received(total, channels)));
        let expected: &[_] = if stated == total { &[] } else { &["prose-against-table"] };
        let rules: Vec<_> = said.iter().map(|(rule, ..)| rule.as_str()).collect();
        prop_assert_eq!(rules, expected);
    }
}

/// The fixtures, as text.
static REPORTS: LazyLock<Vec<String>> = LazyLock::new(|| {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/reports");
    let files = fs::read_dir(folder).expect("the folder is there");
    let mut paths: Vec<_> = files
        .map(|file| file.expect("it can be listed").path())
        .collect();
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "txt"));
    paths.sort();
    let text = |path| {
        let bytes = fs::read(path).expect("it can be read");
        source::read(&bytes)
            .expect("fixtures are text")
            .0
            .into_parts()
            .text
    };
    paths.iter().map(text).collect()
});

/// One piece is dropped, doubled, or swapped with another.
#[derive(Debug, Clone, Copy)]
enum Mutation {
    Drop,
    Double,
    Swap,
}

fn mutated<T: Copy>(pieces: &mut Vec<T>, mutations: &[(Mutation, Index, Index)]) {
    for (mutation, at, other) in mutations {
        if pieces.is_empty() {
            return;
        }
        let (at, other) = (at.index(pieces.len()), other.index(pieces.len()));
        match mutation {
            Mutation::Drop => drop(pieces.remove(at)),
            Mutation::Double => pieces.insert(other, pieces[at]),
            Mutation::Swap => pieces.swap(at, other),
        }
    }
}

fn mutations() -> impl Strategy<Value = Vec<(Mutation, Index, Index)>> {
    let mutation = prop::sample::select(vec![Mutation::Drop, Mutation::Double, Mutation::Swap]);
    prop::collection::vec((mutation, any::<Index>(), any::<Index>()), 1..12)
}

fn is_digit(c: char) -> bool {
    matches!(c, '0'..='9' | '０'..='９')
}

/// What every audit has to keep to, whatever it was given.
fn assert_sound(audit: &Audit) {
    let coverage = audit.coverage;
    let classes =
        coverage.checked + coverage.unchecked + coverage.not_quantities + coverage.unknown;
    assert_eq!(coverage.numbers, classes);
    let listed = |is: fn(&Fate) -> bool| audit.figures.iter().filter(|f| is(&f.fate)).count();
    assert_eq!(
        coverage.checked,
        listed(|fate| matches!(fate, Fate::Checked(_)))
    );
    assert_eq!(
        coverage.unchecked,
        listed(|fate| matches!(fate, Fate::Unchecked(_)))
    );
    assert_eq!(
        coverage.not_quantities,
        listed(|fate| matches!(fate, Fate::NotQuantity(_)))
    );
    assert_eq!(
        coverage.unknown,
        listed(|fate| matches!(fate, Fate::Unknown))
    );
    let mut end = 0;
    for figure in &audit.figures {
        let range = figure.span.range();
        // A digit between two figures would be in none of the classes, one before the end in two.
        assert!(range.start >= end, "{figure:?} is in two classes");
        let between = audit.text.get(end..range.start).expect("a boundary");
        assert!(!between.contains(is_digit), "no class has {between:?}");
        assert!(!range.is_empty());
        end = range.end;
    }
    let rest = audit.text.get(end..).expect("a boundary");
    assert!(!rest.contains(is_digit), "no class has {rest:?}");
    for finding in &audit.findings {
        for mark in finding.related.iter().chain([&finding.primary]) {
            assert!(audit.text.get(mark.span.range()).is_some(), "{finding:?}");
        }
    }
    let places: Vec<_> = audit
        .findings
        .iter()
        .map(|finding| finding.primary.span)
        .collect();
    assert!(
        places.is_sorted_by_key(|span| span.start),
        "findings stand in the order of the text"
    );
}

proptest! {
    #[test]
    fn any_bytes_are_audited_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        if let Ok((document, gaps)) = source::read(&bytes) {
            assert_sound(&AUDITOR.audit(document, gaps));
        }
    }

    #[test]
    fn any_words_are_audited(
        pieces in prop::collection::vec(
            prop::sample::select(vec![
                "收到申请", "其中", "分别为", "公开政府信息", "主动公开", "占", "增长", "均为", "没有发生", "全部",
                "12", "0", "3.5", "１２", "二十", "万", "余", "约", "近", "%", "％", "个百分点", "倍", "件", "条", "人次",
                "，", "。", "；", "：", "、", "（", "）", "\n", "\t", "|", "比上年", "2017年", "1月", "12345", "其他",
                "\u{3000}", " ", "-", "99999999999999999999999999999", "0.0000000000000000000000000001", "亿", "🙂",
            ]),
            0..80,
        ),
    ) {
        if let Ok((document, gaps)) = source::read(pieces.concat().as_bytes()) {
            assert_sound(&AUDITOR.audit(document, gaps));
        }
    }

    #[test]
    fn damaged_reports_are_audited(report: Index, lines in mutations(), characters in mutations()) {
        let text = report.get(&REPORTS);
        let mut pieces: Vec<&str> = text.split_inclusive('\n').collect();
        mutated(&mut pieces, &lines);
        let mut text: Vec<char> = pieces.concat().chars().collect();
        mutated(&mut text, &characters);
        let text: String = text.into_iter().collect();
        if let Ok((document, gaps)) = source::read(text.as_bytes()) {
            assert_sound(&AUDITOR.audit(document, gaps));
        }
    }
}
