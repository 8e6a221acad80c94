//! Neo4j down, killed and back, and a password that is wrong: what the store answers.

use std::time::Duration;

use tinklas::model::network;
use tinklas::store::neo4j::Neo4j;
use tinklas::store::neo4j::driver::Limits;
use tinklas::store::records::Change;
use tinklas::store::{Applied, Store, StoreError};

use super::changes::{company, recorded};
use super::server::Server;
use super::{open, take};

fn patient() -> Limits {
    Limits { timeout: Duration::from_secs(30), ..Limits::default() }
}

async fn put(store: &Neo4j, id: &str) -> Result<Applied, StoreError> {
    store.apply(&[Change::PutNode(company(store.model(), id))], &recorded("somebody")).await
}

#[tokio::test]
async fn a_wrong_password_is_told_as_such() {
    let shared = take();
    let store = open(&shared.address, "not this one", network(), patient());
    let told = store.stamp().await;
    let Err(StoreError::Unavailable(why)) = told else { panic!("it was let in: {told:?}") };
    assert!(why.to_string().contains("refuses the user or the password"), "{why}");
    assert!(!why.to_string().contains("not this one"), "{why}");
}

/// Down at the start, up, killed, and up again: requests meanwhile are told, and what was acknowledged stays.
#[tokio::test]
async fn a_server_that_was_killed_is_used_again() {
    let mut server = Server::start();
    server.kill();
    let store = open(&server.address, &server.password, network(), patient());
    let told = store.stamp().await;
    let Err(StoreError::Unavailable(why)) = &told else { panic!("nobody is there: {told:?}") };
    let why = why.to_string();
    assert!(why.contains(&server.address) && why.contains("is it running?"), "{why}");
    let refused = put(&store, "co-early").await;
    assert!(matches!(refused, Err(StoreError::Unavailable(_))), "{refused:?}");

    server.start_again();
    assert_eq!(put(&store, "co-1").await.map(|one| one.sequence).ok(), Some(1));
    server.kill();
    let refused = put(&store, "co-2").await;
    assert!(matches!(refused, Err(StoreError::Unavailable(_))), "{refused:?}");
    assert!(matches!(store.stamp().await, Err(StoreError::Unavailable(_))));

    server.start_again();
    let stamp = store.stamp().await.expect("it is back");
    assert_eq!((stamp.sequence, stamp.nodes), (1, 1));
    assert_eq!(put(&store, "co-2").await.map(|one| one.sequence).ok(), Some(2));
    let ids: Vec<u64> =
        store.changes(0, 10).await.expect("changes").iter().map(|one| one.sequence).collect();
    assert_eq!(ids, [1, 2]);
}
