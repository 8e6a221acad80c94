//! What is read of a link.

use super::Fetch;
use crate::model::{DataType, PartialDate};
use crate::plan::selection::{Field, LinkGet, SourceGet};
use crate::plan::tree::Cell;
use crate::store::records::LinkRef;
use crate::store::resident::facts::SourceView;
use crate::store::resident::snapshot::LinkRow;
use crate::store::resident::value_view::ValueView;

impl Fetch<'_> {
    /// Whether the viewer may see a link: its kind and the nodes at its ends.
    pub(super) fn sees(&self, row: &LinkRow) -> bool {
        let end =
            |node| self.state.nodes.get(node).is_some_and(|row| self.sight.kinds.has(row.kind));
        self.sight.links.has(row.kind) && end(row.from) && end(row.to)
    }

    /// Reads something of a link.
    pub(super) fn link(&mut self, row: &LinkRow, get: &LinkGet) {
        match get {
            LinkGet::Typename(_) | LinkGet::Hidden => {}
            LinkGet::Id => {
                let end = |node| self.state.nodes.get(node).map_or("".into(), |row| row.id.clone());
                let identity =
                    LinkRef { kind: row.kind, from: end(row.from), to: end(row.to), tag: row.tag };
                self.tree.push_text(&identity.id(&self.state.model));
            }
            LinkGet::Kind => self.tree.push_text(&self.state.model.link(row.kind).name),
            LinkGet::From(selection) => self.node(row.from, selection),
            LinkGet::To(selection) => self.node(row.to, selection),
            LinkGet::Since => self.date(row.facts().dates().since),
            LinkGet::Until => self.date(row.facts().dates().until),
            LinkGet::Seen => self.date(row.facts().dates().seen),
            LinkGet::Role => self.role(row),
            LinkGet::Property(property) => self.value(row.facts().property(*property), &[]),
            LinkGet::Sources(fields) => {
                let sources = row.facts().parts().map(|parts| parts.sources).unwrap_or_default();
                self.sources(&sources, fields);
            }
        }
    }

    fn role(&mut self, row: &LinkRow) {
        let seen = self.sight.of_link(row.kind);
        let state = self.state;
        let found = state
            .roles
            .into_iter()
            .flatten()
            .filter(|property| seen.has(*property))
            .find_map(|property| Some((property, row.facts().property(property)?)));
        match found {
            Some((_, ValueView::Text(text))) => self.tree.push_text(text),
            Some((property, ValueView::Enum(at))) => {
                let data = state.model.link(row.kind).property(property).map(|found| found.data);
                match data {
                    Some(DataType::Enum(of)) => {
                        self.tree.push_text(state.model.enumeration(of).name_of(at));
                    }
                    _ => self.tree.push(Cell::Null),
                }
            }
            _ => self.tree.push(Cell::Null),
        }
    }

    pub(super) fn sources(&mut self, sources: &[SourceView<'_>], fields: &[Field<SourceGet>]) {
        let list = self.tree.begin_list();
        for source in sources {
            for field in fields {
                match field.get {
                    SourceGet::Typename => {}
                    SourceGet::Url => self.tree.push_text(source.url),
                    SourceGet::Retrieved => self.date(source.retrieved),
                }
            }
        }
        self.tree.end_list(list, sources.len());
    }

    pub(super) fn date(&mut self, date: Option<PartialDate>) {
        match date {
            Some(date) => self.tree.push_display(date),
            None => self.tree.push(Cell::Null),
        }
    }
}
