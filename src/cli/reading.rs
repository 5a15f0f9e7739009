//! How files are to be read, as the command line says it.

use std::{
    path::PathBuf,
    sync::{Arc, Mutex},
    time::Duration,
};

use clap::Args;

use super::{
    audits::with_default,
    converter::Converter,
    files::{Finder, Opener, Take},
};
use crate::{
    language::Language,
    source::{Encoding, Limit, Limits, Options},
};

/// How files are read.
#[derive(Debug, Clone, Args, Default)]
pub(super) struct Reading {
    /// Encoding of text files and pages, such as gb18030 or big5; found out otherwise
    #[arg(long, value_name = "NAME", value_parser = encoding)]
    pub(super) encoding: Option<&'static Encoding>,
    /// Raise or lower a limit: bytes, unpacked, ratio, parts, depth, cells or pages, as in bytes=64M
    ///
    /// Bytes of a file, bytes of all that it unpacks to, how many times its packed size
    /// a part may have, how many parts, how deep tables and archives may stand in one another, cells of all
    /// tables of a report, and its pages. K, M and G are powers of 1024. May be given several times.
    #[arg(long = "limit", value_name = "NAME=N", value_parser = limit)]
    pub(super) limits: Vec<(Limit, usize)>,
    /// Read the paths of reports from this file, one a line; - for standard input
    #[arg(long, value_name = "FILE", conflicts_with = "paths")]
    pub(super) files_from: Option<PathBuf>,
    /// Program of LibreOffice, which turns RTF, ODT and old WPS files into ones that gouji reads
    ///
    /// A name or a path: `--converter soffice`. It is run on a copy of each file of a
    /// kind that gouji does not read itself, and never otherwise.
    #[arg(long, value_name = "PROGRAM")]
    pub(super) converter: Option<PathBuf>,
    /// How long the converter may take for a file
    #[arg(
        long,
        value_name = "SECONDS",
        default_value = "60",
        value_parser = clap::value_parser!(u64).range(1..=86_400)
    )]
    pub(super) converter_timeout: u64,
}

/// How many reports are audited at a time.
#[derive(Debug, Clone, Copy, Args, Default)]
pub(super) struct Threading {
    /// Threads; as many as there are cores otherwise
    ///
    /// Results are printed in the same order, byte for byte, whatever their number.
    #[arg(long, short = 'j', value_name = "N", value_parser = clap::value_parser!(u16).range(1..))]
    jobs: Option<u16>,
}

impl Threading {
    /// How many threads.
    pub(super) fn threads(self) -> usize {
        let cores = || std::thread::available_parallelism().map_or(1, usize::from);
        self.jobs.map_or_else(cores, usize::from)
    }
}

impl Reading {
    /// Finds the reports under `paths`, or under those of the list.
    ///
    /// # Errors
    ///
    /// Whatever `take` returns.
    pub(super) fn find<E>(
        &self,
        finder: &mut Finder,
        paths: &[PathBuf],
        take: &mut Take<'_, E>,
    ) -> Result<(), E> {
        match &self.files_from {
            Some(list) => finder.each_of(list, take),
            None => finder.each(&with_default(paths), take),
        }
    }

    /// Where configurations are looked for: at the paths, or at those of the list.
    pub(super) fn places(&self, paths: &[PathBuf]) -> Vec<PathBuf> {
        match &self.files_from {
            Some(list) => Finder::places_of(list),
            None => with_default(paths),
        }
    }

    /// The options of the readers.
    fn options(&self) -> Options {
        let mut limits = Limits::default();
        for &(limit, most) in &self.limits {
            limits.set(limit, most);
        }
        Options {
            hint: None,
            limits,
            encoding: self.encoding,
        }
    }

    /// What reads the reports.
    pub(super) fn opener(&self, language: Language) -> Opener {
        let most = Duration::from_secs(self.converter_timeout);
        let converter = |program: &PathBuf| Arc::new(Mutex::new(Converter::new(program, most)));
        Opener {
            language,
            options: self.options(),
            converter: self.converter.as_ref().map(converter),
        }
    }
}

fn encoding(label: &str) -> Result<&'static Encoding, String> {
    Encoding::for_label(label.trim().as_bytes())
        .ok_or_else(|| "try utf-8, gb18030, gbk, big5, utf-16le or utf-16be".to_owned())
}

fn limit(argument: &str) -> Result<(Limit, usize), String> {
    let names = || Limit::ALL.map(Limit::as_str).join(", ");
    let (name, value) = argument
        .split_once('=')
        .ok_or_else(|| format!("write NAME=N, where NAME is one of {}", names()))?;
    let limit = Limit::ALL
        .into_iter()
        .find(|limit| limit.as_str() == name.trim())
        .ok_or_else(|| format!("NAME is one of {}", names()))?;
    let value = value.trim();
    let unit = value.trim_start_matches(|c: char| c.is_ascii_digit());
    let number = value.strip_suffix(unit).unwrap_or(value);
    let unit = match unit {
        "" => 1,
        "k" | "K" => 1 << 10,
        "m" | "M" => 1 << 20,
        "g" | "G" => 1 << 30,
        _ => return Err("N is a whole number, with K, M or G if you like".to_owned()),
    };
    let number: Option<usize> = number.parse().ok();
    let most = number.and_then(|number| number.checked_mul(unit));
    // Spans are 32 bits wide.
    let most = most.filter(|&most| (1..=1 << 31).contains(&most));
    most.map(|most| (limit, most))
        .ok_or_else(|| "N is a whole number from 1 to 2G".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn limits_are_numbers_with_a_name() {
        assert_eq!(limit("bytes=64M"), Ok((Limit::Bytes, 64 << 20)));
        assert_eq!(limit(" ratio = 7"), Ok((Limit::Ratio, 7)));
        for wrong in [
            "bytes", "bytes=", "bites=1", "bytes=-1", "bytes=1T", "pages=0", "bytes=4G",
        ] {
            assert!(limit(wrong).is_err(), "{wrong}");
        }
    }
}
