//! Opens the store of the settings.

use std::sync::Arc;

use super::exit::Failure;
use super::import::now;
use crate::config::Settings;
use crate::import::sample;
use crate::model::network;
use crate::store::Store;
use crate::store::resident::Resident;

/// The store, for reading and writing.
pub(super) fn open(_settings: &Settings) -> Result<Arc<dyn Store>, Failure> {
    let store =
        Resident::in_memory(network()).map_err(|error| Failure::outside(error.to_string()))?;
    Ok(Arc::new(store))
}

/// The store, for reading, beside whoever writes to it. One that is not there yet is made.
pub(super) async fn open_to_read(settings: &Settings) -> Result<Arc<dyn Store>, Failure> {
    open_filled(settings).await
}

/// The store, for reading and writing; an empty one gets the sample unless the settings say otherwise.
pub(super) async fn open_filled(settings: &Settings) -> Result<Arc<dyn Store>, Failure> {
    let store = open(settings)?;
    if settings.empty || store.stamp().await?.sequence > 0 {
        return Ok(store);
    }
    let at = now();
    let import = sample::read(store.model(), at).map_err(|faults| {
        let faults: Vec<String> = faults.iter().map(ToString::to_string).collect();
        Failure::faults(format!("the built-in sample has faults:\n{}", faults.join("\n")))
    })?;
    store.apply(&import.changes, &sample::recorded(at)).await?;
    Ok(store)
}
