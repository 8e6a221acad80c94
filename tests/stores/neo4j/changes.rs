//! Changes are judged, applied and told as by the other stores, also by several servers at once.

use std::sync::Arc;

use futures_util::future::join_all;
use tinklas::model::{Audience, KindId, Localized, Model, Value, network};
use tinklas::plan::viewer::Sight;
use tinklas::store::features::{Piece, SubgraphQuery};
use tinklas::store::neo4j::Neo4j;
use tinklas::store::neo4j::layout::read;
use tinklas::store::neo4j::statement::Statement;
use tinklas::store::records::{Change, Identifier, LinkRecord, NodeRecord, Recorded};
use tinklas::store::reference::Reference;
use tinklas::store::{Applied, Store, StoreError};

use super::{as_it_is, emptied, take};
use crate::random::{Choices, changes, small_model, the_same};

pub(super) fn recorded(by: &str) -> Recorded {
    Recorded { by: by.into(), at: 1_700_000_000_000 }
}

pub(super) fn company(model: &Model, id: &str) -> NodeRecord {
    let name = model.property_id("name").expect("nodes have names");
    let text = Localized::any(&format!("Name of {id}"));
    NodeRecord {
        id: id.into(),
        kind: model.kind_named("Company").map_or(KindId(0), |kind| kind.id),
        properties: vec![(name, Value::Localized(Arc::new(text)))],
        identifiers: vec![Identifier { scheme: "code".into(), value: id.into() }],
        sources: Vec::new(),
        recorded: recorded(""),
        version: 0,
    }
}

/// All that a database holds.
async fn everything(store: &Neo4j) -> (Vec<NodeRecord>, Vec<LinkRecord>) {
    let model = store.model();
    let (kinds, links) = (model.all_kinds(), model.all_links());
    let statement =
        format!("MATCH (n:Node) RETURN {} AS row ORDER BY n.id", read::node_row(model, "n", kinds));
    let rows = store.driver().read(&Statement::new(statement)).await.expect("nodes");
    let found = rows.iter().map(|row| read::node(model, kinds, &row.expect("a row")));
    let nodes = found.collect::<Result<_, _>>().expect("nodes");
    let statement =
        format!("MATCH (:Node)-[r]->(:Node) RETURN {} AS row", read::link_row(model, "r", links));
    let rows = store.driver().read(&Statement::new(statement)).await.expect("links");
    let found = rows.iter().map(|row| read::link(model, links, &row.expect("a row")));
    let mut found: Vec<LinkRecord> = found.collect::<Result<_, _>>().expect("links");
    found.sort_by(|a, b| a.link.cmp(&b.link));
    (nodes, found)
}

/// How many nodes there are of a label.
async fn count(store: &Neo4j, label: &str) -> Option<i64> {
    let statement = format!("MATCH (n:{label}) RETURN count(n) AS row");
    let rows = store.driver().read(&Statement::new(statement)).await.expect("a count");
    rows.first().expect("a row").and_then(|row| row.int())
}

#[tokio::test]
async fn random_changes_lead_to_the_same_network() {
    let shared = take();
    let model = small_model();
    for seed in 0..4 {
        let store = emptied(&shared, model.clone()).await;
        let reference = Reference::new(model.clone());
        let numbers = the_same(seed, 6_000);
        let mut choices = Choices::new(&numbers);
        for turn in 0..6 {
            let batch = changes::batch(&model, 60, &mut choices);
            let who = recorded(["one", "other"][turn % 2]);
            let (expected, found) =
                (reference.apply(&batch, &who).await, store.apply(&batch, &who).await);
            assert_eq!(format!("{found:?}"), format!("{expected:?}"), "seed {seed}, turn {turn}");
            // Most batches hold something that is refused: what fits is applied one by one.
            for change in batch {
                let one = [change];
                let (expected, found) =
                    (reference.apply(&one, &who).await, store.apply(&one, &who).await);
                assert_eq!(format!("{found:?}"), format!("{expected:?}"), "seed {seed}: {one:?}");
                let (expected, found) = (reference.stamp().await, store.stamp().await);
                assert_eq!(found.ok(), expected.ok(), "seed {seed}: {one:?}");
            }
        }
        assert_eq!(store.stamp().await.expect("a stamp"), reference.stamp().await.expect("one"));
        for (after, limit) in [(0, 1_000_000), (7, 12)] {
            let expected = reference.changes(after, limit).await.expect("changes");
            assert_eq!(store.changes(after, limit).await.expect("changes"), expected);
        }
        let sight = Sight::new(&model, Audience::Staff);
        let all = SubgraphQuery { sight, shape: Piece::Everything };
        let expected = reference.subgraph(&all).await.expect("everything");
        let (nodes, mut links) = everything(&store).await;
        assert_eq!(nodes, expected.nodes, "seed {seed}");
        let mut wanted = expected.links;
        wanted.sort_by(|a, b| a.link.cmp(&b.link));
        links.sort_by(|a, b| a.link.cmp(&b.link));
        assert_eq!(links, wanted, "seed {seed}");
        let claimed: usize = nodes.iter().map(|node| node.identifiers.len()).sum();
        let unique = nodes.iter().flat_map(|node| {
            let of = |id| model.kind(node.kind).property(id);
            node.properties.iter().filter(move |(id, _)| of(*id).is_some_and(|one| one.unique))
        });
        let expected = (claimed + unique.count()) as u64;
        assert_eq!(count(&store, "Identifier").await.map(i64::cast_unsigned), Some(expected));
    }
}

