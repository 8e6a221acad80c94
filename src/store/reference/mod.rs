//! The reference store: small, slow and obviously right. Other stores are compared with it.
//!
//! It keeps records in sorted maps and has no index: every read looks at every link and sorts what it finds.
//! Nothing outlives the process.

mod apply;
mod condition;
mod fetch;
mod network;
mod order;
mod walk;

use std::sync::{Arc, PoisonError, RwLock, RwLockReadGuard};

use tokio::sync::watch;

use super::batch::{Batch, Key, Known, Submitted};
use super::features::{
    self, BridgeQuery, BridgeRows, CoverageQuery, CoverageRows, PathQuery, PathRows, StarQuery,
    Subgraph, SubgraphQuery,
};
use super::history::Values;
use super::records::Changed;
use super::{LogQuery, Reading, Stamp, Store};
use crate::model::Model;
use crate::plan::Plan;
use crate::plan::tree::Tree;
use network::Network;
use walk::Walk;

/// A network in memory.
#[derive(Debug)]
pub struct Reference {
    model: Arc<Model>,
    network: RwLock<Network>,
    newest: watch::Sender<u64>,
}

impl Reference {
    /// A store of an empty network.
    #[must_use]
    pub fn new(model: Arc<Model>) -> Self {
        Self { model, network: RwLock::default(), newest: watch::Sender::new(0) }
    }

    fn read(&self) -> RwLockReadGuard<'_, Network> {
        // The network is replaced whole, so a panic elsewhere cannot have left half of one.
        self.network.read().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Store for Reference {
    fn model(&self) -> &Arc<Model> {
        &self.model
    }

    fn fetch<'a>(&'a self, plan: &'a Plan) -> Reading<'a, Tree> {
        Box::pin(async move { Ok(fetch::fetch(&self.model, &self.read(), plan)) })
    }

    fn bridges<'a>(&'a self, query: &'a BridgeQuery) -> Reading<'a, BridgeRows> {
        Box::pin(async move { Ok(features::bridges(&Walk::new(&self.model, &self.read()), query)) })
    }

    fn coverage<'a>(&'a self, query: &'a CoverageQuery) -> Reading<'a, CoverageRows> {
        Box::pin(
            async move { Ok(features::coverage(&Walk::new(&self.model, &self.read()), query)) },
        )
    }

    fn paths<'a>(&'a self, query: &'a PathQuery) -> Reading<'a, PathRows> {
        Box::pin(async move {
            let network = self.read();
            let newest = network.stamp(&self.model).newest_seen;
            Ok(features::paths(&Walk::new(&self.model, &network), query, newest))
        })
    }

    fn star<'a>(&'a self, query: &'a StarQuery) -> Reading<'a, Subgraph> {
        Box::pin(async move { Ok(features::star(&Walk::new(&self.model, &self.read()), query)) })
    }

    fn subgraph<'a>(&'a self, query: &'a SubgraphQuery) -> Reading<'a, Subgraph> {
        Box::pin(
            async move { Ok(features::subgraph(&Walk::new(&self.model, &self.read()), query)) },
        )
    }

    fn submit<'a>(&'a self, batch: &'a Batch<'a>) -> Reading<'a, Submitted> {
        Box::pin(async move {
            let mut network = self.network.write().unwrap_or_else(PoisonError::into_inner);
            let (next, submitted) = apply::submit(&self.model, &network, batch)?;
            if let Some(next) = next {
                *network = next;
            }
            let sequence = network.sequence();
            self.newest.send_if_modified(|newest| std::mem::replace(newest, sequence) != sequence);
            Ok(submitted)
        })
    }

    fn look_up<'a>(&'a self, keys: &'a [Key]) -> Reading<'a, Vec<Option<Known>>> {
        Box::pin(async move {
            let network = self.read();
            Ok(keys.iter().map(|key| network.known(&self.model, key)).collect())
        })
    }

    fn log<'a>(&'a self, query: &'a LogQuery) -> Reading<'a, Vec<Changed>> {
        Box::pin(async move { Ok(self.read().log(query)) })
    }

    fn values<'a>(&'a self, changes: &'a [Changed]) -> Reading<'a, Vec<Values>> {
        Box::pin(async move {
            let network = self.read();
            Ok(changes.iter().map(|change| network.values(change)).collect())
        })
    }

    fn stamp(&self) -> Reading<'_, Stamp> {
        Box::pin(async move { Ok(self.read().stamp(&self.model)) })
    }

    fn follow(&self) -> watch::Receiver<u64> {
        self.newest.subscribe()
    }
}
