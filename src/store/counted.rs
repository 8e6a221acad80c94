//! A store that counts what is asked of it: for a request that wants to know, and so that a test can guard speed with
//! numbers that do not flicker.

use std::num::NonZeroUsize;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use tokio::sync::watch;

use super::batch::{Batch, Key, Known, Submitted};
use super::features::{
    BridgeQuery, BridgeRows, CoverageQuery, CoverageRows, PathQuery, PathRows, StarQuery, Subgraph,
    SubgraphQuery,
};
use super::history::Values;
use super::records::Changed;
use super::{LogQuery, Reading, Stamp, Store, StoreError, trace};
use crate::model::Model;
use crate::plan::Plan;
use crate::plan::tree::{Cell, Tree};

/// Another store, counted.
pub struct Counted {
    inner: Arc<dyn Store>,
    calls: AtomicU64,
    rows: AtomicU64,
    busy: Mutex<Busy>,
    /// Whether reads of the log count.
    counts_log: bool,
}

/// How long the store was busy, whatever it did at once.
#[derive(Default)]
struct Busy {
    under_way: usize,
    since: Option<Instant>,
    spent: Duration,
}

/// What was asked of a store.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub struct Counts {
    /// How often it was read; each is a round trip where the store is not in this process.
    pub calls: u64,
    /// How many nodes and links came back in trees, and rows of features.
    pub rows: u64,
    /// For how long it was doing something.
    pub busy: Duration,
}

impl Counted {
    /// Counts what is asked of a store from now on.
    #[must_use]
    pub fn new(inner: Arc<dyn Store>) -> Self {
        let (calls, rows) = (AtomicU64::new(0), AtomicU64::new(0));
        Self { inner, calls, rows, busy: Mutex::default(), counts_log: true }
    }

    /// The same without reads of the log, which is read before it is known what of it a viewer may see: how much had
    /// to be read tells how much there is that they may not.
    #[must_use]
    pub fn without_log(self) -> Self {
        Self { counts_log: false, ..self }
    }

    /// What was asked since the last time this was called.
    pub fn take(&self) -> Counts {
        Counts {
            calls: self.calls.swap(0, Ordering::Relaxed),
            rows: self.rows.swap(0, Ordering::Relaxed),
            busy: std::mem::take(&mut self.busy().spent),
        }
    }

    fn count<'a, T: Send + 'a>(
        &'a self,
        read: Reading<'a, T>,
        rows: fn(&T) -> usize,
    ) -> Reading<'a, T> {
        Box::pin(async move {
            self.calls.fetch_add(1, Ordering::Relaxed);
            let read = self.timed(read).await?;
            self.rows.fetch_add(rows(&read) as u64, Ordering::Relaxed);
            Ok(read)
        })
    }

    /// A read of the log, or of what it keeps.
    fn count_log<'a, T: Send + 'a>(&'a self, read: Reading<'a, Vec<T>>) -> Reading<'a, Vec<T>> {
        if self.counts_log {
            return self.count(read, Vec::len);
        }
        // A trace of its own, which nobody reads.
        Box::pin(async move { trace::Trace::new(false).during(self.timed(read)).await })
    }

    async fn timed<T>(&self, read: Reading<'_, T>) -> Result<T, StoreError> {
        self.busy().begin();
        let _under_way = UnderWay(self);
        read.await
    }

    fn busy(&self) -> MutexGuard<'_, Busy> {
        self.busy.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Busy {
    fn begin(&mut self) {
        self.under_way += 1;
        self.since.get_or_insert_with(Instant::now);
    }

    fn end(&mut self) {
        self.under_way -= 1;
        if self.under_way == 0 {
            self.spent += self.since.take().map_or(Duration::ZERO, |since| since.elapsed());
        }
    }
}

/// A read that is under way. Its time counts even when nobody waits for its end any more.
struct UnderWay<'a>(&'a Counted);

impl Drop for UnderWay<'_> {
    fn drop(&mut self) {
        self.0.busy().end();
    }
}

impl Store for Counted {
    fn model(&self) -> &Arc<Model> {
        self.inner.model()
    }

    fn fetch<'a>(&'a self, plan: &'a Plan) -> Reading<'a, Tree> {
        trace::read(|| format!("{:?}", plan.root));
        self.count(self.inner.fetch(plan), |tree| {
            let row = |cell: &&Cell| matches!(cell, Cell::Node(_) | Cell::Link);
            tree.cells().iter().filter(row).count()
        })
    }

    fn bridges<'a>(&'a self, query: &'a BridgeQuery) -> Reading<'a, BridgeRows> {
        trace::read(|| format!("{query:?}"));
        self.count(self.inner.bridges(query), |found| found.rows.len())
    }

    fn coverage<'a>(&'a self, query: &'a CoverageQuery) -> Reading<'a, CoverageRows> {
        trace::read(|| format!("{query:?}"));
        self.count(self.inner.coverage(query), |found| found.rows.len())
    }

    fn paths<'a>(&'a self, query: &'a PathQuery) -> Reading<'a, PathRows> {
        trace::read(|| format!("{query:?}"));
        self.count(self.inner.paths(query), |found| found.paths.len())
    }

    fn star<'a>(&'a self, query: &'a StarQuery) -> Reading<'a, Subgraph> {
        trace::read(|| format!("{query:?}"));
        self.count(self.inner.star(query), |found| found.nodes.len() + found.links.len())
    }

    fn subgraph<'a>(&'a self, query: &'a SubgraphQuery) -> Reading<'a, Subgraph> {
        trace::read(|| format!("{query:?}"));
        self.count(self.inner.subgraph(query), |found| found.nodes.len() + found.links.len())
    }

    fn submit<'a>(&'a self, batch: &'a Batch<'a>) -> Reading<'a, Submitted> {
        Box::pin(self.timed(self.inner.submit(batch)))
    }

    fn batch_limit(&self) -> Option<NonZeroUsize> {
        self.inner.batch_limit()
    }

    fn look_up<'a>(&'a self, keys: &'a [Key]) -> Reading<'a, Vec<Option<Known>>> {
        self.count(self.inner.look_up(keys), |found| found.iter().flatten().count())
    }

    fn log<'a>(&'a self, query: &'a LogQuery) -> Reading<'a, Vec<Changed>> {
        self.count_log(self.inner.log(query))
    }

    fn values<'a>(&'a self, changes: &'a [Changed]) -> Reading<'a, Vec<Values>> {
        self.count_log(self.inner.values(changes))
    }

    fn stamp(&self) -> Reading<'_, Stamp> {
        self.count(self.inner.stamp(), |_| 0)
    }

    fn follow(&self) -> watch::Receiver<u64> {
        self.inner.follow()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::network;
    use crate::store::reference::Reference;

    #[tokio::test]
    async fn a_read_that_nobody_waits_for_any_more_counts_its_time() {
        let counted = Counted::new(Arc::new(Reference::new(network())));
        let never: Reading<'_, ()> = Box::pin(std::future::pending());
        let given_up = tokio::time::timeout(Duration::from_millis(5), counted.timed(never)).await;
        assert!(given_up.is_err());
        assert!(counted.take().busy >= Duration::from_millis(5));
        // Nothing is under way any more: time that passes now is nobody's.
        tokio::time::sleep(Duration::from_millis(5)).await;
        assert_eq!(counted.take().busy, Duration::ZERO);
    }
}
