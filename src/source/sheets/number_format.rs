//! Number formats: what a person sees of a stored number.
//!
//! `0.0%` shows 0.741 as `74.1%`, and `yyyy"年"m"月"d"日"` shows 42735 as `2016年12月31日`. The
//! formats that reports have are followed: digits, grouping, percent, words around the
//! number, sections for negative numbers and zero, dates and times.
//!
//! Deliberately absent: fractions, exponents, conditions and elapsed time. Where a format has
//! these, the digits are shown as they are stored.

use super::{
    dates::{self, Epoch},
    digits::Digits,
};

/// The longest format that is looked at; programs allow a quarter of it.
const MAX_CODE: usize = 1024;

/// A format in its sections.
#[derive(Debug, Clone, Default)]
pub(super) struct NumberFormat {
    sections: Vec<Section>,
}

/// What a section of a format shows.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Section {
    /// The digits as they are, between words.
    General(String, String),
    /// Nothing but words.
    Words(String),
    Decimal(Decimal),
    /// A date or a time, in the letters of its format.
    Date(Vec<dates::Part>),
    /// Something that is not followed.
    Other,
}

/// How digits are shown.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct Decimal {
    before: String,
    behind: String,
    /// How many digits there are at least before the point.
    n_whole: usize,
    /// How many digits there are at least behind it.
    least_places: usize,
    /// How many there are at most.
    most_places: usize,
    is_grouped: bool,
    /// By how many digits the point moves: two to the right for a percent sign, three to the left for thousands.
    shift: i32,
}

/// A piece of a section's code.
enum Piece {
    Words(String),
    /// What stands in square brackets.
    Bracket(String),
    Sign(char),
}

impl NumberFormat {
    /// The format written `code`.
    pub(super) fn new(code: &str) -> Self {
        if code.len() > MAX_CODE {
            return Self::default();
        }
        let sections = split(code).into_iter().map(section).collect();
        Self { sections }
    }

    /// What is seen of a number.
    pub(super) fn show(&self, digits: &Digits, epoch: Epoch) -> String {
        let numbers = self.sections.get(..3).unwrap_or(&self.sections);
        let (section, has_sign) = match (numbers, digits.is_negative, digits.is_zero()) {
            ([_, negative, ..], true, _) => (negative, false),
            ([_, _, zero], _, true) => (zero, false),
            ([first, ..], _, _) => (first, digits.is_negative),
            ([], _, _) => return digits.plain(),
        };
        section.show(digits, has_sign, epoch)
    }
}

impl Section {
    fn show(&self, digits: &Digits, has_sign: bool, epoch: Epoch) -> String {
        let minus = if has_sign { "-" } else { "" };
        match self {
            Self::General(before, behind) => {
                let plain = digits.plain();
                let plain = plain.trim_start_matches('-');
                format!("{minus}{before}{plain}{behind}")
            }
            Self::Words(words) => format!("{minus}{words}"),
            Self::Decimal(decimal) => decimal.show(digits, minus),
            Self::Date(parts) => {
                dates::show(parts, digits, epoch).unwrap_or_else(|| digits.plain())
            }
            Self::Other => digits.plain(),
        }
    }
}

impl Decimal {
    fn show(&self, digits: &Digits, minus: &str) -> String {
        let digits = digits.clone().shifted(self.shift);
        let (whole, fraction) = digits.rounded(self.most_places);
        let least = self.least_places.min(fraction.len());
        let (sure, rest) = fraction.split_at_checked(least).unwrap_or(("", &fraction));
        let rest = rest.trim_end_matches('0');
        let is_nothing = whole.is_empty()
            && [sure, rest]
                .iter()
                .all(|part| part.bytes().all(|digit| digit == b'0'));
        let n_zeros = self.n_whole.saturating_sub(whole.len());
        let mut shown = "0".repeat(n_zeros) + &whole;
        if self.is_grouped {
            shown = grouped(&shown);
        }
        if self.most_places > 0 && !(sure.is_empty() && rest.is_empty()) {
            shown = format!("{shown}.{sure}{rest}");
        }
        let minus = if is_nothing { "" } else { minus };
        format!("{minus}{}{shown}{}", self.before, self.behind)
    }
}

