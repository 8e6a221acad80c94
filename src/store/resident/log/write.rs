//! Making changes durable.

use rusqlite::{CachedStatement, Connection, params};

use super::history;
use super::mark::Mark;
use super::open::File;
use super::terms::Terms;
use super::{receipts, rows};
use crate::store::StoreError;
use crate::store::receipts::Kept;
use crate::store::records::Changed;
use crate::store::resident::change::Touched;
use crate::store::resident::snapshot::Snapshot;

/// After so many pages in the write-ahead log it is brought into the database: 16 MB.
const FRAMES: u32 = 4_096;

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
        changes: &[Changed],
        kept: &[Kept],
    ) -> Result<(), StoreError> {
        let written = self.write(state, touched, changes, kept);
        written.map_err(|why| {
            // Whatever of it was written is undone; nothing of it was acknowledged.
            if !self.connection.is_autocommit() {
                _ = self.connection.execute_batch("ROLLBACK");
            }
            let message =
                format!("the changes could not be written to the file, and none was: {why}");
            StoreError::Unavailable(message)
        })
    }

    fn write(
        &self,
        state: &Snapshot,
        touched: &Touched,
        changes: &[Changed],
        kept: &[Kept],
    ) -> Result<(), String> {
        let told = |error: rusqlite::Error| error.to_string();
        self.connection.execute_batch("BEGIN IMMEDIATE").map_err(told)?;
        self.nodes(state, touched)?;
        self.links(state, touched)?;
        let mut insert =
            self.prepare("INSERT INTO change (last, entries, crc) VALUES (?1, ?2, ?3)")?;
        for row in history::in_rows(changes) {
            let last = row.last().map_or(0, |change| change.sequence);
            let entries = history::write(row, &self.outward)?;
            let crc = rows::of_changes(last, &entries);
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

    fn prepare(&self, sql: &str) -> Result<CachedStatement<'_>, String> {
        self.connection.prepare_cached(sql).map_err(|error| error.to_string())
    }

    fn nodes(&self, state: &Snapshot, touched: &Touched) -> Result<(), String> {
        let told = |error: rusqlite::Error| error.to_string();
        let sql =
            "INSERT OR REPLACE INTO node (n, kind, id, facts, crc) VALUES (?1, ?2, ?3, ?4, ?5)";
        let (mut put, mut remove) =
            (self.prepare(sql)?, self.prepare("DELETE FROM node WHERE n = ?1")?);
        for n in &touched.nodes {
            let Some(row) = state.nodes.get(*n) else {
                remove.execute([n]).map_err(told)?;
                continue;
            };
            let kind = self.outward.kind(row.kind.0)?;
            let translated = self.outward.node(&row.facts)?;
            let facts = translated.as_deref().unwrap_or(&row.facts);
            let crc = rows::of_node(*n, kind, &row.id, facts);
            put.execute(params![n, kind, &*row.id, facts, crc]).map_err(told)?;
        }
        Ok(())
    }

    fn links(&self, state: &Snapshot, touched: &Touched) -> Result<(), String> {
        let told = |error: rusqlite::Error| error.to_string();
        let sql = "INSERT OR REPLACE INTO link (n, kind, source, target, tag, facts, crc)
                   VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)";
        let (mut put, mut remove) =
            (self.prepare(sql)?, self.prepare("DELETE FROM link WHERE n = ?1")?);
        for n in &touched.links {
            let Some(row) = state.links.get(*n) else {
                remove.execute([n]).map_err(told)?;
                continue;
            };
            let kind = self.outward.link(row.kind.0)?;
            let translated = self.outward.link_facts(&row.facts.0)?;
            let facts = translated.as_deref().unwrap_or(&row.facts.0);
            let crc = rows::of_link(*n, kind, [row.from, row.to], row.tag, facts);
            put.execute(params![n, kind, row.from, row.to, row.tag, facts, crc]).map_err(told)?;
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
