//! The stores that cases run on.

#[cfg(not(feature = "programs"))]
use std::future::{Ready, ready};
use std::sync::Arc;

use tinklas::model::Model;
use tinklas::store::Store;
use tinklas::store::records::Change;
use tinklas::store::reference::Reference;
use tinklas::store::resident::Resident;

use super::network::recorded;
#[cfg(feature = "programs")]
use super::{emptied, shared};

/// A store with its name.
pub(crate) type Named = (&'static str, Arc<dyn Store>);

/// The stores that cases run on.
pub(crate) struct Stores {
    #[cfg(feature = "programs")]
    neo4j: shared::Shared,
    /// The store on Neo4j with the network that it holds. Filling it takes longer than most requests.
    #[cfg(feature = "programs")]
    held: Option<(Arc<dyn Store>, Vec<Change>)>,
}

impl Stores {
    /// Waits until no other test has them.
    pub(crate) fn take() -> Self {
        Self {
            #[cfg(feature = "programs")]
            neo4j: shared::take(),
            #[cfg(feature = "programs")]
            held: None,
        }
    }

    /// Empty stores.
    pub(crate) async fn empty(&mut self, model: &Arc<Model>) -> Vec<Named> {
        let stores = self.holding(model, &[]).await;
        self.changed();
        stores
    }

    /// Stores that hold a network and nothing else. Until [`Self::changed`] is called they may be those that were
    /// given before.
    pub(crate) async fn holding(&mut self, model: &Arc<Model>, network: &[Change]) -> Vec<Named> {
        let resident = Resident::in_memory(model.clone()).expect("the writer starts");
        let stores: [Named; 2] = [
            ("reference", Arc::new(Reference::new(model.clone()))),
            ("resident", Arc::new(resident)),
        ];
        for (name, store) in &stores {
            fill(name, &**store, network).await;
        }
        let mut stores = Vec::from(stores);
        stores.extend(neo4j(self, model, network).await);
        stores
    }

    /// Says that the network of the stores that were given last is no longer what they were filled with.
    #[cfg_attr(not(feature = "programs"), expect(clippy::unused_self, reason = "none is kept"))]
    pub(crate) fn changed(&mut self) {
        #[cfg(feature = "programs")]
        {
            self.held = None;
        }
    }
}

async fn fill(name: &str, store: &dyn Store, network: &[Change]) {
    let applied = store.apply(network, &recorded()).await;
    applied.unwrap_or_else(|error| panic!("{name}: {error}"));
}

/// The store that needs another program.
#[cfg(feature = "programs")]
async fn neo4j(stores: &mut Stores, model: &Arc<Model>, network: &[Change]) -> Option<Named> {
    let same = |held: &(Arc<dyn Store>, Vec<Change>)| {
        held.1 == network && Arc::ptr_eq(held.0.model(), model)
    };
    let store = if let Some((store, _)) = stores.held.take().filter(same) {
        store
    } else {
        let store = Box::pin(emptied::emptied(&stores.neo4j, model.clone())).await;
        fill("neo4j", &store, network).await;
        Arc::new(store)
    };
    stores.held = Some((store.clone(), network.to_vec()));
    Some(("neo4j", store))
}

#[cfg(not(feature = "programs"))]
fn neo4j(_: &mut Stores, _: &Arc<Model>, _: &[Change]) -> Ready<Option<Named>> {
    ready(None)
}
