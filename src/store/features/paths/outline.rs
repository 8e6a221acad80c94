//! What a search walks over, for a store that has to gather it step by step.

use std::sync::Arc;

use super::super::super::graph::Graph;
use super::super::PathQuery;
use super::super::lens::Lens;
use super::super::marks::Marks;
use super::super::on_day::OnDay;
use super::steps::{Place, Steps, carriers, hubs};
use crate::model::{KindSet, LinkSet, Model};

/// What a query's steps are made of.
#[derive(Clone, Copy, Debug)]
pub struct Outline {
    /// Kinds of link that make a step.
    pub via: LinkSet,
    /// Kinds of node that a step can lead through.
    pub hubs: KindSet,
    /// Whether every step is a single link that is there on all days: none of the kinds of link leads to a hub.
    pub direct: bool,
}

impl Outline {
    /// What the steps of a query are made of.
    #[must_use]
    pub fn of(model: &Model, query: &PathQuery) -> Self {
        let via = carriers(model, query.via.and(query.sight.links));
        let hubs = hubs(model).and(query.sight.kinds);
        let ends = |link| model.link(link).from.or(model.link(link).to);
        let direct =
            query.as_of.is_none() && via.iter().all(|link| ends(link).and(hubs).is_empty());
        Self { via, hubs, direct }
    }
}

/// The ids of the stations that are so many steps from one of a query's ends, and not fewer; none when the rules
/// do not let a path use the end.
#[must_use]
pub fn ring<G: Graph>(graph: &G, query: &PathQuery, end: &str, distance: usize) -> Vec<Arc<str>> {
    match query.as_of {
        None => walk(graph, query, end, distance),
        Some(as_of) => walk(&OnDay::new(graph, as_of), query, end, distance),
    }
}

fn walk<G: Graph>(graph: &G, query: &PathQuery, end: &str, distance: usize) -> Vec<Arc<str>> {
    let lens = Lens::new(graph, &query.sight);
    let avoid = query.avoid.iter().filter_map(|id| lens.node(id)).collect();
    let mut steps = Steps::new(&lens, query.via, avoid, query.now);
    let start = lens.node(end).filter(|start| steps.is_open_station(*start));
    let mut met = Marks::new(graph.node_bound());
    let mut ring: Vec<u32> = start.into_iter().collect();
    for station in &ring {
        met.put(*station, 0);
    }
    for _ in 0..distance {
        let mut next = Vec::new();
        let mut hubs = Vec::new();
        for station in ring {
            follow(&mut steps, station, &mut met, &mut next, &mut hubs);
        }
        for hub in std::mem::take(&mut hubs) {
            follow(&mut steps, hub, &mut met, &mut next, &mut hubs);
        }
        ring = next;
    }
    ring.iter().map(|station| Arc::clone(graph.id(*station))).collect()
}

/// The stations and hubs at the far ends of a node's links that were not met before.
fn follow<G: Graph>(
    steps: &mut Steps<'_, G>,
    node: u32,
    met: &mut Marks,
    stations: &mut Vec<u32>,
    hubs: &mut Vec<u32>,
) {
    let graph = steps.lens.graph;
    for way in steps.ways(node).iter().copied() {
        for hop in graph.links(node, way.kind, way.direction) {
            let into = match steps.place_by(way, hop.far) {
                Place::Station => &mut *stations,
                Place::Hub => &mut *hubs,
                Place::Neither => continue,
            };
            if met.put(hop.far, 0) {
                into.push(hop.far);
            }
        }
    }
}
