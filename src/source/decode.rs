//! Bytes to text: the encoding that was asked for, or a byte order mark, then strict
//! UTF-8, UTF-16 that shows by its zeros, and one of the Chinese encodings.
//!
//! GB18030 maps nearly any bytes to something, and short reports of many figures look alike
//! in most encodings. Statistics are asked only where both Chinese encodings would fit.
//!
//! Deliberately absent: wholly damaged text. A few bytes that fit nothing become replacement
//! characters, which later rooms know as places where a digit may be lost; many are refused.

mod mixed;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{BIG5, DecoderResult, Encoding, GB18030, UTF_8, UTF_16BE, UTF_16LE};

use super::Unread;

/// The text of `bytes` without its byte order mark, in the encoding `forced` if there is one.
pub(super) fn decode(bytes: &[u8], forced: Option<&'static Encoding>) -> Result<String, Unread> {
    if let Some(encoding) = forced {
        return by_force(bytes, encoding);
    }
    match bytes {
        [0xef, 0xbb, 0xbf, rest @ ..] => match utf8(rest) {
            Ok(text) => Ok(text),
            Err(at) => mixed::decode(rest).ok_or(Unread::Undecodable { at: at + 3 }),
        },
        [0xff, 0xfe, 0, 0, rest @ ..] => utf32(rest, u32::from_le_bytes, 4),
        [0, 0, 0xfe, 0xff, rest @ ..] => utf32(rest, u32::from_be_bytes, 4),
        [0xff, 0xfe, rest @ ..] => {
            strict(UTF_16LE, rest).map_err(|at| Unread::Undecodable { at: at + 2 })
        }
        [0xfe, 0xff, rest @ ..] => {
            strict(UTF_16BE, rest).map_err(|at| Unread::Undecodable { at: at + 2 })
        }
        _ => without_mark(bytes),
    }
}

/// The text of UTF-32 behind a byte order mark of `mark` bytes.
fn utf32(bytes: &[u8], order: fn([u8; 4]) -> u32, mark: usize) -> Result<String, Unread> {
    let mut text = String::with_capacity(bytes.len());
    for (at, unit) in bytes.chunks(4).enumerate() {
        let c = unit.try_into().ok().map(order).and_then(char::from_u32);
        text.push(c.ok_or(Unread::Undecodable { at: mark + at * 4 })?);
    }
    Ok(text)
}

/// The text in an encoding that somebody asked for; what does not fit is replaced as long as it is little.
fn by_force(bytes: &[u8], encoding: &'static Encoding) -> Result<String, Unread> {
    let misfit = |at| Unread::Misfit {
        encoding: encoding.name(),
        at,
    };
    let (text, _) = encoding.decode_with_bom_removal(bytes);
    match strict(encoding, bytes) {
        Err(at) if !mixed::is_little_lost(&text) => Err(misfit(at)),
        _ => Ok(text.into_owned()),
    }
}

fn without_mark(bytes: &[u8]) -> Result<String, Unread> {
    let at = match utf8(bytes) {
        Ok(text) if memchr::memchr(0, text.as_bytes()).is_none() => return Ok(text),
        Ok(_) => bytes.len(),
        Err(at) => at,
    };
    if memchr::memchr(0, bytes).is_some() {
        let looks_like = "binary data";
        return utf16(bytes).ok_or(Unread::Binary { looks_like });
    }
    let is_mixed = mixed::has_utf8(bytes);
    let gb18030 = strict(GB18030, bytes).ok();
    let gb18030 = gb18030.filter(|text| !is_mixed && is_plausible(text));
    if (declares_big5(bytes) || is_rather_big5(bytes, gb18030.is_some()))
        && let Ok(text) = strict(BIG5, bytes)
    {
        return Ok(text);
    }
    if let Some(text) = gb18030 {
        return Ok(text);
    }
    mixed::decode(bytes)
        .filter(|text| is_plausible(text))
        .ok_or(Unread::Undecodable { at })
}

/// The text of UTF-16 without a byte order mark, if `bytes` read like that in either order.
fn utf16(bytes: &[u8]) -> Option<String> {
    let reads_well = |text: &String| {
        let n_usual = text.chars().filter(|&c| is_usual(c)).count();
        n_usual * 10 >= text.chars().count() * 9
    };
    let orders = [UTF_16LE, UTF_16BE].into_iter();
    let mut texts = orders.filter_map(|order| strict(order, bytes).ok());
    texts.find(reads_well)
}

/// Whether a character is what reports are written with.
fn is_usual(c: char) -> bool {
    matches!(c, '\t' | '\n' | '\r' | ' '..='~' | '\u{a0}'..='\u{ff}' | '\u{2010}'..='\u{203f}' | '\u{2460}'..='\u{2473}'
        | '\u{3000}'..='\u{303f}' | '\u{4e00}'..='\u{9fff}' | '\u{ff00}'..='\u{ffef}')
}

/// Whether bytes that could be Big5 are, of which it is known whether they could be GB18030, too.
///
/// The second byte of a common character in GB18030 is high, of every other one in Big5 low: only
/// texts with many low ones are worth the statistics, which cost many times the reading.
fn is_rather_big5(bytes: &[u8], is_gb18030: bool) -> bool {
    const REACH: usize = 64 << 10;
    let start = bytes.get(..REACH).unwrap_or(bytes);
    let (mut n_pairs, mut n_low) = (0_usize, 0_usize);
    let mut rest = start;
    while let [lead, trail, ..] = rest {
        let is_pair = *lead >= 0x81;
        n_pairs += usize::from(is_pair);
        n_low += usize::from(is_pair && (0x40..0x7f).contains(trail));
        rest = rest.get(if is_pair { 2 } else { 1 }..).unwrap_or_default();
    }
    if n_low * 8 < n_pairs || n_pairs == 0 {
        return false;
    }
    if !is_gb18030 {
        return true;
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(start, true);
    detector.guess(None, Utf8Detection::Deny) == BIG5
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
