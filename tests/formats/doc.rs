//! Documents of Word 97-2003, which `make.sh doc` has written by LibreOffice.

use gouji::{
    document::{Block, Document},
    gap::{Gap, GapKind},
    source::{Limit, Limits, Options, Unread},
};
use proptest::prelude::*;

use super::*;

const CLEAN_2018: &[u8] = include_bytes!("wangshan-district-2018.doc");
const PARTS: &[u8] = include_bytes!("parts.doc");

/// The reports of ours that there are as documents.
const REPORTS: [(&str, &[u8]); 6] = [
    ("yunzhou-city-2012", include_bytes!("yunzhou-city-2012.doc")),
    (
        "luoqiao-district-2017",
        include_bytes!("luoqiao-district-2017.doc"),
    ),
    ("wangshan-district-2018", CLEAN_2018),
    (
        "heshan-county-2019",
        include_bytes!("heshan-county-2019.doc"),
    ),
    (
        "baiyan-district-2021",
        include_bytes!("baiyan-district-2021.doc"),
    ),
    ("hulan-town-2023", include_bytes!("hulan-town-2023.doc")),
];

fn parts_of_all_kinds() -> (Document, Vec<Gap>) {
    source::read(PARTS).expect("it is a document")
}

/// Where the words stand in the document.
fn spot(document: &Document, words: &str) -> Option<Spot> {
    let at = document.text().find(words).expect("it is shown");
    let at = u32::try_from(at).expect("it is short");
    document.places().at(at).map(|place| place.spot)
}

#[test]
fn a_document_gives_what_its_text_gives() {
    let packs = packs();
    let mut n_found = 0;
    for (name, bytes) in REPORTS {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/reports");
        let text = fs::read(format!("{folder}/{name}.txt")).expect("the report is there");
        let (text, document) = (audit(&packs, &text), audit(&packs, bytes));
        assert_eq!(essence(&document), essence(&text), "{name}");
        assert_eq!(document.gaps, [], "{name}");
        n_found += document.findings.len();
    }
    assert!(n_found >= 5, "{n_found}");
}

#[test]
fn only_what_is_shown_is_read() {
    let (document, gaps) = parts_of_all_kinds();
    let text = document.text();
    // Hidden, deleted, an instruction of a field, a header: all begin with 99.
    assert!(!text.contains("99"), "{text}");
    assert!(text.contains("全县主动公开政府信息120条。"), "{text}");
    assert!(text.contains("网站公开80条，公报公开４０条。"), "{text}");
    let kinds: Vec<GapKind> = gaps.iter().map(|gap| gap.kind).collect();
    assert_eq!(kinds, [GapKind::TrackedChanges]);
}

#[test]
fn labels_are_counted_as_the_program_counts_them() {
    let (document, _) = parts_of_all_kinds();
    let text = document.text();
    let headings: Vec<&str> = document
        .blocks()
        .iter()
        .filter_map(|block| match block {
            Block::Heading { span, .. } => Some(span.of(text)),
            _ => None,
        })
        .collect();
    for heading in ["一、概述", "（一）公开渠道", "二、依申请公开"] {
        assert!(headings.contains(&heading), "{headings:?}");
    }
    // The cells of a column are labels alone.
    assert!(text.contains("\n3\t网络申请数\t件\t10\n"), "{text}");
}

#[test]
fn parts_of_a_document_have_their_places() {
    let (document, _) = parts_of_all_kinds();
    let cell = |table, row, column| Some(Spot::Cell { table, row, column });
    assert!(
        document.text().starts_with("云岭县2016年"),
        "{}",
        document.text()
    );
    assert_eq!(spot(&document, "云岭县"), Some(Spot::TextBox(1)));
    assert_eq!(spot(&document, "全县主动"), Some(Spot::Paragraph(2)));
    assert_eq!(spot(&document, "网络申请数"), cell(1, 5, 2));
    // Merged over two rows; the edges of these are a few points apart.
    assert_eq!(spot(&document, "公报\t40"), cell(2, 2, 2));
    assert_eq!(spot(&document, "120\n"), cell(2, 3, 3));
    // The table within the table is one of its own, the outer one only arranges it.
    assert_eq!(spot(&document, "1件"), cell(3, 2, 2));
}

#[test]
fn a_document_that_is_cut_off_is_refused() {
    let damaged = |error: &Unread| matches!(error, Unread::Damaged { .. });
    for length in [8, 100, 512, 1024, 5000, 20_000, CLEAN_2018.len() - 4096] {
        let outcome = source::read(&CLEAN_2018[..length]).map(drop);
        assert!(
            outcome.as_ref().is_err_and(damaged),
            "{length}: {outcome:?}"
        );
    }
}

/// The document with some bytes of its main stream changed.
fn with_main_stream(change: impl Fn(&mut [u8])) -> Result<(), Unread> {
    let mut bytes = CLEAN_2018.to_vec();
    // The main stream begins with this number.
    let mut sectors = bytes.chunks_mut(512);
    let block = sectors.find(|sector| sector.starts_with(b"\xec\xa5"));
    change(block.expect("it is there"));
    source::read(&bytes).map(drop)
}

