//! Pages: connections and their edges, page arguments and cursors.

use super::collect::{Group, Sets};
use super::input::Input;
use super::lowerer::{Lowerer, text};
use crate::fault::Code;
use crate::fault::words::list as words;
use crate::model::{DataType, KindSet, LinkId, Value};
use crate::plan::cursor::{self, Cursor};
use crate::plan::filter::{Filter, LinkFilter};
use crate::plan::selection::{
    Connection, ConnectionGet, EdgeGet, Field, OrderBy, OrderKey, Page, PageInfoGet,
};

/// How many a page has when the request does not say.
pub const PAGE_SIZE: usize = 20;

/// How many a page can have at most.
pub const MOST_PER_PAGE: usize = 500;

impl<'a> Lowerer<'a> {
    /// A page of nodes of some kinds, at the far end of links of a kind if one is told.
    /// The filter and the order have the fields that the kinds have in common.
    pub(super) fn connection(
        &mut self,
        group: &Group<'a>,
        kinds: KindSet,
        link: Option<LinkId>,
    ) -> Connection {
        let field = group.first();
        let filter = match self.given(field, "filter") {
            Some(filter) => self.filter(filter, kinds),
            None => Filter::ANY,
        };
        let edge_filter = match (self.given(field, "edgeFilter"), link) {
            (Some(filter), Some(link)) => self.edge_filter(filter, link, kinds),
            _ => LinkFilter::ANY,
        };
        let order = match self.given(field, "orderBy") {
            Some(order) => self.order(order, kinds, link),
            None => Vec::new(),
        };
        let page = self.page(group, &order, false);
        let fields = self.connection_fields(&group.sets(), kinds, link);
        Connection { fields, filter, edge_filter, order, page }
    }

    /// A page of what a search finds among nodes of some kinds.
    pub(super) fn found(&mut self, group: &Group<'a>, kinds: KindSet) -> Connection {
        let page = self.page(group, &[], true);
        let fields = self.connection_fields(&group.sets(), kinds, None);
        Connection {
            fields,
            filter: Filter::ANY,
            edge_filter: LinkFilter::ANY,
            order: Vec::new(),
            page,
        }
    }

    fn connection_fields(
        &mut self,
        sets: &Sets<'a>,
        kinds: KindSet,
        link: Option<LinkId>,
    ) -> Vec<Field<ConnectionGet>> {
        self.fields(sets, None, |lowerer, group| {
            let field = group.first();
            Some(match field.name.as_str() {
                "__typename" => ConnectionGet::Typename(type_name(sets)),
                "edges" => ConnectionGet::Edges(lowerer.edge(&group.sets(), kinds, link)),
                "nodes" => ConnectionGet::Nodes(lowerer.selection(&group.sets(), kinds)),
                "totalCount" => ConnectionGet::TotalCount,
                "aggregate" => ConnectionGet::Numbers(lowerer.numbers(&group.sets(), kinds)),
                "groups" => ConnectionGet::Groups(Box::new(lowerer.grouping(group, kinds))),
                "pageInfo" => ConnectionGet::PageInfo(lowerer.page_info(&group.sets())),
                _ => return None,
            })
        })
    }

    fn edge(
        &mut self,
        sets: &Sets<'a>,
        kinds: KindSet,
        link: Option<LinkId>,
    ) -> Vec<Field<EdgeGet>> {
        self.fields(sets, None, |lowerer, group| {
            Some(match group.first().name.as_str() {
                "__typename" => EdgeGet::Typename(type_name(sets)),
                "cursor" => EdgeGet::Cursor,
                "node" => EdgeGet::Node(lowerer.selection(&group.sets(), kinds)),
                _ => EdgeGet::Link(lowerer.link_field(group, link)?),
            })
        })
    }

