//! The package that a document is: its main part, and the parts that this refers to.
//!
//! Deliberately absent: what the parts say.

use crate::source::{
    Limits, Unread, WORD,
    xml::{
        self, Broken,
        relations::{self, Relations},
    },
    zip::Parts,
};

/// An opened document.
pub(super) struct Package<'a> {
    parts: Parts<'a>,
    relations: Relations,
    /// The name of the main part.
    main: String,
}

impl<'a> Package<'a> {
    /// Opens the document `bytes`.
    ///
    /// # Errors
    ///
    /// If it is damaged, locked or too large.
    pub(super) fn open(bytes: &'a [u8], limits: &Limits) -> Result<Self, Unread> {
        let parts = Parts::open(bytes, WORD, limits)?;
        let relations = Relations::default();
        let main = "word/document.xml".to_owned();
        let mut package = Self {
            parts,
            relations,
            main,
        };
        let root = package.relations_of("")?.unwrap_or_default();
        if let Some(main) = root.first("officeDocument") {
            main.clone_into(&mut package.main);
        }
        let main = package.main.clone();
        package.relations = package.relations_of(&main)?.unwrap_or_default();
        Ok(package)
    }

    /// What the main part refers to.
    pub(super) fn relations(&self) -> &Relations {
        &self.relations
    }

    /// The text of the main part.
    pub(super) fn main(&mut self) -> Result<String, Unread> {
        let main = self.main.clone();
        self.text(&main)?.ok_or(Unread::Damaged { what: WORD })
    }

    /// The text of the part `name`; none if there is no such part.
    pub(super) fn text(&mut self, name: &str) -> Result<Option<String>, Unread> {
        let Some(part) = self.parts.read(name)? else {
            return Ok(None);
        };
        Ok(Some(xml::decode(part)?))
    }

    fn relations_of(&mut self, part: &str) -> Result<Option<Relations>, Unread> {
        let text = self.text(&relations::name(part))?;
        let relations = text.map(|text| Relations::read(&text, part)).transpose()?;
        Ok(relations)
    }
}

impl From<Broken> for Unread {
    fn from(_: Broken) -> Self {
        Self::Damaged { what: WORD }
    }
}
