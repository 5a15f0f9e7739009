//! The source to tags and stretches of text, with their places.
//!
//! Deliberately absent: what is not shown whatever stands around it. Scripts and
//! hidden words never reach the tree.

use std::convert::Infallible;

use html5gum::{
    Emitter, ForwardingEmitter, Span as Place, Tokenizer,
    emitters::callback::{Callback, CallbackEmitter, CallbackEvent},
};

use crate::{quantity::glance, source::Unread, span::Span};

use super::{
    chrome,
    tree::{Builder, Kind, Shown, Traits, Tree},
};

/// The tree of a page.
///
/// # Errors
///
/// If it has more elements than are kept.
pub(super) fn tree(source: &str) -> Result<Tree, Unread> {
    let mut builder = Builder::new();
    let mut inner = CallbackEmitter::new(Tags::new(source, &mut builder));
    // Scripts and styles hold no tags.
    inner.naively_switch_states(true);
    let Ok(()) = Tokenizer::new_with_emitter(source, Feed { inner }).finish();
    builder.finish()
}

/// What the tokenizer writes to: tags come as events, text as it is found.
struct Feed<'a> {
    inner: CallbackEmitter<Tags<'a>>,
}

impl ForwardingEmitter for Feed<'_> {
    type Token = Infallible;

    fn inner(&mut self) -> &mut impl Emitter<Token = Infallible> {
        &mut self.inner
    }

    fn emit_string(&mut self, words: &[u8]) {
        self.inner.callback_mut().words(words);
    }

    fn move_position(&mut self, by: isize) {
        let tags = self.inner.callback_mut();
        tags.position = tags.position.saturating_add_signed(by);
    }

    fn should_emit_errors(&mut self) -> bool {
        false
    }

    fn emit_eof(&mut self) {
        self.inner.callback_mut().flush();
    }
}

/// Puts tags and text into the tree.
struct Tags<'a> {
    source: &'a str,
    tree: &'a mut Builder,
    /// How much of the source the tokenizer has taken.
    position: usize,
    /// Text that the source says itself and that is not in the tree yet.
    run: std::ops::Range<usize>,
    /// Where text may begin that comes next.
    floor: usize,
    tag: Tag,
    hidden: Option<Hidden>,
}

/// The start tag in hand.
#[derive(Debug, Default)]
struct Tag {
    name: Vec<u8>,
    attribute: Vec<u8>,
    traits: Traits,
    link: Option<Kind>,
    /// Whether its words are struck out.
    is_struck: bool,
    /// What is filled in, and whether a person sees that.
    value: String,
    is_field: bool,
    /// Where it begins.
    start: usize,
}

/// An element within a line whose words are not shown.
#[derive(Debug)]
struct Hidden {
    name: Vec<u8>,
    /// How many elements of its name are open.
    depth: u32,
    /// How many blocks are open in it.
    n_blocks: u32,
    /// Whether they are struck out rather than hidden, and whether a figure was among them.
    struck: Option<bool>,
}

impl<'a> Tags<'a> {
    fn new(source: &'a str, tree: &'a mut Builder) -> Self {
        Self {
            source,
            tree,
            position: 0,
            run: 0..0,
            floor: 0,
            tag: Tag::default(),
            hidden: None,
        }
    }

    /// Takes text that ends where the tokenizer stands, or a few bytes before.
    fn words(&mut self, words: &[u8]) {
        match self.place(words) {
            Some(start) => {
                let end = start + words.len();
                if start != self.run.end {
                    self.flush();
                    self.run.start = start;
                }
                self.run.end = end;
                self.floor = end;
            }
            None => self.reference(words),
        }
    }

    /// Where in the source exactly these `words` stand that come next.
    fn place(&self, words: &[u8]) -> Option<usize> {
        /// How far the tokenizer may have looked ahead.
        const AHEAD: usize = 3;
        let bytes = self.source.as_bytes();
        let latest = self.position.checked_sub(words.len())?;
        let earlier = (0..=AHEAD).filter_map(|back| latest.checked_sub(back));
        let mut starts = std::iter::once(self.run.end).chain(earlier);
        starts.find(|&start| {
            (self.floor..=latest).contains(&start)
                && bytes.get(start..start + words.len()) == Some(words)
        })
    }

    /// Takes what a reference stands for, or a line end that the source writes otherwise.
    fn reference(&mut self, words: &[u8]) {
        let start = self.run.end.min(self.position);
        self.flush();
        self.floor = (start + 1).min(self.position);
        self.run = self.position..self.position;
        let printed = self.source.get(start..self.position);
        if let (Some(_), Ok(words), None) = (printed, std::str::from_utf8(words), &self.hidden) {
            let is_blank = words.bytes().all(|byte| byte.is_ascii_whitespace());
            self.tree
                .text(Span::new(start, self.position), Some(words), is_blank);
        }
    }

