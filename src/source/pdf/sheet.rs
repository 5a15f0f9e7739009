//! What is printed on a page, whoever told it: glyphs, rules and pictures with their places.
//!
//! Lengths are whole hundredths of a point, from the top left corner of the page as it is held
//! to be read, so that everything built on them compares whole numbers.
//!
//! Deliberately absent: colours, fonts and curves.

/// A length or a place, in hundredths of a point.
pub(super) type Length = i32;

/// One point.
pub(super) const POINT: Length = 100;

/// What stands for a sign whose meaning is lost.
pub(super) const LOST: char = '\u{fffd}';

/// A page.
#[derive(Debug, Default)]
pub(super) struct Sheet {
    /// How wide it is.
    pub(super) width: Length,
    /// How high it is.
    pub(super) height: Length,
    /// Its glyphs in the order of drawing, blanks included.
    pub(super) glyphs: Vec<Glyph>,
    /// Its rules.
    pub(super) rules: Vec<Rule>,
    /// Its pictures.
    pub(super) pictures: Vec<Area>,
    /// Whether it holds glyphs that nobody sees, such as the text layer of a scan.
    pub(super) has_hidden: bool,
    /// Whether glyphs stand on their side among others that do not.
    pub(super) has_turned: bool,
    /// Whether glyphs were left out because their font could not be read.
    pub(super) has_lost: bool,
}

/// A glyph that stands upright.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Glyph {
    /// What it means, [`LOST`] if nothing tells.
    pub(super) sign: char,
    /// Where it begins.
    pub(super) left: Length,
    /// Where the next one would begin.
    pub(super) right: Length,
    /// The line it stands on.
    pub(super) baseline: Length,
    /// The size of its font.
    pub(super) size: Length,
}

/// A straight rule along an axis.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Rule {
    /// Which way it runs.
    pub(super) way: Way,
    /// Where it stands on the other axis.
    pub(super) at: Length,
    /// Where it begins.
    pub(super) from: Length,
    /// Where it ends.
    pub(super) to: Length,
}

/// Which way a rule runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Way {
    /// From left to right.
    Across,
    /// From top to bottom.
    Down,
}

/// An upright rectangle.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Area {
    /// Its left side.
    pub(super) left: Length,
    /// Its upper side.
    pub(super) top: Length,
    /// Its right side.
    pub(super) right: Length,
    /// Its lower side.
    pub(super) bottom: Length,
}

impl Glyph {
    /// The middle of what is seen of it.
    pub(super) fn middle(&self) -> (Length, Length) {
        let across = self.left.midpoint(self.right);
        (across, self.baseline - self.size * 3 / 8)
    }

    /// Whether it leaves the paper white.
    pub(super) fn is_blank(&self) -> bool {
        self.sign.is_whitespace()
    }
}

impl Area {
    /// Whether a point lies in it.
    pub(super) fn holds(&self, (across, down): (Length, Length)) -> bool {
        (self.left..=self.right).contains(&across) && (self.top..=self.bottom).contains(&down)
    }

    /// How large it is.
    pub(super) fn size(&self) -> i64 {
        let width = i64::from(self.right.saturating_sub(self.left).max(0));
        width * i64::from(self.bottom.saturating_sub(self.top).max(0))
    }
}

/// Folds signs that look like another and stand for it: printers write a character of a font by
/// whichever code of it they meet first, and radicals share the glyphs of whole characters.
pub(super) fn folded(sign: char) -> char {
    match sign {
        '\u{2f00}'..='\u{2fd5}' => nth(KANGXI, u32::from(sign) - 0x2f00).unwrap_or(LOST),
        '\u{2e80}'..='\u{2eff}' => {
            let simplified = RADICALS.iter().find(|(radical, _)| *radical == sign);
            simplified.map_or(sign, |&(_, whole)| whole)
        }
        '\u{a0}' | '\u{2000}'..='\u{200a}' | '\u{202f}' | '\u{205f}' => ' ',
        // What fonts keep for themselves may be anything, figures too.
        '\u{e000}'..='\u{f8ff}' | '\0' => LOST,
        _ => sign,
    }
}

fn nth(table: &str, at: u32) -> Option<char> {
    table.chars().nth(usize::try_from(at).ok()?)
}

/// The characters that the Kangxi radicals from U+2F00 on show.
const KANGXI: &str = "\
    一丨丶丿乙亅二亠人儿入八冂冖冫几凵刀力勹匕匚匸十卜卩厂厶又口囗土士夂夊夕大女子宀寸小尢尸屮山巛工\
    己巾干幺广廴廾弋弓彐彡彳心戈戶手支攴文斗斤方无日曰月木欠止歹殳毋比毛氏气水火爪父爻爿片牙牛犬玄玉\
    瓜瓦甘生用田疋疒癶白皮皿目矛矢石示禸禾穴立竹米糸缶网羊羽老而耒耳聿肉臣自至臼舌舛舟艮色艸虍虫血行\
    衣襾見角言谷豆豕豸貝赤走足身車辛辰辵邑酉釆里金長門阜隶隹雨靑非面革韋韭音頁風飛食首香馬骨高髟鬥鬯\
    鬲鬼魚鳥鹵鹿麥麻黃黍黑黹黽鼎鼓鼠鼻齊齒龍龜龠\
    ";

