//! Bringing a file of an older layout to this one.

use std::path::Path;
use std::sync::Arc;

use rusqlite::{Connection, Transaction, params};

use super::blocks;
use super::checksum::checksum;
use super::error::OpenError;
use super::open::{LAYOUT, LINK_TABLE, NODE_TABLE, told};
use super::past;
use super::receipts;
use super::terms::{NotKnown, Terms};
use crate::model::{KindId, LinkId};
use crate::store::resident::snapshot::pages::Rows;
use crate::store::resident::snapshot::{LinkRow, NodeRow, SharedFacts};

/// From layout 1, where each node and link was a row, to blocks of them: all or nothing. `terms` are from the numbers
/// of the file to themselves.
pub(super) fn from_layout_1(
    path: &Path,
    connection: &mut Connection,
    terms: &Terms,
) -> Result<(), OpenError> {
    let refused = |error: rusqlite::Error| told(path, &error);
    let damaged = |what| OpenError::Damaged { path: path.to_owned(), what };
    let transaction = connection.transaction().map_err(refused)?;
    let nodes = read_nodes(&transaction).map_err(refused)?.map_err(damaged)?;
    let links = read_links(&transaction).map_err(refused)?.map_err(damaged)?;
    transaction.execute_batch("DROP TABLE node; DROP TABLE link;").map_err(refused)?;
    transaction.execute_batch(NODE_TABLE).map_err(refused)?;
    transaction.execute_batch(LINK_TABLE).map_err(refused)?;
    transaction.execute_batch(receipts::TABLE).map_err(refused)?;
    let put_nodes = "INSERT INTO node (block, nodes, crc) VALUES (?1, ?2, ?3)";
    write(&transaction, put_nodes, nodes.bound().div_ceil(blocks::NODES), |block| {
        blocks::of_nodes(&nodes, block, terms)
    })
    .map_err(refused)?
    .map_err(damaged)?;
    let put_links = "INSERT INTO link (block, links, crc) VALUES (?1, ?2, ?3)";
    write(&transaction, put_links, links.bound().div_ceil(blocks::LINKS), |block| {
        blocks::of_links(&links, block, terms)
    })
    .map_err(refused)?
    .map_err(damaged)?;
    transaction.pragma_update(None, "user_version", 2).map_err(refused)?;
    transaction.commit().map_err(refused)
}

/// From layout 2, which kept no old values. Of its changes it stays unknown what they made different.
pub(super) fn from_layout_2(path: &Path, connection: &mut Connection) -> Result<(), OpenError> {
    let refused = |error: rusqlite::Error| told(path, &error);
    let transaction = connection.transaction().map_err(refused)?;
    transaction.execute_batch(past::TABLE).map_err(refused)?;
    transaction.pragma_update(None, "user_version", LAYOUT).map_err(refused)?;
    transaction.commit().map_err(refused)
}

/// What was read, or what of the file is damaged.
type Found<T> = rusqlite::Result<Result<T, String>>;

fn read_nodes(transaction: &Transaction<'_>) -> Found<Rows<NodeRow>> {
    let mut nodes = Rows::default();
    let mut statement = transaction.prepare("SELECT n, kind, id, facts, crc FROM node")?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let (n, kind, id): (u32, u8, String) = (row.get(0)?, row.get(1)?, row.get(2)?);
        let (facts, crc): (Vec<u8>, u32) = (row.get(3)?, row.get(4)?);
        let content = [&n.to_le_bytes()[..], &[kind], id.as_bytes(), &[0], &facts].concat();
        if crc32fast::hash(&content) != crc {
            return Ok(Err(unfit("node", n)));
        }
        nodes.set(n, Some(NodeRow { id: id.into(), facts: facts.into(), kind: KindId(kind) }));
    }
    Ok(Ok(nodes))
}

fn read_links(transaction: &Transaction<'_>) -> Found<Rows<LinkRow>> {
    let mut links = Rows::default();
    let sql = "SELECT n, kind, source, target, tag, facts, crc FROM link";
    let mut statement = transaction.prepare(sql)?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let (n, kind, from): (u32, u8, u32) = (row.get(0)?, row.get(1)?, row.get(2)?);
        let (to, tag): (u32, u32) = (row.get(3)?, row.get(4)?);
        let (facts, crc): (Vec<u8>, u32) = (row.get(5)?, row.get(6)?);
        let numbers = [n, from, to, tag].map(u32::to_le_bytes).concat();
        if crc32fast::hash(&[&numbers[..], &[kind], &facts].concat()) != crc {
            return Ok(Err(unfit("link", n)));
        }
        let facts = Arc::new(SharedFacts(facts.into()));
        links.set(n, Some(LinkRow { from, to, tag, kind: LinkId(kind), facts }));
    }
    Ok(Ok(links))
}

fn unfit(table: &str, n: u32) -> String {
    format!("row {n} of table `{table}` does not fit its checksum")
}

fn write(
    transaction: &Transaction<'_>,
    put: &str,
    count: u32,
    of_block: impl Fn(u32) -> Result<Vec<u8>, NotKnown>,
) -> Found<()> {
    let mut put = transaction.prepare(put)?;
    for block in 0..count {
        match of_block(block) {
            Ok(bytes) if bytes.is_empty() => {}
            Ok(bytes) => _ = put.execute(params![block, bytes, checksum(block.into(), &bytes)])?,
            Err(unknown) => return Ok(Err(unknown)),
        }
    }
    Ok(Ok(()))
}
