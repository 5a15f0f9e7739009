//! STUB, to be replaced by the source room.
#![allow(missing_docs)]

use crate::{document::Document, gap::Gap};

#[derive(Debug, thiserror::Error, miette::Diagnostic)]
pub enum Unread {
    #[error("the file is empty")]
    #[diagnostic(code(gouji::source::empty), help("export the report again"))]
    Empty,
    #[error("not text")]
    #[diagnostic(code(gouji::source::not_text), help("save the report as text"))]
    NotText,
}

pub fn read(bytes: &[u8]) -> Result<(Document, Vec<Gap>), Unread> {
    if bytes.is_empty() {
        return Err(Unread::Empty);
    }
    let text = String::from_utf8(bytes.to_vec()).map_err(|_| Unread::NotText)?;
    if text.contains('\0') {
        return Err(Unread::NotText);
    }
    Ok((Document::new(text, Vec::new()), Vec::new()))
}
