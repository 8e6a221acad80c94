//! What follows from the rows of a network, built at once when it was read whole.

use std::sync::Arc;

use super::adjacency::{Adjacency, Arm};
use super::ids::Ids;
use super::pages::Rows;
use super::{LinkRow, NodeRow, Snapshot};
use crate::model::{KindId, Model, PartialDate};
use crate::store::resident::index::words::Words;
use crate::store::resident::index::{KindIndex, sort_by_id};

/// The nodes of a network, and where they stand.
#[derive(Debug)]
pub(in crate::store::resident) struct Nodes {
    rows: Rows<NodeRow>,
    /// All nodes by id.
    by_id: Vec<u32>,
    /// The nodes of each kind by id.
    members: Vec<Vec<u32>>,
    /// By number: the place of the node in `by_id` and its kind; none where there is no node.
    places: Vec<Option<(u32, KindId)>>,
}

impl Nodes {
    /// The nodes of a table.
    pub(in crate::store::resident) fn of(rows: Rows<NodeRow>, model: &Model) -> Self {
        let mut by_id: Vec<u32> = rows.iter().map(|(node, _)| node).collect();
        sort_by_id(&mut by_id, &rows);
        let mut members: Vec<Vec<u32>> = vec![Vec::new(); model.kinds.len()];
        let mut places = vec![None; rows.bound() as usize];
        for (place, node) in (0..).zip(&by_id) {
            if let Some(row) = rows.get(*node) {
                members[usize::from(row.kind.0)].push(*node);
                places[*node as usize] = Some((place, row.kind));
            }
        }
        Self { rows, by_id, members, places }
    }

    fn place(&self, node: u32) -> Option<(u32, KindId)> {
        self.places.get(node as usize).copied().flatten()
    }

    /// A state that has them, in every order, and nothing else yet.
    pub(in crate::store::resident) fn arrange(&self, model: &Arc<Model>) -> Snapshot {
        let mut state = Snapshot::empty(model);
        state.nodes = self.rows.clone();
        state.stamp.nodes = self.by_id.len() as u64;
        state.ids = Ids::with_room(self.by_id.len());
        for (node, row) in self.rows.iter() {
            state.ids.insert(&row.id, node, &self.rows);
        }
        for (index, members) in state.kinds.iter_mut().zip(&self.members) {
            Arc::make_mut(index).arrange(members, &self.rows);
        }
        state
    }

    /// The words of each kind.
    pub(in crate::store::resident) fn words(&self, model: &Model) -> Vec<Words> {
        let of_kind =
            |(kind, members): (_, &Vec<u32>)| KindIndex::new(kind).words_of(members, &self.rows);
        model.kinds.iter().zip(&self.members).map(of_kind).collect()
    }
}

/// Links and what follows from them.
pub(in crate::store::resident) struct Connected {
    pub(in crate::store::resident) links: Rows<LinkRow>,
    pub(in crate::store::resident) out: Vec<Adjacency>,
    pub(in crate::store::resident) into: Vec<Adjacency>,
    /// How many links there are.
    pub(in crate::store::resident) count: u64,
    /// As [`Stamp::newest_seen`](crate::store::Stamp::newest_seen).
    pub(in crate::store::resident) newest_seen: Option<PartialDate>,
}

/// Builds what follows from links; a link whose ends are not there is told.
pub(in crate::store::resident) fn connect(
    links: Rows<LinkRow>,
    nodes: &Nodes,
    model: &Model,
) -> Result<Connected, String> {
    let mut by_kind: Vec<Vec<u32>> = vec![Vec::new(); model.links.len()];
    let mut newest_seen = None;
    for (link, row) in links.iter() {
        let ends = nodes.place(row.from).zip(nodes.place(row.to));
        let ((_, from), (_, to)) =
            ends.ok_or_else(|| format!("link {link} leads to a node that is not there"))?;
        if model.is_public_link(row.kind, from, to) {
            newest_seen = newest_seen.max(row.facts().dates().seen);
        }
        by_kind[usize::from(row.kind.0)].push(link);
    }
    let connect = |forward| {
        by_kind.iter().map(|of| adjacency(of, &links, nodes, forward)).collect::<Vec<Adjacency>>()
    };
    let (out, into) = (connect(true), connect(false));
    let count = by_kind.iter().map(|of| of.len() as u64).sum();
    Ok(Connected { links, out, into, count, newest_seen })
}

/// The links of one kind in one direction.
fn adjacency(members: &[u32], links: &Rows<LinkRow>, nodes: &Nodes, forward: bool) -> Adjacency {
    let place = |link: &u32| {
        let row = links.get(*link)?;
        let (node, far) = if forward { (row.from, row.to) } else { (row.to, row.from) };
        Some((u64::from(node) << 32 | u64::from(nodes.place(far)?.0), *link))
    };
    let mut sorted: Vec<(u64, u32)> = members.iter().filter_map(place).collect();
    sorted.sort_unstable();
    for same in sorted.chunk_by_mut(|a, b| a.0 == b.0).filter(|same| same.len() > 1) {
        same.sort_by_key(|(_, link)| links.get(*link).map(|row| row.tag));
    }
    let arms = sorted.into_iter().map(|(place, link)| {
        let [a, b, c, d, far @ ..] = place.to_be_bytes();
        let far = nodes.by_id[u32::from_be_bytes(far) as usize];
        (u32::from_be_bytes([a, b, c, d]), Arm { far, link })
    });
    let mut adjacency = Adjacency::default();
    adjacency.fill(&arms.collect::<Vec<_>>());
    adjacency
}
