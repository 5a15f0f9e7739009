//! One pass over a paragraph that finds everything facts are made from: figures,
//! cue words, punctuation, and the numbers that are no quantities.
//!
//! Every ASCII or full-width digit ends in exactly one token. A few characters on
//! either side decide what a number is.
//!
//! Deliberately absent: what a cue means, and which indicator a figure states.

mod chinese;
mod cue;
mod date;
mod joined;
mod mark;
mod number;
mod word;

pub use cue::CueTable;
use cue::Mark;

use crate::{
    quantity::{Printed, glance},
    span::Span,
};

/// Something in a paragraph that facts are made from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Token {
    /// A quantity.
    Figure(Printed),
    /// A number, or a word with a number in it, that is no quantity.
    NotQuantity {
        /// All of it: the whole date, the whole address on the web.
        span: Span,
        /// What it is.
        why: NotQuantity,
    },
    /// A number that lost digits before gouji saw it.
    Damaged {
        /// The number and what it touches.
        span: Span,
    },
    /// A word of the cue table.
    Cue {
        /// The word.
        span: Span,
        /// The number the table has for it.
        cue: u16,
    },
    /// Punctuation or a line end.
    Break {
        /// The character.
        span: Span,
        /// What it separates.
        kind: Break,
    },
}

/// Why a number is no quantity.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum NotQuantity {
    /// A day, a month, a range of days or years, a time of day.
    Date,
    /// A year alone.
    Year,
    /// The number of a document, an order, an index entry.
    DocumentNumber,
    /// An article of a law: 第二十条第（一）项.
    Article,
    /// A telephone or telefax number.
    Phone,
    /// A postcode.
    Postcode,
    /// A place in an order: 第48期, 前20名.
    Ordinal,
    /// The mark of a list item: `1.`, `（2）`, `①`.
    ListMark,
    /// Part of a name: 12345热线, 5·15, FM107.3.
    Name,
    /// A house, a floor, a room.
    Address,
    /// An address on the web, an account, a file name.
    Electronic,
    /// A span of time or an age: 20个工作日, 24小时, 45岁.
    Time,
    /// The number of a page.
    Page,
    /// A number in the words that label a row or column of a table.
    Label,
}

/// What a punctuation mark separates.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Break {
    /// `、`
    Pause,
    /// `，` and `,`
    Comma,
    /// `；` and `;`
    Semicolon,
    /// `：` and `:`
    Colon,
    /// `。`, `！`, `？`, `.` at the end of a sentence, and the lines that draw a table.
    Stop,
    /// `（` and `(`
    Open,
    /// `）` and `)`
    Close,
    /// The end of a line inside a wrapped paragraph.
    LineEnd,
}

impl Token {
    /// All the text it covers; for a figure, its extent.
    #[must_use]
    pub fn span(&self) -> Span {
        match *self {
            Self::Figure(printed) => printed.extent,
            Self::NotQuantity { span, .. }
            | Self::Damaged { span }
            | Self::Cue { span, .. }
            | Self::Break { span, .. } => span,
        }
    }
}

impl NotQuantity {
    /// The stable kebab-case name.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Date => "date",
            Self::Year => "year",
            Self::DocumentNumber => "document-number",
            Self::Article => "article",
            Self::Phone => "phone",
            Self::Postcode => "postcode",
            Self::Ordinal => "ordinal",
            Self::ListMark => "list-mark",
            Self::Name => "name",
            Self::Address => "address",
            Self::Electronic => "electronic",
            Self::Time => "time",
            Self::Page => "page",
            Self::Label => "label",
        }
    }
}

/// Appends the tokens of the part `span` of `text` to `out`, ordered and disjoint.
///
/// Nothing outside `span` is looked at. Punctuation inside a title 《…》 is part of the
/// title, and a number inside a title or a short quotation is part of a name.
///
/// # Examples
///
/// ```
/// use gouji::{
///     fact::token::{CueTable, NotQuantity, Token, tokens},
///     span::Span,
/// };
///
/// let text = "2017年收到申请16件";
/// let mut out = Vec::new();
/// tokens(text, Span::new(0, text.len()), &CueTable::new([].into_iter()), &mut out);
/// assert!(matches!(out[0], Token::NotQuantity { why: NotQuantity::Year, .. }));
/// assert!(matches!(out[1], Token::Figure(printed) if printed.figure.of(text) == "16"));
/// ```
pub fn tokens(text: &str, span: Span, cues: &CueTable, out: &mut Vec<Token>) {
    let range = span.range();
    let text = text.get(..range.end).unwrap_or_default();
    if !text.is_char_boundary(range.start) {
        return;
    }
    Scanner {
        place: Place {
            text,
            floor: range.start,
            taken: range.start,
            name_end: 0,
            title_end: 0,
            is_after_phone: false,
        },
        cues,
        out,
    }
    .run();
}

