//! What is wanted of nodes, links and pages, in the order of the answer.
//!
//! Every list of fields here is in answer order, and a store pushes exactly one value for each field
//! onto the [`Tree`](super::tree::Tree), in that order: the position is the name.

use std::sync::Arc;

use super::as_of::AsOf;
use super::cursor::Cursor;
use super::filter::{Filter, LinkDate, LinkFilter};
use super::numbers::{Grouping, NumbersGet};
use crate::model::{Direction, KindId, KindSet, Language, LinkId, PropertyId};

/// A field of an answer: what to read, under which response key.
#[derive(Clone, Debug)]
pub struct Field<G> {
    /// The response key: the alias, else the field's name.
    pub key: Arc<str>,
    /// Whether the API's type allows null there; where it does not, a null empties the parent.
    pub nullable: bool,
    /// What to read.
    pub get: G,
}

/// What is wanted of a node: one list of fields for every class of kinds that the selection tells apart.
#[derive(Clone, Debug, Default)]
pub struct Selection {
    /// Disjoint classes of kinds. A node whose kind is in none has no fields (`{}`).
    pub variants: Vec<Variant>,
}

/// The fields of a class of kinds.
#[derive(Clone, Debug)]
pub struct Variant {
    /// The kinds.
    pub kinds: KindSet,
    /// Their fields, in answer order, response keys unique.
    pub fields: Vec<Field<NodeGet>>,
}

impl Selection {
    /// The fields of a kind.
    #[must_use]
    pub fn of(&self, kind: KindId) -> &[Field<NodeGet>] {
        self.variants
            .iter()
            .find(|variant| variant.kinds.has(kind))
            .map_or(&[], |variant| variant.fields.as_slice())
    }
}

/// Something to read of a node, and the cells it becomes.
#[derive(Clone, Debug)]
pub enum NodeGet {
    /// `__typename`. No cell: the writer knows the kind.
    Typename,
    /// Something the viewer may not see. No cell: the writer writes null.
    Hidden,
    /// The kind's constant. No cell: the writer knows the kind.
    Kind,
    /// The id. `Text`.
    Id,
    /// The code within the kind (`AGRI` of `sector:AGRI`), `Null` for kinds without codes.
    Code,
    /// How often it was changed, from 1. `Int`.
    Version,
    /// When it was last recorded, as an RFC 3339 instant. `Text`.
    RecordedAt,
    /// Who recorded it last. `Text`.
    RecordedBy,
    /// A property. Its scalar, `Null` when absent, for a list property `List` and its items.
    /// Enumerations are `Enum` cells. Localised text is read in `languages` (see `Localized::read`).
    Property {
        /// Which.
        property: PropertyId,
        /// The reader's languages, best first; empty unless the property is localised.
        languages: Arc<[Language]>,
    },
    /// The language that a localised property is read in: `Text` of its code, `Null` when the language is
    /// not stated or the property is absent.
    LanguageOf {
        /// Which.
        property: PropertyId,
        /// The reader's languages, best first.
        languages: Arc<[Language]>,
    },
    /// Where it is known from, in the order recorded. `List`, then a cell for each field of each.
    Sources(Vec<Field<SourceGet>>),
    /// Its identifiers elsewhere, in the order recorded. `List`, then a cell for each field of each.
    Identifiers(Vec<Field<IdentifierGet>>),
    /// The first node by id over the links. A node or `Null`.
    One(Follow, Selection),
    /// The nodes over the links, by id, each once, at most `Shape::LIST_LIMIT`. `List`, then nodes.
    List(Follow, Selection),
    /// A page of the links. The connection's cells.
    Connection(Follow, Box<Connection>),
}

/// Which links to follow from a node.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Follow {
    /// The kind of link.
    pub link: LinkId,
    /// The direction. With `Both`, a link from a node to itself is met once.
    pub direction: Direction,
    /// Kinds to meet at the far end, already those the viewer may see; empty when the link is hidden.
    pub far: KindSet,
    /// The day that the links must count on; every one counts when none is told.
    pub as_of: Option<AsOf>,
}

/// A field of a source.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum SourceGet {
    /// `__typename`. No cell.
    Typename,
    /// The page's address. `Text`.
    Url,
    /// When it was read. `Text` of a partial date, or `Null`.
    Retrieved,
}

/// A field of an identifier.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum IdentifierGet {
    /// `__typename`. No cell.
    Typename,
    /// What kind of identifier. `Text`.
    Scheme,
    /// The identifier. `Text`.
    Value,
}

