//! Whole reports in, findings out: what an auditor finds in them by hand, no less and no more.

#[path = "reports/faulted.rs"]
mod faulted;
#[path = "reports/fixture.rs"]
mod fixture;
#[path = "reports/understood.rs"]
mod understood;

use gouji::{
    document::{Block, Document},
    finding::Finding,
    severity::Severity,
    span::Span,
};

use self::fixture::{Audited, Fixture, all, on_all_processors, touches};

#[test]
fn every_report_is_judged_as_by_hand() {
    let fixtures = all();
    assert!(fixtures.len() >= 53, "fixtures went missing");
    let failures = on_all_processors(&fixtures, judged).concat();
    assert!(
        failures.is_empty(),
        "{} failures:\n{}",
        failures.len(),
        failures.join("\n")
    );
}

/// All that came out otherwise than expected.
fn judged(fixture: &Fixture) -> Vec<String> {
    let audited = Audited::new(&fixture.bytes);
    let findings = &audited.audit.findings;
    let expected = &fixture.expected;
    let mut failures = Vec::new();
    let mut accounted = vec![false; findings.len()];
    for must in &expected.must {
        let places: Vec<_> = must.at.iter().map(|at| audited.places(at)).collect();
        let mut is_met = false;
        for (finding, accounted) in findings.iter().zip(&mut accounted) {
            if must
                .severity
                .iter()
                .any(|level| Severity::from(*level) == finding.severity)
                && must.rule.as_ref().is_none_or(|rule| finding.tells_of(rule))
                && places.iter().all(|places| stands_on(finding, places))
            {
                is_met = true;
                *accounted = true;
            }
        }
        match (is_met, &must.fixme) {
            (false, None) => failures.push(format!("missed: {}: {}", must.at[0], must.why)),
            (true, Some(fixme)) => failures.push(format!(
                "found at last: {}: drop the mark `fixme = \"{fixme}\"`",
                must.at[0]
            )),
            _ => {}
        }
    }
    for may in &expected.may {
        let places = audited.places(&may.at);
        for (finding, accounted) in findings.iter().zip(&mut accounted) {
            *accounted |= finding.severity <= may.severity.into() && stands_on(finding, &places);
        }
    }
    let loud = |finding: &&Finding| finding.severity >= Severity::Warning;
    for must_not in &expected.must_not {
        let places = audited.places(&must_not.at);
        let stands = |finding: &&Finding| {
            places
                .iter()
                .any(|place| touches(*place, finding.primary.span))
        };
        for finding in findings.iter().filter(loud).filter(stands) {
            let (at, why) = (&must_not.at, &must_not.why);
            failures.push(format!("must not: {at} ({why}): {}", told(finding)));
        }
    }
    for (finding, accounted) in findings.iter().zip(accounted) {
        // A consistent report is silent but for the notes it is known for.
        let is_false = if expected.consistent {
            loud(&finding) || !accounted
        } else {
            loud(&finding) && !accounted
        };
        if is_false {
            failures.push(format!("false alarm: {}", told(finding)));
        }
    }
    failures
        .iter()
        .map(|failure| format!("{}: {failure}", fixture.name))
        .collect()
}

fn stands_on(finding: &Finding, places: &[Span]) -> bool {
    let marks = finding.related.iter().chain([&finding.primary]);
    marks
        .into_iter()
        .any(|mark| places.iter().any(|place| touches(*place, mark.span)))
}

fn told(finding: &Finding) -> String {
    format!("{} {}: {}", finding.severity, finding.rule, finding.message)
}

#[test]
fn consistent_reports_are_read_and_not_just_passed_over() {
    let fixtures = all();
    let consistent: Vec<_> = fixtures.iter().filter(|f| f.expected.consistent).collect();
    let coverages = on_all_processors(&consistent, |fixture| {
        Audited::new(&fixture.bytes).audit.coverage
    });
    let mut n_read = 0;
    for (fixture, coverage) in consistent.iter().zip(coverages) {
        let n_quantities = coverage.numbers - coverage.not_quantities;
        let is_read = n_quantities >= 40 && coverage.checked * 100 >= n_quantities * 60;
        assert!(
            is_read,
            "{}: {} of {n_quantities} quantities are checked",
            fixture.name, coverage.checked
        );
        n_read += 1;
    }
    assert!(n_read >= 12, "{n_read} consistent reports are read");
}