/// The radicals of U+2E80 to U+2EFF that share the glyph of a character.
const RADICALS: [(char, char); 107] = [
    ('\u{2e81}', '厂'),
    ('\u{2e82}', '乛'),
    ('\u{2e83}', '乚'),
    ('\u{2e84}', '乙'),
    ('\u{2e85}', '亻'),
    ('\u{2e86}', '冂'),
    ('\u{2e88}', '刀'),
    ('\u{2e89}', '刂'),
    ('\u{2e8a}', '卜'),
    ('\u{2e8b}', '㔾'),
    ('\u{2e8c}', '小'),
    ('\u{2e8d}', '小'),
    ('\u{2e8e}', '兀'),
    ('\u{2e8f}', '尣'),
    ('\u{2e90}', '尢'),
    ('\u{2e92}', '巳'),
    ('\u{2e93}', '幺'),
    ('\u{2e94}', '彑'),
    ('\u{2e95}', '彐'),
    ('\u{2e96}', '忄'),
    ('\u{2e97}', '心'),
    ('\u{2e98}', '扌'),
    ('\u{2e99}', '攵'),
    ('\u{2e9b}', '旡'),
    ('\u{2e9c}', '日'),
    ('\u{2e9d}', '月'),
    ('\u{2e9e}', '歺'),
    ('\u{2e9f}', '母'),
    ('\u{2ea0}', '民'),
    ('\u{2ea1}', '氵'),
    ('\u{2ea2}', '氺'),
    ('\u{2ea3}', '灬'),
    ('\u{2ea4}', '爫'),
    ('\u{2ea5}', '爫'),
    ('\u{2ea6}', '丬'),
    ('\u{2ea8}', '犭'),
    ('\u{2ea9}', '王'),
    ('\u{2eaa}', '疋'),
    ('\u{2eab}', '目'),
    ('\u{2eac}', '示'),
    ('\u{2ead}', '礻'),
    ('\u{2eae}', '竹'),
    ('\u{2eaf}', '糹'),
    ('\u{2eb0}', '纟'),
    ('\u{2eb1}', '罓'),
    ('\u{2eb2}', '罒'),
    ('\u{2eb6}', '羊'),
    ('\u{2eb7}', '羊'),
    ('\u{2eb8}', '羊'),
    ('\u{2eb9}', '耂'),
    ('\u{2eba}', '肀'),
    ('\u{2ebb}', '聿'),
    ('\u{2ebc}', '月'),
    ('\u{2ebd}', '臼'),
    ('\u{2ebe}', '艹'),
    ('\u{2ebf}', '艹'),
    ('\u{2ec0}', '艹'),
    ('\u{2ec1}', '虎'),
    ('\u{2ec2}', '衤'),
    ('\u{2ec3}', '覀'),
    ('\u{2ec4}', '西'),
    ('\u{2ec5}', '见'),
    ('\u{2ec6}', '角'),
    ('\u{2ec7}', '角'),
    ('\u{2ec8}', '讠'),
    ('\u{2ec9}', '贝'),
    ('\u{2eca}', '足'),
    ('\u{2ecb}', '车'),
    ('\u{2ecc}', '辶'),
    ('\u{2ecd}', '辶'),
    ('\u{2ece}', '辶'),
    ('\u{2ecf}', '阝'),
    ('\u{2ed0}', '钅'),
    ('\u{2ed1}', '長'),
    ('\u{2ed2}', '镸'),
    ('\u{2ed3}', '长'),
    ('\u{2ed4}', '门'),
    ('\u{2ed6}', '阝'),
    ('\u{2ed7}', '雨'),
    ('\u{2ed8}', '青'),
    ('\u{2ed9}', '韦'),
    ('\u{2eda}', '页'),
    ('\u{2edb}', '风'),
    ('\u{2edc}', '飞'),
    ('\u{2edd}', '食'),
    ('\u{2ede}', '飠'),
    ('\u{2edf}', '飠'),
    ('\u{2ee0}', '饣'),
    ('\u{2ee1}', '首'),
    ('\u{2ee2}', '马'),
    ('\u{2ee3}', '骨'),
    ('\u{2ee4}', '鬼'),
    ('\u{2ee5}', '鱼'),
    ('\u{2ee6}', '鸟'),
    ('\u{2ee7}', '卤'),
    ('\u{2ee8}', '麦'),
    ('\u{2ee9}', '黄'),
    ('\u{2eea}', '黾'),
    ('\u{2eeb}', '斉'),
    ('\u{2eec}', '齐'),
    ('\u{2eed}', '歯'),
    ('\u{2eee}', '齿'),
    ('\u{2eef}', '竜'),
    ('\u{2ef0}', '龙'),
    ('\u{2ef1}', '龜'),
    ('\u{2ef2}', '亀'),
    ('\u{2ef3}', '龟'),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn radicals_are_the_characters_they_show() {
        assert_eq!(KANGXI.chars().count(), 0x2fd6 - 0x2f00);
        assert_eq!(folded('⼀'), '一');
        assert_eq!(folded('⾃'), '自');
        assert_eq!(folded('⿕'), '龠');
        assert_eq!(folded('⻚'), '页');
        assert_eq!(folded('⻅'), '见');
        assert_eq!(folded('件'), '件');
    }

    #[test]
    fn signs_of_private_use_may_be_figures() {
        assert_eq!(folded('\u{f031}'), LOST);
    }
}