    /// Puts the text in hand into the tree.
    fn flush(&mut self) {
        let run = std::mem::replace(&mut self.run, self.position..self.position);
        let words = self.source.get(run.clone()).unwrap_or_default();
        if let Some(Hidden {
            struck: Some(holds_figure),
            ..
        }) = &mut self.hidden
        {
            *holds_figure |= words.contains(glance::is_digit);
        }
        if !words.is_empty() && self.hidden.is_none() {
            let is_blank = words.bytes().all(|byte| byte.is_ascii_whitespace());
            self.tree
                .text(Span::new(run.start, run.end), None, is_blank);
        }
    }

    /// Goes on after a tag or a comment.
    fn pass(&mut self) {
        self.run = self.position..self.position;
        self.floor = self.position;
    }

    fn open(&mut self) {
        let Tag {
            name,
            traits,
            link,
            is_struck,
            ..
        } = &mut self.tag;
        let kind = kind(name).or_else(|| link.take());
        if let Some(hidden) = &mut self.hidden {
            hidden.depth += u32::from(hidden.name == *name);
            hidden.n_blocks += u32::from(kind.is_some_and(is_block));
            return;
        }
        match kind {
            Some(kind) => self.tree.start(kind, *traits),
            None if is_never_shown(name)
                || (traits.shown == Shown::No || *is_struck) && !is_void(name) =>
            {
                let is_hidden = traits.shown == Shown::No || is_never_shown(name);
                self.hidden = Some(Hidden {
                    name: std::mem::take(name),
                    depth: 1,
                    n_blocks: 0,
                    struck: (!is_hidden).then_some(false),
                });
            }
            None if name == b"input" && traits.shown != Shown::No => self.field(),
            None => {}
        }
    }

    /// Takes what is filled in where a form has room for a figure.
    fn field(&mut self) {
        let Tag {
            value,
            is_field,
            start,
            ..
        } = &self.tag;
        if !is_field || !value.contains(glance::is_digit) {
            return;
        }
        let printed = self.source.get(*start..self.position).unwrap_or_default();
        let begin = printed.to_ascii_lowercase().find("value").unwrap_or(0);
        // What references spell is no part of the source.
        let rest = printed.get(begin..).unwrap_or_default();
        let is_bound =
            |c: Option<char>| c.is_none_or(|c| c.is_whitespace() || "\"'=/>".contains(c));
        let mut places = rest.match_indices(value.as_str()).map(|(at, _)| at);
        let place = places.find(|&at| {
            let before = rest.get(..at).and_then(|before| before.chars().next_back());
            let behind = rest.get(at + value.len()..);
            is_bound(before) && is_bound(behind.and_then(|behind| behind.chars().next()))
        });
        match place {
            Some(at) => {
                let at = start + begin + at;
                self.tree.text(Span::new(at, at + value.len()), None, false);
            }
            None => self
                .tree
                .text(Span::new(*start, self.position), Some(value), false),
        }
    }

    /// Ends what is not shown.
    fn show(&mut self) {
        let hidden = self.hidden.take();
        if hidden.is_some_and(|hidden| hidden.struck == Some(true)) {
            self.tree.start(Kind::Struck, Traits::default());
        }
    }

    fn close(&mut self, name: &[u8]) {
        let kind = match name {
            b"a" => Some(Kind::Link),
            // Browsers show one as an empty line.
            b"br" => None,
            name => kind(name),
        };
        if let Some(hidden) = &mut self.hidden {
            if hidden.name == name {
                hidden.depth -= 1;
                if hidden.depth == 0 {
                    self.show();
                }
                return;
            }
            let Some(kind) = kind.filter(|&kind| is_block(kind)) else {
                return;
            };
            if hidden.n_blocks > 0 {
                hidden.n_blocks -= 1;
                return;
            }
            // The end tag was forgotten: no element within a line outlives its block.
            self.show();
            self.tree.end(kind);
            return;
        }
        if let Some(kind) = kind {
            self.tree.end(kind);
        }
    }
}