#[test]
fn locked_and_older_documents_are_told() {
    let outcome = with_main_stream(|block| block[0x0b] |= 1);
    assert_eq!(outcome.expect_err("it is locked"), Unread::Encrypted);
    let outcome = with_main_stream(|block| block[0..2].copy_from_slice(b"\xdc\xa5"));
    let Err(Unread::Binary { looks_like }) = outcome else {
        panic!("{outcome:?}");
    };
    assert_eq!(looks_like, "a Word 6 or Word 95 document");
    let outcome = with_main_stream(|block| block[2..4].copy_from_slice(&[0x65, 0]));
    assert!(matches!(outcome, Err(Unread::Binary { .. })), "{outcome:?}");
    // A story longer than the text.
    let outcome = with_main_stream(|block| block[0x4e] = 0xff);
    assert!(
        matches!(outcome, Err(Unread::Damaged { .. })),
        "{outcome:?}"
    );
}

/// A compound file with one stream of that name at the top.
fn compound(stream: &str) -> Vec<u8> {
    let file = cfb::CompoundFile::create(std::io::Cursor::new(Vec::new()));
    let mut file = file.expect("memory takes all");
    let stream = file.create_stream(stream).expect("it is new");
    drop(stream);
    file.into_inner().into_inner()
}

#[test]
fn other_compound_files_are_told_apart() {
    for (stream, expected) in [
        ("EncryptedPackage", Err(Unread::Encrypted)),
        (
            "WordDocument",
            Err(Unread::Damaged {
                what: "a Word document",
            }),
        ),
        ("CONTENTS", Ok("a document of an old office program")),
        ("PowerPoint Document", Ok("an old PowerPoint document")),
    ] {
        let error = source::read(&compound(stream)).expect_err("there is no report in it");
        let expected =
            expected.map_or_else(|error| error, |looks_like| Unread::Binary { looks_like });
        assert_eq!(error, expected, "{stream}");
    }
}

#[test]
fn an_index_without_end_is_refused() {
    const N: u32 = 20_000;
    // Every sector of the file is one of the index of the index, and lists the first one.
    let mut bytes = compound("WordDocument");
    bytes.truncate(512);
    bytes[0x1e] = 9;
    bytes[0x44..0x48].copy_from_slice(&0_u32.to_le_bytes());
    for sector in 0..N {
        let next = if sector + 1 == N {
            0xffff_fffe
        } else {
            sector + 1
        };
        bytes.extend_from_slice(&[0; 508]);
        bytes.extend_from_slice(&next.to_le_bytes());
    }
    let error = source::read(&bytes).expect_err("it is no document");
    assert!(matches!(error, Unread::Damaged { .. }), "{error:?}");
}

#[test]
fn work_and_depth_have_limits() {
    let read = |limits| {
        let limits = Limits { ..limits };
        source::read_with(
            PARTS,
            &Options {
                limits,
                ..Options::default()
            },
        )
    };
    let limits = Limits::default();
    for (limits, hit) in [
        (
            Limits {
                unpacked: 500,
                ..limits
            },
            Limit::Unpacked,
        ),
        (Limits { depth: 1, ..limits }, Limit::Depth),
        (
            Limits {
                bytes: 500,
                ..limits
            },
            Limit::Bytes,
        ),
    ] {
        let error = read(limits).expect_err("a limit is hit");
        assert!(
            matches!(error, Unread::Limit { limit, .. } if limit == hit),
            "{error:?}"
        );
    }
}

#[test]
fn a_page_that_is_named_like_a_document_is_a_page() {
    let page = "<html xmlns:o=\"urn:schemas-microsoft-com:office:office\"><body><p>公开20条。</p></body></html>";
    let (document, _) = source::read(page.as_bytes()).expect("it is a page");
    assert_eq!(document.text().trim(), "公开20条。");
    // A page with all its parts in one file is text in another coding, and a rich text has codes in it.
    let archive = "MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=x\r\n\r\n--x\r\n";
    let saved = format!("From: <Saved by WPS>\r\n{archive}");
    for (bytes, expected) in [
        (archive, "a web archive (MHT)"),
        (&*saved, "a web archive (MHT)"),
        ("{\\rtf1\\ansi\\ansicpg936 20}", "an RTF document"),
    ] {
        let error = source::read(bytes.as_bytes()).expect_err("it is no text");
        let Unread::Binary { looks_like } = error else {
            panic!("{error:?}");
        };
        assert_eq!(looks_like, expected);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn no_bytes_of_a_document_make_it_fail(
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..40),
        length in any::<prop::sample::Index>(),
        is_cut in prop::bool::weighted(0.2),
        is_late in any::<bool>(),
    ) {
        let original = if is_late { PARTS } else { REPORTS[0].1 };
        let mut bytes = original.to_vec();
        for (at, byte) in changes {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        if is_cut {
            bytes.truncate(length.index(bytes.len()));
        }
        // Either there is text, or a reason why not.
        if let Ok((document, _)) = source::read(&bytes) {
            prop_assert!(!document.text().is_empty());
        }
    }
}
