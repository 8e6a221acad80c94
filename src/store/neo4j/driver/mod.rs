//! The way to Neo4j: the only place that knows the driver.
//!
//! - [`address`]: where the database is, and who asks
//! - [`datum`]: values of rows, read in place
//! - `error`: what went wrong, as errors of stores
//! - `given_up`: ends statements that nobody waits for any more
//! - `parameters`: parameters as the driver wants them
//! - `transaction`: transactions that change something
//!
//! Every statement is sent with a time-out that Neo4j keeps: whoever stops waiting for an answer does not stop
//! the statement by that.

pub mod address;
pub mod datum;
mod error;
mod given_up;
mod parameters;
mod transaction;

use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use neo4rs::{ConfigBuilder, Graph, Query, Row};

use super::layout::read::Unreadable;
use super::statement::Statement;
use crate::store::{StoreError, trace};
pub use address::{Address, Credentials, NotAnAddress};
pub use datum::Datum;
pub use error::{Cause, Fault};
use given_up::Watch;
pub use transaction::Transaction;

/// What is logged of the driver itself, unless a filter names it: it tells every connection that it makes or cannot
/// make, several times for each request. What went wrong is told by whoever asked.
pub const LOG: &str = "neo4rs=off";

/// The column that statements return.
const COLUMN: &str = "row";

/// How often a statement is tried that fails for a reason which passes.
const TRIES: u32 = 5;

/// How long to wait before the second try; each further wait is twice as long.
const FIRST_WAIT: Duration = Duration::from_millis(20);

/// Connections for transactions. Changes queue for one lock, so one carries them all; the other is for a
/// migration, or where the first one is stuck.
const WRITERS: usize = 2;

/// How much is asked of Neo4j at a time.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Limits {
    /// The most connections at a time; further statements wait for one.
    pub connections: usize,
    /// Rows that are fetched at a time. The driver keeps room for so many with every statement.
    pub fetch_size: usize,
    /// The most changes of a batch. Neo4j holds a transaction in its heap, about 15 KB for a node and its indexes.
    pub batch: usize,
    /// How long a statement may take, and how long it may wait for a connection.
    pub timeout: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Self { connections: 16, fetch_size: 200, batch: 10_000, timeout: Duration::from_secs(30) }
    }
}

/// Connections to a database, made when they are needed and kept.
pub struct Driver {
    /// For statements that only read.
    graph: Graph,
    /// For transactions, whose answers may take longer: the driver has one time-out for a connection.
    writing: Graph,
    address: Address,
    limits: Limits,
    statements: AtomicU64,
    watch: Watch,
}

impl Driver {
    /// A driver of the database at an address. Nothing is connected yet, so the database need not be there.
    ///
    /// # Errors
    /// The address or the certificates of this machine cannot be used.
    pub fn new(
        address: Address,
        credentials: &Credentials,
        limits: Limits,
    ) -> Result<Self, StoreError> {
        let connect = |connections: usize, slowest: Duration| {
            let mut config = ConfigBuilder::default()
                .uri(address.uri())
                .user(credentials.user.as_str())
                .password(credentials.password.as_str())
                .max_connections(connections)
                .fetch_size(limits.fetch_size)
                // In this driver it is also how long each answer may take.
                .connection_timeout(slowest)
                // In this driver it is how long a statement waits for one of the connections.
                .max_lifetime(limits.timeout);
            if let Some(database) = address.database() {
                config = config.db(database);
            }
            config.build().and_then(Graph::connect).map_err(|why| Fault::of(&why, &address))
        };
        // Neo4j's own time-out must come before the driver's, which costs the connection.
        let graph = connect(limits.connections, limits.timeout + Duration::from_secs(5))?;
        let writing = connect(WRITERS, transaction::SLOWEST)?;
        let watch = Watch::new(writing.clone());
        Ok(Self { graph, writing, address, limits, statements: AtomicU64::new(0), watch })
    }

