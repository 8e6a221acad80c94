//! All shortest ways from one station to another, walked from both ends.

use foldhash::HashMap;

use super::super::super::graph::Graph;
use super::super::marks::Marks;
use super::steps::{Place, Step, Steps};

/// All shortest ways between two stations, as layers of steps.
pub(super) struct Ways {
    /// For each position: the steps from there to the next, by their two stations.
    pub(super) layers: Vec<Vec<Step>>,
    /// For each station on such a way: the least weakness from it to the end.
    pub(super) left: HashMap<u32, u64>,
}

/// What a search may not use, beside what the rules forbid.
#[derive(Clone, Copy, Default)]
pub(super) struct Except<'a> {
    /// Stations.
    pub(super) stations: &'a [u32],
    /// Steps from the start to these stations.
    pub(super) first_steps: &'a [u32],
}

/// A search found nothing.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Nothing {
    /// There is no way of at most so many steps.
    NoWay,
    /// It visited as many nodes as it may.
    Cut,
}

/// Finds shortest ways, again and again over one graph.
pub(super) struct Search {
    sides: [Half; 2],
    /// How many nodes may still be visited.
    budget: usize,
}

/// The search from one end.
struct Half {
    /// Levels of stations, and the hubs already walked through.
    marks: Marks,
    /// The stations of each level.
    levels: Vec<Vec<u32>>,
}

impl Search {
    pub(super) fn new(bound: u32, budget: usize) -> Self {
        let half = || Half { marks: Marks::new(bound), levels: Vec::new() };
        Self { sides: [half(), half()], budget }
    }

    /// All shortest ways of at most `most` steps from `source` to `target`.
    pub(super) fn ways<G: Graph>(
        &mut self,
        steps: &mut Steps<'_, G>,
        [source, target]: [u32; 2],
        most: usize,
        except: Except<'_>,
    ) -> Result<Ways, Nothing> {
        for (half, end) in self.sides.iter_mut().zip([source, target]) {
            half.marks.clear();
            half.marks.put(end, 0);
            half.levels.clear();
            half.levels.push(vec![end]);
        }
        // Where first steps are barred they are taken first, so that the other side never has to enter the source.
        let barred = !except.first_steps.is_empty();
        let mut side = if barred { 0 } else { self.cheaper_side(steps) };
        let meeting = loop {
            let walked = self.sides[0].levels.len() + self.sides[1].levels.len() - 2;
            if walked == most {
                return Err(Nothing::NoWay);
            }
            let met = self.widen(steps, side, source, except)?;
            if !met.is_empty() {
                break met;
            }
            if self.sides[side].frontier().is_empty() {
                return Err(Nothing::NoWay);
            }
            side = self.cheaper_side(steps);
        };
        Ok(self.layers(steps, meeting, except))
    }

    /// The side whose next level has fewer links to look at.
    fn cheaper_side<G: Graph>(&self, steps: &Steps<'_, G>) -> usize {
        let [first, second] = self.sides.each_ref().map(Half::frontier);
        let arcs = steps.arcs(first, usize::MAX);
        usize::from(steps.arcs(second, arcs) < arcs)
    }

    /// Takes one more level on a side; the new stations that the other side has reached.
    fn widen<G: Graph>(
        &mut self,
        steps: &mut Steps<'_, G>,
        side: usize,
        source: u32,
        except: Except<'_>,
    ) -> Result<Vec<u32>, Nothing> {
        let [first, second] = &mut self.sides;
        let (this, other) = if side == 0 { (first, second) } else { (second, first) };
        let frontier = this.frontier().to_vec();
        let level = u8::try_from(this.levels.len()).unwrap_or(u8::MAX);
        let graph = steps.lens.graph;
        let at_source = side == 0 && level == 1;
        let barred = if at_source { except.first_steps } else { &[] };
        let mut next = Vec::new();
        let mut met = Vec::new();
        let mut visit = |station: u32, marks: &mut Marks| {
            let barred = barred.contains(&station)
                || except.stations.contains(&station)
                || (side == 1 && station == source && !except.first_steps.is_empty());
            if !barred && marks.put(station, level) {
                next.push(station);
                if other.marks.get(station).is_some() {
                    met.push(station);
                }
            }
        };
        for station in frontier {
            for way in steps.ways(station).iter().copied() {
                for hop in graph.links(station, way.kind, way.direction) {
                    match steps.place_by(way, hop.far) {
                        Place::Station => visit(hop.far, &mut this.marks),
                        // Everybody behind a hub is reached the first time; later it has nobody new to offer.
                        // Not so at the source, where some of them may be barred.
                        Place::Hub if at_source || this.marks.put(hop.far, level) => {
                            self.budget = self.budget.checked_sub(1).ok_or(Nothing::Cut)?;
                            for way in steps.ways(hop.far).iter().copied() {
                                for hop in graph.links(hop.far, way.kind, way.direction) {
                                    if steps.place_by(way, hop.far) == Place::Station {
                                        visit(hop.far, &mut this.marks);
                                    }
                                }
                            }
                        }
                        Place::Hub | Place::Neither => {}
                    }
                }
            }
        }
        self.budget = self.budget.checked_sub(next.len()).ok_or(Nothing::Cut)?;
        this.levels.push(next);
        Ok(met)
    }

    /// The steps of all shortest ways through the stations where the two sides met.
    fn layers<G: Graph>(
        &self,
        steps: &mut Steps<'_, G>,
        meeting: Vec<u32>,
        except: Except<'_>,
    ) -> Ways {
        let [first, second] = &self.sides;
        let mut layers = Vec::new();
        let mut near = meeting.clone();
        for at in first.inner_levels().rev() {
            let layer = steps.between(&near, &first.levels[at], |node| first.is_at(node, at));
            let mut layer: Vec<Step> = layer.into_iter().map(Step::back).collect();
            layer.sort_unstable();
            near = layer.iter().map(|step| step.from).collect();
            near.dedup();
            layers.push(layer);
        }
        if let Some(first) = layers.last_mut() {
            first.retain(|step| !except.first_steps.contains(&step.to));
        }
        layers.reverse();
        near = meeting;
        for at in second.inner_levels().rev() {
            let layer = steps.between(&near, &second.levels[at], |node| second.is_at(node, at));
            near = layer.iter().map(|step| step.to).collect();
            near.sort_unstable();
            near.dedup();
            layers.push(layer);
        }
        let mut left = HashMap::default();
        for (at, layer) in layers.iter().enumerate().rev() {
            for step in layer {
                let rest = left.get(&step.to).copied();
                // Only the end itself has nothing left and is in no layer's `from`.
                let rest = if at + 1 == layers.len() { Some(0) } else { rest };
                if let Some(rest) = rest {
                    let whole = step.weakness + rest;
                    let least = left.entry(step.from).or_insert(whole);
                    *least = whole.min(*least);
                }
            }
        }
        if let Some(last) = layers.last().and_then(|layer| layer.first()) {
            left.insert(last.to, 0);
        }
        Ways { layers, left }
    }
}

impl Half {
    fn frontier(&self) -> &[u32] {
        self.levels.last().map_or(&[], Vec::as_slice)
    }

    /// The levels before the one where the sides met.
    fn inner_levels(&self) -> std::ops::Range<usize> {
        0..self.levels.len() - 1
    }

    /// Whether a node was reached at a level.
    fn is_at(&self, node: u32, level: usize) -> bool {
        self.marks.get(node).is_some_and(|known| usize::from(known) == level)
    }
}
