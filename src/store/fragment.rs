//! A piece of a network in memory, made of records, to be walked as a [`Graph`].
//!
//! A store that keeps the network elsewhere gathers the piece that a walk would touch and walks over that.

use std::sync::Arc;

use foldhash::HashMap;

use super::graph::{Dates, Graph, Hop};
use super::records::{LinkRecord, LinkRef, NodeRecord, Source};
use crate::model::{Direction, KindId, LinkId, Model, PropertyId, Value};

/// Nodes, numbered in the order of their ids, and the links among them.
pub struct Fragment {
    model: Arc<Model>,
    nodes: Vec<NodeRecord>,
    links: Vec<LinkRecord>,
    numbers: HashMap<Arc<str>, u32>,
    out: Ends,
    back: Ends,
    counted: HashMap<(u32, LinkId, Direction), u32>,
}

/// The links at each node in one direction.
struct Ends {
    /// For each node where its hops start; one more position for the end of the last.
    starts: Vec<u32>,
    /// By near node, kind, far node, tag.
    hops: Vec<(LinkId, Hop)>,
}

impl Fragment {
    /// A piece of these nodes and links. Of what is there twice the first counts, and a link whose end is not
    /// there is left out.
    #[must_use]
    pub fn new(model: Arc<Model>, mut nodes: Vec<NodeRecord>, mut links: Vec<LinkRecord>) -> Self {
        // Stable: of equal ones the first stays.
        nodes.sort_by(|a, b| a.id.cmp(&b.id));
        nodes.dedup_by(|b, a| a.id == b.id);
        let numbers: HashMap<Arc<str>, u32> =
            nodes.iter().zip(0..).map(|(node, number)| (Arc::clone(&node.id), number)).collect();
        links.retain(|one| {
            numbers.contains_key(&one.link.from) && numbers.contains_key(&one.link.to)
        });
        links.sort_by(|a, b| a.link.cmp(&b.link));
        links.dedup_by(|b, a| a.link == b.link);
        let ends = |forward: bool| {
            // Links are in order by tag, and sorting keeps that: nothing else can tell apart equal ones.
            let mut all: Vec<(u32, LinkId, Hop)> = links
                .iter()
                .zip(0..)
                .map(|(record, link)| {
                    let [from, to] = [&record.link.from, &record.link.to].map(|id| numbers[id]);
                    let (near, far) = if forward { (from, to) } else { (to, from) };
                    (near, record.link.kind, Hop { far, link, forward })
                })
                .collect();
            all.sort_by_key(|(near, kind, hop)| (*near, *kind, hop.far));
            Ends::new(nodes.len(), &all)
        };
        let (out, back) = (ends(true), ends(false));
        Self { model, nodes, links, numbers, out, back, counted: HashMap::default() }
    }

    /// States how many nodes a node's links of a kind lead to in the whole network, where only some of them are
    /// in the piece; see [`Graph::counted`].
    pub fn count(&mut self, id: &str, kind: LinkId, direction: Direction, nodes: u32) {
        if let Some(node) = self.node(id) {
            self.counted.insert((node, kind, direction), nodes);
        }
    }

    /// The nodes and links that it is made of, each once.
    #[must_use]
    pub fn into_records(self) -> (Vec<NodeRecord>, Vec<LinkRecord>) {
        (self.nodes, self.links)
    }
}

impl Ends {
    /// The ends of `nodes` nodes: near node, kind and hop, in the order of [`Ends::hops`].
    fn new(nodes: usize, all: &[(u32, LinkId, Hop)]) -> Self {
        let mut starts = Vec::with_capacity(nodes + 1);
        let mut at = 0;
        for node in (0..).take(nodes) {
            starts.push(at);
            let own = &all[at as usize..];
            at += number(own.iter().take_while(|(near, ..)| *near == node).count());
        }
        starts.push(at);
        Self { starts, hops: all.iter().map(|(_, kind, hop)| (*kind, *hop)).collect() }
    }

    /// The links of a kind at a node.
    fn of(&self, node: u32, kind: LinkId) -> &[(LinkId, Hop)] {
        let [start, end] = [node, node + 1].map(|at| self.starts[at as usize] as usize);
        let own = &self.hops[start..end];
        let start = own.partition_point(|(other, _)| *other < kind);
        let end = own.partition_point(|(other, _)| *other <= kind);
        &own[start..end]
    }
}

/// A position as a number; what is gathered is far smaller than the bound.
fn number(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}

fn property(all: &[(PropertyId, Value)], property: PropertyId) -> Option<Value> {
    all.iter().find(|(id, _)| *id == property).map(|(_, value)| value.clone())
}

impl Graph for Fragment {
    fn model(&self) -> &Model {
        &self.model
    }

    fn node_bound(&self) -> u32 {
        number(self.nodes.len())
    }

    fn node(&self, id: &str) -> Option<u32> {
        self.numbers.get(id).copied()
    }

    fn id(&self, node: u32) -> &Arc<str> {
        &self.nodes[node as usize].id
    }

    fn kind(&self, node: u32) -> KindId {
        self.nodes[node as usize].kind
    }

