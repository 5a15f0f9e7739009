//! Where a run prints to: standard output, and files that appear whole or not at all.
//!
//! Every file is opened before the first report is read, so that a run of an hour
//! does not end at a folder that is not there.

use std::{
    fs::{self, File},
    io::{self, BufWriter, StdoutLock, Write},
    path::{Path, PathBuf},
};

use miette::{Diagnostic, MietteDiagnostic};
use tempfile::{Builder, NamedTempFile};
use thiserror::Error;

use super::{Stop, args::FormatTo};
use crate::{
    audit::Audit,
    language::Language,
    report::{Failure, Printer, Summary, plain},
};

/// Why nothing can be printed as it was asked for.
#[derive(Debug, Error, Diagnostic)]
pub(super) enum OutputFailure {
    #[error("cannot write `{}`: {error}", plain(path))]
    #[diagnostic(
        code(gouji::cli::unwritable),
        help("check that its folder exists and that you may write there")
    )]
    Unwritable { path: String, error: io::Error },
    #[error("several formats would go to standard output")]
    #[diagnostic(
        code(gouji::cli::formats_collide),
        help("name a file for all of them but one: `--format sarif=report.sarif`")
    )]
    Crowded,
    #[error("`--output` has no format to go with: every `--format` names its own file")]
    #[diagnostic(
        code(gouji::cli::output_without_format),
        help("leave `--output` out, or one of the files after `--format`")
    )]
    Idle,
    #[error("two formats would be written to `{}`", plain(path))]
    #[diagnostic(
        code(gouji::cli::formats_collide),
        help("name a file of its own for each of them")
    )]
    Twice { path: String },
}

impl OutputFailure {
    /// The failure in the words of `language`; the variants' own are English, as those of all errors.
    pub(super) fn told(&self, language: Language) -> MietteDiagnostic {
        let code = self.code().map_or_else(String::new, |c| c.to_string());
        let (message, help) = match language {
            Language::Zh => self.in_chinese(),
            Language::En => {
                let help = self
                    .help()
                    .map_or_else(String::new, |help| help.to_string());
                (self.to_string(), help)
            }
        };
        MietteDiagnostic::new(message)
            .with_code(code)
            .with_help(help)
    }

    fn in_chinese(&self) -> (String, String) {
        let (message, help) = match self {
            Self::Unwritable { path, error } => (
                format!("无法写入“{}”：{error}", plain(path)),
                "请确认所在文件夹存在，且有写入权限",
            ),
            Self::Crowded => (
                "有几种格式都要输出到标准输出".to_owned(),
                "请为其余的格式指定文件，如 --format sarif=report.sarif",
            ),
            Self::Idle => (
                "--output 没有对应的格式：每个 --format 都已指定文件".to_owned(),
                "请去掉 --output，或去掉某个 --format 后的文件名",
            ),
            Self::Twice { path } => (
                format!("有两种格式要写入同一个文件“{}”", plain(path)),
                "请为每种格式指定各自的文件",
            ),
        };
        (message, help.to_owned())
    }
}

/// The formats of a run, each with where it goes.
pub(super) struct Outputs {
    outputs: Vec<Output>,
}

struct Output {
    printer: Box<dyn Printer>,
    to: Target,
}

enum Target {
    Stdout(BufWriter<StdoutLock<'static>>),
    /// A file that takes its name when it is complete.
    Whole {
        path: PathBuf,
        file: BufWriter<NamedTempFile>,
    },
    /// A folder, whose files the format puts there itself.
    Folder {
        path: PathBuf,
        rest: io::Sink,
    },
    /// A device or a pipe with a name: there is nothing to put in its place.
    Device {
        path: PathBuf,
        file: BufWriter<File>,
    },
}

impl Outputs {
    /// One format on standard output.
    pub(super) fn stdout(printer: Box<dyn Printer>) -> Self {
        let to = Target::stdout();
        Self {
            outputs: vec![Output { printer, to }],
        }
    }

