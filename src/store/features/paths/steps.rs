//! What a step is, and how weak.

use std::rc::Rc;

use foldhash::HashMap;
use smallvec::SmallVec;

use super::super::super::graph::{Dates, Graph};
use super::super::lens::Lens;
use super::super::marks::Marks;
use crate::ask::score;
use crate::model::{Direction, KindSet, LinkId, LinkSet, Model, PartialDate, PropertyId, Value};

/// Types of nodes that one can stand on.
const STATIONS: [&str; 2] = ["Actor", "Person"];
/// Types of nodes that one steps through.
const HUBS: [&str; 4] = ["Project", "Partnership", "WorkingGroup", "Event"];

/// Those of some kinds of link that carry anybody.
pub(super) fn carriers(model: &Model, via: LinkSet) -> LinkSet {
    via.iter().filter(|link| score::tie_base(&model.link(*link).name) > 0.0).collect()
}

/// The kinds of node that one steps through.
pub(super) fn hubs(model: &Model) -> KindSet {
    of_types(model, &HUBS)
}

fn of_types(model: &Model, names: &[&str]) -> KindSet {
    names.iter().fold(KindSet::EMPTY, |set, name| set.or(model.kinds_of_type(name)))
}

/// The steps that a query's rules allow. One stands on *stations* (actors and persons) and steps to another directly,
/// over a link between the two, or through a *hub* (a project, partnership, working group or event) of both.
pub(super) struct Steps<'a, G> {
    pub(super) lens: &'a Lens<'a, G>,
    pub(super) via: SmallVec<[LinkId; 8]>,
    /// By kind of link: how far it carries.
    base: Vec<f64>,
    stations: KindSet,
    hubs: KindSet,
    /// By kind of node: the links to follow from there to a station or hub, from a hub to a station.
    ways: Vec<Rc<[Way]>>,
    /// For each node what it is, once it is known.
    places: Marks,
    avoid: Vec<u32>,
    now: Option<PartialDate>,
    start: Option<PropertyId>,
    end: Option<PropertyId>,
    known_hubs: HashMap<u32, Hub>,
    /// Stations of a group, and hubs, that [`Steps::between`] met.
    met: [Marks; 2],
}

/// Links to follow from a kind of node.
#[derive(Clone, Copy)]
pub(super) struct Way {
    pub(super) kind: LinkId,
    pub(super) direction: Direction,
    /// What every node at their far end is, where the kind of link says it: then nobody has to look.
    certain: Option<Place>,
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

impl Place {
    /// By their numbers.
    const ALL: [Self; 3] = [Self::Station, Self::Hub, Self::Neither];
}

/// A step between two stations.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) struct Step {
    pub(super) from: u32,
    pub(super) to: u32,
    /// In millionths, as [`score::step_weakness`] has it.
    pub(super) weakness: u64,
}

