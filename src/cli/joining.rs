//! Files to one report: their texts one behind another, their gaps as gaps of it.
//!
//! Deliberately absent: which files make a report.

use super::{
    failure::ReadError,
    files::{Found, Opener, Report},
    groups::Group,
};
use crate::{
    document::Document,
    gap::{Gap, GapKind},
    source::{Limit, Unread},
    span::Span,
};

/// Reads the files of `group` as one report, and tells which of them could not be.
///
/// A file whose title names another `year` than those before it is a report of its own: no pattern
/// of paths is believed to put two years together.
pub(super) fn join(
    opener: &Opener,
    group: Group,
    buffer: &mut Vec<u8>,
    year: impl Fn(&Document) -> Option<u16>,
) -> Vec<Found> {
    let mut whole = Whole::new(group.first.path.clone());
    let mut others = Vec::new();
    let mut own_year = None;
    for (at, job) in std::iter::once(group.first).chain(group.others).enumerate() {
        let path = job.path.clone();
        let read = match opener.open(job, buffer) {
            Found::Report(report) if whole.has_room(&report, opener) => Found::Report(report),
            Found::Report(_) => {
                let (limit, most) = (Limit::Bytes, opener.options.limits.bytes);
                let error = ReadError::Unread(Unread::Limit { limit, most });
                Found::Failure(error.at(path.clone(), opener.language))
            }
            failure @ Found::Failure(_) => failure,
        };
        match read {
            Found::Report(report) => {
                let named = year(&report.document);
                if own_year.is_some() && named.is_some() && named != own_year {
                    others.push(Found::Report(report));
                    continue;
                }
                own_year = own_year.or(named);
                whole.add(at, report);
            }
            failure @ Found::Failure(_) => {
                whole.miss(at, path);
                others.push(failure);
            }
        }
    }
    let whole = whole.finish();
    whole.map(Found::Report).into_iter().chain(others).collect()
}

/// A report as its files are put together.
struct Whole(Report);

impl Whole {
    fn new(path: String) -> Self {
        Self(Report {
            path,
            document: Document::default(),
            gaps: Vec::new(),
            n_files: 0,
        })
    }

    /// Whether the report is allowed to be so long.
    fn has_room(&self, more: &Report, opener: &Opener) -> bool {
        let n_bytes = self.0.document.text().len();
        let most = opener.options.limits.bytes;
        self.0.n_files == 0 || n_bytes + more.document.text().len() <= most
    }

    /// Takes the file that is the one at `at`.
    fn add(&mut self, at: usize, file: Report) {
        let whole = &mut self.0;
        whole.n_files += 1;
        if at == 0 {
            whole.document = file.document;
            whole.gaps = file.gaps;
            return;
        }
        let start = whole.document.join(file.path, file.document);
        whole.gaps.extend(file.gaps.into_iter().map(|gap| Gap {
            // What stands nowhere in a file still tells of that file.
            span: Some(gap.span.unwrap_or_default().shifted(start)),
            ..gap
        }));
    }

    /// Notes that the file at `at` could not be read.
    fn miss(&mut self, at: usize, path: String) {
        let whole = &mut self.0;
        let start = if at == 0 {
            0
        } else {
            whole.document.join(path, Document::default())
        };
        whole.gaps.push(Gap {
            kind: GapKind::UnreadPart,
            span: Some(Span { start, end: start }),
        });
    }

    /// The report, if any of it was read.
    ///
    /// Every file behind the first is what one link of a page leads to: so many are not missing.
    fn finish(self) -> Option<Report> {
        let mut report = self.0;
        let mut n_linked = report.n_files.saturating_sub(1);
        report.gaps.retain(|gap| {
            let is_joined = gap.kind == GapKind::LinkedFile && n_linked > 0;
            n_linked -= usize::from(is_joined);
            !is_joined
        });
        (report.n_files > 0).then_some(report)
    }
}
