//! The store on Neo4j keeps the contract.

use tinklas::model::network;
use tinklas::store::contract::check;

use super::{emptied, take};

#[tokio::test]
async fn the_neo4j_store_keeps_the_contract() {
    let shared = take();
    let violations = check(&emptied(&shared, network()).await).await;
    assert!(violations.is_empty(), "{violations:#?}");
}
