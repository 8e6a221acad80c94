//! Reading the network from the file. Nodes and links are read by a thread each.

use std::collections::HashMap;
use std::sync::Arc;

use rusqlite::Connection;

use super::error::OpenError;
use super::open::{File, told};
use super::rows;
use crate::model::{KindId, LinkId, Model};
use crate::store::Stamp;
use crate::store::resident::facts::{LinkFacts, NodeFacts};
use crate::store::resident::index::sort_by_id;
use crate::store::resident::snapshot::adjacency::{Adjacency, Arm};
use crate::store::resident::snapshot::pages::Rows;
use crate::store::resident::snapshot::{LinkRow, NodeRow, SharedFacts, Snapshot};

/// Reads the network.
pub(in crate::store::resident) fn load(
    file: &File,
    model: &Arc<Model>,
) -> Result<Snapshot, OpenError> {
    let connection = &file.connection;
    // What this connection reads until it is done is one state, also beside a process that writes.
    let reading = connection.unchecked_transaction().map_err(|error| told(&file.path, &error))?;
    let stamp = read_stamp(file)?;
    file.check_mark(stamp.sequence)?;
    let mut state = Snapshot::empty(model);
    // Nobody else writes while this process holds the lock, so a second connection reads the same state.
    let (nodes, links) = if file.lock.is_some() {
        let beside = file.reader()?;
        let of_links = LinkReading::new(file);
        std::thread::scope(|scope| {
            let links = scope.spawn(move || of_links.read(&beside));
            let nodes = read_nodes(file, connection, model);
            (nodes, links.join())
        })
    } else {
        (read_nodes(file, connection, model), Ok(LinkReading::new(file).read(connection)))
    };
    let links = links.map_err(|_| file.damaged("reading its links failed"))?;
    (state.nodes, state.links) = (nodes?, links?);
    drop(reading);
    check_ends(file, &state)?;
    build(&mut state);
    state.stamp = Stamp { newest_seen: newest_seen(&state), ..stamp };
    let counted = (state.nodes.iter().count() as u64, state.links.iter().count() as u64);
    if counted != (stamp.nodes, stamp.links) {
        return Err(file.damaged(format!(
            "it should have {} nodes and {} links, and has {} and {}",
            stamp.nodes, stamp.links, counted.0, counted.1
        )));
    }
    Ok(state)
}

fn read_stamp(file: &File) -> Result<Stamp, OpenError> {
    let refused = |error: rusqlite::Error| told(&file.path, &error);
    let stamp = file
        .connection
        .query_row("SELECT sequence, nodes, links FROM state", [], |row| {
            Ok(Stamp {
                sequence: row.get(0)?,
                nodes: row.get(1)?,
                links: row.get(2)?,
                newest_seen: None,
            })
        })
        .map_err(refused)?;
    let last: Option<u64> = file
        .connection
        .query_row("SELECT max(last) FROM change", [], |row| row.get(0))
        .map_err(refused)?;
    if last.unwrap_or(0) != stamp.sequence {
        return Err(file.damaged("tables `state` and `change` contradict each other"));
    }
    Ok(stamp)
}

fn read_nodes(
    file: &File,
    connection: &Connection,
    model: &Model,
) -> Result<Rows<NodeRow>, OpenError> {
    let refused = |error: rusqlite::Error| told(&file.path, &error);
    let mut nodes = Rows::default();
    let mut statement = connection
        .prepare("SELECT n, kind, id, facts, crc FROM node ORDER BY n")
        .map_err(refused)?;
    let mut found = statement.query([]).map_err(refused)?;
    while let Some(row) = found.next().map_err(refused)? {
        let (n, kind): (u32, u8) = (row.get(0).map_err(refused)?, row.get(1).map_err(refused)?);
        let bad = |what: &str| file.damaged(format!("row {n} of table `node` {what}"));
        let id = row
            .get_ref(2)
            .map_err(refused)?
            .as_str()
            .map_err(|_| bad("has an id that is no text"))?;
        let facts = row.get_ref(3).map_err(refused)?.as_blob().map_err(|_| bad("has no facts"))?;
        let crc: u32 = row.get(4).map_err(refused)?;
        if crc != rows::of_node(n, kind, id, facts) {
            return Err(bad("does not fit its checksum"));
        }
        let unknown = |what| OpenError::Unknown { path: file.path.clone(), what };
        let kind = KindId(file.inward.kind(kind).map_err(unknown)?);
        let facts: Arc<[u8]> = match file.inward.node(facts).map_err(unknown)? {
            Some(translated) => translated.into(),
            None => facts.into(),
        };
        if NodeFacts(&facts).parts().is_none() || usize::from(kind.0) >= model.kinds.len() {
            return Err(bad("cannot be read"));
        }
        nodes.set(n, Some(NodeRow { id: id.into(), facts, kind }));
    }
    Ok(nodes)
}

/// What the thread that reads links needs of the file.
struct LinkReading {
    path: std::path::PathBuf,
    terms: super::terms::Terms,
}