/// Walks over the text and stops where a token may start.
struct Scanner<'a, 'out> {
    place: Place<'a>,
    cues: &'a CueTable,
    out: &'out mut Vec<Token>,
}

/// What there is to know about a place in order to tell a number's meaning.
struct Place<'a> {
    /// The text, up to the end of the part that is scanned.
    text: &'a str,
    /// Where that part starts.
    floor: usize,
    /// Where the last token ends.
    taken: usize,
    /// Where the title or short quotation ends that the place is in; past it, no meaning.
    name_end: usize,
    /// The same for a title alone.
    title_end: usize,
    /// Whether the last number was a telephone number, of which there may be a list.
    is_after_phone: bool,
}

/// Characters beside the cue words' first ones that the scanner stops at, ASCII and mere signs aside.
const STOPS: &str = "！？│┃｜（〔【［第“「『《〈\u{fffd}０１２３４５６７８９\
                     一二三四五六七八九十两兩〇零○廿卅百千数數几幾上\
                     ①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳⑴⑵⑶⑷⑸⑹⑺⑻⑼⑽⒈⒉⒊⒋⒌⒍⒎⒏⒐⒑";

impl Scanner<'_, '_> {
    fn run(mut self) {
        let bytes = self.place.text.as_bytes();
        let mut at = self.place.floor;
        while let Some(rest) = bytes.get(at..) {
            let (n_skipped, mark) = self.cues.skip(rest);
            at += n_skipped;
            at = match rest.get(n_skipped) {
                Some(_) if mark != Mark::NONE => self.marked(at, mark),
                Some(first) => self.narrow(at, *first),
                None => return,
            };
        }
    }

    /// Takes the token that starts at `at` with a character of other than three bytes, if any, and
    /// gives where to go on.
    fn narrow(&mut self, at: usize, first: u8) -> usize {
        match first {
            0..0x80 if IS_PLAIN[usize::from(first)] => at + 1,
            0..0x80 => self.ascii(at, first),
            0xf0.. => at + 4,
            _ => at + 2,
        }
    }

    /// Takes the token that starts at the ASCII character at `at`, if any, and gives where to go on.
    fn ascii(&mut self, at: usize, first: u8) -> usize {
        match first {
            b'0'..=b'9' => {
                let token = self.place.number(at);
                self.take(token)
            }
            b'a'..=b'z' | b'A'..=b'Z' => match self.cues.longest(self.place.text, at) {
                Some((cue, end)) => self.cue(at, end, cue),
                None => self.word(at),
            },
            b'\r' if glance::starts(self.place.text, at, "\r\n") => {
                self.stop(at, at + 2, Break::LineEnd)
            }
            b'\n' | b'\r' => self.stop(at, at + 1, Break::LineEnd),
            b'(' | b'[' => self.open(at, char::from(first)),
            b'?' if self.place.is_damage(at + 1) => {
                let token = self.place.damaged_from(at);
                self.take(token)
            }
            b'.' if !self.place.ends_sentence(at) => at + 1,
            _ => match break_kind(char::from(first)) {
                Some(kind) => self.stop(at, at + 1, kind),
                None => at + 1,
            },
        }
    }

    /// Takes the token that starts at `at` with a character of three bytes that is so marked, if any, and
    /// gives where to go on.
    fn marked(&mut self, at: usize, mark: Mark) -> usize {
        let past = at + 3;
        if let Some(kind) = mark.sign() {
            return self.stop(at, past, kind);
        }
        let Some(c) = glance::after(self.place.text, at) else {
            return past;
        };
        if mark.is_cue()
            && let Some((cue, end)) = self.cues.longest_from(self.place.text, at, c)
        {
            return self.cue(at, end, cue);
        }
        if !mark.is_stop() {
            return past;
        }
        let token = match c {
            '（' | '〔' | '【' | '［' => return self.open(at, c),
            '“' | '「' | '『' | '《' | '〈' => return self.name(at, c),
            '０'..='９' => Some(self.place.number(at)),
            '第' => match self.place.ordinal(at) {
                Ok(token) => Some(token),
                Err(past) => return past,
            },
            '\u{fffd}' if self.place.is_damage(past) => Some(self.place.damaged_from(at)),
            '①'..='⒑' => Some(not(at, past, NotQuantity::ListMark)),
            _ => match break_kind(c) {
                Some(kind) => return self.stop(at, past, kind),
                None => match self.place.chinese(at, c) {
                    Ok(token) => Some(token),
                    Err(past) => return past,
                },
            },
        };
        token.map_or(past, |token| self.take(token))
    }

