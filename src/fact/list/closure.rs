//! What the words of a list say of its completeness: whether it is closed, may go on, or breaks off.

use super::{Closure, Finder, Opener};
use crate::{
    fact::mention::Mention,
    quantity::{Unit, glance},
    span::Span,
};

/// What ends a sentence or a list at the end of a paragraph.
const ENDS: [char; 13] = [
    '。', '！', '？', '；', '：', '）', '.', '!', '?', ';', ':', ')', '”',
];

impl Finder<'_> {
    pub(super) fn closure(
        &self,
        own: &[usize],
        partition: Option<usize>,
        opener: Opener,
    ) -> Closure {
        let ends_open = own
            .last()
            .is_some_and(|&at| self.is_left_open(at) || self.breaks_off(at));
        let has_rest = own.iter().any(|&at| self.is_rest(at));
        let may_overlap = partition.is_some_and(|at| self.lexicon.partitions[at].may_overlap);
        if ends_open {
            Closure::Open
        } else if opener == Opener::Closed {
            Closure::Closed
        } else if has_rest {
            Closure::Rested
        } else if partition.is_some() && !may_overlap {
            Closure::Exhaustive
        } else if opener == Opener::Member || may_overlap {
            Closure::Member
        } else {
            Closure::Plain
        }
    }

    /// Whether the words after a figure say that the list goes on.
    pub(super) fn is_left_open(&self, at: usize) -> bool {
        let right = glance::trim(self.mentions[at].right.of(self.text));
        !right.is_empty() && (self.words.open.starts(right) || self.words.open_tail.ends(right))
    }

    /// Whether the rest is told in words, `其余尚未审结`, or the text breaks off.
    fn breaks_off(&self, at: usize) -> bool {
        let words = self.words_after(at);
        // Brackets comment on the last part: `无法提供13件（…11件，…2件），结转下年`.
        let depth = self.mentions[at].depth;
        let inner = self.mentions[at + 1..]
            .iter()
            .take_while(|m| m.depth > depth);
        let last = at + inner.count();
        let is_cut = self.tail(last).end == self.mentions[last].sentence_end
            && self.is_cut(&self.mentions[last], self.words_after(last));
        is_cut
            || self
                .lexicon
                .rest
                .iter()
                .any(|rest| words.contains(rest.as_str()))
    }

    /// What its sentence says behind a figure and the item it stands in, up to the next figure.
    fn words_after(&self, at: usize) -> &str {
        let tail = self.tail(at);
        let after = Span {
            start: self.mentions[at].right.end.min(tail.end),
            end: tail.end,
        };
        after.of(self.text)
    }

    /// Whether the sentence of `last`, the last figure in it, ends without a sign that it does, so that
    /// more may have stood there: in mid-clause, in mid-figure, or with the text.
    fn is_cut(&self, last: &Mention, after: &str) -> bool {
        let end = last.sentence_end as usize;
        let rest = self.text.get(end..).unwrap_or_default();
        let before = self.text.get(..end).unwrap_or_default();
        if rest.starts_with(ENDS) || before.trim_end().ends_with(ENDS) {
            return false;
        }
        let is_clause = !after.trim_matches(['，', ',', '、', ' ']).is_empty();
        is_clause || last.unit == Unit::NONE || rest.trim().is_empty()
    }

    /// Whether a part takes what is left: its label starts with `其他`, or says so of a way or a kind
    /// at its end, as `通过广播等其他方式` does. `向其他单位公开` takes nothing.
    pub(super) fn is_rest(&self, at: usize) -> bool {
        if !self.kinds(at).is_rest() {
            return false;
        }
        let label = self.mentions[at].label.of(self.text);
        let places = self
            .lexicon
            .rest
            .iter()
            .filter_map(|rest| label.find(rest.as_str()));
        places.into_iter().any(|place| {
            let before = label.get(..place).unwrap_or_default();
            before.trim_matches(is_of_mark).is_empty()
                || self
                    .lexicon
                    .before_rest
                    .iter()
                    .any(|word| before.ends_with(word.as_str()))
        })
    }
}

/// Whether a list mark may be made of it: `6.`, `（六）`, `⑥`.
fn is_of_mark(c: char) -> bool {
    c.is_ascii_digit()
        || c.is_whitespace()
        || ('①'..='⑳').contains(&c)
        || "．.、()（）一二三四五六七八九十".contains(c)
}
