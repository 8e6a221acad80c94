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
mod stores;

use std::fs;
use std::path::Path;
use std::sync::Arc;

use serde_json::Value as Json;
use tinklas::api::{Face, Limits, Request, Writes};
use tinklas::model::{Audience, network as network_model};
use tinklas::plan::viewer::Sight;
use tinklas::store::Store;
use tinklas::store::counted::Counted;
use tinklas::store::reference::Reference;

use case::Case;
use stores::Stores;

/// What a viewer is answered, as it stands in the case, and what was asked of the store for it.
async fn answer(first: &Face, case: &Case, store: Arc<dyn Store>, name: &str) -> (String, Json) {
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

/// What is wrong with a case: what it says and what is answered. `UPDATE=1` says what is answered instead.
async fn faults_of(first: &Face, case: &mut Case, stores: &mut Stores) -> Vec<String> {
    let update = updates();
    let model = network_model();
    let network = match network::read(&model, &case.network) {
        Ok(network) => network,
        Err(fault) => return vec![fault],
    };
    let mut faults = Vec::new();
    for name in case.expected.keys().cloned().collect::<Vec<_>>() {
        for (of, store) in stores.holding(&model, &network).await {
            let (found, counts) = answer(first, case, store, &name).await;
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
        if case.writes() {
            stores.changed();
        }
    }
    faults
}

/// Where a case is answered otherwise to the public when the network is without what is hidden from them.
async fn seen_by_the_public(first: &Face, case: &Case, stores: &mut Stores) -> Vec<String> {
    let model = network_model();
    let Ok(network) = network::read(&model, &case.network) else { return Vec::new() };
    let pruned = prune::prune(&network, &Sight::new(&model, Audience::Public));
    let mut faults = Vec::new();
    for (name, expected) in case.expected.iter().filter(|(name, _)| name.starts_with("public")) {
        for (of, store) in stores.holding(&model, &pruned).await {
            let (found, _) = answer(first, case, store, name).await;
            if *expected != found {
                faults.push(format!("{name}, {of}: without what is hidden, answered\n{found}"));
            }
        }
        if case.writes() {
            stores.changed();
        }
    }
    faults
}

/// Whether the cases are written anew.
fn updates() -> bool {
    std::env::var("UPDATE").is_ok_and(|update| update == "1")
}

#[tokio::test]
async fn every_case_is_answered_alike_by_every_store_for_every_viewer() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases");
    let folders = case::folders(&root);
    assert!(folders.len() >= 25, "{} cases", folders.len());
    let (mut cases, mut told) = (Vec::new(), Vec::new());
    let mut tell = |folder: &Path, faults: Vec<String>| {
        told.extend(faults.into_iter().map(|fault| format!("{}: {fault}", folder.display())));
    };
    for folder in folders {
        match case::read(&folder, &root) {
            Ok(case) => cases.push(case),
            Err(faults) => tell(&folder, faults),
        }
    }
    // Those that have a network in common follow each other, and those that change it come last.
    cases.sort_by(|a, b| (a.writes(), &a.network).cmp(&(b.writes(), &b.network)));
    let mut stores = Stores::take();
    let first = Face::new(Arc::new(Reference::new(network_model())), Limits::default());
    for case in &mut cases {
        let faults = faults_of(&first, case, &mut stores).await;
        if updates() {
            write(case);
        }
        tell(&case.folder, faults);
    }
    for case in &cases {
        tell(&case.folder, seen_by_the_public(&first, case, &mut stores).await);
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