/// `1,234,567` for `1234567`.
fn grouped(digits: &str) -> String {
    let mut grouped = String::with_capacity(digits.len() * 4 / 3 + 1);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}

/// The sections of a format, each in pieces.
fn split(code: &str) -> Vec<Vec<Piece>> {
    let mut sections = vec![Vec::new()];
    let mut chars = code.chars();
    while let Some(c) = chars.next() {
        let piece = match c {
            ';' => {
                sections.push(Vec::new());
                continue;
            }
            '"' => Piece::Words(chars.by_ref().take_while(|&c| c != '"').collect()),
            '[' => Piece::Bracket(chars.by_ref().take_while(|&c| c != ']').collect()),
            '\\' | '!' => Piece::Words(chars.next().into_iter().collect()),
            '_' => {
                chars.next();
                Piece::Words(" ".to_owned())
            }
            '*' => {
                chars.next();
                continue;
            }
            c => Piece::Sign(c),
        };
        if let Some(section) = sections.last_mut() {
            section.push(piece);
        }
    }
    sections
}

/// A section from its pieces.
fn section(pieces: Vec<Piece>) -> Section {
    let Some(pieces) = without_brackets(pieces) else {
        return Section::Other;
    };
    let signs = |wanted: &str| {
        let is_wanted = |c: char| wanted.contains(c.to_ascii_lowercase());
        let mut pieces = pieces.iter();
        pieces.any(|piece| matches!(piece, Piece::Sign(c) if is_wanted(*c)))
    };
    if let Some((before, behind)) = general(&pieces) {
        return Section::General(before, behind);
    }
    if signs("0#?") && !signs("ymdhs") {
        return decimal(&pieces).map_or(Section::Other, Section::Decimal);
    }
    if signs("ymdhsae") {
        return dates::parts(pieces.iter().map(Piece::as_letter))
            .map_or(Section::Other, Section::Date);
    }
    let words = pieces.iter().map(Piece::words).collect::<Option<String>>();
    words.map_or(Section::Other, Section::Words)
}

impl Piece {
    /// What it shows by itself.
    fn words(&self) -> Option<String> {
        match self {
            Self::Words(words) => Some(words.clone()),
            Self::Sign(c) if !"0#?.,%@".contains(*c) => Some(c.to_string()),
            Self::Sign(_) | Self::Bracket(_) => None,
        }
    }

    /// A letter of a date's format, or words between them.
    fn as_letter(&self) -> dates::Letter<'_> {
        match self {
            Self::Sign(c) => dates::Letter::Sign(*c),
            Self::Words(words) | Self::Bracket(words) => dates::Letter::Words(words),
        }
    }
}

/// The pieces without colours and locales, currencies put into words; nothing where there are conditions
/// or elapsed times.
fn without_brackets(pieces: Vec<Piece>) -> Option<Vec<Piece>> {
    let mut kept = Vec::with_capacity(pieces.len());
    for piece in pieces {
        let Piece::Bracket(inner) = piece else {
            kept.push(piece);
            continue;
        };
        if let Some(currency) = inner.strip_prefix('$') {
            let sign = currency.split('-').next().unwrap_or_default();
            kept.push(Piece::Words(sign.to_owned()));
        } else if inner.starts_with(['<', '>', '=']) || is_elapsed(&inner) {
            return None;
        }
    }
    Some(kept)
}

/// Whether hours, minutes or seconds are counted beyond their clock.
fn is_elapsed(inner: &str) -> bool {
    ["h", "hh", "m", "mm", "s", "ss"].contains(&inner.to_ascii_lowercase().as_str())
}

/// What stands before and behind the word for a plain number.
fn general(pieces: &[Piece]) -> Option<(String, String)> {
    const NAMES: [&str; 3] = ["General", "G/通用格式", "Standard"];
    let mut text = String::new();
    for piece in pieces {
        match piece {
            // What is quoted cannot be the name.
            Piece::Words(words) => text.extend(words.chars().filter(|c| !c.is_ascii_alphabetic())),
            Piece::Sign(c) => text.push(*c),
            Piece::Bracket(_) => {}
        }
    }
    if text == "@" {
        return Some(Default::default());
    }
    let lower = text.to_ascii_lowercase();
    NAMES.iter().find_map(|name| {
        let (before, behind) = lower.split_once(&name.to_ascii_lowercase())?;
        Some((before.to_owned(), behind.to_owned()))
    })
}

