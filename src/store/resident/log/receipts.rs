//! The receipts of batches as rows of the file.
//!
//! Files of before there were receipts have no table for them: it is made with the tables of layout 2.

use rusqlite::{Connection, params};

use super::error::OpenError;
use super::open::{File, told};
use crate::store::Applied;
use crate::store::batch::Receipt;
use crate::store::receipts::{Kept, Receipts};

/// The table.
pub(super) const TABLE: &str = include_str!("../../../../sql/receipt.sql");

/// The receipts of a file that was opened for writing.
pub(in crate::store::resident) fn load(file: &File) -> Result<Receipts, OpenError> {
    let refused = |error: rusqlite::Error| told(&file.path, &error);
    let sql = "SELECT n, key, request, outcome, at, sequence, changed, crc FROM receipt ORDER BY n";
    let mut statement = file.connection.prepare(sql).map_err(refused)?;
    let mut rows = statement.query([]).map_err(refused)?;
    let mut receipts = Receipts::default();
    while let Some(row) = rows.next().map_err(refused)? {
        let n: i64 = row.get(0).map_err(refused)?;
        let text = |at| row.get::<_, String>(at).map_err(refused);
        let receipt =
            Receipt { key: text(1)?.into(), request: text(2)?.into(), outcome: text(3)?.into() };
        let changed: u64 = row.get(6).map_err(refused)?;
        let applied = Applied {
            sequence: row.get(5).map_err(refused)?,
            changed: usize::try_from(changed).unwrap_or(usize::MAX),
        };
        let kept = Kept { receipt, at: row.get(4).map_err(refused)?, applied };
        if crc(&kept) != row.get::<_, u32>(7).map_err(refused)? {
            return Err(OpenError::damaged(
                &file.path,
                format!("row {n} of table `receipt` does not fit its checksum"),
            ));
        }
        receipts.keep(kept);
    }
    Ok(receipts)
}

/// Writes receipts within a transaction, and forgets those that are too many or too old.
pub(super) fn write(connection: &Connection, receipts: &[Kept]) -> rusqlite::Result<()> {
    let Some(last) = receipts.last() else { return Ok(()) };
    let sql = "INSERT INTO receipt (key, request, outcome, at, sequence, changed, crc)
               VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)";
    let mut insert = connection.prepare_cached(sql)?;
    for kept in receipts {
        let Kept { receipt, at, applied } = kept;
        let changed = applied.changed as u64;
        insert.execute(params![
            &*receipt.key,
            &*receipt.request,
            &*receipt.outcome,
            at,
            applied.sequence,
            changed,
            crc(kept)
        ])?;
    }
    let oldest = last.at.saturating_sub(Receipt::AGE);
    let most = Receipt::MOST as u64;
    let sql = "DELETE FROM receipt WHERE at < ?1 OR n <= (SELECT max(n) FROM receipt) - ?2";
    connection.prepare_cached(sql)?.execute(params![oldest, most])?;
    Ok(())
}

fn crc(kept: &Kept) -> u32 {
    let Kept { receipt, at, applied } = kept;
    let mut hash = crc32fast::Hasher::new();
    for text in [&receipt.key, &receipt.request, &receipt.outcome] {
        hash.update(text.as_bytes());
        hash.update(&[0]);
    }
    hash.update(&at.to_le_bytes());
    hash.update(&applied.sequence.to_le_bytes());
    hash.update(&(applied.changed as u64).to_le_bytes());
    hash.finalize()
}
