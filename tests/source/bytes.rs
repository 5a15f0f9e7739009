//! Encodings, and what is no text.

use super::*;

#[test]
fn a_byte_order_mark_names_the_encoding_and_is_not_text() {
    let text = "一、概述\n公开20条。\n";
    let with_mark = format!("\u{feff}{text}");
    let utf16 = with_mark.encode_utf16();
    let little: Vec<u8> = utf16.clone().flat_map(u16::to_le_bytes).collect();
    let big: Vec<u8> = utf16.flat_map(u16::to_be_bytes).collect();
    for bytes in [with_mark.as_bytes(), &little, &big, text.as_bytes()] {
        assert_eq!(source::read(bytes).unwrap().0.text(), text);
    }
}

#[test]
fn gb18030_is_read_when_utf8_does_not_hold() {
    let text = "政府信息公开工作年度报告，共公开信息26187条，含生僻字㙍。";
    let (bytes, _, _) = encoding_rs::GB18030.encode(text);
    assert_eq!(source::read(&bytes).unwrap().0.text(), text);
}

#[test]
fn what_is_no_text_says_what_it_looks_like() {
    // Of a kind that this build reads, so little is a damaged file.
    let looks_like = |bytes: &[u8]| match source::read(bytes) {
        Err(Unread::Binary { looks_like: what } | Unread::Damaged { what }) => what,
        other => panic!("{other:?}"),
    };
    #[cfg(not(feature = "pdf"))]
    assert_eq!(looks_like(b"%PDF-1.7\n"), "a PDF document");
    assert_eq!(
        looks_like(b"PK\x03\x04....word/document.xml"),
        "a Word document"
    );
    #[cfg(not(feature = "sheets"))]
    assert_eq!(
        looks_like(b"PK\x03\x04....xl/workbook.xml"),
        "an Excel workbook"
    );
    assert_eq!(looks_like(b"PK\x03\x04...."), "a zip archive");
    assert_eq!(looks_like(b"\x89PNG\r\n"), "an image");
    assert_eq!(looks_like(b"abc\0def"), "binary data");
    let compound = looks_like(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1");
    let reads_compound = cfg!(any(feature = "doc", feature = "sheets"));
    assert_eq!(
        compound,
        if reads_compound {
            "an old office document"
        } else {
            "an old Word, Excel or WPS document"
        }
    );
}

#[test]
fn blanks_alone_are_an_empty_report() {
    for bytes in ["", "\u{feff}", "|\n|\t|", " \r\n\t\t\n\u{3000}\u{a0}\n"] {
        assert_eq!(source::read(bytes.as_bytes()).unwrap_err(), Unread::Empty);
    }
}

#[test]
fn utf16_needs_no_byte_order_mark() {
    let text = "一、概述\n一是公开20条，二是一一落实。\n";
    let little: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let big: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
    for bytes in [little, big] {
        assert_eq!(source::read(&bytes).unwrap().0.text(), text);
    }
    let noise: Vec<u8> = (0..600_u32).map(|n| (n * 7).to_le_bytes()[0]).collect();
    assert!(matches!(source::read(&noise), Err(Unread::Binary { .. })));
}

#[test]
fn big5_is_told_from_gb18030() {
    let traditional = "本區2014年度共收到政府資訊公開申請18件，其中網路申請12件、當面申請6件，均已按時答復。\n\
        主動公開政府資訊1206條，涉及城市管理、環境保護、教育醫療等領域，受理率為100%。\n";
    let (bytes, _, is_lossy) = encoding_rs::BIG5.encode(traditional);
    assert!(!is_lossy);
    assert_eq!(source::read(&bytes).unwrap().0.text(), traditional);
    // Rare characters of GB18030 have low second bytes as well.
    let rare = "喆喆喆镕镕堃堃犇犇局收到申请18件，网络申请12件、当面申请6件，均已答复。\n";
    let (bytes, _, _) = encoding_rs::GB18030.encode(rare);
    assert_eq!(source::read(&bytes).unwrap().0.text(), rare);
}

#[test]
fn lines_may_differ_in_encoding() {
    let first = "一、主动公开政府信息26187条\n";
    let second = "二、收到申请18件，其中网络申请12件\n";
    let (gb, _, _) = encoding_rs::GB18030.encode(second);
    for bytes in [
        [first.as_bytes(), &gb].concat(),
        [&gb[..], first.as_bytes(), &gb].concat(),
    ] {
        let (document, gaps) = source::read(&bytes).unwrap();
        assert!(document.text().contains(first) && document.text().contains(second));
        assert!(gaps.is_empty());
    }
}

#[test]
fn a_few_damaged_bytes_are_gaps_with_their_place() {
    let text = "公开信息20条，收到申请18件，其中网络申请12件。\n";
    let (gb, _, _) = encoding_rs::GB18030.encode(text);
    for (bytes, bad) in [(text.as_bytes(), &b"\xff"[..]), (&gb[..], b"\xff")] {
        let at = bytes.iter().position(|&b| b == b'2').unwrap();
        let damaged = [&bytes[..at], bad, &bytes[at..]].concat();
        let (document, gaps) = source::read(&damaged).unwrap();
        assert_eq!(document.text(), text.replacen("20", "\u{fffd}20", 1));
        let [gap] = &gaps[..] else { panic!("{gaps:?}") };
        assert_eq!(gap.kind, GapKind::DamagedText);
        assert_eq!(gap.span.unwrap().range(), 12..15);
    }
}

#[test]
fn many_damaged_bytes_are_refused_with_their_place() {
    let mut bytes = "公开信息20条".as_bytes().to_vec();
    let at = bytes.len();
    bytes.extend([0xff; 60]);
    assert_eq!(
        source::read(&bytes).unwrap_err(),
        Unread::Undecodable { at }
    );
    // Half a character at the end of UTF-16.
    let odd = b"\xff\xfe\x00\x4e\x00";
    assert!(matches!(source::read(odd), Err(Unread::Undecodable { .. })));
}

#[test]
fn an_encoding_can_be_asked_for() {
    let forced = |label: &str, bytes: &[u8]| {
        let options = source::Options {
            encoding: source::Encoding::for_label(label.as_bytes()),
            ..source::Options::default()
        };
        source::read_with(bytes, &options).map(|(document, _)| document.text().to_owned())
    };
    let text = "收到申请18件\n";
    let (gb, _, _) = encoding_rs::GB18030.encode(text);
    assert_eq!(forced("gbk", &gb).as_deref(), Ok(text));
    let with_mark = format!("\u{feff}{text}");
    assert_eq!(forced("utf-8", with_mark.as_bytes()).as_deref(), Ok(text));
    assert!(matches!(
        forced("utf-8", &gb),
        Err(Unread::Misfit {
            encoding: "UTF-8",
            at: 0
        })
    ));
}

#[test]
fn control_characters_in_quantity_are_no_text() {
    let noise: Vec<u8> = (0..400_u32)
        .map(|n| [0x80, 0x01, 0x90, 0x02][n as usize % 4])
        .collect();
    assert!(matches!(
        source::read(&noise),
        Err(Unread::Undecodable { .. })
    ));
}

#[test]
fn reports_have_a_largest_size() {
    let most = Limits::default().bytes;
    assert!(source::read(&vec![b'a'; most]).is_ok());
    let limit = Limit::Bytes;
    assert_eq!(
        source::read(&vec![b'a'; most + 1]).unwrap_err(),
        Unread::Limit { limit, most }
    );
}

#[test]
fn errors_say_what_to_do() {
    let error = source::read(b"\x89PNG\r\n").unwrap_err();
    assert_eq!(
        error.to_string(),
        "the file looks like an image, which gouji does not read"
    );
    let code = miette::Diagnostic::code(&error).unwrap().to_string();
    assert_eq!(code, "gouji::source::binary");
    assert!(miette::Diagnostic::help(&error).is_some());
}

#[test]
fn files_of_other_kinds_are_never_read_as_text() {
    let long = |start: &str| {
        let mut text = start.to_owned();
        text.push_str(&"<a>1</a>".repeat(200));
        text.into_bytes()
    };
    let excel = "<?xml version=\"1.0\"?>\n<?mso-application progid=\"Excel.Sheet\"?>\n\
                 <Workbook xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\">";
    let mail = "Received: from a by b\r\nSubject: x\r\nMIME-Version: 1.0\r\n\r\n";
    let kinds = [
        (long(excel), "an Excel XML workbook", "save it as .xlsx"),
        (
            b"BZh91AY&SY\x82\x82\x82".to_vec(),
            "a compressed file",
            "unpack it",
        ),
        (
            b"\xfd7zXZ\0\x82\x82".to_vec(),
            "a compressed file",
            "unpack it",
        ),
        (b"Rar!\x1a\x07\x01\0".to_vec(), "a RAR archive", "unpack it"),
        (long(mail), "a mail", "attached to it"),
        (
            b"RIFF\x01\x02\x03\x04WEBPVP8 ".to_vec(),
            "an image",
            "recognised",
        ),
    ];
    for (bytes, kind, advice) in kinds {
        let error = source::read(&bytes).unwrap_err();
        assert!(
            matches!(error, Unread::Binary { looks_like } if looks_like == kind),
            "{error}"
        );
        let help = miette::Diagnostic::help(&error).unwrap().to_string();
        assert!(help.contains(advice), "{help}");
    }
}

#[test]
fn utf_32_behind_its_mark_is_read() {
    let words = "\u{feff}公开20条。";
    let little = words.chars().flat_map(|c| u32::from(c).to_le_bytes());
    let big = words.chars().flat_map(|c| u32::from(c).to_be_bytes());
    for bytes in [little.collect::<Vec<u8>>(), big.collect()] {
        let (document, _) = source::read(&bytes).unwrap();
        assert_eq!(document.text(), "公开20条。");
        let cut = &bytes[..bytes.len() - 1];
        assert!(matches!(source::read(cut), Err(Unread::Undecodable { .. })));
    }
}

#[test]
fn replacement_characters_are_gaps() {
    let (_, gaps) = source::read("公开\u{fffd}\u{fffd}8条，\u{fffd}件。".as_bytes()).unwrap();
    let places: Vec<_> = gaps.iter().map(|gap| gap.span.unwrap().range()).collect();
    assert_eq!(places, [6..12, 19..22]);
    assert!(gaps.iter().all(|gap| gap.kind == GapKind::DamagedText));
}
