//! Kinds of files in Chinese, by the words that `source` has for them.

/// What `source` may call a file that it does not read.
const KINDS: [(&str, &str); 23] = [
    ("a PDF document", "PDF 文件"),
    ("a Word document", "Word 文档"),
    ("an old Word document", "旧版 Word 文档"),
    ("a Word 6 or Word 95 document", "Word 6 或 Word 95 文档"),
    ("a Word XML document", "Word XML 文档"),
    (
        "an old Word, Excel or WPS document",
        "旧版 Word、Excel 或 WPS 文件",
    ),
    ("a document of an old office program", "早期办公软件的文件"),
    ("an old office document", "旧版办公文件"),
    ("an Excel workbook", "Excel 工作簿"),
    ("an old Excel workbook", "旧版 Excel 工作簿"),
    (
        "a workbook of Excel 95 or before",
        "Excel 95 或更早的工作簿",
    ),
    ("a binary workbook (xlsb)", "二进制工作簿（xlsb）"),
    ("an old PowerPoint document", "旧版 PowerPoint 演示文稿"),
    ("an RTF document", "RTF 文档"),
    ("an OpenDocument text", "OpenDocument 文本（odt）"),
    ("an OpenDocument spreadsheet", "OpenDocument 表格（ods）"),
    ("a UOF document", "UOF 文档"),
    ("a web archive (MHT)", "单个文件网页（MHT）"),
    ("a zip archive", "zip 压缩包"),
    ("a compressed file", "压缩文件"),
    ("a packed file", "压缩的文件"),
    ("an image", "图片"),
    ("binary data", "二进制数据"),
];

/// The kind in Chinese; as it is where there is no word for it.
pub(super) fn in_chinese(kind: &'static str) -> &'static str {
    let known = KINDS.iter().find(|(english, _)| *english == kind);
    known.map_or(kind, |(_, chinese)| chinese)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::{self, Unread};

    #[test]
    fn what_is_not_read_has_a_name_in_chinese() {
        let starts: [&[u8]; 12] = [
            b"%PDF-1.7 ",
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
            b"{\\rtf1 ",
            b"\x89PNG\r\n",
            b"\xff\xd8\xff\xe0",
            b"GIF89a",
            b"\x1f\x8b\x08",
            b"PK\x03\x04",
            b"MIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\r\n<html",
            b"<?xml version=\"1.0\"?><w:wordDocument>",
            b"<?xml version=\"1.0\"?><uof:UOF>",
            b"\x00\x01\x02\x03\x00\x00\x00\x00",
        ];
        for start in starts {
            let mut bytes = start.to_vec();
            bytes.resize(4096, 0);
            match source::read(&bytes).unwrap_err() {
                Unread::Binary { looks_like: kind } | Unread::Damaged { what: kind } => {
                    assert_ne!(in_chinese(kind), kind);
                }
                other => panic!("{other:?}"),
            }
        }
    }
}
