//! Selections on links: on an edge, or on a `Link` by itself.

use super::collect::{Group, Sets};
use super::lowerer::Lowerer;
use super::page::type_name;
use crate::model::{LinkId, LinkKind};
use crate::plan::selection::{Field, LinkGet};

impl<'a> Lowerer<'a> {
    /// What is wanted of links of any kind: the type `Link`.
    pub(super) fn link_fields(&mut self, sets: &Sets<'a>) -> Vec<Field<LinkGet>> {
        self.fields(sets, None, |lowerer, group| {
            Some(match group.first().name.as_str() {
                "__typename" => LinkGet::Typename(type_name(sets)),
                "kind" => LinkGet::Kind,
                "from" => LinkGet::From(lowerer.any_node(group)),
                "to" => LinkGet::To(lowerer.any_node(group)),
                "role" => LinkGet::Role,
                _ => lowerer.link_field(group, None)?,
            })
        })
    }

    fn any_node(&mut self, group: &Group<'a>) -> crate::plan::selection::Selection {
        let kinds = self.sight().kinds;
        self.selection(&group.sets(), kinds)
    }

    /// What every link has, and the properties of a kind of link.
    pub(super) fn link_field(
        &mut self,
        group: &Group<'a>,
        link: Option<LinkId>,
    ) -> Option<LinkGet> {
        let name = group.first().name.as_str();
        Some(match name {
            "id" => LinkGet::Id,
            "since" => LinkGet::Since,
            "until" => LinkGet::Until,
            "seen" => LinkGet::Seen,
            "sources" => LinkGet::Sources(self.sources(&group.sets())),
            _ => {
                let kind: &LinkKind = self.model().link(link?);
                let property = kind.properties.iter().find(|property| property.name == name)?;
                if self.sight().of_link(kind.id).has(property.id) {
                    LinkGet::Property(property.id)
                } else {
                    LinkGet::Hidden
                }
            }
        })
    }
}
