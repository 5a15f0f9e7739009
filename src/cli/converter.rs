//! Files that gouji does not read, turned into ones that it reads by LibreOffice.
//!
//! Only where `--converter` asks for it: a converter is another program, and never named by
//! a file that comes with the reports. It works on a copy, in a folder and with a profile of its own.
//!
//! Deliberately absent: files that gouji reads itself, and those that are broken or locked.

use std::{
    ffi::OsString,
    fs::{self, File},
    io::{self, Read, Seek, SeekFrom},
    path::{Path, PathBuf},
    process::{Child, Command, ExitStatus, Stdio},
    time::{Duration, Instant},
};

use miette::Diagnostic;
use tempfile::TempDir;
use thiserror::Error;

use super::threads::is_broken_off;

/// The format that is asked for, of files with an extension.
fn format_for(extension: &str) -> &'static str {
    match extension {
        "xls" | "xlsb" | "fods" => "xlsx",
        _ => "docx",
    }
}

/// How long to wait before looking again whether the program is through.
const PAUSE: Duration = Duration::from_millis(20);

/// So much of what a program said is told.
const MAX_SAID: usize = 300;

/// A program that converts documents.
#[derive(Debug)]
pub(super) struct Converter {
    program: PathBuf,
    most: Duration,
    /// The folder of its profile and of the file in hand, made when it is first needed.
    folder: Option<TempDir>,
}

/// Why a file was not converted.
#[derive(Debug, Error, Diagnostic)]
pub(super) enum ConvertError {
    #[error("the converter `{}` cannot be run: {reason}", program.display())]
    #[diagnostic(
        code(gouji::cli::converter_missing),
        help("give the name or the path of LibreOffice's program: --converter soffice")
    )]
    Missing { program: PathBuf, reason: io::Error },
    #[error("the converter gave up: {said}")]
    #[diagnostic(
        code(gouji::cli::converter_failed),
        help("open the file in its own program and save it as .docx or .xlsx")
    )]
    Failed { said: String },
    #[error("the converter was not through after {} seconds", most.as_secs())]
    #[diagnostic(
        code(gouji::cli::converter_slow),
        help(
            "give it more time with --converter-timeout, or save the file as .docx or .xlsx yourself"
        )
    )]
    TimedOut { most: Duration },
    #[error("the file cannot be laid before the converter: {0}")]
    #[diagnostic(
        code(gouji::cli::converter_folder),
        help("check that there is room in the folder for temporary files")
    )]
    Folder(#[from] io::Error),
}

impl Converter {
    /// The converter `program`, a name or a path, which has `most` for a file.
    pub(super) fn new(program: &Path, most: Duration) -> Self {
        // It runs in a folder of its own, from where a path would lead elsewhere.
        let is_path = program.components().count() > 1;
        let program = match std::path::absolute(program) {
            Ok(absolute) if is_path => absolute,
            _ => program.to_owned(),
        };
        Self {
            program,
            most,
            folder: None,
        }
    }

    /// Converts a file of the kind that has this extension; at most `most` bytes are returned.
    pub(super) fn convert(
        &mut self,
        bytes: &[u8],
        extension: &str,
        most: u64,
    ) -> Result<Vec<u8>, ConvertError> {
        let work = match self.folder.take() {
            Some(folder) => folder,
            None => tempfile::Builder::new().prefix("gouji-").tempdir()?,
        };
        let converted = self.convert_in(work.path(), bytes, extension, most);
        // What a program left that was stopped is of no use to the next.
        if converted.is_ok() {
            self.folder = Some(work);
        }
        converted
    }

    fn convert_in(
        &self,
        work: &Path,
        bytes: &[u8],
        extension: &str,
        most: u64,
    ) -> Result<Vec<u8>, ConvertError> {
        let input = work.join("report").with_extension(extension);
        let folder = work.join("converted");
        let format = format_for(extension);
        let output = folder.join("report").with_extension(format);
        if folder.exists() {
            fs::remove_dir_all(&folder)?;
        }
        fs::create_dir(&folder)?;
        fs::write(&input, bytes)?;
        let said = work.join("said");
        let status = self.run(work, format, &input, &folder, &said)?;
        fs::remove_file(&input)?;
        let Ok(file) = File::open(&output) else {
            return Err(ConvertError::Failed {
                said: last_words(&said, status),
            });
        };
        let mut converted = Vec::new();
        file.take(most).read_to_end(&mut converted)?;
        Ok(converted)
    }

