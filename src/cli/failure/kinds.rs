//! Kinds of files in Chinese, by the words that `source` has for them.

use crate::source::Remedy;

/// What `source` may call a file that it does not read.
const KINDS: [(&str, &str); 31] = [
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
    ("an Excel XML workbook", "Excel XML 表格"),
    (
        "an OpenDocument spreadsheet in one piece (fods)",
        "单个文件的 OpenDocument 表格（fods）",
    ),
    ("a presentation", "演示文稿"),
    ("an OFD document", "OFD 版式文件"),
    ("a document of another program", "其他程序的文档"),
    ("a mail", "邮件"),
    ("a RAR archive", "RAR 压缩包"),
    ("a 7z archive", "7z 压缩包"),
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

/// What to do about a file that is not read.
pub(super) fn what_to_do(remedy: Remedy) -> &'static str {
    match remedy {
        Remedy::Document => {
            "请用 WPS 或 Word 打开，另存为 .docx 后再试；装有 LibreOffice 时可加 --converter soffice"
        }
        Remedy::Workbook => {
            "请用 WPS 或 Excel 打开，另存为 .xlsx 后再试；装有 LibreOffice 时可加 --converter soffice"
        }
        Remedy::Page => "请用浏览器打开，另存为 .html 后再试",
        Remedy::Mail => "请把邮件的附件或正文另存为单独的文件后再试",
        Remedy::Picture => "请用图片所依据的原始文件，或先做文字识别并核对",
        Remedy::FixedLayout => "请用阅读器打开，另存或打印为 .pdf，或另存为 .docx 后再试",
        Remedy::Unpack => "请解压后写出文件夹；zip、tar、tar.gz、gz 可直接读取",
        Remedy::Text => "请用原来的程序打开，另存为 .docx 或 UTF-8 纯文本后再试",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::{self, Unread};

    #[test]
    fn what_is_not_read_has_a_name_in_chinese() {
        let starts: [&[u8]; 22] = [
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
            b"<?xml version=\"1.0\"?><Workbook xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\">",
            b"<?xml version=\"1.0\"?><office:document mimetype=\"application/vnd.oasis.opendocument.spreadsheet\">",
            b"Received: from a\r\nMIME-Version: 1.0\r\nContent-Type: text/plain\r\n\r\nx",
            b"PK\x05\x06",
            b"Rar!\x1a\x07\x01",
            b"7z\xbc\xaf\x27\x1c",
            b"\xfd7zXZ\0",
            b"BZh91AY&SY",
            b"RIFF\0\x01\0\0WEBP",
            b"II*\0",
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
