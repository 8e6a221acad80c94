//! All stores give the same answers: random networks, changed at random, read by random plans.

use std::sync::Arc;

use proptest::prelude::*;
use tinklas::model::{Audience, Kind, Localized, Model, Value};
use tinklas::plan::Root;
use tinklas::plan::cursor::{Cursor, decode, fingerprint};
use tinklas::plan::tree::{Cell, Tree};
use tinklas::plan::viewer::Sight;
use tinklas::plan::{Plan, filter::Filter, selection::Connection};
use tinklas::store::history::{HistoryQuery, Record, Told, history};
use tinklas::store::records::{Change, Changed, NodeRecord, Subject};
use tinklas::store::reference::Reference;
use tinklas::store::{Applied, Store, StoreError};

use super::random::{
    Choices, changes, for_all, numbers, plans, records::recorded, small_model, the_same,
};
use super::stores::{all, others, run};

/// Networks of a run, and plans for each.
const NETWORKS: u32 = 125;
const PLANS: usize = 40;

#[test]
fn stores_agree_on_random_plans() {
    let model = small_model();
    let every = (numbers(6000), proptest::collection::vec(numbers(1000), PLANS));
    for_all(NETWORKS, &every, |(network, plans)| {
        run(async {
            let reference = Reference::new(model.clone());
            let network = changes::network(&model, &reference, &mut Choices::new(&network)).await;
            same_answers(&reference, &network, &plans).await
        })
    });
}

/// Applies a network to every store, and compares what plans read of it with the reference's answers.
async fn same_answers(
    reference: &Reference,
    network: &[Change],
    plans: &[Vec<u16>],
) -> Result<(), TestCaseError> {
    let model = reference.model();
    for (name, store) in others(model) {
        let applied = store.apply(network, &recorded("somebody")).await;
        prop_assert!(applied.is_ok(), "{name}: {applied:?}");
        for plan in plans {
            let plan = plans::plan(model, &mut Choices::new(plan));
            same_answer(name, &plan, reference, &*store).await?;
        }
    }
    Ok(())
}

/// Among many nodes, those that a plan asks for are not found by looking at every one.
#[test]
fn stores_agree_where_few_of_many_nodes_count() {
    let model = small_model();
    let crowd = crowd(&model);
    let every = (numbers(6000), proptest::collection::vec(numbers(1000), PLANS));
    for_all(NETWORKS / 5, &every, |(network, plans)| {
        run(async {
            let reference = Reference::new(model.clone());
            let mut network =
                changes::network(&model, &reference, &mut Choices::new(&network)).await;
            let applied = reference.apply(&crowd, &recorded("somebody")).await;
            prop_assert!(applied.is_ok(), "{applied:?}");
            network.extend_from_slice(&crowd);
            same_answers(&reference, &network, &plans).await
        })
    });
}

/// A hundred nodes of every kind that no random plan asks for by what they say.
fn crowd(model: &Model) -> Vec<Change> {
    let name = model.property_id("name").expect("nodes have names");
    let one = |kind: &Kind, number: usize| {
        let id = match &kind.code {
            Some(code) => format!("{code}:crowd-{number}"),
            None => format!("crowd-{number}~{}", kind.name),
        };
        let text = Localized::any(&format!("Quorum {}", number % 10));
        Change::PutNode(NodeRecord {
            id: id.into(),
            kind: kind.id,
            properties: vec![(name, Value::Localized(Arc::new(text)))],
            identifiers: Vec::new(),
            sources: Vec::new(),
            recorded: recorded("somebody"),
            version: 0,
        })
    };
    model.kinds.iter().flat_map(|kind| (0..100).map(move |number| one(kind, number))).collect()
}

#[test]
fn stores_agree_on_random_changes() {
    let model = small_model();
    let every = (numbers(800), proptest::collection::vec((numbers(300), numbers(300)), 1..6));
    for_all(NETWORKS, &every, |(network, batches)| {
        run(async {
            let reference = Reference::new(model.clone());
            let network = changes::network(&model, &reference, &mut Choices::new(&network)).await;
            for (name, store) in others(&model) {
                let reference = Reference::new(model.clone());
                for store in [&reference as &dyn Store, &*store] {
                    let applied = store.apply(&network, &recorded("somebody")).await;
                    prop_assert!(applied.is_ok(), "{name}: {applied:?}");
                }
                for (batch, plan) in &batches {
                    let batch = changes::batch(&model, 8, &mut Choices::new(batch));
                    same_change(name, &batch, &reference, &*store).await?;
                    let plan = plans::plan(&model, &mut Choices::new(plan));
                    same_answer(name, &plan, &reference, &*store).await?;
                }
            }
            Ok(())
        })
    });
}

