//! Workbooks of Excel 2007 and later, of WPS and all that write what they write.
//!
//! Parts are found by the relations between them, as their names are free. A cell holds its
//! value and the number of its style; what is seen of it follows from both.
//!
//! Deliberately absent: formulas, of which the values that were kept are read; comments, text
//! boxes and charts.

mod parts;
mod worksheet;

use parts::Workbook;

use super::{
    super::{Unread, zip::Parts},
    Told, WORKBOOK,
};

/// Which sheets are read.
const WORKSHEET: &str = "worksheet";

/// Tells the sheets of the packed workbook one after the other.
///
/// # Errors
///
/// If it is damaged, locked or too large.
pub(super) fn read(parts: &mut Parts<'_>, told: &mut Told) -> Result<(), Unread> {
    let workbook = Workbook::read(parts)?;
    for sheet in &workbook.sheets {
        if !sheet.kind.eq_ignore_ascii_case(WORKSHEET) {
            if sheet.kind.eq_ignore_ascii_case("chartsheet") && sheet.is_visible {
                told.chart_sheet(&sheet.name);
            }
            continue;
        }
        let text = parts::part(parts, &sheet.part)?.ok_or(DAMAGED)?;
        let mut read = worksheet::read(&text, &workbook, &mut told.budget)?;
        read.name.clone_from(&sheet.name);
        told.sheet(read, sheet.is_visible);
    }
    Ok(())
}

/// That the workbook is broken.
const DAMAGED: Unread = Unread::Damaged { what: WORKBOOK };

#[cfg(test)]
mod tests {
    use std::io::{Cursor, Write};

    use zip::{ZipWriter, write::SimpleFileOptions};

    use super::super::{
        super::{Limit, Limits, Unread},
        Packing, read,
    };
    use crate::gap::GapKind;

    /// A workbook of one sheet, whose data is `data`.
    fn workbook(data: &str, strings: &str) -> Vec<u8> {
        const RELATIONS: &str =
            "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
        let relation = |id: &str, kind: &str, target: &str| {
            format!("<Relationship Id=\"{id}\" Type=\"{RELATIONS}/{kind}\" Target=\"{target}\"/>")
        };
        let relations = |inner: &str| format!("<Relationships>{inner}</Relationships>");
        let parts = [
            ("_rels/.rels", relations(&relation("r1", "officeDocument", "/xl/book.xml"))),
            (
                "xl/book.xml",
                "<workbook><sheets><sheet name=\"甲\" sheetId=\"1\" r:id=\"r1\"/></sheets></workbook>".to_owned(),
            ),
            (
                "xl/_rels/book.xml.rels",
                relations(&(relation("r1", "worksheet", "s.xml") + &relation("r2", "sharedStrings", "t.xml"))),
            ),
            ("xl/s.xml", format!("<worksheet><sheetData>{data}</sheetData></worksheet>")),
            ("xl/t.xml", format!("<sst>{strings}</sst>")),
        ];
        let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
        for (name, part) in parts {
            writer
                .start_file(name, SimpleFileOptions::default())
                .unwrap();
            writer.write_all(part.as_bytes()).unwrap();
        }
        writer.finish().unwrap().into_inner()
    }

    fn text(data: &str, strings: &str) -> (String, Vec<GapKind>) {
        let bytes = workbook(data, strings);
        let (document, gaps) = read(&bytes, Packing::Xlsx, &Limits::default()).unwrap();
        let gaps = gaps.into_iter().map(|gap| gap.kind).collect();
        (document.text().to_owned(), gaps)
    }

    #[test]
    fn cells_far_apart_take_no_more_room_than_others() {
        let (text, gaps) = text(
            "<row r=\"1\"><c r=\"A1\"><v>1</v></c><c r=\"B1\"><v>2</v></c></row>\
             <row r=\"1048576\"><c r=\"XFD1048576\"><v>3</v></c><c r=\"XFE1\"><v>9</v></c></row>",
            "",
        );
        assert!(text.contains("1\t2") && text.contains('3') && !text.contains('9'));
        assert_eq!(gaps, []);
    }

    #[test]
    fn rows_and_cells_without_places_follow_each_other() {
        let (text, _) = text(
            "<row><c t=\"s\"><v>0</v></c><c><v>13</v></c></row><row><c t=\"inlineStr\"><is><r><t>当</t></r><r><t>面</t></r>\
             <rPh><t>dang</t></rPh></is></c><c t=\"str\"><f>A1</f><v>3件</v></c></row>",
            "<si><r><t>收</t></r><r><t xml:space=\"preserve\">到&amp;</t></r><rPh><t>shou</t></rPh></si>",
        );
        assert_eq!(text.trim_end(), "收到&\t13\n当面\t3件");
    }

    #[test]
    fn words_that_cells_share_count_as_often_as_they_are_shown() {
        let cells: String = (0..1000).map(|_| "<c t=\"s\"><v>0</v></c>").collect();
        let bytes = workbook(
            &format!("<row>{cells}</row>"),
            &format!("<si><t>{}</t></si>", "长".repeat(10_000)),
        );
        let mut limits = Limits::default();
        limits.set(Limit::Unpacked, 1 << 20);
        let (document, gaps) = read(&bytes, Packing::Xlsx, &limits).unwrap();
        assert!(document.text().len() <= 1 << 20);
        assert_eq!(gaps[0].kind, GapKind::TooManyCells);
    }

    #[test]
    fn a_sheet_cut_off_is_damaged() {
        let bytes = workbook("<row><c><v>1</v></c></sheetData>", "");
        let read = read(&bytes, Packing::Xlsx, &Limits::default());
        assert!(
            matches!(read, Err(Unread::Damaged { .. })),
            "{:?}",
            read.err()
        );
    }

    #[test]
    fn a_zero_that_nobody_calculated_is_not_known() {
        // Some programs write 0 for every formula, and have others calculate when they open it.
        let (text, gaps) = text(
            "<row><c><f>SUM(B1:B2)</f></c><c><f>1+1</f><v>2</v></c></row>",
            "",
        );
        assert_eq!(text.trim_end(), "#N/A\t2");
        assert_eq!(gaps, [GapKind::NoCachedValue]);
    }
}
