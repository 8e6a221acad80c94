//! How a person reaches sectors: the ways of [`Reach`], walked for one side of a bridge.

use std::sync::Arc;

use foldhash::HashMap;
use smallvec::{SmallVec, smallvec};

use super::super::graph::{Dates, Graph, Hop};
use super::lens::Lens;
use super::marks::Marks;
use super::{Reach, ReachTie, THROUGH_LIMIT};
use crate::model::{Direction, KindSet, LinkId, LinkSet, PropertyId, Value};

/// The kinds of link that ties are made of. A person's own are left out where `via` leaves them out.
struct Ways {
    works_in: Option<LinkId>,
    roles: [Option<LinkId>; 2],
    advises: Option<LinkId>,
    project_roles: [Option<LinkId>; 2],
    role: Option<LinkId>,
    participates: Option<LinkId>,
    in_sector: Option<LinkId>,
    actors: KindSet,
    projects: KindSet,
    years: Option<PropertyId>,
    start: Option<PropertyId>,
    end: Option<PropertyId>,
}

impl Ways {
    fn new<G: Graph>(lens: &Lens<'_, G>, via: LinkSet) -> Self {
        let own = |name: &str| lens.link(name).filter(|link| via.has(*link));
        let model = lens.graph.model();
        Self {
            works_in: own("WORKS_IN"),
            roles: [own("HOLDS_ROLE"), own("MEMBER_OF")],
            advises: own("ADVISES"),
            project_roles: [own("WORKED_ON"), own("HOLDS_ROLE")],
            role: own("HOLDS_ROLE"),
            participates: lens.link("PARTICIPATES_IN"),
            in_sector: lens.link("IN_SECTOR"),
            actors: model.kinds_of_type("Actor"),
            projects: model.kinds_of_type("Project"),
            years: lens.property("years"),
            start: lens.property("start"),
            end: lens.property("end"),
        }
    }
}

/// A participant of a project that is in one of the sectors.
#[derive(Clone, Copy)]
struct Participant {
    actor: u32,
    participates: u32,
    in_sector: u32,
}

/// What matters of a project.
struct Shared {
    participants: u32,
    /// The first three participants of the sectors by id: enough to name two beside any one of them.
    of_sector: SmallVec<[Participant; 3]>,
}

impl Shared {
    /// The first two participants of the sectors that are not `actor`.
    fn beside(&self, actor: Option<u32>) -> impl Iterator<Item = Participant> {
        self.of_sector.iter().copied().filter(move |one| Some(one.actor) != actor).take(2)
    }
}

/// A tie before its numbers become ids.
struct Found {
    how: Reach,
    actor: Option<u32>,
    project: Option<u32>,
    participants: u32,
    /// Links from the person to the sector, the person's own first.
    links: SmallVec<[u32; 4]>,
}

/// The sectors of one side, and what was learnt of actors and projects on the way to them.
pub(super) struct Side<'a, G> {
    lens: &'a Lens<'a, G>,
    ways: Ways,
    sectors: Vec<u32>,
    /// For each node: 0 unknown, 1 in none of the sectors, else 2 and the link that it is in one by. Empty until it is asked.
    membership: Vec<u32>,
    shared: HashMap<u32, Shared>,
    /// For each actor asked about: its best projects and its link to each.
    projects: HashMap<u32, Vec<(u32, u32)>>,
}

impl<'a, G: Graph> Side<'a, G> {
    pub(super) fn new(lens: &'a Lens<'a, G>, via: LinkSet, sectors: Vec<u32>) -> Self {
        Self {
            ways: Ways::new(lens, via),
            lens,
            sectors,
            membership: Vec::new(),
            shared: HashMap::default(),
            projects: HashMap::default(),
        }
    }

