//! The network in a Neo4j, read and changed by Cypher.
//!
//! - [`layout`]: how the network is kept there
//! - [`statement`]: a statement with its parameters
//! - [`plan`]: a plan as a statement, and its rows as a tree
//! - [`ask`]: what the questions need
//! - [`driver`]: the way to Neo4j; only it knows the driver
//! - [`migrate`]: brings a database to the layout
//! - `change`: changes, and how they are told
//! - `server`: what the parts share
//!
//! Several servers can use one database: they hold nothing of the network themselves, queue with their changes
//! for one lock, and follow each other's by their sequence numbers.

pub mod ask;
mod change;
pub mod driver;
pub mod layout;
pub mod migrate;
pub mod plan;
mod server;
pub mod statement;

use std::num::NonZeroUsize;
use std::sync::Arc;

use tokio::sync::watch;

use super::batch::{Batch, Key, Known, Submitted};
use super::features::{
    BridgeQuery, BridgeRows, CoverageQuery, CoverageRows, PathQuery, PathRows, StarQuery, Subgraph,
    SubgraphQuery,
};
use super::history::Values;
use super::records::Changed;
use super::{LogQuery, Reading, Stamp, Store, StoreError};
use crate::model::Model;
use crate::plan::Plan;
use crate::plan::tree::Tree;
use change::writer::Writer;
use driver::{Address, Credentials, Driver, Limits};
use plan::lookups::Lookups;
use server::Server;

/// A network that a Neo4j keeps. It is used within a runtime of tokio, which carries out its changes.
pub struct Neo4j {
    server: Arc<Server>,
    writer: Writer,
    lookups: Lookups,
}

impl Neo4j {
    /// The network at an address. The database need not be there yet: whatever is asked of it meanwhile is
    /// answered with [`StoreError::Unavailable`]. It gets its layout when it is first met.
    ///
    /// # Errors
    /// The address or the certificates of this machine cannot be used.
    pub fn open(
        model: Arc<Model>,
        address: Address,
        credentials: &Credentials,
        limits: Limits,
    ) -> Result<Self, StoreError> {
        let driver = Driver::new(address, credentials, limits)?;
        let server = Arc::new(Server::new(model, driver));
        let lookups = Lookups::new(server.clone());
        Ok(Self { server, writer: Writer::default(), lookups })
    }

    /// The way to the database.
    #[must_use]
    pub fn driver(&self) -> &Driver {
        self.server.driver()
    }

    /// Returns once the database can be reached and has its layout.
    pub async fn ready(&self) -> Result<(), StoreError> {
        self.server.ready().await
    }
}

impl Store for Neo4j {
    fn model(&self) -> &Arc<Model> {
        self.server.model()
    }

    fn fetch<'a>(&'a self, plan: &'a Plan) -> Reading<'a, Tree> {
        Box::pin(async move {
            self.ready().await?;
            self.fetch_plan(plan).await
        })
    }

    fn bridges<'a>(&'a self, query: &'a BridgeQuery) -> Reading<'a, BridgeRows> {
        Box::pin(async move {
            self.ready().await?;
            ask::bridges(self.driver(), self.server.model(), query).await
        })
    }

    fn coverage<'a>(&'a self, query: &'a CoverageQuery) -> Reading<'a, CoverageRows> {
        Box::pin(async move {
            self.ready().await?;
            ask::coverage(self.driver(), self.server.model(), query).await
        })
    }

    fn paths<'a>(&'a self, query: &'a PathQuery) -> Reading<'a, PathRows> {
        Box::pin(async move {
            self.ready().await?;
            ask::paths(self.driver(), self.server.model(), query).await
        })
    }

    fn star<'a>(&'a self, query: &'a StarQuery) -> Reading<'a, Subgraph> {
        Box::pin(async move {
            self.ready().await?;
            ask::star(self.driver(), self.server.model(), query).await
        })
    }

    fn subgraph<'a>(&'a self, query: &'a SubgraphQuery) -> Reading<'a, Subgraph> {
        Box::pin(async move {
            self.ready().await?;
            ask::subgraph(self.driver(), self.server.model(), query).await
        })
    }

    fn submit<'a>(&'a self, batch: &'a Batch<'a>) -> Reading<'a, Submitted> {
        Box::pin(self.writer.submit(&self.server, batch))
    }

    fn batch_limit(&self) -> Option<NonZeroUsize> {
        NonZeroUsize::new(self.driver().limits().batch)
    }

    fn look_up<'a>(&'a self, keys: &'a [Key]) -> Reading<'a, Vec<Option<Known>>> {
        Box::pin(change::look_up(&self.server, keys))
    }

    fn log<'a>(&'a self, query: &'a LogQuery) -> Reading<'a, Vec<Changed>> {
        Box::pin(change::log(&self.server, query))
    }

    fn values<'a>(&'a self, changes: &'a [Changed]) -> Reading<'a, Vec<Values>> {
        Box::pin(change::past::values(&self.server, changes))
    }

    fn stamp(&self) -> Reading<'_, Stamp> {
        Box::pin(change::stamp(&self.server))
    }

    fn follow(&self) -> watch::Receiver<u64> {
        self.server.follow()
    }
}

impl std::fmt::Debug for Neo4j {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Neo4j").field("server", &self.server).finish_non_exhaustive()
    }
}
