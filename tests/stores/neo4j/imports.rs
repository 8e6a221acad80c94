//! An import of more changes than Neo4j takes at once.

use tinklas::import::{Import, Unfinished, load, sample};
use tinklas::model::network;
use tinklas::store::neo4j::Neo4j;
use tinklas::store::neo4j::driver::{Datum, Limits};
use tinklas::store::neo4j::statement::Statement;
use tinklas::store::records::{Change, LinkRecord};
use tinklas::store::{Store as _, StoreError};

use super::{as_it_is, empty, open, take, write};
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

/// Types of link: those that the state says to have dates, and those that have any.
async fn dated(store: &Neo4j) -> [Vec<String>; 2] {
    let said =
        "MATCH (state:TinklasState) UNWIND state.dated AS type RETURN type AS row ORDER BY row";
    let found = "MATCH ()-[link]->() WHERE coalesce(link.since, link.until, link.seen) IS NOT NULL \
        RETURN DISTINCT type(link) AS row ORDER BY row";
    let mut read = [Vec::new(), Vec::new()];
    for (text, types) in [said, found].into_iter().zip(&mut read) {
        let rows = store.driver().read(&Statement::new(text)).await.expect("types");
        let name =
            |row: Result<Datum<'_>, _>| row.expect("a row").text().expect("a name").to_owned();
        *types = rows.iter().map(name).collect();
    }
    read
}

#[tokio::test]
async fn what_ranking_asks_for_is_kept_ready() {
    let shared = take();
    let store = open(&shared.address, &shared.password, network(), Limits::default());
    empty(&store).await;
    assert_eq!(dated(&store).await, [const { Vec::<String>::new() }; 2]);
    let (loaded, _) = put(&store, read(&store)).await;
    loaded.expect("it is taken");
    let [said, found] = dated(&store).await;
    assert!(found.iter().any(|kind| kind == "MEMBER_OF"), "{found:?}");
    assert!(found.len() < store.model().links.len(), "{found:?} are not all");
    assert_eq!(said, found);

    // A database of the layout before did not say it, and had no label for those who object.
    let before = [
        "MATCH (state:TinklasState) SET state.layout = 2 REMOVE state.dated",
        "MATCH (person:Person) WITH person ORDER BY person.id LIMIT 2 SET person.suggestable = 'OBJECTED'",
    ];
    write(&store, &before).await.expect("as it was");
    let later = as_it_is(&shared, network());
    later.ready().await.expect("the layout");
    assert_eq!(dated(&later).await, [found.clone(), found]);
    let objected = Statement::new("MATCH (node:Person&TinklasObjected) RETURN count(node) AS row");
    let rows = later.driver().read(&objected).await.expect("a count");
    assert_eq!(rows.first().expect("a row"), Some(Datum::Int(2)));
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