impl LinkReading {
    fn new(file: &File) -> Self {
        Self { path: file.path.clone(), terms: file.inward.clone() }
    }

    fn read(&self, connection: &Connection) -> Result<Rows<LinkRow>, OpenError> {
        let refused = |error: rusqlite::Error| told(&self.path, &error);
        let damaged = |what| OpenError::Damaged { path: self.path.clone(), what };
        let mut links = Rows::default();
        let mut shared: HashMap<Box<[u8]>, Arc<SharedFacts>, foldhash::fast::FixedState> =
            HashMap::default();
        let sql = "SELECT n, kind, source, target, tag, facts, crc FROM link ORDER BY n";
        let mut statement = connection.prepare(sql).map_err(refused)?;
        let mut found = statement.query([]).map_err(refused)?;
        while let Some(row) = found.next().map_err(refused)? {
            let number = |at| row.get::<_, u32>(at).map_err(refused);
            let (n, from, to, tag) = (number(0)?, number(2)?, number(3)?, number(4)?);
            let bad = |what: &str| damaged(format!("row {n} of table `link` {what}"));
            let kind: u8 = row.get(1).map_err(refused)?;
            let facts =
                row.get_ref(5).map_err(refused)?.as_blob().map_err(|_| bad("has no facts"))?;
            if number(6)? != rows::of_link(n, kind, [from, to], tag, facts) {
                return Err(bad("does not fit its checksum"));
            }
            let unknown = |what| OpenError::Unknown { path: self.path.clone(), what };
            let kind = LinkId(self.terms.link(kind).map_err(unknown)?);
            let facts = if let Some(known) = shared.get(facts) {
                known.clone()
            } else {
                let own = match self.terms.link_facts(facts).map_err(unknown)? {
                    Some(translated) => translated.into(),
                    None => Box::from(facts),
                };
                if LinkFacts(&own).parts().is_none() {
                    return Err(bad("cannot be read"));
                }
                let new = Arc::new(SharedFacts(own));
                shared.insert(Box::from(facts), new.clone());
                new
            };
            links.set(n, Some(LinkRow { from, to, tag, kind, facts }));
        }
        Ok(links)
    }
}

fn check_ends(file: &File, state: &Snapshot) -> Result<(), OpenError> {
    for (n, row) in state.links.iter() {
        for end in [row.from, row.to] {
            if state.nodes.get(end).is_none() {
                return Err(file.damaged(format!(
                    "row {n} of table `link` leads to a node that is not there"
                )));
            }
        }
    }
    Ok(())
}

fn newest_seen(state: &Snapshot) -> Option<crate::model::PartialDate> {
    let now = state.links.iter().filter(|(_, row)| state.is_now(row.from, row.to, row.kind));
    now.filter_map(|(_, row)| row.facts().dates().seen).max()
}

/// Builds all that follows from the rows, on two threads.
fn build(state: &mut Snapshot) {
    let Snapshot { model, nodes, links, ids, out, into, kinds, .. } = state;
    let (nodes, links) = (&*nodes, &*links);
    let mut members: Vec<Vec<u32>> = vec![Vec::new(); model.kinds.len()];
    let mut all: Vec<u32> = Vec::new();
    for (node, row) in nodes.iter() {
        members[usize::from(row.kind.0)].push(node);
        all.push(node);
    }
    std::thread::scope(|scope| {
        scope.spawn(|| {
            for (index, members) in kinds.iter_mut().zip(members) {
                Arc::make_mut(index).rebuild(members, nodes);
            }
        });
        for (node, row) in nodes.iter() {
            ids.insert(&row.id, node, nodes);
        }
        sort_by_id(&mut all, nodes);
        let mut rank = vec![0_u32; nodes.bound() as usize];
        for (at, node) in (0..).zip(&all) {
            rank[*node as usize] = at;
        }
        connect(links, &rank, out, into);
    });
}

/// Fills the adjacency of every kind of link. Ids compare as ranks.
fn connect(links: &Rows<LinkRow>, rank: &[u32], out: &mut [Adjacency], into: &mut [Adjacency]) {
    let mut by_kind: Vec<Vec<u32>> = vec![Vec::new(); out.len()];
    for (link, row) in links.iter() {
        by_kind[usize::from(row.kind.0)].push(link);
    }
    for ((members, out), into) in by_kind.iter().zip(out).zip(into) {
        for (adjacency, forward) in [(out, true), (into, false)] {
            let mut sorted: Vec<(u64, u32, u32, Arm)> = members
                .iter()
                .filter_map(|link| {
                    let row = links.get(*link)?;
                    let (node, far) = if forward { (row.from, row.to) } else { (row.to, row.from) };
                    let place = u64::from(node) << 32 | u64::from(rank[far as usize]);
                    Some((place, row.tag, node, Arm { far, link: *link }))
                })
                .collect();
            sorted.sort_unstable_by_key(|(place, tag, ..)| (*place, *tag));
            let arms: Vec<(u32, Arm)> =
                sorted.into_iter().map(|(.., node, arm)| (node, arm)).collect();
            adjacency.fill(&arms);
        }
    }
}
