//! Pages for people: the report as text with every number painted by what became of it,
//! the findings beside it, and an overview of many reports.
//!
//! A page stands on its own: it loads nothing, and works offline and on paper. What goes
//! onto it is escaped unless it is ours ([`escape`]), and its policy lets nothing else run
//! ([`shell`]). Reports are written as they come; only the rows of the overview are kept.
//!
//! Deliberately absent: files, which the command line keeps, and any judgement.

mod escape;
mod findings;
mod overview;
mod paint;
mod rules;
mod shell;
mod text;
mod view;
mod words;

use std::{fmt, io};

use maud::{Markup, PreEscaped, html};
use sha2::{Digest, Sha256};

pub use shell::GENERATOR;

use self::{overview::Overview, rules::RuleBook};
use super::{Failure, Printer, Summary, listed, words::pick};
use crate::{
    audit::Audit, finding::Finding, language::Language, pack::PackSet, severity::Severity,
};

/// A page that holds all reports of a run.
#[derive(Debug)]
pub struct Html {
    least: Severity,
    language: Language,
    book: RuleBook,
    overview: Overview,
    n_reports: usize,
    /// The first report with its name, until it is known whether it is the only one.
    first: Option<(String, Markup)>,
}

/// A folder of pages: one for each report, and `index.html` for all of them.
pub struct HtmlFolder<F> {
    least: Severity,
    language: Language,
    book: RuleBook,
    overview: Overview,
    /// Writes a page under its name.
    put: F,
}

impl<F> fmt::Debug for HtmlFolder<F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut shape = f.debug_struct("HtmlFolder");
        shape
            .field("overview", &self.overview)
            .finish_non_exhaustive()
    }
}

impl Html {
    /// A page with findings that are at least as severe as `least`, found by the rules of `packs`.
    #[must_use]
    pub fn new(packs: &PackSet, least: Severity, language: Language) -> Self {
        Self {
            least,
            language,
            book: RuleBook::new(packs, language),
            overview: Overview::default(),
            n_reports: 0,
            first: None,
        }
    }

    /// Starts a page of several reports with the one that was held.
    fn begin(&mut self, out: &mut dyn io::Write) -> io::Result<()> {
        let title = pick(self.language, "勾稽核对报告", "gouji: reports checked");
        out.write_all(shell::open(title, self.language).as_bytes())?;
        match self.first.take() {
            Some((name, view)) => put_away(out, 1, &name, &view),
            None => Ok(()),
        }
    }
}

impl Printer for Html {
    fn report(&mut self, out: &mut dyn io::Write, path: &str, audit: &Audit) -> io::Result<()> {
        self.n_reports += 1;
        let prefix = format!("r{}", self.n_reports);
        let findings: Vec<&Finding> = listed(audit, self.least).collect();
        let link = format!("#{prefix}");
        self.overview.add(link, path, audit, &findings);
        let view = view::view(
            path,
            audit,
            &findings,
            &mut self.book,
            &prefix,
            self.language,
        );
        let name = view::name(path, audit).to_owned();
        if self.n_reports == 1 {
            self.first = Some((name, view));
            return Ok(());
        }
        if self.n_reports == 2 {
            self.begin(out)?;
        }
        put_away(out, self.n_reports, &name, &view)
    }

    fn finish(
        &mut self,
        out: &mut dyn io::Write,
        failures: &[Failure],
        summary: &Summary,
    ) -> io::Result<()> {
        let only = self.first.take_if(|_| failures.is_empty());
        let content = if let Some((name, view)) = only {
            out.write_all(shell::open(&name, self.language).as_bytes())?;
            main(&view, &self.book.take_section())
        } else {
            if self.n_reports < 2 {
                self.begin(out)?;
            }
            let overview =
                self.overview
                    .markup(failures, summary, &mut self.book, self.language)?;
            let back = pick(self.language, "返回总览", "back to the overview");
            let content = html! {
                (overview)
                nav #back hidden { a href="#overview" { (back) } }
                div #opened {}
            };
            main(&content, &self.book.take_section())
        };
        out.write_all(content.into_string().as_bytes())?;
        out.write_all(shell::close().into_string().as_bytes())
    }
}

