//! Writing a store's tree as JSON, beside the plan that says what its cells mean.

use super::sink::{Sink, Write, Wrote};
use crate::model::{KindId, PropertyId};
use crate::plan::lower::{Catalog, Unwrap};
use crate::plan::selection::{
    Connection, ConnectionGet, EdgeGet, Field, IdentifierGet, LinkGet, NodeGet, PageInfoGet,
    Selection, SourceGet,
};
use crate::plan::tree::{Cell, Tree};
use crate::plan::{Plan, Root};

/// Writes a tree, cell by cell.
pub(super) struct TreeWriter<'a> {
    catalog: &'a Catalog,
    tree: &'a Tree,
    next: usize,
    sink: Sink,
}

impl Write for TreeWriter<'_> {
    fn sink(&mut self) -> &mut Sink {
        &mut self.sink
    }
}

impl<'a> TreeWriter<'a> {
    /// A writer of a tree, whose errors are told at a byte of the document.
    pub(super) fn new(catalog: &'a Catalog, tree: &'a Tree, at: usize) -> Self {
        // Most cells take about so much with their keys.
        let out = Vec::with_capacity(tree.cells().len() * 24);
        Self { catalog, tree, next: 0, sink: Sink { out, at, ..Sink::default() } }
    }

    /// Writes the value of a root field.
    pub(super) fn root(&mut self, plan: &Plan, unwrap: &Unwrap) -> Wrote {
        match (&plan.root, unwrap) {
            (Root::Scan { connection, .. } | Root::Search { connection, .. }, Unwrap::Page) => {
                self.connection(connection)
            }
            (Root::Nodes { selection, .. }, Unwrap::Each(possible)) => {
                self.count();
                self.list(possible.len(), true, |this, item| {
                    if possible[item] { this.node(selection) } else { Wrote::Null }
                })
            }
            (Root::Nodes { selection, .. }, _) => self.first(selection),
            (Root::Scan { connection, .. } | Root::Search { connection, .. }, _) => {
                match connection.fields.as_slice() {
                    [Field { get: ConnectionGet::Nodes(selection), .. }] => self.first(selection),
                    _ => Wrote::Null,
                }
            }
            (Root::Links { fields, .. }, _) => self.links(fields),
        }
    }

    /// The next cell; null behind the last.
    fn cell(&mut self) -> Cell {
        let cell = self.tree.cells().get(self.next).copied().unwrap_or(Cell::Null);
        self.next += 1;
        cell
    }

    /// How many items the list has that begins here; none when there is no list.
    pub(super) fn count(&mut self) -> Option<usize> {
        match self.cell() {
            Cell::List(count) => Some(count as usize),
            _ => None,
        }
    }

    /// Writes a list whose items are never null.
    fn items(&mut self, mut write: impl FnMut(&mut Self) -> Wrote) -> Wrote {
        match self.count() {
            Some(count) => self.list(count, false, |this, _| write(this)),
            None => Wrote::Null,
        }
    }

    fn first(&mut self, selection: &Selection) -> Wrote {
        match self.count() {
            Some(1..) => self.node(selection),
            _ => Wrote::Null,
        }
    }

    fn links(&mut self, fields: &[Field<LinkGet>]) -> Wrote {
        match self.count() {
            Some(count) => self.list(count, true, |this, _| this.link(fields)),
            None => Wrote::Null,
        }
    }

    /// Writes a node.
    pub(super) fn node(&mut self, selection: &Selection) -> Wrote {
        match self.cell() {
            Cell::Node(kind) => {
                self.object(selection.of(kind), |this, get| this.of_node(kind, get))
            }
            _ => Wrote::Null,
        }
    }

    /// Writes a link by itself.
    pub(super) fn link(&mut self, fields: &[Field<LinkGet>]) -> Wrote {
        match self.cell() {
            Cell::Link => self.object(fields, Self::of_link),
            _ => Wrote::Null,
        }
    }

