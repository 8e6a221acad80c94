//! Runs the cases of `tests/cases`: every case on every store as every viewer.
//!
//! `UPDATE=1 cargo test --test runner` writes what is answered now into the cases; look at the difference
//! before you keep it. `tests/cases/README.md` says what stands in a case.

mod case;
#[cfg(feature = "programs")]
#[path = "../neo4j/emptied.rs"]
mod emptied;
mod failures;
mod network;
mod property;
#[path = "../stores/random/prune.rs"]
mod prune;
mod refusals;
#[cfg(feature = "programs")]
#[path = "../neo4j/shared.rs"]
mod shared;

use std::fs;
#[cfg(not(feature = "programs"))]
use std::future::{Ready, ready};
use std::path::Path;
use std::sync::Arc;

use serde_json::Value as Json;
use tinklas::api::{Face, Limits, Request, Writes};
use tinklas::model::{Audience, Model, network as network_model};
use tinklas::plan::viewer::Sight;
use tinklas::store::Store;
use tinklas::store::counted::Counted;
use tinklas::store::records::Change;
use tinklas::store::reference::Reference;
use tinklas::store::resident::Resident;

use case::Case;

/// The stores that cases run on.
struct Stores {
    #[cfg(feature = "programs")]
    neo4j: shared::Shared,
}

impl Stores {
    fn take() -> Self {
        Self {
            #[cfg(feature = "programs")]
            neo4j: shared::take(),
        }
    }

    /// Empty stores, each with its name.
    async fn empty(&self, model: &Arc<Model>) -> Vec<(&'static str, Arc<dyn Store>)> {
        let resident = Resident::in_memory(model.clone()).expect("the writer starts");
        let mut stores: Vec<(&'static str, Arc<dyn Store>)> = vec![
            ("reference", Arc::new(Reference::new(model.clone()))),
            ("resident", Arc::new(resident)),
        ];
        stores.extend(neo4j(self, model).await);
        stores
    }
}

/// The store that needs another program.
#[cfg(feature = "programs")]
async fn neo4j(stores: &Stores, model: &Arc<Model>) -> Option<(&'static str, Arc<dyn Store>)> {
    let neo4j = Box::pin(emptied::emptied(&stores.neo4j, model.clone())).await;
    Some(("neo4j", Arc::new(neo4j)))
}

#[cfg(not(feature = "programs"))]
fn neo4j(_: &Stores, _: &Arc<Model>) -> Ready<Option<(&'static str, Arc<dyn Store>)>> {
    ready(None)
}

/// What a viewer is answered, as it stands in the case, and what was asked of the store for it.
async fn answer(
    first: &Face,
    case: &Case,
    network: &[Change],
    store: Arc<dyn Store>,
    name: &str,
) -> (String, Json) {
    let applied = store.apply(network, &network::recorded()).await;
    applied.unwrap_or_else(|error| panic!("{}: {error}", case.folder.display()));
    let counted = Arc::new(Counted::new(store));
    let face = first.over(counted.clone());
    let viewer = case::viewer(name).expect("a case is read with its viewers' names");
    // Until there are accounts, staff are those who may write.
    let writes = match viewer.audience {
        Audience::Staff => Writes::By("admin".into()),
        Audience::Public => Writes::Anonymous,
    };
    counted.take();
    let mut answers = Vec::new();
    let only = [None];
    let names: Vec<Option<String>> = case.operations.iter().cloned().map(Some).collect();
    for operation_name in if names.is_empty() { &only[..] } else { &names } {
        let request = Request {
            query: case.request.clone(),
            operation_name: operation_name.clone(),
            variables: case.variables.clone(),
            writes: writes.clone(),
            ..Request::default()
        };
        let response = face.execute(request, viewer.clone()).await;
        let json: Json = serde_json::from_slice(&response.body).expect("an answer is JSON");
        answers.push(json);
    }
    let counts = counted.take();
    let json = if names.is_empty() { answers.remove(0) } else { Json::Array(answers) };
    let text = serde_json::to_string_pretty(&json).expect("JSON can be written") + "\n";
    (text, serde_json::json!({ "calls": counts.calls, "rows": counts.rows }))
}

/// What is wrong with a case: what it says and what is answered.
async fn faults_of(first: &Face, case: &mut Case, stores: &Stores, update: bool) -> Vec<String> {
    let model = network_model();
    let network = match network::read(&model, &case.network) {
        Ok(network) => network,
        Err(fault) => return vec![fault],
    };
    let pruned = prune::prune(&network, &Sight::new(&model, Audience::Public));
    let mut faults = Vec::new();
    for name in case.expected.keys().cloned().collect::<Vec<_>>() {
        for (of, store) in stores.empty(&model).await {
            let (found, counts) = answer(first, case, &network, store, &name).await;
            if update && of == "reference" {
                case.counts.insert(name.clone(), counts.clone());
                case.expected.insert(name.clone(), found.clone());
            }
            if case.expected[&name] != found {
                let expected = &case.expected[&name];
                faults.push(format!("{name}, {of}: answered\n{found}\nexpected\n{expected}"));
            }
            if case.counts.get(&name) != Some(&counts) {
                let expected = case.counts.get(&name);
                faults.push(format!("{name}, {of}: counted {counts}, expected {expected:?}"));
            }
        }
        if name.starts_with("public") {
            for (of, store) in stores.empty(&model).await {
                let (found, _) = answer(first, case, &pruned, store, &name).await;
                if case.expected[&name] != found {
                    faults.push(format!("{name}, {of}: without what is hidden, answered\n{found}"));
                }
            }
        }
    }
    faults
}

#[tokio::test]
async fn every_case_is_answered_alike_by_every_store_for_every_viewer() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases");
    let update = std::env::var("UPDATE").is_ok_and(|update| update == "1");
    let folders = case::folders(&root);
    assert!(folders.len() >= 25, "{} cases", folders.len());
    let stores = Stores::take();
    let mut told = Vec::new();
    let first = Face::new(Arc::new(Reference::new(network_model())), Limits::default());
    for folder in folders {
        let faults = match case::read(&folder, &root) {
            Ok(mut case) => {
                let faults = faults_of(&first, &mut case, &stores, update).await;
                if update {
                    write(&case);
                }
                faults
            }
            Err(faults) => faults,
        };
        told.extend(faults.into_iter().map(|fault| format!("{}: {fault}", folder.display())));
    }
    assert!(told.is_empty(), "{} faults\n{}", told.len(), told.join("\n"));
}

fn write(case: &Case) {
    let write = |name: String, text: &str| {
        fs::write(case.folder.join(name), text).expect("a case can be written");
    };
    for (viewer, text) in &case.expected {
        write(format!("expected.{viewer}.json"), text);
    }
    let counts = serde_json::to_string_pretty(&case.counts).expect("JSON can be written");
    write("counts.json".to_owned(), &(counts + "\n"));
}