    /// One format in a file, or on standard output without one.
    ///
    /// # Errors
    ///
    /// If the file cannot be written.
    pub(super) fn to(
        file: Option<&Path>,
        printer: Box<dyn Printer>,
    ) -> Result<Self, OutputFailure> {
        let to = match file {
            Some(path) => Target::file(path).map_err(|error| unwritable(path, error))?,
            None => Target::stdout(),
        };
        Ok(Self {
            outputs: vec![Output { printer, to }],
        })
    }

    /// The printers that `printer` makes of `formats`, on files that are open for writing.
    ///
    /// # Errors
    ///
    /// If a file cannot be written, or two formats go to one place.
    pub(super) fn open(
        formats: &[FormatTo],
        printer: impl Fn(&FormatTo) -> Box<dyn Printer>,
    ) -> Result<Self, OutputFailure> {
        if formats.iter().filter(|to| to.file.is_none()).count() > 1 {
            return Err(OutputFailure::Crowded);
        }
        let mut outputs: Vec<Output> = Vec::new();
        for format in formats {
            let to = match (&format.file, format.folder()) {
                (None, _) => Target::stdout(),
                (Some(_), Some(folder)) => {
                    Target::folder(folder).map_err(|error| unwritable(folder, error))?
                }
                (Some(path), None) => {
                    Target::file(path).map_err(|error| unwritable(path, error))?
                }
            };
            if let Some(path) = to.replaced()
                && outputs
                    .iter()
                    .any(|other| other.to.replaced() == Some(path))
            {
                return Err(OutputFailure::Twice {
                    path: path.to_string_lossy().into_owned(),
                });
            }
            let printer = printer(format);
            outputs.push(Output { printer, to });
        }
        Ok(Self { outputs })
    }

    /// Whether some format lists the figures of a report one by one.
    pub(super) fn tell_figures(&self) -> bool {
        let mut outputs = self.outputs.iter();
        outputs.any(|output| output.printer.tells_figures())
    }

    /// The files that will be there when the run is through.
    pub(super) fn files(&self) -> Vec<PathBuf> {
        let files = self
            .outputs
            .iter()
            .filter_map(|output| output.to.replaced());
        files.map(Path::to_owned).collect()
    }

    /// Prints one report in every format.
    ///
    /// # Errors
    ///
    /// If a file cannot be written. A closed pipe is one only when nothing else is left
    /// to write to, and then of the kind [`io::ErrorKind::BrokenPipe`].
    pub(super) fn report(&mut self, path: &str, audit: &Audit) -> Result<(), Stop> {
        self.each(|printer, out| printer.report(out, path, audit))
    }

    /// Hands on what was printed so far, so that it comes before what is said next.
    pub(super) fn flush(&mut self) -> Result<(), Stop> {
        self.each(|_, out| out.flush())
    }

    /// Prints the end in every format, and gives the files their names if the run is through: a part must not
    /// stand where the whole did.
    pub(super) fn finish(
        mut self,
        failures: &[Failure],
        summary: &Summary,
        is_whole: bool,
    ) -> Result<(), Stop> {
        self.each(|printer, out| {
            printer.finish(out, failures, summary)?;
            out.flush()
        })?;
        for output in self.outputs.into_iter().filter(|_| is_whole) {
            if let Target::Whole { path, file } = output.to {
                let file = file.into_inner().map_err(io::IntoInnerError::into_error);
                file.and_then(|file| Ok(file.persist(&path)?))
                    .map_err(|error| unwritable(&path, error))?;
            }
        }
        Ok(())
    }