    /// Runs the program, and stops it and all it started when its time is over.
    fn run(
        &self,
        work: &Path,
        format: &str,
        input: &Path,
        output: &Path,
        said: &Path,
    ) -> Result<ExitStatus, ConvertError> {
        let mut profile = OsString::from("-env:UserInstallation=");
        profile.push(file_url(&work.join("profile")));
        let mut command = Command::new(&self.program);
        command
            .arg(profile)
            .args(["--headless", "--norestore", "--nolockcheck", "--nodefault"])
            .args(["--convert-to", format, "--outdir"])
            .args([output, input])
            .current_dir(work)
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(File::create(said)?);
        in_a_group(&mut command);
        let begin = Instant::now();
        let mut child = command.spawn().map_err(|reason| ConvertError::Missing {
            program: self.program.clone(),
            reason,
        })?;
        loop {
            if let Some(status) = child.try_wait()? {
                return Ok(status);
            }
            // It stands in a group of its own, which the keyboard does not reach.
            if is_broken_off() {
                stop(&mut child);
                let said = "interrupted".to_owned();
                return Err(ConvertError::Failed { said });
            }
            if begin.elapsed() >= self.most {
                stop(&mut child);
                let most = self.most;
                return Err(ConvertError::TimedOut { most });
            }
            std::thread::sleep(PAUSE);
        }
    }
}

/// Lets what the program starts be stopped with it.
#[cfg(unix)]
fn in_a_group(command: &mut Command) {
    use std::os::unix::process::CommandExt;
    command.process_group(0);
}

#[cfg(not(unix))]
fn in_a_group(_: &mut Command) {}

/// Stops the program; it may have ended in the meantime.
fn stop(child: &mut Child) {
    #[cfg(unix)]
    {
        use rustix::process::{Pid, Signal, kill_process_group};
        let group = i32::try_from(child.id()).ok().and_then(Pid::from_raw);
        let _ = group.map(|group| kill_process_group(group, Signal::KILL));
    }
    let _ = child.kill();
    let _ = child.wait();
}

/// What the program said last, or how it ended.
fn last_words(said: &Path, status: ExitStatus) -> String {
    let tail = || {
        let mut file = File::open(said).ok()?;
        let len = file.metadata().ok()?.len();
        let before = len.saturating_sub(MAX_SAID as u64);
        file.seek(SeekFrom::Start(before)).ok()?;
        let mut bytes = Vec::new();
        file.take(MAX_SAID as u64).read_to_end(&mut bytes).ok()?;
        Some(String::from_utf8_lossy(&bytes).trim().to_owned())
    };
    let last = tail().unwrap_or_default();
    let line = last.lines().last().unwrap_or_default();
    match line {
        "" => status.to_string(),
        line => crate::report::plain(line),
    }
}

/// A path as LibreOffice wants it.
fn file_url(path: &Path) -> String {
    let path = path.to_string_lossy().replace('\\', "/");
    let mut url = "file://".to_owned();
    if !path.starts_with('/') {
        url.push('/');
    }
    for byte in path.bytes() {
        match byte {
            b'/' | b':' | b'-' | b'_' | b'.' | b'~' => url.push(byte.into()),
            byte if byte.is_ascii_alphanumeric() => url.push(byte.into()),
            byte => {
                url.push('%');
                url.extend([byte >> 4, byte & 0xf].map(|half| {
                    char::from_digit(half.into(), 16).map_or('0', |c| c.to_ascii_uppercase())
                }));
            }
        }
    }
    url
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_urls() {
        assert_eq!(file_url(Path::new("/tmp/a b")), "file:///tmp/a%20b");
        assert_eq!(file_url(Path::new("/tmp/报")), "file:///tmp/%E6%8A%A5");
        assert_eq!(file_url(Path::new(r"C:\tmp")), "file:///C:/tmp");
    }
}
