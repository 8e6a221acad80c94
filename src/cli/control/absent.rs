//! Where there are no Unix sockets: a server takes no commands.

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use super::Request;
use crate::cli::exit::Failure;
use crate::store::Store;

/// Nothing that listens.
pub(in crate::cli) struct Control;

impl Control {
    /// Listens to nothing.
    pub(in crate::cli) fn listen(_store: Arc<dyn Store>, _file: &Path) -> Option<Self> {
        None
    }

    /// Has nothing to stop.
    pub(in crate::cli) async fn stop(self, _patience: Duration) {}
}

/// Finds no server.
pub(in crate::cli) async fn ask(
    _file: &Path,
    _request: &Request,
) -> Result<Option<String>, Failure> {
    Ok(None)
}
