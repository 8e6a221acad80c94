//! Links.

use super::{Columns, Reader, text_of, unexpected};
use crate::model::LinkId;
use crate::plan::selection::LinkGet;
use crate::plan::tree::Cell;
use crate::store::neo4j::driver::Datum;
use crate::store::neo4j::layout::read::Unreadable;
use crate::store::records::LinkRef;

impl Reader<'_> {
    /// A field of a link; `column` is null where it is no column.
    pub(super) fn link(
        &mut self,
        column: &Datum<'_>,
        kind: LinkId,
        get: &LinkGet,
    ) -> Result<(), Unreadable> {
        match get {
            LinkGet::Typename(_) | LinkGet::Hidden => {}
            LinkGet::Id => {
                let mut columns = Columns::of(column)?;
                let (from, to) = (text_of(columns.next()?)?, text_of(columns.next()?)?);
                let tag = tag_of(columns.next()?)?;
                let link = LinkRef { kind, from: from.into(), to: to.into(), tag };
                self.tree.push_text(&link.id(self.model));
            }
            LinkGet::Kind => self.tree.push_text(&self.model.link(kind).name),
            LinkGet::From(selection) => self.node(column, selection, self.model.link(kind).from)?,
            LinkGet::To(selection) => self.node(column, selection, self.model.link(kind).to)?,
            LinkGet::Since | LinkGet::Until | LinkGet::Seen | LinkGet::Role => {
                self.text_or_null(column)?;
            }
            LinkGet::Property(property) => match self.model.link(kind).property(*property) {
                Some(property) => self.value(column, property.data)?,
                None => self.tree.push(Cell::Null),
            },
            LinkGet::Sources(fields) => self.sources(column, fields)?,
        }
        Ok(())
    }
}

/// A link's tag.
pub(super) fn tag_of(column: &Datum<'_>) -> Result<u32, Unreadable> {
    let tag = column.int().and_then(|tag| u32::try_from(tag).ok());
    tag.ok_or_else(|| unexpected("a tag", column))
}
