//! Collecting: what a selection wants of one object type, fragments opened and duplicates merged.
//!
//! This is `CollectFields` of the GraphQL specification. Selections on interfaces are first divided into classes
//! of kinds that the fragments do not tell apart, so that each class is collected once.

use apollo_compiler::Name;
use apollo_compiler::executable::{ExecutableDocument, Field, Selection, SelectionSet};
use smallvec::{SmallVec, smallvec};

use super::catalog::Catalog;
use super::input::{Input, Variables, argument, is_included};
use crate::model::KindSet;

/// The fields of one response key, in the order met. There is at least one.
#[derive(Debug)]
pub(crate) struct Group<'a> {
    pub(crate) key: &'a Name,
    pub(super) fields: SmallVec<[&'a Field; 1]>,
}

impl<'a> Group<'a> {
    /// The first field: validation has seen that the others have the same name and arguments.
    pub(crate) fn first(&self) -> &'a Field {
        self.fields[0]
    }

    /// Whether it asks for the schema rather than for the network.
    pub(crate) fn is_introspection(&self) -> bool {
        matches!(self.first().name.as_str(), "__schema" | "__type")
    }

    /// What is selected of the field's value.
    pub(crate) fn sets(&self) -> Sets<'a> {
        self.fields.iter().map(|field| &field.selection_set).collect()
    }
}

/// Selection sets that are merged into one.
pub(crate) type Sets<'a> = SmallVec<[&'a SelectionSet; 1]>;

/// What collecting needs to know of the request.
#[derive(Clone, Copy)]
pub(crate) struct Collector<'a> {
    pub(super) catalog: &'a Catalog,
    pub(super) document: &'a ExecutableDocument,
    pub(super) variables: &'a Variables,
}

impl<'a> Collector<'a> {
    /// The fields that are wanted of an object, by response key in the order met: of nodes whose kinds
    /// are `class`, one of [`Collector::classes`], or of an object that is not a node.
    pub(crate) fn collect(self, sets: &Sets<'a>, class: Option<KindSet>) -> Vec<Group<'a>> {
        let mut groups = Vec::new();
        let mut opened = SmallVec::new();
        for set in sets {
            self.collect_set(set, class, &mut groups, &mut opened);
        }
        groups
    }

    fn collect_set(
        self,
        set: &'a SelectionSet,
        class: Option<KindSet>,
        groups: &mut Vec<Group<'a>>,
        opened: &mut SmallVec<[&'a Name; 4]>,
    ) {
        for selection in &set.selections {
            if !is_included(selection.directives(), self.variables) {
                continue;
            }
            if let Selection::Field(field) = selection {
                let key = field.response_key();
                match groups.iter_mut().find(|group| group.key == key) {
                    Some(group) => group.fields.push(field),
                    None => groups.push(Group { key, fields: smallvec![&**field] }),
                }
            } else if let Some((condition, set)) = self.fragment(selection, opened)
                && self.applies(condition, class)
            {
                self.collect_set(set, class, groups, opened);
            }
        }
    }

    /// The type and the selections of a fragment; none for a named one that was opened before.
    fn fragment(
        self,
        selection: &'a Selection,
        opened: &mut SmallVec<[&'a Name; 4]>,
    ) -> Option<(Option<&'a Name>, &'a SelectionSet)> {
        match selection {
            Selection::Field(_) => None,
            Selection::InlineFragment(fragment) => {
                Some((fragment.type_condition.as_ref(), &fragment.selection_set))
            }
            Selection::FragmentSpread(spread) => {
                if opened.contains(&&spread.fragment_name) {
                    return None;
                }
                opened.push(&spread.fragment_name);
                let fragment = self.document.fragments.get(&spread.fragment_name)?;
                Some((Some(&fragment.selection_set.ty), &fragment.selection_set))
            }
        }
    }

    /// Whether a fragment applies to a class. Of objects that are not nodes every valid one does.
    fn applies(self, condition: Option<&Name>, class: Option<KindSet>) -> bool {
        let (Some(condition), Some(class)) = (condition, class) else { return true };
        let kinds = self.catalog.kinds_of_type(condition).unwrap_or_default();
        !kinds.and(class).is_empty()
    }

    /// An argument of a field: what is given, else its default.
    pub(crate) fn argument(self, field: &'a Field, name: &str) -> Option<Input<'a>> {
        argument(field, name, self.variables)
    }

    /// Divides kinds into classes that no fragment tells apart.
    pub(super) fn classes(self, sets: &Sets<'a>, kinds: KindSet) -> SmallVec<[KindSet; 4]> {
        let mut classes: SmallVec<[KindSet; 4]> = SmallVec::new();
        if !kinds.is_empty() {
            classes.push(kinds);
        }
        if kinds.len() > 1 {
            let mut opened = SmallVec::new();
            for set in sets {
                self.divide(set, &mut classes, &mut opened);
            }
        }
        classes
    }

    fn divide(
        self,
        set: &'a SelectionSet,
        classes: &mut SmallVec<[KindSet; 4]>,
        opened: &mut SmallVec<[&'a Name; 4]>,
    ) {
        for selection in &set.selections {
            if !is_included(selection.directives(), self.variables) {
                continue;
            }
            let Some((condition, set)) = self.fragment(selection, opened) else { continue };
            let kinds = condition.and_then(|name| self.catalog.kinds_of_type(name));
            if let Some(kinds) = kinds {
                for at in 0..classes.len() {
                    let (inside, outside) = (classes[at].and(kinds), classes[at].without(kinds));
                    if !inside.is_empty() && !outside.is_empty() {
                        classes[at] = inside;
                        classes.push(outside);
                    }
                }
            }
            self.divide(set, classes, opened);
        }
    }
}