impl Step {
    /// The same the other way.
    pub(super) fn back(self) -> Self {
        Self { from: self.to, to: self.from, ..self }
    }
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
        let kinds = |names: &[&str]| of_types(model, names);
        let base: Vec<f64> = model.links.iter().map(|link| score::tie_base(&link.name)).collect();
        let via: SmallVec<[LinkId; 8]> =
            carriers(model, via.and(lens.sight.links)).iter().collect();
        let stations = kinds(&STATIONS);
        // A person may have objected; an actor cannot.
        let actors = kinds(&["Actor"]);
        let hubs = kinds(&HUBS);
        let ways: Vec<Rc<[Way]>> = model
            .kinds
            .iter()
            .map(|kind| {
                let far = if hubs.has(kind.id) { stations } else { stations.or(hubs) };
                let way = |link: &LinkId| {
                    let ends = model.link(*link);
                    let out = ends.from.has(kind.id) && !ends.to.and(far).is_empty();
                    let back = ends.to.has(kind.id) && !ends.from.and(far).is_empty();
                    let direction = match (out, back) {
                        (true, true) => Direction::Both,
                        (true, false) => Direction::Out,
                        (false, true) => Direction::In,
                        (false, false) => return None,
                    };
                    let ends = match direction {
                        Direction::Out => ends.to,
                        Direction::In => ends.from,
                        Direction::Both => ends.to.or(ends.from),
                    };
                    let within =
                        |kinds: KindSet| ends.without(kinds.and(lens.sight.kinds)).is_empty();
                    let certain = if !avoid.is_empty() {
                        None
                    } else if within(actors) {
                        Some(Place::Station)
                    } else if within(hubs) {
                        Some(Place::Hub)
                    } else {
                        None
                    };
                    Some(Way { kind: *link, direction, certain })
                };
                via.iter().filter_map(way).collect()
            })
            .collect();
        Self {
            lens,
            ways,
            via,
            base,
            stations,
            hubs,
            places: Marks::new(bound),
            avoid,
            now,
            start: lens.property("start"),
            end: lens.property("end"),
            known_hubs: HashMap::default(),
            met: [Marks::new(bound), Marks::new(bound)],
        }
    }

    /// What a node is, if the rules let a path use it.
    pub(super) fn place(&mut self, node: u32) -> Place {
        if let Some(known) = self.places.get(node) {
            return Place::ALL[usize::from(known)];
        }
        let kind = self.lens.graph.kind(node);
        let place = if !self.lens.sees(node) || self.avoid.contains(&node) {
            Place::Neither
        } else if self.hubs.has(kind) {
            Place::Hub
        } else if self.stations.has(kind) && !self.lens.objected(node) {
            Place::Station
        } else {
            Place::Neither
        };
        self.places.set(node, place as u8);
        place
    }

    /// What the far end of a link is, if the rules let a path use it.
    pub(super) fn place_by(&mut self, way: Way, node: u32) -> Place {
        way.certain.unwrap_or_else(|| self.place(node))
    }

    /// The links to follow from a node.
    pub(super) fn ways(&self, node: u32) -> Rc<[Way]> {
        Rc::clone(&self.ways[usize::from(self.lens.graph.kind(node).0)])
    }

    pub(super) fn is_open_station(&mut self, node: u32) -> bool {
        self.place(node) == Place::Station
    }

    /// A station's links to hubs, one for each hub, in no order.
    pub(super) fn spokes(&mut self, station: u32, into: &mut Vec<Spoke>) {
        into.clear();
        let graph = self.lens.graph;
        for way in self.ways(station).iter().copied() {
            for hop in graph.links(station, way.kind, way.direction) {
                if self.place_by(way, hop.far) == Place::Hub {
                    into.push(Spoke { hub: hop.far, kind: way.kind, link: hop.link });
                }
            }
        }
        // Stable: equal ones stay by kind, then tag.
        into.sort_by(|a, b| {
            a.hub.cmp(&b.hub).then_with(|| self.base_of(b.kind).total_cmp(&self.base_of(a.kind)))
        });
        into.dedup_by_key(|spoke| spoke.hub);
    }

    /// How many links would have to be looked at from some stations; about `most` when there are more.
    pub(super) fn arcs(&self, stations: &[u32], most: usize) -> usize {
        let mut arcs = 0;
        for station in stations {
            for way in self.ways(*station).iter() {
                arcs += self.lens.graph.degree(*station, way.kind, way.direction);
            }
            if arcs > most {
                break;
            }
        }
        arcs
    }

    /// All steps from `near` to those of a level, by the two: `near` comes first in them.
    ///
    /// Only the links of one group are looked at, and of the hubs that these lead to: of the group that has fewer, so
    /// that a station of thousands of links costs nothing where few lead to it.
    pub(super) fn between(
        &mut self,
        near: &[u32],
        level: &[u32],
        at_level: impl Fn(u32) -> bool,
    ) -> Vec<Step> {
        let graph = self.lens.graph;
        let [mut group, mut hubs_met] = std::mem::take(&mut self.met);
        group.clear();
        hubs_met.clear();
        for station in near {
            group.put(*station, 0);
        }
        let is_near = |station: u32| group.get(station).is_some();
        let arcs = self.arcs(near, usize::MAX);
        let from_near = arcs <= self.arcs(level, arcs);
        let mut ties: Vec<(u32, u32, u64)> = Vec::new();
        let mut hubs = Vec::new();
        for station in if from_near { near } else { level } {
            for way in self.ways(*station).iter().copied() {
                for hop in graph.links(*station, way.kind, way.direction) {
                    match self.place_by(way, hop.far) {
                        Place::Station if from_near && at_level(hop.far) => {
                            ties.push((*station, hop.far, self.direct_weight(way.kind, hop.link)));
                        }
                        Place::Station if !from_near && is_near(hop.far) => {
                            ties.push((hop.far, *station, self.direct_weight(way.kind, hop.link)));
                        }
                        Place::Hub if hubs_met.put(hop.far, 0) => hubs.push(hop.far),
                        _ => {}
                    }
                }
            }
        }
        for hub in hubs {
            let mine = self.rim(hub, is_near);
            let theirs = self.rim(hub, &at_level);
            for (a, a_spoke) in &mine {
                for (b, b_spoke) in &theirs {
                    ties.push((*a, *b, self.shared_weight(*a_spoke, *b_spoke)));
                }
            }
        }
        self.met = [group, hubs_met];
        ties.sort_unstable_by_key(|(near, far, _)| (*near, *far));
        ties.chunk_by(|a, b| (a.0, a.1) == (b.0, b.1))
            .map(|same| {
                let weight = same.iter().map(|(_, _, weight)| weight).sum();
                let (from, to, _) = same[0];
                Step { from, to, weakness: score::step_weakness(weight) }
            })
            .collect()
    }

    /// Those of a group who share a hub, each by its best link.
    fn rim(&self, hub: u32, in_group: impl Fn(u32) -> bool) -> Vec<(u32, Spoke)> {
        let mut rim: Vec<(u32, Spoke)> = Vec::new();
        for way in self.ways(hub).iter() {
            for hop in self.lens.graph.links(hub, way.kind, way.direction) {
                if in_group(hop.far) {
                    rim.push((hop.far, Spoke { hub, kind: way.kind, link: hop.link }));
                }
            }
        }
        // Stable: equal ones stay by kind, then tag.
        rim.sort_by(|(a, a_spoke), (b, b_spoke)| {
            let bases = self.base_of(b_spoke.kind).total_cmp(&self.base_of(a_spoke.kind));
            a.cmp(b).then(bases)
        });
        rim.dedup_by_key(|(station, _)| *station);
        rim
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
        for way in self.ways(node).iter() {
            // A person who objected shares it too.
            for hop in self.lens.hops(node, Some(way.kind), way.direction) {
                if way.certain.is_some() || self.stations.has(self.lens.graph.kind(hop.far)) {
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
