//! Changes: read, judged, carried out on a draft, written, told.
//!
//! - [`writer`]: the one task of a server that does all of it
//! - [`load`]: reads what a batch touches
//! - [`draft`]: what a batch touches, as it was and as it becomes
//! - [`save`]: writes what a batch leads to
//! - [`receipts`]: of batches that may come a second time
//! - [`log`]: what was changed, written down and read again
//! - [`past`]: old values, kept, erased and read
//! - [`chunks`]: values a part at a time
//! - [`statements`]: the statements of `cypher/change`
//!
//! Changes are judged by [`check`](crate::store::check) as in other stores, not by constraints: so every fault is
//! told, in the same words. The constraints only guard against who writes beside us.

mod chunks;
mod draft;
mod load;
mod log;
pub(super) mod past;
mod receipts;
mod save;
mod statements;
pub(super) mod writer;

use super::driver::{Datum, Fault};
use super::layout::claim_key;
use super::layout::read::{self, Unreadable};
use super::server::Server;
use super::statement::{Parameter, Statement};
use crate::store::batch::{Key, Known};
use crate::store::records::Changed;
use crate::store::{LogQuery, Stamp, StoreError};

/// Why a transaction was not carried out.
#[derive(Debug, thiserror::Error)]
enum Stop {
    /// On the way to Neo4j.
    #[error(transparent)]
    Fault(#[from] Fault),
    /// By what stands there.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl From<Unreadable> for Stop {
    fn from(error: Unreadable) -> Self {
        Self::Store(error.into())
    }
}

impl From<Stop> for StoreError {
    fn from(stop: Stop) -> Self {
        match stop {
            Stop::Fault(fault) => fault.into(),
            Stop::Store(error) => error,
        }
    }
}

/// The newest state: how far it is and how large.
pub(super) async fn stamp(server: &Server) -> Result<Stamp, StoreError> {
    let rows = server.read(&Statement::new(statements::STAMP)).await?;
    let row = rows.first()?.unwrap_or(Datum::Null);
    let count =
        |at: usize| row.list().get(at).and_then(Datum::int).unwrap_or_default().cast_unsigned();
    let seen = row.list().get(3).and_then(Datum::text);
    let newest_seen = seen.map(read::newest_day).transpose()?;
    Ok(Stamp { sequence: count(0), nodes: count(1), links: count(2), newest_seen })
}

/// A part of the log.
pub(super) async fn log(server: &Server, query: &LogQuery) -> Result<Vec<Changed>, StoreError> {
    let LogQuery { after, until, newest_first, ref ids, limit } = *query;
    // Sequence numbers have no gaps: where every change counts, these are all that can be wanted.
    let reach = limit as u64;
    let (after, until) = match (ids, newest_first) {
        (Some(_), _) => (after, until),
        (None, false) => (after, until.min(after.saturating_add(reach))),
        (None, true) => (after.max(until.saturating_sub(reach)), until),
    };
    let number = |number: u64| Parameter::Int(i64::try_from(number).unwrap_or(i64::MAX));
    let names = ids.as_ref().map(|ids| ids.iter().flat_map(|id| log::names_of(id)).collect());
    let text = statements::changes(newest_first);
    let statement = Statement::new(text)
        .with("after", number(after))
        .with("until", number(until))
        .with("names", names.unwrap_or(Parameter::Null))
        // Each piece has a change that is wanted, but the first and the last may have it beyond the ends.
        .with("pieces", number(reach.saturating_add(2)));
    let rows = server.read(&statement).await?;
    let mut all = Vec::new();
    for piece in rows.iter() {
        let piece = log::read(server.model(), &piece?)?.into_iter().filter(|one| query.has(one));
        if newest_first {
            all.extend(piece.rev());
        } else {
            all.extend(piece);
        }
    }
    all.truncate(limit);
    Ok(all)
}

/// The nodes that have these keys, in the order of the keys.
pub(super) async fn look_up(
    server: &Server,
    keys: &[Key],
) -> Result<Vec<Option<Known>>, StoreError> {
    let model = server.model();
    let one = |(at, key): (i64, &Key)| {
        let (id, claim) = match key {
            Key::Id(id) => (id.into(), Parameter::Null),
            Key::Claim(claim) => (Parameter::Null, claim_key(model, claim).into()),
        };
        statements::map([("at", at.into()), ("id", id), ("key", claim)])
    };
    let keys: Vec<Parameter> = (0..).zip(keys).map(one).collect();
    let rows = server.read(&statements::with(statements::look_up(model), "keys", keys)).await?;
    let known = |row: &Datum<'_>| -> Result<Option<Known>, StoreError> {
        let [node, links] = row.list() else { return Ok(None) };
        let record = read::node(model, model.all_kinds(), node)?;
        Ok(Some(Known { record, links: links.int().unwrap_or_default().cast_unsigned() }))
    };
    rows.iter().map(|row| known(&row?)).collect()
}
