//! Texts of a pack to values; what is none is noted on the text.

use super::error::Mistake;
use crate::{language::Words, quantity::Unit, sections::Text, template::Pattern};

/// Notes an id that is no id, or not that of its file or folder.
pub(super) fn check_id(id: Text<'_>, name: &str, of: &'static str) {
    let is_kebab = id.value.split('-').all(|word| {
        let is_of_word = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit();
        !word.is_empty() && word.chars().all(is_of_word)
    });
    let owned = id.value.to_owned();
    if !is_kebab {
        id.report(Mistake::BadId { id: owned });
    } else if id.value != name {
        id.report(Mistake::IdMismatch {
            id: owned,
            name: name.to_owned(),
            of,
        });
    }
}

/// Both languages; what is missing has been noted already.
pub(super) fn words(zh: Option<Text<'_>>, en: Option<Text<'_>>) -> Words {
    let owned = |text: Option<Text<'_>>| text.map_or_else(String::new, |t| t.value.to_owned());
    Words {
        zh: owned(zh),
        en: owned(en),
    }
}

/// The pattern that `text` is; a mistake if it is none.
pub(super) fn pattern(text: Text<'_>) -> Option<Pattern> {
    let error = match Pattern::new(text.value) {
        Ok(pattern) => return Some(pattern),
        Err(error) => error,
    };
    let message = error.message;
    let mistake = Mistake::BadPattern { message };
    match error.part {
        Some(part) => text.report_within(part, mistake),
        None => text.report(mistake),
    }
    None
}

/// The unit that `text` names; a mistake if it is none.
pub(super) fn unit(text: Text<'_>) -> Option<Unit> {
    let unit = Unit::parse(text.value);
    if unit.is_none() {
        text.report(Mistake::UnknownUnit {
            unit: text.value.to_owned(),
        });
    }
    unit
}