/// More than goes with one statement, in one step; and the same again is no change.
#[tokio::test]
async fn a_large_batch_is_whole() {
    let shared = take();
    let store = emptied(&shared, network()).await;
    let changes: Vec<Change> = (0..4_500)
        .map(|at| Change::PutNode(company(store.model(), &format!("co-{at:05}"))))
        .collect();
    let applied = store.apply(&changes, &recorded("import")).await.expect("it fits");
    assert_eq!(applied, Applied { sequence: 4_500, changed: 4_500 });
    let again = store.apply(&changes, &recorded("import")).await.expect("it fits");
    assert_eq!(again, Applied { sequence: 4_500, changed: 0 });
    assert_eq!(count(&store, "Company").await, Some(4_500));
    let told = store.changes(4_321, 100).await.expect("changes");
    let numbers: Vec<u64> = told.iter().map(|one| one.sequence).collect();
    assert_eq!(numbers, (4_322..=4_421).collect::<Vec<_>>());
}

/// Neo4j refuses long values in an index; a store that keeps the contract does not.
#[tokio::test]
async fn long_texts_are_kept() {
    let shared = take();
    let store = emptied(&shared, network()).await;
    let long = "Ilgas žodis ".repeat(9_000);
    let mut node = company(store.model(), "co-long");
    for (_, value) in &mut node.properties {
        *value = Value::Localized(Arc::new(Localized::any(&long)));
    }
    node.identifiers[0].value = long.as_str().into();
    let put = [Change::PutNode(node)];
    let applied = store.apply(&put, &recorded("somebody")).await;
    assert_eq!(applied.ok(), Some(Applied { sequence: 1, changed: 1 }));
    let again = store.apply(&put, &recorded("somebody")).await;
    assert_eq!(again.ok(), Some(Applied { sequence: 1, changed: 0 }));
}

/// Two servers change one network at once: no sequence number is lost or given twice.
#[tokio::test]
async fn servers_queue_with_their_changes() {
    let shared = take();
    let one = emptied(&shared, network()).await;
    let other = as_it_is(&shared, network());
    let mut followed = other.follow();
    let model = network();
    let puts: Vec<[Change; 1]> =
        (0..40).map(|at| [Change::PutNode(company(&model, &format!("co-{at}")))]).collect();
    let who = recorded("somebody");
    let calls = puts.iter().enumerate().map(|(at, put)| {
        let store = if at % 2 == 0 { &one } else { &other };
        store.apply(put, &who)
    });
    let mut numbers: Vec<u64> =
        join_all(calls).await.into_iter().map(|done| done.expect("it fits").sequence).collect();
    numbers.sort_unstable();
    assert_eq!(numbers, (1..=40).collect::<Vec<_>>());
    assert_eq!(other.stamp().await.expect("a stamp").nodes, 40);
    let told = one.changes(0, 100).await.expect("changes");
    assert_eq!(told.len(), 40);
    let newest = followed.wait_for(|newest| *newest == 40).await.map(|newest| *newest);
    assert_eq!(newest.ok(), Some(40));
}

/// A change through one server is told by the other, which was not asked for anything.
#[tokio::test]
async fn a_server_follows_the_changes_of_another() {
    let shared = take();
    let one = emptied(&shared, network()).await;
    let other = as_it_is(&shared, network());
    let mut followed = other.follow();
    let put = [Change::PutNode(company(one.model(), "co-1"))];
    one.apply(&put, &recorded("somebody")).await.expect("it fits");
    let newest = followed.wait_for(|newest| *newest == 1).await.map(|newest| *newest);
    assert_eq!(newest.ok(), Some(1));
}

/// Of calls that share a transaction, one that is refused takes none of the others along.
#[tokio::test]
async fn a_refused_call_leaves_the_others() {
    let shared = take();
    let store = emptied(&shared, network()).await;
    let model = network();
    let who = recorded("somebody");
    let puts: Vec<[Change; 1]> = (0..10)
        .map(|at| {
            let mut node = company(&model, &format!("co-{at}"));
            // Every second one has the identifier of the one before it.
            node.identifiers[0].value = format!("{}", at / 2).into();
            [Change::PutNode(node)]
        })
        .collect();
    let done = join_all(puts.iter().map(|put| store.apply(put, &who))).await;
    let refused = done.iter().filter(|one| matches!(one, Err(StoreError::Refused(_)))).count();
    assert_eq!(refused, 5, "{done:?}");
    assert_eq!(store.stamp().await.expect("a stamp").nodes, 5);
}

/// Who goes away after sending a change does not leave it half done.
#[tokio::test]
async fn a_change_is_carried_out_though_nobody_waits() {
    let shared = take();
    let store = emptied(&shared, network()).await;
    let who = recorded("somebody");
    let put = [Change::PutNode(company(store.model(), "co-1"))];
    {
        let mut asked = std::pin::pin!(store.apply(&put, &who));
        // Polled once, so that it was sent.
        assert!(futures_util::poll!(&mut asked).is_pending());
    }
    let next = [Change::PutNode(company(store.model(), "co-2"))];
    let applied = store.apply(&next, &who).await.expect("it fits");
    assert_eq!(applied.sequence, 2);
}
