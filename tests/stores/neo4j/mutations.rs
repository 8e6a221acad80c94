//! Mutations come to the same on Neo4j as on the reference store, and lose nothing when they are sent at once.

use std::sync::Arc;

use tinklas::model::network;

use super::{emptied, take};
use crate::concurrent::{different_fields, repeated, versions};
use crate::mutations::{MUTATIONS, come_to_the_same};
use crate::random::{for_all, numbers};
use crate::stores::run;
use crate::turning::{first, turns};

/// Networks of a run, each with [`MUTATIONS`] mutations.
const NETWORKS: u32 = 25;

#[test]
fn random_mutations_come_to_the_same_on_neo4j() {
    let shared = take();
    for_all(NETWORKS, &proptest::collection::vec(numbers(120), MUTATIONS), |mutations| {
        run(async {
            let store = emptied(&shared, network()).await;
            come_to_the_same("neo4j", &store, &mutations).await
        })
    });
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn mutations_that_are_sent_at_once_lose_nothing() {
    let shared = take();
    let empty = async || Arc::new(emptied(&shared, network()).await);
    different_fields("neo4j", empty().await).await;
    versions("neo4j", empty().await).await;
    repeated("neo4j", empty().await).await;
}

#[test]
fn pages_stay_right_while_the_network_changes() {
    let (shared, first) = (take(), first());
    for_all(4, &numbers(200), |choices| {
        run(async {
            let store = Arc::new(emptied(&shared, network()).await);
            turns(&first, "neo4j", store, &choices).await
        })
    });
}