    /// Marks with `bit` everybody who has a tie, and returns those who now have every bit of `all`.
    pub(super) fn mark(&mut self, bit: u8, all: u8, marks: &mut Marks) -> Vec<u32> {
        let mut complete = Vec::new();
        let mut mark = |node: u32| {
            let had = marks.get(node).unwrap_or_default();
            if had & bit == 0 {
                marks.set(node, had | bit);
                if had | bit == all {
                    complete.push(node);
                }
            }
        };
        let lens = self.lens;
        let mut projects = Vec::new();
        let mut met = Marks::new(lens.graph.node_bound());
        for sector in self.sectors.clone() {
            for hop in lens.hops(sector, self.ways.works_in, Direction::In) {
                mark(hop.far);
            }
            if self.ways.only_works_in() {
                continue;
            }
            for actor in lens.hops(sector, self.ways.in_sector, Direction::In) {
                for link in self.ways.roles.into_iter().chain([self.ways.advises]) {
                    for hop in lens.hops(actor.far, link, Direction::In) {
                        mark(hop.far);
                    }
                }
                for hop in lens.hops(actor.far, self.ways.participates, Direction::Out) {
                    if met.put(hop.far, 0) {
                        projects.push(hop.far);
                    }
                }
            }
        }
        for project in projects {
            for link in self.ways.project_roles {
                for hop in lens.hops(project, link, Direction::In) {
                    mark(hop.far);
                }
            }
            if self.ways.role.is_none() {
                continue;
            }
            for hop in lens.hops(project, self.ways.participates, Direction::In) {
                let reaches = self.shared(project).beside(Some(hop.far)).next().is_some();
                if reaches && met.put(hop.far, 0) {
                    for hop in lens.hops(hop.far, self.ways.role, Direction::In) {
                        mark(hop.far);
                    }
                }
            }
        }
        complete
    }

    /// All ties of a person, by how, actor's id, project's id; their links only when wanted.
    pub(super) fn ties(&mut self, person: u32, with_links: bool) -> Vec<ReachTie> {
        let mut found = self.find(person);
        let graph = self.lens.graph;
        let id = |node: Option<u32>| node.map(|node| &**graph.id(node));
        let key = |one: &Found| (one.how, id(one.actor), id(one.project));
        found.sort_by(|a, b| key(a).cmp(&key(b)));
        let mut ties: Vec<ReachTie> = Vec::with_capacity(found.len());
        for same in found.chunk_by(|a, b| key(a) == key(b)) {
            let first = &same[0];
            let own = same.iter().filter_map(|one| one.links.first().copied());
            let dates = own.clone().map(|link| graph.dates(link)).max_by_key(|dates| dates.last());
            let mut dates = dates.unwrap_or_default();
            if dates.is_undated() && first.project.is_some() {
                dates = self.when_ran(first.project);
            }
            let years = own.filter_map(|link| self.years(link)).max();
            let mut links = Vec::new();
            if with_links {
                for link in same.iter().flat_map(|one| &one.links) {
                    let link = graph.link_ref(*link);
                    if !links.contains(&link) {
                        links.push(link);
                    }
                }
            }
            ties.push(ReachTie {
                how: first.how,
                actor: first.actor.map(|node| Arc::clone(graph.id(node))),
                project: first.project.map(|node| Arc::clone(graph.id(node))),
                participants: first.participants,
                years,
                dates,
                links,
            });
        }
        ties
    }

    fn find(&mut self, person: u32) -> Vec<Found> {
        let lens = self.lens;
        let mut found = Vec::new();
        for hop in lens.hops(person, self.ways.works_in, Direction::Out) {
            if self.sectors.contains(&hop.far) {
                found.push(Found::direct(Reach::WorksIn, None, smallvec![hop.link]));
            }
        }
        if self.ways.only_works_in() {
            return found;
        }
        let roles = self.ways.roles.map(|link| (link, Reach::Role));
        for (link, how) in roles.into_iter().chain([(self.ways.advises, Reach::Advises)]) {
            for hop in lens.hops(person, link, Direction::Out) {
                if let Some(in_sector) = self.membership(hop.far) {
                    found.push(Found::direct(how, Some(hop.far), smallvec![hop.link, in_sector]));
                }
            }
        }
        for link in self.ways.project_roles {
            for hop in lens.hops(person, link, Direction::Out) {
                if self.ways.projects.has(lens.graph.kind(hop.far)) {
                    self.find_in_project(hop, &mut found);
                }
            }
        }
        for hop in lens.hops(person, self.ways.role, Direction::Out) {
            if self.ways.actors.has(lens.graph.kind(hop.far)) {
                self.find_through(hop, &mut found);
            }
        }
        found
    }

