//! Which files are one report: a page and the attachment with its table.

use std::ops::Range;

use regex::Regex;

use crate::template::Pattern;

/// The group whose words tell reports apart.
const GROUP: &str = "report";

/// Tells the report that a file is a part of by its path, which is relative to the folder of
/// `gouji.toml`, with slashes.
///
/// # Examples
///
/// ```
/// use gouji::config::Join;
///
/// let join = Join::new(r"(?<report>.+?)([-_—]?附件\d*)?\.\w+").expect("it names the group");
/// assert_eq!(join.report("2017/甲.html"), Some("2017/甲"));
/// assert_eq!(join.report("2017/甲-附件1.xlsx"), Some("2017/甲"));
/// assert_eq!(join.report("甲"), None);
/// ```
#[derive(Debug, Clone)]
pub struct Join(Regex);

/// Why a pattern cannot tell reports apart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum JoinError {
    /// It is no regular expression, or too large a one.
    BadPattern {
        /// Why.
        message: String,
        /// The bytes of it that are wrong, where that can be told.
        part: Option<Range<usize>>,
    },
    /// It has no group `report`.
    NoGroup,
}

impl Join {
    /// The pattern `text`, which has to match a whole path.
    ///
    /// # Errors
    ///
    /// If it is no regular expression, or has no group `report`.
    pub fn new(text: &str) -> Result<Self, JoinError> {
        let bad = |message, part| JoinError::BadPattern { message, part };
        Pattern::new(text).map_err(|error| bad(error.message, error.part))?;
        let whole = Regex::new(&format!("^(?:{text})$"));
        let regex = whole.map_err(|error| bad(error.to_string(), None))?;
        let has_group = regex.capture_names().flatten().any(|name| name == GROUP);
        has_group.then_some(Self(regex)).ok_or(JoinError::NoGroup)
    }

    /// What the files of one report have in common; nothing for a file that stays alone.
    #[must_use]
    pub fn report<'p>(&self, path: &'p str) -> Option<&'p str> {
        let found = self.0.captures(path)?.name(GROUP)?;
        Some(found.as_str()).filter(|report| !report.is_empty())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_is_matched_as_a_whole() {
        let join = Join::new(r"(?<report>[甲乙]+)(附件)?\.txt").expect("sound");
        assert_eq!(join.report("甲附件.txt"), Some("甲"));
        assert_eq!(join.report("旧/甲附件.txt"), None);
        assert_eq!(join.report("甲附件.txt.txt"), None);
        let join = Join::new(r"(?<report>甲?)附件\.txt|甲\.txt").expect("sound");
        // What matches without telling a report stays alone.
        assert_eq!(join.report("附件.txt"), None);
        assert_eq!(join.report("甲.txt"), None);
    }

    #[test]
    fn what_tells_no_reports_apart_is_told() {
        assert_eq!(Join::new(r"(.+)\.txt").unwrap_err(), JoinError::NoGroup);
        let wrong = Join::new(r"(?<report>.+").unwrap_err();
        let JoinError::BadPattern { part, .. } = wrong else {
            panic!("{wrong:?}");
        };
        assert_eq!(part, Some(0..1));
        let huge = Join::new(r"(?<report>\w{1000}{1000})").unwrap_err();
        assert!(matches!(huge, JoinError::BadPattern { .. }));
    }
}
