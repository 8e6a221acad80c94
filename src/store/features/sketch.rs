//! A small graph to walk in the tests of this folder: lists of what was said, looked through every time.

use std::sync::Arc;

use super::super::graph::{Dates, Graph, Hop};
use super::super::records::{LinkRecord, LinkRef, NodeRecord, Recorded, Source};
use crate::model::{
    Direction, KindId, LinkId, Localized, Model, PropertyId, Value, network as model,
};

/// A graph as it is sketched.
pub(super) struct Sketch {
    model: Arc<Model>,
    nodes: Vec<NodeRecord>,
    links: Vec<LinkRecord>,
}

impl Sketch {
    /// A graph of nodes `(id, kind)` and links `(kind, from, to)`; several of the same get tags.
    pub(super) fn new(nodes: &[(&str, &str)], links: &[(&str, &str, &str)]) -> Self {
        let model = model();
        let recorded = Recorded { by: "test".into(), at: 0 };
        let name = model.property_id("name").expect("every node has a name");
        let nodes = nodes
            .iter()
            .map(|(id, kind)| NodeRecord {
                id: (*id).into(),
                kind: model.kind_named(kind).expect("a kind").id,
                properties: vec![(name, Value::Localized(Arc::new(Localized::any(id))))],
                identifiers: Vec::new(),
                sources: Vec::new(),
                recorded: recorded.clone(),
                version: 1,
            })
            .collect();
        let mut sketch = Self { model, nodes, links: Vec::new() };
        for (kind, from, to) in links {
            let kind = sketch.model.link_named(kind).expect("a kind of link").id;
            let mut link = LinkRef { kind, from: (*from).into(), to: (*to).into(), tag: 0 };
            while sketch.links.iter().any(|known| known.link == link) {
                link.tag += 1;
            }
            let dates = Dates::default();
            sketch.links.push(LinkRecord {
                link,
                since: dates.since,
                until: dates.until,
                seen: dates.seen,
                properties: Vec::new(),
                sources: Vec::new(),
                recorded: recorded.clone(),
                version: 1,
            });
        }
        sketch
    }

    /// Gives a node a property.
    pub(super) fn set(&mut self, id: &str, property: &str, value: Value) {
        let property = self.model.property_id(property).expect("a property");
        let node = self.nodes.iter_mut().find(|node| *node.id == *id).expect("a node");
        node.properties.push((property, value));
    }

    /// When a link holds.
    pub(super) fn date(&mut self, at: usize, dates: Dates) {
        let link = &mut self.links[at];
        (link.since, link.until, link.seen) = (dates.since, dates.until, dates.seen);
    }

    /// Its links, in the order they were said.
    pub(super) fn all_links(&self) -> impl Iterator<Item = &LinkRef> {
        self.links.iter().map(|link| &link.link)
    }
}

fn number(at: usize) -> u32 {
    u32::try_from(at).expect("a small graph")
}

impl Graph for Sketch {
    fn model(&self) -> &Model {
        &self.model
    }

    fn node_bound(&self) -> u32 {
        number(self.nodes.len())
    }

    fn node(&self, id: &str) -> Option<u32> {
        self.nodes.iter().position(|node| *node.id == *id).map(number)
    }

    fn id(&self, node: u32) -> &Arc<str> {
        &self.nodes[node as usize].id
    }

    fn kind(&self, node: u32) -> KindId {
        self.nodes[node as usize].kind
    }

    fn nodes_of(&self, kind: KindId) -> impl Iterator<Item = u32> + '_ {
        let mut all: Vec<u32> =
            (0..self.node_bound()).filter(|node| self.kind(*node) == kind).collect();
        all.sort_by_key(|node| self.id(*node));
        all.into_iter()
    }

    fn property(&self, node: u32, property: PropertyId) -> Option<Value> {
        let all = &self.nodes[node as usize].properties;
        all.iter().find(|(id, _)| *id == property).map(|(_, value)| value.clone())
    }

    fn links(
        &self,
        node: u32,
        kind: LinkId,
        direction: Direction,
    ) -> impl Iterator<Item = Hop> + '_ {
        let end = |forward: bool| {
            let mut hops: Vec<Hop> = self
                .links
                .iter()
                .enumerate()
                .filter(|(_, link)| link.link.kind == kind)
                .filter_map(|(at, link)| {
                    let (near, far) = (&link.link.from, &link.link.to);
                    let (near, far) = if forward { (near, far) } else { (far, near) };
                    let hop = Hop { far: self.node(far)?, link: number(at), forward };
                    (self.node(near)? == node).then_some(hop)
                })
                .collect();
            hops.sort_by_key(|hop| (self.id(hop.far), self.links[hop.link as usize].link.tag));
            hops
        };
        let out = if direction == Direction::In { Vec::new() } else { end(true) };
        let mut back = if direction == Direction::Out { Vec::new() } else { end(false) };
        if direction == Direction::Both {
            back.retain(|hop| hop.far != node);
        }
        out.into_iter().chain(back)
    }

    fn degree(&self, node: u32, kind: LinkId, direction: Direction) -> usize {
        self.links(node, kind, direction).count()
    }

    fn dates(&self, link: u32) -> Dates {
        let link = &self.links[link as usize];
        Dates { since: link.since, until: link.until, seen: link.seen }
    }

    fn link_property(&self, link: u32, property: PropertyId) -> Option<Value> {
        let all = &self.links[link as usize].properties;
        all.iter().find(|(id, _)| *id == property).map(|(_, value)| value.clone())
    }

    fn link_ref(&self, link: u32) -> LinkRef {
        self.links[link as usize].link.clone()
    }

    fn link_sources(&self, link: u32) -> Vec<Source> {
        self.links[link as usize].sources.clone()
    }

    fn node_record(&self, node: u32) -> NodeRecord {
        self.nodes[node as usize].clone()
    }

    fn link_record(&self, link: u32) -> LinkRecord {
        self.links[link as usize].clone()
    }
}
