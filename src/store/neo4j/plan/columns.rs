//! What the writer of statements and the reader of rows agree on.

use crate::model::{Direction, KindSet, Language, LinkId, Model, PropertyId};
use crate::plan::numbers::{
    GroupBy, GroupOrder, GroupOrderKey, GroupsGet, KeyGet, Measured, NumbersGet,
};
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
                // Numbers have columns of their own, behind those of the page.
                ConnectionGet::Typename(_)
                | ConnectionGet::Numbers(_)
                | ConnectionGet::Groups(_) => {}
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

/// What numbers about nodes need to know of each: a column of it, behind its id.
#[derive(Debug)]
pub enum Fact<'p> {
    /// A property, localised text as a reader of the language reads it.
    Value(PropertyId, Option<Language>),
    /// The nodes that links lead to, each as its id and what is wanted of it.
    Linked(Follow, Vec<&'p Selection>),
}

/// The facts that a field of a page needs of every node; none when it tells no numbers.
#[must_use]
pub fn facts(get: &ConnectionGet) -> Option<Vec<Fact<'_>>> {
    let mut facts = Vec::new();
    match get {
        ConnectionGet::Numbers(fields) => add_measured(fields, &mut facts),
        ConnectionGet::Groups(grouping) => {
            let mut selections = Vec::new();
            for field in &grouping.fields {
                if let GroupsGet::Groups(fields) = &field.get {
                    add_measured(fields, &mut facts);
                    let keys = fields.iter().filter_map(|field| match &field.get {
                        NumbersGet::Keys(fields) => Some(fields),
                        _ => None,
                    });
                    selections.extend(keys.flatten().filter_map(|field| match &field.get {
                        KeyGet::Node(selection) => Some(selection),
                        _ => None,
                    }));
                }
            }
            if let Some(GroupOrder { key: GroupOrderKey::Measure(measured, _), .. }) =
                &grouping.order
            {
                add_value(*measured, &mut facts);
            }
            for by in &grouping.by {
                match by {
                    GroupBy::Value(measured) | GroupBy::Year(measured) => {
                        add_value(*measured, &mut facts);
                    }
                    GroupBy::Linked(follow) => {
                        facts.push(Fact::Linked(*follow, selections.clone()));
                    }
                }
            }
        }
        _ => return None,
    }
    Some(facts)
}

fn add_measured(fields: &[Field<NumbersGet>], facts: &mut Vec<Fact<'_>>) {
    for field in fields {
        if let NumbersGet::Measures(measured, _) = &field.get {
            add_value(*measured, facts);
        }
    }
}

fn add_value(measured: Measured, facts: &mut Vec<Fact<'_>>) {
    let Some(property) = measured.property else { return };
    let is_known = |fact: &Fact<'_>| matches!(fact, Fact::Value(id, language) if (*id, *language) == (property, measured.language));
    if !facts.iter().any(is_known) {
        facts.push(Fact::Value(property, measured.language));
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
