//! What a cause is called, in both languages.

use crate::{finding::Cause, language::Language};

/// What a cause is called; nothing where there is nothing to say.
pub(crate) fn cause_words(cause: Cause, language: Language) -> &'static str {
    match (cause, language == Language::Zh) {
        (Cause::DigitReplaced, true) => "疑有一位数字误写",
        (Cause::DigitReplaced, false) => "one digit is probably wrong",
        (Cause::DigitDropped, true) => "疑漏写一位数字",
        (Cause::DigitDropped, false) => "a digit is probably missing",
        (Cause::DigitDoubled | Cause::DigitAdded, true) => "疑多写一位数字",
        (Cause::DigitDoubled | Cause::DigitAdded, false) => "a digit is probably too many",
        (Cause::DigitsTransposed, true) => "疑相邻两位数字颠倒",
        (Cause::DigitsTransposed, false) => "two digits are probably transposed",
        (Cause::Scale, true) => "疑单位或位数有误",
        (Cause::Scale, false) => "the unit or the number of zeros is probably wrong",
        (Cause::Swapped, true) => "两数疑互换",
        (Cause::Swapped, false) => "the two have probably changed places",
        (Cause::RowShifted, true) => "这几个数疑整体错了一行",
        (Cause::RowShifted, false) => "they probably stand a row off",
        (Cause::StaleTotal, true) => "总数疑未随分项更新",
        (Cause::StaleTotal, false) => "the total was probably not computed again",
        (Cause::Blank, true) => "疑漏填",
        (Cause::Blank, false) => "the cell was probably left out",
        (Cause::ProseNotUpdated, true) => "疑正文未随统计表更新",
        (Cause::ProseNotUpdated, false) => "the text was probably not brought up to date",
        (Cause::Miscalculated, true) => "疑计算有误",
        (Cause::Miscalculated, false) => "it was probably miscalculated",
        _ => "",
    }
}