    fn each(
        &mut self,
        mut write: impl FnMut(&mut dyn Printer, &mut dyn Write) -> io::Result<()>,
    ) -> Result<(), Stop> {
        let mut closed = None;
        let mut at = 0;
        while let Some(output) = self.outputs.get_mut(at) {
            match write(&mut *output.printer, output.to.writer()) {
                Ok(()) => at += 1,
                Err(error) if error.kind() == io::ErrorKind::BrokenPipe => {
                    self.outputs.remove(at);
                    closed = Some(error);
                }
                Err(error) => return Err(output.to.failure(error)),
            }
        }
        match closed {
            Some(error) if self.outputs.is_empty() => Err(Stop::Write(error)),
            _ => Ok(()),
        }
    }
}

/// How many bytes are written at once at most: what is told of a report is some 10 KB.
const AT_ONCE: usize = 64 << 10;

impl Target {
    fn stdout() -> Self {
        Self::Stdout(BufWriter::with_capacity(AT_ONCE, io::stdout().lock()))
    }

    /// A folder, made if only it is missing.
    fn folder(path: &Path) -> io::Result<Self> {
        if !path.is_dir() {
            fs::create_dir(path)?;
        }
        let path = fs::canonicalize(path)?;
        // Whether files can be put there is told before the first report is read, too.
        Builder::new().prefix(".gouji-").tempfile_in(&path)?;
        let rest = io::sink();
        Ok(Self::Folder { path, rest })
    }

    fn file(path: &Path) -> io::Result<Self> {
        // Through links, so that what they lead to is replaced and not they.
        let Ok(path) = fs::canonicalize(path) else {
            return Self::new_file(path);
        };
        // A file that may not be written must not be replaced either.
        let file = File::options().write(true).open(&path)?;
        let found = file.metadata()?;
        if !found.is_file() {
            let file = BufWriter::new(file);
            return Ok(Self::Device { path, file });
        }
        let mut builder = Builder::new();
        if cfg!(unix) {
            builder.permissions(found.permissions());
        }
        Self::whole(path, &mut builder)
    }

    fn new_file(path: &Path) -> io::Result<Self> {
        let folder = match path.parent() {
            Some(folder) if !folder.as_os_str().is_empty() => folder,
            _ => Path::new("."),
        };
        let name = path.file_name().ok_or(io::ErrorKind::IsADirectory)?;
        let mut builder = Builder::new();
        usual_permissions(&mut builder);
        Self::whole(fs::canonicalize(folder)?.join(name), &mut builder)
    }

    /// A file beside `path`, hidden from those who read the folder meanwhile.
    fn whole(path: PathBuf, builder: &mut Builder<'_, '_>) -> io::Result<Self> {
        let folder = path.parent().ok_or(io::ErrorKind::IsADirectory)?;
        let file = builder.prefix(".gouji-").tempfile_in(folder)?;
        let file = BufWriter::new(file);
        Ok(Self::Whole { path, file })
    }

    /// The file that this takes the place of.
    fn replaced(&self) -> Option<&Path> {
        match self {
            Self::Whole { path, .. } | Self::Folder { path, .. } => Some(path),
            Self::Stdout(_) | Self::Device { .. } => None,
        }
    }

    fn writer(&mut self) -> &mut dyn Write {
        match self {
            Self::Stdout(out) => out,
            Self::Whole { file, .. } => file,
            Self::Folder { rest, .. } => rest,
            Self::Device { file, .. } => file,
        }
    }

    fn failure(&self, error: io::Error) -> Stop {
        match self {
            Self::Stdout(_) => Stop::Write(error),
            Self::Whole { path, .. } | Self::Folder { path, .. } | Self::Device { path, .. } => {
                Stop::Output(unwritable(path, error))
            }
        }
    }
}

/// What the process gives any new file, rather than what a temporary one gets.
#[cfg(unix)]
pub(super) fn usual_permissions(builder: &mut Builder<'_, '_>) {
    use std::os::unix::fs::PermissionsExt;
    builder.permissions(fs::Permissions::from_mode(0o666));
}

#[cfg(not(unix))]
pub(super) fn usual_permissions(_: &mut Builder<'_, '_>) {}

fn unwritable(path: &Path, error: io::Error) -> OutputFailure {
    OutputFailure::Unwritable {
        path: path.to_string_lossy().into_owned(),
        error,
    }
}
