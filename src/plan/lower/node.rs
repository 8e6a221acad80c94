//! Selections on nodes.

use std::sync::Arc;

use super::catalog::NodeName;
use super::collect::{Group, Sets};
use super::lowerer::Lowerer;
use crate::model::{KindId, KindSet, LinkField, Property, Shape};
use crate::plan::selection::{
    Field, Follow, IdentifierGet, NodeGet, Selection, SourceGet, Variant,
};

impl<'a> Lowerer<'a> {
    /// What is wanted of nodes of some kinds.
    pub(super) fn selection(&mut self, sets: &Sets<'a>, kinds: KindSet) -> Selection {
        let classes = self.collector().classes(sets, kinds.and(self.sight().kinds));
        let variants = classes.into_iter().map(|class| {
            let fields = self.fields(sets, Some(class), |lowerer, group| {
                // Every kind of the class has the field, and inherits it from one place.
                let kind = class.iter().next()?;
                lowerer.node_field(group, kind, class)
            });
            Variant { kinds: class, fields }
        });
        Selection { variants: variants.collect() }
    }

    fn node_field(&mut self, group: &Group<'a>, kind: KindId, class: KindSet) -> Option<NodeGet> {
        let field = group.first();
        if field.name == "__typename" {
            return Some(NodeGet::Typename);
        }
        Some(match self.catalog().node(kind, &field.name)? {
            NodeName::Id => NodeGet::Id,
            NodeName::Kind => NodeGet::Kind,
            NodeName::Code => NodeGet::Code,
            NodeName::Version => NodeGet::Version,
            NodeName::RecordedAt => NodeGet::RecordedAt,
            NodeName::RecordedBy => NodeGet::RecordedBy,
            NodeName::Sources => NodeGet::Sources(self.sources(&group.sets())),
            NodeName::Identifiers => NodeGet::Identifiers(self.identifiers(&group.sets())),
            NodeName::Property(at) => {
                let property = self.model().kind(kind).properties.get(at)?;
                if !self.is_seen(property, class) {
                    return Some(NodeGet::Hidden);
                }
                let languages = if property.localized {
                    self.languages(field)
                } else {
                    self.catalog().no_languages.clone()
                };
                NodeGet::Property { property: property.id, languages }
            }
            NodeName::LanguageOf(at) => {
                let property = self.model().kind(kind).properties.get(at)?;
                if !self.is_seen(property, class) {
                    return Some(NodeGet::Hidden);
                }
                NodeGet::LanguageOf { property: property.id, languages: self.languages(field) }
            }
            NodeName::Link(at) => {
                let link = self.model().kind(kind).link_fields.get(at)?;
                let follow = self.follow(link);
                match link.shape {
                    Shape::One => NodeGet::One(follow, self.selection(&group.sets(), follow.far)),
                    Shape::List => NodeGet::List(follow, self.selection(&group.sets(), follow.far)),
                    Shape::Connection => NodeGet::Connection(
                        follow,
                        Box::new(self.connection(group, link.far, Some(link.link))),
                    ),
                }
            }
        })
    }

    /// Whether the viewer may see a property of every one of some kinds.
    pub(super) fn is_seen(&self, property: &Property, kinds: KindSet) -> bool {
        kinds.iter().all(|kind| self.sight().of_kind(kind).has(property.id))
    }

    /// The links of a field, as of the day that is asked for; with nothing at the far end when the viewer may not see
    /// them.
    pub(super) fn follow(&self, field: &LinkField) -> Follow {
        let seen =
            field.audience <= self.request.viewer.audience && self.sight().links.has(field.link);
        let far = if seen { field.far.and(self.sight().kinds) } else { KindSet::EMPTY };
        Follow { link: field.link, direction: field.direction, far, as_of: self.as_of }
    }

    pub(super) fn sources(&mut self, sets: &Sets<'a>) -> Vec<Field<SourceGet>> {
        self.fields(sets, None, |_, group| {
            Some(match group.first().name.as_str() {
                "__typename" => SourceGet::Typename,
                "url" => SourceGet::Url,
                "retrieved" => SourceGet::Retrieved,
                _ => return None,
            })
        })
    }

    fn identifiers(&mut self, sets: &Sets<'a>) -> Vec<Field<IdentifierGet>> {
        self.fields(sets, None, |_, group| {
            Some(match group.first().name.as_str() {
                "__typename" => IdentifierGet::Typename,
                "scheme" => IdentifierGet::Scheme,
                "value" => IdentifierGet::Value,
                _ => return None,
            })
        })
    }

    /// An id as the network has it: where the kind is known and has codes, the bare code will do.
    pub(super) fn full_id(&self, id: &str, kinds: KindSet) -> Arc<str> {
        match self.catalog().code_of(kinds) {
            Some(code) if !is_coded(id, code) => format!("{code}:{id}").into(),
            _ => id.into(),
        }
    }
}

fn is_coded(id: &str, code: &str) -> bool {
    id.strip_prefix(code).is_some_and(|rest| rest.starts_with(':'))
}
