//! What is said of a wrong figure: once, at the figure, with what it should have been.

use std::sync::LazyLock;

use gouji::{
    audit::{Audit, Auditor},
    finding::{Cause, Confidence, Finding, Suggestion},
    gap::GapKind,
    language::Language,
    pack::{self, PackSet},
    severity::Severity,
    source,
};

static PACKS: LazyLock<PackSet> =
    LazyLock::new(|| pack::read(pack::builtin()).expect("the packs that gouji brings are sound"));

fn audit(report: &str, language: Language) -> Audit {
    let (document, gaps) = source::read(report.as_bytes()).expect("it is text");
    Auditor::new(&PACKS, language).audit(document, gaps)
}

/// The only finding in `report`.
#[track_caller]
fn one(report: &str) -> Finding {
    let audit = audit(report, Language::Zh);
    match &*audit.findings {
        [finding] => finding.clone(),
        findings => panic!("not one finding: {findings:#?}\nin:\n{report}"),
    }
}

/// The figures that a suggestion changes, each with what it should be.
fn changes(suggestion: &Suggestion) -> Vec<(&str, &str)> {
    let edits = suggestion.edits.iter();
    edits.map(|edit| (&*edit.from, &*edit.to)).collect()
}

/// `report` with the edits of a suggestion.
fn mended(report: &str, suggestion: &Suggestion) -> String {
    let mut mended = report.to_owned();
    let mut edits: Vec<_> = suggestion.edits.iter().collect();
    edits.sort_by_key(|edit| edit.span);
    for edit in edits.iter().rev() {
        mended.replace_range(edit.span.range(), &edit.to);
    }
    mended
}

/// A table of the form of 2014 with these rows between some that are always there.
fn table(rows: &[&str]) -> String {
    let rows = rows.join("\n");
    format!(
        "政府信息公开情况统计表\n统计指标 | 单位 | 统计数\n{rows}\n\
         四、行政复议数量 | 件 | 3\n（一）维持具体行政行为数 | 件 | 2\n（二）被依法纠错数 | 件 | 1\n（三）其他情形数 | 件 | 0\n"
    )
}

/// A list of channels whose second figure was copied from another list.
fn channels(microblogs: &str) -> String {
    let table = table(&[
        "（一）主动公开政府信息数 | 条 | 18430",
        "1.政府公报公开政府信息数 | 条 | 0",
        "2.政府网站公开政府信息数 | 条 | 15120",
        "3.政务微博公开政府信息数 | 条 | 530",
        "4.政务微信公开政府信息数 | 条 | 2010",
        "5.其他方式公开政府信息数 | 条 | 770",
    ]);
    format!(
        "松河县2017年政府信息公开工作年度报告\n\n\
         全县累计主动公开政府信息18430条，其中，政府网站公开政府信息15120条，政务微博微信公开政府信息{microblogs}条，其他方式公开政府信息770条。\n\
         按内容分，公共企事业单位公开便民信息2440条。\n\n{table}"
    )
}

#[test]
fn a_copied_figure_is_named_with_its_proofs() {
    assert!(audit(&channels("2540"), Language::Zh).findings.is_empty());
    let report = channels("2440");
    let finding = one(&report);
    assert_eq!(finding.primary.span.of(&report), "2440");
    assert!(finding.tells_of("part-list") && finding.tells_of("microblogs-against-table"));
    let suggestion = &finding.suggestions[0];
    assert_eq!(changes(suggestion), [("2440", "2540")]);
    assert_eq!(
        (suggestion.cause, suggestion.confidence),
        (Cause::Copied, Confidence::Proven)
    );
    assert_eq!(suggestion.explains.len(), 2);
    for said in [
        "2440 应为 2540",
        "本句合计 18430 成立",
        "与统计表 530 + 2010 一致",
        "便民信息",
        "误抄",
    ] {
        assert!(finding.help.contains(said), "{said}: {}", finding.help);
    }
    let english = &audit(&report, Language::En).findings[0];
    for said in [
        "2440 should read 2540",
        "the list adds up to 18430",
        "530 + 2010",
        "copied",
    ] {
        assert!(english.help.contains(said), "{said}: {}", english.help);
    }
    assert!(
        audit(&mended(&report, suggestion), Language::Zh)
            .findings
            .is_empty()
    );
}

