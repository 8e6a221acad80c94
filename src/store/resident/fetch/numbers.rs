//! What numbers about nodes are made of.

use super::Fetch;
use crate::model::{Language, Model, PropertyId, Value};
use crate::plan::selection::{Follow, Selection};
use crate::plan::tree::Tree;
use crate::store::numbers::Numbers;
use crate::store::resident::index::sort_by_id;
use crate::store::resident::value_view::ValueView;

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

impl Numbers for Fetch<'_> {
    type Node = u32;

    fn model(&self) -> &Model {
        &self.state.model
    }

    fn id(&self, node: u32) -> &str {
        self.state.id_of(node)
    }

    fn value(&self, node: u32, property: PropertyId, language: Option<Language>) -> Option<Value> {
        match self.state.nodes.get(node)?.facts().property(property)? {
            ValueView::Localized(texts) => {
                texts.best(language.as_slice()).map(|(text, _)| Value::Text(text.into()))
            }
            one => Some(one.owned()),
        }
    }

    fn linked(&self, node: u32, follow: Follow) -> Vec<u32> {
        // Links to one node stand together.
        let mut far: Vec<u32> = self.hops(node, follow).far().collect();
        far.dedup();
        far
    }

    fn tree(&mut self) -> &mut Tree {
        &mut self.tree
    }

    fn tell_node(&mut self, node: u32, selection: &Selection) {
        self.node(node, selection);
    }
}
