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

use std::sync::Arc;

use tokio::sync::watch;

use super::records::{Change, Changed, Recorded};
use super::{Applied, Stamp, StoreError};
use crate::model::Model;
use change::writer::Writer;
use driver::{Address, Credentials, Driver, Limits};
use server::Server;

/// A network that a Neo4j keeps. It is used within a runtime of tokio, which carries out its changes.
pub struct Neo4j {
    server: Arc<Server>,
    writer: Writer,
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
        Ok(Self { server: Arc::new(Server::new(model, driver)), writer: Writer::default() })
    }

    /// The model that the network follows.
    #[must_use]
    pub fn model(&self) -> &Arc<Model> {
        self.server.model()
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

    /// As [`Store::apply`](super::Store::apply).
    pub async fn apply(
        &self,
        changes: &[Change],
        recorded: &Recorded,
    ) -> Result<Applied, StoreError> {
        self.writer.apply(&self.server, changes, recorded).await
    }

    /// As [`Store::changes`](super::Store::changes).
    pub async fn changes(&self, after: u64, limit: usize) -> Result<Vec<Changed>, StoreError> {
        change::changes(&self.server, after, limit).await
    }

    /// As [`Store::stamp`](super::Store::stamp).
    pub async fn stamp(&self) -> Result<Stamp, StoreError> {
        change::stamp(&self.server).await
    }

    /// As [`Store::follow`](super::Store::follow).
    #[must_use]
    pub fn follow(&self) -> watch::Receiver<u64> {
        self.server.follow()
    }
}

impl std::fmt::Debug for Neo4j {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Neo4j").field("server", &self.server).finish_non_exhaustive()
    }
}
