//! Nodes.

use super::page::Ranking;
use super::{Columns, Reader, list_of, text_of, unexpected};
use crate::model::{DataType, Kind, KindSet};
use crate::plan::selection::{Field, IdentifierGet, NodeGet, Selection, SourceGet};
use crate::plan::tree::Cell;
use crate::store::neo4j::driver::Datum;
use crate::store::neo4j::layout::read::Unreadable;
use crate::store::neo4j::plan::columns::{far_kinds, is_node_column};
use crate::store::records::Recorded;

impl Reader<'_> {
    /// A node of one of the kinds `possible`.
    pub(super) fn node(
        &mut self,
        node: &Datum<'_>,
        selection: &Selection,
        possible: KindSet,
    ) -> Result<(), Unreadable> {
        let mut columns = Columns::of(node)?;
        let mut kinds = possible.iter();
        let kind = if let (Some(only), None) = (kinds.next(), kinds.next()) {
            self.model.kind(only)
        } else {
            let number = columns.next()?;
            let kind =
                number.int().and_then(|number| self.model.kinds.get(usize::try_from(number).ok()?));
            kind.ok_or_else(|| unexpected("the number of a kind", number))?
        };
        self.tree.push(Cell::Node(kind.id));
        for field in selection.of(kind.id) {
            if is_node_column(&field.get) {
                self.of_node(columns.next()?, kind, &field.get)?;
            }
        }
        Ok(())
    }

    fn of_node(
        &mut self,
        column: &Datum<'_>,
        kind: &Kind,
        get: &NodeGet,
    ) -> Result<(), Unreadable> {
        match get {
            NodeGet::Typename | NodeGet::Hidden | NodeGet::Kind => {}
            NodeGet::Id | NodeGet::RecordedBy => self.text(column)?,
            NodeGet::Code => {
                let id = text_of(column)?;
                let code =
                    kind.code.as_deref().and_then(|code| id.strip_prefix(code)?.strip_prefix(':'));
                match code {
                    Some(code) => self.tree.push_text(code),
                    None => self.tree.push(Cell::Null),
                }
            }
            NodeGet::Version => {
                let version = column.int().ok_or_else(|| unexpected("a version", column))?;
                self.tree.push(Cell::Int(version));
            }
            NodeGet::RecordedAt => {
                let at = column.int().ok_or_else(|| unexpected("milliseconds", column))?;
                self.tree.push_display(Recorded { by: "".into(), at }.instant());
            }
            NodeGet::Property { property, .. } => match kind.property(*property) {
                Some(property) => self.value(column, property.data)?,
                None => self.tree.push(Cell::Null),
            },
            NodeGet::LanguageOf { .. } => self.text_or_null(column)?,
            NodeGet::Sources(fields) => self.sources(column, fields)?,
            NodeGet::Identifiers(fields) => {
                let pairs = pairs(column)?;
                let list = self.tree.begin_list();
                for (scheme, value) in &pairs {
                    for field in fields {
                        match field.get {
                            IdentifierGet::Typename => {}
                            IdentifierGet::Scheme => self.text(scheme)?,
                            IdentifierGet::Value => self.text(value)?,
                        }
                    }
                }
                self.tree.end_list(list, pairs.len());
            }
            NodeGet::One(follow, selection) => match list_of(column)? {
                [] => self.tree.push(Cell::Null),
                [node, ..] => self.node(node, selection, far_kinds(self.model, *follow))?,
            },
            NodeGet::List(follow, selection) => {
                let (nodes, far) = (list_of(column)?, far_kinds(self.model, *follow));
                let list = self.tree.begin_list();
                for node in nodes {
                    self.node(node, selection, far)?;
                }
                self.tree.end_list(list, nodes.len());
            }
            NodeGet::Connection(follow, page) => {
                let far = far_kinds(self.model, *follow);
                let ranking = Ranking::Keys { order: &page.order, kinds: far };
                self.page(column, page, ranking, far, Some(follow.link))?;
            }
        }
        Ok(())
    }

    /// A value of a property.
    pub(super) fn value(&mut self, value: &Datum<'_>, data: DataType) -> Result<(), Unreadable> {
        match (data, value) {
            (_, Datum::Null) => self.tree.push(Cell::Null),
            (_, Datum::List(items)) => {
                let list = self.tree.begin_list();
                for item in items {
                    self.value(item, data)?;
                }
                self.tree.end_list(list, items.len());
            }
            (DataType::Text | DataType::Date, Datum::Text(text)) => self.tree.push_text(text),
            (DataType::Int, Datum::Int(number)) => self.tree.push(Cell::Int(*number)),
            (DataType::Float, Datum::Float(number)) => self.tree.push(Cell::Float(*number)),
            (DataType::Bool, Datum::Bool(one)) => self.tree.push(Cell::Bool(*one)),
            (DataType::Enum(of), Datum::Text(name)) => {
                let position = self.model.enumeration(of).position(name);
                let position =
                    position.ok_or_else(|| unexpected("a value of its enumeration", value))?;
                self.tree.push(Cell::Enum(position));
            }
            _ => return Err(unexpected(&format!("{data:?}"), value)),
        }
        Ok(())
    }

    /// Sources, kept as two lists side by side.
    pub(super) fn sources(
        &mut self,
        column: &Datum<'_>,
        fields: &[Field<SourceGet>],
    ) -> Result<(), Unreadable> {
        let pairs = pairs(column)?;
        let list = self.tree.begin_list();
        for (url, retrieved) in &pairs {
            for field in fields {
                match field.get {
                    SourceGet::Typename => {}
                    SourceGet::Url => self.text(url)?,
                    SourceGet::Retrieved => match text_of(retrieved)? {
                        "" => self.tree.push(Cell::Null),
                        date => self.tree.push_text(date),
                    },
                }
            }
        }
        self.tree.end_list(list, pairs.len());
        Ok(())
    }
}

/// The items of two lists that stand side by side; nothing where there are none.
fn pairs<'r, 'a>(column: &'r Datum<'a>) -> Result<Vec<(&'r Datum<'a>, &'r Datum<'a>)>, Unreadable> {
    match list_of(column)? {
        [Datum::Null, Datum::Null] => Ok(Vec::new()),
        [Datum::List(one), Datum::List(other)] if one.len() == other.len() => {
            Ok(one.iter().zip(other).collect())
        }
        _ => Err(unexpected("two lists of one length", column)),
    }
}
