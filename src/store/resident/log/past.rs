//! Old values as rows of the file.

use rusqlite::{Connection, params};

use super::checksum::checksum;
use super::terms::Terms;
use crate::store::error::Said;
use crate::store::resident::past::{OldFacts, Past, is_by};
use crate::store::{Damaged, StoreError, Unavailable};

/// The table, which is made again where it is missing: files of an older layout have none.
pub(super) const TABLE: &str = include_str!("../../../../sql/past.sql");

/// Writes what changes did to old values.
pub(super) fn write(connection: &Connection, past: &Past, outward: &Terms) -> Result<(), String> {
    let told = |error: rusqlite::Error| error.to_string();
    let mut erase = connection.prepare_cached("DELETE FROM past WHERE whose = ?1").map_err(told)?;
    for whose in &past.erased {
        erase.execute([whose]).map_err(told)?;
    }
    for by in &past.forgotten {
        forget(connection, by).map_err(told)?;
    }
    let insert = "INSERT INTO past (whose, sequence, facts, crc) VALUES (?1, ?2, ?3, ?4)";
    let mut insert = connection.prepare_cached(insert).map_err(told)?;
    for (whose, all) in &past.kept {
        for (sequence, old) in all {
            let translated = match old {
                OldFacts::Node(facts) => outward.node(facts)?,
                OldFacts::Link(facts) => outward.link_facts(&facts.0)?,
            };
            let facts = translated.as_deref().unwrap_or(old.bytes());
            insert
                .execute(params![whose, sequence, facts, checksum(*sequence, facts)])
                .map_err(told)?;
        }
    }
    Ok(())
}

fn forget(connection: &Connection, by: &str) -> rusqlite::Result<()> {
    let mut all = connection.prepare("SELECT whose, sequence, facts FROM past")?;
    let mut rows = all.query([])?;
    let mut theirs: Vec<(u64, u64)> = Vec::new();
    while let Some(row) = rows.next()? {
        if is_by(row.get_ref(2)?.as_blob().unwrap_or_default(), by) {
            theirs.push((row.get(0)?, row.get(1)?));
        }
    }
    let mut erase = connection.prepare("DELETE FROM past WHERE whose = ?1 AND sequence = ?2")?;
    for (whose, sequence) in theirs {
        erase.execute([whose, sequence])?;
    }
    Ok(())
}

/// What the first two updates replaced whose sequence numbers are this or later, in the numbers of the model.
/// What the model no longer knows ends it: nothing can be told of values that cannot be read.
pub(super) fn from(
    connection: &Connection,
    inward: &Terms,
    whose: u64,
    sequence: u64,
) -> Result<Vec<(u64, Vec<u8>)>, StoreError> {
    let told = |error: rusqlite::Error| Unavailable::NotRead(Said::of(error));
    let sql = "SELECT sequence, facts, crc FROM past WHERE whose = ?1 AND sequence >= ?2
        ORDER BY sequence LIMIT 2";
    let mut statement = connection.prepare_cached(sql).map_err(told)?;
    let mut rows = statement.query([whose, sequence]).map_err(told)?;
    let mut found = Vec::new();
    while let Some(row) = rows.next().map_err(told)? {
        let (at, crc): (u64, u32) = (row.get(0).map_err(told)?, row.get(2).map_err(told)?);
        let facts = row.get_ref(1).map_err(told)?.as_blob().unwrap_or_default();
        if crc != checksum(at, facts) {
            return Err(Damaged::Replaced { at }.into());
        }
        let translated = if whose & 1 == 0 { inward.node(facts) } else { inward.link_facts(facts) };
        match translated {
            Ok(translated) => found.push((at, translated.unwrap_or_else(|| facts.to_vec()))),
            Err(_) => break,
        }
    }
    Ok(found)
}
