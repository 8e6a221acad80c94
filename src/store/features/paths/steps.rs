//! What a step is, and how weak.

use foldhash::HashMap;
use smallvec::SmallVec;

use super::super::super::graph::{Dates, Graph};
use super::super::lens::Lens;
use super::marks::Marks;
use crate::ask::score;
use crate::model::{Direction, KindSet, LinkId, LinkSet, PartialDate, PropertyId, Value};

/// The steps that a query's rules allow. One stands on *stations* (actors and persons) and steps to another directly,
/// over a link between the two, or through a *hub* (a project, partnership, working group or event) of both.
pub(super) struct Steps<'a, G> {
    pub(super) lens: &'a Lens<'a, G>,
    pub(super) via: SmallVec<[LinkId; 8]>,
    /// By kind of link: how far it carries.
    base: Vec<f64>,
    stations: KindSet,
    hubs: KindSet,
    /// For each node: 0 unknown, 1 may be used, 2 may not.
    open: Vec<u8>,
    avoid: Vec<u32>,
    now: Option<PartialDate>,
    start: Option<PropertyId>,
    end: Option<PropertyId>,
    known_hubs: HashMap<u32, Hub>,
    /// For [`Steps::between`]: who belongs to the second group.
    group: Marks,
}

/// What matters of a hub for every tie through it.
#[derive(Clone, Copy)]
pub(super) struct Hub {
    /// How many stations share it.
    pub(super) parties: u32,
    /// When it ran.
    dates: Dates,
}

/// A station's link to a hub: of several the one that carries farthest.
#[derive(Clone, Copy)]
pub(super) struct Spoke {
    pub(super) hub: u32,
    pub(super) kind: LinkId,
    pub(super) link: u32,
}

/// What a node can be to a path.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    Station,
    Hub,
    Neither,
}

/// A step between two stations.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) struct Step {
    pub(super) from: u32,
    pub(super) to: u32,
    /// In millionths, as [`score::step_weakness`] has it.
    pub(super) weakness: u64,
}

impl<'a, G: Graph> Steps<'a, G> {
    pub(super) fn new(
        lens: &'a Lens<'a, G>,
        via: LinkSet,
        avoid: Vec<u32>,
        now: Option<PartialDate>,
    ) -> Self {
        let model = lens.graph.model();
        let bound = lens.graph.node_bound();
        let kinds = |names: &[&str]| {
            names.iter().fold(KindSet::EMPTY, |set, name| set.or(model.kinds_of_type(name)))
        };
        let base: Vec<f64> = model.links.iter().map(|link| score::tie_base(&link.name)).collect();
        let via = via.and(lens.sight.links).iter();
        Self {
            lens,
            via: via.filter(|link| base[usize::from(link.0)] > 0.0).collect(),
            base,
            stations: kinds(&["Actor", "Person"]),
            hubs: kinds(&["Project", "Partnership", "WorkingGroup", "Event"]),
            open: vec![0; bound as usize],
            avoid,
            now,
            start: lens.property("start"),
            end: lens.property("end"),
            known_hubs: HashMap::default(),
            group: Marks::new(bound),
        }
    }

    /// What a node is, if the rules let a path use it.
    pub(super) fn place(&mut self, node: u32) -> Place {
        let known = &mut self.open[node as usize];
        if *known == 0 {
            let open =
                self.lens.sees(node) && !self.avoid.contains(&node) && !self.lens.objected(node);
            *known = if open { 1 } else { 2 };
        }
        let kind = self.lens.graph.kind(node);
        if *known == 2 {
            Place::Neither
        } else if self.stations.has(kind) {
            Place::Station
        } else if self.hubs.has(kind) {
            Place::Hub
        } else {
            Place::Neither
        }
    }

    pub(super) fn is_open_station(&mut self, node: u32) -> bool {
        self.place(node) == Place::Station
    }

    /// A station's links to hubs, one for each hub, in no order.
    pub(super) fn spokes(&mut self, station: u32, into: &mut Vec<Spoke>) {
        into.clear();
        let graph = self.lens.graph;
        for at in 0..self.via.len() {
            let kind = self.via[at];
            for hop in graph.links(station, kind, Direction::Both) {
                if self.place(hop.far) == Place::Hub {
                    into.push(Spoke { hub: hop.far, kind, link: hop.link });
                }
            }
        }
        // Stable: equal ones stay by kind, then tag.
        into.sort_by(|a, b| {
            a.hub.cmp(&b.hub).then_with(|| self.base_of(b.kind).total_cmp(&self.base_of(a.kind)))
        });
        into.dedup_by_key(|spoke| spoke.hub);
    }

