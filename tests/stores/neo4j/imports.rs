//! An import of more changes than Neo4j takes at once.

use tinklas::import::{Import, Unfinished, load, sample};
use tinklas::model::network;
use tinklas::store::neo4j::Neo4j;
use tinklas::store::neo4j::driver::Limits;
use tinklas::store::records::{Change, LinkRecord};
use tinklas::store::{Store as _, StoreError};

use super::{empty, open, take};
use crate::random::records::recorded;

const BATCH: usize = 400;

/// The sample, put in a store; how far it was told to be.
async fn put(store: &Neo4j, import: Import) -> (Result<usize, Unfinished>, Vec<u64>) {
    let mut told = Vec::new();
    let mut tell = |progress: tinklas::import::Progress<'_>| told.push(progress.done);
    let loaded = load(store, import, Vec::new(), &recorded("an import"), &mut tell).await;
    (loaded.map(|applied| applied.changed), told)
}

fn read(store: &Neo4j) -> Import {
    sample::read(store.model(), 0).expect("the sample has no faults")
}

#[tokio::test]
async fn a_large_import_comes_in_batches_and_goes_on_where_it_stopped() {
    let shared = take();
    let limits = Limits { batch: BATCH, ..Limits::default() };
    let store = open(&shared.address, &shared.password, network(), limits);
    empty(&store).await;

    let mut broken = read(&store);
    let of = broken.changes.len();
    // In the last batch but one: a link that leads nowhere.
    let at = of / BATCH * BATCH - 1;
    let Change::PutLink(link) = &broken.changes[at] else { panic!("the sample ends with links") };
    let nowhere = tinklas::store::records::LinkRef { to: "nobody".into(), ..link.link.clone() };
    broken.changes[at] = Change::PutLink(LinkRecord { link: nowhere, ..link.clone() });
    let (loaded, _) = put(&store, broken).await;
    let done = at + 1 - BATCH;
    let error = loaded.expect_err("a link that leads nowhere is refused");
    assert!(matches!(error, Unfinished::Part { error: StoreError::Refused(_), .. }), "{error}");
    assert!(error.to_string().contains(&format!("the first {done} of {of} changes")), "{error}");
    assert_eq!(store.stamp().await.expect("a stamp").sequence, done as u64);

    let (loaded, told) = put(&store, read(&store)).await;
    assert_eq!(loaded.expect("the rest is taken"), of - done);
    assert_eq!(told, (BATCH..of).step_by(BATCH).map(|done| done as u64).collect::<Vec<_>>());
    let (loaded, _) = put(&store, read(&store)).await;
    assert_eq!(loaded.expect("it is known"), 0);
}