    fn find_in_project(&mut self, own: Hop, found: &mut Vec<Found>) {
        let shared = self.shared(own.far);
        found.extend(shared.beside(None).map(|one| Found {
            how: Reach::Project,
            actor: Some(one.actor),
            project: Some(own.far),
            participants: shared.participants,
            links: smallvec![own.link, one.participates, one.in_sector],
        }));
    }

    fn find_through(&mut self, own: Hop, found: &mut Vec<Found>) {
        for (project, participates) in self.best_projects(own.far) {
            let shared = self.shared(project);
            found.extend(shared.beside(Some(own.far)).map(|one| Found {
                how: Reach::ThroughActor,
                actor: Some(one.actor),
                project: Some(project),
                participants: shared.participants,
                links: smallvec![own.link, participates, one.participates, one.in_sector],
            }));
        }
    }

    /// The projects over which an actor reaches the sectors, fewest participants first, and its link to each.
    fn best_projects(&mut self, actor: u32) -> Vec<(u32, u32)> {
        if let Some(known) = self.projects.get(&actor) {
            return known.clone();
        }
        let mut best = Vec::new();
        for hop in self.lens.hops(actor, self.ways.participates, Direction::Out) {
            let shared = self.shared(hop.far);
            if shared.beside(Some(actor)).next().is_some() {
                best.push((shared.participants, hop));
            }
        }
        // An actor can take part in one project in several roles: the first by tag stands for all.
        best.dedup_by_key(|(_, hop)| hop.far);
        // Stable: equal ones stay by id.
        best.sort_by_key(|(participants, _)| *participants);
        best.truncate(THROUGH_LIMIT);
        let best: Vec<(u32, u32)> = best.into_iter().map(|(_, hop)| (hop.far, hop.link)).collect();
        self.projects.insert(actor, best.clone());
        best
    }

    fn shared(&mut self, project: u32) -> &Shared {
        if !self.shared.contains_key(&project) {
            let graph = self.lens.graph;
            let mut shared = Shared { participants: 0, of_sector: SmallVec::new() };
            let mut last = None;
            for hop in self.lens.hops(project, self.ways.participates, Direction::In) {
                if last.replace(hop.far) == Some(hop.far) {
                    continue;
                }
                shared.participants += 1;
                if shared.of_sector.len() < shared.of_sector.inline_size()
                    && let Some(in_sector) = self.membership(hop.far)
                {
                    let participates = hop.link;
                    shared.of_sector.push(Participant { actor: hop.far, participates, in_sector });
                }
            }
            let counted =
                self.ways.participates.and_then(|link| graph.counted(project, link, Direction::In));
            shared.participants = counted.unwrap_or(shared.participants);
            self.shared.insert(project, shared);
        }
        &self.shared[&project]
    }

    /// The link by which a node is in one of the sectors.
    fn membership(&mut self, node: u32) -> Option<u32> {
        if self.membership.is_empty() {
            self.membership.resize(self.lens.graph.node_bound() as usize, 0);
        }
        let known = &mut self.membership[node as usize];
        if *known == 0 {
            let sectors = &self.sectors;
            let mut hops = self.lens.hops(node, self.ways.in_sector, Direction::Out);
            *known = hops.find(|hop| sectors.contains(&hop.far)).map_or(1, |hop| hop.link + 2);
        }
        known.checked_sub(2)
    }

    fn years(&self, link: u32) -> Option<i64> {
        match self.lens.link_value(link, self.ways.years)? {
            Value::Int(years) => Some(years),
            _ => None,
        }
    }

    fn when_ran(&self, project: Option<u32>) -> Dates {
        let date = |property: Option<PropertyId>| match self.lens.value(project?, property)? {
            Value::Date(date) => Some(date),
            _ => None,
        };
        Dates { since: date(self.ways.start), until: date(self.ways.end), seen: None }
    }
}

impl Ways {
    fn only_works_in(&self) -> bool {
        let others = [self.roles[0], self.roles[1], self.advises, self.project_roles[0]];
        others.iter().all(Option::is_none)
    }
}

impl Found {
    fn direct(how: Reach, actor: Option<u32>, links: SmallVec<[u32; 4]>) -> Self {
        Self { how, actor, project: None, participants: 0, links }
    }
}
