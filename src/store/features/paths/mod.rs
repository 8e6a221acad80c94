//! The best paths between two actors or persons.
//!
//! Paths order by length, then strength, then the ids along the way. [`steps`] says what a step is and how strong;
//! [`shortest`] finds all shortest ways at once, walking from both ends; [`best`] takes the strongest of them; [`yen`]
//! goes on to longer ones; [`rows`] names the ties of what was found. [`outline`] tells a store that keeps the network
//! elsewhere what to gather.

mod best;
mod outline;
mod rows;
mod shortest;
mod steps;
#[cfg(test)]
mod tests;
mod yen;

use super::super::graph::Graph;
use super::lens::Lens;
use super::on_day::OnDay;
use super::{PathQuery, PathRows};
use crate::model::PartialDate;
pub use outline::{Outline, ring};
use steps::Steps;

/// A search that has visited so many nodes stops and says so.
pub const VISITED_LIMIT: usize = 2_000_000;

/// The best paths for a query; none when an end is not there, may not be used or is avoided. `newest` is the newest day
/// that the network knows of.
#[must_use]
pub fn paths<G: Graph>(graph: &G, query: &PathQuery, newest: Option<PartialDate>) -> PathRows {
    let now = query.now.or(newest);
    match query.as_of {
        None => walk(graph, query, now),
        Some(as_of) => walk(&OnDay::new(graph, as_of), query, now),
    }
}

fn walk<G: Graph>(graph: &G, query: &PathQuery, now: Option<PartialDate>) -> PathRows {
    let lens = Lens::new(graph, &query.sight);
    let none = PathRows { paths: Vec::new(), cut: false, now: None };
    let (Some(from), Some(to)) = (lens.node(&query.from), lens.node(&query.to)) else {
        return none;
    };
    let avoid = query.avoid.iter().filter_map(|id| lens.node(id)).collect();
    let mut steps = Steps::new(&lens, query.via, avoid, now);
    if from == to || !steps.is_open_station(from) || !steps.is_open_station(to) {
        return none;
    }
    let (found, cut) = yen::best_paths(&mut steps, from, to, query.max_length, query.first);
    let paths: Vec<_> = found.iter().map(|path| rows::row(&mut steps, path)).collect();
    let now = now.filter(|_| !paths.is_empty());
    PathRows { paths, cut, now }
}