impl Callback<Infallible, ()> for Tags<'_> {
    fn handle_event(&mut self, event: CallbackEvent<'_>, _: Place<()>) -> Option<Infallible> {
        match event {
            CallbackEvent::OpenStartTag { name } => {
                self.flush();
                self.tag.name.clear();
                self.tag.name.extend_from_slice(name);
                self.tag.attribute.clear();
                self.tag.traits = Traits::default();
                self.tag.link = None;
                self.tag.is_struck = matches!(name, b"del" | b"s" | b"strike");
                self.tag.value.clear();
                self.tag.is_field = true;
                let before = self.source.get(..self.position).unwrap_or_default();
                self.tag.start = before.rfind('<').unwrap_or(self.position);
                if let b"footer" = name {
                    self.tag.traits.shown = Shown::AsChrome;
                } else if let b"nav" = name {
                    self.tag.traits.shown = Shown::No;
                }
            }
            CallbackEvent::AttributeName { name } => {
                self.tag.attribute.clear();
                self.tag.attribute.extend_from_slice(name);
                if let b"hidden" = name {
                    self.tag.traits.shown = Shown::No;
                }
            }
            CallbackEvent::AttributeValue { value } => {
                if let Ok(value) = std::str::from_utf8(value) {
                    self.tag.set(value);
                }
            }
            CallbackEvent::CloseStartTag { .. } => {
                self.open();
                self.pass();
            }
            CallbackEvent::EndTag { name } => {
                self.flush();
                self.close(name);
                self.pass();
            }
            CallbackEvent::Comment { .. } | CallbackEvent::Doctype { .. } => {
                self.flush();
                self.pass();
            }
            CallbackEvent::String { .. } | CallbackEvent::Error(_) => {}
        }
        None
    }
}

impl Tag {
    /// Takes the value of the attribute in hand.
    fn set(&mut self, value: &str) {
        let traits = &mut self.traits;
        match self.attribute.as_slice() {
            b"rowspan" => traits.set_row_span(value),
            b"colspan" => traits.set_column_span(value),
            b"style" if chrome::hides(value) => traits.shown = Shown::No,
            b"style" => self.is_struck |= chrome::strikes(value),
            b"value" if self.name == b"input" => value.clone_into(&mut self.value),
            b"type" if self.name == b"input" => {
                let kinds = ["text", "number", "tel", ""];
                self.is_field = kinds
                    .iter()
                    .any(|kind| value.trim().eq_ignore_ascii_case(kind));
            }
            b"class" | b"id" | b"role" if traits.shown == Shown::Yes && chrome::is_named(value) => {
                traits.shown = Shown::AsChrome;
            }
            b"href" if self.name == b"a" => {
                self.link = Some(if chrome::is_file(value) {
                    Kind::FileLink
                } else {
                    Kind::Link
                });
            }
            _ => {}
        }
    }
}

/// The kind of node that an element is; nothing if it does not bear on text.
fn kind(name: &[u8]) -> Option<Kind> {
    Some(match name {
        b"p" => Kind::Paragraph,
        b"h1" | b"h2" | b"h3" | b"h4" | b"h5" | b"h6" => Kind::Heading,
        b"ul" | b"ol" | b"dl" | b"menu" | b"dir" => Kind::List,
        b"li" | b"dt" | b"dd" => Kind::Item,
        b"pre" | b"listing" => Kind::Pre,
        b"table" => Kind::Table,
        b"thead" | b"tbody" | b"tfoot" => Kind::Section,
        b"tr" => Kind::Row,
        b"td" | b"th" => Kind::Cell,
        b"caption" => Kind::Caption,
        b"br" | b"hr" => Kind::Break,
        b"sup" => Kind::Raised,
        b"frame" | b"iframe" => Kind::Frame,
        b"div" | b"section" | b"article" | b"main" | b"header" | b"footer" | b"nav" | b"aside"
        | b"address" | b"blockquote" | b"center" | b"form" | b"fieldset" | b"legend"
        | b"details" | b"summary" | b"figure" | b"figcaption" => Kind::Block,
        _ => return None,
    })
}

/// Whether an end tag of that kind ends whatever stands within its lines.
fn is_block(kind: Kind) -> bool {
    !matches!(
        kind,
        Kind::Link
            | Kind::FileLink
            | Kind::Break
            | Kind::Raised
            | Kind::Struck
            | Kind::Frame
            | Kind::Text(_)
    )
}

/// Elements that browsers show no words of, or none that belong to the text.
fn is_never_shown(name: &[u8]) -> bool {
    matches!(
        name,
        b"script"
            | b"style"
            | b"title"
            | b"template"
            | b"noscript"
            | b"noframes"
            | b"textarea"
            | b"select"
            | b"button"
            | b"datalist"
            | b"svg"
            | b"math"
            | b"canvas"
            | b"object"
            | b"audio"
            | b"video"
    )
}

/// Elements that have no end tag and hold nothing.
fn is_void(name: &[u8]) -> bool {
    matches!(
        name,
        b"area"
            | b"base"
            | b"basefont"
            | b"bgsound"
            | b"col"
            | b"embed"
            | b"img"
            | b"input"
            | b"keygen"
            | b"link"
            | b"meta"
            | b"param"
            | b"source"
            | b"track"
            | b"wbr"
            | b"body"
            | b"html"
            | b"head"
    )
}
