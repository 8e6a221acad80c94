//! Selections on the answers of questions.

use std::sync::Arc;

use super::collect::{Group, Sets};
use super::lowerer::{Lowerer, text};
use super::page::type_name;
use super::root::{RecordGet, ValueGet};
use crate::model::Language;
use crate::plan::selection::{Field, LinkGet, Selection};

/// What is wanted of an answer's nodes and links, numbered in the order met.
#[derive(Default)]
pub(super) struct Wanted {
    pub(super) nodes: Vec<Selection>,
    pub(super) links: Vec<Vec<Field<LinkGet>>>,
}

impl<'a> Lowerer<'a> {
    /// What is wanted of a record.
    pub(super) fn record(&mut self, sets: &Sets<'a>, wanted: &mut Wanted) -> Vec<Field<RecordGet>> {
        self.fields(sets, None, |lowerer, group| {
            let field = group.first();
            Some(if field.name == "__typename" {
                RecordGet::Typename(type_name(sets))
            } else {
                RecordGet::Value(text(&field.definition.name), lowerer.value_get(group, wanted))
            })
        })
    }

    fn value_get(&mut self, group: &Group<'a>, wanted: &mut Wanted) -> ValueGet {
        let field = group.first();
        let has = |name: &str| field.definition.arguments.iter().any(|one| one.name == *name);
        if field.selection_set.is_empty() {
            return if has("language") {
                let first = self.languages(field).first().copied();
                ValueGet::Sentence(first.unwrap_or(Language::En))
            } else if has("format") {
                let format = self.given(field, "format").and_then(super::input::Input::text);
                ValueGet::Download(Arc::from(format.unwrap_or_default()))
            } else {
                ValueGet::Scalar
            };
        }
        let name = field.definition.ty.inner_named_type();
        if name == "Link" {
            wanted.links.push(self.link_fields(&group.sets()));
            ValueGet::Link(wanted.links.len() - 1)
        } else if let Some(kinds) = self.catalog().kinds_of_type(name) {
            wanted.nodes.push(self.selection(&group.sets(), kinds));
            ValueGet::Node(wanted.nodes.len() - 1)
        } else {
            ValueGet::Record(self.record(&group.sets(), wanted))
        }
    }
}
