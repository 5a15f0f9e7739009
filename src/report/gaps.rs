//! What could not be read, in words.

use super::{LineIndex, locator::point, words::pick};
use crate::{
    audit::Audit,
    gap::{Gap, GapKind},
    language::Language,
};

/// So many gaps of a report are told one by one.
const MOST: usize = 8;

/// What a gap is.
#[must_use]
pub fn gap_words(kind: GapKind, language: Language) -> &'static str {
    let (zh, en) = match kind {
        GapKind::TooManyFigures => (
            "数字过多，其余未读",
            "too many figures: the rest was not read",
        ),
        GapKind::TooManyCells => (
            "表格单元格过多，其余未读",
            "too many cells: the rest was not read",
        ),
        GapKind::DamagedText => ("有损坏的字符", "damaged characters"),
        GapKind::RaggedTable => (
            "表格缺少单元格，列对不齐",
            "a table lacks cells, so its columns are unknown",
        ),
        GapKind::Frame => ("框架中的网页未读", "the page in a frame was not read"),
        GapKind::LinkedFile => ("链接的文件未读", "a linked file was not read"),
        GapKind::UnreadPart => (
            "报告的这个文件未能读取",
            "this file of the report could not be read",
        ),
        GapKind::TrackedChanges => (
            "有修订或删除线，按接受修订、去掉划掉的文字读取",
            "figures struck out or with tracked changes, read as if that were accepted",
        ),
        GapKind::Picture => (
            "图片未读，其中可能有表格",
            "a picture, perhaps of a table, was not read",
        ),
        GapKind::EmbeddedFile => ("嵌入的文件未读", "an embedded file was not read"),
        GapKind::DamagedPart => (
            "文件中有损坏的部分未读",
            "a broken part of the file was not read",
        ),
        GapKind::Formula => ("公式或叠加的字符未读", "a formula was not read"),
        GapKind::ScannedPage => (
            "整页是图片（如扫描件），未读",
            "a page that is a picture, such as a scan, was not read",
        ),
        GapKind::TurnedText => (
            "横置的文字未读",
            "words that stand on their side were not read",
        ),
        GapKind::TooManyPages => (
            "页数过多，其余未读",
            "too many pages: the rest was not read",
        ),
        GapKind::ShiftedColumns => ("表格的列错位", "the columns of a table are shifted"),
        GapKind::HiddenSheet => ("隐藏的工作表未读", "a hidden sheet was not read"),
        GapKind::HiddenCells => (
            "隐藏的行或列未读",
            "hidden rows or columns of a sheet were not read",
        ),
        GapKind::ChartSheet => ("图表工作表未读", "a chart sheet was not read"),
        GapKind::NoCachedValue => (
            "公式没有计算结果，请用表格程序打开并保存后再试",
            "a formula has no value: open the workbook in its program and save it again",
        ),
        GapKind::ErrorValue => ("公式显示错误值", "a formula shows an error"),
    };
    pick(language, zh, en)
}

/// A line for each gap of a report: its place, what it is, and the words there.
pub(super) fn gap_lines(audit: &Audit, lines: &LineIndex<'_>, language: Language) -> Vec<String> {
    let line = |gap: &Gap| {
        let what = gap_words(gap.kind, language);
        match gap.span {
            Some(span) => format!("{} {what}", point(lines, span, language)),
            None => what.to_owned(),
        }
    };
    let mut told: Vec<String> = audit.gaps.iter().take(MOST).map(line).collect();
    let n_more = audit.gaps.len().saturating_sub(MOST);
    if n_more > 0 {
        told.push(match language {
            Language::Zh => format!("另有 {n_more} 处"),
            Language::En => format!("and {n_more} more"),
        });
    }
    told
}
