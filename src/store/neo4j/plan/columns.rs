//! What the writer of statements and the reader of rows agree on.

use crate::model::{Direction, KindSet, LinkId, Model};
use crate::plan::selection::{
    Connection, ConnectionGet, EdgeGet, Field, Follow, LinkGet, NodeGet, PageInfoGet, Selection,
};

/// Whether a field of a node is a column. The others are known without asking.
#[must_use]
pub fn is_node_column(get: &NodeGet) -> bool {
    !matches!(get, NodeGet::Typename | NodeGet::Hidden | NodeGet::Kind)
}

/// Whether a field of a link is a column. The others are known without asking.
#[must_use]
pub fn is_link_column(get: &LinkGet) -> bool {
    !matches!(get, LinkGet::Typename(_) | LinkGet::Hidden | LinkGet::Kind)
}

/// The kinds that can be met by following links.
#[must_use]
pub fn far_kinds(model: &Model, follow: Follow) -> KindSet {
    follow.far.and(far_ends(model, follow.link, follow.direction))
}

/// The kinds that can stand at the far end of a kind of link.
#[must_use]
pub fn far_ends(model: &Model, link: LinkId, direction: Direction) -> KindSet {
    let kind = model.link(link);
    match direction {
        Direction::Out => kind.to,
        Direction::In => kind.from,
        Direction::Both => kind.from.or(kind.to),
    }
}

/// What is read for a page, in this order: the columns of a page.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
#[expect(clippy::struct_excessive_bools, reason = "each is a column of its own")]
pub struct Needs {
    /// Its rows.
    pub rows: bool,
    /// How many rows there are on all pages.
    pub total: bool,
    /// Whether anything stands at or before `after`.
    pub before: bool,
    /// Whether anything stands at or after `before`.
    pub after: bool,
    /// One row more than the page has, which tells whether there are more in its direction.
    pub one_more: bool,
    /// The place of every row, behind its other columns, for cursors.
    pub places: bool,
}

impl Needs {
    /// What a page needs.
    #[must_use]
    pub fn of(page: &Connection) -> Self {
        let mut needs = Self::default();
        for field in &page.fields {
            match &field.get {
                ConnectionGet::Typename(_) => {}
                ConnectionGet::Nodes(_) => needs.rows = true,
                ConnectionGet::Edges(fields) => {
                    needs.rows = true;
                    needs.places |= has(fields, |get| matches!(get, EdgeGet::Cursor));
                }
                ConnectionGet::TotalCount => needs.total = true,
                ConnectionGet::PageInfo(fields) => needs.add_place(page, fields),
            }
        }
        needs.rows |= needs.places || needs.one_more;
        needs
    }

    fn add_place(&mut self, page: &Connection, fields: &[Field<PageInfoGet>]) {
        let page = &page.page;
        let next = has(fields, |get| matches!(get, PageInfoGet::HasNextPage));
        let previous = has(fields, |get| matches!(get, PageInfoGet::HasPreviousPage));
        let ends = |get: &_| matches!(get, PageInfoGet::StartCursor | PageInfoGet::EndCursor);
        self.places |= has(fields, ends);
        self.one_more |= if page.backward { previous } else { next };
        self.before |= previous && page.after.is_some();
        self.after |= next && page.before.is_some();
    }
}

fn has<G>(fields: &[Field<G>], is: impl Fn(&G) -> bool) -> bool {
    fields.iter().any(|field| is(&field.get))
}

/// The columns that a field of a page has in each of its rows: those of an edge, or the node.
#[must_use]
pub fn in_row(get: &ConnectionGet) -> usize {
    match get {
        ConnectionGet::Edges(fields) => {
            fields.iter().filter(|field| is_edge_column(&field.get)).count()
        }
        ConnectionGet::Nodes(_) => 1,
        _ => 0,
    }
}

/// Whether a field of an edge is a column. Cursors are made of the row's place.
#[must_use]
pub fn is_edge_column(get: &EdgeGet) -> bool {
    match get {
        EdgeGet::Typename(_) | EdgeGet::Cursor => false,
        EdgeGet::Node(_) => true,
        EdgeGet::Link(get) => is_link_column(get),
    }
}

/// The kinds that have the same fields in a selection, with those fields, as far as they are among `possible`.
/// What no variant of the selection has comes last, without fields.
pub(super) fn branches(
    selection: &Selection,
    possible: KindSet,
) -> Vec<(KindSet, &[Field<NodeGet>])> {
    let mut rest = possible;
    let mut branches = Vec::new();
    for variant in &selection.variants {
        let kinds = variant.kinds.and(rest);
        if !kinds.is_empty() {
            branches.push((kinds, variant.fields.as_slice()));
            rest = rest.without(kinds);
        }
    }
    if !rest.is_empty() {
        branches.push((rest, &[]));
    }
    branches
}
