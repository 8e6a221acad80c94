//! Selections on the answers of questions.

use std::sync::Arc;

use super::collect::{Group, Sets};
use super::input::Input;
use super::lowerer::{Lowerer, text};
use super::page::type_name;
use super::root::{RecordGet, ValueGet, Wanted, WantedNodes};
use crate::model::Language;
use crate::plan::selection::Field;

impl<'a> Lowerer<'a> {
    /// What is wanted of a root field's record, or of each of its records.
    pub(super) fn wanted(&mut self, group: &Group<'a>) -> Wanted {
        let mut wanted = Wanted::default();
        wanted.fields = self.record(&group.sets(), &mut wanted);
        wanted
    }

    fn record(&mut self, sets: &Sets<'a>, wanted: &mut Wanted) -> Vec<Field<RecordGet>> {
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
                let format = self.given(field, "format").and_then(Input::text);
                ValueGet::Export(Arc::from(format.unwrap_or_default()))
            } else {
                ValueGet::Scalar
            };
        }
        let name = field.definition.ty.inner_named_type();
        if name == "Link" {
            wanted.links.push(self.link_fields(&group.sets()));
            ValueGet::Link(wanted.links.len() - 1)
        } else if let Some(kinds) = self.catalog().kinds_of_type(name) {
            let kinds = kinds.and(self.sight().kinds);
            let selection = self.selection(&group.sets(), kinds);
            let always = field.definition.ty.is_non_null();
            wanted.nodes.push(WantedNodes { kinds, selection, always });
            ValueGet::Node(wanted.nodes.len() - 1)
        } else {
            ValueGet::Record(self.record(&group.sets(), wanted))
        }
    }
}
