//! A store that counts what is asked of it, so that a test can guard speed with numbers that do not flicker.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use tokio::sync::watch;

use super::batch::{Batch, Key, Known, Submitted};
use super::features::{
    BridgeQuery, BridgeRows, CoverageQuery, CoverageRows, PathQuery, PathRows, Subgraph,
    SubgraphQuery,
};
use super::history::Values;
use super::records::Changed;
use super::{LogQuery, Reading, Stamp, Store};
use crate::model::Model;
use crate::plan::Plan;
use crate::plan::tree::{Cell, Tree};

/// Another store, counted.
pub struct Counted {
    inner: Arc<dyn Store>,
    calls: AtomicU64,
    rows: AtomicU64,
}

/// What was asked of a store.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub struct Counts {
    /// How often it was read; each is a round trip where the store is not in this process.
    pub calls: u64,
    /// How many nodes and links came back in trees, and rows of features.
    pub rows: u64,
}

impl Counted {
    /// Counts what is asked of a store from now on.
    #[must_use]
    pub fn new(inner: Arc<dyn Store>) -> Self {
        Self { inner, calls: AtomicU64::new(0), rows: AtomicU64::new(0) }
    }

    /// What was asked since the last time this was called.
    pub fn take(&self) -> Counts {
        Counts {
            calls: self.calls.swap(0, Ordering::Relaxed),
            rows: self.rows.swap(0, Ordering::Relaxed),
        }
    }

    fn count<'a, T: 'a>(&'a self, read: Reading<'a, T>, rows: fn(&T) -> usize) -> Reading<'a, T> {
        Box::pin(async move {
            self.calls.fetch_add(1, Ordering::Relaxed);
            let read = read.await?;
            self.rows.fetch_add(rows(&read) as u64, Ordering::Relaxed);
            Ok(read)
        })
    }
}

impl Store for Counted {
    fn model(&self) -> &Arc<Model> {
        self.inner.model()
    }

    fn fetch<'a>(&'a self, plan: &'a Plan) -> Reading<'a, Tree> {
        self.count(self.inner.fetch(plan), |tree| {
            let row = |cell: &&Cell| matches!(cell, Cell::Node(_) | Cell::Link);
            tree.cells().iter().filter(row).count()
        })
    }

    fn bridges<'a>(&'a self, query: &'a BridgeQuery) -> Reading<'a, BridgeRows> {
        self.count(self.inner.bridges(query), |found| found.rows.len())
    }

    fn coverage<'a>(&'a self, query: &'a CoverageQuery) -> Reading<'a, CoverageRows> {
        self.count(self.inner.coverage(query), |found| found.rows.len())
    }

    fn paths<'a>(&'a self, query: &'a PathQuery) -> Reading<'a, PathRows> {
        self.count(self.inner.paths(query), |found| found.paths.len())
    }

    fn subgraph<'a>(&'a self, query: &'a SubgraphQuery) -> Reading<'a, Subgraph> {
        self.count(self.inner.subgraph(query), |found| found.nodes.len() + found.links.len())
    }

    fn submit<'a>(&'a self, batch: &'a Batch<'a>) -> Reading<'a, Submitted> {
        self.inner.submit(batch)
    }

    fn look_up<'a>(&'a self, keys: &'a [Key]) -> Reading<'a, Vec<Option<Known>>> {
        self.count(self.inner.look_up(keys), |found| found.iter().flatten().count())
    }

    fn log<'a>(&'a self, query: &'a LogQuery) -> Reading<'a, Vec<Changed>> {
        self.count(self.inner.log(query), Vec::len)
    }

    fn values<'a>(&'a self, changes: &'a [Changed]) -> Reading<'a, Vec<Values>> {
        self.count(self.inner.values(changes), Vec::len)
    }

    fn stamp(&self) -> Reading<'_, Stamp> {
        self.count(self.inner.stamp(), |_| 0)
    }

    fn follow(&self) -> watch::Receiver<u64> {
        self.inner.follow()
    }
}
