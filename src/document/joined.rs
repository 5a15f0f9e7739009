//! Reports of several files: a page, and the attachment that holds its table.
//!
//! The texts stand one behind another in one view, so that rules see one report. What was said of
//! each file before (its source, its places) stays as it was told and counts from where it begins.
//!
//! Deliberately absent: which files make a report.

use super::{Block, Document, Places, Provenance};
use crate::span::Span;

/// What stands between the texts of two files.
const SEAM: &str = "\n\n";

/// A file of a report behind its first.
#[derive(Debug, Clone, Default)]
pub struct Joined {
    /// The path as given or found.
    pub path: String,
    /// Where its text begins in the view.
    pub start: u32,
    /// What its text was made from; the text view it speaks of begins at [`Joined::start`].
    pub provenance: Provenance,
    /// Where a person finds what stands in it, counted from there likewise.
    pub places: Places,
}

impl Document {
    /// Puts the text of another file, which is called `path`, behind all there is; where it begins.
    ///
    /// # Panics
    ///
    /// If the view would be longer than spans reach, 4 GiB.
    pub fn join(&mut self, path: String, file: Document) -> u32 {
        self.text.push_str(SEAM);
        let start = Span::new(self.text.len(), self.text.len()).start;
        self.text.push_str(&file.text);
        self.blocks.extend(file.blocks.into_iter().map(|mut block| {
            block.shift(start);
            block
        }));
        self.joined.push(Joined {
            path,
            start,
            provenance: file.provenance,
            places: file.places,
        });
        let behind = file.joined.into_iter();
        self.joined.extend(behind.map(|joined| Joined {
            start: joined.start + start,
            ..joined
        }));
        start
    }

    /// The files behind the first, in the order of the text.
    #[must_use]
    pub fn joined(&self) -> &[Joined] {
        &self.joined
    }

    /// What each file takes of the text view, in order.
    pub fn files(&self) -> impl Iterator<Item = Span> {
        files(&self.text, &self.joined)
    }

    /// What the file takes of the text view that `at` stands in.
    #[must_use]
    pub fn file_around(&self, at: u32) -> Span {
        self.files()
            .take_while(|file| file.start <= at)
            .last()
            .unwrap_or_default()
    }

    /// The blocks of each file in turn.
    pub fn blocks_by_file(&self) -> impl Iterator<Item = &[Block]> {
        let mut rest = self.blocks.as_slice();
        self.files().map(move |file| {
            let n = rest.partition_point(|block| block.span().start <= file.end);
            let (own, others) = rest.split_at(n);
            rest = others;
            own
        })
    }
}

/// What each file takes of the view `text`, where `joined` follow the first.
pub(crate) fn files(text: &str, joined: &[Joined]) -> impl Iterator<Item = Span> {
    let starts = std::iter::once(0).chain(joined.iter().map(|file| file.start as usize));
    let ends = joined
        .iter()
        .map(|file| (file.start as usize).saturating_sub(SEAM.len()))
        .chain([text.len()]);
    starts
        .zip(ends)
        .map(|(start, end)| Span::new(start, end.max(start)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn document(text: &str) -> Document {
        let line = Span::new(0, text.len());
        Document::new(text.to_owned(), vec![Block::Paragraph(line)])
    }

    #[test]
    fn files_stand_one_behind_another() {
        let mut all = document("收到13件");
        all.join("空.txt".to_owned(), Document::default());
        all.join("表.txt".to_owned(), document("网络10件"));
        let files: Vec<&str> = all.files().map(|file| file.of(all.text())).collect();
        assert_eq!(files, ["收到13件", "", "网络10件"]);
        let blocks = |blocks: &[Block]| -> Vec<String> {
            let words = blocks.iter().map(|block| block.span().of(all.text()));
            words.map(str::to_owned).collect()
        };
        let blocks: Vec<_> = all.blocks_by_file().map(blocks).collect();
        assert_eq!(blocks, [vec!["收到13件"], vec![], vec!["网络10件"]]);
        let mut outer = document("页");
        outer.join("总.txt".to_owned(), all.clone());
        let files: Vec<&str> = outer.files().map(|file| file.of(outer.text())).collect();
        assert_eq!(files, ["页", "收到13件", "", "网络10件"]);
        let last = all.joined()[1].start;
        assert_eq!(all.file_around(last + 1).of(all.text()), "网络10件");
        assert_eq!(all.file_around(0).of(all.text()), "收到13件");
        assert_eq!(all.file_around(u32::MAX).of(all.text()), "网络10件");
    }
}
