//! Pages.

use super::link::tag_of;
use super::{Columns, Reader, list_of, text_of, unexpected};
use crate::model::{KindSet, LinkId, Property, PropertyId, Value};
use crate::plan::cursor::{Cursor, encode, fingerprint};
use crate::plan::selection::{
    Connection, ConnectionGet, EdgeGet, Field, OrderBy, OrderKey, PageInfoGet,
};
use crate::plan::tree::Cell;
use crate::store::neo4j::driver::Datum;
use crate::store::neo4j::layout::read::{self, Unreadable};
use crate::store::neo4j::plan::columns::{Needs, in_row, is_edge_column};

/// What the rows of a page are ordered by.
#[derive(Clone, Copy)]
pub(super) enum Ranking<'o> {
    /// By the keys of an order, of nodes of some kinds.
    Keys { order: &'o [OrderBy], kinds: KindSet },
    /// By rank, then name.
    Search,
}

/// A page as it was answered.
struct Answered<'r, 'a> {
    /// Its rows in the order of the list.
    rows: Vec<&'r [Datum<'a>]>,
    /// Whether anything stands behind them, or before them when they were read from the end.
    more: bool,
    total: Option<i64>,
    before: bool,
    after: bool,
    /// The facts for each of its fields that tell numbers.
    numbers: std::slice::Iter<'r, Datum<'a>>,
}

