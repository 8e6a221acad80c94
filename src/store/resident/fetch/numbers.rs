//! What numbers about nodes are made of.

use super::Fetch;
use crate::model::{Language, Model, PropertyId, Value};
use crate::plan::selection::{Follow, Selection};
use crate::plan::tree::Tree;
use crate::store::numbers::Numbers;
use crate::store::resident::index::order::Order;
use crate::store::resident::index::{KindIndex, sort_by_id};
use crate::store::resident::value_view::ValueView;

/// Of fewer than one in so many nodes the values are read one by one: a column has to be made after each change of the kind.
const FEW: usize = 64;

impl Fetch<'_> {
    /// Nodes by id, each once.
    pub(super) fn distinct(&self, nodes: impl Iterator<Item = u32>) -> Vec<u32> {
        let mut nodes: Vec<u32> = nodes.collect();
        // Most lists stand by id.
        if !nodes.is_sorted_by_key(|node| self.state.id_of(*node).as_bytes()) {
            sort_by_id(&mut nodes, &self.state.nodes);
        }
        nodes.dedup();
        nodes
    }
}

/// Nodes that numbers are told of.
pub(super) struct OfKind<'f, 'a, 'i> {
    pub(super) fetch: &'f mut Fetch<'a>,
    /// The indexes of the kind that all of them are of, where that is known.
    pub(super) kind: Option<&'i KindIndex>,
}

impl Numbers for OfKind<'_, '_, '_> {
    type Node = u32;

    fn model(&self) -> &Model {
        &self.fetch.state.model
    }

    fn id(&self, node: u32) -> &str {
        self.fetch.state.id_of(node)
    }

    fn value(&self, node: u32, property: PropertyId, language: Option<Language>) -> Option<Value> {
        match self.fetch.state.nodes.get(node)?.facts().property(property)? {
            ValueView::Localized(texts) => {
                texts.best(language.as_slice()).map(|(text, _)| Value::Text(text.into()))
            }
            one => Some(one.owned()),
        }
    }

    fn values(&self, nodes: &[u32], property: PropertyId, mut add: impl FnMut(&Value)) -> bool {
        let order = self.kind.and_then(|kind| Some((kind, kind.order(property, None)?)));
        let many = |kind: &KindIndex| nodes.len().saturating_mul(FEW) >= kind.ids.len();
        let order = order.filter(|(kind, _)| many(kind)).map(|(_, order)| order);
        let Some(column) = order.and_then(Order::column) else { return false };
        nodes.iter().filter_map(|node| column.get(*node)).for_each(&mut add);
        true
    }

    fn linked(&self, node: u32, follow: Follow) -> Vec<u32> {
        // Links to one node stand together.
        let mut far: Vec<u32> = self.fetch.hops(node, follow).far().collect();
        far.dedup();
        far
    }

    fn tree(&mut self) -> &mut Tree {
        &mut self.fetch.tree
    }

    fn tell_node(&mut self, node: u32, selection: &Selection) {
        self.fetch.node(node, selection);
    }
}
