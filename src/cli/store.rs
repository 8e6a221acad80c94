//! Opens the store of the settings.

use std::sync::Arc;

use super::exit::Failure;
use crate::config::Settings;
use crate::model::network;
use crate::store::Store;
use crate::store::reference::Reference;

/// The store, for reading and writing.
#[expect(clippy::unnecessary_wraps, reason = "a store that is kept in a file can fail to open")]
pub(super) fn open(_settings: &Settings) -> Result<Arc<dyn Store>, Failure> {
    Ok(Arc::new(Reference::new(network())))
}
