//! Tags and text to a tree of what bears on text.
//!
//! The rules are those of HTML5 where they decide which words stand together:
//! paragraphs, items, rows and cells end where the next begins, an end tag reaches
//! no further than its table cell, and what stands in a table outside of its cells
//! is shown before it. Elements within a line are passed over unless they hide,
//! link or break it.
//!
//! Deliberately absent: the adoption of misnested inline elements, which moves no
//! words, and forms and frames as such.

use crate::{source::Unread, span::Span};

/// The most elements and stretches of text that are kept.
const MAX_NODES: usize = 1 << 20;

/// How deeply elements may nest; deeper ones merely break the line.
const MAX_DEPTH: usize = 256;

/// The most columns and rows that one cell may cover.
const MAX_SPAN: u32 = 1000;

/// The place of a node in its tree; the root is no node's child.
pub(super) type NodeId = u32;

/// The root of every tree.
pub(super) const ROOT: NodeId = 0;

/// A page.
#[derive(Debug)]
pub(super) struct Tree {
    nodes: Vec<Node>,
    /// The stretches of text, in the order of the source.
    pub(super) chunks: Vec<Chunk>,
    /// What references stand for, one after another.
    pub(super) references: String,
}

/// An element or a stretch of text.
#[derive(Debug, Clone, Copy)]
pub(super) struct Node {
    /// What it is.
    pub(super) kind: Kind,
    /// What its attributes say.
    pub(super) traits: Traits,
    first: NodeId,
    last: NodeId,
    next: NodeId,
}

/// What the attributes of an element say.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Traits {
    /// How it is shown.
    pub(super) shown: Shown,
    /// How many rows a cell covers; 0 for all to the end of its table.
    pub(super) row_span: u32,
    /// How many columns a cell covers, at least 1.
    pub(super) column_span: u32,
    /// Whether a table holds another.
    pub(super) holds_table: bool,
}

/// Whether an element is shown as part of the report.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shown {
    /// As any other.
    Yes,
    /// Its name says that it belongs to the site.
    AsChrome,
    /// Not at all.
    No,
}

impl Default for Traits {
    fn default() -> Self {
        Self {
            shown: Shown::Yes,
            row_span: 1,
            column_span: 1,
            holds_table: false,
        }
    }
}

impl Traits {
    /// Takes a printed number of rows, as far as it is one.
    pub(super) fn set_row_span(&mut self, printed: &str) {
        let rows = printed.trim().parse::<u32>();
        self.row_span = rows.map_or(1, |rows| rows.min(MAX_SPAN));
    }

    /// Takes a printed number of columns, as far as it is one.
    pub(super) fn set_column_span(&mut self, printed: &str) {
        let columns = printed.trim().parse::<u32>();
        self.column_span = columns.map_or(1, |columns| columns.clamp(1, MAX_SPAN));
    }
}

/// What a node is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// Anything that stands on lines of its own.
    Block,
    /// `<p>`, which any block ends.
    Paragraph,
    /// `<h1>` to `<h6>`.
    Heading,
    /// `<ul>` and the like.
    List,
    /// `<li>`, `<dt>`, `<dd>`.
    Item,
    /// `<pre>`, whose line ends are shown.
    Pre,
    /// `<table>`.
    Table,
    /// `<thead>`, `<tbody>`, `<tfoot>`.
    Section,
    /// `<tr>`.
    Row,
    /// `<td>`, `<th>`.
    Cell,
    /// `<caption>`.
    Caption,
    /// What stood in a table outside of its cells.
    Fostered,
    /// A link to another page.
    Link,
    /// A link to a file that may be part of the report.
    FileLink,
    /// `<br>`.
    Break,
    /// What sets its words off from those before: `<sup>`.
    Raised,
    /// Where words with a figure are struck out.
    Struck,
    /// A page within the page.
    Frame,
    /// A stretch of text: its place among the chunks.
    Text(u32),
}

/// A stretch of text.
#[derive(Debug, Clone, Copy)]
pub(super) struct Chunk {
    /// Where it stands in the source.
    pub(super) source: Span,
    /// What a reference stands for, among all of them; nothing if the source says it itself.
    pub(super) reference: Option<Span>,
}

impl Tree {
    /// The node with that place.
    pub(super) fn node(&self, id: NodeId) -> &Node {
        // Places are given out by `Builder` alone.
        &self.nodes[id as usize]
    }

    /// The children of a node, in order.
    pub(super) fn children(&self, id: NodeId) -> impl Iterator<Item = NodeId> {
        let follow = |at: NodeId| (at != ROOT).then_some(at);
        std::iter::successors(follow(self.node(id).first), move |&at| {
            follow(self.node(at).next)
        })
    }
}

/// A tree that grows by tags and text.
#[derive(Debug)]
pub(super) struct Builder {
    tree: Tree,
    /// The elements that are open, the root first.
    open: Vec<NodeId>,
    is_overgrown: bool,
}

impl Builder {
    /// A tree with nothing but its root.
    pub(super) fn new() -> Self {
        let root = Node {
            kind: Kind::Block,
            traits: Traits::default(),
            first: ROOT,
            last: ROOT,
            next: ROOT,
        };
        Self {
            tree: Tree {
                nodes: vec![root],
                chunks: Vec::new(),
                references: String::new(),
            },
            open: vec![ROOT],
            is_overgrown: false,
        }
    }

    /// The tree.
    ///
    /// # Errors
    ///
    /// If there was more than is kept.
    pub(super) fn finish(self) -> Result<Tree, Unread> {
        if self.is_overgrown {
            Err(Unread::Overgrown)
        } else {
            Ok(self.tree)
        }
    }

