//! Which part another part of an office document speaks of by an id.

use std::collections::BTreeMap;

use super::{Broken, Event, Xml};

/// The relations of one part.
#[derive(Debug, Default)]
pub(in crate::source) struct Relations {
    /// The last word of the kind, and the target, by id.
    of_id: BTreeMap<String, (String, String)>,
}

impl Relations {
    /// Reads `text`, the relations of the part `of`.
    pub(in crate::source) fn read(text: &str, of: &str) -> Result<Self, Broken> {
        let mut relations = Self::default();
        let mut xml = Xml::new(text);
        while let Some(event) = xml.next()? {
            let Event::Start(element) = event else {
                continue;
            };
            let is_outside = element.value("TargetMode").as_deref() == Some("External");
            let values = (
                element.value("Id"),
                element.value("Type"),
                element.value("Target"),
            );
            if let ((Some(id), Some(kind), Some(target)), false) = (values, is_outside) {
                let kind = kind.rsplit('/').next().unwrap_or_default().to_owned();
                let target = resolved(of, &target);
                relations.of_id.insert(id.into_owned(), (kind, target));
            }
        }
        Ok(relations)
    }

    /// The part with this id, if it is of this kind.
    pub(in crate::source) fn target(&self, id: &str, kind: &str) -> Option<&str> {
        let (of_kind, target) = self.get(id)?;
        of_kind.eq_ignore_ascii_case(kind).then_some(target)
    }

    /// The last word of the kind of the part with this id, and the part.
    pub(in crate::source) fn get(&self, id: &str) -> Option<(&str, &str)> {
        let (kind, target) = self.of_id.get(id)?;
        Some((kind, target))
    }

    /// The first part of this kind.
    pub(in crate::source) fn first(&self, kind: &str) -> Option<&str> {
        let mut parts = self.of_id.values();
        let (_, target) = parts.find(|(of_kind, _)| of_kind.eq_ignore_ascii_case(kind))?;
        Some(target)
    }
}

/// The name of the part that holds the relations of the part `of`.
pub(in crate::source) fn name(of: &str) -> String {
    let (folder, file) = of.rsplit_once('/').unwrap_or(("", of));
    format!("{folder}/_rels/{file}.rels")
}

/// The name of the part that `of` calls `target`.
fn resolved(of: &str, target: &str) -> String {
    // Some programs write paths as their system does.
    let target = target.replace('\\', "/");
    let mut steps: Vec<&str> = if target.starts_with('/') {
        Vec::new()
    } else {
        let (folder, _) = of.rsplit_once('/').unwrap_or(("", of));
        folder.split('/').collect()
    };
    for step in target.split('/') {
        match step {
            "." => {}
            ".." => {
                steps.pop();
            }
            step => steps.push(step),
        }
    }
    steps.retain(|step| !step.is_empty());
    steps.join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn targets_are_seen_from_their_folder() {
        let book = "xl/workbook.xml";
        assert_eq!(resolved(book, "sheets/one.xml"), "xl/sheets/one.xml");
        assert_eq!(resolved(book, "/xl/sheets/one.xml"), "xl/sheets/one.xml");
        assert_eq!(
            resolved("xl/sheets/one.xml", "..\\styles.xml"),
            "xl/styles.xml"
        );
        assert_eq!(resolved("", "../../../etc"), "etc");
    }
}
