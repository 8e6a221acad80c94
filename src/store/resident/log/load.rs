//! Reading the network from the file, on several threads.
//!
//! One thread reads nodes and puts them in order, one reads links, connects them and collects the words of the nodes, and
//! one has `SQLite` look over the whole file meanwhile. The network is taken only when all three are content.

use std::collections::HashMap;
use std::path::Path;
use std::sync::Arc;

use rusqlite::Connection;

use super::blocks;
use super::checksum::checksum;
use super::error::OpenError;
use super::open::{File, check, told};
use super::terms::Terms;
use crate::model::{KindId, LinkId, Model};
use crate::store::Stamp;
use crate::store::resident::facts::{LinkFacts, NodeFacts};
use crate::store::resident::index::words::Words;
use crate::store::resident::snapshot::build::{Connected, Nodes, connect};
use crate::store::resident::snapshot::pages::{Filling, Rows};
use crate::store::resident::snapshot::{LinkRow, NodeRow, SharedFacts, Snapshot};

/// Reads the network.
pub(in crate::store::resident) fn load(
    file: &File,
    model: &Arc<Model>,
) -> Result<Snapshot, OpenError> {
    let [of_nodes, of_links] = readers(file)?;
    let stamp = read_stamp(file, &of_nodes)?;
    file.check_mark(stamp.sequence)?;
    let beside = file.reader()?;
    let path = &file.path;
    let blocks = |connection| Blocks { path, terms: &file.inward, connection };
    let (of_nodes, of_links) = (blocks(of_nodes), blocks(of_links));
    let (tell, told) = std::sync::mpsc::sync_channel::<Arc<Nodes>>(1);
    let (state, linked) = std::thread::scope(|scope| {
        let checked = scope.spawn(move || check(path, &beside));
        let linked = scope.spawn(move || {
            let links = of_links.links()?;
            // Nobody tells when the nodes could not be read, which is said in place of this.
            let nodes =
                told.recv().map_err(|_| OpenError::damaged(path, "its nodes could not be read"))?;
            let connected =
                connect(links, &nodes, model).map_err(|what| OpenError::damaged(path, what))?;
            Ok((connected, nodes.words(model)))
        });
        let state = of_nodes.nodes(model).map(|rows| {
            let nodes = Arc::new(Nodes::of(rows, model));
            // The other thread is gone when the links could not be read, which is said below.
            _ = tell.send(nodes.clone());
            nodes.arrange(model)
        });
        drop(tell);
        let failed = |_| OpenError::damaged(path, "reading it failed");
        checked.join().map_err(failed)??;
        Ok((state?, linked.join().map_err(failed)??))
    })?;
    let (links, words) = linked;
    whole(state, links, words, stamp).map_err(|what| OpenError::damaged(path, what))
}

/// Puts together what the threads made, if it is as much as there should be.
fn whole(
    mut state: Snapshot,
    links: Connected,
    words: Vec<Words>,
    stamp: Stamp,
) -> Result<Snapshot, String> {
    let found = state.stamp.nodes;
    if (found, links.count) != (stamp.nodes, stamp.links) {
        return Err(format!(
            "it should have {} nodes and {} links, and has {found} and {}",
            stamp.nodes, stamp.links, links.count
        ));
    }
    (state.links, state.out, state.into) = (links.links, links.out, links.into);
    for (index, words) in state.kinds.iter_mut().zip(words) {
        Arc::make_mut(index).words = words;
    }
    state.stamp = Stamp { newest_seen: links.newest_seen, ..stamp };
    Ok(state)
}

/// Two connections that see the same state until they are closed, also beside a process that writes.
fn readers(file: &File) -> Result<[Connection; 2], OpenError> {
    let refused = |error: rusqlite::Error| told(&file.path, &error);
    let both = [file.reader()?, file.reader()?];
    let taken = |connection: &Connection| -> rusqlite::Result<u64> {
        connection.execute_batch("BEGIN")?;
        connection.query_row("SELECT sequence FROM state", [], |row| row.get(0))
    };
    // Every commit has a sequence number of its own, and rarely does one fall between two lines.
    while taken(&both[0]).map_err(refused)? != taken(&both[1]).map_err(refused)? {
        for connection in &both {
            connection.execute_batch("ROLLBACK").map_err(refused)?;
        }
    }
    Ok(both)
}

