//! A database gets its layout when it is first met, and no other is touched.

use tinklas::model::network;
use tinklas::store::neo4j::Neo4j;
use tinklas::store::neo4j::migrate::indexes;
use tinklas::store::neo4j::statement::Statement;
use tinklas::store::{Store, StoreError};

use super::{as_it_is, emptied, take, write};

#[tokio::test]
async fn servers_that_start_at_once_prepare_a_database_together() {
    let shared = take();
    let bare = as_it_is(&shared, network());
    write(&bare, &["MATCH (node) DETACH DELETE node"]).await.expect("an empty database");
    for (drop, show) in [
        ("CONSTRAINT", "SHOW CONSTRAINTS YIELD name RETURN name AS row"),
        ("INDEX", "SHOW INDEXES YIELD name, type WHERE type <> 'LOOKUP' RETURN name AS row"),
    ] {
        let rows = bare.driver().read(&Statement::new(show)).await.expect("what there is");
        let mut transaction = bare.driver().begin().await.expect("a transaction");
        for row in rows.iter() {
            let row = row.expect("a name");
            let statement = format!("DROP {drop} `{}`", row.text().expect("a name"));
            transaction.run(&Statement::new(statement)).await.expect("it goes");
        }
        transaction.commit().await.expect("all are gone");
    }
    let servers: Vec<_> = (0..3).map(|_| as_it_is(&shared, network())).collect();
    for ready in futures_util::future::join_all(servers.iter().map(Neo4j::ready)).await {
        ready.expect("the layout");
    }
    let count = "SHOW INDEXES YIELD type, state WHERE type <> 'LOOKUP' AND state = 'ONLINE' \
        RETURN count(*) AS row";
    let rows = bare.driver().read(&Statement::new(count)).await.expect("a count");
    let made = rows.first().expect("a row").and_then(|row| row.int());
    // Five are of constraints, and one finds old values.
    let expected = indexes::statements(&network()).len() + 5 + 1;
    assert_eq!(made.map(i64::cast_unsigned), Some(expected as u64));
}

#[tokio::test]
async fn a_newer_layout_is_left_alone() {
    let shared = take();
    let store = emptied(&shared, network()).await;
    store.ready().await.expect("the layout");
    write(&store, &["MATCH (state:TinklasState) SET state.layout = 99"]).await.expect("newer");
    let later = as_it_is(&shared, network()).stamp().await;
    write(&store, &["MATCH (state:TinklasState) DELETE state"]).await.expect("as before");
    let Err(StoreError::Damaged(why)) = later else { panic!("it was read: {later:?}") };
    assert!(
        why.to_string().contains("layout 99 of a newer Tinklas, and this one knows 3"),
        "{why}"
    );
}

#[tokio::test]
async fn what_others_wrote_is_left_alone() {
    let shared = take();
    let store = emptied(&shared, network()).await;
    let foreign = ["MATCH (state:TinklasState) DELETE state", "CREATE (:Node {name: 'theirs'})"];
    write(&store, &foreign).await.expect("a foreign node");
    let met = as_it_is(&shared, network()).stamp().await;
    write(&store, &["MATCH (node:Node) DELETE node"]).await.expect("as before");
    let Err(StoreError::Damaged(why)) = met else { panic!("it was used: {met:?}") };
    assert!(why.to_string().contains("that Tinklas did not write; use an empty database"), "{why}");
}
