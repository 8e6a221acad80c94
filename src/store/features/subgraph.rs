//! A bounded piece of the network.

use super::super::graph::Graph;
use super::super::records::{LinkRecord, LinkRef, NodeRecord};
use super::lens::Lens;
use super::marks::Marks;
use super::{Piece, Subgraph, SubgraphQuery};
use crate::model::{Direction, KindSet, LinkSet};

/// The piece that a query asks for.
#[must_use]
pub fn subgraph<G: Graph>(graph: &G, query: &SubgraphQuery) -> Subgraph {
    let lens = Lens::new(graph, &query.sight);
    match &query.shape {
        Piece::Everything => {
            let nodes: Vec<u32> =
                lens.sight.kinds.iter().flat_map(|kind| graph.nodes_of(kind)).collect();
            let found = nodes.len();
            told(&lens, nodes, lens.sight.links, found)
        }
        Piece::Around { center, depth, kinds, links, limit } => {
            let kinds = kinds.and(lens.sight.kinds);
            let links = links.and(lens.sight.links);
            let mut nodes = if center.is_empty() {
                most_linked(&lens, kinds, links)
            } else {
                nearest(&lens, center, *depth, kinds, links)
            };
            let found = nodes.len();
            nodes.truncate(*limit);
            told(&lens, nodes, links, found)
        }
        Piece::Exactly { nodes, links } => exactly(&lens, nodes, links),
    }
}

/// What is within `depth` links of the centres: nearest first, then by id.
fn nearest<G: Graph>(
    lens: &Lens<'_, G>,
    center: &[std::sync::Arc<str>],
    depth: usize,
    kinds: KindSet,
    links: LinkSet,
) -> Vec<u32> {
    let mut met = Marks::new(lens.graph.node_bound());
    let mut ring: Vec<u32> = Vec::new();
    for id in center {
        if let Some(node) = lens.node(id)
            && met.put(node, 0)
        {
            ring.push(node);
        }
    }
    let mut all = Vec::new();
    for away in 0..=depth {
        lens.sort_by_id(&mut ring);
        all.extend_from_slice(&ring);
        if away == depth || ring.is_empty() {
            break;
        }
        let mut next = Vec::new();
        for node in ring {
            for link in links.iter() {
                for hop in lens.hops(node, Some(link), Direction::Both) {
                    if kinds.has(lens.graph.kind(hop.far)) && met.put(hop.far, 0) {
                        next.push(hop.far);
                    }
                }
            }
        }
        ring = next;
    }
    all
}

/// All nodes of some kinds: those with the most links first, then by id.
fn most_linked<G: Graph>(lens: &Lens<'_, G>, kinds: KindSet, links: LinkSet) -> Vec<u32> {
    let mut nodes: Vec<u32> = kinds.iter().flat_map(|kind| lens.graph.nodes_of(kind)).collect();
    lens.sort_by_id(&mut nodes);
    nodes.sort_by_cached_key(|node| {
        let degree = |link| lens.degree(*node, link);
        std::cmp::Reverse(links.iter().map(degree).sum::<usize>())
    });
    nodes
}

/// Some nodes and links by their ids, with the links' ends.
fn exactly<G: Graph>(
    lens: &Lens<'_, G>,
    nodes: &[std::sync::Arc<str>],
    links: &[LinkRef],
) -> Subgraph {
    let mut kept: Vec<u32> = nodes.iter().filter_map(|id| lens.node(id)).collect();
    let mut records: Vec<LinkRecord> = Vec::new();
    for wanted in links {
        let ends = [&wanted.from, &wanted.to].map(|id| lens.node(id));
        let [Some(from), Some(to)] = ends else { continue };
        let found = lens
            .hops(from, Some(wanted.kind), Direction::Out)
            .find(|hop| hop.far == to && lens.graph.link_ref(hop.link) == *wanted);
        if let Some(hop) = found {
            kept.extend([from, to]);
            records.push(link_record(lens, hop.link));
        }
    }
    lens.sort_by_id(&mut kept);
    kept.dedup();
    records.sort_by(|a, b| a.link.cmp(&b.link));
    records.dedup_by(|a, b| a.link == b.link);
    let found = kept.len() as u64;
    Subgraph {
        nodes: kept.iter().map(|node| node_record(lens, *node)).collect(),
        links: records,
        found,
    }
}

/// Nodes with all links of some kinds among them.
fn told<G: Graph>(
    lens: &Lens<'_, G>,
    mut nodes: Vec<u32>,
    links: LinkSet,
    found: usize,
) -> Subgraph {
    let mut kept = Marks::new(lens.graph.node_bound());
    for node in &nodes {
        kept.put(*node, 0);
    }
    lens.sort_by_id(&mut nodes);
    let mut records = Vec::new();
    for link in links.iter() {
        // Nodes rise by id and hops by the far id, then tag: the records come in the order promised.
        for node in &nodes {
            for hop in lens.hops(*node, Some(link), Direction::Out) {
                if kept.get(hop.far).is_some() {
                    records.push(link_record(lens, hop.link));
                }
            }
        }
    }
    let nodes = nodes.iter().map(|node| node_record(lens, *node)).collect();
    Subgraph { nodes, links: records, found: found as u64 }
}

/// What the viewer may know of a node.
fn node_record<G: Graph>(lens: &Lens<'_, G>, node: u32) -> NodeRecord {
    let mut record = lens.graph.node_record(node);
    let seen = lens.sight.of_kind(record.kind);
    record.properties.retain(|(property, _)| seen.has(*property));
    record
}

/// What the viewer may know of a link.
fn link_record<G: Graph>(lens: &Lens<'_, G>, link: u32) -> LinkRecord {
    let mut record = lens.graph.link_record(link);
    let seen = lens.sight.of_link(record.link.kind);
    record.properties.retain(|(property, _)| seen.has(*property));
    record
}