/// How a section of digits shows them; nothing if words stand among the digits, or it is a fraction or has an exponent.
fn decimal(pieces: &[Piece]) -> Option<Decimal> {
    let mut decimal = Decimal::default();
    let (mut has_point, mut has_digit, mut is_behind) = (false, false, false);
    // Commas behind the last digit so far: thousands if nothing but the point or the end follows.
    let mut n_commas = 0;
    for piece in pieces {
        match piece {
            Piece::Sign(c @ ('0' | '#' | '?')) => {
                if is_behind {
                    return None;
                }
                decimal.is_grouped |= n_commas > 0;
                n_commas = 0;
                has_digit = true;
                let is_sure = usize::from(*c == '0');
                if has_point {
                    decimal.most_places += 1;
                    decimal.least_places = if *c == '0' {
                        decimal.most_places
                    } else {
                        decimal.least_places
                    };
                } else {
                    decimal.n_whole += is_sure;
                }
            }
            Piece::Sign('.') if !has_point => {
                decimal.shift -= 3 * n_commas;
                n_commas = 0;
                has_point = true;
                has_digit = true;
            }
            Piece::Sign(',') if has_digit && !is_behind => n_commas += 1,
            Piece::Sign('%') => {
                decimal.shift += 2;
                is_behind = has_digit;
                decimal.side(has_digit).push('%');
            }
            Piece::Sign('/' | 'e' | 'E' | '@' | ',' | '.') | Piece::Bracket(_) => return None,
            Piece::Sign(c) => {
                is_behind = has_digit;
                decimal.side(has_digit).push(*c);
            }
            Piece::Words(words) => {
                is_behind |= has_digit && !words.trim().is_empty();
                decimal.side(has_digit).push_str(words);
            }
        }
    }
    decimal.shift -= 3 * n_commas;
    Some(decimal)
}

impl Decimal {
    fn side(&mut self, is_behind: bool) -> &mut String {
        if is_behind {
            &mut self.behind
        } else {
            &mut self.before
        }
    }
}