impl Reader<'_> {
    /// A page of nodes of the kinds `possible`, met over links of a kind if `link` says one.
    pub(super) fn page(
        &mut self,
        column: &Datum<'_>,
        page: &Connection,
        ranking: Ranking<'_>,
        possible: KindSet,
        link: Option<LinkId>,
    ) -> Result<(), Unreadable> {
        let mut answered = answered(column, page)?;
        let mut first = 0;
        let width: usize = page.fields.iter().map(|field| in_row(&field.get)).sum();
        let place = |reader: &Self, row: &[Datum<'_>]| reader.cursor(row, width, ranking);
        for field in &page.fields {
            let columns = in_row(&field.get);
            match &field.get {
                ConnectionGet::Typename(_) => {}
                ConnectionGet::Nodes(selection) => {
                    let list = self.tree.begin_list();
                    for row in &answered.rows {
                        self.node(column_of(row, first)?, selection, possible)?;
                    }
                    self.tree.end_list(list, answered.rows.len());
                }
                ConnectionGet::Edges(fields) => {
                    let list = self.tree.begin_list();
                    for row in &answered.rows {
                        let edge = row.get(first..first + columns).unwrap_or_default();
                        let cursor = has_cursor(fields).then(|| place(self, row)).transpose()?;
                        self.edge(edge, fields, cursor.as_deref(), possible, link)?;
                    }
                    self.tree.end_list(list, answered.rows.len());
                }
                get @ (ConnectionGet::Numbers(_) | ConnectionGet::Groups(_)) => {
                    let facts = answered.numbers.next().unwrap_or(&Datum::Null);
                    self.numbers(facts, get)?;
                }
                ConnectionGet::TotalCount => {
                    let total = answered.total.unwrap_or_default();
                    self.tree.push(Cell::Int(total));
                }
                ConnectionGet::PageInfo(fields) => {
                    for field in fields {
                        self.page_info(&field.get, &answered, page, &place)?;
                    }
                }
            }
            first += columns;
        }
        Ok(())
    }

    fn page_info(
        &mut self,
        get: &PageInfoGet,
        answered: &Answered<'_, '_>,
        page: &Connection,
        place: &impl Fn(&Self, &[Datum<'_>]) -> Result<String, Unreadable>,
    ) -> Result<(), Unreadable> {
        let end = match get {
            PageInfoGet::Typename => return Ok(()),
            PageInfoGet::HasNextPage => {
                let next = answered.after || (answered.more && !page.page.backward);
                self.tree.push(Cell::Bool(next));
                return Ok(());
            }
            PageInfoGet::HasPreviousPage => {
                let previous = answered.before || (answered.more && page.page.backward);
                self.tree.push(Cell::Bool(previous));
                return Ok(());
            }
            PageInfoGet::StartCursor => answered.rows.first(),
            PageInfoGet::EndCursor => answered.rows.last(),
        };
        match end {
            Some(row) => {
                let cursor = place(self, row)?;
                self.tree.push_text(&cursor);
            }
            None => self.tree.push(Cell::Null),
        }
        Ok(())
    }

    fn edge(
        &mut self,
        columns: &[Datum<'_>],
        fields: &[Field<EdgeGet>],
        cursor: Option<&str>,
        possible: KindSet,
        link: Option<LinkId>,
    ) -> Result<(), Unreadable> {
        let mut columns = Columns(columns.iter());
        for field in fields {
            let column = if is_edge_column(&field.get) { columns.next()? } else { &Datum::Null };
            match &field.get {
                EdgeGet::Typename(_) => {}
                EdgeGet::Cursor => self.tree.push_text(cursor.unwrap_or_default()),
                EdgeGet::Node(selection) => self.node(column, selection, possible)?,
                EdgeGet::Link(get) => match link {
                    Some(link) => self.link(column, link, get)?,
                    None => self.tree.push(Cell::Null),
                },
            }
        }
        Ok(())
    }

    /// The cursor of a row, whose place stands behind its other columns.
    fn cursor(
        &self,
        row: &[Datum<'_>],
        width: usize,
        ranking: Ranking<'_>,
    ) -> Result<String, Unreadable> {
        let mut columns = Columns(row.get(width..).unwrap_or_default().iter());
        let (id, tag) = (text_of(columns.next()?)?, tag_of(columns.next()?)?);
        let (keys, order) = match ranking {
            Ranking::Search => {
                let rank = columns.next()?;
                let rank = rank.int().ok_or_else(|| unexpected("a rank", rank))?;
                let name = columns.next()?.text().map(|name| Value::Text(name.into()));
                (vec![Some(Value::Int(rank)), name], fingerprint(&[], true))
            }
            Ranking::Keys { order, kinds } => {
                let keys = order.iter().map(|by| match by.key {
                    OrderKey::Id => Ok(Some(Value::Text(text_of(columns.next()?)?.into()))),
                    OrderKey::Property { property, .. } => {
                        self.key(columns.next()?, property, kinds, id)
                    }
                    OrderKey::Count(_) => {
                        let number = columns.next()?;
                        let number = number.int().ok_or_else(|| unexpected("a number", number))?;
                        Ok(Some(Value::Int(number)))
                    }
                    OrderKey::LinkDate(_) => match columns.next()? {
                        Datum::Null => Ok(None),
                        date => {
                            let read = date.text().and_then(|date| date.parse().ok());
                            let read = read.ok_or_else(|| unexpected("a date", date))?;
                            Ok(Some(Value::Date(read)))
                        }
                    },
                    OrderKey::LinkProperty(property) => {
                        let column = columns.next()?;
                        let links = &self.model.links;
                        match links.iter().find_map(|link| link.property(property)) {
                            Some(declared) => read::value(self.model, declared, column, id),
                            None => Ok(None),
                        }
                    }
                });
                (keys.collect::<Result<_, Unreadable>>()?, fingerprint(order, false))
            }
        };
        Ok(encode(&Cursor { keys, id: id.into(), tag }, order))
    }

    fn key(
        &self,
        column: &Datum<'_>,
        property: PropertyId,
        kinds: KindSet,
        whose: &str,
    ) -> Result<Option<Value>, Unreadable> {
        let declared: Option<&Property> =
            kinds.iter().find_map(|kind| self.model.kind(kind).property(property));
        match declared {
            Some(declared) => read::value(self.model, declared, column, whose),
            None => Ok(None),
        }
    }
}

fn has_cursor(fields: &[Field<EdgeGet>]) -> bool {
    fields.iter().any(|field| matches!(field.get, EdgeGet::Cursor))
}

fn column_of<'r, 'a>(row: &'r [Datum<'a>], at: usize) -> Result<&'r Datum<'a>, Unreadable> {
    row.get(at).ok_or_else(|| Unreadable("a row that is too short".to_owned()))
}

/// A page's columns, with its rows cut to its size and put in the order of the list.
fn answered<'r, 'a>(
    column: &'r Datum<'a>,
    page: &Connection,
) -> Result<Answered<'r, 'a>, Unreadable> {
    let needs = Needs::of(page);
    let mut columns = Columns::of(column)?;
    let mut answered = Answered {
        rows: Vec::new(),
        more: false,
        total: None,
        before: false,
        after: false,
        numbers: [].iter(),
    };
    if needs.rows {
        let rows = list_of(columns.next()?)?;
        answered.more = rows.len() > page.page.size;
        answered.rows =
            rows.iter().take(page.page.size).map(list_of).collect::<Result<_, Unreadable>>()?;
        if page.page.backward {
            answered.rows.reverse();
        }
    }
    if needs.total {
        let total = columns.next()?;
        answered.total = Some(total.int().ok_or_else(|| unexpected("a count", total))?);
    }
    for (needed, is) in [(needs.before, &mut answered.before), (needs.after, &mut answered.after)] {
        if needed {
            let told = columns.next()?;
            *is = told.bool().ok_or_else(|| unexpected("true or false", told))?;
        }
    }
    answered.numbers = columns.0;
    Ok(answered)
}
