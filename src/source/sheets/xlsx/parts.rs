//! The parts that all sheets share: their list, the words and the number formats.

use std::collections::BTreeMap;

use quick_xml::{
    Reader,
    events::{BytesStart, Event},
};

use super::{
    super::{
        super::{Unread, zip::Parts},
        dates::Epoch,
        number_format::{self, NumberFormat},
        xml,
    },
    DAMAGED,
};

/// What is known of a workbook before its sheets are read.
#[derive(Debug, Default)]
pub(super) struct Workbook {
    pub(super) sheets: Vec<SheetPart>,
    /// The words that cells refer to by number.
    pub(super) strings: Vec<String>,
    /// The number formats, by the number of the style.
    formats: Vec<u32>,
    codes: BTreeMap<u32, NumberFormat>,
    pub(super) epoch: Epoch,
    /// Whether programs calculate everything anew when they open it, because the one that wrote it did not.
    pub(super) calculates_on_load: bool,
}

/// A sheet in the list of the workbook.
#[derive(Debug)]
pub(super) struct SheetPart {
    pub(super) name: String,
    /// Its part.
    pub(super) part: String,
    /// The last word of its relation: `worksheet`, `chartsheet`.
    pub(super) kind: String,
    pub(super) is_visible: bool,
}

/// A relation of a part to another.
struct Relation {
    id: String,
    kind: String,
    part: String,
}

impl Workbook {
    pub(super) fn read(parts: &mut Parts<'_>) -> Result<Self, Unread> {
        let of_package = relations(parts, "")?;
        let main = find(&of_package, "officeDocument")
            .unwrap_or("xl/workbook.xml")
            .to_owned();
        if main.rsplit('.').next() == Some("bin") {
            return Err(Unread::Binary {
                looks_like: "a binary workbook (xlsb)",
            });
        }
        let of_workbook = relations(parts, &main)?;
        let mut workbook = Self::default();
        let text = part(parts, &main)?.ok_or(DAMAGED)?;
        each_tag(&text, |tag, is_end| {
            if !is_end {
                workbook.take(tag, &of_workbook);
            }
        })?;
        if let Some(strings) = find(&of_workbook, "sharedStrings")
            && let Some(text) = part(parts, strings)?
        {
            workbook.strings = shared_strings(&text)?;
        }
        if let Some(styles) = find(&of_workbook, "styles")
            && let Some(text) = part(parts, styles)?
        {
            workbook.styles(&text)?;
        }
        Ok(workbook)
    }

    fn take(&mut self, tag: &BytesStart<'_>, relations: &[Relation]) {
        match tag.local_name().as_ref() {
            "workbookPr" if xml::is_true(tag, "date1904") => self.epoch = Epoch::Y1904,
            "calcPr" => self.calculates_on_load = xml::is_true(tag, "fullCalcOnLoad"),
            "sheet" => {
                let id = xml::attribute(tag, "id").unwrap_or_default();
                let relation = relations.iter().find(|relation| relation.id == id);
                let Some(relation) = relation else { return };
                let state = xml::attribute(tag, "state");
                self.sheets.push(SheetPart {
                    name: xml::attribute(tag, "name").unwrap_or_default(),
                    part: relation.part.clone(),
                    kind: relation.kind.clone(),
                    is_visible: state.is_none_or(|state| state == "visible"),
                });
            }
            _ => {}
        }
    }

    /// Reads the number formats of styles.
    fn styles(&mut self, text: &str) -> Result<(), Unread> {
        let mut is_cell = false;
        each_tag(text, |tag, is_end| match tag.local_name().as_ref() {
            "cellXfs" => is_cell = !is_end,
            "xf" if is_cell && !is_end => {
                self.formats.push(xml::count(tag, "numFmtId").unwrap_or(0));
            }
            "numFmt" if !is_end => {
                if let (Some(id), Some(code)) = (
                    xml::count(tag, "numFmtId"),
                    xml::attribute(tag, "formatCode"),
                ) {
                    self.codes.insert(id, NumberFormat::new(&code));
                }
            }
            _ => {}
        })?;
        for &id in &self.formats {
            let builtin = || NumberFormat::new(number_format::builtin(id));
            self.codes.entry(id).or_insert_with(builtin);
        }
        Ok(())
    }

    /// The number format of a style.
    pub(super) fn format(&self, style: usize) -> Option<&NumberFormat> {
        self.codes.get(self.formats.get(style)?)
    }
}

/// The text of a part.
fn part(parts: &mut Parts<'_>, name: &str) -> Result<Option<String>, Unread> {
    let part = parts.read(name)?;
    part.map(|part| xml::text(&part).ok_or(DAMAGED)).transpose()
}

