//! The stores that are compared with the reference store.

use std::sync::Arc;

use tinklas::model::Model;
use tinklas::store::Store;
use tinklas::store::reference::Reference;
use tinklas::store::resident::Resident;

/// Empty stores of a model, each with its name.
pub(crate) fn others(model: &Arc<Model>) -> Vec<(&'static str, Arc<dyn Store>)> {
    let resident = match Resident::in_memory(model.clone()) {
        Ok(resident) => resident,
        Err(error) => panic!("no resident store: {error}"),
    };
    vec![("resident", Arc::new(resident))]
}

/// Empty stores of a model, the reference store among them.
pub(crate) fn all(model: &Arc<Model>) -> Vec<(&'static str, Arc<dyn Store>)> {
    let mut all = others(model);
    all.insert(0, ("reference", Arc::new(Reference::new(model.clone()))));
    all
}

/// Runs something that awaits stores to its end.
pub(crate) fn run<T>(something: impl Future<Output = T>) -> T {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    match runtime {
        Ok(runtime) => runtime.block_on(something),
        Err(error) => panic!("no runtime: {error}"),
    }
}
