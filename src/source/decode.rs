//! Bytes to text: byte order mark, then strict UTF-8, then strict Big5 if a page says
//! so, then strict GB18030.
//!
//! Deliberately absent: replacement characters and statistics. Short reports of
//! many figures look alike in most encodings, and a wrong guess costs digits.

use encoding_rs::{BIG5, DecoderResult, Encoding, GB18030, UTF_8, UTF_16BE, UTF_16LE};

use super::Unread;

/// The text of `bytes` without its byte order mark.
pub(super) fn decode(bytes: &[u8]) -> Result<String, Unread> {
    match bytes {
        [0xef, 0xbb, 0xbf, rest @ ..] => {
            utf8(rest).map_err(|at| Unread::Undecodable { at: at + 3 })
        }
        [0xff, 0xfe, rest @ ..] => {
            strict(UTF_16LE, rest).map_err(|at| Unread::Undecodable { at: at + 2 })
        }
        [0xfe, 0xff, rest @ ..] => {
            strict(UTF_16BE, rest).map_err(|at| Unread::Undecodable { at: at + 2 })
        }
        _ => without_mark(bytes),
    }
}

fn without_mark(bytes: &[u8]) -> Result<String, Unread> {
    if memchr::memchr(0, bytes).is_some() {
        let looks_like = "binary data";
        return Err(Unread::Binary { looks_like });
    }
    let at = match utf8(bytes) {
        Ok(text) => return Ok(text),
        Err(at) => at,
    };
    if declares_big5(bytes)
        && let Ok(text) = strict(BIG5, bytes)
    {
        return Ok(text);
    }
    match strict(GB18030, bytes) {
        Ok(text) if is_plausible(&text) => Ok(text),
        Ok(_) => Err(Unread::Undecodable { at }),
        Err(further) => Err(Unread::Undecodable {
            at: at.max(further),
        }),
    }
}

/// Whether a page declares Big5, whose bytes are mostly something else in GB18030, too.
///
/// No other declaration tells more than the bytes do: many pages in GBK declare what they are not.
fn declares_big5(bytes: &[u8]) -> bool {
    const REACH: usize = 2048;
    let start = bytes.get(..REACH).unwrap_or(bytes);
    if start.trim_ascii_start().first() != Some(&b'<') {
        return false;
    }
    let declared = memchr::memmem::find_iter(start, "charset").filter_map(|at| {
        let rest = start.get(at + "charset".len()..)?.trim_ascii_start();
        let label = rest.strip_prefix(b"=")?.trim_ascii_start();
        let quoted = label.strip_prefix(b"\"").or(label.strip_prefix(b"'"));
        let label = quoted.unwrap_or(label);
        let is_of_label = |&byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_');
        let length = label.iter().take_while(|&byte| is_of_label(byte)).count();
        Encoding::for_label(label.get(..length)?)
    });
    declared.take(1).any(|encoding| encoding == BIG5)
}

/// The text of strict UTF-8, or the place of its first bad byte.
fn utf8(bytes: &[u8]) -> Result<String, usize> {
    // Several times as fast on Chinese text as the check of the standard library.
    match UTF_8.decode_without_bom_handling_and_without_replacement(bytes) {
        Some(text) => Ok(text.into_owned()),
        None => Err(Encoding::utf8_valid_up_to(bytes)),
    }
}

/// Decodes without replacing anything; fails with the place of the first bad byte.
fn strict(encoding: &'static Encoding, bytes: &[u8]) -> Result<String, usize> {
    let mut decoder = encoding.new_decoder_without_bom_handling();
    let most = decoder
        .max_utf8_buffer_length_without_replacement(bytes.len())
        .unwrap_or_default();
    let mut text = String::with_capacity(most);
    match decoder.decode_to_string_without_replacement(bytes, &mut text, true) {
        (DecoderResult::InputEmpty, _) => {
            text.shrink_to_fit();
            Ok(text)
        }
        (DecoderResult::Malformed(bad, after), read) => {
            Err(read.saturating_sub(usize::from(bad) + usize::from(after)))
        }
        (DecoderResult::OutputFull, read) => Err(read),
    }
}

/// Whether decoded text reads like text: GB18030 maps nearly any bytes to something.
fn is_plausible(text: &str) -> bool {
    let (mut n_chars, mut n_odd) = (0_usize, 0_usize);
    for c in text.chars() {
        n_chars += 1;
        let is_odd = match c {
            '\t' | '\n' | '\r' | '\u{c}' => false,
            '\u{e000}'..='\u{f8ff}' => true,
            _ => c.is_control(),
        };
        n_odd += usize::from(is_odd);
    }
    n_odd <= 2 || n_odd * 50 <= n_chars
}