/// A comparison says little when the answers do.
#[test]
fn random_plans_read_everything_that_a_tree_can_hold() {
    let model = small_model();
    let mut kinds_of_cell = std::collections::HashSet::new();
    let mut long = 0;
    for seed in 0..1_000_u32 {
        run(async {
            let store = Reference::new(model.clone());
            changes::network(&model, &store, &mut Choices::new(&the_same(seed, 6000))).await;
            let plan = plans::plan(&model, &mut Choices::new(&the_same(seed + 5_000, 1000)));
            let Ok(tree) = store.fetch(&plan).await else { return };
            kinds_of_cell.extend(tree.cells().iter().map(std::mem::discriminant));
            long += usize::from(tree.cells().len() > 20);
        });
    }
    assert_eq!(kinds_of_cell.len(), 9, "every kind of cell: {kinds_of_cell:?}");
    assert!(long > 150, "{long} of 1,000 answers have more than twenty cells");
}

/// With cursors as answers give them, forwards and backwards.
#[test]
fn pages_one_after_the_other_are_the_whole_list() {
    let model = small_model();
    for_all(NETWORKS, &(numbers(800), numbers(60)), |(network, scan)| {
        run(async {
            let scratch = Reference::new(model.clone());
            let network = changes::network(&model, &scratch, &mut Choices::new(&network)).await;
            let (sight, kinds, connection) = plans::scan(&model, &mut Choices::new(&scan));
            for (name, store) in all(&model) {
                let applied = store.apply(&network, &recorded("somebody")).await;
                prop_assert!(applied.is_ok(), "{name}: {applied:?}");
                let mut whole = connection.clone();
                whole.page.size = 1_000;
                let page = |connection| {
                    let root = Root::Scan { kinds, fixed: Filter::ANY, connection };
                    Plan { root, sight: sight.clone() }
                };
                let all = read_page(&*store, &page(whole)).await?;
                for backward in [false, true] {
                    let walked = walk(&*store, connection.clone(), backward, &page).await?;
                    prop_assert_eq!(&walked, &all.ids, "{}, backward: {}", name, backward);
                }
            }
            Ok(())
        })
    });
}

async fn same_answer(
    name: &str,
    plan: &Plan,
    reference: &dyn Store,
    store: &dyn Store,
) -> Result<(), TestCaseError> {
    let (expected, found) = (reference.fetch(plan).await, store.fetch(plan).await);
    match (expected, found) {
        (Ok(expected), Ok(found)) => {
            let told =
                || format!("{name}: found {found:?}\nexpected {expected:?}\n{:?}", plan.root);
            prop_assert!(found == expected, "{}", told());
            Ok(())
        }
        (expected, found) => {
            Err(TestCaseError::fail(format!("{name}: {found:?}, expected {expected:?}")))
        }
    }
}

async fn same_change(
    name: &str,
    batch: &[Change],
    reference: &dyn Store,
    store: &dyn Store,
) -> Result<(), TestCaseError> {
    let who = recorded("another");
    let expected = outcome(reference.apply(batch, &who).await);
    let found = outcome(store.apply(batch, &who).await);
    prop_assert_eq!(found, expected, "{}: {:#?}", name, batch);
    let stamps = (store.stamp().await.ok(), reference.stamp().await.ok());
    prop_assert_eq!(stamps.0, stamps.1, "{}", name);
    let changes = (store.changes(0, 10_000).await.ok(), reference.changes(0, 10_000).await.ok());
    prop_assert_eq!(&changes.0, &changes.1, "{}", name);
    let changes = changes.0.unwrap_or_default();
    let values = (store.values(&changes).await.ok(), reference.values(&changes).await.ok());
    prop_assert_eq!(values.0, values.1, "{}", name);
    for audience in [Audience::Public, Audience::Staff] {
        same_history(name, audience, &changes, reference, store).await?;
    }
    Ok(())
}