/// Whether a line of a table looks as its layout says.
fn is_line_of(layout: &str, line: &str) -> bool {
    let n_bars = line.matches('|').count();
    match layout {
        "tabs" => !line.starts_with('\t') && line.matches('\t').count() >= 2,
        "tab-cells" => line.starts_with('\t') && line.matches('\t').count() == 1,
        "pipe-cells" => line.ends_with('|') && n_bars == 1,
        "pipe-lines" => line == "|",
        "pipe-rows" => line.starts_with('|') && line.ends_with('|') && n_bars >= 4,
        "open-pipe-rows" => !line.starts_with('|') && line.ends_with('|') && n_bars >= 3,
        "spaces" => {
            line.trim()
                .split("    ")
                .filter(|cell| !cell.is_empty())
                .count()
                >= 3
        }
        "bare-lines" => {
            matches!(line, "件" | "条" | "次" | "人" | "个")
                || line.bytes().all(|byte| byte.is_ascii_digit())
        }
        _ => false,
    }
}

#[test]
fn every_layout_and_encoding_is_there() {
    let layouts = [
        "tabs",
        "tab-cells",
        "pipe-cells",
        "pipe-lines",
        "pipe-rows",
        "open-pipe-rows",
        "spaces",
        "bare-lines",
        "prose",
    ];
    let fixtures = all();
    for layout in layouts {
        let mut of_layout = fixtures.iter().filter(|f| f.expected.layout == layout);
        assert!(
            of_layout.next().is_some(),
            "no report is laid out as {layout}"
        );
    }
    for Fixture {
        name,
        bytes,
        expected,
    } in &fixtures
    {
        assert!(
            layouts.contains(&expected.layout.as_str()),
            "{name}: {}",
            expected.layout
        );
        let (is_utf8, has_mark) = (
            str::from_utf8(bytes).is_ok(),
            bytes.starts_with("\u{feff}".as_bytes()),
        );
        let encoding = match (is_utf8, has_mark) {
            (true, true) => "utf-8-bom",
            (true, false) => "utf-8",
            (false, _) => "gb18030",
        };
        assert_eq!(encoding, expected.encoding, "{name}");
        let text = Audited::new(bytes).audit.text;
        let n_lines = text
            .lines()
            .filter(|line| is_line_of(&expected.layout, line))
            .count();
        let is_laid_out = if expected.layout == "prose" {
            !text.contains('|')
        } else {
            n_lines >= 25
        };
        assert!(
            is_laid_out,
            "{name}: {n_lines} lines look like {}",
            expected.layout
        );
    }
}

#[test]
fn tables_come_with_what_conversions_do_to_them() {
    let documents: Vec<_> = all()
        .iter()
        .map(|f| Audited::new(&f.bytes).document)
        .collect();
    let has = |what: &str, is_so: &dyn Fn(&str, &Block) -> bool| {
        let holds = |document: &Document| {
            let mut blocks = document.blocks().iter();
            blocks.any(|block| is_so(document.text(), block))
        };
        assert!(documents.iter().any(holds), "no report has {what}");
    };
    let has_cell = |what: &str, is_so: &dyn Fn(&str) -> bool| {
        has(what, &|text, block| match block {
            Block::Table(table) => table.cells.iter().any(|cell| is_so(cell.span.of(text))),
            _ => false,
        });
    };
    has_cell("a label over two lines", &|cell| cell.contains('\n'));
    has_cell("a note in brackets", &|cell| cell.contains("（不同渠道"));
    has_cell("a thousands separator", &|cell| {
        cell.contains(',') && cell.parse::<u32>().is_err()
    });
    has("a blank cell among figures", &|_, block| match block {
        Block::Table(table) => table
            .rows()
            .any(|row| row.len() == 3 && row[2].span.is_empty() && !row[1].span.is_empty()),
        _ => false,
    });
    has("the points of a chart", &|_, block| {
        matches!(block, Block::Chart { .. })
    });
    assert!(
        documents
            .iter()
            .any(|document| document.text().contains("\u{3000}\u{3000}（一）")),
        "no report indents with full-width blanks"
    );
    assert!(
        documents
            .iter()
            .any(|document| document.text().contains("\r\n")),
        "no report ends its lines as Windows does"
    );
}
