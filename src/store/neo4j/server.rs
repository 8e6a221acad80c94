//! What the parts of the store share: the way to the database, and how far it is known to be.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use tokio::sync::{OnceCell, watch};

use super::driver::{Driver, Rows};
use super::statement::Statement;
use super::{change, migrate};
use crate::model::Model;
use crate::store::StoreError;

/// How often the database is asked for changes of other servers, while somebody waits for them.
const EVERY: Duration = Duration::from_millis(250);

/// A database and what this server knows of it.
#[derive(Debug)]
pub(super) struct Server {
    model: Arc<Model>,
    driver: Driver,
    /// Set once the layout was found to be ours, or made so.
    migrated: OnceCell<()>,
    /// The newest sequence number that this server knows of.
    newest: watch::Sender<u64>,
    /// Whether a task asks for changes of other servers.
    is_watching: AtomicBool,
}

impl Server {
    pub(super) fn new(model: Arc<Model>, driver: Driver) -> Self {
        Self {
            model,
            driver,
            migrated: OnceCell::new(),
            newest: watch::Sender::new(0),
            is_watching: AtomicBool::new(false),
        }
    }

    pub(super) fn model(&self) -> &Arc<Model> {
        &self.model
    }

    pub(super) fn driver(&self) -> &Driver {
        &self.driver
    }

    /// Returns once the database has the layout that this program knows; it is brought to it where it has an
    /// older one or none.
    pub(super) async fn ready(&self) -> Result<(), StoreError> {
        let migrate = || migrate::migrate(&self.model, &self.driver);
        self.migrated.get_or_try_init(migrate).await.copied()
    }

    /// Runs a statement that changes nothing.
    pub(super) async fn read(&self, statement: &Statement) -> Result<Rows, StoreError> {
        self.ready().await?;
        self.driver.read(statement).await
    }

    /// Notes a state that is readable, and tells it to whoever follows.
    pub(super) fn advance(&self, sequence: u64) {
        self.newest.send_if_modified(|newest| {
            let is_newer = sequence > *newest;
            *newest = sequence.max(*newest);
            is_newer
        });
    }

    /// A receiver of the newest sequence number, also of changes that other servers make.
    pub(super) fn follow(self: &Arc<Self>) -> watch::Receiver<u64> {
        let receiver = self.newest.subscribe();
        if !self.is_watching.swap(true, Ordering::AcqRel) {
            tokio::spawn(self.clone().watch());
        }
        receiver
    }

    /// Asks for the newest sequence number while somebody follows.
    async fn watch(self: Arc<Self>) {
        loop {
            tokio::time::sleep(EVERY).await;
            if self.newest.receiver_count() == 0 {
                self.is_watching.store(false, Ordering::Release);
                // Who subscribed since then found the task still there and started no other.
                let has_new = self.newest.receiver_count() > 0;
                if !has_new || self.is_watching.swap(true, Ordering::AcqRel) {
                    return;
                }
            }
            match change::stamp(&self).await {
                Ok(stamp) => self.advance(stamp.sequence),
                // Whoever asks for something is told; those who wait go on waiting.
                Err(error) => tracing::debug!(%error, "no news of other servers"),
            }
        }
    }
}