    fn take(&mut self, token: Token) -> usize {
        let end = token.span().end as usize;
        self.place.taken = end;
        self.place.is_after_phone = match token {
            Token::NotQuantity { why, .. } => why == NotQuantity::Phone,
            Token::Break { kind, .. } => {
                self.place.is_after_phone && !matches!(kind, Break::Stop | Break::LineEnd)
            }
            _ => false,
        };
        self.out.push(token);
        end
    }

    fn cue(&mut self, at: usize, end: usize, cue: u16) -> usize {
        self.take(Token::Cue {
            span: Span::new(at, end),
            cue,
        })
    }

    /// Takes a break, unless it is part of a title.
    fn stop(&mut self, at: usize, end: usize, kind: Break) -> usize {
        if at < self.place.title_end && kind != Break::LineEnd {
            return end;
        }
        let span = Span::new(at, end);
        self.take(Token::Break { span, kind })
    }

    /// A bracket opens a document number's year, a list mark, or a bracket.
    fn open(&mut self, at: usize, c: char) -> usize {
        if let Some(token) = self.place.bracketed(at, c) {
            return self.take(token);
        }
        let past = at + c.len_utf8();
        match break_kind(c) {
            Some(kind) => self.stop(at, past, kind),
            None => past,
        }
    }

    /// Notes where a title or a short quotation ends.
    fn name(&mut self, at: usize, c: char) -> usize {
        /// Bytes that a quotation may have to be taken for a name: twenty characters.
        const QUOTATION: usize = 60;
        const TITLE: usize = 300;
        let past = at + c.len_utf8();
        if let '《' | '〈' = c {
            let close = if c == '《' { '》' } else { '〉' };
            if let Some(end) = self.place.find(past, TITLE, &[close], &['。', '\n', c]) {
                self.place.name_end = self.place.name_end.max(end);
                self.place.title_end = self.place.title_end.max(end);
            }
        } else if let Some(end) = self.place.find(
            past,
            QUOTATION,
            &['”', '“', '」', '』'],
            &['。', '\n', '；', ';'],
        ) {
            self.place.name_end = self.place.name_end.max(end);
        }
        past
    }

    /// Letters: a web address, an account, a name with a number in it, or nothing of interest.
    fn word(&mut self, at: usize) -> usize {
        match self.place.word(at) {
            Ok(token) => self.take(token),
            Err(past) => past,
        }
    }
}

impl Place<'_> {
    /// The first of the signs `wanted` from byte `at` on, within `length` bytes and before any of `barred`.
    fn find(&self, at: usize, length: usize, wanted: &[char], barred: &[char]) -> Option<usize> {
        let bytes = self.text.as_bytes();
        let mut place = at;
        while place < at + length {
            // Chinese characters are neither.
            if matches!(bytes.get(place)?, 0xe4..=0xe9) {
                place += 3;
                continue;
            }
            match glance::after(self.text, place)? {
                c if barred.contains(&c) => return None,
                c if wanted.contains(&c) => return Some(place),
                c => place += c.len_utf8(),
            }
        }
        None
    }

    /// Whether the full stop `.` at byte `at` ends a sentence.
    fn ends_sentence(&self, at: usize) -> bool {
        let next = glance::after(self.text, at + 1);
        let before = glance::before(self.text, self.floor, at);
        next.is_none_or(|c| c.is_whitespace() || matches!(c, '”' | '）' | ')'))
            && before.is_some_and(|c| !c.is_ascii_alphabetic() && !c.is_whitespace())
    }
}

/// What an ASCII or full-width punctuation mark separates.
fn break_kind(c: char) -> Option<Break> {
    Some(match c {
        '、' => Break::Pause,
        ',' | '，' => Break::Comma,
        ';' | '；' => Break::Semicolon,
        ':' | '：' => Break::Colon,
        // The last three draw a table, whose cells are no sentence together.
        '.' | '。' | '!' | '！' | '?' | '？' | '│' | '┃' | '｜' => Break::Stop,
        '(' | '（' => Break::Open,
        ')' | '）' => Break::Close,
        _ => return None,
    })
}

/// ASCII characters that no token starts with.
static IS_PLAIN: [bool; 128] = {
    let mut is_plain = [true; 128];
    let stops = b"0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ\r\n()[?.,;:!";
    let mut at = 0;
    while at < stops.len() {
        is_plain[stops[at] as usize] = false;
        at += 1;
    }
    is_plain
};

fn not(start: usize, end: usize, why: NotQuantity) -> Token {
    Token::NotQuantity {
        span: Span::new(start, end),
        why,
    }
}

fn damaged(start: usize, end: usize) -> Token {
    Token::Damaged {
        span: Span::new(start, end),
    }
}
