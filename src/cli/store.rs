//! Opens the store of the settings.

use std::sync::Arc;

use super::exit::Failure;
use super::import::now;
use crate::config::Settings;
use crate::import::sample;
use crate::model::network;
use crate::store::Store;
use crate::store::resident::Resident;

/// The store, for reading and writing. One that is not there yet is made, with its folder.
pub(super) fn open(settings: &Settings) -> Result<Arc<dyn Store>, Failure> {
    if let Some(folder) = settings.store.parent() {
        std::fs::create_dir_all(folder).map_err(|error| {
            Failure::store(format!(
                "cannot make the folder `{}`: {error}; name another file with --store",
                folder.display()
            ))
        })?;
    }
    Ok(Arc::new(Resident::open(network(), &settings.store)?))
}

/// The store, for reading, beside whoever writes to it. One that is not there yet, or empty, is filled.
pub(super) async fn open_to_read(settings: &Settings) -> Result<Arc<dyn Store>, Failure> {
    if settings.store.exists() {
        let store = Resident::open_read_only(network(), &settings.store)?;
        if settings.empty || store.stamp().await?.sequence > 0 {
            return Ok(Arc::new(store));
        }
    }
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
