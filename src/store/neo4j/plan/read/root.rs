//! The rows of roots.

use std::collections::HashMap;

use super::page::Ranking;
use super::{Columns, Reader, list_of, text_of, unexpected};
use crate::plan::Root;
use crate::plan::tree::Cell;
use crate::store::neo4j::driver::Datum;
use crate::store::neo4j::layout::read::Unreadable;
use crate::store::neo4j::plan::columns::is_link_column;

impl Reader<'_> {
    pub(super) fn root(&mut self, root: &Root, rows: &[Datum<'_>]) -> Result<(), Unreadable> {
        match root {
            Root::Nodes { ids, kinds, selection } => {
                let mut found = HashMap::with_capacity(rows.len());
                for row in rows {
                    let mut columns = Columns::of(row)?;
                    found.insert(text_of(columns.next()?)?, columns.next()?);
                }
                let list = self.tree.begin_list();
                for id in ids {
                    match found.get(&**id) {
                        Some(node) => self.node(node, selection, *kinds)?,
                        None => self.tree.push(Cell::Null),
                    }
                }
                self.tree.end_list(list, ids.len());
            }
            Root::Scan { kinds, connection, .. } => {
                let [row] = rows else { return Err(not_one(rows)) };
                let ranking = Ranking::Keys { order: &connection.order, kinds: *kinds };
                self.page(row, connection, ranking, *kinds, None)?;
            }
            Root::Search { kinds, connection, .. } => {
                let [row] = rows else { return Err(not_one(rows)) };
                self.page(row, connection, Ranking::Search, *kinds, None)?;
            }
            Root::Links { links, fields } => {
                let mut found = HashMap::with_capacity(rows.len());
                for row in rows {
                    let mut columns = Columns::of(row)?;
                    let at = columns.next()?;
                    let at = at.int().ok_or_else(|| unexpected("a position", at))?;
                    found.insert(at, list_of(columns.next()?)?);
                }
                let list = self.tree.begin_list();
                for (at, link) in (0..).zip(links) {
                    let Some(columns) = found.get(&at) else {
                        self.tree.push(Cell::Null);
                        continue;
                    };
                    let mut columns = Columns(columns.iter());
                    self.tree.push(Cell::Link);
                    for field in fields {
                        let column =
                            if is_link_column(&field.get) { columns.next()? } else { &Datum::Null };
                        self.link(column, link.kind, &field.get)?;
                    }
                }
                self.tree.end_list(list, links.len());
            }
        }
        Ok(())
    }
}

fn not_one(rows: &[Datum<'_>]) -> Unreadable {
    Unreadable(format!("{} rows where one page was expected", rows.len()))
}
