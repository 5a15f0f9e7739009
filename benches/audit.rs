//! How long each stage of an audit takes on a report of 10 KB.
//!
//! The report is made of fixtures: the prose of one before the table of another.

use std::{fs, path::Path};

use divan::{Bencher, counter::BytesCount};
use gouji::{
    audit::Auditor,
    document::Document,
    engine,
    fact::Extractor,
    language::Language,
    pack::{self, PackSet},
    report::{Json, Printer},
    severity::Severity,
    source,
};

fn main() {
    divan::main();
}

fn fixture(name: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/reports/{name}.txt"));
    fs::read_to_string(path).expect("the fixture is UTF-8")
}

/// About 10 KB: the prose of a city, which states three scopes, and a table of one cell a line.
fn report() -> String {
    let prose = fixture("pingchuan-city-2017");
    let (prose, _) = prose.split_once("附件").expect("a table is attached");
    let table = fixture("qinghe-county-2017");
    let (body, table) = table.split_once("附件").expect("a table is attached");
    let report = format!("{prose}\n{body}\n附件{table}");
    assert!((9_000..12_000).contains(&report.len()), "{}", report.len());
    report
}

fn packs() -> PackSet {
    pack::read(pack::builtin()).expect("the packs that gouji brings are sound")
}

fn document() -> Document {
    let (document, _) = source::read(report().as_bytes()).expect("it is text");
    document
}

#[divan::bench]
fn load_packs() -> PackSet {
    packs()
}

#[divan::bench]
fn prepare(bencher: Bencher<'_, '_>) {
    let packs = packs();
    bencher.bench_local(|| Extractor::new(&packs.template));
}

#[divan::bench]
fn read(bencher: Bencher<'_, '_>) {
    let report = report();
    bencher
        .counter(BytesCount::of_str(&report))
        .bench_local(|| source::read(report.as_bytes()));
}

/// The same reports in several formats; throughput is that of the words in them.
#[divan::bench(args = [
    "reports/hulan-town-2023.txt",
    "formats/hulan-town-2023.html",
    "formats/hulan-town-2023.docx",
    "formats/hulan-town-2023.office.docx",
    "formats/hulan-town-2023.xlsx",
    "formats/hulan-town-2023.xls",
    "formats/chromium.hulan-town-2023.pdf",
    "reports/wangshan-district-2018.txt",
    "formats/wangshan-district-2018.doc",
])]
fn read_format(bencher: Bencher<'_, '_>, name: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests")
        .join(name);
    let report = fs::read(path).expect("the fixture is there");
    let (document, _) = source::read(&report).expect("it is a report");
    bencher
        .counter(BytesCount::of_str(document.text()))
        .bench_local(|| source::read(&report));
}

#[divan::bench]
fn extract(bencher: Bencher<'_, '_>) {
    let (packs, document) = (packs(), document());
    let extractor = Extractor::new(&packs.template);
    bencher
        .counter(BytesCount::of_str(document.text()))
        .bench_local(|| extractor.extract(&document));
}

#[divan::bench]
fn evaluate(bencher: Bencher<'_, '_>) {
    let (packs, document) = (packs(), document());
    let facts = Extractor::new(&packs.template).extract(&document);
    bencher
        .counter(BytesCount::of_str(document.text()))
        .bench_local(|| engine::evaluate(&packs, &document, &facts));
}

#[divan::bench]
fn print_json(bencher: Bencher<'_, '_>) {
    let packs = packs();
    let audit = Auditor::new(&packs, Language::Zh).audit(document(), Vec::new());
    bencher.bench_local(|| {
        let mut out = Vec::new();
        let printed = Json::new(Severity::Note).report(&mut out, "report.txt", &audit);
        printed.map(|()| out)
    });
}

/// Bytes in, JSON out: what one more report of an archive costs.
#[divan::bench]
fn whole(bencher: Bencher<'_, '_>) {
    let (packs, report) = (packs(), report());
    let auditor = Auditor::new(&packs, Language::Zh);
    bencher
        .counter(BytesCount::of_str(&report))
        .bench_local(|| {
            let (document, gaps) = source::read(report.as_bytes()).expect("it is text");
            let audit = auditor.audit(document, gaps);
            let mut out = Vec::new();
            let printed = Json::new(Severity::Note).report(&mut out, "report.txt", &audit);
            printed.map(|()| out)
        });
}
