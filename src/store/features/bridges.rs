//! Who reaches two sectors.

use std::sync::Arc;

use super::super::graph::Graph;
use super::lens::Lens;
use super::marks::Marks;
use super::on_day::OnDay;
use super::reach::Side;
use super::{BridgeQuery, BridgeRow, BridgeRows};

/// The candidates for a query; none when one of the sectors is not there.
#[must_use]
pub fn bridges<G: Graph>(graph: &G, query: &BridgeQuery) -> BridgeRows {
    match query.as_of {
        None => walk(graph, query),
        Some(as_of) => walk(&OnDay::new(graph, as_of), query),
    }
}

fn walk<G: Graph>(graph: &G, query: &BridgeQuery) -> BridgeRows {
    let lens = Lens::new(graph, &query.sight);
    let [Some(a), Some(b)] = query.sectors.each_ref().map(|id| lens.node(id)) else {
        return BridgeRows::default();
    };
    let mut sides = [a, b].map(|sector| Side::new(&lens, query.via, vec![sector]));
    let mut people = if let Some(only) = &query.only {
        only.iter().filter_map(|id| lens.node(id)).collect()
    } else {
        let mut marks = Marks::new(graph.node_bound());
        sides[0].mark(1, 3, &mut marks);
        sides[1].mark(2, 3, &mut marks)
    };
    people.retain(|person| lens.is_candidate(*person, &query.filter));
    lens.sort_by_id(&mut people);
    people.dedup();
    let rows = people.into_iter().filter_map(|person| {
        let sides = sides.each_mut().map(|side| side.ties(person, query.only.is_some()));
        sides.iter().all(|ties| !ties.is_empty()).then(|| BridgeRow {
            person: Arc::clone(graph.id(person)),
            name: None,
            sides,
        })
    });
    let rows: Vec<_> = rows.collect();
    BridgeRows { found: rows.len(), rows, newest: None }
}
