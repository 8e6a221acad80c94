//! Who has the competences that something needs.

use std::sync::Arc;

use foldhash::HashMap;

use super::super::graph::Graph;
use super::lens::Lens;
use super::on_day::OnDay;
use super::reach::Side;
use super::{ConflictTie, CoverageQuery, CoverageRow, CoverageRows, Held, Nearness};
use crate::model::{Direction, Value};

/// The candidates for a query.
#[must_use]
pub fn coverage<G: Graph>(graph: &G, query: &CoverageQuery) -> CoverageRows {
    match query.as_of {
        None => walk(graph, query),
        Some(as_of) => walk(&OnDay::new(graph, as_of), query),
    }
}

fn walk<G: Graph>(graph: &G, query: &CoverageQuery) -> CoverageRows {
    let lens = Lens::new(graph, &query.sight);
    let held = held(&lens, query);
    let mut people: Vec<u32> = held.keys().copied().collect();
    people.retain(|person| {
        let only = query.only.as_ref();
        only.is_none_or(|only| only.contains(graph.id(*person)))
            && lens.is_candidate(*person, &query.filter)
    });
    lens.sort_by_id(&mut people);
    let sectors = query.sectors.iter().filter_map(|id| lens.node(id)).collect();
    let mut side = Side::new(&lens, graph.model().all_links(), sectors);
    let mut held = held;
    let rows = people.into_iter().map(|person| {
        let first = if query.sectors.is_empty() {
            None
        } else {
            side.ties(person, true).into_iter().next()
        };
        CoverageRow {
            person: Arc::clone(graph.id(person)),
            name: None,
            held: held.remove(&person).unwrap_or_default(),
            nearness: first.map(|tie| Nearness {
                how: tie.how,
                actor: tie.actor.and_then(|id| lens.named(lens.node(&id)?)),
                links: tie.links,
            }),
            conflicts: if query.only.is_some() {
                conflicts(&lens, person, &query.askers)
            } else {
                Vec::new()
            },
        }
    });
    let rows: Vec<_> = rows.collect();
    CoverageRows { found: rows.len(), rows, newest: None }
}

/// For everybody who has one of the competences: what they have, in the order of the query.
fn held<G: Graph>(lens: &Lens<'_, G>, query: &CoverageQuery) -> HashMap<u32, Vec<Held>> {
    let graph = lens.graph;
    let has = lens.link("HAS_COMPETENCE");
    let level = lens.property("level");
    let mut held: HashMap<u32, Vec<Held>> = HashMap::default();
    for (position, id) in query.competences.iter().enumerate() {
        let Some(competence) = lens.node(id) else { continue };
        for hop in lens.hops(competence, has, Direction::In) {
            if !lens.is_person(hop.far) {
                continue;
            }
            let level = lens.link_value(hop.link, level).and_then(|level| match level {
                Value::Int(level) => Some(level),
                _ => None,
            });
            let one = Held {
                competence: position,
                level,
                dates: graph.dates(hop.link),
                link: graph.link_ref(hop.link),
            };
            let all = held.entry(hop.far).or_default();
            match all.last_mut() {
                // Stated twice: the better one counts.
                Some(last) if last.competence == position => {
                    if one.level > last.level {
                        *last = one;
                    }
                }
                _ => all.push(one),
            }
        }
    }
    held
}

/// Ties to those who ask: a role with them, advising them, or a project in common.
fn conflicts<G: Graph>(lens: &Lens<'_, G>, person: u32, askers: &[Arc<str>]) -> Vec<ConflictTie> {
    let graph = lens.graph;
    let participates = lens.link("PARTICIPATES_IN");
    let mut ties: Vec<ConflictTie> = Vec::new();
    for asker_id in askers {
        let Some(asker) = lens.node(asker_id) else { continue };
        let mut add = |project: Option<u32>, links: &[u32]| {
            let project = project.and_then(|node| lens.named(node));
            let links = links.iter().map(|link| graph.link_ref(*link)).collect();
            let known = ties.iter().any(|tie| tie.asker == *asker_id && tie.project == project);
            if !known {
                ties.push(ConflictTie { asker: Arc::clone(asker_id), project, links });
            }
        };
        for name in ["HOLDS_ROLE", "MEMBER_OF", "ADVISES"] {
            for hop in lens.hops(person, lens.link(name), Direction::Out) {
                if hop.far == asker {
                    add(None, &[hop.link]);
                }
            }
        }
        for name in ["WORKED_ON", "HOLDS_ROLE"] {
            for own in lens.hops(person, lens.link(name), Direction::Out) {
                let mut theirs = lens.hops(own.far, participates, Direction::In);
                if let Some(hop) = theirs.find(|hop| hop.far == asker) {
                    add(Some(own.far), &[own.link, hop.link]);
                }
            }
        }
    }
    ties
}
