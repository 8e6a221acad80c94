//! What is expected of a state, and what tells its nodes.

use std::sync::Arc;

use super::claims::Claims;
use crate::model::Direction;
use crate::store::batch::{Conflict, Expected, Key, Known};
use crate::store::claim::Claim;
use crate::store::graph::Graph;
use crate::store::resident::facts::trailer;
use crate::store::resident::snapshot::Snapshot;

/// The expectations that do not hold.
pub(super) fn conflicts(state: &Snapshot, expected: &[Expected]) -> Vec<Conflict> {
    let version = |facts: &[u8]| trailer(facts).map_or(0, |last| u64::from(last.version));
    Conflict::of(expected, |expected| match expected {
        Expected::Node { id, .. } => {
            let row = state.find(id).and_then(|node| state.nodes.get(node));
            row.map_or(0, |row| version(&row.facts))
        }
        Expected::Link { link, .. } => {
            let row = state.find_link(link).and_then(|link| state.links.get(link));
            row.map_or(0, |row| version(&row.facts.0))
        }
        Expected::Links { id, .. } => state.find(id).map_or(0, |node| links_at(state, node)),
    })
}

/// The claim of a key; none for an id.
pub(super) fn claim(key: &Key) -> Option<Claim> {
    match key {
        Key::Id(_) => None,
        Key::Claim(claim) => Some(claim.clone()),
    }
}

/// The ids of the owners of claims.
pub(super) fn owners(
    state: &Snapshot,
    claims: &Claims,
    wanted: &[Option<Claim>],
) -> Vec<Option<Arc<str>>> {
    let owner = |claim: &Option<Claim>| {
        let row = state.nodes.get(claims.owner(claim.as_ref()?)?)?;
        Some(row.id.clone())
    };
    wanted.iter().map(owner).collect()
}

/// The node of an id as it is in a state.
pub(in crate::store::resident) fn known(state: &Snapshot, id: &str) -> Option<Known> {
    let node = state.find(id)?;
    Some(Known { record: state.node_record(node), links: links_at(state, node) })
}

fn links_at(state: &Snapshot, node: u32) -> u64 {
    let kinds = state.model.links.iter();
    kinds.map(|kind| state.degree(node, kind.id, Direction::Both) as u64).sum()
}