/// The history that an audience reads is the same, and shows nothing that it may not see.
async fn same_history(
    name: &str,
    audience: Audience,
    changes: &[Changed],
    reference: &dyn Store,
    store: &dyn Store,
) -> Result<(), TestCaseError> {
    let sight = Sight::new(store.model(), audience);
    let ids = changes.iter().rev().find_map(|change| match &change.subject {
        Subject::Node { id, .. } => Some(vec![id.clone()]),
        Subject::Link { .. } => None,
    });
    for (newest_first, ids) in [(false, None), (true, None), (true, ids)] {
        let query = HistoryQuery {
            sight: sight.clone(),
            kinds: None,
            ids,
            after: newest_first.then_some(changes.len() as u64),
            newest_first,
            limit: 7,
        };
        let read = (history(store, &query).await.ok(), history(reference, &query).await.ok());
        prop_assert_eq!(&read.0, &read.1, "{}", name);
        let told = read.0.map(|page| page.changes).unwrap_or_default();
        let whole = HistoryQuery { limit: 10_000, ..query.clone() };
        let whole = history(store, &whole).await.map(|page| page.changes).unwrap_or_default();
        prop_assert_eq!(in_pages(store, query).await?, whole, "{}", name);
        for Told { change, values } in &told {
            let seen = match &change.subject {
                Subject::Node { kind, .. } => {
                    prop_assert!(sight.kinds.has(*kind));
                    sight.of_kind(*kind)
                }
                Subject::Link { link, from, to } => {
                    prop_assert!(sight.links.has(link.kind));
                    prop_assert!(sight.kinds.has(*from) && sight.kinds.has(*to));
                    sight.of_link(link.kind)
                }
            };
            let of = |record: &Option<Record>| match record {
                Some(Record::Node(node)) => node.properties.clone(),
                Some(Record::Link(link)) => link.properties.clone(),
                None => Vec::new(),
            };
            let shown = [of(&values.before), of(&values.after)].concat();
            prop_assert!(shown.iter().all(|(property, _)| seen.has(*property)), "{:?}", shown);
            let differing = change.fields.properties;
            prop_assert!(
                differing.is_empty()
                    || change.fields.others() & 0b1111 != 0
                    || !differing.and(seen).is_empty(),
                "{:?}",
                change
            );
        }
    }
    Ok(())
}

/// The changes of all pages of a query.
async fn in_pages(store: &dyn Store, mut query: HistoryQuery) -> Result<Vec<Told>, TestCaseError> {
    let mut all = Vec::new();
    loop {
        let page = history(store, &query).await;
        let page = page.map_err(|error| TestCaseError::fail(error.to_string()))?;
        all.extend(page.changes);
        match page.end {
            Some(end) if page.has_more => query.after = Some(end.sequence),
            _ => return Ok(all),
        }
    }
}

/// What a change led to: what was applied, or the positions of what was refused.
fn outcome(applied: Result<Applied, StoreError>) -> Result<Applied, Vec<usize>> {
    applied.map_err(|error| match error {
        StoreError::Refused(all) => {
            let mut at: Vec<usize> = all.into_iter().map(|one| one.at).collect();
            at.dedup();
            at
        }
        other => panic!("{other}"),
    })
}

/// A page of a scan by [`plans::scan`].
struct Read {
    previous: bool,
    next: bool,
    start: Option<String>,
    end: Option<String>,
    ids: Vec<String>,
}

async fn read_page(store: &dyn Store, plan: &Plan) -> Result<Read, TestCaseError> {
    let tree = store.fetch(plan).await.map_err(|error| TestCaseError::fail(error.to_string()))?;
    let [Cell::Bool(previous), Cell::Bool(next), start, end, Cell::List(_), rest @ ..] =
        tree.cells()
    else {
        return Err(TestCaseError::fail(format!("not a page: {tree:?}")));
    };
    let text = |cell: &Cell| text_of(&tree, cell);
    let ids = rest.iter().filter_map(text).collect();
    Ok(Read { previous: *previous, next: *next, start: text(start), end: text(end), ids })
}

fn text_of(tree: &Tree, cell: &Cell) -> Option<String> {
    if let Cell::Text(span) = cell { Some(tree.text(*span).to_owned()) } else { None }
}

async fn walk(
    store: &dyn Store,
    mut connection: Connection,
    backward: bool,
    plan: &impl Fn(Connection) -> Plan,
) -> Result<Vec<String>, TestCaseError> {
    connection.page.backward = backward;
    let mut met: Vec<String> = Vec::new();
    loop {
        let page = read_page(store, &plan(connection.clone())).await?;
        let (more, other, edge) = if backward {
            (page.previous, page.next, page.start)
        } else {
            (page.next, page.previous, page.end)
        };
        prop_assert_eq!(other, !met.is_empty(), "what stands on the side that we came from");
        let at = if backward { 0 } else { met.len() };
        met.splice(at..at, page.ids);
        if !more {
            return Ok(met);
        }
        let edge = edge.unwrap_or_default();
        let cursor: Cursor = decode(&edge, fingerprint(&connection.order, false))
            .map_err(|error| TestCaseError::fail(error.to_string()))?;
        let side = if backward { &mut connection.page.before } else { &mut connection.page.after };
        *side = Some(cursor);
    }
}
