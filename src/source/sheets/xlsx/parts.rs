//! The parts that all sheets share: their list, the words and the number formats.

use std::collections::BTreeMap;

use super::{
    super::{
        super::{
            Unread,
            kind::BINARY_WORKBOOK,
            xml::{
                self, Element, Event, Xml,
                relations::{self, Relations},
            },
            zip::Parts,
        },
        dates::Epoch,
        number_format::{self, NumberFormat},
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

impl Workbook {
    pub(super) fn read(parts: &mut Parts<'_>) -> Result<Self, Unread> {
        let of_package = relations(parts, "")?;
        let main = of_package
            .first("officeDocument")
            .unwrap_or("xl/workbook.xml");
        if main.rsplit('.').next() == Some("bin") {
            return Err(Unread::Binary {
                looks_like: BINARY_WORKBOOK,
            });
        }
        let of_workbook = relations(parts, main)?;
        let mut workbook = Self::default();
        let text = part(parts, main)?.ok_or(DAMAGED)?;
        let mut xml = Xml::new(&text);
        while let Some(event) = xml.next().map_err(|_| DAMAGED)? {
            if let Event::Start(element) = event {
                workbook.take(&element, &of_workbook);
            }
        }
        if let Some(strings) = of_workbook.first("sharedStrings")
            && let Some(text) = part(parts, strings)?
        {
            workbook.strings = shared_strings(&text)?;
        }
        if let Some(styles) = of_workbook.first("styles")
            && let Some(text) = part(parts, styles)?
        {
            workbook.styles(&text)?;
        }
        Ok(workbook)
    }

    fn take(&mut self, element: &Element<'_>, relations: &Relations) {
        match element.name() {
            "workbookPr" if element.is_true("date1904") => self.epoch = Epoch::Y1904,
            "calcPr" => self.calculates_on_load = element.is_true("fullCalcOnLoad"),
            "sheet" => {
                let id = element.value("id").unwrap_or_default();
                let Some((kind, part)) = relations.get(&id) else {
                    return;
                };
                let state = element.value("state");
                self.sheets.push(SheetPart {
                    name: element.value("name").unwrap_or_default().into_owned(),
                    part: part.to_owned(),
                    kind: kind.to_owned(),
                    is_visible: state.is_none_or(|state| state == "visible"),
                });
            }
            _ => {}
        }
    }

    /// Reads the number formats of styles.
    fn styles(&mut self, text: &str) -> Result<(), Unread> {
        let (mut xml, mut is_cell) = (Xml::new(text), false);
        while let Some(event) = xml.next().map_err(|_| DAMAGED)? {
            let element = match event {
                Event::Start(element) => element,
                Event::End(end) => {
                    is_cell &= end.name() != "cellXfs";
                    continue;
                }
                Event::Text(_) => continue,
            };
            match element.name() {
                "cellXfs" => is_cell = true,
                "xf" if is_cell => self.formats.push(element.number("numFmtId").unwrap_or(0)),
                "numFmt" => {
                    let id = element.number("numFmtId");
                    if let (Some(id), Some(code)) = (id, element.value("formatCode")) {
                        self.codes.insert(id, NumberFormat::new(&code));
                    }
                }
                _ => {}
            }
        }
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
pub(super) fn part(parts: &mut Parts<'_>, name: &str) -> Result<Option<String>, Unread> {
    let part = parts.read(name)?;
    part.map(|part| xml::decode(part).map_err(|_| DAMAGED))
        .transpose()
}

/// What the part `of` refers to, the package itself if it has no name.
fn relations(parts: &mut Parts<'_>, of: &str) -> Result<Relations, Unread> {
    let text = part(parts, &relations::name(of))?;
    let relations = text.map(|text| Relations::read(&text, of)).transpose();
    Ok(relations.map_err(|_| DAMAGED)?.unwrap_or_default())
}

/// The words that cells refer to.
fn shared_strings(text: &str) -> Result<Vec<String>, Unread> {
    let (mut strings, mut words) = (Vec::new(), String::new());
    let (mut is_text, mut is_reading) = (false, false);
    let mut xml = Xml::new(text);
    while let Some(event) = xml.next().map_err(|_| DAMAGED)? {
        match event {
            Event::Start(element) => match element.name() {
                "t" => is_text = !is_reading,
                // How the words are read aloud.
                "rPh" => is_reading = true,
                _ => {}
            },
            Event::End(end) => match end.name() {
                "si" => strings.push(unescaped(&std::mem::take(&mut words))),
                "t" => is_text = false,
                "rPh" => is_reading = false,
                _ => {}
            },
            Event::Text(text) if is_text => words.push_str(&text),
            Event::Text(_) => {}
        }
    }
    Ok(strings)
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escaped_characters_are_what_they_stand_for() {
        assert_eq!(unescaped("甲_x000D_乙"), "甲\r乙");
        assert_eq!(unescaped("_x005F_x000D_"), "_x000D_");
        assert_eq!(unescaped("_xyz_ _x12_"), "_xyz_ _x12_");
    }
}
