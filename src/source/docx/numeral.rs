//! Numbers in the numerals that labels of lists are written in.
//!
//! Deliberately absent: numerals of other scripts, which are shown as Arabic ones.

const DIGITS: [char; 10] = ['〇', '一', '二', '三', '四', '五', '六', '七', '八', '九'];
const LEGAL: [char; 10] = ['零', '壹', '贰', '叁', '肆', '伍', '陆', '柒', '捌', '玖'];
const STEMS: &str = "甲乙丙丁戊己庚辛壬癸";
const BRANCHES: &str = "子丑寅卯辰巳午未申酉戌亥";

/// `number` in the numerals that a document calls `form`.
pub(super) fn written(number: u32, form: &str) -> String {
    let written = match form {
        "none" | "bullet" => Some(String::new()),
        "decimalZero" => Some(format!("{number:02}")),
        "upperRoman" => roman(number),
        "lowerRoman" => roman(number).map(|roman| roman.to_ascii_lowercase()),
        "upperLetter" => letters(number, 'A'),
        "lowerLetter" => letters(number, 'a'),
        "chineseCounting"
        | "chineseCountingThousand"
        | "japaneseCounting"
        | "taiwaneseCounting"
        | "taiwaneseCountingThousand"
        | "koreanCounting" => counted(number, &DIGITS, ['十', '百', '千']),
        "chineseLegalSimplified" | "ideographLegalTraditional" => {
            counted(number, &LEGAL, ['拾', '佰', '仟'])
        }
        "ideographDigital" | "taiwaneseDigital" | "japaneseDigitalTenThousand" => {
            Some(each_digit(number, |digit| DIGITS.get(digit).copied()))
        }
        "decimalFullWidth" | "decimalFullWidth2" => Some(each_digit(number, full_width)),
        "ideographTraditional" => cycled(number, STEMS),
        "ideographZodiac" => cycled(number, BRANCHES),
        "decimalEnclosedCircle" | "decimalEnclosedCircleChinese" => circled(number),
        "decimalEnclosedParen" => sign(number, '⑴', 20),
        "decimalEnclosedFullstop" => sign(number, '⒈', 20),
        "ideographEnclosedCircle" => sign(number, '㊀', 10),
        "numberInDash" => Some(format!("- {number} -")),
        _ => None,
    };
    written.unwrap_or_else(|| number.to_string())
}

/// `number` as `一`, `十二`, `一百零三`; none from ten thousand on.
fn counted(number: u32, digits: &[char; 10], steps: [char; 3]) -> Option<String> {
    if number == 0 || number > 9999 {
        return (number == 0).then(|| digits.first().map(char::to_string))?;
    }
    let zero = if digits[0] == '〇' { '零' } else { digits[0] };
    let mut written = String::new();
    let mut is_gap = false;
    for (value, step) in [
        (1000, Some(steps[2])),
        (100, Some(steps[1])),
        (10, Some(steps[0])),
        (1, None),
    ] {
        let digit = usize::try_from(number / value % 10).ok()?;
        if digit == 0 {
            is_gap = !written.is_empty();
            continue;
        }
        if is_gap {
            written.push(zero);
            is_gap = false;
        }
        // Ten is one sign, not two, at the start.
        if !(digit == 1 && value == 10 && written.is_empty() && digits[0] == '〇') {
            written.push(*digits.get(digit)?);
        }
        written.extend(step);
    }
    Some(written)
}

fn each_digit(number: u32, shown: impl Fn(usize) -> Option<char>) -> String {
    let digits = number.to_string();
    let digits = digits.bytes().map(|byte| usize::from(byte - b'0'));
    digits.filter_map(shown).collect()
}

fn full_width(digit: usize) -> Option<char> {
    char::from_u32('０' as u32 + u32::try_from(digit).ok()?)
}

fn roman(number: u32) -> Option<String> {
    const STEPS: [(u32, &str); 13] = [
        (1000, "M"),
        (900, "CM"),
        (500, "D"),
        (400, "CD"),
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    ];
    if !(1..4000).contains(&number) {
        return None;
    }
    let mut rest = number;
    let mut written = String::new();
    for (value, sign) in STEPS {
        while rest >= value {
            rest -= value;
            written.push_str(sign);
        }
    }
    Some(written)
}

/// A to Z, then AA, BB and so on.
fn letters(number: u32, first: char) -> Option<String> {
    let at = number.checked_sub(1).filter(|&at| at < 26 * 9)?;
    let letter = char::from_u32(first as u32 + at % 26)?;
    let times = usize::try_from(at / 26 + 1).ok()?;
    Some(letter.to_string().repeat(times))
}

/// One of `signs`, from the first again after the last.
fn cycled(number: u32, signs: &str) -> Option<String> {
    let at = usize::try_from(number.checked_sub(1)?).ok()?;
    let sign = signs.chars().nth(at % signs.chars().count())?;
    Some(sign.to_string())
}

fn circled(number: u32) -> Option<String> {
    match number {
        0..=20 => sign(number, '①', 20),
        21..=35 => sign(number - 20, '㉑', 15),
        _ => sign(number - 35, '㊱', 15),
    }
}

/// The sign for `number` in a row of signs that begins with `first` for 1.
fn sign(number: u32, first: char, most: u32) -> Option<String> {
    let at = number.checked_sub(1).filter(|&at| at < most)?;
    Some(char::from_u32(first as u32 + at)?.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numerals_are_written_as_office_programs_write_them() {
        for (form, numbers) in [
            (
                "chineseCounting",
                [
                    (1, "一"),
                    (10, "十"),
                    (12, "十二"),
                    (21, "二十一"),
                    (103, "一百零三"),
                ]
                .as_slice(),
            ),
            (
                "chineseCountingThousand",
                &[(110, "一百一十"), (1003, "一千零三"), (20, "二十")],
            ),
            ("chineseLegalSimplified", &[(10, "壹拾"), (101, "壹佰零壹")]),
            ("ideographDigital", &[(10, "一〇"), (2, "二")]),
            ("ideographTraditional", &[(1, "甲"), (11, "甲")]),
            ("ideographZodiac", &[(12, "亥")]),
            ("decimalFullWidth", &[(12, "１２")]),
            (
                "decimalEnclosedCircle",
                &[
                    (1, "①"),
                    (20, "⑳"),
                    (21, "㉑"),
                    (35, "㉟"),
                    (36, "㊱"),
                    (51, "51"),
                ],
            ),
            ("decimalEnclosedParen", &[(3, "⑶")]),
            ("decimalEnclosedFullstop", &[(2, "⒉")]),
            (
                "upperRoman",
                &[(4, "IV"), (1999, "MCMXCIX"), (4000, "4000")],
            ),
            ("lowerRoman", &[(9, "ix")]),
            ("upperLetter", &[(26, "Z"), (27, "AA")]),
            ("lowerLetter", &[(2, "b"), (0, "0")]),
            ("decimalZero", &[(7, "07")]),
            ("decimal", &[(7, "7")]),
            ("thaiLetters", &[(7, "7")]),
            ("none", &[(7, "")]),
        ] {
            for &(number, shown) in numbers {
                assert_eq!(written(number, form), shown, "{number} as {form}");
            }
        }
    }
}