    /// All steps from one of `from` to one of `to`, by the two.
    pub(super) fn between(&mut self, from: &[u32], to: &[u32]) -> Vec<Step> {
        let graph = self.lens.graph;
        let mut rims: HashMap<u32, Vec<(u32, Spoke)>> = HashMap::default();
        let mut spokes = Vec::new();
        self.group.clear();
        for station in to {
            self.group.put(*station, 0);
            self.spokes(*station, &mut spokes);
            for spoke in &spokes {
                rims.entry(spoke.hub).or_default().push((*station, *spoke));
            }
        }
        let mut ties: Vec<(u32, u32, u64)> = Vec::new();
        for station in from {
            for kind in self.via.clone() {
                for hop in graph.links(*station, kind, Direction::Both) {
                    if hop.far != *station && self.group.get(hop.far).is_some() {
                        ties.push((*station, hop.far, self.direct_weight(kind, hop.link)));
                    }
                }
            }
            self.spokes(*station, &mut spokes);
            for mine in &spokes {
                for (other, theirs) in rims.get(&mine.hub).into_iter().flatten() {
                    if other != station {
                        ties.push((*station, *other, self.shared_weight(*mine, *theirs)));
                    }
                }
            }
        }
        ties.sort_unstable_by_key(|(from, to, _)| (*from, *to));
        ties.chunk_by(|a, b| (a.0, a.1) == (b.0, b.1))
            .map(|same| {
                let weight = same.iter().map(|(_, _, weight)| weight).sum();
                let (from, to, _) = same[0];
                Step { from, to, weakness: score::step_weakness(weight) }
            })
            .collect()
    }

    fn base_of(&self, kind: LinkId) -> f64 {
        self.base[usize::from(kind.0)]
    }

    fn direct_weight(&self, kind: LinkId, link: u32) -> u64 {
        let freshness = score::freshness(self.lens.graph.dates(link), self.now);
        score::tie_weight(score::tie_strength(self.base_of(kind), 2, freshness))
    }

    fn shared_weight(&mut self, a: Spoke, b: Spoke) -> u64 {
        let parties = self.hub(a.hub).parties;
        let freshness = score::freshness(self.shared_dates(a, b), self.now);
        let base = self.base_of(a.kind).min(self.base_of(b.kind));
        score::tie_weight(score::tie_strength(base, parties, freshness))
    }

    /// When two stations share a hub: while both links hold, or while it ran when neither says.
    pub(super) fn shared_dates(&mut self, a: Spoke, b: Spoke) -> Dates {
        let [a_dates, b_dates] = [a.link, b.link].map(|link| self.lens.graph.dates(link));
        if a_dates.is_undated() && b_dates.is_undated() {
            return self.hub(a.hub).dates;
        }
        Dates {
            since: a_dates.since.max(b_dates.since),
            until: [a_dates.until, b_dates.until].into_iter().flatten().min(),
            seen: a_dates.seen.max(b_dates.seen),
        }
    }

    /// What is known of a hub.
    pub(super) fn hub(&mut self, node: u32) -> Hub {
        if let Some(known) = self.known_hubs.get(&node) {
            return *known;
        }
        let mut parties = Vec::new();
        for kind in &self.via {
            for hop in self.lens.hops(node, Some(*kind), Direction::Both) {
                if self.stations.has(self.lens.graph.kind(hop.far)) {
                    parties.push(hop.far);
                }
            }
        }
        parties.sort_unstable();
        parties.dedup();
        let date = |property: Option<PropertyId>| match self.lens.value(node, property)? {
            Value::Date(date) => Some(date),
            _ => None,
        };
        let dates = Dates { since: date(self.start), until: date(self.end), seen: None };
        let hub = Hub { parties: u32::try_from(parties.len()).unwrap_or(u32::MAX), dates };
        self.known_hubs.insert(node, hub);
        hub
    }
}
