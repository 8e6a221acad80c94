//! Links as columns.

use super::Writer;
use crate::model::{DataType, LinkId, Property};
use crate::plan::selection::LinkGet;

/// The variables of a link and of the nodes at its ends.
#[derive(Clone, Copy)]
pub(super) struct Ends<'v> {
    pub(super) kind: LinkId,
    pub(super) link: &'v str,
    pub(super) from: &'v str,
    pub(super) to: &'v str,
}

impl Writer<'_> {
    /// A column of a link.
    pub(super) fn link_column(&mut self, ends: Ends<'_>, get: &LinkGet) -> String {
        let Ends { kind, link, from, to } = ends;
        match get {
            // Never columns; see `is_link_column`.
            LinkGet::Typename(_) | LinkGet::Hidden | LinkGet::Kind => "null".to_owned(),
            LinkGet::Id => format!("[{from}.id, {to}.id, {link}.tag]"),
            LinkGet::From(selection) => self.node(from, selection, self.model.link(kind).from),
            LinkGet::To(selection) => self.node(to, selection, self.model.link(kind).to),
            LinkGet::Since => format!("{link}.since"),
            LinkGet::Until => format!("{link}.until"),
            LinkGet::Seen => format!("{link}.seen"),
            LinkGet::Role => self.role(kind, link),
            LinkGet::Property(property) => {
                let properties = &self.model.link(kind).properties;
                match properties.iter().find(|one| one.id == *property) {
                    Some(property) => format!("{link}.{}", property.name),
                    None => "null".to_owned(),
                }
            }
            LinkGet::Sources(_) => format!("[{link}.source_urls, {link}.source_dates]"),
        }
    }

    /// The first of `role`, `title` and `type` that the viewer may see and the link has.
    fn role(&self, kind: LinkId, link: &str) -> String {
        let properties = &self.model.link(kind).properties;
        let told = |property: &&Property| {
            let is_text = matches!(property.data, DataType::Text | DataType::Enum(_));
            is_text && !property.list && self.sight.of_link(kind).has(property.id)
        };
        let all: Vec<String> = ["role", "title", "type"]
            .into_iter()
            .filter_map(|name| properties.iter().find(|one| one.name == name).filter(told))
            .map(|property| format!("{link}.{}", property.name))
            .collect();
        match all.as_slice() {
            [] => "null".to_owned(),
            [only] => only.clone(),
            several => format!("coalesce({})", several.join(", ")),
        }
    }
}
