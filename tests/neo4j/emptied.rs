//! Stores on a Neo4j, and how one is emptied for the next test.

use std::sync::Arc;
use std::time::Duration;

use tinklas::model::Model;
use tinklas::store::StoreError;
use tinklas::store::neo4j::Neo4j;
use tinklas::store::neo4j::driver::{Address, Credentials, Limits};
use tinklas::store::neo4j::statement::Statement;

use super::shared::Shared;

/// The network of a database.
pub(crate) fn open(address: &str, password: &str, model: Arc<Model>, limits: Limits) -> Neo4j {
    let address: Address = address.parse().expect("an address");
    let credentials = Credentials { user: "neo4j".to_owned(), password: password.to_owned() };
    Neo4j::open(model, address, &credentials, limits).expect("an address that can be used")
}

/// The network of the shared database, as it is.
pub(crate) fn as_it_is(shared: &Shared, model: Arc<Model>) -> Neo4j {
    let limits = Limits { timeout: Duration::from_mins(1), ..Limits::default() };
    open(&shared.address, &shared.password, model, limits)
}

/// The network of the shared database, emptied.
pub(crate) async fn emptied(shared: &Shared, model: Arc<Model>) -> Neo4j {
    let store = as_it_is(shared, model);
    empty(&store).await;
    store
}

/// Takes everything out of a database but its layout.
pub(crate) async fn empty(store: &Neo4j) {
    let all = "MATCH (node) WHERE NOT node:TinklasState DETACH DELETE node";
    let state = "MATCH (state:TinklasState) \
        SET state.sequence = 0, state.nodes = 0, state.links = 0, state.dated = [] \
        REMOVE state.newest_seen, state.batch";
    write(store, &[all, state]).await.expect("an empty database");
}

/// Runs statements that stand beside the store.
pub(crate) async fn write(store: &Neo4j, statements: &[&'static str]) -> Result<(), StoreError> {
    let mut transaction = store.driver().begin().await?;
    for statement in statements {
        transaction.run(&Statement::new(*statement)).await?;
    }
    Ok(transaction.commit().await?)
}
