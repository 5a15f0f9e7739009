//! What the process finds around it: language, terminal, colours.

use std::io::{self, IsTerminal, Write};

use miette::{Diagnostic, GraphicalReportHandler, MietteDiagnostic};

use super::args::{Common, When};
use crate::{
    language::Language,
    report::{Failure, Look, plain},
};

/// How wide text is when nothing says so.
const WIDTH: usize = 80;

/// What was found out about the surroundings, once.
#[derive(Debug, Clone, Copy)]
pub(super) struct Environment {
    /// The language of messages.
    pub(super) language: Language,
    /// What standard output can show.
    pub(super) out: Look,
    /// What a file can show, whoever opens it.
    pub(super) file: Look,
    /// What standard error can show.
    err: Look,
    /// Whether somebody watches standard error alone: what goes to standard output is kept.
    pub(super) is_watched: bool,
    /// Whether somebody chose the language for gouji, rather than for all programs.
    is_language_chosen: bool,
}

impl Environment {
    /// The surroundings of the process, as far as `common` does not overrule them.
    pub(super) fn of(common: &Common) -> Self {
        let language = common
            .lang
            .map_or_else(|| language_of(variable), Language::from);
        let columns = terminal_size::terminal_size().map(|(width, _)| usize::from(width.0));
        let look = |is_terminal: bool| Look {
            width: common
                .width
                .or(columns.filter(|_| is_terminal))
                .unwrap_or(WIDTH)
                .clamp(40, 160),
            is_unicode: is_terminal && draws_unicode(variable),
            is_coloured: match common.color {
                When::Always => true,
                When::Never => false,
                When::Auto => is_terminal && wants_colour(variable),
            },
            language,
        };
        Self {
            language,
            out: look(io::stdout().is_terminal()),
            file: look(false),
            err: look(io::stderr().is_terminal()),
            is_watched: io::stderr().is_terminal() && !io::stdout().is_terminal(),
            is_language_chosen: common.lang.is_some() || variable("GOUJI_LANG").is_some(),
        }
    }

    /// The same in the language of a configuration, unless another one was chosen for gouji.
    pub(super) fn speaking(mut self, language: Option<Language>) -> Self {
        if let Some(language) = language.filter(|_| !self.is_language_chosen) {
            self.language = language;
            self.out.language = language;
            self.file.language = language;
            self.err.language = language;
        }
        self
    }

    /// An error with its labels and help, for standard error.
    pub(super) fn rendered(self, error: &dyn Diagnostic) -> String {
        // Without context miette's own sources show a label without its line.
        let handler = self.err.handler().with_primary_span_start();
        rendered(&handler.with_context_lines(1), error)
    }

    /// A report that was not read, for standard error.
    pub(super) fn failure(self, failure: &Failure) -> String {
        let mut handler = self.err.handler();
        if let Some(help) = &failure.help {
            let lead = match self.language {
                Language::Zh => "建议：",
                Language::En => "help: ",
            };
            handler = handler.with_footer(format!("{lead}{help}"));
        }
        let told = MietteDiagnostic::new(format!("{}: {}", plain(&failure.path), failure.message))
            .with_code(&failure.code);
        rendered(&handler, &told)
    }

    /// Whether a report is piped into standard input.
    pub(super) fn is_piped_into() -> bool {
        let input = io::stdin();
        !input.is_terminal() && has_content()
    }
}

fn rendered(handler: &GraphicalReportHandler, error: &dyn Diagnostic) -> String {
    let mut words = String::new();
    // Writing to a string fails only if the error's own `Display` does.
    let _ = handler.render_report(&mut words, error);
    words
}

/// Prints text to standard output; that nobody reads it any more is no error.
pub(super) fn print(words: &str) -> io::Result<()> {
    let words = format!("{}\n", words.trim_end());
    match io::stdout().lock().write_all(words.as_bytes()) {
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        done => done,
    }
}

