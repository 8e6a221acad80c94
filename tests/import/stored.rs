//! What was read, put in a store.

use tinklas::import::{Import, sample};
use tinklas::model::{Model, network};
use tinklas::store::Store;
use tinklas::store::records::Recorded;
use tinklas::store::reference::Reference;

/// Runs a future that never waits for anything outside.
fn run<T>(future: impl Future<Output = T>) -> T {
    tokio::runtime::Builder::new_current_thread().build().expect("a runtime").block_on(future)
}

fn sample_of(model: &Model) -> Import {
    sample::read(model, 0).expect("the sample has no faults")
}

fn stored(store: &Reference, import: &Import, by: &str) -> usize {
    let recorded = Recorded { by: by.into(), at: 0 };
    run(store.apply(&import.changes, &recorded)).expect("a store takes what was read").changed
}

#[test]
fn a_second_import_changes_nothing() {
    let store = Reference::new(network());
    let import = sample_of(store.model());
    assert_eq!(stored(&store, &import, sample::RECORDED_BY), import.changes.len());
    let stamp = run(store.stamp()).expect("a stamp");
    assert_eq!(stamp.nodes, import.nodes as u64);
    assert_eq!(stamp.links, import.links as u64);
    assert_eq!(stored(&store, &sample_of(store.model()), "somebody else"), 0);
    assert_eq!(run(store.stamp()).expect("a stamp").sequence, stamp.sequence);
}
