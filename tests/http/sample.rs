//! The built-in sample, served.

use std::sync::Arc;

use tinklas::config::Settings;
use tinklas::import::sample;
use tinklas::model::network;
use tinklas::store::Store;
use tinklas::store::resident::Resident;

use super::server::Server;

/// Serves the built-in sample with the built-in settings.
pub(crate) fn serve_sample() -> Server {
    serve_sample_with(|_| {})
}

/// Serves the built-in sample with settings that differ from the built-in ones.
pub(crate) fn serve_sample_with(change: impl FnOnce(&mut Settings)) -> Server {
    let store = Resident::in_memory(network()).expect("a store");
    let import = sample::read(store.model(), 0).expect("a sample without faults");
    let runtime = tokio::runtime::Builder::new_current_thread().build().expect("a thread");
    let applied = runtime.block_on(store.apply(&import.changes, &sample::recorded(0)));
    applied.expect("a sample that fits");
    Server::with(Arc::new(store), change)
}
