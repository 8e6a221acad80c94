//! What is read of a node.

use super::Fetch;
use super::lines::Hops;
use crate::model::{Language, Shape};
use crate::plan::selection::{Field, Follow, IdentifierGet, NodeGet, Selection};
use crate::plan::tree::Cell;
use crate::store::resident::facts::trailer;
use crate::store::resident::snapshot::NodeRow;
use crate::store::resident::value_view::ValueView;

impl<'a> Fetch<'a> {
    /// Reads a node by number, `Null` when there is none.
    pub(super) fn node(&mut self, node: u32, selection: &Selection) {
        match self.state.nodes.get(node) {
            Some(row) => self.node_row(node, row, selection),
            None => self.tree.push(Cell::Null),
        }
    }

    /// Reads a node.
    pub(super) fn node_row(&mut self, node: u32, row: &'a NodeRow, selection: &Selection) {
        self.tree.push(Cell::Node(row.kind));
        for field in selection.of(row.kind) {
            self.of_node(node, row, &field.get);
        }
    }

    fn of_node(&mut self, node: u32, row: &'a NodeRow, get: &NodeGet) {
        match get {
            NodeGet::Typename | NodeGet::Hidden | NodeGet::Kind => {}
            NodeGet::Id => self.tree.push_text(&row.id),
            NodeGet::Code => {
                let prefix = self.state.model.kind(row.kind).code.as_deref();
                self.text(prefix.and_then(|prefix| row.id.strip_prefix(prefix)?.strip_prefix(':')));
            }
            NodeGet::Version => {
                let version = trailer(&row.facts).map_or(0, |trailer| trailer.version);
                self.tree.push(Cell::Int(version.into()));
            }
            NodeGet::RecordedAt => match trailer(&row.facts) {
                Some(trailer) => self.tree.push_display(trailer.recorded().instant()),
                None => self.tree.push(Cell::Null),
            },
            NodeGet::RecordedBy => self.text(trailer(&row.facts).map(|trailer| trailer.by)),
            NodeGet::Property { property, languages } => {
                self.value(row.facts().property(*property), languages);
            }
            NodeGet::LanguageOf { property, languages } => {
                let language = match row.facts().property(*property) {
                    Some(ValueView::Localized(texts)) => {
                        texts.best(languages).and_then(|(_, one)| one)
                    }
                    _ => None,
                };
                self.text(language.map(Language::code));
            }
            NodeGet::Sources(fields) => {
                let sources = row.facts().parts().map(|parts| parts.sources).unwrap_or_default();
                self.sources(&sources, fields);
            }
            NodeGet::Identifiers(fields) => self.identifiers(row, fields),
            NodeGet::One(follow, selection) => match self.hops(node, *follow).far().next() {
                Some(far) => self.node(far, selection),
                None => self.tree.push(Cell::Null),
            },
            NodeGet::List(follow, selection) => {
                let list = self.tree.begin_list();
                let mut count = 0;
                let mut before = None;
                for far in self.hops(node, *follow).far() {
                    // Links between the same two nodes stand together.
                    if before.replace(far) != Some(far) {
                        self.node(far, selection);
                        count += 1;
                    }
                    if count == Shape::LIST_LIMIT {
                        break;
                    }
                }
                self.tree.end_list(list, count);
            }
            NodeGet::Connection(follow, connection) => self.links(node, *follow, connection),
        }
    }

    /// The links to follow from a node, by the far node's id, then tag.
    pub(super) fn hops(&self, node: u32, follow: Follow) -> Hops<'a> {
        Hops::new(self.state, node, follow)
    }

    fn identifiers(&mut self, row: &NodeRow, fields: &[Field<IdentifierGet>]) {
        let all = row.facts().parts().map(|parts| parts.identifiers).unwrap_or_default();
        let list = self.tree.begin_list();
        for one in &all {
            for field in fields {
                match field.get {
                    IdentifierGet::Typename => {}
                    IdentifierGet::Scheme => self.tree.push_text(one.scheme),
                    IdentifierGet::Value => self.tree.push_text(one.value),
                }
            }
        }
        self.tree.end_list(list, all.len());
    }

    /// Reads a value.
    #[inline]
    pub(super) fn value(&mut self, value: Option<ValueView<'_>>, languages: &[Language]) {
        match value {
            None => self.tree.push(Cell::Null),
            Some(ValueView::Bool(one)) => self.tree.push(Cell::Bool(one)),
            Some(ValueView::Int(one)) => self.tree.push(Cell::Int(one)),
            Some(ValueView::Float(one)) => self.tree.push(Cell::Float(one)),
            Some(ValueView::Text(one)) => self.tree.push_text(one),
            Some(ValueView::Localized(one)) => self.text(one.best(languages).map(|(text, _)| text)),
            Some(ValueView::Date(one)) => self.tree.push_display(one),
            Some(ValueView::Enum(one)) => self.tree.push(Cell::Enum(one)),
            Some(ValueView::List(all)) => {
                self.tree.push(Cell::List(all.len()));
                for item in all.items() {
                    self.value(Some(item), languages);
                }
            }
        }
    }

    pub(super) fn text(&mut self, text: Option<&str>) {
        match text {
            Some(text) => self.tree.push_text(text),
            None => self.tree.push(Cell::Null),
        }
    }
}
