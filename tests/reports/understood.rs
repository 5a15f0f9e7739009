//! Every number of a report is accounted for, and hardly one is not understood.

use std::{fs, path::Path};

use gouji::audit::{Audit, Coverage, Fate};

use crate::fixture::{Audited, all, on_all_processors};

/// Of a hundred numbers of a report so many may not be understood.
const UNKNOWN: usize = 2;

/// Have lost digits on purpose.
const DAMAGED: [&str; 2] = ["baishan-county-2017", "longtan-county-2018"];

fn assert_understood(name: &str, audit: &Audit) {
    let Coverage {
        numbers, unknown, ..
    } = audit.coverage;
    let unread: Vec<_> = audit
        .figures
        .iter()
        .filter(|figure| figure.fate == Fate::Unknown)
        .map(|figure| figure.span.of(&audit.text))
        .collect();
    assert!(
        numbers > 0 && unknown * 100 <= numbers * UNKNOWN,
        "{name}: {unknown} of {numbers} numbers are not understood: {unread:?}"
    );
}

#[test]
fn hardly_a_number_of_our_reports_is_not_understood() {
    let fixtures = all();
    let audits = on_all_processors(&fixtures, |fixture| Audited::new(&fixture.bytes).audit);
    for (fixture, audit) in fixtures.iter().zip(&audits) {
        if !DAMAGED.contains(&fixture.name.as_str()) {
            assert_understood(&fixture.name, audit);
        }
    }
}

/// The real reports are not part of the crate.
#[test]
fn hardly_a_number_of_real_reports_is_not_understood() {
    let crate_folder = Path::new(env!("CARGO_MANIFEST_DIR"));
    let folders = ["../shared/reports", "../../shared/reports"];
    let files = folders
        .iter()
        .filter_map(|folder| fs::read_dir(crate_folder.join(folder)).ok())
        .flatten();
    for file in files {
        let path = file.expect("it can be listed").path();
        if path.extension().is_some_and(|extension| extension == "txt") {
            let bytes = fs::read(&path).expect("it can be read");
            assert_understood(&path.display().to_string(), &Audited::new(&bytes).audit);
        }
    }
}
