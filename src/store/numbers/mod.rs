//! Numbers about nodes, made in one way for every store.
//!
//! - [`measure`]: of values
//! - [`group`]: which nodes have what in common
//! - [`order`]: the order of groups

mod group;
mod measure;
mod order;

use crate::model::{Language, Model, PropertyId, Value};
use crate::plan::numbers::{
    GroupBy, Grouping, GroupsGet, KeyGet, MeasureGet, Measured, NumbersGet,
};
use crate::plan::selection::{Field, Follow, Selection};
use crate::plan::tree::{Cell, Tree};
use group::{Group, Key};
use measure::Measure;
pub(crate) use measure::{Plain, Summary};

/// What a store says of nodes, and where numbers about them are told.
pub(crate) trait Numbers {
    /// A node.
    type Node: Copy + Eq + std::hash::Hash;

    /// The model.
    fn model(&self) -> &Model;

    /// The id of a node.
    fn id(&self, node: Self::Node) -> &str;

    /// A property of a node; localised text as `Text`, as a reader of the language reads it.
    fn value(
        &self,
        node: Self::Node,
        property: PropertyId,
        language: Option<Language>,
    ) -> Option<Value>;

    /// Adds the values of a property that nodes have, in their order, where that is quicker than asking each. Whether it did.
    fn values(
        &self,
        _nodes: &[Self::Node],
        _property: PropertyId,
        _add: impl FnMut(&Value),
    ) -> bool {
        false
    }

    /// The nodes that a node's links lead to, each once, by id.
    fn linked(&self, node: Self::Node, follow: Follow) -> Vec<Self::Node>;

    /// Where it is told.
    fn tree(&mut self) -> &mut Tree;

    /// Tells what is wanted of a node that links lead to.
    fn tell_node(&mut self, node: Self::Node, selection: &Selection);
}

/// Tells of all of some nodes, each once and by id.
pub(crate) fn tell<N: Numbers>(to: &mut N, nodes: &[N::Node], fields: &[Field<NumbersGet>]) {
    tell_group(to, &[], nodes, fields);
}

/// Tells of so many nodes what a store summed up itself: a summary for each property that is told of, in the order
/// of the fields.
pub(crate) fn tell_summaries(
    tree: &mut Tree,
    count: usize,
    summaries: Vec<Summary>,
    fields: &[Field<NumbersGet>],
) {
    let mut summaries = summaries.into_iter();
    for field in fields {
        match &field.get {
            NumbersGet::Typename(_) => {}
            NumbersGet::Count => tree.push(number(count)),
            NumbersGet::Keys(_) => {
                let list = tree.begin_list();
                tree.end_list(list, 0);
            }
            NumbersGet::Measures(_, fields) => {
                let summary = summaries.next().unwrap_or_default();
                for field in fields {
                    summary.tell(&field.get, tree);
                }
            }
        }
    }
}

/// Tells of groups of some nodes, each once and by id.
pub(crate) fn tell_groups<N: Numbers>(to: &mut N, nodes: &[N::Node], grouping: &Grouping) {
    let found = group::groups(to, nodes, grouping);
    let shown = found.groups.len().min(grouping.size);
    for field in &grouping.fields {
        match &field.get {
            GroupsGet::Typename(_) => {}
            GroupsGet::TotalCount => to.tree().push(number(found.groups.len())),
            GroupsGet::IsCut => {
                let cut = found.cut || shown < found.groups.len();
                to.tree().push(Cell::Bool(cut));
            }
            GroupsGet::Groups(fields) => {
                let list = to.tree().begin_list();
                for Group { keys, nodes } in &found.groups[..shown] {
                    let keys: Vec<_> = grouping.by.iter().zip(keys).collect();
                    tell_group(to, &keys, nodes, fields);
                }
                to.tree().end_list(list, shown);
            }
        }
    }
}

/// Tells of nodes that have something in common, or nothing.
fn tell_group<N: Numbers>(
    to: &mut N,
    keys: &[(&GroupBy, &Key<N::Node>)],
    nodes: &[N::Node],
    fields: &[Field<NumbersGet>],
) {
    for field in fields {
        match &field.get {
            NumbersGet::Typename(_) => {}
            NumbersGet::Count => to.tree().push(number(nodes.len())),
            NumbersGet::Keys(fields) => {
                let list = to.tree().begin_list();
                for (by, key) in keys {
                    tell_key(to, by, key, fields);
                }
                to.tree().end_list(list, keys.len());
            }
            NumbersGet::Measures(of, fields) => {
                let summary = summary(to, nodes, *of, fields.iter().map(|field| &field.get));
                for field in fields {
                    summary.tell(&field.get, to.tree());
                }
            }
        }
    }
}

/// The summary of the values of some nodes, by id, as far as these numbers ask for it.
fn summary<'g, N: Numbers>(
    of: &N,
    nodes: &[N::Node],
    measured: Measured,
    asked: impl IntoIterator<Item = &'g MeasureGet>,
) -> Summary {
    let mut measure = Measure::new(asked);
    if let Some(property) = measured.property
        && !of.values(nodes, property, |value| measure.add(value))
    {
        let value = |node: &N::Node| of.value(*node, property, measured.language);
        nodes.iter().filter_map(value).for_each(|value| measure.add(&value));
    }
    measure.summary()
}

fn tell_key<N: Numbers>(to: &mut N, by: &GroupBy, key: &Key<N::Node>, fields: &[Field<KeyGet>]) {
    for field in fields {
        match (&field.get, key) {
            (KeyGet::Typename, _) => {}
            (KeyGet::Value, _) => match key.text(to.model(), by) {
                Some(text) => to.tree().push_text(&text),
                None => to.tree().push(Cell::Null),
            },
            (KeyGet::Node(selection), Key::Node(node)) => to.tell_node(*node, selection),
            (KeyGet::Node(_), _) => to.tree().push(Cell::Null),
        }
    }
}

fn number(count: usize) -> Cell {
    Cell::Int(i64::try_from(count).unwrap_or(i64::MAX))
}