/// The code of a format that workbooks know by number alone; dates as they are shown in Chinese.
pub(super) fn builtin(id: u32) -> &'static str {
    match id {
        1 => "0",
        2 => "0.00",
        3 => "#,##0",
        4 => "#,##0.00",
        5 | 6 => "¥#,##0;¥-#,##0",
        7 | 8 => "¥#,##0.00;¥-#,##0.00",
        9 => "0%",
        10 => "0.00%",
        11 => "0.00E+00",
        12 => "# ?/?",
        13 => "# ??/??",
        14 => "yyyy/m/d",
        15 => "d-mmm-yy",
        16 => "d-mmm",
        17 => "mmm-yy",
        18 => "h:mm AM/PM",
        19 => "h:mm:ss AM/PM",
        20 => "h:mm",
        21 => "h:mm:ss",
        22 => "yyyy/m/d h:mm",
        27 | 36 | 50 | 52 | 57 => "yyyy\"年\"m\"月\"",
        28 | 29 | 51 | 53 | 54 | 58 => "m\"月\"d\"日\"",
        30 => "m-d-yy",
        31 => "yyyy\"年\"m\"月\"d\"日\"",
        32 => "h\"时\"mm\"分\"",
        33 => "h\"时\"mm\"分\"ss\"秒\"",
        34 | 55 => "上午/下午h\"时\"mm\"分\"",
        35 | 56 => "上午/下午h\"时\"mm\"分\"ss\"秒\"",
        37 | 38 => "#,##0;-#,##0",
        39 | 40 => "#,##0.00;-#,##0.00",
        41 | 42 => "#,##0;-#,##0;\"-\"",
        43 | 44 => "#,##0.00;-#,##0.00;\"-\"",
        45 => "mm:ss",
        46 => "[h]:mm:ss",
        47 => "mmss.0",
        48 => "##0.0E+0",
        _ => "General",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[expect(clippy::disallowed_types, reason = "workbooks store floats")]
    fn show(code: &str, value: f64) -> String {
        let digits = Digits::of(value).unwrap();
        let shown = NumberFormat::new(code).show(&digits, Epoch::Y1900);
        shown.trim().to_owned()
    }

    #[test]
    fn numbers_are_shown_as_their_format_says() {
        assert_eq!(show("General", 74.1), "74.1");
        assert_eq!(show("G/通用格式", -5.0), "-5");
        assert_eq!(show("0", 12.5), "13");
        assert_eq!(show("0.0%", 0.741), "74.1%");
        assert_eq!(show("0.00%", 0.741), "74.10%");
        assert_eq!(show("0%", 0.005), "1%");
        assert_eq!(show("#,##0", 1_234_567.0), "1,234,567");
        assert_eq!(show("#,##0.00", 0.5), "0.50");
        assert_eq!(show("#,###", 0.0), "");
        assert_eq!(show("0.##", 12.5), "12.5");
        assert_eq!(show("0.0#", 12.0), "12.0");
        assert_eq!(show("00000", 42.0), "00042");
        assert_eq!(show("0\"件\"", 13.0), "13件");
        assert_eq!(show("0件", 13.0), "13件");
        assert_eq!(show("#,##0.0,", 12_345.0), "12.3");
        assert_eq!(show("0.0,,", 12_345_678.0), "12.3");
        assert_eq!(show("0_ ", 7.0), "7");
        assert_eq!(show("0_);[Red]\\(0\\)", -7.0), "(7)");
        assert_eq!(show("0;-0;;@", 0.0), "");
        assert_eq!(show(";;;", 5.0), "");
        assert_eq!(show("_(* #,##0_);_(* (#,##0);_(* \"-\"_);_(@_)", 0.0), "-");
        assert_eq!(
            show(
                "_ * #,##0.00_ ;_ * \\-#,##0.00_ ;_ * \"-\"??_ ;_ @_ ",
                -1234.5
            ),
            "-1,234.50"
        );
        assert_eq!(show("[$¥-804]#,##0.00", 5.0), "¥5.00");
        assert_eq!(show("0.00_ ;[Red]\\-0.00\\ ", -0.001), "-0.00");
        assert_eq!(show("0.0", -0.01), "0.0");
        assert_eq!(show("[DBNum1][$-804]General", 12.0), "12");
    }

    #[test]
    fn what_is_not_followed_shows_the_stored_digits() {
        for code in [
            "0.00E+00",
            "# ?/?",
            "[>=100]0.0;0",
            "[h]:mm",
            "000-0000",
            "@@0",
        ] {
            assert_eq!(show(code, 74.099_999_999_999_98), "74.1", "{code}");
        }
        assert_eq!(show(&"0".repeat(5000), 2.5), "2.5");
    }

    #[test]
    fn dates_are_shown_as_their_format_says() {
        assert_eq!(show(builtin(31), 42_735.0), "2016年12月31日");
        assert_eq!(
            show("yyyy\"年\"m\"月\"d\"日\";@", 43_131.0),
            "2018年1月31日"
        );
        assert_eq!(show("yyyy-mm-dd", 43_131.0), "2018-01-31");
        assert_eq!(show(builtin(14), 43_131.0), "2018/1/31");
        assert_eq!(
            show("[$-F800]dddd\\,\\ mmmm\\ dd\\,\\ yyyy", 43_131.0),
            "Wednesday, January 31, 2018"
        );
        assert_eq!(
            show("[$-804]yyyy\"年\"m\"月\"d\"日\"aaaa", 43_131.0),
            "2018年1月31日星期三"
        );
        assert_eq!(show("h:mm", 0.75), "18:00");
        assert_eq!(show("h:mm AM/PM", 0.75), "6:00 PM");
        assert_eq!(show(builtin(22), 43_131.5), "2018/1/31 12:00");
        assert_eq!(show("yyyy年m月", 43_131.0), "2018年1月");
        let late = NumberFormat::new("yyyy-m-d").show(&Digits::of(41_669.0).unwrap(), Epoch::Y1904);
        assert_eq!(late, "2018-1-31");
        // A number that is no date shows its digits.
        assert_eq!(show("yyyy-m-d", -5.0), "-5");
        assert_eq!(show("yyyy-m-d", 1e12), "1000000000000");
    }
}
