//! Batches with conditions: receipts outlive the process, and expectations keep changes from being lost.

use std::path::Path;
use std::sync::Arc;

use tinklas::model::{Localized, Model, Value, network};
use tinklas::store::batch::{Batch, Expected, Key, Receipt, Submitted};
use tinklas::store::records::{Change, NodeRecord, Recorded};
use tinklas::store::resident::{OpenError, Resident};
use tinklas::store::{Applied, Store, StoreError};

use super::file::of_layout_1;
use super::stores::{all, run};

fn recorded() -> Recorded {
    Recorded { by: "ann".into(), at: 1_700_000_000_000 }
}

fn company(model: &Model, id: &str, employees: i64) -> NodeRecord {
    let property = |name| model.property_id(name).expect("a property of companies");
    let name = Value::Localized(Arc::new(Localized::any(id)));
    let mut properties =
        vec![(property("name"), name), (property("employees"), Value::Int(employees))];
    properties.sort_by_key(|(id, _)| *id);
    NodeRecord {
        id: id.into(),
        kind: model.kind_named("Company").expect("a kind").id,
        properties,
        identifiers: Vec::new(),
        sources: Vec::new(),
        recorded: recorded(),
        version: 0,
    }
}

fn receipt(request: &str) -> Receipt {
    Receipt { key: "key".into(), request: request.into(), outcome: "told again".into() }
}

/// Submits a company with a receipt to the store of a file.
async fn submit(store: &Resident, request: &str) -> Result<Submitted, StoreError> {
    let changes = [Change::PutNode(company(store.model(), "co-1", 1))];
    let (receipt, recorded) = (receipt(request), recorded());
    store.submit(&Batch { receipt: Some(&receipt), ..Batch::new(&changes, &recorded) }).await
}

fn opened(path: &Path) -> Resident {
    Resident::open(network(), path).expect("the file can be opened")
}

fn sql(path: &Path, statement: &str) {
    let connection = rusqlite::Connection::open(path).expect("an SQLite file");
    connection.execute_batch(statement).expect("a statement that can be run");
}

#[test]
fn a_receipt_is_told_again_after_a_restart() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let path = folder.path().join("network.db");
    let applied = Applied { sequence: 1, changed: 1 };
    run(async {
        let done = submit(&opened(&path), "request").await.expect("applied");
        assert_eq!(done, Submitted::Applied(applied));
    });
    run(async {
        let store = opened(&path);
        let done = submit(&store, "request").await.expect("told again");
        assert_eq!(done, Submitted::Repeated { applied, outcome: "told again".into() });
        let another = submit(&store, "another").await;
        assert!(matches!(another, Err(StoreError::KeyUsed(_))), "{another:?}");
    });
}

#[test]
fn a_file_of_before_there_were_receipts_keeps_them_from_now_on() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let path = of_layout_1(folder.path(), "");
    let first = run(submit(&opened(&path), "request")).expect("applied");
    assert_eq!(first, Submitted::Applied(Applied { sequence: 22, changed: 1 }));
    let again = run(submit(&opened(&path), "request")).expect("told again");
    assert!(matches!(again, Submitted::Repeated { .. }), "{again:?}");
}

#[test]
fn a_receipt_that_was_damaged_is_noticed() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let path = folder.path().join("network.db");
    run(submit(&opened(&path), "request")).expect("applied");
    sql(&path, "UPDATE receipt SET outcome = 'told wrongly'");
    let error = Resident::open(network(), &path).expect_err("a damaged file");
    assert!(matches!(error, OpenError::Damaged { .. }), "{error}");
}

/// Eight writers count one up, each from what it read: with expectations none of it is lost.
#[test]
fn no_update_is_lost_between_writers() {
    const WRITERS: i64 = 8;
    const EACH: i64 = 25;
    let model = network();
    let employees = model.property_id("employees").expect("a property of companies");
    for (name, store) in all(&model) {
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).build();
        runtime.expect("a runtime").block_on(async {
            let first = [Change::PutNode(company(&model, "co-1", 0))];
            store.apply(&first, &recorded()).await.expect("applied");
            let writers = (0..WRITERS).map(|_| {
                let (store, model) = (store.clone(), model.clone());
                tokio::spawn(async move {
                    for _ in 0..EACH {
                        while !count_up(&*store, &model, employees).await {}
                    }
                })
            });
            for writer in writers.collect::<Vec<_>>() {
                writer.await.expect("a writer that ended");
            }
            let found = look_up(&*store).await;
            let value = found.properties.iter().find(|(id, _)| *id == employees);
            assert_eq!(value.map(|(_, value)| value), Some(&Value::Int(WRITERS * EACH)), "{name}");
            assert_eq!(i64::from(found.version), 1 + WRITERS * EACH, "{name}");
        });
    }
}

async fn look_up(store: &dyn Store) -> NodeRecord {
    let found = store.look_up(&[Key::Id("co-1".into())]).await.expect("it can be read");
    found.into_iter().flatten().next().expect("the company").record
}

/// Counts one up unless another was faster.
async fn count_up(store: &dyn Store, model: &Model, employees: tinklas::model::PropertyId) -> bool {
    let now = look_up(store).await;
    let value = now.properties.iter().find(|(id, _)| *id == employees);
    let Some((_, Value::Int(count))) = value else { panic!("no count: {now:?}") };
    let changes = [Change::PutNode(company(model, "co-1", count + 1))];
    let expected = [Expected::Node { id: "co-1".into(), version: now.version }];
    let recorded = recorded();
    let batch = Batch { expected: &expected, ..Batch::new(&changes, &recorded) };
    match store.submit(&batch).await {
        Ok(_) => true,
        Err(StoreError::Conflict(_)) => false,
        Err(other) => panic!("{other}"),
    }
}
