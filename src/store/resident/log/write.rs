//! Making changes durable.

use std::collections::BTreeSet;

use rusqlite::{CachedStatement, Connection, ErrorCode, params};

use super::blocks;
use super::checksum::checksum;
use super::history;
use super::mark::Mark;
use super::open::File;
use super::past;
use super::receipts;
use super::terms::{NotKnown, Terms};
use crate::store::error::Said;
use crate::store::receipts::Kept;
use crate::store::records::Changed;
use crate::store::resident::past::Past;
use crate::store::resident::snapshot::Snapshot;
use crate::store::{StoreError, Unavailable};

/// After so many pages in the write-ahead log it is brought into the database: 16 MB.
const FRAMES: u32 = 4_096;

/// The blocks whose nodes and links were written or removed.
#[derive(Default, Debug)]
pub(in crate::store::resident) struct Touched {
    nodes: BTreeSet<u32>,
    links: BTreeSet<u32>,
}

impl Touched {
    /// Notes a node.
    pub(in crate::store::resident) fn node(&mut self, node: u32) {
        self.nodes.insert(node / blocks::NODES);
    }

    /// Notes a link.
    pub(in crate::store::resident) fn link(&mut self, link: u32) {
        self.links.insert(link / blocks::LINKS);
    }
}

/// The file, as the writer has it.
#[derive(Debug)]
pub(in crate::store::resident) struct Log {
    connection: Connection,
    outward: Terms,
    pub(in crate::store::resident) mark: Mark,
    /// Held until the writer ends.
    _lock: Option<std::fs::File>,
}

impl Log {
    /// The log of a file whose network is at a sequence number.
    pub(in crate::store::resident) fn new(file: File, sequence: u64) -> Self {
        let mark = Mark::new(&file.path, sequence);
        Self { connection: file.connection, outward: file.outward, mark, _lock: file.lock }
    }

    /// Writes what was touched in one transaction. When it returns, all of it is on the disk.
    pub(in crate::store::resident) fn commit(
        &mut self,
        state: &Snapshot,
        touched: &Touched,
        past: &Past,
        changes: &[Changed],
        kept: &[Kept],
    ) -> Result<(), StoreError> {
        let written = self.write(state, touched, past, changes, kept);
        written.map_err(|why| {
            // Whatever of it was written is undone; nothing of it was acknowledged.
            if !self.connection.is_autocommit() {
                _ = self.connection.execute_batch("ROLLBACK");
            }
            why.into()
        })
    }

    fn write(
        &self,
        state: &Snapshot,
        touched: &Touched,
        past: &Past,
        changes: &[Changed],
        kept: &[Kept],
    ) -> Result<(), Unavailable> {
        self.connection.execute_batch("BEGIN IMMEDIATE").map_err(told)?;
        self.nodes(state, touched)?;
        self.links(state, touched)?;
        past::write(&self.connection, past, &self.outward).map_err(not_written)?;
        let mut insert =
            self.prepare("INSERT INTO change (last, entries, crc) VALUES (?1, ?2, ?3)")?;
        for row in history::in_rows(changes) {
            let last = row.last().map_or(0, |change| change.sequence);
            let entries = history::write(row, &self.outward).map_err(not_written)?;
            let crc = checksum(last, &entries);
            insert.execute(params![last, entries, crc]).map_err(told)?;
        }
        let stamp = state.stamp;
        self.prepare("UPDATE state SET sequence = ?1, nodes = ?2, links = ?3")?
            .execute(params![stamp.sequence, stamp.nodes, stamp.links])
            .map_err(told)?;
        receipts::write(&self.connection, kept).map_err(told)?;
        self.prepare("COMMIT")?.execute([]).map_err(told)?;
        Ok(())
    }

    fn prepare(&self, sql: &str) -> Result<CachedStatement<'_>, Unavailable> {
        self.connection.prepare_cached(sql).map_err(told)
    }

    fn nodes(&self, state: &Snapshot, touched: &Touched) -> Result<(), Unavailable> {
        let put = "INSERT OR REPLACE INTO node (block, nodes, crc) VALUES (?1, ?2, ?3)";
        let of_block = |block| blocks::of_nodes(&state.nodes, block, &self.outward);
        self.blocks(put, "DELETE FROM node WHERE block = ?1", &touched.nodes, of_block)
    }

    fn links(&self, state: &Snapshot, touched: &Touched) -> Result<(), Unavailable> {
        let put = "INSERT OR REPLACE INTO link (block, links, crc) VALUES (?1, ?2, ?3)";
        let of_block = |block| blocks::of_links(&state.links, block, &self.outward);
        self.blocks(put, "DELETE FROM link WHERE block = ?1", &touched.links, of_block)
    }

    /// Writes some blocks of a table, and removes those that became empty.
    fn blocks(
        &self,
        put: &str,
        remove: &str,
        touched: &BTreeSet<u32>,
        of_block: impl Fn(u32) -> Result<Vec<u8>, NotKnown>,
    ) -> Result<(), Unavailable> {
        let (mut put, mut remove) = (self.prepare(put)?, self.prepare(remove)?);
        for block in touched {
            let bytes = of_block(*block).map_err(not_written)?;
            if bytes.is_empty() {
                remove.execute([block]).map_err(told)?;
            } else {
                let crc = checksum((*block).into(), &bytes);
                put.execute(params![block, bytes, crc]).map_err(told)?;
            }
        }
        Ok(())
    }

    /// Brings the write-ahead log into the database when it became long, so that it starts over.
    pub(in crate::store::resident) fn checkpoint(&self) {
        let frames = |mode: &str| -> rusqlite::Result<u32> {
            // -1 where there is no log yet.
            let sql = format!("PRAGMA wal_checkpoint({mode})");
            let frames: i64 = self.connection.query_row(&sql, [], |row| row.get(1))?;
            Ok(u32::try_from(frames).unwrap_or(0))
        };
        let done = match frames("NOOP") {
            Ok(long) if long >= FRAMES => frames("RESTART").map(drop),
            other => other.map(drop),
        };
        if let Err(error) = done {
            tracing::warn!(%error, "the write-ahead log could not be brought into the database");
        }
    }
}

/// What an error of `SQLite` means for whoever wants something written.
fn told(error: rusqlite::Error) -> Unavailable {
    match error.sqlite_error_code() {
        Some(ErrorCode::DiskFull) => Unavailable::DiskFull,
        _ => not_written(error),
    }
}

fn not_written(why: impl std::fmt::Display) -> Unavailable {
    Unavailable::NotWritten(Said::of(why))
}
