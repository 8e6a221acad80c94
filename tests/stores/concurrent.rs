//! Mutations of several writers at once lose nothing, on any store.

use std::sync::Arc;

use serde_json::json;
use tinklas::model::{KindId, Model, Value, network};
use tinklas::store::Store;
use tinklas::store::batch::Key;
use tinklas::store::records::NodeRecord;
use tinklas::write::{FaultCode, Mutation, WriteError, run as write};

use super::mutations::{arguments, recorded};
use super::stores::all;

const WRITERS: usize = 6;
const EACH: usize = 10;

/// Adds a company and runs something for several writers at once.
async fn at_once<T: Future<Output = ()> + Send + 'static>(
    store: &Arc<dyn Store>,
    work: impl Fn(Arc<dyn Store>, usize) -> T,
) {
    let first = json!({
        "input": { "id": "co-0", "name": { "text": "Alfa" }, "employees": 0 },
        "source": { "url": "a letter" },
    });
    let create = Mutation::Create(company(store.model()));
    write(&**store, create, &arguments(first), &recorded()).await.expect("a company");
    let running: Vec<_> =
        (0..WRITERS).map(|writer| tokio::spawn(work(store.clone(), writer))).collect();
    for writer in running {
        writer.await.expect("a writer that ended");
    }
}

fn company(model: &Model) -> KindId {
    model.kind_named("Company").expect("a kind").id
}

async fn alfa(store: &dyn Store) -> NodeRecord {
    let found = store.look_up(&[Key::Id("co-0".into())]).await.expect("it can be read");
    found.into_iter().flatten().next().expect("the company").record
}

fn employees(node: &NodeRecord, model: &Model) -> i64 {
    let property = model.property_id("employees").expect("a property");
    match node.properties.iter().find(|(id, _)| *id == property) {
        Some((_, Value::Int(number))) => *number,
        other => panic!("{other:?}"),
    }
}

/// What several say of different fields of one node all holds.
pub(crate) async fn different_fields(name: &str, store: Arc<dyn Store>) {
    let work = |store: Arc<dyn Store>, writer| async move {
        let update = Mutation::Update(company(store.model()));
        for at in 0..EACH {
            let identifier = json!({ "scheme": format!("s{writer}-{at}"), "value": "1" });
            let input = json!({
                "id": "co-0",
                "input": { "identifiers": [identifier] },
                "source": { "url": "a letter" },
            });
            write(&*store, update, &arguments(input), &recorded()).await.expect("an update");
        }
    };
    at_once(&store, work).await;
    assert_eq!(alfa(&*store).await.identifiers.len(), WRITERS * EACH, "{name}");
}

/// Of updates with a version those that were accepted all count, and no other does.
pub(crate) async fn versions(name: &str, store: Arc<dyn Store>) {
    let work = |store: Arc<dyn Store>, _| async move {
        let model = store.model().clone();
        let mut done = 0;
        while done < EACH {
            let now = alfa(&*store).await;
            // The second half by `apply`, which takes the same condition for each change.
            let set = json!({ "employees": employees(&now, &model) + 1 });
            let (mutation, input) = if done * 2 < EACH {
                let input = json!({ "id": "co-0", "ifVersion": now.version, "input": set });
                (Mutation::Update(company(&model)), input)
            } else {
                let update = json!({
                    "id": "co-0",
                    "ifVersion": now.version,
                    "set": { "company": set },
                });
                (Mutation::Apply, json!({ "changes": [{ "update": update }] }))
            };
            let mut input = arguments(input);
            input.insert("source".to_owned(), json!({ "url": "a letter" }));
            match write(&*store, mutation, &input, &recorded()).await {
                Ok(_) => done += 1,
                Err(WriteError::Faults(faults)) => {
                    let code = faults[0].code;
                    assert!(matches!(code, FaultCode::Conflict(Some(_))), "{faults:?}");
                }
                Err(WriteError::Store(error)) => panic!("{error}"),
            }
        }
    };
    at_once(&store, work).await;
    let (found, total) = (alfa(&*store).await, WRITERS * EACH);
    assert_eq!(employees(&found, store.model()), i64::try_from(total).expect("few"), "{name}");
    assert_eq!(found.version as usize, 1 + total, "{name}");
    assert_eq!(store.stamp().await.expect("a stamp").sequence, 1 + total as u64, "{name}");
}

/// A request that is sent several times at once is done once.
pub(crate) async fn repeated(name: &str, store: Arc<dyn Store>) {
    let work = |store: Arc<dyn Store>, _| async move {
        let input = json!({
            "input": { "id": "co-once", "name": { "text": "Once" } },
            "source": { "url": "a letter" },
            "idempotencyKey": "k",
        });
        let create = Mutation::Create(company(store.model()));
        let done = write(&*store, create, &arguments(input), &recorded()).await;
        assert_eq!(done.expect("done or told again").effects.len(), 1);
    };
    at_once(&store, work).await;
    assert_eq!(store.stamp().await.expect("a stamp").sequence, 2, "{name}");
}

/// Two threads, so that writers are at work at the same moment.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_several_say_of_different_fields_all_holds() {
    for (name, store) in all(&network()) {
        different_fields(name, store).await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_update_with_a_version_is_lost() {
    for (name, store) in all(&network()) {
        versions(name, store).await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_request_that_is_sent_several_times_at_once_is_done_once() {
    for (name, store) in all(&network()) {
        repeated(name, store).await;
    }
}
