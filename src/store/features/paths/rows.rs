//! The ties of a path that was found.

use std::sync::Arc;

use super::super::super::graph::Graph;
use super::super::{PathRow, TieRow};
use super::best::Path;
use super::steps::{Spoke, Steps};
use crate::ask::score;
use crate::model::Direction;

/// A path with the ties of each step.
pub(super) fn row<G: Graph>(steps: &mut Steps<'_, G>, path: &Path) -> PathRow {
    let graph = steps.lens.graph;
    PathRow {
        nodes: path.stations.iter().map(|station| Arc::clone(graph.id(*station))).collect(),
        steps: path.stations.windows(2).map(|pair| ties(steps, pair[0], pair[1])).collect(),
        strength: score::path_strength(path.weakness()),
    }
}

/// Every tie between two stations: direct ones by kind and tag, then shared ones by the hub's id.
fn ties<G: Graph>(steps: &mut Steps<'_, G>, from: u32, to: u32) -> Vec<TieRow> {
    let graph = steps.lens.graph;
    let mut ties = Vec::new();
    for kind in steps.via.clone() {
        for hop in graph.links(from, kind, Direction::Both) {
            if hop.far == to {
                ties.push(TieRow {
                    kind,
                    through: None,
                    parties: 2,
                    dates: graph.dates(hop.link),
                    links: vec![graph.link_ref(hop.link)],
                });
            }
        }
    }
    let (mut mine, mut theirs) = (Vec::new(), Vec::new());
    steps.spokes(from, &mut mine);
    steps.spokes(to, &mut theirs);
    let both = |mine: &Spoke| {
        let other = theirs.iter().find(|theirs| theirs.hub == mine.hub)?;
        Some((*mine, *other))
    };
    let mut shared: Vec<(Spoke, Spoke)> = mine.iter().filter_map(both).collect();
    shared.sort_by(|(a, _), (b, _)| graph.id(a.hub).cmp(graph.id(b.hub)));
    for (mine, theirs) in shared {
        ties.push(TieRow {
            kind: mine.kind,
            through: Some(Arc::clone(graph.id(mine.hub))),
            parties: steps.hub(mine.hub).parties.max(2),
            dates: steps.shared_dates(mine, theirs),
            links: [mine.link, theirs.link].map(|link| graph.link_ref(link)).to_vec(),
        });
    }
    ties
}
