//! Transactions that change something.

use std::time::Duration;

use neo4rs::Txn;

use super::error::Fault;
use super::{Driver, Rows, parameters};
use crate::store::neo4j::statement::Statement;

/// How long Neo4j may take to answer a statement of a transaction, or to commit: a large import takes a while
/// to be written.
pub(super) const SLOWEST: Duration = Duration::from_mins(15);

/// A transaction. It must be ended by [`commit`](Self::commit) or [`roll_back`](Self::roll_back): the driver
/// does not end one that is dropped before its connection is used again, and its locks stay till then. So it
/// belongs in a task of its own, which no caller can drop.
pub struct Transaction<'d> {
    txn: Txn,
    driver: &'d Driver,
}

impl Driver {
    /// Begins a transaction.
    pub async fn begin(&self) -> Result<Transaction<'_>, Fault> {
        let begun = tokio::time::timeout(self.limits.timeout, self.writing.start_txn()).await;
        match begun {
            Ok(Ok(txn)) => Ok(Transaction { txn, driver: self }),
            Ok(Err(why)) => Err(Fault::of(&why, &self.address)),
            Err(_) => Err(Fault::late(&self.address, self.limits.timeout)),
        }
    }
}

impl Transaction<'_> {
    /// Runs a statement and reads all that it returns. After a fault the transaction can only be rolled back.
    pub async fn run(&mut self, statement: &Statement) -> Result<Rows, Fault> {
        let running = async {
            let mut stream = self.txn.execute(parameters::query(statement)).await?;
            let mut rows = Vec::new();
            while let Some(row) = stream.next(&mut self.txn).await? {
                rows.push(row);
            }
            Ok(Rows(rows))
        };
        match tokio::time::timeout(SLOWEST, running).await {
            Ok(run) => run.map_err(|why| Fault::of(&why, &self.driver.address)),
            Err(_) => Err(Fault::late(&self.driver.address, SLOWEST)),
        }
    }

    /// Makes it last. After a fault it is not known whether it does.
    pub async fn commit(self) -> Result<(), Fault> {
        match tokio::time::timeout(SLOWEST, self.txn.commit()).await {
            Ok(Ok(_)) => Ok(()),
            Ok(Err(why)) => Err(Fault::of(&why, &self.driver.address)),
            Err(_) => Err(Fault::late(&self.driver.address, SLOWEST)),
        }
    }

    /// Undoes it, as far as Neo4j has not done so by itself.
    pub async fn roll_back(self) {
        let ended = tokio::time::timeout(self.driver.limits.timeout, self.txn.rollback()).await;
        if !matches!(ended, Ok(Ok(()))) {
            // Neo4j ended it at the fault, or ends it when the connection breaks.
            tracing::debug!("a transaction had ended before it was rolled back");
        }
    }
}
