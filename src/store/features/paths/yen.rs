//! The best loopless paths, one after the other (Yen 1971, with Lawler's saving).

use super::super::super::graph::Graph;
use super::VISITED_LIMIT;
use super::best::{Path, strongest};
use super::shortest::{Except, Nothing, Search};
use super::steps::Steps;

/// A path not yet known to be the next best.
struct Candidate {
    path: Path,
    /// The position of the station where it leaves the path it was made from.
    deviation: usize,
}

/// The best paths, and whether the search was cut short.
///
/// Every path found is among the best even then: a cut search only knows too few.
pub(super) fn best_paths<G: Graph>(
    steps: &mut Steps<'_, G>,
    from: u32,
    to: u32,
    max_length: usize,
    first: usize,
) -> (Vec<Path>, bool) {
    let graph = steps.lens.graph;
    let mut search = Search::new(graph.node_bound(), VISITED_LIMIT);
    let ways = match search.ways(steps, [from, to], max_length, Except::default()) {
        Ok(ways) => ways,
        Err(nothing) => return (Vec::new(), nothing == Nothing::Cut),
    };
    // All shortest ways come before every longer one.
    let mut accepted = strongest(graph, &ways, from, first);
    let shortest = accepted.len();
    let mut candidates: Vec<Candidate> = Vec::new();
    let mut fresh: Vec<(usize, usize)> = (0..accepted.len()).map(|at| (at, 0)).collect();
    while accepted.len() < first {
        for (at, deviation) in std::mem::take(&mut fresh) {
            for spur in deviation..accepted[at].weaknesses.len() {
                let root = &accepted[at].stations[..=spur];
                let repeated = |path: &Path| path.stations.starts_with(root);
                // Another shortest way with this root has left it in every direction already.
                if at < shortest && accepted[..at].iter().any(repeated) {
                    continue;
                }
                // So many good enough candidates are known: a longer one cannot be among the best.
                let most = longest_wanted(&candidates, first - accepted.len(), max_length);
                if most <= spur {
                    break;
                }
                let taken: Vec<u32> = accepted
                    .iter()
                    .filter(|path| repeated(path))
                    .filter_map(|path| path.stations.get(spur + 1).copied())
                    .collect();
                let except = Except { stations: &root[..spur], first_steps: &taken };
                let ends = [root[spur], to];
                match search.ways(steps, ends, most - spur, except) {
                    Ok(ways) => {
                        let Some(rest) = strongest(graph, &ways, ends[0], 1).pop() else {
                            continue;
                        };
                        let mut path = Path {
                            stations: root[..spur].to_vec(),
                            weaknesses: accepted[at].weaknesses[..spur].to_vec(),
                        };
                        path.stations.extend(rest.stations);
                        path.weaknesses.extend(rest.weaknesses);
                        if candidates.iter().all(|known| known.path != path) {
                            candidates.push(Candidate { path, deviation: spur });
                        }
                    }
                    Err(Nothing::NoWay) => {}
                    Err(Nothing::Cut) => return (accepted, true),
                }
            }
        }
        let order = |path: &Path| (path.weaknesses.len(), path.weakness());
        let next = (0..candidates.len()).min_by(|a, b| {
            let [a, b] = [a, b].map(|at| &candidates[*at].path);
            order(a).cmp(&order(b)).then_with(|| a.ids(graph).cmp(&b.ids(graph)))
        });
        let Some(next) = next else { break };
        let next = candidates.swap_remove(next);
        fresh.push((accepted.len(), next.deviation));
        accepted.push(next.path);
    }
    (accepted, false)
}

/// The length beyond which no candidate is wanted, when so many are.
fn longest_wanted(candidates: &[Candidate], wanted: usize, max_length: usize) -> usize {
    let mut lengths: Vec<usize> =
        candidates.iter().map(|candidate| candidate.path.weaknesses.len()).collect();
    lengths.sort_unstable();
    lengths.get(wanted.saturating_sub(1)).copied().unwrap_or(max_length)
}
