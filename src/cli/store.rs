//! Opens the store of the settings.

use std::sync::Arc;

use super::exit::Failure;
use super::import::now;
use crate::config::{Database, Place, Settings};
use crate::import::sample;
use crate::model::network;
use crate::store::Store;
use crate::store::neo4j::Neo4j;
use crate::store::resident::Resident;

/// The store, for reading and writing. A file that is not there yet is made, with its folder; a Neo4j need not
/// answer yet.
pub(super) fn open(settings: &Settings) -> Result<Arc<dyn Store>, Failure> {
    let path = match &settings.store {
        Place::File(path) => path,
        Place::Neo4j(database) => return Ok(Arc::new(neo4j(database)?)),
    };
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder).map_err(|error| {
            Failure::store(format!(
                "cannot make the folder `{}`: {error}; name another file with --store",
                folder.display()
            ))
        })?;
    }
    Ok(Arc::new(Resident::open(network(), path)?))
}

fn neo4j(database: &Database) -> Result<Neo4j, Failure> {
    let Database { address, credentials, limits } = database;
    Ok(Neo4j::open(network(), address.clone(), credentials, *limits)?)
}

/// The store, for reading, beside whoever writes to it. A file that is not there yet, or empty, is filled.
pub(super) async fn open_to_read(settings: &Settings) -> Result<Arc<dyn Store>, Failure> {
    if let Some(path) = settings.store.file().filter(|path| path.exists()) {
        let store = Resident::open_read_only(network(), path)?;
        if settings.empty || store.stamp().await?.sequence > 0 {
            return Ok(Arc::new(store));
        }
    }
    open_filled(settings).await
}

/// The store, for reading and writing; an empty file gets the sample unless the settings say otherwise. A Neo4j
/// never does by itself: it is somebody's database.
pub(super) async fn open_filled(settings: &Settings) -> Result<Arc<dyn Store>, Failure> {
    let store = open(settings)?;
    if settings.empty || settings.store.file().is_none() || store.stamp().await?.sequence > 0 {
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
