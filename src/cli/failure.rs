//! Why a path gave no document, in words for both languages.

mod kinds;

use std::io;

use miette::Diagnostic;
use thiserror::Error;

use super::{converter::ConvertError, files::searched};
use crate::{language::Language, report::Failure, source::Unread};

/// Why a path gave no document.
#[derive(Debug, Error, Diagnostic)]
pub(super) enum ReadError {
    #[error("no such file or folder")]
    #[diagnostic(
        code(gouji::cli::missing),
        help("check the path, and quote it if it holds blanks")
    )]
    Missing,
    #[error("the link leads to no file")]
    #[diagnostic(
        code(gouji::cli::link_to_nothing),
        help("bring back the file that it stands for, or remove the link")
    )]
    LinkToNothing,
    #[error("cannot be opened: {0}")]
    #[diagnostic(
        code(gouji::cli::unreadable),
        help("check that you may read it and that no other program holds it")
    )]
    Unreadable(io::Error),
    #[error("no report in this folder or archive")]
    #[diagnostic(
        code(gouji::cli::no_report),
        help(
            "folders and archives are searched for {}; name any other file itself",
            searched(", ")
        )
    )]
    NoReport,
    #[error(transparent)]
    #[diagnostic(transparent)]
    Unread(Unread),
    #[error(transparent)]
    #[diagnostic(transparent)]
    Unconverted(ConvertError),
}

impl ReadError {
    /// The reason behind an error of the operating system.
    pub(super) fn from_io(error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::NotFound | io::ErrorKind::NotADirectory => Self::Missing,
            _ => Self::Unreadable(error),
        }
    }

    /// The failure of `path`, as every format tells it.
    pub(super) fn at(&self, path: String, language: Language) -> Failure {
        let code = self
            .code()
            .map_or_else(String::new, |code| code.to_string());
        let (message, help) = match language {
            Language::Zh => self.in_chinese(),
            Language::En => {
                let help = self
                    .help()
                    .map_or_else(String::new, |help| help.to_string());
                (self.to_string(), help)
            }
        };
        Failure {
            path,
            code,
            message,
            help: Some(help).filter(|help| !help.is_empty()),
        }
    }

    /// Message and help; the variants' own words are English, as those of all errors.
    fn in_chinese(&self) -> (String, String) {
        let (message, help) = match self {
            Self::Missing => (
                "没有这个文件或文件夹".to_owned(),
                "请核对路径；路径中有空格时请加引号",
            ),
            Self::LinkToNothing => (
                "链接指向的文件不存在".to_owned(),
                "请恢复链接所指的文件，或删去这个链接",
            ),
            Self::Unreadable(error) => (
                format!("无法打开：{error}"),
                "请确认有读取权限，且文件未被其他程序占用",
            ),
            Self::NoReport => {
                let names = searched("、");
                return (
                    "文件夹或压缩包中没有可读的报告".to_owned(),
                    format!("文件夹和压缩包中只读 {names}；其他文件请直接写出文件名"),
                );
            }
            Self::Unread(Unread::Empty) => (
                "报告是空的".to_owned(),
                "请确认保存的是正确的文件，且内容完整",
            ),
            Self::Unread(unread @ Unread::Binary { looks_like }) => (
                format!(
                    "不读取这类文件（看起来是{}）",
                    kinds::in_chinese(looks_like)
                ),
                unread.remedy().map_or("", kinds::what_to_do),
            ),
            Self::Unconverted(ConvertError::Missing { program, reason }) => (
                format!("无法运行转换程序 {}：{reason}", program.display()),
                "请给出 LibreOffice 程序的名称或路径，如 --converter soffice",
            ),
            Self::Unconverted(ConvertError::Failed { said }) => (
                format!("转换程序未能转换：{said}"),
                "请用原来的程序打开，另存为 .docx 或 .xlsx 后再试",
            ),
            Self::Unconverted(ConvertError::TimedOut { most }) => (
                format!("转换程序 {} 秒内没有完成", most.as_secs()),
                "请用 --converter-timeout 放宽时间，或自行另存为 .docx 或 .xlsx",
            ),
            Self::Unconverted(ConvertError::Folder(error)) => (
                format!("无法把文件交给转换程序：{error}"),
                "请确认临时文件夹有足够的空间",
            ),
            Self::Unread(Unread::Undecodable { at }) => (
                format!("第 {at} 字节处既不是 UTF-8 也不是 GB18030 编码"),
                "请另存为 UTF-8 纯文本，或用 --encoding 指明编码",
            ),
            Self::Unread(Unread::Misfit { encoding, at }) => (
                format!("第 {at} 字节处不是 {encoding} 编码"),
                "请去掉 --encoding 让程序自行判断，或另指一种编码",
            ),
            Self::Unread(Unread::Encrypted) => (
                "文件有密码保护".to_owned(),
                "请用原来的程序打开，取消密码后另存，再试",
            ),
            Self::Unread(Unread::Damaged { what }) => (
                format!("文件不完整或已损坏（看起来是{}）", kinds::in_chinese(what)),
                "请用原来的程序打开，另存后再试，或重新获取文件",
            ),
            Self::Unread(Unread::Scanned) => (
                "文件各页都是图片（如扫描件），没有可靠的文字".to_owned(),
                "请用打印前的原始文件，或先做文字识别并核对",
            ),
            Self::Unread(Unread::Frames) => (
                "网页只有框架，正文在框架中的网页里".to_owned(),
                "请单独打开框架中的网页，另存后再试",
            ),
            Self::Unread(Unread::Overgrown) => (
                "网页元素过多，或表格嵌套过深".to_owned(),
                "请只保存报告正文，或另存为纯文本后再试",
            ),
            Self::Unread(Unread::Limit { limit, most }) => {
                let (name, more) = (limit.as_str(), most.saturating_mul(4));
                return (
                    format!("超过读取上限：{name} 不得多于 {most}"),
                    format!("请确认这是一份报告；若是，可放宽上限，如 --limit {name}={more}"),
                );
            }
        };
        (message, help.to_owned())
    }
}
