//! A server on a port of its own, for one test.

use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::mpsc;
use std::time::Duration;

use tinklas::api::Face;
use tinklas::config::{Layers, Settings};
use tinklas::model::network;
use tinklas::store::Store;
use tinklas::store::reference::Reference;
use tokio::sync::oneshot;

/// A server that runs until it is dropped.
pub(crate) struct Server {
    /// Where it listens.
    pub(crate) address: SocketAddr,
    stop: Option<oneshot::Sender<()>>,
    thread: Option<std::thread::JoinHandle<()>>,
}

impl Server {
    /// Serves an empty network with the built-in settings.
    pub(crate) fn empty() -> Self {
        Self::with(Arc::new(Reference::new(network())), |_| {})
    }

    /// Serves a store with settings that differ from the built-in ones.
    pub(crate) fn with(store: Arc<dyn Store>, change: impl FnOnce(&mut Settings)) -> Self {
        let mut settings = Settings::read(&Layers::default()).expect("good defaults");
        settings.listen = SocketAddr::from(([127, 0, 0, 1], 0));
        change(&mut settings);
        let trusted = settings.trusted().expect("documents");
        let (stop, stopped) = oneshot::channel();
        let (started, address) = mpsc::channel();
        let thread = std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_multi_thread()
                .worker_threads(2)
                .enable_all()
                .build()
                .expect("threads");
            let face = Face::new(store, settings.limits()).trusting(trusted);
            let face = Arc::new(face.expect("good documents"));
            let told = move |address| started.send(address).expect("a waiting test");
            let until = async { drop(stopped.await) };
            runtime.block_on(tinklas::http::serve(face, settings, told, until)).expect("a server");
        });
        let address = address.recv_timeout(Duration::from_secs(20)).expect("a started server");
        Self { address, stop: Some(stop), thread: Some(thread) }
    }

    /// Stops it and waits until every connection has ended or its time is up.
    pub(crate) fn stop(&mut self) {
        drop(self.stop.take());
        if let Some(thread) = self.thread.take() {
            thread.join().expect("the server ends well");
        }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.stop();
    }
}
