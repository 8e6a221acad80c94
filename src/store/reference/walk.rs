//! The network as a [`Graph`]: nodes and links numbered in the order of their ids.

use std::sync::Arc;

use super::network::Network;
use crate::model::{Direction, KindId, LinkId, Model, PropertyId, Value};
use crate::plan::selection::Follow;
use crate::store::graph::{Dates, Graph, Hop};
use crate::store::records::{LinkRecord, LinkRef, NodeRecord, Source};

/// A network with numbers.
pub(super) struct Walk<'a> {
    model: &'a Model,
    network: &'a Network,
    nodes: Vec<&'a NodeRecord>,
    links: Vec<&'a LinkRecord>,
}

impl<'a> Walk<'a> {
    /// Numbers the nodes and links of a network.
    pub(super) fn new(model: &'a Model, network: &'a Network) -> Self {
        let (nodes, links) = (network.nodes.values().collect(), network.links.values().collect());
        Self { model, network, nodes, links }
    }

    fn record(&self, node: u32) -> &'a NodeRecord {
        self.nodes[node as usize]
    }

    fn link(&self, link: u32) -> &'a LinkRecord {
        self.links[link as usize]
    }
}

/// A position as a number; networks kept here are far smaller than the bound.
fn number(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}

impl Graph for Walk<'_> {
    fn model(&self) -> &Model {
        self.model
    }

    fn node_bound(&self) -> u32 {
        number(self.nodes.len())
    }

    fn node(&self, id: &str) -> Option<u32> {
        self.nodes.binary_search_by(|node| (*node.id).cmp(id)).ok().map(number)
    }

    fn id(&self, node: u32) -> &Arc<str> {
        &self.record(node).id
    }

    fn kind(&self, node: u32) -> KindId {
        self.record(node).kind
    }

    fn nodes_of(&self, kind: KindId) -> impl Iterator<Item = u32> + '_ {
        (0..self.node_bound()).filter(move |node| self.kind(*node) == kind)
    }

    fn property(&self, node: u32, property: PropertyId) -> Option<Value> {
        self.record(node).value(property).cloned()
    }

    fn links(
        &self,
        node: u32,
        kind: LinkId,
        direction: Direction,
    ) -> impl Iterator<Item = Hop> + '_ {
        let near = self.record(node);
        let follow = Follow { link: kind, direction, far: self.model.all_kinds(), as_of: None };
        let mut hops: Vec<(bool, &NodeRecord, &LinkRecord)> = self
            .network
            .hops(near, follow)
            .map(|(link, far)| {
                let forward = direction != Direction::In && link.link.from == near.id;
                (forward, far, link)
            })
            .collect();
        hops.sort_by_key(|(forward, far, link)| (!forward, far.id.clone(), link.link.tag));
        hops.into_iter().filter_map(|(forward, far, link)| {
            let link = self.links.binary_search_by(|one| one.link.cmp(&link.link)).ok()?;
            Some(Hop { far: self.node(&far.id)?, link: number(link), forward })
        })
    }

    fn degree(&self, node: u32, kind: LinkId, direction: Direction) -> usize {
        self.links(node, kind, direction).count()
    }

    fn dates(&self, link: u32) -> Dates {
        let LinkRecord { since, until, seen, .. } = *self.link(link);
        Dates { since, until, seen }
    }

    fn link_kind(&self, link: u32) -> LinkId {
        self.link(link).link.kind
    }

    fn link_property(&self, link: u32, property: PropertyId) -> Option<Value> {
        self.link(link).value(property).cloned()
    }

    fn link_ref(&self, link: u32) -> LinkRef {
        self.link(link).link.clone()
    }

    fn link_sources(&self, link: u32) -> Vec<Source> {
        self.link(link).sources.clone()
    }

    fn node_record(&self, node: u32) -> NodeRecord {
        self.record(node).clone()
    }

    fn link_record(&self, link: u32) -> LinkRecord {
        self.link(link).clone()
    }
}