impl<F: FnMut(&str, &str) -> io::Result<()>> HtmlFolder<F> {
    /// The same pages, each given to `put` with its name when it is complete.
    #[must_use]
    pub fn new(packs: &PackSet, least: Severity, language: Language, put: F) -> Self {
        Self {
            least,
            language,
            book: RuleBook::new(packs, language),
            overview: Overview::default(),
            put,
        }
    }

    fn page(&mut self, name: &str, title: &str, content: &Markup) -> io::Result<()> {
        let mut page = shell::open(title, self.language);
        page.push_str(&main(content, &self.book.take_section()).0);
        page.push_str(&shell::close().0);
        (self.put)(name, &page)
    }
}

impl<F: FnMut(&str, &str) -> io::Result<()>> Printer for HtmlFolder<F> {
    fn report(&mut self, _: &mut dyn io::Write, path: &str, audit: &Audit) -> io::Result<()> {
        let findings: Vec<&Finding> = listed(audit, self.least).collect();
        let name = page_name(path);
        self.overview.add(name.clone(), path, audit, &findings);
        let view = view::view(path, audit, &findings, &mut self.book, "r1", self.language);
        let back = pick(self.language, "返回总览", "back to the overview");
        let content = html! {
            nav { a href="index.html" { (back) } }
            (view)
        };
        self.page(&name, view::name(path, audit), &content)
    }

    fn finish(
        &mut self,
        _: &mut dyn io::Write,
        failures: &[Failure],
        summary: &Summary,
    ) -> io::Result<()> {
        let overview = self
            .overview
            .markup(failures, summary, &mut self.book, self.language)?;
        let title = pick(self.language, "勾稽核对报告", "gouji: reports checked");
        self.page("index.html", title, &overview)
    }
}

fn main(content: &Markup, rules: &Markup) -> Markup {
    html! {
        main #main tabindex="-1" {
            (content)
            (rules)
        }
    }
}

/// Writes a report that is shown when it is asked for.
///
/// Until then it is text to the browser: hundreds of them as elements, even of a `template`,
/// would make the page open in seconds. Nothing in it ends a `script`, since `<` of a report
/// is escaped and the page's own scripts stand elsewhere.
fn put_away(out: &mut dyn io::Write, number: usize, name: &str, view: &Markup) -> io::Result<()> {
    let stored = html! {
        script type="text/html" #{ "t" (number) } data-title=(escape::Shown(name)) {
            (PreEscaped(&view.0))
        }
    };
    out.write_all(stored.into_string().as_bytes())
}

/// The file name of a report's page, the same in every run: the name of its file, and
/// what tells it from those of the same name elsewhere.
fn page_name(path: &str) -> String {
    const MOST_CHARS: usize = 40;
    let file = path.rsplit(['/', '\\']).next().unwrap_or(path);
    let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem);
    let safe = |c: char| if c.is_alphanumeric() { c } else { '-' };
    let stem: String = stem.chars().take(MOST_CHARS).map(safe).collect();
    let stem = match stem.trim_matches('-') {
        "" => "report",
        some => some,
    };
    let digest = Sha256::digest(path);
    let tail = digest
        .iter()
        .take(6)
        .fold(0_u64, |tail, &byte| (tail << 8) | u64::from(byte));
    format!("{stem}-{tail:012x}.html")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_pages_are_safe_and_tell_paths_apart() {
        let name = page_name("甲/报 告<1>.2017.txt");
        assert!(name.starts_with("报-告-1--2017-"), "{name}");
        assert_eq!(name, page_name("甲/报 告<1>.2017.txt"));
        assert_ne!(name, page_name("乙/报 告<1>.2017.txt"));
        assert!(page_name("..").starts_with("report-"));
        assert!(page_name("-").starts_with("report-"));
        assert!(page_name(&"数".repeat(500)).len() < 255);
        assert!(!page_name("con").eq_ignore_ascii_case("con.html"));
    }
}
