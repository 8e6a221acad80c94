//! A node and its links, with some of what is known of them.

use super::super::graph::Graph;
use super::super::records::{LinkRecord, NodeRecord, Recorded};
use super::lens::Lens;
use super::on_day::OnDay;
use super::{StarQuery, Subgraph};
use crate::model::{Direction, PropertySet};

/// The node that a query asks for, its links and who is at their far ends; nothing when it is not there.
#[must_use]
pub fn star<G: Graph>(graph: &G, query: &StarQuery) -> Subgraph {
    match query.as_of {
        None => walk(graph, query),
        Some(as_of) => walk(&OnDay::new(graph, as_of), query),
    }
}

fn walk<G: Graph>(graph: &G, query: &StarQuery) -> Subgraph {
    let lens = Lens::new(graph, &query.sight);
    let told: PropertySet =
        query.properties.iter().filter_map(|name| graph.model().property_id(name)).collect();
    let Some(center) = lens.node(&query.center) else {
        return Subgraph { nodes: Vec::new(), links: Vec::new(), found: 0 };
    };
    let kinds = query.kinds.and(lens.sight.kinds);
    let mut nodes = vec![center];
    let mut links: Vec<LinkRecord> = Vec::new();
    for link in query.links.and(lens.sight.links).iter() {
        for hop in lens.hops(center, Some(link), Direction::Both) {
            if kinds.has(graph.kind(hop.far)) {
                nodes.push(hop.far);
                links.push(link_record(&lens, hop.link, told));
            }
        }
    }
    lens.sort_by_id(&mut nodes);
    nodes.dedup();
    links.sort_by(|a, b| a.link.cmp(&b.link));
    // A link to itself is met from both sides.
    links.dedup_by(|b, a| a.link == b.link);
    let found = nodes.len() as u64;
    let nodes = nodes.into_iter().map(|node| node_record(&lens, node, told)).collect();
    Subgraph { nodes, links, found }
}

fn node_record<G: Graph>(lens: &Lens<'_, G>, node: u32, told: PropertySet) -> NodeRecord {
    let mut record = lens.graph.node_record(node);
    let seen = lens.sight.of_kind(record.kind).and(told);
    record.properties.retain(|(property, _)| seen.has(*property));
    NodeRecord {
        identifiers: Vec::new(),
        sources: Vec::new(),
        recorded: Recorded::nobody(),
        version: 0,
        ..record
    }
}

fn link_record<G: Graph>(lens: &Lens<'_, G>, link: u32, told: PropertySet) -> LinkRecord {
    let mut record = lens.graph.link_record(link);
    let seen = lens.sight.of_link(record.link.kind).and(told);
    record.properties.retain(|(property, _)| seen.has(*property));
    LinkRecord { sources: Vec::new(), recorded: Recorded::nobody(), version: 0, ..record }
}