/// The answers of a table, with prose that confirms what is given for refusals.
fn answers(total: &str, refused: &str, missing: &str) -> String {
    let table = table(&[
        &format!("（三）申请答复数 | 件 | {total}"),
        "1.属于已主动公开范围数 | 件 | 31",
        "2.同意公开答复数 | 件 | 40",
        "3.同意部分公开答复数 | 件 | 5",
        &format!("4.不同意公开答复数 | 件 | {refused}"),
        "其中：涉及国家秘密 | 件 | 0",
        "涉及商业秘密 | 件 | 0",
        "涉及个人隐私 | 件 | 0",
        "危及国家安全、公共安全、经济安全和社会稳定 | 件 | 0",
        "不是《条例》所指政府信息 | 件 | 12",
        "法律法规规定的其他情形 | 件 | 0",
        "5.不属于本行政机关公开数 | 件 | 0",
        &format!("6.申请信息不存在数 | 件 | {missing}"),
        "7.告知作出更改补充数 | 件 | 0",
        "8.告知通过其他途径办理数 | 件 | 0",
    ]);
    format!("松河县2017年政府信息公开工作年度报告\n\n全年不同意公开{refused}件。\n\n{table}")
}

#[test]
fn a_term_that_two_sums_disagree_on_is_counted_twice() {
    assert!(
        audit(&answers("105", "12", "17"), Language::Zh)
            .findings
            .is_empty()
    );
    let report = answers("105", "29", "17");
    let finding = one(&report);
    assert_eq!(finding.primary.span.of(&report), "17", "{finding:#?}");
    assert!(finding.tells_of("answers-by-kind") && finding.tells_of("refusals-by-reason"));
    let suggestion = &finding.suggestions[0];
    assert_eq!(suggestion.structural, Some(Cause::CountedTwice));
    assert!(suggestion.edits.is_empty(), "the figures are right");
    assert!(finding.help.contains("重复计算"), "{}", finding.help);
}

#[test]
fn what_cannot_be_decided_is_told_side_by_side() {
    let report = table(&[
        "（一）收到申请数 | 件 | 35",
        "1.当面申请数 | 件 | 11",
        "2.传真申请数 | 件 | 0",
        "3.网络申请数 | 件 | 12",
        "4.信函申请数 | 件 | 2",
    ]);
    let finding = one(&report);
    assert_eq!(
        finding.primary.span.of(&report),
        "35",
        "the mark stays on the total"
    );
    let told: Vec<_> = finding.suggestions.iter().flat_map(changes).collect();
    for change in [("35", "25"), ("11", "21"), ("12", "22"), ("2", "12")] {
        assert!(told.contains(&change), "{change:?}: {told:?}");
    }
    let is_possible = |one: &Suggestion| one.confidence == Confidence::Possible;
    assert!(finding.suggestions.iter().all(is_possible));
    assert!(finding.help.contains("可能的改法"), "{}", finding.help);
}

#[test]
fn a_bound_invents_no_figure() {
    let report = table(&[
        "（一）主动公开政府信息数 | 条 | 918",
        "1.政府公报公开政府信息数 | 条 | 0",
        "2.政府网站公开政府信息数 | 条 | 404",
        "3.政务微博公开政府信息数 | 条 | 41",
        "4.政务微信公开政府信息数 | 条 | 55",
        "5.其他方式公开政府信息数 | 条 | 0",
    ]);
    let finding = one(&report);
    assert_eq!(finding.rule, "disclosures-by-channel");
    assert!(finding.suggestions.is_empty(), "{:?}", finding.suggestions);
}

/// A table whose applications are confirmed by three sums, beside a prose that says otherwise.
fn applications(prose: &str) -> String {
    let table = table(&[
        "（一）收到申请数 | 件 | 47",
        "1.当面申请数 | 件 | 12",
        "2.传真申请数 | 件 | 0",
        "3.网络申请数 | 件 | 21",
        "4.信函申请数 | 件 | 14",
        "（二）申请办结数 | 件 | 47",
        "1.按时办结数 | 件 | 45",
        "2.延期办结数 | 件 | 2",
    ]);
    format!(
        "松河县2017年政府信息公开工作年度报告\n\n全年共收到政府信息公开申请{prose}件。\n\n{table}"
    )
}