    fn nodes_of(&self, kind: KindId) -> impl Iterator<Item = u32> + '_ {
        (0..self.node_bound()).filter(move |node| self.kind(*node) == kind)
    }

    fn property(&self, node: u32, wanted: PropertyId) -> Option<Value> {
        property(&self.nodes[node as usize].properties, wanted)
    }

    fn links(
        &self,
        node: u32,
        kind: LinkId,
        direction: Direction,
    ) -> impl Iterator<Item = Hop> + '_ {
        let out = if direction == Direction::In { &[] } else { self.out.of(node, kind) };
        let back = if direction == Direction::Out { &[] } else { self.back.of(node, kind) };
        let met = direction == Direction::Both;
        let back = back.iter().filter(move |(_, hop)| !(met && hop.far == node));
        out.iter().chain(back).map(|(_, hop)| *hop)
    }

    fn degree(&self, node: u32, kind: LinkId, direction: Direction) -> usize {
        match direction {
            Direction::Out => self.out.of(node, kind).len(),
            Direction::In => self.back.of(node, kind).len(),
            Direction::Both => self.links(node, kind, direction).count(),
        }
    }

    fn counted(&self, node: u32, kind: LinkId, direction: Direction) -> Option<u32> {
        self.counted.get(&(node, kind, direction)).copied()
    }

    fn dates(&self, link: u32) -> Dates {
        let link = &self.links[link as usize];
        Dates { since: link.since, until: link.until, seen: link.seen }
    }

    fn link_kind(&self, link: u32) -> LinkId {
        self.links[link as usize].link.kind
    }

    fn link_property(&self, link: u32, wanted: PropertyId) -> Option<Value> {
        property(&self.links[link as usize].properties, wanted)
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

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::model::network as model;
    use crate::store::records::Recorded;

    const IDS: [&str; 5] = ["b", "a", "d", "c", "gone"];

    fn node(id: &str, version: u32) -> NodeRecord {
        NodeRecord {
            id: id.into(),
            kind: model().kinds[0].id,
            properties: Vec::new(),
            identifiers: Vec::new(),
            sources: Vec::new(),
            recorded: Recorded { by: "test".into(), at: 0 },
            version,
        }
    }

    fn link((kind, from, to, tag): (u8, usize, usize, u32), version: u32) -> LinkRecord {
        LinkRecord {
            link: LinkRef { kind: LinkId(kind), from: IDS[from].into(), to: IDS[to].into(), tag },
            since: None,
            until: None,
            seen: None,
            properties: Vec::new(),
            sources: Vec::new(),
            recorded: Recorded { by: "test".into(), at: 0 },
            version,
        }
    }

    proptest! {
        /// The links at a node are those that looking through all of them finds, in the order that is promised.
        #[test]
        fn links_are_where_they_were_said_to_be(
            said in proptest::collection::vec((0_u8..3, 0_usize..5, 0_usize..5, 0_u32..3), 0..40),
        ) {
            let nodes = IDS[..4].iter().map(|id| node(id, 1)).collect();
            let links = said.iter().map(|one| link(*one, 1)).collect();
            let graph = Fragment::new(model(), nodes, links);
            let mut known: Vec<LinkRef> = said.iter().map(|one| link(*one, 1).link).collect();
            known.retain(|link| *link.from != *"gone" && *link.to != *"gone");
            known.sort_by(|a, b| (a.kind, &a.from, &a.to, a.tag).cmp(&(b.kind, &b.from, &b.to, b.tag)));
            known.dedup();
            for near in 0..graph.node_bound() {
                for kind in (0..3).map(LinkId) {
                    let id = graph.id(near);
                    let out = known.iter().filter(|link| link.kind == kind && link.from == *id);
                    let out: Vec<&LinkRef> = out.collect();
                    let back = known.iter().filter(|link| link.kind == kind && link.to == *id);
                    let mut back: Vec<&LinkRef> = back.collect();
                    back.sort_by(|a, b| (&a.from, a.tag).cmp(&(&b.from, b.tag)));
                    let others = back.iter().copied().filter(|link| link.from != link.to);
                    let both = out.iter().copied().chain(others).collect();
                    for (direction, expected) in
                        [(Direction::Out, out), (Direction::In, back), (Direction::Both, both)]
                    {
                        let hops: Vec<Hop> = graph.links(near, kind, direction).collect();
                        let found: Vec<LinkRef> =
                            hops.iter().map(|hop| graph.link_ref(hop.link)).collect();
                        prop_assert_eq!(found.iter().collect::<Vec<_>>(), expected);
                        prop_assert_eq!(graph.degree(near, kind, direction), hops.len());
                        for hop in hops {
                            let link = graph.link_ref(hop.link);
                            let (mine, far) = if hop.forward {
                                (link.from, link.to)
                            } else {
                                (link.to, link.from)
                            };
                            prop_assert_eq!((&mine, &far), (id, graph.id(hop.far)));
                        }
                    }
                }
            }
        }
    }

    #[test]
    fn what_is_there_twice_counts_once() {
        let nodes = vec![node("a", 1), node("b", 1), node("a", 2)];
        let graph =
            Fragment::new(model(), nodes, vec![link((0, 0, 1, 0), 1), link((0, 0, 1, 0), 2)]);
        assert_eq!(graph.node_bound(), 2);
        assert_eq!(graph.node("a").map(|node| graph.node_record(node).version), Some(1));
        let hops: Vec<Hop> = graph.links(1, LinkId(0), Direction::Out).collect();
        assert_eq!(hops.len(), 1);
        assert_eq!(graph.link_record(hops[0].link).version, 1);
    }

    #[test]
    fn what_was_counted_elsewhere_is_told() {
        let mut graph = Fragment::new(model(), vec![node("a", 1)], Vec::new());
        graph.count("a", LinkId(1), Direction::In, 186);
        graph.count("nobody", LinkId(1), Direction::In, 7);
        assert_eq!(graph.counted(0, LinkId(1), Direction::In), Some(186));
        assert_eq!(graph.counted(0, LinkId(1), Direction::Out), None);
    }
}
