//! Look-ups by id that several requests ask for at once become one statement.
//!
//! While few statements of a kind are under way, a look-up is a statement of its own and waits for nothing. Once
//! [`MOST_UNDER_WAY`] are, look-ups of equal statements for equal eyes queue, and when one of those is done
//! all that wait become one. So nobody waits for a timer, and the busier the database, the more a statement does.
//!
//! The queue is async-graphql's `DataLoader`. It has a timer, which says when to load what has gathered; here
//! that is the [`Gate`], which opens when a statement is done.

use std::collections::{HashMap, HashSet};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use async_graphql::dataloader::{DataLoader, Loader};
use async_graphql::runtime::{Timer, TokioSpawner};
use futures_util::future::{BoxFuture, try_join_all};
use tokio::sync::Notify;

use crate::plan::viewer::Sight;
use crate::store::StoreError;
use crate::store::neo4j::driver::{Datum, Rows};
use crate::store::neo4j::layout::read::Unreadable;
use crate::store::neo4j::server::Server;
use crate::store::neo4j::statement::{Parameter, Statement};
use crate::store::trace;

/// How many statements of a lane are under way before further look-ups queue.
const MOST_UNDER_WAY: usize = 2;

/// How many ids one statement asks for, and how many bytes they may have: the driver's longer messages stall.
const MOST_IDS: usize = 100;
const MOST_BYTES: usize = 7_000;

/// How many lanes are kept; those in use always are.
const MOST_LANES: usize = 500;

/// The parameter of a look-up's ids.
pub(super) const IDS: &str = "ids";

/// A row that was found, among those of the statement that found it.
#[derive(Clone)]
pub(super) struct Found {
    rows: Arc<Rows>,
    at: usize,
}

impl Found {
    /// The row.
    pub(super) fn row(&self) -> Result<Datum<'_>, StoreError> {
        self.rows.row(self.at)
    }
}

/// The look-ups of a store.
pub(in crate::store::neo4j) struct Lookups {
    server: Arc<Server>,
    /// By the text of their statements.
    lanes: Mutex<HashMap<String, Vec<Arc<Lane>>>>,
}

impl Lookups {
    /// Of a database.
    pub(in crate::store::neo4j) fn new(server: Arc<Server>) -> Self {
        Self { server, lanes: Mutex::default() }
    }

    /// What a statement finds by ids, each given once, for one who sees so much.
    pub(super) async fn find(
        &self,
        statement: Statement,
        sight: &Arc<Sight>,
        ids: &[Arc<str>],
    ) -> Result<Vec<Found>, StoreError> {
        let lane = self.lane(statement, sight);
        if let Some(_under_way) = lane.gate.enter() {
            let found = lane.asker.ask(ids).await?;
            return Ok(found.into_iter().map(|(_, found)| found).collect());
        }
        let found = lane.queue.load_many(ids.iter().cloned()).await?;
        // The statement was sent for several requests, none of which is told of the others' ids.
        trace::sent(found.len(), || lane.asker.statement.told());
        Ok(found.into_values().collect())
    }

    /// The lane of a statement and a sight. Both: equal texts mean equal statements, but nobody should have to
    /// prove that they say all of what may be seen.
    fn lane(&self, statement: Statement, sight: &Arc<Sight>) -> Arc<Lane> {
        let mut lanes = self.lanes.lock().unwrap_or_else(PoisonError::into_inner);
        let known = lanes.get(statement.text()).into_iter().flatten();
        let mut known = known.filter(|lane| lane.asker.statement == statement);
        if let Some(lane) = known.find(|lane| lane.sight == *sight) {
            return lane.clone();
        }
        if lanes.len() >= MOST_LANES {
            lanes.retain(|_, lanes| {
                lanes.retain(|lane| Arc::strong_count(lane) > 1);
                !lanes.is_empty()
            });
        }
        let lane = Arc::new(Lane::new(self.server.clone(), statement, sight.clone()));
        lanes.entry(lane.asker.statement.text().to_owned()).or_default().push(lane.clone());
        lane
    }
}

/// Look-ups that can be merged: those of one statement, for one sight.
struct Lane {
    sight: Arc<Sight>,
    gate: Arc<Gate>,
    asker: Asker,
    queue: DataLoader<Asker>,
}

impl Lane {
    fn new(server: Arc<Server>, statement: Statement, sight: Arc<Sight>) -> Self {
        let gate = Arc::new(Gate::default());
        let asker = Asker { server, statement, gate: gate.clone() };
        let timer = WhenFree(gate.clone());
        let queue = DataLoader::new(asker.clone(), TokioSpawner::current(), timer);
        Self { sight, gate, asker, queue: queue.max_batch_size(MOST_IDS) }
    }
}

/// Asks for many ids.
#[derive(Clone)]
struct Asker {
    server: Arc<Server>,
    /// Without its ids.
    statement: Statement,
    gate: Arc<Gate>,
}

impl Asker {
    async fn ask(&self, ids: &[Arc<str>]) -> Result<Vec<(Arc<str>, Found)>, StoreError> {
        let parts = try_join_all(portions(ids).into_iter().map(|ids| self.ask_portion(ids)));
        Ok(parts.await?.into_iter().flatten().collect())
    }