fn read_stamp(file: &File, connection: &Connection) -> Result<Stamp, OpenError> {
    let refused = |error: rusqlite::Error| told(&file.path, &error);
    let stamp = connection
        .query_row("SELECT sequence, nodes, links FROM state", [], |row| {
            Ok(Stamp {
                sequence: row.get(0)?,
                nodes: row.get(1)?,
                links: row.get(2)?,
                newest_seen: None,
            })
        })
        .map_err(refused)?;
    let last: Option<u64> = connection
        .query_row("SELECT max(last) FROM change", [], |row| row.get(0))
        .map_err(refused)?;
    if last.unwrap_or(0) != stamp.sequence {
        return Err(OpenError::damaged(
            &file.path,
            "tables `state` and `change` contradict each other",
        ));
    }
    Ok(stamp)
}

/// What a thread needs to read one of the tables.
struct Blocks<'a> {
    path: &'a Path,
    terms: &'a Terms,
    connection: Connection,
}

impl Blocks<'_> {
    fn nodes(&self, model: &Model) -> Result<Rows<NodeRow>, OpenError> {
        let mut nodes = Filling::default();
        self.each("node", "SELECT block, nodes, crc FROM node ORDER BY block", |block, bytes| {
            let bad = || self.bad("node", block, "cannot be read");
            for node in blocks::nodes_in(block, bytes) {
                let node = node.ok_or_else(bad)?;
                let kind = KindId(self.terms.kind(node.kind).map_err(|what| self.unknown(what))?);
                let facts: Arc<[u8]> =
                    match self.terms.node(node.facts).map_err(|what| self.unknown(what))? {
                        Some(translated) => translated.into(),
                        None => node.facts.into(),
                    };
                if NodeFacts(&facts).parts().is_none() || usize::from(kind.0) >= model.kinds.len() {
                    return Err(bad());
                }
                nodes.push(node.n, NodeRow { id: node.id.into(), facts, kind });
            }
            Ok(())
        })?;
        Ok(nodes.done())
    }

    fn links(&self) -> Result<Rows<LinkRow>, OpenError> {
        let mut links = Filling::default();
        let mut shared: HashMap<Box<[u8]>, Arc<SharedFacts>, foldhash::fast::FixedState> =
            HashMap::default();
        self.each("link", "SELECT block, links, crc FROM link ORDER BY block", |block, bytes| {
            let bad = || self.bad("link", block, "cannot be read");
            let (facts, rest) = blocks::facts_in(bytes).ok_or_else(bad)?;
            let mut known = Vec::with_capacity(facts.len());
            for facts in facts {
                let one = if let Some(one) = shared.get(facts) {
                    one.clone()
                } else {
                    let new = self.link_facts(facts)?.ok_or_else(bad)?;
                    shared.insert(facts.into(), new.clone());
                    new
                };
                known.push(one);
            }
            for link in blocks::links_in(block, rest) {
                let link = link.ok_or_else(bad)?;
                let kind = LinkId(self.terms.link(link.kind).map_err(|what| self.unknown(what))?);
                let facts = known.get(link.facts).ok_or_else(bad)?.clone();
                let row = LinkRow { from: link.from, to: link.to, tag: link.tag, kind, facts };
                links.push(link.n, row);
            }
            Ok(())
        })?;
        Ok(links.done())
    }

    /// The facts of links in the numbers of the model; none when they cannot be read.
    fn link_facts(&self, facts: &[u8]) -> Result<Option<Arc<SharedFacts>>, OpenError> {
        let own = match self.terms.link_facts(facts).map_err(|what| self.unknown(what))? {
            Some(translated) => translated.into(),
            None => Box::from(facts),
        };
        let whole = LinkFacts(&own).parts().is_some();
        Ok(whole.then(|| Arc::new(SharedFacts(own))))
    }

    /// Reads a table whose columns are block, content and checksum.
    fn each(
        &self,
        table: &str,
        sql: &str,
        mut take: impl FnMut(u32, &[u8]) -> Result<(), OpenError>,
    ) -> Result<(), OpenError> {
        let refused = |error: rusqlite::Error| told(self.path, &error);
        let mut statement = self.connection.prepare(sql).map_err(refused)?;
        let mut found = statement.query([]).map_err(refused)?;
        while let Some(row) = found.next().map_err(refused)? {
            let block: u32 = row.get(0).map_err(refused)?;
            let content = row.get_ref(1).map_err(refused)?;
            let crc: u32 = row.get(2).map_err(refused)?;
            let bytes = content.as_blob().map_err(|_| self.bad(table, block, "has no content"))?;
            if crc != checksum(block.into(), bytes) {
                return Err(self.bad(table, block, "does not fit its checksum"));
            }
            take(block, bytes)?;
        }
        Ok(())
    }

    fn bad(&self, table: &str, block: u32, what: &str) -> OpenError {
        OpenError::damaged(self.path, format!("row {block} of table `{table}` {what}"))
    }

    fn unknown(&self, what: String) -> OpenError {
        OpenError::Unknown { path: self.path.to_owned(), what }
    }
}
