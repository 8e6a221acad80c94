//! What the questions are answered from: the same from Neo4j, with few statements.

use proptest::prelude::*;
use tinklas::model::{Audience, LinkSet, Localized, Model, Value};
use tinklas::plan::filter::Filter;
use tinklas::plan::viewer::Sight;
use tinklas::store::features::{
    BestBridges, BestFits, BridgeQuery, CoverageQuery, PathQuery, Piece, StarQuery, SubgraphQuery,
};
use tinklas::store::neo4j::Neo4j;
use tinklas::store::records::{Change, LinkRecord, LinkRef, NodeRecord};
use tinklas::store::reference::Reference;
use tinklas::store::{Reading, Store};

use super::{emptied, take};
use crate::random::questions::Query;
use crate::random::records::recorded;
use crate::random::{Choices, asked_model, changes, for_all, numbers};
use crate::stores::run;

#[test]
fn questions_are_answered_as_by_the_reference_store() {
    let shared = take();
    let model = asked_model();
    let every = (numbers(6000), proptest::collection::vec(numbers(60), 40));
    for_all(12, &every, |(network, queries)| {
        run(async {
            let reference = Reference::new(model.clone());
            let network = changes::network(&model, &reference, &mut Choices::new(&network)).await;
            let store = emptied(&shared, model.clone()).await;
            let applied = store.apply(&network, &recorded("somebody")).await;
            prop_assert!(applied.is_ok(), "{applied:?}");
            for (at, query) in queries.iter().enumerate() {
                let audience = [Audience::Public, Audience::Staff][at % 2];
                let sight = Sight::new(&model, audience);
                let query = Query::random(&model, &sight, &mut Choices::new(query));
                let expected = query.ask(&reference).await?;
                let before = store.driver().statements();
                let found = query.ask(&store).await?;
                let statements = store.driver().statements() - before;
                prop_assert!(
                    found == expected,
                    "found {found:?}\nexpected {expected:?}\n{query:?}"
                );
                let most = match &query {
                    // The ends, each further level, and perhaps Neo4j's own shortest paths before.
                    Query::Paths(query) => 1 + query.max_length as u64,
                    _ => 3,
                };
                prop_assert!(statements <= most, "{statements} statements for {query:?}");
            }
            Ok(())
        })
    });
}

/// How many statements something takes.
async fn statements<T>(store: &Neo4j, reading: Reading<'_, T>) -> u64 {
    let before = store.driver().statements();
    assert!(reading.await.is_ok(), "it is answered");
    store.driver().statements() - before
}

/// A small network of nodes `(kind, id)` and links `(kind, from, to)`.
fn network(model: &Model, nodes: &[(&str, &str)], links: &[(&str, &str, &str)]) -> Vec<Change> {
    let recorded = recorded("somebody");
    let name = model.property_id("name").expect("nodes have names");
    let node = |(kind, id): &(&str, &str)| {
        Change::PutNode(NodeRecord {
            id: (*id).into(),
            kind: model.kind_named(kind).expect("a kind").id,
            properties: vec![(name, Value::Localized(Localized::any(id).into()))],
            identifiers: Vec::new(),
            sources: Vec::new(),
            recorded: recorded.clone(),
            version: 0,
        })
    };
    let link = |(kind, from, to): &(&str, &str, &str)| {
        let kind = model.link_named(kind).expect("a kind of link").id;
        Change::PutLink(LinkRecord {
            link: LinkRef { kind, from: (*from).into(), to: (*to).into(), tag: 0 },
            since: None,
            until: None,
            seen: None,
            properties: Vec::new(),
            sources: Vec::new(),
            recorded: recorded.clone(),
            version: 0,
        })
    };
    nodes.iter().map(node).chain(links.iter().map(link)).collect()
}