    async fn ask_portion(&self, ids: &[Arc<str>]) -> Result<Vec<(Arc<str>, Found)>, StoreError> {
        let statement = self.statement.clone().with(IDS, ids.iter().collect::<Parameter>());
        let rows = Arc::new(self.server.driver().read(&statement).await?);
        let found = rows.iter().enumerate().map(|(at, row)| {
            let row = row?;
            let id = row.list().first().and_then(Datum::text);
            let id = id.ok_or_else(|| Unreadable("a node without id".to_owned()))?;
            Ok((Arc::from(id), Found { rows: rows.clone(), at }))
        });
        found.collect()
    }
}

impl Loader<Arc<str>> for Asker {
    type Value = Found;
    type Error = StoreError;

    async fn load(&self, ids: &[Arc<str>]) -> Result<HashMap<Arc<str>, Found>, StoreError> {
        let _under_way = self.gate.pass();
        Ok(self.ask(ids).await?.into_iter().collect())
    }
}

/// Ids in portions that fit into a statement each.
fn portions(ids: &[Arc<str>]) -> Vec<&[Arc<str>]> {
    let mut portions = Vec::new();
    let (mut start, mut bytes) = (0, 0);
    for (at, id) in ids.iter().enumerate() {
        if at > start && (at - start == MOST_IDS || bytes + id.len() > MOST_BYTES) {
            portions.push(&ids[start..at]);
            (start, bytes) = (at, 0);
        }
        bytes += id.len();
    }
    portions.push(&ids[start..]);
    portions
}

/// How many statements of a lane are under way, and who waits for one to be done.
#[derive(Default)]
struct Gate {
    under_way: AtomicUsize,
    /// How many batches wait: a caller who comes later must not go before them.
    waiting: AtomicUsize,
    done: Notify,
}

impl Gate {
    /// Lets a caller through if few are under way and nobody waits.
    fn enter(&self) -> Option<UnderWay<'_>> {
        if self.waiting.load(Ordering::Acquire) > 0 {
            return None;
        }
        let more = |now: usize| (now < MOST_UNDER_WAY).then_some(now + 1);
        self.under_way.fetch_update(Ordering::AcqRel, Ordering::Acquire, more).ok()?;
        Some(UnderWay(self))
    }

    /// Lets a batch through: it has waited, or is as large as batches get.
    fn pass(&self) -> UnderWay<'_> {
        self.under_way.fetch_add(1, Ordering::AcqRel);
        UnderWay(self)
    }

    /// Waits until few are under way.
    async fn wait(&self) {
        self.waiting.fetch_add(1, Ordering::AcqRel);
        loop {
            let done = self.done.notified();
            if self.under_way.load(Ordering::Acquire) < MOST_UNDER_WAY {
                break;
            }
            done.await;
        }
        self.waiting.fetch_sub(1, Ordering::AcqRel);
    }
}

/// A statement that is under way, until it is dropped.
struct UnderWay<'g>(&'g Gate);

impl Drop for UnderWay<'_> {
    fn drop(&mut self) {
        self.0.under_way.fetch_sub(1, Ordering::AcqRel);
        self.0.done.notify_one();
    }
}

/// The timer of a `DataLoader` that waits for the gate, not for time.
struct WhenFree(Arc<Gate>);

impl Timer for WhenFree {
    fn delay(&self, _: Duration) -> BoxFuture<'static, ()> {
        let gate = self.0.clone();
        Box::pin(async move { gate.wait().await })
    }
}

/// Ids, each once, in the order given.
pub(super) fn distinct(ids: &[Arc<str>]) -> Vec<Arc<str>> {
    let mut seen = HashSet::with_capacity(ids.len());
    ids.iter().filter(|id| seen.insert(&***id)).cloned().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ids(many: usize, length: usize) -> Vec<Arc<str>> {
        (0..many).map(|at| format!("{at:0length$}").into()).collect()
    }

    #[test]
    fn a_statement_has_so_many_ids_and_bytes() {
        let sizes =
            |ids: &[Arc<str>]| portions(ids).iter().map(|one| one.len()).collect::<Vec<_>>();
        assert_eq!(sizes(&ids(100, 4)), [100]);
        assert_eq!(sizes(&ids(201, 4)), [100, 100, 1]);
        assert_eq!(sizes(&ids(100, 100)), [70, 30]);
    }

    #[test]
    fn two_are_let_through_and_the_third_has_to_queue() {
        let gate = Gate::default();
        let (first, second) = (gate.enter(), gate.enter());
        assert!(first.is_some() && second.is_some());
        assert!(gate.enter().is_none());
        drop(first);
        assert!(gate.enter().is_some());
    }

    #[tokio::test]
    async fn who_waits_is_let_through_when_one_is_done_and_before_who_comes_later() {
        let gate = Arc::new(Gate::default());
        let (first, _second) = (gate.enter(), gate.enter());
        let waiting = tokio::spawn({
            let gate = gate.clone();
            async move { gate.wait().await }
        });
        while gate.waiting.load(Ordering::Acquire) == 0 {
            tokio::task::yield_now().await;
        }
        drop(first);
        assert!(gate.enter().is_none(), "one waits already");
        waiting.await.expect("the gate opened");
        assert!(gate.enter().is_some());
    }
}