/// A page of nodes, or of links and the nodes at their far end.
#[derive(Clone, Debug)]
pub struct Connection {
    /// What is wanted, in answer order.
    pub fields: Vec<Field<ConnectionGet>>,
    /// Which far nodes count.
    pub filter: Filter,
    /// Which links count; every one where none led to the nodes.
    pub edge_filter: LinkFilter,
    /// The order; then by the far node's id, then by the link's tag, always rising.
    pub order: Vec<OrderBy>,
    /// Which part of the list.
    pub page: Page,
}

/// Something to read of a page, and the cells it becomes.
#[derive(Clone, Debug)]
pub enum ConnectionGet {
    /// `__typename`. No cell: the literal.
    Typename(Arc<str>),
    /// The edges. `List`, then for each the cells of its fields in order.
    Edges(Vec<Field<EdgeGet>>),
    /// The far nodes of the edges. `List`, then nodes.
    Nodes(Selection),
    /// How many there are on all pages. `Int`.
    TotalCount,
    /// Where the page stands. A cell for each field.
    PageInfo(Vec<Field<PageInfoGet>>),
    /// Numbers about the nodes of all pages. The cells of the fields.
    Numbers(Vec<Field<NumbersGet>>),
    /// Groups of the nodes of all pages. The cells of the grouping's fields.
    Groups(Box<Grouping>),
}

/// Something to read of an edge.
#[derive(Clone, Debug)]
pub enum EdgeGet {
    /// `__typename`. No cell: the literal.
    Typename(Arc<str>),
    /// The edge's place, for `after` and `before`. `Text`.
    Cursor,
    /// The far node. A node.
    Node(Selection),
    /// Something of the link itself.
    Link(LinkGet),
}

/// Something to read of a link, and the cells it becomes.
#[derive(Clone, Debug)]
pub enum LinkGet {
    /// `__typename`. No cell: the literal.
    Typename(Arc<str>),
    /// Something the viewer may not see. No cell: the writer writes null.
    Hidden,
    /// Its id. `Text`.
    Id,
    /// Its kind's constant. `Text`.
    Kind,
    /// The node it starts from. A node.
    From(Selection),
    /// The node it leads to. A node.
    To(Selection),
    /// Since when it holds. `Text` of a partial date, or `Null`.
    Since,
    /// Until when it holds. `Text` of a partial date, or `Null`.
    Until,
    /// A day on which it was known to hold. `Text` of a partial date, or `Null`.
    Seen,
    /// Its `role`, else its `title`, else its `type`, as far as the viewer may see them. `Text` or `Null`.
    Role,
    /// A property of it. Its scalar, or `Null`.
    Property(PropertyId),
    /// Where it is known from. `List`, then a cell for each field of each.
    Sources(Vec<Field<SourceGet>>),
}

/// A field of a page's place.
#[derive(Clone, Debug)]
pub enum PageInfoGet {
    /// `__typename`. No cell.
    Typename,
    /// Whether anything of the whole list stands after the page, whatever `before` says. `Bool`.
    HasNextPage,
    /// Whether anything of the whole list stands before the page, whatever `after` says. `Bool`.
    HasPreviousPage,
    /// The first edge's cursor. `Text`, or `Null` on an empty page.
    StartCursor,
    /// The last edge's cursor. `Text`, or `Null` on an empty page.
    EndCursor,
}

/// One key of an order.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct OrderBy {
    /// What to order by. Text orders by its collation key.
    pub key: OrderKey,
    /// Whether the greatest comes first.
    pub descending: bool,
    /// Whether what is absent comes first rather than last.
    pub absent_first: bool,
}

/// What to order by.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum OrderKey {
    /// The id, by its bytes.
    Id,
    /// A property that is not a list. Localised text by what a reader of the language reads.
    Property {
        /// Which.
        property: PropertyId,
        /// The reader's language, where the property is localised.
        language: Option<Language>,
    },
    /// How many links there are to follow. `Int`, never absent.
    Count(Follow),
    /// A date of the link that led to the node; only where one did.
    LinkDate(LinkDate),
    /// A property of the link that led to the node, neither a list nor localised; only where one did.
    LinkProperty(PropertyId),
}

/// Which part of a list.
#[derive(Clone, PartialEq, Debug)]
pub struct Page {
    /// How many at most.
    pub size: usize,
    /// Only what comes after this place.
    pub after: Option<Cursor>,
    /// Only what comes before this place.
    pub before: Option<Cursor>,
    /// Whether the last `size` are wanted rather than the first; they still come in the list's order.
    pub backward: bool,
}