#[tokio::test]
async fn a_question_takes_as_many_statements_as_it_needs() {
    let shared = take();
    let model = asked_model();
    let store = emptied(&shared, model.clone()).await;
    let nodes = [
        ("Sector", "sector:a"),
        ("Sector", "sector:b"),
        ("Competence", "competence:a"),
        ("Person", "ona"),
        ("Person", "jonas"),
        ("Cluster", "one"),
        ("Cluster", "two"),
        ("Cluster", "three"),
        ("Cluster", "four"),
        ("Cluster", "five"),
        ("Project", "shared"),
    ];
    let links = [
        ("WORKS_IN", "ona", "sector:a"),
        ("WORKS_IN", "ona", "sector:b"),
        ("HAS_COMPETENCE", "ona", "competence:a"),
        ("HAS_COMPETENCE", "jonas", "competence:a"),
        ("PARTNERS_WITH", "one", "two"),
        ("PARTNERS_WITH", "two", "three"),
        ("PARTNERS_WITH", "three", "four"),
        ("PARTNERS_WITH", "four", "five"),
        ("PARTICIPATES_IN", "one", "shared"),
        ("PARTICIPATES_IN", "two", "shared"),
    ];
    let changes = network(&model, &nodes, &links);
    store.apply(&changes, &recorded("somebody")).await.expect("it fits");
    let sight = Sight::new(&model, Audience::Staff);
    let via = |name| model.link_named(name).map(|link| LinkSet::one(link.id)).unwrap_or_default();

    // Candidates, their ties by actors, their ties by projects.
    let mut bridges = BridgeQuery {
        sight: sight.clone(),
        as_of: None,
        sectors: ["sector:a".into(), "sector:b".into()],
        via: model.all_links(),
        filter: Filter::ANY,
        only: None,
        best: None,
    };
    assert_eq!(statements(&store, store.bridges(&bridges)).await, 3);
    bridges.via = via("WORKS_IN");
    assert_eq!(statements(&store, store.bridges(&bridges)).await, 1);

    bridges.best = Some(BestBridges { first: 1 });
    assert_eq!(statements(&store, store.bridges(&bridges)).await, 1);

    // Only of those who do not work in a sector more is asked.
    let mut coverage = CoverageQuery {
        sight: sight.clone(),
        as_of: None,
        competences: vec!["competence:a".into()],
        sectors: Vec::new(),
        askers: Vec::new(),
        filter: Filter::ANY,
        only: None,
        best: None,
    };
    assert_eq!(statements(&store, store.coverage(&coverage)).await, 1);
    coverage.sectors.push("sector:a".into());
    assert_eq!(statements(&store, store.coverage(&coverage)).await, 3);
    coverage.only = Some(vec!["ona".into()]);
    assert_eq!(statements(&store, store.coverage(&coverage)).await, 1);

    (coverage.only, coverage.sectors) = (None, Vec::new());
    coverage.best = Some(BestFits { first: 1, weights: vec![1.0] });
    assert_eq!(statements(&store, store.coverage(&coverage)).await, 1);

    // Neo4j's own shortest paths; levels until they hold as many steps as the path has.
    let mut paths = PathQuery {
        sight: sight.clone(),
        as_of: None,
        from: "one".into(),
        to: "five".into(),
        via: via("PARTNERS_WITH"),
        avoid: Vec::new(),
        max_length: 6,
        first: 1,
        now: None,
    };
    assert_eq!(statements(&store, store.paths(&paths)).await, 1);
    paths.via = model.all_links();
    for (to, expected) in [("two", 1), ("three", 1), ("four", 2), ("five", 3)] {
        paths.to = to.into();
        assert_eq!(statements(&store, store.paths(&paths)).await, expected, "{to}");
    }

    let (kinds, links) = (model.all_kinds(), model.all_links());
    let (as_of, properties) = (None, ["name"].as_slice());
    let center = "one".into();
    let star = StarQuery { sight: sight.clone(), as_of, center, kinds, links, properties };
    assert_eq!(statements(&store, store.star(&star)).await, 1);
    let around = Piece::Around { center: vec!["one".into()], depth: 3, kinds, links, limit: 50 };
    let exactly = Piece::Exactly { nodes: vec!["one".into()], links: Vec::new() };
    for (shape, expected) in [(Piece::Everything, 1), (exactly, 1), (around, 2)] {
        let query = SubgraphQuery { sight: sight.clone(), shape };
        assert_eq!(statements(&store, store.subgraph(&query)).await, expected);
    }
}
