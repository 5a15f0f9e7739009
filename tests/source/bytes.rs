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
    let looks_like = |bytes: &[u8]| match source::read(bytes) {
        Err(Unread::Binary { looks_like }) => looks_like,
        other => panic!("{other:?}"),
    };
    assert_eq!(looks_like(b"%PDF-1.7\n"), "a PDF document");
    assert_eq!(
        looks_like(b"PK\x03\x04....word/document.xml"),
        "a Word document"
    );
    assert_eq!(
        looks_like(b"PK\x03\x04....xl/workbook.xml"),
        "an Excel workbook"
    );
    assert_eq!(looks_like(b"PK\x03\x04...."), "a zip archive");
    assert_eq!(looks_like(b"\x89PNG\r\n"), "an image");
    assert_eq!(looks_like(b"abc\0def"), "binary data");
    assert_eq!(
        looks_like(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"),
        "an old Word, Excel or WPS document"
    );
}

#[test]
fn blanks_alone_are_an_empty_report() {
    for bytes in ["", "\u{feff}", "|\n|\t|", " \r\n\t\t\n\u{3000}\u{a0}\n"] {
        assert_eq!(source::read(bytes.as_bytes()).unwrap_err(), Unread::Empty);
    }
}

#[test]
fn damaged_bytes_are_refused_with_their_place() {
    let mut bytes = "公开信息20条".as_bytes().to_vec();
    bytes.extend([0xff, 0xff, b'\n']);
    let at = bytes.len() - 3;
    assert_eq!(
        source::read(&bytes).unwrap_err(),
        Unread::Undecodable { at }
    );
    // Half a character at the end of UTF-16.
    let odd = b"\xff\xfe\x00\x4e\x00";
    assert!(matches!(source::read(odd), Err(Unread::Undecodable { .. })));
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
    let error = source::read(b"%PDF-1.7\n").unwrap_err();
    assert_eq!(
        error.to_string(),
        "the file looks like a PDF document, not like text"
    );
    let code = miette::Diagnostic::code(&error).unwrap().to_string();
    assert_eq!(code, "gouji::source::binary");
    assert!(miette::Diagnostic::help(&error).is_some());
}

#[test]
fn replacement_characters_are_gaps() {
    let (_, gaps) = source::read("公开\u{fffd}\u{fffd}8条，\u{fffd}件。".as_bytes()).unwrap();
    let places: Vec<_> = gaps.iter().map(|gap| gap.span.unwrap().range()).collect();
    assert_eq!(places, [6..12, 19..22]);
    assert!(gaps.iter().all(|gap| gap.kind == GapKind::DamagedText));
}