    fn page_info(&mut self, sets: &Sets<'a>) -> Vec<Field<PageInfoGet>> {
        self.fields(sets, None, |_, group| {
            Some(match group.first().name.as_str() {
                "__typename" => PageInfoGet::Typename,
                "hasNextPage" => PageInfoGet::HasNextPage,
                "hasPreviousPage" => PageInfoGet::HasPreviousPage,
                "startCursor" => PageInfoGet::StartCursor,
                "endCursor" => PageInfoGet::EndCursor,
                _ => return None,
            })
        })
    }

    /// The page arguments of a connection in an order.
    fn page(&mut self, group: &Group<'a>, order: &[OrderBy], search: bool) -> Page {
        let field = group.first();
        let first = self.given(field, "first").and_then(Input::int);
        let last = self.given(field, "last").and_then(Input::int);
        if first.is_some() && last.is_some() {
            self.bad_input(words::first_and_last());
        }
        let (first, last) = (self.page_size("first", first), self.page_size("last", last));
        Page {
            size: last.or(first).unwrap_or(PAGE_SIZE),
            after: self.cursor(group, "after", order, search),
            before: self.cursor(group, "before", order, search),
            backward: last.is_some(),
        }
    }

    /// How many an argument asks for; none when it is not given, or too much or too little, which is told.
    pub(super) fn page_size(&mut self, name: &str, given: Option<i64>) -> Option<usize> {
        let given = given?;
        let size = usize::try_from(given).ok().filter(|size| *size <= MOST_PER_PAGE);
        if size.is_none() {
            self.bad_input(words::page_size(name, given, MOST_PER_PAGE));
        }
        size
    }

    fn cursor(
        &mut self,
        group: &Group<'a>,
        argument: &str,
        order: &[OrderBy],
        search: bool,
    ) -> Option<Cursor> {
        let given = self.given(group.first(), argument)?.text()?;
        let decoded = cursor::decode(given, cursor::fingerprint(order, search)).ok();
        // The fingerprint can be made up too, and stores compare keys of one type only.
        let fits = decoded.filter(|cursor| self.fits(cursor, order, search));
        if fits.is_none() {
            // A made-up one can be long; there is no use in sending all of it back.
            let shown: String = given.chars().take(40).collect();
            self.fault(Code::BadCursor, words::bad_cursor(argument, &shown));
        }
        fits
    }

    fn fits(&self, cursor: &Cursor, order: &[OrderBy], search: bool) -> bool {
        if search {
            return matches!(
                cursor.keys.as_slice(),
                [Some(Value::Int(_)), Some(Value::Text(_)) | None]
            );
        }
        cursor.keys.len() == order.len()
            && order.iter().zip(&cursor.keys).all(|(by, key)| match (&by.key, key) {
                (OrderKey::Id, Some(Value::Text(_)))
                | (OrderKey::Count(_), Some(Value::Int(_)))
                | (OrderKey::LinkDate(_), Some(Value::Date(_)) | None)
                | (OrderKey::Property { .. } | OrderKey::LinkProperty(_), None) => true,
                (OrderKey::Id | OrderKey::Count(_) | OrderKey::LinkDate(_), _) => false,
                (
                    OrderKey::Property { property, .. } | OrderKey::LinkProperty(property),
                    Some(value),
                ) => match (self.catalog().data_type(*property), value) {
                    (Some(DataType::Text), Value::Text(_))
                    | (Some(DataType::Int), Value::Int(_))
                    | (Some(DataType::Float), Value::Float(_))
                    | (Some(DataType::Bool), Value::Bool(_))
                    | (Some(DataType::Date), Value::Date(_)) => true,
                    (Some(DataType::Enum(_)), Value::Enum(position)) => {
                        self.catalog().constant(*property, *position).is_some()
                    }
                    _ => false,
                },
            })
    }
}

/// The name of the object type that something is selected of.
pub(super) fn type_name(sets: &Sets<'_>) -> std::sync::Arc<str> {
    sets.first().map_or_else(|| "".into(), |set| text(&set.ty))
}