/// Says something beside the output, on standard error.
pub(super) fn say(words: &str) {
    // If standard error is gone, what was to be printed has been printed all the same.
    let _ = writeln!(io::stderr().lock(), "{}", words.trim_end());
}

/// Whether standard input is a pipe or a file, and not the void a job runner leaves there.
#[cfg(unix)]
fn has_content() -> bool {
    use std::os::unix::fs::FileTypeExt;
    std::fs::metadata("/dev/stdin").is_ok_and(|found| {
        let kind = found.file_type();
        kind.is_fifo() || kind.is_file() || kind.is_socket()
    })
}

#[cfg(not(unix))]
fn has_content() -> bool {
    true
}

fn variable(name: &str) -> Option<String> {
    std::env::var(name).ok().filter(|value| !value.is_empty())
}

/// The language the locale asks for: Chinese unless it names another one.
fn language_of(variable: impl Fn(&str) -> Option<String>) -> Language {
    let named = ["GOUJI_LANG", "LC_ALL", "LC_MESSAGES", "LANG"]
        .into_iter()
        .find_map(variable);
    let Some(locale) = named else {
        return Language::Zh;
    };
    let locale = locale.to_ascii_lowercase();
    let language = locale
        .split(['.', '_', '-', '@'])
        .next()
        .unwrap_or_default();
    match language {
        "zh" | "c" | "posix" => Language::Zh,
        _ => Language::En,
    }
}

/// Whether box characters come out right: not on a dumb terminal, not in another encoding.
fn draws_unicode(variable: impl Fn(&str) -> Option<String>) -> bool {
    let is_simple = variable("TERM").is_some_and(|term| term == "dumb" || term == "linux");
    let locale = ["LC_ALL", "LC_CTYPE", "LANG"]
        .into_iter()
        .find_map(variable);
    let encoding = locale.as_deref().and_then(|locale| locale.split_once('.'));
    let is_other = encoding.is_some_and(|(_, encoding)| {
        let encoding = encoding.to_ascii_lowercase();
        !encoding.starts_with("utf-8") && !encoding.starts_with("utf8")
    });
    !is_simple && !is_other
}

/// Whether colours are welcome on a terminal; any value of `NO_COLOR` means no.
fn wants_colour(variable: impl Fn(&str) -> Option<String>) -> bool {
    variable("NO_COLOR").is_none() && variable("TERM").is_none_or(|term| term != "dumb")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn set<'a>(pairs: &'a [(&'a str, &'a str)]) -> impl Fn(&str) -> Option<String> + 'a {
        |name| pairs.iter().find(|p| p.0 == name).map(|p| p.1.to_owned())
    }

    #[test]
    fn the_locale_chooses_the_language() {
        for (locale, language) in [
            ("C", Language::Zh),
            ("C.UTF-8", Language::Zh),
            ("POSIX", Language::Zh),
            ("zh_CN.UTF-8", Language::Zh),
            ("en_US.UTF-8", Language::En),
            ("de_DE", Language::En),
        ] {
            assert_eq!(language_of(set(&[("LANG", locale)])), language, "{locale}");
        }
        assert_eq!(language_of(set(&[])), Language::Zh);
        let both = [("LC_ALL", "en_US"), ("GOUJI_LANG", "zh")];
        assert_eq!(language_of(set(&both)), Language::Zh);
    }

    #[test]
    fn boxes_are_drawn_where_they_come_out_right() {
        assert!(draws_unicode(set(&[("TERM", "xterm")])));
        assert!(draws_unicode(set(&[("LANG", "zh_CN.UTF-8")])));
        assert!(!draws_unicode(set(&[("LANG", "zh_CN.GB18030")])));
        assert!(!draws_unicode(set(&[("TERM", "dumb")])));
    }

    #[test]
    fn no_color_is_respected() {
        assert!(wants_colour(set(&[])));
        assert!(!wants_colour(set(&[("NO_COLOR", "0")])));
    }
}
