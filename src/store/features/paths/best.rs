//! The strongest of all shortest ways.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use super::super::super::graph::Graph;
use super::shortest::Ways;
use super::steps::Step;

/// A path found.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Path {
    /// The stations along the way.
    pub(super) stations: Vec<u32>,
    /// The weakness of each step.
    pub(super) weaknesses: Vec<u64>,
}

impl Path {
    /// The weakness of the whole.
    pub(super) fn weakness(&self) -> u64 {
        self.weaknesses.iter().sum()
    }

    /// The ids along the way.
    pub(super) fn ids<'g, G: Graph>(&self, graph: &'g G) -> Vec<&'g str> {
        self.stations.iter().map(|station| &**graph.id(*station)).collect()
    }
}

/// The first `most` of all shortest ways: by weakness, then the ids along the way.
///
/// The way that is ahead by weakness behind and least weakness left goes on first; a way that goes no farther comes
/// before its continuations, so that among equal ones the first by ids arrives first.
pub(super) fn strongest<G: Graph>(graph: &G, ways: &Ways, source: u32, most: usize) -> Vec<Path> {
    let mut found = Vec::new();
    let mut ahead = BinaryHeap::new();
    let start = Path { stations: vec![source], weaknesses: Vec::new() };
    let estimate = ways.left.get(&source).copied().unwrap_or_default();
    ahead.push(Reverse((estimate, start.ids(graph), Ordered(start))));
    while let Some(Reverse((_, ids, Ordered(path)))) = ahead.pop() {
        let Some(layer) = ways.layers.get(path.weaknesses.len()) else {
            found.push(path);
            if found.len() == most {
                break;
            }
            continue;
        };
        let behind = path.weakness();
        let Some(at) = path.stations.last() else { continue };
        for step in from(layer, *at) {
            let Some(left) = ways.left.get(&step.to) else { continue };
            let mut longer = path.clone();
            longer.stations.push(step.to);
            longer.weaknesses.push(step.weakness);
            let mut ids = ids.clone();
            ids.push(graph.id(step.to));
            ahead.push(Reverse((behind + step.weakness + left, ids, Ordered(longer))));
        }
    }
    found
}

/// The steps of a layer that start from a station.
fn from(layer: &[Step], station: u32) -> &[Step] {
    let start = layer.partition_point(|step| step.from < station);
    let end = layer.partition_point(|step| step.from <= station);
    &layer[start..end]
}

/// A path that plays no part in an order: what stands before it decides.
struct Ordered(Path);

impl PartialEq for Ordered {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl Eq for Ordered {}

impl PartialOrd for Ordered {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Ordered {
    fn cmp(&self, _: &Self) -> std::cmp::Ordering {
        std::cmp::Ordering::Equal
    }
}