#[test]
fn prose_yields_to_a_table_that_its_sums_confirm() {
    assert!(audit(&applications("47"), Language::Zh).findings.is_empty());
    let report = applications("63");
    let finding = one(&report);
    assert_eq!(
        (finding.severity, finding.primary.span.of(&report)),
        (Severity::Error, "63")
    );
    let [suggestion] = &*finding.suggestions else {
        panic!("{:?}", finding.suggestions);
    };
    assert_eq!(suggestion.cause, Cause::ProseNotUpdated);
    assert_eq!(changes(suggestion), [("63", "47")]);
    // Why it is not the table.
    assert!(finding.help.contains("47 为 63"), "{}", finding.help);
    // A slip that shows in the digits is named as such.
    assert_eq!(
        one(&applications("74")).suggestions[0].cause,
        Cause::DigitsTransposed
    );
}

#[test]
fn two_rows_in_each_others_place_are_one_finding() {
    let swapped = |report: &str| {
        let report = report.replace("网络申请数 | 件 | 21", "网络申请数 | 件 | 14");
        report.replace("信函申请数 | 件 | 14", "信函申请数 | 件 | 21")
    };
    let prose = "47件，其中当面申请12件，网络申请21件，信函申请14";
    assert!(
        audit(&applications(prose), Language::Zh)
            .findings
            .is_empty()
    );
    let finding = one(&swapped(&applications(prose)));
    let has_swap = |one: &Suggestion| {
        one.cause == Cause::Swapped && changes(one) == [("14", "21"), ("21", "14")]
    };
    assert!(
        finding.suggestions.iter().any(has_swap),
        "{:?}",
        finding.suggestions
    );
}

/// A table of one cell a line whose applications stand a row too low.
fn shifted() -> String {
    let table = table(&[
        "（一）收到申请数 | 件 | 0",
        "1.当面申请数 | 件 | 470",
        "2.传真申请数 | 件 | 120",
        "3.网络申请数 | 件 | 13",
        "4.信函申请数 | 件 | 137",
        "（二）申请办结数 | 件 | 470",
        "1.按时办结数 | 件 | 450",
        "2.延期办结数 | 件 | 20",
        "（三）申请答复数 | 件 | 470",
    ]);
    let (title, rows) = table.split_once('\n').expect("the title comes first");
    let cells = rows
        .replace(" | ", " |\n")
        .replace('\n', " |\n")
        .replace(" | |", " |");
    format!(
        "松河县2017年政府信息公开工作年度报告\n\n\
         全年共收到政府信息公开申请470件，其中当面申请120件，传真申请13件，网络申请200件，信函申请137件。\n\n{title}\n{cells}"
    )
}

#[test]
fn a_shift_in_a_table_that_lost_cells_is_a_misreading() {
    let report = shifted();
    let finding = one(&report);
    let suggestion = &finding.suggestions[0];
    assert_eq!(suggestion.cause, Cause::RowShifted);
    let moved = [("0", "470"), ("470", "120"), ("120", "13"), ("13", "200")];
    assert_eq!(changes(suggestion), moved);
    assert!(finding.help.contains("错了一行"), "{}", finding.help);
    let torn = audit(&report.replace("（三）申请答复数 |\n", ""), Language::Zh);
    assert!(torn.findings.is_empty(), "{:#?}", torn.findings);
    let kinds: Vec<_> = torn.gaps.iter().map(|gap| gap.kind).collect();
    assert_eq!(kinds, [GapKind::RaggedTable, GapKind::ShiftedColumns]);
}

#[test]
fn a_share_is_computed_again() {
    let report = |share: &str| {
        format!(
            "全年共公开政府信息480条，其中机构职能类120条，占{share}%；政策法规类360条，占75%。\n"
        )
    };
    assert!(audit(&report("25"), Language::Zh).findings.is_empty());
    let finding = one(&report("29"));
    assert_eq!(changes(&finding.suggestions[0]), [("29", "25")]);
    assert_eq!(finding.suggestions[0].confidence, Confidence::Likely);
}

#[test]
fn a_figure_that_no_word_names_is_told_by_those_around_it() {
    for (report, name) in [
        (
            "在86件申请中，予以公开50件，部分公开20件，不予公开10件，无法提供20件，其他处理6件。\n",
            "“在86件申请中”",
        ),
        (
            "网站公开12条，微信公开8条，其他渠道公开10条，合计35条。\n",
            "“合计”",
        ),
        (
            "从事政务公开工作的专职3人，兼职122人，共115人。\n",
            "“共115人”",
        ),
    ] {
        let finding = one(report);
        assert!(finding.message.starts_with(name), "{}", finding.message);
    }
}