    fn of_node(&mut self, kind: KindId, get: &NodeGet) -> Wrote {
        match get {
            NodeGet::Typename => self.sink.text(&self.catalog.model().kind(kind).name),
            NodeGet::Kind => self.sink.text(&self.catalog.model().kind(kind).constant),
            NodeGet::Hidden => Wrote::Null,
            NodeGet::Id
            | NodeGet::Code
            | NodeGet::Version
            | NodeGet::RecordedAt
            | NodeGet::RecordedBy
            | NodeGet::LanguageOf { .. } => self.scalar(None),
            NodeGet::Property { property, .. } => self.property(*property),
            NodeGet::Sources(fields) => self.sources(fields),
            NodeGet::Identifiers(fields) => self.items(|this| {
                this.object(fields, |this, get| match get {
                    IdentifierGet::Typename => this.sink.text("Identifier"),
                    IdentifierGet::Scheme | IdentifierGet::Value => this.scalar(None),
                })
            }),
            NodeGet::One(_, selection) => self.node(selection),
            NodeGet::List(_, selection) => self.items(|this| this.node(selection)),
            NodeGet::Connection(_, connection) => self.connection(connection),
        }
    }

    fn connection(&mut self, connection: &Connection) -> Wrote {
        self.object(&connection.fields, |this, get| match get {
            ConnectionGet::Typename(name) => this.sink.text(name),
            ConnectionGet::Edges(fields) => this.items(|this| this.object(fields, Self::of_edge)),
            ConnectionGet::Nodes(selection) => this.items(|this| this.node(selection)),
            ConnectionGet::TotalCount => this.scalar(None),
            ConnectionGet::PageInfo(fields) => this.object(fields, |this, get| match get {
                PageInfoGet::Typename => this.sink.text("PageInfo"),
                PageInfoGet::HasNextPage
                | PageInfoGet::HasPreviousPage
                | PageInfoGet::StartCursor
                | PageInfoGet::EndCursor => this.scalar(None),
            }),
        })
    }

    fn of_edge(&mut self, get: &EdgeGet) -> Wrote {
        match get {
            EdgeGet::Typename(name) => self.sink.text(name),
            EdgeGet::Cursor => self.scalar(None),
            EdgeGet::Node(selection) => self.node(selection),
            EdgeGet::Link(get) => self.of_link(get),
        }
    }

    fn of_link(&mut self, get: &LinkGet) -> Wrote {
        match get {
            LinkGet::Typename(name) => self.sink.text(name),
            LinkGet::Hidden => Wrote::Null,
            LinkGet::Id
            | LinkGet::Kind
            | LinkGet::Since
            | LinkGet::Until
            | LinkGet::Seen
            | LinkGet::Role => self.scalar(None),
            LinkGet::From(selection) | LinkGet::To(selection) => self.node(selection),
            LinkGet::Property(property) => self.property(*property),
            LinkGet::Sources(fields) => self.sources(fields),
        }
    }

    fn sources(&mut self, fields: &[Field<SourceGet>]) -> Wrote {
        self.items(|this| {
            this.object(fields, |this, get| match get {
                SourceGet::Typename => this.sink.text("Source"),
                SourceGet::Url | SourceGet::Retrieved => this.scalar(None),
            })
        })
    }

    fn property(&mut self, property: PropertyId) -> Wrote {
        match self.tree.cells().get(self.next) {
            Some(Cell::List(_)) => self.items(|this| this.scalar(Some(property))),
            _ => self.scalar(Some(property)),
        }
    }

    /// Writes a scalar: of a property, if it is one's.
    fn scalar(&mut self, property: Option<PropertyId>) -> Wrote {
        match self.cell() {
            Cell::Text(span) => self.sink.text(self.tree.text(span)),
            Cell::Int(number) => self.sink.int(number),
            Cell::Float(number) => self.sink.float(number),
            Cell::Bool(one) => self.sink.bool(one),
            Cell::Enum(position) => {
                match property.and_then(|property| self.catalog.constant(property, position)) {
                    Some(name) => self.sink.text(name),
                    None => Wrote::Null,
                }
            }
            Cell::Null | Cell::Node(_) | Cell::Link | Cell::List(_) => Wrote::Null,
        }
    }
}
