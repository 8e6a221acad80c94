//! The network in a Neo4j, read and changed by Cypher.
//!
//! - [`layout`]: how the network is kept there
//! - [`statement`]: a statement with its parameters
//! - [`plan`]: a plan as a statement, and its rows as a tree
//! - [`driver`]: the way to Neo4j; only it knows the driver
//! - [`ask`]: what the questions need

pub mod ask;
pub mod driver;
pub mod layout;
pub mod plan;
pub mod statement;

use std::sync::Arc;

use super::StoreError;
use crate::model::Model;
use driver::{Address, Credentials, Driver, Limits};

/// A network that a Neo4j keeps.
#[derive(Debug)]
pub struct Neo4j {
    model: Arc<Model>,
    driver: Driver,
}

impl Neo4j {
    /// The network at an address. The database need not be there yet: whatever is asked of it meanwhile is
    /// answered with [`StoreError::Unavailable`].
    ///
    /// # Errors
    /// The address or the certificates of this machine cannot be used.
    pub fn open(
        model: Arc<Model>,
        address: Address,
        credentials: &Credentials,
        limits: Limits,
    ) -> Result<Self, StoreError> {
        Ok(Self { model, driver: Driver::new(address, credentials, limits)? })
    }

    /// The model that the network follows.
    #[must_use]
    pub fn model(&self) -> &Arc<Model> {
        &self.model
    }

    /// The way to the database.
    #[must_use]
    pub fn driver(&self) -> &Driver {
        &self.driver
    }
}
