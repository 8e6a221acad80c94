//! Brings a database to the layout that this program knows.
//!
//! - [`indexes`]: the indexes that the model asks for
//!
//! The steps of `cypher/migrate` are applied in their order, each once; which were is written at the state's
//! node. Every step can be run again, so servers that start at once do not disturb each other. Indexes are made
//! whenever the model asks for others than those that were made last.

pub mod indexes;

use std::time::Duration;

use super::driver::{Datum, Driver, Fault};
use super::layout::read::Unreadable;
use super::statement::{Parameter, Statement};
use crate::model::Model;
use crate::store::{Damaged, StoreError};

/// The version of the layout that this program reads and writes: the number of the last step.
const LAYOUT: i64 = 3;

const READ_LAYOUT: &str = include_str!("../../../../cypher/migrate/read_layout.cypher");
const WRITE_LAYOUT: &str = include_str!("../../../../cypher/migrate/write_layout.cypher");
const AWAIT_INDEXES: &str = include_str!("../../../../cypher/migrate/await_indexes.cypher");

/// The steps, each with the version that it leads to.
const STEPS: [(i64, &str); 3] = [
    (1, include_str!("../../../../cypher/migrate/0001_constraints.cypher")),
    (2, include_str!("../../../../cypher/migrate/0002_past.cypher")),
    (3, include_str!("../../../../cypher/migrate/0003_ranking.cypher")),
];

/// How long indexes may take to cover a large network that was there before them, in seconds.
const INDEXING: i64 = 600;

/// How often a step is tried that meets another server doing the same.
const TRIES: u32 = 20;

/// How long to wait before a step is tried again.
const WAIT: Duration = Duration::from_millis(200);

/// Brings the database to the layout of this program.
///
/// # Errors
/// It has a newer layout, or nodes that Tinklas did not write; or it cannot be reached.
pub(super) async fn migrate(model: &Model, driver: &Driver) -> Result<(), StoreError> {
    let indexes = indexes::statements(model);
    let fingerprint = i64::from(indexes::fingerprint(&indexes));
    let rows = driver.read(&Statement::new(READ_LAYOUT)).await?;
    let row = rows.first()?.unwrap_or(Datum::Null);
    let [layout, made, has_nodes] = row.list() else {
        return Err(Unreadable("no layout".to_owned()).into());
    };
    let address = driver.address().clone();
    let has = match layout.int() {
        Some(newer) if newer > LAYOUT => {
            return Err(Damaged::NewerLayout { address, found: newer, known: LAYOUT }.into());
        }
        Some(known) => known,
        None if has_nodes.bool() == Some(true) => {
            return Err(Damaged::Foreign { address }.into());
        }
        None => 0,
    };
    if has == LAYOUT && made.int() == Some(fingerprint) {
        return Ok(());
    }
    tracing::info!(%address, from = has, to = LAYOUT, "preparing the database");
    // Neo4j takes no transaction that changes both its schema and data.
    for (_, step) in STEPS.into_iter().filter(|(version, _)| *version > has) {
        let statements = step.split(';').map(str::trim).filter(|one| !one.is_empty());
        let statements: Vec<Statement> = statements.map(Statement::new).collect();
        run(driver, &statements).await?;
    }
    let indexes: Vec<Statement> = indexes.into_iter().map(Statement::new).collect();
    run(driver, &indexes).await?;
    run(driver, &[Statement::new(AWAIT_INDEXES).with("seconds", INDEXING)]).await?;
    let written = Statement::new(WRITE_LAYOUT)
        .with("layout", LAYOUT)
        .with("indexes", Parameter::Int(fingerprint));
    run(driver, &[written]).await
}

/// Runs statements in one transaction, again where another server is in the way.
async fn run(driver: &Driver, statements: &[Statement]) -> Result<(), StoreError> {
    for _ in 1..TRIES {
        match try_once(driver, statements).await {
            Err(fault) if fault.passes() => {
                tracing::debug!(%fault, "preparing the database again");
                tokio::time::sleep(WAIT).await;
            }
            done => return done.map_err(Into::into),
        }
    }
    try_once(driver, statements).await.map_err(Into::into)
}

async fn try_once(driver: &Driver, statements: &[Statement]) -> Result<(), Fault> {
    let mut transaction = driver.begin().await?;
    for statement in statements {
        if let Err(fault) = transaction.run(statement).await {
            transaction.roll_back().await;
            return Err(fault);
        }
    }
    transaction.commit().await
}