    /// Opens an element.
    pub(super) fn start(&mut self, kind: Kind, traits: Traits) {
        match kind {
            Kind::Break | Kind::Raised | Kind::Struck | Kind::Frame => {
                self.foster();
                self.append(kind, traits);
                return;
            }
            Kind::Cell => {
                if !self.pop_to(|kind| matches!(kind, Kind::Row | Kind::Section | Kind::Table)) {
                    return;
                }
                if self.top() != Kind::Row {
                    self.push(Kind::Row, Traits::default());
                }
            }
            Kind::Row => {
                if !self.pop_to(|kind| matches!(kind, Kind::Section | Kind::Table)) {
                    return;
                }
            }
            Kind::Section | Kind::Caption => {
                if !self.pop_to(|kind| kind == Kind::Table) {
                    return;
                }
            }
            Kind::Link | Kind::FileLink => self.foster(),
            _ => {
                if kind == Kind::Table && self.is_between_cells() {
                    self.end(Kind::Table);
                }
                self.foster();
                self.end_paragraph();
            }
        }
        if kind == Kind::Item {
            self.end_item();
        }
        if kind == Kind::Table {
            self.mark_tables();
        }
        self.push(kind, traits);
    }

    /// Marks the tables that are open as holding another.
    fn mark_tables(&mut self) {
        for &id in self.open.iter().rev() {
            let node = &mut self.tree.nodes[id as usize];
            if node.kind == Kind::Table && std::mem::replace(&mut node.traits.holds_table, true) {
                break;
            }
        }
    }

    /// Closes the nearest element of that kind, with all that is open in it.
    pub(super) fn end(&mut self, kind: Kind) {
        let is_of_table = is_table_part(kind);
        let stops = |open: Kind| {
            open == Kind::Table || !is_of_table && matches!(open, Kind::Cell | Kind::Caption)
        };
        for at in (1..self.open.len()).rev() {
            let open = self.kind_at(at);
            if open == kind || (open, kind) == (Kind::FileLink, Kind::Link) {
                self.open.truncate(at);
                return;
            }
            if stops(open) {
                return;
            }
        }
    }

    /// Adds a stretch of text; `reference` is what it stands for, if it does not say so itself.
    pub(super) fn text(&mut self, source: Span, reference: Option<&str>, is_blank: bool) {
        if is_blank && self.is_between_cells() {
            return;
        }
        self.foster();
        let reference = reference.map(|words| {
            let start = self.tree.references.len();
            self.tree.references.push_str(words);
            Span::new(start, self.tree.references.len())
        });
        // There are no more chunks than nodes, and few enough of those.
        let Ok(at) = u32::try_from(self.tree.chunks.len()) else {
            return;
        };
        if self.append(Kind::Text(at), Traits::default()).is_some() {
            self.tree.chunks.push(Chunk { source, reference });
        }
    }

    /// Whether words that come next would stand in a table outside of its cells.
    fn is_between_cells(&self) -> bool {
        matches!(self.top(), Kind::Table | Kind::Section | Kind::Row)
    }

    /// Opens a place for what stands in a table outside of its cells.
    fn foster(&mut self) {
        if self.is_between_cells() {
            self.push(Kind::Fostered, Traits::default());
        }
    }

    /// Closes elements up to one that `is_wanted`; false, with nothing closed, if there is none.
    fn pop_to(&mut self, is_wanted: impl Fn(Kind) -> bool) -> bool {
        let at = (1..self.open.len())
            .rev()
            .find(|&at| is_wanted(self.kind_at(at)));
        match at {
            Some(at) => self.open.truncate(at + 1),
            None => return false,
        }
        true
    }

    /// Closes the paragraph that a block ends.
    fn end_paragraph(&mut self) {
        self.end(Kind::Paragraph);
    }

    /// Closes the item that the next one of its list ends.
    fn end_item(&mut self) {
        for at in (1..self.open.len()).rev() {
            match self.kind_at(at) {
                Kind::Item => return self.open.truncate(at),
                Kind::List | Kind::Cell | Kind::Caption | Kind::Table => return,
                _ => {}
            }
        }
    }

    fn kind_at(&self, at: usize) -> Kind {
        self.tree.node(self.open[at]).kind
    }

    fn top(&self) -> Kind {
        self.kind_at(self.open.len() - 1)
    }

    /// Adds an element and opens it.
    fn push(&mut self, kind: Kind, traits: Traits) {
        if self.open.len() < MAX_DEPTH {
            if let Some(id) = self.append(kind, traits) {
                self.open.push(id);
            }
        } else if is_table_part(kind) || traits.shown == Shown::No {
            // Its cells would become those of another table, or what is hidden would be read.
            self.is_overgrown = true;
        } else {
            self.append(Kind::Break, Traits::default());
        }
    }

    /// Adds a node to the element that is open.
    fn append(&mut self, kind: Kind, traits: Traits) -> Option<NodeId> {
        let nodes = &mut self.tree.nodes;
        self.is_overgrown |= nodes.len() >= MAX_NODES;
        let id = u32::try_from(nodes.len()).ok()?;
        let &parent = self.open.last()?;
        if self.is_overgrown {
            return None;
        }
        nodes.push(Node {
            kind,
            traits,
            first: ROOT,
            last: ROOT,
            next: ROOT,
        });
        let last = std::mem::replace(&mut nodes[parent as usize].last, id);
        match last {
            ROOT => nodes[parent as usize].first = id,
            last => nodes[last as usize].next = id,
        }
        Some(id)
    }
}

fn is_table_part(kind: Kind) -> bool {
    matches!(
        kind,
        Kind::Table | Kind::Section | Kind::Row | Kind::Cell | Kind::Caption
    )
}