/// The relations of the part `of`, of the package itself if it has no name.
fn relations(parts: &mut Parts<'_>, of: &str) -> Result<Vec<Relation>, Unread> {
    let (folder, name) = of.rsplit_once('/').unwrap_or(("", of));
    let path = resolve(folder, &format!("_rels/{name}.rels"));
    let mut relations = Vec::new();
    let Some(text) = part(parts, &path)? else {
        return Ok(relations);
    };
    each_tag(&text, |tag, is_end| {
        let attribute = |name| xml::attribute(tag, name);
        if !is_end
            && tag.local_name().as_ref() == "Relationship"
            && let (Some(id), Some(kind), Some(target)) =
                (attribute("Id"), attribute("Type"), attribute("Target"))
        {
            relations.push(Relation {
                id,
                kind: kind.rsplit('/').next().unwrap_or_default().to_owned(),
                part: resolve(folder, &target),
            });
        }
    })?;
    Ok(relations)
}

/// The part that a relation of a kind leads to.
fn find<'a>(relations: &'a [Relation], kind: &str) -> Option<&'a str> {
    let relation = relations
        .iter()
        .find(|relation| relation.kind.eq_ignore_ascii_case(kind));
    relation.map(|relation| relation.part.as_str())
}

/// The path of `target` as seen from `folder`.
fn resolve(folder: &str, target: &str) -> String {
    let target = target.replace('\\', "/");
    let mut path: Vec<&str> = if target.starts_with('/') {
        Vec::new()
    } else {
        folder.split('/').collect()
    };
    for step in target.split('/') {
        match step {
            "." | "" => {}
            ".." => {
                path.pop();
            }
            step => path.push(step),
        }
    }
    path.retain(|step| !step.is_empty());
    path.join("/")
}

/// The words that cells refer to.
fn shared_strings(text: &str) -> Result<Vec<String>, Unread> {
    let mut strings = Vec::new();
    let mut reader = Reader::from_str(text);
    let mut words = String::new();
    let (mut is_text, mut is_reading) = (false, false);
    loop {
        let event = reader.read_event().map_err(|_| DAMAGED)?;
        match &event {
            Event::Start(tag) => match tag.local_name().as_ref() {
                "si" => words.clear(),
                "t" => is_text = !is_reading,
                // How the words are read aloud.
                "rPh" => is_reading = true,
                _ => {}
            },
            Event::Empty(tag) if tag.local_name().as_ref() == "si" => strings.push(String::new()),
            Event::End(tag) => match tag.local_name().as_ref() {
                "si" => strings.push(unescaped(&words)),
                "t" => is_text = false,
                "rPh" => is_reading = false,
                "sst" => return Ok(strings),
                _ => {}
            },
            Event::Eof if strings.is_empty() => return Ok(strings),
            Event::Eof => return Err(DAMAGED),
            event if is_text => xml::push_text(&mut words, event),
            _ => {}
        }
    }
}

/// Words in which `_x000D_` stands for the character of that number.
pub(super) fn unescaped(words: &str) -> String {
    let mut text = String::with_capacity(words.len());
    let mut rest = words;
    while let Some((before, behind)) = rest.split_once("_x") {
        text.push_str(before);
        let code = behind.split_once('_').filter(|(code, _)| code.len() == 4);
        let c = code.and_then(|(code, _)| char::from_u32(u32::from_str_radix(code, 16).ok()?));
        rest = if let (Some(c), Some((_, behind))) = (c, code) {
            text.push(c);
            behind
        } else {
            text.push_str("_x");
            behind
        };
    }
    text + rest
}

/// Has `take` look at every tag, and whether it is an end tag.
fn each_tag(text: &str, mut take: impl FnMut(&BytesStart<'_>, bool)) -> Result<(), Unread> {
    let mut reader = Reader::from_str(text);
    loop {
        match reader.read_event().map_err(|_| DAMAGED)? {
            Event::Start(tag) => take(&tag, false),
            Event::Empty(tag) => {
                take(&tag, false);
                take(&tag, true);
            }
            Event::End(tag) => take(&BytesStart::new(tag.name().as_ref()), true),
            Event::Eof => return Ok(()),
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn targets_are_seen_from_their_folder() {
        assert_eq!(
            resolve("xl", "worksheets/sheet1.xml"),
            "xl/worksheets/sheet1.xml"
        );
        assert_eq!(
            resolve("xl", "/xl/worksheets/sheet1.xml"),
            "xl/worksheets/sheet1.xml"
        );
        assert_eq!(resolve("xl/worksheets", "..\\styles.xml"), "xl/styles.xml");
        assert_eq!(resolve("", "../../../etc"), "etc");
    }

    #[test]
    fn escaped_characters_are_what_they_stand_for() {
        assert_eq!(unescaped("甲_x000D_乙"), "甲\r乙");
        assert_eq!(unescaped("_x005F_x000D_"), "_x000D_");
        assert_eq!(unescaped("_xyz_ _x12_"), "_xyz_ _x12_");
    }
}
