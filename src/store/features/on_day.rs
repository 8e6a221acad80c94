//! A graph as of a day: every walk of this folder goes over it when a query has a day.

use std::sync::Arc;

use super::super::graph::{Dates, Graph, Hop};
use super::super::records::{LinkRecord, LinkRef, NodeRecord, Source};
use crate::model::{Direction, KindId, LinkId, Model, PropertyId, Value};
use crate::plan::as_of::AsOf;

/// A graph without the links that do not count on a day.
pub(super) struct OnDay<'a, G> {
    graph: &'a G,
    as_of: AsOf,
}

impl<'a, G: Graph> OnDay<'a, G> {
    pub(super) fn new(graph: &'a G, as_of: AsOf) -> Self {
        Self { graph, as_of }
    }

    fn is_there(&self, node: u32) -> bool {
        self.as_of.is_there(|property| match self.graph.property(node, property) {
            Some(Value::Date(date)) => Some(date),
            _ => None,
        })
    }
}

impl<G: Graph> Graph for OnDay<'_, G> {
    fn model(&self) -> &Model {
        self.graph.model()
    }

    fn node_bound(&self) -> u32 {
        self.graph.node_bound()
    }

    fn node(&self, id: &str) -> Option<u32> {
        self.graph.node(id)
    }

    fn id(&self, node: u32) -> &Arc<str> {
        self.graph.id(node)
    }

    fn kind(&self, node: u32) -> KindId {
        self.graph.kind(node)
    }

    fn nodes_of(&self, kind: KindId) -> impl Iterator<Item = u32> + '_ {
        self.graph.nodes_of(kind)
    }

    fn property(&self, node: u32, property: PropertyId) -> Option<Value> {
        self.graph.property(node, property)
    }

    fn links(
        &self,
        node: u32,
        kind: LinkId,
        direction: Direction,
    ) -> impl Iterator<Item = Hop> + '_ {
        // Nothing is linked to what is not there.
        let all = self.is_there(node).then(|| self.graph.links(node, kind, direction));
        all.into_iter()
            .flatten()
            .filter(|hop| self.as_of.allows(self.graph.dates(hop.link)) && self.is_there(hop.far))
    }

    fn degree(&self, node: u32, kind: LinkId, direction: Direction) -> usize {
        self.links(node, kind, direction).count()
    }

    fn counted(&self, node: u32, kind: LinkId, direction: Direction) -> Option<u32> {
        // Who counted knew the day.
        self.graph.counted(node, kind, direction)
    }

    fn dates(&self, link: u32) -> Dates {
        self.graph.dates(link)
    }

    fn link_kind(&self, link: u32) -> LinkId {
        self.graph.link_kind(link)
    }

    fn link_property(&self, link: u32, property: PropertyId) -> Option<Value> {
        self.graph.link_property(link, property)
    }

    fn link_ref(&self, link: u32) -> LinkRef {
        self.graph.link_ref(link)
    }

    fn link_sources(&self, link: u32) -> Vec<Source> {
        self.graph.link_sources(link)
    }

    fn node_record(&self, node: u32) -> NodeRecord {
        self.graph.node_record(node)
    }

    fn link_record(&self, link: u32) -> LinkRecord {
        self.graph.link_record(link)
    }
}