    /// Where the database is.
    #[must_use]
    pub fn address(&self) -> &Address {
        &self.address
    }

    /// How much is asked of it at a time.
    #[must_use]
    pub fn limits(&self) -> Limits {
        self.limits
    }

    /// How many statements were read so far; each is a round trip.
    #[must_use]
    pub fn statements(&self) -> u64 {
        self.statements.load(Ordering::Relaxed)
    }

    /// Runs a statement that changes nothing; Neo4j refuses one that would. All rows come before it returns.
    ///
    /// What fails for a reason that passes (another transaction in the way, a leader that changes) is tried
    /// again.
    ///
    /// # Errors
    /// Neo4j cannot be reached, takes too long or refuses the statement.
    pub async fn read(&self, statement: &Statement) -> Result<Rows, StoreError> {
        self.statements.fetch_add(1, Ordering::Relaxed);
        let rows = self.read_until_it_passes(statement).await?;
        trace::sent(rows.len(), || statement.told());
        Ok(rows)
    }

    async fn read_until_it_passes(&self, statement: &Statement) -> Result<Rows, StoreError> {
        let mut wait = FIRST_WAIT;
        for _ in 1..TRIES {
            match self.read_once(statement).await {
                Err(fault) if fault.passes() => {
                    tracing::debug!(%fault, "trying a statement again");
                    tokio::time::sleep(wait).await;
                    wait *= 2;
                }
                done => return done.map_err(Into::into),
            }
        }
        self.read_once(statement).await.map_err(Into::into)
    }

    async fn read_once(&self, statement: &Statement) -> Result<Rows, Fault> {
        let fault = |why: neo4rs::Error| Fault::of(&why, &self.address);
        let under_way = self.watch.begin();
        let query = self.query(statement).extra("tx_metadata", under_way.metadata());
        let reading = async {
            let mut stream = self.graph.execute_read(query).await?;
            let mut rows = Vec::new();
            // An error can come with any row, the last one too: only the end of the stream means success.
            while let Some(row) = stream.next().await? {
                rows.push(row);
            }
            Ok(Rows(rows))
        };
        // The driver tries again by itself for a minute; nobody waits that long.
        let allowed = self.limits.timeout + Duration::from_secs(6);
        match tokio::time::timeout(allowed, reading).await {
            Ok(read) => {
                under_way.over();
                read.map_err(fault)
            }
            Err(_) => Err(Fault::late(&self.address, allowed)),
        }
    }

    fn query(&self, statement: &Statement) -> Query {
        let timeout = i64::try_from(self.limits.timeout.as_millis()).unwrap_or(i64::MAX);
        parameters::query(statement).extra("tx_timeout", timeout)
    }
}

impl std::fmt::Debug for Driver {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Driver")
            .field("address", &self.address)
            .field("limits", &self.limits)
            .finish_non_exhaustive()
    }
}

/// What a statement returned.
#[derive(Debug, Default)]
pub struct Rows(Vec<Row>);

impl Rows {
    /// How many rows there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there is no row.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The rows in their order, each the value of the column `row`.
    pub fn iter(&self) -> impl Iterator<Item = Result<Datum<'_>, StoreError>> {
        self.0.iter().map(value)
    }

    /// One of the rows.
    ///
    /// # Errors
    /// There is none at this position, or it cannot be read.
    pub fn row(&self, at: usize) -> Result<Datum<'_>, StoreError> {
        let missing = || Unreadable(format!("no row {at}"));
        value(self.0.get(at).ok_or_else(missing)?)
    }

    /// The first row, if there is one.
    pub fn first(&self) -> Result<Option<Datum<'_>>, StoreError> {
        self.iter().next().transpose()
    }
}

fn value(row: &Row) -> Result<Datum<'_>, StoreError> {
    row.get(COLUMN).map_err(|why| Unreadable(format!("a row that cannot be read: {why}")).into())
}
